"""A question as lines and as fields of a message: the same in a session and in an exam."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.plain.view import plain, view
from trainer.question import Kind, Term
from trainer.study.showing import Showing

ANSWER_WITH = {
    Kind.CHOICE: "Type the number of one option.",
    Kind.CHOICES: "Type the numbers of all that apply.",
    Kind.TRUTH: "Type t for true or f for false.",
    Kind.SHORT: "Type the answer.",
    Kind.NUMBER: "Type a number.",
    Kind.CLOZE: "Type what belongs in the blank.",
    Kind.ORDER: "Type the numbers in the right order.",
    Kind.MATCH: "Type, for each on the left, the number of its right side.",
    Kind.RECALL: "Think of the answer, or type it, then press enter.",
    Kind.TERM: "Think of the answer, or type it, then press enter.",
}
_BEFORE = {
    Kind.TRUTH: "True or false? ",
    "term": "What does it mean? ",
    "means": "Which term? ",
}
"""What a stem alone leaves open, by kind, or by the side of a term that is shown."""


def asked_lines(showing: Showing) -> Iterator[str]:
    """What is asked, and what there is to choose from."""
    question, texts = showing.card.question, view(showing)
    yield f"{_BEFORE.get(texts.side or question.kind, '')}{texts.ask}"
    if question.image is not None:
        yield f"Picture: {plain(question.image.alt)}"
    if texts.unit:
        yield f"Unit: {texts.unit}"
    for left in texts.lefts:
        yield f"- {left}"
    for number, text in enumerate(texts.listed, 1):
        yield f"{number}. {text}"


def how_to_answer(showing: Showing) -> str:
    """A sentence on what to type."""
    blanks = view(showing).blanks
    if blanks > 1:
        return f"Type the {blanks} blanks with | between them."
    body = showing.card.question.body
    if isinstance(body, Term) and body.typed:
        return ANSWER_WITH[Kind.SHORT]
    return ANSWER_WITH[showing.card.question.kind]


def asked_fields(showing: Showing) -> dict[str, object]:
    """The fields that say which question it is, and all that it asks."""
    question, texts = showing.card.question, view(showing)
    fields: dict[str, object] = {"id": showing.card.id, "kind": str(question.kind)}
    match question.kind:
        case Kind.TRUTH:
            fields["statement"] = texts.ask
        case Kind.CLOZE:
            fields |= {"text": texts.ask, "blanks": texts.blanks}
        case _:
            fields["ask"] = texts.ask
    match question.kind:
        case Kind.CHOICE | Kind.CHOICES:
            fields["options"] = texts.listed
        case Kind.ORDER:
            fields["items"] = texts.listed
        case Kind.MATCH:
            fields |= {"left": texts.lefts, "right": texts.listed}
        case Kind.TERM:
            fields["side"] = texts.side
    if texts.unit:
        fields["unit"] = texts.unit
    if question.image is not None:
        fields["image"] = {"file": question.image.file, "alt": plain(question.image.alt)}
    return fields
