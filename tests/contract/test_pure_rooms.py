"""The shared noun and its rules are usable without a database."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODULES = sorted(
    name
    for path in (ROOT / "testimony" / "transcript").rglob("*.py")
    if not (name := ".".join(path.relative_to(ROOT).with_suffix("").parts)).endswith("__init__")
    and not name.startswith("testimony.transcript.record.")
)
PURE = sorted({".".join(name.split(".")[:3]) for name in MODULES})


def test_no_module_of_the_shared_noun_loads_sqlite() -> None:
    code = (
        "import importlib, sys\n"
        "for name in sys.argv[1:]:\n"
        "    importlib.import_module(name)\n"
        "barred = ('sqlite3', 'sqlcipher3', 'testimony.transcript.record')\n"
        "print([name for name in barred if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *MODULES], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"


def test_the_import_contract_names_every_module_of_the_shared_noun() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (pure,) = (one for one in contracts if "know no SQLite" in one["name"])
    assert sorted(pure["source_modules"]) == PURE
