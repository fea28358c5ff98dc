"""``testimony batch``: a thousand recordings, on this machine or on many."""

from __future__ import annotations

import contextlib
import re
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from testimony import __version__
from testimony.app.context import load_context
from testimony.cli._run_options import RunOptions, run_options
from testimony.cli._say import warn
from testimony.cli.run import choices_of, make_folder
from testimony.runtime.exit_codes import ExitCode
from testimony.transcript.errors import SettingsError

if TYPE_CHECKING:
    from testimony.app.context import AppContext
    from testimony.app.jobs import RunChoices
    from testimony.batch.dask.address import Address
    from testimony.batch.engine.pool import Backend
    from testimony.batch.engine.wire import Handshake
    from testimony.batch.request import Request, Summary

__all__ = ["command"]

_NAMED = 20  # files that a warning names


def _parse_shard(
    _context: click.Context, _option: click.Parameter, text: str | None
) -> tuple[int, int] | None:
    if text is None:
        return None
    match = re.fullmatch(r"(\d{1,6})/(\d{1,6})", text)
    if match is None or not 1 <= int(match[1]) <= int(match[2]):
        raise click.BadParameter(f"{text!r} is not a shard; the third of eight is 3/8.")
    return int(match[1]), int(match[2])


class _Options(RunOptions):
    """The options as they were typed."""

    formats: str
    jobs: int | None
    shard: tuple[int, int] | None
    cluster: str | None
    timeout: float
    watch: bool


@click.command("batch")
@click.argument("source", metavar="FOLDER|MANIFEST", type=click.Path(path_type=Path))
@click.option(
    "--out", "folder", required=True, type=click.Path(path_type=Path), help="Where transcripts and report go."
)
@click.option("--to", "formats", default="", metavar="FORMAT,…", help="Exports beside each transcript.")
@click.option(
    "--jobs", type=click.IntRange(1, 1024), help="Engine processes; chosen from cores and memory otherwise."
)
@click.option(
    "--shard", callback=_parse_shard, metavar="3/8", help="Only the third eighth of the plan, for array jobs."
)
@click.option(
    "--cluster", metavar="ADDRESS", help="A Dask scheduler (tls://HOST:8786), or local:N. Uses the network."
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=30.0,
    show_default=True,
    metavar="MIN",
    help="Give up a recording that makes no progress for so many minutes.",
)
@click.option("--watch", is_flag=True, help="Go on looking for new recordings until Ctrl-C.")
@run_options
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line on stdout.")
def command(source: Path, folder: Path, as_json: bool, **options: Unpack[_Options]) -> int:
    """Transcribe and translate every recording of FOLDER, or of MANIFEST (CSV or JSONL), into --out.

    Type the same command again after anything: what is done is skipped, what was interrupted goes on, what
    failed is tried again. Exit code 10 says that part failed; report.json and report.html say which and why.
    """
    from testimony.batch.run_batch import run_batch
    from testimony.cli._batch_events import open_telling

    if options["watch"] and not source.is_dir():
        raise click.UsageError("--watch looks at a folder, not at a manifest.")
    address = _address(options["cluster"])
    request = _request(source, folder, options, address)
    with _terminable(), _network(address):
        _warn_of_passed_over(request)
        with open_telling(folder, as_json=as_json) as telling:
            summary = run_batch(request, telling.on_event, telling.told)
        _say_summary(summary)
    if summary.interrupted:
        raise KeyboardInterrupt
    part = summary.counts["failed"] or summary.counts["pending"]
    return ExitCode.BATCH_PART_FAILED if part else ExitCode.DONE


def _warn_of_passed_over(request: Request) -> None:
    """Name the files of the folder whose endings are those of no recording and of no document."""
    from testimony.batch.finding import find_passed_over

    names = find_passed_over(request.source, request.wanted.folder)
    if names:
        named = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
        files = "1 file was" if len(names) == 1 else f"{len(names)} files were"
        warn(f"{files} passed over, because no recording is named so: {named}; a manifest may name any file.")


def _address(text: str | None) -> Address | None:
    if text is None:
        return None
    from testimony.batch.dask.address import parse_address

    return parse_address(text, load_context().settings.cluster_files)


def _request(source: Path, folder: Path, options: _Options, address: Address | None) -> Request:
    from testimony.batch.exports import check_formats
    from testimony.batch.planning import Wanted
    from testimony.batch.request import Request
    from testimony.cli._orders import MakeJobs, settle_passphrase

    formats = check_formats(options["formats"].split(","))
    house = load_context()
    make_folder(folder)
    choices = choices_of(options)
    choices = settle_passphrase(choices, folder) if address is None else _for_cluster(choices, house)
    return Request(
        source=source,
        wanted=Wanted(folder, formats, force=choices.force),
        maker=MakeJobs(choices),
        shard=options["shard"],
        jobs=options["jobs"] or 0,
        threads=house.settings.speech_threads,
        stall_s=options["timeout"] * 60,
        watch=options["watch"],
        cluster=None if address is None else partial(_open_cluster, address),
        version=__version__,
    )


def _open_cluster(address: Address, handshake: Handshake, stall_s: float, scratch: Path) -> Backend:
    from testimony.batch.dask.backend import ClusterBackend

    return ClusterBackend(address, handshake, stall_s, scratch)


def _for_cluster(choices: RunChoices, house: AppContext) -> RunChoices:
    """Choices that mean the same on every machine; a passphrase never travels.

    Raises:
        SettingsError: The transcripts are to be encrypted, and no file holds the passphrase.
    """
    if choices.encrypt and house.settings.passphrase_file is None:
        raise SettingsError(
            "--encrypt on a cluster needs the passphrase in a file on every machine.",
            "set TESTIMONY_PASSPHRASE_FILE here and for the workers",
        )
    folder = Path(choices.model)
    model = str(folder.absolute()) if choices.model and folder.is_dir() else choices.model
    glossary = choices.glossary.absolute() if choices.glossary else None
    memory = choices.memory.absolute() if choices.memory else None
    return replace(choices, model=model, glossary=glossary, memory=memory)


@contextlib.contextmanager
def _network(address: Address | None) -> Iterator[None]:
    """Open the guard to the scheduler that was named (local:N: to the loopback), and to nothing else."""
    if address is None:
        yield
        return
    from testimony.batch.dask.address import hosts_of
    from testimony.runtime.offline import network_door

    with network_door([address.host]):
        hosts = hosts_of(address)
    with network_door(hosts):
        yield


@contextlib.contextmanager
def _terminable() -> Iterator[None]:
    """End in the same orderly way when the system (SLURM, systemd, a shutdown) asks, as at Ctrl-C."""

    def stop(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _say_summary(summary: Summary) -> None:
    counts = summary.counts
    parts = [
        f"{counts['done']} done",
        f"{counts['skipped']} done before" if counts["skipped"] else "",
        f"{counts['failed']} failed" if counts["failed"] else "",
        f"{counts['pending']} not reached" if counts["pending"] else "",
    ]
    for sentence in summary.trouble:
        warn(sentence)
    click.echo(", ".join(filter(None, parts)) + ".", err=True)
    if summary.report:
        click.echo(f"  → {summary.report[1]}", err=True)
    sys.stderr.flush()
