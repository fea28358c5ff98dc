"""The services behind the screen: engines that fail or die in their own process, the person's editor."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import made_up_hearing as made
import pytest

from testimony.app.review import edits as review_edits
from testimony.app.review import translator_process
from testimony.app.review.services import ReviewServices, Tools
from testimony.app.session import Session
from testimony.transcript.editing import ranges
from testimony.transcript.errors import RecordingError, TestimonyError, TranslationError
from testimony.transcript.record.store import TranscriptStore
from testimony.transcript.types import FlagKind, Provenance, ReviewState


def die(*_: Any) -> None:
    os._exit(9)


@pytest.fixture
def session(tmp_path: Path) -> Any:
    path = tmp_path / "case.testimony"
    made.make(path, 1, 12).close()
    with Session.open(path, made.ANN) as one:
        yield one


def services(session: Session, folders: Sequence[Path] = (), editor: str = "") -> ReviewServices:
    packages = [SimpleNamespace(path=folder, name="x", digest="0", demo=False) for folder in folders]
    return ReviewServices(session, Tools(lambda *_: packages, editor=editor))  # type: ignore[arg-type]


def test_a_missing_package_is_one_sentence(session: Session, tmp_path: Path) -> None:
    with pytest.raises(TranslationError) as caught:
        services(session, [tmp_path / "nothing"]).retranslate(session.document.segments["1"])
    assert "nothing" in caught.value.message


def test_an_engine_that_dies_takes_nothing_with_it(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translator_process, "_translate", die)
    with pytest.raises(TranslationError, match=r"died \(exit 9\)"):
        services(session, [Path()]).retranslate(session.document.segments["1"])


def test_a_new_translation_is_the_machines_and_unreviewed(session: Session) -> None:
    session.approve(["1"])
    review_edits.keep_translation(session, "1", "anew", Provenance({"zh-en": "zh-en@00"}, {}, {}))
    segment = session.document.segments["1"]
    assert (segment.target, segment.target_author) == ("anew", "machine:zh-en@00")
    assert segment.state.target is ReviewState.UNREVIEWED
    assert segment.state.source is ReviewState.APPROVED
    session.undo()
    assert session.document.segments["1"].state.is_reviewed


def test_the_editor_gets_a_private_file_and_gives_it_back(session: Session, tmp_path: Path) -> None:
    script = tmp_path / "editor"
    script.write_text('#!/bin/sh\nstat -c %a "$1" >"$0.mode"; printf "改\\n" >>"$1"\n')
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    assert services(session, editor=str(script)).edit_in_editor("我") == "我改"
    assert (tmp_path / "editor.mode").read_text().strip() == "600"
    for command in ("", "false", str(tmp_path / "none")):
        with pytest.raises(TestimonyError):
            services(session, editor=command).edit_in_editor("我")


def test_no_target_language_is_refused(session: Session) -> None:
    bare = replace(session.document.segments["1"], target_language="")
    with pytest.raises(TestimonyError):
        services(session).retranslate(bare)


def test_settings_of_the_screen(tmp_path: Path) -> None:
    from testimony.runtime.settings import load_settings

    home = {"TESTIMONY_HOME": str(tmp_path)}
    assert load_settings({**home, "LANG": "zh_CN.UTF-8"}).review_language == "zh"
    assert load_settings({**home, "LANG": "de_DE.UTF-8"}).review_language == "en"
    (tmp_path / "settings.toml").write_text(
        '[review]\nlanguage = "en"\ntheme = "light"\n[keys]\nplay = "f13"\n', encoding="utf-8"
    )
    settings = load_settings({**home, "LANG": "zh_CN.UTF-8", "EDITOR": "vi"})
    assert (settings.review_language, settings.review_theme, settings.editor) == ("en", "light", "vi")
    assert settings.keys == {"play": "f13"}


def test_a_recording_is_proved_before_it_is_heard_and_again_when_it_was_touched(tmp_path: Path) -> None:
    right, wrong = tmp_path / "right.wav", tmp_path / "wrong.wav"
    right.write_bytes(b"the hearing")
    wrong.write_bytes(b"another one")
    digest = hashlib.sha256(b"the hearing").hexdigest()
    path = tmp_path / "case.testimony"
    recording = made.recording(6, "gone.wav", digest)
    with TranscriptStore.create(
        path, recording=recording, languages=("zh",), provenance=made.PROVENANCE, fingerprint="f"
    ) as store:
        store.commit_block(*made.block(0, 6), speakers=made.SPEAKERS)
        store.finish(recording)
    with Session.open(path, made.ANN) as session:
        one = ReviewServices(session, Tools(lambda *_: (), no_sound="gone.wav is gone", silent=True))
        assert one.recording_wanted == "gone.wav is gone"
        found = one.complete_path(f"{tmp_path}/")
        assert found == [f"{tmp_path}/{name}" for name in ("case.testimony", "right.wav", "wrong.wav")]
        for name in (str(wrong), str(tmp_path), str(tmp_path / "none")):
            with pytest.raises(RecordingError):
                one.use_recording(name)
            assert one.player is None
            assert one.recording_wanted
        with pytest.raises(RecordingError, match=f"{digest}"):
            one.use_recording(str(wrong))
        one.use_recording(str(right))
        assert one.player is not None
        assert not one.recording_wanted
        one.check_recording()
        right.write_bytes(b"tampered")
        assert one.peaks(0, 100) == ()
        with pytest.raises(RecordingError):
            one.check_recording()
        assert one.player is None
        one.close()


def waive(session: Session, reason: str) -> None:
    kind = FlagKind.LOW_CONFIDENCE
    session.commit(ranges.waive_flags(session.document, ["5"], kind, reason, session.by))


def test_a_waiver_keeps_its_reason_in_one_step(session: Session) -> None:
    with pytest.raises(TestimonyError, match="reason"):
        waive(session, "  ")
    before = session.document.segments["5"]
    waive(session, "heard twice")
    assert session.document.segments["5"].flags[0].waived_by == "Ann Li"
    session.undo()
    assert session.document.segments["5"] == before
