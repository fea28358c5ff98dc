"""``report.html``: one page without scripts or links to elsewhere, failures first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from testimony.batch.reports.report import ReportContent, ReportRow

__all__ = ["render_page"]

_MOST_ROWS = 5_000

_STYLE = """
:root{color-scheme:light dark;--edge:#c9ced6;--soft:#f2f4f7;--bad:#a11;--dim:#5a6270}
@media (prefers-color-scheme:dark){:root{--edge:#3c434d;--soft:#20252c;--bad:#f98;--dim:#9aa3af}}
body{font:15px/1.45 system-ui,"Noto Sans","Noto Sans SC",sans-serif;margin:2rem auto;
max-width:75rem;padding:0 1rem}
h1{font-size:1.5rem;margin:0 0 .2rem}h2{font-size:1.1rem;margin:2rem 0 .5rem}
p{margin:.2rem 0;color:var(--dim)}
dl{display:flex;flex-wrap:wrap;gap:.6rem;margin:1.2rem 0 0}
dl div{border:1px solid var(--edge);border-radius:.4rem;padding:.4rem .9rem;min-width:6rem}
dt{color:var(--dim);font-size:.85rem}dd{margin:0;font-size:1.25rem;font-variant-numeric:tabular-nums}
table{border-collapse:collapse;width:100%}caption{text-align:left;color:var(--dim);padding-bottom:.3rem}
th,td{padding:.3rem .6rem;border-bottom:1px solid var(--edge);text-align:left;vertical-align:top}
th{background:var(--soft);font-weight:600}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}td{overflow-wrap:break-word}
code{background:var(--soft);padding:.05rem .3rem;border-radius:.2rem}
.bad{color:var(--bad)}
""".strip()


def render_page(report: ReportContent) -> str:
    """The page for a report's JSON object."""
    return "\n".join(_page(report)) + "\n"


def _page(report: ReportContent) -> Iterator[str]:
    rows = report["recordings"]
    failed = [row for row in rows if row["status"] == "failed"]
    made = [row for row in rows if row["status"] in ("done", "skipped")]
    made.sort(key=lambda row: -sum(row["flags"].values()))
    yield '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width">'
    yield f"<title>Batch report: {escape(report['folder'])}</title>\n<style>{_STYLE}</style>"
    shard = f", shard {escape(report['shard'])}" if report["shard"] else ""
    yield f"<h1>Batch of {escape(report['source'])}{shard}</h1>"
    state = "interrupted" if report["interrupted"] else "ended"
    times = f"begun {report['started_at']}, {state} {report['ended_at']} (UTC)"
    yield f"<p>{times} · {escape(report['crew'])}</p>"
    yield f"<p>Testimony {escape(report['testimony'])} · transcripts in {escape(report['folder'])} · DRAFTS"
    yield "– UNREVIEWED MACHINE OUTPUT</p>"
    yield "<dl>" + "".join(_fact(*fact) for fact in _facts(report)) + "</dl>"
    yield from _failures(failed)
    yield from _made(made)
    if pending := report["counts"]["pending"]:
        yield f"<p>{pending} recordings were not reached; the same command goes on with them.</p>"
    yield "</html>"


def _facts(report: ReportContent) -> Iterator[tuple[str, str]]:
    counts = report["counts"]
    yield "done now", str(counts["done"])
    yield "done before", str(counts["skipped"])
    yield "failed", str(counts["failed"])
    if counts["pending"]:
        yield "not reached", str(counts["pending"])
    yield "sound, this run", _clock(report["audio_ms"] / 1000)
    yield "wall time", _clock(report["seconds"])
    yield "speed", f"{report['speed']:g} × real time"


def _fact(name: str, value: str) -> str:
    return f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"


def _failures(rows: list[ReportRow]) -> Iterator[str]:
    if not rows:
        return
    yield f'<h2 class="bad">Failed: {len(rows)}</h2>'
    lines = (
        (row["recording"], row["exit_code"], row["message"], f"<code>{escape(row['hint'])}</code>")
        for row in rows[:_MOST_ROWS]
    )
    heads = ("recording", "code", "what is wrong", "what to do next")
    yield from _table("", heads, lines, raw=3, numbers=range(1, 2))
    yield from _rest(rows)


def _made(rows: list[ReportRow]) -> Iterator[str]:
    if not rows:
        return
    yield f"<h2>Transcripts: {len(rows)}</h2>"
    common = set.intersection(*(set(row["warnings"]) for row in rows))
    yield from (f"<p>Of all of them: {escape(warning)}</p>" for warning in sorted(common))
    lines = (
        (
            row["transcript"],
            "before" if row["status"] == "skipped" else "now",
            _clock(row["duration_ms"] / 1000),
            f"{row['seconds']:.1f} s",
            f"{row['speed']:g} ×",
            str(row["segments"]),
            _flags(row, common),
        )
        for row in rows[:_MOST_ROWS]
    )
    heads = ("transcript", "done", "length", "time", "speed", "segments", "doubts")
    yield from _table("Those with the most doubts first.", heads, lines, numbers=range(2, 6))
    yield from _rest(rows)


def _flags(row: ReportRow, common: set[str]) -> str:
    found = ", ".join(f"{kind} {count}" for kind, count in row["flags"].items())
    return "; ".join(filter(None, (found, *(one for one in row["warnings"] if one not in common))))


def _rest(rows: list[ReportRow]) -> Iterator[str]:
    if len(rows) > _MOST_ROWS:
        yield f"<p>{len(rows) - _MOST_ROWS} more are in report.json.</p>"


def _table(
    caption: str,
    heads: tuple[str, ...],
    lines: Iterable[tuple[object, ...]],
    *,
    raw: int = -1,
    numbers: Sequence[int] = (),
) -> Iterator[str]:
    """A table; the column ``raw`` is HTML already, ``numbers`` stand to the right."""
    kinds = [' class="n"' if column in numbers else "" for column in range(len(heads))]
    yield "<table>" + (f"<caption>{escape(caption)}</caption>" if caption else "")
    yield "<tr>" + "".join(f"<th{kind}>{escape(head)}</th>" for kind, head in zip(kinds, heads, strict=True))
    for line in lines:
        cells = (
            f"<td{kinds[column]}>{cell if column == raw else escape(str(cell))}</td>"
            for column, cell in enumerate(line)
        )
        yield "<tr>" + "".join(cells)
    yield "</table>"


def _clock(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"
