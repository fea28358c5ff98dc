"""The page: works from disk, loads nothing, injects nothing, marks the right word."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from samples_of_speech import hearing, many, one, words_of

from testimony.export import ExportOptions, render
from testimony.transcript.errors import RecordingChanged, RecordingNotFound
from testimony.transcript.types import Transcript

NASTY = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'&{}\u2028"


def page(transcript: Transcript, **options: object) -> str:
    return render(transcript, "html", ExportOptions(**options)).decode()  # type: ignore[arg-type]


class Elements(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def data_of(text: str) -> list[dict[str, object]]:
    found = re.search(r'id="data">(.*?)</script>', text, re.S)
    assert found
    parsed: list[dict[str, object]] = json.loads(found[1])
    return parsed


def test_golden_bytes() -> None:
    golden = Path(__file__).resolve().parents[2] / "golden" / "hearing.html"
    assert page(hearing(words=True)) == golden.read_text(encoding="utf-8")


def test_the_policy_lets_only_the_pages_own_script_run() -> None:
    text = page(hearing())
    policy = next(
        m["content"] for m in Elements(text).named("meta") if "Content-Security" in str(m.get("http-equiv"))
    )
    script = re.findall(r"<script>(.*?)</script>", text, re.S)
    assert len(script) == 1
    digest = base64.b64encode(hashlib.sha256(script[0].encode()).digest()).decode()
    assert policy is not None
    assert policy.startswith(f"default-src 'none'; script-src 'sha256-{digest}';")
    assert "unsafe" not in policy
    assert not re.search(r"https?://", text)


@pytest.mark.parametrize("where", ["source", "target", "name", "title", "file"])
def test_nothing_can_be_injected(where: str) -> None:
    clean, given = one("x", "y"), dict.fromkeys(("source", "target", "name"), "x") | {where: NASTY}
    transcript = one(given["source"], given["target"], name=given["name"])
    options: dict[str, object] = {}
    if where == "title":
        from testimony.export import Exhibit

        options["exhibit"] = Exhibit(title=NASTY)
    if where == "file":
        recording = replace(transcript.recordings[0], path="/a/" + NASTY.replace("/", "") + ".wav")
        transcript = replace(transcript, recordings=(recording,))
    before, after = Elements(page(clean)), Elements(page(transcript, **options))
    assert [tag for tag, _ in before.found] == [tag for tag, _ in after.found]
    assert not any(name.startswith("on") for _, attributes in after.found for name in attributes)


def test_cells_carry_their_language_and_direction() -> None:
    cells = [td for td in Elements(page(hearing())).named("td") if "lang" in td]
    assert [cell["lang"] for cell in cells[:4]] == ["en", "zh-Hans", "zh-Hans", "en"]
    assert all(cell["dir"] == "auto" for cell in cells)


def test_words_are_found_in_the_text_that_is_shown() -> None:
    base = one("他说 𠮷 hello 好。")
    words = tuple(replace(word, text=text) for word, text in zip(words_of("abcdef", 0, 60), ["他", "说", "𠮷", " hello", "好", "。"], strict=True))  # fmt: skip  # noqa: E501
    segment = replace(base.segments[0], words=words)
    (times,) = data_of(page(replace(base, segments=(segment,))))
    assert times["w"] == [
        [0, 10, 0, 1],
        [10, 20, 1, 1],
        [20, 30, 3, 2],
        [30, 40, 6, 5],
        [40, 50, 12, 1],
        [50, 60, 13, 1],
    ]


def test_an_edited_text_marks_no_word_rather_than_a_wrong_one() -> None:
    base = hearing(words=True)
    edited = replace(base.segments[1], source="我叫黎明。")
    assert "w" not in data_of(page(replace(base, segments=(edited,))))[0]


def test_english_speech_is_marked_in_the_column_it_stands_in() -> None:
    assert [times["c"] for times in data_of(page(hearing(words=True), direction="to-en"))] == [
        1,
        0,
        1,
        1,
        0,
        0,
    ]


def test_sound_lies_beside_the_page_without_its_folders() -> None:
    (audio,) = Elements(page(hearing())).named("audio")
    assert audio["src"] == "hearing.wav"


def test_a_kind_that_no_browser_plays_is_told_with_the_way_out() -> None:
    base = hearing()
    for suffix in (".wma", ".amr", ".mov", ".mkv", ".aiff", ".w64", ""):
        recording = replace(base.recordings[0], path=f"/a/hearing{suffix}")
        text = page(replace(base, recordings=(recording,)))
        assert not Elements(text).named("audio")
        assert (
            f"Browsers do not play sound such as hearing{suffix}. Export the page with --embed-audio" in text
        )
        assert "is not beside this page" not in text


def test_a_copy_that_browsers_play_is_embedded_for_what_they_do_not(tmp_path: Path) -> None:
    from testimony.audio.editing import encode

    path = tmp_path / "hearing.w64"
    path.write_bytes(encode([np.zeros((1, 16_000), np.int16)], 16_000, ".wav", {}))
    base = hearing()
    recording = replace(base.recordings[0], sha256=hashlib.sha256(path.read_bytes()).hexdigest())
    text = page(replace(base, recordings=(recording,)), audio=path, embed_audio=True)
    (audio,) = Elements(text).named("audio")
    assert str(audio["src"]).startswith("data:audio/mpeg;base64,")
    assert audio["data-kind"] == "audio/mpeg"


def test_sound_inside_is_the_recording_itself(tmp_path: Path) -> None:
    path = tmp_path / "a b.wav"
    path.write_bytes(b"RIFF sound")
    base = hearing()
    recording = replace(base.recordings[0], sha256=hashlib.sha256(b"RIFF sound").hexdigest())
    transcript = replace(base, recordings=(recording,))
    text = page(transcript, audio=path, embed_audio=True)
    (audio,) = Elements(text).named("audio")
    assert audio["src"] == "data:audio/wav;base64," + base64.b64encode(b"RIFF sound").decode()
    assert "media-src data:;" in text


def test_another_or_a_missing_recording_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(b"other")
    with pytest.raises(RecordingChanged, match="abab"):
        page(hearing(), audio=tmp_path / "a.wav", embed_audio=True)
    with pytest.raises(RecordingNotFound):
        page(hearing(), audio=tmp_path / "b.wav", embed_audio=True)


@pytest.mark.parametrize(
    "transcript", [many(0), one("长" * 5_000, "word " * 1_000), one("", ""), one("سالام دۇنيا")]
)
def test_hard_transcripts(transcript: Transcript) -> None:
    assert "DRAFT" in page(transcript)
