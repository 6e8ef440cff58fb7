"""A line of text being typed: a value, and what each editing key makes of it."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from trainer.records import record
from trainer.wording.controls import strip_controls

LONGEST = 4000
"""Characters. A pasted book would be wrapped and measured again at every key."""


@record(frozen=True, slots=True)
class Field:
    """A text and where its cursor stands, from 0 to its length."""

    text: str = ""
    cursor: int = 0

    @classmethod
    def holding(cls, text: str) -> Field:
        """With a text that was typed before, or came from elsewhere, and the cursor at its end."""
        return cls().typed(text)

    def typed(self, text: str) -> Field:
        """With the text put in at the cursor; line ends become spaces."""
        clean = strip_controls(" ".join(text.split("\n")).replace("\t", " "))
        clean = clean[: max(0, LONGEST - len(self.text))]
        before, after = self.text[: self.cursor], self.text[self.cursor :]
        return Field(before + clean + after, self.cursor + len(clean))

    def pressed(self, key: str) -> Field | None:
        """After an editing key (Textual's name of it), or None if it is none."""
        text, at = self.text, self.cursor
        match key:
            case "left":
                return replace(self, cursor=_step_back(text, at))
            case "right":
                return replace(self, cursor=_step_on(text, at))
            case "home" | "ctrl+a":
                return replace(self, cursor=0)
            case "end" | "ctrl+e":
                return replace(self, cursor=len(text))
            case "ctrl+left" | "alt+left":
                return replace(self, cursor=_word_back(text, at))
            case "ctrl+right" | "alt+right":
                return replace(self, cursor=_word_on(text, at))
            case "backspace" | "ctrl+h":
                return self._without(_step_back(text, at), at)
            case "delete":
                return self._without(at, _step_on(text, at))
            case "ctrl+w" | "alt+backspace" | "ctrl+backspace":
                return self._without(_word_back(text, at), at)
            case "ctrl+u":
                return self._without(0, at)
            case "ctrl+k":
                return self._without(at, len(text))
            case _:
                return None

    @property
    def under(self) -> tuple[int, int]:
        """The characters under the cursor, which are one to the eye; of none behind the last."""
        return self.cursor, _step_on(self.text, self.cursor)

    def _without(self, start: int, end: int) -> Field:
        return Field(self.text[:start] + self.text[end:], start)


def _joins(character: str) -> bool:
    """Whether it belongs to the character before it: an accent, a joiner, a variation selector."""
    return unicodedata.category(character) in ("Mn", "Me", "Cf")


def _step_back(text: str, at: int) -> int:
    at -= 1
    while at > 0 and _joins(text[at]):
        at -= 1
    return max(at, 0)


def _step_on(text: str, at: int) -> int:
    at += 1
    while at < len(text) and _joins(text[at]):
        at += 1
    return min(at, len(text))


def _word_back(text: str, at: int) -> int:
    stripped = text[:at].rstrip()
    return stripped.rfind(" ") + 1


def _word_on(text: str, at: int) -> int:
    rest = text[at:].lstrip()
    start = len(text) - len(rest)
    space = rest.find(" ")
    return len(text) if space < 0 else start + space
