"""Anchors, aliases and tags: signs of YAML that no question needs, mostly meant as text."""

from __future__ import annotations

from typing import Any

from trainer.language.diagnostics import Edit
from trainer.language.lines import line_at
from trainer.language.quoting import quote
from trainer.language.reporter import Reporter
from trainer.language.slip import takes_text
from trainer.language.source import foreign

_INSTEAD = {
    "AnchorToken": ("Y016", "`&` begins an anchor, which is not part of this language"),
    "AliasToken": ("Y016", "`*` begins an alias, which is not part of this language"),
    "TagToken": ("Y017", "`!` begins a tag, which is not part of this language"),
}


def report_foreign(reporter: Reporter, text: str, start: int, end: int) -> list[int]:
    """Report anchors, aliases and tags in a piece of the text; the places where they stand."""
    piece = text[start:end]
    places: list[int] = []
    for token, after in foreign(piece):
        code, message = _INSTEAD[token.__class__.__name__]
        first, last = start + token.start_mark.index, start + token.end_mark.index
        whole = start + _text_end(token, after, piece)
        meant = text[first:whole]
        help = "quote a text that begins so"
        fix: tuple[Edit, ...] = ()
        if meant and not _is_used(reporter.text, token, meant):
            help = f"quote the whole text: `{quote(meant)}`"
            fix = (reporter.edit(first, whole, quote(meant)),)
        if code == "Y016":
            help += "; what questions share goes under `defaults:`"
        reporter.report(code, (first, max(last, first + 1)), message, help, fix=fix)
        places.append(first)
    return places


def _text_end(token: Any, after: Any, piece: str) -> int:
    """Where the text on one line ends that an anchor or a tag begins; 0 if it begins no such
    text, but a list, a map, a text in quotes, or a key."""
    end = token.end_mark
    kind = after.__class__.__name__
    if kind == "ScalarToken" and after.start_mark.line == end.line:
        if not after.plain or after.end_mark.line != end.line:
            return 0
        end = after.end_mark
    elif kind in _BEGINS_MORE or (kind == "BlockEntryToken" and not _is_item(token, piece)):
        return 0
    line = line_at(piece, token.start_mark.index, len(piece))
    is_value = line.key is not None and line.value_at == token.start_mark.index
    if is_value and not takes_text(str(line.key)):
        return 0
    return 0 if piece[end.index :].lstrip(" ")[:1] == ":" else int(end.index)


def _is_item(token: Any, piece: str) -> bool:
    """Whether nothing but a dash stands before a sign on its line."""
    start = token.start_mark
    return piece[start.index - start.column : start.index].strip() == "-"


_BEGINS_MORE = {
    "AliasToken",
    "AnchorToken",
    "BlockMappingStartToken",
    "BlockSequenceStartToken",
    "FlowMappingStartToken",
    "FlowSequenceStartToken",
    "ScalarToken",
    "TagToken",
}


def _is_used(text: str, token: Any, meant: str) -> bool:
    """Whether it was surely meant for what it is to YAML: a tag of YAML's own, an anchor that an
    alias refers to."""
    kind = token.__class__.__name__
    if kind == "TagToken":
        return meant.startswith(("!!", "!<"))
    return kind == "AliasToken" or f"*{token.value}" in text
