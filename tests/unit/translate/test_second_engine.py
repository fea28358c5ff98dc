"""More than one draft: hypotheses chosen by the checks, and a second engine's text beside the first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pytest

from testimony.transcript.kinds import FlagKind, Severity, Side
from testimony.transcript.types import Flag, Translation
from translate import TranslationOptions
from translate.engines.base import Hypothesis, SearchOptions
from translate.second import disagreement, with_second
from translate.translator import Translator

HEARD = "他们打了我三次。"


class Several:
    """An engine whose hypotheses of every sentence are given, likeliest first."""

    name, pair, directions = "several", ("zh", "en"), "zh→en"

    def __init__(self, *texts: str) -> None:
        self.texts = texts
        self.asked: list[int] = []

    def direction(self, source: str, target: str) -> Several | None:
        return self if (source, target) == self.pair else None

    def encode(self, sentence: str) -> list[str]:
        return list(sentence)

    def decode(self, tokens: Sequence[str]) -> str:
        return "".join(tokens)

    def translate(
        self, batches: Iterable[Sequence[Sequence[str]]], search: SearchOptions
    ) -> Iterator[list[list[Hypothesis]]]:
        for batch in batches:
            self.asked.append(search.hypotheses)
            found = [Hypothesis(tuple(text), -0.1 * rank) for rank, text in enumerate(self.texts, 1)]
            yield [found[: search.hypotheses] for _ in batch]

    def score_tokens(self, source: Sequence[str], target: Sequence[str]) -> tuple[float, ...]:
        return tuple(-0.1 for _ in target)


@pytest.mark.parametrize(
    ("texts", "best"),
    [
        (("They beat me four times.", "They beat me three times."), "They beat me three times."),
        (("They beat me three times.", "They hit me three times."), "They beat me three times."),
        (("They beat me four times.", "They beat me five times."), "They beat me four times."),
        (("They beat me four times.", "", "They beat me three times."), "They beat me three times."),
    ],
)
def test_the_best_quality_takes_the_likeliest_of_the_fewest_errors(texts: tuple[str, ...], best: str) -> None:
    engine = Several(*texts)
    found = Translator([engine], TranslationOptions(quality="best")).translate_texts([HEARD], "zh", "en")
    assert found[0].text == best
    assert engine.asked == [8]


@pytest.mark.parametrize("quality", ["draft", "standard"])
def test_other_qualities_take_the_likeliest(quality: str) -> None:
    engine = Several("They beat me four times.", "They beat me three times.")
    found = Translator([engine], TranslationOptions(quality=quality)).translate_texts([HEARD], "zh", "en")
    assert found[0].text == "They beat me four times."
    assert engine.asked == [1]


def made(text: str, *kinds: FlagKind, language: str = "en") -> Translation:
    return Translation("1", language, text, -0.1, tuple(Flag(kind, Severity.ERROR) for kind in kinds))


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (made("They beat me three times."), made("They hit me 3 times."), ""),
        (made("They beat me three times."), made("They hit me four times."), "3"),
        (made("I left in March 2019."), made("I left in March 2018."), "2019"),
        (made("我三月离开。", language="zh"), made("我五月离开。", language="zh"), "五月"),
        (made("I did it.", FlagKind.NEGATION), made("I did not do it."), "a negation"),
        (made("It rained."), made("There was rain."), ""),
    ],
)
def test_what_two_engines_state_differently(first: Translation, second: Translation, said: str) -> None:
    assert said in disagreement(first, second)
    assert bool(disagreement(first, second)) is bool(said)
    both = with_second(first, second, "other")
    assert [(one.side, one.text) for one in both.alternatives] == [(Side.TARGET, second.text)]
    assert "other" in both.alternatives[0].note
    raised = [flag for flag in both.flags if flag.kind is FlagKind.ENGINES_DISAGREE]
    assert [flag.severity for flag in raised] == ([Severity.INFO] if said else [])


def test_the_same_text_twice_is_no_alternative() -> None:
    first = made("They beat me three times.")
    assert with_second(first, made("They beat me three times."), "other") == first
