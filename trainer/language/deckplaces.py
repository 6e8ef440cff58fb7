"""Where in a deck file stands what only a whole library shows to be wrong."""

from __future__ import annotations

from trainer.language.diagnostics import Diagnostic, Related, Severity
from trainer.language.door import open_bytes
from trainer.language.mending import parse_map
from trainer.language.reporter import Reporter, Span, span
from trainer.language.source import MappingNode, Node, SequenceNode

Way = tuple[str | int, ...]
"""From the whole deck to a part: keys, entries of a list by their text or number from 0."""


class DeckPlaces:
    """One deck file, parsed once more to say where a mistake is: nearly all decks have none, and an
    index that kept a place for every value would be read for nothing."""

    def __init__(self, data: bytes, file: str) -> None:
        opened = open_bytes(data, file)
        self._reporter, self._node = Reporter(file, ""), None
        if not isinstance(opened, Diagnostic):
            self._node = parse_map(opened, "a deck")
            self._reporter = Reporter(file, opened.reporter.text, bom=opened.reporter.bom)

    def tell(
        self,
        code: str,
        way: Way,
        message: str,
        help: str,
        severity: Severity = Severity.ERROR,
        related: tuple[Related, ...] = (),
    ) -> Diagnostic:
        """A diagnostic at the value that a way leads to; at the last part of it that is there."""
        at = self._at(way)
        self._reporter.report(code, at, message, help, severity=severity, related=related)
        return self._reporter.found[-1]

    def related(self, way: Way, message: str) -> Related:
        return self._reporter.related(self._at(way), message)

    def _at(self, way: Way) -> Span:
        if self._node is None:
            return 0, 0
        node: Node = self._node
        for step in way:
            inner = _inner(node, step)
            if inner is None:
                break
            node = inner
        if isinstance(node, MappingNode | SequenceNode):
            return self._reporter.line_from(node.start_mark.index)
        return span(node)


def _inner(node: Node, step: str | int) -> Node | None:
    if isinstance(node, MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, SequenceNode) and isinstance(step, int):
        return node.value[step] if step < len(node.value) else None
    if isinstance(node, SequenceNode):
        return next((entry for entry in node.value if entry.value == step), None)
    return None
