"""Converted translation models with random weights, in the true form of each family."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from translate_packages import LINES, fill

WIDTH, INNER, HEADS, BUCKETS, POSITIONS = 16, 32, 2, 32, 1026
VOCABULARY = ["<unk>", "<s>", "</s>"]


@dataclass(frozen=True)
class Form:
    """What a family's converter writes.

    Attributes:
        architecture: Arguments of ``TransformerSpec.from_config``, as the family's loader gives them.
        languages: Tokens that stand for languages.
        pieces: Names of the SentencePiece models, source first.
        config: Of CTranslate2, beside the usual.
        beside: Another file and its content.
    """

    architecture: dict[str, object]
    languages: Sequence[str] = ()
    pieces: Sequence[str] = ("source.spm", "target.spm")
    config: dict[str, object] = field(default_factory=dict)
    tokenizer: dict[str, object] = field(default_factory=dict)
    zero_start: bool = False
    fixed_positions: bool = False


FORMS = {
    "marian": Form(
        {"pre_norm": False, "activation": "SWISH"},
        tokenizer={"source_lang": "zho", "target_lang": "eng"},
        config={"decoder_start_token": "</s>"},
        zero_start=True,
    ),
    "marian-targets": Form(
        {"pre_norm": False, "activation": "SWISH"},
        (">>cmn_Hans<<", ">>cmn_Hant<<", ">>yue_Hant<<"),
        tokenizer={"source_lang": "eng", "target_lang": "zho"},
        config={"decoder_start_token": "</s>"},
        zero_start=True,
    ),
    "madlad": Form(
        {
            "pre_norm": True,
            "activation": "GELUTanh",
            "ffn_glu": True,
            "relative_attention_bias": True,
            "rms_norm": True,
        },
        ("<2en>", "<2zh>", "<2zh_Latn>", "<2ug>", "<2bo>", "<2yue>"),
        ("sentencepiece.model",),
        config={"bos_token": "<pad>", "decoder_start_token": "<s>"},
    ),
    "m2m": Form(
        {"pre_norm": True, "activation": "RELU"},
        ("__en__", "__zh__", "__yue__", "__fr__"),
        ("sentencepiece.bpe.model",),
        config={"decoder_start_token": "</s>"},
        fixed_positions=True,
    ),
    "nllb": Form(
        {"pre_norm": True, "activation": "RELU"},
        ("eng_Latn", "zho_Hans", "zho_Hant", "uig_Arab", "bod_Tibt", "yue_Hant"),
        ("sentencepiece.bpe.model",),
        config={"decoder_start_token": "</s>"},
        fixed_positions=True,
    ),
}


def write_converted(folder: Path, form: Form, seed: int = 0) -> Path:
    """Write a model folder of a form, as ``ct2-transformers-converter`` with ``--copy_files`` does."""
    import ctranslate2
    import numpy as np
    import sentencepiece
    from ctranslate2.specs import common_spec

    made = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(LINES * 4),
        model_writer=made,
        vocab_size=200,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    pieces = sentencepiece.SentencePieceProcessor(model_proto=made.getvalue())
    tokens = [pieces.id_to_piece(index) for index in range(pieces.get_piece_size())]
    vocabulary = list(dict.fromkeys([*VOCABULARY, *tokens, *form.languages]))
    architecture = dict(form.architecture)
    architecture["activation"] = getattr(common_spec.Activation, str(architecture["activation"]))
    spec: Any = ctranslate2.specs.TransformerSpec.from_config((2, 2), HEADS, **architecture)
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.decoder.start_from_zero_embedding = form.zero_start
    random = np.random.default_rng(seed)
    if form.fixed_positions:
        for side in (spec.encoder, spec.decoder):
            side.position_encodings.encodings = random.normal(0, 0.5, (POSITIONS, WIDTH)).astype("float32")
    fill(spec, lambda path: _shape(path, len(vocabulary)), random)
    spec.validate()
    folder.mkdir(parents=True)
    spec.save(str(folder))
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, **form.config}))
    for name in form.pieces:
        (folder / name).write_bytes(made.getvalue())
    if form.tokenizer:
        (folder / "tokenizer_config.json").write_text(json.dumps(form.tokenizer))
    (folder / "README.md").write_text("---\nlicense: apache-2.0\n---\n")
    return folder


def _shape(path: str, vocabulary: int) -> tuple[int, ...]:
    rules: list[tuple[str, tuple[int, ...]]] = [
        (r"(embeddings\d*|projection)/weight$", (vocabulary, WIDTH)),
        (r"(beta|gamma)$", (WIDTH,)),
        (r"relative_attention_bias$", (BUCKETS, HEADS)),
        (r"relative_attention_max_distance$", ()),
        (r"self_attention/linear0/weight$", (3 * WIDTH, WIDTH)),
        (r"/attention/linear1/weight$", (2 * WIDTH, WIDTH)),
        (r"linear_0(_noact)?/weight$", (INNER, WIDTH)),
        (r"linear_1/weight$", (WIDTH, INNER)),
    ]
    return next((shape for rule, shape in rules if re.search(rule, path)), (WIDTH, WIDTH))
