"""Which places of a source have questions."""

from __future__ import annotations

from dataclasses import replace

from trainer.question import Citation, Question, Short, Source
from trainer.reports.coverage import Coverage, coverage

KRAUS = Source("kraus", "How Stalin helped", locators=("¶1–¶4", "author's note"))
DIARY = Source("diary", "A diary")


def cites(id: str, *cited: str | tuple[Source, str]) -> Question:
    citations = (Citation(*((KRAUS, one) if isinstance(one, str) else one)) for one in cited)
    return Question(id=f"q/{id}", body=Short("Who?", "Mao"), sources=tuple(citations))


def places(found: Coverage) -> dict[str, list[str]]:
    (source,) = found.sources
    covered = (*source.declared, *source.undeclared)
    return {one.locator: [id.removeprefix("q/") for id in one.questions] for one in covered}


def test_a_range_counts_for_each_of_its_places() -> None:
    found = coverage([KRAUS], [cites("a", "¶2–¶3"), cites("b", "¶3", "author’s note")])
    assert places(found) == {
        "¶1": [], "¶2": ["a"], "¶3": ["a", "b"], "¶4": [], "author's note": ["b"]
    }  # fmt: skip
    assert found.sources[0].gaps == ("¶1", "¶4") and found.has_gap


def test_what_is_cited_but_not_declared_stands_apart() -> None:
    (source,) = coverage([], [cites("a", "¶1–¶4"), cites("b", "author's note, ¶9")]).sources
    assert [(one.locator, one.questions) for one in source.undeclared] == [("¶9", ("q/b",))]
    assert source.gaps == () and not source.has_gap


def test_citing_the_whole_covers_no_place() -> None:
    (source,) = coverage([KRAUS], [cites("a", "")]).sources
    assert source.whole == ("q/a",) and len(source.gaps) == 5


def test_sources_with_gaps_come_first_and_one_without_questions_is_a_gap() -> None:
    done, unused = replace(KRAUS, key="done", locators=("¶1",)), DIARY
    found = coverage([done, unused, KRAUS], [cites("a", (done, "¶1")), cites("b", "¶1")])
    assert [one.source.key for one in found.sources] == ["diary", "kraus", "done"]


def test_a_question_that_cites_a_place_twice_counts_once() -> None:
    found = coverage([], [cites("a", "¶1", "¶1–¶2")])
    assert places(found)["¶1"] == ["a"]
    assert found.sources[0].questions == ("q/a",)


def test_retired_questions_cover_nothing_and_sourceless_ones_are_named() -> None:
    found = coverage([KRAUS], [replace(cites("a", "¶1"), retired=True), cites("b")])
    assert len(found.sources[0].gaps) == 5 and found.sourceless == ("q/b",)
