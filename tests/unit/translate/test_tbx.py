"""Term bases (TBX), and the columns of a table that names have for themselves."""

from pathlib import Path

import pytest

from testimony.transcript.errors import GlossaryError
from translate.checks import Context, check_pair
from translate.glossary import load_glossary

OLD = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><text><body>
<termEntry id="c1"><note>Not 逮捕.</note>
 <langSet xml:lang="zh-Hans"><tig><term>羁押</term></tig>
  <tig><term>拘留</term>
   <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig></langSet>
 <langSet xml:lang="en-US"><tig><term>detention</term></tig>
  <tig><term>arrest</term>
   <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
</termEntry></body></text></martif>
"""
NEW = """<tbx style="dct" type="TBX-Basic" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:basic="http://www.tbxinfo.net/ns/basic"><text><body>
<conceptEntry id="c1"><langSec xml:lang="zh"><termSec><term>李明</term>
 <basic:partOfSpeech>properNoun</basic:partOfSpeech></termSec></langSec>
<langSec xml:lang="en"><termSec><term>Li Ming</term></termSec></langSec></conceptEntry>
<conceptEntry id="c2"><langSec xml:lang="zh"><termSec><term>李明</term></termSec></langSec>
<langSec xml:lang="en"><termSec><term>Lee Ming</term></termSec></langSec></conceptEntry>
</body></text></tbx>
"""


def write(folder: Path, text: str, name: str = "terms.tbx") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def kinds(path: Path, source: str, target: str, languages: tuple[str, str] = ("zh", "en")) -> set[str]:
    context = Context(glossary=load_glossary(path))
    return {flag.kind.value for flag in check_pair(source, target, *languages, context=context)}


def test_a_term_base_is_enforced_by_its_statuses_both_ways(tmp_path: Path) -> None:
    path = write(tmp_path, OLD)
    [there, back] = load_glossary(path).entries
    assert (there.term, there.variants, there.preferred) == ("拘留", ("羁押",), ("detention",))
    assert (there.forbidden, there.note, there.line) == (("arrest",), "Not 逮捕.", 4)
    assert (back.term, back.preferred, back.pair) == ("detention", ("拘留", "羁押"), ("en", "zh"))
    assert "term_forbidden" in kinds(path, "他被羁押。", "He was arrested.")
    assert "term_missing" in kinds(path, "He is in detention.", "他被关着。", ("en", "zh"))
    assert "term_missing" not in kinds(path, "他被羈押。", "He is in detention.")


def test_names_and_concepts_that_share_a_term(tmp_path: Path) -> None:
    path = write(tmp_path, NEW, "terms.xml")
    glossary = load_glossary(path)
    assert glossary.hotwords() == {"zh": "李明", "en": "Li Ming"}
    assert "name_mismatch" not in kinds(path, "李明来了。", "Lee Ming came.")
    assert "name_mismatch" in kinds(path, "李明来了。", "Li Min came.")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("<martif>\n<text>", "line 2: this is no XML"),
        ("<html>\n</html>", "line 1: the file is <html>, not a TBX term base"),
        ('<!DOCTYPE x [\n<!ENTITY a "b">]><martif/>', "line 2: the file declares entities"),
        (OLD.replace("<term>arrest</term>", "<term> </term>"), "line 9: a <tig> holds no term"),
        (OLD.replace(' xml:lang="en-US"', ""), "line 8: a <langSet> names no language"),
        (OLD.replace("en-US", "zh-Hant"), "no concept has terms in two languages"),
        ("", "line 1: this is no XML"),
    ],
)
def test_a_broken_term_base_is_named_with_file_and_line(tmp_path: Path, text: str, says: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(GlossaryError) as caught:
        load_glossary(path)
    assert str(path) in caught.value.message
    assert says in caught.value.message


def test_hanzi_romanisation_and_aliases_stand_for_a_name(tmp_path: Path) -> None:
    text = "hanzi\tromanisation\taliases\n艾力\tAili\tEli Tursun|艾力·吐尔逊\n"
    path = write(tmp_path, text, "names.tsv")
    [entry] = load_glossary(path).entries
    assert (entry.kind, entry.term, entry.variants) == ("name", "艾力", ("艾力·吐尔逊",))
    assert entry.preferred == ("Aili", "Eli Tursun")
    assert "name_mismatch" not in kinds(path, "艾力来了。", "Eli Tursun came.")
    assert "name_mismatch" in kinds(path, "艾力来了。", "Ali came.")


def test_a_row_with_more_cells_than_columns_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, "term\tpreferred\n拘留\tdetain\tarrest\n", "terms.tsv")
    with pytest.raises(GlossaryError, match=r"line 2: 3 cells under 2 column names"):
        load_glossary(path)


def test_what_renders_another_term_of_the_sentence_is_not_forbidden(tmp_path: Path) -> None:
    rows = "term\tpreferred\tforbidden\n拘留\tdetain\tarrest\n逮捕\tarrest\tdetain\n"
    path = write(tmp_path, rows, "terms.tsv")
    assert "term_forbidden" not in kinds(path, "先拘留,后逮捕。", "He was detained and then arrested.")
    assert "term_forbidden" in kinds(path, "先拘留,后逮捕。", "He was arrested and then arrested.")
