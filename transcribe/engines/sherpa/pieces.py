"""What sherpa-onnx says of a clip → timed pieces of text."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from testimony.text.han import is_han
from transcribe.engines.base import Decoded, Piece

__all__ = ["decoded_of"]

_TAG = re.compile(r"<\|?[^<>|]*\|?>")
_UNKNOWN = 0.6  # where the model gives no probabilities: no word of it is doubted, and none is sure
_LAST_MS = 240  # of a token behind which no other one starts


def decoded_of(result: Mapping[str, Any], clip_ms: int) -> Decoded:
    """Turn one answer of the engine's process into pieces.

    Args:
        result: ``text``, ``tokens`` and, where the model gives them, ``starts``, ``durations`` (seconds) and
            ``logprobs`` of the tokens.
        clip_ms: Length of the clip; no piece ends behind it.
    """
    tokens = [str(token) for token in result["tokens"]]
    starts = [float(start) for start in result["starts"]]
    logprobs = [float(value) for value in result["logprobs"]]
    if len(starts) != len(tokens) or not tokens:
        return _untimed(str(result["text"]), clip_ms)
    known = logprobs if len(logprobs) == len(tokens) else []
    ends = _ends(starts, [float(length) for length in result["durations"]], clip_ms)
    pieces: list[Piece] = []
    for index, token in enumerate(tokens):
        text = _text_of(token, bool(pieces), pieces[-1].text if pieces else "")
        if not text:
            continue
        start = min(max(0, round(1000 * starts[index])), clip_ms)
        probability = min(1.0, math.exp(known[index])) if known else _UNKNOWN
        pieces.append(Piece(start, max(start, ends[index]), text, probability))
    logprob = sum(known) / len(known) if known else math.log(_UNKNOWN)
    return Decoded(tuple(pieces), logprob=min(0.0, logprob))


def _text_of(token: str, follows: bool, before: str) -> str:
    """The text of a token: ``▁`` is a space, ``@@`` joins to the next, tags are nothing."""
    text = _TAG.sub("", token).replace("▁", " ")
    if text.endswith("@@"):
        text = text[:-2]
    elif follows and text[:1].isalnum() and text.isascii() and before[-1:] and is_han(before[-1]):
        text = f" {text}"
    return text if follows else text.lstrip()


def _ends(starts: Sequence[float], durations: Sequence[float], clip_ms: int) -> list[int]:
    """Each token lasts as long as the model says, else until the next one, but not for ever."""
    ends = []
    for index, start in enumerate(starts):
        if len(durations) == len(starts) and durations[index] > 0:
            end = start + durations[index]
        else:
            following = starts[index + 1] if index + 1 < len(starts) else math.inf
            end = min(following, start + _LAST_MS / 1000)
        ends.append(min(round(1000 * end), clip_ms))
    return ends


def _untimed(text: str, clip_ms: int) -> Decoded:
    """Text without times is one piece as long as the clip."""
    plain = _TAG.sub("", text).strip()
    pieces = (Piece(0, clip_ms, plain, _UNKNOWN),) if plain else ()
    return Decoded(pieces, logprob=math.log(_UNKNOWN))
