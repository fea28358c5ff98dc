"""The main job: the sample hearing becomes an aligned bilingual transcript, with real engines, offline."""

import itertools
import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from product import HEARING, Done, run_testimony

from testimony.app.evaluation import read_reference

HEADER = re.compile(r"id\s+time\s+speaker\s+lang\s+source")


def test_it_prints_the_aligned_transcript_and_what_to_type_next(demo: tuple[Done, Path]) -> None:
    done, transcript = demo
    assert done.code == 0, done.err
    assert HEADER.search(done.out)
    assert "DRAFT – UNREVIEWED MACHINE OUTPUT" in done.out
    assert "DEMO MODEL" in done.out
    assert f"testimony export {transcript.name}" in done.out
    rows = re.findall(
        r"^\S+ ?\d+\s+0:\d\d:\d\d\s+(?:SPEAKER|INTERPRETER).*\b(zh|en)\b", done.out, re.MULTILINE
    )
    assert set(rows) == {"zh", "en"}
    assert len(rows) >= len(read_reference(HEARING / "script.tsv"))


def test_it_leaves_one_private_file(demo: tuple[Done, Path]) -> None:
    _, transcript = demo
    assert [path.name for path in transcript.parent.iterdir()] == ["hearing.testimony"]
    assert stat.S_IMODE(transcript.stat().st_mode) == 0o600


def test_a_second_time_is_no_error_and_changes_nothing(demo: tuple[Done, Path]) -> None:
    done, transcript = demo
    before = transcript.read_bytes()
    again = run_testimony("demo", cwd=transcript.parent)
    assert again.code == 0
    assert again.out == done.out
    assert transcript.read_bytes() == before


def test_it_reaches_looser_forms_of_the_published_figures(demo: tuple[Done, Path]) -> None:
    _, transcript = demo
    arguments = ("evaluate", transcript, "--reference", HEARING / "script.tsv", "--json")
    figures = json.loads(run_testimony(*arguments, cwd=transcript.parent).out)
    assert figures["cer"]["zh"] <= 0.06
    assert figures["wer"]["en"] <= 0.06
    assert figures["language_accuracy"] == 1.0
    assert figures["chrf"]["zh-en"] >= 85
    assert figures["chrf"]["en-zh"] >= 85
    assert figures["missing"] == 0
    assert figures["invented"] == 0


def test_the_stretch_without_speech_has_no_text(demo: tuple[Done, Path]) -> None:
    _, transcript = demo
    rows = read_reference(HEARING / "script.tsv")
    pauses = [(a.end_ms, b.start_ms) for a, b in itertools.pairwise(rows)]
    start, end = max(pauses, key=lambda pause: pause[1] - pause[0])
    assert 15_000 <= end - start <= 20_000
    exported = run_testimony("export", transcript, "--to", "json", cwd=transcript.parent)
    words = [word for segment in json.loads(exported.out)["segments"] for word in segment["words"]]
    assert len(words) > 100
    middles = [(word["start_ms"] + word["end_ms"]) / 2 for word in words]
    assert not [middle for middle in middles if start < middle < end]


def test_times_are_ordered_and_inside_the_recording(demo: tuple[Done, Path]) -> None:
    _, transcript = demo
    exported = json.loads(run_testimony("export", transcript, "--to", "json", cwd=transcript.parent).out)
    duration = exported["recordings"][0]["duration_ms"]
    last = 0
    for segment in exported["segments"]:
        assert last <= segment["start_ms"] < segment["end_ms"] <= duration
        last = segment["start_ms"]
        edges = [(word["start_ms"], word["end_ms"]) for word in segment["words"]]
        assert all(segment["start_ms"] <= start <= end <= segment["end_ms"] for start, end in edges)
        assert edges == sorted(edges)


@pytest.mark.skipif(sys.platform != "linux" or not shutil.which("unshare"), reason="needs Linux namespaces")
def test_it_works_where_there_is_no_network_at_all(tmp_path: Path, excerpt: Path) -> None:
    probe = subprocess.run(["unshare", "-rn", "true"], check=False, capture_output=True)
    if probe.returncode != 0:
        pytest.skip("this system lets nobody make a network namespace")
    command = ["unshare", "-rn", sys.executable, "-m", "testimony", "run", str(excerpt), "--model", "demo"]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=False, env=dict(os.environ)
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "excerpt.testimony").exists()
