"""The speech model's vocabulary: short byte-level BPE tokens, then Whisper's special tokens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

LANGUAGES = ("en", "zh")
TEXT_TOKENS = 1200
LONGEST_TOKEN = 7
"""Bytes. Longer tokens swallow whole phrases, and the words in the slots come out wrong."""
TIMESTAMPS = 1501
"""``<|0.00|>`` to ``<|30.00|>`` in steps of 20 ms."""
STAND_IN = "ÿ"
"""Stands for byte 0xFF, which UTF-8 never contains: shipped as ``""``, by which engines tell a
multilingual vocabulary."""


@dataclass(frozen=True, slots=True)
class Specials:
    """Ids of the tokens that frame a transcript."""

    end: int
    start: int
    languages: dict[str, int]
    transcribe: int
    previous: int
    no_speech: int
    no_timestamps: int
    first_timestamp: int

    def timestamp(self, seconds: float) -> int:
        """Give the token of a time, rounded to 20 ms and kept inside the 30 seconds."""
        return self.first_timestamp + min(TIMESTAMPS - 1, max(0, round(seconds / 0.02)))


def train(texts: Iterable[str]) -> Tokenizer:
    """Learn the BPE merges from training texts (English ones begin with a space)."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=TEXT_TOKENS,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        special_tokens=[],
        show_progress=False,
        max_token_length=LONGEST_TOKEN,
    )
    tokenizer.train_from_iterator(texts, trainer)
    framing = ["endoftext", "startoftranscript", *LANGUAGES, "translate", "transcribe"]
    framing += ["startoflm", "startofprev", "nospeech", "notimestamps"]
    tokenizer.add_special_tokens([_added(f"<|{name}|>", special=True) for name in framing])
    tokenizer.add_tokens([_added(f"<|{i * 0.02:.2f}|>", special=False) for i in range(TIMESTAMPS)])
    return tokenizer


def _added(text: str, special: bool) -> AddedToken:
    return AddedToken(text, special=special, normalized=False)


def specials(tokenizer: Tokenizer) -> Specials:
    """Look up the framing tokens of a tokenizer made by :func:`train`."""

    def find(name: str) -> int:
        return int(tokenizer.token_to_id(f"<|{name}|>"))

    return Specials(
        end=find("endoftext"),
        start=find("startoftranscript"),
        languages={language: find(language) for language in LANGUAGES},
        transcribe=find("transcribe"),
        previous=find("startofprev"),
        no_speech=find("nospeech"),
        no_timestamps=find("notimestamps"),
        first_timestamp=find("0.00"),
    )


def as_spoken_text(text: str, language: str) -> str:
    """Give a text as the model writes it: English with the leading space of its first word."""
    return text if language == "zh" else " " + text


def vocabulary(tokenizer: Tokenizer) -> list[str]:
    """List the tokens by id, as ``vocabulary.json`` wants them, with its empty token."""
    by_id = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    return ["" if token == STAND_IN else token for token, _ in by_id]
