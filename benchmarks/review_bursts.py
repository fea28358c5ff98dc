"""``python -m benchmarks review_bursts``: random bursts of keys, clicks, resizes, filters and modes.

Each burst arrives at once, as a paste, an expander or a slow line sends it. A witness looks at every
approval, merge and text: the row must be one that was on the screen, as it then stood, before the key.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.bars import Figure, print_figures
from benchmarks.review_apps import helper
from tui.dialogs import Choose

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tui.app import ReviewApp

__all__ = ["main"]

_ROWS, _BURSTS_A_FILE = 24, 50
_FROM_THE_LIST = 0.7  # of the bursts begin in the list; the others where the last one ended
_SIZES = ((90, 28), (80, 24), (60, 14), (120, 40), (40, 10))
_PASTES = ("aaa", "好的", "x\ny", "12\n")
_OPENERS = ("v", "R", "enter", "e", "E", "slash", "p", "o", "ctrl+k", "ctrl+p", "g", "w")


def _step(chance: random.Random, keys: tuple[str, ...]) -> tuple[str, Any]:
    """A key in most cases; now and then a paste, a click, a filter, another mode."""
    at = chance.random()
    if at < 0.06:
        return "paste", chance.choice(_PASTES)
    if at < 0.16:
        return "click", (chance.randrange(120), chance.randrange(40))
    if at < 0.3:
        return "key", chance.choice(_OPENERS)
    return "key", chance.choice((*keys, "a", "a", "enter", "m", "escape"))


async def _hammer(path: Path, chance: random.Random, count: int) -> tuple[int, int, int, list[str]]:
    """Send bursts to one file; steps, edits, resizes, and what went wrong."""
    watch, reviewing = helper("burst_watch"), helper("reviewing")
    app = reviewing.make_app(path, player=reviewing.FakePlayer())
    steps = resizes = 0
    try:
        async with app.run_test(size=_SIZES[0]) as pilot:
            await pilot.pause()
            witness = watch.Witness(app)
            for _ in range(count):
                if not app.is_running or app.return_code is not None:
                    break
                if chance.random() < _FROM_THE_LIST:
                    await _back_to_the_list(app, pilot)
                for _ in range(chance.randint(1, 8)):
                    watch.send(app, _step(chance, watch.KEYS))
                    steps += 1
                if chance.random() < 0.2:
                    resizes += 1
                    await _resize(pilot, chance)
                await pilot.pause()
            return steps, witness.edits, resizes, witness.wrong
    finally:
        reviewing.close_session(app)


async def _back_to_the_list(app: ReviewApp, pilot: Pilot[Any]) -> None:
    """Leave dialogs, editors and modes, as somebody does who begins anew; typed text is dropped."""
    desk = app.review.desk
    for _ in range(12):
        if not desk.is_asking and desk.mode == "list":
            return
        leaves = desk.is_asking and isinstance(app.screen, Choose) and desk.is_editing
        await pilot.press("3" if leaves else "escape")
        await pilot.pause()


async def _resize(pilot: Pilot[Any], chance: random.Random) -> None:
    await pilot.resize_terminal(*chance.choice(_SIZES))


def main(argv: list[str]) -> int:
    """Send the bursts, print what was counted; 0 when nothing went to a row that was not shown."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks review_bursts", description=__doc__)
    parser.add_argument("--bursts", type=int, default=5_000, help="in fifties (default 5000)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    made, chance = helper("made_up_hearing"), random.Random(options.seed)
    steps = edits = resizes = 0
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(max(1, options.bursts // _BURSTS_A_FILE)):
            path = Path(folder, f"{number}.testimony")
            made.make(path, 1, _ROWS).close()
            found = asyncio.run(_hammer(path, chance, _BURSTS_A_FILE))
            steps, edits, resizes = steps + found[0], edits + found[1], resizes + found[2]
            wrong += found[3]
            path.unlink()
            done = (number + 1) * _BURSTS_A_FILE
            print(f"{done} bursts, {edits} edits, {len(wrong)} wrong", file=sys.stderr, flush=True)
    for line in wrong[:20]:
        print(line)
    figures = [
        Figure("bursts", max(1, options.bursts // _BURSTS_A_FILE) * _BURSTS_A_FILE),
        Figure("keys, pastes and clicks", steps),
        Figure("resizes", resizes),
        Figure("approvals, second approvals, texts and merges", edits),
        Figure("… of a row that was not shown", len(wrong), bar=0),
    ]
    return 0 if print_figures("Bursts", figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
