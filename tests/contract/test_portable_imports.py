"""Everything of ours can be imported where the modules that only POSIX has are absent, as on Windows."""

import subprocess
import sys

CODE = """
import importlib, pkgutil, sys
for name in ("fcntl", "resource", "pwd", "grp"):
    sys.modules[name] = None
count = 0
for top in ("testimony", "transcribe", "translate", "tui"):
    package = importlib.import_module(top)
    for info in pkgutil.walk_packages(package.__path__, f"{top}."):
        if not info.name.endswith("__main__"):
            importlib.import_module(info.name)
            count += 1
from testimony.runtime.offline import forbid_core_dumps
forbid_core_dumps()
print(count)
"""


def test_nothing_of_ours_needs_a_module_that_only_posix_has() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 150
