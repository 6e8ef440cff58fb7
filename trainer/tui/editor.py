"""Which editor a learner uses, and how it is told the line."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from trainer.errors import TrainerError

USUAL = ("nano", "vim", "vi", "notepad")
COLON = frozenset({"hx", "helix", "subl", "zed"})
"""Editors that take FILE:LINE."""
VS_CODE = frozenset({"code", "code-insiders", "codium", "cursor"})
PLUS = {"vi", "vim", "nvim", "gvim", "view", "nano", "pico", "micro", "emacs", "emacsclient"}
PLUS |= {"joe", "jed", "kak", "mcedit", "ne", "mg", "ee"}
"""Editors that take +LINE before the file."""


def editor(environ: Mapping[str, str], which: Callable[[str], str | None]) -> Sequence[str]:
    """The words of the command that edits: $VISUAL, $EDITOR, or what there usually is; `which`
    finds a program. Raises TrainerError where there is none."""
    for name in ("VISUAL", "EDITOR"):
        if said := environ.get(name, "").strip():
            try:
                return shlex.split(said)
            except ValueError:
                raise TrainerError(f"${name} can't be read as a command: {said}.") from None
    for program in USUAL:
        if which(program):
            return [program]
    raise TrainerError("there is no editor here; name one in $EDITOR.")


def open_at(editor: Sequence[str], path: Path, line: int) -> list[str]:
    """The command that opens a file at a line, and ends when the editor does."""
    name = Path(editor[0]).stem.lower()
    if name in VS_CODE:
        wait = [] if "--wait" in editor or "-w" in editor else ["--wait"]
        return [*editor, *wait, "--goto", f"{path}:{line}"]
    if name in COLON:
        return [*editor, f"{path}:{line}"]
    if name in PLUS:
        return [*editor, f"+{line}", str(path)]
    return [*editor, str(path)]
