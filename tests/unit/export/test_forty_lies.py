"""Forty ways to lie with a certificate, each refused, and twenty honest certificates, each made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from samples_of_speech import APPROVED, approved, hearing

from testimony.export import Exhibit, ExportOptions, render
from testimony.transcript.errors import CertificateIncomplete, ExportError
from testimony.transcript.types import (
    Flag,
    FlagKind,
    ReviewState,
    Segment,
    Severity,
    Side,
    State,
    Transcript,
)
from testimony.transcript.verdict import Verdict

PERSON: dict[str, object] = {
    "name": "Chen Wei",
    "competence": "I have translated Chinese court recordings for twelve years.",
    "from_language": "Chinese",
    "into_language": "English",
    "address": "1 Main Street, Springfield",
    "telephone": "646-555-0100",
    "party": False,
    "listened": True,
}


def reviewed() -> Transcript:
    base = hearing(state=APPROVED)
    return replace(base, segments=base.segments[:5])


@dataclass(frozen=True, slots=True)
class Case:
    """A transcript, a person and options; what stands in the way, nothing where it is honest."""

    what: str
    says: str = ""
    person: dict[str, object] = field(default_factory=dict)
    transcript: Callable[[], Transcript] = reviewed
    options: dict[str, object] = field(default_factory=dict)
    redact: str = ""


def with_line(change: Callable[[Segment], Segment], *, again: bool = True) -> Callable[[], Transcript]:
    """Change the fifth line, which is Chinese, and approve it as it then stands unless ``again`` is False."""

    def made() -> Transcript:
        base = reviewed()
        changed = replace(base, segments=(*base.segments[:4], change(base.segments[4])))
        return approved(changed) if again else changed

    return made


def target(text: str, language: str = "en") -> Callable[[], Transcript]:
    return with_line(lambda one: replace(one, target=text, target_language=language))


def error(waived: str = "") -> Callable[[], Transcript]:
    doubt = Flag(FlagKind.NUMBER_MISMATCH, Severity.ERROR, "15 / 50", "check-1", waived)
    return with_line(lambda one: replace(one, flags=(doubt,)))


def judged(verdict: Verdict) -> Callable[[], Transcript]:
    return lambda: replace(reviewed(), verdict=verdict)


ONE_SIDE = State(ReviewState.APPROVED, ReviewState.EDITED)
LIES = [
    Case(
        "a broken seal",
        "seal is broken",
        transcript=judged(Verdict("aa", ("row 3 was changed",), whole=True)),
    ),
    Case("a file that was looked at in part", "not verified", transcript=judged(Verdict("aa"))),
    Case(
        "a text that changed after approval",
        "not the one that was approved in 5",
        transcript=with_line(lambda one: replace(one, target="I was detained for fifty days."), again=False),
    ),
    Case(
        "a language that changed after approval",
        "not the one that was approved",
        transcript=with_line(lambda one: replace(one, language="yue"), again=False),
    ),
    Case(
        "unreviewed lines",
        "5 of 5 lines are not approved",
        transcript=lambda: replace(hearing(), segments=hearing().segments[:5]),
    ),
    Case(
        "one side approved",
        "1 of 5 lines",
        transcript=with_line(lambda one: replace(one, state=ONE_SIDE), again=False),
    ),
    Case(
        "approved by nobody",
        "nobody with a confirmed name approved 5",
        transcript=with_line(lambda one: replace(one, approvals=()), again=False),
    ),
    Case(
        "one side's approval is missing",
        "nobody with a confirmed name",
        transcript=with_line(
            lambda one: replace(one, approvals=tuple(a for a in one.approvals if a.side is Side.SOURCE)),
            again=False,
        ),
    ),
    Case(
        "approved by an account",
        "confirmed name",
        transcript=lambda: approved(reviewed(), "root", confirmed=False),
    ),
    Case("approved by a machine", "confirmed name", transcript=lambda: approved(reviewed(), "machine:ab12")),
    Case(
        "approved by nobody to be seen",
        "confirmed name",
        transcript=lambda: approved(reviewed(), "\u200b\u3164"),
    ),
    Case("approved by software", "confirmed name", transcript=lambda: approved(reviewed(), "ChatGPT")),
    Case("an open error", "errors are open in 5", transcript=error()),
    Case("an error waived by nobody", "errors are open", transcript=error("  ")),
    Case(
        "demo models",
        "demo models",
        transcript=lambda: approved(replace(hearing(demo=True), segments=hearing().segments[:5])),
    ),
    Case("an unfinished run", "unfinished", transcript=lambda: replace(reviewed(), complete=False)),
    Case("no lines", "none at all", transcript=lambda: replace(reviewed(), segments=())),
    Case("an empty translation", "no translation", transcript=target("")),
    Case("an invisible translation", "no translation", transcript=target("\u200b\u2060\u00a0\u3164")),
    Case("a placeholder", "no translation", transcript=target("[not translated]")),
    Case("a placeholder in Chinese", "no translation", transcript=target("（未翻译）")),
    Case("dots for words", "not in English", transcript=target("……")),
    Case("Chinese in the English column", "not in English", transcript=target("我被拘留了十五天。")),
    Case(
        "Cyrillic in the English column",
        "not in English",
        transcript=target("Меня задержали на пятнадцать дней."),
    ),
    Case(
        "a translation into another language",
        "not in English",
        transcript=target("J'étais détenu quinze jours.", "fr"),
    ),
    Case(
        "a line in no language",
        "not determined",
        transcript=with_line(lambda one: replace(one, language="und")),
    ),
    Case(
        "a line without a source", "no text", transcript=with_line(lambda one: replace(one, source=" \u200b"))
    ),
    Case("a language that is none", "from_language, the English name", {"from_language": "Klingon"}),
    Case("a language that hedges", "into_language, the English name", {"into_language": "English or so"}),
    Case("from a language into itself", "are the same", {"from_language": "English"}),
    Case("from a language that nobody spoke", "lines are in Chinese", {"from_language": "Uyghur"}),
    Case("into another language than the column", "into_language says", {"into_language": "French"}),
    Case("an unknown key", "no key 'notarized'", {"notarized": True}),
    Case(
        "a line break in a name", "name without line breaks", {"name": "Chen Wei\nOfficial Court Interpreter"}
    ),
    Case("a control character in a name", "name without line breaks", {"name": "Chen\x1b[31m Wei"}),
    Case("a direction mark in a name", "name without line breaks", {"name": "Chen \u202eieW"}),
    Case("a letter without a width in a name", "name without line breaks", {"name": "Chen\u200b Wei"}),
    Case("a name without letters", "no name of a person", {"name": "— ."}),
    Case("a name of filler letters", "name", {"name": "\u3164\u3164"}),
    Case("software as the translator", "software is never", {"name": "Google Translate"}),
    Case("a party", "party = false", {"party": True}),
    Case("nobody listened", "listened = true", {"listened": False}),
    Case("no telephone", "telephone", {"telephone": "none"}),
    Case("a full wording for an excerpt", "untrue", options={"segments": "2-3"}),
    Case("a full wording for a redacted copy", "untrue", redact="[[term]]\ntext = '律师'\n"),
    Case("an excerpt's wording for the whole", "untrue", {"wording": "excerpt"}),
    Case(
        "an interpreted excerpt",
        "read whole",
        {"wording": "interpretation", "declarant": "Li Ming"},
        options={"segments": "2-3"},
    ),
    Case(
        "an interpretation for oneself",
        "for themselves",
        {"wording": "interpretation", "declarant": "chen wei"},
    ),
    Case("an interpretation for nobody", "declarant", {"wording": "interpretation"}),
    Case("an official title", "'Official'", options={"exhibit": Exhibit(title="Official transcript")}),
    Case("an official title in Chinese", "官方", options={"exhibit": Exhibit(title="官方笔录")}),
    Case(
        "a court's title in full width",
        "nothing of the kind",
        options={"exhibit": Exhibit(title="ＣＯＵＲＴ－ＣＥＲＴＩＦＩＥＤ copy")},
    ),
    Case("a sworn case", "'sworn'", options={"exhibit": Exhibit(case="sworn record of the court")}),
    Case("a translation without its source", "beside its source", options={"text": "target"}),
    Case("a witness certifies", "as a party or witness", {"name": "The Witness"}),
]
HONEST = [
    Case("as it is"),
    Case("a verified file", transcript=judged(Verdict("aa", whole=True))),
    Case("a name with a hyphen and an accent", person={"name": "José Chén-Wei"}),
    Case("a name in Hanzi", person={"name": "陈伟"}),
    Case("a name that is a product's too", person={"name": "Claude Dupont"}),
    Case("a variety", person={"from_language": "Chinese (Mandarin)"}),
    Case("several languages", person={"from_language": "Mandarin and Fuzhounese"}),
    Case("an excerpt", person={"wording": "excerpt"}, options={"segments": "2-3"}),
    Case("a redacted copy", person={"wording": "redacted"}, redact="[[term]]\ntext = '律师'\n"),
    Case(
        "a redacted excerpt",
        person={"wording": "redacted-excerpt"},
        options={"segments": "2-3"},
        redact="[[term]]\ntext = '中国'\n",
    ),
    Case(
        "an interpretation", person={"wording": "interpretation", "declarant": "Li Ming", "listened": False}
    ),
    Case(
        "into Chinese",
        person={"from_language": "English", "into_language": "Chinese"},
        options={"direction": "to-zh"},
    ),
    Case("both ways", options={"direction": "both"}),
    Case("an error that somebody waived", transcript=error("Chen Wei")),
    Case(
        "a warning that is open",
        transcript=with_line(lambda one: replace(one, flags=(Flag(FlagKind.LOOP, Severity.WARN, "?"),))),
    ),
    Case("a Chinese name in the English", transcript=target("He called me 李明 and left.")),
    Case("a figure", transcript=with_line(lambda one: replace(one, source="一九九〇。", target="1990."))),
    Case(
        "a remark", transcript=with_line(lambda one: replace(one, source="[laughter]", target="[laughter]"))
    ),
    Case("converted characters", options={"script": "hant"}),
    Case(
        "a title of its own",
        options={
            "exhibit": Exhibit(
                title="Certified translation of an unofficial recording", case="Matter of L-M-"
            )
        },
    ),
    Case(
        "a second approval",
        transcript=lambda: replace(
            reviewed(),
            segments=tuple(
                replace(s, state=State(ReviewState.SECOND_APPROVED, ReviewState.APPROVED))
                for s in reviewed().segments
            ),
        ),
    ),
    Case("an address abroad", person={"address": "上海市 静安区 1号", "telephone": "+86 138 1234 5678"}),
]


def certified(folder: Path, case: Case) -> str:
    def toml(value: object) -> str:
        if isinstance(value, bool):
            return str(value).lower()
        return (
            '"' + "".join(c if c.isprintable() and c != '"' else f"\\U{ord(c):08x}" for c in str(value)) + '"'
        )

    path = folder / "person.toml"
    fields = {**PERSON, **case.person}
    path.write_text("".join(f"{key} = {toml(value)}\n" for key, value in fields.items()), encoding="utf-8")
    options: dict[str, object] = dict(case.options)
    if case.redact:
        options["redact"] = folder / "profile.toml"
        (folder / "profile.toml").write_text(case.redact, encoding="utf-8")
    chosen = ExportOptions(certificate=path, width=400, **options)  # type: ignore[arg-type]
    return render(case.transcript(), "txt", chosen).decode()


@pytest.mark.parametrize("case", LIES, ids=lambda case: case.what)
def test_a_lie_is_refused_and_named(tmp_path: Path, case: Case) -> None:
    with pytest.raises(ExportError) as caught:
        certified(tmp_path, case)
    assert case.says in str(caught.value)
    assert caught.value.hint


@pytest.mark.parametrize("case", HONEST, ids=lambda case: case.what)
def test_an_honest_certificate_is_made(tmp_path: Path, case: Case) -> None:
    page = certified(tmp_path, case)
    assert "CERTIFICATE ATTACHED – VALID ONLY WHEN SIGNED" in page
    assert "Signature: ____" in page


def test_there_are_forty_lies_and_twenty_honest_ones() -> None:
    assert len({case.what for case in LIES}) >= 40
    assert len({case.what for case in HONEST}) >= 20


def test_everything_that_stands_in_the_way_is_listed_at_once(tmp_path: Path) -> None:
    def bad() -> Transcript:
        return replace(error()(), complete=False, verdict=Verdict("aa", ("x",)))

    with pytest.raises(ExportError) as caught:
        certified(tmp_path, Case("all", person={"into_language": "French"}, transcript=bad))
    for what in (
        "seal is broken",
        "unfinished",
        "errors are open in 5 (number_mismatch)",
        "into_language says",
    ):
        assert what in str(caught.value)


def test_only_a_full_translation_into_english_cites_the_rule_that_asks_for_one(tmp_path: Path) -> None:
    rule = "103.2(b)(3)"
    assert rule in certified(tmp_path, HONEST[0])
    cites = {case.what: rule in certified(tmp_path, case) for case in HONEST}
    assert not cites["an excerpt"]
    assert not cites["a redacted copy"]
    assert not cites["into Chinese"]
    assert not cites["an interpretation"]


def test_an_interpretation_says_what_the_practice_manual_asks(tmp_path: Path) -> None:
    page = certified(tmp_path, next(case for case in HONEST if case.what == "an interpretation"))
    assert "The interpretation was true and accurate to the best of the interpreter's abilities." in page
    assert "told me before signing it that they understood it" in page


def test_a_conversion_after_approval_is_said_on_the_page_and_in_the_certificate(tmp_path: Path) -> None:
    page = certified(tmp_path, next(case for case in HONEST if case.what == "converted characters"))
    assert "CHINESE CHARACTERS CONVERTED AFTER APPROVAL" in page
    assert "software wrote the Chinese in Traditional characters" in page


def test_a_plain_text_with_a_certificate_holds_the_source(tmp_path: Path) -> None:
    assert "我叫李明" in certified(tmp_path, HONEST[0])


def test_an_official_title_is_refused_without_a_certificate_too() -> None:
    with pytest.raises(CertificateIncomplete, match="nothing of the kind"):
        render(hearing(), "txt", ExportOptions(exhibit=Exhibit(title="OFFICIAL COURT TRANSCRIPT")))
    with pytest.raises(CertificateIncomplete, match="no certificate is attached"):
        render(hearing(), "txt", ExportOptions(exhibit=Exhibit(title="Certified translation")))
    render(hearing(), "txt", ExportOptions(exhibit=Exhibit(title="Unofficial transcript")))
