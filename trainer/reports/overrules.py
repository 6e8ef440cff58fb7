"""Learners' "I was right" and "I was wrong", as lines that their questions may need."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from trainer.history.event import Event
from trainer.history.fold import RECALLED
from trainer.judging.judge import judge
from trainer.judging.verdict import Outcome
from trainer.question import Card, Cloze, Number, Question, Reject, Short, Term, Typed, cards
from trainer.records import record
from trainer.reports.amending import Addition
from trainer.reports.given import CHANGED, described, typed
from trainer.wording.controls import strip_controls
from trainer.wording.normalise import join, tokens
from trainer.wording.pattern import LONGEST_ANSWER

Known = Callable[[str], bool]

BY_HAND = {
    Number: "widen the number's tolerance or range, if they are right",
    Cloze: "write it behind a bar in its blank, if they are right",
    Term: "a term has no other spellings; ask it as a question with `answer`",
}
_PICKED = "look at the key and the options"


@record(frozen=True, slots=True)
class Overrule:
    """One answer, however it was spelt, whose verdict learners turned round.

    `right` says into what. `spellings` has every text with how often it was overruled, the most
    frequent first; () where nothing is known of it, and then `note` says why. `add` is the text to
    put under `accept` (if `right`) or `reject`, '' where no line would do; `note` says what
    to know or to do instead.
    """

    card: Card
    right: bool
    times: int
    spellings: tuple[tuple[str, int], ...]
    add: str = ""
    note: str = ""

    @property
    def key(self) -> str:
        """Under which key the line goes: `accept` or `reject`; '' where there is none."""
        return ("accept" if self.right else "reject") if self.add else ""


@record(frozen=True, slots=True)
class Overrules:
    """All that is left to decide, by question in the order they were given; `settled` counts
    overrules that the bank agrees with by now, `gone` those of questions that are no longer there
    or whose options have changed."""

    found: tuple[Overrule, ...]
    settled: int
    gone: int


@dataclass
class _Group:
    card: Card
    right: bool
    texts: Counter[str]
    note: str = ""


def turned(pairs: Iterable[tuple[Event, Event]]) -> list[Event]:
    """Of answers as they were judged and as they count now, those that changed sides, as they
    were judged."""
    return [
        judged for judged, now in pairs if (judged.outcome in RECALLED) != (now.outcome in RECALLED)
    ]


def overrules(
    answers: Iterable[Event], questions: Mapping[str, Question], known: Known
) -> Overrules:
    """Groups overruled answers (see `turned`) by card and by what was meant.

    `questions` has those that are still there, by key; `known` is the judge's (`Bank.known`).
    """
    by_key = {card.key: card for question in questions.values() for card in cards(question)}
    groups: dict[tuple[str, bool, str], _Group] = {}
    claims: set[tuple[str, bool, str]] = set()
    settled = gone = 0
    for event in answers:
        card, right = by_key.get(event.card), event.outcome not in RECALLED
        if card is None:
            gone += 1
            continue
        text, note = described(event, card)
        if note == CHANGED:
            gone += 1
            continue
        meant = note or _meant(card, text)
        claims.add((card.key, right, meant))
        if _agrees(card, event, right, known):
            settled += 1
            continue
        group = groups.setdefault((card.key, right, meant), _Group(card, right, Counter(), note))
        group.texts[text] += 1
    ranks = {key: rank for rank, key in enumerate(by_key)}
    found = [
        _overrule(group, known, both=(key, not right, meant) in claims)
        for (key, right, meant), group in groups.items()
    ]
    found.sort(key=lambda one: (ranks[one.card.key], -one.times))
    return Overrules(tuple(found), settled, gone)


def _agrees(card: Card, event: Event, right: bool, known: Known) -> bool:
    """Whether the judge, as the bank is now, says what the learner said."""
    texts = typed(event)
    if texts is None:
        return False
    try:
        verdict = judge(card, Typed(texts), known)
    except ValueError:  # it had other blanks, or was of another kind
        return False
    return verdict.outcome.recalled == right and verdict.outcome is not Outcome.SELF


def _meant(card: Card, text: str) -> str:
    """What two spellings of one answer have in common, as its judge sees it."""
    match card.question.body:
        case Short(case=case, accents=accents):
            return join(tokens(text, case=case, accents=accents))
        case _:
            return join(tokens(text))


def _overrule(group: _Group, known: Known, *, both: bool) -> Overrule:
    card, right = group.card, group.right
    spellings = tuple(group.texts.most_common()) if not group.note else ()
    found = Overrule(card, right, group.texts.total(), spellings, note=group.note)
    if group.note:
        return found
    body = card.question.body
    if not isinstance(body, Short):
        return replace(found, note=BY_HAND.get(type(body), _PICKED))
    text = _clean(spellings[0][0])
    note = "learners differ on it" if both else _obstacle(card, body, text, right, known)
    if note:
        return replace(found, note=note)
    elsewhere = right and known(join(tokens(text)))
    return replace(
        found, add=text, note="the library knows it as an answer or a name" if elsewhere else ""
    )


def _clean(text: str) -> str:
    """A typed text as it can stand in a file."""
    return unicodedata.normalize("NFC", " ".join(strip_controls(text).split()))


def _obstacle(card: Card, body: Short, text: str, right: bool, known: Known) -> str:
    """Why no line would do what the learner said; '' if one does."""
    if not join(tokens(text)):
        return "nothing was typed"
    if len(text) > LONGEST_ANSWER:
        return f"it is longer than {LONGEST_ANSWER} characters"
    if right:
        rejected = {join(tokens(reject.text)) for reject in body.reject}
        if join(tokens(text)) in rejected:
            return "the file rejects it; take it out of `reject` if they are right"
        changed = replace(body, accept=(*body.accept, text))
    else:
        changed = replace(body, reject=(*body.reject, Reject(text)))
    tried = Card(replace(card.question, body=changed), card.facet)
    verdict = judge(tried, Typed((text,)), known)
    if verdict.outcome is (Outcome.RIGHT if right else Outcome.WRONG):
        return ""
    return "it is the answer, or under `accept`; change that if they are right"


def additions(found: Iterable[Overrule]) -> dict[str, dict[str, Addition]]:
    """What the questions are to gain, by file (as people name it) and question id."""
    files: dict[str, dict[str, Addition]] = {}
    for one in found:
        question = one.card.question
        if one.add:
            file = files.setdefault(question.place.file, {})
            old = file.get(question.id, Addition())
            file[question.id] = (
                replace(old, accept=(*old.accept, one.add))
                if one.right
                else replace(old, reject=(*old.reject, one.add))
            )
    return files
