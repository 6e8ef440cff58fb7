"""A history comes out whole, as a table and as lines that can be read again."""

import csv
import io
import json
from zlib import crc32

import pytest

from trainer.history.codec import ENCODE, to_dict
from trainer.history.errors import HistoryError
from trainer.history.event import Event, What
from trainer.history.export import HEADER, csv_lines, json_lines, read_line


@pytest.fixture
def events(learner):
    answer = learner.answers(given='{"typed":["八路军, \\"new\\"\\n"]}', mix=0.25, offset_min=345)
    learner.amends(answer)
    learner.does(What.FLAG, data="=1+1")
    learner.answers("bank:b", rating=1, days=0, guessed=True, hints=2)
    return list(learner.store.log())


def test_json_lines_read_back_as_the_same_events(events):
    lines = list(json_lines(events))
    assert all(line.endswith("}\n") and line.count("\n") == 1 for line in lines)
    assert [read_line(line) for line in lines] == events


def test_an_altered_or_torn_line_is_refused(events):
    (line, *_) = json_lines(events)
    for broken in (line.replace("4000", "4001"), line[:-5], "", "[]", "{}", "null"):
        with pytest.raises(HistoryError):
            read_line(broken)


def test_the_table_has_every_field_and_the_learners_own_time(events):
    table = list(csv.DictReader(io.StringIO("".join(csv_lines(events)))))
    assert list(table[0]) == list(HEADER)
    first, amended, flag, last = table
    assert first["time"] == "2024-10-04T17:45:10+05:45"
    assert json.loads(first["given"]) == {"typed": ['八路军, "new"\n']}
    assert (first["rating"], first["interval_days"], first["mix"]) == ("good", "3", "0.25")
    assert amended["target"] == f"{events[0].device}:1"
    assert (last["phase"], last["interval_seconds"], last["guessed"]) == ("learning", "600", "1")
    assert flag["data"] == "'=1+1"


def test_the_columns_are_the_events_fields(events):
    fields = {*Event._fields} - {"interval"}
    assert fields == {*HEADER} - {"time", "interval_days", "interval_seconds"}


@pytest.mark.parametrize(
    "fields",
    [
        {"at_ms": "noon"},
        {"at_ms": 2**80},
        {"day": 1.5},
        {"seq": 0},
        {"seq": True},
        {"card": 7},
        {"given": ["x"]},
        {"score": "NaN"},
        {"guessed": 1},
        {"interval": [3]},
        {"interval": [3, "soon"]},
        {"target": ["elsewhere"]},
        {"offset_min": 100_000},
        {"mode": "cram"},
        {"what": "adopt", "data": "{}"},
        {"what": "adopt", "data": "[" * 100_000},
        {"what": "parameters", "data": '{"weights":[1],"retention":0.9}'},
        {"what": "parameters", "data": ""},
        {"colour": "red"},
    ],
    ids=str,
)
def test_a_line_that_no_event_could_have_written_is_refused(learner, fields):
    """Its checksum may be right: whoever wrote it can compute one."""
    found = {**to_dict(learner.answers()), **fields}
    with pytest.raises(HistoryError, match=r"whole event|altered"):
        read_line(json.dumps({**found, "crc": crc32(ENCODE(found).encode())}))


def test_a_line_of_brackets_is_refused():
    with pytest.raises(HistoryError, match="whole event"):
        read_line("[" * 100_000)


def test_a_moment_beyond_the_calendar_leaves_the_time_empty(learner):
    learner.store.append(learner.event(What.FLAG, at_ms=10**15))
    (row,) = csv.DictReader(csv_lines(learner.store.log()))
    assert (row["time"], row["at_ms"]) == ("", str(10**15))
