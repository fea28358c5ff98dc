"""``python -m benchmarks review_tour``: the sample hearing corrected with the keyboard alone.

A reviewer's keys, pressed into the real screen over a real file: hear each segment (the next one plays
by itself), give it its speaker, correct the source where the script of the hearing reads otherwise, let
the demo model translate it again, correct that, approve, go on. It counts keys and the machine's time,
and ends well only when every row reads as the script does and is approved.

A person's time is reckoned, not measured: keys at 0.28 s (a typist of middling skill) and 1.35 s to
decide at each segment, after Card, Moran and Newell's keystroke-level model; the sound itself once; a
Chinese character as three keys of an input method.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events

from benchmarks.bars import Figure, print_figures
from benchmarks.review_apps import helper
from testimony.app.context import load_context
from testimony.app.packages import DEMO, find_packages
from testimony.app.review.services import ReviewServices, Tools
from testimony.app.session import Session
from testimony.transcript.types import Identity, Segment
from testimony.transcript.voices import is_machine_name
from tui.speaker_names import suggested_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.pilot import Pilot

    from testimony.models import ModelInfo
    from tui.app import ReviewApp
    from tui.widgets.editors import SideEditor

__all__ = ["main"]

_SCRIPT = Path(__file__).parents[1] / "samples" / "hearing" / "script.tsv"
_KEY_S, _DECISION_S, _KEYS_A_CHARACTER = 0.28, 1.35, 3
_NAMES = {" ": "space", ".": "full_stop", ",": "comma", ":": "colon", "?": "question_mark", "'": "apostrophe"}


@dataclass
class Reviewer:
    """Somebody who knows what was said, and has only a keyboard."""

    app: ReviewApp
    pilot: Pilot[Any]
    script: list[dict[str, str]]
    by_hand: bool = False
    keys: Counter[str] = field(default_factory=Counter)
    machine_s: float = 0.0
    engine_s: float = 0.0
    corrected: int = 0

    async def press(self, purpose: str, *keys: str) -> None:
        """Press keys one by one and wait until each is painted."""
        for key in keys:
            start = time.perf_counter()
            if len(key) == 1 and not key.isascii():  # as an input method sends it
                self.app.screen.post_message(events.Key(key, key))
            else:
                await self.pilot.press(_NAMES.get(key, key))
            await self.pilot.pause(0)
            self.machine_s += time.perf_counter() - start
            self.keys[purpose] += 1

    @property
    def here(self) -> Segment:
        """The current segment as it stands."""
        segment = self.app.review.desk.current
        if segment is None:
            raise AssertionError("the list is empty")
        return segment

    def wanted(self, segment: Segment) -> dict[str, str]:
        """The row of the script that a segment says most of."""
        return max(
            self.script,
            key=lambda row: (
                min(segment.end_ms, int(row["end_ms"])) - max(segment.start_ms, int(row["start_ms"]))
            ),
        )

    async def work(self) -> None:
        """From the first row to the last."""
        await self.press("begin", "home", "y", "space")
        for _ in range(3 * len(self.script)):
            segment, row = self.here, self.wanted(self.here)
            if segment.state.is_reviewed:
                return
            if await self._joined(segment, row):
                continue
            await self._give(segment, row["speaker"])
            await self._correct_text(row)
            await self.press("approve", "a")

    async def _correct_text(self, row: dict[str, str]) -> None:
        """Correct the source, let the machine translate it again, correct what is then still wrong."""
        segment = self.here
        if segment.source == row["source"] and segment.target == row["target"]:
            return
        self.corrected += 1
        if segment.source != row["source"]:
            await self.press("edit", "e")
            await self._retype(row["source"])
            if segment.target != row["target"] and self.by_hand:
                await self.press("edit", "tab")
                await self._retype(row["target"])
            if segment.target == row["target"] or self.by_hand:
                await self.press("edit", "ctrl+s")
                return
            await self.press("edit", "alt+t")
            await self._until_translated()
        if self.here.target != row["target"]:
            await self.press("edit", "E")
            await self._retype(row["target"])
            await self.press("edit", "ctrl+s")

    async def _until_translated(self) -> None:
        """Wait for the engine, as a person does who hears the row again meanwhile."""
        start = time.perf_counter()
        await self.pilot.app.workers.wait_for_complete()
        await self.pilot.pause()
        self.engine_s += time.perf_counter() - start

    async def _joined(self, segment: Segment, row: dict[str, str]) -> bool:
        """Merge with the next segment where both are one row of the script."""
        view = self.app.review.desk.panes.view
        after = view.rows.segments[view.cursor + 1 : view.cursor + 2]
        if not after or segment.source == row["source"] or self.wanted(after[0]) is not row:
            return False
        await self.press("merge", "m")
        return True

    async def _give(self, segment: Segment, name: str) -> None:
        speakers = list(self.app.review.desk.session.document.speakers.values())
        if next(one.name for one in speakers if one.id == segment.speaker) == name:
            return
        mine = next(one for one in speakers if one.id == segment.speaker)
        known = next((number for number, one in enumerate(speakers, 1) if one.name == name), 0)
        if known:
            await self.press("speaker", str(known))
        elif is_machine_name(mine.name):
            # The name that the machine gave: a person's from now on, wherever it stands.
            names = list(suggested_names(mine, speakers))
            typed = [str(names.index(name) + 1)] if name in names else [*name, "enter"]
            await self.press("speaker", "P", *typed)
        else:
            await self.press("speaker", "p", str(len(speakers) + 1), *name, "enter")

    async def _retype(self, text: str) -> None:
        """Change only what is wrong, the nearest to the cursor first."""
        editor = self.app.review.desk.panes.editors.focused
        while editor.text != text:
            codes = SequenceMatcher(None, editor.text, text, autojunk=False).get_opcodes()
            wrong = [one[1:] for one in codes if one[0] != "equal"]
            at = editor.cursor_offset
            first, last, new_first, new_last = min(
                wrong, key=lambda one: min(abs(one[0] - at), abs(one[1] - at))
            )
            from_left = abs(first - at) <= abs(last - at)
            await self._go_to(editor, first if from_left else last)
            await self.press("edit", *(["delete" if from_left else "backspace"] * (last - first)))
            await self.press("edit", *text[new_first:new_last])
            typed = sum(1 for sign in text[new_first:new_last] if not sign.isascii())
            self.keys["input method"] += typed * (_KEYS_A_CHARACTER - 1)

    async def _go_to(self, editor: SideEditor, offset: int) -> None:
        """By the ends, by words and by characters, whatever is nearer at each step."""
        away = abs(offset - editor.cursor_offset)
        if 1 + offset < away:
            await self.press("edit", "home")
        elif 1 + len(editor.text) - offset < away:
            await self.press("edit", "end")
        while (at := editor.cursor_offset) != offset:
            way = "right" if offset > at else "left"
            word = editor.word_offset(1 if offset > at else -1)
            is_nearer = abs(word - offset) + 1 < abs(offset - at)
            await self.press("edit", f"ctrl+{way}" if is_nearer else way)


def _differences(session: Session, script: list[dict[str, str]]) -> list[str]:
    rows = list(session.document.segments.values())
    names = {key: one.name for key, one in session.document.speakers.items()}
    found = [(names[one.speaker], one.source, one.target, one.state.is_reviewed) for one in rows]
    wanted = [(row["speaker"], row["source"], row["target"], True) for row in script]
    return [f"{one} is not {other}" for one, other in zip(found, wanted, strict=False) if one != other] + (
        [] if len(found) == len(wanted) else [f"{len(found)} rows, {len(wanted)} in the script"]
    )


def _draft(folder: Path) -> Path:
    command = [sys.executable, "-m", "testimony", "demo", "--out", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder / "hearing.testimony"


def _figures(reviewer: Reviewer, rows: int) -> list[Figure]:
    heard_s = sum(int(row["end_ms"]) - int(row["start_ms"]) for row in reviewer.script) / 1000
    keys = sum(reviewer.keys.values())
    person_s = keys * _KEY_S + rows * _DECISION_S + heard_s
    return [
        Figure("rows of the draft", rows),
        Figure("rows whose text was corrected", reviewer.corrected),
        Figure("keys in all", keys),
        *(Figure(f"… to {purpose}", count) for purpose, count in reviewer.keys.most_common()),
        Figure("keys a row", keys / rows, bar=4.5),
        Figure("the machine's share: all keys painted, every edit on disk", reviewer.machine_s, "s"),
        Figure("… waiting for translations made again", reviewer.engine_s, "s"),
        Figure("the sound, once", heard_s, "s"),
        Figure("a person, reckoned", person_s / 60, "min"),
    ]


def main(argv: list[str]) -> int:
    """Correct the draft, print the count; 0 when it then reads as the script."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks review_tour", description=__doc__)
    parser.add_argument("--draft", type=Path, help="the transcript of testimony demo, if it was made before")
    parser.add_argument("--by-hand", action="store_true", help="type translations, never translate again")
    options = parser.parse_args(argv)
    with _SCRIPT.open(encoding="utf-8") as stream:
        script = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "case.testimony")
        shutil.copy(options.draft or _draft(Path(folder)), path)
        wrong = asyncio.run(_correct(path, script, by_hand=options.by_hand))
    for line in wrong:
        print(line)
    return 1 if wrong else 0


def _demo_packages(source: str, target: str) -> Sequence[ModelInfo]:
    return find_packages(load_context().library, [(source, target)], DEMO)


async def _correct(path: Path, script: list[dict[str, str]], *, by_hand: bool) -> list[str]:
    from tui.app import ReviewApp
    from tui.services import ReviewOptions

    reviewing = helper("reviewing")
    with Session.open(path, Identity("Ann Li")) as session:
        rows = len(session.document.segments)
        services = ReviewServices(session, Tools(_demo_packages))
        services.player, services.no_player_reason = reviewing.FakePlayer(), ""
        app = ReviewApp(session, services, ReviewOptions())
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            reviewer = Reviewer(app, pilot, script, by_hand)
            await reviewer.work()
        print_figures("The sample hearing, corrected with the keyboard alone", _figures(reviewer, rows))
        return _differences(session, script)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
