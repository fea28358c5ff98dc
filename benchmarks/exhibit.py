"""The sample hearing in every format and layout, and pictures of the pages, to look at before they leave."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from benchmarks.browser import find_browser
from testimony.cli._files import load_transcript
from testimony.export import FORMATS, Exhibit, ExportOptions, export
from testimony.runtime.samples import sample
from testimony.transcript.types import (
    Approval,
    Link,
    Note,
    Provenance,
    ReviewState,
    Segment,
    Side,
    Speaker,
    State,
    Transcript,
)

__all__ = ["main", "sample_hearing"]

_DPI = 80
_ROLES = {
    "THE COURT": ("judge", ("en",)),
    "COUNSEL": ("attorney", ("en",)),
    "THE RESPONDENT": ("respondent", ("zh",)),
    "THE INTERPRETER": ("interpreter", ("en", "zh")),
}
_SPECIMEN = "SPECIMEN TRANSLATOR"
_PERSON = f"""name = "{_SPECIMEN}"
competence = "This page is a specimen; nobody certifies anything by it."
from_language = "Chinese"
into_language = "English"
address = "1 Main Street, Springfield"
telephone = "555-0100"
party = false
listened = true
"""
_PROFILE = """patterns = ["birth_date"]
[[person]]
pseudonym = "RESPONDENT A"
hanzi = ["冯永福"]
roman = ["Feng Yongfu"]
"""
_EXHIBIT = Exhibit(case="Matter of F-Y-F- (a fictional case)", matter="A000 000 000", tab="C", start_page=41)
_APPROVED = State(ReviewState.APPROVED, ReviewState.APPROVED)


def sample_hearing() -> Transcript:
    """Make a transcript of the sample hearing from its script: what a perfect draft would be."""
    from testimony.app.evaluation import read_reference
    from testimony.audio.decoding import open_recording

    rows = read_reference(sample("hearing", "script.tsv"))
    people = tuple(
        Speaker(f"S{n}", name, *_ROLES[name], variety="Mandarin" if name == "THE RESPONDENT" else "")
        for n, name in enumerate(dict.fromkeys(row.speaker for row in rows), start=1)
    )
    ids = {speaker.name: speaker.id for speaker in people}
    segments = tuple(
        Segment(
            str(n), "R1", 0, row.start_ms, row.end_ms, ids[row.speaker], row.language,
            1.0, row.source, row.target, "en" if row.language == "zh" else "zh",
        )
        for n, row in enumerate(rows, start=1)
    )  # fmt: skip
    with open_recording(sample("hearing", "hearing.opus")) as reader:
        for _ in reader.chunks():
            pass  # to its end: the hash is of all that was read
        recording = reader.recording()
    made = {"script": Provenance({"typed from": "samples/hearing/script.tsv"}, {}, {})}
    return Transcript((recording,), ("zh", "en"), people, segments, provenance=made)


def main(argv: list[str]) -> int:
    """Write every file, then the pictures; exit 1 where a picture was asked for and none can be made."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks exhibit", description=__doc__)
    parser.add_argument(
        "transcript", nargs="?", type=Path, help="another transcript than the sample's script"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder, made if need be")
    parser.add_argument("--pictures", action="store_true", help="also the pages as PNG files")
    chosen = parser.parse_args(argv)
    chosen.out.mkdir(parents=True, exist_ok=True)
    given = chosen.transcript
    transcript = load_transcript(given, words=True) if given else sample_hearing()
    for path in _write_all(transcript, chosen.out):
        print(path)
        if chosen.pictures:
            for picture in _pictures(path):
                print(picture)
    return 0


def _write_all(transcript: Transcript, out: Path) -> Iterator[Path]:
    options = ExportOptions(force=True, exhibit=_EXHIBIT)
    noted = _annotated(transcript)
    recording = Path(noted.recordings[0].path)
    yield Path(shutil.copy(recording, out / recording.name))  # the page plays what lies beside it
    for name, kind in FORMATS.items():
        if not kind.lines and name != "clip":
            continue
        passage = "12-15" if name == "clip" else ""
        path = out / f"hearing{kind.suffix}"
        yield from export(noted, name, replace(options, segments=passage), path).paths
    letter, court = replace(options, paper="a4"), replace(options, layout="court")
    yield from export(noted, "pdf", replace(letter, script="hant"), out / "hearing-a4-hant.pdf").paths
    yield from export(noted, "pdf", court, out / "hearing-court.pdf").paths
    yield from export(noted, "pdf", replace(court, paper="a4"), out / "hearing-court-a4.pdf").paths
    with tempfile.TemporaryDirectory() as folder:
        person, profile = Path(folder) / "person.toml", Path(folder) / "profile.toml"
        person.write_text(_PERSON, encoding="utf-8")
        profile.write_text(_PROFILE, encoding="utf-8")
        redacted = replace(options, redact=profile, exhibit=Exhibit(case="Matter of F-Y-F-"))
        yield from export(noted, "pdf", redacted, out / "hearing-redacted.pdf").paths
        if not transcript.is_demo:
            certified = replace(options, certificate=person, exhibit=replace(_EXHIBIT, title="Specimen"))
            for name in ("pdf", "docx", "txt"):
                yield from export(_approved(noted), name, certified, out / f"certified.{name}").paths


def _annotated(transcript: Transcript) -> Transcript:
    """Add one note and one entry of a discrepancy log, so that every part of the appendix is seen."""
    first, *others = transcript.segments
    noted = replace(first, notes=(Note(_SPECIMEN, "“On the record”: what follows is recorded."),))
    links = [
        Link("discrepancy", (said.id,), (rendered.id,), "A specimen entry: nothing was left out.")
        for said, rendered in pairwise(others)
        if (said.language, rendered.language) == ("zh", "en")
    ]
    return replace(transcript, segments=(noted, *others), links=(*transcript.links, *links[:1]))


def _approved(transcript: Transcript) -> Transcript:
    by = tuple(Approval(side, ReviewState.APPROVED, _SPECIMEN, "") for side in Side)
    done = tuple(replace(segment, state=_APPROVED, approvals=by) for segment in transcript.segments)
    return replace(transcript, segments=done)


def _pictures(path: Path) -> Iterator[Path]:
    if path.suffix == ".pdf":
        import pypdfium2

        for number, page in enumerate(pypdfium2.PdfDocument(path), start=1):
            picture = path.with_name(f"{path.stem}-{number:02}.png")
            page.render(scale=_DPI / 72).to_pil().convert("P", palette=1, colors=32).save(
                picture, optimize=True
            )
            yield picture
    browser = find_browser() if path.suffix == ".html" else None
    if browser is not None:
        picture = path.with_suffix(".png")
        shown = ["--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1100,900"]
        asked = [f"--screenshot={picture}", path.resolve().as_uri()]
        subprocess.run([browser, *shown, *asked], check=True, capture_output=True, timeout=60)
        yield picture
