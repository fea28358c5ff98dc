"""The voices of a transcript: a line a voice, and where to listen to the one at the cursor."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from textual.strip import Strip

from testimony.text.cells import cell_width, clip, pad
from testimony.text.clocks import clock
from testimony.text.terminal import one_line
from testimony.transcript.types import Segment, Speaker
from testimony.transcript.voices import SpeakerSummary
from tui.strings import Strings
from tui.widgets.ink import InkedView, Run
from tui.widgets.speaker_colours import speaker_digits, speaker_inks
from tui.wrapping import wrapped

__all__ = ["VoiceNotes", "VoiceView"]

_MINUTE_MS = 60_000
_TURNS, _MINUTES = 7, 8  # cells
_FEWEST_BAR, _MOST_BAR = 6, 40
_WIDEST = 40  # of a name
_FULL = "━"


@dataclass(frozen=True, slots=True)
class VoiceNotes:
    """What is said under the voices.

    Attributes:
        offered: Name that the machine offers for the voice at the cursor; empty for none.
        open_roles: Roles that somebody said are there and no voice has, in words.
    """

    offered: str = ""
    open_roles: str = ""


class VoiceView(InkedView, can_focus=False):
    """Paints the voices.

    Attributes:
        voices: What is shown.
        cursor: Number of the current one.
        notes: What is said under them.
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.say = Strings()
        self.voices: Sequence[SpeakerSummary] = ()
        self.cursor = 0
        self.notes = VoiceNotes()
        self._painted: tuple[object, float] = (None, 0.0)
        self._colours: dict[str, str] = {}
        self._digits: dict[str, str] = {}

    @property
    def current(self) -> SpeakerSummary | None:
        """The voice at the cursor."""
        return self.voices[self.cursor] if self.voices else None

    def show(self, voices: Sequence[SpeakerSummary], speakers: Sequence[str], cursor: int) -> None:
        """Take over the voices.

        Args:
            voices: In the order in which they are shown.
            speakers: Ids in the order in which digits assign them.
            cursor: Number of the current one.
        """
        self.voices = voices
        self._colours, self._digits = speaker_inks(speakers), speaker_digits(speakers)
        self.move_to(cursor)

    def move_to(self, cursor: int) -> None:
        """Stand at the voice of this index; beyond the ends, at the last or first one."""
        self.cursor = max(0, min(cursor, len(self.voices) - 1))
        self.refresh()

    def note(self, notes: VoiceNotes) -> None:
        """Say something else under the voices."""
        self.notes = notes
        self.refresh()

    def was_painted(self, before: float) -> bool:
        """True where the current voice was painted before a time (monotonic seconds)."""
        return self._painted[0] == self.current and self._painted[1] <= before

    @property
    def text(self) -> str:
        """What is seen, for tests."""
        return "\n".join("".join(text for text, _ in runs) for runs, _ in self._lines())

    # Laying out

    def _lines(self) -> list[tuple[list[Run], bool]]:
        below: list[tuple[list[Run], bool]] = [(runs, False) for runs in self._below()]
        room = max(1, (self.size.height or 24) - len(below) - 1)
        top = max(0, min(self.cursor - room + 1, len(self.voices) - room))
        shown = [
            (self._voice(one, here=number == self.cursor), number == self.cursor)
            for number, one in enumerate(self.voices)
        ]
        return [(self._titles(), False), *shown[top : top + room], *below]

    def _widths(self) -> tuple[int, int, int, int]:
        """Cells of the name, the role, the languages and the bar."""
        width = self.paper_width or 80
        roles = max([8, *(cell_width(one_line(one.speaker.role)) for one in self.voices)])
        tags = max([9, *(cell_width(_tags(one.speaker)) for one in self.voices)])
        role, tag = min(roles, width // 5), min(tags, width // 6)
        names = max([12, *(cell_width(one_line(one.speaker.name)) for one in self.voices)])
        rest = width - 4 - role - tag - _TURNS - _MINUTES - 5 - _FEWEST_BAR
        name = max(8, min(names, _WIDEST, rest))
        return name, role, tag, max(0, min(_MOST_BAR, _FEWEST_BAR + rest - name))

    def _titles(self) -> list[Run]:
        name, role, tag, bar = self._widths()
        words = [self.say(f"voices.{one}") for one in ("name", "role", "languages", "turns", "minutes")]
        line = f"    {pad(words[0], name)} {pad(words[1], role)} {pad(words[2], tag)} "
        line += f"{_right(words[3], _TURNS)} {_right(words[4], _MINUTES)} "
        return [(line + (self.say("voices.share") if bar >= _FEWEST_BAR else ""), "dim")]

    def _voice(self, one: SpeakerSummary, *, here: bool) -> list[Run]:
        name, role, tag, bar = self._widths()
        speaker, ink = one.speaker, self._colours.get(one.speaker.id, "")
        total = sum(voice.spoken_ms for voice in self.voices) or 1
        share = _FULL * max(round(bar * one.spoken_ms / total), 1 if one.spoken_ms else 0)
        bold = "bold" if here else ""
        return [
            (">" if here else " ", "mark" if here else ""),
            (f" {self._digits.get(speaker.id, ' ')} ", f"{ink} bold"),
            (pad(clip(one_line(speaker.name), name), name), f"{ink} {bold}"),
            (f" {pad(clip(one_line(speaker.role) or '-', role), role)}", bold),
            (f" {pad(clip(_tags(speaker), tag), tag)} ", bold),
            (_right(str(one.turns), _TURNS), bold),
            (f" {_right(f'{one.spoken_ms / _MINUTE_MS:.1f}', _MINUTES)} ", bold),
            (share, ink),
        ]

    def _below(self) -> list[list[Run]]:
        """Samples of the current voice, what is offered, which roles are open."""
        say, one = self.say, self.current
        lines: list[list[Run]] = [[]]
        if one is None:
            return [[(say("voices.none"), "warn")]]
        if not one.samples:
            lines.append([(f"  {say('voices.no_rows')}", "dim")])
        else:
            lines.append([(f"  {say('voices.samples', name=one_line(one.speaker.name))}", "dim")])
        lines += [self._sample(number, row) for number, row in enumerate(one.samples, start=1)]
        if self.notes.offered:
            lines += self._told(say("voices.offered", name=one_line(self.notes.offered)), "accent")
        if self.notes.open_roles:
            lines += self._told(say("voices.open_roles", roles=one_line(self.notes.open_roles)), "warn")
        return lines

    def _sample(self, number: int, row: Segment) -> list[Run]:
        return [
            (f"  {number} ", "key"),
            (f"{clock(row.start_ms)} ", "dim"),
            (f"{row.id}  ", "dim"),
            (one_line(row.source), ""),
        ]

    def _told(self, text: str, ink: str) -> list[list[Run]]:
        width = max(20, (self.paper_width or 80) - 3)
        return [[("  ", ""), (line, ink)] for line in wrapped(text, width)]

    # Painting

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        if y == 0 and self._painted[0] != self.current:
            self._painted = (self.current, time.monotonic())
        lines = self._lines()
        if y >= len(lines):
            return Strip.blank(self.paper_width, self.rich_style)
        runs, is_current = lines[y]
        return self.strip_of(runs, self.paper_width, "current" if is_current else "")


def _tags(speaker: Speaker) -> str:
    return ",".join(one_line(tag) for tag in speaker.languages) or "-"


def _right(text: str, width: int) -> str:
    return " " * max(0, width - cell_width(text)) + text
