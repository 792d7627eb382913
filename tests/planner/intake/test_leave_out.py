"""Refused rows of counts can be left out; what else is refused cannot."""

import pytest

from planner.intake.leave_out import leave_out, refused_rows
from planner.intake.read import examine_source
from planner.intake.settings import read_toml
from planner.intake.sources import Source
from planner.intake.template import settings_text

DESKS = [["id", "agency", "name", "officers_count"], ["ktp", "dukcapil", "KTP", "2"]]
SERVICES = [["id", "desk", "name"], ["ktp", "ktp", "KTP"]]
VISITS = [
    ["date", "desk", "visits"],
    ["2026-01-05", "ktp", "20"],
    ["31/02/2026", "ktp", "20"],
    ["2026-01-07", "x", "9"],
]


def source(**changed: list[list[str]]) -> Source:
    found = Source(cells={"desks": DESKS, "services": SERVICES, "visits": VISITS, **changed})
    found.settings = read_toml(settings_text().encode())
    return found


def test_the_rest_is_as_if_the_rows_were_not_there() -> None:
    """31 February and an unknown desk: rows 3 and 4; row 2 stays, with its number."""
    given = source()
    rows = refused_rows(examine_source(given).findings)
    assert rows == {("visits", 3), ("visits", 4)}
    leave_out(given, rows)
    after = examine_source(given)
    assert not after.is_refused
    assert [(c.day.day, c.visits) for c in after.history.days] == [(5, 20)]


@pytest.mark.parametrize(
    "changed",
    [
        {"desks": [*DESKS, ["pajak", "kp2kp", "", "1"]]},
        {"services": [["id", "desk", "name"], ["ktp", "nowhere", "KTP"]]},
    ],
    ids=["desk", "service"],
)
def test_rows_of_the_mall_are_never_left_out(changed: dict[str, list[list[str]]]) -> None:
    """A desk or a service that is wrong makes another mall."""
    assert refused_rows(examine_source(source(**changed)).findings) is None
