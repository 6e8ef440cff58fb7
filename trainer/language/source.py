"""YAML text into nodes with spans: libyaml decides what is YAML, and every scalar stays text.

Nodes are PyYAML's own, composed without resolving anything: a scalar's `value` is what was
written, a mapping's `value` is a list of pairs, so a duplicate key is still there to be reported.
Composing in C costs about 0.4 times `yaml.load(…, CSafeLoader)`; doing it in Python over the same
events would double that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from trainer.language.keys import MAX_DEPTH

__all__ = [
    "MappingNode",
    "Node",
    "RefusedError",
    "ScalarNode",
    "SequenceNode",
    "YAMLError",
    "compose",
]

YAMLError = yaml.MarkedYAMLError

try:
    from yaml._yaml import CParser as _Parser

    FAST = True
except ImportError:  # PyYAML was built without libyaml
    FAST = False
    if not TYPE_CHECKING:
        from yaml.composer import Composer
        from yaml.parser import Parser
        from yaml.reader import Reader
        from yaml.scanner import Scanner

        class _Parser(Reader, Scanner, Parser, Composer):
            """PyYAML's own parser, some forty times slower."""

            def __init__(self, stream: str) -> None:
                Reader.__init__(self, stream)
                Scanner.__init__(self)
                Parser.__init__(self)
                Composer.__init__(self)

            def scan_flow_scalar_non_spaces(self, double, start_mark):
                # As libyaml does it: half a character is none, nor is one beyond the last.
                try:
                    chunks = super().scan_flow_scalar_non_spaces(double, start_mark)
                    "".join(chunks).encode()
                except (ValueError, OverflowError):
                    problem = "found invalid Unicode character escape code"
                    raise yaml.scanner.ScannerError(
                        "while parsing a quoted scalar", start_mark, problem, self.get_mark()
                    ) from None
                return chunks


TAG = "text"


class _Composer(_Parser):
    # PyYAML asks these three for every node. Methods of a string answer without entering Python,
    # which would cost more than all the rest of composing.
    resolve = staticmethod(TAG.format)
    descend_resolver = staticmethod("".format)
    ascend_resolver = staticmethod("".format)


class RefusedError(Exception):
    """Text that must not reach the composer; `start` is where, counted in characters."""

    def __init__(self, code: str, message: str, help: str, start: int, end: int) -> None:
        super().__init__(message)
        self.code, self.message, self.help = code, message, help
        self.start, self.end = start, end


def compose(text: str) -> Node | None:
    """The one document of a text, None if it is empty.

    Raises `YAMLError` (a mark in characters) or `RefusedError` (nested too deep: C code would
    overrun its stack at some thousand brackets).
    """
    if _may_be_deep(text):
        _refuse_depth(text)
    try:
        return _Composer(text).get_single_node()
    except YAMLError as error:
        # libyaml from 0.2.6 on has a limit of its own, which it may meet before the first token.
        if error.problem_mark is not None and "nesting depth" in (error.problem or ""):
            raise _too_deep(error.problem_mark.index) from None
        raise


def nowhere() -> yaml.Mark:
    """A mark for nodes that stand in no text."""
    return yaml.Mark("", 0, 0, 0, None, 0)


def tokens(text: str) -> Iterator[Any]:
    """The tokens of a text, as far as it can be cut into any."""
    parser = _Parser(text)
    try:
        while (token := parser.get_token()) is not None:
            yield token
    except yaml.YAMLError:
        return


_QUOTED = r"""(?:"[^"\\\n]*"|'[^'\n]*')"""
_PAIR = re.compile(
    rf"""[\[{{]\ *{_QUOTED}?
    (?: ,\ *{_QUOTED} | :\ +{_QUOTED} | (?<=\w)['"] | [^\[\]{{}}"'\#\n] )*+
    [\]}}]""",
    re.VERBOSE,
)
"""A pair of brackets on one line with none within, sure to be either two marks or no mark at all:
quotes are passed over only where they surely open a text, or surely don't."""
_INDENTED = re.compile(rf"\n[ \-?:]{{{MAX_DEPTH}}}")  # beginning with a literal makes it fast


def _refuse_depth(text: str) -> None:
    depth = 0
    for token in tokens(text):
        name = token.__class__.__name__
        if name.startswith(("Block", "Flow")):
            depth += name.endswith("StartToken") - name.endswith("EndToken")
        if depth > MAX_DEPTH + 2:  # the file's own mapping, and its list of questions
            raise _too_deep(token.start_mark.index)


def _too_deep(at: int) -> RefusedError:
    message = f"this is nested deeper than {MAX_DEPTH} levels"
    help = "no question needs more than four; is a bracket meant as text? Quote it"
    return RefusedError("Y005", message, help, at, at + 1)


def _may_be_deep(text: str) -> bool:
    """A quick look that never misses depth, at a fifteenth of the cost of tokens.

    A collection without brackets begins further right than the one around it, with nothing but
    indicators before it on its line; or, a list below its key, in the same column.
    """
    if _INDENTED.match(f"\n{text[:MAX_DEPTH]}") or _INDENTED.search(text):
        return True
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return False
    left = "\n".join(line for line in text.split("\n") if "[" in line or "{" in line)
    levels = 0
    while levels < MAX_DEPTH:
        left, pairs = _PAIR.subn("", left)
        if not pairs:
            break
        levels += 1
    return levels + left.count("[") + left.count("{") > MAX_DEPTH


# What follows a word, or a word and a space, is emphasis and never begins a value; passing over it
# here spares a tenth of reading a file.
_FOREIGN = re.compile(r"[&*!](?<![^\s:\-?,\[{][&*!])(?<![^\s:\-?,\[{] [&*!])(?:(?=\S)|(?<=!))")


def foreign(text: str) -> list[tuple[Any, Any]]:
    """The tokens of anchors, aliases and tags, each with the token behind it, or None."""
    if not any(_begins_a_value(text, found.start()) for found in _FOREIGN.finditer(text)):
        return []
    return [
        (token, after)
        for token, after in pairwise([*tokens(text), None])
        if token.__class__.__name__ in _NAMING
    ]


_NAMING = {"AnchorToken", "AliasToken", "TagToken"}


def _begins_a_value(text: str, at: int) -> bool:
    """Whether a character may be the first of a value: scanning for tokens costs half a parse."""
    before = text[max(0, at - 40) : at]
    bare = before.rstrip()
    return not bare or "\n" in before[len(bare) :] or bare[-1] in ":-?,[{"
