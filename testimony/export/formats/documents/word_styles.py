"""The styles of a Word file: what the library's template has beyond them is taken out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle

__all__ = ["FACT", "LINE", "MARK", "REFERENCE", "SIGNATURE", "TABLE", "prepare_styles", "without_leftovers"]

LINE, REFERENCE, MARK, FACT, SIGNATURE = (
    "TranscriptLine", "TranscriptReference", "DocumentMark", "DocumentFact", "SignatureLine",
)  # fmt: skip
TABLE = "Table Grid"
_COMMENT, _COMMENT_MARK = "CommentText", "CommentReference"  # which the library gives to comments
_LATIN, _EAST_ASIAN = "Calibri", "Microsoft YaHei"
_SMALL = 9
"""Points of references and marks."""
_KEPT = frozenset(
    (
        "Normal", "Default Paragraph Font", "Normal Table", "No List", "Title", "Heading 1", "Heading 2",
        "Header", "Footer", TABLE, LINE, REFERENCE, MARK, FACT, SIGNATURE, _COMMENT, _COMMENT_MARK,
    )
)  # fmt: skip
_TEMPLATE_PARTS = (
    "stylesWithEffects",
    "/webSettings",
    "/fontTable",
    "/customXml",
    "/numbering",
    "/thumbnail",
    "/theme",
)
_APPLICATION = (
    b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Testimony</Application></Properties>"
)


def prepare_styles(document: Document, point_size: int) -> None:
    """Set the fonts and languages, and make the styles that the text is set in.

    Args:
        document: As the library makes it.
        point_size: Of the lines, points.
    """
    from docx.shared import Pt, RGBColor

    normal = document.styles["Normal"]
    normal.font.size = Pt(point_size)
    normal.paragraph_format.space_after = Pt(0)
    _set_fonts(normal)
    language = _child(normal.element.rPr, "lang")
    for name, value in (("val", "en-US"), ("eastAsia", "zh-CN"), ("bidi", "ug-CN")):
        language.set(_w(name), value)
    for name in ("Title", "Heading 1", "Heading 2"):
        style = document.styles[name]
        style.font.color.rgb = RGBColor(0, 0, 0)
        _set_fonts(style)
        for line in style.element.iter(_w("bottom")):  # the template's rule under a title is blue
            line.attrib.clear()
            for key, value in (("val", "single"), ("sz", "8"), ("space", "4"), ("color", "000000")):
                line.set(_w(key), value)
    made = dict(_new_styles(document))
    made[REFERENCE].font.size = made[MARK].font.size = Pt(_SMALL)
    made[MARK].font.bold = True
    made[SIGNATURE].paragraph_format.space_before = Pt(24)
    made[FACT].paragraph_format.space_before = Pt(2)
    made[_COMMENT].font.size = Pt(_SMALL)


def _new_styles(document: Document) -> Iterator[tuple[str, ParagraphStyle]]:
    from docx.enum.style import WD_STYLE_TYPE

    document.styles.add_style(_COMMENT_MARK, WD_STYLE_TYPE.CHARACTER)
    for name in (LINE, REFERENCE, MARK, FACT, SIGNATURE, _COMMENT):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        yield name, style


def _set_fonts(style: Any) -> None:
    style.font.name = _LATIN
    fonts = style.element.rPr.rFonts
    fonts.set(_w("eastAsia"), _EAST_ASIAN)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(_w(theme), None)


def without_leftovers(document: Document) -> None:
    """Take out what the library's template holds and this document does not use.

    These are its other styles, thumbnail, theme, lists, the name of a word processor, ids of its editors.
    """
    for holder in (document.part.package, document.part):
        for key, relation in list(holder.rels.items()):
            if relation.reltype.endswith("/extended-properties"):
                relation.target_part._blob = _APPLICATION
            elif any(name in relation.reltype for name in _TEMPLATE_PARTS):
                del holder.rels[key]
    _prune_styles(document.styles.element)
    section = document.sections[0]
    for tree in (document.element, section.header.part.element, section.footer.part.element):
        for element in tree.iter():
            for name in [key for key in element.attrib if "}rsid" in key]:
                del element.attrib[name]
    settings = document.settings.element
    for left in (*settings.findall(_w("rsids")), *settings.findall(_w("savePreviewPicture"))):
        settings.remove(left)


def _prune_styles(styles: Any) -> None:
    for style in list(styles.iter(_w("style"))):
        if _shown_name(style.find(_w("name")).get(_w("val"))) not in _KEPT:
            styles.remove(style)
    for fonts in styles.iter(_w("rFonts")):
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(_w(theme), None)
    # Links to styles that are gone, lists that are gone, ids of the template's editors.
    for left in [
        one for tag in ("latentStyles", "link", "next", "rsid", "numPr") for one in styles.iter(_w(tag))
    ]:
        left.getparent().remove(left)


def _shown_name(name: str) -> str:
    """Return a style's name as the library shows it."""
    known = {"heading 1": "Heading 1", "heading 2": "Heading 2", "header": "Header", "footer": "Footer"}
    return known.get(name, name)


def _w(name: str) -> str:
    return "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}" + name


def _child(parent: Any, name: str) -> Any:
    found = parent.find(_w(name))
    if found is None:
        found = parent.makeelement(_w(name), {}, parent.nsmap)
        parent.append(found)
    return found
