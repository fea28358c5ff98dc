"""Transcript → the files that leave the house."""

from testimony.export.options import Exhibit, ExportOptions
from testimony.export.pack import export_pack
from testimony.export.registry import FORMATS, Exported, export, format_named, render, stream

__all__ = [
    "FORMATS",
    "Exhibit",
    "ExportOptions",
    "Exported",
    "export",
    "export_pack",
    "format_named",
    "render",
    "stream",
]
