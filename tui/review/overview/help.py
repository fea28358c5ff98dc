"""Help: every key, the introduction, every action by its name, themes, the way out."""

from __future__ import annotations

from tui.keymap import ANYWHERE, EVERY_MODE, GROUPS, Action, shown_key
from tui.palette import Entry, Palette, PaletteWords
from tui.palettes import THEMES
from tui.review.component import Component
from tui.review.desk import Desk
from tui.review.editing.editing import Editing
from tui.review.keys import run_bound
from tui.welcome import Cards

__all__ = ["Help"]

_CARDS = ("see", "hear", "correct", "decide", "rest")
_LEGEND = (
    (".", "open", "states"),
    ("e", "edited", "states"),
    ("a", "approved", "states"),
    ("A", "twice", "states"),
    ("!", "error", "flags"),
    ("?", "doubt", "flags"),
    ("i", "hint", "flags"),
    (">", "current", "here"),
    ("= #", "rendered", "linked"),
)


class Help(Component):
    """What a person does who does not know the next key."""

    ACTIONS = (
        Action("help", "f1,question_mark", "know", EVERY_MODE),
        Action("palette", "ctrl+p", "know", EVERY_MODE),
        Action("theme", "f11", "know", EVERY_MODE),
        Action("introduction", "", "know"),
        Action("quit", "q,ctrl+q,ctrl+c", "know", EVERY_MODE),
    )

    def __init__(self, desk: Desk, editing: Editing) -> None:
        super().__init__(desk)
        self._editing = editing

    def started(self) -> None:
        """The introduction, once."""
        if self.desk.options.first_start:
            self._introduce(unasked=True)

    def help(self) -> None:
        """Every key in force and what the marks mean, found by typing."""
        desk, say = self.desk, self.desk.say
        groups = {one: self._group_of(one) for one in desk.keys.actions}
        order = [*(say(f"group.{group}") for group in GROUPS), *groups.values()]
        actions = sorted(groups, key=lambda one: order.index(groups[one]))
        entries = [self._entry(one, groups[one]) for one in actions]
        legend = [
            Entry(say(f"mark.{name}"), sign, say(f"mark.{why}"), say("help.legend"))
            for sign, name, why in _LEGEND
        ]
        words = PaletteWords(say("help.title"), say("help.close"), say("help.nothing"))

        def chosen(choice: int | None) -> None:
            if choice is not None and choice < len(actions):
                self._carry_out(actions[choice])

        desk.open(Palette(words, [*entries, *legend], classes="tall"), chosen)

    def _group_of(self, action: Action) -> str:
        """The kind of work; of an action of a mode that a part brings, the name of that mode."""
        usual = {*ANYWHERE, *EVERY_MODE}
        own = [mode for mode in action.modes if mode not in usual]
        return self.desk.say(f"mode.{own[0]}" if own else f"group.{action.group}")

    def _entry(self, action: Action, group: str = "") -> Entry:
        say = self.desk.say
        is_here = action in self.desk.keys.in_mode(self.desk.mode)
        name, why = say(f"act.{action.name}"), say(f"why.{action.name}")
        return Entry(name, self._keys_of(action), why, group, is_here)

    def _keys_of(self, action: Action) -> str:
        return "  ".join(shown_key(key) for key in self.desk.keys.keys[action.name]) or "–"

    def _carry_out(self, action: Action) -> None:
        desk = self.desk
        if action not in desk.keys.in_mode(desk.mode):
            desk.tell(desk.say("help.not_here", name=desk.say(f"act.{action.name}")), "warn")
        elif not action.edits or desk.is_seen(vouching=action.vouches):
            run_bound(desk.keys.named(action.name))

    def palette(self) -> None:
        """Every action that can be carried out now, by its name."""
        desk, say = self.desk, self.desk.say
        actions = [action for action in desk.keys.in_mode(desk.mode) if action.name != "palette"]
        words = PaletteWords(say("palette.title"), say("palette.keys"), say("help.nothing"))

        def chosen(choice: int | None) -> None:
            if choice is not None:
                self._carry_out(actions[choice])

        desk.open(Palette(words, [self._entry(one) for one in actions]), chosen)

    def introduction(self) -> None:
        """How to work, on a few cards."""
        self._introduce(unasked=False)

    def _introduce(self, *, unasked: bool) -> None:
        desk = self.desk
        cards = [(desk.say(f"first.{name}"), desk.say(f"first.{name}_text")) for name in _CARDS]
        hints = desk.say("first.on"), desk.say("first.close")
        desk.open(Cards(cards, hints), lambda _: desk.options.seen(), unasked=unasked)

    def theme(self) -> None:
        """Dark, light, high contrast, in turn."""
        app = self.desk.host.app
        names = list(THEMES)
        app.theme = names[(names.index(app.theme) + 1) % len(names)]
        self.desk.tell(self.desk.say("said.theme", name=app.theme))

    def quit(self) -> None:
        """Quit; typing that was not saved asks first."""
        desk = self.desk
        if desk.is_editing and desk.panes.editors.changed():
            self._editing.leave()
            return
        if desk.is_editing:
            self._editing.close()
        desk.close()
        desk.host.app.exit()
