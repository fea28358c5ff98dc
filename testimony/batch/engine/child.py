"""``python -m testimony.batch.engine.child``: an engine process.

A fresh interpreter, never a fork, with a guard against the network of its own. Orders come on standard input,
messages leave on standard output. It ends when its input does, so a batch that is killed leaves no engine
behind.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
from typing import BinaryIO

from testimony.batch.engine.wire import Handshake, receive, send
from testimony.batch.types import Broken, Order, Ready
from testimony.runtime.confinement.kernel import forbid_sockets
from testimony.runtime.confinement.policy import confine_decoders
from testimony.runtime.cpu import leave_threads_to_engines
from testimony.runtime.offline import forbid_core_dumps, forbid_network
from testimony.transcript.errors import TestimonyError

__all__ = ["main"]


def main() -> int:
    """Serve until the input ends; gives the exit code of the process."""
    forbid_network(report_at_once=True)
    forbid_core_dumps()
    forbid_sockets()
    confine_decoders(wanted="--unconfined" not in sys.argv)
    leave_threads_to_engines()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the batch, which ends its engines
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints must not break into the messages
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    handshake = receive(source)
    if not isinstance(handshake, Handshake):
        return 1
    orders: queue.Queue[Order] = queue.Queue()
    threading.Thread(target=_listen, args=(source, orders), daemon=True).start()
    _serve(handshake, orders, sink)
    return 0


def _serve(handshake: Handshake, orders: queue.Queue[Order], sink: BinaryIO) -> None:
    from testimony.batch.engine.work import Worker

    bench = Worker(handshake.maker, handshake.threads)
    try:
        send(sink, Ready(bench.load(handshake.item)))
    except TestimonyError as error:
        send(sink, Broken(error))
        return
    while True:
        send(sink, bench.do(orders.get(), lambda step: send(sink, step)))


def _listen(source: BinaryIO, orders: queue.Queue[Order]) -> None:
    """Take orders; when the batch is gone, end at once, in the middle of whatever is being done."""
    try:
        while True:
            order = receive(source)
            if isinstance(order, Order):
                orders.put(order)
    except EOFError:
        _end()


def _end() -> None:
    if "testimony.audio.cell_sockets" in sys.modules:
        from testimony.audio.cell_sockets import remove_socket_folder

        remove_socket_folder()
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
