"""Cards made new again on purpose; what was answered stays in the history."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.bank.finding import NotFoundError, no_question
from trainer.errors import TrainerError
from trainer.history.event import Event, What
from trainer.history.files import question_of
from trainer.study.desk import Desk
from trainer.study.moment import Moment


def begun(desk: Desk, name: str) -> tuple[str, list[str]]:
    """What `name` means, in words, and the keys of its cards that have a history.

    It is a question's id (FILE-ID/QUESTION-ID, one that is gone from its file, too; a card's with
    `#`) or else a deck. Raises TrainerError where it is neither.
    """
    known = desk.store.taken_up()
    own = [key for key in known if name in (_id(key), _id(question_of(key)))]
    if own or any(bank.questions([f"{bank.id}:{name.partition('#')[0]}"]) for bank in desk.banks):
        return f"“{name}”", sorted(own)
    try:
        bank, deck = desk.deck(name)
    except NotFoundError as error:
        near = (bank.catalogue.like(name.partition("#")[0]) for bank in desk.banks)
        if meant := next(filter(None, near), None):
            raise no_question(name, [meant]) from error
        raise TrainerError(
            f"there is no question and no deck `{name}` here; ids are FILE-ID/QUESTION-ID, and "
            "`trainer decks` lists the decks."
        ) from error
    keys = [card.key for card in bank.candidates(deck) if card.key in known]
    return f"the deck “{deck.title}”", keys


def forget(desk: Desk, keys: Sequence[str]) -> None:
    """Makes the cards new, all of them or none."""
    moment = Moment.at(desk.clock.now(), desk.days)
    desk.store.append_all(
        [
            Event(
                what=What.FORGET,
                card=key,
                at_ms=moment.at_ms,
                offset_min=moment.offset_min,
                day=moment.day,
            )
            for key in keys
        ]
    )


def _id(key: str) -> str:
    """A key without its library."""
    return key.partition(":")[2]
