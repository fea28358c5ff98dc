"""The fixtures of this folder, for pytest to find."""

from fake_engine import fake_engine, packages

__all__ = ["fake_engine", "packages"]
