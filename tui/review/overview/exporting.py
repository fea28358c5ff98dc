"""Writing the transcript in another format, without leaving the screen."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from testimony.text.terminal import one_line
from tui.dialogs import Ask
from tui.keymap import Action
from tui.review.background import in_background
from tui.review.component import Component
from tui.strings import Words

__all__ = ["Exporting"]


class Exporting(Component):
    """Asks for a format and a file, and writes it in a thread."""

    ACTIONS = (Action("export", "O", "know"),)
    WORDS: ClassVar[Words] = {
        "act.export": ("Export: PDF, Word, HTML, text …", "导出：PDF、Word、HTML、文本……"),
        "why.export": (
            "Writes what is saved as a file of its own; unreviewed rows are marked there as a draft.",
            "把已保存的内容写成另一文件；未审的段落会标明为草稿。",
        ),
        "ask.export": ("Export as …", "导出为……"),
        "ask.export_to": ("Write to which file? It must not exist yet.", "写到哪个文件？该文件不得已存在。"),
        "ask.export_keys": ("Tab completes · Enter writes · Esc goes back", "Tab补全 · Enter写出 · Esc返回"),
        "said.exporting": ("Writing {name} …", "正在写{name}……"),
        "said.exported": ("Wrote {name}. {marks}", "已写出{name}。{marks}"),
    }

    def export(self) -> None:
        """Ask for the format, then for the file."""
        desk = self.desk
        formats = list(desk.services.export_formats())

        def chosen(choice: int | None) -> None:
            if choice is not None:
                name, suffix, _ = formats[choice]
                here = desk.session.store.path.with_suffix(suffix)
                ask = Ask(
                    desk.say("ask.export_to"),
                    desk.say("ask.export_keys"),
                    str(here),
                    complete=desk.services.complete_path,
                )
                desk.open(ask, partial(self._write, name))

        labels = [f"{name}: {summary}" for name, _, summary in formats]
        desk.choose(desk.say("ask.export"), labels, chosen)

    def _write(self, name: str, path: str | None) -> None:
        if path and path.strip():
            desk, path = self.desk, path.strip()
            desk.tell(desk.say("said.exporting", name=one_line(path)))
            work = partial(desk.services.export, name, path)
            done = partial(self._exported, path)
            in_background(desk, f"Exporting {path}", work, done, group="export")

    def _exported(self, path: str, marks: str) -> None:
        said = self.desk.say("said.exported", name=one_line(path), marks=one_line(marks))
        self.desk.tell(said, "good")
