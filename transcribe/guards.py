"""Doubts about what was written down: each a rule, a threshold, and what to listen for.

Guards flag and never delete. The thresholds are in ``transcribe.thresholds``.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from testimony.text.han import is_han
from testimony.transcript.types import Flag, FlagKind, Severity, Word
from transcribe.coverage import Stretch, longest_hole, pace
from transcribe.hallucinations import caption_in
from transcribe.repeats import compression_ratio, is_loop, repeats
from transcribe.spoken import DecodedUtterance, wrong_script
from transcribe.thresholds import THRESHOLDS

__all__ = [
    "Row",
    "damaged_flag",
    "flags_of",
    "no_text_flag",
    "rejected_flag",
]


@dataclass(frozen=True, slots=True)
class Row:
    """A segment to be, and the utterance it was cut from."""

    words: tuple[Word, ...]
    start_ms: int
    end_ms: int
    heard: DecodedUtterance

    @property
    def text(self) -> str:
        """What was said."""
        return "".join(word.text for word in self.words).strip()


def flags_of(row: Row) -> tuple[Flag, ...]:
    """Return every doubt about one segment, in the order of ``FlagKind``."""
    found = [
        _low_confidence(row),
        _language_uncertain(row),
        _script_mismatch(row),
        _variety_mismatch(row),
        _over_silence(row),
        _known_caption(row),
        _loop(row),
        _too_fast(row),
        _truncated(row),
        _little_text(row),
    ]
    return tuple(flag for flag in found if flag is not None)


def no_text_flag(seconds: float) -> Flag:
    """Flag an utterance in which the engine wrote nothing."""
    return Flag(
        FlagKind.SPEECH_WITHOUT_TEXT,
        Severity.WARN,
        f"Speech was heard for {seconds:.1f} s but nothing was written; listen and write it down, "
        "or mark it as a sound.",
    )


def rejected_flag(seconds: float) -> Flag:
    """Flag faint sound that may be speech and was not transcribed."""
    return Flag(
        FlagKind.SPEECH_WITHOUT_TEXT,
        Severity.INFO,
        f"Faint sound of {seconds:.1f} s that may be speech was not transcribed; listen for a voice.",
    )


def damaged_flag(gap_ms: int, *, partly: bool) -> Flag:
    """Flag a stretch that could not be decoded."""
    what = f"{gap_ms / 1000:.1f} s of the recording could not be decoded"
    note = f"{what} here; words may be missing." if partly else f"{what}; what was said there is not known."
    return Flag(FlagKind.AUDIO_DAMAGED, Severity.ERROR, note)


def _low_confidence(row: Row) -> Flag | None:
    spoken = [word for word in row.words if any(mark.isalnum() for mark in word.text)]
    weak = _weakest_run(spoken)
    if weak:
        heard = "".join(word.text for word in weak).strip()
        note = f"The engine was unsure of “{heard}”; listen to these words."
    elif row.heard.result.logprob < THRESHOLDS.low_logprob:
        note = "The engine was unsure of this whole line; listen to all of it."
    else:
        return None
    return Flag(FlagKind.LOW_CONFIDENCE, Severity.WARN, note)


def _weakest_run(words: Sequence[Word]) -> Sequence[Word]:
    length = min(THRESHOLDS.run, len(words))
    runs = [words[index : index + length] for index in range(len(words) - length + 1)] if length else []
    weakest = min(runs, key=_mean, default=())
    if weakest and _mean(weakest) < THRESHOLDS.low_words:
        return weakest
    return [word for word in words if word.probability < THRESHOLDS.low_word][:1]


def _mean(words: Sequence[Word]) -> float:
    return sum(word.probability for word in words) / len(words)


def _language_uncertain(row: Row) -> Flag | None:
    verdict = row.heard.spoken.verdict
    language = row.heard.spoken.utterance.language
    unlike_its_sound = verdict.uncertain or language != verdict.language
    if unlike_its_sound and not row.heard.settled:
        note = f"It may not be {language} that is spoken here; listen for the language."
        if row.heard.alternatives:
            note += " The other reading is kept as an alternative."
        return Flag(FlagKind.LANGUAGE_UNCERTAIN, Severity.WARN, note)
    if language != verdict.language:
        note = f"Its sound alone was taken for {verdict.language}; its words settled that it is {language}."
        return Flag(FlagKind.LANGUAGE_UNCERTAIN, Severity.INFO, note)
    if verdict.other > THRESHOLDS.other_languages:
        note = "It sounds like a language that the job does not name; listen for the language."
        return Flag(FlagKind.LANGUAGE_UNCERTAIN, Severity.WARN, note)
    return None


def _script_mismatch(row: Row) -> Flag | None:
    language = row.heard.spoken.utterance.language
    if not wrong_script(row.text, language):
        return _second_voice(row)
    note = (
        "The speech sounded Chinese but the line is not: perhaps a translation; write what was said."
        if language in ("zh", "yue")
        else "The speech sounded English but the line holds Chinese; listen and write what was said."
    )
    return Flag(FlagKind.SCRIPT_MISMATCH, Severity.ERROR, note)


def _second_voice(row: Row) -> Flag | None:
    """Doubt a Chinese line that goes over into English for longer than a name takes."""
    if row.heard.spoken.utterance.language not in ("zh", "yue"):
        return None
    for is_letters, words in itertools.groupby(row.words, key=_in_letters):
        run = list(words)
        if is_letters and len(run) >= THRESHOLDS.foreign_words:
            heard = "".join(word.text for word in run).strip()
            note = f"“{heard}” is not Chinese: perhaps another speaker; listen for who says it."
            return Flag(FlagKind.SCRIPT_MISMATCH, Severity.WARN, note)
    return None


def _in_letters(word: Word) -> bool:
    return any(mark.isalpha() for mark in word.text) and not any(is_han(mark) for mark in word.text)


def _variety_mismatch(row: Row) -> Flag | None:
    if not row.heard.spoken.verdict.cantonese:
        return None
    note = "This sounds like Cantonese but was written as Mandarin; have a Cantonese speaker listen."
    return Flag(FlagKind.VARIETY_MISMATCH, Severity.WARN, note)


def _over_silence(row: Row) -> Flag | None:
    quiet = row.heard.spoken.voice < THRESHOLDS.quiet_voice
    unheard = row.heard.result.no_speech > THRESHOLDS.no_speech
    if not row.words or not (quiet or unheard):
        return None
    note = "Little or no speech was heard under this line; listen whether anybody speaks, it may be invented."
    return Flag(FlagKind.OVER_SILENCE, Severity.ERROR, note)


def _known_caption(row: Row) -> Flag | None:
    much = (
        row.heard.spoken.voice >= THRESHOLDS.quiet_voice
        and row.heard.result.no_speech <= THRESHOLDS.no_speech
    )
    caption = caption_in(row.text, much_speech=much)
    if caption is None:
        return None
    note = f"“{caption}” is a caption that speech engines invent; listen whether it was said."
    return Flag(FlagKind.KNOWN_CAPTION, Severity.ERROR, note)


def _loop(row: Row) -> Flag | None:
    if not is_loop(row.text):
        return None
    phrase, times = repeats(row.text)
    note = (
        f"“{phrase}” stands {times} times in a row; listen how often it was said and what else."
        if times > 1
        else f"The line repeats itself (ratio {compression_ratio(row.text):.1f}); listen to all of it."
    )
    return Flag(FlagKind.LOOP, Severity.ERROR, note)


def _too_fast(row: Row) -> Flag | None:
    seconds = max(0.02, (row.end_ms - row.start_ms) / 1000)
    han = sum(is_han(character) for character in row.text)
    others = sum(not is_han(character) for character in row.text)
    load = han / THRESHOLDS.han_per_s + others / THRESHOLDS.letters_per_s
    if len(row.text) < THRESHOLDS.shortest_timed or load <= seconds:
        return None
    pace = f"{len(row.text)} characters in {seconds:.1f} s"
    note = f"{pace} is faster than people speak; listen for what was invented."
    return Flag(FlagKind.TOO_FAST, Severity.WARN, note)


def _truncated(row: Row) -> Flag | None:
    if not row.heard.result.truncated:
        return None
    note = "The engine stopped at its length limit; listen whether the end of the line is missing."
    return Flag(FlagKind.TRUNCATED, Severity.WARN, note)


def _little_text(row: Row) -> Flag | None:
    """Doubt a line that holds less than was said: a voice under no word, or few words for much voice."""
    voiced = [
        Stretch(max(one.start_ms, row.start_ms), min(one.end_ms, row.end_ms))
        for one in row.heard.spoken.voiced
        if one.start_ms < row.end_ms and row.start_ms < one.end_ms
    ]
    spoken_ms = sum(one.length_ms for one in voiced)
    hole = longest_hole(row.words, voiced)
    if hole.length_ms >= THRESHOLDS.hole_ms:
        note = (
            f"No word stands under {hole.length_ms / 1000:.1f} s of speech, "
            f"{(hole.start_ms - row.start_ms) / 1000:.1f} s into the line; listen for what is missing."
        )
    elif spoken_ms >= THRESHOLDS.slow_from_ms and pace(row.words, voiced) < THRESHOLDS.slow:
        note = f"Little was written for {spoken_ms / 1000:.1f} s of speech; listen for what is missing."
    else:
        return None
    return Flag(FlagKind.SPEECH_WITHOUT_TEXT, Severity.WARN, note)
