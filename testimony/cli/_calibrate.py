"""``testimony models calibrate``: when a speech model's words are doubted, measured on clips."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from testimony.app.context import load_context
from testimony.text.terminal import json_line
from testimony.transcript.errors import ExportError, SettingsError

if TYPE_CHECKING:
    from testimony.app.calibration.calibrate import CalibrationReport
    from testimony.app.calibration.scores import Reach
    from testimony.models import ModelInfo

__all__ = ["command"]


@click.command("calibrate")
@click.argument("name")
@click.option(
    "--clips",
    "folder",
    required=True,
    type=click.Path(path_type=Path),
    help="A folder with manifest.tsv (columns file, language, speaker, reference) and the clips.",
)
@click.option("--languages", default="zh,en", show_default=True, help="Those to measure.")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Write here, not into the model's folder.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
def command(name: str, folder: Path, languages: str, out: Path | None, as_json: bool) -> None:
    """Measure on clips with references when the words of a speech model are doubted.

    NAME is an installed speech model or the folder of one. The clips are transcribed as a hearing is. The
    probabilities of its words say how many of them are to be expected wrong; a line is doubted where that is
    more than in nine of ten lines that came out right. What the limits are worth is told on voices that they
    were not chosen on. The result is calibration.json in the model's folder, used by every later run.
    """
    from testimony.app.calibration.calibrate import calibrate
    from testimony.app.calibration.clips import read_clips
    from testimony.engines.languages import refuse_unknown_languages
    from transcribe import SpeechOptions, open_transcriber
    from transcribe.confidence import calibration_text

    info = load_context().library.speech(name)
    options = SpeechOptions(languages=tuple(code.strip() for code in languages.split(",") if code.strip()))
    refuse_unknown_languages(info.name, list(info.languages), options.languages)
    clips = read_clips(folder, options.languages)
    place = _place(info, out)
    report = calibrate(clips, open_transcriber(info.path, options=options), options, info.name)
    text = calibration_text(_weights_of(info), report.confidence, report.as_json())
    try:
        place.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ExportError(
            f"{place} cannot be written: {error.strerror}.", "Choose a place with -o FILE."
        ) from error
    if as_json:
        limits = {code: {"wrong_words": one.wrong_words} for code, one in report.confidence.limits.items()}
        click.echo(json_line({"model": info.name, "file": str(place), "limits": limits, **report.as_json()}))
        return
    _print(report)
    click.echo(f"Written: {place}", err=True)


def _place(info: ModelInfo, out: Path | None) -> Path:
    from transcribe.confidence import CALIBRATION

    if out is None and info.demo:
        raise SettingsError(
            "The demo model is shipped as it is; nothing is written into its folder.",
            "Choose a place with -o FILE.",
        )
    return out or info.path / CALIBRATION


def _weights_of(info: ModelInfo) -> str:
    from transcribe.engines.whisper.model_folder import weights_sha256

    if info.engine != "whisper":
        raise SettingsError(
            f"{info.name} runs on {info.engine}; limits are measured for Whisper models only.",
            "testimony models list",
        )
    return weights_sha256(info.path)


def _print(report: CalibrationReport) -> None:
    click.echo(f"{report.clips} clips of {report.voices} voices:")
    for code, limits in report.confidence.limits.items():
        click.echo(
            f"  {code}: a line is doubted where more than {limits.wrong_words:.2f} wrong words are expected"
        )
        click.echo(f"    on the voices they were chosen on  {_told(report.chosen_on[code])}")
        if code in report.checked_on:
            click.echo(f"    on voices not chosen on            {_told(report.checked_on[code])}")


def _told(reach: Reach) -> str:
    return (
        f"right lines flagged {reach.right_flagged} of {reach.right}, wrong lines {reach.wrong_flagged} of"
        f" {reach.wrong}; area under the curve of wrong words {reach.ranking:.2f}"
    )
