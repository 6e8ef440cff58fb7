"""Which card comes next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.memory.candidates import (
    DONE,
    MINUTE,
    NOW,
    TODAY,
    drain,
    due,
    learning,
    new,
    queue,
    step,
)
from trainer.memory.candidate import Candidate, Counts, Limits
from trainer.memory.card import NEW, Phase


def test_steps_come_before_reviews_and_reviews_before_new_cards() -> None:
    found = queue(new=[new("new")], due=[due("due")], learning=[step("step", -1), step("soon", 5)])
    assert drain(found) == ["step", "due", "new", "soon"]


def test_reviews_come_by_their_due_day() -> None:
    found = queue(due=[due("c", TODAY), due("a", TODAY - 9), due("b", TODAY - 1)])
    assert drain(found) == ["a", "b", "c"]


def test_under_a_backlog_the_worthiest_come_first() -> None:
    worth = {"a": 1.0, "b": 3.0, "c": 2.0}
    cards = [due("a", TODAY - 9), due("b"), due("c")]
    backlog = queue(due=cards, limits=Limits(reviews=2), worth=lambda card: worth[card.key])
    assert drain(backlog) == ["b", "c"]
    enough = queue(due=cards, limits=Limits(reviews=3), worth=lambda card: worth[card.key])
    assert drain(enough) == ["a", "b", "c"]


def test_limits_hold_and_steps_do_not_count() -> None:
    found = queue(
        new=[new(f"n{n}") for n in range(5)],
        due=[due(f"d{n}") for n in range(5)],
        learning=[step("step", 0)],
        limits=Limits(new=2, reviews=3),
    )
    assert found.counts() == Counts(learning=1, due=3, new=2)
    assert drain(found) == ["step", "d0", "d1", "d2", "n0", "n1"]


def test_new_cards_take_topics_in_turn_and_keep_the_file_order_within() -> None:
    cards = [new(f"{topic}{n}", topic=topic) for topic in "abc" for n in range(3)]
    assert drain(queue(new=cards)) == ["a0", "b0", "c0", "a1", "b1", "c1", "a2", "b2", "c2"]


def test_a_card_waits_until_those_before_it_are_settled() -> None:
    settled: set[str] = set()
    found = queue(
        new=[new("late", after=("early",)), new("early"), new("other")],
        settled=settled.__contains__,
    )
    first = found.next(NOW)
    assert first and first.key == "early"
    found.answered(first, DONE)
    settled.add("early")
    assert drain(found) == ["late", "other"]


def test_siblings_keep_apart_whatever_they_are() -> None:
    found = queue(
        due=[due("q1#a", question="q1"), due("q1#b", question="q1"), due("x", fact="tang")],
        new=[new("q1#c", "q1"), new("y", fact="tang"), new("z")],
    )
    assert found.counts() == Counts(learning=0, due=2, new=1)
    assert drain(found) == ["q1#a", "x", "z"]


def test_what_had_its_card_earlier_today_keeps_its_siblings_away() -> None:
    found = queue(
        new=[new("q1#b", "q1"), new("y", fact="tang"), new("z")],
        learning=[step("q1#a", 0, question="q1")],
        seen=[("q1", "q1#a"), ("tang", "x")],
    )
    assert drain(found) == ["q1#a", "z"]


def test_a_step_comes_back_when_it_is_due() -> None:
    found = queue(new=[new("a"), new("b")])
    first = found.next(NOW)
    assert first
    found.answered(first, learning(1))
    second = found.next(NOW + MINUTE // 2)
    assert second and second.key == "b"
    third = found.next(NOW + MINUTE)
    assert third and third.key == "a"


def test_steps_within_twenty_minutes_come_at_once_when_nothing_else_is_left() -> None:
    found = queue(learning=[step("a", 20)])
    assert found.next(NOW - 1) is None
    assert found.next(NOW) == step("a", 20)


def test_what_a_sitting_has_no_room_for_is_passed_over_and_stays() -> None:
    found = queue(learning=[step("a", 0), step("b", 0)], due=[due("c")], new=[new("d")])
    assert found.next(NOW, lambda card: card.key == "b") == step("b", 0)
    assert found.next(NOW, lambda card: card.key == "d") == new("d")
    assert found.next(NOW, lambda _card: False) is None
    assert found.counts().due == 1
    assert found.next(NOW) == step("a", 0)


def test_the_card_just_answered_lets_another_step_go_first() -> None:
    found = queue(learning=[step("a", 0), step("b", 9)])
    first = found.next(NOW)
    assert first and first.key == "a"
    found.answered(first, learning(1))
    second = found.next(NOW)
    assert second and second.key == "b"


def test_a_skipped_card_comes_after_the_others() -> None:
    found = queue(due=[due("a"), due("b")], new=[new("c")])
    found.put_last("a")
    assert found.counts() == Counts(learning=0, due=2, new=1)
    assert drain(found) == ["b", "c", "a"]


def test_skipping_goes_round() -> None:
    found = queue(due=[due("a"), due("b")])
    for key in "abab":
        card = found.next(NOW)
        assert card and card.key == key
        found.put_last(key)


def test_a_removed_card_never_comes_even_if_it_is_not_read_yet() -> None:
    found = queue(due=[due("a"), due("b")], new=(new(f"n{n}") for n in range(300)))
    found.remove("a")
    found.remove("n250")
    keys = drain(found)
    assert len(keys) == 300
    assert not {"a", "n250"} & set(keys)


def test_an_undone_answer_comes_next_with_its_limit_and_siblings_given_back() -> None:
    first, sibling = new("q#a", "q"), new("q#b", "q")
    found = queue(new=[first, sibling, new("z")], limits=Limits(new=1))
    found.answered(first, learning(1))
    assert found.counts() == Counts(learning=1, due=0, new=0)
    found.restore(first)
    assert found.next(NOW) == first
    found.put_last(first.key)
    assert found.next(NOW) == sibling


def test_undoing_one_of_two_answers_keeps_the_siblings_away() -> None:
    first = new("q#a", "q")
    found = queue(new=[first, new("q#b", "q")])
    found.answered(first, learning(1))
    again = step("q#a", 1, "q")
    found.answered(again, DONE)
    found.restore(again)
    assert drain(found, NOW + MINUTE) == ["q#a"]


def test_a_card_that_another_deck_asked_keeps_its_siblings_away_until_that_is_undone() -> None:
    found = queue(due=[due("x", fact="tang"), due("z")])
    elsewhere = due("y", fact="tang")
    found.claim(elsewhere)
    assert found.counts().due == 1
    found.release(elsewhere)
    assert drain(found) == ["x", "z"]


def test_a_removed_card_can_come_back() -> None:
    found = queue(due=[due("a"), due("b")])
    found.remove("b")
    found.readmit(due("b"))
    assert drain(found) == ["b", "a"]


def test_only_as_many_new_cards_are_read_as_are_needed() -> None:
    read = count()

    def library() -> Iterator[Candidate]:
        for n in range(100_000):
            next(read)
            yield new(f"n{n}", topic=f"t{n % 7}")

    found = queue(new=library(), limits=Limits(new=20))
    found.next(NOW)
    assert found.counts().new == 20
    assert next(read) <= 256


def test_a_chain_through_the_whole_library_is_not_read_to_its_end() -> None:
    read = count()

    def chain() -> Iterator[Candidate]:
        for n in range(100_000):
            next(read)
            yield new(f"n{n}", after=(f"n{n - 1}",) if n else ())

    found = queue(new=chain(), settled=lambda _: False)
    first = found.next(NOW)
    assert first and first.key == "n0"
    assert next(read) <= 2048


def test_a_free_card_behind_many_that_wait_is_found() -> None:
    held = [new(f"n{n}", after=("never",)) for n in range(5000)]
    assert drain(queue(new=[*held, new("free")], settled=lambda _: False)) == ["free"]


def test_counts_say_when_there_are_more() -> None:
    found = queue(new=(new(f"n{n}") for n in range(1000)))
    assert found.counts() == Counts(0, 0, 64, more=True)
    assert queue(new=[new("a")]).counts() == Counts(0, 0, 1, more=False)


@pytest.mark.parametrize("limits", [Limits(), Limits(new=3, reviews=4)])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["new", "due", "step"]),
            st.integers(0, 6),
            st.sampled_from(["", "f", "g"]),
            st.sampled_from("ab"),
        ),
        max_size=30,
    )
)
def test_no_question_and_no_fact_comes_twice_on_a_day(
    limits: Limits, drawn: list[tuple[str, int, str, str]]
) -> None:
    states = {"new": NEW, "due": due("").state, "step": learning(0)}
    cards = [
        Candidate(f"{kind}{n}", f"q{question}", fact, topic, state=states[kind])
        for n, (kind, question, fact, topic) in enumerate(drawn)
    ]

    def of(kind: str) -> Iterable[Candidate]:
        return [card for card in cards if card.key.startswith(kind)]

    found = queue(new=of("new"), due=of("due"), learning=of("step"), limits=limits)
    by_key = {card.key: card for card in cards}
    left = found.counts()
    came = [by_key[key] for key in drain(found)]
    assert len({card.key for card in came}) == len(came)
    for name in ("question", "fact"):
        names = [getattr(card, name) for card in came if getattr(card, name)]
        assert len(set(names)) == len(names)
    if limits.new is not None and limits.reviews is not None:
        assert sum(card.state.phase is Phase.NEW for card in came) <= limits.new
        assert sum(card.state.phase is Phase.REVIEW for card in came) <= limits.reviews
    else:
        assert len(came) == left.learning + left.due + left.new


@given(
    st.lists(st.sampled_from(["a", "b", "c"])),
    st.lists(st.sampled_from(["q", "r", "s", "t"])),
    st.integers(0, 3),
)
def test_the_likely_card_is_the_next_one_where_nothing_comes_back(
    topics: list[str], questions: list[str], steps: int
) -> None:
    found = queue(
        new=[new(f"new{n}", topic=topic) for n, topic in enumerate(topics)],
        due=[due(f"due{n}", TODAY - n % 2, question) for n, question in enumerate(questions)],
        learning=[step(f"step{n}", -n) for n in range(steps)],
    )
    while card := found.next(NOW):
        likely, counts = found.likely(card, NOW), found.counts()
        assert found.counts() is counts, "nothing changed"
        found.answered(card, DONE)
        assert found.next(NOW) == likely
