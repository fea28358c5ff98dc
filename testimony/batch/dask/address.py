"""Where a cluster is: what ``--cluster`` names, read and checked before anything is sent there."""

from __future__ import annotations

import asyncio
import ipaddress
import re
from dataclasses import dataclass
from pathlib import Path

from testimony.transcript.errors import SettingsError

__all__ = ["LOOPBACK", "Address", "hosts_of", "parse_address"]

LOOPBACK = "127.0.0.1"
_MOST_WORKERS = 256
_URL = re.compile(r"(?P<scheme>tls|tcp)://(?P<host>\[[0-9A-Fa-f:.]+\]|[^\s:/\[\]]+):(?P<port>[0-9]{1,5})/?")
_HINT = "testimony batch --cluster tls://HOST:8786 (see docs/batch.md), or --cluster local:2"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a cluster is.

    Attributes:
        workers: Number of workers of a cluster within this process, 0 for one that is elsewhere.
        url: ``tls://host:8786`` or ``tcp://127.0.0.1:8786``; empty for a cluster within this process.
        files: CA, certificate and key, for TLS.
    """

    workers: int = 0
    url: str = ""
    files: tuple[str, str, str] = ("", "", "")

    @property
    def host(self) -> str:
        """The machine of the scheduler."""
        parts = _URL.fullmatch(self.url)
        return parts["host"].strip("[]") if parts else LOOPBACK

    @property
    def port(self) -> int:
        """Number of the scheduler's port; 0 for a cluster within this process."""
        parts = _URL.fullmatch(self.url)
        return int(parts["port"]) if parts else 0


def parse_address(text: str, files: tuple[str, str, str]) -> Address:
    """Read what ``--cluster`` was given.

    Args:
        text: ``local:N``, ``tls://HOST:PORT``, or ``tcp://`` on the loopback.
        files: CA, certificate and key from the settings.

    Raises:
        SettingsError: No address, or one that would send paths through a network without TLS.
    """
    kind, _, rest = text.partition(":")
    if kind == "local":
        if not rest.isdecimal() or not 1 <= int(rest) <= _MOST_WORKERS:
            raise SettingsError(f"--cluster {text!r} does not say how many workers.", _HINT)
        return Address(workers=int(rest))
    parts = _URL.fullmatch(text)
    if parts is None:
        raise SettingsError(f"--cluster {text!r} is no address of a Dask scheduler.", _HINT)
    if parts["scheme"] == "tcp":
        if not _is_loopback(parts["host"].strip("[]")):
            raise SettingsError(
                f"--cluster {text} would send paths and hashes through the network in clear.",
                "use tls:// with a private CA; docs/batch.md says how",
            )
        return Address(url=text)
    for name, file in zip(("ca", "certificate", "key"), files, strict=True):
        if not file or not Path(file).is_file():
            what = f"there is no file {file}" if file else "none is set"
            raise SettingsError(
                f"--cluster {text} needs a private CA: [cluster] {name} in settings.toml: {what}.",
                "docs/batch.md says how to make the three files",
            )
    return Address(url=text, files=files)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def hosts_of(address: Address) -> frozenset[str]:
    """The names and addresses of the scheduler's machine, for the guard; to be asked within its door."""
    if address.workers:
        return frozenset({LOOPBACK})
    loop = asyncio.new_event_loop()
    try:
        found = loop.run_until_complete(loop.getaddrinfo(address.host, address.port))
    except OSError:
        return frozenset({address.host})
    finally:
        loop.close()
    return frozenset({address.host, *(str(entry[4][0]) for entry in found)})
