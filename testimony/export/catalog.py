"""Which formats there are: a new one is a module and a line here."""

from __future__ import annotations

from testimony.export.format import PAGES, PRINTED, Format

__all__ = ["FORMATS"]

FORMATS: dict[str, Format] = {
    known.name: known
    for known in (
        Format(
            "pdf",
            ".pdf",
            "PDF/A-2a, two columns or a court page",
            (*PAGES, "court", "sign", "sign_passphrase"),
            binary=True,
            layouts=("columns", "court"),
            readers=("pdf",),
            folder="documents",
        ),
        Format(
            "docx",
            ".docx",
            "Word, a table and comments",
            PAGES,
            binary=True,
            readers=("docx",),
            streamed=True,
            folder="documents",
        ),
        Format(
            "txt",
            ".txt",
            "plain text, side by side in columns",
            (*PRINTED, "tab", "text", "width", "certificate"),
            layouts=("columns", "stacked"),
            streamed=True,
            folder="documents",
        ),
        Format(
            "ascii",
            ".txt",
            "numbered pages of 25 lines, for case software",
            ("direction", "script", "text", "court", "start_page"),
            streamed=True,
            folder="documents",
        ),
        Format(
            "html",
            ".html",
            "a page that plays the recording",
            (*PRINTED, "audio", "embed_audio"),
            words=True,
            readers=("text", "elements", "html", "escapes"),
            streamed=True,
            folder="documents",
        ),
        Format(
            "clip",
            ".mp3",
            "the sound of a passage",
            ("audio",),
            binary=True,
            readers=("clip",),
            batched=False,
            lines=False,
        ),
        Format(
            "srt",
            ".srt",
            "SubRip subtitles",
            ("text", "direction", "script"),
            words=True,
            streamed=True,
            folder="captions",
        ),
        Format(
            "vtt",
            ".vtt",
            "WebVTT subtitles",
            ("text", "direction", "script"),
            words=True,
            readers=("text", "elements"),
            streamed=True,
            folder="captions",
        ),
        Format("csv", ".csv", "a table for spreadsheets", ("script",), streamed=True, folder="exchange"),
        Format(
            "json",
            ".json",
            "everything, for programs",
            words=True,
            readers=("text", "escapes"),
            streamed=True,
            folder="exchange",
        ),
        Format(
            "tmx",
            ".tmx",
            "TMX 1.4b, for translation memories",
            ("script",),
            readers=("text", "elements", "xml"),
            folder="exchange",
        ),
        Format(
            "rttm",
            ".rttm",
            "RTTM, who spoke when, for tools that score speakers",
            lines=False,
            folder="exchange",
        ),
        Format(
            "discrepancies",
            ".pdf",
            "renditions that differ: pdf, docx, xlsx, csv",
            (*PRINTED, "tab", "start_page", "paper", "findings", "clips", "audio"),
            binary=True,
            readers=("as it is",),
            lines=False,
            folder="findings",
        ),
        Format(
            "xliff",
            ".xlf",
            "XLIFF 1.2, to an outside translator and back",
            ("direction",),
            readers=("text", "elements", "xml"),
            folder="exchange",
        ),
    )
}
