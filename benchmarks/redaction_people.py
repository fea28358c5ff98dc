"""Names of people as secrets, written by rules: one set to work with, another to measure with.

The rules of the two sets differ: other names, other ways of writing, other sentences around them.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from testimony.export.redaction.profile import Person, Profile

__all__ = ["Case", "people_of"]


@dataclass(frozen=True, slots=True)
class Case:
    """A secret in a line.

    Attributes:
        kind: What and how it is written.
        claimed: Whether docs/redaction.md says that this writing is replaced without asking.
        line: The text with the secret in it.
        secret: The secret as it stands in the line.
        profile: What the attorney knows.
        before: The line that was said before; empty where it does not matter.
    """

    kind: str
    claimed: bool
    line: str
    secret: str
    profile: Profile
    before: str = ""


Way = tuple[str, bool, Callable[["_Name", random.Random], str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Name:
    hanzi: str
    hant: str
    family: str
    given: str
    tones: str
    numbers: str
    wade: str
    canton: str

    @property
    def joined(self) -> str:
        return (self.family + self.given).lower()


_EN = (
    "Then {} signed the paper.",
    "I saw {} at the church.",
    "The officer shouted {} twice.",
    "It was {}, I am sure.",
)
_ZH = ("当时{}在派出所签了字。", "我看见{}也在教会里。", "他们叫{}过去。", "后来就是{}，我记得。")
_EN_B = ("We waited for {} until midnight.", "Nobody had told {} about the summons.", "{} paid the fine.")
_ZH_B = ("那一天{}没有来上班。", "传票上写着{}三个字。", "派出所的人问{}认不认罪。")

_A_NAMES = (
    _Name(
        "冯永福",
        "馮永福",
        "Feng",
        "Yongfu",
        "Féng Yǒngfú",
        "feng2 yong3 fu2",
        "Feng Yung-fu",
        "Fung Wing-fuk",
    ),
    _Name(
        "郑国强",
        "鄭國強",
        "Zheng",
        "Guoqiang",
        "Zhèng Guóqiáng",
        "zheng4 guo2 qiang2",
        "Cheng Kuo-ch'iang",
        "Cheng Kwok-keung",
    ),
    _Name(
        "周雪梅",
        "周雪梅",
        "Zhou",
        "Xuemei",
        "Zhōu Xuěméi",
        "zhou1 xue3 mei2",
        "Chou Hsüeh-mei",
        "Chow Suet-mui",
    ),
)
_B_NAMES = (
    _Name(
        "蒋志远",
        "蔣志遠",
        "Jiang",
        "Zhiyuan",
        "Jiǎng Zhìyuǎn",
        "jiang3zhi4yuan3",
        "Chiang Chih-yüan",
        "Cheung Chi Yuen",
    ),
    _Name(
        "沈秋兰",
        "沈秋蘭",
        "Shen",
        "Qiulan",
        "Shěn Qiūlán",
        "Shen3 Qiu1 Lan2",
        "Shen Ch'iu-lan",
        "Sham Chau Lan",
    ),
    _Name(
        "谭建军",
        "譚建軍",
        "Tan",
        "Jianjun",
        "Tán Jiànjūn",
        "TAN2 JIAN4 JUN1",
        "T'an Chien-chün",
        "Tam Kin Kwan",
    ),
)
_CYRILLIC = str.maketrans("aeopcxyABEKMHOPCTX", "аеорсхуАВЕКМНОРСТХ")
_GREEK = str.maketrans("oABEZHIKMNOPTYX", "οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")
_NATO = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        [
            "Alfa",
            "Bravo",
            "Charlie",
            "Delta",
            "Echo",
            "Foxtrot",
            "Golf",
            "Hotel",
            "India",
            "Juliett",
            "Kilo",
            "Lima",
            "Mike",
            "November",
            "Oscar",
            "Papa",
            "Quebec",
            "Romeo",
            "Sierra",
            "Tango",
            "Uniform",
            "Victor",
            "Whiskey",
            "X-ray",
            "Yankee",
            "Zulu",
        ],
        strict=True,
    )
)
_WORDS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        [
            "apple",
            "boy",
            "cat",
            "dog",
            "Edward",
            "Frank",
            "George",
            "Henry",
            "ice",
            "John",
            "king",
            "love",
            "Mary",
            "Nancy",
            "orange",
            "Peter",
            "queen",
            "Robert",
            "Sam",
            "Tom",
            "under",
            "Victor",
            "water",
            "xylophone",
            "yellow",
            "zebra",
        ],
        strict=True,
    )
)


def _full(name: _Name) -> str:
    return f"{name.family} {name.given}"


_A_WAYS: tuple[Way, ...] = (
    ("Hanzi", True, lambda n, _: n.hanzi, _ZH),
    ("Hanzi, spaces", True, lambda n, _: " ".join(n.hanzi), _ZH),
    ("Hanzi, dots", True, lambda n, _: ".".join(n.hanzi), _ZH),
    ("Hanzi, no width", True, lambda n, _: "\u200b".join(n.hanzi), _ZH),
    ("Hanzi, (音)", True, lambda n, _: f"{n.hanzi[:2]}（音）{n.hanzi[2]}", _ZH),
    ("Hanzi, traditional", True, lambda n, _: n.hant, _ZH),
    ("pinyin", True, lambda n, _: _full(n), _EN),
    ("pinyin, given name first", True, lambda n, _: f"{n.given} {n.family}", _EN),
    ("pinyin, capitals", True, lambda n, _: f"{n.family.upper()}, {n.given}", _EN),
    ("pinyin, small", True, lambda n, _: _full(n).lower(), _EN),
    ("pinyin, tones", True, lambda n, _: n.tones, _EN),
    ("pinyin, tone numbers", True, lambda n, _: n.numbers, _EN),
    ("Cyrillic look-alikes", True, lambda n, _: _full(n).translate(_CYRILLIC), _EN),
    (
        "combining marks",
        True,
        lambda n, _: "".join(c + "\u0323" if c.isalpha() else c for c in _full(n)),
        _EN,
    ),
    ("spelled, hyphens", True, lambda n, _: "-".join(n.given.upper()), _EN),
    (
        "spelled, as in",
        True,
        lambda n, _: ", ".join(f"{c.upper()} as in {_WORDS[c]}" for c in n.given.lower()),
        _EN,
    ),
    ("handle", True, lambda n, d: f"{n.joined}{d.randrange(10, 99)}", _EN),
    ("domain", True, lambda n, _: f"www.{n.joined}.com", _EN),
    ("Wade-Giles", True, lambda n, _: n.wade, _EN),
    ("Cantonese", True, lambda n, _: n.canton, _EN),
    ("given name", False, lambda n, _: n.given, _EN),
    ("given name, small", False, lambda n, _: n.given.lower(), _EN),
    ("given name, Hanzi", False, lambda n, _: n.hanzi[1:], _ZH),
    ("title", False, lambda n, _: f"Mr. ⟦{n.family}⟧", _EN),
    ("title, Hanzi", False, lambda n, d: f"⟦{n.hanzi[0]}⟧" + d.choice(("先生", "教授", "厂长")), _ZH),
    ("after 姓", False, lambda n, _: f"姓⟦{n.hanzi[0]}⟧", ("他{}，我不认识他。",)),
    ("explained", False, lambda n, _: f"{n.hanzi[1]}远的{n.hanzi[1]}", ("名字里有个字是{}，对。",)),
)
_B_WAYS: tuple[Way, ...] = (
    ("Hanzi", True, lambda n, _: n.hanzi, _ZH_B),
    ("Hanzi, traditional and spaces", True, lambda n, _: "\u3000".join(n.hant), _ZH_B),
    ("Hanzi, bars", True, lambda n, d: d.choice("|*_·/").join(n.hanzi), _ZH_B),
    ("Hanzi, soft hyphens", True, lambda n, _: "\u00ad\u2060".join(n.hanzi), _ZH_B),
    ("Hanzi, [phonetic]", True, lambda n, _: f"{n.hanzi[0]}[phonetic]{n.hanzi[1:]}", _ZH_B),
    ("pinyin, hyphens", True, lambda n, _: f"{n.family}-{n.given}", _EN_B),
    (
        "pinyin, full width",
        True,
        lambda n, _: "".join(chr(ord(c) + 0xFEE0) if c != " " else "\u3000" for c in _full(n)),
        _EN_B,
    ),
    (
        "pinyin, mathematical",
        True,
        lambda n, _: "".join(
            chr(0x1D400 + ord(c) - 65) if c.isupper() else chr(0x1D41A + ord(c) - 97) if c.islower() else c
            for c in _full(n)
        ),
        _EN_B,
    ),
    ("pinyin, given name first in capitals", True, lambda n, _: f"{n.given} {n.family}".upper(), _EN_B),
    ("pinyin, tones", True, lambda n, _: n.tones, _EN_B),
    ("pinyin, tone numbers", True, lambda n, _: n.numbers, _EN_B),
    ("Greek look-alikes", True, lambda n, _: _full(n).upper().translate(_GREEK), _EN_B),
    (
        "stacked marks",
        True,
        lambda n, d: "".join(c + d.choice("\u0301\u0308\u030c") * 2 if c.isalpha() else c for c in _full(n)),
        _EN_B,
    ),
    ("spelled, dots", True, lambda n, _: ". ".join(n.given.upper()) + ".", _EN_B),
    (
        "spelled, for",
        True,
        lambda n, _: " ".join(f"{c.upper()} for {_WORDS[c]}," for c in n.given.lower()),
        _EN_B,
    ),
    ("spelled, radio", True, lambda n, _: " ".join(_NATO[c] for c in n.given.lower()), _EN_B),
    (
        "e-mail",
        True,
        lambda n, d: f"{n.given.lower()}.{n.family.lower()}@mail{d.randrange(9)}.example",
        _EN_B,
    ),
    ("hashtag", True, lambda n, _: f"#{n.family}{n.given}2019", _EN_B),
    ("Wade-Giles", True, lambda n, _: n.wade.replace("-", " "), _EN_B),
    ("Cantonese", True, lambda n, _: n.canton, _EN_B),
    ("given name, capitals", False, lambda n, _: n.given.upper(), _EN_B),
    ("given name, Hanzi", False, lambda n, _: n.hant[1:], _ZH_B),
    (
        "title",
        False,
        lambda n, d: f"{d.choice(('Deacon', 'Comrade', 'Professor', 'Sister', 'Officer'))} ⟦{n.family}⟧",
        _EN_B,
    ),
    ("title, Hanzi", False, lambda n, d: f"⟦{n.hanzi[0]}⟧" + d.choice(("总", "同志", "书记", "弟兄")), _ZH_B),
    ("last name", False, lambda n, _: f"last name is ⟦{n.family.lower()}⟧", ("His {}, I believe.",)),
    ("family name alone", False, lambda n, _: n.family, ("Was it {} who called you?",)),
)


def _case(kind: str, claimed: bool, line: str, written: str, person: Person) -> Case:
    """Make a case; brackets tell the secret from the words around it that it is known by."""
    inner = written.partition("⟦")[2].partition("⟧")[0] or written
    plain = line.replace("⟦", "").replace("⟧", "")
    return Case(kind, claimed, plain, inner, Profile(people=(person,)))


_UYGHUR = {
    "tune": ("Abdurehim Tursun", "Patigul Memet"),
    "report": ("Ablikim Yusup", "Gulnisa Imin", "Tenzin Gyatso"),
}


def people_of(which: str, dice: random.Random) -> Iterator[Case]:
    """Yield names without end, in the ways and sentences of a set, ``tune`` or ``report``."""
    ways, names = (_A_WAYS, _A_NAMES) if which == "tune" else (_B_WAYS, _B_NAMES)
    while True:
        for kind, claimed, write, frames in ways:
            name = dice.choice(names)
            person = Person(
                "WITNESS A", hanzi=(name.hanzi,), roman=(_full(name),) if dice.random() < 0.5 else ()
            )
            written = write(name, dice)
            yield _case(kind, claimed, dice.choice(frames).format(written), written, person)
        whole = dice.choice(_UYGHUR[which])
        part = dice.choice(whole.split())
        frames = _EN if which == "tune" else _EN_B
        profile = Profile(people=(Person("WITNESS B", roman=(whole,)),))
        yield Case("part of a Uyghur or Tibetan name", False, dice.choice(frames).format(part), part, profile)
        yield Case("Uyghur or Tibetan name", True, dice.choice(frames).format(whole), whole, profile)
