"""A headless Chromium driven over a pipe: it opens the page from disk, clicks, and counts requests."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import time
import wave
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from testimony.export import ExportOptions, export
from testimony.transcript.types import Transcript

__all__ = ["click_through", "find_browser"]


def find_browser() -> str | None:
    """Return the program, if there is one."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


class Browser:
    """The DevTools protocol over file descriptors 3 and 4, messages ended by a zero byte."""

    def __init__(self, program: str, folder: Path) -> None:
        ours_in, theirs_out = os.pipe()
        theirs_in, ours_out = os.pipe()
        shuffle = f'exec {program} "$@" 3<&{theirs_in} 4>&{theirs_out}'
        options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe"]
        options += [f"--user-data-dir={folder}", "--autoplay-policy=no-user-gesture-required", "about:blank"]
        self.process = subprocess.Popen(
            ["bash", "-c", shuffle, "bash", *options],
            pass_fds=(theirs_in, theirs_out),
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self.read, self.write = os.fdopen(ours_in, "rb"), os.fdopen(ours_out, "wb")
        self.number, self.events, self.session = 0, [], ""  # type: int, list[dict[str, Any]], str

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command and wait for its answer; events that come first are kept."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        self.write.write(json.dumps(message).encode() + b"\0")
        self.write.flush()
        while True:
            answer = self._next()
            if answer.get("id") == self.number:
                return dict(answer.get("result", {}))
            self.events.append(answer)

    def _next(self) -> dict[str, Any]:
        data = bytearray()
        while (byte := self.read.read(1)) != b"\0":
            if not byte:
                raise RuntimeError("the browser went away")
            data += byte
        return dict(json.loads(data))

    def value(self, expression: str) -> Any:
        """Evaluate an expression in the page."""
        answer = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        return answer.get("result", {}).get("value")


def click_through(program: str, transcript: Transcript) -> Iterator[tuple[str, bool]]:
    """Open the page, click a line, find, filter; yield what was looked at and whether it held."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        path = folder / "hearing.wav"
        with wave.open(str(path), "wb") as file:
            file.setparams((1, 2, 8_000, 0, "NONE", ""))
            file.writeframes(bytes(2 * 8_000 * (transcript.recordings[0].duration_ms // 1000)))
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        recording = replace(transcript.recordings[0], path=str(path), sha256=digest)
        page = folder / "hearing.html"
        export(replace(transcript, recordings=(recording,)), "html", ExportOptions(), page)
        browser = Browser(program, folder / "profile")
        try:
            yield from _look(browser, page)
        finally:
            browser.process.terminate()
            browser.process.wait()


def _look(browser: Browser, page: Path) -> Iterator[tuple[str, bool]]:
    target = browser.call("Target.createTarget", url="about:blank")["targetId"]
    browser.session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    for domain in ("Network", "Page", "Runtime", "Log"):
        browser.call(f"{domain}.enable")
    browser.call("Page.navigate", url=page.as_uri())
    _wait(browser, "document.readyState === 'complete' && document.querySelector('audio').readyState > 0")
    browser.value("document.querySelectorAll('tbody tr')[4].querySelector('td.said').click()")
    _wait(browser, "document.querySelector('audio').currentTime > 24.1")
    browser.value(
        "document.querySelector('audio').pause()"
    )  # a slow machine would play on into the next line
    time_now = browser.value("document.querySelector('audio').currentTime")
    yield "a click plays from the line", bool(time_now) and 24 <= time_now < 30
    marked = browser.value("[...document.querySelectorAll('tr')].findIndex(r => r.classList.contains('now'))")
    first = browser.value("[...document.querySelectorAll('tr')].indexOf(document.querySelector('tbody tr'))")
    yield "the right line is marked", marked == (first or 0) + 4
    yield "a spoken word is marked", browser.value("document.querySelectorAll('.word').length") == 1
    find = "const f = document.getElementById('find'); f.value = '证件'; f.dispatchEvent(new Event('input'));"
    browser.value(f"(() => {{ {find} }})()")
    shown = browser.value("[...document.querySelectorAll('tbody tr')].filter(r => !r.hidden).length")
    yield "find keeps the lines that have the words", shown == 5
    yield from _filter_and_keys(browser)
    yield from _looks(browser)
    urls = [
        event["params"]["request"]["url"]
        for event in browser.events
        if event.get("method") == "Network.requestWillBeSent"
    ]
    away = [url for url in urls if not url.startswith((page.parent.as_uri(), "about:", "data:"))]
    yield " ".join(["no request leaves the page", *away]), not away and bool(urls)
    errors = [e for e in browser.events if e.get("method") in ("Log.entryAdded", "Runtime.exceptionThrown")]
    yield "the console is silent", not errors


_SHOWN = "[...document.querySelectorAll('tbody tr')].filter(r => !r.hidden)"


def _filter_and_keys(browser: Browser) -> Iterator[tuple[str, bool]]:
    _key(browser, "Escape", "document.getElementById('find')")
    yield "Escape shows everything again", browser.value(f"{_SHOWN}.length") == 12
    pick = (
        "const w = document.getElementById('who'); w.selectedIndex = 2; w.dispatchEvent(new Event('change'));"
    )
    browser.value(f"(() => {{ {pick} }})()")
    names = browser.value(f"[...new Set({_SHOWN}.map(r => r.dataset.who))].join('|')")
    yield (
        "filter by speaker keeps that speaker",
        names == browser.value("document.getElementById('who').value"),
    )
    _key(browser, "Escape", "document.getElementById('who')")
    _key(browser, "/")
    yield "/ goes to find", browser.value("document.activeElement.id") == "find"
    browser.value("document.activeElement.blur(); document.querySelector('tbody tr button').focus()")
    _key(browser, "ArrowDown")
    where = "[...document.querySelectorAll('tbody tr')].indexOf(document.activeElement.closest('tr'))"
    yield "arrows go from line to line", browser.value(where) == 1
    browser.value("document.activeElement.click()")
    _wait(browser, "!document.querySelector('audio').paused")
    time_now = browser.value("document.querySelector('audio').currentTime")
    yield "Enter on a line plays it", bool(time_now) and 6 <= time_now < 12
    _key(browser, "p")
    yield "P pauses", bool(browser.value("document.querySelector('audio').paused"))


def _key(browser: Browser, key: str, where: str = "document.body") -> None:
    browser.value(f"{where}.dispatchEvent(new KeyboardEvent('keydown', {{key: '{key}', bubbles: true}}))")


def _looks(browser: Browser) -> Iterator[tuple[str, bool]]:
    cells = browser.value("[...document.querySelectorAll('td.said')].every(c => c.lang)")
    yield "a language on each cell", bool(cells)
    marks = "['main', 'header', 'footer', '[role=search]', '[role=note]', 'caption', 'th[scope=col]', 'h1']"
    yield "landmarks", bool(browser.value(f"{marks}.every(s => document.querySelector(s))"))
    colour = "getComputedStyle(document.body).backgroundColor"
    light = browser.value(colour)
    features = [{"name": "prefers-color-scheme", "value": "dark"}]
    browser.call("Emulation.setEmulatedMedia", media="screen", features=features)
    yield "dark mode", browser.value(colour) != light
    browser.call("Emulation.setEmulatedMedia", media="print", features=[])
    hidden = "getComputedStyle(document.querySelector('.tools')).display === 'none'"
    marked = "getComputedStyle(document.querySelector('.paper-mark')).display !== 'none'"
    yield "on paper: no controls, the mark on each page", bool(browser.value(f"{hidden} && {marked}"))
    browser.call("Emulation.setEmulatedMedia", media="", features=[])


def _wait(browser: Browser, expression: str, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not browser.value(expression) and time.monotonic() < until:
        time.sleep(0.1)
