"""``python -m transcribe.engines.sherpa.child``: sherpa-onnx in a process of its own, where it may crash.

Clips come on standard input, what was heard leaves on standard output. It ends when its input does.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, BinaryIO

from testimony.runtime.offline import forbid_core_dumps, forbid_network
from transcribe.engines.sherpa.wire import receive, receive_clips, send

__all__ = ["main"]

_RATE = 16_000
_TOO_LONG = "lengths of the result differ"


def main() -> int:
    """Serve until the input ends; gives the exit code of the process."""
    forbid_network()
    forbid_core_dumps()
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # the library's own messages must not break into the answers
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    try:
        recognizer = _open(receive(source))
    except EOFError:
        return 0
    except Exception as error:  # noqa: BLE001  foreign exceptions stop here, and the parent names the model
        send(sink, {"error": str(error) or type(error).__name__})
        return 1
    send(sink, {"ready": True})
    return _serve(recognizer, source, sink)


def _open(order: dict[str, Any]) -> Any:
    import sherpa_onnx

    folder = Path(order["folder"])
    files = {argument: str(folder / name) for argument, name in order["files"].items()}
    build = getattr(sherpa_onnx.OfflineRecognizer, f"from_{order['kind']}")
    return build(**files, num_threads=order["threads"])


def _serve(recognizer: Any, source: BinaryIO, sink: BinaryIO) -> int:
    while True:
        try:
            clips = receive_clips(source)
        except EOFError:
            return 0
        try:
            answer: dict[str, object] = {"results": [_heard(recognizer, clip) for clip in clips]}
        except Exception as error:  # noqa: BLE001  foreign exceptions stop here
            answer = {"error": str(error) or type(error).__name__}
        send(sink, answer)


def _heard(recognizer: Any, clip: Any) -> dict[str, object]:
    stream = recognizer.create_stream()
    stream.accept_waveform(_RATE, clip)
    recognizer.decode_stream(stream)
    result = stream.result
    return {
        "text": result.text,
        "tokens": list(result.tokens),
        "starts": [float(start) for start in result.timestamps],
        "durations": [float(length) for length in result.durations],
        "logprobs": [float(value) for value in result.ys_log_probs],
    }


if __name__ == "__main__":
    sys.exit(main())
