"""Redaction: nothing planted is left, in any place, in any format."""

from __future__ import annotations

import hashlib
import io
import wave
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from samples_of_speech import RECORDING, hearing, one, words_of

from testimony.export import FORMATS, Exhibit, ExportOptions, export, render
from testimony.export.redaction.leaks import extract, refuse_leaks
from testimony.export.redaction.profile import Person, Profile
from testimony.export.redaction.redact import redact
from testimony.export.redaction.redactor import Redactor
from testimony.transcript.errors import ExportError, RedactionLeak
from testimony.transcript.types import (
    Approval,
    Flag,
    FlagKind,
    Link,
    Note,
    Provenance,
    ReviewState,
    Segment,
    Severity,
    Side,
    Speaker,
    Transcript,
)

TEXT_FORMATS = [name for name, kind in FORMATS.items() if kind.lines]
PROFILE = """
patterns = ["a_number", "ssn", "phone", "email", "wechat", "birth_date", "account"]
birth_dates = ["1990-03-03"]
segments = "9"
expressions = ['QX-\\d+']
[[person]]
pseudonym = "WITNESS A"
hanzi = ["李明"]
roman = ["Li Ming"]
aliases = ["Old Li", "阿明"]
[[term]]
text = "Red Flag Factory"
replacement = "[EMPLOYER]"
[[term]]
text = "红旗厂"
replacement = "[EMPLOYER]"
"""
LINES = [
    ("zh", "我叫李 明，工友叫我阿明。", "My name is Li Ming; LI, MING; Liming; Ming Li; Lǐ Míng; Old Li."),
    ("en", "When were you born?", "你是什么时候出生的？"),
    ("zh", "一九九〇年三月三日。", "March 3, 1990."),
    (
        "zh",
        "我在紅旗廠工作，电话13812345678。",
        "At the red flag  factory; phone 138 1234 5678, (212) 555-0147.",
    ),
    ("en", "Your A number is A 098-765-432, SSN 123-45-6789.", "您的号码是Ａ０９８７６５４３２。"),
    ("zh", "我的微信号是liming_88，后来liming_88没了。", "My WeChat ID is liming_88. Mail a.b@example.org."),
    ("en", "Account 6222020200112233445 and QX-4711.", "账户6222020200112233445。"),
    ("zh", "三月三日我又去了，一九九〇年三月三日。", "On March 3, 1990 again."),
    ("zh", "这一行全部删去。", "This whole line goes away."),
]
SECRETS = [
    "李明", "李 明", "阿明", "Li Ming", "LI, MING", "Liming", "Ming Li", "Lǐ Míng", "Old Li",
    "一九九〇年三月三日", "March 3, 1990", "紅旗廠", "红旗厂",
    "Red Flag Factory", "13812345678", "138 1234 5678",
    "555-0147", "098-765-432", "０９８７６５４３２", "123-45-6789", "liming_88", "a.b@example.org",
    "6222020200112233445", "QX-4711", "这一行全部删去", "whole line goes",
]  # fmt: skip


def asked(person: Person, text: str) -> list[str]:
    """Return what of a text a person has to decide about."""
    return [proposal.text for proposal in Redactor(Profile(people=(person,)), one(text)).proposals()]


def secretive() -> Transcript:
    segments = []
    for index, (language, source, target) in enumerate(LINES):
        start = index * 5_000
        segments.append(
            Segment(
                str(index + 1), "R1", 0, start, start + 4_000, "S1", language, 0.9, source, target,
                "en" if language == "zh" else "zh",
                flags=(Flag(FlagKind.NAME_UNVERIFIED, Severity.WARN, "李明 or Li Ming?"),),
                words=words_of(source, start, start + 4_000),
                notes=(Note("Li Ming", "李明 said a.b@example.org"),),
                approvals=(Approval(Side.SOURCE, ReviewState.APPROVED, "Li Ming", "00"),),
                source_author="Li Ming",
            )
        )  # fmt: skip
    made = Provenance({"speech": "small@" + "cd" * 32}, {"hotwords": "李明, Red Flag Factory"}, {})
    recording = replace(RECORDING, path="/home/x/li_ming-李明.wav")
    speakers = (Speaker("S1", "MR. LI MING", "witness", ("zh",), "李明的方言", "李明", "LI Ming"),)
    link = Link("discrepancy", ("1",), ("2",), "Li Ming was rendered otherwise")
    return Transcript(
        (recording,),
        ("zh", "en"),
        speakers,
        tuple(segments),
        (link,),
        provenance={"asr-1": made},
        history_head="a1" * 32,
    )


def profile(folder: Path, text: str = PROFILE) -> Path:
    path = folder / "profile.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_nothing_planted_is_left_in_any_format(tmp_path: Path, name: str) -> None:
    exhibit = Exhibit(case="Matter of Li Ming", matter="A098-765-432", title="Interview of 李明", tab="C")
    options = ExportOptions(redact=profile(tmp_path), exhibit=exhibit)
    data = render(secretive(), name, FORMATS[name].fitting(options))
    for reader, text in extract(FORMATS[name], data):
        squeezed = "".join(text.split()).lower()
        for secret in SECRETS:
            assert "".join(secret.split()).lower() not in squeezed, (reader, secret)
    everything = "\n".join(text for _, text in extract(FORMATS[name], data))
    assert "WITNESS A" in everything.replace("_", " ")
    assert "REDACTED COPY" in everything or name in ("json", "rttm")  # their schemas have no place for it


def test_what_stands_instead_is_what_the_rules_say(tmp_path: Path) -> None:
    page = render(secretive(), "txt", ExportOptions(redact=profile(tmp_path), width=300)).decode()
    for wanted in (
        "[SSN ending 6789]",
        "[DATE OF BIRTH, 1990]",
        "[A-NUMBER]",
        "[TELEPHONE]",
        "[EMPLOYER]",
        "[WECHAT ID]",
    ):
        assert wanted in page
    assert "[ACCOUNT ending 3445]" in page
    assert "When were you born?" in page
    assert "三月三日我又去了" in page


def test_the_report_counts_without_the_words(tmp_path: Path) -> None:
    done = export(secretive(), "txt", ExportOptions(redact=profile(tmp_path)), tmp_path / "out.txt")
    report = "; ".join(done.report)
    assert "person 1: " in report
    assert "whole lines: 1" in report
    assert not any(secret in report for secret in SECRETS)


def test_a_leak_removes_the_file_and_never_says_the_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from testimony.export.formats.documents import txt

    real = txt.write
    monkeypatch.setattr(txt, "write", lambda job: iter([b"".join(real(job)) + "李明".encode()]))
    with pytest.raises(RedactionLeak) as caught:
        export(secretive(), "txt", ExportOptions(redact=profile(tmp_path)), tmp_path / "out.txt")
    assert "李明" not in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["profile.toml"]


@pytest.mark.parametrize("name", ["pdf", "docx", "html", "xliff", "json"])
def test_the_check_sees_what_was_left_in(tmp_path: Path, name: str) -> None:
    redaction, _ = redact(profile(tmp_path), secretive(), secretive(), Exhibit())
    with pytest.raises(RedactionLeak):
        refuse_leaks(FORMATS[name], render(secretive(), name, ExportOptions()), redaction.redactor)
    titled = ExportOptions(exhibit=Exhibit(title="Li Ming"))
    if FORMATS[name].knows("title"):
        only_title = render(hearing(), name, titled)
        with pytest.raises(RedactionLeak):
            refuse_leaks(FORMATS[name], only_title, redaction.redactor)


def test_the_name_of_the_output_may_not_tell_either(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="name of the output"):
        export(secretive(), "txt", ExportOptions(redact=profile(tmp_path)), tmp_path / "Li_Ming.txt")


def test_lookalikes_stop_the_export_until_decided(tmp_path: Path) -> None:
    base = secretive()
    extra = replace(base.segments[0], id="10", source="黎明来了，李鸣也来了。", target="Li Min came.")
    transcript = replace(base, segments=(*base.segments, extra))
    with pytest.raises(ExportError, match=r"黎明 \(line 10, source") as caught:
        render(transcript, "txt", ExportOptions(redact=profile(tmp_path)))
    assert "李鸣" in str(caught.value)
    assert "Li Min" in str(caught.value)
    decided = PROFILE.replace(
        'roman = ["Li Ming"]', 'roman = ["Li Ming"]\naccept = ["李鸣", "Li Min"]\nrefuse = ["黎明"]'
    )
    page = render(transcript, "txt", ExportOptions(redact=profile(tmp_path, decided), width=200)).decode()
    assert "黎明来了，WITNESS A也来了" in page
    assert "WITNESS A came." in page


@pytest.mark.parametrize(
    ("hanzi", "text", "found"),
    [
        ("李明", "黎明", ["黎明"]),
        ("李明", "李民", ["李民"]),
        ("李明", "李先生明白", ["李先生"]),
        ("李明", "李家说明，这里没有人", []),
        ("李小明", "小明来了，小李也来了。", ["小明", "小李"]),
        ("李小明", "李小明，Li Xiaoming, Xiaoming Li", []),
        (
            "李小明",
            "Mr. Li and Lee Xiaoming or Li Xiaomin.",
            ["Li", "Lee Xiaoming", "Li Xiaomin"],
        ),
        ("王小红", "王晓红", ["王晓红"]),
        ("王小红", "王大红", ["王大红"]),
        ("王小红", "王大江", []),
        ("王小紅", "王小红", []),
    ],
)
def test_what_looks_alike(hanzi: str, text: str, found: list[str]) -> None:
    assert sorted(asked(Person("X", hanzi=(hanzi,)), text)) == sorted(found)


def test_chinese_that_reads_like_a_name_given_in_pinyin_only() -> None:
    person = Person("X", roman=("Li Ming",))
    assert asked(person, "黎明和李鸣来了，李明明白。") == ["黎明", "李鸣", "李明"]
    assert not asked(person, "力量明显，明天再来。")


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("", "names nothing"),
        ("patern = []", "'patern'"),
        ('patterns = ["ssns"]', "no pattern 'ssns'"),
        ("[[person]]\npseudonym = 'A'", "no name"),
        ("[[person]]\nhanzi = ['']", "not empty"),
        ("[[term]]\ntext = ''", "not empty"),
        ("expressions = ['(']", "not a regular expression"),
        ("expressions = ['x*']", "everywhere"),
        ("[[person]]\nroman = ['Li Ming']\npseudonym = 'Mr. Li Ming'", "holds what it is to hide"),
        ("= =", "not TOML"),
        ("segments = '99'", "no segment 99"),
    ],
)
def test_an_unusable_profile_is_one_sentence(tmp_path: Path, text: str, match: str) -> None:
    with pytest.raises(ExportError, match=match):
        render(secretive(), "txt", ExportOptions(redact=profile(tmp_path, text)))
    with pytest.raises(ExportError, match="cannot be read"):
        render(secretive(), "txt", ExportOptions(redact=tmp_path / "none.toml"))


def recorded(folder: Path, transcript: Transcript, seconds: int = 46) -> Transcript:
    path = folder / "sound.wav"
    samples = (np.sin(np.arange(16_000 * seconds) * 2 * np.pi * 200 / 16_000) * 8_000).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes(samples.tobytes())
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return replace(transcript, recordings=(replace(RECORDING, path=str(path), sha256=digest),))


def samples_of(data: bytes) -> np.ndarray:
    with wave.open(io.BytesIO(data)) as file:
        return np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")


def test_words_are_bleeped_with_a_margin_and_nothing_else(tmp_path: Path) -> None:
    transcript = recorded(tmp_path, secretive())
    out = tmp_path / "bleeped.wav"
    options = ExportOptions(redact=profile(tmp_path, "[[term]]\ntext = 'liming_88'\n"), audio_out=out)
    export(transcript, "txt", options, tmp_path / "out.txt")
    before, after = samples_of((tmp_path / "sound.wav").read_bytes()), samples_of(out.read_bytes())
    assert len(before) == len(after)
    source = LINES[5][1]
    step = 4_000 // len(source)
    changed = np.flatnonzero(np.abs(before.astype(int) - after) > 2) / 16
    first = 25_000 + source.index("liming_88") * step - 300
    last = 25_000 + (source.rindex("liming_88") + 9) * step + 300
    assert first - 2 <= changed.min() <= first + 5
    assert last - 5 <= changed.max() <= last + 2


def test_doubtful_word_times_bleep_the_whole_segment(tmp_path: Path) -> None:
    base = secretive()
    segments = tuple(replace(segment, words=()) for segment in base.segments)
    redaction, _ = redact(
        profile(tmp_path, "[[term]]\ntext = 'QX-4711'\n"), replace(base, segments=segments), base, Exhibit()
    )
    assert redaction.silenced == ((30_000 - 300, 34_000 + 300),)


def test_a_name_only_in_the_translation_bleeps_the_whole_segment(tmp_path: Path) -> None:
    base = one("他来了。", "Li Ming came.")
    segment = replace(base.segments[0], words=words_of("他来了。", 0, 3_000))
    transcript = replace(base, segments=(segment,))
    redaction, _ = redact(
        profile(tmp_path, "[[term]]\ntext = 'Li Ming'\n"), transcript, transcript, Exhibit()
    )
    assert redaction.silenced == ((0, 3_300),)


def test_a_redacted_page_carries_bleeped_sound_or_none(tmp_path: Path) -> None:
    transcript = recorded(tmp_path, secretive())
    path = profile(tmp_path)
    assert "<audio" not in render(transcript, "html", ExportOptions(redact=path)).decode()
    page = render(transcript, "html", ExportOptions(redact=path, embed_audio=True)).decode()
    assert 'src="data:audio/mpeg;base64,' in page
    out = tmp_path / "heard.wav"
    export(transcript, "html", ExportOptions(redact=path, audio_out=out), tmp_path / "page.html")
    assert 'src="heard.wav"' in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_a_redacted_clip_is_bleeped(tmp_path: Path) -> None:
    transcript = recorded(tmp_path, secretive())
    plain = tmp_path / "plain.wav"
    export(transcript, "clip", ExportOptions(segments="9"), plain)
    hidden = tmp_path / "hidden.wav"
    export(transcript, "clip", ExportOptions(segments="9", redact=profile(tmp_path)), hidden)
    before, after = samples_of(plain.read_bytes()), samples_of(hidden.read_bytes())
    assert len(before) == len(after) == 16_000 * 8  # two seconds before, four of speech, two after
    middle = slice(16_000 * 2, 16_000 * 6)
    assert np.mean(np.abs(before[middle].astype(int) - after[middle]) > 50) > 0.9


def test_a_clip_names_what_it_is_and_refuses_the_whole(tmp_path: Path) -> None:
    import av

    transcript = recorded(tmp_path, secretive())
    out = tmp_path / "clip.mp3"
    export(transcript, "clip", ExportOptions(segments="2"), out)
    with av.open(str(out)) as container:
        assert "DRAFT – UNREVIEWED" in container.metadata["comment"]
        assert container.metadata["title"] == "sound.wav 00:00:03–00:00:11"
    with pytest.raises(ExportError, match="needs a passage"):
        export(transcript, "clip", ExportOptions(), tmp_path / "all.mp3")
    with pytest.raises(ExportError, match="cannot be written as"):
        export(transcript, "clip", ExportOptions(segments="2"), tmp_path / "clip.xyz")


def test_a_redacted_xliff_does_not_come_back(tmp_path: Path) -> None:
    from testimony.export.formats.exchange.xliff import read_corrections

    path = tmp_path / "back.xlf"
    path.write_bytes(render(secretive(), "xliff", ExportOptions(redact=profile(tmp_path))))
    with pytest.raises(ExportError, match="redacted copy"):
        read_corrections(path, secretive())


def test_the_tags_of_a_clip_are_looked_at_too(tmp_path: Path) -> None:
    from testimony.audio.editing import encode

    redaction, _ = redact(profile(tmp_path), secretive(), secretive(), Exhibit())
    for suffix in (".mp3", ".wav", ".m4a", ".opus", ".flac"):
        data = encode([np.zeros((1, 16_000), np.int16)], 16_000, suffix, {"title": "李明.wav"})
        with pytest.raises(RedactionLeak):
            refuse_leaks(FORMATS["clip"], data, redaction.redactor)


def test_an_address_in_a_models_name_goes_and_the_models_hash_stays(tmp_path: Path) -> None:
    profile = tmp_path / "profile.toml"
    profile.write_text('patterns = ["email"]\n', encoding="utf-8")
    models = {"speech": "ann@example.com@0c0c0c0c", "other": "whisper@5551234567"}
    made = replace(hearing(), provenance={"asr": Provenance(models, {}, {}, False)})
    shown = redact(profile, made, made, Exhibit())[0].transcript
    assert shown.provenance["asr"].models == {"speech": "[E-MAIL]@0c0c0c0c", "other": "whisper@5551234567"}
