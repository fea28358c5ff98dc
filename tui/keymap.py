"""Actions and their keys: what an action is, which keys are in force, how a key is written.

The actions themselves stand with the parts of the screen that carry them out (``tui/review``).
Keys that act while somebody types are function keys or Ctrl (``EDIT`` in ``modes``); F3 is left alone,
since terminals confuse it with a cursor report. Pedals send F13–F24.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

__all__ = [
    "ANYWHERE",
    "EDIT",
    "EVERY_MODE",
    "GROUPS",
    "LIST",
    "Action",
    "call_of",
    "is_typed",
    "keys_in_force",
    "shown_key",
    "unknown_actions",
]

GROUPS = ("move", "work", "hear", "find", "know")
LIST, EDIT = "list", "edit"
ANYWHERE = (LIST, EDIT)
EVERY_MODE = ("*",)  # those that parts bring, too


@dataclass(frozen=True, slots=True)
class Action:
    """Something the reviewer can do.

    Attributes:
        name: Of the method of its part, of the string (``act.…``) and in the settings. A number at its
            end (``speaker_3``) is given to the method ``speaker``.
        keys: Textual's key names, separated by commas; empty: by the palette alone.
        group: One of ``GROUPS``.
        modes: The modes of the screen in which its keys are in force; ``EVERY_MODE`` for all. Where a
            key means two things, what is said of the mode goes before what is said of every mode.
        edits: True when it changes the record: it is refused until the row that it changes was painted.
        vouches: True when it approves a text: in the editors it is refused until that text was painted.
    """

    name: str
    keys: str
    group: str
    modes: tuple[str, ...] = (LIST,)
    edits: bool = False
    vouches: bool = False


_SHOWN = {
    "slash": "/", "exclamation_mark": "!", "apostrophe": "'", "question_mark": "?",
    "left_square_bracket": "[", "right_square_bracket": "]", "comma": ",", "full_stop": ".",
    "underscore": "_", "greater_than_sign": ">", "less_than_sign": "<", "percent_sign": "%",
    "left_curly_bracket": "{", "right_curly_bracket": "}", "minus": "-", "plus": "+", "equals_sign": "=",
    "escape": "Esc", "enter": "Enter", "space": "Space", "pagedown": "PgDn", "pageup": "PgUp", "up": "↑",
    "down": "↓", "left": "←", "right": "→",
}  # fmt: skip
_TYPED = frozenset(name for name, sign in _SHOWN.items() if len(sign) == 1 and sign.isascii()) | {"space"}


def call_of(name: str) -> tuple[str, int]:
    """The method of an action, and its number: ``legend_3`` is ``legend`` with 3; 0 for one without."""
    head, _, number = name.rpartition("_")
    return (head, int(number)) if number.isdigit() else (name, 0)


def keys_in_force(
    actions: Iterable[Action], own: Mapping[str, str]
) -> Iterator[tuple[Action, tuple[str, ...]]]:
    """Each action with its keys; ``own`` (action → keys) goes before the built-in ones.

    A key that the settings give to one action is taken from every other.
    """
    chosen = {name: _split(keys) for name, keys in own.items()}
    taken = {key for keys in chosen.values() for key in keys}
    for action in actions:
        if action.name in chosen:
            yield action, chosen[action.name]
        else:
            yield action, tuple(key for key in _split(action.keys) if key not in taken)


def is_typed(key: str) -> bool:
    """True for a key that puts a character into an editor."""
    return len(key) == 1 or key in _TYPED


def unknown_actions(actions: Iterable[Action], own: Mapping[str, str]) -> list[str]:
    """Names in the settings that are no action."""
    known = {action.name for action in actions}
    return sorted(set(own) - known)


def shown_key(key: str) -> str:
    """A key as a person reads it: ``Ctrl+S``, ``F2``, ``/``."""
    *modifiers, last = key.split("+")
    last = _SHOWN.get(last, last)
    if modifiers or (len(last) > 1 and last.islower()):
        last = last[:1].upper() + last[1:]
    return "+".join([*(one.capitalize() for one in modifiers), last])


def _split(keys: str) -> tuple[str, ...]:
    return tuple(key.strip() for key in keys.split(",") if key.strip())
