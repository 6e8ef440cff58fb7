"""The two note types, whose templates, style and script are files beside this one.

Ids, names and order are for ever: a field or template that is added later makes Anki keep the old
type beside the new one and freeze the notes that learners have. Hence the spare fields.
"""

from __future__ import annotations

from functools import lru_cache

from trainer.records import record

TRAINER_ID = 1_763_900_000_001
CLOZE_ID = 1_763_900_000_002

REVISED = 1_795_611_600
"""When templates, style or script last changed, in UTC seconds. Anki updates a learner's note type
only when this is later than what it has, so it rises with every change to them, and only then."""


@record(frozen=True, slots=True)
class Template:
    """One card of a note type: the HTML of its two sides."""

    id: int
    name: str
    front: str
    back: str


@record(frozen=True, slots=True)
class NoteType:
    """`fields` are names in their order, each known to Anki by its id as well."""

    id: int
    name: str
    is_cloze: bool
    fields: tuple[str, ...]
    templates: tuple[Template, ...]
    css: str

    def field_id(self, position: int) -> int:
        """A number that no other field of these note types has, the same in every release."""
        return self.id * 1000 + 100 + position

    @property
    def hidden(self) -> frozenset[str]:
        """Fields that a learner has no reason to edit."""
        return frozenset({"Kind", "Id", "Data", "Lang", "Spare1", "Spare2"})


_FIELDS = (
    "Question Sound Choices Answer Key TypeIn Hint Explanation Source Extra Reverse Kind Lang Id "
    "Data Spare1 Spare2"
)
_CLOZE_FIELDS = "Text Sound Hint Explanation Source Extra Lang Id Data Spare1 Spare2"


@lru_cache(maxsize=1)
def trainer_type() -> NoteType:
    """The note type of every kind but clozes; a question that changes kind keeps its schedule."""
    fields = tuple(_FIELDS.split(" "))
    cards = (
        Template(TRAINER_ID * 1000 + 1, "Card 1", _page("front.html"), _page("back.html")),
        Template(
            TRAINER_ID * 1000 + 2,
            "Reverse",
            _page("reverse_front.html"),
            _page("reverse_back.html"),
        ),
    )
    return NoteType(TRAINER_ID, "Trainer", False, fields, cards, _file("style.css"))


@lru_cache(maxsize=1)
def cloze_type() -> NoteType:
    fields = tuple(_CLOZE_FIELDS.split(" "))
    page = Template(
        CLOZE_ID * 1000 + 1, "Cloze", _page("cloze_front.html"), _page("cloze_back.html")
    )
    return NoteType(CLOZE_ID, "Trainer Cloze", True, fields, (page,), _file("style.css"))


def _file(name: str) -> str:
    # Most imports are of packages from elsewhere, and look into none of these.
    from importlib.resources import files

    return (files("trainer.anki") / "templates" / name).read_text(encoding="utf-8")


def _page(name: str) -> str:
    """A template with the script in it: a file beside the cards could be missing on a phone."""
    return _file(name).replace("<!-- card.js -->", f"<script>\n{_file('card.js')}</script>")
