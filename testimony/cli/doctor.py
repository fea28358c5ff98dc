"""``testimony doctor``: what works here, and what to type next."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from testimony.app.context import AppContext, load_context
from testimony.runtime.exit_codes import ExitCode
from testimony.text.terminal import json_line

__all__ = ["command"]


@click.command("doctor")
@click.option(
    "--offline", is_flag=True, help="Print a statement to keep: what holds the offline promise, and what not."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.argument("folder", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
def command(offline: bool, as_json: bool, folder: Path | None) -> int:
    """Look at this installation and its models, and say what to type next.

    With FOLDER, look through it for what killed runs, exports and encryptions left, for copies that were set
    aside and for journals: whatever may hold words of a transcript and is none.
    """
    if folder is not None:
        return _examine_folder(folder, as_json=as_json)
    house = load_context()
    return _state(house, as_json=as_json) if offline else _examine(house, as_json=as_json)


def _examine_folder(folder: Path, *, as_json: bool) -> int:
    from testimony.app.folder_check import examine_folder

    fine = True
    for finding in examine_folder(folder):
        fine = fine and finding.ok
        if as_json:
            click.echo(json_line(asdict(finding)))
        else:
            click.echo(f"{'ok' if finding.ok else '!!'}  {finding.subject} {finding.detail}")
            if finding.hint:
                click.echo(f"    → {finding.hint}")
    return ExitCode.DONE if fine else ExitCode.TRANSCRIPT_FILE


def _examine(house: AppContext, *, as_json: bool) -> int:
    from testimony.app.doctor import examine, next_command

    findings = []
    for finding in examine(house.settings, house.library):
        findings.append(finding)
        if as_json:
            click.echo(json_line(asdict(finding)))
        else:
            click.echo(f"{'ok' if finding.ok else '!!'}  {finding.subject:<24} {finding.detail}")
    if not as_json:
        click.echo(f"\nNext: {next_command(findings, house.library)}")
    return ExitCode.DONE if all(finding.ok for finding in findings) else ExitCode.MODEL


def _state(house: AppContext, *, as_json: bool) -> int:
    from testimony.app.offline_statement import lines_of, make_statement

    statement = make_statement(house.settings, house.library)
    if as_json:
        click.echo(statement.as_json())
    else:
        click.echo("\n".join(lines_of(statement)))
    return ExitCode.DONE if statement.holds else ExitCode.BUG
