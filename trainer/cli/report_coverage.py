"""`trainer report coverage`: the places of each source with their questions, gaps first."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer.cli.completing import decks
from trainer.cli.context import Run, common, write
from trainer.wording.cells import cells

if TYPE_CHECKING:
    from trainer.reports.coverage import Coverage, SourceCoverage
    from trainer.reports.documents import ChangedDocument

COLUMNS = 80
LOCATOR = 14
GAP = "–"


@click.command("coverage")
@click.argument("deck", required=False, shell_complete=decks)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--strict", is_flag=True, help="Exit with status 1 if there are gaps or changes.")
@click.option("--fix", "fixes", is_flag=True, help="Take changed documents as read.")
@common
def coverage(deck: str | None, as_json: bool, strict: bool, fixes: bool, run: Run) -> int:
    """Show each source and place with its questions, gaps first.

    Where a document that questions were written from (`trainer new --from`) has changed, it is
    said which paragraphs and which questions that concerns, until --fix takes it as read.

    Gaps are the places under a source's `locators` that no question cites, and sources that none
    cites at all. With DECK, only its questions and the sources that they cite count.
    """
    found = _coverage(deck, run)
    changed = _changed(found, run)
    if as_json:
        click.echo(json.dumps(_plain(found, changed), indent=2, ensure_ascii=False))
    else:
        for line in (*_lines(found), *_change_lines(changed)):
            write(line)
    if fixes:
        _take_over(changed, run)
    return int(strict and (found.has_gap or any(one.changes for one in changed)))


def _coverage(deck: str | None, run: Run) -> Coverage:
    from trainer.bank.library import library_at
    from trainer.cli.opening import opened, study_desk
    from trainer.reports.coverage import coverage

    with ExitStack() as stack:
        if deck is not None:
            desk, name = stack.enter_context(study_desk(run, deck))
            bank, chosen = desk.deck(name or deck)
            return coverage((), bank.every_question(chosen))
        library = library_at(run.root().absolute(), Path.cwd())
        bank = stack.enter_context(opened(run, library))
        declared = [bank.shared.sources, *(head.sources for head in bank.heads().values())]
        sources = (source for each in declared for source in each.values())
        return coverage(sources, bank.every_question())


def _changed(found: Coverage, run: Run) -> list[ChangedDocument]:
    """Of each document that the library's questions were written from, what has changed in it."""
    from trainer.bank.library import library_at
    from trainer.reports.documents import changed_documents

    library = library_at(run.root().absolute(), Path.cwd())
    return changed_documents(library.root, library.questions, found)


def _change_lines(changed: Sequence[ChangedDocument]) -> Iterator[str]:
    from trainer.reports.documents import words

    for one in changed:
        yield ""
        yield from words(one)
    if any(one.changes for one in changed):
        yield "Read these again; then `trainer report coverage --fix` takes the document as read."


def _take_over(changed: Sequence[ChangedDocument], run: Run) -> None:
    from trainer.atomic import replacing
    from trainer.bank.registered import DOCUMENTS_FILE, load, written
    from trainer.paths import QUESTIONS
    from trainer.study.words import counted

    questions = run.root().absolute() / QUESTIONS
    fresh = {one.key: one.now for one in changed if one.changes and one.now}
    if fresh:
        with replacing(questions / DOCUMENTS_FILE) as file:
            file.write(written(load(questions) | fresh))
        write(f"Took over {counted(len(fresh), 'document')} as they are now.")


def _plain(found: Coverage, changed: Sequence[ChangedDocument]) -> dict[str, object]:
    def places(source: SourceCoverage, declared: bool) -> list[dict[str, object]]:
        covered = source.declared if declared else source.undeclared
        return [{"locator": one.locator, "questions": one.questions} for one in covered]

    return {
        "sources": [
            {
                "source": one.source.key,
                "title": one.source.title,
                "licence": one.source.licence or None,
                "questions": len(one.questions),
                "gaps": one.gaps,
                "locators": places(one, declared=True),
                "undeclared": places(one, declared=False),
                "whole": one.whole,
            }
            for one in found.sources
        ],
        "sourceless": found.sourceless,
        "documents": [
            {
                "source": one.key,
                "document": one.path,
                "problem": one.problem or None,
                "changes": [
                    {"change": c.change, "before": c.before or None, "now": c.now or None}
                    | {"questions": one.questions.get(c, ())}
                    for c in one.changes
                ],
            }
            for one in changed
        ],
        "gaps": found.has_gap,
    }


def _lines(found: Coverage) -> Iterator[str]:
    for source in found.sources:
        yield from _source(source)
        yield ""
    if found.sourceless:
        yield f"No source: {len(found.sourceless):,}"
        yield from _wrapped(found.sourceless, 2)
        yield ""
    yield _total(found)


def _total(found: Coverage) -> str:
    from trainer.study.words import counted

    if not found.sources:
        return "No sources here: declare some under `sources:` in questions/library.yaml."
    declared = sum(len(one.declared) for one in found.sources)
    gaps = sum(len(one.gaps) for one in found.sources)
    total = f"{counted(len(found.sources), 'source')}, {counted(declared, 'declared place')}: "
    uncited = sum(not one.questions for one in found.sources)
    said = [counted(gaps, "gap")] if gaps else []
    said += [f"{counted(uncited, 'source')} without a question"] if uncited else []
    return total + (", ".join(said) or "no gaps") + "."


def _source(found: SourceCoverage) -> Iterator[str]:
    from trainer.reports.locators import runs
    from trainer.study.words import counted

    licence = f" ({found.source.licence})" if found.source.licence else ""
    yield from textwrap.wrap(f"{found.source.key}: {found.source.title}{licence}", COLUMNS)
    covered = len(found.declared) - len(found.gaps)
    places = f"{covered} of {counted(len(found.declared), 'place')}, " if found.declared else ""
    yield f"  {places}{counted(len(found.questions), 'question')}"
    for name in runs(found.gaps):
        yield from _row(name, None)
    for place in found.declared:
        if place.questions:
            yield from _row(place.locator, place.questions)
    if found.undeclared:
        yield "  Cited, not under `locators`:" if found.declared else "  No `locators`; cited are:"
        for place in found.undeclared:
            yield from _row(place.locator, place.questions)
    if found.whole:
        yield from _row("(no place)", found.whole)


def _row(name: str, ids: Sequence[str] | None) -> Iterator[str]:
    """A place, how many questions it has (a dash for none), and their ids."""
    if cells(name) > LOCATOR:
        yield f"  {name}"
        name = ""
    number = GAP if ids is None else f"{len(ids):,}"
    head = f"  {name}{' ' * (LOCATOR - cells(name))}  {number:>3}  "
    first, *rest = [*_wrapped(ids or (), len(head))] or [""]
    yield (head + first.lstrip()).rstrip()
    yield from rest


def _wrapped(ids: Sequence[str], indent: int) -> Iterator[str]:
    margin = " " * indent
    yield from textwrap.wrap(
        ", ".join(ids),
        COLUMNS,
        initial_indent=margin,
        subsequent_indent=margin,
        break_long_words=False,
        break_on_hyphens=False,
    )
