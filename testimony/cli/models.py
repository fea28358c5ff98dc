"""``testimony models``: what is installed, add, verify, remove."""

from __future__ import annotations

import json
from pathlib import Path

import click

from testimony.cli._house import open_house
from testimony.cli._say import say
from testimony.exit_codes import ExitCode
from testimony.transcript.errors import ModelDamaged, ModelMissing

__all__ = ["command"]


@click.group("models")
def command() -> None:
    """List, add and verify speech and translation models."""


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def list_models(as_json: bool) -> None:
    """List the installed models."""
    for info in open_house().library.list():
        languages = "→".join(info.pair) if info.pair else ",".join(info.languages)
        if as_json:
            values = {
                "name": info.name,
                "kind": info.kind,
                "languages": list(info.pair or info.languages),
                "size_bytes": info.size_bytes,
                "licence": info.licence,
                "source": info.source,
                "digest": info.digest,
                "demo": info.demo,
            }
            click.echo(json.dumps(values, ensure_ascii=False))
        else:
            what = "speech" if info.kind == "whisper" else "translation"
            demo = "  (demo: knows the samples only)" if info.demo else ""
            shown = languages if len(languages) <= 24 else f"{len(info.languages)} languages"  # noqa: PLR2004
            click.echo(f"{info.name:<26} {what:<12} {shown:<24} {info.size_bytes / 1e6:8.1f} MB{demo}")


@command.command("add")
@click.argument("path", type=click.Path(path_type=Path))
def add(path: Path) -> None:
    """Install a CTranslate2 Whisper folder, an Argos package folder or an .argosmodel file."""
    info = open_house().library.add(path)
    click.echo(f"Added {info.name} ({info.size_bytes / 1e6:.1f} MB).", err=True)
    if info.kind == "whisper":
        click.echo(f"  → testimony run RECORDING --model {info.name}", err=True)


@command.command("remove")
@click.argument("name")
def remove(name: str) -> None:
    """Delete an installed model."""
    library = open_house().library
    info = next((info for info in library.list() if info.name == name), None)
    if info is None:
        raise ModelMissing(f"There is no model {name!r}.", "testimony models list")
    library.remove(info)
    click.echo(f"Removed {name}.", err=True)


@command.command("verify")
@click.argument("names", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def verify(names: tuple[str, ...], as_json: bool) -> int:
    """Compare every file of the models (all of them, or NAMES) with its manifest."""
    library = open_house().library
    chosen = [info for info in library.list() if not names or info.name in names]
    if unknown := set(names) - {info.name for info in chosen}:
        raise ModelMissing(f"There is no model {sorted(unknown)[0]!r}.", "testimony models list")
    failed = False
    for info in chosen:
        message = ""
        try:
            library.verify(info, thorough=True)
        except ModelDamaged as error:
            failed, message = True, error.message
            say(error)
        if as_json:
            click.echo(
                json.dumps({"name": info.name, "ok": not message, "message": message}, ensure_ascii=False)
            )
        elif not message:
            click.echo(f"{info.name}: every file as its manifest says")
    return ExitCode.MODEL if failed else ExitCode.DONE
