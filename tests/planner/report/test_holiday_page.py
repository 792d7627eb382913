"""The page of a holiday check: what comes, days at risk with their probability, measures ranked with intervals."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from planner.planning.holiday_check import HolidayCheck, Measure, RiskyDay
from planner.planning.holiday_check_calendar import Away, ExpectedSurge, Holiday
from planner.planning.scenario import LeaveMoved, OfficerAdded
from planner.report.holiday import holiday_text
from planner.report.holiday_page import holiday_page, write_holiday
from planner.report.language import Language
from tests.builders import MONDAY, a_plan

MALL = a_plan().input.mall
CHECK = HolidayCheck(
    holiday=Holiday(
        names=("Nyepi <x>",),
        first_day=MONDAY - timedelta(days=4),
        last_day=MONDAY - timedelta(days=1),
        opens_again=MONDAY,
    ),
    away=(Away(officer="dewi", first_day=MONDAY, last_day=MONDAY, desks=("pajak",)),),
    surges=(
        ExpectedSurge(
            surge="after_lebaran",
            first_day=MONDAY,
            last_day=MONDAY,
            low=1.2,
            high=1.5,
            desks=("adminduk",),
            source="uji",
            is_counted=False,
        ),
    ),
    demand_visits=300,
    served_visits=250,
    turned_away=50,
    risky=(
        RiskyDay(desk="pajak", day=MONDAY, tickets=18, demand_visits=24, turned_away=6.5, probability=0.83),
        RiskyDay(desk="adminduk", day=MONDAY, tickets=40, demand_visits=42, turned_away=3, probability=0.5),
    ),
    measures=(Measure(change=OfficerAdded(desk="pajak"), desk="pajak", served_more=12.5, low=11, high=14),),
    tried=4,
    no_roster=("legalisir",),
)


def test_everything_of_the_check_is_on_the_page():
    """Leave, surge with its range, probability, tickets, the best measure with its interval, who is left out."""
    page = holiday_page(CHECK, MALL, Language("id"))
    for told in (
        "Dewi (Pajak)",
        "1,20-1,50 kali",
        "peluang kuota terlampaui 83%",
        "Pajak: satu petugas tambahan",
        "selang 95%: 11,0 .. 14,0",
        "4 langkah dicoba",
        "Legalisir",
        "300 kunjungan diperkirakan datang",
    ):
        assert told in page, told
    assert page.count("<svg") == 2
    assert "Best measures" in holiday_page(CHECK, MALL, Language("en"))


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("id", "minggu berikutnya kehilangan petugas ini; tidak dihitung"),
        ("en", "the week after loses this officer; not counted"),
    ],
)
def test_leave_moved_tells_the_cost_that_is_not_counted(lang: str, words: str):
    """Only the week checked is worked out, so the loss of the week after is in no figure."""
    moved = Measure(
        change=LeaveMoved(officer="dewi", new_from=MONDAY + timedelta(days=7)),
        desk="pajak",
        served_more=9,
        low=8,
        high=10,
    )
    told = replace(CHECK, measures=(moved,))
    assert words in holiday_text(told, MALL, Language(lang))
    lines = re.findall(r"<text[^>]*>([^<]*)</text>", holiday_page(told, MALL, Language(lang)))
    assert words in " ".join(lines)


def test_names_are_escaped_and_nothing_is_fetched():
    """A holiday's name comes from a sheet."""
    page = holiday_page(CHECK, MALL, Language("id"))
    assert "<x>" not in page
    assert "Nyepi &lt;x&gt;" in page
    assert not any(word in page for word in ("<script", "<img", "<link", "url("))


def test_without_risk_and_measures_the_page_says_so():
    """No chart of nothing."""
    calm = replace(CHECK, risky=(), measures=(), away=(), surges=(), no_roster=())
    page = holiday_page(calm, MALL, Language("id"))
    assert "Tidak ada hari yang berisiko." in page
    assert "Dari 4 langkah yang dicoba tidak ada yang nyata" in page
    assert "<svg" not in page


@pytest.mark.parametrize(("code", "name"), [("id", "holiday-check.html"), ("en", "holiday-check.en.html")])
def test_the_file_is_named_by_language(code: str, name: str, tmp_path: Path):
    """Both may lie in one folder."""
    assert write_holiday(CHECK, MALL, tmp_path / "out", Language(code)) == tmp_path / "out" / name
