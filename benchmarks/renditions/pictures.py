"""The sample hearing's findings worked through by keyboard; pictures of the screen and of the log."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from testimony.app.checks import translation_checks
from testimony.app.review.services import ReviewServices, Tools
from testimony.app.session import Session
from testimony.transcript.findings import Decision
from testimony.transcript.types import Identity
from tui.app import ReviewApp
from tui.services import ReviewOptions

__all__ = ["tour"]

_SIZE = (132, 30)
_FONTS = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)


def tour(folder: Path | None) -> tuple[int, int]:
    """Make the sample hearing's draft, pair it on the screen, decide every finding.

    Args:
        folder: Where the pictures go; None for none.

    Returns:
        How many findings there were, and how many keys it took from the list to the last decision,
        hearing both sides of each.
    """
    with tempfile.TemporaryDirectory() as place:
        run = [sys.executable, "-m", "testimony"]
        subprocess.run([*run, "demo", "--out", place], check=True, capture_output=True)
        transcript = Path(place) / "hearing.testimony"
        session = Session.open(transcript, Identity("Ann Li"), checks=translation_checks())
        session.attach_recording()
        services = ReviewServices(session, Tools(lambda _from, _to: (), silent=True))
        counted = asyncio.run(_decide(ReviewApp(session, services, ReviewOptions(demo=True)), folder))
        services.close()
        session.close()
        if folder is not None:
            log = folder / "discrepancies.pdf"
            export = [*run, "export", str(transcript), "--to", "discrepancies", "--findings", "all"]
            subprocess.run([*export, "-o", str(log), "--force"], check=True, capture_output=True)
            _pages(log, folder)
    return counted


async def _decide(app: ReviewApp, folder: Path | None) -> tuple[int, int]:
    async with app.run_test(size=_SIZE) as pilot:
        await pilot.pause(0.5)
        await pilot.press("R")
        findings: dict[str, Any] = {}
        while not findings:
            await pilot.pause(0.2)
            findings = dict(app.review.desk.session.document.findings)
        await pilot.pause(0.5)
        _picture(app, folder, "renditions-mode.svg")
        keys = 1
        while any(
            one.decision is Decision.OPEN for one in app.review.desk.session.document.findings.values()
        ):
            for key in ("space", "a"):
                await pilot.press(key)
                keys += 1
            await pilot.pause(0.1)
        await pilot.press("v")
        await pilot.pause(0.2)
        _picture(app, folder, "renditions-decided.svg")
        await pilot.press("escape")
        await pilot.pause(0.3)
        _picture(app, folder, "renditions-list.svg")
    return len(findings), keys


def _picture(app: ReviewApp, folder: Path | None, name: str) -> None:
    if folder is not None:
        drawn = _FONTS.sub("", app.export_screenshot())  # its fonts would be loaded from elsewhere
        (folder / name).write_text(drawn, encoding="utf-8")


def _pages(log: Path, folder: Path) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(log)
    for number, page in enumerate(document, start=1):
        page.render(scale=1.3).to_pil().save(folder / f"discrepancies-{number}.png")
    document.close()
    log.unlink()
