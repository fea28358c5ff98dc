"""Who certifies: the translator's own file, and what may stand in it."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from testimony.transcript.errors import CertificateIncomplete

__all__ = ["Person", "faults_of_a_name", "languages_in", "read_person"]

WORDINGS = ("full", "redacted", "excerpt", "redacted-excerpt", "interpretation")
_TEXTS = ("name", "competence", "from_language", "into_language", "address", "telephone")
_KNOWN = (*_TEXTS, "wording", "declarant", "party", "listened", "signs_as")
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_NO_PICTURE = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\u034f")
_SOFTWARE = re.compile(
    r"(?i)(?:the\s+)?(?:testimony|(?:open\s?ai\s+)?whisper|argos(?:\s+translate)?|google(?:\s+translate)?|deep\s?l"
    r"|chat\s?gpt|gpt[\s\-]?\d*|machine(?:\s+translat\w+)?|software|computer|a\.?i\.?|translator|interpreter|n/?a|none|x+)"
)
_LANGUAGES = {
    "en": "english",
    "zh": "chinese mandarin putonghua cantonese fuzhounese fuzhou foochow fuqing hokkien taiwanese teochew"
    " hakka toisanese taishanese wenzhounese shanghainese wu min xiang gan"
    " 中文 汉语 漢語 普通话 國語 国语 华语",
    "ug": "uyghur uighur",
    "bo": "tibetan",
    "mn": "mongolian",
    "kk": "kazakh",
    "ko": "korean",
    "ja": "japanese",
    "es": "spanish",
    "ru": "russian",
    "fr": "french",
    "vi": "vietnamese",
    "my": "burmese",
    "th": "thai",
}
_BY_NAME = {name: code for code, names in _LANGUAGES.items() for name in names.split()}
_AROUND = frozenset(
    [
        "and",
        "or",
        "the",
        "of",
        "in",
        "with",
        "language",
        "dialect",
        "variety",
        "spoken",
        "written",
        "simplified",
        "traditional",
        "characters",
        "script",
        "standard",
        "american",
        "southern",
        "northern",
        "eastern",
        "western",
    ]
)
_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Person:
    """Who certifies, as their own file says.

    Attributes:
        name: As it is to be typed under the signature.
        competence: Why they can translate these languages, in a sentence.
        from_language: English name of the language of the recording.
        into_language: English name of the language translated into.
        address: Postal address.
        telephone: Number.
        wording: ``full``, ``redacted``, ``excerpt``, ``redacted-excerpt`` or ``interpretation``.
        declarant: Who was read to, for the certificate of interpretation.
        signs_as: The name in the certificate of the signing key, where it is written otherwise.
    """

    name: str
    competence: str
    from_language: str
    into_language: str
    address: str
    telephone: str
    wording: str = "full"
    declarant: str = ""
    signs_as: str = ""


def read_person(path: Path) -> Person:
    """Read the translator's file and refuse what is blank, unknown or hides something.

    Raises:
        CertificateIncomplete: The file is missing or no TOML, a field is empty, unknown or no such thing, the
            translator is a party, or did not listen; the message names every such field.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CertificateIncomplete(
            f"{path} cannot be read: {error.strerror}.", "See docs/exports.md."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CertificateIncomplete(f"{path} is not TOML: {error}.", "See docs/exports.md.") from error
    wording = str(data.get("wording", "full"))
    faults = [*_missing(data, wording), *_wrong(data)]
    if faults:
        raise CertificateIncomplete(
            f"{path} lacks what a certificate needs: {'; '.join(faults)}.", f"Mend {path}."
        )
    texts = {name: " ".join(str(data[name]).split()) for name in _TEXTS}
    more = {name: " ".join(str(data.get(name, "")).split()) for name in ("declarant", "signs_as")}
    return Person(**texts, wording=wording, **more)


def _missing(data: dict[str, object], wording: str) -> Iterator[str]:
    wanted = [*_TEXTS, "declarant"] if wording == "interpretation" else list(_TEXTS)
    texts = {name: value for name, value in data.items() if isinstance(value, str)}
    yield from (name for name in wanted if not _shown(texts.get(name, "")))
    if wording not in WORDINGS:
        yield f"wording, one of {', '.join(WORDINGS)}"
    if data.get("party") is not False:
        yield "party = false (a party to the case may not certify)"
    if wording != "interpretation" and data.get("listened") is not True:
        yield "listened = true (you compared every line with the recording)"


def _wrong(data: dict[str, object]) -> Iterator[str]:
    unknown = sorted(set(data) - set(_KNOWN))
    if unknown:
        yield f"no key {unknown[0]!r}; there are: {', '.join(_KNOWN)}"
    texts = {name: value for name, value in data.items() if isinstance(value, str) and _shown(value)}
    for name, value in texts.items():
        if _hides(value):
            yield f"{name} without line breaks, control, direction or invisible characters"
    for name in ("name", "declarant"):
        if name in texts and not _hides(texts[name]):
            yield from (f"{name}: {fault}" for fault in faults_of_a_name(texts[name]))
    if "telephone" in texts and sum(c.isdecimal() for c in texts["telephone"]) < _DIGITS:
        yield "a telephone with at least seven digits"
    if "address" in texts and not (_letters(texts["address"]) and len(texts["address"].split()) > 1):
        yield "a postal address"
    if "competence" in texts and len(texts["competence"].split()) < _WORDS and texts["competence"].isascii():
        yield "competence in a sentence"
    yield from _languages(texts)


_DIGITS, _WORDS = 7, 3


def _languages(texts: dict[str, str]) -> Iterator[str]:
    known: dict[str, frozenset[str]] = {}
    for name in ("from_language", "into_language"):
        if name in texts:
            known[name] = languages_in(texts[name])
            if not known[name]:
                yield f"{name}, the English name of a language, not {texts[name]!r}"
    if len(known) == _LETTERS and known["from_language"] & known["into_language"]:
        yield "two languages: from_language and into_language are the same"


def languages_in(text: str) -> frozenset[str]:
    """Return the codes of the languages that a text names; none where it says anything else too.

    ``Chinese (Mandarin)`` is Chinese, ``Klingon`` and ``Chinese or so`` are nothing.
    """
    words = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFKC", text).casefold())
    named = [_BY_NAME.get(word, "") for word in words if word not in _AROUND]
    return frozenset(named) if named and all(named) else frozenset()


def faults_of_a_name(name: str) -> Iterator[str]:
    """Say why a text is no name of a person; nothing where it may be one."""
    if _hides(name):
        yield "it holds line breaks, control, direction or invisible characters"
    elif len(_letters(name)) < _LETTERS:
        yield "it is no name of a person"
    elif _SOFTWARE.fullmatch(name.strip()):
        yield "software is never the translator"


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalpha() and c not in _NO_PICTURE)


def _shown(text: str) -> bool:
    return any(not c.isspace() and not _is_hidden(c) for c in text)


def _hides(text: str) -> bool:
    return any(map(_is_hidden, text))


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in _HIDDEN or character in _NO_PICTURE
