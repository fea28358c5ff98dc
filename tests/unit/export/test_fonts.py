"""Letters that the shipped font lacks: marks nobody sees stop nothing, a font for the rest is one command."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from made_font import make_font
from samples_of_speech import one

from testimony.cli.fonts import command
from testimony.export import ExportOptions, render
from testimony.export.pages.fonts import add_font
from testimony.export.pages.glyphs import drawable
from testimony.transcript.errors import ExportError, MissingGlyph, OutputExists

DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
UYGHUR = "سالام دۇنيا"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TESTIMONY_HOME", str(tmp_path / "home"))


def shown(data: bytes) -> str:
    import pypdfium2

    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))


def test_marks_that_nobody_sees_are_left_out_and_spaces_are_spaces() -> None:
    said = "Call \u200e(215) 555-0100\u200f, about 10\u202f000 yuan \u2713\ufe0f.\u2009\u206a\u180e\u034f"
    assert drawable(said) == "Call (215) 555-0100, about 10 000 yuan \u2713. "
    page = shown(render(one("一。", said), "pdf", ExportOptions()))
    assert "Call (215) 555-0100, about 10 000 yuan" in " ".join(page.split())


@pytest.mark.parametrize("text", ["\U00020bb7", "😀"])
def test_a_picture_that_is_missing_is_still_named(text: str) -> None:
    with pytest.raises(MissingGlyph, match="cannot draw") as caught:
        render(one(f"{text}。"), "pdf", ExportOptions())
    assert "testimony fonts add" in caught.value.hint


@pytest.mark.skipif(not DEJAVU.is_file(), reason="skipped: no DejaVu font")
@pytest.mark.parametrize("layout", ["columns", "court"])
def test_a_font_that_was_added_draws_what_was_refused(layout: str) -> None:
    options = ExportOptions(layout=layout)  # type: ignore[arg-type]
    with pytest.raises(MissingGlyph):
        render(one(UYGHUR), "pdf", options)
    done = CliRunner().invoke(command, ["add", str(DEJAVU)])
    assert done.exit_code == 0, done.output
    assert "characters that the shipped font lacks" in done.output
    data = render(one(UYGHUR), "pdf", options)
    assert b"DejaVuSans" in data
    assert CliRunner().invoke(command, ["list"]).output == "DejaVuSans.ttf\n"
    with pytest.raises(ExportError, match="already"):
        add_font(DEJAVU)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("x.ttf", b"not a font", "no font that can be used"),
        ("x.ttf", b"\0\1\0\0\0\xff", "no font that can be used"),
        ("x.woff", b"wOFF", "no .ttf or .otf"),
    ],
)
def test_what_is_no_font_is_one_sentence(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ExportError, match=says):
        add_font(tmp_path / name)
    with pytest.raises(ExportError, match="cannot be read"):
        add_font(tmp_path / "none.ttf")


@pytest.mark.skipif(not DEJAVU.is_file(), reason="skipped: no DejaVu font")
def test_a_font_is_not_overwritten_unasked(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "fonts"
    folder.mkdir(parents=True)
    (folder / DEJAVU.name).write_bytes(b"")
    with pytest.raises((OutputExists, MissingGlyph, ExportError)):
        add_font(DEJAVU)


def test_a_font_with_a_character_map_alone_is_refused_for_it_would_draw_boxes(tmp_path: Path) -> None:
    good, bare = tmp_path / "OneMore.ttf", tmp_path / "Bare.ttf"
    more = make_font(good)
    data = good.read_bytes()
    tables = [data[12 + 16 * n : 28 + 16 * n] for n in range(int.from_bytes(data[4:6]))]
    (cmap,) = [one for one in tables if one[:4] == b"cmap"]
    offset, length = int.from_bytes(cmap[8:12]), int.from_bytes(cmap[12:16])
    head = data[:4] + b"\0\1" + data[6:12] + cmap[:8] + (28).to_bytes(4) + cmap[12:16]
    bare.write_bytes(head + data[offset : offset + length])
    with pytest.raises(ExportError, match="cannot use"):
        add_font(bare)
    with pytest.raises(MissingGlyph):
        render(one(f"{more}。"), "pdf", ExportOptions())
    assert add_font(good)[1] == 1
    render(one(f"{more}。"), "pdf", ExportOptions())
