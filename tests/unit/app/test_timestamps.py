"""Timestamps by file against an authority made for the tests, and the report of a verification."""

from __future__ import annotations

import datetime
import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import made_up_hearing as hearing
import pytest

pytest.importorskip("rfc3161_client")
pytest.importorskip("pyhanko")

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from testimony.app.session import Session
from testimony.transcript.types import Side

Authority = tuple[Callable[[bytes], bytes], Path]


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "testimony", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)


def name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: rsa.RSAPrivateKey,
    signing_key: rsa.RSAPrivateKey,
    *,
    authority: bool,
) -> x509.Certificate:
    now = datetime.datetime.now(datetime.UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
    )
    if not authority:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(usage, critical=True)
    return builder.sign(signing_key, hashes.SHA256())


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """An authority: answers a request, and its root certificate as PEM."""
    from asn1crypto import keys, tsp
    from asn1crypto import x509 as asn1
    from pyhanko.sign.timestamps import DummyTimeStamper
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    root_key, key = (rsa.generate_private_key(65537, 2048) for _ in range(2))
    root = certificate(name("Root of time"), name("Root of time"), root_key, root_key, authority=True)
    leaf = certificate(name("Clock of the tests"), name("Root of time"), key, root_key, authority=False)
    der = serialization.Encoding.DER
    private = key.private_bytes(der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    stamper = DummyTimeStamper(
        asn1.Certificate.load(leaf.public_bytes(der)),
        keys.PrivateKeyInfo.load(private),
        certs_to_embed=SimpleCertificateStore.from_certs([asn1.Certificate.load(leaf.public_bytes(der))]),
    )
    pem = tmp_path_factory.mktemp("authority") / "root.pem"
    pem.write_bytes(root.public_bytes(serialization.Encoding.PEM))

    def answer(request: bytes) -> bytes:
        reply: bytes = stamper.request_tsa_response(tsp.TimeStampReq.load(request)).dump()
        return reply

    return answer, pem


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.testimony"
    hearing.make(path).close()
    with Session.open(path, hearing.ANN) as session:
        session.correct("1", Side.TARGET, "I left Xinjiang last March.")
    return path


def stamped(case: Path, authority: Authority) -> subprocess.CompletedProcess[str]:
    answer, pem = authority
    request, reply = case.with_name("head.tsq"), case.with_name("head.tsr")
    done = run("seal", case, "--request", request)
    assert done.returncode == 0, done.stderr
    reply.write_bytes(answer(request.read_bytes()))
    return run("seal", case, "--attach", reply, "--authority", pem, "--by", "Ann Li")


def test_a_head_is_stamped_by_file_and_the_stamp_is_checked_by_verify(
    case: Path, authority: Authority
) -> None:
    done = stamped(case, authority)
    assert done.returncode == 0, done.stderr
    with Session.open(case, hearing.ANN) as session:
        session.correct("2", Side.TARGET, "later")
    shown = run("verify", case)
    assert shown.returncode == 0, shown.stderr
    assert "says CN=Clock of the tests" in shown.stdout
    assert "entry 7 was there on" in shown.stdout


def test_a_stamp_of_something_else_is_refused(case: Path, authority: Authority, tmp_path: Path) -> None:
    from testimony.app.timestamps import request_for

    answer, pem = authority
    reply = tmp_path / "other.tsr"
    reply.write_bytes(answer(request_for("ab" * 32)))
    done = run("seal", case, "--attach", reply, "--authority", pem, "--by", "Ann Li")
    assert done.returncode == 9
    assert "something else" in done.stderr
    reply.write_bytes(b"no answer")
    assert run("seal", case, "--attach", reply, "--authority", pem, "--by", "Ann").returncode == 9


def test_another_root_vouches_for_nothing(case: Path, authority: Authority, tmp_path: Path) -> None:
    answer, _ = authority
    request, reply, other = (tmp_path / one for one in ("a.tsq", "a.tsr", "other.pem"))
    key = rsa.generate_private_key(65537, 2048)
    wrong = certificate(name("Root of time"), name("Root of time"), key, key, authority=True)
    other.write_bytes(wrong.public_bytes(serialization.Encoding.PEM))
    assert run("seal", case, "--request", request).returncode == 0
    reply.write_bytes(answer(request.read_bytes()))
    done = run("seal", case, "--attach", reply, "--authority", other, "--by", "Ann Li")
    assert done.returncode == 9
    assert "does not hold" in done.stderr
    assert "Timestamp" not in run("verify", case).stdout


def test_the_report_says_what_was_verified_and_that_it_is_unsigned(
    case: Path, authority: Authority, tmp_path: Path
) -> None:
    from pypdf import PdfReader

    assert stamped(case, authority).returncode == 0
    pdf = tmp_path / "report.pdf"
    done = run("verify", case, "--report", pdf)
    assert done.returncode == 0, done.stderr
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf.read_bytes())).pages]
    assert all("UNSIGNED" in page for page in pages)
    text = " ".join(" ".join(pages).split())
    for part in (
        "case.testimony was verified",
        "Ann Li",
        "902(14)",
        "Clock of the tests",
        "correct_target 1",
    ):
        assert part in text, part
    assert "Xinjiang" not in text  # none of the words
    assert run("verify", case, "--report", pdf).returncode == 8  # it is there already
