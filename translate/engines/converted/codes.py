"""Language codes of translation models: what ``zho_Hans``, ``cmn_Hans`` or ``zh_Hant`` is in BCP-47."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["by_language", "language_of"]

# ISO 639-3 (and -2) → ISO 639-1, for languages that immigration courts hear; others keep their three letters.
_SHORT = {
    "zho": "zh", "cmn": "zh", "eng": "en", "uig": "ug", "bod": "bo", "mon": "mn", "khk": "mn",
    "kaz": "kk", "kir": "ky", "uzb": "uz", "uzn": "uz", "tgk": "tg", "tuk": "tk", "tat": "tt",
    "fra": "fr", "deu": "de", "spa": "es", "por": "pt", "ita": "it", "nld": "nl", "rus": "ru",
    "ukr": "uk", "pol": "pl", "ces": "cs", "ron": "ro", "hun": "hu", "ell": "el", "swe": "sv",
    "dan": "da", "fin": "fi", "jpn": "ja", "kor": "ko", "vie": "vi", "tha": "th", "khm": "km",
    "lao": "lo", "mya": "my", "ind": "id", "zsm": "ms", "tgl": "tl", "hin": "hi", "urd": "ur",
    "ben": "bn", "npi": "ne", "nep": "ne", "tam": "ta", "tel": "te", "pan": "pa", "guj": "gu",
    "mal": "ml", "mar": "mr", "sin": "si", "ara": "ar", "arb": "ar", "fas": "fa", "pes": "fa",
    "pus": "ps", "pbt": "ps", "heb": "he", "tur": "tr", "kur": "ku", "aze": "az", "azj": "az",
    "hye": "hy", "kat": "ka", "amh": "am", "som": "so", "swa": "sw", "swh": "sw", "hat": "ht",
}  # fmt: skip
_USUAL_SCRIPTS = frozenset({"Hans", "Latn", "Arab", "Tibt", "Cyrl", "Deva", "Jpan", "Kore", "Hang", "Thai"})
_USUAL = frozenset({("zh", "CN"), ("yue", "Hant")})


def language_of(code: str) -> str:
    """The BCP-47 code of a model's own code.

    ``zho_Hans``, ``cmn`` and ``zh`` give ``zh``; ``zho_Hant`` and ``zh_TW`` give ``zh-Hant``. The usual
    script of a language is left out.
    """
    first, _, rest = code.replace("-", "_").partition("_")
    language = _SHORT.get(first.lower(), first.lower())
    if language == "zh" and rest in ("Hant", "TW", "HK"):
        return "zh-Hant"
    is_usual = not rest or rest in _USUAL_SCRIPTS or (language, rest) in _USUAL
    return language if is_usual else f"{language}-{rest}"


def by_language(codes: Iterable[str]) -> dict[str, str]:
    """BCP-47 code → a model's own code; of several the one without a script, then the first by name."""
    found: dict[str, str] = {}
    for code in sorted(codes, key=lambda code: ("_" in code, code)):
        found.setdefault(language_of(code), code)
    return found
