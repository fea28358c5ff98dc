"""What checking finds: one list, filled by whoever looks."""

from __future__ import annotations

from dataclasses import dataclass

from testimony.text.terminal import one_line

__all__ = ["Problem", "Problems"]

_LONGEST = 400  # characters: a name in a made-up file can have a million, and line feeds that feign a report
_MOST = 200  # a file that is wrong in more places is not better known by more lines


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as it was sealed."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


class Problems:
    """The problems and notices of one look at a file."""

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self.notices: list[str] = []

    def blame(self, where: str, what: str) -> None:
        """Write down one problem."""
        if len(self.found) < _MOST:
            self.found.append(Problem(one_line(where)[:_LONGEST], one_line(what)[:_LONGEST]))

    def notice(self, sentence: str) -> None:
        """Write down what is worth knowing and no problem."""
        if len(self.notices) < _MOST:
            self.notices.append(one_line(sentence)[:_LONGEST])
