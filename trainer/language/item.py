"""One item of `questions:` into a question: its kind, its keys, its body, what every kind has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trainer.language.bodies import build
from trainer.language.grammar import ALL_KEYS, DECIDING, KEYS, kind_of, kinds_of, lacking
from trainer.language.keys import Key
from trainer.language.making import question_of
from trainer.language.reporter import listed, report_twice, unknown_key
from trainer.language.source import MappingNode, Node, ScalarNode, SequenceNode
from trainer.language.texts import Context
from trainer.language.values import READERS, Reader
from trainer.question import Kind, Place, Question

Pair = tuple[Node, Node]

# Looked up by kind and name once a key; a shape, being an enum, hashes slowly.
_READERS: dict[Kind, dict[str, tuple[Key, Reader]]] = {
    kind: {name: (key, READERS[key.shape]) for name, key in keys.items()}
    for kind, keys in KEYS.items()
}


def read_question(
    context: Context, node: Node, defaults: Mapping[str, Any], library: str
) -> Question | None:
    """The question of an item; None where a mistake costs it."""
    if not isinstance(node, MappingNode):
        _no_question(context, node)
        return None
    before = len(context.reporter.found)
    guessed: set[str] = set()
    pairs = _pairs(context, node, guessed)
    kind = _kind(context, node, pairs)
    if kind is None:
        return None
    keys = _READERS[kind]
    own: dict[str, Any] = {}
    for name, (knode, vnode) in pairs.items():
        known = keys.get(name)
        if known is None and name in guessed:
            continue
        if known is None:
            _foreign_key(context, knode, name, kind)
        else:
            key, reader = known
            own[name] = reader(context, key, vnode)
    if "hint" in own and "hints" in own:
        message = "`hint` and `hints` say the same thing"
        at = pairs["hints"][0]
        context.reporter.report("Q037", at, message, "put all of them into `hints`")
    if len(pairs) == len(node.value):
        _require(context, node, kind, pairs)
    if len(context.reporter.found) > before and _costs(context, before):
        return None
    add_defaults(own, of_kind(defaults, kind))
    body = build(kind, own, pairs, context.reporter)
    if body is None:
        return None
    mark = node.start_mark
    line, column = mark.line + context.reporter.first_line, mark.column + 1
    place = Place(context.reporter.file, line, column)
    return question_of(context.file_id, library, body, own, place)


def of_kind(defaults: Mapping[str, Any], kind: Kind) -> dict[str, Any]:
    """Those of a file's defaults that a kind of question has a place for."""
    return {name: value for name, value in defaults.items() if name in KEYS[kind]}


def add_defaults(values: dict[str, Any], defaults: Mapping[str, Any]) -> None:
    """Puts its kind's `defaults` among a question's values, where it says nothing; tags add up."""
    if "tags" in values and "tags" in defaults:
        values["tags"] = tuple(dict.fromkeys((*defaults["tags"], *values["tags"])))
    for name, value in defaults.items():
        values.setdefault(name, value)


def _costs(context: Context, before: int) -> bool:
    return any(one.severity == "error" for one in context.reporter.found[before:])


def _no_question(context: Context, node: Node) -> None:
    start = node.start_mark.index
    what = "an empty item" if not node.value else "this item has no keys"
    help = "a question is a map of keys, such as `- ask: Who founded the dynasty?`"
    if isinstance(node, ScalarNode) and node.value.strip():
        word = node.value.split()[0].rstrip(":")
        if word in ALL_KEYS:
            what, help = f"there is no colon after `{word}`", f"write `{word}: …`"
            context.reporter.report("Y023", (start, start + len(word)), what, help)
            return
    if isinstance(node, SequenceNode):
        what = "this is a list within the list of questions"
        help = "one dash begins a question"
    context.reporter.report("Q003", context.reporter.line_from(start), what, help)


def _pairs(context: Context, node: MappingNode, guessed: set[str]) -> dict[str, Pair]:
    """The item's keys, each once and each known; a misspelt one stands as what was meant, and that
    is noted as `guessed`."""
    pairs: dict[str, Pair] = {}
    meant: list[tuple[str, Pair]] = []
    for pair in node.value:
        name = pair[0].value
        if name.__class__ is not str or name not in ALL_KEYS:
            guess = unknown_key(context.reporter, pair[0], ALL_KEYS)
            if guess:
                meant.append((guess, pair))
        elif name in pairs:
            report_twice(context.reporter, pair[0], pairs[name][0], name)
        else:
            pairs[name] = pair
    for guess, pair in meant:
        if pairs.setdefault(guess, pair) is pair:
            guessed.add(guess)
    return pairs


def _kind(context: Context, node: MappingNode, pairs: Mapping[str, Pair]) -> Kind | None:
    """The kind that the keys decide. A second deciding key is reported at that key."""
    kind = kind_of(pairs)
    if kind is not None:
        return kind
    reporter = context.reporter
    deciding = [name for name in pairs if name in DECIDING]
    if "answers" in deciding:
        deciding = [name for name in deciding if DECIDING[name] is not Kind.CHOICE]
    if not deciding:
        if len(pairs) == len(node.value):
            _undecided(context, node, pairs)
        return None
    kind = DECIDING[deciding[0]]
    twice = [name for name in deciding[1:] if DECIDING[name] is not kind]
    if "wrong" in pairs and "options" in pairs:
        twice.append(max("wrong", "options", key=list(pairs).index))
    for name in twice:
        first = (
            deciding[0] if DECIDING[name] is not kind else {"wrong": "options"}.get(name, "wrong")
        )
        message, help = (
            (
                f"`{first}` and `{name}` decide on different kinds of question",
                "keep one of them, or make two questions",
            )
            if DECIDING[name] is not kind
            else (
                f"`{first}` and `{name}` can't stand together",
                "`options` lists all options, the right one too, and `wrong` the others",
            )
        )
        reporter.report(
            "Q012",
            pairs[name][0],
            message,
            help,
            related=(reporter.related(pairs[first][0], "the first one"),),
        )
    return None


def _undecided(context: Context, node: MappingNode, pairs: Mapping[str, Pair]) -> None:
    help = "write `answer: …`, or one of " + listed(dict.fromkeys(DECIDING))
    message = "nothing says what the answer is" if "ask" in pairs else "this is no question yet"
    context.reporter.report("Q013", _first(context, node), message, help)


def _first(context: Context, node: MappingNode) -> tuple[int, int]:
    return context.reporter.line_from(node.start_mark.index)


def _foreign_key(context: Context, knode: Node, name: str, kind: Kind) -> None:
    kinds = kinds_of(name)
    needs = {"means": "term", "extra": "match", "correction": "statement"}.get(name)
    help = f"it goes with {listed(kinds)} questions; this one is `{kind}`, by its keys"
    if needs:
        help = f"it goes with `{needs}`; this is a `{kind}` question, by its keys"
    if name == "answer" and kind is Kind.CHOICES:
        help = "with `answers`, all right ones stand in that list"
    if name == "ask" and "ask" not in KEYS[kind]:
        help = f"in a `{kind}` question the text itself says what is asked"
    context.reporter.report("Q011", knode, f"`{name}` has no place in a {kind} question", help)


def _require(context: Context, node: MappingNode, kind: Kind, pairs: Mapping[str, Pair]) -> None:
    for name in lacking(kind, pairs):
        if kind is Kind.CHOICES and name == "wrong":
            context.reporter.report(
                "Q032",
                pairs["answers"][0],
                "`answers` needs wrong options beside it",
                "add `wrong:`; other spellings of one answer go under `accept:`",
            )
            continue
        key: Key = KEYS[kind][name]
        help = f"for example `{name}: {key.example}`"
        message = f"this {kind} question has no `{name}`"
        if name == "answer" and kind is Kind.TRUTH:
            help = "write `answer: true` or `answer: false`"
        context.reporter.report("Q013", _first(context, node), message, help)
