"""Fillers, false starts and repairs: they are taken out before texts are compared."""

from __future__ import annotations

import re

__all__ = ["Spoken", "tidy"]

_FILLERS_ZH = re.compile(
    r"(?:(?<=^)|(?<=[,，。;；!！?？、…\s]))(?:嗯+|呃+|额|啊+|哦+|唉|哎|诶|那个|这个|就是说|就是"
    r"|然后呢|怎么说呢|你知道吧)[,，、…\s]+"
)
_FILLERS_EN = re.compile(
    r"(?:(?<=^)|(?<=[\s,.;!?—-]))(?:um+|uh+|er+m?|hmm+|well|you know|i mean|like|how should i put "
    r"it|how do i put it)[,.…]+\s+",
    re.IGNORECASE,
)
# A repair puts what follows in the place of what came before it.
_REPAIR_EN = re.compile(
    r"(?P<wrong>[^,.;!?—]{1,40}?)\s*[,.;—-]+\s*(?:i'm |i am )?(?:sorry|excuse me|correction|pardon|"
    r"interpreter'?s? correction|let me correct(?: that| myself)?|i mean|rather|no,? wait|make "
    r"that)\b[,:.;—\s-]+"
    r"(?=\S)",
    re.IGNORECASE,
)
_REPAIR_ZH = re.compile(
    r"(?P<wrong>[^,，。;；!！?？]{1,16})[,，。;；\s]*(?:不对|说错了|不是|更正|我更正|翻译更正|口误"
    r"|应该是)[,，:：\s]+(?=\S)"
)
_START_ZH = re.compile(r"(?P<start>[\u4e00-\u9fff]{1,6})[,，、…—-]+\s*(?=(?P=start))")
_START_EN = re.compile(
    r"\b(?P<start>\w+(?: \w+){0,3})\s*(?:--|—|…|\.\.\.|-|,)\s*(?=(?P=start)\b)", re.IGNORECASE
)
_FIGURE = re.compile(r"\d|[零〇一二两三四五六七八九十百千万亿]")
_NUMBER_WORD = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty"
    r"|forty|fifty|"
    r"sixty|seventy|eighty|ninety|hundred|thousand|million|january|february|march|april|june|july|august|"
    r"september|october|november|december|\w+day)\b",
    re.IGNORECASE,
)


class Spoken(str):
    """A text without its hesitations.

    Attributes:
        repaired: What the speaker took back, in order; empty where nothing was.
    """

    __slots__ = ("repaired",)
    repaired: tuple[str, ...]

    def __new__(cls, text: str, repaired: tuple[str, ...] = ()) -> Spoken:
        """A string that remembers what was taken back."""
        made = super().__new__(cls, text)
        made.repaired = repaired
        return made


def tidy(text: str, language: str) -> Spoken:
    """Take out fillers and false starts, and let a repair replace what it repairs.

    Args:
        text: As spoken.
        language: ``zh`` or ``en``; other languages are given back as they are.
    """
    if language not in ("zh", "en"):
        return Spoken(text)
    filler, start = (_FILLERS_ZH, _START_ZH) if language == "zh" else (_FILLERS_EN, _START_EN)
    text = start.sub("", filler.sub("", text.strip()))
    return _repaired(text, language)


def _repaired(text: str, language: str) -> Spoken:
    pattern, figure = (_REPAIR_ZH, _FIGURE) if language == "zh" else (_REPAIR_EN, _NUMBER_WORD)
    taken: list[str] = []
    while match := pattern.search(text):
        wrong = match["wrong"]
        # Only a figure that is said again is taken back: "I'm sorry, I don't know" repairs nothing.
        places = [found.start() for found in figure.finditer(wrong)]
        if not places or not figure.search(text[match.end() : match.end() + 30]):
            break
        taken.append(wrong[places[0] :].strip())
        text = text[: match.start("wrong") + places[0]] + text[match.end() :]
    return Spoken(text, tuple(taken))
