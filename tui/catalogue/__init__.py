"""The strings of the screen: key → (English, Chinese).

A part of the screen that brings strings of its own states them in its ``WORDS``.
"""

from __future__ import annotations

from tui.catalogue.actions import ACTIONS
from tui.catalogue.explanations import EXPLANATIONS
from tui.catalogue.flags import FLAGS
from tui.catalogue.footers import SHORT
from tui.catalogue.help import HELP
from tui.catalogue.history import HISTORY
from tui.catalogue.messages import MESSAGES
from tui.catalogue.questions import QUESTIONS
from tui.catalogue.states import STATES

__all__ = ["ENTRIES"]

ENTRIES: dict[str, tuple[str, str]] = {
    **ACTIONS,
    **SHORT,
    **EXPLANATIONS,
    **FLAGS,
    **STATES,
    **MESSAGES,
    **QUESTIONS,
    **HELP,
    **HISTORY,
}
