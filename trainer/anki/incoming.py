"""A package's notes → questions with names, each with the file it belongs to and its cards."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from trainer.anki.collection import ReadCard, ReadNote
from trainer.anki.data import BadDataError
from trainer.anki.foreign import Made, SkippedError, convert
from trainer.anki.homes import Home, Homes, is_question_file
from trainer.anki.incomingmedia import IncomingMedia
from trainer.anki.ours import Origin, facets, is_ours, our_question
from trainer.anki.reader import Package
from trainer.language.fromhtml import read_html
from trainer.language.markup import to_plain
from trainer.question import Body, Cloze, Question, Term, Truth
from trainer.wording.slug import slug

_NOT_IN_A_TAG = re.compile(r"[^\w.-]+")
_ANKIS_OWN = frozenset({"leech", "marked"})


@dataclass(frozen=True, slots=True)
class Incoming:
    """One question of a package. `cards` are its facets by Anki's card ids; `note` is the note it
    came from; `deck` the id of the deck file it goes with."""

    question: Question
    guid: str
    home: Home
    deck: str
    note: ReadNote
    cards: Mapping[ReadCard, str]
    media: frozenset[str] = frozenset()
    ours: bool = False


@dataclass(slots=True)
class Skipped:
    """What was left out or lost, counted by reason, with an example for each."""

    notes: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def note(self, reason: str, note: ReadNote) -> None:
        self.notes[reason] += 1
        self.examples.setdefault(reason, _brief(note))

    def loss(self, reason: str, note: ReadNote) -> None:
        self.lost[reason] += 1
        self.examples.setdefault(reason, _brief(note))

    def sentences(self) -> Iterator[str]:
        for reason, n in self.notes.most_common():
            what = "1 note is left out" if n == 1 else f"{n:,} notes are left out"
            yield f"{what}: {reason} (such as “{self.examples[reason]}”)"
        for reason, n in self.lost.most_common():
            what = "1 note" if n == 1 else f"{n:,} notes"
            yield f"{what}: {reason} (such as “{self.examples[reason]}”)"


@dataclass(slots=True)
class Names:
    """Which ids are taken in each file, and which a guid already has."""

    known: Mapping[str, str]
    taken: Callable[[Home], set[str]]
    twin: Callable[[Home, Body], str | None]
    claimed: set[str] = field(default_factory=set)

    def of(self, guid: str, home: Home, question: Question) -> str:
        """The full id for a note: the one it has, or that of a question in its file which asks
        the same (a ledger may be lost), else a new one made of what it asks."""
        if guid in self.known:
            return self.known[guid]
        if (twin := self.twin(home, question.body)) and twin not in self.claimed:
            self.claimed.add(twin)
            return twin
        names = self.taken(home)
        name = base = slug(to_plain(_stem(question.body))) or "question"
        number = 1
        while name in names:
            number += 1
            name = f"{base}-{number}"
        names.add(name)
        return f"{home.file_id}/{name}"


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
    homes.learn(decks.values())
    for note in collection.notes():
        deck = decks.get(note.cards[0].deck if note.cards else 0) or "Default"
        if deck not in decks.values():
            homes.learn([*decks.values(), deck])
            decks[0] = deck
        try:
            if is_ours(note):
                yield _own(note, origin, library, homes, deck, media)
            else:
                yield from _foreign(package, note, library, homes, deck, names, media, skipped)
        except (SkippedError, BadDataError) as error:
            skipped.note(str(error), note)
            yield None


def _own(
    note: ReadNote, origin: Origin, library: str, homes: Homes, deck: str, media: IncomingMedia
) -> Incoming:
    question = our_question(note, origin.names)
    file_id = question.id.partition("/")[0]
    name, title = origin.files.get(file_id, ("", ""))
    if not is_question_file(name):
        name = f"{slug(file_id, 80) or 'questions'}.yaml"
    home = Home(name, file_id, title)
    files = frozenset(file.file for file in (question.image, question.audio) if file)
    for file in files:
        media.own(file, note)
    by_number = facets(note, question)
    cards = {card: by_number[card.ordinal] for card in note.cards if card.ordinal in by_number}
    named = origin.deck or homes.top(deck)
    made = replace(question, library=library)
    return Incoming(made, note.guid, home, named, note, cards, files, ours=True)


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
    questions = [_question(one, note, library, home) for one in made]
    guids = [note.guid, *(f"{note.guid}#{min(one.facets)}" for one in made[1:])]
    ids = [names.of(guid, home, question) for guid, question in zip(guids, questions, strict=True)]
    # Several cards of one note ask about one thing, so never on one day.
    fact = ids[0].rpartition("/")[2] if len(made) > 1 else ""
    for guid, id, one, question in zip(guids, ids, made, questions, strict=True):
        for reason in one.lost:
            skipped.loss(reason, note)
        cards = {c: one.facets[c.ordinal] for c in note.cards if c.ordinal in one.facets}
        named = replace(question, id=id, fact=fact)
        yield Incoming(named, guid, home, homes.top(deck), note, cards, frozenset(used))


def _question(made: Made, note: ReadNote, library: str, home: Home) -> Question:
    return Question(
        id=f"{home.file_id}/~",
        body=made.body,
        library=library,
        tags=tuple(dict.fromkeys(tag for t in note.tags if (tag := _tag(t)))),
        explain=made.explain,
        hints=made.hints,
        image=made.image,
        audio=made.audio,
    )


def _stem(body: Body) -> str:
    """What a question is called after: what it asks, a cloze with its answers."""
    match body:
        case Term(term=text) | Truth(statement=text):
            return text
        case Cloze(parts=parts):
            return "".join(part if isinstance(part, str) else part.answer for part in parts)
        case other:
            return other.ask


def _tag(tag: str) -> str:
    """Anki's levels are parted by dots here; the learner's own marks stay behind."""
    if tag.lower() in _ANKIS_OWN:
        return ""
    return _NOT_IN_A_TAG.sub("-", tag.replace("::", ".")).strip("-.")


def _brief(note: ReadNote) -> str:
    text = next((t for f in note.fields if (t := read_html(f[:400]).text.strip())), note.guid)
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"
