"""The one table of keys: nothing in it contradicts itself, and all of it works."""

from __future__ import annotations

from itertools import combinations

import pytest

from trainer.tui.keys import BODY, TABLE, Key, Moment, bindings
from trainer.tui.remapping import table
from trainer.tui.screens.help import HelpScreen
from trainer.tui.screens.home import HomeScreen
from trainer.tui.screens.preview import PreviewScreen
from trainer.tui.screens.results import ResultsScreen
from trainer.tui.screens.session import SessionScreen
from trainer.tui.screens.why import WhyScreen

SCREENS = {
    Moment.HOME: HomeScreen,
    Moment.RESULTS: ResultsScreen,
    Moment.PREVIEW: PreviewScreen,
    Moment.SETTLE: SessionScreen,
    Moment.RATE: SessionScreen,
}


@pytest.mark.parametrize("moment", [m for m in Moment if m is not Moment.LOADING])
def test_no_key_means_two_things_at_once(moment: Moment) -> None:
    bound = [key for key in TABLE if key.action != BODY and moment in key.moments]
    for one, other in combinations(bound, 2):
        assert not set(one.keys.split(",")) & set(other.keys.split(",")), (one, other)


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
