"""A certificate says all that both agencies ask, and is refused whenever it would be untrue."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from samples_of_speech import APPROVED, hearing

from testimony.export import ExportOptions, render
from testimony.transcript.errors import CertificateIncomplete, ExportError, NotReviewed
from testimony.transcript.types import Transcript

FIELDS = {
    "name": '"Chen Wei"',
    "competence": '"I have translated Chinese court recordings for twelve years."',
    "from_language": '"Chinese"',
    "into_language": '"English"',
    "address": '"1 Main Street, Springfield"',
    "telephone": '"555-0100"',
    "party": "false",
    "listened": "true",
}


def person(folder: Path, **changed: str | None) -> Path:
    path = folder / "person.toml"
    fields = {**FIELDS, **changed}
    path.write_text("".join(f"{key} = {value}\n" for key, value in fields.items() if value), encoding="utf-8")
    return path


def reviewed() -> Transcript:
    base = hearing(state=APPROVED)
    return replace(base, segments=base.segments[:5])


def page(transcript: Transcript, path: Path, **options: object) -> str:
    """Unwrapped, so that sentences can be looked for."""
    return render(transcript, "txt", ExportOptions(certificate=path, width=2000, **options)).decode()  # type: ignore[arg-type]


def test_it_says_what_both_agencies_ask(tmp_path: Path) -> None:
    text = page(reviewed(), person(tmp_path))
    for wanted in (
        "I, Chen Wei, certify (8 C.F.R. § 1003.33; 8 C.F.R. § 103.2(b)(3))",
        "I am competent to translate from Chinese into English. I have translated",
        "a full and complete translation of it from Chinese into English",
        "complete, true and accurate to the best of my abilities",
        "“hearing.wav”, duration 00:01:05, SHA-256 abab",
        "The software is not the translator",
        "I am not a party",
        "Signature: ____",
        "Date: ____",
        "1 Main Street",
        "555-0100",
    ):
        assert wanted in text
    assert text.startswith("CERTIFICATE ATTACHED – VALID ONLY WHEN SIGNED")
    assert "[in English]" in text
    assert "早上好" not in text


@pytest.mark.parametrize("field", [*FIELDS])
def test_a_blank_or_missing_field_is_refused_by_name(tmp_path: Path, field: str) -> None:
    for value in (None, '"  "'):
        with pytest.raises(CertificateIncomplete, match=field):
            page(reviewed(), person(tmp_path, **{field: value}))


def test_every_missing_field_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(CertificateIncomplete, match=r"name; address; party = false"):
        page(reviewed(), person(tmp_path, name=None, address=None, party="true"))


def test_unreviewed_demo_and_unfinished_are_refused(tmp_path: Path) -> None:
    mixed = replace(reviewed(), segments=(*reviewed().segments[:4], hearing().segments[4]))
    with pytest.raises(NotReviewed, match="1 of 5 lines are not approved on both sides: 5"):
        page(mixed, person(tmp_path))
    with pytest.raises(NotReviewed, match="demo"):
        page(hearing(state=APPROVED, demo=True), person(tmp_path))
    with pytest.raises(NotReviewed, match="unfinished"):
        page(replace(reviewed(), complete=False), person(tmp_path))
    with pytest.raises(NotReviewed, match="none at all"):
        page(replace(reviewed(), segments=()), person(tmp_path))


def test_force_bypasses_no_refusal(tmp_path: Path) -> None:
    with pytest.raises(NotReviewed):
        page(hearing(), person(tmp_path), force=True)


def test_an_untranslated_line_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CertificateIncomplete, match="no translation: 6"):
        page(hearing(state=APPROVED), person(tmp_path))


def test_an_excerpt_needs_its_own_wording_and_names_the_full_version(tmp_path: Path) -> None:
    with pytest.raises(CertificateIncomplete, match="'full' wording would be untrue"):
        page(reviewed(), person(tmp_path), segments="2-3")
    text = page(reviewed(), person(tmp_path, wording='"excerpt"'), segments="2-3")
    assert "an excerpt: 2 of 5 lines, between line 2 and line 3" in text
    assert "the history head " + "12" * 32 in text
    assert "full and complete" not in text
    assert "EXCERPT – 2 OF 5 LINES" in text
    with pytest.raises(CertificateIncomplete, match="untrue"):
        page(reviewed(), person(tmp_path, wording='"excerpt"'))


def test_the_certificate_of_interpretation_is_another_text(tmp_path: Path) -> None:
    with pytest.raises(CertificateIncomplete, match="declarant"):
        page(reviewed(), person(tmp_path, wording='"interpretation"'))
    text = page(reviewed(), person(tmp_path, wording='"interpretation"', declarant='"Li Ming"'))
    assert (
        "I read the attached document, in its entirety, to Li Ming in Chinese, a language that Li Ming"
        in text
    )


@pytest.mark.parametrize("name", ["srt", "json", "html", "tmx"])
def test_only_pages_to_sign_carry_one(tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportError, match=f"--certificate does not apply to {name}"):
        render(reviewed(), name, ExportOptions(certificate=person(tmp_path)))


@pytest.mark.parametrize("content", [b"name = ", b"\xff\xfe"])
def test_a_file_that_is_no_toml_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "person.toml"
    path.write_bytes(content)
    with pytest.raises(CertificateIncomplete, match="not TOML"):
        page(reviewed(), path)
    with pytest.raises(CertificateIncomplete, match="cannot be read"):
        page(reviewed(), tmp_path / "none.toml")


@pytest.mark.parametrize("name", ["pdf", "docx"])
def test_the_page_is_in_the_document(tmp_path: Path, name: str) -> None:
    data = render(reviewed(), name, ExportOptions(certificate=person(tmp_path)))
    assert len(data) > 1000
    if name == "pdf":
        import pypdfium2

        last = [*pypdfium2.PdfDocument(data)][-1].get_textpage().get_text_range()
        assert "Certificate of transcription and translation" in last
        assert "CERTIFICATE ATTACHED – VALID ONLY WHEN SIGNED" in last


def test_a_column_in_another_language_than_the_person_claims_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CertificateIncomplete, match="translates into English, but into_language says"):
        page(reviewed(), person(tmp_path, into_language='"French"'))
    with pytest.raises(CertificateIncomplete, match="translates into Chinese"):
        page(reviewed(), person(tmp_path), direction="to-zh")
    other = person(tmp_path, from_language='"English"', into_language='"Chinese (Mandarin)"')
    assert "from English into Chinese (Mandarin)" in page(reviewed(), other, direction="to-zh")


def test_the_lines_to_sign_are_blank_and_stand_together(tmp_path: Path) -> None:
    import pypdfium2

    data = render(reviewed(), "pdf", ExportOptions(certificate=person(tmp_path)))
    *_, last = pypdfium2.PdfDocument(data)
    text = last.get_textpage().get_text_range()
    assert re.search(r"Signature: _{20,}\s+Date: _{20,}\s+Name: Chen Wei", text)
