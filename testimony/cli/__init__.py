"""The front door: one small module a command, loaded when it is typed."""

from __future__ import annotations

import errno
import importlib
import os
import sys
import threading
from pathlib import Path
from typing import NoReturn

import click

from testimony import __version__
from testimony.cli._say import say, warn
from testimony.cli._terminal import guard_output
from testimony.runtime.children import make_imports_safe
from testimony.runtime.confinement.kernel import forbid_sockets
from testimony.runtime.confinement.policy import confine_decoders
from testimony.runtime.cpu import leave_threads_to_engines
from testimony.runtime.exit_codes import ExitCode, exit_code_of
from testimony.runtime.offline import attempts, forbid_core_dumps, forbid_network
from testimony.transcript.errors import TestimonyError

__all__ = ["main"]

COMMANDS = (
    "demo",
    "run",
    "batch",
    "show",
    "review",
    "edit",
    "speakers",
    "voices",
    "renditions",
    "history",
    "verify",
    "recover",
    "seal",
    "encrypt",
    "decrypt",
    "purge",
    "export",
    "import",
    "redact",
    "fonts",
    "quote",
    "translate",
    "check",
    "glossary",
    "evaluate",
    "models",
    "doctor",
    "completion",
)

_MODULES = {"import": "import_"}  # a keyword names no module
_LONGEST_NAME_SHOWN = 120  # characters
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EIO)


class _Commands(click.Group):
    """Finds ``testimony.cli.<name>.command`` by the name that was typed."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(
            f"testimony.cli.{_MODULES.get(cmd_name, cmd_name)}"
        ).command
        return command


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="testimony")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def _testimony(debug: bool) -> None:
    """Turn the recording of a hearing into an aligned bilingual transcript, offline."""


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run one command and exit with the code that the design promises."""
    argv = sys.argv[1:] if arguments is None else arguments
    debug = "--debug" in argv
    make_imports_safe()
    forbid_network()
    forbid_core_dumps()
    if not _needs_network(argv):
        forbid_sockets()
    confine_decoders(wanted="--unconfined" not in argv)
    leave_threads_to_engines()
    if not debug:
        _keep_words_out_of_tracebacks()
    guard_output()
    code = _run(argv, debug=debug)
    for attempt in attempts():
        warn(f"{attempt} was refused: Testimony works offline.")
    code = code or _flush()
    # What was finished is committed; a large model would go on with its window for a minute.
    if code == ExitCode.INTERRUPTED and _engines_at_work():
        _flush()
        if "testimony.audio.cell_sockets" in sys.modules:
            from testimony.audio.cell_sockets import remove_socket_folder

            remove_socket_folder()
        os._exit(code)
    sys.exit(code)


def _needs_network(argv: list[str]) -> bool:
    """Tell the two commands that may use the network from all others, which the kernel keeps off it."""
    words = [word for word in argv if not word.startswith("-")]
    return words[:2] == ["models", "fetch"] or any(word.split("=")[0] == "--cluster" for word in argv)


def _engines_at_work() -> bool:
    """Threads that the interpreter would wait for."""
    others = (thread for thread in threading.enumerate() if thread is not threading.main_thread())
    return any(not thread.daemon for thread in others)


def _run(argv: list[str], *, debug: bool) -> int:
    try:
        result = _testimony.main(args=argv, prog_name="testimony", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  the one place where everything ends
        if debug and not isinstance(error, click.exceptions.Exit):
            import traceback

            traceback.print_exc()
        return _explain(error)
    return int(result) if isinstance(result, int) else ExitCode.DONE


def _keep_words_out_of_tracebacks() -> None:
    """What fails in a thread or while something is cleaned up is named, without the words that it carries."""

    def name(kind: type[BaseException] | None) -> None:
        click.echo(f"testimony: internal error ({kind.__name__ if kind else 'unknown'})", err=True)

    sys.excepthook = lambda kind, _error, _where: name(kind)
    sys.unraisablehook = lambda failure: name(failure.exc_type)
    threading.excepthook = lambda failure: name(failure.exc_type)


def _flush() -> int:
    """What still waits in standard output; a full disk behind it is no success."""
    try:
        sys.stdout.flush()
    except OSError as error:
        return _explain(error)
    return ExitCode.DONE


def _turn_away_stdout() -> None:
    """Let the interpreter's own flush at its end succeed."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _explain(error: BaseException) -> int:
    """Say in one sentence what happened and what to type next; the only place that does."""
    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, BrokenPipeError):
        _turn_away_stdout()  # the reader of stdout went away, as `| head` does
        return ExitCode.DONE
    if isinstance(error, OSError) and error.errno in _FULL and error.filename is None:
        _turn_away_stdout()
        click.echo(f"testimony: standard output could not be written: {error.strerror}.", err=True)
        return ExitCode.EXPORT
    return _explain_to_person(error)


def _explain_to_person(error: BaseException) -> int:
    if isinstance(error, (click.Abort, KeyboardInterrupt)):
        click.echo(
            "testimony: interrupted; what was finished is saved, and the same command goes on.", err=True
        )
        return ExitCode.INTERRUPTED
    if isinstance(error, TestimonyError):
        say(error)
        return exit_code_of(error)
    if isinstance(error, MemoryError):
        click.echo("testimony: there is not enough memory; what was saved stays saved.", err=True)
        click.echo("  → close other programs, then do it again", err=True)
        return ExitCode.TRANSCRIPT_FILE
    if isinstance(error, OSError) and error.filename is not None:
        return _explain_file(error)
    # Not the message of the error: it may carry words of the testimony.
    click.echo(f"testimony: internal error ({type(error).__name__}); what was saved stays saved.", err=True)
    click.echo("  → run it again as `testimony --debug …` and report what it prints", err=True)
    return ExitCode.BUG


def _explain_file(error: OSError) -> int:
    """Say which file the system refused; what a command expects to happen it explains itself, before this."""
    name = os.fsdecode(error.filename) if isinstance(error.filename, bytes) else str(error.filename)
    shown = name if len(name) <= _LONGEST_NAME_SHOWN else f"{name[:_LONGEST_NAME_SHOWN]}…"
    click.echo(f"testimony: {shown} cannot be used: {error.strerror or type(error).__name__}.", err=True)
    if error.errno == errno.ENAMETOOLONG:
        click.echo("  → give a shorter name", err=True)
        return ExitCode.USAGE
    click.echo(f"  → ls -ld '{Path(shown).parent}'", err=True)
    return ExitCode.TRANSCRIPT_FILE
