"""The drawing shows the imports as they are, and no module reads a private name of another."""

import ast
from collections.abc import Iterator
from pathlib import Path

from benchmarks.house_drawing import draw
from benchmarks.house_rooms import TOP, rooms_of

ROOT = Path(__file__).parents[2]
# Names of libraries that offer no public way: os, python-docx, Textual.
OF_LIBRARIES = {"_exit", "_tbl", "_gridCol", "_p", "_sectPr", "_body", "_comment_elm", "_cells"} | {
    "_bindings",
    "_rewrap_and_refresh_virtual_size",
}


def test_the_drawing_shows_the_imports_of_today() -> None:
    drawn = (ROOT / "docs" / "images" / "architecture.svg").read_text(encoding="utf-8")
    assert drawn == draw(rooms_of(ROOT)), "draw it again: just drawing"


def test_no_room_imports_one_that_stands_above_it() -> None:
    rooms = rooms_of(ROOT)
    assert rooms.circles == 0
    assert rooms.back == ()


def test_nothing_reads_a_private_name_of_another_module() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for package in TOP
        for path in sorted((ROOT / package).rglob("*.py"))
        for line, name in _private_names_of_others(ast.parse(path.read_text(encoding="utf-8")))
        if name not in OF_LIBRARIES
    ]
    assert found == []


def _private_names_of_others(tree: ast.Module) -> Iterator[tuple[int, str]]:
    own = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    own |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and _is_stored(node)}
    own |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and _is_stored(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and _is_ours(node.module or ""):
            private = [one.name for one in node.names if _is_private(one.name)]
            yield from ((node.lineno, f"{node.module}.{name}") for name in private)
        elif isinstance(node, ast.Attribute) and _is_private(node.attr) and node.attr not in own:
            yield node.lineno, node.attr


def _is_stored(node: ast.Attribute | ast.Name) -> bool:
    return isinstance(node.ctx, ast.Store)


def _is_ours(module: str) -> bool:
    return module.partition(".")[0] in TOP and module != "testimony.cli"


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__")
