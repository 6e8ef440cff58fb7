"""The reference of every key, made from the same table that the reader and the schema use."""

from __future__ import annotations

from collections.abc import Iterable

from trainer.language.deckfile import DECK_PARTS, REQUIRED_PARTS
from trainer.language.grammar import COMMON, DECIDING, HEAD, LIBRARY, MEDIA, OWN, REQUIRED, SOURCE
from trainer.language.keys import Key, Shape
from trainer.question import Kind

SHAPES = {
    Shape.TEXT: "text",
    Shape.TEXTS: "text, or a list of texts",
    Shape.FEEDBACK: "list of texts, or map of text to feedback",
    Shape.BOOL: "`true` or `false`",
    Shape.WORD: "word",
    Shape.LEVEL: "1 to 5",
    Shape.POINTS: "number above 0",
    Shape.QUANTITY: "number, tolerance or range",
    Shape.CLOZE: "text with blanks",
    Shape.ITEMS: "list of texts, each with a label or without",
    Shape.PAIRS: "map of left to right",
    Shape.RUBRIC: "list of points",
    Shape.MEDIA: "file, or map of `file` and `alt`",
    Shape.ID: "short name without spaces",
    Shape.IDS: "id, or a list of ids",
    Shape.TAGS: "tag, or a list of tags",
    Shape.CITATIONS: "citation, or a list of them",
    Shape.LANG: "language tag",
    Shape.PATTERN: "regular expression",
    Shape.LEVELS: "level, or range of levels",
    Shape.COUNT: "whole number",
    Shape.COUNTS: "map of tags to whole numbers",
    Shape.SHARE: "share such as `90%`",
    Shape.SECTION: "map",
    Shape.SECTIONS: "list of maps",
    Shape.SOURCES: "map of key to source",
    Shape.DEFAULTS: "map of keys",
    Shape.QUESTIONS: "list of questions",
}

HEAD_LINES = """\
# Reference

Every key of question files, `library.yaml` and deck files. The [guide](writing-questions.md) shows
them at work. A question's kind follows from which keys are there: {deciding}; else, with `answer`
alone, it is typed. Keys in bold must be there; a choice needs `wrong` or `options`, a recall
question `recall` or `rubric`, a typed one `answer`.

Text takes emphasis, strong, code and links as in Markdown and `$…$` mathematics; `explain` takes
lists and paragraphs as well.
"""


def reference() -> str:
    """The page in Markdown, as it stands in docs/reference.md."""
    deciding = ", ".join(f"`{key}` ({kind})" for key, kind in DECIDING.items())
    parts = [_wrapped(HEAD_LINES.format(deciding=deciding))]
    parts.append("## Kinds\n")
    for kind in Kind:
        deciding_keys = [key for key, decided in DECIDING.items() if decided is kind]
        # Of several keys that decide, one is enough.
        alone = deciding_keys if len(deciding_keys) == 1 else []
        parts.append(f"### {kind}\n\n{_table(OWN[kind], [*REQUIRED[kind], *alone])}")
    parts += [
        f"## Every question\n\n{_table(COMMON)}",
        f"### A picture or sound\n\n{_table(MEDIA, {'file'})}",
        f"## The head of a file\n\nBefore `questions`.\n\n{_table(HEAD, {'questions'})}",
        f"### A source\n\n{_table(SOURCE, {'title'})}",
        f"## `questions/library.yaml`\n\n{_table(LIBRARY)}",
        "## Deck files\n\nIn `decks/`.\n",
    ]
    for name, keys in DECK_PARTS.items():
        title = f"### `{name}`\n\n" if name else ""
        parts.append(f"{title}{_table(keys, REQUIRED_PARTS.get(name, ()))}")
    return "\n".join(parts)


def _table(keys: Iterable[Key], needed: Iterable[str] = ()) -> str:
    """Keys in rows; those that must be there are bold."""
    rows = ["| key | takes | what it is | example |", "| --- | --- | --- | --- |"]
    for key in keys:
        name = f"**`{key.name}`**" if key.name in needed else f"`{key.name}`"
        words = " or ".join(f"`{word}`" for word in key.words) or SHAPES[key.shape]
        doc = key.doc + (" May stand in `defaults`." if key.default else "")
        rows.append(f"| {name} | {words} | {_cell(doc)} | `{_cell(key.example)}` |")
    return "\n".join(rows) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _wrapped(text: str) -> str:
    """Paragraphs within 100 columns."""
    from textwrap import fill

    parts = text.split("\n\n")
    return "\n\n".join(
        part if part.startswith("#") else fill(part, 100, break_long_words=False) for part in parts
    ) + ("\n" if not text.endswith("\n\n") else "")
