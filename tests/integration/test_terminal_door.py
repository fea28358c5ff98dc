"""No file, however hostile its words and names, sends a command to the terminal, through any command."""

import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from product import HEARING, ROOT

# An escape sequence, a C1 control (CSI as one character), a direction override, a half character, a bell.
HOSTILE = "\x1b[2J\x1b]0;clean\x07\x9b31m\u202egnorw"
DANGEROUS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
NAME = "\x1b[8mcase\x9b"


def _testimony(folder: Path, *arguments: object, home: Path | None = None) -> str:
    script = Path(sys.executable).with_name("testimony")
    environment = {
        "PATH": "/usr/bin:/bin",
        "TESTIMONY_HOME": str(home or folder / "home"),
        "HOME": str(folder),
    }
    done = subprocess.run(
        [script, *map(str, arguments)], cwd=folder, capture_output=True, check=False, env=environment
    )
    assert done.returncode != 70, done.stderr
    return (done.stdout + done.stderr).decode("utf-8", "surrogateescape")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, demo: tuple[object, Path]) -> Path:
    """A folder with a transcript and models whose every name and text is hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    case = folder / f"{NAME}.testimony"
    shutil.copy(demo[1], case)
    edits = (
        ["1", "--source", f"We are on the record. {HOSTILE}"],
        ["1", "--target", f"现在开庭。{HOSTILE}"],
        ["2", "--note", HOSTILE],
        ["3", "--flag", "negation", "--note", HOSTILE],
        ["4", "--name", f"THE COURT {HOSTILE}", "--role", HOSTILE],
    )
    for one in edits:
        _testimony(folder, "edit", case, *one, "--by", f"Ann {HOSTILE}")
    model = folder / f"model{NAME}"
    shutil.copytree(ROOT / "samples" / "models" / "whisper-demo", model)
    manifest = model / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"licence": "', f'"licence": "{chr(92)}u001b[2J'))
    (folder / f"sound{NAME}.opus").write_bytes((HEARING / "hearing.opus").read_bytes()[:9000])
    (folder / f"terms{NAME}.tsv").write_text(f"zh\ten\n{HOSTILE}\t{HOSTILE}\n拘留\tdetained {HOSTILE}\n")
    forged = folder / f"forged{NAME}.testimony"
    shutil.copy(case, forged)
    with sqlite3.connect(forged) as base:
        base.execute(f'CREATE TABLE "{HOSTILE}" (a)')
    return folder


COMMANDS = (
    ["show", "{case}", "--flags"],
    ["show", "{case}", "--find", HOSTILE],
    ["show", "{forged}"],
    ["history", "{case}"],
    ["history", "{case}", "--json"],
    ["verify", "{case}"],
    ["verify", "{forged}"],
    ["verify", "{forged}", "--json"],
    ["edit", "{case}", HOSTILE, "--approve"],
    ["quote", "{case}", "1-4"],
    ["check", "{case}"],
    ["check", "{case}", "--json"],
    ["export", "{case}", "--to", "txt"],
    ["export", "{case}", "--to", HOSTILE],
    ["export", "{case}", "--to", "srt"],
    ["export", "{case}", "--to", "html", "-o", f"no-such-{NAME}/page.html"],
    ["purge", "{case}", HOSTILE, "--yes"],
    ["encrypt", f"missing{NAME}.testimony"],
    ["run", "{sound}", "--model", "demo", "-o", f"out{NAME}.testimony"],
    ["run", f"missing{NAME}.wav"],
    ["run", "{sound}", "--model", HOSTILE],
    ["run", "{sound}", "--languages", HOSTILE],
    ["batch", ".", "--out", f"out{NAME}", "--model", "demo", "--jobs", "1"],
    ["models", "add", "{model}"],
    ["models", "list"],
    ["models", "list", "--json"],
    ["models", "verify"],
    ["glossary", "check", "{terms}"],
    ["translate", "{terms}", "--from", "zh", "--to", "en", "--model", "demo"],
    ["evaluate", "{case}", "--reference", "{terms}"],
    ["doctor"],
    [HOSTILE],
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command[:2])[:20])
def test_no_command_prints_a_command_to_the_terminal(folder: Path, command: list[str]) -> None:
    places = {
        name: str(next(folder.glob(f"{start}*{end}")))
        for name, start, end in (
            ("case", NAME[:2].replace("[", "[[]"), "case*.testimony"),
            ("forged", "forged", ".testimony"),
            ("sound", "sound", ".opus"),
            ("model", "model", ""),
            ("terms", "terms", ".tsv"),
        )
    }
    printed = _testimony(folder, *(word.format(**places) if "{" in word else word for word in command))
    found = DANGEROUS.search(printed.replace("\n", "").replace("\t", ""))
    assert found is None, printed[max(0, found.start() - 80) : found.start() + 20].encode()
