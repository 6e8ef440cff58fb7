"""The command line: what is typed after `trainer`, and nothing that other floors know better."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit status: 0, 1 for findings, 2 if it could not run."""
    from trainer.cli.person import interactive
    from trainer.errors import TrainerError
    from trainer.wording.controls import strip_controls

    _readable_streams()
    given = sys.argv[1:] if arguments is None else arguments
    try:
        if _at_once(given) and interactive():
            return _opened(given)
        return _run(arguments)
    except TrainerError as error:
        # It may name a file, whose name may be a command to the terminal.
        print(f"trainer: {strip_controls(str(error))}", file=sys.stderr)
    except KeyboardInterrupt:
        # 130 is what shells expect of a program ended by Ctrl-C.
        print(file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader (`head`, a pager) went away; closing stderr keeps Python from complaining.
        sys.stderr.close()
        return 0
    except FileNotFoundError:
        if _is_somewhere():
            raise
        print("trainer: the folder you are in was deleted; go to another one.", file=sys.stderr)
    except OSError as error:
        if error.errno not in _NO_ROOM or error.filename is not None:
            raise
        print(f"trainer: what there is to say can't be written: {error.strerror}.", file=sys.stderr)
        # What is left of it would be tried again at the end, and fail with a traceback.
        os._exit(2)
    return 2


def _readable_streams() -> None:
    """Files and programs are sent UTF-8 and send it, on Windows too, as from Python 3.15 on; what a
    terminal can't show, or whoever set PYTHONIOENCODING asked for can't hold, becomes `?`."""
    chosen = "PYTHONIOENCODING" in os.environ
    for stream in (sys.stdin, sys.stdout):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if stream.encoding != "utf-8" and not chosen and not stream.isatty():
            stream.reconfigure(encoding="utf-8")
        if stream is sys.stdout:
            stream.reconfigure(errors="replace")


_NO_ROOM = frozenset({errno.ENOSPC, errno.EIO, errno.EFBIG})


def _is_somewhere() -> bool:
    """Whether the current folder is there: a terminal may stay in one that is gone."""
    from pathlib import Path

    try:
        Path.cwd()
    except FileNotFoundError:
        return False
    return True


def _at_once(given: Sequence[str]) -> bool:
    """`trainer`, `trainer study` and `trainer study DECK`: what is opened most often goes without
    what parses a command line, 12 ms of a start."""
    return not given or (
        given[0] == "study" and len(given) < 3 and not any(one.startswith("-") for one in given)
    )


def _opened(given: Sequence[str]) -> int:
    import gc

    from trainer.deferred import defer

    # Both until the first paint; see `trainer.tui.run`.
    gc.disable()
    defer()
    from trainer.cli.context import Run
    from trainer.cli.opening import open_home, open_study

    return open_study(Run(), *given[1:]) if given else open_home(Run())


def _run(arguments: Sequence[str] | None) -> int:
    import click

    from trainer.cli.group import commands
    from trainer.cli.person import ReaderGoneError

    try:
        return int(commands.main(arguments, prog_name="trainer", standalone_mode=False) or 0)
    except click.exceptions.NoArgsIsHelpError as error:
        # `trainer export` alone: which kinds there are says more than that one is missing.
        print(error.format_message(), file=sys.stderr)
        return 2
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        where = f"\nSee `{context.command_path} --help`." if context else ""
        print(f"trainer: {error.format_message()}{where}", file=sys.stderr)
        return 2
    except ReaderGoneError as gone:
        sys.stderr.close()
        return gone.status
    except click.Abort:
        raise KeyboardInterrupt from None
