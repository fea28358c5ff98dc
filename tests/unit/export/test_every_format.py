"""What holds for each format alike: the same bytes everywhere, hard transcripts, nothing half written."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from samples_of_speech import hearing, many, one

from testimony.export import FORMATS, ExportOptions, export, render
from testimony.export.redaction.leaks import extract
from testimony.transcript.errors import MissingGlyph, OutputExists
from testimony.transcript.types import Link, Note, Speaker, Transcript

NAMES = [name for name, kind in FORMATS.items() if kind.lines]
HERE = Path(__file__).parent
NASTY = "#panic() *x* <script>alert(1)</script> {\\an8} --> &amp; ]]> =cmd()|'/C calc'!A0"


def text_of(name: str, data: bytes) -> str:
    return "\n".join("".join(found.split()) for _, found in extract(FORMATS[name], data))


def told(transcript: Transcript) -> Transcript:
    """Add notes and links, so that every part of a document has something in it."""
    first, *others = transcript.segments
    noted = replace(first, notes=(Note("Chen Wei", "A note."),))
    links = (Link("discrepancy", ("2",), ("3",), "left out"),)
    return replace(transcript, segments=(noted, *others), links=links)


def test_the_same_bytes_in_every_process() -> None:
    script = (
        "import hashlib, sys; sys.path.insert(0, sys.argv[1])\n"
        "from test_every_format import NAMES, told\n"
        "from samples_of_speech import hearing\n"
        "from testimony.export import ExportOptions, render\n"
        "court = render(told(hearing()), 'pdf', ExportOptions(layout='court'))\n"
        "made = {n: render(told(hearing(words=True)), n, ExportOptions()) for n in NAMES}\n"
        "made['court'] = court\n"
        "print({n: hashlib.sha256(data).hexdigest() for n, data in made.items()})\n"
    )
    printed = [
        subprocess.run(
            [sys.executable, "-c", script, str(HERE)],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    ]
    assert printed[0] == printed[1]
    assert all(name in printed[0] for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_transcript_says_what_it_is(name: str) -> None:
    data = render(many(0), name, ExportOptions())
    assert name in ("json", "csv", "times") or "DRAFT" in text_of(name, data)


@pytest.mark.parametrize("name", NAMES)
def test_five_thousand_characters_in_a_cell_all_arrive(name: str) -> None:
    source, target = "长" * 5_000, "word " * 1_000
    found = text_of(name, render(one(source, target), name, ExportOptions()))
    assert found.count("长") >= 5_000  # more where a format, or a reader of it, gives the text twice
    assert found.count("长") % 5_000 == 0 or name == "condensed"  # which has it in its index of words too
    assert found.count("word") >= 1_000


@pytest.mark.parametrize("name", NAMES)
def test_forty_speakers_are_all_named(name: str) -> None:
    base = many(40)
    speakers = tuple(Speaker(f"X{i}", f"PERSON {i:02}") for i in range(40))
    segments = tuple(replace(segment, speaker=f"X{i}") for i, segment in enumerate(base.segments))
    data = render(replace(base, speakers=speakers, segments=segments), name, ExportOptions())
    found = text_of(name, data)
    if name != "srt" or "PERSON" in found:
        assert all(f"PERSON{i:02}" in found for i in range(40))


@pytest.mark.parametrize("name", NAMES)
def test_text_from_right_to_left_arrives_or_is_named(name: str) -> None:
    transcript = one("سالام دۇنيا", "Hello, world.")
    if FORMATS[name].readers == ("pdf",):
        with pytest.raises(MissingGlyph, match=r"U\+0633 ARABIC LETTER SEEN.*segment 1"):
            render(transcript, name, ExportOptions())
        return
    assert "سالام" in text_of(name, render(transcript, name, ExportOptions()))


@pytest.mark.parametrize("name", NAMES)
def test_markup_stays_text(name: str) -> None:
    transcript = told(one(NASTY, NASTY, name=NASTY))
    plain, nasty = (render(t, name, ExportOptions()) for t in (told(one("x", "y")), transcript))
    found = text_of(name, nasty).replace("\u2060", "")
    assert "panic()*x*" in found
    assert "calc'!A0" in found
    if name in ("html", "docx", "tmx", "xliff"):
        assert nasty.lower().count(b"<script") == plain.lower().count(b"<script")


@pytest.mark.parametrize("name", NAMES)
def test_no_format_goes_over_a_file_that_is_there(name: str, tmp_path: Path) -> None:
    out = tmp_path / f"case{FORMATS[name].suffix}"
    out.write_bytes(b"mine")
    with pytest.raises(OutputExists):
        export(hearing(), name, ExportOptions(), out)
    assert out.read_bytes() == b"mine"
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_a_file_that_may_not_grow_is_one_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    script = (
        "import resource, signal, sys; sys.path.insert(0, sys.argv[1])\n"
        "from samples_of_speech import many\n"
        "from testimony.cli import export, main\n"
        "export.load_transcript = lambda path, **_: many(200)\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))\n"
        "sys.exit(main(['export', 'case.testimony', '--to', sys.argv[2], '-o', sys.argv[3]]))\n"
    )
    for name in ("txt", "pdf"):
        out = tmp_path / f"case.{name}"
        done = subprocess.run(
            [sys.executable, "-c", script, str(HERE), name, str(out)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 8
        assert f"{out} could not be written" in done.stderr
        assert "Traceback" not in done.stderr
        assert list(tmp_path.iterdir()) == []
