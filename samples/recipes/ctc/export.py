"""The trained weights as a folder that sherpa-onnx reads, in 8-bit numbers."""

from __future__ import annotations

import logging
from pathlib import Path
from tempfile import TemporaryDirectory

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from samples.recipes.ctc.features import BANDS
from samples.recipes.ctc.model import Listener
from samples.recipes.ctc.recipe import Recipe
from samples.recipes.ctc.training import State
from samples.recipes.ctc.vocabulary import Vocabulary

_OPSET = 17
_FRAMES = 500  # of the example that the export follows; any length may be heard


def trained(recipe: Recipe, state: State, tokens: int) -> Listener:
    """The running average of the weights, without the head that names phonemes."""
    model = Listener(recipe.shape, tokens)
    model.load_state_dict({n: w for n, w in state.average.items() if not n.startswith("phonemes.")})
    return model.eval()


def export(model: Listener, vocabulary: Vocabulary, folder: Path) -> None:
    """Write ``model.int8.onnx`` and ``tokens.txt``."""
    folder.mkdir(parents=True, exist_ok=True)
    logging.getLogger("onnxruntime").setLevel(logging.ERROR)
    with TemporaryDirectory() as scratch:
        whole, ready = Path(scratch) / "whole.onnx", Path(scratch) / "ready.onnx"
        _write(model, whole)
        quant_pre_process(whole, ready)
        target = folder / "model.int8.onnx"
        quantize_dynamic(ready, target, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul"])
    written = onnx.load(str(target))
    onnx.helper.set_model_props(written, {"model_type": "zipformer2_ctc", "version": "1"})
    onnx.save(written, str(target))
    vocabulary.save(folder / "tokens.txt")


def _write(model: Listener, path: Path) -> None:
    example = (torch.randn(2, _FRAMES, BANDS), torch.tensor([_FRAMES, _FRAMES - 80]))
    torch.onnx.export(
        model,
        example,
        str(path),
        input_names=["x", "x_lens"],
        output_names=["log_probs", "log_probs_len"],
        dynamic_axes={
            "x": {0: "N", 1: "T"},
            "x_lens": {0: "N"},
            "log_probs": {0: "N", 1: "T4"},
            "log_probs_len": {0: "N"},
        },
        opset_version=_OPSET,
        dynamo=False,
    )
