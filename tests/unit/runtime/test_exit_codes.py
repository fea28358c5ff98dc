"""Every error of the tree has the exit code of its family; scripts depend on it."""

import inspect

import pytest

from testimony.runtime.exit_codes import exit_code_of
from testimony.transcript import errors

FAMILIES = {
    errors.SettingsError: 3,
    errors.RecordingError: 4,
    errors.ModelError: 5,
    errors.TranscriptionError: 6,
    errors.TranslationError: 7,
    errors.ExportError: 8,
    errors.TranscriptFileError: 9,
}
ALL = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, errors.TestimonyError) and kind is not errors.TestimonyError
]


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_an_error_has_its_familys_code(kind: type[errors.TestimonyError]) -> None:
    [family] = [base for base in FAMILIES if issubclass(kind, base)]
    assert exit_code_of(kind("x")) == FAMILIES[family]


def test_a_bug_and_an_interruption_have_their_own() -> None:
    assert exit_code_of(ValueError()) == 70
    assert exit_code_of(KeyboardInterrupt()) == 130


def test_every_error_is_offered_to_importers() -> None:
    assert {kind.__name__ for kind in ALL} | {"TestimonyError"} == set(errors.__all__)
