"""``--second-translation``: another engine's text beside the first, in the record and in provenance."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from product import ROOT, Testimony

DEMO = ROOT / "samples" / "models" / "translate-zh-en-demo"


def test_a_second_translation_stands_beside_the_first(
    testimony: Testimony, excerpt: Path, tmp_path: Path
) -> None:
    # The English of the other direction's weights is nonsense, which is what a disagreement needs.
    other = tmp_path / "other-zh-en"
    shutil.copytree(ROOT / "samples" / "models" / "translate-en-zh-demo" / "model", other)
    shutil.copy(DEMO / "sentencepiece.model", other)
    (other / "tokenizer_config.json").write_text('{"source_lang": "zh", "target_lang": "en"}')
    assert testimony("models", "add", other).code == 0
    done = testimony(
        "run", excerpt, "--model", "demo", "--second-translation", "other-zh-en", "-o", "a.testimony"
    )
    assert done.code == 0, done.err
    shown = json.loads(testimony("export", "a.testimony", "--to", "json").out)
    assert shown["provenance"]["mt"]["models"]["second other-zh-en"].startswith("other-zh-en@")
    chinese = next(row for row in shown["segments"] if row["language"] == "zh" and row["target"])
    beside = testimony("show", "a.testimony", "--alternatives", chinese["id"]).out
    assert "second translation: other-zh-en" in beside
    english = next(row for row in shown["segments"] if row["language"] == "en")
    assert "second translation" not in testimony("show", "a.testimony", "--alternatives", english["id"]).out
    assert testimony("verify", "a.testimony").code == 0


def test_a_second_translation_must_be_another_and_installed(testimony: Testimony, excerpt: Path) -> None:
    same = testimony(
        "run", excerpt, "--model", "demo", "--translate-model", "demo", "--second-translation", "demo"
    )
    assert same.code == 3
    assert "as well as the first" in same.err
    missing = testimony("run", excerpt, "--model", "demo", "--second-translation", "nothing")
    assert missing.code == 5
