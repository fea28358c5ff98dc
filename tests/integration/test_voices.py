"""Enrolled voices: encrypted, offered with a score, forgotten for good; never without being asked."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from product import HEARING, Done, Testimony

from testimony.app.speakers.voices_file import VoicesFile
from testimony.transcript.errors import TranscriptFileError, WrongPassphrase
from transcribe.speakers.known import KnownVoice

pytest.importorskip("sqlcipher3")
AUDIO = HEARING / "hearing.opus"
ANN = KnownVoice("Ann Li", b"\x01\x02\x03\x04" * 192, 60.0, 0.03, 0.0, ("en", "zh"))


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "pass.txt").write_text("a long passphrase")
    return {**os.environ, "TESTIMONY_PASSPHRASE_FILE": str(tmp_path / "pass.txt")}


def test_an_enrolled_interpreter_is_offered_in_another_run(
    testimony: Testimony, demo: tuple[Done, Path], excerpt: Path, env: dict[str, str], tmp_path: Path
) -> None:
    listed = testimony("speakers", demo[1], "--list", "--json")
    (speaker,) = [one["id"] for one in listed.events if one["role"] == "interpreter"]
    enrolled = testimony(
        *("voices", "enrol", "case.voices", demo[1], speaker, "--name", "Ms. Chen", "--recording", AUDIO),
        env=env,
    )
    assert enrolled.code == 0, enrolled.err
    assert "biometric data" in enrolled.err
    content = (tmp_path / "case.voices").read_bytes()
    assert b"SQLite" not in content
    assert b"Chen" not in content
    assert stat.S_IMODE((tmp_path / "case.voices").stat().st_mode) == 0o600
    (tmp_path / "plain.testimony").unlink(missing_ok=True)
    done = testimony(
        *(
            "run",
            excerpt,
            "-o",
            "x.testimony",
            "--model",
            "demo",
            "--no-translate",
            "--voices",
            "case.voices",
        ),
        env=env,
    )
    assert done.code == 0, done.err
    assert "Ms. Chen? (" in testimony("speakers", "x.testimony", "--list").out
    assert testimony("voices", "forget", "case.voices", "Ms. Chen", env=env).code == 0
    assert testimony("voices", "list", "case.voices", env=env).out == ""


def test_voices_come_back_and_are_replaced_and_forgotten(tmp_path: Path) -> None:
    book = VoicesFile(tmp_path / "case.voices", "it's a passphrase")
    book.enrol(ANN, "model", "recording")
    book.enrol(ANN, "model", "another")
    assert [(one.voice, one.recording) for one in book.voices()] == [(ANN, "another")]
    book.forget("Ann Li")
    assert book.voices() == ()
    with pytest.raises(TranscriptFileError, match="Nobody named Ann Li"):
        book.forget("Ann Li")


def test_a_wrong_passphrase_opens_nothing(tmp_path: Path) -> None:
    VoicesFile(tmp_path / "case.voices", "right").enrol(ANN, "model", "recording")
    with pytest.raises(WrongPassphrase, match=r"does not open .*case\.voices"):
        VoicesFile(tmp_path / "case.voices", "wrong").voices()


def test_other_files_are_no_files_of_voices(tmp_path: Path) -> None:
    with pytest.raises(TranscriptFileError, match="There is no file of voices"):
        VoicesFile(tmp_path / "none.voices", "x").voices()
    (tmp_path / "plain.voices").write_text("Ann Li")
    with pytest.raises(TranscriptFileError, match="is no file of voices"):
        VoicesFile(tmp_path / "plain.voices", "x").voices()
