"""An older file is read as it is, and changed at its first write, after a copy was set aside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import made_up_hearing as hearing
import pytest

from testimony.app.session import Session
from testimony.transcript.errors import TranscriptFileError
from testimony.transcript.record import migrations, store
from testimony.transcript.record.checks import schema_check
from testimony.transcript.record.disk import file_checks, record_file, recovery
from testimony.transcript.record.store import TranscriptStore
from testimony.transcript.types import Side

Step = Callable[[tuple[str, ...]], None]

NEXT_STEP = ("CREATE TABLE bookmarks (segment TEXT PRIMARY KEY) STRICT",)
BROKEN_STEP = (*NEXT_STEP, "CREATE TABLE bookmarks (twice TEXT)")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    hearing.make(tmp_path / "case.testimony").close()
    return tmp_path / "case.testimony"


@pytest.fixture
def tomorrow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Step]:
    """The product of a later day, that knows one schema more."""

    def known(step: tuple[str, ...]) -> None:
        version = len(migrations.STEPS) + 1
        monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, step))
        for module in (migrations, record_file, store, recovery):
            monkeypatch.setattr(module, "SCHEMA_VERSION", version)
        schema_check.forget_schemas()

    yield known
    schema_check.forget_schemas()


def test_reading_an_older_file_leaves_every_byte(path: Path, tomorrow: Step) -> None:
    before = path.read_bytes()
    tomorrow(NEXT_STEP)
    with TranscriptStore.open(path) as store:
        assert len(store.load().segments) == 12
        assert store.verify().is_clean
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_the_first_write_migrates_after_a_copy_was_set_aside(path: Path, tomorrow: Step) -> None:
    before = path.read_bytes()
    tomorrow(NEXT_STEP)
    with Session.open(path, hearing.ANN) as session:
        session.correct("1", Side.TARGET, "anew")
    (backup,) = (one for one in path.parent.iterdir() if one != path)
    assert backup.name == "case.testimony.schema-3.bak-1"
    assert backup.read_bytes() == before
    assert backup.stat().st_mode & 0o777 == 0o600
    with TranscriptStore.open(path) as store:
        assert store.document().segments["1"].target == "anew"
        assert store.verify().is_clean
        with store.file.reading() as connection:
            versions = connection.execute("SELECT version FROM migrations ORDER BY 1").fetchall()
        assert versions == [(1,), (2,), (3,), (4,)]


def test_a_migration_that_fails_changes_nothing(path: Path, tomorrow: Step) -> None:
    before = path.read_bytes()
    record = record_file.RecordFile.open(path, readonly=False, passphrase=None)
    tomorrow(BROKEN_STEP)
    record._old_version = 3
    with pytest.raises(TranscriptFileError), record.writing():
        pass
    record.close()
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_the_copy_of_an_encrypted_file_is_encrypted(tmp_path: Path, tomorrow: Step) -> None:
    pytest.importorskip("sqlcipher3")
    path = tmp_path / "secret.testimony"
    hearing.make(path, passphrase="x y").close()
    tomorrow(NEXT_STEP)
    with Session.open(path, hearing.ANN, passphrase="x y") as session:
        session.correct("1", Side.TARGET, "anew")
        assert session.store.verify().is_clean
    (backup,) = (one for one in tmp_path.iterdir() if one != path)
    assert file_checks.is_encrypted(backup)
