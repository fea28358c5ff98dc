"""The one door to pyHanko: a PAdES signature with the translator's own key, made without a network.

The signature is of the baseline profile (ETSI EN 319 142-1, B-B): the key's certificates, the hash and
the time of this machine's clock. A time-stamp server would be a call over the network, so there is none.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from testimony.transcript.errors import ExportError

__all__ = ["name_in", "open_key", "sign"]

_FIELD = "Certificate"
_REASON = "Certificate of transcription and translation"


def open_key(path: Path, passphrase: str) -> Any:
    """Read a key and its certificates from a PKCS #12 file.

    Args:
        path: ``.p12`` or ``.pfx``.
        passphrase: Empty for a file without one.

    Raises:
        ExportError: The extra is not installed; the file is missing, of another kind, locked with
            another passphrase; or the certificate is not valid today.
    """
    try:
        from pyhanko.sign.signers import SimpleSigner
    except ImportError:
        raise ExportError(
            "Signing needs the package pyhanko, which is not installed.", "uv sync --extra signing"
        ) from None
    try:
        data = path.read_bytes()
        signer = SimpleSigner.load_pkcs12_data(data, other_certs=[], passphrase=passphrase.encode() or None)
    except OSError as error:
        raise ExportError(f"{path} cannot be read: {error.strerror}.", "Check --sign.") from error
    except (ValueError, TypeError, AttributeError) as error:  # the last for a file without a key
        raise ExportError(
            f"{path} gives no key: it is no PKCS #12 file, or its passphrase is another one.",
            "Check the file and its passphrase: --sign-passphrase-file FILE",
        ) from error
    _refuse_outdated(path, signer.signing_cert)
    return signer


def _refuse_outdated(path: Path, certificate: Any) -> None:
    begins, ends = certificate.not_valid_before, certificate.not_valid_after
    if not begins <= datetime.now(UTC) <= ends:
        raise ExportError(
            f"The certificate in {path} is valid from {begins:%Y-%m-%d} to {ends:%Y-%m-%d}, not today.",
            "Ask for a new one where it was issued.",
        )


def name_in(signer: Any) -> str:
    """Return the common name in the certificate of a key, empty where it has none."""
    return str(signer.signing_cert.subject.native.get("common_name", ""))


def sign(data: bytes, signer: Any) -> bytes:
    """Add an invisible signature to a finished PDF; what was there stays byte for byte, in front.

    Args:
        data: The PDF.
        signer: What ``open_key`` gave.

    Raises:
        ExportError: The key could not sign.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.signers import PdfSignatureMetadata, sign_pdf

    about = PdfSignatureMetadata(
        field_name=_FIELD, md_algorithm="sha256", reason=_REASON, subfilter=SigSeedSubFilter.PADES
    )
    try:
        signed = sign_pdf(IncrementalPdfFileWriter(io.BytesIO(data)), about, signer=signer)
    except (SigningError, PdfError, ValueError) as error:
        raise ExportError(f"The PDF could not be signed: {error}.", "Check the key: --sign") from error
    return bytes(signed.getvalue())
