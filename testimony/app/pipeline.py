"""One recording: decode → transcribe → translate → transcript, a block at a time.

The unfinished work is the target file itself, marked incomplete. A run that is
killed anywhere goes on at the first unfinished block and gives the same draft,
because blocks are a function of the audio alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from testimony.app.block_writer import BlockWriter
from testimony.app.engines import Engines
from testimony.app.provenance import (
    fingerprint_of,
    memory_provenance,
    speech_provenance,
    translation_provenance,
)
from testimony.models.speeds import SpeedMeter
from testimony.text.file_names import has_room
from testimony.transcript.errors import NoSpeech, RecordingChanged, TranscriptFileError
from testimony.transcript.progress import Progress, ProgressListener, ignore_progress
from testimony.transcript.types import Block, Provenance, Recording, Segment, Speaker, Translation

if TYPE_CHECKING:
    from testimony.app.speakers.options import SpeakerOptions
    from testimony.app.witnesses import WitnessChoice
    from testimony.audio.decoding import AudioChunk, RecordingReader
    from testimony.models import ModelInfo
    from testimony.models.speeds import SpeedLog
    from testimony.transcript.record.store import TranscriptStore
    from transcribe import BlockDraft, SpeechOptions, Transcriber
    from transcribe.speakers.encoder import VoiceEncoder
    from transcribe.witness.listening import Witness
    from translate import TranslationOptions, Translator
    from translate.glossary import Glossary
    from translate.memory import Memory

__all__ = ["RunJob", "RunOutcome", "provenance_of", "run", "targets_of"]


@dataclass(frozen=True, slots=True)
class RunJob:
    """Everything that decides what a run makes of a recording.

    Attributes:
        recording: The file to transcribe; it is only read.
        output: The transcript to write.
        speech: The model that transcribes.
        language_model: The model that detects languages; None for ``speech`` itself.
        witness: The model that hears what was written a second time; None for none.
        packages: Installed translation packages to use; empty for no translation.
        second_packages: Packages of another engine whose text is kept beside; empty for none.
        target: BCP-47 tag to translate everything into; empty: each language into the other one.
        glossary: The case's own terms; None for none.
        memory: Approved translations to use again where the source is the same, word for word.
        force: Set an existing transcript of other settings aside instead of refusing.
        take_over: Go on with a transcript whose run on another machine is known to have died.
        voices: What is known of the speakers, who are told apart by voice; None leaves one a language.
        speakers: Who speaks, by channel and language (``2:zh``), channel (``2``) or language (``zh``).
        passphrase: Encrypts the transcript; None leaves it plain.
        track: Number of the sound track to transcribe, from 1; 0 for the main one.
        speeds: Where to remember how fast the models were; None for nowhere.
    """

    recording: Path
    output: Path
    speech: ModelInfo
    speech_options: SpeechOptions
    translation_options: TranslationOptions
    language_model: ModelInfo | None = None
    witness: WitnessChoice | None = None
    packages: tuple[ModelInfo, ...] = ()
    second_packages: tuple[ModelInfo, ...] = ()
    target: str = ""
    glossary: Glossary | None = None
    memory: Memory | None = None
    force: bool = False
    take_over: bool = False
    voices: SpeakerOptions | None = None
    speakers: Mapping[str, str] = field(default_factory=dict)
    passphrase: str | None = field(default=None, repr=False)
    track: int = 0
    speeds: SpeedLog | None = None


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """What became of a run.

    Attributes:
        status: ``done``, or ``skipped`` where the transcript was complete already.
        segments: Rows of the transcript.
        resumed_blocks: Blocks that an earlier run had finished.
        flags: Kind of doubt → segments that carry it.
        warnings: One sentence each, for a person.
    """

    status: Literal["done", "skipped"]
    transcript: Path
    recording: Recording
    segments: int
    resumed_blocks: int = 0
    warnings: tuple[str, ...] = ()
    flags: Mapping[str, int] = field(default_factory=dict)


def targets_of(languages: Sequence[str], target: str = "") -> Callable[[str], str]:
    """The language that speech in a given language is translated into.

    With ``target``, everything goes there; otherwise the first two languages of
    the job go into each other, and any other into the first of the two
    (a single language: into English, English into Chinese).
    """
    first = languages[0]
    second = languages[1] if len(languages) > 1 else ("zh" if first == "en" else "en")

    def target_of(language: str) -> str:
        wanted = target or (second if language == first else first)
        return "" if language in ("und", "") or wanted == language else wanted

    return target_of


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

    _refuse_long_name(job.output)
    digest = hash_file(job.recording)
    with open_recording(job.recording, job.track) as reader:
        unfinished = _find_unfinished(job, digest)
        if isinstance(unfinished, RunOutcome):
            return unfinished
        engines = engines or Engines()
        transcriber = engines.transcriber(job.speech, job.language_model, job.speech_options)
        translator = engines.translator(job.packages, job.translation_options, job.glossary)
        second = engines.second_translator(job.second_packages, job.translation_options, job.glossary)
        with unfinished or _create(job, reader, digest) as store:
            encoder = engines.voice_encoder() if job.voices is not None else None
            witness = engines.witness(job.witness, transcriber, job.speech_options) if job.witness else None
            opened = _Work(job, reader, store, transcriber, translator, second, witness, progress, encoder)
            return _fill(opened)


@dataclass(frozen=True, slots=True)
class _Work:
    """A run under way: the job and everything that it opened."""

    job: RunJob
    reader: RecordingReader
    store: TranscriptStore
    transcriber: Transcriber
    translator: Translator | None
    second: Translator | None
    witness: Witness | None
    progress: ProgressListener
    encoder: VoiceEncoder | None = None
    meter: SpeedMeter = field(default_factory=SpeedMeter)


def _refuse_long_name(output: Path) -> None:
    if not has_room(output.name):
        raise TranscriptFileError(
            f"The name {output.name} is too long: the files written beside it would have no name.",
            "give a shorter one: -o case.testimony",
        )


def _find_unfinished(job: RunJob, digest: str) -> TranscriptStore | RunOutcome | None:
    """What stands at the output: work to go on with, a finished transcript, or nothing."""
    from testimony.transcript.record.store import TranscriptStore

    if not job.output.exists():
        return None
    store = TranscriptStore.open(job.output, passphrase=job.passphrase)
    if store.fingerprint == fingerprint_of(digest, provenance_of(job)):
        if not store.complete:
            _acquire(store, job)
            return store
        with store:
            return RunOutcome(
                "skipped", job.output, store.recording(), store.segment_count(), flags=_flags(store)
            )
    with store:
        if not job.force:
            raise TranscriptFileError(
                f"{job.output} is the transcript of another recording, or was made with other settings.",
                "name another file with -o, or add --force to set it aside as a .bak file",
            )
        store.file.set_aside()
    return None


def _acquire(store: TranscriptStore, job: RunJob) -> None:
    """Take the lock before any work, so that nobody discards what another run is making."""
    try:
        store.acquire(take_over=job.take_over)
    except BaseException:
        store.close()
        raise


def _create(job: RunJob, reader: RecordingReader, digest: str) -> TranscriptStore:
    from testimony.transcript.record.store import TranscriptStore

    recording = Recording(
        id="R1",
        path=str(job.recording),
        sha256=digest,
        duration_ms=reader.duration_ms,
        channels=reader.channels,
        sample_rate=reader.sample_rate,
        started_at=reader.started_at,
        track=reader.track,
        tracks=reader.tracks,
    )

    return TranscriptStore.create(
        job.output,
        recording=recording,
        languages=job.speech_options.languages,
        provenance=provenance_of(job),
        fingerprint=fingerprint_of(digest, provenance_of(job)),
        passphrase=job.passphrase,
    )


def _fill(work: _Work) -> RunOutcome:
    from transcribe.threads import threads_of

    resumed = work.store.finished_blocks()
    try:
        beside = threads_of(work.job.speech_options.threads) > 1
        with BlockWriter(partial(_translated, work), partial(_commit, work), beside=beside) as writer:
            for draft in work.meter.heard(_drafts(work, resumed), _seconds_of):
                work.progress(Progress("transcribe", draft.block.end_ms, work.reader.duration_ms))
                writer.settle()
                writer.add(draft.block, _numbered(work, draft))
        recording = _conclude(work)
    except BaseException:
        if work.store.segment_count() == 0:
            work.store.discard()  # nothing was transcribed: leave no empty file behind
        raise
    unmapped = _tell_voices_apart(work)
    work.store.finish(recording)
    packages = [package.digest for package in work.job.packages]
    work.meter.keep(work.job.speeds, work.job.speech.digest, packages)
    segments = work.store.segment_count()
    return RunOutcome(
        "done",
        work.job.output,
        recording,
        segments,
        resumed,
        (*_warnings(work), *unmapped),
        _flags(work.store),
    )


def _tell_voices_apart(work: _Work) -> tuple[str, ...]:
    """Give each row the speaker of its voice; done again from its beginning where a run was killed in it.

    Returns:
        One sentence for each role that no voice could be found for.
    """
    from testimony.app.speakers.changes import speaker_edit
    from testimony.app.speakers.diarize import diarize
    from testimony.app.speakers.naming import explain_unmapped

    job = work.job
    if job.voices is None or work.store.draft.has_speakers:
        return ()
    document = work.store.document()
    segments = tuple(document.segments.values())
    found = diarize(
        job.recording,
        segments,
        job.voices,
        channels=job.speech_options.channels,
        track=job.track,
        encoder=work.encoder,
        progress=work.progress,
    )
    edit, naming = speaker_edit(document, found, known=tuple(job.speakers.values()))
    work.store.draft.commit_speakers(edit)
    return explain_unmapped(naming, job.output)


def _seconds_of(draft: BlockDraft) -> float:
    return (draft.block.end_ms - draft.block.start_ms) / 1000


def _conclude(work: _Work) -> Recording:
    """The recording as it was decoded, once all of it was: the same bytes, and with speech in it."""
    before, decoded = work.store.recording(), work.reader.recording()
    if decoded.sha256 != before.sha256:
        raise RecordingChanged(
            f"{work.job.recording} changed while it was read"
            f" (SHA-256 {before.sha256} before, {decoded.sha256} after).",
            "wait until the recording is finished, then run again",
        )
    if work.store.segment_count() == 0:
        raise _no_speech(work)
    return replace(decoded, id=before.id, path=before.path)


def _no_speech(work: _Work) -> NoSpeech:
    path, reader = work.job.recording, work.reader
    if reader.tracks == 1:
        return NoSpeech(f"No speech was found in {path}.", "listen to it: is it the right file?")
    return NoSpeech(
        f"No speech was found in sound track {reader.track} of {path}, which holds {reader.tracks} tracks.",
        f"testimony run {path} --track {_other_track(reader)}",
    )


def _other_track(reader: RecordingReader) -> int:
    return 2 if reader.track == 1 else 1


def _drafts(work: _Work, skip_blocks: int) -> Iterator[BlockDraft]:
    from transcribe import transcribe

    return transcribe(
        _heard(work),
        work.transcriber,
        work.job.speech_options,
        skip_blocks=skip_blocks,
        damage=lambda: work.reader.damage,
        witness=work.witness,
    )


def _heard(work: _Work) -> Iterator[AudioChunk]:
    for chunk in work.reader.chunks():
        work.progress(Progress("decode", chunk.start_ms, work.reader.duration_ms))
        yield chunk


def _translated(work: _Work, segments: Sequence[Segment]) -> list[Translation]:
    """The translations of a block; runs beside the transcription of the next one."""
    if work.translator is None:
        return []
    with work.meter.translating(sum(len(segment.source) for segment in segments)):
        translations = _translate(work.job, work.translator, segments)
        return _with_second(work, segments, translations) if work.second is not None else translations


def _with_second(
    work: _Work, segments: Sequence[Segment], translations: Sequence[Translation]
) -> list[Translation]:
    """Put the second engine's text beside each translation that it has one for."""
    from translate.second import with_second

    assert work.second is not None  # noqa: S101  asked by the caller
    target_of = targets_of(work.job.speech_options.languages, work.job.target)
    able = [one for one in segments if work.second.leads(one.language, target_of(one.language))]
    others = {one.segment_id: one for one in work.second.translate_segments(able, target_of)}
    name = " and ".join(package.name for package in work.job.second_packages)
    return [
        with_second(one, others[one.segment_id], name) if one.segment_id in others else one
        for one in translations
    ]


def _numbered(work: _Work, draft: BlockDraft) -> list[Segment]:
    """Give ids that go on from what is committed, and name the speakers."""
    first = work.store.segment_count() + 1
    return [
        replace(segment, id=str(number), recording="R1", speaker=_speaker(segment, work.job).id)
        for number, segment in enumerate(draft.segments, start=first)
    ]


def _commit(
    work: _Work, block: Block, segments: Sequence[Segment], translations: Sequence[Translation]
) -> None:
    """Commit one block; after this it is never done again."""
    beside = {one.segment_id: one.alternatives for one in translations if one.alternatives}
    segments = [
        replace(segment, alternatives=(*segment.alternatives, *beside.get(segment.id, ())))
        for segment in segments
    ]
    speakers = {speaker.id: speaker for speaker in (_speaker(segment, work.job) for segment in segments)}
    work.store.commit_block(block, segments, translations, speakers=tuple(speakers.values()))
    work.progress(Progress("translate", block.end_ms, work.reader.duration_ms))


def _translate(job: RunJob, translator: Translator, segments: Sequence[Segment]) -> list[Translation]:
    """The translations of a block, those of the memory before the engine's."""
    target_of = targets_of(job.speech_options.languages, job.target)
    known = job.memory.translations(segments, target_of, job.glossary) if job.memory else []
    taken = {one.segment_id for one in known}
    made = translator.translate_segments([one for one in segments if one.id not in taken], target_of)
    order = {segment.id: at for at, segment in enumerate(segments)}
    return sorted([*known, *made], key=lambda one: order[one.segment_id])


def _speaker(segment: Segment, job: RunJob) -> Speaker:
    """One speaker a language and channel, named by the job, else neutrally until somebody says who it was.

    The id is a function of channel and language, so that a resumed run names nobody anew.
    """
    known = [*job.speech_options.languages, "und"]
    language = segment.language if segment.language in known else "und"
    number = segment.channel * len(known) + known.index(language) + 1
    channel = str(segment.channel + 1)
    where = f"CHANNEL {channel}" if segment.channel else "SPEAKER"
    names = (job.speakers.get(key, "") for key in (f"{channel}:{language}", channel, language))
    name = next(filter(None, names), f"{where} ({language.upper()})")
    spoken = () if language == "und" else (language,)
    return Speaker(id=f"S{number}", name=name, languages=spoken)


def _flags(store: TranscriptStore) -> dict[str, int]:
    kinds = (kind for row in store.load().segments for kind in {flag.kind.value for flag in row.flags})
    return dict(Counter(kinds).most_common())


def _warnings(work: _Work) -> tuple[str, ...]:
    warnings = [
        f"{work.job.recording} could not be decoded from {gap.start_ms / 1000:.1f} s"
        f" to {gap.end_ms / 1000:.1f} s; nothing there was transcribed."
        for gap in work.reader.damage
    ]
    if work.reader.tracks > 1:
        warnings.append(
            f"{work.job.recording} holds {work.reader.tracks} sound tracks; track {work.reader.track} was"
            f" transcribed, and another one is with --track {_other_track(work.reader)}."
        )
    if work.witness is not None and work.witness.failure:
        warnings.append(
            f"the witness {work.witness.name} failed and heard only a part: {work.witness.failure}"
        )
    if work.store.file.recovered is not None:
        warnings.append(
            f"a write of {work.job.output} that was cut off was taken back;"
            f" what was found is kept as {work.store.file.recovered}."
        )
    if work.job.speech.demo:
        warnings.append(
            "the demo model knows only the phrases of its own phrasebook in synthetic voices;"
            " what it makes of any other speech is wrong."
        )
    return tuple(warnings)


def provenance_of(job: RunJob) -> dict[str, Provenance]:
    """What a transcript of this job says that it was made by: pass id → models, settings, versions."""
    heard = speech_provenance(job.speech, job.language_model, job.speech_options, job.witness, job.track)
    passes = {"asr": heard}
    if job.packages:
        glossary = job.glossary.digest if job.glossary is not None else ""
        passes["mt"] = translation_provenance(
            job.packages, job.translation_options, job.target, glossary, second=job.second_packages
        )
        if job.memory is not None:
            passes["memory"] = memory_provenance(job.memory.digest)
    if job.voices is not None:
        from testimony.app.speakers.diarize import diarize_provenance

        passes["diarize"] = diarize_provenance(job.voices)
    return passes
