"""verify, history, edit, show, encrypt, decrypt and purge as they are typed; and what is no transcript."""

from __future__ import annotations

import hashlib
import io
import json
import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import click
import made_up_hearing as hearing
import pytest

from testimony import cli
from testimony.cli import _passphrase
from testimony.transcript.record import migrations
from testimony.transcript.record.disk.file_checks import is_encrypted
from testimony.transcript.record.store import TranscriptStore


@dataclass(frozen=True, slots=True)
class Done:
    """A finished command."""

    code: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """The one sentence that a refusal says."""
        first, *rest = self.err.strip().splitlines()
        assert first.startswith("testimony: ")
        assert all(line.startswith("  → ") for line in rest), self.err
        return first


Typed = Callable[..., Done]


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Typed:
    """Type a command, with nobody at the terminal."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO())

    def run(*arguments: object) -> Done:
        code = cli._run([str(one) for one in arguments], debug=False)
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return Done(int(code), said.out, said.err)

    return run


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.testimony"
    hearing.make(path).close()
    return path


@pytest.fixture
def passphrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put a passphrase into the file that the environment names."""
    pytest.importorskip("sqlcipher3")
    place = tmp_path / "passphrase"
    monkeypatch.setenv("TESTIMONY_PASSPHRASE_FILE", str(place))

    def write(text: str) -> None:
        place.write_text(text + "\n", encoding="utf-8")

    return write


# Edits and their history


def test_edits_by_script_are_kept_told_and_clean(typed: Typed, case: Path) -> None:
    by = ("--by", "Ann Li")
    assert typed("edit", case, 1, "--target", "I left last March.", "--approve", *by).code == 0
    assert typed("edit", case, "S1", "--name", "THE WITNESS", *by).code == 0
    assert typed("edit", case, 3, "--split-at", "5.0", *by).code == 0
    assert typed("edit", case, 4, "--flag", "negation", "--note", "not heard", *by).code == 0
    assert typed("edit", case, 9, "--waive", "date_mismatch", *by).code == 0
    assert typed("edit", case, 5, "--start", "8010ms", "--speaker", "S2", "--language", "ug", *by).code == 0
    assert typed("edit", case, "--undo", *by).code == 0
    told = typed("history", case).out
    for part in (
        "Ann Li  correct_target  1",
        "“I left last March.”",
        "speaker S1 name",
        "3.1: began",
        "undo  5",
    ):
        assert part in told
    assert "entries, 12 segments" in typed("verify", case).out
    shown = typed("show", case, "--flags").out
    for part in (
        "THE WITNESS",
        "3.1",
        "WARN negation: not heard",
        "DRAFT – UNREVIEWED",
    ):
        assert part in shown


def test_the_history_of_one_segment_and_as_json(typed: Typed, case: Path) -> None:
    typed("edit", case, 1, "--source", "一\u202e二", "--by", "Ann Li")
    typed("edit", case, 2, "--approve")
    lines = typed("history", case, "--segment", "1", "--json").out.splitlines()
    (entry,) = map(json.loads, lines)
    assert (entry["author"], entry["standing"], entry["subject"]) == ("Ann Li", "confirmed", "1")
    assert entry["after"]["changes"][0][2]["source"] == "一\u202e二"  # kept exactly
    assert "一�二" in typed("history", case, "--segment", "1").out  # and shown harmlessly
    assert "(unconfirmed)" in typed("history", case, "--segment", "2").out
    whole = [json.loads(line) for line in typed("history", case, "--json").out.splitlines()]
    assert [one["previous"] for one in whole[1:]] == [one["hash"] for one in whole[:-1]]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("1",), 2),
        (("--source", "x"), 2),
        (("99", "--source", "x"), 9),
        (("1", "--source", "half \ud83d"), 9),
        (("1", "--start", "99999ms"), 9),
        (("1", "--second-approve", "--by", "Ann Li"), 9),
        (("1", "--merge", "3"), 9),
        (("1", "--waive", "loop"), 9),
        (("--undo",), 9),
    ],
)
def test_a_senseless_edit_changes_nothing(
    typed: Typed, case: Path, arguments: tuple[str, ...], code: int
) -> None:
    before = case.read_bytes()
    done = typed("edit", case, *arguments)
    assert done.code == code, done.err
    with TranscriptStore.open(case, readonly=True) as store:
        assert store.last_entry() == 6
    assert len(case.read_bytes()) == len(before)


def test_a_megabyte_in_one_segment_goes_through_every_listing(typed: Typed, case: Path) -> None:
    text = "好" * 350_000
    assert typed("edit", case, 1, "--source", text, "--by", "Ann Li").code == 0
    assert text[:40] in typed("history", case).out
    exported = json.loads(typed("export", case, "--to", "json").out)
    assert exported["segments"][0]["source"] == text
    assert typed("show", case, "--find", "好好").out.count("好") == 350_000
    assert "clean" in typed("verify", case).out


def test_what_a_machine_wrote_is_shown_whatever_it_holds(typed: Typed, tmp_path: Path) -> None:
    path = tmp_path / "odd.testimony"
    store = hearing.begin(path, 1, 3)
    span, segments, translations = hearing.block(0, 3)
    odd = ("NUL \x00 here", "half \ud83d here", "\u202eright to left\u202c\x1b[2J")
    segments = [replace(one, source=text) for one, text in zip(segments, odd, strict=True)]
    store.commit_block(span, segments, translations, speakers=hearing.SPEAKERS)
    store.finish(hearing.recording(3))
    store.close()
    for command in (("show", path, "--flags"), ("show", path, "--alternatives", 2), ("history", path)):
        done = typed(*command)
        assert done.code == 0, done.err
        assert not set(done.out) & {"\x00", "\x1b", "\ud83d", "\u202e"}
    assert typed("edit", path, 2, "--approve", "--by", "Ann Li").code == 0
    assert "clean" in typed("verify", path).out
    with TranscriptStore.open(path, readonly=True) as kept:
        assert [one.source for one in kept.load().segments] == list(odd)


def test_a_clock_that_went_back_is_a_note_and_no_problem(
    typed: Typed, case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed("edit", case, 1, "--source", "一", "--by", "Ann Li")
    monkeypatch.setattr("testimony.transcript.record.history.now_text", lambda: "1999-12-31T23:59:59.000Z")
    typed("edit", case, 1, "--source", "二", "--by", "Ann Li")
    done = typed("verify", case)
    assert done.code == 0
    assert "Note: history entry 8" in done.out
    assert "went back" in done.out
    told = [json.loads(line) for line in typed("history", case, "--json").out.splitlines()]
    assert [one["seq"] for one in told] == list(range(1, 9))
    assert told[-1]["at"] < told[-2]["at"]


# Verify


def test_verify_names_where_and_ends_with_9(typed: Typed, case: Path) -> None:
    typed("edit", case, 3, "--source", "他们把我关在监狱三个月", "--by", "Ann Li")
    content = case.read_bytes()
    at = content.index("监狱".encode())
    case.write_bytes(content[:at] + "家里".encode() + content[at + 6 :])
    done = typed("verify", case)
    assert done.code == 9
    assert "history entry 7 (correct_source 3, Ann Li" in done.out
    assert "1 problem." in done.sentence
    report = json.loads(typed("verify", case, "--json").out)
    assert (report["clean"], report["problems"][0]["what"]) == (False, "its content was changed")


def test_verify_with_a_head_sees_a_cut_tail(typed: Typed, case: Path) -> None:
    typed("edit", case, 1, "--source", "一", "--by", "Ann Li")
    head = json.loads(typed("verify", case, "--json").out)["head"]
    assert typed("verify", case, "--head", head[:16]).code == 0
    connection = sqlite3.connect(case)
    for table in ("history", "contents"):
        connection.execute(f"DROP TRIGGER {table}_no_delete")
        connection.execute(f"DELETE FROM {table} WHERE seq = 7")
        connection.execute(next(one for one in migrations.STEPS[0] if f"{table}_no_delete" in one))
    connection.commit()
    connection.close()
    plain = typed("verify", case)
    assert plain.code == 0
    assert "cannot show entries cut off the end" in plain.err
    told = typed("verify", case, "--head", head)
    assert told.code == 9
    assert "cut off" in told.out
    assert typed("verify", case, "--head", "abc").code == 9


def test_verify_proves_the_recording_and_refuses_another_with_both_hashes(
    typed: Typed, tmp_path: Path
) -> None:
    sound, digest = tmp_path / "moved.wav", hashlib.sha256(b"sound").hexdigest()
    sound.write_bytes(b"sound")
    path = tmp_path / "case.testimony"
    store = hearing.begin(path, 1, 3)
    store.commit_block(*hearing.block(0, 3), speakers=hearing.SPEAKERS)
    store.finish(hearing.recording(3, "gone.wav", digest))
    store.close()
    assert "not at hand" in typed("verify", path).out
    assert "is the recording it was made from" in typed("verify", path, "--audio", sound).out
    sound.write_bytes(b"other sound")
    changed = typed("verify", path, "--audio", sound)
    assert changed.code == 4
    assert digest in changed.sentence
    assert hashlib.sha256(b"other sound").hexdigest() in changed.sentence
    assert typed("verify", path, "--audio", tmp_path / "nowhere.wav").code == 4
    assert typed("verify", path, "--audio", tmp_path).code == 4
    (tmp_path / "gone.wav").write_bytes(b"not it")  # where it was, lies another: seen without --audio too
    assert typed("verify", path).code == 4


# Purge


def test_a_purge_asks_removes_and_says_so(typed: Typed, case: Path) -> None:
    assert typed("purge", case, 1).code == 2  # nobody to ask
    assert typed("purge", case, 99, "--yes", "--by", "Ann Li").code == 9
    typed("edit", case, 1, "--source", "秘密的话", "--by", "Ann Li")
    done = typed("purge", case, 1, "--yes", "--by", "Ann Li")
    assert done.code == 0
    assert "new head" in done.err
    assert "秘密的话".encode() not in case.read_bytes()
    assert "(its content was removed for good)" in typed("history", case).out
    told = typed("verify", case)
    assert told.code == 0
    assert "removed for good, by purge: 1" in told.out
    assert "[removed]" in typed("show", case).out


# Encryption


SCRIPT = "start_ms\tend_ms\tspeaker\tlanguage\tsource\ttarget\n0\t1800\tS1\tzh\t我\tI\n"
COMMANDS: dict[str, tuple[object, ...]] = {
    "verify": (),
    "history": (),
    "show": ("--flags",),
    "edit": ("2", "--approve", "--by", "Ann Li"),
    "purge": ("2", "--yes", "--by", "Ann Li"),
    "export": ("--to", "txt"),
    "quote": ("1-2",),
    "redact": ("--profile", "profile.toml"),
    "check": (),
    "evaluate": ("--reference", "script.tsv"),
    "encrypt": (),
    "decrypt": (),
}


def test_every_command_opens_an_encrypted_file_and_says_one_sentence_without_its_passphrase(
    typed: Typed, case: Path, passphrase: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("script.tsv").write_text(SCRIPT, encoding="utf-8")
    Path("profile.toml").write_text('patterns = ["phone"]\n', encoding="utf-8")
    passphrase("correct horse 马")
    assert typed("encrypt", case).code == 0
    assert is_encrypted(case)
    before = case.read_bytes()
    passphrase("wrong horse")
    for command, arguments in COMMANDS.items():
        wrong = typed(command, case, *arguments)
        assert wrong.code == 9
        assert "passphrase does not open" in wrong.sentence
    monkeypatch.delenv("TESTIMONY_PASSPHRASE_FILE")
    for command, arguments in COMMANDS.items():
        nobody = typed(command, case, *arguments)
        assert nobody.code == 9
        assert "nobody to ask" in nobody.sentence
    assert case.read_bytes() == before
    monkeypatch.setenv("TESTIMONY_PASSPHRASE_FILE", str(Path("passphrase").absolute()))
    passphrase("correct horse 马")
    for command, arguments in COMMANDS.items():  # decrypt is the last
        assert is_encrypted(case)
        done = typed(command, case, *arguments)
        assert done.code == 0, done.err
    assert not is_encrypted(case)


def test_a_passphrase_is_typed_twice_and_never_stands_in_a_command_line(
    typed: Typed, case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("sqlcipher3")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    answers: list[str] = []
    monkeypatch.setattr(_passphrase, "_need_terminal", lambda path: None)
    monkeypatch.setattr(_passphrase, "_ask", lambda prompt: answers.pop(0))
    for answers[:], said in ((["", ""], "protects nothing"), (["one", "other"], "differ")):
        refused = typed("encrypt", case)
        assert refused.code == 9
        assert said in refused.sentence
        assert not is_encrypted(case)
    answers[:] = ["one", "one"]
    assert typed("encrypt", case).code == 0
    answers[:] = ["one", "two", "two"]  # what opens it, then the new one twice
    assert typed("encrypt", case).code == 0
    answers[:] = ["one"]
    assert typed("show", case).code == 9
    answers[:] = ["two"]
    assert typed("show", case).code == 0


def test_no_command_takes_a_passphrase_as_an_argument() -> None:
    group = cli._testimony
    context = click.Context(group)
    names = {
        option
        for name in cli.COMMANDS
        if (command := group.get_command(context, name)) is not None
        for parameter in command.params
        for option in (*parameter.opts, parameter.name or "")
    }
    assert "--by" in names
    assert not [name for name in names if "passphrase" in name.lower() and not name.endswith("file")]


@pytest.mark.parametrize("content", [None, b"", b"\n", b"\xff\xfe"])
def test_an_unusable_passphrase_file_is_a_setting_that_is_wrong(
    typed: Typed, case: Path, passphrase: Callable[[str], None], content: bytes | None
) -> None:
    passphrase("right")
    assert typed("encrypt", case).code == 0
    place = Path("passphrase")
    place.unlink()
    if content is not None:
        place.write_bytes(content)
    done = typed("show", case)
    assert done.code == 3
    assert "passphrase" in done.sentence


# What is no transcript


def _newer(path: Path) -> None:
    hearing.make(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {migrations.SCHEMA_VERSION + 1}")
    connection.close()


def _torn(path: Path) -> None:
    hearing.make(path).close()
    path.write_bytes(path.read_bytes()[:20_000])


def _other(path: Path) -> None:
    sqlite3.connect(path).execute("CREATE TABLE bills (a)").connection.commit()


NO_TRANSCRIPTS: dict[str, Callable[[Path], object]] = {
    "prose": lambda path: path.write_text("These are the notes of a hearing. " * 300),
    "zero bytes": Path.touch,
    "a folder": Path.mkdir,
    "sound": lambda path: path.write_bytes(b"RIFF\0\0\0\0WAVE" * 900),
    "another database": _other,
    "a newer schema": _newer,
    "half a file": _torn,
    "missing": lambda path: None,
}


@pytest.mark.parametrize("what", NO_TRANSCRIPTS)
def test_what_is_no_transcript_is_one_sentence_and_9_in_every_command(
    typed: Typed, tmp_path: Path, what: str
) -> None:
    Path("script.tsv").write_text(SCRIPT, encoding="utf-8")
    path = tmp_path / "what.testimony"
    NO_TRANSCRIPTS[what](path)
    before = path.read_bytes() if path.is_file() else None
    for command, arguments in COMMANDS.items():
        done = typed(command, path, *arguments)
        assert done.code == 9, (command, done.err)
        assert str(path) in done.sentence
    assert (path.read_bytes() if path.is_file() else None) == before
    assert {one.name for one in tmp_path.iterdir()} <= {"what.testimony", "script.tsv"}


# Who may write


def test_an_edit_beside_another_writer_says_who_it_is(typed: Typed, case: Path) -> None:
    with TranscriptStore.open(case) as store:
        store.acquire(name="Ben Wu")
        done = typed("edit", case, 1, "--source", "x", "--by", "Ann Li")
        assert done.code == 9
        assert "Ben Wu" in done.sentence
        assert str(os.getpid()) in done.sentence
        assert typed("show", case).code == typed("history", case).code == typed("verify", case).code == 0
    assert typed("edit", case, 1, "--source", "x", "--by", "Ann Li").code == 0


def _mounted(folder: Path, options: str) -> bool:
    if os.name != "posix" or os.geteuid() != 0:
        return False
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 400 kB, where root may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not _mounted(folder, "size=400k,mode=700"):
        pytest.skip("needs the right to mount a small disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=False)


def test_a_full_disk_is_one_sentence_and_loses_nothing(typed: Typed, small_disk: Path) -> None:
    path = small_disk / "case.testimony"
    hearing.make(path).close()
    kept = 0
    for number in range(60):
        done = typed("edit", path, 1, "--source", f"{number} " + "x" * 8_000, "--by", "Ann Li")
        if done.code:
            break
        kept = number
    assert done.code == 9
    assert str(path) in done.sentence
    assert "could not be written" in done.sentence
    assert kept > 3
    for command in (("purge", path, 2, "--yes", "--by", "Ann Li"), ("verify", path), ("show", path)):
        assert typed(*command).code == (9 if command[0] == "purge" else 0)
    with TranscriptStore.open(path, readonly=True) as store:
        assert store.document().segments["1"].source.startswith(f"{kept} ")
    assert [one.name for one in small_disk.iterdir()] == ["case.testimony"]


@pytest.mark.parametrize("encrypted", [False, True])
def test_a_read_only_disk_is_read_and_an_edit_is_one_sentence(
    typed: Typed, small_disk: Path, passphrase: Callable[[str], None], encrypted: bool
) -> None:
    passphrase("right")
    path = small_disk / "case.testimony"
    hearing.make(path, passphrase="right" if encrypted else None).close()
    if subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=False).returncode:
        pytest.skip("may not mount read-only here")
    for command in ("show", "history", "verify"):
        done = typed(command, path)
        assert done.code == 0, done.err
    for command in ("edit", "purge", "encrypt", *(["decrypt"] if encrypted else [])):
        done = typed(command, path, *COMMANDS[command])
        assert done.code == 9
        assert "read-only" in done.sentence
