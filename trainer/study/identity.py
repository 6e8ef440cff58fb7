"""Histories follow their questions: through new ids, edits, and questions that go and come back.

What changed in the bank since a history was last looked at becomes events, so that every device
reaches the same result. The cost is that of the files that changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from trainer.bank.bank import Bank
from trainer.bank.census import Entry, known_by
from trainer.history.event import Event, What
from trainer.history.files import Held, Settled, file_of, question_of
from trainer.history.reading import Reading
from trainer.history.store import Store
from trainer.study.moment import Moment
from trainer.study.words import counted
from trainer.wording.brief import brief

GONE = Settled("gone")
"""What is settled of a file that isn't in the bank."""

LOCAL = "local:"
"""How keys begin while a library has no id."""

NAMED = 3
"""How many questions a note names before it only counts."""


@dataclass(repr=False, eq=False)
class Beside:
    """The histories of some files beside the questions there are now, as an adoption leaves them.

    `moves` are the adoptions in order, old card key and new; a card moved to itself is on its own
    again, with what it brought along before another took it over.
    """

    held: dict[str, Held]
    entries: dict[str, Entry]
    moves: list[tuple[str, str]] = field(default_factory=list)

    def present(self, key: str) -> bool:
        """Whether the card is in the bank, asked or not."""
        entry = self.entries.get(question_of(key))
        return entry is not None and key.partition("#")[2] in entry.facets

    def asked(self, key: str) -> bool:
        return self.present(key) and not self.entries[question_of(key)].retired

    def move(self, old: str, new: str) -> None:
        self.moves.append((old, new))
        self.held[new] = self.held.pop(old)

    def release(self, key: str) -> None:
        self.moves.append((key, key))
        self.held[key] = Held("", False, True)


def settle(banks: Sequence[Bank], store: Store, moment: Moment) -> tuple[str, ...]:
    """Finds the card of every history in files that changed, and marks new answers.

    Returns what the learner should know, a sentence each. Raises the store's errors.
    """
    by_id = _by_id(banks)
    return tuple(
        note
        for id, group in by_id.items()
        for note in _settle(id, group, store, moment, named=LOCAL[:-1] not in by_id)
    )


def followed(banks: Sequence[Bank], history: Reading) -> bool:
    """Whether that was done for these banks as they are known, and nothing came since."""
    return all(_followed(id, group, history) for id, group in _by_id(banks).items())


def _by_id(banks: Sequence[Bank]) -> dict[str, list[Bank]]:
    found: dict[str, list[Bank]] = {}
    for bank in banks:
        found.setdefault(bank.id, []).append(bank)
    return found


def _followed(id: str, banks: Sequence[Bank], history: Reading) -> bool:
    now = [bank.census.contents() for bank in banks]
    return all(now) and history.files.wholly_settled(id) == " ".join(now)


def _settle(
    id: str, banks: Sequence[Bank], store: Store, moment: Moment, *, named: bool
) -> Iterator[str]:
    """The same for the banks that share a library's id. With `named`, what was answered before
    the library had one may be taken over."""
    if _followed(id, banks, store):
        return  # as nearly always: a look at each of a thousand files takes 5 ms
    if not store.files.any():
        return
    now = [bank.census.contents() for bank in banks]
    each = [bank.census.hashes() for bank in banks]
    hashes = _joined(each)
    # Of what is compared here: another process may have read a file anew since.
    whole = " ".join(map(known_by, each)) if all(now) else ""
    known = store.files.settled(hashes)
    stale = {file for file, hash in hashes.items() if file not in known or known[file].hash != hash}
    grown = store.files.unsettled(id) - stale
    if not (stale or grown):
        if whole:
            store.settle(id, (), {}, whole)
        return
    beside = _look(banks, store, stale | grown, [LOCAL + f[len(id) + 1 :] for f in stale if named])
    changed = dict(_changed(beside))
    absent: dict[str, list[str]] = {}
    for key, held in sorted(beside.held.items()):
        if held.begun and not beside.asked(key):
            absent.setdefault(file_of(key), []).append(key)
    files = {file: Settled(hashes[file], tuple(absent.get(file, ()))) for file in stale}
    files |= dict.fromkeys(grown, GONE)
    store.settle(id, [*_events(beside.moves, changed, moment)], files, whole)
    yield from _notes(beside.moves, changed, banks)


def _joined(each: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Two libraries without an id may have a file of the same name."""
    found: dict[str, str] = {}
    for hashes in each:
        for file, hash in hashes.items():
            found[file] = found.get(file, "") + hash
    return found


def _look(banks: Sequence[Bank], store: Store, files: set[str], unnamed: Sequence[str]) -> Beside:
    """The histories of these files, moved to where their questions are now."""
    renamed = {
        old: new
        for bank in banks
        for old, new in bank.census.renamed().items()
        if file_of(old) in files or file_of(new) in files
    }
    places = files | {file_of(key) for pair in renamed.items() for key in pair}
    over = {key: root for file in places for key, root in store.files.handed_over(file).items()}
    places |= {file_of(root) for root in over.values()}
    held = {key: one for file in places for key, one in store.files.held(file).items()}
    before = {key: one for file in unnamed for key, one in store.files.held(file).items()}
    now = {key: f"{banks[0].id}:{key.removeprefix(LOCAL)}" for key in before}
    # `check --fix` writes the ids of questions and of their library at once.
    for bank in banks:
        now |= _named_too(bank, now)
    wanted = {question_of(key) for key in (*held, *over, *over.values(), *now.values())}
    entries = {key: one for bank in banks for key, one in bank.census.entries(wanted).items()}
    beside = Beside(held, entries)
    _come_back(beside, over)
    for old, new in now.items():
        entry = entries.get(question_of(new))
        same = entry is not None and entry.graded == before[old].fingerprint
        if same and beside.present(new) and new not in beside.held:
            beside.held[old] = before[old]
            beside.move(old, new)
    _inherit(beside, banks, store)
    _follow_facets(beside)
    return beside


def _named_too(bank: Bank, now: Mapping[str, str]) -> dict[str, str]:
    """Those of these cards whose question was given an id since, as they are now. No texts are
    compared: another library without an id may have had a like file."""
    found = bank.heirs(dict.fromkeys(now.values(), ""), ())
    return {key: found[then] for key, then in now.items() if then in found}


def _come_back(beside: Beside, over: Mapping[str, str]) -> None:
    """A card that is in the bank again has its history back from the one that took it over, or
    only its own part of it where both are there."""
    for key, root in sorted(over.items()):
        if beside.present(key):
            if root in beside.held and not beside.present(root):
                beside.move(root, key)
            else:
                beside.release(key)


def _inherit(beside: Beside, banks: Sequence[Bank], store: Store) -> None:
    lost = [key for key in beside.held if question_of(key) not in beside.entries]
    texts = store.files.texts(lost)
    for bank in banks:
        orphans = {key: texts.get(key, "") for key in lost if key in beside.held}
        found = bank.heirs(orphans, beside.held) if orphans else {}
        new = {question_of(key) for key in found.values()}
        beside.entries.update(bank.census.entries(new))
        for old, heir in sorted(found.items()):
            beside.move(old, heir)


def _follow_facets(beside: Beside) -> None:
    """A blank or a direction that is called otherwise now, where no other can be meant."""
    gone: dict[str, list[str]] = {}
    for key in beside.held:
        if question_of(key) in beside.entries and not beside.present(key):
            gone.setdefault(question_of(key), []).append(key)
    for question, lost in gone.items():
        facets = beside.entries[question].facets
        keys = (f"{question}#{facet}" if facet else question for facet in facets)
        new = [key for key in keys if key not in beside.held]
        if len(lost) == len(new) == 1:
            beside.move(lost[0], new[0])


def _changed(beside: Beside) -> Iterator[tuple[str, str]]:
    """The cards whose latest answer was given to another answer than is right now, with the
    fingerprint of that."""
    for key, held in sorted(beside.held.items()):
        if held.fingerprint and not held.changed and beside.asked(key):
            graded = beside.entries[question_of(key)].graded
            if graded != held.fingerprint:
                yield key, graded


def _events(
    moves: Sequence[tuple[str, str]], changed: Mapping[str, str], moment: Moment
) -> Iterator[Event]:
    at, offset, day = moment.at_ms, moment.offset_min, moment.day
    for old, new in moves:
        data = json.dumps({"old": old}, ensure_ascii=False)
        yield Event(what=What.ADOPT, card=new, at_ms=at, offset_min=offset, day=day, data=data)
    for key, graded in changed.items():
        yield Event(
            what=What.CHANGED, card=key, at_ms=at, offset_min=offset, day=day, fingerprint=graded
        )


def _notes(
    moves: Sequence[tuple[str, str]], changed: Mapping[str, str], banks: Sequence[Bank]
) -> Iterator[str]:
    moved = _questions(new for old, new in moves if old != new)
    if moved:
        keeps = "keeps its" if len(moved) == 1 else "keep their"
        yield f"{counted(len(moved), 'edited question')} {keeps} history: {_some(moved, banks)}."
    new = _questions(changed)
    if new:
        has, comes = ("has", "it comes") if len(new) == 1 else ("have", "they come")
        yield (
            f"{counted(len(new), 'question')} {has} a new answer, and {comes} again soon: "
            f"{_some(new, banks)}."
        )


def _questions(keys: Iterable[str]) -> list[str]:
    """The keys of these cards' questions, each once."""
    return list(dict.fromkeys(question_of(key) for key in keys))


def _some(questions: Sequence[str], banks: Sequence[Bank]) -> str:
    """The first of them as people know them: by the id that somebody wrote, else by the stem."""
    first = questions[:NAMED]
    stems = _stems([key for key in first if "/~" in key], banks)
    more = len(questions) - NAMED
    named = ", ".join(stems.get(key, key.partition(":")[2]) for key in first)
    return named + (f" and {more} more" if more > 0 else "")


def _stems(questions: Sequence[str], banks: Sequence[Bank]) -> dict[str, str]:
    if not questions:
        return {}
    from trainer.language.markup import to_plain  # which a start can do without

    return {
        key: f"“{brief(to_plain(question.ask))}”"
        for bank in banks
        for key, question in bank.questions(questions).items()
    }
