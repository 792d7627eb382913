"""The published numeric cases of workload analysis, the wrong ones reported as wrong (sources in each docstring)."""

import pytest

from planner.domain.errors import InvalidValue
from planner.planning.abk import (
    CONVENTIONS,
    WKE_BKN,
    WKE_PERMENPAN,
    Abk,
    Task,
    WorkingYear,
    grade_of,
    need_by_equipment,
    need_by_output,
    printed_warning,
    unit_difference,
    unit_ej,
)


def an_abk(load_minutes: float, holders: int = 1, wke: float = WKE_PERMENPAN) -> Abk:
    return Abk(tasks=(Task(name="tugas", volume=load_minutes, norm_minutes=1),), holders=holders, wke_minutes=wke)


def test_abk1_published_need_of_0_75_is_reported_as_wrong():
    """54,300 / 75,000 = 0.724, one person with extra duties; the source prints 0.75."""
    case = an_abk(54_300)
    assert case.need == pytest.approx(0.724, abs=1e-12)
    assert case.rounded_need == 1
    assert "0.724" in printed_warning("kebutuhan", 0.75, case.need)
    assert printed_warning("kebutuhan", 0.724, case.need) == ""


def test_abk2_and_abk3_by_output():
    """1,000 letters at 100 a day ask for 10; couriers at 50 a day for 20."""
    assert (need_by_output(1000, 100), need_by_output(1000, 50)) == (10, 20)


def test_abk4_by_equipment():
    """A tractor asks for 3 operators, 1 technician and 2 oilers."""
    assert [need_by_equipment(1, n) for n in (3, 1, 2)] == [3, 1, 2]


def test_abk5_printed_minutes_are_rounded_ones():
    """237 days x 510 = 120,870 less 25.2 % = 90,410.76; printed 90,420 is within its rounding to 1,507 h, 6 h 22."""
    year = WorkingYear(days=365, days_off=128, minutes_per_day=510, allowance=0.252)
    assert year.working_days == 237
    assert year.working_days * year.minutes_per_day == 120_870
    assert year.effective_minutes == pytest.approx(90_410.76)
    assert round(90_420 / 60) == 1507
    assert divmod(round(90_420 / 237), 60) == (6, 22)
    assert "tercetak 90420" in printed_warning("WKE", 90_420, year.effective_minutes)


def test_abk6_bkn_year():
    """240 days x 5 h = 1,200 h = 72,000 minutes."""
    assert WorkingYear(days=240, minutes_per_day=300).effective_minutes == WKE_BKN == 1200 * 60


@pytest.mark.parametrize(("period", "times"), [("year", 1), ("month", 12), ("week", 50), ("day", 250)])
def test_abk7_volumes_become_yearly(period, times):
    """Under 1,250 h a year has 250 days, 50 weeks, 12 months."""
    assert Task(name="t", volume=3, norm_minutes=1, period=period).yearly_volume == 3 * times


def test_abk8_wrong_weekends_are_warned_of():
    """365 - 77 = 288 days with 64 weekend days: a year has 104, and 288 x 5 h = 1,440 h cannot be."""
    year = WorkingYear(days=365, days_off=77, minutes_per_day=300)
    assert year.working_days == 288
    assert year.effective_minutes == 1440 * 60
    assert len(year.warnings(weekend_days=64)) == 2
    assert WorkingYear(days=365, days_off=125, minutes_per_day=300).warnings(weekend_days=104) == ()


@pytest.mark.parametrize(
    ("needs", "minutes", "load", "permenpan", "bkn"),
    [(1.5, 12, 302_400, 4.03, 4.20), (1, 12, 201_600, 2.69, 2.80), (2, 15, 504_000, 6.72, 7.00)],
    ids=["ABK9", "ABK10", "ABK11"],
)
def test_abk9_to_11_the_seed_desk(needs, minutes, load, permenpan, bkn):
    """70 visitors x 240 days x needs x minutes, in both conventions."""
    found = an_abk(70 * 240 * needs * minutes)
    assert found.load_minutes == load
    needs_found = [round(Abk(tasks=found.tasks, holders=4, wke_minutes=w).need, 2) for w in CONVENTIONS.values()]
    assert needs_found == [bkn, permenpan]


def test_a_means_overload():
    """EJ of exactly 1 is full, not overloaded; a minute more is A."""
    assert an_abk(75_000).grade() == "B"
    assert an_abk(75_001).grade() == "A"
    assert an_abk(30_000).grade() == "E"
    assert an_abk(10, holders=0).grade() == ""


def test_a_surplus_never_hides_a_shortage():
    """One position lacks two, another has one too many: told as 2 and 1, not as 1."""
    short, rich = an_abk(225_000, holders=1), an_abk(75_000, holders=2)
    assert unit_difference((short, rich)) == (2, 1)
    assert unit_ej((short, rich)) == pytest.approx(300_000 / 225_000)
    assert unit_ej(()) is None


def test_unknown_period_is_refused():
    """A volume by the hour has no yearly factor."""
    with pytest.raises(InvalidValue, match="period"):
        Task(name="t", volume=1, norm_minutes=1, period="hour")


@pytest.mark.parametrize(
    ("days", "hours", "printed", "exact"), [(235, 5.5, 1245, 1292.5), (287, 4.5, 1234, 1291.5)], ids=["235", "287"]
)
def test_printed_hours_of_the_e_book_are_reported_as_wrong(days, hours, printed, exact):
    """`235 hr x 5 jam 30 menit = 1.245` and `287 x 4 jam 30 menit = 1.234` hold for 5.3 h and 4.3 h only."""
    year = WorkingYear(days=days, minutes_per_day=hours * 60)
    assert year.effective_minutes == exact * 60
    assert f"tercetak {printed}" in printed_warning("jam", printed, exact)
    assert printed_warning("jam", 1245.5, 235 * 5.3) == ""


@pytest.mark.parametrize(
    ("table", "ej", "letter"),
    [
        ("Permendagri 12/2008", 0.89, "C"),
        ("Depkeu", 0.89, "B"),
        ("Permendagri 12/2008", 0.68, "D"),
        ("Depkeu", 0.68, "C"),
        ("kode terbuka", 0.91, "A"),
        ("kode terbuka", 0.55, "D"),
        ("kode terbuka", 0.50, "E"),
    ],
)
def test_cut_offs_differ_by_source(table, ej, letter):
    """The letter of one source is not that of another, so the table is named."""
    assert grade_of(ej, table) == letter


def test_eu_and_peu_of_a_unit_without_holders():
    """No holders, no letter."""
    assert grade_of(unit_ej((an_abk(10, holders=0),))) == ""
