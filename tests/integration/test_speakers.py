"""The voices of the sample hearing: found in a run, the same after a kill, told again, scored, drawn."""

from __future__ import annotations

import hashlib
import json
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from product import HEARING, Done, Testimony

from testimony.app.context import load_context
from testimony.app.jobs import RunChoices, make_job
from testimony.app.run import pipeline
from testimony.transcript.record.draft_writer import DraftWriter
from testimony.transcript.record.store import TranscriptStore
from transcribe.speakers.model import find_speaker_model

AUDIO = HEARING / "hearing.opus"


@pytest.fixture
def case(demo: tuple[Done, Path], tmp_path: Path) -> Path:
    return Path(shutil.copy(demo[1], tmp_path / "case.testimony"))


def voices(testimony: Testimony, case: Path) -> list[dict[str, Any]]:
    done = testimony("speakers", case, "--list", "--json")
    assert done.code == 0, done.err
    return [json.loads(line) for line in done.out.splitlines()]


def test_the_sample_hearing_has_four_voices_and_its_interpreter(testimony: Testimony, case: Path) -> None:
    listed = voices(testimony, case)
    assert [one["name"] for one in listed] == [
        "SPEAKER 1 (EN)",
        "INTERPRETER?",
        "SPEAKER 2 (ZH)",
        "SPEAKER 3 (EN)",
    ]
    assert listed[1]["role"] == "interpreter"
    assert set(listed[1]["languages"]) == {"en", "zh"}
    assert all(len(one["samples"]) == 3 for one in listed)
    scored = testimony("evaluate", case, "--reference", HEARING / "script.tsv", "--json").events[0][
        "speakers"
    ]
    assert isinstance(scored, dict)
    assert scored["confusion"] < 0.01
    assert scored["der"] < 0.05


def test_a_run_killed_before_its_voices_were_kept_gives_the_same_draft(
    excerpt: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choices = RunChoices(model="demo", translate=False)
    straight = make_job(load_context(), excerpt, tmp_path / "straight.testimony", choices)
    pipeline.run(straight)
    killed = make_job(load_context(), excerpt, tmp_path / "killed.testimony", choices)
    keep = DraftWriter.commit_speakers

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(DraftWriter, "commit_speakers", die)
    with pytest.raises(KeyboardInterrupt):
        pipeline.run(killed)
    monkeypatch.setattr(DraftWriter, "commit_speakers", keep)
    monkeypatch.setattr(TranscriptStore, "finish", die)
    with pytest.raises(KeyboardInterrupt):
        pipeline.run(killed)
    monkeypatch.undo()
    assert pipeline.run(killed).status == "done"
    drafts = []
    for job in (straight, killed):
        with TranscriptStore.open(job.output, readonly=True) as store:
            transcript = store.load()
            drafts.append((store.draft_hash(), transcript.segments, transcript.speakers))
            assert store.log.undoable() == ()
            assert store.verify().is_clean
    assert drafts[0] == drafts[1]


def test_without_voices_there_is_one_speaker_a_language(testimony: Testimony, excerpt: Path) -> None:
    assert testimony("run", excerpt, "--model", "demo", "--no-translate", "--no-speakers").code == 0
    listed = testimony("speakers", "excerpt.testimony", "--list").out
    assert "SPEAKER (EN)" in listed
    assert "SPEAKER (ZH)" in listed


def test_telling_again_keeps_what_people_decided(testimony: Testimony, case: Path) -> None:
    before = voices(testimony, case)
    ids = [str(one["id"]) for one in before]
    assert testimony("edit", case, ids[0], "--name", "THE COURT", "--by", "Ann").code == 0
    assert testimony("edit", case, "5", "--speaker", ids[3], "--by", "Ann").code == 0
    done = testimony("speakers", case, "--recording", AUDIO, "--speakers", "3", "--by", "Ann")
    assert done.code == 0, done.err
    assert "3 voices" in done.err
    with TranscriptStore.open(case, readonly=True) as store:
        transcript = store.load()
        names = {one.id: one.name for one in transcript.speakers}
        assert names[ids[0]] == "THE COURT"
        assert next(one for one in transcript.segments if one.id == "5").speaker == ids[3]
        assert "diarize-2" in transcript.provenance
        assert store.verify().is_clean
    assert testimony("edit", case, "--undo", "--by", "Ann").code == 0
    after = voices(testimony, case)
    assert {one["id"] for one in after} == {one["id"] for one in before}


def test_roles_that_need_a_guess_are_asked_for(testimony: Testimony, case: Path) -> None:
    roles = "judge,counsel,respondent:zh,interpreter"
    done = testimony("speakers", case, "--recording", AUDIO, "--roles", roles, "--by", "Ann")
    assert done.code == 0, done.err
    assert "which voice is the judge could not be told without a guess" in done.err
    assert "RESPONDENT?" in done.out


def test_turns_of_another_tool_are_a_pass_of_their_own(
    testimony: Testimony, case: Path, tmp_path: Path
) -> None:
    assert testimony("export", case, "--to", "rttm", "-o", "turns.rttm").code == 0
    text = (tmp_path / "turns.rttm").read_text().replace("INTERPRETER?", "spk_7")
    (tmp_path / "turns.rttm").write_text(text)
    done = testimony("speakers", case, "--rttm", "turns.rttm", "--by", "Ann")
    assert done.code == 0, done.err
    assert "spk_7" in done.out
    perfect = testimony("evaluate", case, "--rttm", "turns.rttm", "--json").events[0]["speakers"]
    assert isinstance(perfect, dict)
    assert (perfect["der"], perfect["jer"]) == (0, 0)


def test_turns_of_another_recording_are_refused(testimony: Testimony, case: Path, tmp_path: Path) -> None:
    (tmp_path / "other.rttm").write_text("SPEAKER x 1 9000 5 <NA> <NA> A <NA> <NA>\n")
    done = testimony("speakers", case, "--rttm", "other.rttm", "--by", "Ann")
    assert done.code == 9
    assert "other.rttm does not fit" in done.err


def test_the_recording_must_be_at_hand(testimony: Testimony, case: Path, tmp_path: Path) -> None:
    away = tmp_path / "away"
    away.mkdir()
    heard = Path(shutil.copy(HEARING / "hearing.opus", tmp_path / "other.opus"))
    made = testimony("run", heard, "--model", "demo", "--no-translate", "-o", away / "case.testimony")
    assert made.code == 0, made.err
    heard.unlink()
    moved = away / "case.testimony"
    done = testimony("speakers", moved, "--by", "Ann")
    assert done.code == 4
    assert "--recording RECORDING" in done.err


def test_the_picture_is_svg_and_says_that_it_is_a_draft(
    testimony: Testimony, case: Path, tmp_path: Path
) -> None:
    assert testimony("edit", case, "S1", "--name", "A <b> & Co", "--by", "Ann").code == 0
    assert testimony("speakers", case, "--timeline", "out.svg").code == 0
    root = ET.fromstring((tmp_path / "out.svg").read_text(encoding="utf-8"))
    words = "\n".join(root.itertext())
    assert "DRAFT" in words
    assert "A <b> & Co" in words
    assert testimony("speakers", case, "--timeline", "out.svg").code == 8
    assert testimony("speakers", case, "--timeline", "out.svg", "--force").code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--speakers", "0"), 3, "number of speakers"),
        (("--roles", "judge:0"), 3, "--roles"),
        (("--list", "--speakers", "3"), 2, "exclude each other"),
        (("--rttm", "x.rttm", "--roles", "judge"), 2, "exclude each other"),
        (("--rttm", "missing.rttm"), 9, "missing.rttm cannot be read"),
    ],
)
def test_what_does_not_fit_is_refused(
    testimony: Testimony, case: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    done = testimony("speakers", case, *arguments, "--by", "Ann")
    assert done.code == code
    assert message in done.err


def test_each_change_of_a_voice_is_one_step_on_the_command_line(testimony: Testimony, case: Path) -> None:
    first = {str(one["id"]): one for one in voices(testimony, case)}
    changes: list[tuple[tuple[str, ...], Callable[[dict[str, dict[str, object]]], bool]]] = [
        (("--accept", "S2"), lambda now: now["S2"]["name"] == "INTERPRETER"),
        (
            ("--refuse", "S2"),
            lambda now: (now["S2"]["name"], now["S2"]["role"]) == ("SPEAKER 4 (EN, ZH)", ""),
        ),
        (("--name", "S3", "THE COURT"), lambda now: now["S3"]["name"] == "THE COURT"),
        (("--role", "S3", "judge"), lambda now: (now["S3"]["name"], now["S3"]["role"]) == ("JUDGE", "judge")),
        (("--merge", "S4", "S3"), lambda now: set(now) == {"S1", "S2", "S3"}),
        (("--move", "1-3", "S4"), lambda now: now["S4"]["turns"] != first["S4"]["turns"]),
    ]
    for arguments, is_so in changes:
        done = testimony("speakers", case, *arguments, "--by", "Ann")
        assert done.code == 0, done.err
        assert is_so({str(one["id"]): one for one in voices(testimony, case)}), arguments
        assert testimony("edit", case, "--undo", "--by", "Ann").code == 0
        assert {str(one["id"]): one for one in voices(testimony, case)} == first
    assert testimony("verify", case).code == 0


def test_two_voices_that_were_merged_are_told_apart_again_by_their_sound(
    testimony: Testimony, case: Path
) -> None:
    with TranscriptStore.open(case, readonly=True) as store:
        theirs = {one.id for one in store.load().segments if one.speaker == "S4"}
    assert testimony("speakers", case, "--merge", "S4", "S1", "--by", "Ann").code == 0
    done = testimony("speakers", case, "--split", "S1", "--recording", AUDIO, "--by", "Ann")
    assert done.code == 0, done.err
    with TranscriptStore.open(case, readonly=True) as store:
        split = {one.id for one in store.load().segments if one.speaker == "S4"}
        assert store.verify().is_clean
    assert split == theirs


def test_two_that_a_person_merged_stay_one_when_voices_are_told_again(
    testimony: Testimony, case: Path
) -> None:
    assert testimony("speakers", case, "--merge", "S4", "S3", "--by", "Ann").code == 0
    with TranscriptStore.open(case, readonly=True) as store:
        theirs = {one.id for one in store.load().segments if one.speaker == "S3"}
    assert testimony("speakers", case, "--recording", AUDIO, "--speakers", "4", "--by", "Ann").code == 0
    with TranscriptStore.open(case, readonly=True) as store:
        assert {one.id for one in store.load().segments if one.speaker == "S3"} == theirs


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--merge", "S3", "S3"), "cannot be merged with itself"),
        (("--merge", "S9", "S3"), "There is no speaker S9"),
        (("--move", "900", "S3"), "no segment 900"),
        (("--move", "3-1", "S3"), "runs backwards"),
        (("--accept", "S3"), "No name is offered"),
        (("--split", "S9"), "There is no speaker S9"),
    ],
)
def test_a_change_that_cannot_be_made_is_refused_in_words(
    testimony: Testimony, case: Path, arguments: tuple[str, ...], message: str
) -> None:
    done = testimony("speakers", case, *arguments, "--recording", AUDIO, "--by", "Ann")
    assert done.code == 9
    assert message in done.err
    assert "Traceback" not in done.err


def test_a_run_names_its_speaker_model_with_its_hash(case: Path) -> None:
    model = find_speaker_model()
    hashed = {name: hashlib.sha256((model.folder / name).read_bytes()).hexdigest() for name in model.files}
    assert hashed == dict(model.files)
    with TranscriptStore.open(case, readonly=True) as store:
        made_by = store.load().provenance["diarize"]
    name, _, digest = made_by.models["speaker"].partition("@")
    assert "campplus" in name
    assert "pyannote-segmentation" in name
    assert digest == model.digest
    assert {"onnxruntime", "kaldi-native-fbank"} <= set(made_by.versions)
