"""Why a piece of text is no YAML, in the words of what its author meant to write.

libyaml says where it gave up, which is often a line or more after the slip. The lines before that
place are therefore searched for the slips people make; only if there is none of them does libyaml
have the word.
"""

from __future__ import annotations

import re

from trainer.language.escapes import unknown
from trainer.language.grammar import ALL_KEYS
from trainer.language.keys import Shape
from trainer.language.lines import BLOCK, LINE, Line, goes_on, lines_of
from trainer.language.lookalikes import lookalike
from trainer.language.quoting import quote
from trainer.language.reporter import Reporter
from trainer.language.slip import Slip, libyaml_says, report_slip, shape_of, takes_text
from trainer.language.source import YAMLError

_TEXTS = (Shape.TEXT, Shape.CLOZE)
_DOUBLE = re.compile(r'"(?:[^"\\]|\\.)*"', re.S)
_SINGLE = re.compile(r"'(?:[^']|'')*'", re.S)
_COMMENT = re.compile(r"[ \t]*(?:[ \t]#.*)?$", re.M)
_ITEM_BELOW = re.compile(r"[^\n]*\n([ ]+)- ")
_SIGNS = "{}[]*&!|>%@`\"'?- "
_LEFT = re.compile(r":(?=\s|\Z)")
_ASKED = re.compile(r"\{[ ]*(?:ask|statement|cloze|term)[ ]*:")
_WORD = re.compile(r"[a-z]+")


def explain_syntax(reporter: Reporter, start: int, end: int, error: YAMLError) -> None:
    """Report why the characters `start` to `end`, parsed alone, raised this error."""
    mark = error.problem_mark or error.context_mark
    limit = start + mark.index if mark else end
    slip = _first_slip(reporter.even, start, end, limit) or libyaml_says(
        reporter, start, end, error
    )
    report_slip(reporter, slip)


def _first_slip(text: str, start: int, end: int, limit: int) -> Slip | None:
    base: int | None = None
    deeper: int | None = None
    for line in lines_of(text, start, end):
        if line.start > limit:
            return None
        slip = _tab(text, line, base, deeper) or lookalike(line)
        slip = slip or _value(text, line, end) or _colon(line, base)
        if slip is not None:
            return slip
        if line.key is None and not line.text.lstrip().startswith("- "):
            continue
        if base is None:
            base = line.lead
        elif line.lead <= base or line.key in ALL_KEYS:
            deeper = None
            slip = _indent(line, base) if line.key in ALL_KEYS or line.lead < base else None
        elif deeper is None:
            deeper = line.lead
        elif line.lead != deeper:
            slip = _indent(line, deeper)
        if slip is not None:
            return slip
    return None


def _tab(text: str, line: Line, base: int | None, deeper: int | None) -> Slip | None:
    found = re.match(r"(?P<lead>[ ]*(?:-[ ]+)*)\t[ \t]*", line.text)
    if found is None:
        return None
    message = "tabs can't indent YAML"
    if "-" in found["lead"] or base is None:
        at = line.start + found.end("lead")
        return Slip("Y010", at, line.start + found.end(), message, "use spaces", "")
    key = LINE.match(line.text.lstrip())
    width = base if key and key["key"] in ALL_KEYS else base + 2
    if line.text.lstrip().startswith("- "):
        # Where the items beside it have their dashes.
        if deeper is not None:
            width = deeper - 2
        elif below := _ITEM_BELOW.match(text, line.start):
            width = len(below[1])
    return Slip("Y010", line.start, line.start + found.end(), message, "use spaces", " " * width)


def _value(text: str, line: Line, end: int) -> Slip | None:
    slip = _beginning(text, line, end)
    if slip is None or slip.code != "Y012" or slip.fix is None:
        return slip
    left = slip.fix.strip("'").lstrip(_SIGNS)
    if line.key is None and left in ALL_KEYS:
        return Slip(slip.code, slip.start, slip.end, slip.message, f"write `{left}: …`")
    if line.key is not None and not takes_text(line.key):
        help = f"write `{line.key}: {line.value.lstrip(_SIGNS)}`"
        return Slip(slip.code, slip.start, slip.end, slip.message, help)
    if goes_on(text, line, end):
        help = "write the whole text below `>-`, or put it between quotes"
        return Slip(slip.code, slip.start, slip.end, slip.message, help)
    return slip


def _beginning(text: str, line: Line, end: int) -> Slip | None:
    """A value that begins as no text can, or doesn't end where it should."""
    value, at = line.value, line.value_at
    if not value or value.startswith("# "):
        return None
    whole = at + len(_own(line))
    first = value[0]
    if first in "\"'":
        return _quoted(text, at, end, whole)
    if first in "{[":
        return _bracketed(text, line, end)
    if first in "|>" and not BLOCK.match(value):
        return _must_quote(text, at, whole, f"`{first}` begins a text on the lines below")
    if first in "%@`":
        return _must_quote(text, at, whole, f"no unquoted text can begin with `{first}`")
    if first in "*&!" and line.key is not None:
        what = {"*": "an alias", "&": "an anchor", "!": "a tag"}[first]
        return _must_quote(text, at, whole, f"`{first}` at the beginning makes {what} of this")
    if value.startswith(("- ", "? ")) and line.key is not None:
        if value[0] == "-" and shape_of(line.key) not in (None, *_TEXTS):
            message = "a list can't begin on the line of its key"
            return Slip("Y022", at, whole, message, "begin a line with each dash")
        return _must_quote(text, at, whole, f"a text can't begin with `{value[:2]}`")
    return _second_colon(text, line, end)


def _own(line: Line) -> str:
    """The text that a line's value is; on the left of a colon, where a map of texts has it."""
    value = line.value.rstrip()
    if line.key is not None or "-" in line.text[: line.lead]:
        return value
    return _LEFT.split(value, maxsplit=1)[0].rstrip()


def _second_colon(text: str, line: Line, end: int) -> Slip | None:
    if line.key is None:
        return None
    plain = line.value.split(" #")[0].rstrip()
    colon = plain.find(": ")
    if colon < 0:
        colon = len(plain) - 1 if plain.endswith(":") else -1
    if colon < 0:
        return None
    at = line.value_at
    quoted = quote(plain)
    # Not where the text goes on below, or where two keys stand on one line.
    word = plain[:colon].rpartition(" ")[2]
    alone = word not in ALL_KEYS and takes_text(line.key) and not goes_on(text, line, end)
    return Slip(
        "Y011",
        at + colon,
        at + colon + 1,
        "a colon and a space inside unquoted text begin a new key",
        f"quote the text: `{_shown(quoted)}`; or write it below `>-`",
        quoted if alone else None,
        (at, at + len(plain)),
    )


def _shown(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def _must_quote(text: str, start: int, end: int, message: str) -> Slip:
    whole = text[start:end]
    help = f"quote the whole text: `{_shown(quote(whole))}`"
    return Slip("Y012", start, end, message, help, quote(whole))


def _quoted(text: str, at: int, end: int, stop: int = 0) -> Slip | None:
    """What is wrong with a text in quotes. `stop` is where its line ends, 0 between brackets, where
    nobody knows what belongs to it."""
    mark = text[at]
    found = (_DOUBLE if mark == '"' else _SINGLE).match(text, at, end)
    if found is None or _swallows_keys(found[0]):
        message, help = f"a quote {mark} that opens here never closes", f"close it with {mark}"
        return Slip("Y013", at, at + 1, message, help)
    if mark == '"' and (slip := unknown(found[0], at)):
        return slip
    rest = _COMMENT.match(text, found.end(), end)
    after = text[found.end() : found.end() + 1]
    if rest is None and after not in ":,]}":
        message = f"the text goes on after its closing {mark}"
        if not stop:
            return Slip("Y012", at, found.end(), message, "quote the whole text")
        whole = text[at:stop]
        inside = (
            whole[1:-1].replace("''", "'") if whole.endswith(mark) and len(whole) > 1 else whole
        )
        if mark == "'" and whole.endswith("'"):
            help = "within single quotes a quote is written twice"
            return Slip("Y012", at, at + len(whole), message, help, quote(inside))
        return Slip("Y012", at, at + len(whole), message, "quote the whole text", quote(whole))
    return None


def _swallows_keys(quoted: str) -> bool:
    """Whether a quoted text runs over lines that were meant to be keys."""
    lines = quoted.split("\n")[1:]
    return any((m := LINE.match(line)) and m["key"] in ALL_KEYS for line in lines)


def _bracketed(text: str, line: Line, end: int) -> Slip | None:
    at = line.value_at
    whole = at + len(_own(line))
    if shape_of(line.key) in _TEXTS or text.startswith("{{", at):
        return _must_quote(text, at, whole, f"`{text[at]}` at the beginning makes no text of this")
    open_: list[int] = []
    i = at
    while i < end:
        c = text[i]
        if c in "\"'" and text[i - 1] in "[{,: \n":
            slip = _quoted(text, i, end)
            if slip is not None:
                return slip
            found = (_DOUBLE if c == '"' else _SINGLE).match(text, i, end)
            i = found.end() if found else i + 1
            continue
        if c == "\n" and (m := LINE.match(text, i + 1, end)) and m["key"] in ALL_KEYS:
            break
        if c in "[{":
            open_.append(i)
        elif c in "]}":
            if not open_ or {"]": "[", "}": "{"}[c] != text[open_[-1]]:
                return Slip("Y014", i, i + 1, f"`{c}` closes nothing that is open", "remove it")
            open_.pop()
            if not open_:
                break
        i += 1
    if open_:
        first = open_[-1]
        closing = {"[": "]", "{": "}"}[text[first]]
        message = f"a bracket `{text[first]}` that opens here never closes"
        return Slip("Y014", first, first + 1, message, f"close it with `{closing}`")
    if _COMMENT.match(text, i + 1, end) is None and not _ASKED.match(text, at):
        return _must_quote(text, at, whole, f"the text goes on after `{text[i]}`")
    return None


def _colon(line: Line, base: int | None) -> Slip | None:
    if line.key is not None or (base is not None and line.lead > base + 1):
        return None
    word = _WORD.match(line.text, line.lead)
    if word is None or shape_of(word[0]) is None:
        return None
    at = line.start + word.end()
    rest = line.text[word.end() :]
    if rest.startswith(":"):
        message, help = "a colon wants a space behind it", f"write `{word[0]}: {_shown(rest[1:])}`"
        return Slip("Y023", at, at + 1, message, help, ": ")
    if rest and not rest.startswith(" "):
        return None
    message = f"there is no colon after `{word[0]}`"
    start = line.start + word.start()
    return Slip("Y023", start, at, message, f"write `{word[0]}:{_shown(rest)}`", f"{word[0]}:")


def _indent(line: Line, expected: int) -> Slip | None:
    if line.lead == expected:
        return None
    start = line.start + line.lead
    end = line.start + len(line.text.rstrip())
    message = f"this stands in column {line.lead + 1}, its neighbours in column {expected + 1}"
    return Slip("Y022", start, end, message, "let the keys of one question begin in one column")
