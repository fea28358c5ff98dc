"""What the model writes: Chinese characters, and pieces of English words in small letters."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import sentencepiece

BLANK = "<blk>"
UNKNOWN = "<unk>"
_SPACE = "▁"
_LONGEST = 6  # characters of a piece: longer ones swallow whole phrases


def plain(text: str, language: str) -> str:
    """The text without punctuation: English in small letters, Chinese without spaces."""
    kept = "".join(c if unicodedata.category(c)[0] in "LN" or c == "'" else " " for c in text)
    return "".join(kept.split()) if language == "zh" else " ".join(kept.lower().split())


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Tokens by number; number 0 is CTC's blank."""

    tokens: tuple[str, ...]
    english: sentencepiece.SentencePieceProcessor

    def ids(self, text: str, language: str) -> list[int]:
        """Give the tokens of a text; what the vocabulary lacks is left out."""
        numbers = {token: index for index, token in enumerate(self.tokens)}
        words = plain(text, language)
        tokens = list(words) if language == "zh" else self.english.encode(words, out_type=str)
        return [numbers[token] for token in tokens if token in numbers]

    def text(self, ids: Iterable[int]) -> str:
        """Join tokens to a text."""
        return "".join(self.tokens[index] for index in ids).replace(_SPACE, " ").strip()

    def save(self, path: Path) -> None:
        """Write ``tokens.txt`` as sherpa-onnx reads it: a token and its number a line."""
        lines = (f"{token} {index}" for index, token in enumerate(self.tokens))
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def learn(texts: Iterable[tuple[str, str]], pieces: int) -> Vocabulary:
    """Learn the vocabulary from pairs of language and text."""
    english: list[str] = []
    characters: set[str] = set()
    for language, text in texts:
        if language == "zh":
            characters.update(plain(text, language))
        else:
            english.append(plain(text, language))
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(english),
        model_writer=model,
        vocab_size=pieces,
        model_type="bpe",
        max_sentencepiece_length=_LONGEST,
        split_digits=True,
        character_coverage=1.0,
        bos_id=-1,
        eos_id=-1,
        minloglevel=2,
    )
    processor = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
    spelled = [processor.id_to_piece(index) for index in range(processor.get_piece_size())]
    known = dict.fromkeys([BLANK, UNKNOWN, *spelled, *sorted(characters)])
    return Vocabulary(tuple(known), processor)
