"""One recording: decode → transcribe → translate → transcript, a block at a time.

The unfinished work is the target file itself, marked incomplete. A run that is
killed anywhere goes on at the first unfinished block and gives the same draft,
because blocks are a function of the audio alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from testimony.app.engines import Engines
from testimony.app.run.block_writer import BlockWriter
from testimony.app.run.job import RunJob, RunOutcome
from testimony.app.run.machine import facts_of_run
from testimony.app.run.outcome import count_flags, no_speech, warnings_of
from testimony.app.run.target import create_target, find_unfinished, refuse_long_name
from testimony.app.run.translation import translate_block
from testimony.app.run.voices import speaker_of, tell_voices_apart
from testimony.app.run.work import Work
from testimony.transcript.errors import RecordingChanged
from testimony.transcript.progress import Progress, ProgressListener, ignore_progress
from testimony.transcript.types import Block, Recording, Segment, Translation

if TYPE_CHECKING:
    from testimony.audio.decoding import AudioChunk
    from transcribe import BlockDraft

__all__ = ["run"]


def run(
    job: RunJob, progress: ProgressListener = ignore_progress, engines: Engines | None = None
) -> RunOutcome:
    """Make, or finish, the transcript of one recording.

    Args:
        job: What to make of it.
        progress: Told of every step.
        engines: Where loaded engines are kept from one recording to the next.

    Raises:
        RecordingError: The recording cannot be used; nothing is left behind.
        TranscriptFileError: The output is something else, or of other settings.
        ModelError, TranscriptionError, TranslationError: As they say.
    """
    from testimony.audio.decoding import hash_file, open_recording

    refuse_long_name(job.output)
    digest = hash_file(job.recording)
    with open_recording(job.recording, job.track) as reader:
        unfinished = find_unfinished(job, digest)
        if isinstance(unfinished, RunOutcome):
            return unfinished
        engines = engines or Engines()
        transcriber = engines.transcriber(job.speech, job.language_model, job.speech_options, job.by_language)
        translator = engines.translator(job.packages, job.translation_options, job.glossary)
        second = engines.second_translator(job.second_packages, job.translation_options, job.glossary)
        with unfinished or create_target(job, reader, digest) as store:
            encoder = engines.voice_encoder() if job.voices is not None else None
            witness = engines.witness(job.witness, transcriber, job.speech_options) if job.witness else None
            opened = Work(job, reader, store, transcriber, translator, second, witness, progress, encoder)
            return _fill(opened)


def _fill(work: Work) -> RunOutcome:
    from transcribe.threads import threads_of

    resumed = work.store.finished_blocks()
    threads = threads_of(work.job.speech_options.threads)
    try:
        beside = threads > 1
        work.store.notebook.note_run("resumed" if resumed else "begun", facts_of_run(threads))
        with BlockWriter(partial(translate_block, work), partial(_commit, work), beside=beside) as writer:
            for draft in work.meter.heard(_drafts(work, resumed), _seconds_of):
                work.progress(Progress("transcribe", draft.block.end_ms, work.reader.duration_ms))
                writer.settle()
                writer.add(draft.block, _numbered(work, draft))
        recording = _conclude(work)
    except BaseException:
        if work.store.segment_count() == 0:
            work.store.discard()  # nothing was transcribed: leave no empty file behind
        raise
    unmapped = tell_voices_apart(work)
    work.store.finish(recording)
    work.store.notebook.note_run("done", facts_of_run(threads))
    packages = [package.digest for package in work.job.packages]
    work.meter.keep(work.job.speeds, work.job.speech.digest, packages)
    segments = work.store.segment_count()
    return RunOutcome(
        "done",
        work.job.output,
        recording,
        segments,
        resumed,
        (*warnings_of(work), *unmapped),
        count_flags(work.store),
    )


def _seconds_of(draft: BlockDraft) -> float:
    return (draft.block.end_ms - draft.block.start_ms) / 1000


def _conclude(work: Work) -> Recording:
    """The recording as it was decoded, once all of it was: the same bytes, and with speech in it."""
    before, decoded = work.store.recording(), work.reader.recording()
    if decoded.sha256 != before.sha256:
        raise RecordingChanged(
            f"{work.job.recording} changed while it was read"
            f" (SHA-256 {before.sha256} before, {decoded.sha256} after).",
            "wait until the recording is finished, then run again",
        )
    if work.store.segment_count() == 0:
        raise no_speech(work)
    return replace(decoded, id=before.id, path=before.path)


def _drafts(work: Work, skip_blocks: int) -> Iterator[BlockDraft]:
    from transcribe import transcribe

    return transcribe(
        _heard(work),
        work.transcriber,
        work.job.speech_options,
        skip_blocks=skip_blocks,
        damage=lambda: work.reader.damage,
        witness=work.witness,
    )


def _heard(work: Work) -> Iterator[AudioChunk]:
    for chunk in work.reader.chunks():
        work.progress(Progress("decode", chunk.start_ms, work.reader.duration_ms))
        yield chunk


def _numbered(work: Work, draft: BlockDraft) -> list[Segment]:
    """Give ids that go on from what is committed, and name the speakers."""
    first = work.store.segment_count() + 1
    return [
        replace(segment, id=str(number), recording="R1", speaker=speaker_of(segment, work.job).id)
        for number, segment in enumerate(draft.segments, start=first)
    ]


def _commit(
    work: Work, block: Block, segments: Sequence[Segment], translations: Sequence[Translation]
) -> None:
    """Commit one block; after this it is never done again."""
    beside = {one.segment_id: one.alternatives for one in translations if one.alternatives}
    segments = [
        replace(segment, alternatives=(*segment.alternatives, *beside.get(segment.id, ())))
        for segment in segments
    ]
    speakers = {speaker.id: speaker for speaker in (speaker_of(segment, work.job) for segment in segments)}
    work.store.commit_block(block, segments, translations, speakers=tuple(speakers.values()))
    work.progress(Progress("translate", block.end_ms, work.reader.duration_ms))
