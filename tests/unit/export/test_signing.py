"""A signature with the person's own key: it verifies, and every way to get it wrong is a sentence."""

from __future__ import annotations

import datetime
import io
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from samples_of_speech import APPROVED, hearing
from test_certificate import person, reviewed

from testimony.cli import export as export_command
from testimony.export import ExportOptions, render
from testimony.transcript.errors import CertificateIncomplete, ExportError

pytest.importorskip("pyhanko")

PASSPHRASE = "correct horse"


def make_key(folder: Path, *, days: int = 30, passphrase: str = PASSPHRASE) -> Path:
    """Make a key with a certificate of its own, as a person's card would hold."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import (
        BestAvailableEncryption,
        NoEncryption,
        pkcs12,
    )

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Chen Wei")])
    now = datetime.datetime.now(datetime.UTC)
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=60))
        .not_valid_after(now + datetime.timedelta(days=days))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    locked = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    path = folder / f"chen-{days}.p12"
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"chen", key, made, None, locked))
    return path


def signed(tmp_path: Path, **options: object) -> bytes:
    given = {"sign": make_key(tmp_path), "sign_passphrase": PASSPHRASE} | options
    return render(reviewed(), "pdf", ExportOptions(certificate=person(tmp_path), **given))  # type: ignore[arg-type]


def test_the_signature_covers_the_whole_file_and_verifies(tmp_path: Path) -> None:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    data = signed(tmp_path)
    (found,) = PdfFileReader(io.BytesIO(data)).embedded_signatures
    context = ValidationContext(trust_roots=[found.signer_cert], allow_fetching=False)
    status = validate_pdf_signature(found, context)
    assert status.bottom_line
    assert status.coverage.name == "ENTIRE_FILE"
    assert str(found.sig_object["/SubFilter"]) == "/ETSI.CAdES.detached"
    unsigned = render(reviewed(), "pdf", ExportOptions(certificate=person(tmp_path)))
    assert data.startswith(unsigned)


def test_a_changed_file_no_longer_verifies(tmp_path: Path) -> None:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    data = bytearray(signed(tmp_path))
    data[data.index(b"stream") + 40] ^= 1
    (found,) = PdfFileReader(io.BytesIO(bytes(data))).embedded_signatures
    context = ValidationContext(trust_roots=[found.signer_cert], allow_fetching=False)
    assert not validate_pdf_signature(found, context).intact


def test_a_wrong_passphrase_an_old_key_and_no_key_are_sentences(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="its passphrase is another one"):
        signed(tmp_path, sign_passphrase="wrong")
    with pytest.raises(ExportError, match="not today"):
        signed(tmp_path, sign=make_key(tmp_path, days=-1))
    with pytest.raises(ExportError, match="cannot be read"):
        signed(tmp_path, sign=tmp_path / "none.p12")
    with pytest.raises(ExportError, match=r"no PKCS #12 file"):
        signed(tmp_path, sign=person(tmp_path))
    with pytest.raises(ExportError, match="gives no key"):
        signed(tmp_path, sign=make_key(tmp_path), sign_passphrase="")


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyhanko.sign.signers", None)
    with pytest.raises(ExportError, match="pyhanko") as caught:
        signed(tmp_path)
    assert "--extra signing" in caught.value.hint


def test_only_a_certified_pdf_is_signed(tmp_path: Path) -> None:
    key = make_key(tmp_path)
    with pytest.raises(ExportError, match="--sign does not apply to docx"):
        render(reviewed(), "docx", ExportOptions(certificate=person(tmp_path), sign=key))
    with pytest.raises(ExportError, match="stands under a certificate"):
        render(hearing(state=APPROVED), "pdf", ExportOptions(sign=key, sign_passphrase=PASSPHRASE))


def test_a_key_in_another_name_is_asked_about(tmp_path: Path) -> None:
    key = make_key(tmp_path)
    options: dict[str, Any] = {"sign": key, "sign_passphrase": PASSPHRASE}
    with pytest.raises(CertificateIncomplete, match="The key is in the name of 'Chen Wei'") as caught:
        render(reviewed(), "pdf", ExportOptions(certificate=person(tmp_path, name='"Wei Lan"'), **options))
    assert 'signs_as = "Chen Wei"' in caught.value.hint
    married = person(tmp_path, name='"Wei Lan"', signs_as='"Chen Wei"')
    assert render(reviewed(), "pdf", ExportOptions(certificate=married, **options)).startswith(b"%PDF")
    turned = person(tmp_path, name='"WEI, Chen"')
    assert render(reviewed(), "pdf", ExportOptions(certificate=turned, **options)).startswith(b"%PDF")


def test_the_passphrase_comes_from_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_command, "load_transcript", lambda path, **_: reviewed())
    (tmp_path / "secret").write_text(PASSPHRASE + "\n")
    out = tmp_path / "case.pdf"
    arguments = ["case.testimony", "--to", "pdf", "-o", str(out), "--certificate", str(person(tmp_path))]
    arguments += ["--sign", str(make_key(tmp_path)), "--sign-passphrase-file", str(tmp_path / "secret")]
    done = CliRunner().invoke(export_command.command, arguments, catch_exceptions=False)
    assert done.exit_code == 0
    assert b"/ETSI.CAdES.detached" in out.read_bytes()


def test_the_passphrase_shows_in_no_repr() -> None:
    assert PASSPHRASE not in repr(ExportOptions(sign_passphrase=PASSPHRASE))
