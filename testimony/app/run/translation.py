"""The translations of a block: the memory"s, the engine"s, and the second engine"s beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from testimony.app.run.job import targets_of
from testimony.transcript.types import Segment, Translation

if TYPE_CHECKING:
    from testimony.app.run.job import RunJob
    from testimony.app.run.work import Work
    from translate import Translator

__all__ = ["translate_block"]


def translate_block(work: Work, segments: Sequence[Segment]) -> list[Translation]:
    """The translations of a block; runs beside the transcription of the next one."""
    if work.translator is None:
        return []
    with work.meter.translating(sum(len(segment.source) for segment in segments)):
        translations = _translate(work.job, work.translator, segments)
        return (
            translations if work.second is None else _with_second(work, work.second, segments, translations)
        )


def _with_second(
    work: Work, second: Translator, segments: Sequence[Segment], translations: Sequence[Translation]
) -> list[Translation]:
    """Put the second engine's text beside each translation that it has one for."""
    from translate.second import with_second

    target_of = targets_of(work.job.speech_options.languages, work.job.target)
    able = [one for one in segments if second.leads(one.language, target_of(one.language))]
    others = {one.segment_id: one for one in second.translate_segments(able, target_of)}
    name = " and ".join(package.name for package in work.job.second_packages)
    return [
        with_second(one, others[one.segment_id], name) if one.segment_id in others else one
        for one in translations
    ]


def _translate(job: RunJob, translator: Translator, segments: Sequence[Segment]) -> list[Translation]:
    """The translations of a block, those of the memory before the engine's."""
    target_of = targets_of(job.speech_options.languages, job.target)
    known = job.memory.translations(segments, target_of, job.glossary) if job.memory else []
    taken = {one.segment_id for one in known}
    made = translator.translate_segments([one for one in segments if one.id not in taken], target_of)
    order = {segment.id: at for at, segment in enumerate(segments)}
    return sorted([*known, *made], key=lambda one: order[one.segment_id])
