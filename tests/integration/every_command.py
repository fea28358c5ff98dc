"""Run every command of the product, one after another in one process, each in a folder of its own.

What the proofs of the offline promise look at: ``python every_command.py FOLDER``. The words that are typed
in here (``PLANTED``) are searched for afterwards wherever they must not be.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import click

PLANTED = "Zebrafinch-4711"
"""Typed into transcripts: ASCII, so that it looks the same in a list of system calls."""
ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))
from made_font import make_font  # noqa: E402  its folder is known only here

SAMPLES = ROOT / "samples"
OPUS = str(SAMPLES / "hearing" / "hearing.opus")
EXPORTS = (
    "pdf", "docx", "html", "txt", "ascii", "srt", "vtt", "csv", "json", "tmx", "xliff", "rttm", "clip",
    "condensed", "index", "times", "errata", "comparison", "exhibits", "custody",
)  # fmt: skip

EXAMPLES: dict[str, list[list[str]]] = {
    "demo": [["demo"]],
    "run": [["run", "{wav}", "--model", "demo", "--glossary", "{glossary}"]],
    "batch": [
        ["batch", "{recordings}", "--out", "out", "--model", "demo", "--to", "txt,html", "--jobs", "1"],
        ["batch", "{recordings}", "--out", "out", "--model", "demo", "--jobs", "1", "--json"],
    ],
    "show": [["show", "{case}", "--flags"], ["show", "{case}", "--find", PLANTED]],
    "review": [["review", "{case}", "--by", "Ann Li", "--silent", "--audio", OPUS]],
    "edit": [
        ["edit", "{case}", "3", "--target", f"He kept a {PLANTED}.", "--approve", "--by", "Ann Li"],
        ["edit", "{case}", "--undo", "--by", "Ann Li"],
    ],
    "speakers": [
        ["speakers", "{case}", "--list"],
        ["speakers", "{case}", "--recording", OPUS, "--by", "Ann Li"],
        ["speakers", "{case}", "--timeline", "voices.svg"],
        ["speakers", "{case}", "--accept", "S2", "--by", "Ann Li"],
    ],
    "voices enrol": [["voices", "enrol", "people.voices", "{case}", "S1", "--recording", OPUS]],
    "voices list": [
        ["voices", "enrol", "people.voices", "{case}", "S1", "--recording", OPUS],
        ["voices", "list", "people.voices"],
    ],
    "voices forget": [
        ["voices", "enrol", "people.voices", "{case}", "S1", "--name", "Ann", "--recording", OPUS],
        ["voices", "forget", "people.voices", "Ann"],
    ],
    "history": [["history", "{case}"]],
    "verify": [["verify", "{case}", "--audio", OPUS]],
    "encrypt": [["encrypt", "{case}"], ["show", "{case}"]],
    "decrypt": [["encrypt", "{case}"], ["decrypt", "{case}"]],
    "purge": [["purge", "{case}", "5", "--yes", "--by", "Ann Li"]],
    "export": [
        *(["export", "{case}", "--to", name, "-o", f"case.{name}"] for name in EXPORTS if name != "clip"),
        ["export", "{case}", "--pack", "pack", "--bates", "CASE0001"],
        ["export", "{case}", "--to", "clip", "--segments", "3-4", "--audio", OPUS, "-o", "case.wav"],
    ],
    "redact": [["redact", "{case}", "--profile", "{profile}", "--propose", "decided.toml"]],
    "renditions": [["renditions", "{case}"]],
    "recover": [["recover", "{case}"]],
    "seal": [["seal", "{case}", "--request", "head.tsq"]],
    "import": [["import", "{srt}", "--recording", OPUS, "-o", "imported.testimony"]],
    "fonts add": [["fonts", "add", "{font}"]],
    "fonts list": [["fonts", "list"]],
    "quote": [["quote", "{case}", "2-4"]],
    "translate": [["translate", "{lines}", "--from", "zh", "--to", "en", "--model", "demo"]],
    "check": [["check", "{case}"]],
    "glossary check": [["glossary", "check", "{glossary}"]],
    "evaluate": [["evaluate", "{case}", "--reference", str(SAMPLES / "hearing" / "script.tsv")]],
    "models list": [["models", "list"]],
    "models add": [["models", "add", str(SAMPLES / "models" / "whisper-demo")]],
    "models calibrate": [
        ["models", "calibrate", "demo", "--clips", "{clips}", "--languages", "en", "-o", "calibration.json"]
    ],
    "models pack": [["models", "pack", "whisper-demo", "-o", "office.tar"], ["models", "add", "office.tar"]],
    "models verify": [["models", "verify"]],
    "models remove": [["models", "remove", "whisper-demo"]],
    "doctor": [["doctor"], ["doctor", "--offline"]],
    "completion": [["completion", "bash"], ["completion", "zsh"], ["completion", "fish"]],
}
NOT_RUN = {"models fetch": "the one command that is meant to use the network; test_fetch.py runs it"}


def leaves(group: Any = None, path: tuple[str, ...] = ()) -> Iterator[str]:
    """Every command that can be typed, as click knows them: ``models list``."""
    if group is None:
        from testimony.cli import _testimony as group
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from leaves(command, (*path, name))
        else:
            yield " ".join((*path, name))


async def _until(pilot: Any, true: Callable[[], bool]) -> None:
    for _ in range(600):
        if true():
            return
        await pilot.pause(0.05)
    raise TimeoutError(f"the screen stays at {pilot.app.screen} with {pilot.app.focused} in focus")


def _review_headless() -> None:
    """The whole review command, but for the terminal: keys come from a pilot, the screen goes nowhere."""
    from textual.widgets import TextArea

    from testimony.cli import review
    from tui.app import ReviewApp
    from tui.welcome import Cards

    async def pilot(pilot: Any) -> None:
        await _until(pilot, lambda: isinstance(pilot.app.screen, Cards))  # the introduction of a first start
        while isinstance(pilot.app.screen, Cards):
            await pilot.press("escape")
            await pilot.pause(0.2)
        await pilot.press("enter")
        await _until(pilot, lambda: isinstance(pilot.app.focused, TextArea))
        await pilot.press(*PLANTED, "ctrl+s")
        await pilot.press("a", "d", "T")
        await pilot.app.workers.wait_for_complete()
        await pilot.press("space", "space", "slash", *"Zebra", "enter", "q")
        await pilot.pause()

    whole = ReviewApp.run

    def without_a_terminal(self: ReviewApp) -> None:
        whole(self, headless=True, auto_pilot=pilot)

    mock.patch.object(review, "_need_terminal", return_value=None).start()
    mock.patch.object(ReviewApp, "run", without_a_terminal).start()


def _run(arguments: list[str]) -> int:
    from testimony.cli import main

    try:
        main(arguments)
    except SystemExit as stop:
        return int(stop.code or 0)


def cut_clips(folder: Path) -> Path:
    """The sentences of the sample hearing as files with a manifest."""
    import csv
    import wave

    from testimony.audio.clips import read_clip

    (folder / "clips").mkdir(parents=True)
    script = (SAMPLES / "hearing" / "script.tsv").read_text(encoding="utf-8")
    lines = ["file\tlanguage\tspeaker\treference"]
    for number, row in enumerate(csv.DictReader(script.splitlines(), delimiter="\t")):
        sound = read_clip(OPUS, int(row["start_ms"]), int(row["end_ms"]))
        with wave.open(str(folder / "clips" / f"{number}.wav"), "wb") as stream:
            stream.setparams((1, 2, 16_000, 0, "NONE", ""))
            stream.writeframes((sound * 32_767).astype("<i2").tobytes())
        lines.append(f"{number}.wav\t{row['language']}\t{row['speaker']}\t{row['source']}")
    (folder / "manifest.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def _places(root: Path) -> dict[str, str]:
    hearing = root / "work" / "demo" / "hearing.testimony"
    lines = root / "recordings" / "lines.txt"
    profile, srt = root / "work" / "profile.toml", root / "work" / "foreign.srt"
    font = root / "work" / "OneMore.ttf"
    os.umask(0o077)
    srt.write_text(f"1\n00:00:01,000 --> 00:00:02,000\n{PLANTED}\n", encoding="utf-8")
    profile.write_text(f'patterns = ["phone"]\n[[term]]\ntext = "{PLANTED}"\n', encoding="utf-8")
    make_font(font)
    return {
        "profile": str(profile),
        "srt": str(srt),
        "font": str(font),
        "wav": str(root / "recordings" / "one.wav"),
        "recordings": str(root / "recordings"),
        "glossary": str(SAMPLES / "glossary" / "immigration-zh-en.tsv"),
        "lines": str(lines),
        "made": str(hearing),
        "clips": str(cut_clips(root / "work" / "spoken")),
    }


def run_all(root: Path, names: list[str]) -> Iterator[dict[str, object]]:
    """What came of each command line; a command begins by going to its folder, which a trace shows."""
    places = _places(root)
    for name in names:
        folder = root / "work" / name.replace(" ", "-")
        folder.mkdir(mode=0o700)
        os.chdir(folder)
        case = folder / "case.testimony"
        for line in EXAMPLES.get(name, ()):
            if "{case}" in line and not case.exists():
                shutil.copy2(places["made"], case)
            arguments = [argument.format(case=case, **places) for argument in line]
            yield {"command": name, "arguments": arguments, "code": _run(arguments)}


def run_and_report(root: Path, names: list[str]) -> None:
    """Say on standard error, a JSON object a line, what came of each."""
    _review_headless()
    for done in run_all(root, names):
        print("@@" + json.dumps(done), file=sys.stderr, flush=True)


if __name__ == "__main__":
    # The batch comes last: its handling of signals is not made for another command in the same process.
    every = sorted((name for name in leaves() if name not in NOT_RUN), key="batch".__eq__)
    run_and_report(Path(sys.argv[1]), sys.argv[2:] or every)
