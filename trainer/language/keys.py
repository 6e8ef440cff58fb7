"""What a key of the language is: its name, and the shape of what may stand in it."""

from __future__ import annotations

from enum import Enum, auto

from trainer.records import record

MAX_FILE = 16 * 1024 * 1024
MAX_TEXT = 64 * 1024
MAX_DEPTH = 20


class Shape(Enum):
    """What may stand in a key."""

    TEXT = auto()
    """One text."""
    TEXTS = auto()
    """One text, or a list of them."""
    FEEDBACK = auto()
    """A list of texts, or a map of text to feedback."""
    BOOL = auto()
    """`true` or `false`."""
    WORD = auto()
    """One of a few words."""
    LEVEL = auto()
    """1 to 5."""
    POINTS = auto()
    """A number above 0."""
    QUANTITY = auto()
    """A number, a tolerance or a range, with or without a unit."""
    CLOZE = auto()
    """A text with blanks."""
    ITEMS = auto()
    """A list of texts, each with a label or without."""
    PAIRS = auto()
    """A map of left to right."""
    RUBRIC = auto()
    """A list of points; `2x ` before one doubles its weight."""
    MEDIA = auto()
    """A file under `questions/`, or a map of `file` and `alt`."""
    ID = auto()
    """A short name without spaces."""
    IDS = auto()
    """One id, or a list of them."""
    TAGS = auto()
    """One tag, or a list of them."""
    CITATIONS = auto()
    """A source's key, a comma and a place in it; or a list of these."""
    LANG = auto()
    """A language tag such as `en` or `zh-Hant`."""
    PATTERN = auto()
    """A regular expression."""
    LEVELS = auto()
    """A level, or a range of them."""
    COUNT = auto()
    """A whole number."""
    COUNTS = auto()
    """A map of tags to whole numbers."""
    SHARE = auto()
    """A share such as `90%`."""
    SECTION = auto()
    """A part with keys of its own."""
    SECTIONS = auto()
    """A list of such parts."""
    SOURCES = auto()
    """A map of key to source."""
    DEFAULTS = auto()
    """A map of keys to what they are when a question doesn't say."""
    QUESTIONS = auto()
    """The list of questions."""


@record(frozen=True, slots=True)
class Key:
    """One key: its name, what may stand in it, a sentence about it, and an example value.

    `prose` marks text that people read, where ` #` is more likely a slip than a comment.
    """

    name: str
    shape: Shape
    doc: str
    example: str
    words: tuple[str, ...] = ()
    prose: bool = False
    default: bool = False
