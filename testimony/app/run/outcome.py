"""What a run says about its result: flags, warnings, and why there was no speech."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from testimony.runtime.confinement.policy import why_not_confined
from testimony.transcript.errors import NoSpeech

if TYPE_CHECKING:
    from testimony.app.run.work import Work
    from testimony.audio.decoding import SoundReader
    from testimony.transcript.record.store import TranscriptStore

__all__ = ["count_flags", "no_speech", "warnings_of"]


def no_speech(work: Work) -> NoSpeech:
    """The error of a recording without speech; it names the other tracks of the file."""
    path, reader = work.job.recording, work.reader
    if reader.tracks == 1:
        return NoSpeech(f"No speech was found in {path}.", "listen to it: is it the right file?")
    return NoSpeech(
        f"No speech was found in sound track {reader.track} of {path}, which holds {reader.tracks} tracks.",
        f"testimony run {path} --track {other_track(reader)}",
    )


def other_track(reader: SoundReader) -> int:
    """Number of a sound track that was not transcribed, counted from 1."""
    return 2 if reader.track == 1 else 1


def count_flags(store: TranscriptStore) -> dict[str, int]:
    """Kind of flag → number of segments that carry it, most first."""
    kinds = (kind for row in store.load().segments for kind in {flag.kind.value for flag in row.flags})
    return dict(Counter(kinds).most_common())


def warnings_of(work: Work) -> tuple[str, ...]:
    """What a person should know of a finished run, one sentence each."""
    warnings = [
        f"{work.job.recording} could not be decoded from {gap.start_ms / 1000:.1f} s"
        f" to {gap.end_ms / 1000:.1f} s; nothing there was transcribed."
        for gap in work.reader.damage
    ]
    if work.reader.tracks > 1:
        warnings.append(
            f"{work.job.recording} holds {work.reader.tracks} sound tracks; track {work.reader.track} was"
            f" transcribed, and another one is with --track {other_track(work.reader)}."
        )
    if reason := why_not_confined():
        warnings.append(f"the recording was decoded without confinement: {reason}.")
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
