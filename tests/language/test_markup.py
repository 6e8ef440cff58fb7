"""Inline Markdown and mathematics: what is mark-up, what is text, and what never gets out."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.language.markup import (
    CodeBlock,
    ListItem,
    Paragraph,
    Span,
    Style,
    blocks,
    inline,
    to_html,
    to_plain,
)

# Written often enough that runs of marks, breaks and dollars meet each other.
marked = st.text(st.sampled_from("ab1 *_`[]()<>$\\!&{}:/\n-.") | st.characters(), max_size=60)


def test_plain_text_is_one_span() -> None:
    assert inline("Who founded it, and when?") == (Span("Who founded it, and when?"),)


def test_styles_nest() -> None:
    assert inline("*a* **b `c*`**") == (
        Span("a", Style.EMPHASIS),
        Span(" "),
        Span("b ", Style.STRONG),
        Span("c*", Style.STRONG | Style.CODE),
    )


def test_link_keeps_its_address() -> None:
    assert inline("[Tang **dynasty**](https://a.b/?q=1&r=2)") == (
        Span("Tang ", Style.LINK, "https://a.b/?q=1&r=2"),
        Span("dynasty", Style.LINK | Style.STRONG, "https://a.b/?q=1&r=2"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "[run](javascript:alert(1))",
        "[read](file:///etc/passwd)",
        "[inline](data:text/html,hello)",
        "<javascript:alert(1)>",
    ],
)
def test_other_addresses_stay_text(text: str) -> None:
    assert inline(text) == (Span(text),)


def test_picture_from_the_network_is_only_a_link() -> None:
    assert "<img" not in to_html("![x](https://a.b/x.png)")


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("$x^2$", ["x^2"]),
        ("for $a_1$ and $b_2$.", ["a_1", "b_2"]),
        ("It costs $5, then $10.", []),
        ("It costs $5 and $10, so $x$ is $15.", ["x"]),
        ("$ x $", []),
        ("$x$5", []),
        (r"\$x$", []),
        (r"$a\$b$", [r"a\$b"]),
        ("$$", []),
        ("`$x$`", []),
    ],
)
def test_mathematics_opens_and_closes_as_stated(text: str, formulas: list[str]) -> None:
    assert [span.text for span in inline(text) if Style.MATH in span.style] == formulas


@pytest.mark.parametrize(
    ("tex", "plain"),
    [
        (r"E = mc^2", "E = mc²"),
        (r"x_1^{2} \le \frac{a+b}{2\pi}", "x₁² ≤ (a+b)/(2π)"),
        (r"\sum_{i=1}^{n} i", "∑ᵢ₌₁ⁿ i"),
        (r"\sqrt{2}, \sqrt[3]{x+1}", "√2, ∛(x+1)"),
        (r"SO_4^{2-}", "SO₄²⁻"),
        (r"90^\circ", "90°"),
        (r"\vec{v} \in \mathbb{R}^n", "v⃗ ∈ ℝⁿ"),
        (r"\text{if } a \ne b", "if a ≠ b"),
        (r"a^q + a^{p q}", "a^q + a^(p q)"),
        (r"\foo x - 1", r"\foo x − 1"),
        (r"\lambda \Omega \varphi", "λ Ω φ"),
        ("{" * 200, "{" * 200),
    ],
)
def test_mathematics_in_unicode(tex: str, plain: str) -> None:
    assert to_plain(f"${tex}$") == plain


def test_a_single_newline_is_a_space_and_a_blank_line_a_break() -> None:
    assert to_plain("one\ntwo\n\nthree") == "one two\nthree"
    assert to_html("*one*\ntwo  \nthree") == "<em>one</em> two<br>three"


def test_explanation_has_paragraphs_lists_and_code() -> None:
    text = "Two *reasons*:\n\n1. first\n   - inner\n2. second\n\n```py\na < b\n```"
    assert blocks(text) == (
        Paragraph((Span("Two "), Span("reasons", Style.EMPHASIS), Span(":"))),
        ListItem((Span("first"),), 0, "1."),
        ListItem((Span("inner"),), 1, "•"),
        ListItem((Span("second"),), 0, "2."),
        CodeBlock("py", "a < b"),
    )
    assert to_html(text, block=True) == (
        "<p>Two <em>reasons</em>:</p><ol><li>first<ul><li>inner</li></ul></li><li>second</li></ol>"
        "<pre><code>a &lt; b</code></pre>"
    )
    assert to_plain(text, block=True) == "Two reasons:\n1. first\n  • inner\n2. second\n\na < b"


def test_a_year_that_starts_a_sentence_keeps_its_number() -> None:
    assert to_plain("1949. It was autumn.", block=True) == "1949. It was autumn."
    assert to_html("1949. It was autumn.", block=True) == (
        '<ol start="1949"><li>It was autumn.</li></ol>'
    )


def test_typed_delimiters_start_no_mathematics_in_html() -> None:
    assert to_html(r"`\(x\)` and $y$") == (
        r"<code>\<span></span>(x\<span></span>)</code> and \(y\)"
    )


def test_text_in_a_question_starts_no_list() -> None:
    assert to_plain("1. or 2.?") == "1. or 2.?"


def styled(spans: tuple[Span, ...]) -> list[tuple[str, Style]]:
    return [(char, span.style) for span in spans for char in span.text]


@given(st.text(st.sampled_from("aé1 *.,()\n-_"), min_size=1, max_size=40))
def test_simple_emphasis_is_what_the_parser_makes_of_it(text: str) -> None:
    """What is read without the parser is read with it too once there is code behind it."""
    text = text.strip()
    *parsed, code = inline(f"{text} `x`")
    assert code == Span("x", Style.CODE)
    space = [(" ", Style.PLAIN)] if text else []
    assert styled(tuple(parsed)) == styled(inline(text)) + space
    *parsed_blocks, last = blocks(f"{text}\n\n`x`")
    assert last == Paragraph((Span("x", Style.CODE),))
    assert tuple(parsed_blocks) == blocks(text)


@given(marked)
def test_html_has_only_our_own_tags(text: str) -> None:
    for html in (to_html(text), to_html(text, block=True)):
        tags = re.findall(r"<[^>]*>", html)
        ours = r'</?(em|strong|code|pre|p|br|ul|ol|li|a|span)( start="\d+"| href="[^"<>]*")?>'
        assert all(re.fullmatch(ours, tag) for tag in tags)
        assert "<" not in re.sub(r"<[^>]*>", "", html)


@given(marked)
def test_links_lead_only_to_the_web(text: str) -> None:
    for span in inline(text):
        assert not span.url or span.url.startswith(("http://", "https://", "mailto:"))


@given(
    st.text(st.characters(exclude_characters="*_`[]\\<$\r\n\0", exclude_categories=["Zs", "Cc"]))
)
def test_text_without_marks_stays_what_it_was(text: str) -> None:
    assert to_plain(text) == text.strip()


@given(marked)
def test_the_same_text_with_and_without_the_parser(text: str) -> None:
    # A formula at the end calls the parser without touching the text before it.
    plain = re.sub(r"[*_`\[\]\\<$\n\0\r]", "", text).strip()
    assert to_plain(plain + " $x$") == (plain + " x").strip()


def test_plain_texts_cost_no_parser() -> None:
    program = (
        "import sys; from trainer.language.markup import *; "
        "to_html('Who was it, in 1949?'); to_plain('One.\\n\\nTwo.', True); "
        "sys.exit('markdown_it' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
