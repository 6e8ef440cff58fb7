"""Writes the pages that are made from the code: `python -m tests.documents`."""

from __future__ import annotations

from pathlib import Path

from tests import manual
from trainer.language import codes, reference

DOCS = Path(__file__).parents[1] / "docs"
PAGES = {
    "reference.md": reference.reference,
    "diagnostics.md": codes.reference,
    "options.md": manual.markdown,
    "trainer.1": manual.roff,
}

if __name__ == "__main__":
    for name, make in PAGES.items():
        (DOCS / name).write_text(make(), encoding="utf-8")
        print(f"docs/{name}")
