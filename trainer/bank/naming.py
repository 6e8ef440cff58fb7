"""Names for questions that come in without one: made of what they ask, each once in its file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from trainer.bank.homes import Home
from trainer.language.markup import to_plain
from trainer.question import Body, Cloze, Term, Truth
from trainer.wording.slug import slug


@dataclass(slots=True)
class Names:
    """Which ids are taken in each file, and which a guid already has: another program's key."""

    known: Mapping[str, str]
    taken: Callable[[Home], set[str]]
    twin: Callable[[Home, Body], str | None]
    claimed: set[str] = field(default_factory=set)

    def of(self, guid: str, home: Home, body: Body) -> str:
        """The full id for a question: the one it has, or that of a question in its file which asks
        the same (a ledger may be lost), else a new one made of what it asks."""
        if guid in self.known:
            return self.known[guid]
        if (twin := self.twin(home, body)) and twin not in self.claimed:
            self.claimed.add(twin)
            return twin
        names = self.taken(home)
        name = base = slug(to_plain(_stem(body))) or "question"
        number = 1
        while name in names:
            number += 1
            name = f"{base}-{number}"
        names.add(name)
        return f"{home.file_id}/{name}"


def _stem(body: Body) -> str:
    """What a question is called after: what it asks, a cloze with its answers."""
    match body:
        case Term(term=text) | Truth(statement=text):
            return text
        case Cloze(parts=parts):
            return "".join(part if isinstance(part, str) else part.answer for part in parts)
        case other:
            return other.ask
