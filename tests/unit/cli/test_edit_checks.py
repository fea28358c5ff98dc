"""The checks at edits: they see the words as they were heard, and the case's glossary."""

from __future__ import annotations

from dataclasses import replace

from testimony.app.checks import translation_checks
from testimony.transcript import review
from testimony.transcript.edits import Document
from testimony.transcript.types import Flag, FlagKind, Identity, Recording, Segment, Severity, Side, Word
from translate.glossary import Entry, Glossary

SEGMENT = Segment(
    id="1",
    recording="R1",
    channel=0,
    start_ms=0,
    end_ms=1000,
    speaker="S1",
    language="zh",
    language_probability=1.0,
    source="我被拘留了四天。",
    target="I was arrested for four days.",
    target_language="en",
)
RECORDING = Recording("R1", "a.wav", "0" * 64, 1000, 1, 16000, None)
DETENTION = Glossary([Entry("拘留", preferred=("detained",), forbidden=("arrested",))])


def kinds(flags: tuple[Flag, ...]) -> set[FlagKind]:
    return {flag.kind for flag in flags}


def heard(text: str) -> Segment:
    return replace(SEGMENT, words=(Word(0, 100, text, 0.2),))


def test_a_numeral_that_was_hardly_heard_is_doubted_until_it_is_written_anew() -> None:
    assert FlagKind.NUMBER_UNCERTAIN in kinds(translation_checks()(heard("四")))
    assert FlagKind.NUMBER_UNCERTAIN not in kinds(translation_checks()(heard("十")))
    assert FlagKind.NUMBER_UNCERTAIN not in kinds(translation_checks()(SEGMENT))


def test_the_glossary_is_held_to() -> None:
    assert {FlagKind.TERM_MISSING, FlagKind.TERM_FORBIDDEN} <= kinds(translation_checks(DETENTION)(SEGMENT))


def test_without_the_glossary_its_doubts_stay_and_with_it_they_go() -> None:
    doubt = Flag(FlagKind.TERM_FORBIDDEN, Severity.ERROR, "拘留 must not be rendered arrested.", "mt-1")
    mended = replace(SEGMENT, target="I was detained for four days.", flags=(doubt,))
    assert doubt in translation_checks()(mended)
    assert FlagKind.TERM_FORBIDDEN not in kinds(translation_checks(DETENTION)(mended))


def test_a_segment_without_a_translation_language_is_not_checked() -> None:
    assert translation_checks()(replace(SEGMENT, target="", target_language="")) == ()


def test_mending_a_translation_that_repeats_itself_takes_its_flag_and_keeps_that_of_the_speech() -> None:
    spoken = Flag(FlagKind.LOOP, Severity.WARN, "The speech repeats itself.", "asr-1")
    written = Flag(FlagKind.LOOP, Severity.WARN, "The translation repeats itself.", "mt-1")
    before = replace(SEGMENT, target="four days " * 9, flags=(spoken, written))
    document = Document(RECORDING, {"1": before}, {})
    for target, expected in (("I was detained for four days.", 1), ("four days " * 8, 2)):
        edit = review.correct(document, "1", Side.TARGET, target, Identity("Ann Li"))
        (change,) = review.with_checks(edit, translation_checks()).changes
        assert isinstance(change.after, Segment)
        loops = [flag for flag in change.after.flags if flag.kind is FlagKind.LOOP]
        assert spoken in loops
        assert len(loops) == expected


def test_a_term_flag_that_a_person_raised_is_not_doubled_by_an_edit() -> None:
    raised = Flag(FlagKind.TERM_MISSING, Severity.WARN, "listen again", "person")
    document = Document(RECORDING, {"1": replace(SEGMENT, flags=(raised,))}, {})
    edit = review.correct(document, "1", Side.TARGET, "I was detained four days.", Identity("Ann Li"))
    (change,) = review.with_checks(edit, translation_checks()).changes
    assert isinstance(change.after, Segment)
    assert change.after.flags.count(raised) == 1
