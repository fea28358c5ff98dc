"""Every action of the review screen with its keys; settings may put others in their place.

Keys that act while somebody types are function keys, Ctrl or Alt (``while_typing``); F3 is left
alone, since terminals confuse it with a cursor report. Pedals send F13–F24.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

__all__ = ["ACTIONS", "GROUPS", "Action", "call_of", "keys_in_force", "shown_key", "unknown_actions"]

GROUPS = ("move", "work", "hear", "find", "know")


@dataclass(frozen=True, slots=True)
class Action:
    """Something the reviewer can do.

    Attributes:
        name: Of the method (``action_…``), of the string (``act.…``) and in the settings.
        keys: Textual's key names, separated by commas; empty: by the palette alone.
        group: One of ``GROUPS``.
        while_typing: True when it also works inside an editor.
        edits: True when it changes the transcript.
    """

    name: str
    keys: str
    group: str
    while_typing: bool = False
    edits: bool = False


_DIGITS = 9

ACTIONS: tuple[Action, ...] = (
    Action("down", "down,j", "move"),
    Action("up", "up,k", "move"),
    Action("page_down", "pagedown", "move"),
    Action("page_up", "pageup", "move"),
    Action("first", "home", "move"),
    Action("last", "end", "move"),
    Action("next_doubtful", "d,f17", "move"),
    Action("previous_doubtful", "D", "move"),
    Action("next_waiting", "t", "move"),
    Action("go_to_time", "g", "move"),
    Action("approve_next", "a,f12,alt+a,f16", "work", while_typing=True, edits=True),
    Action("approve_doubtful", "z,alt+d,f18", "work", while_typing=True, edits=True),
    Action("approve", "A", "work", edits=True),
    Action("second_approve", "S", "work", edits=True),
    Action("reopen", "R", "work", edits=True),
    Action("edit", "enter,f2,e", "work", edits=True),
    Action("edit_target", "E", "work", edits=True),
    Action("save", "ctrl+s", "work", while_typing=True, edits=True),
    Action("leave", "escape", "work", while_typing=True),
    Action("external_editor", "ctrl+e", "work", while_typing=True, edits=True),
    Action("undo", "u", "work", edits=True),
    Action("redo", "r", "work", edits=True),
    Action("split", "s,alt+s", "work", while_typing=True, edits=True),
    Action("merge", "m", "work", edits=True),
    Action("start_earlier", "left_square_bracket", "work", edits=True),
    Action("start_later", "right_square_bracket", "work", edits=True),
    Action("end_earlier", "left_curly_bracket", "work", edits=True),
    Action("end_later", "right_curly_bracket", "work", edits=True),
    Action("language", "l", "work", edits=True),
    Action("speaker", "p", "work", edits=True),
    *(Action(f"speaker_{number}", str(number), "work", edits=True) for number in range(1, _DIGITS + 1)),
    Action("rename_speaker", "P", "work", edits=True),
    Action("note", "o", "work", edits=True),
    Action("waive", "w", "work", edits=True),
    Action("retranslate", "T,alt+t", "work", while_typing=True, edits=True),
    Action("take_alternative", "x", "work", edits=True),
    *(
        Action(f"legend_{number}", f"alt+{number}", "work", while_typing=True, edits=True)
        for number in range(1, _DIGITS + 1)
    ),
    Action("play", "space,f4,ctrl+space,f13", "hear", while_typing=True),
    Action("back", "f7,alt+left,b,f14", "hear", while_typing=True),
    Action("forward", "f8,alt+right,f,f15", "hear", while_typing=True),
    Action("slower", "f5,alt+down,minus", "hear", while_typing=True),
    Action("faster", "f6,alt+up,plus,equals_sign", "hear", while_typing=True),
    Action("loop", "f9,alt+l", "hear", while_typing=True),
    Action("follow", "F", "hear"),
    Action("play_along", "y", "hear"),
    Action("next_word", "right", "hear"),
    Action("previous_word", "left", "hear"),
    Action("play_word", "W,alt+w", "hear", while_typing=True),
    Action("recording", "ctrl+o", "hear"),
    Action("find", "slash,ctrl+f", "find"),
    Action("find_next", "n", "find"),
    Action("find_previous", "N", "find"),
    Action("filter", "v", "find"),
    Action("no_filter", "V", "find"),
    Action("detail", "tab", "know"),
    Action("detail_back", "shift+tab", "know"),
    Action("history", "h", "know"),
    Action("confidence", "c", "know"),
    Action("help", "f1,question_mark", "know", while_typing=True),
    Action("theme", "f11", "know", while_typing=True),
    Action("introduction", "", "know"),
    Action("quit", "q,ctrl+q", "know"),
)

_SHOWN = {
    "slash": "/", "question_mark": "?", "left_square_bracket": "[", "right_square_bracket": "]",
    "left_curly_bracket": "{", "right_curly_bracket": "}", "minus": "-", "plus": "+",
    "equals_sign": "=", "escape": "Esc", "enter": "Enter", "space": "Space", "pagedown": "PgDn",
    "pageup": "PgUp", "up": "↑", "down": "↓", "left": "←", "right": "→",
}  # fmt: skip


def call_of(name: str) -> tuple[str, int]:
    """The method of an action, and its number: ``legend_3`` is ``legend`` with 3; 0 for one without."""
    head, _, number = name.rpartition("_")
    return (head, int(number)) if number.isdigit() else (name, 0)


def keys_in_force(own: Mapping[str, str]) -> Iterator[tuple[Action, tuple[str, ...]]]:
    """Each action with its keys; ``own`` (action → keys) goes before the built-in ones.

    A key that the settings give to one action is taken from every other.
    """
    chosen = {name: _split(keys) for name, keys in own.items()}
    taken = {key for keys in chosen.values() for key in keys}
    for action in ACTIONS:
        if action.name in chosen:
            yield action, chosen[action.name]
        else:
            yield action, tuple(key for key in _split(action.keys) if key not in taken)


def unknown_actions(own: Mapping[str, str]) -> list[str]:
    """Names in the settings that are no action."""
    known = {action.name for action in ACTIONS}
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
