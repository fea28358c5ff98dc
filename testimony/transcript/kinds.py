"""The closed lists of the shared noun: sides, review states, severities, kinds of doubt."""

from __future__ import annotations

import enum

__all__ = ["PURGED_TEXT", "FlagKind", "ReviewState", "Severity", "Side"]

PURGED_TEXT = "[removed]"  # what stands where words were removed for good


class Side(enum.StrEnum):
    """One of the two columns of a segment."""

    SOURCE = "source"
    TARGET = "target"


class ReviewState(enum.StrEnum):
    """How far people have come with one side of a segment."""

    UNREVIEWED = "unreviewed"
    EDITED = "edited"
    APPROVED = "approved"
    SECOND_APPROVED = "second_approved"

    @property
    def is_reviewed(self) -> bool:
        """True once a person approved the side as it now stands."""
        return self in (ReviewState.APPROVED, ReviewState.SECOND_APPROVED)


class Severity(enum.StrEnum):
    """How much a flag should worry the reviewer."""

    INFO = "info"
    WARN = "warn"
    ERROR = "error"


class FlagKind(enum.StrEnum):
    """Every doubt the product knows, speech first, then translation."""

    LOW_CONFIDENCE = "low_confidence"
    LANGUAGE_UNCERTAIN = "language_uncertain"
    SCRIPT_MISMATCH = "script_mismatch"
    VARIETY_MISMATCH = "variety_mismatch"
    OVER_SILENCE = "over_silence"
    KNOWN_CAPTION = "known_caption"
    LOOP = "loop"
    TOO_FAST = "too_fast"
    TRUNCATED = "truncated"
    SPEECH_WITHOUT_TEXT = "speech_without_text"
    AUDIO_DAMAGED = "audio_damaged"
    OVERLAP = "overlap"
    SPEAKER_UNCERTAIN = "speaker_uncertain"
    ENGINES_DISAGREE = "engines_disagree"

    NUMBER_MISMATCH = "number_mismatch"
    DATE_MISMATCH = "date_mismatch"
    NUMBER_UNCERTAIN = "number_uncertain"
    NEGATION = "negation"
    PRONOUN = "pronoun"
    KINSHIP = "kinship"
    NAME_MISMATCH = "name_mismatch"
    NAME_UNVERIFIED = "name_unverified"
    GENDER_GUESS = "gender_guess"
    SUBJECT_SUPPLIED = "subject_supplied"
    TERM_MISSING = "term_missing"
    TERM_FORBIDDEN = "term_forbidden"
    UNTRANSLATED = "untranslated"
    LENGTH_RATIO = "length_ratio"
    TAG_LOST = "tag_lost"
    HEDGE = "hedge"
    QUANTIFIER = "quantifier"
    TENSE = "tense"
