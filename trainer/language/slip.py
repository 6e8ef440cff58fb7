"""A likely cause of a syntax error; and, where nobody knows a likelier one, what libyaml says."""

from __future__ import annotations

import re

from trainer.language.grammar import ALL_KEYS, HEAD, by_name
from trainer.language.keys import Shape
from trainer.language.lines import goes_on, line_at
from trainer.language.quoting import quote
from trainer.language.reporter import Reporter
from trainer.language.source import YAMLError
from trainer.records import record


@record(frozen=True, slots=True)
class Slip:
    """A likely cause: its code, its span in the file's text, what to say, the text to put there, or
    in the place of another span."""

    code: str
    start: int
    end: int
    message: str
    help: str
    fix: str | None = None
    instead_of: tuple[int, int] | None = None


def report_slip(reporter: Reporter, slip: Slip) -> None:
    where = slip.instead_of or (slip.start, slip.end)
    fix = () if slip.fix is None else (reporter.edit(*where, slip.fix),)
    reporter.report(slip.code, (slip.start, slip.end), slip.message, slip.help, fix=fix)


_TEXTUAL = {
    Shape.TEXT,
    Shape.TEXTS,
    Shape.CLOZE,
    Shape.FEEDBACK,
    Shape.ITEMS,
    Shape.PAIRS,
    Shape.RUBRIC,
}
_HEAD = by_name(HEAD)


def shape_of(name: str | None) -> Shape | None:
    """The shape of the value behind a key of a question, or of a head; None for what is neither."""
    key = ALL_KEYS.get(name or "") or _HEAD.get(name or "")
    return key.shape if key else None


def takes_text(name: str) -> bool:
    """Whether a key takes text with any signs, as one does that isn't the language's: an option."""
    shape = shape_of(name)
    return shape in _TEXTUAL if shape else not any(sign in name for sign in "{[")


def libyaml_says(reporter: Reporter, start: int, end: int, error: YAMLError) -> Slip:
    """libyaml's error over the characters `start` to `end`, in words of this language."""
    problem = (error.problem or "").removesuffix(".")
    context = error.context or ""
    text = reporter.even
    at, opened = (
        min(start + mark.index, max(start, end - 1)) if mark else start
        for mark in (error.problem_mark, error.context_mark or error.problem_mark)
    )
    if "found unexpected end of stream" in problem or "unexpected document indicator" in problem:
        return Slip("Y013", opened, opened + 1, "a quote that opens here never closes", "close it")
    if "could not find expected ':'" in problem:
        stop = _line_end(text, opened, end)
        message = "there is no colon on this line, but it stands among keys"
        help = "write a colon and a space after the key; indent a line that continues a text"
        return Slip("Y023", opened, stop, message, help)
    naming = _NAMING.get(text[opened : opened + 1])
    if naming and any(word in f"{context} {problem}" for word in ("alias", "anchor", "tag")):
        return _unquoted(text, opened, end, naming)
    if "flow" in context and reporter.text[at] == ":" and "\n" not in reporter.text[opened:at]:
        message = "a colon and a space begin another value, but this entry has one already"
        return Slip("Y011", at, at + 1, message, "quote the text that holds the colon")
    if "flow" in context:
        return _between_brackets(text, opened, at, end)
    if "mapping values are not allowed" in problem:
        message = "a colon and a space begin a new key, but no key can stand here"
        return Slip("Y011", at, at + 1, message, "quote the text that holds it, or mend the indent")
    if "another document" in problem or "<document start>" in problem:
        help = "one file holds one list of questions; remove the line, or make two files"
        return Slip("Y018", at, at + 3, "`---` begins a second document", help)
    if "block" in context:
        message = "this line doesn't fit the indentation of those above it"
        help = "keys of one question begin in one column, dashes of one list too"
        first = at + len(text[at:]) - len(text[at:].lstrip())
        first = first if first < end else at
        if (sign := text[first : first + 1]) in ("]", "}"):
            return Slip(
                "Y014", first, first + 1, f"`{sign}` closes nothing that is open", "remove it"
            )
        if sign == ":":
            help = "write a key before it, or quote a text that begins with a colon"
            return Slip("Y023", first, first + 1, "no key stands before this colon", help)
        return Slip("Y022", first, _line_end(text, first, end), message, help)
    if "escape" in problem or "hexdecimal" in problem:
        first = max(start, text.rfind("\\", start, at))
        return meaningless(text[first : first + 2], first)
    for said, code, message, help in _REST:
        if said in problem:
            sign = text[at : at + 1]
            return Slip(code, at, at + 1, message.format(sign=sign), help)
    return Slip("Y099", at, at + 1, f"this is no YAML: {problem or error}", "quote the whole text")


def _between_brackets(text: str, opened: int, at: int, end: int) -> Slip:
    """Brackets that close, where a text between them makes something else of it."""
    if text[opened : opened + 1] not in ("[", "{"):
        # libyaml points at what follows, where a value is missing.
        before = max(text.rfind("[", 0, opened), text.rfind("{", 0, opened))
        same = before >= 0 and "\n" not in text[before:opened].rstrip()
        opened = before if same else opened
    stop = _line_end(text, opened, end)
    line = text[opened:stop]
    closes = max(line.rfind("]"), line.rfind("}"))
    comment = line.find(" #")
    if 0 <= comment < closes:
        message = "all after ` #` is a comment, and with it what closes the bracket"
        return Slip("Y012", opened + comment + 1, stop, message, "quote the whole text")
    if opened < at < stop and 0 <= at - opened < closes:
        if text[at] == ":":
            message = "a colon and a space inside unquoted text begin a new key"
            return Slip("Y011", at, at + 1, message, "quote the whole text")
        message = "a text between brackets ends before this, where a comma would have to follow"
        return Slip("Y012", at, at + 1, message, "quote the whole text")
    return Slip("Y014", opened, opened + 1, "a bracket that opens here never closes", "close it")


def meaningless(escape: str, at: int) -> Slip:
    """A backslash between double quotes with which no escape begins."""
    message = f"`{escape}` means nothing between double quotes"
    return Slip("Y015", at, at + len(escape), message, BACKSLASHES)


BACKSLASHES = "use single quotes for a text with backslashes"
_QUOTE = "quote the whole text"
_REST = (
    ("'\\t' that cannot start", "Y010", "tabs can't indent YAML", "use spaces"),
    ("tab character", "Y010", "tabs can't indent YAML", "use spaces"),
    ("cannot start any token", "Y012", "no unquoted text can begin with `{sign}`", _QUOTE),
    ("unexpected ':'", "Y011", "a colon begins the value of a key, but none stands here", _QUOTE),
    ("mapping keys are not", "Y012", "a text can't begin with `? `", _QUOTE),
    (
        "sequence entries are not",
        "Y022",
        "a dash begins a list, but none can begin on this line",
        "let each dash begin a line of its own; quote a text that begins with one",
    ),
)
"""Parts of what libyaml and PyYAML's own parser say, and what it means here."""

_NAMING = {"*": "an alias", "&": "an anchor", "!": "a tag"}


def _unquoted(text: str, at: int, end: int, what: str) -> Slip:
    """A text of a list or on the left of a map that begins with a sign which names something."""
    whole = text[at : _line_end(text, at, end)].rstrip()
    line = text[text.rfind("\n", 0, at) + 1 : at]
    message = f"`{text[at]}` at the beginning makes {what} of this"
    if "[" in line or "{" in line:
        return Slip("Y012", at, at + 1, message, "quote the whole text")
    left = re.split(r":(?=\s|\Z)", whole, maxsplit=1)[0].rstrip()
    if left == whole and goes_on(text, line_at(text, at, end), end):
        help = "write the whole text below `>-`, or put it between quotes"
        return Slip("Y012", at, at + len(left), message, help)
    help = f"quote the whole text: `{quote(left)}`"
    return Slip("Y012", at, at + len(left), message, help, quote(left))


def _line_end(text: str, start: int, end: int) -> int:
    stop = text.find("\n", start, end)
    line = text[start : end if stop < 0 else stop]
    return start + max(1, len(line.rstrip()))
