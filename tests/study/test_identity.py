"""Files edited between two sittings: whose history goes on where, and what the learner is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desks import Hands, make_desk
from trainer.history.event import What
from trainer.memory.card import NEW, Rating
from trainer.question import Claimed, Picked, Recalled, Typed
from trainer.study.desk import Desk
from trainer.study.identity import settle
from trainer.study.moment import Moment

CAPITAL = (
    "- ask: Which city was the main capital of the Tang in the year 750?\n  answer: Chang'an\n"
)
FOUNDER = "- ask: Who founded the dynasty?\n  id: founder\n  answer: Gaozu\n"


def file(*items: str, head: str = "") -> dict[str, str]:
    return {"questions/tang.yaml": f"{head}questions:\n{''.join(items)}"}


class Place:
    """A device: a folder with a library and a history, visited by opening a desk."""

    def __init__(self, folder: Path, hands: Hands) -> None:
        self.folder, self.hands = folder, hands

    def open(self, files: dict[str, str] | None = None) -> Desk:
        self.hands.later(seconds=60)
        return make_desk(self.folder, self.hands, files or {})

    def study(self, files: dict[str, str] | None = None) -> list[str]:
        """Answers everything right; the cards that were asked."""
        with self.open(files) as desk:
            session, asked = desk.session(None), []
            while showing := session.advance():
                asked.append(showing.card.id)
                body = showing.card.question.body
                match showing.card.question.kind:
                    case "choice":
                        right = [i for i, option in enumerate(body.options) if option.right]
                        answer = Picked(tuple(right))
                    case "truth":
                        answer = Claimed(body.answer)
                    case "cloze":
                        answer = Typed((body.blanks(showing.card.facet)[0].answer,))
                    case "term":
                        answer = Recalled("")
                    case _:
                        answer = Typed((body.answer,))
                session.answer(answer)
                session.rate(Rating.EASY)
            session.close()
            return asked

    def look(self, files: dict[str, str] | None = None) -> tuple[dict[str, int], tuple[str, ...]]:
        """How often each card of the history was answered, and what the home screen notes."""
        with self.open(files) as desk:
            notes = desk.home().notes
            known = desk.store.known()
            reps = {key.partition(":")[2]: desk.store.state(key).reps for key in sorted(known)}
            return reps, notes

    def events(self, *kinds: What) -> list[tuple[What, str]]:
        with self.open() as desk:
            return [(e.what, e.card) for e in desk.store.log() if e.what in kinds]

    def takes_from(self, other: Place) -> None:
        with other.open() as theirs:
            log = list(theirs.store.log())
        with self.open() as desk:
            desk.store.receive([e for e in log if e.device != desk.store.device])


@pytest.fixture
def place(tmp_path: Path, hands: Hands) -> Place:
    return Place(tmp_path / "here", hands)


@pytest.fixture
def other(tmp_path: Path, hands: Hands) -> Place:
    return Place(tmp_path / "there", hands)


def test_a_renamed_question_keeps_its_history(place: Place) -> None:
    place.study(file(FOUNDER))
    renamed = FOUNDER.replace("id: founder", "id: first-emperor\n  was: [founder]")
    reps, notes = place.look(file(renamed))
    assert reps == {"tang/first-emperor": 1}
    assert notes == ("1 edited question keeps its history: tang/first-emperor.",)
    assert place.look() == (reps, ())


def test_a_question_moved_to_another_file_keeps_its_history(place: Place) -> None:
    place.study(file(FOUNDER, CAPITAL))
    moved = FOUNDER.replace("id: founder", "id: founder\n  was: [tang/founder]")
    reps, _ = place.look(file(CAPITAL) | {"questions/sui.yaml": f"questions:\n{moved}"})
    assert reps["sui/founder"] == 1 and len(reps) == 2


def test_an_id_written_later_keeps_the_history(place: Place) -> None:
    place.study(file(CAPITAL))
    reps, notes = place.look(file(CAPITAL.replace("  answer", "  id: capital\n  answer")))
    assert reps == {"tang/capital": 1} and len(notes) == 1


def test_an_edit_without_an_id_keeps_the_history(place: Place) -> None:
    place.study(file(CAPITAL, FOUNDER))
    reworded = CAPITAL.replace("in the year 750", "in 750")
    reps, notes = place.look(file(reworded, FOUNDER))
    assert sorted(reps.values()) == [1, 1]
    with place.open() as desk:
        assert desk.home().decks[0].learned == 2
    assert "1 edited question keeps its history" in notes[0]


def test_another_question_in_its_place_inherits_nothing(place: Place) -> None:
    place.study(file(CAPITAL))
    reps, notes = place.look(file("- ask: How tall is the Wild Goose Pagoda?\n  answer: 64 m\n"))
    assert notes == ()
    with place.open() as desk:
        assert desk.home().decks[0].learned == 0 and len(reps) == 1


def test_the_text_is_stored_once_until_it_changes(place: Place) -> None:
    for wording in (CAPITAL, CAPITAL, CAPITAL.replace("in the year 750", "in 750")):
        place.hands.later(days=900)
        place.study(file(wording))
    with place.open() as desk:
        texts = [e.data for e in desk.store.log() if e.what is What.ANSWER]
    assert [bool(text) for text in texts] == [True, False, True]


def test_new_wording_is_silent(place: Place) -> None:
    place.study(file(FOUNDER))
    assert place.look(file(FOUNDER.replace("Who founded", "Who began"))) == (
        {"tang/founder": 1},
        (),
    )
    assert place.events(What.ADOPT, What.CHANGED) == []


def test_a_new_answer_brings_the_question_back_marked(place: Place) -> None:
    place.study(file(FOUNDER))
    corrected = file(FOUNDER.replace("Gaozu", "Li Yuan"))
    _, notes = place.look(corrected)
    assert notes == ("1 question has a new answer, and it comes again soon: tang/founder.",)
    with place.open() as desk:
        showing = desk.session(None).advance()
        assert showing is not None and showing.changed
        assert desk.store.state(showing.card.key).reps == 1
    assert place.study() == ["tang/founder"]
    assert place.study() == [] and place.look() == ({"tang/founder": 2}, ())


def test_a_second_new_answer_asks_only_once_more(place: Place) -> None:
    place.study(file(FOUNDER))
    place.look(file(FOUNDER.replace("Gaozu", "Li Yuan")))
    _, notes = place.look(file(FOUNDER.replace("Gaozu", "Li Shimin")))
    assert notes == () and len(place.events(What.CHANGED)) == 1


def test_retired_questions_are_not_asked_and_keep_their_history(place: Place) -> None:
    place.study(file(FOUNDER, CAPITAL))
    retired = file(FOUNDER + "  retired: true\n", CAPITAL)
    place.hands.later(days=400)
    with place.open(retired) as desk:
        row = desk.home().decks[0]
        assert (row.due, row.learned, row.total) == (1, 1, 1)
    assert len(place.study()) == 1
    place.hands.later(days=400)
    assert "tang/founder" in place.study(file(FOUNDER, CAPITAL))
    assert place.look()[0]["tang/founder"] == 2


def test_a_question_that_disappears_comes_back_with_its_history(place: Place) -> None:
    place.study(file(FOUNDER, CAPITAL))
    place.look(file(CAPITAL))
    with place.open() as desk:
        assert desk.home().decks[0].learned == 1
    reps, notes = place.look(file(FOUNDER, CAPITAL))
    assert reps["tang/founder"] == 1 and notes == ()
    assert place.study() == []


def test_an_edit_taken_back_takes_the_history_back(place: Place) -> None:
    place.study(file(CAPITAL))
    before = place.look()[0]
    place.look(file(CAPITAL.replace("in the year 750", "in 750")))
    assert place.look(file(CAPITAL))[0] == before


def test_a_question_copied_back_beside_its_heir_lives_by_itself(place: Place) -> None:
    place.study(file(FOUNDER))
    heir = FOUNDER.replace("id: founder", "id: gaozu\n  was: [founder]")
    place.study(file(heir))
    both = heir.replace("\n  was: [founder]", "").replace("Who founded", "Who began")
    place.study(file(FOUNDER, both))
    reps, _ = place.look()
    assert reps["tang/founder"] >= 1
    with place.open() as desk:
        assert desk.home().decks[0].learned == len(reps)
    assert place.study() == []


def test_a_blank_called_otherwise_keeps_its_history(place: Place) -> None:
    cloze = '- cloze: "{{Taizong}} came after {{Gaozu}}."\n  id: after\n'
    assert len(place.study(file(cloze))) >= 1
    place.hands.later(days=1)
    place.study()
    reps, _ = place.look(file(cloze.replace("{{Gaozu}}", "{{Li Yuan}}")))
    assert set(reps) == {"tang/after#taizong", "tang/after#li-yuan"}


def test_a_library_that_is_given_an_id_keeps_its_histories(place: Place) -> None:
    place.study(file(FOUNDER, CAPITAL))
    reps, _ = place.look({"questions/library.yaml": "id: dynasties\ntitle: Dynasties\n"})
    assert len(reps) == 2
    with place.open() as desk:
        assert all(key.startswith("dynasties:") for key in desk.store.known())


def test_nothing_is_looked_at_where_nothing_changed(place: Place) -> None:
    place.study(file(FOUNDER, CAPITAL))
    place.look()
    with place.open() as desk:
        banks, store, asked = desk.banks, desk.store, []
        store._db.set_trace_callback(asked.append)
        assert settle(banks, store, Moment(place.hands.now_ms, 0, 1)) == ()
        assert len(asked) == 2


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
