"""The case's terms at the commands: looked at, translated with, kept in what a draft was made from."""

import hashlib
import json
import os
import re
from pathlib import Path

import made_up_hearing as hearing
import pytest
from product import ROOT, Testimony

STARTER = ROOT / "samples" / "glossary" / "immigration-zh-en.tsv"


@pytest.fixture
def terms(tmp_path: Path) -> Path:
    path = tmp_path / "terms.tsv"
    rows = ("term\tpreferred\tkind", "拘留\tdetention\tterm", "阿依古丽\tAyigul\tname")
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def test_the_starter_glossary_can_be_worked_with(testimony: Testimony) -> None:
    done = testimony("glossary", "check", STARTER)
    assert done.code == 0, done.err
    assert hashlib.sha256(STARTER.read_bytes()).hexdigest() in done.out
    assert "rows in force" in done.out
    assert done.err == ""


def test_what_a_glossary_holds_is_counted_and_a_form_in_two_rows_is_a_warning(
    testimony: Testimony, tmp_path: Path
) -> None:
    path = tmp_path / "terms.tsv"
    rows = (
        "term\tvariants\tpreferred\tkind",
        "拘留\t羁押\tdetention\t",
        "羁押\t\tcustody\t",
        "王芳\t\tWang\tname",
    )
    path.write_text("\n".join(rows), encoding="utf-8")
    done = testimony("glossary", "check", path)
    assert done.code == 0
    assert "3 rows in force (terms 2, names 1)" in done.out
    assert f"{path}, line 3: 羁押 is in line 2 too" in done.err


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("term\tnote\n拘留\tx\n", "line 1"),
        ("term\tpreferred\n拘留\tdetention\n拘留\tarrest\n", "line 3"),
        ("term\tpreferred\n拘留\t=cmd()\n", "line 2"),
    ],
)
def test_a_glossary_that_cannot_be_used_is_one_sentence_and_exit_7(
    testimony: Testimony, tmp_path: Path, content: str, says: str
) -> None:
    path = tmp_path / "terms.tsv"
    path.write_text(content, encoding="utf-8")
    done = testimony("glossary", "check", path)
    assert done.code == 7
    assert f"{path}, {says}:" in done.err
    assert "Traceback" not in done.err


def test_a_draft_says_which_glossary_it_was_held_to_and_goes_on_with_that_one_alone(
    testimony: Testimony, excerpt: Path, terms: Path
) -> None:
    command = ("run", excerpt, "--model", "demo")
    done = testimony(*command, "--glossary", terms)
    assert done.code == 0, done.err
    made_by = json.loads(testimony("export", "excerpt.testimony", "--to", "json").out)["provenance"]
    settings = {name: value["settings"] for name, value in made_by.items()}
    [translation] = [value for name, value in settings.items() if name.startswith("mt")]
    [speech] = [value for name, value in settings.items() if name.startswith("asr")]
    assert translation["glossary"] == hashlib.sha256(terms.read_bytes()).hexdigest()
    assert "阿依古丽" not in speech["hotwords"]  # names of the case leave no export; their digest does
    assert re.search("[0-9a-f]{16}", speech["hotwords"])
    shown = testimony("show", "excerpt.testimony", "--alternatives", "1")
    assert shown.code == 0
    assert re.search(r"^  target \((zh|en), -?\d+\.\d\d\): \S", shown.out, re.MULTILINE), shown.out
    assert re.search(r"^    \S+[+-]\d\.\d\d \S+[+-]\d\.\d\d", shown.out, re.MULTILINE), shown.out
    assert "complete already" in testimony(*command, "--glossary", terms).err
    assert testimony(*command).code == 9
    terms.write_text(terms.read_text(encoding="utf-8") + "\n#\n", encoding="utf-8")
    assert testimony(*command, "--glossary", terms).code == 9


def test_lines_are_translated_with_a_glossary_too(testimony: Testimony, terms: Path, tmp_path: Path) -> None:
    lines = tmp_path / "lines.txt"
    lines.write_text("我被拘留了三天。\n", encoding="utf-8")
    command = ("translate", lines, "--from", "zh", "--to", "en", "--model", "demo")
    done = testimony(*command, "--glossary", terms)
    assert done.code == 0, done.err
    assert done.out.strip()
    missing = testimony(*command, "--glossary", tmp_path / "missing.tsv")
    assert missing.code == 7
    assert "missing.tsv cannot be read" in missing.err


def test_where_no_engine_is_installed_the_kept_alternatives_are_still_shown(
    testimony: Testimony, tmp_path: Path
) -> None:
    path = tmp_path / "case.testimony"
    hearing.make(path).close()
    home = {**os.environ, "TESTIMONY_HOME": str(tmp_path / "home")}
    done = testimony("show", path, "--alternatives", "1", env=home)
    assert done.code == 0
    assert "no translations can be offered" in done.err
    assert "1 source (zh)" in done.out
