"""A received output folder makes a batch write nowhere else."""

import json
from pathlib import Path

import pytest

from testimony.batch.ledger import HIDDEN, Ledger, home_of
from testimony.transcript.errors import TranscriptFileError


@pytest.mark.parametrize("linked", ["", "ledger.jsonl", "lock.json", "work"])
def test_a_batch_writes_nothing_through_a_link(tmp_path: Path, linked: str) -> None:
    victim, out = tmp_path / "victim", tmp_path / "out"
    victim.mkdir()
    out.mkdir()
    home = out / HIDDEN
    if linked:
        home.mkdir()
    (home / linked if linked else home).symlink_to(victim)
    with pytest.raises(TranscriptFileError, match="is a link"):
        home_of(out)
    assert list(victim.iterdir()) == []


@pytest.mark.parametrize(
    "output", ["../x.testimony", "/tmp/x.testimony", "a/../../x.testimony", "C:\\x", 7, None]
)
def test_a_ledger_names_no_file_outside_its_folder(tmp_path: Path, output: object) -> None:
    home = home_of(tmp_path)
    begun = {"begin": output, "recording": "a.wav", "formats": [], "at": 1.0}
    ended = {"end": output, "recording": "a.wav", "at": 2.0, "outcome": {"status": "done", "settings": ""}}
    fine = {"begin": "sub/b.testimony", "recording": "b.wav", "formats": ["txt"], "at": 3.0}
    lines = "\n".join(map(json.dumps, (begun, ended, fine, {**fine, "formats": [["x"]]})))
    (home / "ledger.jsonl").write_text(lines + "\n", encoding="utf-8")
    with Ledger(home) as ledger:
        assert list(ledger.records) == ["sub/b.testimony"]
