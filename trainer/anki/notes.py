"""Questions → Anki notes: guid, fields, tags and cards."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping
from functools import lru_cache
from html import escape

from trainer.anki.cloze import MOST_BLANKS, accepted, cloze_text, numbers
from trainer.anki.data import encode
from trainer.anki.html import literal, plain, rich
from trainer.anki.sides import sides
from trainer.errors import TrainerError
from trainer.language.markup import to_plain
from trainer.question import Citation, Cloze, Media, Question, Term
from trainer.records import record

RETIRED = "trainer::retired"
_NOT_IN_A_TAG = re.compile(r"[\s\x00-\x1f\x7f\"*\\]+")
_EMPTY = "&nbsp;"


@record(frozen=True, slots=True)
class Note:
    """A note as it goes into a package.

    `fields` are by name. `cards` are Anki's card numbers from 0: templates, or cloze numbers less
    one. `blanks` gives each cloze group its number, for the ledger. `names` are what the library
    knows by name, which stand in the package and not in the note.
    """

    question: str
    guid: str
    is_cloze: bool
    fields: Mapping[str, str]
    tags: tuple[str, ...]
    cards: tuple[int, ...]
    blanks: Mapping[str, int]
    names: tuple[str, ...]


class UnnamedError(TrainerError):
    """A question without an id: after an edit Anki would hold it twice."""

    def __init__(self, question: Question) -> None:
        super().__init__(
            f"{question.place.file}:{question.place.line}: this question has no id yet, and Anki "
            "needs one to know it again after an edit; run `trainer check --fix`, which writes it."
        )


def guid_of(question: Question, known: Container[str] = ()) -> str:
    """What Anki knows the note by: library and oldest id, so that a rename changes nothing.

    `known` are guids that were given before: one of them is kept even if the library has only now
    got its id, or if `was` is written in another order. A cloze is another note type, and one guid
    under two types makes Anki refuse the import, so its guid says so. Raises UnnamedError.
    """
    if not question.named:
        raise UnnamedError(question)
    suffix = "#cloze" if isinstance(question.body, Cloze) else ""
    guids = [
        f"{library}:{name}{suffix}"
        for library in (question.library, "local")
        for name in (*question.was, question.id)
    ]
    return next((guid for guid in guids if guid in known), guids[0])


def note(
    question: Question, guid: str, known: Mapping[str, int], media: Callable[[Media], str | None]
) -> Note:
    """The note of a question.

    `known` are the numbers its cloze groups already have; `media` gives the name a file has in
    the package, or None where it can't be carried.
    """
    shown = _media_fields(question, media)
    if isinstance(question.body, Cloze):
        return _cloze_note(question, question.body, guid, known, shown)
    made = sides(question, guid)
    fields = {
        "Question": (made.question or _EMPTY) + shown["image"],
        "Sound": shown["sound"],
        "Choices": made.choices,
        "Answer": made.answer,
        "Key": made.key,
        "TypeIn": made.typed,
        "Extra": made.extra,
        "Reverse": made.reverse,
        "Kind": question.kind.value,
        **_common(question),
    }
    both = isinstance(question.body, Term)
    return Note(
        question.id,
        guid,
        False,
        fields,
        tags(question),
        (0, 1) if both else (0,),
        {},
        question.names,
    )


def _cloze_note(
    question: Question, body: Cloze, guid: str, known: Mapping[str, int], shown: Mapping[str, str]
) -> Note:
    given = numbers(body, known)
    ordinals = sorted(given[group] for group in body.groups)
    if ordinals and ordinals[-1] > MOST_BLANKS:
        raise TrainerError(
            f"{question.id}: Anki makes no card for a blank numbered above {MOST_BLANKS}; "
            "split the question."
        )
    fields = {
        "Text": (cloze_text(body, given) or _EMPTY) + shown["image"],
        "Sound": shown["sound"],
        "Extra": accepted(body),
        **_common(question),
    }
    cards = tuple(n - 1 for n in ordinals)
    return Note(question.id, guid, True, fields, tags(question), cards, given, question.names)


def _common(question: Question) -> dict[str, str]:
    """The fields that both note types have."""
    return {
        "Hint": _hints(question.hints),
        "Explanation": rich(question.explain, block=True),
        "Source": "<br>".join(map(_citation, question.sources)),
        "Lang": literal(escape(question.lang)),
        "Id": literal(escape(question.id)),
        "Data": encode(question),
    }


def _media_fields(question: Question, media: Callable[[Media], str | None]) -> dict[str, str]:
    image, audio = question.image, question.audio
    image_name = media(image) if image else None
    audio_name = media(audio) if audio else None
    alt = literal(escape(to_plain(image.alt))) if image else ""
    return {
        "image": f'<img src="{image_name}" alt="{alt}">' if image_name else "",
        "sound": f"[sound:{audio_name}]" if audio_name else "",
    }


def _hints(hints: tuple[str, ...]) -> str:
    if len(hints) < 2:
        return "".join(map(rich, hints))
    return f"<ol>{''.join(f'<li>{rich(hint)}</li>' for hint in hints)}</ol>"


@lru_cache(maxsize=4096)
def _citation(citation: Citation) -> str:
    source = citation.source
    title = rich(source.title)
    if source.url.lower().startswith(("http://", "https://")):
        title = f'<a href="{literal(escape(source.url))}">{title}</a>'
    parts = [plain(source.author), title, plain(source.year), plain(citation.locator)]
    licence = f" ({plain(source.licence)})" if source.licence else ""
    return ", ".join(part for part in parts if part) + licence


def tags(question: Question) -> tuple[str, ...]:
    """The tags as Anki can hold them: one word each, `a b` as `a-b`, a level below another as
    `a::b`; in order, none twice."""
    words = [*map(_tag, question.tags), RETIRED if question.retired else ""]
    return tuple(dict.fromkeys(filter(None, words)))


@lru_cache(maxsize=4096)
def _tag(tag: str) -> str:
    return _NOT_IN_A_TAG.sub("-", tag.strip()).replace(".", "::").strip("-:")
