"""Words of real clips: written by one model, heard by a witness, right or wrong by the reference."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from transcribe.engines.base import Clip, DecodeRequest, DecodingOptions, Piece, Transcriber
from transcribe.engines.registry import open_speech_model
from transcribe.witness.alignment import align
from transcribe.witness.tokens import normalised
from transcribe.witness.windows import OtherWindows
from transcribe.words import words_of

__all__ = ["HeardWord", "hear", "load", "save"]


@dataclass(frozen=True, slots=True)
class HeardWord:
    """One written word.

    Attributes:
        clip: File of the clip.
        voice: Who speaks in it; the clip's own name where the manifest does not say.
        language: Of the clip.
        witness: What heard it again.
        text: As written.
        probability: The writer's own, 0–1.
        agreed: The witness heard it too.
        share: Of the clip's words, 0–1, that the witness heard too.
        beside: Of the word's neighbours, 0–1.
        right: The reference has it.
    """

    clip: str
    voice: str
    language: str
    witness: str
    text: str
    probability: float
    agreed: bool
    share: float
    beside: float
    right: bool


def hear(
    folder: Path, model: Path, witnesses: dict[str, Path | None], kinds: Sequence[str], every: int = 1
) -> Iterator[HeardWord]:
    """Write every clip down, and hear it again.

    Args:
        folder: With ``manifest.tsv`` and ``clips/``.
        model: Folder of the model that writes.
        witnesses: Language → folder of its witness; None for the model itself in other windows.
        kinds: Kinds of clips to take.
        every: Take each so many-th clip.
    """
    from testimony.audio.decoding import open_recording

    writer = open_speech_model(model, None, 1)
    engines: dict[str, Transcriber] = {
        language: OtherWindows(writer) if path is None else open_speech_model(path, None, 1)
        for language, path in witnesses.items()
    }
    names = {language: path.name if path else "other windows" for language, path in witnesses.items()}
    with (folder / "manifest.tsv").open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream, delimiter="\t") if row["kind"] in kinds]
    for row in rows[::every]:
        language = row["language"]
        if language not in engines or not row["reference"]:
            continue
        with open_recording(folder / "clips" / row["file"]) as reader:
            clip = _mono([chunk.samples for chunk in reader.chunks()])
        yield from _words(row, clip, writer, engines[language], names[language])


def _mono(parts: Sequence[Any]) -> Clip:
    import numpy as np

    samples: Clip = np.concatenate([part.mean(axis=0) for part in parts]).astype(np.float32)
    return samples[: 30 * 16_000]


def _words(
    row: dict[str, str], clip: Clip, writer: Transcriber, witness: Transcriber, name: str
) -> Iterator[HeardWord]:
    requests, options = [DecodeRequest(clip, row["language"])], DecodingOptions()
    written = words_of(writer.decode(requests, options)[0].pieces, 0)
    heard = [word.text for word in words_of(witness.decode(requests, options)[0].pieces, 0)]
    reference = [word.text for word in words_of([Piece(0, 1000, row["reference"], 1.0)], 0)]
    texts = [word.text for word in written]
    agreed, right = align(texts, heard).agreed, align(texts, reference).agreed
    counted = [index for index, text in enumerate(texts) if normalised(text)]
    share = sum(agreed[index] for index in counted) / max(1, len(counted))
    for at, index in enumerate(counted):
        near = [agreed[counted[n]] for n in (at - 1, at + 1) if 0 <= n < len(counted)]
        yield HeardWord(
            clip=row["file"],
            voice=row["speaker"] or row["file"],
            language=row["language"],
            witness=name,
            text=texts[index].strip(),
            probability=written[index].probability,
            agreed=agreed[index],
            share=share,
            beside=sum(near) / len(near) if near else 1.0,
            right=right[index],
        )


def save(words: Sequence[HeardWord], path: Path) -> None:
    """Keep words, one JSON object a line."""
    lines = [json.dumps(asdict(word), ensure_ascii=False) for word in words]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def load(path: Path) -> list[HeardWord]:
    """Read what ``save`` kept."""
    return [HeardWord(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]
