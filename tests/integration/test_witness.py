"""``--witness``: a second hearing of the sample hearing, in the record, on the screen and in provenance."""

from __future__ import annotations

import json
from pathlib import Path

from product import Testimony


def test_a_witness_hears_the_excerpt(testimony: Testimony, excerpt: Path) -> None:
    done = testimony("run", excerpt, "--model", "demo", "--witness", "self", "-o", "a.testimony")
    assert done.code == 0, done.err
    shown = json.loads(testimony("export", "a.testimony", "--to", "json").out)
    asr = shown["provenance"]["asr"]
    assert asr["models"]["witness"] == asr["models"]["speech"]
    assert asr["settings"]["witness_hears"] == "everything"
    assert testimony("verify", "a.testimony").code == 0
    plain = testimony("run", excerpt, "--model", "demo", "-o", "b.testimony")
    assert plain.code == 0
    before = json.loads(testimony("export", "b.testimony", "--to", "json").out)
    assert [row["source"] for row in shown["segments"]] == [row["source"] for row in before["segments"]]
    assert "witness" not in before["provenance"]["asr"]["models"]


def test_a_witness_that_cannot_be_one(testimony: Testimony, excerpt: Path) -> None:
    missing = testimony("run", excerpt, "--model", "demo", "--witness", "nothing")
    assert missing.code == 5
    assert "nothing" in missing.err


def test_a_model_for_each_language(testimony: Testimony, excerpt: Path) -> None:
    done = testimony("run", excerpt, "--model", "zh=demo", "--model", "en=demo", "-o", "c.testimony")
    assert done.code == 0, done.err
    shown = json.loads(testimony("export", "c.testimony", "--to", "json").out)
    models = shown["provenance"]["asr"]["models"]
    assert models["speech zh"] == models["speech en"] == models["speech"]
    twice = testimony("run", excerpt, "--model", "demo", "--model", "demo")
    assert twice.code == 2
