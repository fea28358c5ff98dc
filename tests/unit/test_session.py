"""The use case: an edit, its checks, its commit; memory is never ahead of the file."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import made_up_hearing as hearing
import pytest

from testimony.session import Session, find_recording
from testimony.transcript.errors import (
    EditRefused,
    RecordingChanged,
    RecordingNotFound,
    TranscriptFileError,
)
from testimony.transcript.reshape import Cut
from testimony.transcript.store import TranscriptStore
from testimony.transcript.types import Flag, FlagKind, Severity, Side


@pytest.fixture
def path(tmp_path):
    hearing.make(tmp_path / "case.testimony").close()
    return tmp_path / "case.testimony"


def too_short(segment):
    doubtful = len(segment.target) < 5
    return (Flag(FlagKind.LENGTH_RATIO, Severity.WARN, "short"),) if doubtful else ()


def test_an_edit_is_checked_kept_and_shown_in_one_step(path):
    with Session.open(path, hearing.ANN, checks=too_short) as session:
        session.correct("1", Side.TARGET, "I")
        assert [flag.kind for flag in session.document.segments["1"].flags] == [FlagKind.LENGTH_RATIO]
        (entry,) = session.store.entries("1")
        assert (entry.entry.kind, entry.entry.author, entry.entry.standing) == (
            "correct_target",
            "Ann Li",
            "confirmed",
        )
        shown = session.document
    with TranscriptStore.open(path) as store:
        assert store.document() == shown


def test_memory_and_file_stay_the_same_through_undo_and_redo_over_sessions(path):
    with Session.open(path, hearing.ANN, checks=too_short) as session:
        draft = session.document
        session.correct("2", Side.TARGET, "x")
        session.split("3", Cut(at_ms=session.document.segments["3"].start_ms + 900))
        session.merge("3.1", "3.2")
        session.rename_speaker("S1", name="THE WITNESS")
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


def test_an_edit_that_changes_nothing_keeps_nothing(path):
    with Session.open(path, hearing.ANN) as session:
        last = session.store.last_entry()
        session.correct("1", Side.SOURCE, session.document.segments["1"].source)
        assert session.store.last_entry() == last


def test_a_write_that_fails_leaves_memory_and_file_as_they_were(path, monkeypatch):
    from testimony.transcript import history

    with Session.open(path, hearing.ANN) as session:
        before = session.document

        def broken(*_args, **_how):
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(history, "append", broken)
            with pytest.raises(TranscriptFileError, match="No space left"):
                session.correct("1", Side.SOURCE, "x")
        assert session.document is before
        session.correct("1", Side.SOURCE, "y")
        assert session.store.document() == session.document


def test_an_incomplete_transcript_is_read_only(tmp_path):
    path = tmp_path / "case.testimony"
    store = hearing.begin(path, 2, 6)
    store.commit_block(*hearing.block(0, 6), speakers=hearing.SPEAKERS)
    store.close()
    with Session.open(path, hearing.ANN) as session:
        assert len(session.document.segments) == 6
        with pytest.raises(TranscriptFileError, match="not complete"):
            session.correct("1", Side.SOURCE, "x")


def test_an_account_edits_as_unconfirmed(path):
    with Session.open(path, hearing.ACCOUNT) as session:
        session.correct("1", Side.SOURCE, "x")
        assert session.store.entries("1")[-1].entry.standing == "unconfirmed"


def test_find_sees_the_newest_text(path):
    with Session.open(path, hearing.ANN) as session:
        assert {match.segment_id for match in session.find("看守")} == {"3", "7", "11"}
        session.correct("3", Side.SOURCE, "在监狱")
        assert {match.segment_id for match in session.find("看守")} == {"7", "11"}


# The recording


def recorded(tmp_path, content=b"sound"):
    audio = tmp_path / "hearing.wav"
    audio.write_bytes(content)
    return audio, hearing.recording(4, str(audio), hashlib.sha256(content).hexdigest())


def digest_of(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_recording_is_found_where_it_was_beside_the_transcript_or_where_it_is_said_to_be(tmp_path):
    audio, recording = recorded(tmp_path)
    transcript = tmp_path / "case" / "case.testimony"
    transcript.parent.mkdir()
    assert find_recording(recording, transcript, hash_file=digest_of) == audio
    moved = audio.rename(transcript.parent / audio.name)
    assert find_recording(recording, transcript, hash_file=digest_of) == moved
    elsewhere = moved.rename(tmp_path / "other name.wav")
    assert find_recording(recording, transcript, hash_file=digest_of) is None
    assert find_recording(recording, transcript, elsewhere, digest_of) == elsewhere


def test_a_changed_recording_is_refused_with_both_hashes(tmp_path):
    audio, recording = recorded(tmp_path)
    audio.write_bytes(b"other sound")
    with pytest.raises(RecordingChanged) as caught:
        find_recording(recording, tmp_path / "case.testimony", hash_file=digest_of)
    assert recording.sha256 in caught.value.message
    assert digest_of(audio) in caught.value.message
    with pytest.raises(RecordingNotFound):
        find_recording(recording, tmp_path / "case.testimony", tmp_path / "nowhere.wav")


def test_a_session_hashes_with_the_products_own_hash(path, tmp_path):
    audio, recording = recorded(tmp_path)
    with Session.open(path, hearing.ANN) as session:
        session.document = replace(session.document, recording=recording)
        assert session.attach_recording() == audio
        assert session.recording == audio


def test_checks_see_the_words_of_each_half_as_they_were_heard(path):
    seen = {}

    def look(segment):
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
