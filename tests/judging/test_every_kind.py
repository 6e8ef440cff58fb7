"""What each kind of question makes of an answer: outcome, score, feedback, and what is shown."""

from __future__ import annotations

import pytest

from tests.judging.kinds import CAPITAL, DYNASTIES, FALL, RULERS, YEARS, judged
from trainer.judging.verdict import Outcome, Verdict
from trainer.question import (
    Answer,
    Arranged,
    Blank,
    Body,
    Choices,
    Claimed,
    Cloze,
    GaveUp,
    Number,
    Paired,
    Picked,
    Point,
    Recall,
    Recalled,
    Short,
    Term,
    Truth,
    Typed,
)
from trainer.wording.numbers import parse_quantity


def test_a_right_pick_is_right() -> None:
    verdict = judged(CAPITAL, Picked((0,)))
    assert (verdict.outcome, verdict.score, verdict.feedback) == (Outcome.RIGHT, 1.0, "")


def test_a_wrong_pick_is_wrong_with_its_own_feedback() -> None:
    verdict = judged(CAPITAL, Picked((1,)))
    assert verdict == Verdict(
        Outcome.WRONG, 0.0, ("Luoyang",), ("Chang'an",), "The second capital."
    )


def test_picking_nothing_is_wrong() -> None:
    assert judged(CAPITAL, Picked(())).outcome is Outcome.WRONG


@pytest.mark.parametrize(
    ("picked", "outcome", "score"),
    [
        ((0, 1), Outcome.RIGHT, 1.0),
        ((0,), Outcome.PARTLY, 0.5),
        ((0, 0), Outcome.PARTLY, 0.5),
        ((0, 1, 2), Outcome.PARTLY, 0.5),
        ((0, 2), Outcome.WRONG, 0.0),
        ((2,), Outcome.WRONG, 0.0),
        ((0, 1, 2, 3), Outcome.WRONG, 0.0),
        ((), Outcome.WRONG, 0.0),
    ],
)
def test_choices_gain_for_hits_and_lose_for_false_picks(
    picked: tuple[int, ...], outcome: Outcome, score: float
) -> None:
    verdict = judged(Choices("Which?", RULERS), Picked(picked))
    assert (verdict.outcome, verdict.score) == (outcome, score)


def test_one_wrong_option_costs_half_and_not_all() -> None:
    verdict = judged(Choices("Which?", RULERS[:3]), Picked((0, 1, 2)))
    assert verdict.score == 0.5


def test_choices_without_partial_are_all_or_nothing() -> None:
    body = Choices("Which?", RULERS, partial=False)
    assert judged(body, Picked((0,))).outcome is Outcome.WRONG
    assert judged(body, Picked((0,))).score == 0.0
    assert judged(body, Picked((1, 0))).outcome is Outcome.RIGHT


def test_the_feedback_of_several_picks_names_each() -> None:
    verdict = judged(Choices("Which?", RULERS), Picked((3, 2)))
    assert verdict.feedback == "Kublai Khan: He founded the Yuan. Kangxi: A Qing emperor."


@pytest.mark.parametrize("claimed", [True, False])
def test_a_false_statement_shows_its_correction(claimed: bool) -> None:
    body = Truth("Wu Zetian ruled only as regent.", False, "She took the throne in 690.")
    verdict = judged(body, Claimed(claimed))
    assert verdict.outcome is (Outcome.WRONG if claimed else Outcome.RIGHT)
    assert verdict.feedback == "She took the throne in 690."
    assert verdict.expected == ("false",)


@pytest.mark.parametrize(
    ("arranged", "outcome", "score"),
    [
        ((0, 1, 2, 3), Outcome.RIGHT, 1.0),
        ((1, 2, 3, 0), Outcome.PARTLY, 2 / 3),
        ((1, 0, 2, 3), Outcome.PARTLY, 1 / 3),
        ((3, 2, 1, 0), Outcome.WRONG, 0.0),
    ],
)
def test_an_order_counts_neighbours(
    arranged: tuple[int, ...], outcome: Outcome, score: float
) -> None:
    verdict = judged(DYNASTIES, Arranged(arranged))
    assert (verdict.outcome, verdict.score) == (outcome, pytest.approx(score))


def test_an_order_shows_its_labels() -> None:
    verdict = judged(DYNASTIES, Arranged((0, 1, 3, 2)))
    assert verdict.given == ("Sui (581)", "Tang (618)", "Yuan", "Song")
    assert verdict.expected == ("Sui (581)", "Tang (618)", "Song", "Yuan")
    assert verdict.parts == (1.0, 0.0, 0.0)


def test_a_match_counts_pairs_and_equal_right_sides_are_one() -> None:
    assert YEARS.rights == ("581", "618", "1271")
    assert judged(YEARS, Paired((0, 1, 1))).outcome is Outcome.RIGHT
    verdict = judged(YEARS, Paired((1, 1, None)))
    assert (verdict.outcome, verdict.score) == (Outcome.PARTLY, pytest.approx(1 / 3))
    assert verdict.parts == (0.0, 1.0, 0.0)
    assert verdict.given == ("Sui → 618", "Tang → 618", "Zhou → –")
    assert verdict.expected == ("Sui → 581", "Tang → 618", "Zhou → 618")


@pytest.mark.parametrize(
    ("typed", "outcome", "score", "spelling"),
    [
        (("five dynasties", "ten kingdoms"), Outcome.RIGHT, 1.0, ""),
        (("5 dynasties", "10 Kingdoms"), Outcome.RIGHT, 1.0, ""),
        (("Five Dinasties", "Ten Kindgoms"), Outcome.RIGHT_SPELLING, 1.0,
         "Five Dynasties, Ten Kingdoms"),
        (("Five Dynasties", "Six Kingdoms"), Outcome.PARTLY, 0.5, ""),
        (("dynasties", "Ten Kingdoms"), Outcome.UNSURE, 0.5, ""),
        (("dynasties", "Six Kingdoms"), Outcome.WRONG, 0.0, ""),
        (("Ten Kingdoms", "Five Dynasties"), Outcome.WRONG, 0.0, ""),
        (("", ""), Outcome.WRONG, 0.0, ""),
    ],
)  # fmt: skip
def test_a_cloze_group_is_the_mean_of_its_blanks(
    typed: tuple[str, ...], outcome: Outcome, score: float, spelling: str
) -> None:
    verdict = judged(FALL, Typed(typed), "c1")
    assert (verdict.outcome, verdict.score, verdict.spelling) == (outcome, score, spelling)
    assert verdict.expected == ("Five Dynasties", "Ten Kingdoms")


def test_another_blank_of_the_cloze_is_never_a_slip() -> None:
    body = Cloze((Blank("Shaanxi", group="a"), " and ", Blank("Shanxi", group="b")))
    assert judged(body, Typed(("Shanxi",)), "a").outcome is Outcome.WRONG


def test_a_number_is_judged_as_a_number() -> None:
    body = Number("When?", parse_quantity("618"))
    assert judged(body, Typed(("AD 618",))).outcome is Outcome.RIGHT


def test_a_recall_and_an_untyped_term_are_graded_by_the_learner() -> None:
    recall = Recall("Why?", "Because.", (Point("Governors."), Point("Taxes.", 2)))
    verdict = judged(recall, Recalled("I think so"))
    assert verdict.outcome is Outcome.SELF
    assert verdict.given == ("I think so",)
    assert verdict.expected == ("Because.", "Governors.", "Taxes.")
    term = Term("jiedushi", "a military governor")
    assert judged(term, Recalled(), "forward").expected == ("a military governor",)
    assert judged(term, Recalled(), "back").expected == ("jiedushi",)


def test_a_typed_term_is_judged_in_the_asked_direction() -> None:
    term = Term("jiedushi", "a military governor", typed=True)
    assert judged(term, Typed(("military governor",)), "forward").outcome is Outcome.RIGHT
    assert judged(term, Typed(("jiedushi",)), "forward").outcome is Outcome.WRONG
    assert judged(term, Typed(("jiedusi",)), "back").outcome is Outcome.RIGHT_SPELLING


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (CAPITAL, ("Chang'an",)),
        (Choices("Which?", RULERS), ("Taizong", "Xuanzong")),
        (Short("Who?", "Gaozu"), ("Gaozu",)),
        (Recall("Why?", "Because."), ("Because.",)),
    ],
)
def test_giving_up_is_wrong_and_shows_the_answer(body: Body, expected: tuple[str, ...]) -> None:
    assert judged(body, GaveUp()) == Verdict(Outcome.WRONG, 0.0, expected=expected)


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        (CAPITAL, Typed(("Chang'an",))),
        (CAPITAL, Picked((3,))),
        (CAPITAL, Picked((-1,))),
        (DYNASTIES, Arranged((0, 1))),
        (YEARS, Paired((0, 1))),
        (Short("Who?", "Gaozu"), Typed(())),
    ],
)
def test_an_answer_that_does_not_go_with_the_card_is_refused(body: Body, answer: Answer) -> None:
    with pytest.raises(ValueError, match="doesn't answer tang/one"):
        judged(body, answer)
