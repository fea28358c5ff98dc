"""``python -m samples.recipes``: make a hearing of a seed, or the shipped samples and models again.

``speech`` and ``translation`` train the demo models, ``smoke`` proves in a minute that they still could;
these three need the recipes' own environment.
"""

import argparse
import importlib
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_SHIPPED = ("hearing", "interview")
_TRAINED = ("speech", "ctc", "translation")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it worked, 1 with one sentence on stderr when not."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given and given[0] in _TRAINED:
        status: int = importlib.import_module(f"samples.recipes.{given[0]}").main(given[1:])
        return status
    options = _parser().parse_args(given)
    if options.command == "smoke":
        return _smoke()
    from samples.recipes.engine import SynthesisUnavailable

    try:
        return _run(options)
    except (SynthesisUnavailable, OSError) as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m samples.recipes", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    hearing = commands.add_parser("hearing", help="a hearing nobody has seen")
    hearing.add_argument("--seed", type=int, required=True)
    hearing.add_argument("--out", type=Path, required=True, metavar="DIR")
    shipped = commands.add_parser("samples", help="the shipped samples, byte for byte")
    shipped.add_argument("--out", type=Path, default=Path(__file__).parents[1], metavar="DIR")
    for name in _TRAINED:
        commands.add_parser(name, help=f"train, convert and evaluate the demo {name} model", add_help=False)
    commands.add_parser("smoke", help="train both for seconds, convert them and decode with them")
    one = commands.add_parser("sample", help="one shipped sample")
    one.add_argument("name", choices=_SHIPPED)
    one.add_argument("--out", type=Path, required=True, metavar="DIR")
    return parser


def _smoke() -> int:
    for name in _TRAINED:
        figures = importlib.import_module(f"samples.recipes.{name}.smoke").smoke()
        print(json.dumps({name: figures}))
    return 0


def _run(options: argparse.Namespace) -> int:
    if options.command == "samples":
        return max(_alone("sample", name, "--out", str(options.out / name)) for name in _SHIPPED)
    from samples.recipes import curated, hearing

    if options.command == "hearing":
        recording = hearing.make(options.seed, options.out)
    else:
        recording = curated.make(options.name, options.out)
    seconds = recording.rows[-1].end_ms / 1000
    print(f"{options.out}: {len(recording.rows)} utterances, {seconds:.0f} seconds")
    return 0


def _alone(*arguments: str) -> int:
    """Run a command in a process of its own: espeak-ng's noise depends on what it said before."""
    command = [sys.executable, "-m", "samples.recipes", *arguments]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
