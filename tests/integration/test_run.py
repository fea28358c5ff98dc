"""``run`` as scripts see it: events, exit codes, resume, refusals; and the recording stays as it was."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import av
import numpy as np
import pytest
from product import HEARING, Testimony, write_wav

from testimony.transcript.record.store import TranscriptStore


def test_events_one_json_object_a_line(testimony: Testimony, excerpt: Path, tmp_path: Path) -> None:
    done = testimony("run", excerpt, "--model", "demo", "--json")
    assert done.code == 0, done.err
    kinds = [event["event"] for event in done.events]
    assert kinds[-1] == "done"
    assert set(kinds) == {"progress", "done"}
    assert done.events[-1]["transcript"] == "excerpt.testimony"
    assert all(event["recording"] == str(excerpt) for event in done.events)
    again = testimony("run", excerpt, "--model", "demo", "--json")
    assert [event["event"] for event in again.events] == ["skipped"]


def test_other_settings_are_refused_and_force_sets_the_old_file_aside(
    testimony: Testimony, excerpt: Path, tmp_path: Path
) -> None:
    assert testimony("run", excerpt, "--model", "demo", "--no-translate").code == 0
    before = (tmp_path / "excerpt.testimony").read_bytes()
    drafted = testimony("export", "excerpt.testimony", "--to", "json").out
    refused = testimony("run", excerpt, "--model", "demo", "--no-translate", "--quality", "draft")
    assert refused.code == 9
    assert "excerpt.testimony" in refused.err
    assert "--force" in refused.err
    assert (tmp_path / "excerpt.testimony").read_bytes() == before
    forced = testimony("run", excerpt, "--model", "demo", "--no-translate", "--quality", "draft", "--force")
    assert forced.code == 0, forced.err
    [aside] = [path for path in tmp_path.iterdir() if ".bak" in path.name]
    assert testimony("verify", aside).code == 0
    assert testimony("export", aside, "--to", "json").out == drafted


def test_without_a_model_of_the_users_own_the_demo_model_never_steps_in(
    testimony: Testimony, excerpt: Path
) -> None:
    done = testimony("run", excerpt)
    assert done.code == 5
    assert "testimony models fetch whisper:large-v3-turbo" in done.err


def test_languages_that_whisper_does_not_know_are_refused_before_any_work(
    testimony: Testimony, excerpt: Path, tmp_path: Path
) -> None:
    for more in ((), ("--no-translate",)):
        done = testimony("run", excerpt, "--model", "demo", "--languages", "zh,ug", *more)
        assert done.code == 5
        assert "does not know Uyghur (ug)" in done.err
        assert "no Whisper model was ever taught Uyghur" in done.err
    assert list(tmp_path.iterdir()) == []


def _text_file(folder: Path) -> Path:
    path = folder / "notes.mp3"
    path.write_text("These are the notes of a hearing, not its sound.\n" * 40)
    return path


def _empty_file(folder: Path) -> Path:
    path = folder / "empty.wav"
    path.touch()
    return path


def _folder(folder: Path) -> Path:
    path = folder / "recordings.wav"
    path.mkdir()
    return path


def _silence(folder: Path) -> Path:
    return write_wav(folder / "silence.wav", np.zeros(60 * 16_000, np.float32))


def _video_without_sound(folder: Path) -> Path:
    path = folder / "film.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        for _ in range(10):
            frame = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


@pytest.mark.parametrize(
    "make",
    [_text_file, _empty_file, _folder, _silence, _video_without_sound, lambda folder: folder / "missing.wav"],
    ids=["text", "empty", "folder", "silence", "no sound", "missing"],
)
def test_anything_wrong_with_the_recording_is_one_sentence_and_exit_4(
    testimony: Testimony, tmp_path: Path, make: object
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    recording = make(folder)  # type: ignore[operator]
    bytes_before = recording.read_bytes() if recording.is_file() else None
    done = testimony("run", recording, "--model", "demo", "--json")
    assert done.code == 4, done.err
    assert done.events[-1]["event"] == "failed"
    assert done.events[-1]["exit_code"] == 4
    assert recording.name in str(done.events[-1]["message"])
    assert recording.name in done.err
    assert "Traceback" not in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["in"]
    assert bytes_before is None or recording.read_bytes() == bytes_before


def test_a_clip_of_a_fifth_of_a_second_does_not_crash(testimony: Testimony, tmp_path: Path) -> None:
    tone = 0.3 * np.sin(np.arange(3200) * 2 * np.pi * 440 / 16_000)
    done = testimony("run", write_wav(tmp_path / "blip.wav", tone), "--model", "demo")
    assert done.code in (0, 4), done.err
    assert "Traceback" not in done.err


def test_a_truncated_recording_is_transcribed_as_far_as_it_goes(testimony: Testimony, tmp_path: Path) -> None:
    whole = (HEARING / "hearing.opus").read_bytes()
    cut = tmp_path / "cut.opus"
    cut.write_bytes(whole[: len(whole) // 6])
    digest = hashlib.sha256(cut.read_bytes()).hexdigest()
    done = testimony("run", cut, "--model", "demo")
    assert done.code == 0, done.err
    exported = json.loads(testimony("export", "cut.testimony", "--to", "json").out)
    assert len(exported["segments"]) >= 3
    assert exported["recordings"][0]["sha256"] == digest


def test_killed_and_started_again_it_gives_the_same_draft(testimony: Testimony, tmp_path: Path) -> None:
    options = [HEARING / "hearing.opus", "--model", "demo", "--quality", "draft", "--no-translate"]
    whole = testimony("run", *options, "-o", "whole.testimony")
    assert whole.code == 0, whole.err
    command = [sys.executable, "-m", "testimony", "run", *map(str, options), "-o", "killed.testimony"]
    killed = tmp_path / "killed.testimony"
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None and _finished_blocks(killed) < 1:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL, "it was done before it could be killed"
    resumed = testimony(*command[3:])
    assert resumed.code == 0, resumed.err
    assert "going on after" in resumed.err
    exports = [_exported(testimony, f"{name}.testimony") for name in ("whole", "killed")]
    assert exports[0] == exports[1]
    drafts = []
    for path in (tmp_path / "whole.testimony", killed):
        with TranscriptStore.open(path, readonly=True) as store:
            drafts.append(store.draft_hash())
    assert drafts[0] == drafts[1]


def _exported(testimony: Testimony, name: str) -> dict[str, object]:
    """All that was transcribed; the history's head holds times and salts, which differ."""
    exported: dict[str, object] = json.loads(testimony("export", name, "--to", "json").out)
    assert exported.pop("history_head")
    return exported


def _finished_blocks(path: Path) -> int:
    if not path.exists():
        return 0
    with TranscriptStore.open(path, readonly=True) as store:
        return store.finished_blocks()


@pytest.mark.skipif(os.name != "posix", reason="file size limits are POSIX")
def test_a_full_disk_is_one_sentence_and_leaves_no_broken_file(
    testimony: Testimony, excerpt: Path, tmp_path: Path
) -> None:
    import resource

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))

    done = testimony("run", excerpt, "--model", "demo", preexec_fn=limit)
    assert done.code == 9, done.err
    assert "excerpt.testimony" in done.err
    assert "Traceback" not in done.err
    assert testimony("run", excerpt, "--model", "demo").code == 0
