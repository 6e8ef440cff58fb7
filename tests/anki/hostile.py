"""Packages that somebody made to do harm, one damage each."""

from __future__ import annotations

import io
import json
import sqlite3
import struct
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import genanki
from backports import zstd

Damage = Callable[[Path], None]
DAMAGES: dict[str, Damage] = {}
MODEL = genanki.Model(
    1607392319, "Plain", [{"name": "Front"}, {"name": "Back"}],
    [{"name": "Card 1", "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr>{{Back}}"}],
)  # fmt: skip


def damage(make: Damage) -> Damage:
    DAMAGES[make.__name__] = make
    return make


def collection(*statements: str, notes: int = 3) -> bytes:
    """A sound collection, then changed by SQL."""
    deck = genanki.Deck(1, "Deck")
    for n in range(notes):
        deck.add_note(genanki.Note(MODEL, [f"front {n}", f"back {n}"], guid=f"g{n}"))
    packed = io.BytesIO()
    genanki.Package(deck).write_to_file(packed, timestamp=1.7e9)
    with zipfile.ZipFile(packed) as package:
        database = package.read("collection.anki2")
    connection = sqlite3.connect(":memory:")
    connection.deserialize(database)
    connection.isolation_level = None
    for statement in statements:
        connection.execute(statement)
    changed = connection.serialize()
    connection.close()
    return changed


def packed(path: Path, **files: bytes) -> None:
    content = {"collection.anki2": collection(), "media": b"{}"} | {
        name.replace("__", "."): data for name, data in files.items()
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in content.items():
            package.writestr(name, data)


def plain(path: Path, database: bytes) -> None:
    packed(path, collection__anki2=database)


@damage
def zip_of_zeros(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        with package.open("collection.anki2", "w") as file:
            file.write(b"SQLite format 3\0")
            for _ in range(500):
                file.write(bytes(2**20))
        package.writestr("media", "{}")


@damage
def gigabyte_of_zeros_in_zstd(path: Path) -> None:
    frame = zstd.ZstdCompressor()
    data = frame.compress(b"SQLite format 3\0")
    data += b"".join(frame.compress(bytes(2**20)) for _ in range(1024)) + frame.flush()
    packed(path, collection__anki21b=data, meta=b"\x08\x03", media=b"")


@damage
def window_of_two_gigabytes(path: Path) -> None:
    # A frame header that asks for 2 GiB of history, as RFC 8878 allows.
    header = b"\x28\xb5\x2f\xfd" + bytes([0x00, (31 - 10) << 3])
    packed(path, collection__anki21b=header + bytes(100), meta=b"\x08\x03", media=b"")


@damage
def entry_above_the_folder(path: Path) -> None:
    packed(path)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("../outside.txt", "x")


@damage
def media_above_the_folder(path: Path) -> None:
    packed(path, media=json.dumps({"0": "../../outside.txt"}).encode())
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("0", "x")


@damage
def absolute_media(path: Path) -> None:
    packed(path, media=json.dumps({"0": "/tmp/outside.txt"}).encode())


@damage
def link_to_a_secret(path: Path) -> None:
    packed(path)
    with zipfile.ZipFile(path, "a") as package:
        info = zipfile.ZipInfo("0")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        package.writestr(info, "/etc/passwd")


@damage
def two_gigabytes_of_media_claimed(path: Path) -> None:
    packed(path, media=b'{"0": "a.png"}')
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("0", b"x" * 10)
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 2**31)
    path.write_bytes(bytes(data))


@damage
def million_entries(path: Path) -> None:
    one = struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0)
    directory = (one + b"x") * 1_000_000
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 65535, 65535, len(directory), 0, 0)
    path.write_bytes(directory + end)


@damage
def trigger(path: Path) -> None:
    plain(path, collection("CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM cards; END"))


@damage
def view_that_never_ends(path: Path) -> None:
    endless = (
        "CREATE VIEW notes AS WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) "
        "SELECT x AS id, 'g' AS guid, 1 AS mid, 1 AS mod, '' AS tags, 'a' AS flds FROM r"
    )
    plain(path, collection("DROP TABLE notes", endless))


@damage
def computed_column(path: Path) -> None:
    plain(path, collection("ALTER TABLE notes ADD COLUMN x AS (hex(zeroblob(8000000)))"))


@damage
def virtual_table(path: Path) -> None:
    plain(path, collection("CREATE VIRTUAL TABLE tags USING fts5(x)"))


@damage
def giant_field(path: Path) -> None:
    plain(path, collection("UPDATE notes SET flds = hex(randomblob(12000000)) || char(31)"))


@damage
def settings_of_many_lists(path: Path) -> None:
    lists = "[" + "[]," * 3_000_000 + "[]]"
    plain(path, collection(f"UPDATE col SET decks = '{lists}'"))


@damage
def media_of_many_lists(path: Path) -> None:
    packed(path, media=b"[" + b"[]," * 3_000_000 + b"[]]")


@damage
def deeply_nested_media(path: Path) -> None:
    packed(path, media=b"[" * 1_000_000)


@damage
def pages_in_a_circle(path: Path) -> None:
    """A tree whose pages all have the same child twenty levels deep: more rows than atoms."""
    database = collection("DROP INDEX ix_revlog_cid", "VACUUM")
    connection = sqlite3.connect(":memory:")
    connection.deserialize(database)
    (root,) = connection.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = 'revlog'"
    ).fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    pages = len(database) // size
    levels = [root, *range(pages + 1, pages + 18)]
    made = bytearray(database + bytes(size * 17))
    for level, child in pairwise(levels):
        made[(level - 1) * size : level * size] = _interior(child, size)
    made[(levels[-1] - 1) * size : levels[-1] * size] = _leaf(size)
    struct.pack_into(">I", made, 28, len(made) // size)
    plain(path, bytes(made))


def _interior(child: int, size: int) -> bytes:
    page, cells, at = bytearray(size), 300, size
    for n in range(cells):
        at -= 6
        page[at : at + 6] = struct.pack(">IBB", child, 0x80 | (n + 1 >> 7), (n + 1) & 0x7F)
        struct.pack_into(">H", page, 12 + 2 * n, at)
    struct.pack_into(">BHHHBI", page, 0, 5, 0, cells, at, 0, child)
    return bytes(page)


def _leaf(size: int) -> bytes:
    record = bytes([10, 0, *[8] * 8])
    cell = bytes([len(record), 1]) + record
    page = bytearray(size)
    page[size - len(cell) :] = cell
    struct.pack_into(">BHHHB", page, 0, 13, 0, 1, size - len(cell), 0)
    struct.pack_into(">H", page, 8, size - len(cell))
    return bytes(page)


@damage
def half_a_zip(path: Path) -> None:
    packed(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@damage
def no_package(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7 and so on" * 100)
