"""The shared vocabulary: one SentencePiece model for both languages of a package.

Chinese is cut into characters and numbers into digits, so that a name, a date or a sum that never occurred as
a whole is still made of pieces that did. A character outside the vocabulary becomes one unknown piece:
CTranslate2 then puts the source word in its place, which is what should happen to a word that the model does
not know.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

UNKNOWN, START, END = 0, 1, 2
"""Ids of ``<unk>``, ``<s>`` and ``</s>``, in SentencePiece's default order."""

LATIN_PIECES = 1600
"""Pieces for Latin text; Chinese characters come on top, one each."""

LONGEST_PIECE = 10
"""Letters in a piece at most: longer words are put together from parts."""

TAGS = ("[UI]", "[IA]", "[OV]", "[PH]", "[pause]", "[laughter]")
"""Codes of a transcript's legend, which are copied and not translated: one piece each."""

PRINTABLE = "".join(chr(code) for code in range(33, 127)) + "，。？！、：；“”（）《》·—…"
"""Characters that are in the vocabulary even if no training text holds them, so that they can be copied."""


def is_han(character: str) -> bool:
    """Say whether a character is a Chinese one of the basic block (U+3400 to U+9FFF)."""
    return "\u3400" <= character <= "\u9fff"


def train(texts: Iterable[str], path: Path, latin_pieces: int = LATIN_PIECES) -> Path:
    """Train the model on both languages' texts, write it to ``path`` and return that.

    One thread and no sampling, so that the same texts give the same bytes.
    """
    import sentencepiece

    # Written to memory: SentencePiece would store a path's name in the model.
    model = io.BytesIO()
    lines = list(texts)
    characters = sorted({character for line in lines for character in line if is_han(character)})
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_writer=model,
        model_type="bpe",
        vocab_size=latin_pieces + len(characters) + len(TAGS) + 3,
        hard_vocab_limit=False,
        character_coverage=1.0,
        max_sentencepiece_length=LONGEST_PIECE,
        split_digits=True,
        # Identity: NFKC would turn full-width punctuation into ASCII on the target side too.
        normalization_rule_name="identity",
        user_defined_symbols=[*TAGS, *characters],
        required_chars=PRINTABLE,
        num_threads=1,
        shuffle_input_sentence=False,
        minloglevel=1,
    )
    path.write_bytes(model.getvalue())
    return path


def load(model: Path) -> SentencePieceProcessor:
    """Open a trained model."""
    from sentencepiece import SentencePieceProcessor

    return SentencePieceProcessor(model_file=str(model))


def pieces(processor: SentencePieceProcessor) -> Sequence[str]:
    """Every piece of the vocabulary in the order of its id."""
    return [processor.id_to_piece(index) for index in range(processor.get_piece_size())]
