"""``testimony verify``: is the record what it was?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from testimony.cli._passphrase import passphrase_for
from testimony.text.terminal import json_line
from testimony.transcript.errors import RecordingNotFound, SettingsError, Tampered

if TYPE_CHECKING:
    from testimony.app.proof import Facts
    from testimony.app.timestamps import Stamped
    from testimony.transcript.record.seal import Report

__all__ = ["command"]

_SEALS = {
    1: "Seal 1, of a file begun by version 0.1: the place of a row is sealed together with its words, so that"
    " nothing but the rules of its block vouches for a row whose words were purged. The first write gives it"
    " seal 2.",
    2: "Seal 2: the place of every row is sealed apart from its words.",
}


@click.command("verify")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--audio", type=click.Path(path_type=Path), help="Prove that this is the recording.")
@click.option("--head", metavar="HASH", help="A head printed on an export, to compare with.")
@click.option(
    "--report",
    "pdf",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="PDF",
    help="Write what was verified as pages for a declaration (FRE 902(13), (14)), unsigned.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
def command(file: Path, audio: Path | None, head: str | None, pdf: Path | None, as_json: bool) -> None:
    """Look at every sealed row of FILE and name what was changed, deleted, inserted or swapped."""
    from testimony.transcript.record.store import verify_file

    report = verify_file(file, passphrase_for(file), head)
    found = None
    stamps: list[Stamped] = []
    untold = ""
    if report.is_clean:
        found = _prove_recording(file, audio)
        stamps, untold = _check_timestamps(file)
    if as_json:
        click.echo(json_line(_value(report, found) | {"timestamps": [str(one) for one in stamps]}))
    else:
        _print(file, report, found)
        for stamp in stamps:
            click.echo(f"Timestamp: {stamp}.")
        if untold:
            click.echo(f"Note: {untold}")
    if pdf is not None:
        from testimony.app.proof import Facts

        _write_report(pdf, Facts(file, report, found, stamps, untold))
    if not report.is_clean:
        count = len(report.problems)
        raise Tampered(
            f"{file} is not what was sealed: {count} {'problem' if count == 1 else 'problems'}.",
            "compare it with an earlier copy; do not go on with this one",
        )


def _prove_recording(file: Path, audio: Path | None) -> Path | None:
    from testimony.app.session import find_recording
    from testimony.transcript.record.store import TranscriptStore

    with TranscriptStore.open(file, readonly=True, passphrase=passphrase_for(file)) as store:
        recording = store.recording()
    found = find_recording(recording, file, audio)
    if audio is not None and found is None:
        raise RecordingNotFound(f"{audio} is no file.", "name the recording with --audio")
    return found


def _check_timestamps(file: Path) -> tuple[list[Stamped], str]:
    """The timestamps that hold, and why none was checked where there are some."""
    from testimony.app.timestamps import check
    from testimony.transcript.record.store import TranscriptStore

    with TranscriptStore.open(file, readonly=True, passphrase=passphrase_for(file)) as store:
        stamps = store.log.timestamps()
        heads = [one.entry.hash.hex() for one in store.log.entries()] if stamps else []
    try:
        return check(stamps, heads, file), ""
    except SettingsError as error:
        return [], f"{len(stamps)} timestamps were not checked: {error.message}"


def _write_report(pdf: Path, facts: Facts) -> None:
    from testimony.app.proof import report_pdf
    from testimony.export.output import write_file
    from testimony.transcript.record.store import TranscriptStore

    file = facts.path
    with TranscriptStore.open(file, readonly=True, passphrase=passphrase_for(file)) as store:
        data = report_pdf(store, facts)
    write_file(pdf, data, force=False)
    click.echo(f"Wrote {pdf}", err=True)


def _value(report: Report, recording: Path | None) -> dict[str, object]:
    return {
        "clean": report.is_clean,
        "entries": report.entries,
        "segments": report.segments,
        "head": report.head,
        "seal": report.seal,
        "problems": [{"where": one.where, "what": one.what} for one in report.problems],
        "notices": list(report.notices),
        "purged": list(report.purged),
        "recording": str(recording) if recording else None,
    }


def _print(file: Path, report: Report, recording: Path | None) -> None:
    from testimony.transcript.record.seal import CANNOT_KNOW

    for problem in report.problems:
        click.echo(f"{problem}")
    if report.is_clean:
        click.echo(f"{file}: clean; {report.entries} entries, {report.segments} segments in the draft.")
        if recording:
            click.echo(f"{recording} is the recording it was made from.")
        else:
            click.echo("The recording is not at hand; --audio RECORDING proves it.")
    for notice in report.notices:
        click.echo(f"Note: {notice}.")
    if report.purged:
        click.echo(f"Content removed for good, by purge: {', '.join(report.purged)}.")
    click.echo(f"Head: {report.head}")
    click.echo(_SEALS[report.seal])
    if report.is_clean:
        click.echo(CANNOT_KNOW, err=True)
