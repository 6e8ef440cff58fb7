"""Forms of an exam: the same for everybody, different from each other, true to the blueprint."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.language.reading import ExamPlan
from trainer.memory.candidate import Candidate
from trainer.study.drawing import DrawError, draw


def cards(*ids: str, fact: str = "", library: str = "local") -> list[Candidate]:
    return [
        Candidate(f"{library}:{name}", f"{library}:{name.partition('#')[0]}", fact) for name in ids
    ]


def numbered(prefix: str, count: int) -> list[Candidate]:
    return cards(*(f"{prefix}/{n}" for n in range(count)))


def keys(drawn: list[tuple[str, Candidate]]) -> list[str]:
    return [card.key.partition(":")[2] for _, card in drawn]


PLAIN = ExamPlan("Mock", 5, 10)


def test_form_is_the_same_whatever_the_order_of_the_files() -> None:
    every = numbered("a", 40)
    assert draw(PLAIN, {"": every}, 3) == draw(PLAIN, {"": every[::-1]}, 3)


def test_form_is_the_same_once_the_library_has_an_id() -> None:
    ours = [Candidate(f"tang-abcdef:{c.key[6:]}", f"tang-abcdef:{c.key[6:]}") for c in
            numbered("a", 40)]  # fmt: skip
    assert keys(draw(PLAIN, {"": ours}, 3)) == keys(draw(PLAIN, {"": numbered("a", 40)}, 3))


def test_forms_differ_in_questions_and_their_order() -> None:
    forms = [keys(draw(PLAIN, {"": numbered("a", 40)}, form)) for form in range(1, 9)]
    assert len({tuple(sorted(form)) for form in forms}) == 8
    whole = [keys(draw(ExamPlan("All", 8, 10), {"": numbered("a", 8)}, n)) for n in (1, 2)]
    assert sorted(whole[0]) == sorted(whole[1])
    assert whole[0] != whole[1]


def test_added_question_changes_a_form_by_one_at_most() -> None:
    before = set(keys(draw(PLAIN, {"": numbered("a", 40)}, 5)))
    after = set(keys(draw(PLAIN, {"": [*numbered("a", 40), *cards("b/new")]}, 5)))
    assert len(before - after) <= 1


def test_every_question_has_its_chance() -> None:
    seen = Counter(key for form in range(400) for key in keys(draw(PLAIN, {"": numbered("a", 20)},
                   form)))  # fmt: skip
    assert len(seen) == 20
    assert all(60 <= count <= 145 for count in seen.values())  # 100 expected, five sigma


def test_blueprint_says_how_many_of_each_tag() -> None:
    plan = ExamPlan("Mock", 5, 10, draw={"court": 2, "war": 3})
    drawn = draw(plan, {"court": numbered("c", 9), "war": numbered("w", 9)}, 1)
    assert Counter(tag for tag, _ in drawn) == {"court": 2, "war": 3}
    assert all(card.key.startswith(f"local:{tag[0]}/") for tag, card in drawn)


def test_question_comes_once_with_one_of_its_cards() -> None:
    clozes = cards("a/x#one", "a/x#two", "a/y#one", "a/y#two")
    found = keys(draw(ExamPlan("Mock", 2, 5), {"": clozes}, 1))
    assert {key.partition("#")[0] for key in found} == {"a/x", "a/y"}
    sides = {tuple(sorted(keys(draw(ExamPlan("M", 2, 5), {"": clozes}, n)))) for n in range(30)}
    assert len(sides) == 4


def test_questions_that_share_a_fact_give_each_other_away() -> None:
    pool = [*cards("a/1", "a/2", "a/3", fact="battle"), *numbered("b", 4)]
    for form in range(20):
        found = keys(draw(PLAIN, {"": pool}, form))
        assert sum(key.startswith("a/") for key in found) == 1
    found = keys(draw(ExamPlan("All", 7, 5), {"": pool}, 1))
    assert len(found) == 7  # where there are too few others, they come together


def test_question_with_two_tags_goes_where_it_is_needed() -> None:
    both = cards("x/both")
    plan = ExamPlan("Mock", 2, 5, draw={"court": 1, "war": 1})
    for form in range(20):
        offered = {"court": [*both, *cards("c/1")], "war": both}
        assert dict(draw(plan, offered, form))["war"] == both[0]


def test_draw_that_can_not_be_names_what_is_short() -> None:
    plan = ExamPlan("Mock", 4, 5, draw={"court": 3, "war": 1})
    with pytest.raises(DrawError, match="`Mock` draws 3 questions tagged `court`, the deck has 2"):
        draw(plan, {"court": numbered("c", 2), "war": numbered("w", 3)}, 1)
    with pytest.raises(DrawError, match="draws 5 questions, the deck has 2"):
        draw(PLAIN, {"": numbered("c", 2)}, 1)
    both = cards("x/1", "x/2", "x/3")
    with pytest.raises(DrawError, match="needed for more than one"):
        draw(plan, {"court": both, "war": both}, 1)


@given(
    tags=st.lists(st.sets(st.sampled_from("abc"), min_size=1), min_size=1, max_size=9),
    wanted=st.dictionaries(st.sampled_from("abc"), st.integers(1, 3), min_size=1),
    form=st.integers(0, 99),
)
def test_draw_succeeds_just_where_a_slow_search_does(
    tags: list[set[str]], wanted: dict[str, int], form: int
) -> None:
    offered = {
        tag: cards(*(f"q/{n}" for n, has in enumerate(tags) if tag in has)) for tag in wanted
    }
    plan = ExamPlan("Any", sum(wanted.values()), 5, draw=wanted)
    seats = [tag for tag, count in wanted.items() for _ in range(count)]
    possible = _possible(tuple(seats), frozenset(range(len(tags))), tags)
    try:
        drawn = draw(plan, offered, form)
    except DrawError:
        assert not possible
        return
    assert possible
    assert Counter(tag for tag, _ in drawn) == wanted
    assert len({card.question for _, card in drawn}) == plan.questions
    assert all(card in offered[tag] for tag, card in drawn)


def _possible(seats: tuple[str, ...], free: frozenset[int], tags: list[set[str]]) -> bool:
    if not seats:
        return True
    fitting = (n for n in free if seats[0] in tags[n])
    return any(_possible(seats[1:], free - {n}, tags) for n in fitting)
