"""The use case: an edit, its checks, its commit; memory is never ahead of the file."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import made_up_hearing as hearing
import pytest

from testimony.app.review.edits import keep_translation
from testimony.app.session import Session, author_of, find_recording
from testimony.transcript.editing.reshape import Cut
from testimony.transcript.errors import (
    EditRefused,
    RecordingChanged,
    RecordingNotFound,
    TranscriptFileError,
)
from testimony.transcript.record import migrations
from testimony.transcript.record.store import TranscriptStore
from testimony.transcript.types import (
    Flag,
    FlagKind,
    Provenance,
    Recording,
    ReviewState,
    Segment,
    Severity,
    Side,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    hearing.make(tmp_path / "case.testimony").close()
    return tmp_path / "case.testimony"


def too_short(segment: Segment, before: str = "") -> tuple[Flag, ...]:
    doubtful = len(segment.target) < 5
    return (Flag(FlagKind.LENGTH_RATIO, Severity.WARN, "short"),) if doubtful else ()


def test_an_edit_is_checked_kept_and_shown_in_one_step(path: Path) -> None:
    with Session.open(path, hearing.ANN, checks=too_short) as session:
        session.correct("1", Side.TARGET, "I")
        assert [flag.kind for flag in session.document.segments["1"].flags] == [FlagKind.LENGTH_RATIO]
        (entry,) = session.store.log.entries("1")
        assert (entry.entry.kind, entry.entry.author, entry.entry.standing) == (
            "correct_target",
            "Ann Li",
            "confirmed",
        )
        shown = session.document
    with TranscriptStore.open(path) as store:
        assert store.document() == shown


def test_memory_and_file_stay_the_same_through_undo_and_redo_over_sessions(path: Path) -> None:
    with Session.open(path, hearing.ANN, checks=too_short) as session:
        draft = session.document
        session.correct("2", Side.TARGET, "x")
        session.split("3", Cut(at_ms=session.document.segments["3"].start_ms + 900))
        session.merge("3.1", "3.2")
        session.speakers.rename("S1", name="THE WITNESS")
        edited = session.document
    with Session.open(path, hearing.BEN) as session:
        assert session.document == edited
        for _ in range(4):
            session.undo()
        assert session.document.segments == draft.segments
        assert session.document.speakers == draft.speakers
        with pytest.raises(EditRefused, match="nothing to undo"):
            session.undo()
        for _ in range(4):
            session.redo()
        assert session.document.segments == edited.segments
        assert session.words("3.3") == hearing.row(3)[0].words
        assert session.store.verify().is_clean


def test_an_edit_that_changes_nothing_keeps_nothing(path: Path) -> None:
    with Session.open(path, hearing.ANN) as session:
        last = session.store.last_entry()
        session.correct("1", Side.SOURCE, session.document.segments["1"].source)
        assert session.store.last_entry() == last


def test_a_write_that_fails_leaves_memory_and_file_as_they_were(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from testimony.transcript.record import history

    with Session.open(path, hearing.ANN) as session:
        before = session.document

        def broken(*_args: object, **_how: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(history, "append", broken)
            with pytest.raises(TranscriptFileError, match="No space left"):
                session.correct("1", Side.SOURCE, "x")
        assert session.document is before
        session.correct("1", Side.SOURCE, "y")
        assert session.store.document() == session.document


def test_an_incomplete_transcript_is_read_only(tmp_path: Path) -> None:
    path = tmp_path / "case.testimony"
    store = hearing.begin(path, 2, 6)
    store.commit_block(*hearing.block(0, 6), speakers=hearing.SPEAKERS)
    store.close()
    with Session.open(path, hearing.ANN) as session:
        assert len(session.document.segments) == 6
        with pytest.raises(TranscriptFileError, match="not complete"):
            session.correct("1", Side.SOURCE, "x")


def test_an_account_edits_as_unconfirmed(path: Path) -> None:
    with Session.open(path, hearing.ACCOUNT) as session:
        session.correct("1", Side.SOURCE, "x")
        assert session.store.log.entries("1")[-1].entry.standing == "unconfirmed"


def test_find_sees_the_newest_text(path: Path) -> None:
    with Session.open(path, hearing.ANN) as session:
        assert {match.segment_id for match in session.find("看守")} == {"3", "7", "11"}
        session.correct("3", Side.SOURCE, "在监狱")
        assert {match.segment_id for match in session.find("看守")} == {"7", "11"}


# The recording


def recorded(tmp_path: Path, content: bytes = b"sound") -> tuple[Path, Recording]:
    audio = tmp_path / "hearing.wav"
    audio.write_bytes(content)
    return audio, hearing.recording(4, str(audio), hashlib.sha256(content).hexdigest())


def digest_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_recording_is_found_where_it_was_beside_the_transcript_or_where_it_is_said_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    audio, recording = recorded(tmp_path)
    transcript = tmp_path / "case" / "case.testimony"
    transcript.parent.mkdir()
    monkeypatch.chdir(tmp_path)
    assert find_recording(recording, transcript, hash_file=digest_of) == audio
    moved = audio.rename(transcript.parent / audio.name)
    assert find_recording(recording, transcript, hash_file=digest_of) == moved
    elsewhere = moved.rename(tmp_path / "other name.wav")
    assert find_recording(recording, transcript, hash_file=digest_of) is None
    assert find_recording(recording, transcript, elsewhere, digest_of) == elsewhere


def test_a_transcript_cannot_name_a_file_outside_its_folder_and_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret, recording = recorded(tmp_path)
    received = tmp_path / "received" / "case.testimony"
    received.parent.mkdir()
    monkeypatch.chdir(received.parent)
    read: list[Path] = []

    def hash_file(path: Path) -> str:
        read.append(path)
        return ""

    for path in (secret, received.parent / ".." / secret.name):
        named = replace(recording, path=str(path))
        assert find_recording(named, received, hash_file=hash_file) is None
    assert read == []


def test_a_changed_recording_is_refused_with_both_hashes(tmp_path: Path) -> None:
    audio, recording = recorded(tmp_path)
    audio.write_bytes(b"other sound")
    with pytest.raises(RecordingChanged) as caught:
        find_recording(recording, tmp_path / "case.testimony", hash_file=digest_of)
    assert recording.sha256 in caught.value.message
    assert digest_of(audio) in caught.value.message
    with pytest.raises(RecordingNotFound):
        find_recording(recording, tmp_path / "case.testimony", tmp_path / "nowhere.wav")


def test_a_session_hashes_with_the_products_own_hash(path: Path, tmp_path: Path) -> None:
    audio, recording = recorded(tmp_path)
    with Session.open(path, hearing.ANN) as session:
        session.document = replace(session.document, recording=recording)
        assert session.attach_recording() == audio
        assert session.recording == audio


def test_checks_see_the_words_of_each_half_as_they_were_heard(path: Path) -> None:
    seen = {}

    def look(segment: Segment, before: str = "") -> tuple[Flag, ...]:
        seen[segment.id] = "".join(word.text for word in segment.words)
        return ()

    with Session.open(path, hearing.ANN, checks=look) as session:
        whole = "".join(word.text for word in session.words("3"))
        session.correct("3", Side.TARGET, "They held me.")
        assert seen["3"] == whole
        session.split("3", Cut(at_ms=session.document.segments["3"].start_ms + 900))
        assert seen["3.1"] + seen["3.2"] == whole
        assert seen["3.1"]
        assert seen["3.2"]
        session.correct("3.2", Side.TARGET, "For three months.")
        assert seen["3.1"] + seen["3.2"] == whole
        seen.clear()
        session.merge("3.1", "3.2")
        assert list(seen.values()) == [whole]


# A machine's later text


MADE_BY = Provenance({"zh-en": "better@02"}, {"beam": "8"}, {"ctranslate2": "4"})


def test_a_new_translation_is_a_pass_of_its_own_unreviewed_and_can_be_taken_back(path: Path) -> None:
    with Session.open(path, hearing.ANN) as session:
        draft = session.store.draft_hash()
        session.approve(["1"])
        keep_translation(session, "1", "I left in March of last year.", MADE_BY)
        one = session.document.segments["1"]
        assert (one.target, one.target_author) == ("I left in March of last year.", "machine:better@02")
        assert (one.state.source, one.state.target) == (ReviewState.APPROVED, ReviewState.UNREVIEWED)
        assert [approval.side for approval in one.approvals] == [Side.SOURCE]
        assert session.store.load().provenance == {**hearing.PROVENANCE, "mt-2": MADE_BY}
        kinds = [logged.entry.kind for logged in session.store.log.entries()]
        assert kinds[-2:] == ["pass", "machine_text"]
        assert session.store.draft_hash() == draft
        assert session.store.verify().is_clean
        shown = session.document
        session.undo()
        assert session.document.segments["1"].state.is_reviewed
        session.redo()
        assert session.document == shown
    with TranscriptStore.open(path) as store:
        assert store.document() == shown
        assert len(store.load().segments) == 12
        assert store.verify().is_clean


def test_a_pass_takes_texts_until_it_has_one_of_the_same_segment(path: Path) -> None:
    with Session.open(path, hearing.ANN) as session:
        for segment_id, text in (("1", "a"), ("2", "b"), ("1", "c"), ("3", "d"), ("1", "c")):
            keep_translation(session, segment_id, text, MADE_BY)
        passes = [
            logged.entry.subject for logged in session.store.log.entries() if logged.entry.kind == "pass"
        ]
        assert passes == ["asr", "mt", "mt-2", "mt-2", "mt-3", "mt-2"]
        with session.store.file.reading() as connection:
            rows = connection.execute(
                "SELECT pass, segment, json_extract(body, '$[1]') FROM translations WHERE pass != 'mt'"
            ).fetchall()
        assert rows == [("mt-2", "1", "a"), ("mt-2", "2", "b"), ("mt-3", "1", "c"), ("mt-2", "3", "d")]
        session.store.maintenance.purge(["1"], author_of(hearing.ANN))
        assert session.store.verify().is_clean
    assert b'"c"' not in path.read_bytes()


def test_a_changed_row_of_a_later_pass_is_reported(path: Path) -> None:
    with Session.open(path, hearing.ANN) as session:
        keep_translation(session, "1", "a", MADE_BY)
        with session.store.file.writing() as connection:
            connection.execute("DROP TRIGGER translations_no_delete")
            connection.execute("DELETE FROM translations WHERE pass = 'mt-2'")
            connection.execute(next(one for one in migrations.STEPS[0] if "translations_no_delete" in one))
        (problem,) = session.store.verify().problems
        assert "holds 0 rows, 1 were sealed" in problem.what
