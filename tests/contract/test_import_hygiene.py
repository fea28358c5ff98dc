"""Heavy libraries stay out of a command until it needs them; proved in a fresh interpreter."""

import json
import subprocess
import sys

import pytest

HEAVY = (
    "numpy",
    "av",
    "faster_whisper",
    "ctranslate2",
    "argostranslate",
    "sentencepiece",
    "onnxruntime",
    "textual",
    "rich",
    "torch",
    "pydub",
    "opencc",
    "sacrebleu",
    "jiwer",
    "typst",
    "docx",
    "huggingface_hub",
)

PROBE = """
import json, sys
sys.argv = ["testimony", *{arguments!r}]
from testimony.cli import main
try:
    main()
except SystemExit as stop:
    modules = sorted({{name.split(".")[0] for name in sys.modules}})
    print("\\n" + json.dumps({{"code": stop.code, "modules": modules}}))
"""


def _loaded_by(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROBE.format(arguments=list(arguments))],
        capture_output=True,
        text=True,
        check=True,
    )
    report = json.loads(done.stdout.splitlines()[-1])
    assert report["code"] in (0, None)
    return set(report["modules"])


@pytest.mark.parametrize("arguments", [("--help",), ("run", "--help"), ("export", "--help"), ("--version",)])
def test_help_loads_no_engine_no_numpy_and_no_screen(arguments: tuple[str, ...]) -> None:
    assert _loaded_by(*arguments).isdisjoint(HEAVY)


def test_listing_the_models_loads_no_engine() -> None:
    loaded = _loaded_by("models", "list")
    assert loaded.isdisjoint({"faster_whisper", "ctranslate2", "argostranslate", "textual", "av"})


def test_the_shared_noun_uses_the_standard_library_only() -> None:
    code = (
        "import sys, testimony.transcript.types, testimony.transcript.errors,"
        " testimony.transcript.record.store,"
        " testimony.transcript.review, testimony.transcript.record.history\n"
        "import json; loaded = {name.split('.')[0] for name in sys.modules}\n"
        "print(json.dumps(sorted(loaded - set(sys.stdlib_module_names) - {'__main__'})))"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path.insert(0, '.')\n{code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(json.loads(done.stdout)) <= {"testimony"}
