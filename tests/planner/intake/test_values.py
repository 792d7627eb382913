"""Cells as people here write them become values, or are refused; nothing is misread in silence."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from math import inf, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.intake.cells import Cell, cell_text, clean_text, fold
from planner.intake.values import (
    Unreadable,
    read_choice,
    read_date,
    read_list,
    read_moment,
    read_month,
    read_number,
    read_share,
    read_shares,
    read_text,
    read_time,
    read_weekday,
    read_weekdays,
    read_whole,
    read_yes_no,
)

DAY = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("70", 70),
        ("1.234", 1234),
        ("1.234.567", 1_234_567),
        ("12,5", 12.5),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1,234,567", 1_234_567),
        ("1 234", 1234),
        ("1\u00a0234", 1234),
        ("12.5", 12.5),
        ("0.125", 0.125),
        ("0,5", 0.5),
        ("1,234", 1.234),  # a comma is the decimal mark here; whole-number columns refuse it
        ("-3", -3),
        ("−3", -3),
        ("+3", 3),
        (" 7\u200b", 7),  # blank and zero-width space around it
        (12.5, 12.5),
        (7, 7),
    ],
)
def test_numbers_are_read_the_indonesian_way(cell: Cell, number: float) -> None:
    """A dot before exactly three digits parts thousands, a comma is the decimal mark."""
    assert read_number(cell) == pytest.approx(number)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("tujuh", "not_a_number"),
        ("70 orang", "not_a_number"),
        ("1.23.456", "not_a_number"),
        ("1e5", "not_a_number"),
        ("62%", "not_a_number"),
        ("NaN", "not_a_number"),
        ("inf", "not_a_number"),
        (nan, "not_a_number"),
        (inf, "not_a_number"),
        (True, "not_a_number"),
        (DAY, "not_a_number"),
        ("٧٠", "not_a_number"),  # Arabic-Indic digits
        ("=SUM(A1:A9)", "formula"),
        ("#REF!", "error_cell"),
        ("#DIV/0!", "error_cell"),
    ],
)
def test_what_is_no_number_is_refused(cell: Cell, code: str) -> None:
    """Words, units, powers of ten, NaN, dates and formulas are never taken for a number."""
    with pytest.raises(Unreadable) as refused:
        read_number(cell)
    assert refused.value.code == code


@pytest.mark.parametrize(("cell", "number"), [("1.234", 1234), (2.0, 2), ("0", 0), ("-1", -1)])
def test_whole_numbers(cell: Cell, number: int) -> None:
    """Excel gives 2.0 for 2."""
    assert read_whole(cell) == number


@pytest.mark.parametrize("cell", ["12,5", "1,234", 0.5])
def test_fractions_are_never_rounded_to_whole_numbers(cell: Cell) -> None:
    """12,5 visits, or an English 1,234, are asked about."""
    with pytest.raises(Unreadable, match="not_whole"):
        read_whole(cell)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-01-05", DAY),
        ("2026/1/5", DAY),
        ("05/01/2026", DAY),
        ("5-1-2026", DAY),
        ("5.1.2026", DAY),
        ("05/01/26", DAY),
        ("5 Januari 2026", DAY),
        ("5 januari 2026", DAY),
        ("05 Jan 2026", DAY),
        ("5-Jan-26", DAY),
        ("5-Agu-26", date(2026, 8, 5)),
        ("5 Agustus 2026", date(2026, 8, 5)),
        ("5 Pebruari 2026", date(2026, 2, 5)),
        ("5 August 2026", date(2026, 8, 5)),
        ("Senin, 5 Januari 2026", DAY),
        ("2026-01-05T00:00:00", DAY),
        ("2026-01-05 00:00:00", DAY),
        ("46027", DAY),
        (46027.0, DAY),
        (46027, DAY),
        (datetime(2026, 1, 5, 8, 30), DAY),
        (DAY, DAY),
        ("29/02/2024", date(2024, 2, 29)),
    ],
)
def test_dates_are_read_day_first(cell: Cell, day: date) -> None:
    """05/01/2026 is 5 January; 46027 is Excel's number of that day (days since 30 December 1899)."""
    assert read_date(cell) == day


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("31/02/2026", "no_such_day"),
        ("29/02/2026", "no_such_day"),
        ("01/13/2026", "no_such_day"),
        ("2026-13-01", "no_such_day"),
        ("5 Foo 2026", "not_a_date"),
        ("kemarin", "not_a_date"),
        ("5 Januari", "not_a_date"),
        ("12", "not_a_date"),
        (12.0, "not_a_date"),
        (1e9, "not_a_date"),
        (nan, "not_a_date"),
        (True, "not_a_date"),
        (time(8), "not_a_date"),
        ("=TODAY()", "formula"),
    ],
)
def test_what_is_no_day_is_refused(cell: Cell, code: str) -> None:
    """31/02 does not exist, and month before day is not guessed."""
    with pytest.raises(Unreadable) as refused:
        read_date(cell)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("cell", "month"),
    [
        ("2026-01", 1),
        ("01/2026", 1),
        ("Januari 2026", 1),
        ("Agu-26", 8),
        ("2026-08-17", 8),
        (date(2026, 8, 17), 8),
    ],
)
def test_months(cell: Cell, month: int) -> None:
    """A month is its first day, whatever day of it is written."""
    assert read_month(cell) == date(2026, month, 1)


@pytest.mark.parametrize("cell", ["2026-13", "13/2026", "Foo 2026"])
def test_what_is_no_month_is_refused(cell: Cell) -> None:
    """There are twelve."""
    with pytest.raises(Unreadable, match="not_a_month"):
        read_month(cell)


@pytest.mark.parametrize(
    ("cell", "clock"),
    [
        ("07:30", time(7, 30)),
        ("07.30", time(7, 30)),
        ("7.30", time(7, 30)),
        ("7:30:15", time(7, 30, 15)),
        ("07.30 WIB", time(7, 30)),
        ("pukul 07.30", time(7, 30)),
        (0.3125, time(7, 30)),
        (time(7, 30), time(7, 30)),
        (datetime(2026, 1, 5, 7, 30), time(7, 30)),
        (timedelta(hours=7, minutes=30), time(7, 30)),
    ],
)
def test_clock_times(cell: Cell, clock: time) -> None:
    """07.30 is half past seven; 0.3125 of a day as well."""
    assert read_time(cell) == clock


@pytest.mark.parametrize("cell", ["24:00", "7", "7.5", 7.5, "pagi", "25.00", timedelta(days=1), True, DAY])
def test_what_is_no_clock_time_is_refused(cell: Cell) -> None:
    """7.5 could be 07:30 or 07:50, so it is asked about."""
    with pytest.raises(Unreadable, match="not_a_time"):
        read_time(cell)


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2026-01-05 07:30", datetime(2026, 1, 5, 7, 30)),
        ("5/1/2026 07.30", datetime(2026, 1, 5, 7, 30)),
        ("2026-01-05T07:30:15", datetime(2026, 1, 5, 7, 30, 15)),
        (46027.3125, datetime(2026, 1, 5, 7, 30)),
        (datetime(2026, 1, 5, 7, 30), datetime(2026, 1, 5, 7, 30)),
        ("07:30", time(7, 30)),
        (0.3125, time(7, 30)),
    ],
)
def test_moments(cell: Cell, moment: datetime | time) -> None:
    """A queue system writes date and time, or the time alone."""
    assert read_moment(cell) == moment


@pytest.mark.parametrize(
    ("cell", "answer"), [("Ya", True), ("y", True), ("X", True), (True, True), (1.0, True), ("✓", True)]
)
def test_yes(cell: Cell, answer: bool) -> None:
    """Every usual sign of yes."""
    assert read_yes_no(cell) is answer


@pytest.mark.parametrize("cell", ["tidak", "TDK", "no", False, 0.0, "-"])
def test_no(cell: Cell) -> None:
    """Every usual sign of no."""
    assert read_yes_no(cell) is False


@pytest.mark.parametrize("cell", ["t", "mungkin", "2"])
def test_neither_yes_nor_no(cell: Cell) -> None:
    """A lone t is tidak to one reader and true to another."""
    with pytest.raises(Unreadable, match="not_yes_no"):
        read_yes_no(cell)


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("Senin-Jumat", (0, 1, 2, 3, 4)),
        ("senin s/d sabtu", (0, 1, 2, 3, 4, 5)),
        ("Senin, Rabu", (0, 2)),
        ("Sel; Kam", (1, 3)),
        ("Mon,Wed", (0, 2)),
        ("1-6", (0, 1, 2, 3, 4, 5)),
        ("1,3", (0, 2)),
        ("Sabtu-Senin", (0, 5, 6)),
        ("Jum'at", (4,)),
        ("Rabu dan Senin", (0, 2)),
    ],
)
def test_weekdays(cell: Cell, days: tuple[int, ...]) -> None:
    """0 is Monday; a range may run over the weekend."""
    assert read_weekdays(cell) == days


@pytest.mark.parametrize("cell", ["Senen", "0", "8", "hari kerja"])
def test_what_is_no_weekday_is_refused(cell: Cell) -> None:
    """Only names of days, or 1 to 7."""
    with pytest.raises(Unreadable, match="not_a_weekday"):
        read_weekday(cell)


@pytest.mark.parametrize("cell", ["62/25/9/4", "62%/25%/9%/4%", "0,62/0,25/0,09/0,04", "62; 25; 9; 4"])
def test_shares(cell: str) -> None:
    """Percent or fractions, the same four shares."""
    assert read_shares(cell) == pytest.approx((0.62, 0.25, 0.09, 0.04))


@pytest.mark.parametrize(
    ("cell", "share"), [("62%", 0.62), ("62,5 %", 0.625), ("0,62", 0.62), (0.62, 0.62), ("62", 62)]
)
def test_a_share_may_be_a_percentage(cell: Cell, share: float) -> None:
    """Only with its sign: a bare 62 stays 62, which the record refuses."""
    assert read_share(cell) == pytest.approx(share)


@pytest.mark.parametrize("cell", ["60/20", "1/2", "62/25/9/14"])
def test_shares_that_do_not_add_up_are_refused(cell: str) -> None:
    """Neither 1 nor 100."""
    with pytest.raises(Unreadable, match="shares_sum"):
        read_shares(cell)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (2.0, "2"),
        ("001", "001"),
        ("  Dinas\u00a0\u00a0Sosial ", "Dinas Sosial"),
        ("A\0B\u200bC\u202eD", "ABCD"),
        ("'=rahasia", "=rahasia"),
        ("KTP-el", "KTP-el"),
    ],
)
def test_text(cell: Cell, text: str) -> None:
    """Ids keep their zeros, whole numbers lose `.0`, invisible characters go."""
    assert read_text(cell) == text


@pytest.mark.parametrize("cell", [1.98503e17, "1.98503E+17", "1,98503E+17", 198503120000000000])
def test_an_id_rounded_by_excel_is_refused(cell: Cell) -> None:
    """Excel keeps 15 digits of an 18-digit NIP; the rest is lost."""
    with pytest.raises(Unreadable, match="rounded_id"):
        read_text(cell)


def test_lists_and_choices() -> None:
    """Lists part at , ; / and |, choices ignore case, blanks and dashes."""
    assert read_list("kamera; printer ,pemindai") == ("kamera", "printer", "pemindai")
    read = read_choice({"jadwal sendiri": "as_given"})
    assert read("Jadwal-Sendiri") == "as_given"
    with pytest.raises(Unreadable, match="not_a_choice"):
        read("lain")


@pytest.mark.parametrize(("cell", "text"), [(None, ""), (True, "ya"), (time(7, 30), "07:30"), (1e20, "1e+20")])
def test_cells_as_people_see_them(cell: Cell, text: str) -> None:
    """What a message shows of a cell."""
    assert cell_text(cell) == text


@given(st.dates(date(2000, 1, 1), date(2079, 12, 31)))
@settings(derandomize=True, deadline=None)
def test_every_way_to_write_a_day_gives_that_day(day: date) -> None:
    """ISO, day first with four and two digits, Excel's serial, and a date of Excel are twins."""
    serial = float((day - date(1899, 12, 30)).days)
    forms = [day.isoformat(), f"{day:%d/%m/%Y}", f"{day.day}-{day.month}-{day:%y}", serial, day]
    assert {read_date(form) for form in forms} == {day}


@given(st.integers(0, 10_000_000))
@settings(derandomize=True, deadline=None)
def test_every_way_to_write_a_whole_number_gives_that_number(number: int) -> None:
    """Plain, with Indonesian thousands, with a decimal comma, as Excel's float."""
    dotted = f"{number:,}".replace(",", ".")
    assert {read_whole(form) for form in (str(number), dotted, f"{dotted},0", float(number))} == {number}


@given(st.text())
@settings(derandomize=True, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    """No reader fails in another way, and cleaning twice changes nothing more."""
    assert clean_text(clean_text(text)) == clean_text(text)
    assert fold(fold(text)) == fold(text)
    for read in (read_number, read_whole, read_date, read_month, read_time, read_moment, read_yes_no, read_weekdays):
        with suppress(Unreadable):
            read(text)
