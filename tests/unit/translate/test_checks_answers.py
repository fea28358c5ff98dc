from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from testimony.cli.check import command
from testimony.transcript.types import Severity
from translate.checks import Context, check_pair
from translate.checks.reading.answers import asks_with_not


def severities(answer: str, rendered: str, before: str = "") -> set[Severity]:
    languages = ("zh", "en") if any(char >= "\u4e00" for char in answer) else ("en", "zh")
    found = check_pair(answer, rendered, *languages, context=Context(before=before))
    return {flag.severity for flag in found if flag.kind == "negation"}


@pytest.mark.parametrize(
    ("answer", "rendered"),
    [
        ("否。", "Yes."),
        ("是的。", "No."),
        ("Nope.", "是的。"),
        ("Yes.", "没有。"),
        ("否认。", "Admitted."),
        ("He refused.", "他同意了。"),
        ("Guilty.", "无罪。"),
        ("他用左手打我。", "He hit me with his right hand."),
        ("Is that correct? No.", "对吗？是的。"),
    ],
)
def test_a_reversed_answer_asks_for_a_look(answer: str, rendered: str) -> None:
    assert severities(answer, rendered) & {Severity.WARN, Severity.ERROR}


@pytest.mark.parametrize(
    ("answer", "rendered"),
    [
        ("没有。", "No."),
        ("No.", "不是。"),
        ("是的。", "Yes."),
        ("不用，我可以继续。", "No, I can go on."),
        ("没错。", "That's right."),
        ("我没有拒绝签字。", "I did not refuse to sign."),
        ("没有，绝对没有。", "No, absolutely not."),
    ],
)
def test_a_right_answer_is_left_alone(answer: str, rendered: str) -> None:
    assert not severities(answer, rendered) & {Severity.WARN, Severity.ERROR}
    assert not severities(rendered, answer) & {Severity.WARN, Severity.ERROR}


def test_agreeing_to_a_negative_question_is_asked_about_only_after_another_question() -> None:
    assert severities("对。", "No.", "You didn't go?") <= {Severity.INFO}
    assert severities("对。", "No.", "你没去，对吧？") <= {Severity.INFO}
    assert severities("对。", "No.", "Did you go?") == {Severity.ERROR}
    assert severities("对。", "No.") == {Severity.WARN}


@pytest.mark.parametrize(
    ("question", "negated"),
    [
        ("You went, didn't you?", False),
        ("Didn't you go?", True),
        ("你有没有去过？", False),
        ("你是不是没去？", True),
        ("你没去。对吗？", True),
        ("", None),
    ],
)
def test_the_negation_of_a_question_is_its_own_and_not_its_tags(question: str, negated: bool | None) -> None:
    assert asks_with_not(question) is negated


def test_check_reads_the_row_before(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.tsv"
    header = "source\ttarget\tsource_language\ttarget_language\n"
    asked = ("You didn't go?\t你没去？\ten\tzh", "Did you go?\t你去了吗？\ten\tzh")
    rows = "".join(f"{question}\n对。\tNo.\tzh\ten\n" for question in asked)
    pairs.write_text(header + rows, encoding="utf-8")
    done = CliRunner().invoke(command, [str(pairs), "--json"])
    found = [json.loads(line)["flags"] for line in done.stdout.splitlines()]
    severities = [[flag["severity"] for flag in flags] for flags in found]
    assert severities[1] == ["info"]
    assert severities[3] == ["error"]
