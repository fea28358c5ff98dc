"""An engine in a process of its own, as its batch (or its Dask worker) sees it."""

from __future__ import annotations

import contextlib
import os
import platform
import queue
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from typing import BinaryIO, cast

from testimony.audio.cell_sockets import sweep_socket_folders
from testimony.batch.engine.wire import Handshake, receive, send
from testimony.batch.types import Broken, Died, Order, Outcome, Ready, Step
from testimony.runtime.children import python_command, safe_environment
from testimony.runtime.confinement.policy import is_confinement_wanted
from testimony.transcript.errors import TranscriptionError

__all__ = ["EngineProcess"]

_BOOT_S = 600.0
"""Loading gigabytes from a slow disk takes minutes; longer than this it never ends."""
_BOOTS = 3
_SLICE_S = 0.1


class EngineProcess:
    """Keeps one engine process alive, starts it again when it died, and gives it one order at a time.

    Args:
        handshake: What it is told first.
        stall_s: A recording without progress for so long is given up.
        gpu: The card it may see; None for whatever there is.
    """

    def __init__(self, handshake: Handshake, stall_s: float, gpu: str | None = None) -> None:
        self._handshake = handshake
        self._stall_s = stall_s
        self._gpu = gpu
        self._process: subprocess.Popen[bytes] | None = None
        self._messages: queue.Queue[object] = queue.Queue()
        self._closed = False

    def start(self) -> None:
        """Start the process, without waiting for its models."""
        if self._process is None and not self._closed:
            self._process = _spawn(self._handshake.threads, self._gpu)
            self._messages = queue.Queue()
            arguments = (self._process.stdout, self._messages)
            threading.Thread(target=_pump, args=arguments, daemon=True).start()
            with contextlib.suppress(OSError):  # it died at once; the messages say so
                send(cast("BinaryIO", self._process.stdin), self._handshake)

    def boot(self) -> None:
        """Wait until the models are loaded.

        Raises:
            TestimonyError: They cannot be loaded, are not those of the plan, or the process ends again and
                again.
        """
        reason = ""
        for _ in range(_BOOTS):
            self.start()
            message = self._next(_BOOT_S)
            if isinstance(message, Ready):
                self._check(message.settings)
                return
            if isinstance(message, Broken):
                self.stop()
                raise message.error
            reason = "never finished loading" if message is None else self._death()
            self.stop()
            if self._closed:
                break
        raise TranscriptionError(
            f"The engine process {reason} before it had loaded its models.",
            "testimony doctor; with little memory, a smaller model or a lower --jobs",
        )

    def _check(self, settings: str) -> None:
        if self._handshake.settings and settings != self._handshake.settings:
            self.stop()
            raise TranscriptionError(
                f"{platform.node() or 'This machine'} has other models, settings or versions than the machine"
                " where the batch was planned.",
                "install the same Testimony and models on every machine (testimony doctor shows them)",
            )

    @property
    def is_up(self) -> bool:
        """True while the process lives, as far as is known."""
        return self._process is not None and self._process.poll() is None

    def work(self, order: Order) -> Iterator[Step | Outcome | Died]:
        """Do one recording: steps, then how it ended."""
        process = self._process
        try:
            if process is None:
                raise BrokenPipeError  # ended meanwhile by close()
            send(cast("BinaryIO", process.stdin), order)
        except (OSError, ValueError):
            yield self._died()
            return
        while True:
            message = self._next(self._stall_s)
            if isinstance(message, Step):
                yield message
            elif isinstance(message, Outcome):
                yield message
                return
            elif message is None:
                self.stop()
                minutes = self._stall_s / 60
                yield Died(
                    f"made no progress for {minutes:g} minutes and was stopped (--timeout)", again=False
                )
                return
            else:
                yield self._died()
                return

    def stop(self) -> None:
        """End the process now; what it had finished is on the disk."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(OSError):
            _kill(process)
        with contextlib.suppress(OSError):
            cast("BinaryIO", process.stdin).close()
        process.wait()
        sweep_socket_folders()

    def close(self) -> None:
        """End it for good."""
        self._closed = True
        self.stop()

    def _died(self) -> Died:
        reason = self._death()
        self.stop()
        return Died(reason)

    def _next(self, seconds: float) -> object | None:
        """The next message; None when none came in time."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0 and not self._closed:
            with contextlib.suppress(queue.Empty):
                return self._messages.get(timeout=min(left, _SLICE_S))
        return EOFError() if self._closed else None

    def _death(self) -> str:
        process = self._process
        if process is None:
            return "was ended"
        try:
            code = process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return "stopped answering"
        if code >= 0:
            return f"ended by itself (exit code {code})"
        return f"died of signal {-code} ({_SIGNALS.get(-code) or _signal_name(-code)})"


_SIGNALS = {
    9: "killed; most likely the machine ran out of memory",
    11: "segmentation fault",
    6: "aborted",
    4: "illegal instruction: this processor lacks what the engine was built for",
    7: "bus error: a file was cut off while it was read, or the disk is full",
}


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return "unknown"


def _spawn(threads: int, gpu: str | None) -> subprocess.Popen[bytes]:
    environment = safe_environment()
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        environment[name] = str(threads)  # read by the engines when they are imported
    if gpu is not None:
        environment["CUDA_VISIBLE_DEVICES"] = gpu
    unconfined = [] if is_confinement_wanted() else ["--unconfined"]
    return subprocess.Popen(
        python_command("-m", "testimony.batch.engine.child", *unconfined),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        start_new_session=os.name == "posix",  # Ctrl-C goes to the batch alone
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)  # and what it started, a typesetter for one
    else:
        process.kill()


def _pump(stream: BinaryIO, messages: queue.Queue[object]) -> None:
    with stream:
        while True:
            try:
                messages.put(receive(stream))
            except EOFError as end:
                messages.put(end)
                return
