"""Transcripts that somebody damaged or made up to harm: bytes, pages, schema, types, chains, names.

``make`` writes one hostile file, chosen by a seed; the same seed gives the same file.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tampering import rechain, tamper, without_triggers

from testimony.transcript.encoding import canonical
from testimony.transcript.record.store import TranscriptStore

__all__ = ["KINDS", "PASSPHRASE", "make"]

PASSPHRASE = "battery horse"
_NAMES = (
    "pipe.wav", "/dev/zero", "/dev/tty", "/proc/self/mem", "../outside/victim.txt", "case.testimony", ".", "",
    "a" * 5000, "x\x00y.wav", "\x1b[2J.wav", "//host/share/x.wav", "-journal", "..", "~root/.bashrc",
)  # fmt: skip
_ESCAPES = "\x1b[2J\x1b[H\x1b]0;clean\x07\x9b31m\u202eevil\x00\r\n"
_NONSENSE: tuple[Any, ...] = (
    None, True, -1, 2**70, 1e308, "", "x" * 3000, _ESCAPES, [], {}, [[]], [None], {"a": {}}, "\ud800",
    [_ESCAPES] * 3, {"changes": 5}, {"changes": [[1, 2]]}, {"rows": []}, -(2**62),
)  # fmt: skip


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


def _flip_bytes(path: Path, dice: random.Random) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(dice.choice((1, 1, 2, 8, 64))):
        data[dice.randrange(len(data))] = dice.randrange(256)
    path.write_bytes(data)


def _flip_header(path: Path, dice: random.Random) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(dice.choice((1, 2, 4))):
        data[dice.randrange(16, 108)] = dice.choice((0, 1, 2, 127, 128, 255, dice.randrange(256)))
    path.write_bytes(data)


def _pages(path: Path, dice: random.Random) -> None:
    """Pages swapped, doubled, emptied, filled with noise; or the file cut or grown."""
    data = bytearray(path.read_bytes())
    size = struct.unpack(">H", data[16:18])[0] or 4096
    count = len(data) // size
    one, other = (dice.randrange(count) * size for _ in range(2))
    verb = dice.randrange(6)
    if verb == 0:
        data[one : one + size], data[other : other + size] = (
            data[other : other + size],
            data[one : one + size],
        )
    elif verb == 1:
        data[one : one + size] = data[other : other + size]
    elif verb == 2:
        data[one : one + size] = bytes(size)
    elif verb == 3:
        data[one : one + size] = dice.randbytes(size)
    elif verb == 4:
        del data[dice.randrange(1, len(data)) :]
    else:
        data += dice.randbytes(dice.randrange(1, 3 * size))
    path.write_bytes(data)


def _pointers(path: Path, dice: random.Random) -> None:
    """Child pointers of inner pages that lead in circles: SQLite could walk for ever."""
    data = bytearray(path.read_bytes())
    size = struct.unpack(">H", data[16:18])[0] or 4096
    for page in range(1, len(data) // size):
        start = page * size
        if data[start] not in (2, 5, 13, 10):
            continue
        if data[start] in (2, 5) or dice.random() < 0.2:
            data[start] = dice.choice((2, 5, data[start]))
            target = dice.choice((page + 1, 1, dice.randrange(1, len(data) // size + 1)))
            data[start + 8 : start + 12] = struct.pack(">I", target)
            cells = min(struct.unpack(">H", data[start + 3 : start + 5])[0], 40)
            for cell in range(cells):
                at = start + struct.unpack(">H", data[start + 12 + 2 * cell : start + 14 + 2 * cell])[0]
                if at + 4 <= start + size and dice.random() < 0.6:
                    data[at : at + 4] = struct.pack(">I", dice.randrange(1, len(data) // size + 1))
    path.write_bytes(data)


def _schema(path: Path, dice: random.Random) -> None:
    """Tables, views, triggers, indices, columns that do not belong there; some in a table's place."""
    connection = _open(path)
    table = dice.choice(("history", "contents", "readings", "translations", "words", "snapshot", "lock"))
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
    verbs: tuple[Callable[[], object], ...] = (
        lambda: connection.execute(f'CREATE TABLE "{_ESCAPES}" (a)'.replace("\x00", "")),
        lambda: connection.execute(f"CREATE VIEW v AS {endless}"),
        lambda: connection.execute(f"ALTER TABLE {table} ADD COLUMN more TEXT"),
        lambda: connection.execute(f"CREATE INDEX other ON {table} (1)"),
        lambda: connection.execute(
            f"CREATE TRIGGER t AFTER INSERT ON {table} BEGIN DELETE FROM contents; END"
        ),
        lambda: (
            connection.execute("PRAGMA writable_schema = ON"),
            connection.execute(
                "UPDATE sqlite_schema SET type = 'view', rootpage = 0, sql = ? WHERE name = ?",
                (f"CREATE VIEW {table} AS {endless}", table),
            ),
        ),
        lambda: (
            connection.execute("PRAGMA writable_schema = ON"),
            connection.execute(
                "UPDATE sqlite_schema SET sql = ? WHERE name = ?",
                (dice.choice(("", "CREATE", "\x00")), table),
            ),
        ),
        lambda: (
            connection.execute("PRAGMA writable_schema = ON"),
            connection.execute(
                "UPDATE sqlite_schema SET rootpage = ? WHERE name = ?", (dice.randrange(1, 40), table)
            ),
        ),
        lambda: connection.execute(f"DROP TABLE {table}"),
        lambda: connection.execute(f"PRAGMA user_version = {dice.choice((-5, 0, 1, 2, 4, 99, 2**31 - 1))}"),
        lambda: connection.execute(f"PRAGMA application_id = {dice.randrange(2**31)}"),
        lambda: connection.execute("PRAGMA journal_mode = WAL"),
        lambda: connection.execute("PRAGMA encoding = 'UTF-16le'"),
    )
    dice.choice(verbs)()
    connection.close()


def _types(path: Path, dice: random.Random) -> None:
    """Values of other types than the columns are declared for; the schema looks untouched afterwards."""
    connection = _open(path)
    triggers = without_triggers(connection)
    table = dice.choice(("history", "contents", "readings", "translations", "words", "alternatives", "lock"))
    (sql,) = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    connection.execute("PRAGMA writable_schema = ON")
    loose = sql.replace(" STRICT", "").replace("NOT NULL", "")
    connection.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (loose, table))
    connection.close()
    connection = _open(path)
    columns = [row[0] for row in connection.execute(f"SELECT name FROM pragma_table_info('{table}')")]
    for _ in range(3):
        value = dice.choice((None, 1, 1.5, "x", b"\xff\xfe", _ESCAPES, 2**62, b"", -1))
        column = dice.choice(columns[1:])
        try:
            every = [row[0] for row in connection.execute(f"SELECT rowid FROM {table}")]
            chosen = dice.sample(every, min(len(every), dice.choice((1, 1000))))
            connection.executemany(
                f"UPDATE {table} SET {column} = ? WHERE rowid = ?", [(value, one) for one in chosen]
            )
        except sqlite3.Error:
            continue
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (sql, table))
    connection.close()
    connection = _open(path)
    try:
        for one in triggers:
            connection.execute(one)
    except sqlite3.Error:
        pass
    connection.close()


def _tampered(path: Path, dice: random.Random) -> None:
    connection = _open(path)
    for _ in range(dice.choice((1, 1, 3))):
        try:
            tamper(connection, dice)
        except sqlite3.Error:
            break
    connection.close()


def _mangled(value: Any, dice: random.Random) -> Any:  # noqa: PLR0911 - a way to mangle each
    """A JSON value with something else somewhere inside."""
    if dice.random() < 0.15 or not isinstance(value, list | dict) or not value:
        return dice.choice(_NONSENSE)
    if isinstance(value, list):
        at = dice.randrange(len(value))
        verb = dice.randrange(4)
        if verb == 0:
            return [*value[:at], *value[at + 1 :]]
        if verb == 1:
            return [*value, dice.choice(_NONSENSE)]
        return [*value[:at], _mangled(value[at], dice), *value[at + 1 :]]
    key = dice.choice(list(value))
    if dice.random() < 0.2:
        return {name: one for name, one in value.items() if name != key}
    if dice.random() < 0.1:
        return {**value, dice.choice(("id", "more", "__class__", _ESCAPES)): dice.choice(_NONSENSE)}
    return {**value, key: _mangled(value[key], dice)}


def _well_hashed(path: Path, dice: random.Random) -> None:
    """Nonsense in entries and rows, under hashes that fit: what an insider can write."""
    connection = _open(path)
    triggers = without_triggers(connection)
    for _ in range(dice.choice((1, 1, 2, 4))):
        if dice.random() < 0.6:
            _mangle_entry(connection, dice)
        else:
            _mangle_row(connection, dice)
    rechain(connection)
    for sql in triggers:
        connection.execute(sql)
    connection.close()


def _parsed(text: str | None) -> Any:
    try:
        return json.loads(text or "")
    except (ValueError, RecursionError):
        return None


def _mangle_entry(connection: sqlite3.Connection, dice: random.Random) -> None:
    rows = connection.execute("SELECT seq, before, after FROM contents").fetchall()
    seq, before, after = dice.choice(rows)
    verb = dice.random()
    if verb < 0.1:
        text = dice.choice(
            ("[" * 50_000, "[" * 900 + "]" * 900, "NaN", "{}{}", "", "[1e999]", '"', "9" * 5000)
        )
        connection.execute("UPDATE contents SET after = ? WHERE seq = ?", (text, seq))
    elif verb < 0.2:
        column = dice.choice(("at", "author", "standing", "kind", "subject"))
        text = dice.choice(
            (_ESCAPES, "", "purge", "block", "create", "link:x", "finding:", "speaker:S1", "9")
        )
        connection.execute(f"UPDATE history SET {column} = ? WHERE seq = ?", (text, seq))
    elif verb < 0.3:
        text = canonical.dumps(_mangled(_parsed(before), dice))
        connection.execute("UPDATE contents SET before = ? WHERE seq = ?", (text, seq))
    else:
        text = canonical.dumps(_mangled(_parsed(after), dice))
        connection.execute("UPDATE contents SET after = ? WHERE seq = ?", (text, seq))


def _mangle_row(connection: sqlite3.Connection, dice: random.Random) -> None:
    """A row's body mangled, its commitment and the digest of its group made to fit."""
    table = dice.choice(("readings", "translations", "words", "alternatives"))
    query = f"SELECT position, entry, body, salt FROM {table} WHERE salt IS NOT NULL"  # not the purged ones
    rows = connection.execute(query).fetchall()
    if not rows:
        return
    position, entry, body, salt = dice.choice(rows)
    new = canonical.dumps(_mangled(_parsed(body), dice)) if dice.random() < 0.9 else "[" * 60_000
    connection.execute(
        f"UPDATE {table} SET body = ?, commitment = ? WHERE position = ?",
        (new, canonical.commit(salt, new), position),
    )
    query = f"SELECT position, pass, segment, commitment FROM {table} WHERE entry = ? ORDER BY position"
    places = connection.execute(query, (entry,)).fetchall()
    (after,) = connection.execute("SELECT after FROM contents WHERE seq = ?", (entry,)).fetchone()
    value = _parsed(after)
    if isinstance(value, dict) and isinstance(value.get("rows"), dict):
        value["rows"][table] = [len(places), canonical.places_digest(table, entry, places)]
        text = canonical.dumps(value)
        connection.execute("UPDATE contents SET after = ? WHERE seq = ?", (text, entry))


def _recording(path: Path, dice: random.Random) -> None:
    """Under hashes that fit: a recording that is a pipe, a device, somebody else's file, no number."""
    connection = _open(path)
    triggers = without_triggers(connection)
    for seq, text in connection.execute(
        "SELECT c.seq, c.after FROM contents c JOIN history h ON h.seq = c.seq"
        " WHERE h.kind IN ('create', 'finish')"
    ).fetchall():
        value = json.loads(text)
        for _ in range(dice.choice((1, 1, 3))):
            name = dice.choice(("path", "path", *value["recording"]))
            value["recording"][name] = dice.choice(_NAMES if name == "path" else (*_NAMES, *_NONSENSE))
        connection.execute("UPDATE contents SET after = ? WHERE seq = ?", (canonical.dumps(value), seq))
    rechain(connection)
    for sql in triggers:
        connection.execute(sql)
    connection.close()
    pipe = path.with_name("pipe.wav")
    if not pipe.exists():
        os.mkfifo(pipe)


def _neighbours(path: Path, dice: random.Random) -> None:
    """Journals and other files beside it that SQLite would read."""
    journal = Path(f"{path}-journal")
    verb = dice.randrange(6)
    if verb == 0:
        journal.write_bytes(dice.randbytes(dice.randrange(1, 5000)))
    elif verb == 1:
        journal.symlink_to(path)
    elif verb == 2:
        journal.write_bytes(_hot_journal(path, dice))
    elif verb == 3:
        Path(f"{path}-wal").write_bytes(dice.randbytes(dice.randrange(0, 5000)))
    elif verb == 4:
        journal.mkdir()
    else:
        Path(f"{path}-shm").write_bytes(bytes(32768))


def _hot_journal(path: Path, dice: random.Random) -> bytes:
    """A whole journal that writes noise over a page."""
    data = path.read_bytes()
    size = struct.unpack(">H", data[16:18])[0] or 4096
    count, nonce = len(data) // size, dice.randrange(2**32)
    head = bytes.fromhex("d9d505f920a163d7") + struct.pack(">IIIII", 1, nonce, count, 512, size)
    page = dice.randbytes(size)
    total, at = nonce, size - 200
    while at > 0:
        total += page[at]
        at -= 200
    return (
        head.ljust(512, b"\0")
        + struct.pack(">I", dice.randrange(1, count + 1))
        + page
        + struct.pack(">I", total & 0xFFFFFFFF)
    )


def _encrypted(path: Path, dice: random.Random) -> None:
    """A file that its passphrase opens, with pages torn, swapped and flipped afterwards."""
    with TranscriptStore.open(path) as store:
        store.maintenance.encrypt(PASSPHRASE)
    dice.choice((_flip_bytes, _pages, _pages, _neighbours))(path, dice)


KINDS: dict[str, Callable[[Path, random.Random], None]] = {
    "bytes": _flip_bytes,
    "header": _flip_header,
    "pages": _pages,
    "pointers": _pointers,
    "schema": _schema,
    "types": _types,
    "tampered": _tampered,
    "well-hashed": _well_hashed,
    "neighbours": _neighbours,
    "recording": _recording,
}
_ENCRYPTED_EVERY = 40  # each look at one derives its key anew, which takes a fifth of a second


def make(source: Path, target: Path, seed: int) -> str:
    """Write a hostile file at ``target``; says of which kind it is."""
    dice = random.Random(seed)
    shutil.copyfile(source, target)
    if seed % _ENCRYPTED_EVERY == _ENCRYPTED_EVERY - 1:
        _encrypted(target, dice)
        return "encrypted"
    kind = list(KINDS)[seed % len(KINDS)]
    KINDS[kind](target, dice)
    return kind
