"""The adapter of faster-whisper and CTranslate2: the one module that imports them for text.

It uses faster-whisper's loader, features and tokenizer, and CTranslate2's model directly,
because ``WhisperModel.transcribe`` takes one language for 30 s and says nothing of the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from testimony.transcript.errors import TranscriptionError
from transcribe.engines.base import (
    Clip,
    Decoded,
    DecodeRequest,
    DecodingOptions,
    DetectRequest,
    Piece,
    detect_each,
)
from transcribe.engines.whisper.encoder_cache import EncodingCache, PreparedEncodings
from transcribe.engines.whisper.encoding import FRAME_SAMPLES, alike, encode, rows_of, stored
from transcribe.engines.whisper.hints import hint_for
from transcribe.engines.whisper.loading import (
    ROOM_FRAMES,
    WINDOW_FRAMES,
    LoadedModel,
    languages_of,
    load_model,
)
from transcribe.engines.whisper.results import mean_logprob, positions, probabilities, timed_pieces

__all__ = ["MAX_TOKENS", "WhisperTranscriber", "open_whisper"]

MAX_TOKENS = 224  # Whisper's own limit: half of its 448 positions
_FRAME_MS = 10
_OVERHEARD = 500  # positions: the first 10 s of a window; all 30 s would cost a thirtieth of the whole run
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
        self._prepared = PreparedEncodings()
        self._detector_cache = self._cache if detector is model else EncodingCache(0)
        self._tokenizers: dict[str, Any] = {}
        self._suppressed: list[int] | None = None

    @property
    def languages(self) -> frozenset[str]:
        """The languages whose tokens both models have."""
        return languages_of(self._model) & languages_of(self._detector)

    @property
    def max_window_ms(self) -> int:
        """Whisper's window: 30 s."""
        return WINDOW_FRAMES * _FRAME_MS

    @property
    def fills_windows(self) -> bool:
        """True unless the model hears a short clip in a short window."""
        return len(self._loaded.windows) == 1

    def detect_languages(self, clips: Sequence[Clip], *, closely: bool = False) -> list[Mapping[str, float]]:
        """Hear which language each clip is in (see ``Transcriber``).

        A glance hears a clip in a window of 10 or 15 s. Whisper was trained on 30 s, so ``closely`` takes
        those, unless the model was trained on short windows too.
        """
        model = self._loaded_detector
        frames = model.windows if closely else model.glances
        room = ROOM_FRAMES if closely else model.room

        def detect(frames: int, rows: Sequence[int]) -> list[Mapping[str, float]]:
            with _engine_errors("detect languages"):
                encoded = stored(encode(model, [clips[row] for row in rows], frames, self._detector_cache))
                return [probabilities(row) for row in self._detector.model.detect_language(encoded)]

        return self._shared_out(alike(clips, model, frames, room), detect)

    def detect_within(self, requests: Sequence[DetectRequest]) -> list[list[Mapping[str, float]]]:
        """Detect the language of stretches (see ``Transcriber``).

        The decoder reads only the positions of a stretch out of the encoding of the whole clip. A model
        that was trained on short windows hears each stretch in a window of its own instead.
        """
        model = self._loaded_detector
        if len(model.windows) > 1:
            return detect_each(self, requests)

        def detect(frames: int, rows: Sequence[int]) -> list[list[Mapping[str, float]]]:
            with _engine_errors("detect languages"):
                encoded = encode(model, [requests[row].clip for row in rows], frames, self._detector_cache)
                return [
                    [
                        probabilities(self._detector.model.detect_language(stored([part]))[0])
                        for part in positions(whole, requests[row].stretches_ms)
                    ]
                    for row, whole in zip(rows, encoded, strict=True)
                ]

        clips = [request.clip for request in requests]
        batches = alike(clips, model, model.glances, ROOM_FRAMES)
        return self._shared_out(((frames, [row]) for frames, rows in batches for row in rows), detect)

    def prepare(self, clips: Sequence[Clip]) -> None:
        """Encode the clips, one a worker (see ``Transcriber``)."""

        def keep(frames: int, rows: Sequence[int]) -> Sequence[None]:
            with _engine_errors("transcribe"):
                part = [clips[row] for row in rows]
                for clip, row in zip(part, encode(self._loaded, part, frames, self._cache), strict=True):
                    self._prepared.put(clip, frames, row)
            return [None] * len(rows)

        batches = alike(clips, self._loaded, self._loaded.writes, self._loaded.write_room)
        self._shared_out(((frames, [row]) for frames, rows in batches for row in rows), keep)

    def decode(self, requests: Sequence[DecodeRequest], options: DecodingOptions) -> list[Decoded]:
        """Write down what is said in each passage (see ``Transcriber``)."""
        clips = [request.clip for request in requests]

        def decode(frames: int, rows: Sequence[int]) -> list[Decoded]:
            with _engine_errors("transcribe"):
                return self._decode_batch([requests[row] for row in rows], frames, options)

        batches = alike(clips, self._loaded, self._loaded.writes, self._loaded.write_room)
        return self._shared_out(batches, decode)

    def _shared_out(
        self,
        batches: Iterable[tuple[int, list[int]]],
        work: Callable[[int, Sequence[int]], Sequence[_Item]],
    ) -> list[_Item]:
        """Give the workers rows that are heard in windows of one length; results in the rows' order."""
        batches = list(batches)
        found = self._pool.map(lambda batch: work(*batch), batches)
        results: dict[int, _Item] = {}
        for (_, rows), items in zip(batches, found, strict=True):
            results.update(zip(rows, items, strict=True))
        return [results[row] for row in range(len(results))]

    def _decode_batch(
        self, requests: Sequence[DecodeRequest], frames: int, options: DecodingOptions
    ) -> list[Decoded]:
        clips = [request.clip for request in requests]
        rows = encode(self._loaded, clips, frames, self._prepared, self._cache)
        encoded = stored(rows)
        overhear = options.overhear and self._model.model.is_multilingual
        first = stored([row[:_OVERHEARD] for row in rows]) if overhear else None
        heard = self._model.model.detect_language(first) if overhear else []
        results = self._generate(encoded, requests, options)
        tokenizers = [self._tokenizer(request.language) for request in requests]
        tokens = [
            [token for token in result.sequences_ids[0] if token < tokenizer.eot]
            for result, tokenizer in zip(results, tokenizers, strict=True)
        ]
        lengths = [min(frames, len(clip) // FRAME_SAMPLES) for clip in clips]
        pieces = self._align(encoded, tokenizers, tokens, lengths)
        return [
            Decoded(
                pieces=tuple(row),
                logprob=mean_logprob(result),
                no_speech=float(result.no_speech_prob),
                truncated=len(result.sequences_ids[0]) >= MAX_TOKENS - 1,
                languages=probabilities(heard[index]) if heard else {},
                confidence=self._loaded.confidence,
            )
            for index, (result, row) in enumerate(zip(results, pieces, strict=True))
        ]

    def _generate(
        self, encoded: Any, requests: Sequence[DecodeRequest], options: DecodingOptions
    ) -> list[Any]:
        """Write; rows of several languages go together where their prompts are of one length."""
        prompts = [
            self._model.get_prompt(
                self._tokenizer(request.language),
                [],
                without_timestamps=True,
                hotwords=hint_for(request, trained_short=len(self._loaded.windows) > 1) or None,
            )
            for request in requests
        ]
        results: dict[int, Any] = {}
        for length in sorted({len(prompt) for prompt in prompts}):
            rows = [row for row, prompt in enumerate(prompts) if len(prompt) == length]
            written = self._model.model.generate(
                rows_of(encoded, rows, len(requests)),
                [prompts[row] for row in rows],
                beam_size=options.beam_size,
                patience=options.patience,
                repetition_penalty=options.repetition_penalty,
                no_repeat_ngram_size=options.no_repeat_ngram_size,
                # CTranslate2 writes half of this at most, and no more than it leaves after the prompt
                max_length=min(2 * MAX_TOKENS, self._model.max_length),
                suppress_tokens=self._suppressed_tokens(),
                return_scores=True,
                return_no_speech_prob=True,
            )
            results.update(zip(rows, written, strict=True))
        return [results[row] for row in range(len(requests))]

    def _align(
        self, encoded: Any, tokenizers: Sequence[Any], tokens: list[list[int]], lengths: list[int]
    ) -> list[list[Piece]]:
        """Time the words; one call a language, because it takes one start sequence."""
        pieces: list[list[Piece]] = [[] for _ in tokens]
        for language in dict.fromkeys(tokenizer.language_code for tokenizer in tokenizers):
            rows = [
                row
                for row, tokenizer in enumerate(tokenizers)
                if tokenizer.language_code == language and tokens[row]
            ]
            if not rows:
                continue
            tokenizer = self._tokenizer(language)
            aligned = self._model.model.align(
                rows_of(encoded, rows, len(tokens)),
                tokenizer.sot_sequence,
                [tokens[row] for row in rows],
                [max(2, lengths[row]) for row in rows],
            )
            for row, alignment in zip(rows, aligned, strict=True):
                pieces[row] = timed_pieces(tokenizer, tokens[row], alignment)
        return pieces

    def _tokenizer(self, language: str) -> Any:
        from faster_whisper.tokenizer import Tokenizer

        if language not in self._tokenizers:
            self._tokenizers[language] = Tokenizer(
                self._model.hf_tokenizer,
                self._model.model.is_multilingual,
                task="transcribe",
                language=language,
            )
        return self._tokenizers[language]

    def _suppressed_tokens(self) -> list[int]:
        """What no text holds (marks of music, other tasks): the same in every language."""
        from faster_whisper.transcribe import get_suppressed_tokens

        if self._suppressed is None:
            tokenizer = next(iter(self._tokenizers.values()))
            self._suppressed = list(get_suppressed_tokens(tokenizer, [-1]))
        return self._suppressed


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
