"""What telling voices apart changes: names, roles, flags; never what people decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from testimony.app.speakers.changes import Found, Pinned, RowVoice, speaker_edit
from testimony.app.speakers.naming import Voice, name_voices
from testimony.app.speakers.options import Role, parse_roles, parse_speakers, speaker_options
from testimony.transcript.edits import Document, apply
from testimony.transcript.errors import SettingsError
from testimony.transcript.types import Flag, FlagKind, Recording, Segment, Severity, Speaker


def row(number: int, speaker: str, language: str = "en", flags: tuple[Flag, ...] = ()) -> Segment:
    start = number * 3_000
    return Segment(str(number), "R1", 0, start, start + 2_500, speaker, language, 1.0, "words", flags=flags)


def document(rows: Iterable[Segment], speakers: Iterable[Speaker]) -> Document:
    return Document(
        Recording("R1", "x.wav", "0" * 64, 100_000, 1, 16_000),
        {one.id: one for one in rows},
        {one.id: one for one in speakers},
    )


DRAFT = document(
    [row(1, "S2"), row(2, "S1", "zh"), row(3, "S1", "zh"), row(4, "S2"), row(5, "S2")],
    [Speaker("S1", "SPEAKER (ZH)", languages=("zh",)), Speaker("S2", "SPEAKER (EN)", languages=("en",))],
)
VOICES = {"1": 0, "2": 1, "3": 2, "4": 1, "5": 0}


def found(voices: Mapping[str, int] = VOICES, **more: Any) -> Found:
    return Found({one: RowVoice(voice) for one, voice in voices.items()}, **more)


def test_voices_become_speakers_and_the_interpreter_is_offered() -> None:
    edit, naming = speaker_edit(DRAFT, found(interpreter=1))
    after = apply(DRAFT, edit)
    names = {one.id: after.speakers[one.speaker].name for one in after.segments.values()}
    assert names == {
        "1": "SPEAKER 1 (EN)",
        "2": "INTERPRETER?",
        "3": "SPEAKER 2 (ZH)",
        "4": "INTERPRETER?",
        "5": "SPEAKER 1 (EN)",
    }
    assert {one.role for one in after.speakers.values()} == {"", "interpreter"}
    assert len(after.speakers) == 3
    assert naming.unmapped == ()


def test_a_speaker_without_a_row_ends_but_one_that_a_person_named_stays() -> None:
    one_voice = found(dict.fromkeys(VOICES, 0))
    assert len(apply(DRAFT, speaker_edit(DRAFT, one_voice)[0]).speakers) == 1
    named = Pinned(speakers=frozenset({"S1"}))
    assert set(apply(DRAFT, speaker_edit(DRAFT, one_voice, named)[0]).speakers) >= {"S1"}


def test_what_people_decided_stays() -> None:
    held = Pinned(frozenset({"3"}), frozenset({"S2"}))
    after = apply(DRAFT, speaker_edit(DRAFT, found(interpreter=1), held)[0])
    assert after.segments["3"].speaker == "S1"
    assert after.speakers["S2"] == DRAFT.speakers["S2"]
    assert after.segments["1"].speaker == after.segments["5"].speaker == "S2"


def test_the_same_again_changes_nothing() -> None:
    once = apply(DRAFT, speaker_edit(DRAFT, found(interpreter=1))[0])
    assert speaker_edit(once, found(interpreter=1))[0].changes == ()


def test_doubts_are_flagged_and_taken_back_unless_waived() -> None:
    unsure = Found({"1": RowVoice(0, 0.6, 1), "2": RowVoice(1), "3": RowVoice(1, overlap_ms=700)})
    after = apply(DRAFT, speaker_edit(DRAFT, unsure)[0])
    assert [(flag.kind, flag.severity, flag.pass_id) for flag in after.segments["1"].flags] == [
        (FlagKind.SPEAKER_UNCERTAIN, Severity.INFO, "diarize")
    ]
    assert "SPEAKER 2 (ZH) instead (60% sure)" in after.segments["1"].flags[0].note
    assert [flag.kind for flag in after.segments["3"].flags] == [FlagKind.OVERLAP]
    again = apply(
        after, speaker_edit(after, Found({"1": RowVoice(0), "2": RowVoice(1), "3": RowVoice(1)}))[0]
    )
    assert again.segments["1"].flags == again.segments["3"].flags == ()


def test_a_waived_doubt_is_not_raised_again() -> None:
    waived = Flag(FlagKind.OVERLAP, Severity.WARN, "", "diarize", waived_by="Ann")
    given = document([row(1, "S2", flags=(waived,))], DRAFT.speakers.values())
    edit, _ = speaker_edit(given, Found({"1": RowVoice(0, overlap_ms=900)}))
    assert apply(given, edit).segments["1"].flags == (waived,)


def test_names_by_language_go_to_the_voice_that_alone_had_them() -> None:
    given = document(
        [row(1, "S2"), row(2, "S1", "zh"), row(3, "S2")],
        [Speaker("S1", "MS. WANG", languages=("zh",)), Speaker("S2", "THE COURT", languages=("en",))],
    )
    edit, _ = speaker_edit(given, found({"1": 0, "2": 1, "3": 2}), known=("MS. WANG", "THE COURT"))
    after = apply(given, edit)
    names = [after.speakers[one.speaker].name for one in after.segments.values()]
    assert names == ["SPEAKER 1 (EN)", "MS. WANG", "SPEAKER 3 (EN)"]


ZH, EN = Voice({"zh": 9_000}), Voice({"en": 9_000})


@pytest.mark.parametrize(
    ("roles", "voices", "expected", "unmapped"),
    [
        ("judge,respondent:zh", [EN, ZH], ["judge", "respondent"], []),
        ("judge,counsel,respondent:zh", [EN, EN, ZH], ["", "", "respondent"], ["judge", "counsel"]),
        ("counsel:2,respondent:zh", [EN, ZH, EN], ["counsel", "respondent", "counsel"], []),
        ("respondent:zh", [ZH, ZH], ["", ""], ["respondent"]),
        ("interpreter", [EN, ZH], ["", ""], ["interpreter"]),
    ],
)
def test_roles_go_where_no_other_voice_would_do(
    roles: str, voices: list[Voice], expected: list[str], unmapped: list[str]
) -> None:
    naming = name_voices(voices, None, parse_roles(roles))
    assert list(naming.roles) == expected
    assert [role.name for role in naming.unmapped] == unmapped


def test_two_of_a_role_are_numbered() -> None:
    assert name_voices([EN, EN], None, (Role("counsel", 2),)).names == ("COUNSEL?", "COUNSEL 2?")


def test_an_interpreter_speaks_both_languages() -> None:
    assert name_voices([Voice({"en": 500, "zh": 600})], None).names == ("SPEAKER 1 (ZH, EN)",)
    assert name_voices([Voice({"en": 50, "zh": 6_000})], None).names == ("SPEAKER 1 (ZH)",)


@pytest.mark.parametrize(("text", "expected"), [("", (1, 0)), ("4", (4, 4)), (" 3-6 ", (3, 6))])
def test_numbers_of_speakers(text: str, expected: tuple[int, ...]) -> None:
    assert parse_speakers(text) == expected


@pytest.mark.parametrize("text", ["0", "6-3", "-1", "four", "3-", "1000"])
def test_no_number_of_speakers(text: str) -> None:
    with pytest.raises(SettingsError, match="number of speakers"):
        parse_speakers(text)


@pytest.mark.parametrize("text", ["judge:0", "9", ":zh", "judge:zh:2", "interpreter,interpreter"])
def test_roles_that_cannot_be_read(text: str) -> None:
    with pytest.raises(SettingsError, match=r"roles|--roles"):
        parse_roles(text)


def test_options_that_contradict_each_other() -> None:
    with pytest.raises(SettingsError, match="names 4 speakers"):
        speaker_options("2", "judge,counsel:3")
    with pytest.raises(SettingsError, match="--roles needs voices"):
        speaker_options("off", "judge")
    assert speaker_options("off") is None


def test_roles_alone_say_about_how_many() -> None:
    options = speaker_options("", "judge,counsel:2,interpreter")
    assert options is not None
    how_many = options.how_many()
    assert (how_many.least, how_many.most) == (3, 5)
