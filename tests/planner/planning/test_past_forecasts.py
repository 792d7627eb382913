"""A mall's back-test as a document."""

import json

import pytest

from planner.domain.errors import InvalidValue
from planner.planning.past_forecasts import DAYS_AHEAD, backtest_mall
from tests.builders import a_history, a_mall


def test_the_document_is_plain_json_with_all_three_ways_and_every_desk() -> None:
    document = json.loads(json.dumps(backtest_mall(a_mall(), a_history(weeks=60)), allow_nan=False))
    assert {row["forecaster"] for row in document["summary"]} == {
        "loketplan",
        "8-week weekday mean",
        "seasonal naive",
    }
    assert {row["desk"] for row in document["desks"]} == {"adminduk", "legalisir", "pajak"}
    assert document["days_ahead"] == DAYS_AHEAD
    assert document["last_day"] == "2026-01-30"


def test_worst_days_name_desks_and_days() -> None:
    worst = backtest_mall(a_mall(), a_history(weeks=60))["worst"]
    assert worst
    assert all(row["desk"] in {"adminduk", "legalisir", "pajak"} and len(row["day"]) == 10 for row in worst)


def test_a_short_history_is_refused() -> None:
    with pytest.raises(InvalidValue, match="too short"):
        backtest_mall(a_mall(), a_history(weeks=3))
