"""Segments in one language become segments in another, offline, with their doubts marked.

Importing this package loads no engine: engines are touched in ``translate.engines`` alone, which
loads them when the first sentence is translated.
"""

from translate.options import Quality, TranslationOptions
from translate.translator import Translator, open_translator

__all__ = [
    "Quality",
    "TranslationOptions",
    "Translator",
    "open_translator",
]
