"""What a redaction asks about, answered on the screen and written into its profile."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from testimony.transcript.errors import SettingsError

if TYPE_CHECKING:
    from testimony.app.session import Session
    from testimony.export.redaction.proposals import Question
    from tui.services import RedactionQuestion

__all__ = ["RedactionAnswers"]


class RedactionAnswers:
    """The questions of one profile about one transcript, and the answers so far.

    Args:
        session: The open transcript.
        profile: The file that holds the profile and takes the answers; None where none was named.
    """

    def __init__(self, session: Session, profile: Path | None) -> None:
        self._session = session
        self._profile = profile
        self._questions: list[Question] = []
        self._answers: dict[int, str] = {}
        self._before = ""

    def questions(self) -> Sequence[RedactionQuestion]:
        """Look for what is undecided in the transcript as it now stands.

        Raises:
            SettingsError: No profile was named.
            ExportError: It is unusable.
        """
        from testimony.export.options import Exhibit
        from testimony.export.redaction.proposals import propose, without_open_questions
        from tui.services import RedactionQuestion

        if self._profile is None:
            raise SettingsError(
                "No redaction profile was named.", "testimony review FILE --redact PROFILE.toml"
            )
        transcript = self._session.store.load(words=True)
        self._questions = propose(self._profile, transcript, Exhibit())
        self._answers = {}
        self._before = without_open_questions(self._profile.read_text(encoding="utf-8"))
        return [
            RedactionQuestion(one.kind, one.text, one.replacement, one.why, one.places, one.context)
            for one in self._questions
        ]

    def answer(self, number: int, answer: str) -> None:
        """Write the profile with all answers so far, whole or not at all.

        Args:
            number: Of the question, from 0.
            answer: ``accept``, ``refuse``, or empty.

        Raises:
            ExportError: It cannot be written.
        """
        from testimony.export.output import write_file
        from testimony.export.redaction.proposals import with_questions

        if self._profile is not None:
            self._answers[number] = answer
            text = with_questions(self._before, self._questions, self._answers)
            write_file(self._profile, text.encode("utf-8"), force=True)
