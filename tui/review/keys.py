"""Which part of the screen carries out which key, in each mode."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui.keymap import EDIT, EVERY_MODE, Action, call_of, is_typed, keys_in_force
from tui.review.component import Component

__all__ = ["Bound", "KeyTable", "run_bound"]

Bound = tuple[Component, Action]


class KeyTable:
    """Mode and key → the part and its action."""

    def __init__(self, parts: Sequence[Component], own: Mapping[str, str]) -> None:
        """Args: ``own`` holds the keys of the settings: action → keys."""
        owners = {action.name: part for part in parts for action in part.ACTIONS}
        self.actions = tuple(action for part in parts for action in part.ACTIONS)
        self.keys = {action.name: keys for action, keys in keys_in_force(self.actions, own)}
        self._modes = {part.MODE: part for part in parts if part.MODE}
        self._bound: dict[tuple[str, str], Bound] = {}
        for action in self.actions:
            self._bind(owners[action.name], action)
        self._named = {action.name: (owners[action.name], action) for action in self.actions}

    def _bind(self, part: Component, action: Action) -> None:
        for key in self.keys[action.name]:
            for mode in action.modes:
                if mode != EDIT or not is_typed(key):
                    self._bound[mode, key] = (part, action)

    def find(self, mode: str, key: str) -> Bound | None:
        """What a key does in a mode; None where it is bound to nothing."""
        bound = self._bound.get((mode, key))
        if bound is None and (mode != EDIT or not is_typed(key)):
            bound = self._bound.get((*EVERY_MODE, key))
        return bound

    def named(self, name: str) -> Bound:
        """An action by its name.

        Raises:
            KeyError: There is none.
        """
        return self._named[name]

    def owner(self, mode: str) -> Component | None:
        """The part that takes what is typed in a mode."""
        return self._modes.get(mode)

    def in_mode(self, mode: str) -> list[Action]:
        """The actions that can be carried out in a mode."""
        return [one for one in self.actions if mode in one.modes or one.modes == EVERY_MODE]


def run_bound(bound: Bound) -> None:
    """Carry out an action."""
    part, action = bound
    part.run(*call_of(action.name))
