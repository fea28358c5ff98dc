"""espeak-ng's library through ctypes: text in, samples and events out, in this process.

Library calls are those of espeak-ng's ``speak_lib.h``. The library keeps one global state, so a
process has one engine; several processes may each have theirs.
"""

import ctypes
import ctypes.util
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from samples.recipes.voices import Language, Voice

_SYNCHRONOUS = 2
_WITH_PHONEME_EVENTS, _DO_NOT_EXIT = 0x1, 0x8000
_CHARS_UTF8 = 1
_RATE, _VOLUME, _PITCH = 1, 2, 3
_WORD, _PHONEME = 1, 7
_LIBRARIES = ("libespeak-ng.so.1", "libespeak-ng.dylib", "libespeak-ng.dll")


class SynthesisUnavailable(RuntimeError):
    """espeak-ng is not installed, or has not the voice asked for."""


class _Id(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Id),
    ]


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where something begins: a word at a character of the text, or a phoneme.

    ``character`` is -1 for a phoneme, ``phoneme`` empty for a word. ``_:`` and ``_`` are pauses.
    """

    sample: int
    character: int = -1
    phoneme: str = ""


class Engine:
    """The one engine of a process; use :func:`engine`."""

    def __init__(self) -> None:
        self._library = _load()
        self.rate = int(
            self._library.espeak_Initialize(_SYNCHRONOUS, 0, None, _WITH_PHONEME_EVENTS | _DO_NOT_EXIT)
        )
        if self.rate <= 0:
            raise SynthesisUnavailable(
                "espeak-ng is installed without its voices: install the package espeak-ng-data"
            )
        self._chunks: list[NDArray[np.int16]] = []
        self._marks: list[Mark] = []
        self._callback = _Callback(self._receive)
        self._library.espeak_SetSynthCallback(self._callback)
        self._libc = ctypes.CDLL(None)

    def say(self, text: str, language: Language, voice: Voice) -> tuple[NDArray[np.int16], list[Mark]]:
        """Give the samples of a text at :attr:`rate` Hz, and where its words and phonemes begin.

        Raises:
            SynthesisUnavailable: the voice is not installed.
        """
        name = voice.engine_name(language)
        library = self._library
        if library.espeak_SetVoiceByName(name.encode()) != 0:
            raise SynthesisUnavailable(f"espeak-ng has no voice {name}: version 1.51 is expected")
        library.espeak_SetParameter(_RATE, voice.speed, 0)
        library.espeak_SetParameter(_VOLUME, 100, 0)
        library.espeak_SetParameter(_PITCH, voice.pitch, 0)
        self._libc.srand(1)  # breath and noise come from rand(): the same text, the same samples
        self._chunks, self._marks = [], []
        data = text.encode()
        library.espeak_Synth(data, len(data) + 1, 0, 0, 0, _CHARS_UTF8, None, None)
        library.espeak_Synchronize()
        if not self._chunks:
            return np.zeros(0, dtype=np.int16), []
        return np.concatenate(self._chunks), self._marks

    def _receive(self, wave: "ctypes._Pointer[ctypes.c_short]", count: int, events: object) -> int:
        index = 0
        while (event := events[index]).type:  # type: ignore[index]
            index += 1
            if event.type == _WORD:
                self._marks.append(Mark(event.sample, event.text_position - 1))
            elif event.type == _PHONEME:
                self._marks.append(Mark(event.sample, phoneme=event.id.string.decode("ascii", "replace")))
        if wave and count > 0:
            self._chunks.append(np.ctypeslib.as_array(wave, (count,)).copy())
        return 0


def _load() -> ctypes.CDLL:
    found = ctypes.util.find_library("espeak-ng")
    for name in (*_LIBRARIES, *((found,) if found else ())):
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    raise SynthesisUnavailable("espeak-ng is not installed: install the package libespeak-ng1")


@cache
def engine() -> Engine:
    """Give this process's engine.

    Raises:
        SynthesisUnavailable: espeak-ng is not installed.
    """
    return Engine()
