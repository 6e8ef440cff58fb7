"""Mistakes between questions: ids claimed twice, circles of `after`, links that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from trainer.language.diagnostics import Diagnostic, Related, Severity
from trainer.language.reporter import Reporter, did_you_mean, first_key, listed, reporter_of
from trainer.records import record

Load = Callable[[str], bytes]


@record(frozen=True, slots=True)
class Linked:
    """A question as far as others name it or it names others; ids are `file-id/question-id`."""

    id: str
    file: str
    line: int
    after: tuple[str, ...] = ()
    was: tuple[str, ...] = ()


def check_links(
    linked: Mapping[str, Linked], ids: Collection[str], load: Load
) -> tuple[Diagnostic, ...]:
    """What is wrong between the questions of a library.

    `linked` holds, by id, at least those that name or are named; `ids` all there are. `load`
    gives the bytes of a file by its name here; only files with mistakes are asked for, to show
    the line.
    """
    found = list(_former_ids(linked, load))
    found += _circles(linked, load)
    found += _unknown(linked, ids, load)
    return tuple(sorted(found, key=lambda one: (one.file, one.line, one.column)))


def tell_twins(pairs: Iterable[tuple[Linked, Linked]], load: Load) -> Iterator[Diagnostic]:
    """Advice on the second of two questions that are the same; `load` as for `check_links`."""
    for first, second in pairs:
        message = "this question stands in another file too"
        help = "remove one of them, or give both the same `fact`"
        there = (_related(first, load, "the other question"),)
        yield _at(second, _STEM, load, "W010", message, help, there, Severity.INFO)


def tell_slip(one: Linked, tag: str, meant: str, many: int, load: Load) -> Diagnostic:
    """Advice on a tag of one question alone, a letter away from one that `many` have."""
    reporter = _reporter(one, load)
    start = reporter.start_of(one.line)
    word = rf"(?<![\w.-])({re.escape(tag)})(?![\w.-])"
    written = re.compile(rf"(?<![\w.-])tags[ ]*:[^:]*?{word}")
    # Behind the question's own key; else at the head, where it stands for all of a file.
    found = written.search(reporter.text, start) or written.search(reporter.text)
    at = found.span(1) if found else first_key(reporter, start)
    message = f"this question alone is tagged `{tag}`, and {many} are tagged `{meant}`"
    help = f"did you mean `{meant}`?"
    reporter.report("W013", at, message, help, severity=Severity.INFO)
    return reporter.found[0]


def tell_missing(
    media: Iterable[tuple[Linked, str]], folder: str, load: Load
) -> Iterator[Diagnostic]:
    """Each picture or sound, by its name below `questions/` (shown as `folder`), that a question
    names and that isn't there; `load` as for `check_links`."""
    for one, file in media:
        reporter = _reporter(one, load)
        start = reporter.start_of(one.line)
        name = file.rpartition("/")[2]
        found = reporter.text.find(name, start)
        at = (found, found + len(name)) if found >= 0 else reporter.line_from(start)
        message = f"there is no file `{file}` in {folder}"
        reporter.report("Q053", at, message, "write its way from this file, or put it there")
        yield from reporter.found


_ID = re.compile(r"^id[ ]*:[ ]*['\"]?([^ '\"\r\n#]+)", re.M)
_KEY = re.compile(r"^[^\s#]+", re.M)


def tell_double(file: str, data: bytes, other: str, others: bytes, id: str) -> Diagnostic:
    """A file whose id another has that comes before it; both as they are shown, and the beginnings
    of their bytes."""
    there = reporter_of(other, others)
    reporter = reporter_of(file, data)
    message = f"{other} has the id `{id}` too"
    help = "write another `id:` at the head of one of them"
    related = (there.related(_head_id(there), "the other file"),)
    reporter.report("Q023", _head_id(reporter), message, help, related=related)
    return reporter.found[0]


def _head_id(reporter: Reporter) -> tuple[int, int]:
    """Where a file's id stands; where it is known by its name, its first key."""
    if found := _ID.search(reporter.text):
        return found.span(1)
    first = _KEY.search(reporter.text)
    return reporter.line_from(first.start() if first else 0)


_STEM = "(?:ask|statement|cloze|term)"


def _former_ids(linked: Mapping[str, Linked], load: Load) -> Iterator[Diagnostic]:
    claimed: dict[str, Linked] = {}
    for one in linked.values():
        for former in one.was:
            other = linked.get(former) or claimed.get(former)
            claimed.setdefault(former, one)
            if other is None or other is one:
                continue
            verb = "still has" if former in linked else "claims"
            message = f"another question {verb} the former id `{former}`"
            help = "one history can go to one question only; remove this `was`"
            there = _related(other, load, "the other question")
            yield _at(one, "was", load, "Q038", message, help, (there,))


def _unknown(
    linked: Mapping[str, Linked], ids: Collection[str], load: Load
) -> Iterator[Diagnostic]:
    former = {old for one in linked.values() for old in one.was}
    for one in linked.values():
        for wanted in one.after:
            if wanted not in ids and wanted not in former:
                message = f"`after` names `{wanted}`, and there is no such question"
                file_id = wanted.rpartition("/")[0] + "/"
                # In that file only: looking through a whole large bank takes seconds.
                meant = did_you_mean(wanted, (id for id in ids if id.startswith(file_id)))
                help = f"did you mean `{meant}`?" if meant else "it holds nothing back; remove it"
                yield _at(one, "after", load, "Q054", message, help, severity=Severity.WARNING)


def _circles(linked: Mapping[str, Linked], load: Load) -> Iterator[Diagnostic]:
    """Each circle of `after` once. Walks without recursion, as chains may be long."""
    done: set[str] = set()
    for start in linked:
        path: dict[str, Iterator[str]] = {}
        step: str | None = start
        while step is not None:
            if step in path:
                yield _circle(list(path)[list(path).index(step) :], linked, load)
            elif step not in done and step in linked:
                path[step] = iter(linked[step].after)
            step = _next(path, done)


def _next(path: dict[str, Iterator[str]], done: set[str]) -> str | None:
    """The next question to look at, going back from those whose `after` is used up."""
    while path:
        last = next(reversed(path))
        for following in path[last]:
            return following
        done.add(last)
        del path[last]
    return None


def _circle(circle: list[str], linked: Mapping[str, Linked], load: Load) -> Diagnostic:
    way = listed([*circle, circle[0]]).replace(",", " →")
    message = f"`after` leads in a circle, so none of these would ever come: {way}"
    if len(circle) == 1:
        message = "this question comes `after` itself, so it would never come"
    help = "remove one of these `after`"
    return _at(linked[circle[0]], "after", load, "Q022", message, help)


def _at(
    one: Linked,
    key: str,
    load: Load,
    code: str,
    message: str,
    help: str,
    related: tuple[Related, ...] = (),
    severity: Severity = Severity.ERROR,
) -> Diagnostic:
    """A diagnostic at a question's key; at its first one if the key can't be found."""
    reporter = _reporter(one, load)
    start = reporter.start_of(one.line)
    item = rf"(?:^[ ]*(?:-[ ]+)?|[{{,][ ]*)({key})[ ]*:"
    found = re.compile(item, re.M).search(reporter.text, start)
    at = found.span(1) if found else first_key(reporter, start)
    reporter.report(code, at, message, help, related=related, severity=severity)
    return reporter.found[0]


def _related(one: Linked, load: Load, message: str) -> Related:
    reporter = _reporter(one, load)
    return reporter.related(first_key(reporter, reporter.start_of(one.line)), message)


def _reporter(one: Linked, load: Load) -> Reporter:
    return reporter_of(one.file, load(one.file))
