"""A page that works from disk, with no network: read, find, click to hear."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from urllib.parse import quote

from testimony.export.chunks import encoded
from testimony.export.job import Cell, Job, Row, clock, facts, state_code
from testimony.export.pages.numbering import Numbering
from testimony.export.pages.remarks import Remark, remarks_of
from testimony.export.scripts import tag_of
from testimony.text.sanitize import clean, one_line

__all__ = ["write"]

_UNSAFE = {
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


_STATES = (
    "State: row of the record, source/translation: U unreviewed, E edited, A approved, 2A second approval. "
)


def write(job: Job) -> Iterator[bytes]:
    """Yield the one file; a strict Content-Security-Policy allows its own script, style and sound."""
    yield from encoded(_parts(job))


def _parts(job: Job) -> Iterator[str]:
    yield from ("<!DOCTYPE html>\n", '<html lang="en">\n', _head(job), "<body>\n", _marks(job))
    yield from ("<header>\n", _title(job), "</header>\n<main>\n", _tools(job))
    yield from _table(job)
    yield from ("</main>\n", _footer())
    yield from _data(job)
    yield f"<script>{_asset('page.js')}</script>\n</body>\n</html>\n"


@cache
def _asset(name: str) -> str:
    return files("testimony.export").joinpath("assets", name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def _head(job: Job) -> str:
    media = "data:" if job.sound and job.sound.data else "'self' file:"
    script, style = _digest(_asset("page.js")), _digest(_asset("page.css"))
    policy = (
        f"default-src 'none'; script-src {script}; style-src {style}; "
        f"media-src {media}; base-uri 'none'; form-action 'none'"
    )
    return (
        '<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex, nofollow">\n'
        f"<title>{_plain(job.options.exhibit.title)} – {_plain(job.marks[0])}</title>\n"
        f"<style>{_asset('page.css')}</style>\n</head>\n"
    )


def _plain(text: str) -> str:
    return escape(one_line(text))


def _marks(job: Job) -> str:
    lines = "".join(f"<p>{_plain(mark)}</p>" for mark in job.marks)
    return f'<div class="marks" role="note" aria-label="What this document is">{lines}</div>\n'


def _title(job: Job) -> str:
    exhibit = job.options.exhibit
    named = [pair for pair in (("Case", exhibit.case), ("Matter", exhibit.matter)) if pair[1]]
    pairs = "".join(f"<dt>{_plain(a)}</dt><dd>{_plain(b)}</dd>" for a, b in named + facts(job.transcript))
    return f"<h1>{_plain(exhibit.title)}</h1>\n<dl>{pairs}</dl>\n"


def _tools(job: Job) -> str:
    names = dict.fromkeys(row.speaker for row in job.rows())
    choices = "".join(f'<option value="{_plain(name)}">{_plain(name)}</option>' for name in names)
    return (
        f'<div class="tools" role="search" aria-label="Listen and find">\n{_player(job)}'
        '<label>Find <input type="search" id="find" autocomplete="off" spellcheck="false"></label>\n'
        f'<label>Speaker <select id="who"><option value="">everyone</option>{choices}</select></label>\n'
        '<label><input type="checkbox" id="stop"> one line at a time</label>\n'
        '<output id="said" aria-live="polite"></output>\n</div>\n'
    )


def _player(job: Job) -> str:
    sound = job.sound
    if sound is None:
        return ""
    if not sound.plays:
        told = (
            f"Browsers do not play sound such as {sound.name}. Export the page with --embed-audio: it then"
            " holds a copy that they play. The recording itself is unchanged."
        )
        return f'<p id="unplayable" class="missing" role="status">{_plain(told)}</p>\n'
    inside = bool(sound.data)
    source = (
        f"data:{sound.kind};base64,{base64.b64encode(sound.data).decode()}" if inside else quote(sound.name)
    )
    told = f"The recording {sound.name} is not beside this page: put it into the same folder to listen."
    cannot = f"This browser cannot play this kind of sound ({sound.kind}); another browser may."
    return (
        f'<audio controls preload="metadata" src="{escape(source)}" data-kind="{escape(sound.kind)}"'
        ' aria-label="Recording"></audio>\n'
        f'<p id="missing" class="missing" role="status" hidden>{_plain(told)}</p>\n'
        f'<p id="unplayable" class="missing" role="status" hidden>{_plain(cannot)}</p>\n'
    )


def _table(job: Job) -> Iterator[str]:
    heads = ("Page:line, time", "Speaker", *job.titles, *["State"] * job.is_draft)
    columns = '<col class="when"><col class="who"><col><col>' + '<col class="state">' * job.is_draft
    marks = " · ".join(_plain(mark) for mark in job.marks)
    yield (
        f'<table>\n<caption><span class="screen">Click a line to hear it. </span>{_STATES * job.is_draft}'
        '<span class="screen">Keys: ↑ ↓ go, Enter plays, P play or pause, '
        "B back 3 s, / find, Esc everything again.</span></caption>\n"
        f"<colgroup>{columns}</colgroup>\n"
        f'<thead><tr class="paper-mark"><th colspan="{len(heads)}">{marks}</th></tr><tr>'
        + "".join(f'<th scope="col">{head}</th>' for head in heads)
        + "</tr></thead>\n<tbody>\n"
    )
    numbering, remarks = Numbering(job), remarks_of(job)
    for row in job.rows():
        name = row.segment.id
        yield _gap(numbering, name, len(heads))
        yield _row(row, numbering.at(name), draft=job.is_draft)
        yield _remarks(remarks.get(name, ()), len(heads))
    yield _gap(numbering, "", len(heads))
    yield "</tbody>\n</table>\n"


def _gap(numbering: Numbering, before: str, columns: int) -> str:
    if before not in numbering.gaps:
        return ""
    return f'<tr class="gap"><td colspan="{columns}">[{numbering.gaps[before]}]</td></tr>\n'


def _remarks(remarks: Sequence[Remark], columns: int) -> str:
    if not remarks:
        return ""
    items = "".join(
        f'<li class="{one.kind}"><b>{_plain(one.head)}:</b> <span dir="auto">{_plain(one.text)}</span></li>'
        for one in remarks
    )
    return f'<tr class="told"><td></td><td colspan="{columns - 1}"><ul>{items}</ul></td></tr>\n'


def _row(row: Row, cite: str, *, draft: bool) -> str:
    segment, time = row.segment, clock(row.segment.start_ms)
    name = _plain(row.speaker)
    state = f'<td class="state">{_plain(segment.id)} {state_code(segment)}</td>' if draft else ""
    return (
        f'<tr class="line" data-who="{name}"><td><span class="id">{cite}</span> '
        f'<button type="button" class="time" aria-label="Play {cite} at {time}">{time}</button></td>'
        f'<td class="who" dir="auto">{name}</td>{_cell(row.source)}{_cell(row.target)}{state}</tr>\n'
    )


def _cell(cell: Cell) -> str:
    kind = "said remark" if cell.remark else "said"
    language = escape(tag_of(cell.language, cell.text))
    return f'<td class="{kind}" lang="{language}" dir="auto">{escape(cell.text)}</td>'


def _footer() -> str:
    return (
        "<footer><p>Made by Testimony on one computer; this page loads nothing from any network. "
        "The recording is the evidence; this transcript is an aid to it.</p></footer>\n"
    )


def _data(job: Job) -> Iterator[str]:
    """Give the script the times; JSON in a script element must not be able to end it."""
    yield '<script type="application/json" id="data">['
    for number, row in enumerate(job.rows()):
        text = json.dumps(_times(row), separators=(",", ":"), ensure_ascii=True).translate(_UNSAFE)
        yield f"{',' * (number > 0)}{text}"
    yield "]</script>\n"


def _times(row: Row) -> dict[str, object]:
    times: dict[str, object] = {"s": row.segment.start_ms, "e": row.segment.end_ms}
    column = 1 if row.source.remark else 0
    words = _words(row, (row.target if column else row.source).text)
    return {**times, "c": column, "w": words} if words else times


def _words(row: Row, text: str) -> list[tuple[int, int, int, int]]:
    """Find each word in the text that is shown: start, end, offset and length in UTF-16 units.

    An edited text no longer has the engine's words; then nothing is marked rather than the wrong word.
    """
    found: list[tuple[int, int, int, int]] = []
    at = units = 0
    for word in row.segment.words:
        said = clean(word.text).strip()
        place = text.find(said, at)
        if place < 0 or text[at:place].strip():
            return []
        units += _units(text[at:place])
        found.append((word.start_ms, word.end_ms, units, _units(said)))
        units += _units(said)
        at = place + len(said)
    return [] if text[at:].strip() else found


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
