"""A Chinese screen shows no English note of a check or guard."""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

import transcribe.guards
from translate.checks import check_pair
from tui.catalogue.note_texts import NOTE_TEXTS
from tui.flag_notes import note_in

_QUOTED = re.compile(r"[“\"'].*?[”\"']|\d+(\.\d+)?")
SAMPLES = Path(__file__).parents[2] / "samples"
GUARDS = sorted(Path(transcribe.guards.__file__).parent.glob("*.py"))


def _templates(path: Path) -> Iterator[str]:
    """The sentences that a module makes notes of: its strings, those of explanations and docs left out."""
    tree = ast.parse(path.read_text("utf-8"))
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict) or (
            isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        ):
            skipped.update(ast.walk(node))
        if isinstance(node, ast.JoinedStr):
            skipped.update(one for one in ast.walk(node) if one is not node)
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(one.value) if isinstance(one, ast.Constant) else "7" for one in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        if re.search(r"[a-z] [a-z].*[.]$", text) and not text.startswith("7 here") and "7; what" not in text:
            yield text.strip()


@pytest.mark.parametrize("path", GUARDS, ids=lambda path: path.stem)
def test_each_sentence_of_a_guard_has_its_chinese(path: Path) -> None:
    for text in _templates(path):
        assert note_in("zh", text) != text, text


def test_notes_of_checks_have_their_chinese() -> None:
    with (SAMPLES / "hearing" / "script.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    notes = set()
    for one, other in product(rows, rows[::3]):
        tag = one["language"]
        for flag in check_pair(one["source"], other["target"], tag, "en" if tag.startswith("zh") else "zh"):
            notes.add(flag.note)
    assert len(notes) > 200
    assert [note for note in notes if note and note_in("zh", note) == note] == []


@pytest.mark.parametrize("template", NOTE_TEXTS)
def test_what_a_note_quotes_is_kept(template: str) -> None:
    names = re.findall(r"\{(\w+)\}", template)
    note = template.format(**{name: f"甲{number}乙" for number, name in enumerate(names)})
    chinese = note_in("zh", note)
    assert chinese != note
    for number in range(len(names)):
        assert f"甲{number}乙" in chinese


def test_two_notes_in_one_and_a_note_by_hand() -> None:
    both = "There is no translation. The translation lacks 三."
    assert note_in("zh", both) == "没有译文。译文缺少三。"
    assert note_in("zh", "Ask the witness again.") == "Ask the witness again."
    assert note_in("en", both) == both
