"""The adapter of onnxruntime for the speaker models, and the check of their files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from testimony.runtime.samples import samples_folder
from testimony.transcript.errors import ModelDamaged, ModelMissing, TranscriptionError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["TURNS", "VOICE", "Network", "SpeakerModel", "find_speaker_model"]

VOICE = "voice.onnx"
TURNS = "turns.onnx"
_MANIFEST = "manifest.json"
_AGAIN = "install Testimony again; the speaker model comes with it"


@dataclass(frozen=True, slots=True)
class SpeakerModel:
    """A folder with both networks.

    Attributes:
        folder: Where it lies.
        name: As its manifest has it, both networks named.
        files: Name → SHA-256 as its manifest has it.
    """

    folder: Path
    name: str
    files: Mapping[str, str]

    @property
    def digest(self) -> str:
        """SHA-256 over ``NAME NUL HASH LF`` of every file, sorted by name: its identity in provenance."""
        digest = hashlib.sha256()
        for name in sorted(self.files):
            digest.update(f"{name}\0{self.files[name]}\n".encode())
        return digest.hexdigest()


def find_speaker_model(folder: Path | None = None) -> SpeakerModel:
    """Find the speaker model and read its manifest; the files are compared with it when they are loaded.

    Args:
        folder: Where it lies; None for the one that was shipped.

    Raises:
        ModelMissing: There is none.
        ModelDamaged: Its manifest cannot be read.
    """
    if folder is None:
        samples = samples_folder()
        folder = samples / "speaker" if samples is not None else Path("samples", "speaker")
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        name, files = manifest["name"], manifest["files"]
    except FileNotFoundError:
        raise ModelMissing(f"The speaker model is missing from {folder}.", _AGAIN) from None
    except (OSError, ValueError, KeyError, TypeError):
        raise ModelDamaged(f"{folder / _MANIFEST} cannot be read.", _AGAIN) from None
    if not isinstance(name, str) or not isinstance(files, dict) or not {VOICE, TURNS} <= set(files):
        raise ModelDamaged(f"{folder / _MANIFEST} does not list {VOICE} and {TURNS}.", _AGAIN)
    return SpeakerModel(folder, name, files)


class Network:
    """One of the networks, loaded; one thread, so that the same sound gives the same bits everywhere.

    Args:
        model: Where it lies.
        name: ``VOICE`` or ``TURNS``.

    Raises:
        ModelDamaged: The file is missing, differs from the manifest or cannot be loaded.
    """

    def __init__(self, model: SpeakerModel, name: str) -> None:
        path = model.folder / name
        try:
            content = path.read_bytes()
        except OSError:
            raise ModelDamaged(f"The speaker model lacks its file {path}.", _AGAIN) from None
        if hashlib.sha256(content).hexdigest() != model.files[name]:
            raise ModelDamaged(f"{path} differs from what was shipped.", _AGAIN)
        self._session = _session(content, path)
        self._input = self._session.get_inputs()[0].name

    def run(self, value: NDArray[np.float32]) -> NDArray[np.float32]:
        """Run the network on one input.

        Raises:
            TranscriptionError: The runtime fails.
        """
        import numpy as np

        try:
            (result,) = self._session.run(None, {self._input: value})
        except Exception as error:
            raise TranscriptionError(f"The speaker model failed: {error}.", "testimony doctor") from error
        return np.asarray(result, dtype=np.float32)


def _session(content: bytes, path: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False
    try:
        return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise ModelDamaged(f"{path} cannot be loaded: {error}.", _AGAIN) from error
