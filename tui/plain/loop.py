"""The conversation itself: print a row, ask for a command, carry it out."""

from __future__ import annotations

from tui.plain.console import Console
from tui.plain.desk import Command, PlainDesk
from tui.plain.edits import Edits
from tui.plain.looks import Looks
from tui.plain.moves import Moves
from tui.services import ReviewSession, Services
from tui.strings import Strings

__all__ = ["PlainReview"]

_WORDS = {
    "plain.begin": (
        "{file}: {rows} rows, {done} reviewed. Type a command and Enter; ? lists them, q leaves.",
        "{file}：共{rows}段，已审{done}段。输入命令后按Enter；?列出命令，q退出。",
    ),
    "plain.help": (
        "Commands are the keys of the screen or their names, a text may follow: e TEXT, g 1:20, /TEXT.",
        "命令即屏幕模式的按键或名称；其后可接文字：e 文字，g 1:20，g #12，/ 文字。",
    ),
    "plain.enter": ("Enter", "Enter"),
    "plain.unknown": ("{text} is no command; ? lists them.", "{text}不是命令；输入?列出命令。"),
    "plain.end": ("There is no row that way.", "那边没有了。"),
    "plain.unseen": (
        "Nothing was approved: the command was typed before the row was printed. Here it is; type it again.",
        "未核准：命令在显示该段之前输入。现显示如下，请再输入一次。",
    ),
    "plain.left": (
        "Left; everything that was said to be saved is saved.",
        "已退出；提示已保存的内容均已保存。",
    ),
    "plain.row_again": ("Print the row again", "再次显示本段"),
    "plain.terms": ("Terms of the glossary in this row", "本段的术语"),
}


class PlainReview:
    """One person, one transcript, one command a line.

    Args:
        session: An open transcript with somebody at work on it.
        services: Sound, engines.
        console: Where lines are read and printed.
        language: Of the interface: ``en`` or ``zh``.
    """

    def __init__(
        self, session: ReviewSession, services: Services, console: Console, language: str = "en"
    ) -> None:
        say = Strings(language)
        say.add(_WORDS)
        self.desk = PlainDesk(session, services, say, console)
        moves, looks = Moves(self.desk), Looks(self.desk)
        edits = Edits(self.desk, moves)
        self.commands: tuple[Command, ...] = (*looks.commands, *moves.commands, *edits.commands)
        self._looks = looks
        self._by_key = {key: one for one in self.commands for key in (one.name, *one.keys)}

    def run(self) -> None:
        """Talk until somebody leaves or the input ends."""
        desk = self.desk
        rows = desk.rows
        done = sum(one.state.is_reviewed for one in rows)
        desk.tell(desk.say("plain.begin", file=desk.session.store.path.name, rows=len(rows), done=done))
        if desk.session.refusal is not None:
            desk.tell_error(desk.session.refusal)
        desk.tell_row()
        while True:
            line = desk.console.ask("> ")
            if line is None or line.strip() in ("q", "quit"):
                break
            self.carry_out(line)
        desk.tell(desk.say("plain.left"))

    def carry_out(self, line: str) -> None:
        """Do what a line says."""
        desk = self.desk
        word, text = _split(line)
        command = self._by_key.get(word)
        if word in ("?", "help"):
            self._looks.help(self.commands)
        elif command is None:
            desk.tell(desk.say("plain.unknown", text=word))
        elif command.vouches and (desk.console.was_typed_ahead() or not desk.was_told):
            desk.tell(desk.say("plain.unseen"))
            desk.tell_row()
        else:
            command.run(text)


def _split(line: str) -> tuple[str, str]:
    """The command and what stands behind it; ``/`` needs no space."""
    line = line.strip()
    if line.startswith("/"):
        return "/", line[1:].strip()
    word, _, text = line.partition(" ")
    return word, text.strip()
