"""The note types: what must never change, and what must be told to learners' Anki when it does."""

from __future__ import annotations

import hashlib
import re
from importlib.resources import files

import pytest

from trainer.anki.notetypes import REVISED, cloze_type, trainer_type

# When the templates change on purpose: raise REVISED, then write its new value and hash here.
LOOK = (1_795_611_600, "635c04afb87f120a")


def test_ids_and_fields_are_for_ever() -> None:
    trainer, cloze = trainer_type(), cloze_type()
    assert (trainer.id, cloze.id) == (1_763_900_000_001, 1_763_900_000_002)
    assert " ".join(trainer.fields) == (
        "Question Sound Choices Answer Key TypeIn Hint Explanation Source Extra Reverse Kind Lang "
        "Id Data Spare1 Spare2"
    )
    assert " ".join(cloze.fields) == (
        "Text Sound Hint Explanation Source Extra Lang Id Data Spare1 Spare2"
    )
    assert [(t.id, t.name) for t in (*trainer.templates, *cloze.templates)] == [
        (1_763_900_000_001_001, "Card 1"),
        (1_763_900_000_001_002, "Reverse"),
        (1_763_900_000_002_001, "Cloze"),
    ]
    assert trainer.field_id(0) == 1_763_900_000_001_100


def test_a_new_look_has_a_later_time() -> None:
    assert (REVISED, look()) == LOOK


def look() -> str:
    parts = [
        part
        for note_type in (trainer_type(), cloze_type())
        for part in (note_type.css, *(s for t in note_type.templates for s in (t.front, t.back)))
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def test_nothing_comes_from_a_network() -> None:
    for file in (files("trainer.anki") / "templates").iterdir():
        assert not re.search(r"https?:|//[a-z]|@import|url\(", file.read_text()), file.name


def test_the_script_is_es5_and_nothing_to_the_template_language() -> None:
    script = (files("trainer.anki") / "templates" / "card.js").read_text()
    assert not re.search(r"\b(let|const|class)\s|=>|`", script)
    assert not re.search(r"\{\{|\}\}", script)
    assert script.startswith("(function () {")
    assert script.endswith("})();\n")


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("time_of_day", [0, 1], ids=["day", "night"])
def test_every_text_stands_out_from_its_ground(time_of_day: int) -> None:
    blocks = re.findall(r"\{([^{}]*--ground[^{}]*)\}", trainer_type().css)
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", blocks[time_of_day]))
    grounds = {
        "ink": ("ground", "raised", "accent-ground", "right-ground", "wrong-ground"),
        "quiet": ("ground", "raised", "right-ground", "wrong-ground"),
        "accent": ("ground", "raised", "accent-ground"),
        "right": ("ground", "raised", "right-ground"),
        "wrong": ("ground", "raised", "wrong-ground"),
        "ground": ("accent",),
    }
    for text, under in grounds.items():
        for ground in under:
            dark, light = sorted((luminance(colours[text]), luminance(colours[ground])))
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (text, ground)
