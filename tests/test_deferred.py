"""Modules that a start puts off: nothing of them runs until something of them is used."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from trainer.deferred import ABSENT, defer, no_longer

NAME = "seldom_used"
SELDOM = """\
from pathlib import Path
with Path(__file__).with_suffix(".runs").open("a") as file:
    file.write("x")
LIMIT = 7
class Thing: ...
def double(number): return 2 * number
HALVES = {42: 21}
"""
USER = "from seldom_used import HALVES, Thing, double\nimport seldom_used\nclass Mine(Thing): ...\n"
USER += "def limit(): return seldom_used.LIMIT\n"


@pytest.fixture
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], ModuleType]]:
    """Imports a module that uses one that was put off."""
    (tmp_path / f"{NAME}.py").write_text(SELDOM)
    (tmp_path / "its_user.py").write_text(USER)
    monkeypatch.syspath_prepend(str(tmp_path))
    defer([NAME])
    yield lambda: import_module("its_user")
    for name in (NAME, "its_user"):
        sys.modules.pop(name, None)


@pytest.fixture
def runs(tmp_path: Path) -> Callable[[], int]:
    """How often the module that was put off has run."""
    noted = tmp_path / f"{NAME}.runs"
    return lambda: len(noted.read_text()) if noted.exists() else 0


def test_it_runs_at_the_first_call_and_not_before(
    user: Callable[[], ModuleType], runs: Callable[[], int]
) -> None:
    using = user()
    assert runs() == 0
    assert using.double(21) == 42
    assert using.seldom_used.LIMIT == 7
    assert runs() == 1


def test_it_runs_at_the_first_look_into_a_table_of_it(
    user: Callable[[], ModuleType], runs: Callable[[], int]
) -> None:
    using = user()
    assert runs() == 0
    assert using.HALVES[42] == 21
    assert runs() == 1


def test_a_function_gets_the_value_itself(user: Callable[[], ModuleType]) -> None:
    assert range(user().limit()) == range(7)


def test_nothing_is_of_a_class_that_is_not_there_yet(
    user: Callable[[], ModuleType], runs: Callable[[], int]
) -> None:
    using = user()
    assert not isinstance(using.Mine(), using.Thing)
    assert runs() == 0
    no_longer()
    assert isinstance(import_module(NAME).Thing(), using.Thing)


def test_later_imports_find_the_module_and_earlier_ones_find_it_by_use(
    user: Callable[[], ModuleType], runs: Callable[[], int]
) -> None:
    using = user()
    no_longer()
    assert NAME not in sys.modules
    assert using.seldom_used.LIMIT == 7
    assert import_module(NAME).Thing is using.seldom_used.Thing
    assert runs() == 1


def test_what_is_loaded_already_is_left_alone() -> None:
    before = sys.modules["json"]
    defer(["json"])
    assert sys.modules["json"] is before
    no_longer()
    assert sys.modules["json"] is before


def test_what_is_absent_for_a_while_is_found_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ABSENT:
        monkeypatch.delitem(sys.modules, name, raising=False)
    defer([])
    for name in ABSENT:
        with pytest.raises(ImportError):
            import_module(name)
    no_longer()
    for name in ABSENT:
        assert import_module(name).__name__ == name
