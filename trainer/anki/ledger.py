"""The ledger of a deck: what each note was when it last went out, and when it last changed.

Anki updates a learner's note only when the package's is newer, and never when the times are
equal, so a note's time must rise exactly when its content changes: a time that always rises would
overwrite what learners wrote, one that never rises would lose the author's corrections. The ledger
is committed beside the deck, so that every clone exports the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import field, replace
from pathlib import Path

from trainer.anki.notes import Note
from trainer.atomic import replacing
from trainer.errors import TrainerError
from trainer.records import record

FORMAT = 1


@record(frozen=True, slots=True)
class Entry:
    """A note as it last went out: its content's hash, when that changed (UTC seconds), and the
    numbers of its cloze groups, gone ones included."""

    hash: str
    mod: int
    blanks: Mapping[str, int] = field(default_factory=dict)


@record(frozen=True, slots=True)
class Ledger:
    """Entries by guid. `created` is when the deck was first exported, in UTC seconds, 0 for never.

    `guids` are notes that came from Anki and keep its guid, by question id. Entries of notes that
    are gone stay, so that a question that comes back is newer than its old self.
    """

    entries: Mapping[str, Entry] = field(default_factory=dict)
    created: int = 0
    guids: Mapping[str, str] = field(default_factory=dict)

    def entered(self, notes: list[Note], now_ms: int) -> Ledger:
        """The ledger with these notes in it: unchanged ones keep their time, others get now's."""
        now = now_ms // 1000
        entries = dict(self.entries)
        for note in notes:
            old = entries.get(note.guid)
            digest = content_hash(note)
            if old is None or old.hash != digest:
                # A clock that was set back must not make a correction look old.
                entries[note.guid] = Entry(digest, max(now, old.mod + 1 if old else 0), note.blanks)
        return replace(self, entries=entries, created=self.created or now)


def content_hash(note: Note) -> str:
    """16 hex digits of what a learner gets: fields and tags."""
    parts = [*note.fields.keys(), *note.fields.values(), *note.tags]
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


def load(path: Path) -> Ledger:
    """The ledger in a file, or an empty one where there is none. Raises TrainerError."""
    try:
        return parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Ledger()
    except OSError as error:
        raise TrainerError(f"{path} can't be read: {error.strerror or error}.") from error
    except LaterReleaseError:
        raise TrainerError(
            f"{path} was written by a later release of trainer; update trainer to export."
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise TrainerError(
            f"{path} is damaged, and without it learners' copies would miss corrections; restore "
            "it from version control or a backup."
        ) from error


def save(ledger: Ledger, path: Path) -> None:
    """Put it in place of the file, whole or not at all. Raises TrainerError."""
    with replacing(path) as file:
        file.write(text(ledger).encode())


class LaterReleaseError(ValueError):
    """The text is a ledger whose format this release doesn't know."""


def parse(text: str) -> Ledger:
    """The ledger that `text` wrote. Raises ValueError, KeyError, TypeError or AttributeError."""
    raw = json.loads(text)
    if raw["format"] != FORMAT:
        raise LaterReleaseError
    entries = {
        guid: Entry(str(e["hash"]), int(e["mod"]), {b: int(n) for b, n in e["blanks"].items()})
        for guid, e in raw["notes"].items()
    }
    return Ledger(entries, int(raw["created"]), dict(raw["guids"]))


def text(ledger: Ledger) -> str:
    """JSON with one note a line, so that version control shows what changed."""
    notes = {
        guid: {"hash": e.hash, "mod": e.mod, "blanks": dict(e.blanks)}
        for guid, e in ledger.entries.items()
    }
    guids = f"{{\n{_lines(ledger.guids)}\n }}" if ledger.guids else "{}"
    return (
        f'{{\n "format": {FORMAT},\n "created": {ledger.created},\n "guids": {guids},\n'
        f' "notes": {{\n{_lines(notes)}\n }}\n}}\n'
    )


def _lines(entries: Mapping[str, object]) -> str:
    return ",\n".join(f"  {_json(key)}: {_json(value)}" for key, value in sorted(entries.items()))


_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
