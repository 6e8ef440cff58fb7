"""The tables of a history file: the events, and what is derived from them."""

from __future__ import annotations

APPLICATION_ID = 0x74726E72
"""`trnr`, at byte 68 of the file, by which a history is told from any other SQLite file."""

VERSION = 4
"""The schema's version, in SQLite's `user_version`."""

PUT_NOTE = "INSERT OR REPLACE INTO meta VALUES(?, ?)"
"""Keeps a value under a name."""

KEPT = (
    """CREATE TABLE meta(
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE devices(
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE
    )""",
    """CREATE TABLE names(
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE
    )""",
    """CREATE TABLE events(
        id INTEGER PRIMARY KEY,
        what TEXT NOT NULL,
        card INTEGER NOT NULL,
        at_ms INTEGER NOT NULL,
        offset_min INTEGER NOT NULL,
        day INTEGER NOT NULL,
        mode TEXT,
        deck INTEGER NOT NULL,
        kind TEXT NOT NULL,
        time_class TEXT NOT NULL,
        shown TEXT NOT NULL,
        options INTEGER NOT NULL,
        given TEXT NOT NULL,
        hints INTEGER NOT NULL,
        guessed INTEGER NOT NULL,
        outcome TEXT NOT NULL,
        score REAL,
        suggested INTEGER,
        rating INTEGER,
        took_ms INTEGER NOT NULL,
        fingerprint TEXT NOT NULL,
        interval_days INTEGER,
        interval_seconds INTEGER,
        phase INTEGER,
        step INTEGER NOT NULL,
        mix REAL,
        parameters INTEGER NOT NULL,
        reps INTEGER,
        target INTEGER,
        data TEXT NOT NULL,
        crc INTEGER NOT NULL
    )""",
    """CREATE TABLE settled(
        file TEXT PRIMARY KEY,
        hash TEXT NOT NULL,
        absent TEXT NOT NULL
    ) WITHOUT ROWID""",
    "CREATE INDEX events_of_card ON events(card, at_ms)",
    "CREATE INDEX adoptions ON events(at_ms) WHERE what = 'adopt'",
)
"""What can't be made again. `names` holds the keys of cards and decks, so that events hold
numbers; an event's id is its device and seq in one (`codec.event_id`). `settled` notes for which
content of each question file (`library:file-id`) every history has found its card, and which of
the file's cards with a history are not to be asked."""

RELIABILITY = """CREATE TABLE reliability(
        deck INTEGER NOT NULL,
        bin INTEGER NOT NULL,
        answers INTEGER NOT NULL,
        recalled INTEGER NOT NULL,
        predicted INTEGER NOT NULL,
        known INTEGER NOT NULL,
        PRIMARY KEY(deck, bin)
    ) WITHOUT ROWID"""

DERIVED = (
    """CREATE TABLE cards(
        card INTEGER PRIMARY KEY,
        phase INTEGER NOT NULL,
        step INTEGER NOT NULL,
        stability REAL,
        difficulty REAL,
        due_day INTEGER,
        due_ms INTEGER,
        last_day INTEGER,
        last_ms INTEGER,
        interval_days INTEGER NOT NULL,
        interval_seconds INTEGER NOT NULL,
        reps INTEGER NOT NULL,
        lapses INTEGER NOT NULL,
        suspended INTEGER NOT NULL,
        buried INTEGER,
        flag TEXT,
        changed INTEGER NOT NULL,
        fingerprint TEXT NOT NULL,
        seen INTEGER NOT NULL
    )""",
    """CREATE TABLE adopted(
        card INTEGER PRIMARY KEY,
        root INTEGER NOT NULL
    )""",
    """CREATE TABLE waiting(
        event INTEGER PRIMARY KEY,
        at_ms INTEGER NOT NULL,
        card INTEGER NOT NULL
    )""",
    """CREATE TABLE days(
        day INTEGER NOT NULL,
        deck INTEGER NOT NULL,
        answers INTEGER NOT NULL,
        recalled INTEGER NOT NULL,
        took_ms INTEGER NOT NULL,
        introduced INTEGER NOT NULL,
        reviewed INTEGER NOT NULL,
        foreseen INTEGER NOT NULL DEFAULT 0,
        foreseen_recalled INTEGER NOT NULL DEFAULT 0,
        predicted INTEGER NOT NULL DEFAULT 0,
        known INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY(day, deck)
    ) WITHOUT ROWID""",
    """CREATE TABLE load(
        day INTEGER PRIMARY KEY,
        cards INTEGER NOT NULL
    )""",
    """CREATE TABLE begun(
        file TEXT PRIMARY KEY,
        cards INTEGER NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE totals(
        name TEXT PRIMARY KEY,
        n INTEGER NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE times(
        class TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        event INTEGER NOT NULL,
        took_ms INTEGER NOT NULL,
        PRIMARY KEY(class, at_ms, event)
    ) WITHOUT ROWID""",
    """CREATE TABLE predicted(
        day INTEGER NOT NULL,
        at_ms INTEGER NOT NULL,
        event INTEGER NOT NULL,
        recall REAL NOT NULL,
        known REAL NOT NULL,
        PRIMARY KEY(day, at_ms, event)
    ) WITHOUT ROWID""",
    """CREATE TABLE calibration(
        day INTEGER PRIMARY KEY,
        b REAL NOT NULL,
        errors REAL NOT NULL,
        answers INTEGER NOT NULL
    )""",
    RELIABILITY,
)
"""What replay makes from the events: a card's standing, whose history it took over, events whose
time has not come, the days, how many cards under review fall due on each day, counts of cards
answered at least once by file (`library:file-id`) and of all by what they are, times of right
answers, the model's predictions beside what was recalled, and the calibration at the end of each
day that has predictions. Predictions are summed by twentieths of the predicted chance, and with the
other sums of a study day, in whole millionths, so that no order of the sums makes a difference."""

INDEXES = (
    "CREATE INDEX due_reviews ON cards(due_day) WHERE due_day IS NOT NULL AND NOT suspended",
    "CREATE INDEX due_steps ON cards(due_ms) WHERE due_ms IS NOT NULL AND NOT suspended",
    "CREATE INDEX last_answered ON cards(last_day) WHERE last_day IS NOT NULL",
    "CREATE INDEX suspended_cards ON cards(card) WHERE suspended",
    "CREATE INDEX buried_cards ON cards(buried) WHERE buried IS NOT NULL",
    "CREATE INDEX flagged_cards ON cards(card) WHERE flag IS NOT NULL",
    "CREATE INDEX changed_cards ON cards(card) WHERE changed",
    "CREATE INDEX adopters ON adopted(root)",
)
"""Ways into the derived tables that home and the first card take."""

TABLES = (
    "cards",
    "adopted",
    "waiting",
    "days",
    "load",
    "begun",
    "totals",
    "times",
    "predicted",
    "calibration",
    "reliability",
)
"""The derived tables' names."""

COUNT_OTHERS = """
    INSERT OR REPLACE INTO totals
    SELECT 'events', count(*) FROM events
    WHERE (id >> 40) <> (
        SELECT d.id FROM devices d JOIN meta m ON m.value = d.name AND m.name = 'device'
    )
    HAVING count(*)
"""
"""Counts the events of other devices; this one's are as many as its last seq says."""
