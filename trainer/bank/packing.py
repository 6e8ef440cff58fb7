"""Values of the language to JSON and back, so that an index can keep them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from trainer.bank.library import LIBRARY_FILE
from trainer.language.reading import DeckFile, ExamPlan, Head, Shared

if TYPE_CHECKING:
    from trainer.language.advice.habits import Advice
    from trainer.language.diagnostics import Diagnostic
    from trainer.question import Source


def pack(value: Head | Shared | DeckFile) -> str:
    return json.dumps(asdict(value), ensure_ascii=False)


def unpack_head(text: str) -> Head:
    raw = json.loads(text)
    return Head(**raw | {"sources": _sources(raw), "names": tuple(raw["names"])})


def unpack_shared(text: str) -> Shared:
    raw = json.loads(text)
    return Shared(**raw | {"sources": _sources(raw), "names": tuple(raw["names"])})


def _sources(raw: dict[str, Any]) -> dict[str, Source]:
    if not raw["sources"]:
        return {}
    # 12 ms of imports, which most starts don't need.
    from trainer.question import Source

    return {
        key: Source(**one | {"locators": tuple(one["locators"])})
        for key, one in raw["sources"].items()
    }


def pack_library(data: bytes) -> str:
    """What a library.yaml says, and what is wrong with it."""
    from trainer.language.reader import read_library

    shared, diagnostics = read_library(data, LIBRARY_FILE)
    return json.dumps([pack(shared), pack_diagnostics(diagnostics)], ensure_ascii=False)


def unpack_deck(text: str) -> DeckFile:
    raw = json.loads(text)
    known = {
        "questions": tuple(raw["questions"]),
        "tags": tuple(raw["tags"]),
        "levels": tuple(raw["levels"]) if raw["levels"] else None,
        "exams": tuple(ExamPlan(**exam) for exam in raw["exams"]),
    }
    return DeckFile(**raw | known)


def pack_diagnostics(diagnostics: Iterable[Diagnostic]) -> str:
    # In ASCII, since the path of a file may be no UTF-8.
    return json.dumps([asdict(one) for one in diagnostics])


def unpack_diagnostics(text: str, shown: str = "") -> Iterator[Diagnostic]:
    """The diagnostics of one file, which is now shown as `shown`; without it, as they were."""
    return (_unpacked(raw, shown) for raw in json.loads(text))


def _unpacked(raw: dict[str, Any], shown: str) -> Diagnostic:
    from trainer.language.diagnostics import Diagnostic, Edit, Related, Severity

    former = raw["file"]
    name = shown or former
    related = [
        Related(**one | {"file": name if one["file"] == former else one["file"]})
        for one in raw["related"]
    ]
    known = {
        "file": name,
        "severity": Severity(raw["severity"]),
        "related": tuple(related),
        "fix": tuple(Edit(**one) for one in raw["fix"]),
    }
    return Diagnostic(**raw | known)


def pack_advice(advice: Advice) -> str:
    found = [asdict(one) for one in advice.found]
    return json.dumps([found, asdict(advice.tally)], ensure_ascii=False)


def unpack_advice(text: str, shown: str) -> Advice:
    """The advice on one file, which is now shown as `shown`."""
    from trainer.language.advice.habits import Advice, Tally

    found, tally = json.loads(text)
    return Advice(tuple(_unpacked(one, shown) for one in found), Tally(**tally))
