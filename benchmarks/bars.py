"""A measured figure beside the bar it must reach, printed the same way everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Figure", "print_figures"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement.

    Attributes:
        what: What was measured.
        value: The measured value, in ``unit``.
        bar: The value it must reach; None for a figure without a bar.
        at_most: True when smaller is better.
    """

    what: str
    value: float
    unit: str = ""
    bar: float | None = None
    at_most: bool = True

    @property
    def reached(self) -> bool:
        """True when the bar is reached, or when there is none."""
        if self.bar is None:
            return True
        return self.value <= self.bar if self.at_most else self.value >= self.bar


def print_figures(title: str, figures: Iterable[Figure]) -> bool:
    """Print a Markdown table; True when every bar is reached."""
    print(f"\n### {title}\n\n| what | measured | bar | reached |\n| --- | --- | --- | --- |")
    reached = True
    for figure in figures:
        sign = "≤" if figure.at_most else "≥"
        bar = "–" if figure.bar is None else f"{sign} {figure.bar:g} {figure.unit}".strip()
        verdict = "" if figure.bar is None else ("yes" if figure.reached else "**no**")
        print(f"| {figure.what} | {_number(figure.value)} {figure.unit} | {bar} | {verdict} |", flush=True)
        reached = reached and figure.reached
    return reached


def _number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:.4g}"
