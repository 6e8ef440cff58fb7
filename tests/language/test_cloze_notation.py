"""A cloze whose marks are plain is read the short way, and comes out as the long way has it."""

from hypothesis import given
from hypothesis import strategies as st

from trainer.language.cloze import ClozeError, parse_cloze
from trainer.question import Blank, Cloze

BITS = ("{{", "}}", "{", "}", "|", "::", ":", "c1", "c2::", "hint", " ", "Tang", "x")


def read(text: str) -> Cloze | str:
    try:
        return parse_cloze(text)
    except ClozeError as error:
        return str(error)


@given(st.lists(st.sampled_from(BITS), max_size=14).map("".join))
def test_a_backslash_that_means_nothing_changes_nothing_but_the_way(text: str) -> None:
    short, long = read(text), read(f"{text} \\.")
    if isinstance(short, str) or isinstance(long, str):
        assert short == long
        return
    *parts, last = long.parts
    assert isinstance(last, str) and last.endswith(" \\.")
    plain = last.removesuffix(" \\.")
    assert short.parts == ((*parts, plain) if plain else tuple(parts))


def test_a_blank_holds_its_group_its_answers_and_its_hint() -> None:
    found = parse_cloze("A {{c1::Tang|T'ang::a dynasty|house}} and {{Sui}}.")
    assert found.parts == (
        "A ",
        Blank("Tang", ("T'ang",), "a dynasty|house", "c1"),
        " and ",
        Blank("Sui", (), "", "sui"),
        ".",
    )
