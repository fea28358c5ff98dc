"""The same lines through this product, through CTranslate2 alone, and through the original Argos."""

from __future__ import annotations

import json
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from translate import TranslationOptions, open_translator
from translate.batching import make_batches
from translate.engines.argos.engine import ArgosEngine
from translate.engines.argos.package import read_package
from translate.loops import is_looping
from translate.search import basic_search
from translate.translator import Translator

__all__ = [
    "ArgosLoop",
    "Timed",
    "explain_difference",
    "open_demo",
    "package_of",
    "raw_batches",
    "timed_translation",
]

_PEER = Path(__file__).parent / "peers" / "translate"


@dataclass(frozen=True, slots=True)
class Timed:
    """Texts and the time they took."""

    texts: list[str]
    seconds: float
    processor_seconds: float
    splitter: str = ""


def package_of(source: str, target: str) -> Path:
    """The demo package of a direction."""
    return Path(__file__).parents[1] / "samples" / "models" / f"translate-{source}-{target}-demo"


def open_demo(glossary: object = None) -> Translator:
    """A translator over both demo packages."""
    folders = [package_of("zh", "en"), package_of("en", "zh")]
    return open_translator(folders, TranslationOptions(), glossary=glossary)  # type: ignore[arg-type]


def timed_translation(lines: Sequence[str], source: str, target: str) -> Timed:
    """Translate as ``testimony translate`` does, the model loaded beforehand."""
    translator = open_demo()
    translator.translate_texts(lines[:4], source, target)
    start, used = time.perf_counter(), time.process_time()
    texts = list(translator.translate_lines(lines, source, target))
    return Timed(texts, time.perf_counter() - start, time.process_time() - used)


def raw_batches(lines: Sequence[str], source: str, target: str) -> Timed:
    """Run CTranslate2 alone, its workers kept busy, on the batches of tokens that the product makes up."""
    options = TranslationOptions()
    engine = ArgosEngine(read_package(package_of(source, target)), options)
    batches = []
    for at in range(0, len(lines), 512):  # as translate_lines does
        rows = [engine.encode(line) for line in dict.fromkeys(lines[at : at + 512])]
        batches += [[rows[index] for index in batch] for batch in make_batches(rows, options.batch_tokens)]
    model, search = engine.runner.model, basic_search(options)
    model.translate_batch(batches[-1])
    start, used = time.perf_counter(), time.process_time()
    waiting = [
        model.translate_batch(
            batch,
            replace_unknowns=True,
            max_batch_size=0,
            beam_size=search.beam_size,
            num_hypotheses=1,
            length_penalty=search.length_penalty,
            return_scores=True,
            asynchronous=True,
        )
        for batch in batches
    ]
    for batch_of_results in waiting:
        for each in batch_of_results:
            each.result()
    return Timed([], time.perf_counter() - start, time.process_time() - used)


class ArgosLoop:
    """The original, in its own environment; see ``benchmarks/peers/translate``."""

    def __init__(self, source: str, target: str) -> None:
        self._python = _PEER / ".venv" / "bin" / "python"
        if not self._python.exists():
            raise SystemExit("set up the peer first: uv sync --project benchmarks/peers/translate")
        self._pair = source, target

    def translate(self, lines: Sequence[str]) -> Timed:
        """Translate line by line, one call each; loading is not counted."""
        source, target = self._pair
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "package").symlink_to(package_of(source, target), target_is_directory=True)
            job = {"packages": folder, "source": source, "target": target, "lines": list(lines)}
            answer = subprocess.run(
                [str(self._python), str(_PEER / "argos_loop.py")],
                input=json.dumps({**job, "warm_up": list(lines[:4])}),
                capture_output=True,
                text=True,
                check=True,
            )
        result = json.loads(answer.stdout)
        return Timed(result["texts"], result["seconds"], result["processor_seconds"], result["splitter"])


def explain_difference(line: str, ours: str, theirs: str) -> str:
    """Say why two texts of a line differ on purpose; empty where they do not."""
    if "_" in line and ours.replace("_", " ") == theirs:
        return "an exhibit number keeps its underscore"
    if is_looping(line, theirs):
        return "the original repeats itself"
    if ours == theirs.strip():
        return "white space at the ends"
    return ""
