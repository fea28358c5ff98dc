r"""Timestamps of a transcript's head by an authority the user chooses, asked and answered by file (RFC 3161).

The one module that knows ``rfc3161_client``; nothing here opens the network. What is stamped is one line,
``testimony head HASH`` with a line feed, so that other tools can check a token too:

    printf 'testimony head HASH\n' > head.txt
    openssl ts -verify -in answer.tsr -data head.txt -CAfile authority.pem
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from testimony.transcript.errors import SettingsError, Tampered, TranscriptFileError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse

    from testimony.transcript.record.edit_log import Timestamp
    from testimony.transcript.record.store import TranscriptStore
    from testimony.transcript.types import Identity

__all__ = ["Stamped", "attach", "check", "request_for"]

_MOST_BYTES = 1_000_000  # an answer with its certificates has a few thousand


@dataclass(frozen=True, slots=True)
class Stamped:
    """A timestamp that holds.

    Attributes:
        of: Number of the entry that was there by then.
        at: The time that the authority says, UTC.
        authority: Who says so: the subject of the signing certificate.
        root: SHA-256 of the certificate that the signature leads to, hex; whether to trust it is the
            reader's decision.
    """

    of: int
    at: datetime
    authority: str
    root: str

    def __str__(self) -> str:
        return (
            f"entry {self.of} was there on {self.at:%Y-%m-%d at %H:%M:%S} UTC, says {self.authority}"
            f" (root certificate SHA-256 {self.root[:16]}…)"
        )


def _client() -> ModuleType:
    try:
        import rfc3161_client
    except ImportError:
        raise SettingsError(
            "Timestamps need the package rfc3161-client, which is not installed.",
            "uv sync --extra timestamps",
        ) from None
    return rfc3161_client


def _line(head: str) -> bytes:
    return f"testimony head {head}\n".encode("ascii")


def request_for(head: str) -> bytes:
    """A request for a timestamp of a head (DER, ``application/timestamp-query``).

    Args:
        head: Hash of the newest entry, hex.
    """
    client = _client()
    builder = client.TimestampRequestBuilder().data(_line(head))
    request: bytes = builder.hash_algorithm(client.HashAlgorithm.SHA256).build().as_bytes()
    return request


def attach(store: TranscriptStore, answer: Path, authority: Path, by: Identity) -> Stamped:
    """Check an authority's answer and keep it in the transcript.

    Args:
        store: Open for writing.
        answer: The ``.tsr`` file.
        authority: The authority's root certificate, with intermediate ones where it needs them, PEM.
        by: Who attaches it.

    Raises:
        TranscriptFileError: It is no answer, is of another transcript, or its signature does not hold.
    """
    from testimony.app.session import author_of
    from testimony.transcript.record.edit_log import Timestamp

    token, pem = _read(answer), _read(authority).decode("utf-8", "replace")
    imprint = bytes(_decoded(token, answer).tst_info.message_imprint.message)
    for logged in reversed(store.log.entries()):
        head = logged.entry.hash.hex()
        if hashlib.sha256(_line(head)).digest() == imprint:
            stamp = Timestamp(logged.entry.seq, head, token, pem)
            stamped = _checked(stamp, str(answer))
            store.log.attach_timestamp(stamp, author_of(by))
            return stamped
    raise TranscriptFileError(
        f"{answer} is a timestamp of something else than an entry of {store.path}.",
        f"testimony seal '{store.path}' --request FILE.tsq",
    )


def check(stamps: Sequence[Timestamp], heads: Sequence[str], path: Path) -> list[Stamped]:
    """Check the timestamps of a transcript whose chain was found whole.

    Args:
        stamps: As the log holds them.
        heads: The hash of each entry, in order, hex.
        path: The transcript, for messages.

    Raises:
        Tampered: A token does not hold, or is not of the entry that it names.
    """
    found = []
    for stamp in stamps:
        if not 1 <= stamp.of <= len(heads) or heads[stamp.of - 1] != stamp.head:
            raise Tampered(f"{path}: a timestamp names another entry {stamp.of} than the one that stands.")
        try:
            found.append(_checked(stamp, str(path)))
        except TranscriptFileError as error:
            raise Tampered(error.message, error.hint) from error
    return found


def _read(path: Path) -> bytes:
    try:
        data = path.read_bytes() if path.is_file() and path.stat().st_size <= _MOST_BYTES else b""
    except OSError as error:
        raise TranscriptFileError(f"{path} cannot be read: {error.strerror}.") from error
    if not data:
        raise TranscriptFileError(f"{path} is no file of a timestamp authority.", "name another file")
    return data


def _decoded(token: bytes, where: object) -> TimeStampResponse:
    try:
        response: TimeStampResponse = _client().decode_timestamp_response(token)
    except ValueError as error:
        raise TranscriptFileError(
            f"{where} holds no answer of a timestamp authority.", "send the request again"
        ) from error
    return response


def _checked(stamp: Timestamp, where: str) -> Stamped:
    """The signature leads to a root certificate, and what was signed is the head."""
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256

    client = _client()
    answer = _decoded(stamp.token, where)
    try:
        certificates = x509.load_pem_x509_certificates(stamp.authority.encode("utf-8"))
        roots = [one for one in certificates if one.issuer == one.subject]
        others = [one for one in certificates if one.issuer != one.subject]
        verifier = client.VerifierBuilder(roots=roots, intermediates=others).build()
        verifier.verify_message(answer, _line(stamp.head))
        signer = _signer(answer, others)
    except (client.VerificationError, ValueError) as error:
        raise TranscriptFileError(
            f"The timestamp in {where} does not hold: {error}.",
            "name the authority's root certificate with --authority",
        ) from error
    root = roots[0].fingerprint(SHA256()).hex()
    return Stamped(stamp.of, answer.tst_info.gen_time.astimezone(UTC), signer, root)


def _signer(answer: TimeStampResponse, others: Sequence[Certificate]) -> str:
    """Who signed, as the certificate says."""
    from cryptography import x509

    embedded = [x509.load_der_x509_certificate(one) for one in answer.signed_data.certificates]
    for info in answer.signed_data.signer_infos:
        for one in (*embedded, *others):
            if (one.issuer, one.serial_number) == (info.issuer, info.serial_number):
                return str(one.subject.rfc4514_string())
    return "an unnamed authority"
