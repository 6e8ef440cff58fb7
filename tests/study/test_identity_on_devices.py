"""The same edit met on two devices: whose history goes on where, in whatever order it arrives."""

from __future__ import annotations

import pytest

from tests.study.places import CAPITAL, FOUNDER, Place, file
from trainer.memory.card import NEW


def exchange(*places: Place) -> list[dict[str, object]]:
    """Each takes in what the others have, and opens its desk; the states each ends with."""
    for one in places:
        for other in places:
            if one is not other:
                one.takes_from(other)
    found = []
    for one in places:
        with one.open() as desk:
            found.append(desk.store.states(desk.store.known()))
    return found


EDITS = {
    "an id is written": CAPITAL.replace("  answer", "  id: capital\n  answer"),
    "the wording changes": CAPITAL.replace("in the year 750", "in 750"),
    "the answer changes": CAPITAL.replace("answer: Chang'an", "answer: Chang'an (Xi'an)"),
}


@pytest.mark.parametrize("edited", EDITS.values(), ids=EDITS.keys())
def test_two_devices_with_the_same_edit_reach_the_same(
    place: Place, other: Place, edited: str
) -> None:
    place.study(file(CAPITAL, FOUNDER))
    other.study(file(CAPITAL, FOUNDER))
    place.look(file(edited, FOUNDER))
    other.hands.later(days=2)
    other.look(file(edited, FOUNDER))
    here, there = exchange(place, other)
    assert here == there and len(here) == 2
    assert {state.reps for state in here.values()} == {2}
    assert exchange(place, other) == [here, here]


def test_a_device_that_learns_of_an_edit_first_and_gets_the_file_later(
    place: Place, other: Place
) -> None:
    place.study(file(FOUNDER))
    other.look(file(FOUNDER))
    place.look(file(FOUNDER.replace("id: founder", "id: gaozu\n  was: [founder]")))
    other.takes_from(place)
    assert other.study() == [], "it was answered elsewhere, whatever it is called there"
    assert other.look()[0] == {"tang/founder": 1}
    place.takes_from(other)
    assert place.study() == [] and place.look()[0] == {"tang/gaozu": 1}
    other.look(file(FOUNDER.replace("id: founder", "id: gaozu\n  was: [founder]")))
    here, there = exchange(place, other)
    assert here == there and list(here) == ["local:tang/gaozu"]


def test_answers_from_a_device_with_the_old_file_find_the_new_card(
    place: Place, other: Place
) -> None:
    other.study(file(FOUNDER))
    place.look(file(FOUNDER.replace("id: founder", "id: gaozu\n  was: [founder]")))
    place.study()
    place.takes_from(other)
    reps, _ = place.look()
    assert reps["tang/gaozu"] >= 1 and place.study() == []


def test_a_changed_question_answered_elsewhere_is_not_asked_again(
    place: Place, other: Place
) -> None:
    corrected = file(FOUNDER.replace("Gaozu", "Li Yuan"))
    place.study(file(FOUNDER))
    other.look(file(FOUNDER))
    other.takes_from(place)
    place.study(corrected)
    other.hands.later(days=1)
    other.look(corrected)
    other.takes_from(place)
    assert other.study() == [] and NEW not in exchange(place, other)[0].values()
