"""``testimony doctor``: what works here, and what to type next."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from testimony.cli._house import open_house
from testimony.exit_codes import ExitCode

__all__ = ["command"]


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(as_json: bool) -> int:
    """Look at this installation and its models, and say what to type next."""
    from testimony.doctor import examine, next_command

    house = open_house()
    findings = []
    for finding in examine(house.settings, house.library):
        findings.append(finding)
        if as_json:
            click.echo(json.dumps(asdict(finding), ensure_ascii=False))
        else:
            click.echo(f"{'ok' if finding.ok else '!!'}  {finding.subject:<24} {finding.detail}")
    if not as_json:
        click.echo(f"\nNext: {next_command(findings, house.library)}")
    return ExitCode.DONE if all(finding.ok for finding in findings) else ExitCode.MODEL
