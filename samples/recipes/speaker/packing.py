"""Weights of an ONNX model stored in fewer bytes; what is computed stays in 32-bit floats.

A tensor of weights becomes a small constant and the nodes that make floats of it. A runtime folds
them when it loads the model, so the file is smaller and the inference as fast as before.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

_SMALLEST = 1024  # values; packing smaller tensors saves nothing


def pack(model: onnx.ModelProto, precision: str) -> onnx.ModelProto:
    """Store the large tensors of a model in ``fp16``, or in ``int8`` with a scale for each output.

    Args:
        model: With float32 initializers; it is changed in place.
        precision: ``fp32`` (as it is), ``fp16`` or ``int8``.

    Returns:
        The same model.
    """
    if precision == "fp32":
        return model
    kept, nodes = [], []
    for tensor in model.graph.initializer:
        weights = numpy_helper.to_array(tensor)
        if weights.dtype != np.float32 or weights.size < _SMALLEST:
            kept.append(tensor)
            continue
        packed, unpacking = (_as_half if precision == "fp16" else _as_int8)(tensor.name, weights)
        kept.extend(packed)
        nodes.extend(unpacking)
    nodes.extend(model.graph.node)
    del model.graph.initializer[:], model.graph.node[:]
    model.graph.initializer.extend(kept)
    model.graph.node.extend(nodes)
    onnx.checker.check_model(model)
    return model


def _as_half(name: str, weights: np.ndarray) -> tuple[list[TensorProto], list[onnx.NodeProto]]:
    packed = numpy_helper.from_array(weights.astype(np.float16), f"{name}_half")
    return [packed], [helper.make_node("Cast", [packed.name], [name], to=TensorProto.FLOAT)]


def _as_int8(name: str, weights: np.ndarray) -> tuple[list[TensorProto], list[onnx.NodeProto]]:
    largest = np.abs(weights).max(axis=tuple(range(1, weights.ndim)), keepdims=True)
    scale = np.where(largest > 0, largest / 127, 1).astype(np.float32)
    whole = np.clip(np.round(weights / scale), -127, 127).astype(np.int8)
    tensors = [
        numpy_helper.from_array(whole, f"{name}_whole"),
        numpy_helper.from_array(scale, f"{name}_scale"),
    ]
    return tensors, [
        helper.make_node("Cast", [f"{name}_whole"], [f"{name}_float"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{name}_float", f"{name}_scale"], [name]),
    ]
