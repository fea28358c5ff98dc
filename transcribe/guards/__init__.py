"""Doubts about what was written down: one module a guard. Guards flag and never delete."""
