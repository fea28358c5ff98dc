"""``peer.py sherpa-onnx|senko FILE.wav MODEL_DIR``: another program's turns, as one JSON object."""

import json
import sys
import tempfile
import time
import wave
from pathlib import Path

import numpy as np


def sherpa(path: str, model: Path) -> tuple[list[tuple[int, int, str]], float]:
    """The pipeline of sherpa-onnx with the same two networks, one thread, its default threshold."""
    import onnx
    import sherpa_onnx as so

    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for name, facts in _FACTS.items():
            network = onnx.load(model / name)
            for key, value in facts.items():
                entry = network.metadata_props.add()
                entry.key, entry.value = key, str(value)
            files[name] = f"{folder}/{name}"
            onnx.save(network, files[name])
        config = so.OfflineSpeakerDiarizationConfig(
            segmentation=so.OfflineSpeakerSegmentationModelConfig(
                pyannote=so.OfflineSpeakerSegmentationPyannoteModelConfig(model=files["turns.onnx"]),
                num_threads=1,
            ),
            embedding=so.SpeakerEmbeddingExtractorConfig(model=files["voice.onnx"], num_threads=1),
            clustering=so.FastClusteringConfig(num_clusters=-1, threshold=0.5),
        )
        pipeline = so.OfflineSpeakerDiarization(config)
    samples = _samples(path)
    begun = time.process_time()
    found = pipeline.process(samples).sort_by_start_time()
    spent = time.process_time() - begun
    return [(round(s.start * 1000), round(s.end * 1000), str(s.speaker)) for s in found], spent


_FACTS = {
    "voice.onnx": {
        "framework": "3d-speaker",
        "language": "Chinese-English",
        "url": "",
        "comment": "",
        "sample_rate": 16000,
        "output_dim": 192,
        "normalize_samples": 1,
        "feature_normalize_type": "global-mean",
    },
    "turns.onnx": {
        "num_speakers": 3,
        "powerset_max_classes": 2,
        "num_classes": 7,
        "sample_rate": 16000,
        "window_size": 160000,
        "receptive_field_size": 991,
        "receptive_field_shift": 270,
        "model_type": "pyannote-segmentation-3.0",
        "version": 1,
        "model_author": "pyannote-audio",
        "maintainer": "k2-fsa",
        "url_1": "",
        "url_2": "",
        "url_3": "",
        "license": "MIT",
    },
}


def _samples(path: str) -> np.ndarray:
    with wave.open(path) as file:
        data = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    return (data / 32768).astype(np.float32)


def senko(path: str, _: Path) -> tuple[list[tuple[int, int, str]], float]:
    """Senko on the processor, its defaults."""
    import senko as program

    pipeline = program.Diarizer(device="cpu", warmup=False, quiet=True)
    begun = time.process_time()
    found = pipeline.diarize(path)
    spent = time.process_time() - begun
    turns = (found or {}).get("merged_segments", [])
    return [(round(s["start"] * 1000), round(s["end"] * 1000), s["speaker"]) for s in turns], spent


if __name__ == "__main__":
    name, recording, folder = sys.argv[1:]
    made, seconds = {"sherpa-onnx": sherpa, "senko": senko}[name](recording, Path(folder))
    print(json.dumps({"turns": made, "seconds": seconds}))
