"""The passes of a run and what each was made by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from testimony.app.run.provenance import (
    memory_provenance,
    speech_provenance,
    translation_provenance,
    with_models,
)

if TYPE_CHECKING:
    from testimony.app.run.job import RunJob
    from testimony.transcript.types import Provenance

__all__ = ["provenance_of"]


def provenance_of(job: RunJob) -> dict[str, Provenance]:
    """What a transcript of this job says that it was made by: pass id → models, settings, versions."""
    heard = with_models(
        speech_provenance(job.speech, job.language_model, job.speech_options, job.witness, job.track),
        job.by_language,
    )
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
