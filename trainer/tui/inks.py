"""The styles in which widgets draw their lines, by name: what stands here is drawn so everywhere.

They are no rules of the stylesheet: a hundred of those took a start 34 million instructions to
parse and apply, a thirtieth of it, and a first screen needs twenty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.color import Color
from textual.style import Style

from trainer.tui.contrast import readable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trainer.tui.screens.page import Page


class Ink(NamedTuple):
    """Colours as in a stylesheet, such as "$primary 35%"; the words of a text style. "" leaves all
    three to what lies beneath."""

    color: str = ""
    ground: str = ""
    style: str = ""


MUTED, PLAIN, BOLD = Ink("$text-muted"), Ink("$text"), Ink(style="bold")

INKS: Mapping[str, Ink] = {
    "": Ink(),
    "muted": MUTED,
    "more": MUTED,
    "tile-when": MUTED,
    "label": MUTED,
    "note": Ink("$text-warning"),
    "title-idle": PLAIN,
    "strong": BOLD,
    "title": BOLD,
    "ask": BOLD,
    "heading": Ink("$text-primary", style="bold"),
    "key": Ink("$text-accent", style="bold"),
    "hint": Ink("$text-muted", style="italic"),
    "state": Ink("$text-accent"),
    "code": Ink("$text-secondary"),
    "code-comment": Ink("$text-muted", style="italic"),
    "code-keyword": Ink("$text-primary", style="bold"),
    "code-string": Ink("$text-success"),
    "code-number": Ink("$text-accent"),
    "code-name": PLAIN,
    "cap": Ink("$text", "$primary 35%", "bold"),
    "cap-on": Ink("$text", "$primary", "bold"),
    "cap-idle": Ink("$text-muted", "$surface"),
    "cursor": Ink(ground="$primary 15%"),
    "grabbed": Ink("$text", "$primary 35%"),
    "picked": BOLD,
    "paired": Ink("$text-primary", style="bold"),
    "right": Ink("$text", "$success 30%"),
    "wrong": Ink("$text", "$error 30%"),
    "partly": Ink("$text", "$warning 30%"),
    "missed": Ink("$text", "$success 15%", "bold"),
    "word-right": Ink("$text-success", style="bold"),
    "word-wrong": Ink("$text-error", style="bold"),
    "word-partly": Ink("$text-warning", style="bold"),
    "word-muted": MUTED,
    "field": Ink(ground="$surface"),
    "field-mark": Ink("$text-muted", "$surface"),
    "blank": Ink(ground="$primary 15%"),
    "blank-on": Ink("$text", "$primary 30%"),
    "suggested": Ink("$text", "$primary 35%"),
    "tile": Ink(ground="$surface"),
    "bar": Ink("$primary"),
    "track": Ink("$foreground 25%"),
    "heat-0": Ink("$foreground 12%"),
    "heat-1": Ink("$success 40%"),
    "heat-2": Ink("$success 60%"),
    "heat-3": Ink("$success 80%"),
    "heat-4": Ink("$success"),
}

DRAWN = frozenset({"bar", "track", "heat-0", "heat-1", "heat-2", "heat-3", "heat-4"})
"""Inks that no text is written in."""

# Where a tint has no shades, or there is no colour at all, text styles and marks carry it.

DIM, BLANK, GREEN = (
    Ink("ansi_default", style="dim"),
    Ink("ansi_default", "transparent"),
    Ink("ansi_green"),
)

IN_ANSI: Mapping[str, Ink] = {
    "muted": DIM,
    "label": DIM,
    "more": DIM,
    "code-comment": DIM,
    "cap": Ink("ansi_blue", "transparent", "bold"),
    "cap-idle": Ink("ansi_default", "transparent", "dim"),
    "cap-on": BLANK._replace(style="bold"),
    "cursor": BLANK._replace(style="bold"),
    "grabbed": BLANK._replace(style="bold reverse"),
    "right": Ink("ansi_green", "transparent", "bold"),
    "missed": Ink("ansi_green", "transparent", "bold"),
    "wrong": Ink("ansi_red", "transparent", "bold"),
    "partly": Ink("ansi_yellow", "transparent", "bold"),
    "field": Ink(ground="transparent"),
    "field-mark": Ink(ground="transparent"),
    "blank": BLANK,
    "blank-on": BLANK._replace(style="bold"),
    "track": DIM,
    "suggested": BLANK._replace(style="reverse"),
    "tile": Ink(ground="transparent"),
    "heat-1": GREEN,
    "heat-2": GREEN,
    "heat-3": GREEN,
    "heat-4": GREEN,
}
"""What holds instead in themes of the terminal's own colours; "" leaves what is usual."""

WITHOUT_COLOR: Mapping[str, Ink] = {
    "cap-on": Ink("$foreground", "$background", "bold reverse"),
    "word-right": Ink("$foreground"),
    "word-wrong": Ink("$foreground"),
    "word-partly": Ink("$foreground"),
    "cursor": BOLD,
    "grabbed": Ink(style="bold reverse"),
    "right": BOLD,
    "missed": BOLD,
    "wrong": BOLD,
    "suggested": Ink(style="reverse"),
}
"""The same where NO_COLOR is set; it outranks the others."""


class Inks(dict[str, Style]):
    """The styles of all names on one ground, each mixed when first asked for."""

    def __init__(self, page: Page, ground: Color) -> None:
        super().__init__()
        self._page, self._ground = page, ground

    def __missing__(self, name: str) -> Style:
        self[name] = mixed(self._page, name, self._ground)
        return self[name]


def mixed(page: Page, name: str, ground: Color) -> Style:
    """An ink as a style, for texts on this ground or a cursor on it."""
    app, ink = page.app, ink_of(page, name)
    tint, color, variables = None, None, app.theme_variables
    cursor, _ = _color(ink_of(page, "cursor").ground, variables)
    grounds = (ground, ground + cursor)
    if ink.ground:
        # Blended here, so that a tint on its own tint is still the same.
        tint = ground + _color(ink.ground, variables)[0]
        grounds = (tint, tint)
    if ink.color:
        color, contrasts = _color(ink.color, variables)
        if contrasts:
            color = grounds[0].get_contrast_text(color.a)
        if color.ansi is None and name not in DRAWN:
            color = readable(color, *grounds)
    words = ink.style.split()
    return Style(
        background=tint,
        foreground=color,
        bold="bold" in words or None,
        dim="dim" in words or None,
        italic="italic" in words or None,
        reverse="reverse" in words or None,
    )


def ink_of(page: Page, name: str) -> Ink:
    """What a name means in this page's theme and on its terminal."""
    ink = INKS[name]
    for holds, others in (
        (page.app.native_ansi_color, IN_ANSI),
        (page.app.no_color, WITHOUT_COLOR),
    ):
        if holds and (other := others.get(name)):
            ink = Ink(*(mine or usual for mine, usual in zip(other, ink, strict=True)))
    return ink


def _color(written: str, variables: Mapping[str, str]) -> tuple[Color, bool]:
    """A colour as a stylesheet writes it, and whether it is only the share of black or white that
    stands out ("auto 60%")."""
    name, _, share = written.partition(" ")
    first, _, its_share = (variables[name[1:]] if name[0] == "$" else name).partition(" ")
    color = Color(255, 255, 255) if first == "auto" else Color.parse(first)
    if share := share or its_share:
        color = color.multiply_alpha(float(share.rstrip("%")) / 100)
    return color, first == "auto"
