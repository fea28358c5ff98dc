"""``testimony check`` as scripts see it: an object a pair, exit 0 whatever was found, errors with a line."""

from pathlib import Path

import made_up_hearing as hearing
import pytest
from product import Testimony

HEADER = "source\ttarget\tsource_language\ttarget_language\n"
PLANTED = (
    ("我被拘留了十四天。", "I was detained for forty days.", "date_mismatch"),
    ("我没有签字。", "I signed.", "negation"),
    ("我们去了警察局。", "I went to the police station.", "pronoun"),
    ("他们打了我。", "他们打了我。", "untranslated"),
)


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.tsv"
    rows = [*PLANTED, ("请重复一遍。", "Please repeat that.", "")]
    path.write_text(HEADER + "".join(f"{row[0]}\t{row[1]}\tzh\ten\n" for row in rows), encoding="utf-8")
    return path


def test_planted_errors_are_found_and_a_right_pair_is_left_alone(testimony: Testimony, pairs: Path) -> None:
    done = testimony("check", pairs, "--json")
    assert done.code == 0, done.err
    assert [set(event) for event in done.events] == [{"row", "source", "target", "flags"}] * 5
    assert [event["row"] for event in done.events] == [1, 2, 3, 4, 5]
    for event, (source, target, kind) in zip(done.events, PLANTED, strict=False):
        assert (event["source"], event["target"]) == (source, target)
        assert kind in [flag["kind"] for flag in event["flags"]]  # type: ignore[attr-defined]
        assert {"kind", "severity", "note"} == set(event["flags"][0])  # type: ignore[index]
    assert done.events[4]["flags"] == []


def test_a_person_reads_the_flagged_pairs_only(testimony: Testimony, pairs: Path) -> None:
    done = testimony("check", pairs)
    assert done.code == 0
    assert "row 2: 我没有签字。" in done.out
    assert "row 5" not in done.out
    assert "5 pairs checked, 4 with flags" in done.err


def test_the_glossary_is_held_to(testimony: Testimony, tmp_path: Path, pairs: Path) -> None:
    terms = tmp_path / "terms.tsv"
    terms.write_text("term\tpreferred\tforbidden\n拘留\tcustody\tdetained\n", encoding="utf-8")
    done = testimony("check", pairs, "--glossary", terms, "--json")
    kinds = {flag["kind"] for flag in done.events[0]["flags"]}  # type: ignore[attr-defined]
    assert {"term_missing", "term_forbidden"} <= kinds


def test_bad_tables_and_glossaries_are_one_sentence_with_file_and_line(
    testimony: Testimony, tmp_path: Path, pairs: Path
) -> None:
    bad = tmp_path / "bad.tsv"
    bad.write_bytes(HEADER.encode() + "是\tYes\tzh\ten\n".encode("gb18030"))
    done = testimony("check", bad)
    assert done.code == 7
    assert f"{bad}, line 2: the table is not UTF-8" in done.err
    assert "Traceback" not in done.err
    done = testimony("check", pairs, "--glossary", bad)
    assert done.code == 7
    assert f"{bad}, line 2" in done.err


def test_an_error_planted_by_an_edit_is_flagged_and_a_waiver_holds(
    testimony: Testimony, tmp_path: Path
) -> None:
    path = tmp_path / "case.testimony"
    hearing.make(path).close()
    before = testimony("check", path, "--json").events
    assert [event["row"] for event in before] == list(range(1, len(before) + 1))
    wrong = "They held me in a detention center for nine months."
    assert testimony("edit", path, "3", "--target", wrong, "--by", "Ann Li").code == 0
    assert "date_mismatch" in testimony("show", path, "--flags").out
    event = testimony("check", path, "--json").events[2]
    assert (event["row"], event["target"]) == (3, wrong)
    assert "date_mismatch" in [flag["kind"] for flag in event["flags"]]  # type: ignore[attr-defined]
    assert "segment 3:" in testimony("check", path).out
    assert testimony("edit", path, "3", "--waive", "date_mismatch", "--by", "Ann Li").code == 0
    event = testimony("check", path, "--json").events[2]
    assert "date_mismatch" not in [flag["kind"] for flag in event["flags"]]  # type: ignore[attr-defined]


def test_a_missing_transcript_is_a_transcript_error(testimony: Testimony) -> None:
    done = testimony("check", "missing.testimony")
    assert done.code == 9
    assert "missing.testimony" in done.err
