"""The one table of keys: nothing in it contradicts itself, and all of it works."""

from __future__ import annotations

from itertools import combinations, permutations, product

import pytest

from trainer.errors import TrainerError
from trainer.tui.keys import BODY, TABLE, Key, Moment, bindings
from trainer.tui.remapping import name_of, table, textual_name
from trainer.tui.screens.browse import BrowseScreen
from trainer.tui.screens.exam import ExamScreen
from trainer.tui.screens.exam_map import MapScreen
from trainer.tui.screens.exam_report import ExamReportScreen
from trainer.tui.screens.exams import ExamsScreen
from trainer.tui.screens.hand_in import HandInScreen
from trainer.tui.screens.help import HelpScreen
from trainer.tui.screens.home import HomeScreen
from trainer.tui.screens.offer import OfferScreen
from trainer.tui.screens.palette import PaletteScreen
from trainer.tui.screens.preview import PreviewScreen
from trainer.tui.screens.results import ResultsScreen
from trainer.tui.screens.session import SessionScreen
from trainer.tui.screens.settings import SettingsScreen
from trainer.tui.screens.statistics import StatisticsScreen
from trainer.tui.screens.why import WhyScreen

SCREENS = {
    Moment.EXAMS: ExamsScreen,
    Moment.EXAM: ExamScreen,
    Moment.MAP: MapScreen,
    Moment.CONFIRM: HandInScreen,
    Moment.REPORT: ExamReportScreen,
    Moment.HOME: HomeScreen,
    Moment.RESULTS: ResultsScreen,
    Moment.PREVIEW: PreviewScreen,
    Moment.SETTINGS: SettingsScreen,
    Moment.SETTING: SettingsScreen,
    Moment.FIND: PaletteScreen,
    Moment.STATISTICS: StatisticsScreen,
    Moment.BROWSE: BrowseScreen,
    Moment.SEARCH: BrowseScreen,
    Moment.OFFER: OfferScreen,
    Moment.SETTLE: SessionScreen,
    Moment.RATE: SessionScreen,
}


@pytest.mark.parametrize("moment", [m for m in Moment if m is not Moment.LOADING])
def test_no_key_means_two_things_at_once(moment: Moment) -> None:
    bound = [key for key in TABLE if key.action != BODY and moment in key.moments]
    for one, other in combinations(bound, 2):
        assert not set(one.keys.split(",")) & set(other.keys.split(",")), (one, other)


def test_no_key_acts_in_a_moment_that_names_it_only_for_another_key() -> None:
    """Textual asks whether an action is open, not for whose key, so two keys of one action open it
    for each other."""
    bound = [key for key in TABLE if key.action != BODY]
    for key, other in permutations(bound, 2):
        if key.action.partition("(")[0] == other.action.partition("(")[0]:
            for moment, name in product(other.moments - key.moments, key.keys.split(",")):
                listed = [one for one in TABLE if moment in one.moments]
                assert any(name in one.keys.split(",") for one in listed), (name, key, moment)


@pytest.mark.parametrize("key", [key for key in TABLE if key.action != BODY], ids=lambda k: k.keys)
def test_each_action_exists_where_it_counts(key: Key) -> None:
    for moment in key.moments - {Moment.LOADING, Moment.READ}:
        screen = SCREENS.get(moment, SessionScreen)
        assert hasattr(screen, f"action_{key.action.partition('(')[0]}"), (screen, key)
    if Moment.READ in key.moments:
        assert hasattr(HelpScreen, f"action_{key.action.partition('(')[0]}")
        assert hasattr(WhyScreen, f"action_{key.action.partition('(')[0]}")


def test_printable_keys_work_with_alt_too() -> None:
    names = dict(bindings(TABLE))
    assert names["h"] == names["alt+h"] == "hint"
    assert "alt+escape" not in names


def test_a_remapped_key_is_the_only_one_for_its_action() -> None:
    keys = [name for name, action in bindings(table({"bury": "b"})) if action == "bury"]
    assert keys == ["b", "alt+b"]
    shown = next(key for key in table({"bury": "b"}) if key.action == "bury")
    assert shown.shown(typing=True) == "alt+b"


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("b", "b"),
        ("B", "B"),
        ("!", "exclamation_mark"),
        ("+", "plus"),
        ("ctrl+b", "ctrl+b"),
        ("F5", "f5"),
        ("bb", None),
        ("", None),
        (" ", None),
        ("meta+b", None),
        ("ctrl+", None),
    ],
)
def test_keys_are_written_as_people_say_them(written: str, key: str | None) -> None:
    assert textual_name(written) == key


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ({"burry": "b"}, "there is no action `burry`; did you mean `bury`?"),
        (
            {"bury": "bb"},
            '`bury = "bb"`: there is no such key; write one such as b, !, f5, ctrl+b.',
        ),
        ({"bury": "h"}, "`bury` can't be h, which is taken: Show a hint."),
        ({"bury": "1"}, "`bury` can't be 1, which is taken: Choose, mark or pair that option."),
    ],
)
def test_a_mapping_that_cannot_be_is_told_in_a_sentence(mapping: dict[str, str], said: str) -> None:
    with pytest.raises(TrainerError) as caught:
        table(mapping)
    assert str(caught.value) == f"[keys] in the settings file: {said}"


def test_two_keys_can_be_swapped() -> None:
    keys = {key.action: key.keys for key in table({"undo": "@", "suspend": "u"})}
    assert (keys["undo"], keys["suspend"]) == ("at", "u")


def test_every_action_has_a_name_of_its_own() -> None:
    names = {name_of(key): key.action for key in TABLE}
    assert all(names[name_of(key)] == key.action for key in TABLE)
