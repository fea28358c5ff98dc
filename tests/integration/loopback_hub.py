"""A hub and a package index on the loopback that misbehave on command."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

COMMIT = "0123456789abcdef0123456789abcdef01234567"
LARGE = 1000  # bytes; from here on the hub keeps a file with Git LFS


@dataclass
class Hub:
    """What it serves, and how: ``faults`` is used up, one a request, for a path's ending."""

    files: dict[str, dict[str, bytes]] = field(default_factory=dict)
    card: dict[str, Any] = field(default_factory=lambda: {"license": "mit"})
    packages: list[dict[str, Any]] = field(default_factory=list)
    archives: dict[str, bytes] = field(default_factory=dict)
    faults: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    requests: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    etag: str = '"first"'
    storage: str = ""
    url: str = ""

    def asked_for(self, ending: str) -> list[Mapping[str, str]]:
        return [headers for path, headers in self.requests if path.endswith(ending)]

    def listing(self, repository: str) -> dict[str, Any]:
        return {
            "id": repository,
            "sha": COMMIT,
            "cardData": self.card,
            "siblings": [_sibling(name, data) for name, data in self.files[repository].items()],
        }


def _sibling(name: str, data: bytes) -> dict[str, Any]:
    oid = hashlib.sha1(f"blob {len(data)}\0".encode() + data).hexdigest()
    entry: dict[str, Any] = {"rfilename": name, "size": len(data), "blobId": oid}
    if len(data) >= LARGE:
        entry["blobId"] = "f" * 40  # of the pointer, not of the file
        entry["lfs"] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "pointerSize": 130}
    return entry


@contextmanager
def serve_hub(hub: Hub) -> Iterator[Hub]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None: ...

        def do_GET(self) -> None:  # noqa: PLR0911  one answer a kind of address
            address = urlsplit(self.path)
            path = unquote(address.path)
            hub.requests.append((path, dict(self.headers)))
            ending = next((key for key in hub.faults if path.endswith(key) and hub.faults[key]), None)
            self.fault = hub.faults[ending].pop(0) if ending else ""
            if self.fault == "mute":
                time.sleep(0.4)
                self.close_connection = True
                return None
            if self.fault.isdigit():
                return self.answer(int(self.fault), b"")
            if path.startswith("/api/models/"):
                repository, _, revision = path.removeprefix("/api/models/").partition("/revision/")
                if repository not in hub.files or revision not in ("main", COMMIT):
                    return self.answer(404, b"")
                return self.answer(200, json.dumps(hub.listing(repository)).encode())
            if path.endswith("/index.json"):
                return self.answer(200, json.dumps(hub.packages).encode())
            if "/resolve/" in path:
                repository, _, rest = path.removeprefix("/").partition("/resolve/")
                place = f"{hub.storage or hub.url}/storage/{repository}/{rest.partition('/')[2]}"
                self.send_response(302)
                self.send_header("Location", self.fault.removeprefix("to:") if self.fault else place)
                self.send_header("Content-Length", "0")
                return self.end_headers()
            if path.startswith("/storage/"):
                owner, name, file = path.removeprefix("/storage/").split("/", 2)
                return self.send_file(hub.files[f"{owner}/{name}"][file])
            data = hub.archives.get(path.rpartition("/")[2])
            return self.answer(404, b"") if data is None else self.send_file(data)

        def answer(self, code: int, data: bytes) -> None:
            self.send_response(code)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def send_file(self, data: bytes) -> None:
            start, total = 0, len(data)
            wanted = self.headers.get("Range", "")
            changed = self.headers.get("If-Range", hub.etag) != hub.etag
            if self.fault == "wrong":
                data = bytes(len(data))
            if wanted and not changed and self.fault != "norange":
                start = int(wanted.removeprefix("bytes=").removesuffix("-"))
                if start >= total:
                    return self.answer(416, b"")
            self.send_response(206 if start else 200)
            if start:
                self.send_header("Content-Range", f"bytes {start}-{total - 1}/{total}")
            self.send_header("ETag", hub.etag)
            self.send_header("Content-Length", str(total - start))
            self.end_headers()
            data = data[start:]
            if self.fault.startswith("cut:"):
                self.wfile.write(data[: int(self.fault[4:])])
                self.close_connection = True
                return None
            self.wfile.write(data)
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    hub.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
