"""The class's tables in PostgreSQL, who may do what with them, and what the server keeps summed up.

Every primary key begins with the learner, so that the tables can be spread over several machines
by learner as they are. A learner is a LOGIN role: `session_user` can't be forged as a setting can.
"""

from __future__ import annotations

from trainer.classroom.rows import COLUMNS, NULLABLE

VERSION = 1

MOST_TEXT = 100_000
"""Characters in one field of an event; far beyond any answer."""

CHECKS = {"score": "score BETWEEN 0 AND 1", "took_ms": "took_ms BETWEEN 0 AND 10000000000"}
"""What would spoil a class's sums if one learner could send it."""

MOST_GIVEN = 1000
"""Characters of a first answer that the sums keep."""

_FIELDS = ",\n".join(
    f"    {name} {kind}"
    + (' COLLATE "C"' if kind == "text" else "")
    + ("" if name in NULLABLE else " NOT NULL")
    + (f" CHECK ({CHECKS[name]})" if name in CHECKS else "")
    + (f" CHECK (length({name}) <= {MOST_TEXT})" if kind == "text" else "")
    for name, kind in COLUMNS.items()
)

TABLES = f"""
CREATE SCHEMA trainer;
REVOKE ALL ON SCHEMA trainer FROM PUBLIC;

CREATE TABLE trainer.meta(name text PRIMARY KEY, value text NOT NULL);
INSERT INTO trainer.meta VALUES('version', '{VERSION}');

CREATE TABLE trainer.learners(
    learner text COLLATE "C" PRIMARY KEY,
    invited_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE trainer.events(
    learner text COLLATE "C" NOT NULL DEFAULT session_user,
{_FIELDS},
    received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY(learner, device, seq)
);

CREATE TABLE trainer.items(
    learner text COLLATE "C" NOT NULL,
    card text COLLATE "C" NOT NULL,
    answers bigint NOT NULL,
    recalled bigint NOT NULL,
    took_ms bigint NOT NULL,
    first_ms bigint,
    first_score double precision,
    first_given text COLLATE "C",
    overruled bigint NOT NULL,
    leech boolean NOT NULL,
    PRIMARY KEY(learner, card)
) WITH (fillfactor = 70);

CREATE TABLE trainer.picks(
    learner text COLLATE "C" NOT NULL,
    card text COLLATE "C" NOT NULL,
    given text COLLATE "C" NOT NULL,
    answers bigint NOT NULL,
    PRIMARY KEY(learner, card, given)
) WITH (fillfactor = 70);

CREATE TABLE trainer.days(
    learner text COLLATE "C" NOT NULL,
    day bigint NOT NULL,
    answers bigint NOT NULL,
    recalled bigint NOT NULL,
    took_ms bigint NOT NULL,
    PRIMARY KEY(learner, day)
) WITH (fillfactor = 70);
"""
"""`items`, `picks` and `days` are sums of the events, kept as they arrive. An answer counts as it
was first judged; `overruled` says how often the learner changed the verdict."""

RECALLED = "e.outcome IN ('right', 'right-spelling')"

FIRST = (
    "FILTER (WHERE e.what = 'answer' AND e.score IS NOT NULL AND e.mode IS DISTINCT FROM 'drill')"
)
"""First answers are no drill's: whoever drills has just seen the answer."""

ITEMS = f"""    SELECT e.learner, e.card, count(*) FILTER (WHERE e.what = 'answer') AS answers,
        count(*) FILTER (WHERE e.what = 'answer' AND {RECALLED}) AS recalled,
        coalesce(sum(e.took_ms) FILTER (WHERE e.what = 'answer'), 0) AS took_ms,
        min(e.at_ms) {FIRST} AS first_ms,
        (array_agg(e.score ORDER BY e.at_ms, e.device, e.seq) {FIRST})[1] AS first_score,
        (array_agg(left(e.given, {MOST_GIVEN}) ORDER BY e.at_ms, e.device, e.seq) {FIRST})[1]
            AS first_given,
        count(t.outcome) AS overruled,
        bool_or(e.what = 'suspend' AND e.data LIKE '%leech%') AS leech
    FROM {{source}} e
    LEFT JOIN trainer.events t ON e.what = 'amend' AND t.learner = e.learner
        AND t.device = e.target_device AND t.seq = e.target_seq AND t.outcome <> e.outcome
    WHERE e.what IN ('answer', 'amend', 'suspend')
    GROUP BY e.learner, e.card
    ORDER BY e.learner, e.card"""
"""The sums by learner and card, of a source of events."""

DAYS = f"""    SELECT e.learner, e.day, count(*) AS answers,
        count(*) FILTER (WHERE {RECALLED}) AS recalled, sum(e.took_ms) AS took_ms
    FROM {{source}} e
    WHERE e.what = 'answer'
    GROUP BY e.learner, e.day
    ORDER BY e.learner, e.day"""
"""The same by learner and study day."""

SUMS = f"""
CREATE FUNCTION trainer.sum_up() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO trainer.items AS i
{ITEMS.format(source="added")}
    ON CONFLICT(learner, card) DO UPDATE SET
        answers = i.answers + excluded.answers,
        recalled = i.recalled + excluded.recalled,
        took_ms = i.took_ms + excluded.took_ms,
        first_score = CASE WHEN i.first_ms IS NULL OR excluded.first_ms < i.first_ms
            THEN excluded.first_score ELSE i.first_score END,
        first_given = CASE WHEN i.first_ms IS NULL OR excluded.first_ms < i.first_ms
            THEN excluded.first_given ELSE i.first_given END,
        first_ms = least(i.first_ms, excluded.first_ms),
        overruled = i.overruled + excluded.overruled,
        leech = i.leech OR excluded.leech;

    INSERT INTO trainer.picks AS p
    SELECT e.learner, e.card, e.given, count(*) FROM added e
    WHERE e.what = 'answer' AND e.kind IN ('choice', 'choices', 'truth') AND length(e.given) <= 80
    GROUP BY e.learner, e.card, e.given
    ORDER BY e.learner, e.card, e.given
    ON CONFLICT(learner, card, given) DO UPDATE SET answers = p.answers + excluded.answers;

    INSERT INTO trainer.days AS d
{DAYS.format(source="added")}
    ON CONFLICT(learner, day) DO UPDATE SET
        answers = d.answers + excluded.answers,
        recalled = d.recalled + excluded.recalled,
        took_ms = d.took_ms + excluded.took_ms;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION trainer.sum_up() FROM PUBLIC;

CREATE TRIGGER sum_up AFTER INSERT ON trainer.events
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION trainer.sum_up();
"""
"""Once a batch, from the rows that were new. Its inserts are in the order of the keys, so that two
devices of one learner never wait for each other in a circle."""

RIGHTS = f"""
ALTER TABLE trainer.events ENABLE ROW LEVEL SECURITY;
ALTER TABLE trainer.items ENABLE ROW LEVEL SECURITY;
ALTER TABLE trainer.picks ENABLE ROW LEVEL SECURITY;
ALTER TABLE trainer.days ENABLE ROW LEVEL SECURITY;
ALTER TABLE trainer.learners ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON trainer.events FOR SELECT TO {{group}} USING (learner = session_user);
CREATE POLICY own_only ON trainer.events FOR INSERT TO {{group}}
    WITH CHECK (learner = session_user);
GRANT USAGE ON SCHEMA trainer TO {{group}};
GRANT SELECT ON trainer.events TO {{group}};
GRANT INSERT({", ".join(COLUMNS)}) ON trainer.events TO {{group}};
GRANT SELECT ON trainer.meta TO {{group}};
REVOKE ALL ON DATABASE {{database}} FROM PUBLIC;
GRANT CONNECT ON DATABASE {{database}} TO {{group}};
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
"""
"""A learner reads their own events and adds to them, and nothing else: no other's, no sum, no
change, no table of their own, not even a temporary one."""
