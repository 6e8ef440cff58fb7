"""Fields of foreign notes as people would write them in a question file."""

from __future__ import annotations

import re
from html import escape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.strategies import texts
from trainer.anki.foreigncloze import NoBlankError, read_cloze
from trainer.language.cloze import parse_cloze, write_cloze
from trainer.language.fromhtml import read_html
from trainer.language.markdown import write_blocks, write_inline
from trainer.language.markup import inline, to_html, to_plain

_TAG = re.compile("<[^<>]*>")
INLINE = [
    ("plain &amp; simple", "plain & simple"),
    ("a <b>bold</b> and <i>slanted</i> word", "a **bold** and *slanted* word"),
    ('<span style="font-weight: 600">x</span>', "**x**"),
    ("<b> spaces </b>outside", "**spaces** outside"),
    ("one<br>two<div>three</div>", "one\n\ntwo\n\nthree"),
    ("x<sup>2</sup>, H<sub>2</sub>O", "x², H₂O"),
    ("run <code>a*b</code>", "run `a*b`"),
    ('<a href="https://a.org/b_(c)">there</a>', "[there](https://a.org/b_%28c%29)"),
    ('<a href="javascript:alert(1)">there</a>', "there"),
    (r"\(a &lt; b\)", "$a < b$"),
    (r"\[\frac{a}{b}\]", r"$\frac{a}{b}$"),
    ("[latex]$x_1$[/latex] [$]y[/$]", "$x_1$ $y$"),
    (r"[latex]\begin{displaymath}z^2\end{displaymath}[/latex]", "$z^2$"),
    ("<anki-mathjax>q^2</anki-mathjax>", "$q^2$"),
    ("2*3*4 and snake_case [x] <y>", "2\\*3\\*4 and snake_case [x]"),
    ("costs $5 or $6", "costs $5 or $6"),
    ("<ul><li>a<li>b</ul>", "• a\n\n• b"),
    ("<table><tr><th>a</th><td>1</td></tr></table>", "**a** | 1"),
    ("<script>alert(1)</script><style>b{}</style>text<!-- no -->", "text"),
    ("a\x00b\u2028c\xa0d", "ab c d"),
]
BLOCKS = [
    ("<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>end", "- a\n- b\n  1. c\n\nend"),
    ("<p>one</p><p>two</p>", "one\n\ntwo"),
    ("<pre>if x:\n    y</pre>", "```\nif x:\n    y\n```"),
    ("1. not a list", "1\\. not a list"),
    ("- not a list", "\\- not a list"),
]


@pytest.mark.parametrize(("html", "markdown"), INLINE)
def test_a_field_as_inline_markdown(html: str, markdown: str) -> None:
    assert write_inline(read_html(html).spans) == markdown


@pytest.mark.parametrize(("html", "markdown"), BLOCKS)
def test_a_field_as_an_explanation(html: str, markdown: str) -> None:
    assert write_blocks(read_html(html).blocks) == markdown


def test_media_are_listed_and_not_shown() -> None:
    found = read_html('See <img src="a%20b.png"> [sound:c.mp3] now')
    assert (found.images, found.sounds, found.text) == (("a b.png",), ("c.mp3",), "See now")


@settings(max_examples=150, deadline=None)
@given(texts)
def test_what_is_written_says_what_the_field_said(text: str) -> None:
    said = " ".join(text.split())
    assert to_plain(write_inline(read_html(escape(said)).spans)) == said.replace("\u2028", " ")


@settings(max_examples=100, deadline=None)
@given(texts)
def test_our_own_html_comes_back_as_the_same_text(text: str) -> None:
    html = to_html(text)
    again = write_inline(read_html(html).spans)
    assert " ".join(to_plain(again).split()) == " ".join(to_plain(text).split())


_PIECES = (
    "Tang", "fell.", "(907)", "a*b", "x_1", "$5", "&lt;b&gt;", "\\", "<br>", "<b>Li Shimin</b>",
    "<b>Tang</b>,", "(<i>old</i>)", "<i>well, now</i>", "<b><i>both</i></b>", "<b>half</b>way",
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=6).map(" ".join))
def test_formatted_words_come_back_with_what_they_say(html: str) -> None:
    spans = read_html(html).spans
    again = inline(write_inline(spans))
    assert "".join(span.text for span in again) == "".join(span.text for span in spans)
    if not set(html) & set("*_$\\&"):
        assert [span.style for span in again] == [span.style for span in spans]


@given(st.text(st.sampled_from("{}c12:|\\ ab<b></b>&;[]()$*\n"), max_size=60))
def test_any_cloze_is_read_or_refused(html: str) -> None:
    try:
        cloze, _ = read_cloze(read_html(html).spans)
    except NoBlankError:
        return
    assert parse_cloze(write_cloze(cloze)) == cloze


@pytest.mark.parametrize(
    ("html", "cloze"),
    [
        ("<b>The {{c1::Tang::dynasty}}</b> fell", "**The** {{c1::Tang::dynasty}} fell"),
        (r"\( a={{c1::x^2}} \)", "$a=${{c1::$x^2$}}"),
        ("{{c1::a {{c2::b}} c}} {{c1::d}}", "a {{c2::b}} c {{c1::d}}"),
        ("{{c1::a|b}}", r"{{c1::a\|b}}"),
        ("{{c1::a}} {{c2::}}", r"{{c1::a}} \{{c2::}}"),
    ],
)
def test_clozes_of_ankis(html: str, cloze: str) -> None:
    assert write_cloze(read_cloze(read_html(html).spans)[0]) == cloze


_MARKS = (
    "Tang", " ", "  ", "&nbsp;", "&lt;", "\x00", "<br>", "<br />", "<div>", "</div>", "<p>", "</p>",
    "<b>", "</b>", "<i>", "</i>", "<em> x</em>", "<strong></strong>", "<ul>", "<li>", "<",
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(_MARKS), max_size=8).map("".join))
def test_tags_mean_the_same_in_capitals(html: str) -> None:
    # Those are read by a way of their own, as are all that aren't the usual ones.
    assert read_html(_TAG.sub(lambda tag: tag[0].upper(), html)) == read_html(html)


@given(st.text(st.sampled_from("{}1 :|Tang\n"), max_size=40))
@example("11T}}")
def test_a_blank_within_others_numbers_is_the_firsts(text: str) -> None:
    one, two = "{{c1::", "{{c1,2::"
    plain, numbered = (repr(_read(text.replace("1", mark))) for mark in (one, two))
    # What never closes stays as it was written.
    assert numbered.replace(two, one) == plain


def _read(html: str) -> object:
    try:
        return read_cloze(read_html(html).spans)
    except NoBlankError as error:
        return str(error)
