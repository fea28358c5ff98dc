"""The offline promise, kept by the process itself.

Every command but ``models fetch`` calls :func:`forbid_network` before anything
else: from then on any attempt of this process to reach another machine raises
:class:`NetworkForbidden`, whichever library makes it, and the switches that
keep the engines' hubs and telemetry silent are set. Sockets between processes
of this machine (``AF_UNIX``) carry no network traffic and stay allowed.

The hook is Python's own audit event, raised inside the interpreter before the
system call; it cannot be removed once added. Native code that opens sockets by
itself does not pass it: none of the engines does, which the tests show with a
network namespace without interfaces.
"""

from __future__ import annotations

import os
import sys

__all__ = ["NetworkForbidden", "forbid_network"]

_SILENCE = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "DO_NOT_TRACK": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "TEXTUAL_DISABLE_KITTY_KEY": "1",
}

_OUTWARD = {
    "socket.connect",
    "socket.sendto",
    "socket.sendmsg",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.gethostbyaddr",
}

_installed = False


class NetworkForbidden(OSError):
    """Something in this process tried to reach the network."""


def forbid_network() -> None:
    """Refuse every connection from here on, and say so to the libraries."""
    global _installed  # noqa: PLW0603  a process has one guard, and it cannot be taken off
    os.environ.update(_SILENCE)
    if not _installed:
        sys.addaudithook(_refuse)
        _installed = True


def _refuse(event: str, args: tuple[object, ...]) -> None:
    if event not in _OUTWARD:
        return
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = args[1] if len(args) > 1 else None
        if address is None or isinstance(address, (str, bytes)):
            return  # AF_UNIX, or a socket that is connected already
    raise NetworkForbidden(f"Testimony works offline; {event} was refused")
