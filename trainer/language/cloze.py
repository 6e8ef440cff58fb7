r"""A cloze text into its parts: `{{c1::answer|also right::hint}}`, backslashes for literals.

A blank opens at the last two of a run of `{` and closes at the last two of a run of `}`, so that
mathematics such as `{{\frac{1}{2}}}` needs no care. In a run of backslashes right before a mark,
two stand for one, and a single one makes the mark plain text; elsewhere they are what they are.
"""

from __future__ import annotations

import re
from collections import Counter

from trainer.patterns import pattern
from trainer.question import Blank, Cloze
from trainer.wording.slug import slug

# The look behind keeps a search over many backslashes linear.
_OPEN = pattern(r"(?<!\\)(\\+)(?=\{\{(?!\{))|\{\{(?!\{)")
_INSIDE = pattern(r"(?<!\\)(\\+)(?=(\||::(?!:)|\}\}(?!\})))|\||::(?!:)|\}\}(?!\})|\{\{(?!\{)")
_GROUP = pattern(r"c\d+", re.A)


class ClozeError(ValueError):
    """A cloze that can't be read; `start` and `end` count characters of its text."""

    def __init__(self, message: str, help: str, start: int, end: int) -> None:
        super().__init__(message)
        self.help = help
        self.start, self.end = start, end


def parse_cloze(text: str) -> Cloze:
    """The parts of a cloze, with each blank's group filled in. Raises `ClozeError`."""
    return Cloze(_with_groups(_simple(text) or _any(text)))


def _simple(text: str) -> list[str | Blank] | None:
    """The parts of a text whose marks can be meant in one way only, a third of the way of all."""
    if "\\" in text or ":::" in text:
        return None
    before, *rest = text.split("{{")
    parts: list[str | Blank] = [before] if before else []
    for piece in rest:
        inside, end, after = piece.partition("}}")
        if not end or "{" in inside or "}" in inside or after[:1] == "}":
            return None
        answers, mark, hint = inside.partition("::")
        group = ""
        if mark and _GROUP.fullmatch(name := answers.strip()):
            group = name
            answers, _, hint = hint.partition("::")
        answer, *accept = [answer.strip() for answer in answers.split("|")]
        if not answer or not all(accept):
            return None
        parts.append(Blank(answer, tuple(accept), hint.strip(), group))
        if after:
            parts.append(after)
    return parts if rest else None


def _any(text: str) -> list[str | Blank]:
    parts: list[str | Blank] = []
    plain: list[str] = []
    at = 0
    while (mark := _OPEN.search(text, at)) is not None:
        plain.append(text[at : mark.start()])
        at = mark.end()
        if mark[1]:
            plain.append("\\" * (len(mark[1]) // 2))
            if len(mark[1]) % 2:
                plain.append("{{")
                at += 2
            continue
        if before := "".join(plain):
            parts.append(before)
        plain.clear()
        blank, at = _blank(text, at)
        parts.append(blank)
    if rest := "".join(plain) + text[at:]:
        parts.append(rest)
    if not any(isinstance(part, Blank) for part in parts):
        raise _without_blank(text)
    return parts


def _blank(text: str, start: int) -> tuple[Blank, int]:
    """The blank whose content starts at `start`, and where the text goes on."""
    fields, marks, end = _fields(text, start)
    group = ""
    if marks and marks[0] == "::" and _GROUP.fullmatch(fields[0].strip()):
        group = fields[0].strip()
        fields, marks = fields[1:], marks[1:]
    hint = ""
    if "::" in marks:
        cut = marks.index("::") + 1
        hint = "".join(f + m for f, m in zip(fields[cut:], [*marks[cut:], ""], strict=True))
        fields = fields[:cut]
    answer, *accept = (field.strip() for field in fields)
    if not answer or not all(accept):
        raise ClozeError(
            "a blank without an answer",
            "write the answer between the braces: `{{Tang}}`, `{{Tang|T'ang::a dynasty}}`",
            start - 2,
            end,
        )
    return Blank(answer, tuple(accept), hint.strip(), group), end


def _fields(text: str, start: int) -> tuple[list[str], list[str], int]:
    """What stands between the marks of a blank, the marks, and where the blank ends."""
    fields: list[str] = []
    marks: list[str] = []
    current = ""
    at = start
    while (mark := _INSIDE.search(text, at)) is not None:
        current += text[at : mark.start()]
        at = mark.end()
        if mark[1]:
            current += "\\" * (len(mark[1]) // 2)
            if len(mark[1]) % 2:
                current += mark[2]
                at += len(mark[2])
        elif mark[0] == "}}":
            return [*fields, current], marks, at
        elif mark[0] == "{{":
            break
        else:
            fields.append(current)
            marks.append(mark[0])
            current = ""
    raise ClozeError(
        "a blank that opens here never closes",
        "close it with `}}`; a blank can't hold another one",
        start - 2,
        start,
    )


def _without_blank(text: str) -> ClozeError:
    single = re.search(r"\{[^{}]+\}", text)
    help = "put what is to be filled in between double braces: `{{Tang}} rule ended in 907.`"
    if single:
        return ClozeError("a blank wants two braces on each side", help, *single.span())
    return ClozeError("a cloze without a blank", help, 0, len(text))


def _with_groups(parts: list[str | Blank]) -> tuple[str | Blank, ...]:
    """Blanks without a group get a name of their own: a slug of the answer."""
    taken = {part.group for part in parts if isinstance(part, Blank)}
    if "" not in taken:
        return tuple(parts)
    numbers: Counter[str] = Counter()
    grouped: list[str | Blank] = []
    for part in parts:
        if isinstance(part, str) or part.group:
            grouped.append(part)
            continue
        name = base = slug(part.answer) or "blank"
        while name in taken:
            numbers[base] += 1
            name = f"{base}-{numbers[base] + 1}"
        taken.add(name)
        grouped.append(Blank(part.answer, part.accept, part.hint, name))
    return tuple(grouped)


def write_cloze(cloze: Cloze) -> str:
    """The text of a cloze, such that `parse_cloze` gives it back.

    Raises ValueError for what the notation can't hold (an answer that begins with a brace).
    """
    simple = _simply_written(cloze)
    if simple is not None:
        return simple
    last = len(cloze.parts) - 1
    text = ""
    for position, part in enumerate(cloze.parts):
        if isinstance(part, Blank):
            text += _written(part)
        elif position < last:
            text += _OUTSIDE.sub(_escaped, part)
        else:
            text += _OPENING.sub(_escaped, part)
    try:
        if parse_cloze(text) == cloze:
            return text
    except ClozeError:
        pass
    raise ValueError(f"this cloze can't be written down: {text}")


def _simply_written(cloze: Cloze) -> str | None:
    """The text of a cloze without anything that could be a mark, which is sure to be read back."""
    text, outside, blanks = "", False, 0
    for part in cloze.parts:
        if isinstance(part, str):
            if outside or not part or _MARK.search(part):
                return None
            text, outside = text + part, True
        else:
            if part.accept or not (_GROUP.fullmatch(part.group) and _is_simple(part.answer)):
                return None
            if part.hint and not _is_simple(part.hint):
                return None
            hint = f"::{part.hint}" if part.hint else ""
            text, outside = f"{text}{{{{{part.group}::{part.answer}{hint}}}}}", False
            blanks += 1
    return text if blanks else None


def _is_simple(text: str) -> bool:
    bounded = text and text.strip() == text and text[0] != ":" and text[-1] != ":"
    return bool(bounded) and not _MARK.search(text)


_MARK = pattern(r"[\\{}|]|::")
_OPENING = pattern(r"(\\*)(\{\{(?!\{))")
_OUTSIDE = pattern(r"(\\*)(\{\{(?!\{))|(\\+)\Z")
_WITHIN = pattern(r"(\\*)(\||::(?!:)|\}\}(?!\}|\Z))|(\\+)\Z")


def _escaped(found: re.Match[str]) -> str:
    if found[2] is None:
        return found[0] * 2
    return found[1] * 2 + "\\" + found[2]


def _written(blank: Blank) -> str:
    group = f"{blank.group}::" if _GROUP.fullmatch(blank.group) else ""
    fields = "|".join(_WITHIN.sub(_escaped, text) for text in (blank.answer, *blank.accept))
    hint = f"::{_WITHIN.sub(_escaped, blank.hint)}" if blank.hint else ""
    return f"{{{{{group}{fields}{hint}}}}}"
