"""Every part of the review screen: one line a part."""

from __future__ import annotations

from tui.review.approval import Approval
from tui.review.boundaries import Boundaries
from tui.review.component import Component
from tui.review.desk import Desk
from tui.review.drafts import Drafts
from tui.review.editing import Editing
from tui.review.finding import Finding
from tui.review.flags import Flags
from tui.review.help import Help
from tui.review.navigation import Navigation
from tui.review.playback import Playback
from tui.review.recording import Recording
from tui.review.renditions import Renditions
from tui.review.replacing import Replacing
from tui.review.retranslation import Retranslation
from tui.review.speakers import Speakers
from tui.review.spoken_words import SpokenWords
from tui.review.status import Status
from tui.review.waveform import Waveform
from tui.review.words import WordCache

__all__ = ["make_parts"]


def make_parts(desk: Desk) -> tuple[Component, ...]:
    """The parts, in the order in which they are told what happens and named in the help."""
    words = WordCache(desk.session)
    drafts, playback = Drafts(desk), Playback(desk, words)
    editing, finding = Editing(desk, drafts), Finding(desk)
    return (
        Navigation(desk),
        editing,
        Approval(desk, editing),
        Boundaries(desk, editing, playback),
        Speakers(desk),
        Flags(desk),
        Retranslation(desk, editing),
        playback,
        SpokenWords(desk, playback, words),
        Waveform(desk),
        drafts,
        Recording(desk, playback),
        finding,
        Replacing(desk, editing, finding),
        Renditions(desk, playback),
        Help(desk, editing),
        Status(desk, words),
    )
