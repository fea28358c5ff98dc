"""The engine as the pipeline sees it: a process that is fed clips, and started again when it dies."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, cast

from testimony.runtime.children import python_command, safe_environment
from testimony.transcript.errors import ModelDamaged, TranscriptionError
from transcribe.engines.base import Clip, Decoded, DecodeRequest, DecodingOptions, DetectRequest, detect_each
from transcribe.engines.sherpa.folder import SherpaModel, read_model
from transcribe.engines.sherpa.pieces import decoded_of
from transcribe.engines.sherpa.wire import receive, send, send_clips
from transcribe.threads import threads_of

__all__ = ["SherpaTranscriber", "open_sherpa"]

_BOOT_S = 180.0
_ANSWER_S = 60.0  # beside ten times the length of the clips
_TIMES_REAL = 10.0
_SAMPLES_PER_MS = 16
_WINDOW_MS = 30_000
_HINT = "Run it again; what was finished is kept. `testimony models verify` checks the model."


class SherpaTranscriber:
    """A model in a process of its own (see ``Transcriber``).

    Args:
        folder: Of the model.
        model: Its folder, read.
        threads: Processor threads.
    """

    def __init__(self, folder: Path, model: SherpaModel, threads: int) -> None:
        self._folder, self._model, self._threads = folder, model, threads
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._lock = threading.Lock()

    @property
    def languages(self) -> frozenset[str]:
        """What the model writes."""
        return frozenset(self._model.languages)

    @property
    def max_window_ms(self) -> int:
        """30 s, which every kind of model takes."""
        return _WINDOW_MS

    @property
    def fills_windows(self) -> bool:
        """False: a short clip costs little."""
        return False

    def detect_languages(self, clips: Sequence[Clip], *, closely: bool = False) -> list[Mapping[str, float]]:
        """Answer for a model of one language; one of several has to be told (see ``Ability``)."""
        del closely
        if len(self._model.languages) != 1:
            raise TranscriptionError(
                f"The speech model {self._folder.name} cannot tell languages apart.",
                "name a model that can with --language-model",
            )
        return [{self._model.languages[0]: 1.0} for _ in clips]

    def detect_within(self, requests: Sequence[DetectRequest]) -> list[list[Mapping[str, float]]]:
        """Answer each stretch alone (see ``Transcriber``)."""
        return detect_each(self, requests)

    def prepare(self, clips: Sequence[Clip]) -> None:
        """Do nothing: there is nothing that could be done before."""

    def decode(self, requests: Sequence[DecodeRequest], options: DecodingOptions) -> list[Decoded]:
        """Write down each clip; the model decides by itself how hard it tries."""
        del options
        clips = [request.clip for request in requests]
        if not clips:
            return []
        with self._lock:
            results = self._asked(clips)
        return [
            decoded_of(result, len(clip) // _SAMPLES_PER_MS)
            for result, clip in zip(results, clips, strict=True)
        ]

    def start(self) -> None:
        """Start the process and wait until the model is loaded.

        Raises:
            ModelDamaged: It cannot be loaded.
        """
        self.stop()
        process = subprocess.Popen(
            python_command("-m", "transcribe.engines.sherpa.child"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=safe_environment(),
            start_new_session=os.name == "posix",
        )
        self._process, self._answers = process, queue.Queue()
        pump = (cast("BinaryIO", process.stdout), self._answers)
        threading.Thread(target=_pump, args=pump, daemon=True).start()
        order = {
            "folder": str(self._folder),
            "kind": self._model.kind,
            "files": self._model.files,
            "threads": self._threads,
        }
        answer = self._exchange(lambda stream: send(stream, order), _BOOT_S)
        if answer is None or "ready" not in answer:
            reason = answer.get("error", "it gave no answer") if answer else self._death()
            self.stop()
            raise ModelDamaged(
                f"The speech model in {self._folder} cannot be loaded by sherpa-onnx: {reason}.",
                "testimony models verify, or install the model again with: testimony models add DIR",
            )

    def stop(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):  # what was not written yet goes nowhere
                cast("BinaryIO", stream).close()

    def __del__(self) -> None:
        """End the process with the engine."""
        self.stop()

    def _asked(self, clips: Sequence[Clip]) -> list[dict[str, Any]]:
        """The answers to clips; a process that dies over them is started once more."""
        seconds = _ANSWER_S + _TIMES_REAL * sum(len(clip) for clip in clips) / 16_000
        reason = ""
        for _ in range(2):
            if self._process is None:
                self.start()
            answer = self._exchange(lambda stream: send_clips(stream, clips), seconds)
            results = answer.get("results") if answer else None
            if isinstance(results, list) and len(results) == len(clips):
                return results
            reason = str(answer.get("error", "it gave an answer of no use")) if answer else self._death()
            self.stop()
        raise TranscriptionError(f"The speech engine sherpa-onnx failed to transcribe: {reason}.", _HINT)

    def _exchange(self, write: Callable[[BinaryIO], None], seconds: float) -> dict[str, Any] | None:
        """Write something and wait for the answer; None where the process is gone or silent for too long."""
        process = self._process
        if process is None:
            return None
        # In a thread: a process that reads no more keeps a full pipe, and with it the writer, for ever.
        arguments = (write, cast("BinaryIO", process.stdin))
        threading.Thread(target=_write, args=arguments, daemon=True).start()
        try:
            return self._answers.get(timeout=seconds)
        except queue.Empty:
            return None

    def _death(self) -> str:
        process = self._process
        code = process.poll() if process is not None else None
        if code is None:
            return "it gave no answer in time"
        if code >= 0:
            return f"its process ended by itself (exit code {code})"
        try:
            return f"its process died of the signal {signal.Signals(-code).name}"
        except ValueError:
            return f"its process died of the signal {-code}"


def open_sherpa(folder: Path, detector: Path | None, threads: int) -> SherpaTranscriber:
    """Load a model from a folder.

    Args:
        folder: Of the model.
        detector: Not used: no model of this engine detects languages for another.
        threads: Processor threads; 0 for what suits the machine.

    Raises:
        ModelMissing: sherpa-onnx is not installed.
        ModelDamaged: A file is missing or cannot be loaded; the message names it.
    """
    del detector
    engine = SherpaTranscriber(folder, read_model(folder), threads_of(threads))
    engine.start()
    return engine


def _write(write: Callable[[BinaryIO], None], stream: BinaryIO) -> None:
    with contextlib.suppress(OSError, ValueError):  # the process is gone; the reading side says so
        write(stream)


def _pump(stream: BinaryIO, answers: queue.Queue[dict[str, Any] | None]) -> None:
    try:
        while True:
            answers.put(receive(stream))
    except (EOFError, OSError, ValueError):
        answers.put(None)
