"""The file: what goes in comes out, and nothing that is no transcript gets in."""

from __future__ import annotations

import sqlite3
import stat
from dataclasses import replace
from pathlib import Path

import made_up_hearing as hearing
import pytest

from testimony.transcript import errors
from testimony.transcript.record import migrations
from testimony.transcript.record.disk.database import APPLICATION_ID
from testimony.transcript.record.history import Author
from testimony.transcript.record.migrations import STEPS
from testimony.transcript.record.store import TranscriptStore
from testimony.transcript.review import approve, correct
from testimony.transcript.types import Side, Translation

ANN = Author("Ann Li")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "case.testimony"


def test_what_was_committed_is_read_back(path: Path) -> None:
    hearing.make(path).close()
    with TranscriptStore.open(path, readonly=True) as store:
        transcript = store.load()
        assert [one.id for one in transcript.segments] == [str(n) for n in range(1, 13)]
        segment, translation = hearing.row(9)
        read = transcript.segments[8]
        assert (read.source, read.target, read.target_language) == (
            segment.source,
            translation.text,
            translation.language,
        )
        assert [(flag.kind, flag.pass_id) for flag in read.flags] == [("date_mismatch", "mt")]
        assert store.words("9") == segment.words
        assert store.alternatives("7") == hearing.row(7)[0].alternatives
        assert read.words == ()
        assert store.load().speakers == hearing.SPEAKERS
        assert transcript.provenance == hearing.PROVENANCE
        assert (store.complete, store.finished_blocks(), store.fingerprint) == (True, 2, "f1")


def test_the_file_is_private_and_says_what_it_is(path: Path) -> None:
    hearing.make(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]  # no journal, no temporary file
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete"


def test_a_resumed_draft_is_the_same_draft(tmp_path: Path) -> None:
    straight = hearing.make(tmp_path / "straight.testimony", blocks=3)
    store = hearing.begin(tmp_path / "resumed.testimony", 3, 6)
    store.commit_block(*hearing.block(0, 6), speakers=hearing.SPEAKERS)
    store.close()
    with TranscriptStore.open(tmp_path / "resumed.testimony") as resumed:
        assert not resumed.complete
        for index in range(resumed.finished_blocks(), 3):
            resumed.commit_block(*hearing.block(index, 6), speakers=hearing.SPEAKERS)
        resumed.finish(hearing.recording(18))
        assert resumed.draft_hash() == straight.draft_hash()
        assert resumed.head() != straight.head()  # times and salts are the chain's alone


def test_another_draft_has_another_hash(tmp_path: Path) -> None:
    one = hearing.make(tmp_path / "one.testimony", blocks=1)
    other = hearing.begin(tmp_path / "other.testimony", 1, 6)
    span, segments, translations = hearing.block(0, 6)
    segments[3] = replace(segments[3], source="Please repeat the answer!")
    other.commit_block(span, segments, translations, speakers=hearing.SPEAKERS)
    other.finish(hearing.recording(6))
    assert other.draft_hash() != one.draft_hash()


def test_a_block_is_kept_once_and_in_order(path: Path) -> None:
    store = hearing.begin(path, 2, 6)
    with pytest.raises(errors.TranscriptFileError, match="block 1"):
        store.commit_block(*hearing.block(1, 6))
    store.commit_block(*hearing.block(0, 6))
    with pytest.raises(errors.TranscriptFileError, match="block 0"):
        store.commit_block(*hearing.block(0, 6))
    assert store.segment_count() == 6


def test_a_block_that_fails_leaves_nothing(path: Path) -> None:
    store = hearing.begin(path, 2, 6)
    span, segments, translations = hearing.block(0, 6)
    with pytest.raises(errors.TranscriptFileError, match="99"):
        store.commit_block(span, segments, [*translations, Translation("99", "en", "?")])
    assert (store.segment_count(), store.finished_blocks()) == (0, 0)
    store.commit_block(span, segments, translations)
    assert store.segment_count() == 6


def test_create_never_overwrites(path: Path) -> None:
    path.write_text("my thesis")
    with pytest.raises(errors.TranscriptFileError, match="exists already"):
        hearing.begin(path, 1, 6)
    assert path.read_text() == "my thesis"
    assert list(path.parent.iterdir()) == [path]


def test_sealed_tables_refuse_update_and_delete(path: Path) -> None:
    hearing.make(path).close()
    connection = sqlite3.connect(path, isolation_level=None)
    for table in migrations.SEALED_TABLES:
        column = connection.execute(f"SELECT name FROM pragma_table_info('{table}')").fetchone()[0]
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET {column} = {column}"):
            with pytest.raises(sqlite3.IntegrityError, match="sealed"):
                connection.execute(statement)


def test_an_edit_needs_a_complete_draft(path: Path) -> None:
    store = hearing.begin(path, 2, 6)
    store.commit_block(*hearing.block(0, 6), speakers=hearing.SPEAKERS)
    edit = correct(store.document(), "1", Side.SOURCE, "x", hearing.ANN)
    with pytest.raises(errors.TranscriptFileError, match="not complete"):
        store.commit_edit(edit, ANN, based_on=store.last_entry())


def test_an_edit_on_what_somebody_else_changed_since_is_refused(path: Path) -> None:
    store = hearing.make(path)
    document, read = store.document(), store.last_entry()
    store.commit_edit(correct(document, "1", Side.SOURCE, "first", hearing.ANN), ANN, based_on=read)
    with pytest.raises(errors.Locked, match="changed since"):
        store.commit_edit(correct(document, "1", Side.SOURCE, "second", hearing.ANN), ANN, based_on=read)
    assert store.document().segments["1"].source == "first"


def test_set_aside_takes_the_first_free_name(path: Path) -> None:
    for number in (1, 2):
        hearing.make(path).close()
        with TranscriptStore.open(path) as store:
            assert store.file.set_aside() == path.with_name(f"case.testimony.bak-{number}")
    assert not path.exists()


def test_scratch_and_peaks_lie_beside_the_record(path: Path) -> None:
    store = hearing.make(path)
    head = store.head()
    store.notebook.save_scratch("12:source", "half a sen")
    store.notebook.save_scratch("12:source", "half a sentence")
    store.notebook.save_peaks("R1", 0, 100, b"\x00\x01" * 50)
    store.notebook.note_run("done", {"threads": "2"})
    store.close()
    with TranscriptStore.open(path) as again:
        assert again.notebook.scratch() == {"12:source": "half a sentence"}
        assert again.notebook.peaks(0) == (100, b"\x00\x01" * 50)
        assert again.notebook.peaks(1) is None
        again.notebook.clear_scratch("12:source")
        assert again.notebook.scratch() == {}
        assert again.head() == head
        assert again.verify().is_clean


# Bad input


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"RIFF\x00\x00\x00\x00WAVE" * 900, "not a transcript"),
        (b"SQLite format 3\x00" + b"\x00" * 5000, "not a transcript|damaged"),
        (b"SQLite format 3\x00", "not a transcript|damaged"),
    ],
)
def test_what_is_no_transcript_is_refused(path: Path, content: bytes, said: str) -> None:
    path.write_bytes(content)
    with pytest.raises(errors.NotATranscript, match=said) as caught:
        TranscriptStore.open(path)
    assert str(path) in caught.value.message
    assert path.read_bytes() == content


def test_a_missing_file_a_folder_and_another_database_are_refused(path: Path, tmp_path: Path) -> None:
    with pytest.raises(errors.NotATranscript, match="no file"):
        TranscriptStore.open(path)
    with pytest.raises(errors.NotATranscript, match="folder"):
        TranscriptStore.open(tmp_path)
    sqlite3.connect(path).execute("CREATE TABLE history (a)").connection.commit()
    with pytest.raises(errors.NotATranscript, match="not a transcript"):
        TranscriptStore.open(path)


def test_a_newer_schema_is_refused_and_left_alone(path: Path) -> None:
    hearing.make(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {migrations.SCHEMA_VERSION + 1}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(errors.NewerSchema, match="newer"):
        TranscriptStore.open(path)
    assert path.read_bytes() == before


def test_a_record_that_cannot_be_read_back_is_an_error_not_a_crash(path: Path) -> None:
    hearing.make(path).close()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("DROP TRIGGER contents_no_update")
    connection.execute("""UPDATE contents SET after = '{"nonsense":1}' WHERE seq = 1""")
    connection.execute(next(one for one in STEPS[0] if "contents_no_update" in one))
    connection.close()
    with pytest.raises(errors.Tampered, match="cannot be read back"):
        TranscriptStore.open(path).load()


ODD_TEXTS = (
    "NUL \x00 inside",
    "\u202eright to left\u202c \u200fعربي",
    "half a character \ud83d here",
    "a\r\nb\u2028c\x1e\x85",
    "好" * 350_000,  # more than a megabyte in UTF-8
    "",
)


@pytest.mark.parametrize("text", ODD_TEXTS, ids=lambda text: ascii(text[:12]))
def test_odd_text_of_a_machine_is_kept_exactly(path: Path, text: str) -> None:
    store = hearing.begin(path, 1, 4)
    span, segments, translations = hearing.block(0, 4)
    segments[0] = replace(segments[0], source=text)
    translations[1] = replace(translations[1], text=text)
    store.commit_block(span, segments, translations, speakers=hearing.SPEAKERS)
    store.finish(hearing.recording(4))
    store.close()
    with TranscriptStore.open(path) as again:
        rows = again.load().segments
        assert (rows[0].source, rows[1].target) == (text, text)
        again.commit_edit(
            approve(again.document(), ["1"], (Side.SOURCE,), hearing.ANN), ANN, based_on=again.last_entry()
        )
        assert again.verify().is_clean


@pytest.mark.parametrize(
    "text", [text for text in ODD_TEXTS if "\ud83d" not in text], ids=lambda t: ascii(t[:12])
)
def test_odd_text_of_a_person_is_kept_exactly(path: Path, text: str) -> None:
    with hearing.make(path) as store:
        edit = correct(store.document(), "1", Side.TARGET, text, hearing.ANN)
        store.commit_edit(edit, ANN, based_on=store.last_entry())
    with TranscriptStore.open(path) as again:
        assert again.document().segments["1"].target == text
        assert again.verify().is_clean


def test_half_a_character_from_a_person_is_refused(path: Path) -> None:
    with hearing.make(path) as store, pytest.raises(errors.EditRefused, match="half a character"):
        correct(store.document(), "1", Side.TARGET, "broken \udcff paste", hearing.ANN)


def test_a_clock_that_goes_back_is_kept_and_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with hearing.make(path) as store:
        monkeypatch.setattr(
            "testimony.transcript.record.history.now_text", lambda: "1999-12-31T23:59:59.000Z"
        )
        edit = correct(store.document(), "1", Side.TARGET, "late", hearing.ANN)
        store.commit_edit(edit, ANN, based_on=store.last_entry())
        report = store.verify()
        assert report.is_clean
        assert "went back" in report.notices[0]
        assert store.log.entries("1")[-1].entry.at == "1999-12-31T23:59:59.000Z"
