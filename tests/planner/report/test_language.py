from datetime import date, datetime, time

import pytest

from planner.domain.errors import InvalidValue
from planner.report.language import Language

ID, EN = Language("id"), Language("en")


@pytest.mark.parametrize(
    ("value", "decimals", "indonesian", "english"),
    [
        pytest.param(1234.5, 1, "1.234,5", "1,234.5", id="thousands and decimals"),
        pytest.param(2.5, 0, "3", "3", id="half up"),
        pytest.param(-0.2, 0, "0", "0", id="no minus zero"),
        pytest.param(3258, 0, "3.258", "3,258", id="whole"),
    ],
)
def test_numbers_follow_the_language(value: float, decimals: int, indonesian: str, english: str) -> None:
    """Indonesian parts thousands by a point and decimals by a comma, English the other way."""
    assert (ID.number(value, decimals), EN.number(value, decimals)) == (indonesian, english)


@pytest.mark.parametrize(
    ("visits", "text"),
    [(0, "0"), (0.04, "0"), (1.72, "1,7"), (9.96, "10"), (41.2, "41"), (3.0, "3")],
)
def test_few_visits_keep_a_decimal_and_many_do_not(visits: float, text: str) -> None:
    """Below ten a tenth of a visit a day still matters over a year; above it would pretend to be exact."""
    assert ID.visits(visits) == text


@pytest.mark.parametrize(
    ("counter", "text"),
    [("A1", "loket A1"), ("bpjs_kesehatan-L12", "loket 12"), ("Blok-L2", "loket Blok-L2"), ("x-L2b", "loket x-L2b")],
)
def test_a_counter_numbered_by_loketplan_goes_by_its_number(counter: str, text: str) -> None:
    """Others keep the name that the mall gave them."""
    assert ID.counter(counter) == text


@pytest.mark.parametrize(("share", "text"), [(0.995, "99%"), (0.9999, "99%"), (1.0, "100%"), (0.934, "93%")])
def test_shares_are_never_rounded_up_to_all(share: float, text: str) -> None:
    """ "100 %" is read as "everybody", so only everybody is told so."""
    assert ID.share(share) == text


def test_clock_and_dates_are_written_as_people_write_them() -> None:
    """UI.md: "Sen 16 Mar", "07.30"; English with a colon."""
    monday = date(2026, 3, 16)
    assert (ID.clock(time(7, 30)), EN.clock(time(7, 30))) == ("07.30", "07:30")
    assert (ID.day(monday), EN.day(monday)) == ("Sen 16 Mar", "Mon 16 Mar")
    assert ID.moment(datetime(2026, 5, 13, 16, 40)) == "13 Mei 2026 16.40"


@pytest.mark.parametrize(
    ("days", "text"),
    [
        pytest.param([date(2026, 3, 16), date(2026, 3, 20)], "16-20 Maret 2026 (minggu ke-12)", id="one month"),
        pytest.param([date(2026, 3, 30), date(2026, 4, 3)], "30 Maret - 3 April 2026 (minggu ke-14)", id="two months"),
        pytest.param(
            [date(2025, 12, 29), date(2026, 1, 2)], "29 Desember 2025 - 2 Januari 2026 (minggu ke-1)", id="two years"
        ),
        pytest.param([date(2026, 3, 16)], "16 Maret 2026 (minggu ke-12)", id="one day"),
    ],
)
def test_period_names_each_month_and_year_once(days: list[date], text: str) -> None:
    """UI.md: "16-20 Maret 2026 (minggu ke-12)"; what the ends share is said once."""
    assert ID.period(days) == text


def test_days_that_follow_each_other_are_joined() -> None:
    """Monday to Wednesday is a run, Friday stands alone."""
    days = [date(2026, 3, 16 + n) for n in (0, 1, 2, 4)]
    assert ID.day_ranges(days) == "Sen-Rab, Jum"


def test_a_list_of_days_names_each_month_once() -> None:
    """The month stands where it changes and at the end."""
    days = [date(2026, 3, 30), date(2026, 3, 31), date(2026, 4, 1)]
    assert ID.day_list(days) == "Sen 30, Sel 31 Mar, Rab 1 Apr"


def test_unknown_language_is_refused() -> None:
    """Only id and en are written."""
    with pytest.raises(InvalidValue, match="'su'"):
        Language("su")


def test_a_month_is_told_short() -> None:
    """As the bars of a year have room for."""
    assert (Language("id").month(date(2026, 5, 1)), Language("en").month(date(2026, 5, 1))) == ("Mei 2026", "May 2026")
