"""The one table of kinds and keys, from which reader, JSON Schema and reference page are made.

A key is written once here; what may stand in it is its `Shape`. Kinds follow from which keys are
there, never from a value.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from trainer.language.keys import Key, Shape
from trainer.question import Kind


def _prose(name: str, doc: str, example: str) -> Key:
    return Key(name, Shape.TEXT, doc, example, prose=True)


_ASK = _prose("ask", "What is asked.", "Which city was the Tang capital in 750?")
_ANSWER = _prose("answer", "The right answer.", "Chang'an")
_ANSWERS = Key("answers", Shape.TEXTS, "All right answers.", "[Taizong, Xuanzong]")
_WRONG = Key(
    "wrong",
    Shape.FEEDBACK,
    "The wrong options: a list, or a map of option to feedback.",
    "{Luoyang: The eastern capital., Kaifeng: The Song capital.}",
)
_OPTIONS = Key(
    "options",
    Shape.FEEDBACK,
    "All options, the right ones among them, in the order in which they are shown.",
    "[Chang'an, Luoyang]",
)
_PARTIAL = Key(
    "partial",
    Shape.BOOL,
    "`false` means all or nothing.",
    "false",
    default=True,
)

OWN: dict[Kind, tuple[Key, ...]] = {
    Kind.CHOICE: (_ASK, _ANSWER, _WRONG, _OPTIONS),
    Kind.CHOICES: (_ASK, _ANSWERS, _WRONG, _OPTIONS, _PARTIAL),
    Kind.TRUTH: (
        _prose("statement", "A statement to be judged.", "Wu Zetian ruled only as regent."),
        Key("answer", Shape.BOOL, "Whether the statement is true.", "false"),
        _prose("correction", "Shown for a false statement.", "She took the throne in 690."),
    ),
    Kind.SHORT: (
        _ASK,
        _ANSWER,
        Key("accept", Shape.TEXTS, "Other spellings or answers that are right.", "[Li Yuan]"),
        Key(
            "reject",
            Shape.FEEDBACK,
            "Answers that tempt and are wrong: a list, or a map of answer to feedback.",
            "{Taizong: His son.}",
        ),
        Key("typos", Shape.BOOL, "`false` lets no misspelling pass.", "false", default=True),
        Key(
            "case",
            Shape.WORD,
            "`strict`: capitals must match.",
            "strict",
            ("strict", "loose"),
            default=True,
        ),
        Key(
            "accents",
            Shape.WORD,
            "`strict`: accents must match.",
            "strict",
            ("strict", "loose"),
            default=True,
        ),
        Key(
            "pattern",
            Shape.PATTERN,
            "A regular expression; an answer that matches it as a whole is right.",
            "'(the )?Tang( dynasty)?'",
        ),
    ),
    Kind.NUMBER: (
        _ASK,
        Key(
            "number",
            Shape.QUANTITY,
            "A number, a tolerance or a range, with or without a unit.",
            "9.81 ± 0.05 m/s²",
        ),
        Key(
            "unit",
            Shape.WORD,
            "`required`: an answer without its unit isn't right.",
            "required",
            ("required", "optional"),
            default=True,
        ),
    ),
    Kind.CLOZE: (
        Key(
            "cloze",
            Shape.CLOZE,
            "A text with blanks: `{{answer|also right::hint}}`, together as `{{c1::…}}`.",
            '"{{Tang}} rule ended in {{907::when?}}."',
            prose=True,
        ),
    ),
    Kind.ORDER: (
        _ASK,
        Key(
            "order",
            Shape.ITEMS,
            "The items in their right order; `text: label` shows the label afterwards.",
            "[Sui, Tang, Song]",
        ),
    ),
    Kind.MATCH: (
        _ASK,
        Key("match", Shape.PAIRS, "What belongs together: left, colon, right.", "{Sui: 581}"),
        Key("extra", Shape.TEXTS, "Right-hand sides that belong to nothing.", "[1271]"),
    ),
    Kind.RECALL: (
        _ASK,
        _prose("recall", "A model answer, to compare with.", "Governors became autonomous."),
        Key(
            "rubric",
            Shape.RUBRIC,
            "Points to look for; `2x ` before one doubles its weight.",
            "[Governors became autonomous., 2x Tax registers were lost.]",
        ),
    ),
    Kind.TERM: (
        _prose("term", "A word to be known both ways.", "jiedushi"),
        _prose("means", "What it means.", "a military governor of a frontier region"),
        Key("typed", Shape.BOOL, "`true`: answers are typed and judged.", "true", default=True),
    ),
}

COMMON: tuple[Key, ...] = (
    Key("id", Shape.ID, "The question's name within its file; it never changes.", "capital"),
    Key("was", Shape.IDS, "Former ids, so that a renamed question keeps its history.", "[city]"),
    Key("tags", Shape.TAGS, "What it is about; a file's default tags are added.", "[tang, cities]",
        default=True),
    Key("level", Shape.LEVEL, "How hard it is, 1 to 5.", "2", default=True),
    Key("objective", Shape.TEXT, "What the learner can do who answers it.", "Name the capitals.",
        prose=True, default=True),
    Key("source", Shape.CITATIONS, "Where it stands: a key of `sources`, a comma, the place.",
        "lewis, p. 86", default=True),
    _prose("explain", "Why it is so; shown after the answer. Lists and paragraphs are fine.",
           "Modern Xi'an."),
    _prose("hint", "A first help, on request.", "It lies on the Wei."),
    Key("hints", Shape.TEXTS, "Several hints, given one by one.", "[On the Wei., Modern Xi'an.]"),
    Key("image", Shape.MEDIA, "A picture beside the question.", "{file: map.png, alt: A map}"),
    Key("audio", Shape.MEDIA, "A sound to be played.", "anthem.ogg"),
    Key("points", Shape.POINTS, "What an exam gives for it.", "2", default=True),
    Key("lang", Shape.LANG, "The language it is written in.", "en", default=True),
    Key("fact", Shape.ID, "Questions that share one are never asked on the same day.",
        "tang-capital"),
    Key("after", Shape.IDS, "Questions to be learned before this one comes.", "[founder]",
        default=True),
    Key("names", Shape.TEXTS, "Words the judge should know as somebody's or some place's name.",
        "[Luoyang]", default=True),
    Key("romanisation", Shape.WORD, "`pinyin`: Wade-Giles spellings are right too.", "pinyin",
        ("pinyin", "none"), default=True),
    Key("retired", Shape.BOOL, "`true`: it isn't asked any more; its history stays.", "true"),
)  # fmt: skip

HEAD: tuple[Key, ...] = (
    Key("title", Shape.TEXT, "What the file is about.", "Tang China", prose=True),
    Key("id", Shape.ID, "The prefix of its questions' ids; else the file's name.", "tang"),
    Key("lang", Shape.LANG, "The language of all its questions.", "en"),
    Key("sources", Shape.SOURCES, "The works that its questions cite.",
        "{lewis: {title: China's Cosmopolitan Empire, year: 2009}}"),
    Key("defaults", Shape.DEFAULTS, "What holds where a question doesn't say.", "{level: 2}"),
    Key("names", Shape.TEXTS, "Words the judge should know as names.", "[Luoyang]"),
    Key("romanisation", Shape.WORD, "`pinyin`: Wade-Giles spellings are right too.", "pinyin",
        ("pinyin", "none")),
    Key("questions", Shape.QUESTIONS, "The questions.", "[]"),
)  # fmt: skip

LIBRARY: tuple[Key, ...] = (
    Key("id", Shape.ID, "The library's id; histories are kept under it.", "tang-k3v9qa"),
    Key("title", Shape.TEXT, "What people call it.", "Chinese history", prose=True),
    Key("sources", Shape.SOURCES, "Works that any file may cite.", "{lewis: {title: Empire}}"),
    Key("names", Shape.TEXTS, "Words the judge should know as names.", "[Luoyang]"),
)

SOURCE: tuple[Key, ...] = (
    Key("title", Shape.TEXT, "The work's title.", "China's Cosmopolitan Empire", prose=True),
    Key("author", Shape.TEXT, "Who wrote it.", "Mark Edward Lewis", prose=True),
    Key("year", Shape.TEXT, "When it appeared.", "2009"),
    Key("url", Shape.TEXT, "Where it can be read.", "https://example.org"),
    Key("licence", Shape.TEXT, "What may be done with it; exports say so.", "CC BY 4.0"),
    Key("locators", Shape.TEXTS, "The places it has, so that gaps can be named.", "[¶1–¶13]"),
)

MEDIA: tuple[Key, ...] = (
    Key("file", Shape.TEXT, "The file, relative to the question's own.", "map.png"),
    Key("alt", Shape.TEXT, "What it shows, for those who can't see it.", "A map", prose=True),
)

DECIDING: dict[str, Kind] = {
    "statement": Kind.TRUTH,
    "cloze": Kind.CLOZE,
    "term": Kind.TERM,
    "order": Kind.ORDER,
    "match": Kind.MATCH,
    "number": Kind.NUMBER,
    "recall": Kind.RECALL,
    "rubric": Kind.RECALL,
    "answers": Kind.CHOICES,
    "wrong": Kind.CHOICE,
    "options": Kind.CHOICE,
}
"""Keys that decide the kind; without any of them `answer` makes a short one."""

REQUIRED: dict[Kind, tuple[str, ...]] = {
    Kind.CHOICE: ("ask", "answer"),
    Kind.CHOICES: ("ask",),
    Kind.TRUTH: ("answer",),
    Kind.SHORT: ("ask",),
    Kind.NUMBER: ("ask",),
    Kind.CLOZE: (),
    Kind.ORDER: ("ask",),
    Kind.MATCH: ("ask",),
    Kind.RECALL: ("ask",),
    Kind.TERM: ("means",),
}
"""Keys that a kind needs besides the one that decides it."""


def by_name(keys: Iterable[Key]) -> dict[str, Key]:
    return {key.name: key for key in keys}


KEYS: dict[Kind, dict[str, Key]] = {kind: by_name((*own, *COMMON)) for kind, own in OWN.items()}
"""For each kind every key that may stand in it."""

ALL_KEYS: dict[str, Key] = {
    name: key for kind in reversed(Kind) for name, key in KEYS[kind].items()
}
"""Every key of any kind; where two kinds share a name, the first kind's."""

DEFAULTABLE: dict[str, Key] = {name: key for name, key in ALL_KEYS.items() if key.default}
"""What `defaults` may hold."""


def kinds_of(name: str) -> tuple[Kind, ...]:
    """The kinds a key belongs to; all of them for a common one."""
    return tuple(kind for kind in Kind if name in KEYS[kind])


def kind_of(names: Collection[str]) -> Kind | None:
    """The kind that an item's keys decide on; None where they decide on none, or on several."""
    kinds = {DECIDING[name] for name in names if name in DECIDING}
    if "answers" in names:
        kinds.discard(Kind.CHOICE)
    if not kinds:
        return Kind.SHORT if "answer" in names else None
    several = len(kinds) > 1 or ("wrong" in names and "options" in names)
    return None if several else kinds.pop()


def lacking(kind: Kind, names: Collection[str]) -> list[str]:
    """The keys that a question of this kind needs and hasn't got."""
    missing = [name for name in REQUIRED[kind] if name not in names]
    if kind is Kind.CHOICES and "wrong" not in names and "options" not in names:
        missing.append("wrong")
    return missing
