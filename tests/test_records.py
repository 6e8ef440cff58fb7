"""Records are frozen dataclasses, whatever made their methods."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, field, fields, replace
from typing import Any

import pytest

from trainer.records import record


@record(frozen=True, slots=True)
class Slotted:
    name: str
    marks: list[int] = field(default_factory=list, compare=False)
    level: int = 1


@record(frozen=True)
class Derived:
    base: int
    double: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "double", 2 * self.base)


@record(frozen=True, slots=True)
class Longer(Slotted):
    more: str = ""


@record(frozen=True, slots=True)
class Wide:
    a: int
    b: int = 2
    c: tuple[int, ...] = field(default_factory=tuple)
    d: int = 4

    def __post_init__(self) -> None:
        if self.a == self.d:
            raise ValueError("a and d must differ")


class Heir(Wide):
    __slots__ = ()


@record(frozen=True, slots=True)
class Empty:
    pass


@record(frozen=True, slots=True, kw_only=True)
class Named:
    level: int = 1
    name: str


MADE: list[Any] = [
    Slotted("a"),
    Slotted("b", [3], level=2),
    Derived(4),
    Longer("a"),
    Wide(1, c=(3,)),
    Named(name="a"),
    Empty(),
]


@pytest.mark.parametrize("one", MADE)
def test_a_record_comes_back_from_pickles_and_copies(one: Any) -> None:
    for again in (pickle.loads(pickle.dumps(one)), copy.deepcopy(one)):
        assert (again, hash(again), repr(again)) == (one, hash(one), repr(one))


@pytest.mark.parametrize("one", MADE[:6])
def test_no_field_can_be_changed_or_taken_away(one: Any) -> None:
    name = fields(one)[0].name
    with pytest.raises(FrozenInstanceError):
        setattr(one, name, "other")
    with pytest.raises(FrozenInstanceError):
        delattr(one, name)


def test_a_record_that_was_filled_is_of_the_class_it_was_made_as() -> None:
    assert type(Wide(1)) is Wide
    assert type(Heir(1)) is Heir
    with pytest.raises(ValueError, match="must differ"):
        Wide(4)


def test_fields_that_go_by_name_alone_are_taken_so() -> None:
    assert replace(Named(name="a"), level=2) == Named(level=2, name="a")
    with pytest.raises(TypeError):
        Named(2, "a")  # type: ignore[misc]


def test_what_compares_are_the_class_and_the_compared_fields() -> None:
    assert Slotted("a", [1]) == Slotted("a", [2])
    assert Slotted("a") != Slotted("a", level=2)
    assert Slotted("a") != Longer("a")
    assert len({Slotted("a"), Slotted("a", [5]), Slotted("b")}) == 2


def test_defaults_are_made_anew_for_each() -> None:
    one = Slotted("a")
    one.marks.append(1)
    assert Slotted("a").marks == []
    assert Derived(4).double == 8


def test_replace_and_match_see_the_fields_in_order() -> None:
    assert replace(Longer("a", [1]), more="x") == Longer("a", [1], 1, "x")
    match Slotted("a", [7], 3):
        case Slotted(name, marks, level):
            assert (name, marks, level) == ("a", [7], 3)
    assert repr(Slotted("a")) == "Slotted(name='a', marks=[], level=1)"


def test_a_copy_can_be_made_with_changes() -> None:
    # What `copy.replace` of Python 3.13 calls.
    copied = Longer("a").__replace__(level=3)  # type: ignore[attr-defined]
    assert copied == Longer("a", level=3)


def test_a_missing_or_an_unknown_value_is_an_error() -> None:
    with pytest.raises(TypeError, match="name"):
        Slotted()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unknown"):
        Slotted("a", unknown=1)  # type: ignore[call-arg]
