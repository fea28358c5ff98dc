"""The adapter of faster-whisper and CTranslate2: the one module that imports them for text.

It uses faster-whisper's loader, features and tokenizer, and CTranslate2's model directly,
because ``WhisperModel.transcribe`` takes one language for 30 s and says nothing of the rest.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from testimony.transcript.errors import TranscriptionError
from transcribe.encodings import EncodingCache
from transcribe.engine import Clip, Decoded, Effort, Piece
from transcribe.whisper_models import WINDOW_FRAMES, LoadedModel, load_model

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["MAX_TOKENS", "WhisperTranscriber", "open_whisper"]

MAX_TOKENS = 224  # Whisper's own limit: half of its 448 positions
_ROOM_FRAMES = 10  # so much silence after a clip in a short window
_FRAME_MS = 10
_STEP_MS = 20  # a position of the encoder, and so of an alignment
_ENCODE_FRAMES = 4_000  # attention of one 30-s row takes 9 MB a head: more rows cost memory, not time
_Item = TypeVar("_Item")


class WhisperTranscriber:
    """A Whisper model, and the one that detects languages for it.

    Args:
        model: The model.
        detector: Another that detects languages; the same one by default.
    """

    def __init__(self, model: LoadedModel, detector: LoadedModel | None = None) -> None:
        detector = detector or model
        self._model, self._detector = model.whisper, detector.whisper
        self._loaded, self._loaded_detector = model, detector
        self._pool = ThreadPoolExecutor(model.workers, "speech")
        self._cache = EncodingCache()
        self._detector_cache = self._cache if detector is model else EncodingCache(0)
        self._suppressed: dict[str, list[int]] = {}

    @property
    def languages(self) -> frozenset[str]:
        """The languages whose tokens both models have."""
        return _languages_of(self._model) & _languages_of(self._detector)

    @property
    def max_window_ms(self) -> int:
        """Whisper's window: 30 s."""
        return WINDOW_FRAMES * _FRAME_MS

    @property
    def fills_windows(self) -> bool:
        """True unless the model hears a short clip in a short window."""
        return len(self._loaded.windows) == 1

    def detect_languages(self, clips: Sequence[Clip]) -> list[Mapping[str, float]]:
        """Hear which language each clip is in (see ``Transcriber``)."""

        def detect(frames: int, batch: Sequence[Clip]) -> list[Mapping[str, float]]:
            with _engine_errors("detect languages"):
                encoded = _encode(self._detector, batch, frames, self._detector_cache)
                return [_probabilities(row) for row in self._detector.model.detect_language(encoded)]

        return self._shared_out(clips, self._loaded_detector, detect)

    def decode(self, clips: Sequence[Clip], language: str, effort: Effort) -> list[Decoded]:
        """Write down what is said in each clip (see ``Transcriber``)."""

        def decode(frames: int, batch: Sequence[Clip]) -> list[Decoded]:
            with _engine_errors("transcribe"):
                return self._decode_batch(batch, frames, language, effort)

        return self._shared_out(clips, self._loaded, decode)

    def _shared_out(
        self,
        clips: Sequence[Clip],
        model: LoadedModel,
        work: Callable[[int, Sequence[Clip]], Sequence[_Item]],
    ) -> list[_Item]:
        """Give the workers clips that are heard in windows of one length; results in the clips' order."""
        batches = list(_alike(clips, model))
        found = self._pool.map(lambda batch: work(batch[0], [clips[row] for row in batch[1]]), batches)
        results: dict[int, _Item] = {}
        for (_, rows), items in zip(batches, found, strict=True):
            results.update(zip(rows, items, strict=True))
        return [results[row] for row in range(len(clips))]

    def _decode_batch(
        self, clips: Sequence[Clip], frames: int, language: str, effort: Effort
    ) -> list[Decoded]:
        tokenizer = self._tokenizer(language)
        encoded = _encode(self._model, clips, frames, self._cache)
        overhear = effort.overhear and self._model.model.is_multilingual
        heard = self._model.model.detect_language(encoded) if overhear else []
        prompt = self._model.get_prompt(
            tokenizer, [], without_timestamps=True, hotwords=effort.hotwords or None
        )
        results = self._model.model.generate(
            encoded,
            [prompt] * len(clips),
            beam_size=effort.beam_size,
            patience=effort.patience,
            repetition_penalty=effort.repetition_penalty,
            no_repeat_ngram_size=effort.no_repeat_ngram_size,
            max_length=min(len(prompt) + MAX_TOKENS, self._model.max_length),
            suppress_tokens=self._suppressed_tokens(language, tokenizer),
            return_scores=True,
            return_no_speech_prob=True,
        )
        tokens = [[t for t in result.sequences_ids[0] if t < tokenizer.eot] for result in results]
        lengths = [min(frames, len(clip) // 160) for clip in clips]
        pieces = self._align(encoded, tokenizer, tokens, lengths)
        return [
            Decoded(
                pieces=tuple(row),
                logprob=_mean_logprob(result),
                no_speech=float(result.no_speech_prob),
                truncated=len(result.sequences_ids[0]) >= MAX_TOKENS - 1,
                languages=_probabilities(heard[index]) if heard else {},
            )
            for index, (result, row) in enumerate(zip(results, pieces, strict=True))
        ]

    def _align(
        self, encoded: Any, tokenizer: Any, tokens: list[list[int]], lengths: list[int]
    ) -> list[list[Piece]]:
        import numpy as np
        from ctranslate2 import StorageView

        rows = [index for index, row in enumerate(tokens) if row]
        pieces: list[list[Piece]] = [[] for _ in tokens]
        if not rows:
            return pieces
        if len(rows) < len(tokens):
            encoded = StorageView.from_array(np.ascontiguousarray(np.array(encoded)[rows]))
        aligned = self._model.model.align(
            encoded,
            tokenizer.sot_sequence,
            [tokens[row] for row in rows],
            [max(2, lengths[row]) for row in rows],
        )
        for row, alignment in zip(rows, aligned, strict=True):
            pieces[row] = _pieces(tokenizer, tokens[row], alignment)
        return pieces

    def _tokenizer(self, language: str) -> Any:
        from faster_whisper.tokenizer import Tokenizer

        return Tokenizer(
            self._model.hf_tokenizer, self._model.model.is_multilingual, task="transcribe", language=language
        )

    def _suppressed_tokens(self, language: str, tokenizer: Any) -> list[int]:
        from faster_whisper.transcribe import get_suppressed_tokens

        if language not in self._suppressed:
            self._suppressed[language] = list(get_suppressed_tokens(tokenizer, [-1]))
        return self._suppressed[language]


class _engine_errors:  # noqa: N801 - reads as a statement
    """Turn whatever the engine raises into one sentence."""

    def __init__(self, doing: str) -> None:
        self._doing = doing

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, Exception):
            raise TranscriptionError(
                f"The speech engine failed to {self._doing}: {error}.",
                "Run it again; what was finished is kept. `testimony doctor` checks the installation.",
            ) from error


def open_whisper(model_dir: Path, language_model_dir: Path | None, threads: int) -> WhisperTranscriber:
    """Load a converted Whisper model from a folder, and from nowhere else.

    Args:
        model_dir: The folder of the model that writes.
        language_model_dir: The folder of a smaller one that detects languages; None for the same.
        threads: Processor threads; 0 takes the physical cores, at most 4.

    Returns:
        The loaded engine.

    Raises:
        ModelMissing: If a folder does not exist.
        ModelDamaged: If a file of a model is missing or cannot be loaded; the message names it.
    """
    model = load_model(model_dir, threads)
    if language_model_dir is None or language_model_dir == model_dir:
        return WhisperTranscriber(model)
    return WhisperTranscriber(model, load_model(language_model_dir, threads))


def _languages_of(model: Any) -> frozenset[str]:
    if not model.model.is_multilingual:
        return frozenset({"en"})
    from faster_whisper.tokenizer import _LANGUAGE_CODES

    return frozenset(
        code for code in _LANGUAGE_CODES if model.hf_tokenizer.token_to_id(f"<|{code}|>") is not None
    )


def _batches(items: Sequence[_Item], size: int) -> Iterator[list[_Item]]:
    iterator = iter(items)
    while batch := list(itertools.islice(iterator, size)):
        yield batch


def _alike(clips: Sequence[Clip], model: LoadedModel) -> Iterator[tuple[int, list[int]]]:
    """Yield the frames of a window, and clips that are heard together in windows of that length."""
    lengths = [
        next((frames for frames in model.windows if frames >= len(clip) // 160 + _ROOM_FRAMES), WINDOW_FRAMES)
        for clip in clips
    ]
    for frames in sorted(set(lengths)):
        rows = [row for row, length in enumerate(lengths) if length == frames]
        size = min(model.rows, -(-len(rows) // model.workers))
        yield from ((frames, batch) for batch in _batches(rows, size))


def _features(model: Any, clips: Sequence[Clip], frames: int) -> NDArray[np.float32]:
    """Make the features as faster-whisper does: log-mel, then zeros to the end of the window."""
    import numpy as np
    from faster_whisper.audio import pad_or_trim

    rows = [pad_or_trim(model.feature_extractor(clip)[..., :-1], frames) for clip in clips]
    return np.ascontiguousarray(np.stack(rows), dtype=np.float32)


def _encode(model: Any, clips: Sequence[Clip], frames: int, cache: EncodingCache) -> Any:
    """Encode clips, but for those that were encoded before.

    Returns:
        A CTranslate2 storage of shape (clips, positions, width) in main memory: rows are picked out of it.
    """
    import numpy as np
    from ctranslate2 import StorageView

    rows = [cache.get(clip) for clip in clips]
    missing = [index for index, row in enumerate(rows) if row is None]
    for part in _batches(missing, max(1, _ENCODE_FRAMES // frames)):
        features = StorageView.from_array(_features(model, [clips[index] for index in part], frames))
        encoded = np.array(model.model.encode(features, to_cpu=True), dtype=np.float32)
        for index, row in zip(part, encoded, strict=True):
            rows[index] = row
            cache.put(clips[index], row)
    return StorageView.from_array(np.stack([row for row in rows if row is not None]))


def _probabilities(row: Sequence[tuple[str, float]]) -> dict[str, float]:
    return {token[2:-2]: float(probability) for token, probability in row}


def _mean_logprob(result: Any) -> float:
    """Undo the length normalisation of beam search, and count the end token, as faster-whisper does."""
    length = len(result.sequences_ids[0])
    return float(result.scores[0]) * length / (length + 1)


def _pieces(tokenizer: Any, tokens: list[int], alignment: Any) -> list[Piece]:
    """Join tokens to whole characters, and give each its time on the alignment path."""
    import numpy as np

    texts, groups = tokenizer.split_tokens_on_unicode([*tokens, tokenizer.eot])
    limits = np.concatenate([[0], np.cumsum([len(group) for group in groups[:-1]])]).astype(int)
    text_indices = np.array([pair[0] for pair in alignment.alignments])
    time_indices = np.array([pair[1] for pair in alignment.alignments])
    jumps = np.concatenate([[True], np.diff(text_indices) > 0])
    times = time_indices[jumps]
    times = np.append(times, [time_indices[-1]] * max(0, len(tokens) + 1 - len(times)))
    probabilities = alignment.text_token_probs
    return [
        Piece(
            int(times[first]) * _STEP_MS,
            int(times[last]) * _STEP_MS,
            text,
            float(np.mean(probabilities[first:last])),
        )
        for text, first, last in zip(texts[:-1], limits[:-1], limits[1:], strict=True)
    ]
