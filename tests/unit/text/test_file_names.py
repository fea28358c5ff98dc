"""Names made from names of any length."""

from hypothesis import given
from hypothesis import strategies as st

from testimony.text.file_names import LONGEST_NAME, fitting_name, has_room


@given(st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), max_size=400))
def test_every_stem_gets_a_name_that_fits_and_says_which_it_was(stem: str) -> None:
    name = fitting_name(stem, ".testimony")
    assert has_room(name)
    assert name.endswith(".testimony")
    assert name == fitting_name(stem, ".testimony")
    if len(stem.encode()) + 10 <= LONGEST_NAME:
        assert name == f"{stem}.testimony"


def test_two_long_stems_that_begin_alike_get_two_names() -> None:
    first, second = (f"{'移民法庭' * 30}{end}" for end in "上下")
    assert fitting_name(first, ".testimony") != fitting_name(second, ".testimony")
