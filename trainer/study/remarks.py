"""What only an author sees of a question: what wrong answers are told, hints, how it is filed."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.question import Card, Choice, Choices, Cloze, Question, Short


def remarks(card: Card) -> tuple[tuple[str, str], ...]:
    """Labels and texts, in the order they are shown."""
    question = card.question
    return (*_of_body(card), *_of_question(question))


def _of_body(card: Card) -> Iterator[tuple[str, str]]:
    match card.question.body:
        case Choice(options=options) | Choices(options=options):
            for option in options:
                if option.feedback:
                    yield "Feedback", f"{option.text}: {option.feedback}"
        case Short() as short:
            for text in short.accept:
                yield "Also", text
            for reject in short.reject:
                yield (
                    "Wrong",
                    f"{reject.text}: {reject.feedback}" if reject.feedback else reject.text,
                )
            if short.pattern:
                yield "Pattern", f"`{short.pattern}`"
        case Cloze() as cloze:
            for blank in cloze.blanks(card.facet):
                for text in blank.accept:
                    yield "Also", f"{text} (for {blank.answer})"


def _of_question(question: Question) -> Iterator[tuple[str, str]]:
    for hint in question.hints:
        yield "Hint", hint
    if question.objective:
        yield "Aim", question.objective
    if question.tags:
        yield "Tags", ", ".join(question.tags)
    if question.level:
        yield "Level", str(question.level)
    if question.after:
        yield "After", ", ".join(question.after)
    if question.retired:
        yield "Retired", "learners are not asked this any more"
