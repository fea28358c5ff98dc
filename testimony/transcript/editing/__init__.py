"""Edits that touch several segments: split and merge, replace a text everywhere."""
