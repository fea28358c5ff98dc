"""The fixtures of this folder, for pytest to find."""

from recordings import demo, excerpt, hearing_samples, testimony

__all__ = ["demo", "excerpt", "hearing_samples", "testimony"]
