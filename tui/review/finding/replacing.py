"""Find and replace over all rows that are shown; one rendering of a term everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from testimony.text.terminal import one_line
from testimony.transcript.editing.replacing import Hit, Search, find_hits
from testimony.transcript.types import Side
from tui.keymap import EDIT, Action
from tui.replace_dialog import ReplaceDialog
from tui.review.component import Component
from tui.review.desk import Desk
from tui.review.editing.editing import Editing
from tui.review.finding.finding import Finding
from tui.strings import Words

__all__ = ["Replacing"]


class Replacing(Component):
    """Changes a text wherever it stands, in one step."""

    ACTIONS = (
        Action("replace", "ctrl+k,percent_sign", "find"),
        Action("render_everywhere", "ctrl+r", "find", (EDIT,), edits=True),
    )
    WORDS: ClassVar[Words] = {
        "act.replace": ("Find and replace", "查找并替换"),
        "act.render_everywhere": ("Render the selected term so everywhere", "全文统一所选术语的译法"),
        "replace.find": ("Find", "查找"),
        "replace.instead": ("Put in its place", "替换为"),
        "replace.where": ("Only where the other side holds", "仅当另一栏含有"),
        "replace.both": ("both columns", "两栏"),
        "replace.words": ("whole words", "整词"),
        "replace.case": ("same case", "区分大小写"),
        "replace.found": ("{places} places in {rows} texts · {where}", "{rows}段文字中{places}处 · {where}"),
        "replace.keys": (
            "Enter replaces · Tab next field · F2 columns · F4 words · F6 case · list: Space leaves out",
            "Enter替换 · Tab下一栏 · F2选栏 · F4整词 · F6大小写 · 列表中空格排除",
        ),
        "said.replaced": ("{rows} texts changed. u takes all of it back.", "已改{rows}段文字。按u全部撤销。"),
        "said.select_term": (
            "Select the rendering in the translation first (Shift+arrows), and the term in the source.",
            "请先在译文中选定现有译法（Shift+方向键），并在原文中选定术语。",
        ),
    }

    def __init__(self, desk: Desk, editing: Editing, finding: Finding) -> None:
        super().__init__(desk)
        self._editing, self._finding = editing, finding

    def replace(self) -> None:
        """Ask what to replace; what was found last stands in the field."""
        if self.desk.may_write():
            self._ask(Search(self._finding.wanted))

    def render_everywhere(self) -> None:
        """Replace the selected rendering in every row whose source holds the selected term."""
        editors = self.desk.panes.editors
        term, rendering = editors.source.selected_text, editors.target.selected_text
        if not rendering.strip():
            self.desk.tell(self.desk.say("said.select_term"), "warn")
        elif self._editing.finish():
            self._ask(Search(one_line(rendering), sides=(Side.TARGET,), where=one_line(term)))

    def _look(self, search: Search) -> Sequence[Hit]:
        return find_hits(self.desk.panes.view.rows.segments, search)

    def _ask(self, search: Search) -> None:
        self.desk.open(ReplaceDialog(search, self._look, self.desk.say), self._replace)

    def _replace(self, answer: tuple[Search, tuple[Hit, ...]] | None) -> None:
        desk = self.desk
        if answer is not None and desk.try_edit(lambda: desk.session.replace_hits(answer[1])):
            desk.tell(desk.say("said.replaced", rows=len(answer[1])), "good")
