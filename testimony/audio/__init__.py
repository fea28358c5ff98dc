"""Decode and hash a recording in one pass."""
