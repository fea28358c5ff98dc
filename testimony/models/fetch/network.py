"""The one module that opens connections, for ``models fetch`` alone: resumable downloads over HTTP.

Proxies (``HTTP_PROXY``, ``HTTPS_PROXY``, ``NO_PROXY``) and certificates (``SSL_CERT_FILE``, the system's
store) are the standard library's business. Nothing is sent but the request: no token, no cookie, no account.
Why not the hub's own library: ``docs/decisions/0080-fetching-models.md``.
"""

from __future__ import annotations

import http.client
import os
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypeVar
from urllib.parse import urlsplit

from testimony import __version__
from testimony.text.json_values import JsonValue, parse_json
from testimony.transcript.errors import ModelError

__all__ = ["Network"]

_PIECE = 1 << 18
_LONGEST_PAUSE_S = 30
_LATER = (408, 425, 429, 500, 502, 503, 504)
"""Answers that mean: try again."""
_OK, _PART, _BEYOND = 200, 206, 416
_SAME_AGAIN = "type the same command again: it goes on where it was"
_WITHOUT = (
    "check the connection or the proxy; a machine without internet takes: testimony models add office.tar"
)


_T = TypeVar("_T")


class _CutError(Exception):
    """The connection broke, was silent for too long, or the server asks for patience."""


class _BeyondError(Exception):
    """The server has no such part of the file."""


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows to other hosts (a hub's storage), never to another protocol and never out of encryption."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """See the standard library."""
        before, after = urlsplit(req.full_url).scheme, urlsplit(newurl).scheme
        if after not in ("http", "https") or (before, after) == ("https", "http"):
            raise ModelError(f"{req.full_url} leads to {newurl}, which is not safe to follow.", _WITHOUT)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


@dataclass(frozen=True, slots=True)
class Network:
    """How patient to be.

    Attributes:
        timeout_s: Without a byte for this long, the connection counts as cut.
        tries: Cuts in a row without a byte of progress before giving up.
        pause: Waits between tries; tests do not.
    """

    timeout_s: float = 30.0
    tries: int = 5
    pause: Callable[[float], None] = time.sleep

    def read_json(self, url: str, limit: int = 32 << 20) -> JsonValue:
        """A JSON document of at most ``limit`` bytes.

        Raises:
            ModelError: It cannot be had, or is something else.
        """

        def read() -> bytes:
            with _open(url, {}, self.timeout_s) as response:
                data = response.read(limit + 1)
                length = response.headers.get("Content-Length")
                if length is not None and len(data) < int(length):
                    raise _CutError("the answer was cut off")
                return bytes(data)

        data = self._patiently(url, read, lambda: 0)
        try:
            return parse_json(data if len(data) <= limit else b"")
        except ValueError:
            raise ModelError(f"{url} gave no JSON; it is not what it should be.", _WITHOUT) from None

    def size_of(self, url: str) -> int | None:
        """What a server says that a file holds; None where it does not say."""

        def ask() -> int | None:
            with _open(
                url, {}, self.timeout_s
            ) as response:  # not HEAD: some stores sign addresses for GET alone
                length = response.headers.get("Content-Length")
                return int(length) if length and length.isdigit() else None

        return self._patiently(url, ask, lambda: 0)

    def download(self, url: str, target: Path, size: int | None, progress: Callable[[int], None]) -> None:
        """Bring a file to ``target``, going on with what ``target.part`` holds.

        Args:
            url: ``http`` or ``https``.
            target: Where the whole file goes; beside it lies the part while it is not whole.
            size: Bytes that it must have; None where nobody said.
            progress: Told how many bytes are there.

        Raises:
            ModelError: It cannot be had now; the part stays.
            OSError: The disk refuses.
        """
        part = target.with_name(target.name + ".part")
        self._patiently(url, lambda: _go_on(url, part, size, self.timeout_s, progress), lambda: _size(part))
        part.replace(target)
        _tag_of(part).unlink(missing_ok=True)

    def _patiently(self, url: str, act: Callable[[], _T], measure: Callable[[], int]) -> _T:
        failed, before = 0, measure()
        while True:
            try:
                return act()
            except _CutError as cut:
                now = measure()
                failed = 0 if now > before else failed + 1
                if failed >= self.tries:
                    kept = f"; {now:,} bytes of it are kept" if now else ""
                    hint = _SAME_AGAIN if now else _WITHOUT
                    raise ModelError(f"{url} cannot be reached: {cut}{kept}.", hint) from None
                before = now
                self.pause(min(2**failed, _LONGEST_PAUSE_S))


def _go_on(url: str, part: Path, size: int | None, timeout_s: float, progress: Callable[[int], None]) -> None:
    """One connection: from where the part ends to where the file ends."""
    have, tag = _size(part), _read_tag(part)
    if size is not None and have == size:
        return
    if have and ((size is not None and have > size) or (size is None and not tag)):
        part.unlink()  # not a piece of this file, or nobody can say that it still is
        have = 0
    headers = {"Range": f"bytes={have}-"} if have else {}
    if have and tag:
        headers["If-Range"] = tag
    with _opened_part(url, headers, timeout_s, part) as response:
        if not _goes_on_at(response, have):
            have = 0
        _write_tag(part, response)
        length = response.headers.get("Content-Length")
        end = have + int(length) if length and length.isdigit() else None
        with part.open("ab" if have else "wb") as out:
            part.chmod(0o600)
            have = _pour(response, out, have, size, progress)
            out.flush()
            os.fsync(out.fileno())
    if (end is not None and have < end) or (size is not None and have < size):
        raise _CutError("the connection was cut")


def _opened_part(url: str, headers: dict[str, str], timeout_s: float, part: Path) -> http.client.HTTPResponse:
    try:
        return _open(url, headers, timeout_s)
    except _BeyondError:
        part.unlink(missing_ok=True)
        raise _CutError("the server does not go on from there") from None


def _goes_on_at(response: http.client.HTTPResponse, have: int) -> bool:
    return response.status == _PART and response.headers.get("Content-Range", "").startswith(f"bytes {have}-")


def _pour(
    response: http.client.HTTPResponse,
    out: IO[bytes],
    have: int,
    size: int | None,
    progress: Callable[[int], None],
) -> int:
    while True:
        try:
            piece = response.read1(_PIECE)  # what is there: a slow line loses nothing when it breaks
        except (http.client.HTTPException, ConnectionError, TimeoutError, ssl.SSLError) as error:
            out.flush()
            raise _CutError(_reason(error)) from None
        if not piece:
            return have
        out.write(piece)
        have += len(piece)
        progress(have)
        if size is not None and have > size:
            raise ModelError(
                f"The server sends more than the {size:,} bytes that it announced.",
                "testimony models fetch NAME",
            )


def _open(url: str, headers: dict[str, str], timeout_s: float) -> http.client.HTTPResponse:
    if urlsplit(url).scheme not in ("http", "https"):
        raise ModelError(f"{url} is no address to fetch from: neither http nor https.", "unset HF_ENDPOINT")
    opener = urllib.request.build_opener(_Redirects)
    # Not compressed: lengths and ranges must count the bytes of the file.
    headers = {"User-Agent": f"testimony/{__version__}", "Accept-Encoding": "identity", **headers}
    try:
        request = urllib.request.Request(url, headers=headers)  # noqa: S310  http or https, see above
        response: http.client.HTTPResponse = opener.open(request, timeout=timeout_s)
    except urllib.error.HTTPError as error:
        with error:
            if error.code == _BEYOND and "Range" in headers:
                raise _BeyondError from None
            raise _refused(url, error) from None
    except urllib.error.URLError as error:
        if isinstance(error.reason, ssl.SSLCertVerificationError):
            raise ModelError(
                f"{url} shows a certificate that this machine does not trust: {error.reason.verify_message}.",
                "an office's own authority goes into SSL_CERT_FILE",
            ) from None
        if _is_unknown_name(error.reason):
            raise ModelError(f"{url} cannot be reached: {_reason(error.reason)}.", _WITHOUT) from None
        raise _CutError(_reason(error.reason)) from None
    except (http.client.HTTPException, ConnectionError, TimeoutError, ssl.SSLError) as error:
        raise _CutError(_reason(error)) from None
    if response.status not in (_OK, _PART):
        raise ModelError(f"{url} answered {response.status}, which is of no use.", _WITHOUT)
    return response


def _is_unknown_name(reason: object) -> bool:
    """True where no such host is known, which trying again does not change (``EAI_NONAME``)."""
    return type(reason).__name__ == "gaierror" and "not known" in str(reason)


def _refused(url: str, error: urllib.error.HTTPError) -> Exception:
    if error.code in _LATER:
        return _CutError(f"the server answered {error.code} {error.reason}")
    if error.code in range(300, 400):
        return ModelError(f"{url} leads in a circle, or to where it is not safe to follow.", _WITHOUT)
    if error.code in (401, 403, 407):
        return ModelError(f"{url} is not open to everybody ({error.code} {error.reason}).", _WITHOUT)
    return ModelError(f"{url} is not there ({error.code} {error.reason}).", _WITHOUT)


def _reason(error: object) -> str:
    if isinstance(error, TimeoutError):
        return "it was silent for too long"
    if isinstance(error, http.client.IncompleteRead):
        return "the connection was cut"
    return str(getattr(error, "strerror", None) or error) or type(error).__name__


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _tag_of(part: Path) -> Path:
    return part.with_name(part.name + ".tag")


def _read_tag(part: Path) -> str:
    try:
        return _tag_of(part).read_text(encoding="ascii")
    except (OSError, ValueError):
        return ""


def _write_tag(part: Path, response: http.client.HTTPResponse) -> None:
    """Keep what the server calls this state of the file: a strong ETag, else its date."""
    tag = response.headers.get("ETag", "")
    tag = response.headers.get("Last-Modified", "") if not tag or tag.startswith("W/") else tag
    path = _tag_of(part)
    path.unlink(missing_ok=True)
    if tag.isascii() and "\n" not in tag and tag:
        path.write_text(tag, encoding="ascii")
        path.chmod(0o600)
