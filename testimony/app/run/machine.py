"""Where and with what a run happened: kept beside the record, outside the draft's hash and the seal."""

from __future__ import annotations

import platform

from testimony import __version__

__all__ = ["facts_of_run"]


def facts_of_run(threads: int) -> dict[str, str]:
    """Host, system, software and threads, as text.

    Args:
        threads: Threads of the speech engine.
    """
    return {
        "host": platform.node(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "testimony": __version__,
        "threads": str(threads),
    }
