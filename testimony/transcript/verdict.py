"""What was checked of the words that are shown: printed wherever words leave the file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from testimony.transcript.errors import Tampered

__all__ = ["NOT_STORED", "NOT_VERIFIED", "Verdict", "refuse_broken"]

NOT_VERIFIED: Final = "NOT VERIFIED"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of checking what is shown against the seal of its file.

    Attributes:
        head: Hash of the newest entry, hex; everything shown was held against the chain that ends there.
        problems: What is not as it was sealed, a sentence each; empty where all of it is.
        seal: 2 for today's seal, 1 for a file that version 0.1 made and nobody has written since.
        whole: True where the whole file was looked at, False where only what is shown was.
        stored: False for words that never came out of a file, of which nothing can be said.
    """

    head: str = ""
    problems: tuple[str, ...] = ()
    seal: int = 2
    whole: bool = False
    stored: bool = True

    @property
    def is_verified(self) -> bool:
        """True where everything shown is what was sealed."""
        return self.stored and not self.problems

    @property
    def is_broken(self) -> bool:
        """True where something shown is not what was sealed."""
        return bool(self.problems)

    def __str__(self) -> str:
        if not self.stored:
            return f"{NOT_VERIFIED}: these words were never stored in a transcript"
        if not self.problems:
            return f"verified: head {self.head}"
        more = f" (and {len(self.problems) - 1} more)" if len(self.problems) > 1 else ""
        return f"{NOT_VERIFIED}: {self.problems[0]}{more}"


NOT_STORED: Final = Verdict(stored=False)


def refuse_broken(path: Path, verdict: Verdict) -> None:
    """Refuse words that are not what was sealed.

    Raises:
        Tampered: With the first problem.
    """
    if verdict.is_broken:
        raise Tampered(
            f"{path} is not what was sealed ({verdict}).",
            f"testimony verify '{path}'; compare it with an earlier copy",
        )
