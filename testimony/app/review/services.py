"""What the review screen asks of the rest: sound, peaks, terms, engines in their own process."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from testimony.app.own_process import prepare_processes
from testimony.app.review.editor import check_editor, edit_in_editor
from testimony.app.review.edits import keep_translation, steps_since
from testimony.app.review.exporting import export_formats, export_saved
from testimony.app.review.redactions import RedactionAnswers
from testimony.app.review.spelling import Spelling
from testimony.app.review.translator_process import translate_in_process
from testimony.app.speakers.people import VoiceEdits
from testimony.audio.chunks import SAMPLE_RATE
from testimony.transcript.edits import Document
from testimony.transcript.errors import (
    RecordingError,
    RecordingNotFound,
    UnsupportedPair,
)
from testimony.transcript.types import Alternative, Provenance, Segment

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from testimony.app.session import Session
    from testimony.models import ModelInfo
    from translate.glossary import Glossary
    from tui.pace import Step
    from tui.services import Peak, Player, RedactionQuestion

__all__ = ["ReviewServices", "Tools"]

_PEAK_SAMPLES = SAMPLE_RATE // 100


def _stamp(path: Path) -> tuple[int, ...]:
    """What changes when a file is written or replaced; empty when it is gone."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


@dataclass(frozen=True, slots=True)
class Tools:
    """What the services work with.

    Attributes:
        packages_for: The translation packages for a pair of languages.
        glossary: The case's terms.
        no_sound: Why there is no recording to play; empty where there is one.
        editor: The person's editor command.
        abbreviations: What is typed → what it stands for.
        silent: Play into nothing, in real time; for tests.
        redaction: A redaction profile, whose questions the screen asks and which takes the answers.
    """

    packages_for: Callable[[str, str], Sequence[ModelInfo]]
    glossary: Glossary | None = None
    no_sound: str = ""
    editor: str = ""
    silent: bool = False
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    redaction: Path | None = None


class ReviewServices:
    """``tui.services.Services`` over one open session."""

    def __init__(self, session: Session, tools: Tools) -> None:
        """Look for a sound device, once."""
        self._session = session
        self._tools = tools
        self._made_by = Provenance({}, {}, {})
        self._spelling = Spelling(_forms(tools.glossary))
        self._redactions = RedactionAnswers(session, tools.redaction)
        self._steps_seen = 0
        self.voices = VoiceEdits(session)
        self._stamp: tuple[int, ...] = ()
        prepare_processes()
        self.player: Player | None = None
        self.no_player_reason = self.recording_wanted = tools.no_sound
        if session.recording is not None:
            self._open(session.recording)

    def _open(self, recording: Path) -> None:
        from testimony.audio.playback import open_playback

        self._stamp = _stamp(recording)
        self.recording_wanted = ""
        self.player, self.no_player_reason = open_playback(
            recording, silent=self._tools.silent, track=self._session.document.recording.track
        )

    @property
    def abbreviations(self) -> Mapping[str, str]:
        """What is typed → what it stands for."""
        return self._tools.abbreviations

    # The recording

    @property
    def recording_path(self) -> str:
        """Where the transcript says that its recording was."""
        return self._session.document.recording.path

    def use_recording(self, path: str) -> None:
        """Prove a recording by its hash and play from it; what is refused is said in ``recording_wanted``."""
        try:
            found = self._session.attach_recording(Path(path).expanduser())
            if found is None:
                raise RecordingNotFound(f"{path} is no recording: it is a folder.", "name the file itself")
        except RecordingError as error:
            self._forget_recording(error.message)
            raise
        self._open(found)

    def check_recording(self) -> None:
        """Prove the recording again where its file was touched since."""
        recording = self._session.recording
        if recording is not None and _stamp(recording) != self._stamp:
            self.use_recording(str(recording))

    def _forget_recording(self, reason: str) -> None:
        if self.player is not None:
            self.player.close()
        self._session.recording = self.player = None
        self.recording_wanted = self.no_player_reason = reason

    def complete_path(self, beginning: str) -> Sequence[str]:
        """Files and folders whose path begins so; hidden ones only where their dot was typed."""
        name = beginning.rpartition("/")[2]
        place = Path(beginning[: len(beginning) - len(name)] or ".").expanduser()
        try:
            with os.scandir(place) as entries:
                found = [one.name + "/" * one.is_dir() for one in entries if one.name.startswith(name)]
        except OSError:
            return ()
        return [
            beginning[: len(beginning) - len(name)] + one
            for one in sorted(found)
            if name or not one.startswith(".")
        ]

    def peaks(self, start_ms: int, end_ms: int) -> Sequence[Peak]:
        """Smallest and largest sample of each hundredth of a second."""
        from testimony.audio.clips import read_clip

        recording = self._session.recording
        if recording is None or _stamp(recording) != self._stamp:
            return ()
        return _peaks_of(read_clip(recording, start_ms, end_ms, track=self._session.document.recording.track))

    # The engines

    def retranslate(self, segment: Segment) -> str:
        """Translate a segment's source in a process of its own, so that a crash stays there."""
        if not segment.target_language:
            raise UnsupportedPair(f"Segment {segment.id} has no target language.", "edit its translation")
        packages = self._tools.packages_for(segment.language, segment.target_language)
        folders = [str(one.path) for one in packages]
        text = translate_in_process((folders, segment.source, segment.language, segment.target_language))
        self._made_by = _made_by(packages, segment.target_language)
        return text

    def keep_translation(self, segment_id: str, text: str) -> Document:
        """See ``keep_translation`` of this module."""
        return keep_translation(self._session, segment_id, text, self._made_by)

    # The record

    def steps_today(self) -> Sequence[Step]:
        """Today's entries of the log that were not given before."""
        self._steps_seen, steps = steps_since(self._session.store, self._steps_seen)
        return steps

    def pair_renditions(self) -> Callable[[], tuple[int, int, bool]]:
        """See ``tui.services.Services``."""
        from testimony.app.renditions import find_renditions, keep_renditions

        found = find_renditions(self._session, self._tools.glossary)

        def keep() -> tuple[int, int, bool]:
            outcome = keep_renditions(self._session, found)
            return outcome.links, outcome.findings, outcome.interpreted

        return keep

    def redaction_questions(self) -> Sequence[RedactionQuestion]:
        """See ``tui.services.Services``."""
        return self._redactions.questions()

    def answer_redaction(self, number: int, answer: str) -> None:
        """See ``tui.services.Services``."""
        self._redactions.answer(number, answer)

    def alternatives(self, segment: Segment) -> Sequence[Alternative]:
        """What the engines kept when the draft was made."""
        return self._session.store.alternatives(segment.id)

    def glossary_terms(self, segment: Segment) -> Sequence[tuple[str, str]]:
        """Terms in the source with their wanted rendering."""
        if self._tools.glossary is None or not segment.target_language:
            return ()
        uses = self._tools.glossary.uses(segment.source, segment.language, segment.target_language)
        return [(use.said, use.wanted) for use in uses]

    def load_spelling(self) -> None:
        """Read the dictionary of English words."""
        self._spelling.load()

    def misspelt(self, text: str, language: str) -> Sequence[tuple[int, int]]:
        """See ``testimony.app.review.spelling``."""
        return self._spelling.misspelt(text, language)

    def export_formats(self) -> Sequence[tuple[str, str, str]]:
        """See ``testimony.app.review.exporting``."""
        return export_formats()

    def export(self, name: str, path: str) -> str:
        """See ``testimony.app.review.exporting``."""
        return export_saved(self._session, name, path)

    def check_editor(self) -> None:
        """See that the person's editor is set and installed."""
        check_editor(self._tools.editor)

    def edit_in_editor(self, text: str) -> str:
        """Let the person's editor change a text."""
        return edit_in_editor(self._tools.editor, text, beside=self._session.store.path)

    def close(self) -> None:
        """Let go of the device."""
        if self.player is not None:
            self.player.close()


def _forms(glossary: Glossary | None) -> list[str]:
    """Every form that the glossary knows, in either language."""
    entries = glossary.entries if glossary is not None else ()
    return [form for one in entries for form in (*one.forms, *one.preferred)]


def _peaks_of(clip: NDArray[np.float32]) -> list[Peak]:
    import numpy as np

    whole = len(clip) // _PEAK_SAMPLES * _PEAK_SAMPLES
    pieces = np.clip(np.rint(clip[:whole].reshape(-1, _PEAK_SAMPLES) * 127), -127, 127).astype(int)
    return [(int(low), int(high)) for low, high in zip(pieces.min(axis=1), pieces.max(axis=1), strict=True)]


def _made_by(packages: Sequence[ModelInfo], target: str) -> Provenance:
    from testimony.app.run.provenance import translation_provenance
    from translate import TranslationOptions

    return translation_provenance(packages, TranslationOptions(threads=1), target)
