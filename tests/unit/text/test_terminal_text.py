"""What a terminal is shown holds no command for it."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from testimony.text.terminal import json_line, one_line, printable, safe

any_text = st.text(st.characters(), max_size=40)  # lone surrogates and controls included


@given(any_text)
def test_no_control_character_passes(text: str) -> None:
    for sign in safe(text):
        assert sign in "\n\u200c\u200d" or sign.isprintable() or sign.isspace()
    assert "\x1b" not in safe(text) + printable(text) + one_line(text) + json_line(text)
    assert "\n" not in one_line(text) + json_line(text)


@given(any_text)
def test_a_json_line_keeps_the_value_exactly(text: str) -> None:
    assert json.loads(json_line({"text": text})) == {"text": text}


def test_what_is_replaced_has_a_picture_where_there_is_one() -> None:
    assert safe("a\x1b[2Jb\x7f\x9c") == "a␛[2Jb␡\ufffd"
    assert safe("plain 中文") == "plain 中文"
    assert (printable("a\tb\x07"), safe("a\tb")) == ("a\tb␇", "a b")
    assert one_line("a\n b\tc") == "a b c"
