"""States, sides, pages."""

from __future__ import annotations

__all__ = ["STATES"]

STATES = {
    "state.unreviewed": ("unreviewed", "未审"),
    "state.edited": ("edited", "已改"),
    "state.approved": ("approved", "已核准"),
    "state.second_approved": ("approved twice", "两次核准"),
    "side.source": ("source", "原文"),
    "side.target": ("translation", "译文"),
    "head.time": ("time", "时间"),
    "head.speaker": ("speaker", "说话人"),
    "head.source": ("what was said", "原话"),
    "head.target": ("translation", "译文"),
    "page.flags": ("Flags", "标记"),
    "page.alternatives": ("Alternatives", "候选"),
    "page.terms": ("Terms", "术语"),
    "detail.as_draft": ("as the draft", "与初稿相同"),
    "detail.draft_purged": ("the draft's words were purged", "初稿文字已清除"),
    "page.draft": ("Draft", "初稿"),
    "page.history": ("History", "历史"),
    "page.words": ("Words", "逐词"),
    "page.notes": ("Notes", "注释"),
}
