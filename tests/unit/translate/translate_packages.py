"""Make tiny Argos packages with random weights: real engines, meaningless words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

LINES = [
    "你是什么时候离开中国的?我是二零一九年三月离开中国的。他们打了我三次。",
    "请说出你的全名。我的名字叫李明。警察来过我家吗?没有。证据 EX_1 在哪里?",
    "When did you leave China? I left China in March 2019. They beat me three times.",
    "Please state your full name. My name is Li Ming. Dr. Chen arrived at 5 p.m. No.",
]
WIDTH = 16
INNER = 32


def write_package(
    folder: Path, source: str = "zh", target: str = "en", *, prefix: str = "", seed: int = 0
) -> Path:
    """Write a package whose model is a transformer of one layer with random weights."""
    folder.mkdir(parents=True)
    tokenizer = folder / "sentencepiece.model"
    _write_tokenizer(tokenizer)
    _write_model(folder / "model", _pieces(tokenizer) + ([prefix] if prefix else []), seed)
    metadata = {"package_version": "1.0", "argos_version": "1.11", "type": "translate"}
    metadata |= {"from_code": source, "to_code": target, "target_prefix": prefix}
    (folder / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    return folder


def _write_tokenizer(path: Path) -> None:
    import sentencepiece

    with path.open("wb") as writer:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(LINES * 4),
            model_writer=writer,
            vocab_size=200,
            hard_vocab_limit=False,
            minloglevel=2,
        )


def _pieces(path: Path) -> list[str]:
    import sentencepiece

    model = sentencepiece.SentencePieceProcessor(model_file=str(path))
    return [model.id_to_piece(index) for index in range(model.get_piece_size())]


def _write_model(folder: Path, pieces: list[str], seed: int) -> None:
    import ctranslate2
    import numpy as np

    spec = ctranslate2.specs.TransformerSpec.from_config(1, 2)
    vocabulary = list(dict.fromkeys(["<unk>", "<s>", "</s>", *pieces]))
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    fill(spec, lambda path: _shape(path, len(vocabulary)), np.random.default_rng(seed))
    spec.validate()
    folder.mkdir()
    spec.save(str(folder))


def fill(layer: Any, shape_of: Callable[[str], tuple[int, ...]], rng: Any, path: str = "") -> None:
    """Give random weights to whatever a specification leaves open."""
    for name, value in list(vars(layer).items()):
        here = f"{path}/{name}"
        if isinstance(value, list):
            for index, part in enumerate(value):
                if hasattr(part, "__dict__"):
                    fill(part, shape_of, rng, f"{here}{index}")
        elif value is None:
            noise = rng.normal(0, 0.5, shape_of(here)).astype("float32")
            setattr(layer, name, abs(noise) + 0.5 if name == "gamma" else noise)
        elif type(value).__name__.endswith("Spec"):
            fill(value, shape_of, rng, here)


def _shape(path: str, vocabulary: int) -> tuple[int, ...]:
    rules: list[tuple[str, tuple[int, ...]]] = [
        (r"embeddings\d*/weight$", (vocabulary, WIDTH)),
        (r"projection/weight$", (vocabulary, WIDTH)),
        (r"(beta|gamma)$", (WIDTH,)),
        (r"self_attention/linear0/weight$", (3 * WIDTH, WIDTH)),
        (r"attention/linear1/weight$", (2 * WIDTH, WIDTH)),
        (r"linear_0/weight$", (INNER, WIDTH)),
        (r"linear_1/weight$", (WIDTH, INNER)),
        (r"linear_0/bias$", (INNER,)),
    ]
    if path.endswith("self_attention/linear1/weight"):
        return (WIDTH, WIDTH)
    return next((shape for rule, shape in rules if re.search(rule, path)), (WIDTH, WIDTH))
