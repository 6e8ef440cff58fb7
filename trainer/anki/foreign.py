"""Notes of note types that aren't ours → questions: by what the templates do, not by a name.

Anki's own types are called something else in each language, and people copy and rename them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from trainer.anki.collection import ReadNote
from trainer.anki.foreigncloze import NoBlankError, read_cloze
from trainer.anki.layout import Face, faces
from trainer.anki.schemas import ReadType
from trainer.language.fromhtml import Content, read_html
from trainer.language.markdown import write_blocks, write_inline
from trainer.language.markup import Paragraph, Span
from trainer.question import (
    BACK,
    FORWARD,
    Body,
    Choice,
    Choices,
    Media,
    Option,
    Recall,
    Short,
    Term,
)
from trainer.records import record

MediaPath = Callable[[str], str]
"""The path below `questions/` that a media file of the package gets; '' where it has none."""

_OPTION = re.compile(r"Q_\d+")
_PICTURED, _SOUNDED = "What does the picture show?", "What do you hear?"
_LONGEST_TYPED = 200
_NOTHING = Content()


class SkippedError(ValueError):
    """A note that can't become a question; the text says why, as part of a sentence."""


@record(frozen=True, slots=True)
class Made:
    """A question without a name. `facets` gives, for Anki's card numbers, the facets of its
    cards; `lost` is what of the note has no place in it, each as part of a sentence."""

    body: Body
    facets: Mapping[int, str]
    explain: str = ""
    hints: tuple[str, ...] = ()
    image: Media | None = None
    audio: Media | None = None
    lost: tuple[str, ...] = ()


def convert(note: ReadNote, note_type: ReadType, media: MediaPath) -> list[Made]:
    """The questions of a note: one, or one for each card where its cards ask different things.

    Raises SkippedError.
    """
    layout = _layout(note_type)
    if layout.refused:
        raise SkippedError(layout.refused)
    contents = [read_html(value) for value in note.fields]
    contents += [_NOTHING] * (len(note_type.fields) - len(contents))
    if layout.all_in_one:
        return [_all_in_one(note_type, contents, media)]
    sides = layout.sides
    if note_type.is_cloze:
        return [_cloze(contents, sides[0], media)]
    shown = [card.ordinal for card in note.cards if card.ordinal < len(sides)] or [0]
    if _is_term(sides, shown) and (term := _term(contents, sides, media)):
        return [term]
    return [_card(contents, sides[ordinal], ordinal, media) for ordinal in shown]


@record(frozen=True, slots=True)
class _Layout:
    """What is the same for all notes of a type: why they can't be questions, whether they hold
    their options in fields, and what their cards show."""

    refused: str
    all_in_one: bool
    sides: tuple[Face, ...]


@lru_cache(maxsize=256)
def _layout(note_type: ReadType) -> _Layout:
    sides = faces(note_type)
    options = any(map(_OPTION.fullmatch, note_type.fields)) and "Answers" in note_type.fields
    refused = "" if sides or options else "its note type has no cards"
    if is_occlusion(note_type):
        refused = "image occlusion has no counterpart here"
    return _Layout(refused, options, sides)


def is_occlusion(note_type: ReadType) -> bool:
    """Anki's own image occlusion, or that of the add-on which came before it."""
    names = frozenset(note_type.fields)
    return "image occlusion" in note_type.name.lower() or {"Occlusion", "Image"} <= names


def _is_term(sides: Sequence[Face], shown: Sequence[int]) -> bool:
    """Whether the two cards ask for each other's front."""
    if list(shown) != [0, 1] or len(sides) < 2:
        return False
    one, other = sides[0], sides[1]
    single = len(one.front) == 1 and len(other.front) == 1
    answers = other.front[0] in (*one.back, *one.typed) and one.front[0] in (
        *other.back,
        *other.typed,
    )
    return single and answers


def _term(contents: Sequence[Content], sides: Sequence[Face], media: MediaPath) -> Made | None:
    front, back = contents[sides[0].front[0]], contents[sides[1].front[0]]
    term, means = write_inline(front.spans), write_inline(back.spans)
    if not term or not means:
        return None
    body = Term(term, means, typed=bool(sides[0].typed))
    rest = [p for p in (*sides[0].back, *sides[0].explains) if p != sides[1].front[0]]
    return _made(body, {0: FORWARD, 1: BACK}, contents, sides[0], front, rest, media, back)


def _card(contents: Sequence[Content], face: Face, ordinal: int, media: MediaPath) -> Made:
    front = _together([contents[p] for p in face.front])
    ask = write_inline(front.spans) or (
        _PICTURED if front.images else _SOUNDED if front.sounds else ""
    )
    if not ask:
        raise SkippedError("its front is empty")
    if face.typed:
        rest = [p for p in (*face.back, *face.explains) if p not in face.typed]
        answer = contents[face.typed[0]].text.replace("\n", " ").strip()
        if answer and len(answer) <= _LONGEST_TYPED:
            return _made(Short(ask, answer), {ordinal: ""}, contents, face, front, rest, media)
    behind = [p for p in (*face.typed, *face.back) if not contents[p].is_empty]
    if not behind:
        raise SkippedError("its back is empty")
    model = write_inline(contents[behind[0]].spans)
    others = [*behind[1:], *(p for p in face.explains if p not in behind)]
    back = contents[behind[0]]
    if not model:
        names = [media(name) for name in (*back.images, *back.sounds)]
        model = f"See {', '.join(filter(None, names)) or 'the file that is missing'}"
    return _made(Recall(ask, model), {ordinal: ""}, contents, face, front, others, media, back)


def _cloze(contents: Sequence[Content], face: Face, media: MediaPath) -> Made:
    if not face.cloze:
        raise SkippedError("its cards show no cloze")
    text = contents[face.cloze[0]]
    try:
        body, lost = read_cloze(text.spans)
    except NoBlankError as error:
        raise SkippedError(str(error)) from None
    facets = {int(group[1:]) - 1: group for group in body.groups}
    rest = [p for p in (*face.back, *face.explains) if p not in face.cloze]
    made = _made(body, facets, contents, face, text, rest, media)
    return made if not lost else _with_losses(made, lost)


def _all_in_one(note_type: ReadType, contents: Sequence[Content], media: MediaPath) -> Made:
    """The add-on "AllInOne (kprim, mc, sc)": options in fields, answers as `1 0 0 1`.

    Source: https://github.com/zjosua/anki-mc.
    """
    named = dict(zip(note_type.fields, contents, strict=False))
    ask = write_inline(named.get("Question", _NOTHING).spans)
    texts = [write_inline(c.spans) for name, c in named.items() if _OPTION.fullmatch(name)]
    right = [mark == "1" for mark in named["Answers"].text.split()]
    options = tuple(
        Option(text, is_right) for text, is_right in zip(texts, right, strict=False) if text
    )
    if not ask or not options:
        raise SkippedError("it has no question or no options")
    count = sum(option.right for option in options)
    distinct = len({option.text for option in options}) == len(options) > count > 0
    kind = next((c.text for name, c in named.items() if name.startswith("QType")), "")
    body: Body
    if distinct and kind.strip() == "2" and count == 1:
        body = Choice(ask, _right_first(options))
    elif distinct:
        body = Choices(ask, _right_first(options))
    else:
        # All right or all wrong can't be asked as a choice here.
        said = [f"{'right' if o.right else 'wrong'}: {o.text}" for o in options]
        listed = "\n\n".join(option.text for option in options)
        body = Recall(f"{ask}\n\n{listed}", "\n\n".join(said))
    front = next((c for name, c in named.items() if name == "Question"), _NOTHING)
    rest = [i for i, name in enumerate(note_type.fields) if name in ("Sources", "Extra 1")]
    face = Face((), (), (), (), (), ())
    return _made(body, {0: ""}, contents, face, front, rest, media)


def _right_first(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """As the question language has them; they are shuffled when they are shown."""
    return tuple(sorted(options, key=lambda option: not option.right))


def _made(
    body: Body,
    facets: Mapping[int, str],
    contents: Sequence[Content],
    face: Face,
    front: Content,
    rest: Sequence[int],
    media: MediaPath,
    answer: Content | None = None,
) -> Made:
    """The question with what stands around it: hints, media of the front, and all the rest of
    the back as its explanation."""
    behind = [contents[position] for position in dict.fromkeys(rest)]
    shown = [*behind, *([answer] if answer else [])]
    hints = tuple(filter(None, [write_inline(contents[p].spans) for p in face.hints]))
    if not any(content.images or content.sounds for content in (front, *shown)):
        # Most notes by far.
        blocks = [block for content in behind for block in content.blocks]
        return Made(body, facets, write_blocks(blocks) if blocks else "", hints)
    images, sounds = _files(front.images, media), _files(front.sounds, media)
    later = [
        *images[1:],
        *sounds[1:],
        *(path for content in shown for path in _files(content.images, media)),
        *(path for content in shown for path in _files(content.sounds, media)),
    ]
    blocks = [block for content in behind for block in content.blocks]
    # The language shows one picture and plays one sound, both with the question.
    blocks += [Paragraph((Span(f"File with the answer: {path}"),)) for path in dict.fromkeys(later)]
    missing = [
        name
        for content in (front, *shown)
        for name in (*content.images, *content.sounds)
        if not media(name)
    ]
    lost = (f"{missing[0]} isn't in the package, or neither picture nor sound",) if missing else ()
    if later:
        lost = (*lost, "a picture or sound of its back is only named in `explain`")
    return Made(
        body,
        facets,
        write_blocks(blocks) if blocks else "",
        hints,
        Media(images[0]) if images else None,
        Media(sounds[0]) if sounds else None,
        lost,
    )


def _files(names: Sequence[str], media: MediaPath) -> list[str]:
    return [path for name in dict.fromkeys(names) if (path := media(name))]


def _together(every: Sequence[Content]) -> Content:
    if len(every) == 1:
        return every[0]
    return Content(
        tuple(block for content in every for block in content.blocks),
        tuple(name for content in every for name in content.images),
        tuple(name for content in every for name in content.sounds),
    )


def _with_losses(made: Made, lost: tuple[str, ...]) -> Made:
    return replace(made, lost=(*made.lost, *lost))
