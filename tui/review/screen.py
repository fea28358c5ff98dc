"""The review screen: it puts the parts together and hands each key to the part that carries it out."""

from __future__ import annotations

import asyncio
import gc
import time

from textual import events
from textual.app import ComposeResult
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

from testimony.transcript.errors import TestimonyError
from tui.keymap import Action, unknown_actions
from tui.review.desk import Desk
from tui.review.keys import Bound, run_bound
from tui.review.parts import make_parts
from tui.services import ReviewOptions, ReviewSession, Services

__all__ = ["ReviewScreen"]

_RELOAD_S = 5.0
_SHOWN_S, _LOOK_S = 1.0, 0.005
_NEVER = float("inf")


class ReviewScreen(Screen[None]):
    """List, segment in work, one line that says what happened.

    Attributes:
        desk: What the parts share.
    """

    VERTICAL_BREAKPOINTS = [  # noqa: RUF012 - as Textual declares it
        (0, "-short"),
        (14, "-normal"),
        (34, "-tall"),
    ]
    AUTO_FOCUS = ""

    def __init__(self, session: ReviewSession, services: Services, options: ReviewOptions) -> None:
        super().__init__()
        self.desk = Desk(self, session, services, options)
        self.desk.furnish(make_parts(self.desk))
        self.desk.panes.message.when_clicked = self.run_clicked
        self._started = asyncio.Event()
        self._painted_at = _NEVER

    def compose(self) -> ComposeResult:
        """From the top down; panes of parts take the place of the list."""
        panes = self.desk.panes
        yield panes.bar
        yield panes.map
        yield panes.heads
        yield panes.view
        for part in self.desk.parts:
            yield from part.panes()
        yield panes.editors
        yield panes.wave
        yield panes.detail
        yield panes.message

    def on_mount(self) -> None:
        """Show the transcript, then whatever the person must know first."""
        desk = self.desk
        desk.panes.editors.close()
        desk.enter(desk.mode)
        self.set_focus(desk.panes.view)
        desk.refresh_rows()
        if desk.session.refusal is not None:
            self.set_interval(_RELOAD_S, self.reload)
        self.call_after_refresh(self._start)

    def _start(self) -> None:
        try:
            self._tell_first()
        finally:
            self._started.set()
        gc.freeze()  # the rows stay as long as the screen: no key waits for a look at all of them

    async def ready(self) -> None:
        """Wait until the parts have begun, however slow the machine is: keys are kept meanwhile."""
        await self._started.wait()

    def _tell_first(self) -> None:
        desk = self.desk
        for part in desk.parts:
            part.started()
        unknown = unknown_actions(desk.keys.actions, desk.options.keys)
        if desk.session.refusal is not None:
            desk.tell_error(desk.session.refusal)
        elif unknown:
            desk.tell(desk.say("said.unknown_key_action", names=", ".join(unknown)), "warn")
        elif not desk.panes.view.rows.segments:
            desk.tell(desk.say("said.empty"), "warn")

    def render_lines(self, crop: Region) -> list[Strip]:
        """Note when the screen was first painted: keys typed before were meant for something else."""
        self._painted_at = min(self._painted_at, time.monotonic())
        return super().render_lines(crop)

    def reload(self) -> None:
        """Show what another process wrote."""
        try:
            if self.desk.session.take_over():
                self.desk.refresh_rows()
                self.desk.tell(self.desk.say("said.writer_now"), "good")
            elif self.desk.session.reload():
                self.desk.refresh_rows()
                self.desk.tell(self.desk.say("said.reloaded"))
        except TestimonyError as error:
            self.desk.tell_error(error)

    # Keys

    async def take(self, event: events.Key | events.Paste) -> None:
        """Carry out a key, or hand it to the part whose mode is on."""
        desk = self.desk
        if event.time < self._painted_at or desk.is_deaf(event.time):
            return  # typed before the screen showed what the key would act on
        desk.pressed_at = event.time
        bound = self.desk.keys.find(desk.mode, event.key) if isinstance(event, events.Key) else None
        owner = self.desk.keys.owner(desk.mode)
        if bound is not None:
            if bound[1].edits and desk.is_editing:
                await self._until_shown()
            self._run(bound)
        elif owner is not None:
            await owner.take(event)

    async def _until_shown(self) -> None:
        """Wait until the open editors were painted, so that nothing is saved from them unseen."""
        until = time.monotonic() + _SHOWN_S
        while not self.desk.panes.editors.were_shown(time.monotonic()) and time.monotonic() < until:
            await asyncio.sleep(_LOOK_S)

    def _run(self, bound: Bound) -> None:
        action = bound[1]
        if not action.edits or self.desk.is_seen(vouching=action.vouches):
            run_bound(bound)

    def run_named(self, name: str) -> None:
        """Carry out an action by its name, as the palette does."""
        self.desk.pressed_at = time.monotonic()
        self._run(self.desk.keys.named(name))

    def run_clicked(self, name: str, at: float) -> None:
        """Carry out an action whose name was clicked at a time in seconds, by the same rules as its key."""
        if at >= self._painted_at and not self.desk.is_deaf(at):
            self.desk.pressed_at = at
            self._run(self.desk.keys.named(name))

    def available(self) -> list[Action]:
        """The actions that can be carried out as the screen now is, for the palette."""
        return self.desk.keys.in_mode(self.desk.mode)
