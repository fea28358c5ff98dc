"""Changing the record: editors, drafts, bounds, speakers, approvals, flags."""
