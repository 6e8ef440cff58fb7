"""Questions into YAML as an instructor would write it: the reader gives the same ones back."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from functools import lru_cache
from operator import attrgetter
from pathlib import PurePosixPath
from posixpath import relpath
from typing import assert_never

from trainer.language.cloze import write_cloze
from trainer.language.quoting import WIDTH, key, scalar, value
from trainer.language.schema import SCHEMA_FILE
from trainer.question import (
    Body,
    Choice,
    Choices,
    Citation,
    Cloze,
    Match,
    Media,
    Number,
    Option,
    Order,
    Point,
    Question,
    Recall,
    Short,
    Source,
    Term,
    Truth,
)


def write_file(
    file_id: str,
    questions: Sequence[Question],
    title: str = "",
    folder: str = "",
    known: Container[Source] = (),
) -> str:
    """A whole question file. `folder` is where it will lie under `questions/`.

    Sources are listed at its head, but for those that are `known` to the library. Raises ValueError
    for a cloze that the notation can't hold.
    """
    lines = [_modeline(folder)]
    if title:
        lines.append(_text("title", title, 0))
    lines.append(_text("id", file_id, 0))
    cited = {c.source.key: c.source for q in questions for c in q.sources if c.source not in known}
    if cited:
        lines.append("sources:")
        for name, source in cited.items():
            lines += [f"  {key(name, 2)}", *_source(source)]
    items = [write_question(question, file_id, folder) for question in questions]
    return "\n".join([*lines, "", "questions:", "\n".join(items)])


def _modeline(folder: str) -> str:
    """The first line, by which editors find the schema in `questions/`."""
    up = "../" * len(PurePosixPath(folder).parts)
    return f"# yaml-language-server: $schema={up}{SCHEMA_FILE}"


def _source(source: Source) -> Iterator[str]:
    for name in ("title", "author", "year", "url", "licence"):
        if text := getattr(source, name):
            yield "    " + _text(name, text, 4)
    if source.locators:
        yield "    " + _list("locators", source.locators, 4)


def write_question(question: Question, file_id: str, folder: str = "") -> str:
    """One item of `questions:`, with its dash and a line break at its end."""
    lines = [*_body(question), *_common(question, file_id, folder)]
    return "- " + "\n  ".join(lines) + "\n"


def _text(name: str, text: str, indent: int = 2) -> str:
    return f"{name}: {value(text, indent, WIDTH - indent - len(name) - 2)}"


def _list(name: str, texts: Sequence[str], indent: int = 2) -> str:
    flow = f"{name}: [{', '.join(scalar(text, flow=True) for text in texts)}]"
    if len(flow) + indent <= WIDTH:
        return flow
    margin = " " * indent
    entries = [f"{margin}- {value(text, indent, WIDTH - indent - 2)}" for text in texts]
    return "\n".join([f"{name}:", *entries])


def _one_or_list(name: str, texts: Sequence[str]) -> str:
    return _text(name, texts[0]) if len(texts) == 1 else _list(name, texts)


def _map(name: str, pairs: Iterable[tuple[str, str]]) -> str:
    lines = [f"{name}:"]
    for left, right in pairs:
        begun = f"    {key(left, 4)}"
        room = WIDTH - len(begun.rsplit("\n", 1)[-1]) - 1
        lines.append(f"{begun} {value(right, 4, room)}" if right else begun)
    return "\n".join(lines)


def _feedback(name: str, pairs: Sequence[tuple[str, str]]) -> str:
    if any(feedback for _, feedback in pairs):
        return _map(name, pairs)
    return _list(name, [text for text, _ in pairs])


def _body(question: Question) -> Iterator[str]:
    yield _text(*_asked(question.body))
    if question.named:
        yield _text("id", question.id.rpartition("/")[2])
    yield from _answer(question.body)


def _asked(body: Body) -> tuple[str, str]:
    """The first key of a question, and what it says."""
    match body:
        case Truth():
            return "statement", body.statement
        case Cloze():
            return "cloze", write_cloze(body)
        case Term():
            return "term", body.term
        case _:
            return "ask", body.ask


def _answer(body: Body) -> Iterator[str]:
    """What stands behind the name."""
    match body:
        case Recall():
            if body.model:
                yield _text("recall", body.model)
            if body.rubric:
                yield _list("rubric", [_point(point) for point in body.rubric])
        case Short():
            yield from _short(body)
        case Term():
            yield _text("means", body.means)
            if body.typed:
                yield "typed: true"
        case Choice() | Choices():
            yield from _options(body)
        case Truth():
            yield f"answer: {str(body.answer).lower()}"
            if body.correction:
                yield _text("correction", body.correction)
        case Number():
            yield _text("number", body.number.text)
            if body.unit_required:
                yield "unit: required"
        case Order():
            yield _order(body)
        case Match():
            yield _map("match", body.pairs)
            if body.extra:
                yield _list("extra", body.extra)
        case Cloze():
            return
        case _:
            assert_never(body)


def _point(point: Point) -> str:
    """A point with its weight, if it isn't 1 or the text would be taken to begin with one."""
    seems_weighed = point.text[:1].isdigit() and point.text[1:2] == "x"
    return (
        point.text if point.weight == 1 and not seems_weighed else f"{point.weight}x {point.text}"
    )


def _options(body: Choice | Choices) -> Iterator[str]:
    right = [option.text for option in body.options if option.right]
    if isinstance(body, Choice):
        yield _text("answer", right[0])
    else:
        yield _list("answers", right)
    if body.fixed:
        yield _feedback("options", [_pair(option) for option in body.options])
    else:
        yield _feedback("wrong", [_pair(option) for option in body.options if not option.right])
    if isinstance(body, Choices) and not body.partial:
        yield "partial: false"


def _pair(option: Option) -> tuple[str, str]:
    return option.text, option.feedback


def _short(body: Short) -> Iterator[str]:
    yield _text("answer", body.answer)
    if body.accept:
        yield _list("accept", body.accept)
    if body.reject:
        yield _feedback("reject", [(reject.text, reject.feedback) for reject in body.reject])
    if not body.typos:
        yield "typos: false"
    for name, strict in (("case", body.case), ("accents", body.accents)):
        if strict:
            yield f"{name}: strict"
    if body.pattern:
        yield _text("pattern", body.pattern)


def _order(body: Order) -> str:
    if not any(item.label for item in body.items):
        return _list("order", [item.text for item in body.items])
    entries = []
    for item in body.items:
        if item.label:
            entries.append(f"  - {key(item.text, 4)} {scalar(item.label)}")
        else:
            entries.append(f"  - {scalar(item.text)}")
    return "\n".join(["order:", *entries])


def _common(question: Question, file_id: str, folder: str) -> Iterator[str]:
    q = question
    if q.was:
        yield _one_or_list("was", [_short_id(name, file_id) for name in q.was])
    if q.tags:
        yield _tags(q.tags)
    if q.level is not None:
        yield f"level: {q.level}"
    if q.objective:
        yield _text("objective", q.objective)
    if q.sources:
        yield _one_or_list("source", [_citation(citation) for citation in q.sources])
    if q.explain:
        yield _text("explain", q.explain)
    if q.hints:
        yield _text("hint", q.hints[0]) if len(q.hints) == 1 else _list("hints", q.hints)
    if q.image:
        yield _media("image", q.image, folder)
    if q.audio:
        yield _media("audio", q.audio, folder)
    if _RARE(q) != _NOTHING_RARE:
        yield from _rare(question, file_id)


@lru_cache(maxsize=1024)
def _tags(tags: tuple[str, ...]) -> str:
    """The same for many questions of a file."""
    return _list("tags", tags)


_RARE = attrgetter("points", "lang", "fact", "romanisation", "after", "names", "retired")
_NOTHING_RARE = (1.0, "", "", "", (), (), False)


def _rare(question: Question, file_id: str) -> Iterator[str]:
    q = question
    if q.points != 1:
        yield f"points: {q.points:.6f}".rstrip("0").rstrip(".")
    for name, text in (("lang", q.lang), ("fact", q.fact), ("romanisation", q.romanisation)):
        if text:
            yield _text(name, text)
    if q.after:
        yield _one_or_list("after", [_short_id(name, file_id) for name in q.after])
    if q.names:
        yield _list("names", q.names)
    if q.retired:
        yield "retired: true"


def _short_id(full: str, file_id: str) -> str:
    file, _, name = full.rpartition("/")
    return name if file == file_id else full


def _citation(citation: Citation) -> str:
    key, locator = citation.source.key, citation.locator
    return f"{key}, {locator}" if locator else key


def _media(name: str, media: Media, folder: str) -> str:
    file = relpath(media.file, folder) if folder else media.file
    if not media.alt:
        return _text(name, file)
    return f"{name}:\n    {_text('file', file, 4)}\n    {_text('alt', media.alt, 4)}"
