"""A question of its body and the values of its keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trainer import fingerprint
from trainer.question import Body, Place, Question


def id_of(file_id: str, body: Body, values: Mapping[str, Any]) -> str:
    """A question's whole id; without one of its own it is known by what it asks."""
    return f"{file_id}/{values.get('id') or '~' + fingerprint.identity(body)[:12]}"


def question_of(
    file_id: str, library: str, body: Body, values: Mapping[str, Any], place: Place
) -> Question:
    """A question of its body and the values of its keys, defaults among them."""
    get = values.get
    hint = get("hint")
    return Question(
        id=id_of(file_id, body, values),
        body=body,
        library=library,
        was=get("was", ()),
        tags=get("tags", ()),
        level=get("level"),
        objective=get("objective", ""),
        sources=get("source", ()),
        explain=get("explain", ""),
        hints=(hint,) if hint else get("hints", ()),
        image=get("image"),
        audio=get("audio"),
        points=get("points", 1.0),
        lang=get("lang", ""),
        fact=get("fact", ""),
        after=get("after", ()),
        names=get("names", ()),
        romanisation="" if get("romanisation") == "none" else get("romanisation", ""),
        retired=get("retired", False),
        place=place,
    )
