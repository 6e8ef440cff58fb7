"""What all bodies share in which something is typed: fields, their keys, how they are drawn."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.geometry import Offset
from textual.strip import Strip
from textual.style import Style

from trainer.question import Answer, Recalled, Typed
from trainer.tui.content import typed
from trainer.tui.field import Field
from trainer.tui.keys import Moment
from trainer.tui.widgets.body import Body


class Typing(Body):
    """One field or several, one of which has the keyboard while the body is `active`."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: list[Field] = [Field()]
        self.at = 0
        self.active = True
        self._placed: object = None

    def begin(self, count: int, active: bool = True) -> None:
        """Empties the fields for a new card."""
        self.judged = None
        self.fields, self.at, self.active = [Field()] * count, 0, active

    @property
    def moment(self) -> Moment:
        if not self.active:
            return Moment.ASIDE
        return Moment.TYPE if self.at == len(self.fields) - 1 else Moment.BLANK

    @property
    def typing(self) -> bool:
        return self.active and self.judged is None

    @property
    def nothing_typed(self) -> str:
        """Why enter didn't answer."""
        if self.keeps:
            return "Type an answer, or come back to it."
        key = self.page.shown_key("give_up")
        return f"Type an answer; {key}: don't know."

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(field.text.strip() for field in self.fields)

    def draft(self) -> Answer | None:
        return Typed(self.texts) if any(self.texts) else None

    def put_back(self, answer: Answer) -> None:
        match answer:
            case Typed(texts):
                self._fill(texts)
            case Recalled(text):
                self._fill((text or "",))

    def _fill(self, texts: tuple[str, ...]) -> None:
        self.fields = [Field.holding(text) for text in texts]
        self.changed()

    def entered(self) -> None:
        """Enter was pressed in a field."""
        raise NotImplementedError

    def press(self, event: events.Key) -> bool:
        key = event.key
        if not self.active:
            return self._press_outside(key)
        if key == "escape":
            self.active = False
        elif key == "enter":
            self.entered()
        elif key in ("tab", "down"):
            self.at = (self.at + 1) % len(self.fields)
        elif key in ("shift+tab", "up"):
            self.at = (self.at - 1) % len(self.fields)
        elif event.is_printable and event.character and not key.startswith("alt+"):
            # Most terminals send alt+h with the letter as its character.
            self.fields[self.at] = self.fields[self.at].typed(event.character)
        elif (edited := self.fields[self.at].pressed(key)) is not None:
            self.fields[self.at] = edited
        else:
            return False
        self.changed()
        return True

    def _press_outside(self, key: str) -> bool:
        """Keys after escape: the field can be entered again."""
        if key not in ("tab", "enter"):
            return False
        self.active = True
        self.changed()
        return True

    def paste(self, text: str) -> None:
        if self.typing:
            self.fields[self.at] = self.fields[self.at].typed(text)
            self.changed()

    def on_click(self, event: events.Click) -> None:
        if self.judged is None:
            row = self.row_at(event.style)
            self.at = self.at if row is None else row
            self.active = True
            self.changed()

    def drawn(self, index: int, ground: Style, least: int) -> Content:
        """A field on its ground, with a cursor where it has the keyboard.

        It is filled with `_` to `least` cells, the same for each, so that the width of a blank
        says nothing of its answer.
        """
        text = typed(self.fields[index], ground, active=self.typing and index == self.at)
        missing = least - text.cell_length
        return text + Content.styled("_" * missing, ground) if missing > 0 else text

    def render_line(self, y: int) -> Strip:
        if self._made is not self._placed:
            self._placed = self._made
            self._place_cursor()
        return super().render_line(y)

    def _place_cursor(self) -> None:
        """The terminal's own cursor stands there too: input methods open at it."""
        if not self.typing:
            return
        for y, line in enumerate(self._fresh(self.content_size.width)):
            for span in line.spans:
                if isinstance(span.style, Style) and span.style.reverse:
                    x = Content(line.plain[: span.start]).cell_length
                    self.app.cursor_position = self.content_region.offset + Offset(x, y)
                    return
