"""The one door to typst: data in, a PDF/A-2a and PDF/UA-1 out, nothing on the disk."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.resources import files

from testimony.export.pages.glyphs import added_fonts, drawable, font_folder
from testimony.runtime.children import python_command, safe_environment
from testimony.transcript.errors import ExportError

__all__ = ["compile_apart", "compile_pages", "count_pages"]

_INSTEAD = "Export as docx or html instead."


def compile_pages(template: str, document: dict[str, object]) -> bytes:
    """Set a document with a template; the data never touches the disk.

    Args:
        template: A file of ``assets``.
        document: What the template reads.

    Returns:
        A PDF/A-2a and PDF/UA-1 file with no date in it, so that the same document gives the same bytes.

    Raises:
        ExportError: typst refused.
    """
    import typst

    # The court page needs a fixed pitch: DejaVu Sans Mono comes inside typst. Every character was
    # looked up in the shipped font before, so nothing else in there is ever drawn.
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=document.get("layout") in ("court", "condensed"),
        font_paths=[str(font_folder()), *{str(font.parent) for font in added_fonts()}],
    )
    assets = files("testimony.export").joinpath("assets")
    compiler = typst.Compiler(
        input=assets.joinpath(template).read_bytes(),
        root=str(assets),
        font_paths=fonts,
        sys_inputs={"data": json.dumps(_drawn(document), ensure_ascii=False)},
    )
    try:
        data = compiler.compile(format="pdf", pdf_standards=["a-2a", "ua-1"], timestamp=0)
    except (typst.TypstError, RuntimeError, ValueError) as error:
        raise ExportError(f"The PDF could not be set: {error}.", _INSTEAD) from error
    if not isinstance(data, bytes):
        raise ExportError("The PDF could not be set: it came back in pieces.", "Export as docx instead.")
    return data


def count_pages(data: bytes) -> int:
    """Count the pages of a PDF."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()


def _drawn(value: object) -> object:
    """Return the data with every text as it can be drawn."""
    if isinstance(value, str):
        return drawable(value)
    if isinstance(value, dict):
        return {key: _drawn(one) for key, one in value.items()}
    return [_drawn(one) for one in value] if isinstance(value, (list, tuple)) else value


def compile_apart(template: str, document: dict[str, object]) -> bytes:
    """Do the same in a process of its own, whose memory comes back when it ends.

    typst keeps what it has set for the next time; volume after volume, that grew by half a gigabyte each.
    """
    job = json.dumps({"template": template, "document": document}, ensure_ascii=False).encode()
    command, environment = python_command("-m", __name__), safe_environment()
    done = subprocess.run(command, input=job, env=environment, capture_output=True, check=False)
    if done.returncode != 0 or not done.stdout.startswith(b"%PDF"):
        reason = done.stderr.decode("utf-8", errors="replace").strip().split("\n")[-1]
        raise ExportError(f"The PDF could not be set: {reason or 'the typesetter died'}.", _INSTEAD)
    return done.stdout


def _main() -> int:
    from testimony.runtime.offline import forbid_network

    forbid_network(report_at_once=True)
    job = json.load(sys.stdin.buffer)
    try:
        sys.stdout.buffer.write(compile_pages(job["template"], job["document"]))
    except ExportError as error:
        sys.stderr.write(error.message)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_main())
