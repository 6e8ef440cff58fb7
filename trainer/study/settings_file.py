"""The file that a learner's choices are written to, one setting at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.errors import TrainerError
from trainer.records import record
from trainer.settings import Settings, SettingsError, changed, load, parse

if TYPE_CHECKING:
    from trainer.bank.library import Library
    from trainer.study.preferences import Preference


@record(frozen=True)
class SettingsFile:
    """The file of a learner's settings. `taken` is told of each change that was saved; `libraries`
    is the folder for libraries of the learner's own."""

    path: Path
    taken: Callable[[Settings], None] = lambda _: None
    libraries: Path | None = None

    def current(self) -> Settings:
        """What the file says now. Raises SettingsError."""
        return load(self.path)

    def choose(self, preference: Preference, typed: str) -> Settings:
        """Writes one setting, and leaves all else in the file as it is; "" takes it out.

        Raises TrainerError, and changes nothing, where that makes no sense or can't be written.
        """
        value = preference.written(typed.strip()) if typed.strip() else None
        try:
            parse(changed("", preference.key, value), self.path)
        except SettingsError as error:
            what = str(error).partition(" must be ")[2]
            raise TrainerError(f"{preference.label}: it must be {what}") from None
        return self._write(preference.key, value)

    def copied(self, library: Library) -> Path:
        """Copies a library to the learner's own; its folder. Raises TrainerError."""
        from trainer.bank.adding import copy

        target = self.place_of(library)
        copy(library.root, target)
        return target

    def place_of(self, library: Library) -> Path:
        """Where a copy of a library goes."""
        folder = self.libraries or self.path.parent / "libraries"
        return folder / ("own" if library.given else library.root.name)

    def use(self, library: Path) -> Settings:
        """Makes a folder the library that is studied from."""
        from trainer.study.preferences import toml_text

        return self._write("library", toml_text(str(library)))

    def _write(self, key: str, value: str | None) -> Settings:
        from trainer.atomic import replacing

        self.current()
        new = changed(self._text(), key, value)
        settings = parse(new, self.path)
        with replacing(self.path) as file:
            file.write(new.encode())
        self.taken(settings)
        return settings

    def _text(self) -> str:
        try:
            return self.path.read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            return ""
