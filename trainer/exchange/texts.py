"""Authors' texts in the forms other programs take, and such texts back as inline Markdown.

Other programs' Markdown has headings, tables and HTML where ours has text, and none of them knows
`$…$`. So a text goes as Markdown only where it means the same there, and else as HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from html import unescape

from trainer.language.fromhtml import Content, read_html
from trainer.language.markdown import write_blocks, write_inline
from trainer.language.markup import ListItem, Span, Style, inline, to_html, to_plain
from trainer.question import Citation, Cloze, Point, Question, Recall

# What Markdown elsewhere could take for something, at the start of a text or within it.
_BEGINS = re.compile(r"\s|[-+*](?:\s|$)|\d+[.)]|[#>|:=~]|```|\[\^|\*\[|-{3,}|_{3,}|\*{3,}")
_WITHIN = re.compile(r"[<&$|^\n\\~]|!\[|:{2,}|\{|  ")
_MARKS = re.compile(r"[*_`\[\]]")
_WEIGHT = re.compile(r"([1-9])x (?=\S)")
_TAGS = re.compile(r"</?[A-Za-z][^<>]*>|&(?:#\d+|#x[\da-fA-F]+|[A-Za-z]\w*);")


BLANK = "\U0010fffd"
"""Stands for a blank while a text is turned into another form: no text has it."""


class Format(StrEnum):
    """How a text is written, by the names that Moodle has for it."""

    HTML = "html"
    MARKDOWN = "markdown"
    PLAIN = "plain"
    AUTO = "moodle"


def formatted(text: str) -> tuple[Format, str]:
    """One text field, as Markdown where every Markdown reads it as ours does, else as HTML."""
    if _BEGINS.match(text) or _WITHIN.search(text) or not text.isprintable():
        return Format.HTML, to_html(text)
    if _MARKS.search(text) and write_inline(inline(text)) != text:
        return Format.HTML, to_html(text)
    return Format.MARKDOWN, text


def formatted_blocks(text: str) -> tuple[Format, str]:
    """An explanation, which may have paragraphs, lists and code."""
    if all(formatted(part)[0] is Format.MARKDOWN for part in text.split("\n\n")):
        return Format.MARKDOWN, text
    return Format.HTML, to_html(text, block=True)


def from_format(text: str, form: str, block: bool = False) -> str:
    """A text of another program as our Markdown; an unknown format is taken for HTML."""
    match form:
        case Format.MARKDOWN:
            return text.strip()
        case Format.PLAIN:
            return from_plain(text)
        case Format.AUTO if not _TAGS.search(text):
            return from_plain(text)
        case _:
            return from_html(text, block)


def from_html(text: str, block: bool = False) -> str:
    content = read_html(text)
    return write_blocks(content.blocks) if block else write_inline(content.spans)


def from_plain(text: str) -> str:
    """Plain text with whatever would be a mark escaped; a line break stays one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return write_inline(tuple(_lines(text))) if text else ""


def _lines(text: str) -> Iterator[Span]:
    for number, line in enumerate(filter(str.strip, text.split("\n"))):
        if number:
            yield Span("\n")
        yield Span(" ".join(line.split()))


def plain(text: str) -> str:
    """A text without marks on one line, for what is typed, listed or compared."""
    return " ".join(to_plain(text).split())


def bare(html: str) -> str:
    """What HTML says, on one line."""
    return " ".join(unescape(read_html(html).text).split())


def explained(question: Question) -> str:
    """The explanation with the sources below it, as an author would write both in one."""
    return "\n\n".join(filter(None, (question.explain, sources_line(question.sources))))


def sources_line(sources: tuple[Citation, ...]) -> str:
    """`Source: Charles Kraus, How Stalin helped, ¶1 (CC BY 4.0)`; each source a link where it has
    a url, with its licence where one is named."""
    if not sources:
        return ""
    cited = "; ".join(map(cited_text, sources))
    return f"{'Source' if len(sources) == 1 else 'Sources'}: {cited}"


def cited_text(citation: Citation) -> str:
    source = citation.source
    title = source.title
    url = source.url
    if url.lower().startswith(("http://", "https://")) and not re.search(r"[\s()<>\\]", url):
        title = f"[{title}]({url})"
    licence = f" ({source.licence})" if source.licence else ""
    named = (source.author, title, source.year, citation.locator)
    return ", ".join(part for part in named if part) + licence


def model_html(body: Recall, explain: str = "") -> str:
    """The model answer, the rubric as a list below it, and what else there is to say."""
    model = f"<p>{to_html(body.model)}</p>" if body.model else ""
    points = "".join(f"<li>{to_html(weighed(point))}</li>" for point in body.rubric)
    rubric = f"<ul>{points}</ul>" if points else ""
    return model + rubric + (to_html(explain, block=True) if explain else "")


def weighed(point: Point) -> str:
    return point.text if point.weight == 1 else f"{point.weight}x {point.text}"


def model_of(text: str, form: str) -> tuple[str, tuple[Point, ...], str]:
    """A model answer in another program's words: its first list is the rubric, and what follows
    that explains."""
    if form in (Format.MARKDOWN, Format.PLAIN) or (form == Format.AUTO and not _TAGS.search(text)):
        return from_format(text, form), (), ""
    found = read_html(text)
    lists = [n for n, part in enumerate(found.blocks) if isinstance(part, ListItem)]
    if not lists:
        return write_inline(found.spans), (), ""
    start = stop = lists[0]
    while stop < len(found.blocks) and isinstance(found.blocks[stop], ListItem):
        stop += 1
    points: list[tuple[Span, ...]] = []
    for part in found.blocks[start:stop]:
        if isinstance(part, ListItem) and part.marker:
            points.append(part.spans)
        elif isinstance(part, ListItem) and points:
            points[-1] = (*points[-1], Span("\n"), *part.spans)
    model = write_inline(Content(found.blocks[:start]).spans)
    return (
        model,
        tuple(point(write_inline(spans)) for spans in points),
        write_blocks(found.blocks[stop:]),
    )


def point(text: str) -> Point:
    """A point of a rubric; `2x` before it doubles its weight."""
    weight = _WEIGHT.match(text)
    return Point(text[weight.end() :], int(weight[1])) if weight else Point(text)


def named(text: str, longest: int = 80) -> str:
    """A name for a question in another program's list: what it asks, cut between words."""
    text = plain(text)
    if len(text) <= longest:
        return text
    cut = text[:longest].rpartition(" ")[0] or text[:longest]
    return f"{cut}…"


def with_blanks(body: Cloze) -> str:
    """The text of a cloze with the mark for each of its blanks."""
    return "".join(part if isinstance(part, str) else BLANK for part in body.parts)


def blank_in_formula(body: Cloze) -> bool:
    """Whether a blank stands within `$…$`, from which it can't be parted."""
    return any(BLANK in s.text and Style.MATH in s.style for s in inline(with_blanks(body)))
