"""Are the committed packages for Anki what the questions would give today?

`python -m tests.packages` says what differs and exits with 1 if anything does.
"""

from __future__ import annotations

import sys
from pathlib import Path

from trainer.anki import ledger
from trainer.anki.current import compare
from trainer.anki.export import plan
from trainer.bank.bank import Bank
from trainer.bank.library import library_at
from trainer.cli.export import deck_info

ROOT = Path(__file__).parent.parent


def differences() -> list[str]:
    """One line for each thing an export would change."""
    found: list[str] = []
    with Bank.open(library_at(ROOT, ROOT)) as bank:
        for deck in bank.decks():
            package = ROOT / "decks" / f"{deck.id}.apkg"
            if not package.exists():
                found.append(f"{package.relative_to(ROOT)} is missing")
                continue
            entries = ledger.load(package.with_name(f"{deck.id}.anki.json"))
            fresh = plan(
                deck_info(bank, deck), bank.every_question(deck), bank.library.questions, entries, 0
            )
            found += [f"{package.relative_to(ROOT)}: {line}" for line in compare(package, fresh)]
    return found


if __name__ == "__main__":
    lines = differences()
    print("\n".join(lines) or "The packages in decks/ are current.")
    sys.exit(bool(lines))
