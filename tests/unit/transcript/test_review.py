"""The pure edits: their rules, and what holds after any sequence of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace

import made_up_hearing as hearing
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from testimony.transcript import present, review
from testimony.transcript.editing import reshape
from testimony.transcript.editing.reshape import Cut
from testimony.transcript.edits import Document, Edit, EditKind, apply, document_of, reversal, stored
from testimony.transcript.encoding import canonical, codec
from testimony.transcript.errors import EditRefused
from testimony.transcript.find import TextIndex, Wanted, folded, following, spans
from testimony.transcript.fold import Fold
from testimony.transcript.record import history, snapshot
from testimony.transcript.record.checks.log_check import CheckedLog
from testimony.transcript.record.checks.problems import Problems
from testimony.transcript.review import BOTH_SIDES
from testimony.transcript.types import (
    Flag,
    FlagKind,
    Identity,
    ReviewState,
    Segment,
    Severity,
    Side,
    State,
    Transcript,
    Word,
)

Words = dict[str, tuple[Word, ...]]

ROWS = 6
SOURCE, TARGET = Side.SOURCE, Side.TARGET
STATES = ReviewState


def draft(rows: int = ROWS) -> tuple[Document, dict[str, tuple[Word, ...]]]:
    pairs = [hearing.row(number) for number in range(1, rows + 1)]
    segments = tuple(
        replace(one, words=(), alternatives=(), target=two.text, target_language=two.language)
        for one, two in pairs
    )
    transcript = Transcript((hearing.recording(rows),), ("zh", "en"), hearing.SPEAKERS, segments)
    return document_of(transcript), {one.id: one.words for one, _ in pairs}


def words_of(segment: Segment, words: dict[str, tuple[Word, ...]]) -> tuple[Word, ...]:
    if not segment.word_spans:
        return words.get(segment.id, ())
    return tuple(word for span in segment.word_spans for word in words[span.segment][span.first : span.last])


# Rules


def test_a_new_text_makes_its_own_side_edited() -> None:
    document, _ = draft()
    document = apply(document, review.correct(document, "1", TARGET, "anew", hearing.ANN))
    one = document.segments["1"]
    assert (one.target, one.state) == ("anew", State(STATES.UNREVIEWED, STATES.EDITED))
    assert (one.source_author, one.target_author) == ("", "Ann Li")
    assert review.correct(document, "1", TARGET, "anew", hearing.BEN).changes == ()


CHANGES: dict[str, tuple[Callable[[Document], Edit], set[Side]]] = {
    "source": (lambda d: review.correct(d, "1", SOURCE, "别的", hearing.BEN), {SOURCE}),
    "target": (lambda d: review.correct(d, "1", TARGET, "else", hearing.BEN), {TARGET}),
    "times": (lambda d: review.change_times(d, "1", 10, 1700, hearing.BEN), {SOURCE, TARGET}),
    "language": (lambda d: review.change_language(d, "1", "ug", hearing.BEN), {SOURCE, TARGET}),
    "speaker": (lambda d: review.reassign_speaker(d, ["1"], "S2", hearing.BEN), {SOURCE, TARGET}),
    "reopen": (lambda d: review.reopen(d, ["1"], [TARGET]), {TARGET}),
}


@pytest.mark.parametrize("name", CHANGES)
def test_any_change_returns_the_touched_sides_to_edited(name: str) -> None:
    change, touched = CHANGES[name]
    document, _ = draft()
    document = apply(document, review.approve(document, ["1"], BOTH_SIDES, hearing.ANN))
    document = apply(document, review.second_approve(document, ["1"], BOTH_SIDES, hearing.BEN))
    assert document.segments["1"].state.is_reviewed
    one = apply(document, change(document)).segments["1"]
    for side in BOTH_SIDES:
        expected = STATES.EDITED if side in touched else STATES.SECOND_APPROVED
        assert getattr(one.state, side) is expected
        assert {given.side for given in one.approvals} == set(BOTH_SIDES) - touched


def test_what_nobody_read_stays_unreviewed_when_its_times_change() -> None:
    document, _ = draft()
    edit = review.reassign_speaker(document, document.segments, "S2", hearing.ANN)
    after = apply(document, edit)
    assert {one.state for one in after.segments.values()} == {State()}


def test_split_and_merge_return_both_sides_to_edited_and_keep_the_weaker_state() -> None:
    document, words = draft()
    document = apply(document, review.approve(document, ["3"], BOTH_SIDES, hearing.ANN))
    document = apply(document, reshape.split(document, "3", Cut(at_ms=4900), words["3"], hearing.BEN))
    assert document.segments["3.1"].state == document.segments["3.2"].state == State(*[STATES.EDITED] * 2)
    document = apply(document, review.approve(document, ["3.1"], BOTH_SIDES, hearing.ANN))
    document = apply(document, reshape.merge(document, "3.1", "3.2", (5, 7), hearing.BEN))
    assert document.segments["3.3"].state == State(*[STATES.EDITED] * 2)
    assert document.segments["3.3"].approvals == ()


def test_an_approval_names_its_side_and_the_hash_of_the_text() -> None:
    document, _ = draft()
    document = apply(document, review.approve(document, ["1"], [SOURCE], hearing.ANN))
    (given_one,) = document.segments["1"].approvals
    assert (given_one.side, given_one.by) == (SOURCE, "Ann Li")
    assert given_one.text_sha256 == canonical.text_digest("zh", hearing.LINES[0][1])
    assert not document.segments["1"].state.is_reviewed  # the other side is not
    assert review.approve(document, ["1"], [SOURCE], hearing.BEN).changes == ()


@pytest.mark.parametrize(
    ("editor", "first", "second", "allowed"),
    [
        (hearing.ANN, hearing.BEN, hearing.CAT, True),
        (hearing.ANN, hearing.ANN, hearing.BEN, True),
        (hearing.ANN, hearing.BEN, hearing.ANN, False),
        (hearing.ANN, hearing.BEN, hearing.BEN, False),
        (hearing.ANN, hearing.BEN, Identity("  ann   LI"), False),
        (hearing.ANN, hearing.BEN, hearing.ACCOUNT, False),
        (hearing.ACCOUNT, hearing.ACCOUNT, hearing.ANN, True),
    ],
)
def test_who_may_approve_a_second_time(
    editor: Identity, first: Identity, second: Identity, allowed: bool
) -> None:
    document, _ = draft()
    document = apply(document, review.correct(document, "1", TARGET, "x", editor))
    document = apply(document, review.approve(document, ["1"], [TARGET], first))
    if allowed:
        after = apply(document, review.second_approve(document, ["1"], [TARGET], second))
        assert after.segments["1"].state.target is STATES.SECOND_APPROVED
    else:
        with pytest.raises(EditRefused):
            review.second_approve(document, ["1"], [TARGET], second)


def test_a_second_approval_needs_a_first_one() -> None:
    document, _ = draft()
    with pytest.raises(EditRefused, match="no first approval"):
        review.second_approve(document, ["1"], [TARGET], hearing.BEN)


def test_a_renamed_speaker_is_renamed_everywhere_and_approvals_stand() -> None:
    document, _ = draft()
    document = apply(document, review.approve(document, ["1"], BOTH_SIDES, hearing.ANN))
    document = apply(document, review.rename_speaker(document, "S1", name="THE WITNESS", role="witness"))
    assert document.speakers["S1"].name == "THE WITNESS"
    assert document.segments["1"].state.is_reviewed
    document = apply(document, review.add_speaker(document, "THE COURT"))
    assert list(document.speakers) == ["S1", "S2", "S3"]


def test_exchanged_names_return_the_lines_of_both() -> None:
    document, _ = draft()
    document = apply(document, review.rename_speaker(document, "S1", name="THE WITNESS", role="witness"))
    document = apply(document, review.rename_speaker(document, "S2", name="THE COURT", role="judge"))
    everything = list(document.segments)
    document = apply(document, review.approve(document, everything, BOTH_SIDES, hearing.ANN))
    texts = [(one.source, one.target, one.source_author) for one in document.segments.values()]
    document = apply(document, review.rename_speaker(document, "S1", name="THE COURT"))
    document = apply(document, review.rename_speaker(document, "S2", name="THE WITNESS"))
    for one in document.segments.values():
        assert not one.state.is_reviewed
        assert one.approvals == ()
    assert texts == [(one.source, one.target, one.source_author) for one in document.segments.values()]


def test_another_role_returns_the_lines_and_a_better_spelling_does_not() -> None:
    document, _ = draft()
    document = apply(document, review.rename_speaker(document, "S1", name="MR FENG", role="witness"))
    document = apply(document, review.approve(document, ["1"], BOTH_SIDES, hearing.ANN))
    spelled = apply(document, review.rename_speaker(document, "S1", name="MR. FENG"))
    assert spelled.segments["1"].state.is_reviewed
    other = apply(document, review.rename_speaker(document, "S1", role="judge"))
    assert not other.segments["1"].state.is_reviewed


@pytest.mark.parametrize(
    "wish",
    [
        lambda d: review.correct(d, "99", SOURCE, "x", hearing.ANN),
        lambda d: review.change_times(d, "1", 500, 500, hearing.ANN),
        lambda d: review.change_times(d, "1", -1, 500, hearing.ANN),
        lambda d: review.change_times(d, "1", 0, 10**9, hearing.ANN),
        lambda d: review.change_language(d, "1", "Chinese!", hearing.ANN),
        lambda d: review.reassign_speaker(d, ["1"], "S9", hearing.ANN),
        lambda d: review.rename_speaker(d, "S9", name="x"),
        lambda d: review.rename_speaker(d, "S1", name=" "),
        lambda d: review.waive_flag(d, "1", FlagKind.LOOP, hearing.ANN),
        lambda d: review.link(d, "rendition", ["1"], []),
        lambda d: review.link(d, "rendition", ["1"], ["99"]),
        lambda d: review.link(d, "two words", ["1"], ["2"]),
        lambda d: review.unlink(d, "rendition:1>2"),
        lambda d: reshape.split(d, "1", Cut(), (), hearing.ANN),
        lambda d: reshape.split(d, "1", Cut(source_offset=999), (), hearing.ANN),
        lambda d: reshape.split(d, "1", Cut(at_ms=900, target_offset=999), (), hearing.ANN),
        lambda d: reshape.merge(d, "1", "3", (1, 1), hearing.ANN),
        lambda d: reshape.merge(d, "1", "2", (1, 1), hearing.ANN),
    ],
)
def test_a_senseless_wish_is_refused(wish: Callable[[Document], object]) -> None:
    document, _ = draft()
    with pytest.raises(EditRefused):
        wish(document)


def test_a_waived_flag_stays_with_who_waived_it() -> None:
    document, _ = draft()
    document = apply(document, review.waive_flag(document, "5", FlagKind.LOW_CONFIDENCE, hearing.ANN))
    (flag,) = document.segments["5"].flags
    assert flag.waived_by == "Ann Li"
    assert not Wanted(flagged=True).fits(document.segments["5"])


def test_checks_run_on_what_an_edit_rewrote_and_on_nothing_else() -> None:
    document, _ = draft()
    asked = []

    def checks(segment: Segment) -> tuple[Flag, ...]:
        asked.append(segment.id)
        return (Flag(FlagKind.NUMBER_MISMATCH, Severity.ERROR, "3"),) if "3" not in segment.target else ()

    document = apply(
        document, review.with_checks(review.correct(document, "5", TARGET, "two", hearing.ANN), checks)
    )
    assert asked == ["5"]
    assert {flag.kind for flag in document.segments["5"].flags} == {"low_confidence", "number_mismatch"}
    document = apply(document, review.waive_flag(document, "5", FlagKind.NUMBER_MISMATCH, hearing.ANN))
    edit = review.with_checks(review.correct(document, "5", TARGET, "two months", hearing.ANN), checks)
    after = apply(document, edit).segments["5"]
    assert [flag.waived_by for flag in after.flags if flag.kind == "number_mismatch"] == ["Ann Li"]
    edit = review.with_checks(review.correct(document, "5", TARGET, "3 months", hearing.ANN), checks)
    assert {flag.kind for flag in apply(document, edit).segments["5"].flags} == {"low_confidence"}
    review.with_checks(review.approve(document, ["5"], BOTH_SIDES, hearing.ANN), checks)
    assert asked == ["5"] * 3


# Split and merge


def test_a_split_follows_the_words() -> None:
    document, words = draft()
    document = apply(document, reshape.split(document, "1", Cut(at_ms=900), words["1"], hearing.ANN))
    left, right = document.segments["1.1"], document.segments["1.2"]
    assert left.source + right.source == hearing.LINES[0][1]
    assert "".join(word.text for word in words_of(left, words)) == left.source
    assert left.end_ms == words_of(left, words)[-1].end_ms
    assert right.start_ms == words_of(right, words)[0].start_ms
    assert (left.target, right.target) == (hearing.LINES[0][2], "")
    assert list(document.segments)[:3] == ["1.1", "1.2", "2"]


def test_a_split_at_the_cursor_finds_its_words_in_a_corrected_text() -> None:
    document, words = draft()
    text = "他们把我们全家关在看守所里面三个月"
    document = apply(document, review.correct(document, "3", SOURCE, text, hearing.ANN))
    at = text.index("三")
    document = apply(document, reshape.split(document, "3", Cut(source_offset=at), words["3"], hearing.ANN))
    left, right = document.segments["3.1"], document.segments["3.2"]
    assert (left.source, right.source) == (text[:at], text[at:])
    assert "".join(word.text for word in words_of(right, words)) == "三个月"
    assert right.start_ms == words_of(right, words)[0].start_ms


def test_ids_are_never_used_again() -> None:
    document, words = draft()
    edit = reshape.split(document, "1", Cut(at_ms=900), words["1"], hearing.ANN)
    split = apply(document, edit)
    before, after = stored(edit)
    undone = apply(split, reversal(split, EditKind.UNDO, 9, before, after))
    assert undone.segments == document.segments
    again = apply(undone, reshape.split(undone, "1", Cut(at_ms=900), words["1"], hearing.ANN))
    assert list(again.segments)[:2] == ["1.3", "1.4"]


def test_links_follow_a_split_and_a_merge() -> None:
    document, words = draft()
    document = apply(document, review.link(document, "rendition", ["3"], ["4"], "late"))
    document = apply(document, reshape.split(document, "3", Cut(at_ms=4900), words["3"], hearing.ANN))
    (link,) = document.links.values()
    assert (link.from_ids, link.to_ids, link.note) == (("3.1", "3.2"), ("4",), "late")
    document = apply(document, reshape.merge(document, "3.1", "3.2", (1, 1), hearing.ANN))
    (link,) = document.links.values()
    assert link.from_ids == ("3.3",)


@given(
    source=st.text(st.sampled_from("看守所abc d,，\n\t 三\u3000"), min_size=1, max_size=30),
    target=st.text(st.sampled_from("held in a 三"), max_size=30),
    data=st.data(),
)
def test_split_then_merge_restores_text_times_and_words(
    source: str, target: str, data: st.DataObject
) -> None:
    document, words = draft()
    segment = replace(document.segments["3"], source=source, target=target)
    document = replace(document, segments={**document.segments, "3": segment})
    place = data.draw(
        st.one_of(
            st.builds(Cut, at_ms=st.integers(segment.start_ms, segment.end_ms)),
            st.builds(Cut, source_offset=st.integers(0, len(source))),
        )
    )
    cut = replace(place, target_offset=data.draw(st.integers(0, len(target))))
    spoken = data.draw(st.sampled_from([words["3"], ()]))
    document = apply(document, reshape.split(document, "3", cut, spoken, hearing.ANN))
    left, right = document.segments["3.1"], document.segments["3.2"]
    assert segment.start_ms == left.start_ms < left.end_ms <= right.start_ms < right.end_ms == segment.end_ms
    counts = (len(words_of(left, words)), len(words_of(right, words))) if spoken else (0, 0)
    assert sum(counts) == len(spoken)
    document = apply(document, reshape.merge(document, "3.1", "3.2", counts, hearing.ANN))
    whole = document.segments["3.3"]
    assert (whole.source, whole.target) == (source, target)
    assert (whole.start_ms, whole.end_ms, whole.flags) == (segment.start_ms, segment.end_ms, segment.flags)
    assert (words_of(whole, words) if spoken else ()) == spoken


# Whatever people do


def fold(connection: sqlite3.Connection, state: Fold | None = None) -> Fold:
    state = state or Fold()
    for entry, _, after in CheckedLog(connection, Problems()).read():
        if entry.seq > state.last:
            state.take(entry.seq, entry.kind, json.loads(after or "null"))
    return state


class Desk:
    """A document and its history, kept as the store keeps it, without the file."""

    def __init__(self) -> None:
        self.document, self.words = draft()
        self.draft = self.document
        self.connection = sqlite3.connect(":memory:", isolation_level=None)
        self.connection.execute(
            "CREATE TABLE history (seq INTEGER PRIMARY KEY, at, author, standing, kind, subject,"
            " commitment, previous, hash)"
        )
        self.connection.execute("CREATE TABLE contents (seq INTEGER PRIMARY KEY, salt, before, after)")
        self.connection.execute("CREATE TABLE snapshot (id PRIMARY KEY, seq, head, digest, state, rows)")

    def take(self, edit: Edit) -> None:
        if edit.changes:
            before, after = stored(edit)
            history.append(self.connection, edit.kind.value, edit.subject, after, before=before)
            self.document = apply(self.document, edit)

    def fold(self) -> Fold:
        return fold(self.connection)

    def keep_snapshot(self) -> None:
        """As closing a session does it, with what memory holds."""
        snapshot.keep(self.connection, self.fold(), self.document.segments.values())

    def reverse(self, kind: EditKind, stack: list[int]) -> None:
        content = history.content_of(self.connection, stack[-1])
        assert content is not None
        self.take(reversal(self.document, kind, stack[-1], content[0] or [], content[1]))


people = st.sampled_from([hearing.ANN, hearing.BEN, hearing.CAT, hearing.ACCOUNT])
some_sides = st.sampled_from([(SOURCE,), (TARGET,), BOTH_SIDES])
languages = st.sampled_from(["zh", "en"])
doubts = st.sampled_from(list(FlagKind)[:3])
texts = st.text(max_size=12).filter(lambda text: not any("\ud800" <= sign <= "\udfff" for sign in text))


def wish(desk: Desk, data: st.DataObject) -> Edit:
    document = desk.document
    by = data.draw(people)
    one = data.draw(st.sampled_from(sorted(document.segments)))
    segment = document.segments[one]
    name = data.draw(st.sampled_from(list(WISHES)))
    return WISHES[name](document, segment, by, data, desk.words)


def _split(document: Document, segment: Segment, by: Identity, data: st.DataObject, words: Words) -> Edit:
    at_ms = data.draw(st.integers(segment.start_ms, segment.end_ms))
    return reshape.split(document, segment.id, Cut(at_ms=at_ms), words_of(segment, words), by)


def _merge(document: Document, segment: Segment, by: Identity, data: st.DataObject, words: Words) -> Edit:
    ids = list(document.segments)
    other = document.segments[ids[(ids.index(segment.id) + 1) % len(ids)]]
    counts = (len(words_of(segment, words)), len(words_of(other, words)))
    return reshape.merge(document, segment.id, other.id, counts, by)


def _times(document: Document, segment: Segment, by: Identity, data: st.DataObject, words: Words) -> Edit:
    start = data.draw(st.integers(-5, document.recording.duration_ms))
    end = data.draw(st.integers(start, document.recording.duration_ms + 5))
    return review.change_times(document, segment.id, start, end, by)


WISHES = {
    "source": lambda d, s, by, x, w: review.correct(d, s.id, SOURCE, x.draw(texts), by),
    "target": lambda d, s, by, x, w: review.correct(d, s.id, TARGET, x.draw(texts), by),
    "approve": lambda d, s, by, x, w: review.approve(d, [s.id], x.draw(some_sides), by),
    "second": lambda d, s, by, x, w: review.second_approve(d, [s.id], x.draw(some_sides), by),
    "reopen": lambda d, s, by, x, w: review.reopen(d, [s.id], x.draw(some_sides)),
    "rename": lambda d, s, by, x, w: review.rename_speaker(d, s.speaker, name=x.draw(texts) or "?"),
    "add": lambda d, s, by, x, w: review.add_speaker(d, "SOMEBODY"),
    "give": lambda d, s, by, x, w: review.reassign_speaker(
        d, [s.id], x.draw(st.sampled_from(sorted(d.speakers))), by
    ),
    "language": lambda d, s, by, x, w: review.change_language(
        d, s.id, x.draw(st.sampled_from(["zh", "en"])), by
    ),
    "flag": lambda d, s, by, x, w: review.add_flag(d, s.id, x.draw(doubts)),
    "waive": lambda d, s, by, x, w: review.waive_flag(d, s.id, x.draw(doubts), by),
    "note": lambda d, s, by, x, w: review.add_note(d, s.id, x.draw(texts), by),
    "link": lambda d, s, by, x, w: review.link(
        d, "rendition", [s.id], [x.draw(st.sampled_from(sorted(d.segments)))]
    ),
    "unlink": lambda d, s, by, x, w: review.unlink(d, next(iter(d.links), "")),
    "times": _times,
    "split": _split,
    "merge": _merge,
}


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_after_any_sequence_of_edits(data: st.DataObject) -> None:
    desk = Desk()
    for _ in range(data.draw(st.integers(1, 25))):
        action = data.draw(st.sampled_from(["edit"] * 6 + ["undo", "redo"]))
        state = desk.fold()
        if action == "undo" and state.undoable:
            desk.reverse(EditKind.UNDO, state.undoable)
        elif action == "redo" and state.redoable:
            desk.reverse(EditKind.REDO, state.redoable)
        else:
            try:
                desk.take(wish(desk, data))
            except EditRefused:
                continue
        _rules_hold(desk)
        if data.draw(st.integers(0, 9)) == 0:
            desk.keep_snapshot()
    _fold_is_the_state(desk)
    _fold_from_the_snapshot_is_the_state(desk)
    while stack := desk.fold().undoable:
        desk.reverse(EditKind.UNDO, stack)
    assert desk.document.segments == desk.draft.segments
    assert list(desk.document.segments) == list(desk.draft.segments)
    assert desk.document.speakers == desk.draft.speakers
    assert desk.document.links == desk.draft.links


def _fold_is_the_state(desk: Desk) -> None:
    state = desk.fold()
    state.speakers = {one.id: codec.speaker_value(one) for one in desk.draft.speakers.values()}
    rows = present.segments([replace(one) for one in desk.draft.segments.values()], state)
    assert rows == list(desk.document.segments.values())
    assert set(present.speakers(state)) == set(desk.document.speakers.values())
    assert set(present.links(state)) == set(desk.document.links.values())


def _fold_from_the_snapshot_is_the_state(desk: Desk) -> None:
    kept = snapshot.kept(desk.connection)
    if kept is None:
        return
    begun = snapshot.begin(kept)
    assert begun is not None
    assert begun.base == kept.behind.seq
    whole, state = desk.fold(), fold(desk.connection, begun)
    rows = present.segments(snapshot.rows(kept), state)
    assert rows == list(desk.document.segments.values())
    assert (state.undoable, state.redoable, state.used_ids) == (
        whole.undoable,
        whole.redoable,
        whole.used_ids,
    )
    assert (present.links(state), present.speakers(state)) == (present.links(whole), present.speakers(whole))
    for one in rows:
        spans = present.word_spans(state, one.id) or ()
        assert spans == one.word_spans
    assert snapshot.as_stored(state, rows, "") == snapshot.as_stored(whole, rows, "")


def _rules_hold(desk: Desk) -> None:
    limit = desk.document.recording.duration_ms
    rows = list(desk.document.segments.values())
    assert [one.start_ms for one in rows] == sorted(one.start_ms for one in rows)
    for one in rows:
        assert 0 <= one.start_ms < one.end_ms <= limit
        for side, language, text in (
            (SOURCE, one.language, one.source),
            (TARGET, one.target_language, one.target),
        ):
            state = getattr(one.state, side)
            given_ones = [approval for approval in one.approvals if approval.side is side]
            stages = [approval.stage for approval in given_ones]
            expected = {
                STATES.APPROVED: [STATES.APPROVED],
                STATES.SECOND_APPROVED: [STATES.APPROVED, STATES.SECOND_APPROVED],
            }
            assert stages == expected.get(state, [])
            assert {approval.text_sha256 for approval in given_ones} <= {
                canonical.text_digest(language, text)
            }
            if state is STATES.SECOND_APPROVED:
                names = [approval.by for approval in given_ones]
                assert len(set(names)) == 2
                assert names[1] not in (hearing.ACCOUNT.name, getattr(one, f"{side}_author"))


# Finding


def test_two_chinese_characters_and_any_width_or_case_are_found() -> None:
    document, _ = draft()
    index = TextIndex()
    assert [one.segment_id for one in index.find(document, "新疆")] == ["1", "5"]
    hits = index.find(document, "ＸＩＮＪＩＡＮＧ")
    assert [(one.segment_id, one.side) for one in hits] == [("1", TARGET), ("5", TARGET)]
    assert index.find(document, "xinjiang", (SOURCE,)) == []
    assert index.find(document, "") == []
    document = apply(document, review.correct(document, "2", SOURCE, "Ｓｉｎ-kiang 新疆", hearing.ANN))
    assert [one.segment_id for one in index.find(document, "新疆")] == ["1", "2", "5"]
    assert [one.segment_id for one in index.find(document, "sin-KIANG")] == ["2"]


@given(st.lists(texts, min_size=1, max_size=6), st.text(max_size=3))
def test_find_is_what_looking_at_each_row_finds(rows: list[str], wanted: str) -> None:
    segments = {
        str(n): replace(hearing.row(1)[0], id=str(n), source=text, target=text[::-1])
        for n, text in enumerate(rows)
    }
    document = Document(hearing.recording(1), segments, {})
    expected = [
        (one.id, side)
        for one in segments.values()
        for side, text in ((SOURCE, one.source), (TARGET, one.target))
        if wanted and folded(wanted).replace("\x1e", " ") in folded(text).replace("\x1e", " ")
    ]
    found = TextIndex().find(document, wanted)
    assert [(one.segment_id, one.side) for one in found] == (expected if folded(wanted) else [])


def test_matches_are_marked_where_they_stand() -> None:
    assert spans("ａｂＣ abc ﬁn", "abc") == [(0, 3), (4, 7)]
    assert spans("我去看守所，看守所。", "看守") == [(2, 4), (6, 8)]
    assert spans("ﬁn", "i") == [(0, 1)]
    assert spans("x", "") == []


def test_the_next_row_that_wants_a_person() -> None:
    document, _ = draft()
    document = apply(document, review.approve(document, ["1", "2"], BOTH_SIDES, hearing.ANN))
    document = apply(document, review.add_flag(document, "4", FlagKind.NEGATION))
    assert following(document, "1", Wanted(unreviewed=True).fits) == "3"
    assert following(document, "1", Wanted(unreviewed=True).fits, forward=False) == "6"
    assert following(document, None, Wanted(flagged=True).fits) == "4"
    assert following(document, "4", Wanted(kinds=frozenset({FlagKind.NEGATION})).fits) is None
    assert following(document, "2", Wanted(speaker="S2").fits) == "4"
    assert following(document, "5", Wanted(language="zh").fits) == "1"
    wanted = Wanted(states=frozenset({STATES.APPROVED}), side=TARGET)
    assert following(document, "2", wanted.fits) == "1"


def test_links_that_a_merge_makes_the_same_are_joined_and_undone_together() -> None:
    document, words = draft()
    document = apply(document, review.link(document, "rendition", ["1"], ["2"], "first"))
    document = apply(document, reshape.split(document, "1", Cut(at_ms=900), words["1"], hearing.ANN))
    document = apply(document, review.link(document, "rendition", ["1.1"], ["2"], "second"))
    merged = reshape.merge(document, "1.1", "1.2", (1, 1), hearing.ANN)
    after = apply(document, merged)
    assert len({change.id for change in merged.changes if change.kind == "link"}) == len(
        [change for change in merged.changes if change.kind == "link"]
    )
    assert [link.note for link in after.links.values()] == ["first second"]
