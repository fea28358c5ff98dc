"""Help: every key, the introduction, every action by its name, themes, the way out."""

from __future__ import annotations

from tui.dialogs import Page
from tui.keymap import EVERY_MODE, GROUPS, Action, shown_key
from tui.palette import Palette
from tui.palettes import THEMES
from tui.review.component import Component
from tui.review.desk import Desk
from tui.review.editing.editing import Editing
from tui.review.keys import run_bound

__all__ = ["Help"]


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
        """Every key in force, and what the marks mean."""
        desk = self.desk
        lines = []
        for group in GROUPS:
            lines.append(desk.say(f"group.{group}"))
            actions = (action for action in desk.keys.actions if action.group == group)
            lines += [f"  {self._keys_of(one):<27} {desk.say(f'act.{one.name}')}" for one in actions]
            lines.append("")
        lines += [desk.say("help.legend"), desk.say("help.marks")]
        page = Page(desk.say("help.title"), "\n".join(lines), desk.say("help.close"))
        desk.open(page, lambda _: None)

    def _keys_of(self, action: Action) -> str:
        return "  ".join(shown_key(key) for key in self.desk.keys.keys[action.name]) or "–"

    def palette(self) -> None:
        """Every action that can be carried out now, by its name."""
        desk = self.desk
        actions = [action for action in desk.keys.in_mode(desk.mode) if action.name != "palette"]
        entries = [(desk.say(f"act.{one.name}"), self._keys_of(one)) for one in actions]

        def chosen(choice: int | None) -> None:
            if choice is not None:
                action = actions[choice]
                if not action.edits or desk.is_seen(vouching=action.vouches):
                    run_bound(desk.keys.named(action.name))

        desk.open(Palette(desk.say("palette.title"), entries, desk.say("palette.keys")), chosen)

    def introduction(self) -> None:
        """One screen that says how to work."""
        self._introduce(unasked=False)

    def _introduce(self, *, unasked: bool) -> None:
        desk = self.desk
        page = Page(desk.say("first.title"), desk.say("first.text"), desk.say("first.close"))
        desk.open(page, lambda _: desk.options.seen(), unasked=unasked)

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
