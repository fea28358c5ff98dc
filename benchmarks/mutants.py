"""Mutants of a Python module: one small change each, of the kinds of mutmut and cosmic-ray.

Strings are left alone: a changed sentence or SQL text says little about the tests of a rule.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

__all__ = ["Mutant", "mutants_of", "mutated_code"]

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult,
    ast.Mod: ast.Div, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one module.

    Attributes:
        line: Where it is, from 1.
        node: Number of the changed node in the order of ``ast.walk``.
        kind: What is done to the node.
        text: The line as it stands.
        inside: Name of the function that it is in; empty at the top of a module or class.
    """

    path: Path
    line: int
    node: int
    kind: str
    text: str
    inside: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.kind}: {self.text.strip()}"


Change = Callable[[ast.AST], ast.AST | None]


def _compare(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARED:
        node.ops[0] = _COMPARED[type(node.ops[0])]()
        return node
    return None


def _and_or(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        return node
    return None


def _no_not(node: ast.AST) -> ast.AST | None:
    return node.operand if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not) else None


def _condition(node: ast.AST) -> ast.AST | None:
    simple = ast.Name | ast.Attribute | ast.Call  # the others are changed in themselves
    if isinstance(node, ast.If | ast.IfExp | ast.While) and isinstance(node.test, simple):
        node.test = ast.UnaryOp(ast.Not(), node.test)
        return node
    return None


def _is_truth(node: ast.Constant) -> bool:
    return isinstance(node.value, bool)


def _number(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not _is_truth(node):
        return ast.Constant(node.value + 1)
    return None


def _boolean(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.Constant) and _is_truth(node):
        return ast.Constant(not node.value)
    return None


def _arithmetic(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in _COMPUTED:
        node.op = _COMPUTED[type(node.op)]()
        return node
    return None


def _statement(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.AugAssign | ast.Raise) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    ):
        return ast.Pass()
    return None


def _nothing_returned(node: ast.AST) -> ast.AST | None:
    given = isinstance(node, ast.Return) and node.value is not None
    if given and not (isinstance(node.value, ast.Constant) and node.value.value is None):  # type: ignore[attr-defined]
        return ast.Return(ast.Constant(None))
    return None


def _loop(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.For):
        node.iter = ast.Tuple([], ast.Load())
        return node
    if isinstance(node, ast.Break | ast.Continue):
        return ast.Continue() if isinstance(node, ast.Break) else ast.Break()
    return None


_KINDS: dict[str, Change] = {
    "comparison": _compare,
    "and/or": _and_or,
    "not taken away": _no_not,
    "condition turned": _condition,
    "number + 1": _number,
    "truth turned": _boolean,
    "arithmetic": _arithmetic,
    "statement taken away": _statement,
    "returns nothing": _nothing_returned,
    "loop": _loop,
}


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Every mutant of a module, in the order of its syntax tree.

    Annotations, docstrings and what only a type checker reads are left alone.
    """
    source = path.read_text("utf-8")
    lines, tree = source.splitlines(), ast.parse(source)
    passed = set(_not_run(tree))
    inside = _functions(tree)
    for number, node in enumerate(ast.walk(tree)):
        if id(node) in passed:
            continue
        for kind, change in _KINDS.items():
            if change(copy.deepcopy(node)) is not None:
                line: int = node.lineno  # type: ignore[attr-defined] # all of these nodes have one
                yield Mutant(path, line, number, kind, lines[line - 1], inside.get(id(node), ""))


def _not_run(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        hints = (getattr(node, "annotation", None), getattr(node, "returns", None))
        for hint in hints:
            if isinstance(hint, ast.AST):
                yield from map(id, ast.walk(hint))
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.List) and _is_all(node):
            yield from map(id, ast.walk(node))


def _is_all(node: ast.Assign) -> bool:
    return any(isinstance(one, ast.Name) and one.id == "__all__" for one in node.targets)


def _functions(tree: ast.AST) -> dict[int, str]:
    found: dict[int, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            for statement in node.body:
                for inner in ast.walk(statement):
                    found[id(inner)] = node.name  # an inner function comes later and writes over it
    return found


def mutated_code(mutant: Mutant) -> CodeType:
    """The module with the one change, compiled; every line keeps its number."""
    tree = ast.parse(mutant.path.read_text("utf-8"))
    wanted = next(node for number, node in enumerate(ast.walk(tree)) if number == mutant.node)

    class Put(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            if node is wanted:
                return ast.copy_location(_KINDS[mutant.kind](node) or node, wanted)
            return self.generic_visit(node)

    Put().visit(tree)
    return compile(ast.fix_missing_locations(tree), str(mutant.path.absolute()), "exec")
