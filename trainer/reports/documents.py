"""Which questions rest on paragraphs that have changed since they were written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path

from trainer.bank.documents import read_document
from trainer.bank.registered import Change, Changed, Registered, changes, load
from trainer.errors import TrainerError
from trainer.records import record
from trainer.reports.coverage import Coverage
from trainer.reports.locators import folded


@record(frozen=True, slots=True)
class ChangedDocument:
    """One document of the library: what has changed in it, the ids of the questions that cite the
    changed paragraphs, and how it is `now`. `problem` is why it couldn't be read, "" if it was."""

    key: str
    path: str
    changes: tuple[Changed, ...] = ()
    questions: Mapping[Changed, tuple[str, ...]] = field(default_factory=dict)
    now: Registered | None = None
    problem: str = ""


def changed_documents(root: Path, questions: Path, found: Coverage) -> list[ChangedDocument]:
    """The registered documents that changed or can't be read, by their sources' names. Raises
    TrainerError where the register itself can't be read."""
    reports = [_look(root, key, one, found) for key, one in sorted(load(questions).items())]
    return [one for one in reports if one.changes or one.problem]


def _look(root: Path, key: str, one: Registered, found: Coverage) -> ChangedDocument:
    try:
        now = read_document(root / one.path)
    except TrainerError as error:
        return ChangedDocument(key, one.path, problem=str(error))
    cited = {
        folded(place.locator): place.questions
        for source in found.sources
        if source.source.key == key
        for place in (*source.declared, *source.undeclared)
    }
    changed = changes(one.paragraphs, now.hashes)
    resting = {each: cited.get(f"¶{each.before}", ()) for each in changed if each.before}
    return ChangedDocument(key, one.path, changed, resting, Registered(one.path, tuple(now.hashes)))


def words(one: ChangedDocument) -> Iterator[str]:
    """What to tell of a document, a line each; runs of paragraphs that only moved are one line."""
    if one.problem:
        yield f"{one.key}: what changed can't be told: {one.problem}"
        return
    yield f"{one.key}: {one.path} has changed since its questions were written."
    moved: list[Changed] = []
    for each in (*one.changes, None):
        if moved and (each is None or each.change is not Change.MOVED or _gap(moved[-1], each)):
            yield f"  {_moved(moved)}: the locators of its questions want the new numbers"
            moved = []
        if each is None:
            continue
        if each.change is Change.MOVED:
            moved.append(each)
        else:
            yield f"  {_said(each)}{_resting(one.questions.get(each, ()))}"


def _gap(before: Changed, now: Changed) -> bool:
    return (now.before, now.now) != (before.before + 1, before.now + 1)


def _moved(found: list[Changed]) -> str:
    first, last = found[0], found[-1]
    if first is last:
        return f"¶{first.before} is ¶{first.now} now"
    return f"¶{first.before}–¶{last.before} are ¶{first.now}–¶{last.now} now"


def _said(each: Changed) -> str:
    match each.change:
        case Change.REWORDED if each.before != each.now:
            return f"¶{each.before} is worded otherwise, as ¶{each.now} now"
        case Change.REWORDED:
            return f"¶{each.before} is worded otherwise"
        case Change.GONE:
            return f"¶{each.before} is gone"
        case _:
            return f"¶{each.now} is new"


def _resting(ids: tuple[str, ...]) -> str:
    return f": {', '.join(ids)}" if ids else ""
