"""Values into the body of a question, one function a kind, with what must agree among the keys."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from trainer.question import (
    Body,
    Choice,
    Choices,
    Kind,
    Match,
    Number,
    Option,
    Order,
    Recall,
    Reject,
    Short,
    Term,
    Truth,
)
from trainer.wording.brief import brief

if TYPE_CHECKING:
    from trainer.language.reporter import Reporter
    from trainer.language.source import Node

Values = Mapping[str, Any]
Nodes = Mapping[str, "tuple[Node, Node]"]


def build(kind: Kind, values: Values, nodes: Nodes, reporter: Reporter) -> Body | None:
    """The body of a question from the values of its keys; None where they contradict each other.

    `values` holds every key that the kind needs; `nodes` the nodes of each key and its value.
    """
    return _BUILDERS[kind](values, nodes, reporter)


def entry(node: Node, position: int) -> Node:
    """The node of the n-th entry of a list or a map; of a single text, that text."""
    from trainer.language.source import MappingNode, SequenceNode

    if isinstance(node, MappingNode):
        return node.value[position][0]  # type: ignore[no-any-return]  # PyYAML's stubs say less
    if isinstance(node, SequenceNode):
        return node.value[position]  # type: ignore[no-any-return]  # as above
    return node


def _repeated(texts: Sequence[str], node: Node, what: str, reporter: Reporter) -> bool:
    """Report texts that stand in a list twice."""
    if len(set(texts)) == len(texts):
        return False
    seen: dict[str, int] = {}
    for position, text in enumerate(texts):
        if text in seen:
            first = reporter.related(entry(node, seen[text]), "the first one")
            message = f"{what} `{brief(text)}` stands here twice"
            at = entry(node, position)
            reporter.report("Q030", at, message, "remove one of the two", related=(first,))
        else:
            seen[text] = position
    return True


def _clash(
    texts: Collection[str],
    node: Node,
    right: Iterable[str],
    reporter: Reporter,
    message: str,
    help: str,
) -> bool:
    """Report texts that must not be among the right ones."""
    taken = set(right)
    if taken.isdisjoint(texts):
        return False
    clashing = [(n, text) for n, text in enumerate(texts) if text in taken]
    for position, text in clashing:
        reporter.report("Q030", entry(node, position), message.format(brief(text)), help)
    return True


def _options(
    right: tuple[str, ...], key: str, values: Values, nodes: Nodes, reporter: Reporter
) -> tuple[Option, ...] | None:
    """The options of a choice: the right ones and `wrong`, or `options` as they stand."""
    fixed = "options" in values
    listed: tuple[tuple[str, str], ...] = values["options" if fixed else "wrong"]
    node = nodes["options" if fixed else "wrong"][1]
    texts = [text for text, _ in listed]
    if _repeated(texts, node, "option", reporter):
        return None
    if not fixed:
        message = "`{}` is the right answer, and stands among the wrong ones too"
        if _clash(texts, node, right, reporter, message, "remove it from `wrong`"):
            return None
        options = [Option(text, True) for text in right]
        return (*options, *[Option(text, False, feedback) for text, feedback in listed])
    for position, text in enumerate(right):
        if text not in texts:
            at = entry(nodes[key][1], position)
            message = f"the right answer `{brief(text)}` isn't among the options"
            help = "`options` holds all of them, letter for letter"
            if named := _by_its_place(text, texts):
                help = f"write it out, as in `{key}: {brief(named)}`; an option has no number here"
            reporter.report("Q031", at, message, help)
            return None
    if len(right) >= len(texts):
        reporter.report("Q032", node, "every option is right", "add options that are wrong")
        return None
    return tuple(Option(text, text in right, feedback) for text, feedback in listed)


def _by_its_place(text: str, options: Sequence[str]) -> str:
    """The option that other programs know by this letter or number; "" where there is none."""
    number = int(text) if text.isascii() and text.isdecimal() else "ABCDEFGH".find(text.upper()) + 1
    one_sign = len(text) == 1
    return options[number - 1] if one_sign and 0 < number <= len(options) else ""


def _choice(values: Values, nodes: Nodes, reporter: Reporter) -> Choice | None:
    options = _options((values["answer"],), "answer", values, nodes, reporter)
    if options is None:
        return None
    return Choice(values["ask"], options, "options" in values)


def _choices(values: Values, nodes: Nodes, reporter: Reporter) -> Choices | None:
    right = values["answers"]
    if _repeated(right, nodes["answers"][1], "answer", reporter):
        return None
    options = _options(right, "answers", values, nodes, reporter)
    if options is None:
        return None
    fixed, partial = "options" in values, values.get("partial", True)
    return Choices(values["ask"], options, fixed, partial)


def _truth(values: Values, nodes: Nodes, reporter: Reporter) -> Truth | None:
    correction = values.get("correction", "")
    if correction and values["answer"]:
        message = "a true statement needs no `correction`"
        help = "remove it, or put what it says below `explain`"
        reporter.report("Q037", nodes["correction"][1], message, help)
        return None
    return Truth(values["statement"], values["answer"], correction)


def _short(values: Values, nodes: Nodes, reporter: Reporter) -> Short | None:
    answer: str = values["answer"]
    accept: tuple[str, ...] = values.get("accept", ())
    reject: tuple[tuple[str, str], ...] = values.get("reject", ())
    if accept and _repeated(accept, nodes["accept"][1], "answer", reporter):
        return None
    if accept:
        message = "`{}` is the answer already"
        if _clash(accept, nodes["accept"][1], [answer], reporter, message, "remove it here"):
            return None
    if reject:
        texts = [text for text, _ in reject]
        message = "`{}` is right and rejected at once"
        right = (answer, *accept)
        if _clash(
            texts, nodes["reject"][1], right, reporter, message, "remove it from one of them"
        ):
            return None
        if _repeated(texts, nodes["reject"][1], "answer", reporter):
            return None
    return Short(
        values["ask"],
        answer,
        accept,
        tuple(Reject(text, feedback) for text, feedback in reject),
        values.get("typos", True),
        values.get("case") == "strict",
        values.get("accents") == "strict",
        values.get("pattern", ""),
    )


def _number(values: Values, nodes: Nodes, reporter: Reporter) -> Number | None:
    required = values.get("unit") == "required"
    if required and "unit" in nodes and not values["number"].unit:
        message = "a unit is required, but `number` has none"
        reporter.report("Q037", nodes["unit"][1], message, "write the unit behind the number")
        return None
    return Number(values["ask"], values["number"], required and bool(values["number"].unit))


def _cloze(values: Values, nodes: Nodes, reporter: Reporter) -> Body:  # one signature for all kinds
    body: Body = values["cloze"]
    return body


def _order(values: Values, nodes: Nodes, reporter: Reporter) -> Order | None:
    items = values["order"]
    if len(items) < 2:
        message = "one item has no order"
        reporter.report(
            "Q033", nodes["order"][1], message, "list at least two, in their right order"
        )
        return None
    seen: set[str] = set()
    for position, item in enumerate(items):
        if item.text in seen:
            at = entry(nodes["order"][1], position)
            message = f"item `{brief(item.text)}` stands here twice"
            reporter.report("Q030", at, message, "make the two differ, or remove one")
            return None
        seen.add(item.text)
    return Order(values["ask"], items)


def _match(values: Values, nodes: Nodes, reporter: Reporter) -> Match | None:
    pairs, extra = values["match"], values.get("extra", ())
    if len(pairs) < 2:
        message = "one pair leaves nothing to match"
        reporter.report("Q033", nodes["match"][1], message, "write at least two pairs")
        return None
    if extra:
        if _repeated(extra, nodes["extra"][1], "side", reporter):
            return None
        message = "`{}` belongs to a pair, so it is no distractor"
        rights = [right for _, right in pairs]
        if _clash(extra, nodes["extra"][1], rights, reporter, message, "remove it from `extra`"):
            return None
    return Match(values["ask"], pairs, extra)


def _recall(values: Values, nodes: Nodes, reporter: Reporter) -> Recall | None:
    rubric = values.get("rubric", ())
    if rubric and _repeated([p.text for p in rubric], nodes["rubric"][1], "point", reporter):
        return None
    return Recall(values["ask"], values.get("recall", ""), rubric)


def _term(values: Values, nodes: Nodes, reporter: Reporter) -> Term:  # one signature for all kinds
    return Term(values["term"], values["means"], values.get("typed", False))


_BUILDERS: dict[Kind, Callable[[Values, Nodes, Reporter], Body | None]] = {
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.TRUTH: _truth,
    Kind.SHORT: _short,
    Kind.NUMBER: _number,
    Kind.CLOZE: _cloze,
    Kind.ORDER: _order,
    Kind.MATCH: _match,
    Kind.RECALL: _recall,
    Kind.TERM: _term,
}
