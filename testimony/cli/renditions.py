"""``testimony renditions``: what was said and what the interpreter said, paired, compared, decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from testimony.app.jobs import open_glossary
from testimony.cli._files import open_readonly
from testimony.cli._review import by_option, open_session, take_over_option
from testimony.runtime.exit_codes import ExitCode
from testimony.text.json_values import JsonObject
from testimony.text.terminal import json_line, safe

if TYPE_CHECKING:
    from testimony.app.renditions import Outcome
    from testimony.transcript.edits import Document
    from testimony.transcript.findings import Finding, Verdict
    from testimony.transcript.rendered import RenderedPair
    from testimony.transcript.types import Segment

__all__ = ["command"]

_GRADES = ("minor", "major", "critical")
_DECISIONS = {"accept": "accepted", "reject": "rejected", "reopen": "open"}


class _Options(TypedDict):
    """The options as they were typed."""

    only_list: bool
    everything: bool
    as_json: bool
    glossary: Path | None
    finding: int | None
    accept: bool
    reject: bool
    reopen: bool
    grade: str | None
    proposal: str | None
    remark: str | None
    by: str | None
    take_over: bool


@click.command("renditions")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--list", "only_list", is_flag=True, help="List what was made before; pair nothing anew.")
@click.option("--all", "everything", is_flag=True, help="List the pairs without findings too.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a pair, all of them.")
@click.option(
    "--glossary", type=click.Path(path_type=Path), help="The case's terms (TSV or TBX) to compare by."
)
@click.option("--finding", type=click.IntRange(1), metavar="N", help="Decide about finding N of the list.")
@click.option("--accept", is_flag=True, help="With --finding: it is an error of the interpreter.")
@click.option("--reject", is_flag=True, help="With --finding: it is none.")
@click.option("--reopen", is_flag=True, help="With --finding: it is to be decided again.")
@click.option("--grade", type=click.Choice(_GRADES), help="With --finding: how much it weighs.")
@click.option("--proposal", metavar="TEXT", help="With --finding: the rendition as it should have been.")
@click.option("--remark", metavar="TEXT", help="With --finding: a note for the log.")
@by_option
@take_over_option
def command(file: Path, **asked: Unpack[_Options]) -> int:
    """Pair FILE's interpreter with those they interpret, compare, and list the differences.

    The numbers are those of the discrepancy log (testimony export --to discrepancies). Pairing again
    keeps what people linked, unlinked and decided.
    """
    verdict = _verdict(asked)
    if asked["finding"] is None and verdict:
        raise click.UsageError("Name the finding to decide about: --finding N.")
    if asked["finding"] is not None and not verdict:
        raise click.UsageError("Say what to do with the finding: --accept, --reject, --grade, --remark …")
    if asked["only_list"]:
        with open_readonly(file) as store:
            _show(store.document(), asked)
        return ExitCode.DONE
    terms = open_glossary(asked["glossary"])
    with open_session(file, asked["by"], take_over=asked["take_over"], glossary=terms) as session:
        if asked["finding"] is not None:
            finding = _numbered(session.document, asked["finding"])
            session.renditions.decide(finding.id, **verdict)
            click.echo(f"{file}: finding {asked['finding']} changed.", err=True)
            return ExitCode.DONE
        from testimony.app.renditions import make_renditions

        outcome = make_renditions(session, terms)
        _show(session.document, asked)
    _tell(file, outcome)
    return ExitCode.DONE


def _verdict(asked: _Options) -> Verdict:
    from testimony.transcript.findings import Decision, Grade, Verdict

    made = [decision for name, decision in _DECISIONS.items() if asked.get(name)]
    if len(made) > 1:
        raise click.UsageError("--accept, --reject and --reopen exclude each other.")
    verdict = Verdict()
    if made:
        verdict["decision"] = Decision(made[0])
    if asked["grade"]:
        verdict["grade"] = Grade(asked["grade"])
    if asked["proposal"] is not None:
        verdict["proposal"] = asked["proposal"]
    if asked["remark"] is not None:
        verdict["remark"] = asked["remark"]
    return verdict


def _numbered(document: Document, number: int) -> Finding:
    from testimony.transcript.errors import EditRefused
    from testimony.transcript.rendered import rendered_pairs

    for pair in rendered_pairs(document):
        for known, finding in pair.findings:
            if known == number:
                return finding
    raise EditRefused(f"There is no finding {number}.", "testimony renditions FILE --list")


def _show(document: Document, asked: _Options) -> None:
    from testimony.transcript.rendered import rendered_pairs

    for pair in rendered_pairs(document):
        if asked["as_json"]:
            click.echo(json_line(_value(document, pair)))
        elif pair.findings or asked["everything"]:
            for line in _lines(document, pair):
                click.echo(safe(line))


def _value(document: Document, pair: RenderedPair) -> JsonObject:
    from testimony.transcript.renditions import is_stale

    rows = (*pair.originals, *pair.renditions)
    return {
        "originals": [one.id for one in pair.originals],
        "renditions": [one.id for one in pair.renditions],
        "start_ms": min((one.start_ms for one in rows), default=0),
        "said": _text(pair.originals),
        "rendered": _text(pair.renditions),
        "machine": pair.machine,
        "by_person": pair.by_person,
        "findings": [
            {
                "number": number,
                "kind": finding.kind.value,
                "grade": finding.grade.value,
                "note": finding.note,
                "sure": finding.sure,
                "doubt": finding.doubt,
                "decision": finding.decision.value,
                "proposal": finding.proposal,
                "remark": finding.remark,
                "by": finding.by,
                "stale": is_stale(document, finding),
            }
            for number, finding in pair.findings
        ],
    }


def _text(rows: Sequence[Segment]) -> str:
    return " ".join(one.source for one in rows)


def _lines(document: Document, pair: RenderedPair) -> Iterator[str]:
    from testimony.transcript.renditions import is_stale

    rows = (*pair.originals, *pair.renditions)
    minutes, seconds = divmod(min((one.start_ms for one in rows), default=0) // 1000, 60)
    sides = [",".join(one.id for one in side) or "–" for side in (pair.originals, pair.renditions)]
    by = "  linked by a person" if pair.by_person else ""
    yield f"{minutes}:{seconds:02d}  {sides[0]} → {sides[1]}{by}"
    yield f"    said      {_text(pair.originals) or '–'}"
    yield f"    rendered  {_text(pair.renditions) or '–'}"
    if pair.machine:
        yield f"    machine   {pair.machine}"
    for number, finding in pair.findings:
        sure = "" if finding.sure else ", likely"
        stale = ", the text changed since" if is_stale(document, finding) else ""
        state = f"{finding.kind.value}, {finding.grade.value}{sure}, {finding.decision.value}{stale}"
        yield f"  {number:>3}  {state}: {finding.note}"
        for extra in (finding.doubt, finding.proposal and f"better: {finding.proposal}", finding.remark):
            if extra:
                yield f"       {extra}"


def _tell(file: Path, outcome: Outcome) -> None:
    if not outcome.interpreted:
        click.echo(
            f"{file}: no interpreter can be made out; nothing was paired."
            f"\n  link by hand   testimony edit {file} --link 58,59",
            err=True,
        )
        return
    kept = "" if outcome.changed else "; as before"
    click.echo(f"{file}: {outcome.links} renditions, {outcome.findings} findings{kept}.", err=True)
    if outcome.asides:
        click.echo(f"  {outcome.asides} turns in which the interpreter speaks for themself", err=True)
    if outcome.record_only:
        click.echo(f"  {outcome.record_only} turns in the record's language that nobody rendered", err=True)
    if outcome.unknown:
        click.echo(
            f"  {outcome.unknown} turns without a counterpart; name the interpreter to tell what they are:"
            f" testimony edit {file} S1 --role interpreter",
            err=True,
        )
