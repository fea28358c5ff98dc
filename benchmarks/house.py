"""Figures of the code itself: sizes, docstrings, exceptions from the rules, arrows between rooms."""

from __future__ import annotations

import argparse
import ast
import re
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.house_drawing import draw
from benchmarks.house_rooms import Rooms, rooms_of

ROOT = Path(__file__).parents[1]
PACKAGES = ("testimony", "transcribe", "translate", "tui")
_UNIT = re.compile(
    r"\b(ms|milliseconds?|seconds?|minutes?|hours?|Hz|bytes?|MB|pixels?|points?|cells?|columns?|lines?|rows?"
    r"|pages?|characters?|words?|tokens?|frames?|samples?|segments?|blocks?|threads?|cores?|processes|files?"
    r"|entries|number|numbers|count|how many|probabilit\w+|shares?|scores?|cosine|percent|per cent|%|index"
    r"|positions?|codes?|degrees?|ratio|dB|between 0 and 1|0 to 1|log|version|id)\b",
    re.IGNORECASE,
)
_NAMED_UNIT = re.compile(
    r"(_ms|_s|_bytes|_mb|_hz|_db|_px|_pt|count|number|index|rate|width|height|size|line)s?$"
)
_NUMBERS = {"int", "float", "np.ndarray"}

_Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Figures:
    """What was counted."""

    modules: dict[str, int] = field(default_factory=dict)
    functions: dict[str, int] = field(default_factory=dict)
    classes: dict[str, int] = field(default_factory=dict)
    folders: Counter[str] = field(default_factory=Counter)
    exceptions: Counter[str] = field(default_factory=Counter)
    public: int = 0
    documented: int = 0
    numeric: int = 0
    with_units: int = 0
    without_units: list[str] = field(default_factory=list)


def measure(root: Path = ROOT) -> Figures:
    """Count everything in the four packages under ``root``."""
    figures = Figures()
    for path in _sources(root):
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(root).as_posix()
        figures.modules[name] = text.count("\n")
        if path.name != "__init__.py":
            figures.folders[path.parent.relative_to(root).as_posix()] += 1
        figures.exceptions["Any"] += len(re.findall(r"\bAny\b", text))
        figures.exceptions["type: ignore"] += text.count("type: ignore")
        figures.exceptions["noqa"] += text.count("# noqa")
        _measure_tree(ast.parse(text), name, figures)
    return figures


def _sources(root: Path) -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted((root / package).rglob("*.py"))


def _measure_tree(tree: ast.Module, name: str, figures: Figures) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            methods = [one for one in node.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]
            figures.classes[f"{name}:{node.name}"] = len(methods)
            _note_docstring(node, node.name, figures)
            for one in methods:
                if not node.name.startswith("_"):
                    _note_docstring(one, one.name, figures)
                    _note_units(one, f"{name}:{node.name}.{one.name}", figures)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            figures.functions[f"{name}:{node.name}"] = (node.end_lineno or node.lineno) - node.lineno + 1
    _note_docstring(tree, name, figures)
    for top in tree.body:
        if isinstance(top, ast.FunctionDef | ast.AsyncFunctionDef):
            _note_docstring(top, top.name, figures)
            _note_units(top, f"{name}:{top.name}", figures)


def _note_docstring(
    node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef, name: str, figures: Figures
) -> None:
    if name.startswith("_"):
        return
    figures.public += 1
    figures.documented += ast.get_docstring(node) is not None


def _note_units(node: ast.FunctionDef | ast.AsyncFunctionDef, where: str, figures: Figures) -> None:
    if node.name.startswith("_"):
        return
    arguments = [*node.args.args, *node.args.kwonlyargs]
    numbers = [one.arg for one in arguments if one.annotation and ast.unparse(one.annotation) in _NUMBERS]
    gives = node.returns is not None and ast.unparse(node.returns) in _NUMBERS
    if not numbers and not gives:
        return
    figures.numeric += 1
    text = ast.get_docstring(node) or ""
    named = [*numbers, *([node.name] if gives else [])]
    if _UNIT.search(text) or all(_NAMED_UNIT.search(name) for name in named):
        figures.with_units += 1
    else:
        figures.without_units.append(where)


def main(arguments: list[str]) -> int:
    """Print the table; with ``--svg`` draw the rooms as well."""
    options = argparse.ArgumentParser(prog="python -m benchmarks house", description=__doc__)
    options.add_argument("--root", type=Path, default=ROOT, help="the checkout to measure")
    options.add_argument("--svg", type=Path, help="where to draw the rooms and their arrows")
    options.add_argument("--units", action="store_true", help="list the functions without a unit")
    chosen = options.parse_args(arguments)
    figures, rooms = measure(chosen.root), rooms_of(chosen.root)
    for what, value in _table(figures, rooms):
        print(f"{what:<58} {value}")
    if chosen.units:
        print(*figures.without_units, sep="\n")
    if chosen.svg is not None:
        chosen.svg.write_text(draw(rooms), encoding="utf-8")
    return 0


def _table(figures: Figures, rooms: Rooms) -> Iterator[tuple[str, str]]:
    yield "modules: number, median, largest (lines)", _spread(figures.modules)
    yield "functions: number, median, largest (lines)", _spread(figures.functions)
    yield "classes: number, median, largest (methods)", _spread(figures.classes)
    crowded = [f"{folder} {count}" for folder, count in figures.folders.most_common() if count > 16]
    yield "folders of more than 16 modules", ", ".join(crowded) or "none"
    yield "arrows between rooms; back up; circles", f"{rooms.arrows}; {len(rooms.back)}; {rooms.circles}"
    exceptions = (f"{name} {figures.exceptions[name]}" for name in ("Any", "type: ignore", "noqa"))
    yield "exceptions from the rules", ", ".join(exceptions)
    yield "public things with a docstring", f"{figures.documented / figures.public:.1%} of {figures.public}"
    yield (
        "… that take or give numbers: with units",
        f"{figures.with_units / figures.numeric:.1%} of {figures.numeric}",
    )


def _spread(sizes: dict[str, int]) -> str:
    largest = max(sizes, key=lambda name: sizes[name])
    return f"{len(sizes)}, {statistics.median(sizes.values()):.0f}, {sizes[largest]} ({largest})"
