"""Which places of each source have questions, and which have none yet."""

from __future__ import annotations

from collections.abc import Iterable

from trainer.question import Question, Source
from trainer.records import record
from trainer.reports.locators import folded, places


@record(frozen=True, slots=True)
class Covered:
    """A place in a source, and the ids of the questions that cite it."""

    locator: str
    questions: tuple[str, ...]


@record(frozen=True, slots=True)
class SourceCoverage:
    """One source. `declared` has each single place that its `locators` name, in that order;
    `undeclared` what questions cite beyond these; `whole` cites the source without a place."""

    source: Source
    declared: tuple[Covered, ...]
    undeclared: tuple[Covered, ...]
    whole: tuple[str, ...]

    @property
    def gaps(self) -> tuple[str, ...]:
        """The declared places that no question cites."""
        return tuple(place.locator for place in self.declared if not place.questions)

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions that cite the source anywhere, each once."""
        cited = (place.questions for place in (*self.declared, *self.undeclared))
        return tuple(dict.fromkeys(id for ids in (*cited, self.whole) for id in ids))

    @property
    def has_gap(self) -> bool:
        """Whether a declared place, or the source as a whole, has no question."""
        return bool(self.gaps) or not self.questions


@record(frozen=True, slots=True)
class Coverage:
    """Sources with gaps first; and the questions that cite no source at all."""

    sources: tuple[SourceCoverage, ...]
    sourceless: tuple[str, ...]

    @property
    def has_gap(self) -> bool:
        return any(one.has_gap for one in self.sources)


class _Tally:
    """What is known of one source while questions are counted."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.names: dict[str, str] = {}
        for locator in source.locators:
            for name in places(locator):
                self.names.setdefault(folded(name), name)
        self.declared: dict[str, list[str]] = {place: [] for place in self.names}
        self.undeclared: dict[str, list[str]] = {}
        self.whole: list[str] = []

    def cite(self, locator: str, id: str) -> None:
        if not locator:
            self.whole.append(id)
            return
        for name in places(locator, self.declared):
            place = folded(name)
            self.names.setdefault(place, name)
            ids = self.declared.get(place)
            if ids is None:
                ids = self.undeclared.setdefault(place, [])
            if id not in ids[-1:]:
                ids.append(id)

    def result(self) -> SourceCoverage:
        return SourceCoverage(
            self.source,
            self._covered(self.declared),
            self._covered(self.undeclared),
            tuple(dict.fromkeys(self.whole)),
        )

    def _covered(self, cited: dict[str, list[str]]) -> tuple[Covered, ...]:
        return tuple(Covered(self.names[place], tuple(ids)) for place, ids in cited.items())


def coverage(sources: Iterable[Source], questions: Iterable[Question]) -> Coverage:
    """What `questions` cover of `sources`, and of every other source they cite.

    Retired questions cover nothing. Questions are read once, and only their ids are kept.
    """
    tallies = {source: _Tally(source) for source in sources}
    sourceless: list[str] = []
    for question in questions:
        if question.retired:
            continue
        if not question.sources:
            sourceless.append(question.id)
        for citation in question.sources:
            source = citation.source
            if source not in tallies:
                tallies[source] = _Tally(source)
            tallies[source].cite(citation.locator, question.id)
    found = [tally.result() for tally in tallies.values()]
    return Coverage(
        tuple(sorted(found, key=lambda one: not one.has_gap)), tuple(dict.fromkeys(sourceless))
    )
