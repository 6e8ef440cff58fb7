"""Processes that open one bank at the same time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.folders import Folder

SCRIPT = """
import pathlib, sys
from trainer.bank.bank import Bank
from trainer.bank.library import library_at
root, cache = map(pathlib.Path, sys.argv[1:])
bank = Bank.open(library_at(root, root), cache)
"""


def at_once(many: int, folder: Folder, asked: str) -> list[bytes]:
    """What so many processes, running at the same time, print of an expression on their `bank`."""
    command = [sys.executable, "-c", f"{SCRIPT}print({asked})", folder.root, folder.cache]
    top = Path(__file__).parents[2]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, cwd=top) for _ in range(many)]
    return [process.communicate()[0] for process in running]
