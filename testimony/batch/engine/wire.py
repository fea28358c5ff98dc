"""What goes between a batch and its engine processes: one pickled message after another.

Both ends are this program on this machine; the pickles come from nobody else.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from testimony.batch.types import Item, JobMaker, Message, Order

__all__ = ["Handshake", "receive", "send"]


@dataclass(frozen=True, slots=True)
class Handshake:
    """The first thing that an engine process is told.

    Attributes:
        maker: How a recording becomes a job.
        threads: Of each engine.
        item: One of the items, for the engines to be loaded by.
        folder: The output folder.
        settings: What its ``settings_digest`` must give; empty for anything.
    """

    maker: JobMaker
    threads: int
    item: Item
    folder: Path
    settings: str = ""


def send(stream: BinaryIO, message: Message | Handshake | Order) -> None:
    """Write one message, at once."""
    pickle.dump(message, stream, protocol=pickle.HIGHEST_PROTOCOL)
    stream.flush()


def receive(stream: BinaryIO) -> object:
    """Read one message.

    Raises:
        EOFError: The other side is gone; also for half a message.
    """
    try:
        return pickle.load(stream)  # noqa: S301 - from our own process
    except (pickle.UnpicklingError, OSError, ValueError) as error:
        raise EOFError from error
