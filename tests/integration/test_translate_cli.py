"""Lines and pairs that no engine was made for: one out for each one in, and no traceback."""

from pathlib import Path

import pytest
from product import Testimony

ODD = ["😀😀", "𠮷先生说 hello 你好。", "مەن ئۇيغۇر", "…", "", "我" * 5000, "他们打了我。" * 800]


def test_a_line_comes_out_for_each_line_however_odd(testimony: Testimony, tmp_path: Path) -> None:
    lines = tmp_path / "lines.txt"
    lines.write_text("\n".join(ODD) + "\n", encoding="utf-8")
    done = testimony("translate", lines, "--from", "zh", "--to", "en", "--model", "demo")
    assert done.code == 0, done.err
    made = done.out.split("\n")[:-1]
    assert len(made) == len(ODD)
    assert (made[0], made[3], made[4]) == ("😀😀", "…", "")
    assert "𠮷" in made[1]
    assert "Traceback" not in done.err


def test_odd_pairs_are_checked(testimony: Testimony, tmp_path: Path) -> None:
    table = tmp_path / "pairs.tsv"
    rows = ["source\ttarget\tsource_language\ttarget_language"]
    rows += [f"{text}\t{text[:40]}\tzh\ten" for text in ODD if text]
    rows += ["مەن ئۇيغۇر\tI am Uyghur\tug\ten"]
    table.write_text("\n".join(rows), encoding="utf-8")
    done = testimony("check", table, "--json")
    assert done.code == 0, done.err
    assert len(done.out.splitlines()) == len(rows) - 1


@pytest.mark.parametrize(("source", "target"), [("ug", "en"), ("en", "fr")])
def test_a_pair_that_no_package_leads_to_is_one_sentence_and_exit_5(
    testimony: Testimony, source: str, target: str
) -> None:
    done = testimony("translate", "--from", source, "--to", target, "--model", "demo", input="Hello\n")
    assert done.code == 5
    assert f"from {source} to {target}" in done.err
    assert "Traceback" not in done.err


def test_text_in_another_encoding_is_named(testimony: Testimony, tmp_path: Path) -> None:
    lines = tmp_path / "lines.txt"
    lines.write_bytes("他们打了我。".encode("gb18030"))
    done = testimony("translate", lines, "--from", "zh", "--to", "en", "--model", "demo")
    assert done.code == 7
    assert f"{lines} cannot be read as UTF-8" in done.err
