"""Checks that need no meaning: what was left, what repeats, tags and terms."""
