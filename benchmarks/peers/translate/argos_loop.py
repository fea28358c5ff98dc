"""The original ``argostranslate.translate`` in a loop over lines; run with this project's own Python.

Reads one JSON object from stdin: packages (folder), source, target, lines, warm_up. Writes one JSON
object to stdout: texts, seconds, processor seconds, and how sentences were split. Argos Translate
looks for a sentence splitter inside the package (stanza or minisbd) and downloads one where there is
none. Without a network that fails, so each line is then handed over as one sentence: the lines of the
comparison are one sentence each, and leaving the splitter out only makes the original faster.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
import time


def main() -> None:
    """Translate the lines, one call a line."""
    job = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"ARGOS_PACKAGES_DIR": job["packages"], "HOME": home, "XDG_DATA_HOME": home}
        os.environ |= {"XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home, "HF_HUB_OFFLINE": "1"}
        with contextlib.redirect_stdout(sys.stderr):  # Argos Translate prints its own debugging
            result = _translate(job)
    json.dump(result, sys.stdout)


def _translate(job: dict[str, object]) -> dict[str, object]:
    from argostranslate import translate

    translation = translate.get_translation_from_codes(str(job["source"]), str(job["target"]))
    splitter = _usable_splitter(translation)
    for line in job["warm_up"]:  # type: ignore[attr-defined]
        translation.translate(line)
    start, used = time.perf_counter(), time.process_time()
    texts = [translation.translate(line) for line in job["lines"]]  # type: ignore[attr-defined]
    return {
        "texts": texts,
        "seconds": time.perf_counter() - start,
        "processor_seconds": time.process_time() - used,
        "splitter": splitter,
    }


def _usable_splitter(translation: object) -> str:
    """Use the package's own splitter where there is one; else hand each line over whole."""
    packaged = translation.underlying  # type: ignore[attr-defined]
    folder = packaged.pkg.package_path
    if (folder / "stanza").exists() or (folder / "minisbd").exists():
        return str(packaged.sentencizer)
    packaged.sentencizer = _Whole()
    return "none in the package and no network: each line is one sentence"


class _Whole:
    """A line is a sentence."""

    def split_sentences(self, text: str) -> list[str]:
        return [text]


main()
