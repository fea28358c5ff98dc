"""A translation memory at the commands: offered with score and difference, used only when asked."""

import json
import os
from pathlib import Path
from xml.sax.saxutils import escape

import made_up_hearing as hearing
import pytest
from product import Testimony

UNIT = '<tu tuid="{0}"><tuv xml:lang="{1}"><seg>{2}</seg></tuv><tuv xml:lang="{3}"><seg>{4}</seg></tuv></tu>'


def write_tmx(path: Path, *units: tuple[str, str, str, str]) -> Path:
    rows = "".join(UNIT.format(number, *map(escape, unit)) for number, unit in enumerate(units, start=1))
    path.write_text(
        f'<tmx version="1.4"><header srclang="*all*"/><body>{rows}</body></tmx>', encoding="utf-8"
    )
    return path


def exported(testimony: Testimony, name: str) -> dict[str, object]:
    done = testimony("export", name, "--to", "json")
    assert done.code == 0, done.err
    return json.loads(done.out)  # type: ignore[no-any-return]


def test_what_a_memory_holds_is_offered_and_enters_a_draft_only_when_asked(
    testimony: Testimony, excerpt: Path, tmp_path: Path
) -> None:
    run = ("run", excerpt, "--model", "demo")
    assert testimony(*run, "-o", "plain.testimony").code == 0
    plain = exported(testimony, "plain.testimony")
    rows = [row for row in plain["segments"] if row["target"]]  # type: ignore[attr-defined]
    first = rows[0]
    unit = (first["language"], first["source"], first["target_language"], "As approved before.")
    memory = write_tmx(tmp_path / "old.tmx", unit)

    assert testimony(*run, "-o", "offered.testimony", "--memory", memory).code == 0
    assert [row["target"] for row in exported(testimony, "offered.testimony")["segments"]] == [  # type: ignore[attr-defined]
        row["target"]
        for row in plain["segments"]  # type: ignore[attr-defined]
    ]

    assert testimony(*run, "-o", "used.testimony", "--memory", memory, "--memory-apply", "exact").code == 0
    used = exported(testimony, "used.testimony")
    same = [row for row in used["segments"] if row["source"] == first["source"]]  # type: ignore[attr-defined]
    assert [row["target"] for row in same] == ["As approved before."] * len(same)
    assert all(row["state"]["target"] == "unreviewed" for row in same)
    [made_by] = [
        value
        for name, value in used["provenance"].items()  # type: ignore[attr-defined]
        if name.startswith("memory")
    ]
    assert len(json.dumps(made_by).split('"')) > 1
    assert any(len(text) == 64 for text in json.dumps(made_by).split('"'))  # its SHA-256


def test_a_like_text_is_shown_with_score_and_difference(testimony: Testimony, tmp_path: Path) -> None:
    path = tmp_path / "case.testimony"
    hearing.make(path).close()
    row = next(one for one in exported(testimony, "case.testimony")["segments"] if one["target"])  # type: ignore[attr-defined]
    other = row["source"] + ("吗" if row["language"] == "zh" else " now")
    memory = write_tmx(
        tmp_path / "old.tmx", (row["language"], other, row["target_language"], "An old translation.")
    )
    home = {**os.environ, "TESTIMONY_HOME": str(tmp_path / "home")}
    done = testimony("show", "case.testimony", "--alternatives", row["id"], "--memory", memory, env=home)
    assert done.code == 0, done.err
    assert "An old translation." in done.out
    assert "%, old.tmx 1)" in done.out
    assert "[-" in done.out


def test_approved_pairs_go_out_as_tmx_and_come_back_as_a_memory(testimony: Testimony, tmp_path: Path) -> None:
    path = tmp_path / "case.testimony"
    hearing.make(path).close()
    row = next(one for one in exported(testimony, "case.testimony")["segments"] if one["target"])  # type: ignore[attr-defined]
    assert testimony("edit", path, row["id"], "--approve", "--by", "A. Reviewer").code == 0
    assert testimony("export", path, "--to", "tmx", "-o", "out.tmx").code == 0
    home = {**os.environ, "TESTIMONY_HOME": str(tmp_path / "home")}
    for memory in ("out.tmx", "case.testimony"):
        done = testimony("show", path, "--alternatives", row["id"], "--memory", memory, env=home)
        assert done.code == 0, done.err
        assert "memory (100 %" in done.out, memory


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("<tmx><body>", "this is no XML"),
        ('<!DOCTYPE x [\n<!ENTITY a "b">]><tmx/>', "line 2: the file declares entities"),
        ("<html/>", "not <tmx>"),
    ],
)
def test_a_memory_that_cannot_be_used_is_one_sentence_with_file_and_line(
    testimony: Testimony, excerpt: Path, tmp_path: Path, content: str, says: str
) -> None:
    path = tmp_path / "bad.tmx"
    path.write_text(content, encoding="utf-8")
    done = testimony(
        "run", excerpt, "--model", "demo", "--memory", path, "--memory-apply", "exact", "-o", "x.testimony"
    )
    assert done.code == 7
    assert says in done.err
    assert f"{path}, line" in done.err
    assert "Traceback" not in done.err
    assert not (tmp_path / "x.testimony").exists()


def test_an_encrypted_transcript_is_no_memory(testimony: Testimony, tmp_path: Path) -> None:
    pytest.importorskip("sqlcipher3")
    path = tmp_path / "locked.testimony"
    hearing.make(path).close()
    word = tmp_path / "passphrase"
    word.write_text("correct horse battery\n", encoding="utf-8")
    env = {**os.environ, "TESTIMONY_PASSPHRASE_FILE": str(word)}
    locked = testimony("encrypt", path, env=env)
    assert locked.code == 0, locked.err
    other = tmp_path / "case.testimony"
    hearing.make(other).close()
    # The passphrase is at hand, and it is refused all the same.
    done = testimony("show", other, "--alternatives", "1", "--memory", path, env=env)
    assert done.code == 7
    assert "encrypted, and an encrypted transcript is no memory" in done.err
