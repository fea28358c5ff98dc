"""The pipeline of speech: sound → blocks → utterances → languages → text → segments.

Generators all the way: at any moment about three blocks of sound are held, however long the
recording is.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from testimony.engines.languages import refuse_unknown_languages
from testimony.transcript.types import Block, Segment, Utterance
from transcribe.decoding import Plan, decode_all, plan
from transcribe.engines.base import Transcriber
from transcribe.engines.registry import open_speech_model
from transcribe.guards.without_text import rejected_flag
from transcribe.options import SpeechOptions
from transcribe.prefetch import Stoppable, prefetch, take_until
from transcribe.script import in_script
from transcribe.segment_builder import segments_of, with_damage, without_text
from transcribe.segmentation.blocks import BlockSound, cut_blocks
from transcribe.segmentation.rejected_speech import rejected_speech
from transcribe.segmentation.silero import FRAME_MS
from transcribe.segmentation.sound import hear_voices, in_tracks
from transcribe.segmentation.voice_activity import find_spans
from transcribe.spoken import DecodedUtterance
from transcribe.threads import threads_of
from transcribe.utterances import hear_block
from transcribe.witness.listening import Witness

if TYPE_CHECKING:
    from testimony.audio.decoding import AudioChunk, DamagedGap

__all__ = ["BlockDraft", "open_transcriber", "transcribe"]


@dataclass(frozen=True, slots=True)
class BlockDraft:
    """What the machine made of one block.

    Attributes:
        block: Which stretch of the recording it is.
        segments: In time order; ids, recording and speakers are empty, the pipeline gives them. A
            segment without text carries a flag that says why it is there.
        utterances: What voice activity and language detection found, in time order.
        speech_ms: How much speech was heard, all channels together.
    """

    block: Block
    segments: tuple[Segment, ...]
    utterances: tuple[Utterance, ...]
    speech_ms: int


def open_transcriber(
    model_dir: Path, *, language_model_dir: Path | None = None, options: SpeechOptions
) -> Transcriber:
    """Load the speech engine, once for many recordings.

    Args:
        model_dir: The folder of a speech model of any engine; nothing is ever fetched.
        language_model_dir: A smaller one that detects languages; the same by default.
        options: The job; its languages are checked before any work.

    Returns:
        The engine.

    Raises:
        ModelMissing: If a folder does not exist.
        ModelDamaged: If a file of a model is missing or damaged; the message names it.
        ModelUnsupported: If the model does not know a language of the job.
    """
    engine = open_speech_model(model_dir, language_model_dir, options.threads)
    check_languages(engine, options.languages, str(model_dir))
    return engine


def check_languages(engine: Transcriber, languages: Sequence[str], model: str) -> None:
    """Refuse a job in a language that the engine cannot write.

    Raises:
        ModelUnsupported: Names a language that is missing.
    """
    refuse_unknown_languages(model, sorted(engine.languages), languages)


def transcribe(
    chunks: Iterable[AudioChunk],
    transcriber: Transcriber,
    options: SpeechOptions,
    *,
    skip_blocks: int = 0,
    damage: Callable[[], Sequence[DamagedGap]] | None = None,
    witness: Witness | None = None,
) -> Iterator[BlockDraft]:
    """Transcribe a recording, a block at a time.

    Args:
        chunks: The sound, contiguous from its start.
        transcriber: The engine.
        options: The job.
        skip_blocks: So many blocks were finished before; they are cut again, but not decoded.
        damage: Tells which stretches, of those read so far, could not be decoded.
        witness: A second engine that hears what was written; None for none.

    Yields:
        One draft a block, in time order, blocks of silence included. The drafts after skipped
        blocks are the same as those of a run that skipped none.

    Raises:
        ModelUnsupported: If the engine does not know a language of the job.
        TranscriptionError: If the engine fails.
    """
    check_languages(transcriber, options.languages, "in use")
    if threads_of(options.threads) == 1:
        listened = _listen(chunks, transcriber, options, skip_blocks)
    else:
        stopped = Event()
        engine = Stoppable(transcriber, stopped)
        blocks = _listen(take_until(stopped, chunks), engine, options, skip_blocks)
        listened = prefetch(_prepared(blocks, engine), stopped)
    with closing(listened):
        for block, planned in listened:
            heard = decode_all(planned, transcriber, options)
            rows = _rows(heard, options, witness)
            yield _draft(block, planned, heard, rows, tuple(damage()) if damage else ())


def _listen(
    chunks: Iterable[AudioChunk], engine: Transcriber, options: SpeechOptions, skip_blocks: int
) -> Generator[tuple[BlockSound, Plan], None, None]:
    """Yield the blocks that are to be written down, each with its utterances in windows."""
    before: tuple[str | None, ...] = ()
    sounds = hear_voices(in_tracks(chunks, options.channels))
    for block in cut_blocks(sounds):
        if block.block.index < skip_blocks - 1:
            continue
        spoken, before = hear_block(block, engine, options, before)
        if block.block.index >= skip_blocks:
            yield block, plan(spoken, engine, options)


def _prepared(
    listened: Iterable[tuple[BlockSound, Plan]], engine: Transcriber
) -> Generator[tuple[BlockSound, Plan], None, None]:
    for block, planned in listened:
        engine.prepare([request.clip for request in planned.requests])
        yield block, planned


def _rows(
    heard: Sequence[DecodedUtterance], options: SpeechOptions, witness: Witness | None
) -> list[Segment]:
    """The rows of a block's utterances, with what the witness heard otherwise."""
    rows = [(item, segments_of(item)) for item in heard]
    if witness is not None:
        segments = witness.hear(rows, options)
    else:
        segments = [segment for _, own in rows for segment in own]
    return [in_script(segment, options.script) for segment in segments]


def _draft(
    block: BlockSound,
    planned: Plan,
    heard: Sequence[DecodedUtterance],
    rows: Sequence[Segment],
    gaps: Sequence[DamagedGap],
) -> BlockDraft:
    segments = [*rows, *_rejected(block)]
    return BlockDraft(
        block=block.block,
        segments=tuple(with_damage(segments, block.block, gaps, last=block.last)),
        utterances=tuple(item.spoken.utterance for item in heard),
        speech_ms=sum(item.utterance.end_ms - item.utterance.start_ms for item in planned.spoken),
    )


def _rejected(block: BlockSound) -> list[Segment]:
    """Make a row of each stretch that voice activity passed over and that may be speech."""
    rows: list[Segment] = []
    for track, (samples, voice) in enumerate(zip(block.sound.samples, block.sound.voice, strict=True)):
        for span in rejected_speech(voice, samples, find_spans(voice, samples)):
            start = block.block.start_ms + span.start * FRAME_MS
            end = min(block.block.start_ms + span.end * FRAME_MS, block.block.end_ms)
            rows.append(without_text(Utterance(start, end, track), rejected_flag((end - start) / 1000)))
    return rows
