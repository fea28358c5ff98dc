"""Models for sherpa-onnx with random weights, in the true form of each kind: inputs, outputs, metadata."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

TOKENS = [
    "<blk>",
    "<sos/eos>",
    "<unk>",
    *"我们他她没有打了三次是的人在",
    "▁yes",
    "▁no",
    "▁they",
    "▁beat",
    "▁me",
]
TOKENS += [f"▁w{chr(97 + n)}" for n in range(20)]
SIZE = len(TOKENS)
WIDTH = 16


def _model(
    path: Path,
    nodes: Sequence[onnx.NodeProto],
    inputs: Sequence[tuple[str, int, Sequence[object]]],
    outputs: Sequence[tuple[str, int, Sequence[object]]],
    weights: Mapping[str, np.ndarray],
    metadata: Mapping[str, object],
) -> None:
    graph = helper.make_graph(
        list(nodes),
        "tiny",
        [helper.make_tensor_value_info(*one) for one in inputs],
        [helper.make_tensor_value_info(*one) for one in outputs],
        [numpy_helper.from_array(value, name) for name, value in weights.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    helper.set_model_props(model, {key: str(value) for key, value in metadata.items()})
    onnx.save(model, str(path))


def _random(*shape: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 0.2, shape).astype(np.float32)


def _tokens(folder: Path, tokens: Sequence[str] = TOKENS) -> None:
    folder.mkdir(parents=True)
    lines = [f"{token} {index}" for index, token in enumerate(tokens)]
    (folder / "tokens.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def zipformer_ctc(folder: Path) -> Path:
    _tokens(folder)
    four = np.array([4], np.int64)
    nodes = [
        helper.make_node("Slice", ["x", "zero", "end", "axis", "four"], ["sub"]),
        helper.make_node("MatMul", ["sub", "weight"], ["logits"]),
        helper.make_node("LogSoftmax", ["logits"], ["log_probs"], axis=-1),
        helper.make_node("Add", ["x_lens", "three"], ["more"]),
        helper.make_node("Div", ["more", "four"], ["log_probs_len"]),
    ]
    weights = {
        "weight": _random(80, SIZE),
        "zero": np.array([0], np.int64),
        "end": np.array([2**31], np.int64),
        "axis": np.array([1], np.int64),
        "four": four,
        "three": np.array([3], np.int64),
    }
    _model(
        folder / "model.int8.onnx",
        nodes,
        [("x", TensorProto.FLOAT, ["N", "T", 80]), ("x_lens", TensorProto.INT64, ["N"])],
        [("log_probs", TensorProto.FLOAT, ["N", "T2", SIZE]), ("log_probs_len", TensorProto.INT64, ["N"])],
        weights,
        {"model_type": "zipformer2_ctc", "version": 1},
    )
    return folder


def _lfr() -> dict[str, object]:
    zeros, ones = ",".join(["0"] * 560), ",".join(["0.1"] * 560)
    return {
        "vocab_size": SIZE,
        "lfr_window_size": 7,
        "lfr_window_shift": 6,
        "normalize_samples": 0,
        "neg_mean": zeros,
        "inv_stddev": ones,
    }


def sense_voice(folder: Path) -> Path:
    tags = ["<|zh|>", "<|en|>", "<|yue|>", "<|ja|>", "<|ko|>", "<|NEUTRAL|>", "<|Speech|>", "<|woitn|>"]
    tokens = [*TOKENS[: SIZE - len(tags)], *tags]
    _tokens(folder, tokens)
    nodes = [
        helper.make_node("Slice", ["x", "zero", "four", "axis"], ["head"]),
        helper.make_node("Concat", ["head", "x"], ["more"], axis=1),
        helper.make_node("MatMul", ["more", "weight"], ["logits0"]),
        helper.make_node("Cast", ["language"], ["l"], to=TensorProto.FLOAT),
        helper.make_node("Cast", ["text_norm"], ["t"], to=TensorProto.FLOAT),
        helper.make_node("Cast", ["x_length"], ["n"], to=TensorProto.FLOAT),
        helper.make_node("Sum", ["l", "t", "n"], ["all"]),
        helper.make_node("Mul", ["all", "nothing"], ["none"]),
        helper.make_node("Add", ["logits0", "none"], ["logits"]),
    ]
    weights = {
        "weight": _random(560, SIZE, seed=1),
        "zero": np.array([0], np.int64),
        "four": np.array([4], np.int64),
        "axis": np.array([1], np.int64),
        "nothing": np.array([0], np.float32),
    }
    languages = {f"lang_{name}": n for n, name in enumerate(("auto", "zh", "en", "yue", "ja", "ko"))}
    _model(
        folder / "model.onnx",
        nodes,
        [
            ("x", TensorProto.FLOAT, ["N", "T", 560]),
            ("x_length", TensorProto.INT32, ["N"]),
            ("language", TensorProto.INT32, ["N"]),
            ("text_norm", TensorProto.INT32, ["N"]),
        ],
        [("logits", TensorProto.FLOAT, ["N", "T2", SIZE])],
        weights,
        {"model_type": "sense_voice_ctc", **_lfr(), **languages, "with_itn": 14, "without_itn": 15},
    )
    return folder


def paraformer(folder: Path) -> Path:
    _tokens(folder, ["<blank>", "<s>", "</s>", *TOKENS[3:]])
    nodes = [
        helper.make_node("MatMul", ["speech", "weight"], ["logits"]),
        helper.make_node("Identity", ["speech_lengths"], ["token_num"]),
    ]
    _model(
        folder / "model.onnx",
        nodes,
        [("speech", TensorProto.FLOAT, ["N", "T", 560]), ("speech_lengths", TensorProto.INT32, ["N"])],
        [("logits", TensorProto.FLOAT, ["N", "T2", SIZE]), ("token_num", TensorProto.INT32, ["N"])],
        {"weight": _random(560, SIZE, seed=2)},
        {"model_type": "paraformer", **_lfr()},
    )
    return folder


def transducer(folder: Path) -> Path:
    _tokens(folder)
    _model(
        folder / "encoder-epoch-1-avg-1.onnx",
        [
            helper.make_node("Slice", ["x", "zero", "end", "axis", "four"], ["sub"]),
            helper.make_node("MatMul", ["sub", "weight"], ["encoder_out"]),
            helper.make_node("Add", ["x_lens", "three"], ["more"]),
            helper.make_node("Div", ["more", "four"], ["encoder_out_lens"]),
        ],
        [("x", TensorProto.FLOAT, ["N", "T", 80]), ("x_lens", TensorProto.INT64, ["N"])],
        [
            ("encoder_out", TensorProto.FLOAT, ["N", "T2", WIDTH]),
            ("encoder_out_lens", TensorProto.INT64, ["N"]),
        ],
        {
            "weight": _random(80, WIDTH, seed=3),
            "zero": np.array([0], np.int64),
            "end": np.array([2**31], np.int64),
            "axis": np.array([1], np.int64),
            "four": np.array([4], np.int64),
            "three": np.array([3], np.int64),
        },
        {"model_type": "zipformer2", "version": 1},
    )
    _model(
        folder / "decoder-epoch-1-avg-1.onnx",
        [
            helper.make_node("Gather", ["table", "y"], ["both"], axis=0),
            helper.make_node("ReduceMean", ["both"], ["decoder_out"], axes=[1], keepdims=0),
        ],
        [("y", TensorProto.INT64, ["N", 2])],
        [("decoder_out", TensorProto.FLOAT, ["N", WIDTH])],
        {"table": _random(SIZE, WIDTH, seed=4)},
        {"context_size": 2, "vocab_size": SIZE},
    )
    _model(
        folder / "joiner-epoch-1-avg-1.onnx",
        [
            helper.make_node("Add", ["encoder_out", "decoder_out"], ["sum"]),
            helper.make_node("MatMul", ["sum", "weight"], ["logit"]),
        ],
        [
            ("encoder_out", TensorProto.FLOAT, ["N", WIDTH]),
            ("decoder_out", TensorProto.FLOAT, ["N", WIDTH]),
        ],
        [("logit", TensorProto.FLOAT, ["N", SIZE])],
        {"weight": _random(WIDTH, SIZE, seed=5)},
        {"joiner_dim": WIDTH},
    )
    return folder


def wenet_ctc(folder: Path) -> Path:
    zipformer_ctc(folder)
    (folder / "model.int8.onnx").rename(folder / "model.onnx")
    model = onnx.load(str(folder / "model.onnx"))
    del model.metadata_props[:]
    helper.set_model_props(
        model, {"model_type": "wenet_ctc", "subsampling_factor": "4", "vocab_size": str(SIZE)}
    )
    onnx.save(model, str(folder / "model.onnx"))
    return folder


KINDS = {
    "zipformer_ctc": zipformer_ctc,
    "wenet_ctc": wenet_ctc,
    "sense_voice": sense_voice,
    "paraformer": paraformer,
    "transducer": transducer,
}
