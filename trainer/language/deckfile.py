"""Deck files: what is studied together, and how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from trainer.language.diagnostics import Diagnostic, Severity
from trainer.language.door import open_bytes
from trainer.language.grammar import by_name
from trainer.language.keys import Key, Shape
from trainer.language.mending import parse_map
from trainer.language.reading import NEW_PER_DAY, RETENTION, REVIEWS_PER_DAY, DeckFile, ExamPlan
from trainer.language.reporter import listed
from trainer.language.source import MappingNode, Node, ScalarNode, SequenceNode
from trainer.language.texts import Context
from trainer.language.values import read_map
from trainer.paths import composed
from trainer.wording.brief import brief

T = TypeVar("T")

_DECK = by_name(
    (
        Key("title", Shape.TEXT, "What people call the deck.", "Tang China", prose=True),
        Key("id", Shape.ID, "The deck's name in commands; else the file's.", "tang"),
        Key("description", Shape.TEXT, "What it is about.", "The Tang dynasty.", prose=True),
        Key("questions", Shape.TEXTS, "Files under `questions/`, as globs.", '["tang/*.yaml"]'),
        Key("where", Shape.SECTION, "Which of their questions.", "{tags: [capital], level: 1..3}"),
        Key("study", Shape.SECTION, "How much a day.", "{new-per-day: 10, retention: 90%}"),
        Key(
            "exams",
            Shape.SECTIONS,
            "Exams over the deck.",
            "[{title: Mock exam, questions: 20, minutes: 25}]",
        ),
    )
)
_WHERE = by_name(
    (
        Key("tags", Shape.TAGS, "Any of these tags.", "[capital]"),
        Key("level", Shape.LEVELS, "A level, or a range of levels.", "1..3"),
    )
)
_STUDY = by_name(
    (
        Key("new-per-day", Shape.COUNT, "New cards a day.", "10"),
        Key("reviews-per-day", Shape.COUNT, "Reviews a day.", "200"),
        Key("retention", Shape.SHARE, "The share to be recalled.", "90%"),
    )
)
_EXAM = by_name(
    (
        Key("title", Shape.TEXT, "What people call the exam.", "Mock exam", prose=True),
        Key("questions", Shape.COUNT, "How many questions.", "20"),
        Key("minutes", Shape.COUNT, "How long it lasts.", "25"),
        Key("pass", Shape.SHARE, "The share of points that passes.", "60%"),
        Key("draw", Shape.COUNTS, "How many questions from each tag.", "{capital: 8, rulers: 12}"),
    )
)


DECK_PARTS: dict[str, tuple[Key, ...]] = {
    "": tuple(_DECK.values()),
    "where": tuple(_WHERE.values()),
    "study": tuple(_STUDY.values()),
    "exams": tuple(_EXAM.values()),
}
"""The keys of a deck file, and of its parts by name."""

REQUIRED_PARTS: dict[str, tuple[str, ...]] = {
    "": ("questions",),
    "exams": ("title", "questions", "minutes"),
}
"""Which of them must be there."""


def read_deck(data: bytes, file: str, stem: str) -> tuple[DeckFile | None, tuple[Diagnostic, ...]]:
    """A deck file read: None where it can't be used. `stem` is its id unless it gives one."""
    opened = open_bytes(data, file)
    if isinstance(opened, Diagnostic):
        return None, (opened,)
    reporter = opened.reporter
    node = parse_map(opened, "a deck")
    deck = None
    if node is not None:
        deck = _deck(Context(reporter, stem, {}), node, file, composed(stem))
    sound = not any(one.severity == "error" for one in reporter.found)
    return deck if sound else None, reporter.sorted()


def _deck(context: Context, node: MappingNode, file: str, stem: str) -> DeckFile | None:
    reporter = context.reporter
    fields = read_map(context, node, _DECK, "a deck")
    nodes = {key.value: value for key, value in node.value if isinstance(key, ScalarNode)}
    where = _section(context, nodes.get("where"), _WHERE, "where")
    study = _section(context, nodes.get("study"), _STUDY, "study")
    exams = _exams(context, nodes.get("exams"))
    if "questions" in nodes:
        _check_globs(context, nodes["questions"])
    elif fields is not None:
        message, help = "this deck has no `questions`", 'for example `questions: ["tang/*.yaml"]`'
        reporter.report("Q013", reporter.line_from(node.start_mark.index), message, help)
    if fields is None or "questions" not in fields:
        return None
    retention = study.get("retention", RETENTION)
    if not 0.7 <= retention <= 0.99:
        at = next(v for k, v in nodes["study"].value if k.value == "retention")
        message = "`retention` lies between 70% and 99%"
        reporter.report("Q018", at, message, "90% is a good choice")
    return DeckFile(
        id=fields.get("id", stem),
        title=fields.get("title", fields.get("id", stem)),
        description=fields.get("description", ""),
        questions=fields["questions"],
        tags=where.get("tags", ()),
        levels=where.get("level"),
        new_per_day=study.get("new-per-day", NEW_PER_DAY),
        reviews_per_day=study.get("reviews-per-day", REVIEWS_PER_DAY),
        retention=retention,
        exams=exams,
        file=file,
    )


def _section(
    context: Context, node: Node | None, keys: Mapping[str, Key], name: str
) -> dict[str, Any]:
    return (read_map(context, node, keys, name) or {}) if node is not None else {}


def _check_globs(context: Context, node: Node) -> None:
    entries = node.value if isinstance(node, SequenceNode) else [node]
    for entry in entries:
        glob = entry.value
        if not isinstance(glob, str):
            continue
        if glob.startswith(("/", "~", "questions/")) or ".." in glob.split("/") or "\\" in glob:
            message = f"`{brief(glob)}` doesn't lead to files under `questions/`"
            help = "write it relative to that folder, with forward slashes: `tang/*.yaml`"
            context.reporter.report("Q025", entry, message, help)


def _exams(context: Context, node: Node | None) -> tuple[ExamPlan, ...]:
    if node is None:
        return ()
    if not isinstance(node, SequenceNode):
        help = "begin each exam with a dash: `- {title: Mock exam, questions: 20, minutes: 25}`"
        at = context.reporter.line_from(node.start_mark.index)
        context.reporter.report("Q015", at, "`exams` is a list", help)
        return ()
    read = [(entry, _exam(context, entry)) for entry in node.value]
    found = [(entry, exam) for entry, exam in read if exam is not None]
    _one_title(context, found)
    return tuple(exam for _, exam in found)


def _one_title(context: Context, exams: Sequence[tuple[Node, ExamPlan]]) -> None:
    """Report exams that are called as another of the deck is: `trainer exam` knows them by that."""
    named = [
        (exam.title, (exam, next(v for k, v in node.value if k.value == "title")))
        for node, exam in exams
    ]
    for (exam, at), (_, other) in of_one_title(named):
        context.reporter.report(
            "Q058",
            at,
            f"another exam of this deck is called `{brief(exam.title)}` too",
            "give one of them another `title:`, by which it is sat",
            severity=Severity.WARNING,
            related=(context.reporter.related(other, "the other exam"),),
        )


def of_one_title(titled: Iterable[tuple[str, T]]) -> Iterator[tuple[T, T]]:
    """Whatever is called as something before it, in capitals or not, with the first so called."""
    first: dict[str, T] = {}
    for title, one in titled:
        other = first.setdefault(" ".join(title.casefold().split()), one)
        if other is not one:
            yield one, other


def _exam(context: Context, node: Node) -> ExamPlan | None:
    fields = read_map(context, node, _EXAM, "exam")
    if fields is None:
        return None
    for key, value in node.value:
        if fields[key.value] == 0 and key.value in ("questions", "minutes"):
            help = f"for example `{key.value}: {_EXAM[key.value].example}`"
            message = f"an exam of 0 {key.value} is none"
            context.reporter.report("Q018", value, message, help)
            return None
    if missing := [name for name in REQUIRED_PARTS["exams"] if not fields.get(name)]:
        at = context.reporter.line_from(node.start_mark.index)
        examples = ", ".join(f"{name}: {_EXAM[name].example}" for name in missing)
        message = f"this exam has no {listed(missing)}"
        context.reporter.report("Q013", at, message, f"for example `{examples}`")
        return None
    draw = fields.get("draw", {})
    if draw and sum(draw.values()) != fields["questions"]:
        at = next(v for k, v in node.value if k.value == "draw")
        message = f"`draw` makes {sum(draw.values())} questions, the exam has {fields['questions']}"
        context.reporter.report("Q040", at, message, "let the numbers add up")
        return None
    return ExamPlan(
        fields["title"], fields["questions"], fields["minutes"], fields.get("pass", 0.6), draw
    )
