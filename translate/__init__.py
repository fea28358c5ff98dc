"""Segments in one language become segments in another, offline, with their doubts marked.

Importing this package loads no engine: the one module that touches Argos
Translate and CTranslate2 is ``translate.argos``, and it loads them when the
first sentence is translated.
"""

from translate.options import Quality, TranslationOptions
from translate.packages import PackageInfo, read_package
from translate.translator import Translator, open_translator

__all__ = [
    "PackageInfo",
    "Quality",
    "TranslationOptions",
    "Translator",
    "open_translator",
    "read_package",
]
