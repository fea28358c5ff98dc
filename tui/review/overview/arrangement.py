"""What stands where: source and translation, each language in its column, or one text under the other."""

from __future__ import annotations

from typing import ClassVar

from tui.keymap import Action
from tui.review.component import Component
from tui.review.desk import Desk
from tui.strings import Words
from tui.widgets.columns import Layout

__all__ = ["Arrangement"]


class Arrangement(Component):
    """Chooses the layout of the list and of the editors."""

    ACTIONS = (Action("columns", "C", "know"),)
    WORDS: ClassVar[Words] = {
        "act.columns": ("Columns: by side, by language, stacked", "分栏：按原文译文、按语言、上下排列"),
        "why.columns": (
            "Puts the translation at the right, English or Chinese always at the left, or one text under the"
            " other.",
            "译文在右；或英文、中文固定在左；或上下排列。",
        ),
        "said.layout_source": ("Left what was said, right its translation.", "左边原话，右边译文。"),
        "said.layout_en": ("English at the left, Chinese at the right.", "英文在左，中文在右。"),
        "said.layout_zh": ("Chinese at the left, English at the right.", "中文在左，英文在右。"),
        "said.layout_stacked": ("The translation under what was said.", "译文在原话下面。"),
        "head.english": ("English", "英文"),
        "head.chinese": ("Chinese", "中文"),
    }

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        names = [one.value for one in Layout]
        chosen = desk.options.columns
        self.layout = Layout(chosen) if chosen in names else Layout.SOURCE

    def started(self) -> None:
        """As the settings say."""
        self._use(self.layout)

    def columns(self) -> None:
        """The next layout."""
        layouts = list(Layout)
        self._use(layouts[(layouts.index(self.layout) + 1) % len(layouts)])
        self.desk.tell(self.desk.say(f"said.layout_{self.layout.value}"))

    def _use(self, layout: Layout) -> None:
        panes, say = self.desk.panes, self.desk.say
        self.layout = panes.editors.layout_of_texts = layout
        panes.view.use_layout(layout)
        left, right = {
            Layout.ENGLISH: ("english", "chinese"),
            Layout.CHINESE: ("chinese", "english"),
        }.get(layout, ("source", "target"))
        panes.heads.show(*(say(f"head.{name}") for name in ("time", "speaker", left, right)))
