"""The options that ``run`` and whatever runs recordings share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import click

from testimony.cli._options import Option, with_options

if TYPE_CHECKING:
    from transcribe.options import Channels, Quality, WrittenScript

__all__ = ["RunOptions", "run_options"]


class RunOptions(TypedDict):
    """The shared options as they were typed."""

    models: tuple[str, ...]
    language_model: str | None
    witness: str | None
    languages: str
    target: str | None
    no_translate: bool
    translate_model: str | None
    second_translation: str | None
    quality: Quality
    script: WrittenScript
    glossary: Path | None
    memory: Path | None
    memory_apply: str | None
    channels: Channels
    speakers: str
    no_speakers: bool
    roles: str
    track: int | None
    voices: Path | None
    unconfined: bool
    encrypt: bool
    force: bool


_SPEECH: tuple[Option, ...] = (
    click.option(
        "--model",
        "models",
        metavar="NAME|DIR|LANG=NAME",
        multiple=True,
        help="Speech model: an installed one, a folder, or demo; zh=NAME: the one for a language.",
    ),
    click.option(
        "--language-model",
        metavar="NAME",
        help="Speech model that tells languages apart; the smallest installed by default.",
    ),
    click.option(
        "--witness",
        metavar="NAME|self|auto",
        help="A second model hears what was written; auto: where doubts or facts stand.",
    ),
    click.option("--languages", default="zh,en", show_default=True, help="Languages that may be spoken."),
)
_TRANSLATION: tuple[Option, ...] = (
    click.option("--target", metavar="LANG", help="Translate everything into this language."),
    click.option("--no-translate", is_flag=True, help="Transcribe only."),
    click.option("--translate-model", metavar="NAME", help="Translation package to prefer, or demo."),
    click.option(
        "--second-translation",
        metavar="NAME",
        help="Another package whose text is kept beside, flagged where the two state other facts.",
    ),
    click.option(
        "--quality",
        type=click.Choice(["draft", "standard", "best"]),
        default="standard",
        show_default=True,
        help="How hard to search: draft is fastest.",
    ),
    click.option(
        "--script",
        type=click.Choice(["hans", "hant", "as-heard"]),
        default="hans",
        show_default=True,
        help="Script of Chinese text; as-heard keeps what the engine wrote, line by line.",
    ),
    click.option(
        "--glossary",
        type=click.Path(path_type=Path),
        help="The case's terms and names (TSV or TBX): preferred in translation, checked after it.",
    ),
    click.option(
        "--memory",
        type=click.Path(path_type=Path),
        metavar="FILE|FOLDER",
        help="Approved translations of other cases: TMX files, transcripts, or a folder of them.",
    ),
    click.option(
        "--memory-apply",
        type=click.Choice(["exact"]),
        help="Use them for sources that are the same word for word; otherwise they are only offered.",
    ),
)
_REST: tuple[Option, ...] = (
    click.option(
        "--channels",
        type=click.Choice(["mix", "split"]),
        default="mix",
        show_default=True,
        help="Mix the channels, or transcribe each by itself.",
    ),
    click.option(
        "--speakers",
        metavar="N|A-B",
        default="",
        help="How many speak, where it is known; otherwise it is told from the voices.",
    ),
    click.option("--no-speakers", is_flag=True, help="Do not tell voices apart."),
    click.option(
        "--roles",
        metavar="LIST",
        default="",
        help="Who is there, such as judge,counsel:2,respondent:zh,interpreter.",
    ),
    click.option(
        "--track",
        type=click.IntRange(min=1),
        default=None,
        metavar="N",
        help="Transcribe the sound track of this number; the main one by default.",
    ),
    click.option(
        "--voices",
        type=click.Path(path_type=Path),
        metavar="CASE.voices",
        help="Offer the names of voices that were enrolled (testimony voices enrol).",
    ),
    click.option(
        "--unconfined",
        is_flag=True,
        help="Decode in this process, not in a child that the kernel keeps from files and network.",
    ),
    click.option("--encrypt", is_flag=True, help="Encrypt the transcript; the passphrase is asked for."),
    click.option("--force", is_flag=True, help="Set an existing transcript aside (.bak-N) and start anew."),
)


run_options = with_options(*_SPEECH, *_TRANSLATION, *_REST)
