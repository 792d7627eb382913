"""Day or month first is asked where the dates of a sheet do not settle it, and read as answered."""

from datetime import date, datetime

import pytest

from planner.domain.errors import Severity
from planner.intake.cells import Cell
from planner.intake.dates import date_question, in_order
from planner.intake.read import examine_source
from planner.intake.sources import Source
from planner.intake.values import read_date

DESKS = [["id", "agency", "name", "officers_count"], ["ktp", "dukcapil", "KTP", "2"]]
SERVICES = [["id", "desk", "name"], ["ktp", "ktp", "KTP"]]


def asked(*cells: Cell) -> tuple[str, ...] | None:
    found = date_question("visits", [cells])
    return tuple(choice.value for choice in found.choices) if found else None


@pytest.mark.parametrize(
    ("cells", "choices"),
    [
        (("05/01/2026", "06/01/2026"), ("day", "month")),
        (("05/01/2026", "13/01/2026"), None),
        (("01/05/2026", "01/13/2026"), ("month",)),
        (("05/05/2026",), None),
        (("2026-01-05", "5 Januari 2026", None, 46000), None),
        (("13/01/2026", "01/13/2026"), None),
        (("05.01.26", "07.30.12"), None),
        (("05-01-26",), ("day", "month")),
        ((*(datetime(2026, month, 1) for month in (1, 2, 3)), "13/01/2026"), ("swapped", "day")),
        ((*(datetime(2026, month, 20) for month in (1, 2, 3)), "13/01/2026"), None),
    ],
    ids=["both", "day", "month", "same", "plain", "mixed", "times", "dashes", "swapped by Excel", "late real dates"],
)
def test_only_what_is_open_is_asked(cells: tuple[Cell, ...], choices: tuple[str, ...] | None) -> None:
    """A number above 12 settles it; a mixed column is left to its refused cells."""
    assert asked(*cells) == choices


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [
        ("05/01/2026", "", date(2026, 1, 5)),
        ("05/01/2026", "day", date(2026, 1, 5)),
        ("05/01/2026", "month", date(2026, 5, 1)),
        ("01/13/2026", "month", date(2026, 1, 13)),
        (datetime(2026, 5, 1), "month", date(2026, 5, 1)),
        (datetime(2026, 5, 1), "swapped", date(2026, 1, 5)),
        ("13/01/2026", "swapped", date(2026, 1, 13)),
        ("2026-05-01", "month", date(2026, 5, 1)),
    ],
)
def test_a_date_is_read_in_the_order_that_was_answered(cell: Cell, order: str, day: date) -> None:
    """Text is turned for the month first, dates of Excel where it swapped them; ISO stays."""
    assert read_date(in_order(cell, order)) == day


def source(*days: str) -> Source:
    rows = [["date", "desk", "visits"], *([day, "ktp", "20"] for day in days)]
    return Source(cells={"desks": DESKS, "services": SERVICES, "visits": rows})


def test_the_day_comes_first_until_the_answer() -> None:
    """6 February without an answer, and a question that does not stop the import; 2 June after it."""
    before = examine_source(source("06/02/2026"))
    (question,) = before.open
    assert (question.key, question.blocking, before.history.days[0].day) == ("dates.visits", False, date(2026, 2, 6))
    after = examine_source(source("06/02/2026"), answers={"dates.visits": "month"})
    assert (after.open, after.history.days[0].day) == ((), date(2026, 6, 2))
    assert after.questions == before.questions


def test_two_dates_that_mirror_each_other_stay_apart() -> None:
    """What was read of 02/01 must not stand for 01/02 when both are turned."""
    days = examine_source(source("02/01/2026", "01/02/2026"), answers={"dates.visits": "month"}).history.days
    assert [count.day for count in days] == [date(2026, 2, 1), date(2026, 1, 2)]


def test_dates_that_read_month_first_only_stop_until_it_is_said() -> None:
    """01/13/2026 has no thirteenth month; the question blocks beside the refused cell, the answer reads both days."""
    found = examine_source(source("01/12/2026", "01/13/2026"))
    blocked = {f.code for f in found.findings if f.severity is Severity.REFUSED}
    assert {"question", "no_such_day"} <= blocked
    days = examine_source(source("01/12/2026", "01/13/2026"), answers={"dates.visits": "month"}).history.days
    assert [count.day for count in days] == [date(2026, 1, 12), date(2026, 1, 13)]
