"""Which files a check, or what mends, was asked for."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from trainer.bank.library import Library, told_of


class Chosen:
    """The files and folders that were named, by what people see of them; all without any."""

    def __init__(self, library: Library, paths: Sequence[Path]) -> None:
        # Without `..`, as files are shown; links are left alone.
        self.paths = [Path(os.path.normpath(path)) for path in paths] or [library.questions]
        shown = [library.shown(path) for path in self.paths] if paths else []
        # What is no file of questions for its name's sake is told of with another.
        self._shown = [*shown, *(told for one in shown if (told := told_of(one)) != one)]

    def __call__(self, file: str) -> bool:
        return not self._shown or any(under(file, shown) for shown in self._shown)


def under(file: str, path: str) -> bool:
    """Whether a file is a path, or lies below it, both as people see them."""
    if path == ".":
        return not Path(file).is_absolute()
    return file == path or file.startswith(f"{path.rstrip('/')}/")
