"""A number with its tolerance or range and its unit, as an instructor asks for it."""

from __future__ import annotations

from trainer.records import record


@record(frozen=True, slots=True)
class Quantity:
    """`low` and `high` bound what is right, in `unit`; `text` is how it was written.

    A range has `value` None; an exact number has `low == value == high`. A multiplier is already
    in the three numbers (`50..80 million` has `low` 50,000,000), and so is a relative tolerance.
    """

    text: str
    low: float
    high: float
    value: float | None = None
    unit: str = ""

    @property
    def shown(self) -> str:
        """The text as people print it: `2–3 years`, `5 ± 2%`."""
        return self.text.replace("..", "–").replace("+-", "±")
