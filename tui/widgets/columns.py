"""Which columns the list has, how wide they are, and which text stands in which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from testimony.text.cells import cell_width, clip
from testimony.text.terminal import one_line
from testimony.transcript.types import Segment

__all__ = ["DIGIT", "Columns", "Layout", "short_names"]

_NARROW, _MEDIUM, _WIDE = 60, 100, 140  # cells of the list
DIGIT = 2  # cells of a speaker's number
_CHINESE = ("zh", "yue", "cmn")


class Layout(StrEnum):
    """What stands where."""

    SOURCE = "source"  # what was said at the left, its translation at the right
    ENGLISH = "en"  # English always at the left
    CHINESE = "zh"  # Chinese always at the left
    STACKED = "stacked"  # the translation under what was said, over the whole width

    def swaps(self, segment: Segment) -> bool:
        """True where the translation stands at the left."""
        if self is Layout.ENGLISH:
            return _is_english(segment.target_language) and not _is_english(segment.language)
        if self is Layout.CHINESE:
            return _is_chinese(segment.target_language) and not _is_chinese(segment.language)
        return False


def _is_english(tag: str) -> bool:
    return tag.partition("-")[0] == "en"


def _is_chinese(tag: str) -> bool:
    return tag.partition("-")[0] in _CHINESE


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths in cells; 0 leaves a column out.

    Attributes:
        time: Of the time.
        speaker: Of number and name of the speaker.
        source: Of the text at the left.
        target: Of the text at the right, or below.
        layout: What stands where.
    """

    time: int
    speaker: int
    source: int
    target: int
    layout: Layout = Layout.SOURCE

    @property
    def is_stacked(self) -> bool:
        """True where the translation stands under what was said."""
        return self.layout is Layout.STACKED

    @classmethod
    def of(cls, width: int, layout: Layout = Layout.SOURCE) -> Columns:
        """The columns that a width (cells) has room for; a narrow one has only room for stacked texts."""
        time = 8 if width >= _NARROW else 0
        speaker = 0 if width < _NARROW else 10 if width < _MEDIUM else 15 if width < _WIDE else 19
        if width < _NARROW or layout is Layout.STACKED:
            whole = max(4, width - 5 - time - speaker - 1)
            return cls(time, speaker, whole, whole - 2, Layout.STACKED)
        each = max(4, width - 5 - time - speaker - 2) // 2
        return cls(time, speaker, each, each, layout)


def short_names(names: Mapping[str, str], width: int) -> dict[str, str]:
    """Names cut to a width in cells so that different ones stay different, where that can be."""
    whole = {key: one_line(name) for key, name in names.items()}
    cut = {key: clip(name, width) for key, name in whole.items()}
    meant: dict[str, set[str]] = {}
    for key, name in cut.items():
        meant.setdefault(name, set()).add(whole[key])
    for key, name in whole.items():
        if len(meant[cut[key]]) > 1:  # SPEAKER (EN), SPEAKER (ZH): what tells them apart is their end
            last = name.rpartition(" ")[2]
            end = last if cell_width(last) <= width - 2 else _end(name, width // 2)
            cut[key] = clip(name, width - cell_width(end)) + end
    return cut


def _end(text: str, width: int) -> str:
    at = len(text)
    while at and cell_width(text[at - 1 :]) <= width:
        at -= 1
    return text[at:]
