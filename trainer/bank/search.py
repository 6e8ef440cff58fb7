"""The search language: `tag:soviet-aid level:2..4 kind:cloze -debt fuel`, and the SQL it means."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from trainer.errors import TrainerError
from trainer.records import record

EACH = "(SELECT value FROM json_each(?))"
"""The values of a JSON list, for an IN."""

FIELDS = ("tag", "deck", "level", "kind", "id", "is")


class BadSearchError(TrainerError):
    """A search that means nothing, and why."""


@record(frozen=True, slots=True)
class Term:
    """One condition: `field` is '' for free text; `negated` by a leading hyphen."""

    field: str
    value: str
    negated: bool = False


@record(frozen=True, slots=True)
class Search:
    """All of the terms must hold. `states` are the `is:` terms, which only a history can judge."""

    terms: tuple[Term, ...] = ()
    states: tuple[Term, ...] = ()

    @property
    def worded(self) -> bool:
        """Whether it asks for free text."""
        return any(not term.field for term in self.terms)


class Condition(NamedTuple):
    """A part of a WHERE clause over `items`, and its values."""

    sql: str
    values: tuple[object, ...] = ()


_TERM = r'(-?)(?:([a-z]+):)?(?:"([^"]*)"?|([^\s"]*))'


def parse(text: str) -> Search:
    """A search as typed; a field without a value is being typed and means nothing yet.

    Raises BadSearchError with a sentence for an unknown field or value.
    """
    terms: list[Term] = []
    for match in re.finditer(_TERM, text):
        minus, field, quoted, bare = match.groups()
        value = bare if quoted is None else quoted
        if field and field not in FIELDS:
            raise BadSearchError(
                f"a search has no `{field}:`; there are {', '.join(f'`{f}:`' for f in FIELDS)}."
            )
        if value:
            terms.append(_valid(Term(field or "", value, bool(minus))))
    states = tuple(term for term in terms if term.field == "is")
    return Search(tuple(term for term in terms if term.field != "is"), states)


def _valid(term: Term) -> Term:
    if term.field == "level" and _levels(term.value) is None:
        raise BadSearchError(f"`level:{term.value}` is no level; write `level:2` or `level:1..3`.")
    if term.field == "kind":
        # Not at every start.
        from trainer.question import Kind

        if term.value not in list(Kind):
            raise BadSearchError(f"there is no kind `{term.value}`; there are {', '.join(Kind)}.")
    return term


def _levels(value: str) -> tuple[int, int] | None:
    found = re.fullmatch(r"([1-5])(?:\.\.([1-5]))?", value)
    return (int(found[1]), int(found[2] or found[1])) if found else None


def condition(search: Search, of_deck: Callable[[str], Condition]) -> Condition:
    """What the index is asked for a search; `of_deck` gives the condition of a deck's name."""
    return all_of(_negate(_one(term, of_deck), term.negated) for term in search.terms)


def all_of(conditions: Iterable[Condition]) -> Condition:
    every = [one for one in conditions if one.sql]
    return Condition(
        " AND ".join(one.sql for one in every) or "1",
        tuple(value for one in every for value in one.values),
    )


def tagged(tags: Iterable[str]) -> Condition:
    """Has any of the tags; no tags hold for every question."""
    every = tuple(f"\n{tag}\n" for tag in tags)
    sql = " OR ".join("instr(tags, ?) > 0" for _ in every)
    return Condition(f"({sql})" if sql else "", every)


def levelled(levels: tuple[int, int] | None) -> Condition:
    """Has a level within both ends; None holds for every question."""
    return Condition("level BETWEEN ? AND ?", levels) if levels else Condition("")


def among(ids: Iterable[str]) -> Condition:
    """Questions with one of these ids."""
    return Condition(f"question IN {EACH}", (json.dumps(list(ids)),))


def in_files(numbers: Iterable[int]) -> Condition:
    return Condition(f"file IN {EACH}", (json.dumps(list(numbers)),))


def _one(term: Term, of_deck: Callable[[str], Condition]) -> Condition:
    match term.field:
        case "tag":
            return tagged([term.value])
        case "level":
            return levelled(_levels(term.value))
        case "kind":
            return Condition("kind = ?", (term.value,))
        case "id":
            return Condition("instr(question, ?) > 0", (term.value,))
        case "deck":
            return of_deck(term.value)
    return _worded(term)


def matched(terms: Iterable[Term]) -> str:
    """What the text index is asked for free text: words that begin so, in any order; "" for none.

    Split here as the text index splits, since without positions it can't look for a word that it
    would split into a phrase."""
    # Its table of characters takes 4 ms, which only a search needs.
    from trainer.wording.spaced import spaced

    words = [word for term in terms for word in re.findall(r"[^\W_]+", spaced(term.value))]
    return " AND ".join(f'"{word}"*' for word in words)


def _worded(term: Term) -> Condition:
    query = matched([term])
    if not query:
        return Condition("")
    return Condition("id IN (SELECT rowid FROM texts WHERE texts MATCH ?)", (query,))


def _negate(one: Condition, negated: bool) -> Condition:
    # A question without a level is outside every range, where SQL alone would know nothing.
    return Condition(f"coalesce({one.sql}, 0) = 0", one.values) if negated and one.sql else one
