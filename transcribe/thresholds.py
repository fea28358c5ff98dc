"""Every threshold of a doubt, in one place (how they were found: ``docs/decisions/0023-guards.md``)."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["THRESHOLDS", "Thresholds"]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When to doubt; probabilities 0–1, log-probabilities 0 at best.

    Attributes:
        retry_logprob: A text less likely than this is decoded again (Whisper's own limit is -1.0; a
            second decoding costs little, a missed word much).
        low_logprob: A whole line less likely than this is doubted.
        no_speech: The engine's own belief that nobody speaks (Whisper's own limit).
        quiet_voice: Probability of speech that a quarter of the frames under a line reach.
        uncertain_language: A language less likely than this is doubted.
        clear_language: A language this likely at a glance needs no closer hearing.
        clear_beside_others: The same where the utterance was encoded together with its neighbours, whose
            language rubs off: of 476 utterances 13 were wrong at 0.9, 6 at 0.99.
        other_languages: So much heard on languages outside the job is doubted; of sounds under 1.5 s less
            is believed (``language.weigh``). Whole sentences of seven other languages reached 0.9, words of
            the job's own languages at a glance 0.5 to 0.97.
        han_per_s: Chinese characters a second (fast Mandarin has 6–7).
        letters_per_s: Letters and spaces a second (fast English has about 18).
        shortest_timed: Characters; shorter lines are not timed.
        settled_logprob: A text must be this likely to settle a doubt of its language.
        settled_margin: … and so much likelier than the text of the other language.
        foreign_words: So many words of another script in a row are not a name any more.
        slow: So little text for the voice heard, 1 for an unhurried speaker's.
        slow_from_ms: … in so much voice; a shorter one may be a drawn-out "um".
        thin_from_ms: … in so much voice a text that shared a window may have lost words to its neighbour.
        hole_ms: A voice this long without any word under it.
    """

    retry_logprob: float = -0.7
    low_logprob: float = -1.0
    no_speech: float = 0.6
    quiet_voice: float = 0.57
    uncertain_language: float = 0.75
    clear_language: float = 0.9
    clear_beside_others: float = 0.99
    other_languages: float = 0.8
    han_per_s: float = 9.0
    letters_per_s: float = 26.0
    shortest_timed: int = 8
    settled_logprob: float = -0.15
    settled_margin: float = 0.15
    foreign_words: int = 3
    slow: float = 0.4
    slow_from_ms: int = 1_500
    thin_from_ms: int = 600
    hole_ms: int = 700


THRESHOLDS = Thresholds()
