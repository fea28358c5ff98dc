"""``testimony redact``: what a redaction would ask about, listed or written down to accept or refuse."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from testimony.cli._files import load_transcript
from testimony.runtime.exit_codes import ExitCode

if TYPE_CHECKING:
    from testimony.export.redaction.proposals import Question

__all__ = ["command"]

_FILE = click.Path(path_type=Path, dir_okay=False)


class _Options(TypedDict):
    """The other options as they were typed."""

    as_json: bool
    case: str
    matter: str
    title: str
    tab: str


@click.command("redact")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--profile", type=_FILE, required=True, metavar="P.toml", help="What may not leave the house.")
@click.option(
    "--propose",
    type=_FILE,
    metavar="OUT.toml",
    help="Write the profile here, with a table for each question at its end.",
)
@click.option("--case", default="", help="Name of the case, as it will be exported.")
@click.option("--matter", default="", help="Matter number, as it will be exported.")
@click.option("--title", default="Bilingual transcript", help="Name of the document, as it will be exported.")
@click.option("--tab", default="", help="Tab letter, as it will be exported.")
@click.option("--force", is_flag=True, help="Overwrite OUT.toml.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each question.")
def command(file: Path, profile: Path, propose: Path | None, force: bool, **asked: Unpack[_Options]) -> int:
    """List what of FILE may have to be redacted by a profile, and is for a person to decide.

    What is certain is replaced by `export --redact` without asking. What is listed here stops that export
    until each entry says accept or refuse.
    """
    from testimony.export.options import Exhibit
    from testimony.export.redaction.proposals import propose as ask

    exhibit = Exhibit(asked["case"], asked["matter"], asked["title"], asked["tab"])
    questions = ask(profile, load_transcript(file, words=True), exhibit)
    for question in questions:
        click.echo(json.dumps(asdict(question), ensure_ascii=False) if asked["as_json"] else _line(question))
    if propose is not None:
        _write(profile, propose, questions, force=force)
    elif questions and not asked["as_json"]:
        click.echo(
            f"{len(questions)} to decide: testimony redact {file} --profile {profile} --propose decided.toml",
            err=True,
        )
    if not questions:
        click.echo(f"Nothing to decide: testimony export {file} --to pdf -o OUT --redact {profile}", err=True)
    return ExitCode.DONE


def _line(question: Question) -> str:
    more = f" and {len(question.places) - 1} more" if len(question.places) > 1 else ""
    return f"{question.places[0]}{more}: {question.text} ({question.kind}) {question.why} {question.context}"


def _write(profile: Path, out: Path, questions: list[Question], *, force: bool) -> None:
    from testimony.export.output import write_file
    from testimony.export.redaction.proposals import with_questions

    text = with_questions(profile.read_text(encoding="utf-8"), questions)
    write_file(out, text.encode("utf-8"), force=force)
    click.echo(
        f"Wrote {out}: write accept or refuse into each decision, then export with --redact {out}", err=True
    )
