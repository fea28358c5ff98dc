"""Sound → voiceprint, by CAM++ (Wang et al. 2023) in the version of 3D-Speaker for Chinese and English."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from transcribe.speakers.features import RATE, features_of, is_narrow
from transcribe.speakers.model import VOICE, Network, SpeakerModel, find_speaker_model
from transcribe.speakers.voiceprint import Voiceprint

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["LONGEST_S", "VoiceEncoder", "open_voice_encoder"]

SHORTEST_S = 0.2
LONGEST_S = 6.0  # more sound of one utterance adds cost and no certainty
_FILLED_S = 0.6  # a shorter sound is repeated: the network pools over half a second at least


class VoiceEncoder:
    """Makes voiceprints; one loaded network for a whole run.

    Args:
        model: The speaker model.

    Raises:
        ModelDamaged: Its file is missing or damaged.
    """

    def __init__(self, model: SpeakerModel) -> None:
        self.model = model
        self._network = Network(model, VOICE)

    def embed(self, samples: NDArray[np.float32]) -> Voiceprint | None:
        """Make the voiceprint of one stretch of speech.

        Args:
            samples: Mono, 16 kHz, from -1 to 1. Of more than six seconds the middle six are heard.

        Returns:
            None for less than 0.2 s, or for a sound that is silent throughout.

        Raises:
            TranscriptionError: The runtime fails.
        """
        import numpy as np

        seconds = len(samples) / RATE
        if seconds < SHORTEST_S or not np.any(samples):
            return None
        features = features_of(_filled(_middle(samples)))
        vector = self._network.run((features - features.mean(axis=0))[np.newaxis])[0]
        length = float(np.linalg.norm(vector))
        if not np.isfinite(length) or length == 0:
            return None
        return Voiceprint(vector / np.float32(length), min(seconds, LONGEST_S), is_narrow(features))


def open_voice_encoder(folder: Path | None = None) -> VoiceEncoder:
    """Load the encoder, once for a whole run.

    Args:
        folder: The speaker model; None for the one that was shipped.

    Raises:
        ModelMissing: There is none.
        ModelDamaged: It is damaged.
    """
    return VoiceEncoder(find_speaker_model(folder))


def _middle(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    most = int(LONGEST_S * RATE)
    start = max(0, (len(samples) - most) // 2)
    return samples[start : start + most]


def _filled(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    wanted = int(_FILLED_S * RATE)
    return samples if len(samples) >= wanted else np.resize(samples, wanted).astype(np.float32)
