"""The one table of keys: bindings, footer, help page and palette are all made from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum, auto

from trainer.records import record


class Moment(StrEnum):
    """What the screen waits for. A key counts only in the moments it names."""

    LOADING = auto()
    HOME = auto()
    PICK = auto()
    TOGGLE = auto()
    TYPE = auto()
    BLANK = auto()
    ASIDE = auto()
    ARRANGE = auto()
    CARRY = auto()
    PAIR = auto()
    THINK = auto()
    SETTLE = auto()
    RATE = auto()
    RESULTS = auto()
    READ = auto()
    PREVIEW = auto()
    SETTINGS = auto()
    SETTING = auto()
    FIND = auto()
    STATISTICS = auto()
    BROWSE = auto()
    SEARCH = auto()
    OFFER = auto()
    EXAMS = auto()
    EXAM = auto()
    MAP = auto()
    CONFIRM = auto()
    REPORT = auto()


FIELDS = frozenset({Moment.TYPE, Moment.BLANK, Moment.ASIDE})
"""In the last field or the only one, in one that others follow, beside one that was left."""
ORDERING = frozenset({Moment.ARRANGE, Moment.CARRY})
"""With an item grabbed, or none."""
ASKING = FIELDS | ORDERING | {Moment.PICK, Moment.TOGGLE, Moment.PAIR, Moment.THINK}
STUDYING = ASKING | {Moment.SETTLE, Moment.RATE}
ANYWHERE = frozenset(Moment)
DONE = frozenset({Moment.RESULTS, Moment.REPORT})
WRITING = frozenset({Moment.SETTING, Moment.FIND})
"""A line is being typed that is no answer."""
EVERYWHERE = ANYWHERE - WRITING - {Moment.READ, Moment.OFFER}
"""But on what lies over another screen for a moment."""
MARKING = STUDYING | {Moment.BROWSE}
BODY = ""
"""The action of a key that the question's own widget handles: listed here, bound nowhere."""


@record(frozen=True, slots=True)
class Key:
    """One line of the table.

    `keys` are Textual's names, separated by commas; `show` is how people read them; `label` stands
    in the footer (a key without one is in the help alone) and `help` is a sentence for the help
    page. `typed` marks a printable key: while a text field has the keyboard it needs alt.
    """

    keys: str
    show: str
    action: str
    label: str
    help: str
    moments: frozenset[Moment]
    typed: bool = False

    @property
    def press(self) -> str:
        """The key that a click on the footer stands for."""
        return self.keys.partition(",")[0]

    def shown(self, typing: bool) -> str:
        return f"alt+{self.show}" if typing and self.typed else self.show


TURNING = frozenset({Moment.PREVIEW, Moment.EXAM})
EXAMS = frozenset({Moment.EXAMS})
LISTS = frozenset({Moment.EXAMS, Moment.MAP})


def _only(*moments: Moment) -> frozenset[Moment]:
    return frozenset(moments)


SCROLLED = DONE | {Moment.STATISTICS, Moment.READ}
DIGITS = ",".join("123456789")

TABLE: tuple[Key, ...] = (
    Key(DIGITS, "1–9", BODY, "Choose", "Choose, mark or pair that option", _only(Moment.PICK)),
    Key(DIGITS, "1–9", BODY, "Mark", "", _only(Moment.TOGGLE)),
    Key(DIGITS, "1–9", BODY, "Pair", "", _only(Moment.PAIR)),
    Key(DIGITS, "1–9", BODY, "", "Order: move the item to that place", ORDERING),
    Key("t,f", "t f", BODY, "", "True, false", _only(Moment.PICK)),
    Key("down,up,j,k", "↑↓", BODY, "", "Go to another option, item or row; j and k too", ASKING),
    Key(
        "space", "space", BODY, "Grab", "Order: grab the item, then move it", _only(Moment.ARRANGE)
    ),
    Key("enter", "enter", BODY, "Next blank", "", _only(Moment.BLANK)),
    Key("enter", "enter", BODY, "Write", "", _only(Moment.ASIDE)),
    Key("tab", "tab", BODY, "", "Go to the next blank, or into the text field", FIELDS),
    Key("space", "space", BODY, "Put down", "", _only(Moment.CARRY)),
    Key("down", "↑↓", BODY, "Move", "", _only(Moment.CARRY)),
    Key("tab", "tab", BODY, "Write", "", _only(Moment.THINK)),
    Key("enter", "enter", BODY, "Show the answer", "", _only(Moment.THINK)),
    Key(
        "enter",
        "enter",
        BODY,
        "Answer",
        "Answer, or show it",
        ASKING - {Moment.PICK, Moment.THINK, Moment.BLANK, Moment.ASIDE},
    ),
    Key("shift+down", "shift+↑↓", BODY, "Move", "Order: move the item", _only(Moment.ARRANGE)),
    Key("h", "h", "hint", "Hint", "Show a hint", ASKING, typed=True),
    Key("ctrl+d", "ctrl+d", "give_up", "Don't know", "I don't know: show the answer", ASKING),
    Key("g", "g", "guess", "A guess", "Say before answering that it is a guess", ASKING, True),
    Key("s", "s", "skip", "", "Put the card last; nothing is stored", ASKING, typed=True),
    Key("y", "y", "settle(True)", "It's right", "I meant the right answer", _only(Moment.SETTLE)),
    Key("n", "n", "settle(False)", "It's wrong", "I meant something else", _only(Moment.SETTLE)),
    Key("1", "1–4", "rate(1)", "Rate", "Again, Hard, Good, Easy", _only(Moment.RATE)),
    Key("2", "", "rate(2)", "", "", _only(Moment.RATE)),
    Key("3", "", "rate(3)", "", "", _only(Moment.RATE)),
    Key("4", "", "rate(4)", "", "", _only(Moment.RATE)),
    Key(
        "space,enter",
        "space",
        "rate_suggested",
        "As suggested",
        "Take the suggested rating; enter too",
        _only(Moment.RATE),
    ),
    Key("o", "o", "overrule", "Overrule", "Overrule the verdict", _only(Moment.RATE)),
    Key("r", "r", "drill", "Drill the missed", "Drill what was missed", DONE),
    Key("enter", "enter", "leave", "Home", "Go to the home screen", DONE),
    Key("s", "s", "keep", "Keep it", "Keep the report as a page and as JSON", _only(Moment.REPORT)),
    Key("w", "w", "why", "Why", "Why this card now, and what each rating does", STUDYING, True),
    Key("e", "e", "edit", "", "Edit the question in its file, with $EDITOR", MARKING, typed=True),
    Key("minus", "-", "bury", "", "Bury the card until tomorrow", MARKING, typed=True),
    Key("at", "@", "suspend", "", "Suspend the card until it is resumed", MARKING, typed=True),
    Key("n,right", "n", "go(1)", "Next", "Go to the next question", TURNING, typed=True),
    Key(
        "exclamation_mark,v",
        "!",
        "mark",
        "Flag",
        "Flag the question, or unflag it; v too, alt+v in a text field",
        _only(Moment.EXAM),
        typed=True,
    ),
    Key("H", "H", "hand_in", "Hand in", "End the exam", _only(Moment.EXAM), typed=True),
    Key("enter", "enter", "go_on", "Go on", "Go to the next open question", _only(Moment.EXAM)),
    Key("p,left", "p", "go(-1)", "Previous", "Go to the one before", TURNING, typed=True),
    Key("exclamation_mark", "!", "flag", "", "Flag the card, or unflag it", MARKING, typed=True),
    Key("m", "m", "map", "All", "See all questions of the exam", _only(Moment.EXAM), typed=True),
    Key("x", "x", "clear", "", "Take the answer away", _only(Moment.EXAM), typed=True),
    Key("enter", "enter", "go_there", "Go there", "Go to that question", _only(Moment.MAP)),
    Key("enter,y", "enter", "confirm", "Hand in", "Hand the exam in", _only(Moment.CONFIRM)),
    Key("enter", "enter", "begin", "To the exam", "Begin the exam, or go on with it", EXAMS),
    Key(
        "space,enter",
        "space",
        "reveal",
        "Answer",
        "Show the answer, or hide it; enter too",
        _only(Moment.PREVIEW),
    ),
    Key("f", "f", "finding", "Finding", "Go to what was found next", _only(Moment.PREVIEW)),
    Key("enter", "enter", "change", "Change", "Change the setting", _only(Moment.SETTINGS)),
    Key(
        "right",
        "←→",
        "turn(1)",
        "",
        "Take the next value, or the one before",
        _only(Moment.SETTINGS),
    ),
    Key("left", "", "turn(-1)", "", "", _only(Moment.SETTINGS)),
    Key(
        "delete,backspace",
        "del",
        "reset",
        "Default",
        "Take the default again",
        _only(Moment.SETTINGS),
    ),
    Key("down,j", "↑↓", "move(1)", "Choose", "Go to another setting", _only(Moment.SETTINGS)),
    Key("up,k", "", "move(-1)", "", "", _only(Moment.SETTINGS)),
    Key("y,enter", "y", "agree", "Yes", "Do what is offered", _only(Moment.OFFER)),
    Key("n", "n", "decline", "No", "", _only(Moment.OFFER)),
    Key("n", "n", "decline", "", "", _only(Moment.CONFIRM)),
    Key("enter", "enter", BODY, "Save", "", _only(Moment.SETTING)),
    Key("enter", "enter", BODY, "Do it", "", _only(Moment.FIND)),
    Key("down", "↑↓", BODY, "Choose", "", _only(Moment.FIND)),
    Key("pagedown", "pgdn", "page(1)", "", "Scroll; pgup too", ANYWHERE),
    Key("pageup", "", "page(-1)", "", "", ANYWHERE),
    Key("right", "←→", "deck(1)", "Deck", "Go to another deck", _only(Moment.STATISTICS)),
    Key("left", "", "deck(-1)", "", "", _only(Moment.STATISTICS)),
    Key("down,j", "↑↓", "scroll(1)", "Scroll", "Scroll; j and k too", SCROLLED),
    Key("up,k", "", "scroll(-1)", "", "", SCROLLED),
    Key("slash", "/", "search", "Search", "Search", _only(Moment.BROWSE)),
    Key("enter", "enter", BODY, "Go to the list", "", _only(Moment.SEARCH)),
    Key("down", "↑↓", BODY, "Choose", "", _only(Moment.SEARCH)),
    Key(
        "space,enter",
        "space",
        "reveal",
        "Answer",
        "Show the answer, or hide it; enter too",
        _only(Moment.BROWSE),
    ),
    Key("down,j", "↑↓", "move(1)", "", "Go to another question; j and k too", _only(Moment.BROWSE)),
    Key("up,k", "", "move(-1)", "", "", _only(Moment.BROWSE)),
    Key("home", "home", "ends(-1)", "", "Go to the first; end to the last", _only(Moment.BROWSE)),
    Key("end", "", "ends(1)", "", "", _only(Moment.BROWSE)),
    Key("right", "←→", "card(1)", "Card", "Go to the question's other cards", _only(Moment.BROWSE)),
    Key("left", "", "card(-1)", "", "", _only(Moment.BROWSE)),
    Key("w", "w", "past", "Past", "Show what happened to the card", _only(Moment.BROWSE)),
    Key("d", "d", "drill_found", "Drill", "Drill the cards found", _only(Moment.BROWSE)),
    Key("enter", "enter", "open", "Study", "Study the deck", _only(Moment.HOME)),
    Key("b", "b", "browse", "Browse", "Look through the questions", _only(Moment.HOME)),
    Key("s", "s", "statistics", "Statistics", "See how well it goes", _only(Moment.HOME)),
    Key("down,j", "↑↓", "move(1)", "Choose", "Go to another deck; j and k too", _only(Moment.HOME)),
    Key("up,k", "", "move(-1)", "", "", _only(Moment.HOME)),
    Key("x", "x", "exam", "Exam", "Sit an exam of the deck", _only(Moment.HOME)),
    Key("down,j", "↑↓", "move(1)", "Choose", "Go to another line; j and k too", LISTS),
    Key("up,k", "", "move(-1)", "", "", LISTS),
    Key("comma", ",", "settings", "Settings", "Settings", _only(Moment.HOME)),
    Key(
        "escape", "esc", "back", "Back", "Back; in a text field: leave it", ANYWHERE - {Moment.HOME}
    ),
    Key(
        "u",
        "u",
        "undo",
        "Undo",
        "Undo the last answer, also of an earlier session",
        STUDYING | {Moment.RESULTS},
        True,
    ),
    Key("U", "U", "redo", "", "Redo what was undone", STUDYING, typed=True),
    Key(
        "ctrl+p",
        "ctrl+p",
        "palette",
        "",
        "Find a command, or a theme, by its name",
        EVERYWHERE,
    ),
    Key(
        "question_mark",
        "?",
        "help",
        "Help",
        "All keys",
        ANYWHERE - {Moment.READ, Moment.OFFER},
        typed=True,
    ),
    Key("q", "q", "quit", "Quit", "Quit; every answer is already saved", ANYWHERE, typed=True),
)


def for_exam(keys: tuple[Key, ...]) -> tuple[Key, ...]:
    """The table while an exam is sat: its own keys count whatever its question waits for, those of
    a session never; what is read over it, such as the help, scrolls."""

    def mine(key: Key) -> Key:
        if Moment.EXAM in key.moments:
            return replace(key, moments=key.moments | ASKING)
        return key if key.action == BODY else replace(key, moments=_only(Moment.READ))

    wanted = {Moment.EXAM, Moment.READ}
    return tuple(mine(key) for key in keys if key.action == BODY or key.moments & wanted)


def bindings(keys: tuple[Key, ...]) -> Iterator[tuple[str, str]]:
    """(Textual's key, action) of every key that is bound; a printable one also with alt."""
    for key in keys:
        if key.action == BODY:
            continue
        for name in key.keys.split(","):
            yield name, key.action
            if key.typed:
                yield f"alt+{name}", key.action
                if len(name) == 1 and name.isupper():
                    # What most terminals send for it is called that.
                    yield f"alt+shift+{name.lower()}", key.action
