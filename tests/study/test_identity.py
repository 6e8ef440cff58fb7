"""Files edited between two sittings: whose history goes on where, and what the learner is told."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.study.places import CAPITAL, FOUNDER, Place, file
from trainer.history.event import What
from trainer.history.files import Files, Settled
from trainer.study.identity import settle
from trainer.study.moment import Moment


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
    assert notes == (
        "1 edited question keeps its history: “Which city was the main capital of the …”.",
    )


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
        assert len(asked) == 1


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """Grows whenever histories are looked at file by file."""
    times: list[None] = []
    really = Files.settled

    def counting(files: Files, keys: Iterable[str]) -> dict[str, Settled]:
        times.append(None)
        return really(files, keys)

    monkeypatch.setattr(Files, "settled", counting)
    return times


def test_files_are_looked_at_one_by_one_only_where_something_changed(
    place: Place, other: Place, looks: list[None]
) -> None:
    place.study(file(FOUNDER, CAPITAL))
    place.look()
    other.study(file(FOUNDER))
    other.look()
    seen = len(looks)
    for _ in range(2):
        place.study()
        place.look()
    assert len(looks) == seen
    place.takes_from(other)
    place.look()
    assert len(looks) == seen + 1
    place.look(file(FOUNDER))
    assert len(looks) == seen + 2
    place.look()
    assert len(looks) == seen + 2


def test_a_restored_history_follows_the_edits_since_once_more(place: Place) -> None:
    place.study(file(FOUNDER))
    place.look()
    history = place.folder / "profile" / "history.db"
    backup = history.read_bytes()
    renamed = FOUNDER.replace("id: founder", "id: gaozu\n  was: [founder]")
    assert place.look(file(renamed))[0] == {"tang/gaozu": 1}
    history.write_bytes(backup)
    assert place.look()[0] == {"tang/gaozu": 1}


def test_an_edit_that_is_taken_back_gives_the_history_back(place: Place) -> None:
    place.study(file(FOUNDER))
    place.look()
    renamed = FOUNDER.replace("id: founder", "id: gaozu\n  was: [founder]")
    # With a mistake elsewhere, while nothing is kept for all files together.
    double = {"questions/zhou.yaml": f"id: tang\nquestions:\n{CAPITAL}"}
    assert place.look(file(renamed) | double)[0] == {"tang/gaozu": 1}
    (place.folder / "library" / "questions" / "zhou.yaml").unlink()
    assert place.look(file(FOUNDER))[0] == {"tang/founder": 1}
