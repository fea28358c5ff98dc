"""What is said in a sample, by whom, in which language and when; and the files that say so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from samples.recipes.phrasebook import Pair
from samples.recipes.synthesis import TimedWord
from samples.recipes.voices import Language

COURT, COUNSEL = "THE COURT", "COUNSEL"
RESPONDENT, INTERPRETER = "THE RESPONDENT", "THE INTERPRETER"
ATTORNEY = "THE ATTORNEY"

HEADER = ("start_ms", "end_ms", "speaker", "language", "source", "target")
WORDS_HEADER = ("start_ms", "end_ms", "row", "text")


@dataclass(frozen=True, slots=True)
class Turn:
    """One utterance to be said: by whom, in which language, and the silence after it.

    ``gap_ms`` 0 leaves the silence to chance. ``telephone`` says the line is a telephone's.
    ``pause_ms`` adds a stretch without speech after it, filled with the sounds of a room.
    """

    speaker: str
    language: Language
    pair: Pair
    gap_ms: int = 0
    telephone: bool = False
    pause_ms: int = 0

    @property
    def source(self) -> str:
        """What is said."""
        return self.pair.zh if self.language == "zh" else self.pair.en

    @property
    def target(self) -> str:
        """The same in the other language."""
        return self.pair.en if self.language == "zh" else self.pair.zh


@dataclass(frozen=True, slots=True)
class Row:
    """One utterance as it was said; times in milliseconds of the recording."""

    start_ms: int
    end_ms: int
    turn: Turn
    words: tuple[TimedWord, ...]


def write_script(path: Path, rows: Iterable[Row]) -> None:
    """Write the reference TSV: start_ms, end_ms, speaker, language, source, target."""
    lines = ["\t".join(HEADER)]
    for row in rows:
        turn = row.turn
        cells = (row.start_ms, row.end_ms, turn.speaker, turn.language, turn.source, turn.target)
        lines.append("\t".join(map(str, cells)))
    _write(path, lines)


def write_words(path: Path, rows: Sequence[Row]) -> None:
    """Write the word times: start_ms, end_ms, row (from 1), text; a Chinese word is a character."""
    lines = ["\t".join(WORDS_HEADER)]
    for number, row in enumerate(rows, 1):
        lines += [f"{word.start_ms}\t{word.end_ms}\t{number}\t{word.text}" for word in row.words]
    _write(path, lines)


def _write(path: Path, lines: Sequence[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
