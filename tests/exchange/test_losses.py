"""What a format can't hold is listed: whatever comes back otherwise than it went has a note."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings

from tests.exchange.held import same
from tests.exchange.test_gift import QUANTITIES, is_sound
from tests.strategies import questions
from trainer.exchange import gift, moodle, table
from trainer.exchange.arrivals import Arrivals
from trainer.exchange.export import Work
from trainer.exchange.giftreader import read_gift
from trainer.exchange.losses import HAS, Losses
from trainer.exchange.moodlereader import read_moodle
from trainer.exchange.pictures import Pictures
from trainer.exchange.tablereader import read_table
from trainer.language.markup import ListItem, blocks
from trainer.question import Choice, Choices, Kind, Number, Question
from trainer.wording.quantity import Quantity

READERS: dict[str, Callable[[bytes], Arrivals]] = {
    "gift": lambda data: read_gift(data.decode()),
    "moodle": lambda data: read_moodle(data, "f"),
    "table": lambda data: read_table(data.decode("utf-8-sig"), ",", "f"),
}
MODULES = {"gift": gift, "moodle": moodle, "table": table}


def like_the_language(question: Question) -> Question:
    """Right options first and without feedback, as the language has them."""
    match question.body:
        case Choice() | Choices() as body if not body.fixed:
            ordered = sorted(body.options, key=lambda option: not option.right)
            options = tuple(replace(o, feedback="") if o.right else o for o in ordered)
            return replace(question, body=replace(body, options=options))
        case _:
            return question


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind != Kind.CLOZE])
def test_nothing_is_lost_in_silence(kind: Kind, form: str) -> None:
    @settings(max_examples=15, deadline=None)
    @given(questions(kind), QUANTITIES)
    def listed(question: Question, number: Quantity) -> None:
        if isinstance(question.body, Number):
            question = replace(question, body=Number(question.ask, number))
        assume(is_sound(question.body))
        assume(not any(isinstance(part, ListItem) for part in blocks(question.explain)))
        made = like_the_language(
            Question(id="f/q", body=question.body, explain=question.explain.strip())
        )
        losses = Losses(MODULES[form].SAYS)
        data = MODULES[form].write(Work("d", "D", (made,), Pictures(Path("questions"))), losses)
        found = [arrival.question for arrival in READERS[form](data).found]
        if [same(one) for one in found] != [same(made)]:
            assert losses.sentences(), (found, made)

    listed()


@pytest.mark.parametrize("form", ["gift", "moodle", "table", "qti12", "qti21", "sheet"])
def test_every_loss_that_a_format_names_can_happen(form: str) -> None:
    module = __import__(f"trainer.exchange.{form}", fromlist=["SAYS"])
    assert set(module.SAYS) <= set(HAS)
    assert all(not said.endswith(".") for said in module.SAYS.values())
