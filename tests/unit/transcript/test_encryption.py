"""Encryption at rest: nothing readable in the file, one sentence for a wrong passphrase."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import made_up_hearing as hearing
import pytest

from testimony.app.session import Session
from testimony.transcript.errors import TranscriptFileError, WrongPassphrase
from testimony.transcript.record.disk.file_checks import is_encrypted
from testimony.transcript.record.store import TranscriptStore, verify_file
from testimony.transcript.types import Side

pytest.importorskip("sqlcipher3")
SECRET = "correct horse 'battery' 马"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "case.testimony"


def test_an_encrypted_transcript_is_one_from_its_first_byte(path: Path) -> None:
    store = hearing.make(path, passphrase=SECRET)
    head, digest = store.head(), store.draft_hash()
    store.close()
    raw = path.read_bytes()
    assert is_encrypted(path)
    assert not any(text.encode() in raw for line in hearing.LINES for text in line[1:])
    assert b"SQLite" not in raw
    with TranscriptStore.open(path, passphrase=SECRET) as again:
        assert (again.head(), again.draft_hash()) == (head, digest)
    assert verify_file(path, SECRET, head).is_clean
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("given", [None, "", "wrong", SECRET.upper()])
def test_a_wrong_passphrase_is_one_sentence(
    path: Path, given: str | None, capfd: pytest.CaptureFixture[str]
) -> None:
    hearing.make(path, passphrase=SECRET).close()
    with pytest.raises(WrongPassphrase) as caught:
        TranscriptStore.open(path, passphrase=given)
    assert str(path) in caught.value.message
    assert capfd.readouterr().err == ""


def test_edits_encrypt_and_decrypt_keep_everything(path: Path) -> None:
    hearing.make(path).close()
    with Session.open(path, hearing.ANN) as session:
        session.correct("1", Side.TARGET, "before")
        head = session.store.head()
        session.store.maintenance.encrypt(SECRET)
        session.correct("1", Side.TARGET, "while encrypted")
    assert b"while encrypted" not in path.read_bytes()
    with Session.open(path, hearing.ANN, passphrase=SECRET) as session:
        assert session.document.segments["1"].target == "while encrypted"
        session.store.maintenance.encrypt("another")
        session.undo()
        session.store.maintenance.decrypt()
        assert session.store.verify(head).is_clean
    assert path.stat().st_mode & 0o777 == 0o600
    with TranscriptStore.open(path) as store:
        assert store.document().segments["1"].target == "before"
    assert sqlite3.connect(path).execute("SELECT count(*) FROM readings").fetchone() == (12,)
    assert list(path.parent.iterdir()) == [path]


def test_a_purge_of_an_encrypted_file_leaves_it_encrypted(path: Path) -> None:
    from testimony.transcript.record.history import Author

    with hearing.make(path, passphrase=SECRET) as store:
        store.maintenance.purge(["1"], Author("Ann Li"))
        assert store.verify().is_clean
    assert is_encrypted(path)


def test_without_the_package_one_sentence_says_what_to_install(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    hearing.make(path, passphrase=SECRET).close()
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    with pytest.raises(TranscriptFileError, match="not installed") as caught:
        TranscriptStore.open(path, passphrase=SECRET)
    assert "encryption" in caught.value.hint


def test_a_recording_is_not_taken_for_an_encrypted_transcript(path: Path) -> None:
    path.write_bytes(b"a page of prose, four thousand and ninety-six signs long. " * 71 + b"." * 1)
    assert not is_encrypted(path)
