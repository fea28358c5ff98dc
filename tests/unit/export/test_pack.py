"""The attorney's pack: each part says what is true and cites the same lines; it is there whole or not."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from dataclasses import replace
from pathlib import Path

import made_up_hearing as made_up
import pypdf
import pytest
from click.testing import CliRunner
from samples_of_speech import APPROVED, hearing, many, one

from testimony.app.session import Session
from testimony.app.transcripts import read_record, read_transcript
from testimony.cli.export import command
from testimony.export import FORMATS, Exhibit, ExportOptions, export, export_pack, render
from testimony.export.formats.pack.times import line_times
from testimony.export.formats.pack.versions import changed_runs, pairs_of
from testimony.export.pack import INDEX, SUMS
from testimony.export.pages.numbering import Numbering, spots_of
from testimony.export.pages.word_index import LEFT_OUT, word_index
from testimony.export.prepare import prepare
from testimony.transcript.errors import ExportError, OutputExists
from testimony.transcript.types import Flag, FlagKind, Note, Severity, Side, Transcript


def text_of(data: bytes) -> str:
    return " ".join(
        "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages).split()
    )


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A transcript in its file, three lines of it changed by two people."""
    path = tmp_path / "case.testimony"
    made_up.make(path).close()
    with Session.open(path, made_up.ANN, checks=None) as session:
        session.correct("1", Side.TARGET, "I left Xinjiang in April of last year.")
        session.marks.add_note("1", "Heard again at half speed.")
    with Session.open(path, made_up.BEN, checks=None) as session:
        session.correct("3", Side.SOURCE, "他们把我关在看守所四个月")
    return path


def whole(path: Path, **options: object) -> tuple[Transcript, ExportOptions]:
    return read_transcript(path, words=True), ExportOptions(record=read_record(path), **options)  # type: ignore[arg-type]


def test_the_index_cites_lines_that_hold_the_word() -> None:
    job = prepare(many(60), FORMATS["index"], ExportOptions())
    lines = {spot: line.text for spot, line, _ in spots_of(job)}
    following = dict(zip(lines, [*list(lines)[1:], None], strict=True))
    parts = word_index(job)
    entries = [entry for part in parts for entry in part.entries]
    assert {"detained", "march", "2019", "李明", "拘留", "律师"} <= {entry.word for entry in entries}
    for entry in entries:
        for spot in entry.places:
            after = following[spot]
            near = lines[spot] + (lines[after] if after else "")
            assert entry.word.lower() in near.lower(), entry
    assert not {word for words in LEFT_OUT.values() for word in words} & {entry.word for entry in entries}
    assert "witness" not in {entry.word for entry in entries}  # the label of a speaker is nobody's word


def test_chinese_stands_under_its_pinyin_with_its_characters() -> None:
    parts = word_index(prepare(one("重庆的律师去银行。安全第一。"), FORMATS["index"], ExportOptions()))
    found = {entry.word: (part.heading, entry.reading) for part in parts for entry in part.entries}
    assert found["重庆"] == ("C (pinyin)", "chóngqìng")
    assert found["律师"] == ("L (pinyin)", "lǜshī")
    assert found["银行"] == ("Y (pinyin)", "yínháng")
    headings = [part.heading for part in parts]
    assert headings == sorted(headings)


def test_a_word_is_counted_as_often_as_it_is_said() -> None:
    transcript = one("律师，律师！" * 40, "lawyer " * 30)
    entries = {
        e.word: e
        for part in word_index(prepare(transcript, FORMATS["index"], ExportOptions()))
        for e in part.entries
    }
    assert (entries["律师"].count, entries["lawyer"].count) == (80, 30)


def test_the_condensed_transcript_has_four_numbered_pages_on_one_and_the_index_behind() -> None:
    job = prepare(many(120), FORMATS["condensed"], ExportOptions())
    pages = pypdf.PdfReader(io.BytesIO(render(many(120), "condensed", ExportOptions()))).pages
    numbers = [re.findall(r"Page (\d)", page.extract_text()) for page in pages[:2]]
    assert numbers == [["1", "2", "3", "4"], ["5", "6", "7", "8"]]
    last = Numbering(job).pages
    sheets = -(-last // 4)
    assert "Word index" not in pages[sheets - 1].extract_text()
    assert "Word index" in pages[sheets].extract_text()
    said = "".join("".join(page.extract_text().split()) for page in pages[:sheets])
    for segment in many(120).segments:
        assert "".join(segment.source.split())[:12] in said


def test_a_line_is_timed_by_its_words_and_else_by_its_share() -> None:
    base = hearing(words=True)
    job = prepare(base, FORMATS["times"], ExportOptions())
    for segment in base.segments:
        placed = [(spot, line) for spot, line, name in spots_of(job) if name == segment.id]
        times = line_times(segment, placed)
        assert [measured for _, _, measured in times] == [not line.translated for _, line in placed]
        assert all(segment.start_ms <= start <= end <= segment.end_ms for start, end, _ in times)
        for side in (False, True):
            starts = [t[0] for t, (_, line) in zip(times, placed, strict=True) if line.translated is side]
            assert starts == sorted(starts)
    edited = replace(base.segments[0], source="Something else was said.")
    assert not any(measured for _, _, measured in line_times(edited, placed))


def test_the_table_of_times_has_a_row_for_every_printed_line() -> None:
    rows = list(csv.DictReader(io.StringIO(render(many(60), "times", ExportOptions()).decode("utf-8-sig"))))
    job = prepare(many(60), FORMATS["times"], ExportOptions())
    assert [f"{row['page']}:{row['line']}" for row in rows] == [str(spot) for spot, _, _ in spots_of(job)]
    assert rows[0]["start"] == "00:00:00.000"
    assert {row["measured"] for row in rows} == {"estimated"}
    assert all("DRAFT" in row["document_status"] for row in rows)


def test_the_errata_sheet_lists_what_people_changed_with_reason_and_name(case: Path) -> None:
    transcript, options = whole(case)
    text = text_of(render(transcript, "errata", options))
    assert "2 of 12 passages were changed" in text
    assert "1:1 translation" in text
    assert "April" in text
    assert "March" in text
    assert "Ann Li: Heard again at half speed." in text
    assert "Ben Wu" in text
    assert "none noted" in text
    assert "When did you leave" not in text
    assert text.startswith("UNSIGNED")


def test_an_errata_sheet_of_an_untouched_draft_says_so(tmp_path: Path) -> None:
    path = tmp_path / "case.testimony"
    made_up.make(path).close()
    assert "0 of 12 passages were changed" in text_of(render(*_named(path, "errata")))


def _named(path: Path, name: str) -> tuple[Transcript, str, ExportOptions]:
    transcript, options = whole(path)
    return transcript, name, options


def test_a_doubt_that_the_draft_had_is_a_reason_and_one_that_stands_is_none() -> None:
    doubt = Flag(FlagKind.NUMBER_MISMATCH, Severity.WARN, "x")
    before = replace(one("三", "three").segments[0], flags=(doubt,))
    after = replace(before, target="four", flags=())
    from testimony.export.formats.pack.errata import _reason  # the rule itself

    (pair,) = pairs_of([before], [after])
    assert _reason(pair) == "the draft was marked: number mismatch"
    (pair,) = pairs_of([before], [replace(after, flags=(doubt,))])
    assert _reason(pair) == "none noted"
    (pair,) = pairs_of([before], [replace(after, notes=(Note("Ann", "Why."),))])
    assert _reason(pair).startswith("Ann: Why.")


def test_versions_are_paired_through_splits_merges_and_other_ids() -> None:
    base = many(4).segments
    split = (replace(base[1], id="2.1", end_ms=5_000), replace(base[1], id="2.2", start_ms=5_000))
    merged = replace(base[2], id="3+4", end_ms=base[3].end_ms)
    pairs = list(pairs_of(base, [base[0], *split, merged]))
    assert [([o.id for o in p.earlier], [n.id for n in p.later]) for p in pairs] == [
        (["1"], ["1"]),
        (["2"], ["2.1", "2.2"]),
        (["3", "4"], ["3+4"]),
    ]
    others = [replace(segment, id=f"x{segment.id}") for segment in base]
    assert [len(p.earlier) == len(p.later) == 1 for p in pairs_of(base, others)] == [True] * 4
    assert not any(p.changed for p in pairs_of(base, others))


def test_what_is_gone_and_what_is_new_is_marked_and_nothing_is_lost() -> None:
    gone, new = changed_runs("我关了三个月。 Held three months.", "我关了四个月。 Held for four months.")
    assert "".join(run.text for run in gone) == "我关了三个月。 Held three months."
    assert "".join(run.text for run in new) == "我关了四个月。 Held for four months."
    assert [run.text for run in gone if run.kind == "gone"] == ["三", "three"]
    assert "四" in [run.text for run in new if run.kind == "new"]


def test_a_comparison_is_with_the_draft_or_with_another_version(case: Path, tmp_path: Path) -> None:
    transcript, options = whole(case)
    text = text_of(render(transcript, "comparison", options))
    assert "2 of 12 passages differ" in text
    assert "the machine's draft" in text
    other = tmp_path / "other.testimony"
    made_up.make(other).close()
    run = CliRunner().invoke(
        command, [str(case), "--to", "comparison", "--against", str(other), "-o", str(tmp_path / "c.pdf")]
    )
    assert run.exit_code == 0, run.output
    written = text_of((tmp_path / "c.pdf").read_bytes())
    assert f"history head {read_transcript(other).history_head}" in written
    assert "2 of 12 passages differ" in written


def test_the_table_of_exhibits_asserts_nothing() -> None:
    text = text_of(render(one("请看证据三。", "Look at Exhibit 3."), "exhibits", ExportOptions()))
    assert "Exhibit 3 1:1" in text
    assert "for a person to fill in" in text
    assert "name no exhibit" in text_of(render(one("好。", "Good."), "exhibits", ExportOptions()))


def test_what_tells_of_the_file_is_refused_without_it() -> None:
    for name in ("errata", "comparison", "custody"):
        with pytest.raises(ExportError, match="the transcript's file"):
            render(hearing(), name, ExportOptions())


def test_the_pack_holds_every_part_with_its_hash_and_numbers_run_on(case: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    exhibit = Exhibit(case="Matter of L-M-", bates="LM0098", stamp="EXHIBIT 4", tab="C")
    transcript, options = whole(case, exhibit=exhibit)
    done = export_pack(transcript, options, folder)
    names = {path.name for path in folder.iterdir()}
    parts = [part.name for kind in FORMATS.values() for part in kind.pack]
    assert names == {*parts, SUMS, INDEX} - {"discrepancies.pdf"}
    assert {path.name for path in done.paths} == names
    page = (folder / INDEX).read_text(encoding="utf-8")
    listed = (line.split("  ") for line in (folder / SUMS).read_text().splitlines())
    sums = {name: digest for digest, name in listed}
    assert sums.keys() == names - {SUMS, INDEX}
    for name, digest in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
        assert digest in page
        assert f'href="{name}"' in page
    letter = "".join(text_of((folder / "custody.pdf").read_bytes()).split())
    assert all(digest in letter for name, digest in sums.items() if name != "custody.pdf")
    assert "There are no findings" in page  # why the discrepancy log is left out
    stamped = [
        number
        for part in parts
        if part in names and part.endswith(".pdf")
        for sheet in pypdf.PdfReader(folder / part).pages
        for number in re.findall(r"LM(\d{4})", sheet.extract_text())
    ]
    assert stamped == [f"{98 + n:04}" for n in range(len(stamped))]
    assert folder.stat().st_mode & 0o777 == 0o700


def test_every_part_cites_the_same_page_and_line(case: Path, tmp_path: Path) -> None:
    transcript, options = whole(case, exhibit=Exhibit(start_page=31))
    export_pack(transcript, options, tmp_path / "pack")
    places = Numbering(
        prepare(transcript, FORMATS["pdf"], ExportOptions(layout="court", exhibit=options.exhibit))
    ).places
    columns = text_of((tmp_path / "pack/columns.pdf").read_bytes())
    assert all(f"{place} 00:" in columns for place in places.values())
    ascii_pages = (tmp_path / "pack/transcript.txt").read_text(encoding="utf-8").split("\f")
    numbered = {page.split()[0]: page.splitlines() for page in ascii_pages}
    for name, place in places.items():
        page, line = place.split(":")
        segment = next(s for s in transcript.segments if s.id == name)
        assert segment.source[:5] in numbered[page][int(line)]
    times = (tmp_path / "pack/line-times.csv").read_text(encoding="utf-8-sig")
    assert '"31","1"' in times
    assert places["1"] in text_of((tmp_path / "pack/errata.pdf").read_bytes())


def test_a_pack_is_there_whole_or_not_at_all(case: Path, tmp_path: Path) -> None:
    transcript, options = whole(case)
    folder = tmp_path / "pack"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    with pytest.raises(OutputExists):
        export_pack(transcript, options, folder)
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]
    bad = replace(transcript, segments=(replace(transcript.segments[0], source="\U0002a6a5\ue000"),))
    with pytest.raises(ExportError, match="cannot draw"):
        export_pack(bad, replace(options, force=True), folder)
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]
    fresh = tmp_path / "fresh"
    with pytest.raises(ExportError, match="cannot draw"):
        export_pack(bad, options, fresh)
    assert not fresh.exists()
    export_pack(transcript, replace(options, force=True), folder)
    assert (folder / "mine.txt").read_text() == "mine"
    assert (folder / INDEX).exists()


def test_a_redacted_pack_leaves_the_draft_out_and_leaks_nothing(case: Path, tmp_path: Path) -> None:
    profile = tmp_path / "profile.toml"
    terms = (("新疆", "[PLACE]"), ("Xinjiang", "[PLACE]"), ("Ben Wu", "[REVIEWER]"))
    profile.write_text(
        "".join(f"[[term]]\ntext = '{text}'\nreplacement = '{instead}'\n" for text, instead in terms),
        encoding="utf-8",
    )
    transcript, options = whole(case, redact=profile, exhibit=Exhibit(case="Matter of Ben Wu"))
    folder = tmp_path / "pack"
    export_pack(transcript, options, folder)
    assert not {"errata.pdf", "comparison.pdf"} & {path.name for path in folder.iterdir()}
    assert "nobody decided" in (folder / INDEX).read_text(encoding="utf-8")
    for path in folder.iterdir():
        text = text_of(path.read_bytes()) if path.suffix == ".pdf" else path.read_text(encoding="utf-8")
        for secret in ("新疆", "Xinjiang", "Ben Wu"):
            assert secret not in text, (path.name, secret)
    with pytest.raises(ExportError, match="name of the folder"):
        export_pack(transcript, options, tmp_path / "Xinjiang pack")
    for name in ("errata", "comparison"):
        with pytest.raises(ExportError, match="--redact does not apply"):
            export(transcript, name, options, tmp_path / f"{name}.pdf")


def test_the_command_makes_a_pack_and_refuses_what_contradicts_it(case: Path, tmp_path: Path) -> None:
    run = CliRunner()
    done = run.invoke(
        command, [str(case), "--pack", str(tmp_path / "p"), "--paper", "a4", "--court", "federal"]
    )
    assert done.exit_code == 0, done.output
    assert (tmp_path / "p" / INDEX).exists()
    for extra in (["--to", "pdf"], ["-o", "x.pdf"], ["--layout", "court"]):
        refused = run.invoke(command, [str(case), "--pack", str(tmp_path / "q"), *extra])
        assert refused.exit_code == 2
        assert not (tmp_path / "q").exists()
    assert run.invoke(command, [str(case)]).exit_code == 2


def test_an_option_that_no_part_takes_is_refused(case: Path, tmp_path: Path) -> None:
    transcript, options = whole(case, width=90)
    with pytest.raises(ExportError, match="--width does not apply"):
        export_pack(transcript, options, tmp_path / "p")


def test_a_reviewed_pack_shows_no_states_of_lines(tmp_path: Path) -> None:
    text = text_of(render(hearing(state=APPROVED), "pdf", ExportOptions()))
    assert "2A" not in text
    assert "A/A" not in text
    assert "U/U" in text_of(render(hearing(), "pdf", ExportOptions()))
