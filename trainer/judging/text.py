"""Judges typed text: right, right but misspelt, unsure, or wrong, and why.

The order matters: what is equal is decided first; then what is known to be something else; only
then may a difference be a slip; and what may be meant is asked about.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from trainer.judging.accepted import Form, forms, others, romanised_forms, typed_in_pinyin
from trainer.judging.slips import DENIALS, SMALL_WORDS, near_miss, slips
from trainer.judging.verdict import Outcome, Verdict
from trainer.question import Reject, Short
from trainer.wording.distance import distance
from trainer.wording.normalise import join, known_form, tokens
from trainer.wording.number_words import is_number_word
from trainer.wording.pattern import LONGEST_ANSWER, compile_pattern

Known = Callable[[str], bool]
"""Whether the library knows a text as any answer, option or name; asked with its `known_form`."""

PINYIN = "pinyin"

_MOST_EXTRA_WORDS = 2
_HYPHEN = re.compile(r"(?<=[^\W\d])-(?=[^\W\d])")


def judge_text(
    short: Short, text: str, known: Known, *, names: tuple[str, ...] = (), romanisation: str = ""
) -> Verdict:
    """The verdict on one typed text. Any text gets one; none raises.

    `names` are texts that are not the answer, whatever else is known: the question's own `names`,
    and what it shows or asks for elsewhere.
    """
    words = tokens(text, case=short.case, accents=short.accents)
    joined = join(words)
    if not joined:
        return _verdict(Outcome.WRONG, short, text)
    accepted = forms(short)
    if any(one.joined == joined for one in accepted):
        return _verdict(Outcome.RIGHT, short, text)
    if romanisation == PINYIN:
        accepted += romanised_forms(short)
        if any(one.joined == joined for one in accepted) or typed_in_pinyin(text, short):
            return _verdict(Outcome.RIGHT, short, text)
    plain = known_form(text) if short.case or short.accents else joined
    rejected = [(known_form(reject.text), reject) for reject in short.reject]
    for form, reject in rejected:
        if form == plain:
            return _verdict(Outcome.WRONG, short, text, feedback=reject.feedback)
    if short.pattern and (outcome := _matched(short, text)) is not Outcome.WRONG:
        return _verdict(outcome, short, text)
    if short.typos and (plural := _plural(joined, accepted)):
        return _verdict(Outcome.RIGHT_SPELLING, short, text, spelling=plural.shown)
    if known(plain) or (names and plain in others(names).all):
        part = any(_is_part_of_name(words, form) for form in accepted)
        return _verdict(Outcome.UNSURE if part else Outcome.WRONG, short, text)
    if short.typos and (verdict := _misspelt(short, text, words, accepted, rejected, names)):
        return verdict
    meant = any(
        _may_be_meant(words, form.words) or (short.typos and near_miss(words, form.words))
        for form in accepted
    )
    return _verdict(Outcome.UNSURE if meant else Outcome.WRONG, short, text)


def _verdict(
    outcome: Outcome, short: Short, text: str, *, feedback: str = "", spelling: str = ""
) -> Verdict:
    score = 1.0 if outcome.recalled else 0.0
    return Verdict(outcome, score, (text,), (short.answer,), feedback, spelling)


def _matched(short: Short, text: str) -> Outcome:
    """Right if the pattern matches; unsure if it is one that can't be tried in time."""
    typed = unicodedata.normalize("NFC", text.strip())
    if len(typed) > LONGEST_ANSWER:
        return Outcome.WRONG
    try:
        pattern = compile_pattern(short.pattern, case=short.case)
    except ValueError:
        return Outcome.UNSURE
    return Outcome.RIGHT if pattern.fullmatch(typed) else Outcome.WRONG


def _plural(given: str, accepted: Sequence[Form]) -> Form | None:
    """The form that differs in nothing but a plural s, or its lack."""
    for form in accepted:
        shorter, longer = sorted((given, form.joined), key=len)
        if len(shorter) > 2 and longer == shorter + "s":
            return form
    return None


def _misspelt(
    short: Short,
    text: str,
    words: tuple[str, ...],
    accepted: Sequence[Form],
    rejected: Sequence[tuple[str, Reject]],
    names: tuple[str, ...],
) -> Verdict | None:
    """Right but misspelt, unless a text that is something else is as near."""
    nearest, best = _nearest(short, text, words, accepted)
    if nearest is None:
        return None
    plain = known_form(text) if rejected or names else ""
    for form, reject in rejected:
        if distance(plain, form, best) <= best:
            return _verdict(Outcome.WRONG, short, text, feedback=reject.feedback)
    right = {form.joined for form in accepted}
    for other in others(names).by_letter.get(plain[0], ()) if names else ():
        if other not in right and distance(plain, other, best) <= best:
            return _verdict(Outcome.UNSURE, short, text)
    return _verdict(Outcome.RIGHT_SPELLING, short, text, spelling=nearest.shown)


def _nearest(
    short: Short, text: str, words: tuple[str, ...], accepted: Sequence[Form]
) -> tuple[Form | None, int]:
    """The accepted form with the fewest slips, and how many. Case or accents are never slips."""
    strict = short.case or short.accents
    nearest, best = None, 0
    for form in accepted:
        found = slips(words, form.words)
        if found is None:
            found = _slips_in_number_words(text, short, form)
        if found is None and _HYPHEN.search(form.shown):
            found = _slips_in_hyphened(text, short, form)
        if found is None or (nearest and found >= best):
            continue
        if strict and slips(tokens(text), tokens(form.shown)) != found:
            continue
        nearest, best = form, found
    return nearest, best


def _slips_in_number_words(text: str, short: Short, form: Form) -> int | None:
    """The slips in `Fvie Dynasties`, where the answer's number is a word and what is typed none."""
    right = tokens(form.shown, case=short.case, accents=short.accents, numbers=False)
    if right == form.words:
        return None
    given = tokens(text, case=short.case, accents=short.accents, numbers=False)
    changed = [word for word in given if word not in right]
    return None if any(map(is_number_word, changed)) else slips(given, right)


def _slips_in_hyphened(text: str, short: Short, form: Form) -> int | None:
    """The slips where what a hyphen joins is one word: Tse-tung is as long as Zedong."""
    given, right = (
        tokens(_HYPHEN.sub("", one), case=short.case, accents=short.accents)
        for one in (text, form.shown)
    )
    return slips(given, right) if len(given) == len(right) else None


def _is_part_of_name(words: tuple[str, ...], form: Form) -> bool:
    """Whether one word of a name was typed: Malenkov for Georgy Malenkov."""
    if len(words) != 1 or not 2 <= len(form.words) <= 4:
        return False
    capitals = all(word[0].isupper() for word in form.shown.split())
    return capitals and words[0] in (form.words[0], form.words[-1])


def _may_be_meant(given: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """A surname or head noun alone, the same words in another order, or a few words around it."""
    extra = len(given) - len(right)
    if extra > _MOST_EXTRA_WORDS or SMALL_WORDS.issuperset(given):
        return False
    if not any(word[0].isalpha() for word in given):
        return False
    if extra < 0:
        return given == right[:1] or given == right[-len(given) :]
    if not extra:
        return sorted(given) == sorted(right)
    around = any(given[at : at + len(right)] == right for at in range(extra + 1))
    return around and DENIALS.isdisjoint(given)
