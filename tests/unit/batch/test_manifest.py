"""A manifest says per recording what is wanted; what is wrong with it is one sentence with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from testimony.batch.manifest import read_manifest
from testimony.transcript.errors import SettingsError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "terms.tsv").write_text("term\tpreferred\n")
    return tmp_path


def write(folder: Path, text: str | bytes, name: str = "manifest.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_row_with_everything(folder: Path) -> None:
    path = write(
        folder,
        "recording,output,languages,target,channels,glossary,speakers,case,matter\n"
        'a.wav,feng/first,"zh,en",en,split,terms.tsv,"1=THE COURT; 2:zh=冯永福; EN=INTERPRETER",'
        "Matter of F.,A-1\n",
    )
    [item] = read_manifest(path)
    assert item.recording == str(folder / "a.wav")
    assert item.output == "feng/first.testimony"
    assert item.where == f"{path}, line 2"
    overrides = item.overrides
    assert (overrides.languages, overrides.target, overrides.channels) == (("zh", "en"), "en", "split")
    assert overrides.glossary == folder / "terms.tsv"
    assert overrides.speakers == (("1", "THE COURT"), ("2:zh", "冯永福"), ("en", "INTERPRETER"))
    assert (overrides.case, overrides.matter) == ("Matter of F.", "A-1")


def test_json_lines_say_the_same(folder: Path) -> None:
    path = write(
        folder,
        '{"recording": "a.wav", "languages": ["zh", "en"], "speakers": {"zh": "冯永福"}}\n\n'
        '{"recording": "/elsewhere/b.wav", "languages": "en", "case": null}\n',
        "manifest.jsonl",
    )
    first, second = read_manifest(path)
    assert first.overrides.languages == ("zh", "en")
    assert first.overrides.speakers == (("zh", "冯永福"),)
    assert (second.recording, second.output) == ("/elsewhere/b.wav", "b.testimony")


@pytest.mark.parametrize(
    "text",
    ["recording;case\na.wav;X\n", "recording\tcase\na.wav\tX\n", "\ufeffRecording,Case\r\na.wav,X\r\n"],
    ids=["semicolons", "tabs", "BOM and CRLF"],
)
def test_what_spreadsheets_write_is_read(folder: Path, text: str) -> None:
    [item] = read_manifest(write(folder, text))
    assert item.overrides.case == "X"


WRONG = {
    "unknown column": ("recording,speed\na.wav,1\n", "line 1", "'speed'"),
    "column twice": ("recording,case,case\na.wav,1,2\n", "line 1", "'case'"),
    "no recording column": ("file\na.wav\n", "line 1", "'file'"),
    "no recording": ("recording,case\na.wav,x\n,y\n", "line 3", "no recording"),
    "more cells than columns": ("recording\na.wav,b.wav\n", "line 2", "2 cells"),
    "duplicate output": ("recording,output\na.wav,x\nb.wav,x.testimony\n", "line 3", "line 2"),
    "duplicate on a disk that knows no case": (
        "recording,output\na.wav,Feng\nb.wav,feng\n",
        "line 3",
        "line 2",
    ),
    "duplicate name": ("recording\none/a.wav\ntwo/a.wav\n", "line 3", "a.testimony"),
    "output outside": ("recording,output\na.wav,../a\n", "line 2", "'../a'"),
    "output absolute": ("recording,output\na.wav,/tmp/a\n", "line 2", "'/tmp/a'"),
    "output of the report": ("recording\nreport.wav\n", "line 2", "report"),
    "no glossary": ("recording,glossary\na.wav,none.tsv\n", "line 2", "none.tsv"),
    "language": ("recording,languages\na.wav,Chinese\n", "line 2", "'chinese'"),
    "channels": ("recording,channels\na.wav,both\n", "line 2", "'both'"),
    "speaker": ("recording,speakers\na.wav,judge=THE COURT\n", "line 2", "judge"),
    "open quote": ('recording\n"a.wav\n', "line 2", "no CSV"),
    "Chinese code page": ("recording,case\na.wav,冯\n".encode("gb18030"), "line 2", "UTF-8"),
    "UTF-16": ("recording\na.wav\n".encode("utf-16"), "line 1", "UTF-8"),
    "empty": ("", "manifest.csv", "names no recording"),
}


@pytest.mark.parametrize(("text", "where", "what"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_with_file_and_line(
    folder: Path, text: str | bytes, where: str, what: str
) -> None:
    path = write(folder, text)
    with pytest.raises(SettingsError) as caught:
        read_manifest(path)
    assert str(path) in caught.value.message
    assert where in caught.value.message
    assert what in caught.value.message
    assert "\n" not in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    "line", ["[1]", "{", '{"recording": 3}', '{"recording": "a", "color": 1}', '"a.wav"']
)
def test_a_wrong_line_of_json_is_named(folder: Path, line: str) -> None:
    path = write(folder, '{"recording": "good.wav"}\n' + line + "\n", "manifest.jsonl")
    with pytest.raises(SettingsError, match="line 2"):
        read_manifest(path)


def test_a_missing_manifest_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"none\.csv"):
        read_manifest(tmp_path / "none.csv")
