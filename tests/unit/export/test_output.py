"""Files appear whole or not at all, and only their owner can read them."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from samples_of_speech import hearing

from testimony.export import ExportOptions, export
from testimony.export.output import write_file
from testimony.transcript.errors import ExportError, OutputExists


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_the_file_is_private_and_nothing_else_is_left(tmp_path: Path) -> None:
    out = tmp_path / "case.txt"
    done = export(hearing(), "txt", ExportOptions(), out)
    assert done.paths == (out,)
    assert out.stat().st_mode & 0o777 == 0o600
    assert names(tmp_path) == ["case.txt"]


def test_an_existing_file_is_kept_unless_forced(tmp_path: Path) -> None:
    out = tmp_path / "case.txt"
    out.write_text("mine")
    with pytest.raises(OutputExists, match=r"case\.txt exists already"):
        export(hearing(), "txt", ExportOptions(), out)
    assert out.read_text() == "mine"
    export(hearing(), "txt", ExportOptions(force=True), out)
    assert "DRAFT" in out.read_text(encoding="utf-8")


def test_a_failing_check_leaves_nothing(tmp_path: Path) -> None:
    def refuse(path: Path) -> None:
        raise ExportError("no")

    with pytest.raises(ExportError):
        write_file(tmp_path / "x", b"data", force=False, check=refuse)
    assert names(tmp_path) == []


def test_a_full_disk_is_one_sentence_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportError, match="the disk is full") as caught:
        write_file(tmp_path / "x", b"data", force=False)
    assert caught.value.hint
    assert names(tmp_path) == []


def test_volumes_are_written_all_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from testimony.export import registry

    def write(job: object) -> Iterator[bytes]:
        yield from (b"one", b"two", b"three")

    monkeypatch.setattr(registry.Format, "load", lambda self: write)
    done = export(hearing(), "tmx", ExportOptions(), tmp_path / "case.tmx")
    assert [path.name for path in done.paths] == [f"case-volume-{n}.tmx" for n in (1, 2, 3)]
    for path in done.paths[:2]:
        path.unlink()
    with pytest.raises(OutputExists, match="case-volume-3"):
        export(hearing(), "tmx", ExportOptions(), tmp_path / "case.tmx")
    assert names(tmp_path) == ["case-volume-3.tmx"]


def test_a_stream_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"one"
        raise ExportError("no more", "stop")

    with pytest.raises(ExportError, match="no more"):
        write_file(tmp_path / "x", pieces(), force=False)
    assert names(tmp_path) == []


@pytest.mark.parametrize("force", [False, True])
def test_a_device_keeps_its_place(force: bool) -> None:
    with pytest.raises(ExportError, match="no ordinary file"):
        export(hearing(), "txt", ExportOptions(force=force), Path(os.devnull))
    assert not Path(os.devnull).is_file()


def test_a_folder_without_permission_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def refused(path: Path, flags: int, *mode: int) -> int:
        if flags & os.O_CREAT:
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path, flags, *mode)

    monkeypatch.setattr(os, "open", refused)  # whoever runs the tests may be allowed anything
    with pytest.raises(ExportError, match="you may not write into") as caught:
        export(hearing(), "txt", ExportOptions(), tmp_path / "case.txt")
    assert caught.value.hint


@pytest.mark.parametrize("place", ["missing/case.txt", "file/case.txt", "x" * 300])
def test_a_bad_place_is_one_sentence(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError, match="could not be written"):
        write_file(tmp_path / place, b"data", force=False)


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="is a folder"):
        write_file(tmp_path, b"data", force=True)


def test_a_link_to_elsewhere_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "case.txt").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputExists):
        write_file(tmp_path / "case.txt", b"data", force=False)
