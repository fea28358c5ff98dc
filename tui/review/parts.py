"""Every part of the review screen: one line a part."""

from __future__ import annotations

from tui.review.component import Component
from tui.review.desk import Desk
from tui.review.editing.abbreviations import Abbreviations
from tui.review.editing.approval import Approval
from tui.review.editing.boundaries import Boundaries
from tui.review.editing.doubts import Doubts
from tui.review.editing.drafts import Drafts
from tui.review.editing.editing import Editing
from tui.review.editing.flags import Flags
from tui.review.editing.retranslation import Retranslation
from tui.review.editing.speakers import Speakers
from tui.review.finding.bookmarks import Bookmarks
from tui.review.finding.finding import Finding
from tui.review.finding.navigation import Navigation
from tui.review.finding.ranges import Ranges
from tui.review.finding.replacing import Replacing
from tui.review.overview.arrangement import Arrangement
from tui.review.overview.exporting import Exporting
from tui.review.overview.frame import Frame
from tui.review.overview.help import Help
from tui.review.overview.statistics import Statistics
from tui.review.overview.status import Status
from tui.review.redactions.redactions import Redactions
from tui.review.renditions.findings import Findings
from tui.review.renditions.hearing_both import HearingBoth
from tui.review.renditions.links import Links
from tui.review.renditions.renditions import Renditions
from tui.review.sound.playback import Playback
from tui.review.sound.recording import Recording
from tui.review.sound.slowing import Slowing
from tui.review.sound.spoken_words import SpokenWords
from tui.review.sound.waveform import Waveform
from tui.review.sound.words import WordCache
from tui.review.voices.reshaping import VoiceReshaping
from tui.review.voices.voices import Voices

__all__ = ["make_parts"]


def make_parts(desk: Desk) -> tuple[Component, ...]:
    """The parts, in the order in which they are told what happens and named in the help."""
    words = WordCache(desk.session)
    drafts, playback = Drafts(desk), Playback(desk, words)
    editing, finding = Editing(desk, drafts), Finding(desk)
    approval = Approval(desk, editing)
    voices = Voices(desk, playback, approval)
    renditions = Renditions(desk)
    return (
        Navigation(desk),
        Ranges(desk),
        Bookmarks(desk),
        editing,
        approval,
        Boundaries(desk, editing, playback),
        Speakers(desk),
        Abbreviations(desk, editing),
        Flags(desk),
        Doubts(desk),
        Retranslation(desk, editing),
        playback,
        SpokenWords(desk, playback, words),
        Slowing(desk, playback, words),
        Waveform(desk, playback),
        drafts,
        Recording(desk, playback),
        finding,
        Replacing(desk, editing, finding),
        renditions,
        HearingBoth(desk, renditions, playback),
        Findings(desk, renditions),
        Links(desk, renditions),
        Redactions(desk),
        voices,
        VoiceReshaping(desk, voices),
        Help(desk, editing),
        Status(desk, words),
        Arrangement(desk),
        Statistics(desk),
        Exporting(desk),
        Frame(desk),
    )
