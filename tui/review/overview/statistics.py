"""How the work goes: rows, keys, sound an hour, for each person; kept in the file when one leaves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import ClassVar

from testimony.text.clocks import clock
from testimony.text.terminal import one_line
from testimony.transcript.errors import TestimonyError
from tui.dialogs import Page
from tui.keymap import Action
from tui.review.component import Component
from tui.review.desk import Desk
from tui.strings import Words
from tui.tally import Sitting

__all__ = ["Statistics"]

_EVENT = "reviewed"
_SHOWN = 12


class Statistics(Component):
    """Counts this sitting and shows it beside those that the file keeps."""

    ACTIONS = (Action("statistics", "M", "know"),)
    WORDS: ClassVar[Words] = {
        "act.statistics": ("How the work goes", "工作统计"),
        "why.statistics": (
            "Rows, keys and sound an hour, of this sitting and of all before, for each person.",
            "本次和以往每人的行数、按键和每小时审校的录音。",
        ),
        "statistics.title": ("How the work goes", "工作统计"),
        "statistics.now": ("Now", "本次"),
        "statistics.before": ("Before", "以往"),
        "statistics.people": ("Everybody, all sittings", "每人合计"),
        "statistics.line": (
            "{reviewed} rows reviewed, {changed} changed, {keys} keys ({each} a row), {time} at work,"
            " {sound} of sound ({hour} an hour)",
            "审完{reviewed}行，改动{changed}行，{keys}键（每行{each}），用时{time}，录音{sound}（每小时{hour}）",
        ),
        "statistics.close": (
            "Kept in the file, beside the record · ↑ ↓ scroll · Esc closes",
            "保存在文件里、记录之外 · ↑ ↓翻页 · Esc关闭",
        ),
    }

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._before = desk.session.document

    def statistics(self) -> None:
        """Show the figures."""
        desk, say = self.desk, self.desk.say
        now, kept = self._sitting(), self._kept()
        lines = [say("statistics.now"), f"  {self._line(now)}", ""]
        if kept:
            lines.append(say("statistics.before"))
            for one in reversed(kept[-_SHOWN:]):
                at = datetime.fromisoformat(one.at).astimezone()
                lines.append(f"  {at:%Y-%m-%d %H:%M}  {one_line(one.by)}: {self._line(one)}")
            lines.append("")
        lines.append(say("statistics.people"))
        lines += [f"  {one_line(one.by)}: {self._line(one)}" for one in _by_person([*kept, now])]
        page = Page(say("statistics.title"), "\n".join(lines), say("statistics.close"))
        desk.open(page, lambda _: None)

    def closing(self) -> None:
        """Keep the figures in the file, where something was done."""
        desk, sitting = self.desk, self._sitting()
        if desk.session.is_writable and sitting.changed:
            try:
                desk.session.store.notebook.note_run(_EVENT, sitting.facts())
            except TestimonyError as error:
                desk.host.log(f"no statistics: {type(error).__name__}")
            self._before = desk.session.document  # a second call counts nothing twice

    def _sitting(self) -> Sitting:
        session = self.desk.session
        return self.desk.tally.sitting(session.by.name, self._before, session.document)

    def _kept(self) -> list[Sitting]:
        try:
            notes = self.desk.session.store.notebook.runs()
        except TestimonyError as error:
            self.desk.tell_error(error)
            return []
        return [Sitting.of_facts(one.at, one.facts) for one in notes if one.event == _EVENT]

    def _line(self, one: Sitting) -> str:
        return self.desk.say(
            "statistics.line",
            reviewed=one.reviewed,
            changed=one.changed,
            keys=one.keys,
            each=f"{one.keys_a_row:.1f}" if one.reviewed else "-",
            time=clock(1000 * one.seconds),
            sound=clock(one.sound_ms),
            hour=clock(one.sound_ms_an_hour),
        )


def _by_person(sittings: Sequence[Sitting]) -> Iterable[Sitting]:
    """The sums of each person."""
    for name in dict.fromkeys(one.by for one in sittings):
        mine = [one for one in sittings if one.by == name]
        yield Sitting(
            name,
            "",
            *(
                sum(getattr(one, field) for one in mine)
                for field in ("keys", "seconds", "changed", "reviewed", "sound_ms")
            ),
        )
