"""Hypothesis strategies for questions of every kind, as the reader could have made them."""

from __future__ import annotations

from hypothesis import strategies as st

from trainer.question import (
    Blank,
    Body,
    Choice,
    Choices,
    Citation,
    Cloze,
    Item,
    Kind,
    Match,
    Media,
    Number,
    Option,
    Order,
    Point,
    Question,
    Recall,
    Reject,
    Short,
    Source,
    Term,
    Truth,
)
from trainer.wording.quantity import Quantity

# Characters that Markdown, YAML, Anki or a terminal treat as something else come up often.
_HARD = "{}[]()<>&|:*_`$\\#!\"'%@~- \n.,;/éé中\u0301"
texts = st.text(
    st.sampled_from(_HARD) | st.characters(exclude_categories=["Cs", "Cc"], max_codepoint=0x1FFFF),
    max_size=40,
)
lines = texts.map(lambda text: "x" + text.replace("\n", " ").strip())
slugs = st.from_regex(r"[a-z][a-z0-9-]{0,12}", fullmatch=True)
ids = st.builds("{}/{}".format, slugs, slugs)
many_lines = st.lists(lines, max_size=3).map(tuple)
maybe = st.just("") | lines


def _options(right: int | None) -> st.SearchStrategy[tuple[Option, ...]]:
    options = st.lists(
        st.builds(Option, lines, st.booleans(), maybe),
        min_size=2,
        max_size=5,
        unique_by=lambda o: o.text,
    )
    if right is None:
        return options.map(lambda made: (Option(made[0].text, True), *made[1:]))
    return options.map(
        lambda made: tuple(Option(o.text, i == right, o.feedback) for i, o in enumerate(made))
    )


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    numbers = st.floats(-1e12, 1e12)
    low, value, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
    unit = draw(st.sampled_from(["", "km", "m/s²", "%"]))
    if draw(st.booleans()):
        return Quantity(f"{low}..{high} {unit}".strip(), low, high, None, unit)
    return Quantity(f"{value} ± 1 {unit}".strip(), low, high, value, unit)


clozes = (
    st.lists(lines | st.builds(Blank, lines, many_lines, maybe, slugs), min_size=1, max_size=6)
    .filter(lambda parts: any(isinstance(part, Blank) for part in parts))
    .map(lambda parts: Cloze(tuple(parts)))
)

BODIES: dict[Kind, st.SearchStrategy[Body]] = {
    Kind.CHOICE: st.builds(Choice, lines, _options(0), st.booleans()),
    Kind.CHOICES: st.builds(Choices, lines, _options(None), st.booleans(), st.booleans()),
    Kind.TRUTH: st.builds(Truth, lines, st.booleans(), maybe),
    Kind.SHORT: st.builds(
        Short,
        lines,
        lines,
        many_lines,
        st.lists(st.builds(Reject, lines, maybe), max_size=2).map(tuple),
        *[st.booleans()] * 3,
        maybe,
    ),
    Kind.NUMBER: st.builds(Number, lines, quantities(), st.booleans()),
    Kind.CLOZE: clozes,
    Kind.ORDER: st.builds(
        Order, lines, st.lists(st.builds(Item, lines, maybe), min_size=2, max_size=5).map(tuple)
    ),
    Kind.MATCH: st.builds(
        Match,
        lines,
        st.lists(st.tuples(lines, lines), min_size=2, max_size=4, unique_by=lambda p: p[0]).map(
            tuple
        ),
        many_lines,
    ),
    Kind.RECALL: st.builds(
        Recall,
        lines,
        lines,
        st.lists(st.builds(Point, lines, st.integers(1, 3)), max_size=3).map(tuple),
    ),
    Kind.TERM: st.builds(Term, lines, lines, st.booleans()),
}

sources = st.builds(Source, slugs, lines, maybe, maybe, maybe, maybe, many_lines)
files = slugs.map("media/{}.png".format)


def questions(kind: Kind | None = None) -> st.SearchStrategy[Question]:
    """Questions of one kind, or of any."""
    bodies = BODIES[kind] if kind else st.one_of(*BODIES.values())
    return st.builds(
        Question,
        id=ids,
        body=bodies,
        library=slugs,
        was=st.lists(ids, max_size=2).map(tuple),
        tags=st.lists(lines, max_size=3).map(tuple),
        level=st.none() | st.integers(1, 5),
        objective=maybe,
        sources=st.lists(st.builds(Citation, sources, maybe), max_size=2).map(tuple),
        explain=texts,
        hints=many_lines,
        image=st.none() | st.builds(Media, files, maybe),
        audio=st.none() | st.builds(Media, files),
        points=st.sampled_from([0.5, 1.0, 2.0, 3.0]),
        lang=st.sampled_from(["", "en", "zh-Hans"]),
        fact=st.just("") | slugs,
        after=st.lists(ids, max_size=2).map(tuple),
        names=many_lines,
        romanisation=st.sampled_from(["", "pinyin"]),
        retired=st.booleans(),
    )
