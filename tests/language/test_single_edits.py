"""Any one slip of the keyboard is noticed, near its place, and never raises."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from trainer.language.reader import read, read_library

QUESTIONS = Path(__file__).parents[2] / "questions"
EDITS = 500

Edit = Callable[[list[str], int, random.Random], str | None]


def typo_in_key(lines: list[str], at: int, rng: random.Random) -> str | None:
    lead, dash, key, rest = parts(lines[at])
    if len(key) < 3:
        return None
    i = rng.randrange(len(key) - 1)
    swapped = key[:i] + key[i + 1] + key[i] + key[i + 2 :]
    return None if swapped == key else f"{lead}{dash}{swapped}{rest}"


def lost_colon(lines: list[str], at: int, rng: random.Random) -> str | None:
    lead, dash, key, rest = parts(lines[at])
    return f"{lead}{dash}{key}{rest[1:]}" if key else None


def indent_more(lines: list[str], at: int, rng: random.Random) -> str | None:
    return f" {lines[at]}"


def indent_less(lines: list[str], at: int, rng: random.Random) -> str | None:
    return lines[at][1:] if lines[at].startswith(" ") else None


def duplicated_line(lines: list[str], at: int, rng: random.Random) -> str | None:
    return f"{lines[at]}\n{lines[at]}"


def stray_quote(lines: list[str], at: int, rng: random.Random) -> str | None:
    lead, dash, key, rest = parts(lines[at])
    return f'{lead}{dash}{key}: "{rest[2:]}' if key and len(rest) > 2 else None


def tab_in_indent(lines: list[str], at: int, rng: random.Random) -> str | None:
    return f"\t{lines[at][2:]}" if lines[at].startswith("  ") else None


def emptied_value(lines: list[str], at: int, rng: random.Random) -> str | None:
    lead, dash, key, rest = parts(lines[at])
    return f"{lead}{dash}{key}:" if key and len(rest) > 2 else None


def lost_bracket(lines: list[str], at: int, rng: random.Random) -> str | None:
    places = [i for i, c in enumerate(lines[at]) if c in "[]{}"]
    if not places:
        return None
    i = rng.choice(places)
    return lines[at][:i] + lines[at][i + 1 :]


def added_colon(lines: list[str], at: int, rng: random.Random) -> str | None:
    lead, dash, key, rest = parts(lines[at])
    spaces = [i for i, c in enumerate(rest) if c == " " and i > 1]
    if not key or not spaces or rest[2:3] in "'\"[{|>":
        return None
    i = rng.choice(spaces)
    return f"{lead}{dash}{key}{rest[:i]}:{rest[i:]}"


KINDS: tuple[Edit, ...] = (
    typo_in_key,
    lost_colon,
    indent_more,
    indent_less,
    duplicated_line,
    stray_quote,
    tab_in_indent,
    emptied_value,
    lost_bracket,
    added_colon,
)


def parts(line: str) -> tuple[str, str, str, str]:
    """A line's indent, dash, key, and the rest from its colon on; no key, no rest."""
    bare = line.lstrip(" ")
    lead = line[: len(line) - len(bare)]
    dash = "- " if bare.startswith("- ") else ""
    key, colon, rest = bare[len(dash) :].partition(":")
    return (lead, dash, key, colon + rest) if colon and key.isalpha() else (lead, dash, "", "")


def structural(lines: list[str]) -> list[int]:
    """The lines outside block texts and comments: edits inside these leave a legal file."""
    found: list[int] = []
    block: int | None = None
    for at, line in enumerate(lines):
        bare = line.lstrip(" ")
        indent = len(line) - len(bare)
        if not bare or (block is not None and indent > block):
            continue
        block = None
        if bare.startswith("#"):
            continue
        found.append(at)
        if line.rstrip().endswith(("|", ">", ">-", "|-")):
            block = indent + 2 * bare.startswith("- ")
    return found


class Slips(NamedTuple):
    """What became of single edits: how many were made, noticed, and noticed within one line."""

    made: int
    noticed: int
    near: int
    missed: str


def test_single_edits_are_noticed_at_their_place() -> None:
    slips = single_edits(EDITS)
    assert slips.noticed / slips.made >= 0.90, slips.missed
    assert slips.near / slips.made >= 0.88, slips.missed


def single_edits(edits: int, seed: int = 1949) -> Slips:
    """Makes so many edits, each alone, in the bank's own files, and reads what they leave."""
    rng = random.Random(seed)
    shared, _ = read_library((QUESTIONS / "library.yaml").read_bytes(), "questions/library.yaml")
    files = sorted((QUESTIONS / "xinjiang-1949").glob("*.yaml"))
    texts = {file: file.read_text(encoding="utf-8").split("\n") for file in files}
    places = {file: structural(lines) for file, lines in texts.items()}
    noticed = near = made = 0
    missed: list[str] = []
    while made < edits:
        file = rng.choice(files)
        lines = texts[file]
        at = rng.choice(places[file])
        edit = rng.choice(KINDS)
        new = edit(lines, at, rng)
        if new is None or new == lines[at]:
            continue
        edited = [*lines[:at], new, *lines[at + 1 :]]
        reading = read("\n".join(edited).encode(), str(file), file.stem, shared)
        if not reading.diagnostics and legal(edit, lines, at):
            continue
        made += 1
        noticed += bool(reading.diagnostics)
        hit = any(abs(one.line - (at + 1)) <= 1 for one in reading.diagnostics)
        near += hit
        if not hit:
            says = [f"{one.line}: {one.message}" for one in reading.diagnostics]
            missed.append(f"{edit.__name__} {file.name}:{at + 1} {new!r} {says}")
    return Slips(made, noticed, near, "\n".join(missed))


def legal(edit: Edit, lines: list[str], at: int) -> bool:
    """Edits that leave a file which says something else, but says it by the rules."""
    lead, _, key, _ = parts(lines[at])
    if edit in (indent_more, indent_less):
        return not key or not lead
    return edit is duplicated_line and lines[at].lstrip().startswith("- ")
