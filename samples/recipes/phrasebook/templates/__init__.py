"""The templates, by theme: one line each, ``who|Chinese|English``, slots in braces."""

from collections.abc import Iterator

from samples.recipes.phrasebook.templates import (
    arrest,
    belief,
    court,
    evidence,
    identity,
    interview,
    journey,
)

_THEMES = {
    "court": court,
    "identity": identity,
    "arrest": arrest,
    "journey": journey,
    "belief": belief,
    "evidence": evidence,
    "interview": interview,
}


def rows() -> Iterator[tuple[str, str, str, str]]:
    """Give theme, role letters, Chinese pattern and English pattern of every template."""
    for theme, module in _THEMES.items():
        for line in module.TEXT.strip().splitlines():
            who, zh, en = line.split("|")
            yield theme, who, zh, en
