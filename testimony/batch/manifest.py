"""Read a manifest: a CSV or JSONL file that says what to do, a recording a row.

Columns: ``recording`` (needed; relative to the manifest), ``output`` (relative to ``--out``), ``languages``,
``target``, ``channels``, ``glossary``, ``speakers``, ``case``, ``matter``. An empty cell stands for the
batch's own option.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Literal

from testimony.batch.finding import is_reserved
from testimony.batch.types import Item, Overrides
from testimony.text.json_values import JsonObject, JsonValue, parse_json
from testimony.transcript.errors import SettingsError

__all__ = ["COLUMNS", "read_manifest"]

COLUMNS = (
    "recording",
    "output",
    "languages",
    "target",
    "channels",
    "glossary",
    "speakers",
    "case",
    "matter",
)
_CHANNELS: tuple[Literal["", "mix", "split"], ...] = ("", "mix", "split")
_WHOM = re.compile(r"\d{1,2}|[a-z]{2,3}|\d{1,2}:[a-z]{2,3}")
_HINT = f"known columns: {', '.join(COLUMNS)}; see docs/batch.md"


def read_manifest(path: Path) -> list[Item]:
    """Read the whole manifest, and refuse it whole where a row cannot be understood.

    Recordings that are missing are no error here: the others are done.

    Raises:
        SettingsError: Missing, not UTF-8, no table, an unknown column, a row that makes no sense, or two
            rows with one output; the message names file and line.
    """
    text = _decode(path)
    rows = _json_rows(path, text) if path.suffix.lower() in (".jsonl", ".ndjson") else _csv_rows(path, text)
    items: dict[str, Item] = {}
    for line, row in rows:
        item = _item(path, line, row)
        key = item.output.casefold()  # on many disks, and shares, A and a are one file
        other = items.get(key)
        if other is not None:
            first = other.where.rpartition(" ")[2]
            raise _refusal(
                path,
                line,
                f"its transcript {item.output} is that of line {first} too",
                "give each row an output of its own",
            )
        items[key] = item
    if not items:
        raise SettingsError(f"{path} names no recording.", _HINT)
    return list(items.values())


def _decode(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}.", f"ls -l {path}") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SettingsError(
            f"{path}, line {line}: this is not UTF-8 text.", "save it as UTF-8 (in Excel: CSV UTF-8)"
        ) from error


def _refusal(path: Path, line: int, what: str, hint: str = _HINT) -> SettingsError:
    return SettingsError(f"{path}, line {line}: {what}.", hint)


def _csv_rows(path: Path, text: str) -> Iterator[tuple[int, JsonObject]]:
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count) if path.suffix.lower() != ".tsv" else "\t"
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = [cell.strip().lower() for cell in cells]
                _check_columns(path, reader.line_num, header)
            elif len(cells) > len(header):
                raise _refusal(path, reader.line_num, f"{len(cells)} cells, but {len(header)} columns")
            else:
                yield reader.line_num, dict(zip(header, cells, strict=False))
    except csv.Error as error:
        raise _refusal(path, reader.line_num, f"no CSV ({error})") from error


def _json_rows(path: Path, text: str) -> Iterator[tuple[int, JsonObject]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = parse_json(line)
        except ValueError as error:
            raise _refusal(path, number, "this is not a JSON object", "one JSON object a line") from error
        if not isinstance(row, dict):
            raise _refusal(path, number, "this is not a JSON object", "one JSON object a line")
        _check_columns(path, number, list(row))
        yield number, row


def _check_columns(path: Path, line: int, names: list[str]) -> None:
    for name in names:
        if name not in COLUMNS:
            raise _refusal(path, line, f"the column {name!r} is not known")
        if names.count(name) > 1:
            raise _refusal(path, line, f"the column {name!r} is there twice")
    if "recording" not in names:
        raise _refusal(path, line, "there is no column 'recording'")


def _item(path: Path, line: int, row: JsonObject) -> Item:
    text = {name: _cell(path, line, name, row.get(name)) for name in COLUMNS}
    if not text["recording"]:
        raise _refusal(path, line, "no recording is named")
    recording = os.path.join(path.parent, text["recording"])  # noqa: PTH118 - absolute ones stay as they are
    glossary = path.parent / text["glossary"] if text["glossary"] else None
    if glossary is not None and not glossary.is_file():
        raise _refusal(path, line, f"there is no glossary {glossary}", "correct its path")
    return Item(
        recording=recording,
        output=_output(path, line, text["output"] or PurePosixPath(Path(text["recording"]).name).stem),
        overrides=Overrides(
            languages=_languages(path, line, text["languages"]),
            target="".join(_languages(path, line, text["target"])[:1]),
            channels=_channels(path, line, text["channels"]),
            glossary=glossary,
            speakers=_speakers(path, line, text["speakers"]),
            case=text["case"],
            matter=text["matter"],
        ),
        where=f"{path}, line {line}",
    )


def _cell(path: Path, line: int, name: str, value: JsonValue) -> str:
    if value is None:
        return ""
    if isinstance(value, list) and name == "languages" and all(isinstance(one, str) for one in value):
        return ",".join(value)
    if isinstance(value, dict) and name == "speakers" and all(isinstance(v, str) for v in value.values()):
        return ";".join(f"{whom}={who}" for whom, who in value.items())
    if not isinstance(value, str):
        raise _refusal(path, line, f"{name} must be text")
    if "\0" in value:
        raise _refusal(path, line, f"{name} holds a NUL character")
    return value.strip()


def _channels(path: Path, line: int, text: str) -> Literal["", "mix", "split"]:
    for known in _CHANNELS:
        if text == known:
            return known
    raise _refusal(path, line, f"channels cannot be {text!r}", "mix or split")


def _output(path: Path, line: int, name: str) -> str:
    name = name.replace("\\", "/")
    pure = PurePosixPath(name)
    if pure.is_absolute() or ".." in pure.parts or not pure.name or re.match("[A-Za-z]:", name):
        raise _refusal(
            path, line, f"the output {name!r} does not lie in the output folder", "name it relative to --out"
        )
    output = str(pure) if pure.suffix == ".testimony" else f"{pure}.testimony"
    if is_reserved(output):
        raise _refusal(path, line, f"the output {name!r} is the name of the batch's report", "name another")
    return output


def _languages(path: Path, line: int, text: str) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(code.lower() for code in re.split(r"[\s,;+/]+", text) if code))
    wrong = [code for code in codes if not re.fullmatch("[a-z]{2,3}", code)]
    if wrong:
        raise _refusal(path, line, f"{wrong[0]!r} is not a language code", "write them like zh,en")
    return codes


def _speakers(path: Path, line: int, text: str) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        whom, equals, name = (piece.strip() for piece in part.partition("="))
        if not equals or not name or not _WHOM.fullmatch(whom.lower()):
            raise _refusal(
                path,
                line,
                f"{part!r} names no speaker",
                "write zh=CHEN HUI; en=THE COURT, or 2=RESPONDENT for a channel",
            )
        found.append((whom.lower(), name))
    return tuple(found)
