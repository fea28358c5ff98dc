"""The speakers of a finished draft, told apart by voice, or named by language and channel until then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from testimony.transcript.types import Segment, Speaker

if TYPE_CHECKING:
    from testimony.app.run.job import RunJob
    from testimony.app.run.work import Work

__all__ = ["speaker_of", "tell_voices_apart"]


def tell_voices_apart(work: Work) -> tuple[str, ...]:
    """Give each row the speaker of its voice; done again from its beginning where a run was killed in it.

    Returns:
        One sentence for each role that no voice could be found for.
    """
    from testimony.app.speakers.changes import speaker_edit
    from testimony.app.speakers.diarize import ChosenSound, diarize
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
        ChosenSound(job.speech_options.channels, job.track),
        encoder=work.encoder,
        progress=work.progress,
    )
    edit, naming = speaker_edit(document, found, known=tuple(job.speakers.values()))
    work.store.draft.commit_speakers(edit)
    return explain_unmapped(naming, job.output)


def speaker_of(segment: Segment, job: RunJob) -> Speaker:
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
