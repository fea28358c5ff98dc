from __future__ import annotations

import os
import random
import socket
from pathlib import Path

import numpy as np
import pytest
from made_audio import bursts, write_audio, write_video, write_wav

from testimony.audio.decoding import hash_file, open_recording, read_clip
from testimony.transcript.errors import RecordingError, RecordingNotFound, RecordingUnreadable


def complains(path: Path, kind: type[RecordingError] = RecordingUnreadable) -> str:
    with pytest.raises(kind) as caught:
        open_recording(path)
    error = caught.value
    assert str(path) in error.message
    assert error.message.endswith(".")
    assert "\n" not in error.message
    assert error.hint
    return error.message


def test_a_missing_file(tmp_path: Path) -> None:
    complains(tmp_path / "none.wav", RecordingNotFound)
    with pytest.raises(RecordingNotFound):
        hash_file(tmp_path / "none.wav")
    with pytest.raises(RecordingNotFound):
        read_clip(tmp_path / "none.wav", 0, 10)


def test_a_folder(tmp_path: Path) -> None:
    assert "is a folder" in complains(tmp_path)


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "empty.mp3").touch()
    assert "is empty" in complains(tmp_path / "empty.mp3")


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_wav(tmp_path / "a.wav", bytes(100), 16_000)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("testimony.audio.reading.opening.io.FileIO", refuse)
    assert "no permission" in complains(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="POSIX only")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    assert "is not a file" in complains(tmp_path / "pipe.wav")


def test_a_name_that_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(RecordingError):
        open_recording("a\0b.wav")


@pytest.mark.parametrize(
    "content",
    [
        b"This is a text file, whatever its name says.\n" * 500,
        "这是一个文本文件。\n".encode() * 500,
        random.Random(1).randbytes(300_000),
        b"\0" * 100_000,
        b"ID3",
        b"RIFF\xff\xff\xff\xffWAVE",
        b"\x89PNG\r\n\x1a\n" + bytes(1000),
        b"%PDF-1.7\n" + bytes(1000),
        b"PK\x03\x04" + bytes(1000),
    ],
    ids=["text", "chinese", "noise", "zeros", "id3", "riff", "png", "pdf", "zip"],
)
def test_what_is_no_recording(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(content)
    complains(path)


def test_a_video_without_sound(tmp_path: Path) -> None:
    assert "holds no sound" in complains(write_video(tmp_path / "film.mp4"))


@pytest.mark.parametrize(("rate", "channels"), [(3_000_000, 1), (0, 1), (16_000, 0)])
def test_a_header_of_nonsense(tmp_path: Path, rate: int, channels: int) -> None:
    complains(write_wav(tmp_path / "a.wav", bytes(64_000), rate, channels))


def test_a_header_without_sound(tmp_path: Path) -> None:
    complains(write_wav(tmp_path / "a.wav", b"", 16_000))


def test_sound_that_no_decoder_knows(tmp_path: Path) -> None:
    path = write_audio(tmp_path / "a.m4a", bursts(3, 44_100, 1, {1.0: 500}), "alac", 44_100)
    path.write_bytes(path.read_bytes().replace(b"alac", b"xxxx"))
    assert "cannot be decoded" in complains(path)


def test_sound_that_is_noise_to_its_decoder(tmp_path: Path) -> None:
    path = write_audio(tmp_path / "a.m4a", bursts(3, 44_100, 1, {1.0: 500}), "alac", 44_100)
    data = bytearray(path.read_bytes())
    begin, end = data.index(b"mdat") + 4, data.index(b"moov") - 4
    data[begin:end] = b"\xff" * (end - begin)
    path.write_bytes(data)
    assert "no sound that can be decoded" in complains(path)


def test_a_recording_opens_no_other_file_and_no_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = write_wav(tmp_path / "secret.wav", np.zeros(16_000, "<i2").tobytes(), 16_000)
    address = f"127.0.0.1:{_listening(monkeypatch)}"
    scripts = {
        "concat": f"ffconcat version 1.0\nfile {secret.name}\n",
        "playlist": f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{secret}\n#EXT-X-ENDLIST\n",
        "stream": f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nhttp://{address}/a.ts\n#EXT-X-ENDLIST\n",
        "session": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n",
        "dash": f'<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>http://{address}/'
        "</BaseURL></MPD>",
    }
    for name, script in scripts.items():
        path = tmp_path / f"{name}.mp3"
        path.write_text(script)
        complains(path)
    with pytest.raises(BlockingIOError):
        _SERVER[0].accept()


_SERVER: list[socket.socket] = []


def _listening(monkeypatch: pytest.MonkeyPatch) -> int:
    server = socket.create_server(("127.0.0.1", 0))
    server.setblocking(False)
    monkeypatch.setattr(f"{__name__}._SERVER", [server])
    port: int = server.getsockname()[1]
    return port


def test_the_file_is_let_go_after_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_text("text " * 1000)
    descriptors = Path("/proc/self/fd")
    open_before = len(list(descriptors.iterdir())) if descriptors.is_dir() else 0
    for _ in range(5):
        with pytest.raises(RecordingUnreadable):
            open_recording(path)
    if open_before:
        assert len(list(descriptors.iterdir())) == open_before


@pytest.mark.parametrize("head", [b"\x02#!SILK_V3", b"#!SILK_V3"])
def test_a_voice_message_in_silk_is_named_as_one(tmp_path: Path, head: bytes) -> None:
    path = tmp_path / "voice.amr"
    path.write_bytes(head + bytes(range(200)))
    with pytest.raises(RecordingUnreadable, match="SILK"):
        open_recording(path)
