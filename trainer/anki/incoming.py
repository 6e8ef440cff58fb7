"""A package's notes → questions with names, each with the file it belongs to and its cards."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from trainer.anki.collection import ReadNote
from trainer.anki.data import BadDataError
from trainer.anki.foreign import Made, SkippedError, convert
from trainer.anki.incomingmedia import IncomingMedia
from trainer.anki.ours import Origin, facets, is_ours, our_question
from trainer.anki.reader import Package
from trainer.bank.homes import Home, Homes, home_of, is_question_file
from trainer.bank.naming import Names
from trainer.bank.placing import Placeable
from trainer.exchange.losses import Skipped
from trainer.language.fromhtml import read_html
from trainer.question import Question
from trainer.records import record

_NOT_IN_A_TAG = re.compile(r"[^\w.-]+")
_ANKIS_OWN = frozenset({"leech", "marked"})


@record(frozen=True, slots=True)
class Incoming(Placeable):
    """One question of a package. `note` is the note it came from, `facets` say by the numbers of
    its cards which are this question's; `deck` is the id of the deck file it goes with."""

    guid: str
    deck: str
    note: ReadNote
    facets: Mapping[int, str]
    media: frozenset[str] = frozenset()
    ours: bool = False

    @property
    def label(self) -> str:
        return _label(self.note)


def incoming(
    package: Package,
    origin: Origin,
    library: str,
    homes: Homes,
    names: Names,
    media: IncomingMedia,
    skipped: Skipped,
) -> Iterator[Incoming | None]:
    """The questions of a package, in the order of its notes; None for a note that has none.

    `library` is the id they get. Raises what `reader.told` tells.
    """
    collection = package.collection
    decks = {key: deck.name for key, deck in collection.decks.items()}
    known = set(decks.values())
    homes.learn(known)
    for note in collection.notes():
        deck = decks.get(note.cards[0].deck if note.cards else 0) or "Default"
        if deck not in known:
            known.add(deck)
            homes.learn(known)
        try:
            if is_ours(note):
                yield _own(note, origin, library, homes, deck, media)
            else:
                yield from _foreign(package, note, library, homes, deck, names, media, skipped)
        except (SkippedError, BadDataError) as error:
            skipped.note(str(error), _label(note))
            yield None


def _own(
    note: ReadNote, origin: Origin, library: str, homes: Homes, deck: str, media: IncomingMedia
) -> Incoming:
    question = our_question(note, origin.names)
    file_id = question.id.partition("/")[0]
    name, title = origin.files.get(file_id, ("", ""))
    home = Home(name, file_id, title) if is_question_file(name) else home_of(file_id)
    files = frozenset(file.file for file in (question.image, question.audio) if file)
    for file in files:
        media.own(file, note)
    named = origin.deck or homes.top(deck)
    made, by_number = replace(question, library=library), facets(note, question)
    return Incoming(made, home, note.guid, named, note, by_number, files, ours=True)


def _foreign(
    package: Package,
    note: ReadNote,
    library: str,
    homes: Homes,
    deck: str,
    names: Names,
    media: IncomingMedia,
    skipped: Skipped,
) -> Iterator[Incoming]:
    note_type = package.collection.types.get(note.note_type)
    if note_type is None:
        raise SkippedError("its note type isn't in the package")
    home = homes.next(deck, sum(map(len, note.fields)))
    used: set[str] = set()

    def path(name: str) -> str:
        found = media.path(name, home.media)
        used.update([found] if found else [])
        return found

    made = convert(note, note_type, path)
    tags, top, files = _tags(note.tags), homes.top(deck), frozenset(used)
    fact = ""
    for one in made:
        guid = note.guid if one is made[0] else f"{note.guid}#{min(one.facets)}"
        id = names.of(guid, home, one.body)
        if len(made) > 1:
            # Several cards of one note ask about one thing, so never on one day.
            fact = fact or id.rpartition("/")[2]
        for reason in one.lost:
            skipped.loss(reason, _label(note))
        question = _question(one, id, library, tags, fact)
        yield Incoming(question, home, guid, top, note, one.facets, files)


def _question(made: Made, id: str, library: str, tags: tuple[str, ...], fact: str) -> Question:
    return Question(
        id=id,
        body=made.body,
        library=library,
        tags=tags,
        explain=made.explain,
        hints=made.hints,
        image=made.image,
        audio=made.audio,
        fact=fact,
    )


@lru_cache(maxsize=4096)
def _tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(_tag, tags))))


def _tag(tag: str) -> str:
    """Anki's levels are parted by dots here; the learner's own marks stay behind."""
    if tag.lower() in _ANKIS_OWN:
        return ""
    return _NOT_IN_A_TAG.sub("-", tag.replace("::", ".")).strip("-.")


def _label(note: ReadNote) -> str:
    """What a note says first, in words."""
    return next((t for f in note.fields if (t := read_html(f[:400]).text.strip())), note.guid)
