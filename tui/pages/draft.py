"""What the machine's draft said otherwise than the text that stands, or is being typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from testimony.text.terminal import one_line
from testimony.transcript.types import Segment, Side
from tui.pages.base import Line, PageKind, PageSources

__all__ = ["DRAFT", "difference", "draft_texts"]

_PIECE = re.compile(r"[A-Za-z0-9'’,.:-]+|\s+|.", re.DOTALL)
_SIDES = (Side.SOURCE, Side.TARGET)


def draft_texts(segment: Segment, sources: PageSources) -> dict[Side, str | None]:
    """Both sides as the machine first wrote them, or as a split or merge left them; None where purged.

    Raises:
        TranscriptFileError: The file cannot be read.
    """
    found: dict[Side, str | None] = {}
    for logged in sources.session.store.log.entries(segment.id):
        if logged.is_purged:
            return dict.fromkeys(_SIDES)
        for kind, one, fields in logged.before or ():
            if kind == "segment" and one == segment.id and fields is not None:
                for side in _SIDES:
                    if side.value in fields:
                        found.setdefault(side, str(fields[side.value]))
    return {side: found.get(side, getattr(segment, side.value)) for side in _SIDES}


def difference(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Runs of ``(text, ink)``: what was there and is gone in ``gone``, what is new in ``new``."""
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "".join(old[a:b]), ""
        else:
            if a < b:
                yield "".join(old[a:b]), "gone"
            if c < d:
                yield "".join(new[c:d]), "new"


def _lines(segment: Segment, sources: PageSources) -> list[Line]:
    say, typed = sources.say, sources.typed()
    lines: list[Line] = []
    for side, draft in draft_texts(segment, sources).items():
        now = typed.get(side, getattr(segment, side.value))
        head: Line = [(f"{say(f'side.{side.value}')}  ", "dim")]
        if draft is None:
            lines.append([*head, (say("detail.draft_purged"), "dim")])
        elif draft == now:
            lines.append([*head, (say("detail.as_draft"), "dim")])
        else:
            lines.append([*head, *_shown(difference(one_line(draft), one_line(now)))])
    return lines


def _shown(runs: Iterator[tuple[str, str]]) -> Line:
    """Signs beside the colours: ``[-gone-]`` and ``{+new+}``, as every word difference is written."""
    marks = {"gone": ("[-{}-]", "error"), "new": ("{{+{}+}}", "good"), "": ("{}", "")}
    return [(marks[ink][0].format(text), marks[ink][1]) for text, ink in runs]


DRAFT = PageKind("draft", _lines, reads=True)
