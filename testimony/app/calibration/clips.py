"""A folder of recorded sentences with their references, laid one after the other.

The folder holds ``manifest.tsv``, tab-separated with a header that names at least the columns ``file``,
``language``, ``speaker`` and ``reference``; the files lie beside it or in its folder ``clips``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from testimony.app.evaluation import ReferenceRow
from testimony.audio.chunks import AudioChunk, mix_down, samples_to_ms
from testimony.audio.decoding import open_recording
from testimony.text.file_names import stays_inside
from testimony.transcript.errors import SettingsError

__all__ = ["Clip", "ClipSound", "by_turns", "halves", "read_clips"]

_COLUMNS = frozenset({"file", "language", "speaker", "reference"})
_PAUSE_MS = 700
_RATE = 16_000


@dataclass(frozen=True, slots=True)
class Clip:
    """A recorded sentence.

    Attributes:
        path: Its file.
        language: BCP-47 primary tag.
        speaker: Whose voice it is; the name of the file where nobody says.
        reference: What was said.
    """

    path: Path
    language: str
    speaker: str
    reference: str


def read_clips(folder: Path, languages: Sequence[str]) -> list[Clip]:
    """Read the clips of a folder that have a reference in one of the languages.

    Raises:
        SettingsError: There is no manifest, a column or a file of it is missing, or no clip is left.
    """
    path = folder / "manifest.tsv"
    hint = "Give a folder with manifest.tsv (columns file, language, speaker, reference) and its clips."
    try:
        rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines(), delimiter="\t"))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SettingsError(f"The manifest {path} cannot be read.", hint) from error
    if not rows or not rows[0].keys() >= _COLUMNS:
        raise SettingsError(f"The manifest {path} lacks a column or has no rows.", hint)
    clips = [
        Clip(
            _place(folder, row["file"], hint),
            row["language"],
            row["speaker"] or row["file"],
            row["reference"],
        )
        for row in rows
        if row["language"] in languages and (row["reference"] or "").strip()
    ]
    if not clips:
        raise SettingsError(f"No clip of {path} has a reference in {', '.join(languages)}.", hint)
    return clips


def _place(folder: Path, name: str, hint: str) -> Path:
    for path in (folder / "clips" / name, folder / name):
        if stays_inside(name) and path.is_file():
            return path
    raise SettingsError(f"The clip {name} of {folder / 'manifest.tsv'} is missing.", hint)


def by_turns(clips: Sequence[Clip]) -> list[Clip]:
    """Order clips as an interpreted hearing is: the languages by turns, as far as they last."""
    pools = [
        [clip for clip in clips if clip.language == code] for code in sorted({c.language for c in clips})
    ]
    return [clip for turn in zip_longest(*pools) for clip in turn if clip is not None]


def halves(clips: Sequence[Clip]) -> tuple[list[Clip], list[Clip]]:
    """Part clips by voices: half of those of each language to choose limits on, the others to check them."""
    chosen: set[tuple[str, str]] = set()
    for language in {clip.language for clip in clips}:
        voices = sorted({clip.speaker for clip in clips if clip.language == language})
        chosen.update((language, voice) for voice in voices[::2])
    return (
        [clip for clip in clips if (clip.language, clip.speaker) in chosen],
        [clip for clip in clips if (clip.language, clip.speaker) not in chosen],
    )


class ClipSound:
    """The sound of clips one after the other, decoded as it is read, so that memory does not grow.

    Args:
        clips: In the order in which they follow each other.
    """

    def __init__(self, clips: Sequence[Clip]) -> None:
        self._clips = clips
        self.reference: list[ReferenceRow] = []  # of the clips that were read so far

    def chunks(self) -> Iterator[AudioChunk]:
        """Yield mono float32 sound of shape (1, n) at 16 kHz; 0.7 s of silence stand between two clips.

        Raises:
            RecordingError: A clip cannot be decoded; the message names it.
        """
        import numpy as np

        at = 0
        for clip in self._clips:
            start = at
            with open_recording(clip.path) as reader:
                for chunk in reader.chunks():
                    sound = mix_down(chunk.samples)
                    yield AudioChunk(samples_to_ms(at), sound[np.newaxis])
                    at += len(sound)
            times = samples_to_ms(start), samples_to_ms(at)
            self.reference.append(ReferenceRow(*times, clip.speaker, clip.language, clip.reference, ""))
            silence = np.zeros((1, _PAUSE_MS * _RATE // 1_000), np.float32)
            yield AudioChunk(samples_to_ms(at), silence)
            at += silence.shape[1]
