"""Opening decks: one alone, or a sitting with whose deck, which history, and what screen."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.cli.context import Run, write
from trainer.cli.person import interactive
from trainer.deferred import no_longer
from trainer.errors import TrainerError

if TYPE_CHECKING:
    from trainer.bank.bank import Bank
    from trainer.bank.decks import Deck
    from trainer.bank.library import Library
    from trainer.settings import Settings
    from trainer.study.desk import Desk
    from trainer.study.session import Session
    from trainer.tui.keys import Key
    from trainer.tui.screens.page import Page


def open_screen(
    run: Run,
    desk: Desk,
    begin: Callable[[], Session] | None = None,
    first: Callable[[tuple[Key, ...]], Page] | None = None,
) -> int:
    """The terminal face over a desk: its home, at once the session that `begin` opens, or the
    screen that `first` makes. Returns the exit status."""
    from trainer.study.settings_file import SettingsFile
    from trainer.tui import run as show

    def refit(settings: Settings) -> None:
        again = replace(run, chosen=settings)
        # A session was opened with libraries of its own, until the learner has another.
        sitting = begin is not None or first is not None
        own = sitting and settings.library == run.settings.library
        desk.refit(settings, again.zone, desk.libraries if own else again.libraries())

    return show(
        desk,
        begin,
        first=first,
        keys=run.settings.keys,
        theme=run.settings.theme,
        settings=SettingsFile(run.folders.settings, refit, run.folders.data / "libraries"),
    )


def open_home(run: Run) -> int:
    """Opens the home screen; returns the exit status."""
    with pushing(run), run.desk() as desk:
        return open_screen(run, desk)


def open_study(
    run: Run,
    deck: str | None = None,
    *,
    tags: Sequence[str] = (),
    limit: int | None = None,
    plain: bool = False,
    as_json: bool = False,
    no_save: bool = False,
) -> int:
    """Leads a session with today's cards of a deck, or of all; returns the exit status."""
    with study_desk(run, deck, no_save=no_save) as (desk, name):
        return sit(
            run,
            desk,
            lambda: desk.session(name, limit=limit, tags=tags, at_once=_shown(plain, as_json)),
            plain=plain,
            as_json=as_json,
            no_save=no_save,
        )


def sit(
    run: Run,
    desk: Desk,
    begin: Callable[[], Session],
    *,
    plain: bool = False,
    as_json: bool = False,
    no_save: bool = False,
) -> int:
    """Leads the session that `begin` opens, on the screen where there is one and neither lines
    nor JSON were asked for. Returns the exit status."""
    if _shown(plain, as_json):
        return open_screen(run, desk, begin)
    # Opened without a command line to parse, they wait for a first paint that won't come.
    gc.enable()
    no_longer()
    from trainer.plain.conversation import Conversation, Face
    from trainer.plain.lines import LineFace
    from trainer.plain.protocol import JsonFace

    face: Face = JsonFace(write, run.zone) if as_json else LineFace(write, saves=not no_save)
    session = begin()
    try:
        Conversation(session, face).run(sys.stdin, desk.notes())
    finally:
        session.close()
    return 0


def _shown(plain: bool, as_json: bool) -> bool:
    """Whether a sitting is led on the screen."""
    return not (plain or as_json) and interactive()


def opened(run: Run, library: Library, *, recalled: bool = False) -> Bank:
    """A library's bank, with a bar while a large one is read for the first time; see `Bank.open`
    for what is `recalled`."""
    from trainer.bank.bank import Bank
    from trainer.cli.progress import progress

    with progress("Reading questions") as tick:
        return Bank.open(library, run.folders.index, tick=tick, recalled=recalled)


@contextmanager
def deck_named(run: Run, name: str) -> Iterator[tuple[Bank, Deck]]:
    """The one deck of that name, its bank open as long as it is used."""
    wrong: TrainerError | None = None
    for library in run.libraries():
        with opened(run, library) as bank:
            try:
                found = bank.deck(name)
            except TrainerError as error:
                wrong = wrong or error
                continue
            yield bank, found
            return
    raise wrong or TrainerError("there are no questions here to export.")


@contextmanager
def study_desk(
    run: Run, deck: str | None, *, no_save: bool = False, everything: bool = False
) -> Iterator[tuple[Desk, str | None]]:
    """A desk, and the name under which it knows the deck (None takes all).

    A path opens the library it lies in; without a deck the bundled one is left out, unless there
    is no other, or `everything` is asked for. With `no_save` nothing is stored.
    """
    libraries = run.libraries(bundled=everything or deck is not None)
    if deck is not None and _is_path(deck):
        from trainer.bank.library import library_of

        libraries = [library_of(Path.cwd() / deck, Path.cwd())]
        deck = str(Path.cwd() / deck)
    with pushing(run, saves=not no_save), run.desk(libraries=libraries, saves=not no_save) as desk:
        yield desk, deck


@contextmanager
def pushing(run: Run, *, saves: bool = True) -> Iterator[None]:
    """What is answered goes to the class meanwhile, where the learner is in one."""
    if not (saves and run.settings.class_server):
        yield
        return
    from trainer.classroom.background import Pushing

    with Pushing(run.settings.class_server, run.history, run.clock, run.environ) as way:
        yield
    if way.problem:
        print(f"Note: {way.problem}", file=sys.stderr)


def _is_path(deck: str) -> bool:
    # A search may have a slash in it, as in `id:aid/grain`.
    return (
        ("/" in deck and ":" not in deck) or deck.endswith((".yaml", ".yml")) or Path(deck).is_dir()
    )
