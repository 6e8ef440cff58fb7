"""What is shown before anybody looks whether files were changed, and what holds from then on."""

from __future__ import annotations

from pathlib import Path

from tests.desks import Hands
from tests.study.places import FOUNDER, Place, file


def test_a_glance_shows_what_was_known_last_and_a_look_what_is_there_now(
    tmp_path: Path, hands: Hands
) -> None:
    place = Place(tmp_path, hands)
    place.study(file(FOUNDER))
    with place.open() as desk:
        desk.home()
    more = "- ask: Which year?\n  answer: 618\n"
    with place.open(file(FOUNDER, more)) as desk:
        assert [row.total for row in desk.glance().decks] == [1]
        assert [row.total for row in desk.home().decks] == [2]
        assert [row.total for row in desk.glance().decks] == [2]


def test_what_changed_counts_from_the_first_session_after_a_glance(
    tmp_path: Path, hands: Hands
) -> None:
    place = Place(tmp_path, hands)
    place.study(file(FOUNDER))
    with place.open(file(FOUNDER.replace("Gaozu", "Li Yuan"))) as desk:
        assert desk.glance().notes == ()
        desk.session(None).close()
        assert desk.home().notes == (
            "1 question has a new answer, and it comes again soon: tang/founder.",
        )


def test_a_library_with_a_mistake_is_looked_at_before_it_is_shown(
    tmp_path: Path, hands: Hands
) -> None:
    place = Place(tmp_path, hands)
    with place.open(file(FOUNDER)) as desk:
        desk.home()
    double = {"questions/zhou.yaml": "id: tang\nquestions:\n" + FOUNDER}
    with place.open(double) as desk:
        said = desk.home().notes
    with place.open() as desk:
        assert desk.glance().notes == said != ()
