"""`trainer new`: a file of questions to begin with."""

from __future__ import annotations

import os
from pathlib import Path
from random import SystemRandom
from shlex import quote

import click

from trainer.cli.context import Run, common, write
from trainer.errors import TrainerError

EXAMPLES = "Put your questions in the place of its examples. Then:"
STUBS = "Fill in the stubs that you want, and delete the others. Then:"
NEXT = """\
  {check:<{width}}  names every mistake in it
  {preview:<{width}}  shows its questions as learners see them
  {study:<{width}}  opens the home screen"""


@click.command("new")
@click.argument("file")
@click.option(
    "--from",
    "document",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="DOCUMENT",
    help="Plain text, Markdown, HTML or PDF to ask about.",
)
@common
def command(file: str, document: Path | None, run: Run) -> int:
    """Write FILE, a file of questions that shows each kind by an example.

    With --from, a stub for each paragraph of DOCUMENT takes the examples' place. Of the document
    only hashes of its paragraphs are kept, so that `trainer report coverage` can say later which
    questions rest on paragraphs that have changed.

    FILE is a name such as `tang`, or a path. In a folder that is no library yet, `questions/`
    and its `library.yaml` are made too. A file that is there is never overwritten.
    """
    from trainer.atomic import replacing
    from trainer.bank.documents import read_document
    from trainer.bank.library import library_at
    from trainer.bank.registered import DOCUMENTS_FILE
    from trainer.bank.starting import place, start
    from trainer.study.words import counted

    here = Path.cwd()
    named = run.library or run.environ.get("TRAINER_LIBRARY")
    root, path = place(file, here / Path(named).expanduser() if named else here)
    shown = library_at(root, here).shown
    read = (document, read_document(document)) if document else None
    for each, text in start(root, path, run.folders.index, SystemRandom(), read).items():
        if each.name != DOCUMENTS_FILE and os.path.lexists(each):
            raise TrainerError(f"{each} is there already; choose another name, or edit it.")
        with replacing(each) as target:
            target.write(text)
        write(f"Wrote {shown(each)}")
    if read:
        write(f"Numbered {counted(len(read[1].paragraphs), 'paragraph')} of {read[0].name}.")
    check, preview = (f"trainer {verb} {quote(shown(path))}" for verb in ("check", "preview"))
    write(STUBS if read else EXAMPLES)
    write(NEXT.format(check=check, preview=preview, study="trainer", width=len(preview)))
    return 0
