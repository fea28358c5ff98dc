"""The transcript file of a run: what stands there, or a new one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from testimony.app.run.job import RunOutcome
from testimony.app.run.outcome import count_flags
from testimony.app.run.passes import provenance_of
from testimony.app.run.provenance import fingerprint_of
from testimony.text.file_names import has_room
from testimony.transcript.errors import TranscriptFileError
from testimony.transcript.types import Recording

if TYPE_CHECKING:
    from testimony.app.run.job import RunJob
    from testimony.audio.decoding import SoundReader
    from testimony.transcript.record.store import TranscriptStore

__all__ = ["create_target", "find_unfinished", "refuse_long_name"]


def refuse_long_name(output: Path) -> None:
    """Refuse a name that leaves no room for the journal beside the file.

    Raises:
        TranscriptFileError: It is too long.
    """
    if not has_room(output.name):
        raise TranscriptFileError(
            f"The name {output.name} is too long: the files written beside it would have no name.",
            "give a shorter one: -o case.testimony",
        )


def find_unfinished(job: RunJob, digest: str) -> TranscriptStore | RunOutcome | None:
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
                "skipped", job.output, store.recording(), store.segment_count(), flags=count_flags(store)
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


def create_target(job: RunJob, reader: SoundReader, digest: str) -> TranscriptStore:
    """Begin the transcript of a recording whose bytes have the SHA-256 ``digest``."""
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
