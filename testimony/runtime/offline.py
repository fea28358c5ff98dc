"""The offline promise, kept by the process itself.

Every command calls :func:`forbid_network` before anything else, and so does every process that a command
starts: from then on any attempt of this process to reach another machine raises :class:`NetworkForbidden`,
whichever library makes it, and the switches that keep the engines' hubs and telemetry silent are set. The two
commands that a person types in order to use the network open a door in the guard with :func:`network_door`,
for as long as they need it. Sockets between processes of this machine (``AF_UNIX``) carry no network traffic
and stay allowed.

The hook is Python's own audit event, raised inside the interpreter before the system call; it cannot be
removed once added. Native code that opens sockets by itself does not pass it: none of the engines does, which
the tests show with a network namespace without interfaces and by counting system calls.
See ``docs/decisions/0003-a-guard-inside-the-process.md`` and ``0082-what-offline-rests-on.md``.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

__all__ = [
    "NetworkForbidden",
    "attempts",
    "forbid_core_dumps",
    "forbid_network",
    "network_door",
    "silence_libraries",
    "try_to_leave",
]

_SILENCE = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",
    "TRANSFORMERS_OFFLINE": "1",
    # onnxruntime, from 1.29 on, reports to its maker from native code unless this is set before it starts
    "ORT_DISABLE_TELEMETRY": "1",
    "ORT_TELEMETRY_DISABLED": "1",
    "DO_NOT_TRACK": "1",
    "DISABLE_TELEMETRY": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "TEXTUAL_DISABLE_KITTY_KEY": "1",
}

_WITH_ADDRESS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind"})
_WITH_NAME = frozenset(
    {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"}
)
_AF_UNIX = 1  # on every system that has it; this module imports no network library, socket included
_LOOPBACK = ("127.", "::1", "localhost")


@dataclass(slots=True)
class _Guard:
    """The guard of this process: there is one, and it cannot be taken off."""

    installed: bool = False
    at_once: bool = False


_guard = _Guard()
_doors: list[frozenset[str] | None] = []
_attempts: list[str] = []


class NetworkForbidden(OSError):
    """Something in this process tried to reach the network."""


def forbid_network(*, report_at_once: bool = False) -> None:
    """Refuse every connection from here on, and say so to the libraries.

    Args:
        report_at_once: Say on standard error that something tried, when it does. For child processes; a
            command says it when it ends (``attempts``), so that it does not write into the review screen.
    """
    silence_libraries()
    _guard.at_once = report_at_once
    if not _guard.installed:
        sys.addaudithook(_refuse)
        _guard.installed = True


def silence_libraries() -> None:
    """Set the switches that keep hubs and telemetry silent; the adapters call it before they import engines.

    They matter beside the guard: native code opens sockets past it. onnxruntime was caught at that.
    """
    os.environ.update(_SILENCE)


def attempts() -> tuple[str, ...]:
    """What was refused so far in this process, each once: ``socket.connect to 192.0.2.1:443``."""
    return tuple(_attempts)


@contextlib.contextmanager
def network_door(hosts: Iterable[str] | None = None) -> Iterator[None]:
    """Let connections through while this is open: for ``models fetch`` and ``batch --cluster`` alone.

    Args:
        hosts: Names and addresses that may be reached; None for any.
    """
    _doors.append(None if hosts is None else frozenset(hosts))
    try:
        yield
    finally:
        _doors.pop()


def forbid_core_dumps() -> None:
    """Keep the memory of this process, words of testimony in it, out of crash files.

    A soft limit of 1 byte is the one value that Linux also heeds where crashes are piped to a program
    (``fs/coredump.c``); 0 would stop files alone. Child processes inherit it. Windows has no such limit.
    """
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (1, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def try_to_leave() -> dict[str, bool]:
    """Try to reach another machine, and say of each way whether it was refused; for ``doctor --offline``.

    The address and the name belong to nobody (RFC 5737, RFC 2606), so nothing would be there even without the
    guard; refused here means refused inside this process, before the system was asked.
    """
    import importlib

    socket = importlib.import_module("socket")  # by name: no module of ours imports a network library
    ways: dict[str, Callable[[], object]] = {
        "connect": lambda: socket.socket().connect(("192.0.2.1", 443)),
        "datagram": lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"", ("192.0.2.1", 53)),
        "name": lambda: socket.getaddrinfo("testimony.invalid", 443),
        "listen": lambda: socket.socket().bind(("127.0.0.1", 0)),
    }
    before = list(_attempts)
    refused = {way: _is_refused(attempt) for way, attempt in ways.items()}
    _attempts[:] = before
    return refused


def _is_refused(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except (NetworkForbidden, PermissionError):  # the second is the kernel's own refusal
        return True
    except OSError:
        pass
    return False


def _refuse(event: str, args: tuple[object, ...]) -> None:
    if event in _WITH_ADDRESS:
        if getattr(args[0], "family", None) == _AF_UNIX:
            return
        address = args[1] if len(args) > 1 else None
        if address is None:
            return  # a socket that is connected already, which passed here when it was
    elif event in _WITH_NAME:
        address = args[0]
    else:
        return
    host = _host_of(address)
    if _passes(host):
        return
    what = f"{event} to {_shown(address)}"
    if what not in _attempts:
        _attempts.append(what)
        if _guard.at_once:
            with contextlib.suppress(OSError, ValueError, AttributeError):
                sys.stderr.write(f"testimony: warning: {what} was refused: Testimony works offline.\n")
    raise NetworkForbidden(f"Testimony works offline; {what} was refused")


def _host_of(address: object) -> str:
    first = address[0] if isinstance(address, tuple) and address else address
    return first.decode("ascii", "replace") if isinstance(first, bytes) else str(first)


def _shown(address: object) -> str:
    if isinstance(address, tuple) and len(address) > 1:
        return f"{_host_of(address)}:{address[1]}"
    return _host_of(address)


def _passes(host: str) -> bool:
    # Windows has no socketpair: Python makes event loops one out of a loopback connection of its own.
    if sys.platform == "win32" and host.startswith(_LOOPBACK):
        return True
    return any(hosts is None or host in hosts for hosts in _doors)
