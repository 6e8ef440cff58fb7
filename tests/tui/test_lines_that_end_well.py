"""Where lines end: at spaces, between ideographs, and by no mark that belongs to its neighbour."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from trainer.tui.content import wrapped
from trainer.tui.wrapping import CLOSING, OPENING

IDEOGRAPHS = "唐朝是中国历史上"


def lines(text: str, width: int) -> list[str]:
    return [line.plain for line in wrapped(Content(text), width)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("唐朝是中国。", 10, ["唐朝是中", "国。"]),
        ("問「長安は都か」と", 8, ["問「長安", "は都か」", "と"]),
        ("首都是（长安）", 8, ["首都是", "（长安）"]),
        ("サッカーをする", 6, ["サッ", "カーを", "する"]),
        ("唐朝, 618", 4, ["唐", "朝,", "618"]),
        ("Tang 唐朝是中国", 11, ["Tang 唐朝是", "中国"]),
        ("唐朝 ruled China", 10, ["唐朝 ruled", "China"]),
        ("한국어 단어는 띄어", 9, ["한국어", "단어는", "띄어"]),
        ("唐\n\n朝", 8, ["唐", "", "朝"]),
    ],
)
def test_lines_end_where_they_may(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


def test_words_longer_than_a_line_are_cut() -> None:
    assert lines("唐" + "a" * 12, 5) == ["唐", "aaaaa", "aaaaa", "aa"]
    assert lines("唐。。。。。。", 6) == ["唐。。", "。。。", "。"]


def test_accents_stay_on_their_letters() -> None:
    assert lines("唐" + "e\u0301" * 4, 4) == ["唐", "e\u0301" * 4]
    assert lines("か\u3099か\u3099か\u3099", 4) == ["か\u3099か\u3099", "か\u3099"]


def test_styles_stay_where_they_were() -> None:
    text = Content("唐朝是中国。").stylize("bold", 3, 6)
    assert [bool(line.spans) for line in wrapped(text, 10)] == [True, True]


@given(st.text(IDEOGRAPHS + "（）「」。、a e1", max_size=40), st.integers(12, 30))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    found = wrapped(Content(text), width)
    assert all(line.cell_length <= width for line in found)
    assert "".join(line.plain for line in found).replace(" ", "") == text.replace(" ", "")


@given(st.lists(st.sampled_from([*IDEOGRAPHS, "国。", "国、", "（唐）", "「唐", "朝」"])))
def test_no_line_begins_or_ends_with_a_mark_of_its_neighbour(pieces: list[str]) -> None:
    found = lines("".join(pieces), 12)
    assert not any(line[:1] in CLOSING for line in found if line)
    assert not any(line[-1:] in OPENING for line in found[:-1] if line)
