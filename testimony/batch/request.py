"""What a batch is asked for, and how it ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from testimony.batch.engine.pool import Backend
from testimony.batch.engine.wire import Handshake
from testimony.batch.planning import Wanted
from testimony.batch.types import JobMaker

__all__ = ["Request", "Summary"]


@dataclass(frozen=True, slots=True)
class Request:
    """What a person asked for.

    Attributes:
        source: A folder of recordings, or a manifest.
        wanted: Of every recording.
        maker: How a recording becomes a job.
        shard: (3, 8) for the third eighth.
        jobs: Number of engine processes, 0 for the rule.
        threads: Number of threads of each engine, 0 for the rule.
        stall_s: A recording without progress for so many seconds is given up.
        watch: Go on looking for new recordings.
        cluster: Opens another backend than this machine's; from a handshake, ``stall_s`` and a folder.
        version: Testimony's, for the report.
    """

    source: Path
    wanted: Wanted
    maker: JobMaker
    shard: tuple[int, int] | None = None
    jobs: int = 0
    threads: int = 0
    stall_s: float = 1800.0
    watch: bool = False
    cluster: Callable[[Handshake, float, Path], Backend] | None = None
    version: str = ""

    @property
    def shard_text(self) -> str:
        """``3/8``, or empty."""
        return f"{self.shard[0]}/{self.shard[1]}" if self.shard else ""

    @property
    def file_part(self) -> str:
        """``-3-of-8``, or empty."""
        return f"-{self.shard[0]}-of-{self.shard[1]}" if self.shard else ""


@dataclass(slots=True)
class Summary:
    """How a batch ended.

    Attributes:
        counts: Recordings by ``done``, ``skipped``, ``failed``, ``pending``.
        report: The two files, empty where they could not be written.
        trouble: What could not be kept, one sentence each.
        interrupted: Ctrl-C.
    """

    counts: dict[str, int] = field(default_factory=dict)
    report: tuple[Path, ...] = ()
    trouble: list[str] = field(default_factory=list)
    interrupted: bool = False
