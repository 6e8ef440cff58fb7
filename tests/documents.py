"""Writes the files that are made from the code: `python -m tests.documents`."""

from __future__ import annotations

from pathlib import Path

from tests import manual
from trainer.language import codes, reference, schema

ROOT = Path(__file__).parents[1]
PAGES = {
    "docs/reference.md": reference.reference,
    "docs/diagnostics.md": codes.reference,
    "docs/options.md": manual.markdown,
    "docs/trainer.1": manual.roff,
    "questions/trainer.schema.json": schema.schema_text,
}

if __name__ == "__main__":
    for name, make in PAGES.items():
        (ROOT / name).write_text(make(), encoding="utf-8")
        print(name)
