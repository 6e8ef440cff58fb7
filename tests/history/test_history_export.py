"""A history comes out whole, as a table and as lines that can be read again."""

import csv
import io
import json

import pytest

from trainer.history.errors import HistoryError
from trainer.history.event import What
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
    fields = {*events[0].__dataclass_fields__} - {"interval"}
    assert fields == {*HEADER} - {"time", "interval_days", "interval_seconds"}
