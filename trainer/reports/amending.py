"""Adds texts to `accept` and `reject` in a question file; all else in it stays as it was typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from trainer.errors import TrainerError
from trainer.language.diagnostics import Edit, Severity
from trainer.language.fixes import apply
from trainer.language.quoting import key, scalar
from trainer.language.reader import read
from trainer.language.reading import Entry, Reading, Shared
from trainer.language.source import MappingNode, Node, ScalarNode, SequenceNode, compose
from trainer.paths import QUESTIONS
from trainer.question import Place, Question, Reject, Short
from trainer.records import record

WIDTH = 100
"""A list of texts that would be longer than a line of so many columns gets a line each."""


@record(frozen=True, slots=True)
class Addition:
    """What a short question is to gain."""

    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()


def amended(data: bytes, name: str, shared: Shared, id: str, new: Addition) -> bytes:
    """The file with the texts added to the question `id`; none of them may be there yet.

    `name` is the file's below `questions/`. The new bytes were read again: they hold what the old
    ones held, and the texts. Raises TrainerError where they don't, or where there is no such short
    question.
    """
    before = _read(data, name, shared)
    entry = next((one for one in before.entries if one.question.id == id), None)
    if entry is None or not isinstance(entry.question.body, Short):
        raise TrainerError(f"{name} has no question `{id}` that is answered by typing.")
    if not entry.question.named:
        raise TrainerError(
            f"{entry.question.place.file}:{entry.line}: a question without an `id` is known by its "
            "answers; give it one first, so that histories stay with it."
        )
    changed = apply(data, _edits(data, entry, new))
    if not _as_meant(before, _read(changed, name, shared), id, new):
        raise TrainerError(
            f"{entry.question.place.file}:{entry.line}: `{id}` is written in a way that can't be "
            "edited safely; add the lines by hand."
        )
    return changed


def _read(data: bytes, name: str, shared: Shared) -> Reading:
    return read(data, f"{QUESTIONS}/{name}", PurePath(name).stem, shared)


def _as_meant(before: Reading, after: Reading, id: str, new: Addition) -> bool:
    wanted = [_with(one, new) if one.id == id else one for one in before.questions]
    return (
        [_bare(one) for one in after.questions] == [_bare(one) for one in wanted]
        and after.head == before.head
        and _mistakes(after) == _mistakes(before)
    )


def _with(question: Question, new: Addition) -> Question:
    body = question.body
    assert isinstance(body, Short)
    rejects = tuple(Reject(text) for text in new.reject)
    more = replace(body, accept=(*body.accept, *new.accept), reject=(*body.reject, *rejects))
    return replace(question, body=more)


def _bare(question: Question) -> Question:
    return replace(question, place=Place(""))


def _mistakes(reading: Reading) -> list[str]:
    found = (one for one in reading.diagnostics if one.severity is not Severity.INFO)
    return sorted(f"{one.code} {one.message}" for one in found)


def _edits(data: bytes, entry: Entry, new: Addition) -> Iterator[Edit]:
    """The spans of an item that give way, in bytes of the file."""
    text = data[entry.start : entry.end].decode()
    item = _Item(text)
    for start, end, written in item.added("accept", new.accept, after="answer"):
        yield _in_bytes(entry, text, start, end, written)
    after = "accept" if "accept" in item.keys else "answer"
    for start, end, written in item.added("reject", new.reject, after=after):
        yield _in_bytes(entry, text, start, end, written)


def _in_bytes(entry: Entry, text: str, start: int, end: int, written: str) -> Edit:
    first = entry.start + len(text[:start].encode())
    return Edit(first, first + len(text[start:end].encode()), written)


Span = tuple[int, int, str]


class _Item:
    """One question's text with the nodes of its keys; spans count its characters."""

    def __init__(self, text: str) -> None:
        node = compose(text)
        if isinstance(node, SequenceNode):
            node = node.value[0]
        assert isinstance(node, MappingNode)
        self.keys: dict[str, Node] = {key.value: value for key, value in node.value}
        self._text = text
        self._flow = bool(node.flow_style)
        self._column = node.start_mark.column
        self._line_end = "\r\n" if "\r\n" in text else "\n"

    def added(self, name: str, texts: tuple[str, ...], *, after: str) -> Iterator[Span]:
        """The edits that add texts to a key; where it is missing it is written behind `after`."""
        node = self.keys.get(name)
        if not texts:
            return
        if node is None:
            yield self._new_key(name, texts, self._end(self.keys[after]))
        elif isinstance(node, ScalarNode):
            held = node.value.rstrip("\n") if node.style in ("|", ">") else node.value
            yield node.start_mark.index, self._end(node), _listed((held, *texts))
        elif isinstance(node, SequenceNode | MappingNode):
            yield self._more(node, texts)

    def _new_key(self, name: str, texts: tuple[str, ...], end: int) -> Span:
        if self._flow:
            return end, end, f", {name}: {_listed(texts)}"
        line = f"{' ' * self._column}{name}: {_listed(texts)}"
        if len(line) <= WIDTH:
            return self._below(end, [line])
        dashed = [f"{' ' * self._column}- {scalar(text)}" for text in texts]
        return self._below(end, [f"{' ' * self._column}{name}:", *dashed])

    def _more(self, node: SequenceNode | MappingNode, texts: tuple[str, ...]) -> Span:
        """More entries behind the last one of a list, or of a map without feedback on them."""
        as_map = isinstance(node, MappingNode)
        end = max(map(self._end, node.value[-1] if as_map else node.value[-1:]))
        if node.flow_style:
            # Between braces a colon ends a key only before a space.
            entries = [scalar(text, flow=True) + ": " * as_map for text in texts]
            written = " " * (self._text[end - 1] == ":") + "".join(f", {one}" for one in entries)
            spaced = self._text[end : end + 1].isspace()
            return end, end, written.rstrip() if spaced else written
        margin = " " * node.start_mark.column
        if as_map:
            return self._below(end, [margin + key(text, len(margin)) for text in texts])
        return self._below(end, [f"{margin}- {scalar(text)}" for text in texts])

    def _end(self, node: Node) -> int:
        """Where a node's last character stands; a block's mark lies some lines further on."""
        return len(self._text[: node.end_mark.index].rstrip())

    def _below(self, end: int, lines: list[str]) -> Span:
        """Lines below the one in which a node ends, comments behind it included."""
        stop = self._text.find("\n", end)
        if stop < 0:
            at = len(self._text)
            return at, at, "".join(self._line_end + line for line in lines)
        return stop + 1, stop + 1, "".join(line + self._line_end for line in lines)


def _listed(texts: tuple[str, ...]) -> str:
    return f"[{', '.join(scalar(text, flow=True) for text in texts)}]"
