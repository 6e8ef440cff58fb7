"""What every command is given: the library, the profile, the settings and the clock."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import trainer
from trainer.clock import Clock
from trainer.errors import TrainerError
from trainer.paths import Folders, bundled, find_library, folders
from trainer.records import record
from trainer.settings import Settings, load

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    import click

    from trainer.bank.library import Library
    from trainer.study.desk import Desk


@record(frozen=True)
class Run:
    """One run of the program: what was said on the command line, and what follows from it."""

    library: str | None = None
    profile: str | None = None
    at: str | None = None
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    chosen: Settings | None = None
    """Settings that hold instead of the file's."""

    @functools.cached_property
    def folders(self) -> Folders:
        return folders(self.environ)

    @functools.cached_property
    def settings(self) -> Settings:
        return load(self.folders.settings) if self.chosen is None else self.chosen

    @functools.cached_property
    def zone(self) -> ZoneInfo:
        if self.settings.time_zone:
            from zoneinfo import ZoneInfo

            return ZoneInfo(self.settings.time_zone)
        return local_zone(self.environ)

    @functools.cached_property
    def clock(self) -> Clock:
        return Clock() if self.at is None else Clock.starting_at(moment(self.at, self.zone))

    @property
    def history(self) -> Path:
        return self.folders.profile(self.profile or "default") / "history.db"

    @property
    def bundled(self) -> Path | None:
        return bundled(Path(trainer.__file__).parent)

    def root(self) -> Path:
        """The library's folder. Raises TrainerError where there is none."""
        own = self.settings.library
        return find_library(self.library, self.environ, Path.cwd(), own, self.bundled)

    def libraries(self, *, bundled: bool = True) -> list[Library]:
        """The library, those added in the settings, and the bundled one unless it is hidden or
        not wanted."""
        from trainer.bank.library import library_at

        roots = [self.root(), *self.settings.libraries]
        if bundled and self.bundled is not None and not self.settings.hide_bundled:
            roots.append(self.bundled)
        different = {root.resolve(): root for root in reversed(roots)}
        found = (library_at(root.absolute(), Path.cwd()) for root in reversed(different.values()))
        return [replace(one, given=self.borrows(one)) for one in found]

    def borrows(self, library: Library) -> bool:
        """Whether it is the library that comes with the program, and nobody works in it."""
        root = library.root.resolve()
        ours = self.bundled is not None and root == self.bundled.resolve()
        return ours and not Path.cwd().resolve().is_relative_to(root)

    def desk(
        self,
        *,
        libraries: list[Library] | None = None,
        read_only: bool = False,
        saves: bool = True,
    ) -> Desk:
        """The learner's desk, with all libraries or only some."""
        from trainer.bank.collector import collector_off

        with collector_off():
            from trainer.cli.opening import opened
            from trainer.study.desk import Desk

        return Desk(
            libraries=self.libraries() if libraries is None else libraries,
            history=self.history,
            cache=self.folders.index,
            settings=self.settings,
            clock=self.clock,
            zone=self.zone,
            read_only=read_only,
            saves=saves,
            opening=lambda library, _, *, recalled: opened(self, library, recalled=recalled),
        )


LOCALTIME = Path("/etc/localtime")
"""Where most systems keep a link to their zone."""


def local_zone(environ: Mapping[str, str], link: Path = LOCALTIME) -> ZoneInfo:
    """The system's zone: the one that `link` names, as the system itself takes it."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    if not environ.get("TZ") and link.is_symlink():
        name = os.path.realpath(link).partition("/zoneinfo/")[2]
        if name:
            with suppress(ZoneInfoNotFoundError, ValueError):
                return ZoneInfo(name)
    # It knows all other ways, and those of Windows; a start is 4 ms shorter without.
    from tzlocal import get_localzone

    return get_localzone()


def moment(text: str, zone: ZoneInfo) -> int:
    """The UTC milliseconds of an ISO 8601 date or time, taken as local where it names no zone."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise TrainerError(
            f"--at {text}: not a time; write it like 2026-12-01 or 2026-12-01T09:00."
        ) from None
    if found.tzinfo is None:
        found = found.replace(tzinfo=zone)
    try:
        return int(found.astimezone(UTC).timestamp() * 1000)
    except (OverflowError, ValueError):
        raise TrainerError(f"--at {text}: that is outside what a calendar can count.") from None


def common(command: Callable[..., int | None]) -> Callable[..., int | None]:
    """Adds --library, --profile and --at, and hands the command a `Run` as `run`.

    They may stand before the command's name or behind it; behind wins.
    """
    # Home opens without it: 10 ms.
    import click

    def with_run(
        ctx: click.Context,
        /,
        library: str | None,
        profile: str | None,
        at: str | None,
        **arguments: object,
    ) -> int | None:
        before: Mapping[str, str | None] = ctx.obj or {}
        run = Run(
            library or before.get("library"),
            profile or before.get("profile"),
            at or before.get("at"),
        )
        return command(run=run, **arguments)

    functools.update_wrapper(with_run, command)
    passed = click.pass_context(with_run)
    for option in (
        click.option("--at", metavar="TIME", help="Pretend it is this time."),
        click.option("--profile", metavar="NAME", help="Whose history to use."),
        click.option("--library", metavar="DIR", help="The folder that has `questions/` in it."),
    ):
        passed = option(passed)
    return passed


def write(text: str) -> None:
    """Writes a line at once, so that it is there before the next question, or the next save."""
    print(text, flush=True)
