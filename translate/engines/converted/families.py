"""The families of converted models: how each is told what to translate into, known by its vocabulary.

Sources: the tokenizers of Hugging Face Transformers for Marian, M2M-100, NLLB and T5, from which these models
are converted (``ctranslate2.converters.transformers``); MADLAD-400's model card for ``<2xx>``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from translate.engines.converted.codes import by_language
from translate.engines.runner import Framing

__all__ = ["FAMILIES", "Family", "family_of"]

_END = "</s>"


@dataclass(frozen=True, slots=True)
class Family:
    """One way of building models.

    Attributes:
        name: For messages.
        token: Pattern of a token of the vocabulary that stands for a language; its group is the model's code.
        many: True for models of many languages in every direction; False for one pair a model.
        names_both: The source begins with its own language and the target with the other; False where the
            source begins with the language to translate into.
    """

    name: str
    token: re.Pattern[str]
    many: bool
    names_both: bool = False

    def languages(self, vocabulary: Sequence[str]) -> dict[str, str]:
        """BCP-47 code → the token that stands for it."""
        found = (self.token.fullmatch(token) for token in vocabulary)
        tokens = {match[1]: match[0] for match in found if match}
        return {language: tokens[code] for language, code in by_language(tokens).items()}

    def framing(self, tokens: Mapping[str, str], source: str, target: str) -> Framing:
        """The tokens around a sentence.

        Args:
            tokens: From ``languages``.
            source: BCP-47 code of the sentence.
            target: BCP-47 code to translate into.
        """
        if self.names_both:
            return Framing((tokens[source],), (_END,), (tokens[target],))
        return Framing((tokens[target],) if target in tokens else (), (_END,))


_NLLB = Family("NLLB", re.compile(r"([a-z]{3}_[A-Z][a-z]{3})"), many=True, names_both=True)
_M2M = Family("M2M-100", re.compile(r"__([a-z]{2,3}(?:_[A-Za-z]+)?)__"), many=True, names_both=True)
_MADLAD = Family("MADLAD-400 (T5)", re.compile(r"▁?<2([a-z]{2,3}(?:_[A-Za-z]+)?)>"), many=True)
_MARIAN = Family("OPUS-MT (Marian)", re.compile(r">>([a-z]{2,3}(?:_[A-Za-z]+)?)<<"), many=False)

FAMILIES = (_NLLB, _M2M, _MADLAD, _MARIAN)
_SEVERAL = 2


def family_of(vocabulary: Sequence[str]) -> Family:
    """The family that a vocabulary belongs to; Marian where no token stands for a language."""
    for family in FAMILIES:
        if family.many and len(family.languages(vocabulary)) >= _SEVERAL:
            return family
    return _MARIAN
