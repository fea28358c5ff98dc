"""Secrets of every kind, planted in every place of a transcript, and looked for in every format.

What is left is looked for by readers that are not the product's own, two for each format that share
nothing, and in the bytes as ``strings`` sees them.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import random
import re
import subprocess
import tempfile
import unicodedata
import wave
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from testimony.export import FORMATS, Exhibit, ExportOptions, export
from testimony.export.redaction.proposals import propose, with_questions
from testimony.transcript.types import (
    Alternative,
    Approval,
    Flag,
    FlagKind,
    Link,
    Note,
    Provenance,
    ReviewState,
    Segment,
    Severity,
    Side,
    Transcript,
    Word,
)

__all__ = ["Secret", "left_in", "plant", "planted_everywhere", "profile_of"]

COUNT = 300
SURNAMES = "赵钱孙周吴郑冯陈褚卫蒋沈韩杨朱秦尤许何吕"
GIVEN = "鹏飞雪梅建国志强桂芳玉兰春生海燕德华"
SYLLABLES = ("Zhuang", "Qiong", "Xue", "Shuai", "Kuan", "Bing", "Niu", "Fen", "Diao", "Zeng")
MONTHS = ("January", "February", "March", "April", "August", "October", "December")
TONES = str.maketrans("aeiou", "áěīòú")
HAN_DIGITS = str.maketrans("0123456789", "零一二三四五六七八九")
ENGLISH = "zero one two three four five six seven eight nine".split()


@dataclass(frozen=True, slots=True)
class Secret:
    """Something that may not be left.

    Attributes:
        kind: A key of ``KINDS``.
        text: As the profile names it, or as it is by its form.
        written: As it stands in the transcript: in another script, width, case, order or in words.
        around: What it needs around it to be known for what it is; ``{}`` is where it stands.
    """

    kind: str
    text: str
    written: str
    around: str = "{}"

    @property
    def sentence(self) -> str:
        """The text to plant."""
        return self.around.format(self.written)


def _wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in text)


def _pick(dice: random.Random, *forms: str) -> str:
    return dice.choice(forms)


def _digits(dice: random.Random, count: int) -> str:
    return "".join(dice.choices("123456789", k=count))


def _term(dice: random.Random) -> Secret:
    name = dice.choice(SURNAMES) + "".join(dice.sample(GIVEN, 2)) + "厂"
    return Secret(
        "term", name, _pick(dice, name, " ".join(name), name.replace("赵", "趙").replace("国", "國"))
    )


def _roman(dice: random.Random) -> Secret:
    first, second, third = dice.sample(SYLLABLES, 3)
    forms: tuple[str, ...] = (
        f"{first} {second}{third.lower()}",
        f"{second}{third.lower()} {first}",
        f"{first.upper()}, {second}-{third}",
    )
    forms += (
        f"{first}_{second}_{third}".lower(),
        f"{first} {second} {third}".translate(TONES),
        _wide(first) + _wide(second + third),
    )
    return Secret("roman", f"{first} {second}{third.lower()}", _pick(dice, *forms))


def _hanzi(dice: random.Random) -> Secret:
    name = dice.choice(SURNAMES) + "".join(dice.sample(GIVEN, 2))
    forms = (
        name,
        "\u200b".join(name),
        " ".join(name),
        name.replace("陈", "陳").replace("国", "國").replace("飞", "飛"),
    )
    return Secret("hanzi", name, _pick(dice, *forms))


def _a_number(dice: random.Random) -> Secret:
    d = _digits(dice, 9)
    split = f"{d[:3]}-{d[3:6]}-{d[6:]}"
    return Secret(
        "a_number",
        d,
        _pick(
            dice, f"A {split}", f"A{d}", f"A-number is {split}", _wide(f"A{d}"), f"A{d.translate(HAN_DIGITS)}"
        ),
    )


def _ssn(dice: random.Random) -> Secret:
    d = _digits(dice, 9)
    split = f"{d[:3]}-{d[3:5]}-{d[5:]}"
    return Secret("ssn", d, _pick(dice, split, split.replace("-", " "), _wide(split), f"SSN {d}"))


def _email(dice: random.Random) -> Secret:
    latin = "".join(dice.choices("bcdfghjkmnpqrstvwxz", k=7))
    plain = f"{latin}@{latin[::-1]}.example"
    return Secret(
        "email",
        plain,
        _pick(dice, plain, plain.upper(), _wide(latin) + "＠" + _wide(latin[::-1]) + "．example"),
    )


def _mobile(dice: random.Random) -> Secret:
    d = "13" + _digits(dice, 9)
    groups = f"{d[:3]} {d[3:7]} {d[7:]}"
    said = ", ".join(" ".join(ENGLISH[int(c)] for c in part) for part in groups.split())
    forms = (
        d,
        groups,
        groups.replace(" ", "-"),
        _wide(d),
        d.translate(HAN_DIGITS),
        groups.translate(HAN_DIGITS).replace(" ", "，"),
        said,
    )
    return Secret("phone", d, _pick(dice, *forms))


def _telephone(dice: random.Random) -> Secret:
    d = _digits(dice, 10)
    return Secret(
        "phone",
        d,
        _pick(
            dice, f"({d[:3]}) {d[3:6]}-{d[6:]}", f"{d[:3]}.{d[3:6]}.{d[6:]}", f"+1 {d[:3]} {d[3:6]} {d[6:]}"
        ),
    )


def _wechat(dice: random.Random) -> Secret:
    name = "".join(dice.choices("bcdfghjkmnpqrstvwxz", k=6)) + "_" + _digits(dice, 2)
    return Secret(
        "wechat", name, name, _pick(dice, "微信号是{}", "WeChat: {}", "加我微信{}", "WeChat ID is {}")
    )


def _account(dice: random.Random) -> Secret:
    d = "62" + _digits(dice, 14)
    return Secret("account", d, _pick(dice, d, " ".join(re.findall("....", d)), _wide(d)))


def _birth(dice: random.Random) -> Secret:
    year, month, day = dice.randrange(1940, 1999), dice.choice(MONTHS), dice.randrange(1, 29)
    return Secret("birth_date", f"{month} {day}, {year}", f"{month} {day}, {year}", "born on {}")


def _alias(dice: random.Random) -> Secret:
    name = "Old " + "".join(dice.choices("BCDFGHJKMN", k=4)).capitalize()
    return Secret("alias", name, _pick(dice, name, name.upper(), name.replace(" ", "  ")))


KINDS = (
    _term,
    _roman,
    _hanzi,
    _a_number,
    _ssn,
    _email,
    _mobile,
    _telephone,
    _wechat,
    _account,
    _birth,
    _alias,
)
PATTERNS = ("a_number", "ssn", "phone", "email", "wechat", "birth_date", "account")
_SIDES = ("source", "target", "both")
_PLACES = (
    "source",
    "target",
    "both",
    "words",
    "note",
    "note_by",
    "flag",
    "waived_by",
    "alternative",
    "source_author",
    "target_author",
    "approval",
    "speaker_name",
    "speaker_role",
    "speaker_variety",
    "speaker_hanzi",
    "speaker_roman",
    "recording",
    "link",
    "model",
    "setting_name",
    "setting",
    "version",
    "exhibit",
    "seam",
)  # fmt: skip


def plant(transcript: Transcript, dice: random.Random) -> tuple[Transcript, Exhibit, list[Secret]]:
    """Return a transcript with 300 secrets in it, the names on its pages, and the secrets."""
    secrets = _make(dice)
    found: dict[str, list[str]] = {place: [] for place in _PLACES}
    segments = list(transcript.segments)
    for index, secret in enumerate(secrets):
        place = _PLACES[index % len(_PLACES)]
        at = dice.randrange(3) if index < len(_PLACES) else dice.randrange(len(segments) - 1)
        if secret.kind == "birth_date" and place not in _SIDES:  # is known by what is said around it
            segments[at] = _in_segment(segments[at], "source", secret.sentence)
        if place == "seam" and secret.kind in ("hanzi", "roman"):
            head, tail = _halves(secret.written)
            segments[at] = replace(segments[at], source=segments[at].source + head)
            segments[at + 1] = replace(segments[at + 1], source=tail + "。" + segments[at + 1].source)
        elif place in _IN_SEGMENT:
            segments[at] = _in_segment(segments[at], place, secret.sentence)
        else:
            found[place].append(secret.sentence)
            if place == "seam":
                segments[at] = _in_segment(segments[at], "both", secret.sentence)
    planted = _around(replace(transcript, segments=tuple(segments)), found)
    shown = found["exhibit"]
    exhibit = Exhibit(
        case="Matter of " + " ".join(shown[::3]), matter=" ".join(shown[1::3]), title=" ".join(shown[2::3])
    )
    return planted, exhibit, secrets


def _halves(text: str) -> tuple[str, str]:
    middle = text.find(" ") if " " in text else 1
    return text[:middle], text[middle:].strip()


def _spoken(segment: Segment, text: str) -> tuple[Word, ...]:
    return tuple(Word(segment.start_ms, segment.end_ms, character, 0.9) for character in f" {text}")


_IN_SEGMENT: dict[str, Callable[[Segment, str], Segment]] = {
    "source": lambda s, t: replace(s, source=f"{s.source} {t}。"),
    "target": lambda s, t: replace(s, target=f"{s.target} {t}, {t}."),
    "both": lambda s, t: replace(s, source=f"{t}：{s.source}", target=f"{t}: {s.target}"),
    "words": lambda s, t: replace(
        s, words=(*s.words, *(Word(s.start_ms, s.end_ms, c, 0.9) for c in f" {t}"))
    ),
    "note": lambda s, t: replace(s, notes=(*s.notes, Note("R", f"compare {t}"))),
    "note_by": lambda s, t: replace(s, notes=(*s.notes, Note(t, "to be looked at"))),
    "flag": lambda s, t: replace(s, flags=(*s.flags, Flag(FlagKind.NAME_UNVERIFIED, Severity.WARN, f"{t}?"))),
    "waived_by": lambda s, t: replace(
        s, flags=(*s.flags, Flag(FlagKind.NUMBER_MISMATCH, Severity.INFO, "", "check-1", t))
    ),
    "alternative": lambda s, t: replace(
        s, alternatives=(*s.alternatives, Alternative(Side.SOURCE, s.language, t, 0.5, t))
    ),
    "source_author": lambda s, t: replace(s, source_author=t),
    "target_author": lambda s, t: replace(s, target_author=t),
    "approval": lambda s, t: replace(
        s, approvals=(*s.approvals, Approval(Side.SOURCE, ReviewState.APPROVED, t, "0" * 64))
    ),
}


def _in_segment(segment: Segment, place: str, text: str) -> Segment:
    return _IN_SEGMENT[place](segment, text)


def _around(transcript: Transcript, found: dict[str, list[str]]) -> Transcript:
    first, *others = transcript.speakers
    speaker = replace(
        first,
        name="MS. " + " ".join(found["speaker_name"]),
        role=" ".join(found["speaker_role"]),
        variety=" ".join(found["speaker_variety"]),
        name_hanzi=" ".join(found["speaker_hanzi"]),
        name_roman=" ".join(found["speaker_roman"]),
    )
    recording = replace(
        transcript.recordings[0],
        path=f"/cases/{found['recording'][0]}/{' '.join(found['recording'])}-hearing.wav",
    )
    made = Provenance(
        {f"speech-{i}": f"{name}@{'0c' * 32}" for i, name in enumerate(found["model"])},
        {**dict.fromkeys(found["setting_name"], "1"), "hotwords": ", ".join(found["setting"])},
        {name: name for name in found["version"]},
    )
    return replace(
        transcript,
        speakers=(speaker, *others),
        recordings=(recording,),
        links=tuple(Link("discrepancy", ("1",), (str(i + 2),), note) for i, note in enumerate(found["link"])),
        provenance={"asr-1": made},
    )


def _make(dice: random.Random) -> list[Secret]:
    found: dict[str, Secret] = {}
    while len(found) < COUNT:
        secret = KINDS[len(found) % len(KINDS)](dice)
        found.setdefault(_squeezed(secret.text), secret)
    return list(found.values())


def profile_of(
    secrets: list[Secret], transcript: Transcript | None = None, exhibit: Exhibit | None = None
) -> str:
    """Write the profile that names them: people and terms by name, the rest by its form.

    Args:
        secrets: Of ``plant``.
        transcript: Where people who look alike are looked for; each is refused, being somebody else.
        exhibit: Names on the pages, about which is asked too.
    """
    lines = [f"patterns = {json.dumps(PATTERNS)}\n"]
    for number, secret in enumerate(secrets):
        if secret.kind == "term":
            lines.append(f'[[term]]\ntext = "{secret.text}"\nreplacement = "[厂{number}]"\n')
        elif secret.kind in ("roman", "hanzi", "alias"):
            key = {"alias": "aliases"}.get(secret.kind, secret.kind)
            lines.append(f'[[person]]\npseudonym = "[PERSON {number}]"\n{key} = ["{secret.text}"]\n')
    written = "".join(lines)
    return _answered(written, transcript, exhibit or Exhibit()) if transcript else written


def _answered(profile: str, transcript: Transcript, exhibit: Exhibit) -> str:
    """Answer every question of a redaction: what looks like a person is somebody else, the rest goes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "profile.toml"
        path.write_text(profile, encoding="utf-8")
        asked = propose(path, transcript, exhibit)
    tables = with_questions(profile, asked).split("[[decision]]")
    answers = ("refuse" if one.kind.startswith("person") else "accept" for one in asked)
    decided = (
        table.replace('decision = ""', f'decision = "{answer}"')
        for table, answer in zip(tables[1:], answers, strict=True)
    )
    return "[[decision]]".join([tables[0], *decided])


def planted_everywhere(transcript: Transcript, seed: int = 5) -> Iterator[tuple[str, str, int, int]]:
    """Redact a planted transcript in every format.

    Yields:
        Format, reader, how many of the secrets it still finds, how many there were.
    """
    planted, exhibit, secrets = plant(transcript, random.Random(seed))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sound = _sound(folder)
        recording = replace(planted.recordings[0], sha256=hashlib.sha256(sound.read_bytes()).hexdigest())
        planted = replace(planted, recordings=(recording,))
        profile = folder / "profile.toml"
        profile.write_text(profile_of(secrets, planted, exhibit), encoding="utf-8")
        options = ExportOptions(redact=profile, exhibit=exhibit, audio=sound, embed_audio=True)
        for kind in FORMATS.values():
            if not kind.lines and kind.name != "clip":
                continue
            wanted = replace(options, segments="1-3") if kind.name == "clip" else options
            out = folder / f"exhibit{kind.suffix}"
            export(planted, kind.name, wanted, out)
            for reader, left in left_in(kind.name, out.read_bytes(), secrets).items():
                yield kind.name, reader, len(left), len(secrets)


def _sound(folder: Path) -> Path:
    path = folder / "sound.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8_000, 0, "NONE", ""))
        file.writeframes(bytes(2 * 8_000 * 40))
    return path


def left_in(name: str, data: bytes, secrets: list[Secret]) -> dict[str, list[Secret]]:
    """Look for secrets in a file; the name of each reader, and what it found."""
    texts: dict[str, list[str]] = {}
    for reader, text in _readers(name, data):
        texts.setdefault(reader, []).append(text)
    found: dict[str, list[Secret]] = {}
    for reader, parts in texts.items():
        looked = _squeezed("\n".join(parts))
        found[reader] = [
            secret
            for secret in secrets
            if _squeezed(secret.written) in looked or _squeezed(secret.text) in looked
        ]
    return found


@lru_cache(maxsize=2048)
def _squeezed(text: str) -> str:
    """Leave letters and digits, in one width, case and script: this looks without the product's own means."""
    usual = _to_simple().convert(unicodedata.normalize("NFKC", text)).casefold()
    return "".join(c for c in usual if c.isalnum())


@cache
def _to_simple() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def _readers(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    known: dict[str, Callable[[bytes], Iterator[tuple[str, str]]]] = {
        "pdf": _pdf, "docx": _docx, "html": _html, "json": _json, "csv": _csv, "tmx": _xml, "xliff": _xml,
        "vtt": _subtitles, "srt": _subtitles, "clip": _clip,
    }  # fmt: skip
    yield from known.get(name, _text)(data)
    for encoding in ("S", "l", "b"):
        done = subprocess.run(
            ["strings", "-a", "-n", "3", "-e", encoding], input=data, capture_output=True, check=False
        )
        yield f"strings -e {encoding}", done.stdout.decode("utf-8", errors="ignore")


def _pdf(data: bytes) -> Iterator[tuple[str, str]]:
    import pikepdf
    import pypdf
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    yield "pdfium", "\n".join(page.get_textpage().get_text_range() for page in document)
    yield "pdfium, metadata", repr(document.get_metadata_dict())
    reader = pypdf.PdfReader(io.BytesIO(data))
    yield "pypdf", "\n".join(page.extract_text() for page in reader.pages)
    yield "pypdf, metadata", repr(reader.metadata)
    with pikepdf.open(io.BytesIO(data)) as opened:
        for item in opened.objects:
            yield "pikepdf, objects", repr(item)
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/XML":
                yield "pikepdf, metadata", item.read_bytes().decode("utf-8", errors="ignore")


def _docx(data: bytes) -> Iterator[tuple[str, str]]:
    import docx

    archive = zipfile.ZipFile(io.BytesIO(data))
    for member in archive.namelist():
        yield "zip members", member
        raw = archive.read(member)
        yield "zip members", raw.decode("utf-8", errors="ignore")
        if member.endswith((".xml", ".rels")):
            yield from _xml(raw)
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    yield (
        "python-docx",
        "\n".join([*(p.text for p in document.paragraphs), *cells, repr(document.core_properties.title)]),
    )


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for key, value in attrs if value and not value.startswith("data:audio")]


def _html(data: bytes) -> Iterator[tuple[str, str]]:
    import lxml.html

    page = _Page()
    page.feed(data.decode())
    yield "html.parser", "\n".join(page.found)
    root = lxml.html.fromstring(data.decode())
    values = [
        value
        for element in root.iter()
        for value in element.attrib.values()
        if not value.startswith("data:audio")
    ]
    yield "lxml", "\n".join([*root.itertext(), *values])


def _json(data: bytes) -> Iterator[tuple[str, str]]:
    def walk(item: Any) -> Iterator[str]:
        if isinstance(item, dict):
            for key, value in item.items():
                yield key
                yield from walk(value)
        elif isinstance(item, list):
            for value in item:
                yield from walk(value)
        else:
            yield str(item)

    loaded = json.loads(data)
    yield "json", "\n".join(walk(loaded))
    for segment in loaded["segments"]:
        yield "json, words joined", "".join(word["text"] for word in segment["words"])
    yield from _text(data)


def _csv(data: bytes) -> Iterator[tuple[str, str]]:
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))):
        yield "csv", "\n".join(row)
    yield from _text(data)


def _xml(data: bytes) -> Iterator[tuple[str, str]]:
    from lxml import etree

    root = ElementTree.fromstring(data)  # noqa: S314  our own file
    values = [value for element in root.iter() for value in element.attrib.values()]
    yield "ElementTree", "\n".join([*root.itertext(), *values])
    tree = etree.fromstring(data)
    yield "lxml", "\n".join(str(found) for found in tree.xpath("//text() | //@*"))


def _subtitles(data: bytes) -> Iterator[tuple[str, str]]:
    for block in data.decode().split("\n\n"):
        yield "cues", unescape(re.sub(r"</?[^>]*>", "", block.partition(" --> ")[2] or block))
    yield from _text(data)


def _clip(data: bytes) -> Iterator[tuple[str, str]]:
    import av

    with av.open(io.BytesIO(data)) as container:
        yield "libav, tags", repr([container.metadata, *(stream.metadata for stream in container.streams)])
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1"):
        yield "bytes", data.decode(encoding, errors="ignore")


def _text(data: bytes) -> Iterator[tuple[str, str]]:
    text = data.decode("utf-8-sig")
    yield "text", text
    yield (
        "text without mark-up",
        unescape(re.sub(r"<[^>]*>", "", re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text))),
    )
