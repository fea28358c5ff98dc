"""``testimony review``: the review screen."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict, Unpack

import click

from testimony.app.checks import translation_checks
from testimony.cli._review import by_option, identity, take_over_option
from testimony.transcript.errors import RecordingError, TestimonyError, TranscriptFileError

if TYPE_CHECKING:
    from testimony.app.review.services import Tools
    from testimony.app.session import Session
    from testimony.models import ModelInfo
    from testimony.runtime.settings import Settings
    from translate.glossary import Glossary
    from tui.services import ReviewOptions

__all__ = ["command"]


class _Options(TypedDict):
    """The options as they were typed."""

    audio: Path | None
    glossary: Path | None
    ui: Literal["en", "zh"] | None
    theme: Literal["dark", "light", "contrast"] | None
    plain: bool
    silent: bool
    redact: Path | None


@click.command("review")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--audio", type=click.Path(path_type=Path), help="Where the recording is now.")
@click.option(
    "--glossary", type=click.Path(path_type=Path), help="The case's terms (TSV or TBX), shown and checked."
)
@click.option(
    "--ui", type=click.Choice(["en", "zh"]), help="Language of the screen; else that of the terminal."
)
@click.option("--theme", type=click.Choice(["dark", "light", "contrast"]), help="Colours.")
@click.option(
    "--plain", is_flag=True, help="A prompt, one row at a time: for screen readers and braille lines."
)
@click.option(
    "--redact",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="PROFILE.toml",
    help="A redaction profile: key L asks what it is not sure of, and the answers go into it.",
)
@click.option("--silent", is_flag=True, hidden=True, help="Play into nothing; for tests.")
@by_option
@take_over_option
def command(file: Path, by: str | None, take_over: bool, **choices: Unpack[_Options]) -> None:
    """Hear, correct and approve FILE in the terminal; F1 there shows every key."""
    from testimony.app.context import load_context
    from testimony.app.jobs import open_glossary
    from testimony.app.session import Session
    from testimony.cli._passphrase import passphrase_for
    from testimony.cli._say import tell_recovered

    if not file.exists():
        raise TranscriptFileError(f"There is no transcript {file}.", "testimony run RECORDING makes one")
    if choices["plain"] and choices["redact"]:
        raise click.UsageError("--plain asks nothing about redactions: see testimony redact --help")
    if not choices["plain"]:
        _need_terminal(file)
    settings = load_context().settings
    terms = open_glossary(choices["glossary"])
    session = Session.open(
        file,
        identity(by),
        checks=translation_checks(terms),
        passphrase=passphrase_for(file),
        take_over=take_over,
    )
    tell_recovered(session.store)
    click.echo(session.store.verdict, err=True)
    with session:
        demo = session.store.load().is_demo
        no_sound = _attach(session, choices["audio"])
        tools = _tools(file, no_sound, terms, silent=choices["silent"], demo=demo)
        tools = replace(tools, redaction=choices["redact"])
        if choices["plain"]:
            _talk(session, tools, choices["ui"] or settings.review_language)
        else:
            _run(session, tools, _options(settings, choices["ui"], choices["theme"], demo=demo))


def _need_terminal(file: Path) -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        raise TranscriptFileError(
            f"{file} can be reviewed on a terminal only.", "testimony show FILE and testimony edit FILE ID"
        )
    terminal = sys.__stderr__
    encoding = terminal.encoding if terminal is not None else "none"
    if encoding.lower().replace("-", "") != "utf8":
        raise TranscriptFileError(
            f"{file} cannot be shown: the terminal's encoding is {encoding}, not UTF-8.",
            "set LANG to a UTF-8 one, such as LANG=C.UTF-8",
        )
    if not _can_place_the_cursor():
        raise TranscriptFileError(
            f"{file} cannot be shown: this terminal (TERM) cannot place its cursor.",
            "testimony show FILE and testimony edit FILE ID",
        )


def _can_place_the_cursor() -> bool:
    """False where the terminal's description says so; one without a description is believed."""
    try:
        import curses
    except ImportError:  # Windows: every console can
        return True
    try:
        curses.setupterm(fd=sys.stdout.fileno())
        return curses.tigetstr("cup") is not None
    except curses.error:
        return True


def _attach(session: Session, audio: Path | None) -> str:
    """Find the recording; why it cannot be played, where it cannot."""
    try:
        if session.attach_recording(audio) is None:
            return f"The recording {session.document.recording.path} is not where it was."
    except RecordingError as error:
        return error.message
    return ""


def _tools(file: Path, no_sound: str, terms: Glossary | None, *, silent: bool, demo: bool) -> Tools:
    from testimony.app.review.abbreviations import read_abbreviations
    from testimony.app.review.services import Tools
    from testimony.runtime.settings import load_settings

    def packages_for(source: str, target: str) -> tuple[ModelInfo, ...]:
        from testimony.app.context import load_context
        from testimony.app.packages import DEMO, find_packages

        return find_packages(load_context().library, [(source, target)], DEMO if demo else "")

    settings = load_settings()
    abbreviations = read_abbreviations((settings.home, file.parent))
    return Tools(packages_for, terms, no_sound, settings.editor, silent, abbreviations)


def _options(settings: Settings, ui: str | None, theme: str | None, *, demo: bool) -> ReviewOptions:
    from testimony.runtime.settings import make_private
    from tui.services import ReviewOptions

    seen = settings.home / "review-introduced"

    def remember() -> None:
        make_private(settings.home)
        seen.touch(mode=0o600)

    return ReviewOptions(
        language=ui or settings.review_language,
        theme=theme or settings.review_theme or "dark",
        columns=settings.review_columns or "source",
        keys=settings.keys,
        demo=demo,
        first_start=not seen.exists(),
        seen=remember,
    )


def _talk(session: Session, tools: Tools, language: str) -> None:
    """The review as a conversation, without a screen."""
    from testimony.app.review.services import ReviewServices
    from tui.plain.console import StandardConsole
    from tui.plain.loop import PlainReview

    services = ReviewServices(session, tools)
    try:
        PlainReview(session, services, StandardConsole(), language).run()
    finally:
        services.close()


def _run(session: Session, tools: Tools, options: ReviewOptions) -> None:
    from testimony.app.review.services import ReviewServices
    from tui.app import ReviewApp

    app = ReviewApp(session, ReviewServices(session, tools), options)
    with _screen_of_its_own():
        app.run()
    if app.return_code:
        raise TestimonyError(
            f"The review of {session.store.path} ended early; what was saved is saved.", "open it again"
        )


@contextlib.contextmanager
def _screen_of_its_own() -> Iterator[None]:
    """Let nothing but the screen write to the terminal.

    Textual paints through ``sys.__stderr__``. Sound libraries write to descriptor 2, or turn it away
    for a moment; the screen gets a duplicate of it, and what they say goes nowhere.
    """
    before = sys.__stderr__
    kept, null = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    with os.fdopen(os.dup(2), "w", encoding="utf-8", errors="replace") as screen:
        vars(sys)["__stderr__"] = screen  # Final for type checkers; Textual has no other door
        os.dup2(null, 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            vars(sys)["__stderr__"] = before
            os.close(kept)
            os.close(null)
