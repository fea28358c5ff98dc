"""A check is one module and one line of the registry; nothing else has to name it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from testimony.transcript.types import FlagKind, Severity
from translate.checks import RULES, check_pair, explain, registry
from translate.checks.pair import Pair
from translate.checks.rule import Finding, Rule


def _find(pair: Pair) -> Iterator[Finding]:
    if "toy" in pair.en:
        yield Severity.WARN, "A toy is named."


TOY = Rule(FlagKind.TERM_FORBIDDEN, "A toy is named in the English.", _find)


def test_a_new_check_in_the_registry_is_run_waived_and_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    pair = ("他买了玩具。", "He bought a toy.", "zh", "en")
    assert TOY.kind not in {flag.kind for flag in check_pair(*pair)}
    monkeypatch.setattr(registry, "RULES", (*RULES, TOY))
    assert [flag.note for flag in check_pair(*pair) if flag.kind is TOY.kind] == ["A toy is named."]
    assert TOY.kind not in {flag.kind for flag in check_pair(*pair, waived={TOY.id})}
    assert "A toy is named in the English." in explain(TOY.kind)


def test_each_check_is_named_by_its_module_and_the_registry_alone() -> None:
    root = Path(registry.__file__).parents[2]
    texts = {
        path: path.read_text("utf-8")
        for room in ("translate", "testimony")
        for path in (root / room).rglob("*.py")
    }
    names = [name for name, value in vars(registry).items() if isinstance(value, Rule)]
    assert len(names) == len(RULES)
    # The comparison of renditions runs this one on texts that it prepared itself.
    for name in set(names) - {"LENGTH_RATIO"}:
        imported = re.compile(rf"^from translate\.checks\.\w+\.\w+ import [^\n]*\b{name}\b", re.MULTILINE)
        users = [path.name for path, text in texts.items() if imported.search(text)]
        assert users == ["registry.py"], name
