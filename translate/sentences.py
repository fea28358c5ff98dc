"""Cut text into sentences, and put their translations together again.

Chinese gets a rule of its own, because speech engines often write it without
punctuation; English and the other languages pysbd knows go through pysbd, which
keeps ``Dr.``, ``U.S.``, ``J.R.`` and ``p.m.`` whole. What no rule cuts and is too
long for a model is cut at a comma, else at a clause opener, else by length.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from testimony.text.languages import two_letters

__all__ = ["join_sentences", "primary_language", "split_sentences", "writes_spaces"]

_NO_SPACES = frozenset({"zh", "zt", "yue", "ja", "th", "lo", "km", "my"})
_HAN_LIKE = frozenset({"zh", "zt", "yue", "ja"})
# What pysbd 0.3.4 has rules for, less ja and zh.
_PYSBD = frozenset(
    {"am", "ar", "bg", "da", "de", "el", "en", "es", "fa", "fr", "hi", "hy", "it", "kk", "mr", "my", "nl"}
    | {"pl", "ru", "sk", "ur"}
)
_MAX_CHARS = {True: 120, False: 400}  # about one spoken minute; models are trained on less

_HAN_END = re.compile(r"(?<=[。!\uff01?\uff1f;\uff1b])[」』”’\"')\uff09】》]*\s*|\n+")
_KEEP_SEMICOLON = re.compile(r"[;\uff1b]\s*$")
_OTHER_END = re.compile(r"(?<=[.!?\uff01\uff1f؟।۔])[\"'”’)\]]*\s+|\n+")
_MAY_HOLD_TWO = re.compile(r"[.!?][\"'”’)\]]*\s+\S|\n")
_HAN_SPACE = re.compile(r"(?<=[\u3400-\u9fff])[ \u3000]+(?=[\u3400-\u9fff])")
_COMMA = re.compile(r"(?<=[,\uff0c、;\uff1b:\uff1a])\s*")
_OPENER = re.compile(
    r"(?=然后|后来|接着|因为|所以|但是|可是|不过|而且|于是|当时|那时候|之后我|如果|"
    r"然後|後來|接著|因為|可是|不過|於是|當時|那時候)"
)
_PARTICLE = re.compile(r"(?<=[吗呢吧嗎])(?=[\u3400-\u9fff])")
_UNPUNCTUATED = 30
_SHORTEST_CLAUSE = 6


@cache
def primary_language(code: str) -> str:
    """Give the primary subtag, in two letters where there are: ``zh-Hant-TW``, ``zho``, ``CHS`` → ``zh``."""
    return two_letters(re.split(r"[-_]", code, maxsplit=1)[0].lower())


def writes_spaces(language: str) -> bool:
    """Tell whether words of the language are written apart."""
    return primary_language(language) not in _NO_SPACES


def split_sentences(text: str, language: str) -> list[str]:
    """Cut text into sentences, in order, stripped; nothing but white space is lost.

    Args:
        text: One segment or one line.
        language: BCP-47 or Argos code of the text.
    """
    code = primary_language(language)
    if code in _HAN_LIKE:
        sentences = _split_han(text)
    elif code in _PYSBD and _MAY_HOLD_TWO.search(text):
        sentences = [part for line in text.splitlines() for part in _segmenter(code).segment(line)]
    else:
        sentences = _cut(_OTHER_END, text) if code not in _PYSBD else [text]
    limit = _MAX_CHARS[code in _HAN_LIKE]
    stripped = (sentence.strip() for sentence in sentences)
    return [piece for sentence in stripped if sentence for piece in _bounded(sentence, limit)]


def join_sentences(translations: list[str], language: str) -> str:
    """Put the translations of one segment's sentences together as the language writes them."""
    parts = [part for part in translations if part]
    return (" " if writes_spaces(language) else "").join(parts)


@cache
def _segmenter(code: str) -> Any:
    from pysbd import Segmenter

    return Segmenter(language=code, clean=False)


def _split_han(text: str) -> list[str]:
    sentences: list[str] = []
    for sentence in _cut(_HAN_END, text):
        # A semicolon ends a clause; it only parts what is long enough to stand alone.
        if sentences and _KEEP_SEMICOLON.search(sentences[-1]) and len(sentence) < _UNPUNCTUATED:
            sentences[-1] += sentence
        else:
            sentences.append(sentence)
    return [piece for sentence in sentences for piece in _split_unpunctuated(sentence)]


def _split_unpunctuated(sentence: str) -> list[str]:
    """Part a long run of Han without any punctuation at spaces, particles and clause openers."""
    if len(sentence) <= _UNPUNCTUATED or re.search(r"[,\uff0c。、;\uff1b!?\uff01\uff1f]", sentence[:-1]):
        return [sentence]
    pieces = [sentence]
    for rule in (_HAN_SPACE, _PARTICLE, _OPENER):
        pieces = [part for piece in pieces for part in _merge_short(_cut(rule, piece))]
    return pieces


def _merge_short(pieces: list[str]) -> list[str]:
    merged: list[str] = []
    for piece in pieces:
        if merged and (len(piece.strip()) < _SHORTEST_CLAUSE or len(merged[-1].strip()) < _SHORTEST_CLAUSE):
            merged[-1] += piece
        else:
            merged.append(piece)
    return merged


def _cut(rule: re.Pattern[str], text: str) -> list[str]:
    """Cut after each match of the rule, keeping what it matched with the part before."""
    pieces, start = [], 0
    for match in rule.finditer(text):
        if start < match.end() < len(text):
            pieces.append(text[start : match.end()])
            start = match.end()
    pieces.append(text[start:])
    return pieces


def _bounded(sentence: str, limit: int) -> list[str]:
    if len(sentence) <= limit:
        return [sentence]
    for rule in (_COMMA, _HAN_SPACE, _OPENER, re.compile(r"(?<=\s)(?=\S)")):
        parts = _pack(_cut(rule, sentence), limit)
        if max(map(len, parts)) <= limit:
            return [part.strip() for part in parts]
    parts = _pack(_cut(_COMMA, sentence), limit)
    hard = [part[at : at + limit] for part in parts for at in range(0, len(part), limit)]
    return [part.strip() for part in hard if part.strip()]


def _pack(pieces: list[str], limit: int) -> list[str]:
    packed: list[str] = []
    for piece in pieces:
        if packed and len(packed[-1]) + len(piece) <= limit:
            packed[-1] += piece
        else:
            packed.append(piece)
    return packed
