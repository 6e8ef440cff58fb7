"""A collection as somebody may have had it for years: Anki's own note types, and others'."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from anki.collection import Collection, ExportAnkiPackageOptions

ALL_IN_ONE = "AllInOne (kprim, mc, sc)"
ALL_IN_ONE_FIELDS = (
    "Question", "Title", "QType (0=kprim,1=mc,2=sc)", "Q_1", "Q_2", "Q_3", "Answers", "Sources",
    "Extra 1",
)  # fmt: skip
BASIC, REVERSED, TYPED, CLOZE, OCCLUSION = (
    "Basic",
    "Basic (and reversed card)",
    "Basic (type in the answer)",
    "Cloze",
    "Image Occlusion",
)


def add(collection: Collection, kind: str, deck: str, fields: Sequence[str], *tags: str) -> None:
    note = collection.new_note(collection.models.by_name(kind))
    note.fields[: len(fields)] = fields
    note.tags = list(tags)
    collection.add_note(note, collection.decks.id(deck))


def fill(collection: Collection) -> None:
    """Notes of every type that becomes a kind of ours, and of those that become none."""
    models = collection.models
    model = models.new(ALL_IN_ONE)
    for name in ALL_IN_ONE_FIELDS:
        models.add_field(model, models.new_field(name))
    template = models.new_template("Card 1")
    template |= {"qfmt": "{{Question}}", "afmt": "{{Answers}}"}
    models.add_template(model, template)
    models.add(model)
    map_ = collection.media.write_data("Map of Xi'an.png", b"\x89PNG a map")
    tone = collection.media.write_data("tone.mp3", b"ID3 a tone")
    top = collection.decks.get(collection.decks.id("China"))
    collection.decks.update(top | {"desc": "What I know of <b>China</b>"})
    for kind, deck, fields, *tags in (
        (BASIC, "China::Tang", ["The <b>capital</b>?", "Chang&#x27;an"], "han::x", "leech", "city"),
        (BASIC, "China::Tang", [f'<img src="{map_}">', "Xi'an"]),
        (BASIC, "China::Tang", ["Which tone?", f"[sound:{tone}] the fourth"]),
        (BASIC, "China::Tang", ["", "an empty front"]),
        (REVERSED, "China", ["shí", "stone"]),
        (TYPED, "China", ["Who founded it?", "Gaozu"]),
        (CLOZE, "China", [r"{{c1::Tang::dynasty}} fell to {{c2::Zhu Wen}}, \(907\)", "<i>907</i>"]),
        (CLOZE, "China", ["no blank here"]),
        (ALL_IN_ONE, "China", ["Which one?", "", "2", "A", "B", "C", "0 1 0", "Lewis, p. 3"]),
        (ALL_IN_ONE, "China", ["Which ones?", "", "1", "A", "B", "C", "0 1 1"]),
        (OCCLUSION, "China", ["{{c1::image-occlusion:rect:left=.1}}", f'<img src="{map_}">']),
        (BASIC, "Default", ["Points?", "<ul><li>one<li>two</ul>"]),
    ):  # fmt: skip
        add(collection, kind, deck, fields, *tags)


def answer_some(collection: Collection, deck: str) -> None:
    collection.decks.select(collection.decks.id(deck))
    for rating in (3, 1, 4, 2):
        card = collection.sched.getCard()
        assert card is not None
        collection.sched.answerCard(card, rating)


def exported(collection: Collection, folder: Path, name: str) -> Path:
    """The collection in one of Anki's formats. A .colpkg closes it."""
    path = folder / name
    if path.suffix == ".colpkg":
        collection.export_collection_package(str(path), include_media=True, legacy="old" in name)
        collection.reopen()
        return path
    options = ExportAnkiPackageOptions(
        legacy="old" in name, with_media=True, with_scheduling=True, with_deck_configs=True
    )
    collection.export_anki_package(out_path=str(path), options=options, limit=None)
    return path
