"""Quotas carry ranges while arrivals or minutes are not measured, and the plan says what to measure first."""

from concurrent.futures import Executor
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from planner.domain.errors import InvalidValue
from planner.domain.mall import Mall
from planner.domain.plan import Plan, QuotaRange
from planner.domain.shapes import make_profile
from planner.planning.edit_plan import InlineExecutor
from planner.planning.plan_file import plan_as_json, plan_from_json
from planner.planning.plan_week import PlanSettings, plan_week
from planner.planning.ranges import Setting, changed_day, unmeasured_figures
from planner.planning.rounds import RoundSettings
from planner.planning.simulations import Simulations
from planner.queueing.desk_day import DeskDay, ServiceWork, Shift, Window
from planner.report.desk_days import desk_days
from planner.report.language import Language
from planner.report.phrases import range_text
from planner.report.quota_rows import quota_rows
from planner.report.summary_text import summary_text
from tests.builders import DAYS, MONDAY, a_history, a_mall, a_timetable

NOW = datetime(2026, 1, 31, 9, 0, tzinfo=UTC)
DAY = DeskDay(
    close_minutes=420.0,
    services=(
        ServiceWork(id="ktp", setup_minutes=3, need_minutes=10),
        ServiceWork(id="kk", setup_minutes=3, need_minutes=9),
    ),
    shifts=(Shift(id="p1", presence=((0.0, 420.0),), skills=("ktp", "kk")),),
    windows=(
        Window(id="a", start_minutes=0, last_ticket_minutes=180),
        Window(id="b", start_minutes=180, last_ticket_minutes=360),
    ),
)


def a_rough_mall() -> Mall:
    """Arrivals of `adminduk` are measured, minutes of `pajak` are a range, nothing else is known."""
    mall = a_mall()
    measured = replace(make_profile("adminduk", "rush", a_timetable()), measured=True)
    services = tuple(
        replace(s, need_minutes_low=7.0, need_minutes_high=14.0) if s.id == "pajak" else s for s in mall.services
    )
    return replace(mall, profiles=(measured,), services=services)


@pytest.fixture(scope="module")
def plan() -> Plan:
    executor: Executor = InlineExecutor()
    simulations = Simulations(executor=executor, promise=a_mall().promise)
    settings = PlanSettings(rounds=RoundSettings(rounds=1, solve_seconds=5, workers=1))
    return plan_week(a_rough_mall(), a_history(), DAYS[:1], simulations, settings, NOW)


def test_a_range_stands_where_something_is_not_measured(plan: Plan) -> None:
    assert {r.desk: r.causes for r in plan.ranges} == {
        "legalisir": ("arrivals",),
        "pajak": ("arrivals", "minutes"),
    }
    assert all(r.low < r.high for r in plan.ranges)


def test_two_unknown_figures_make_a_wider_range_than_one(plan: Plan) -> None:
    """Knowing either figure of pajak takes something off its range, and neither alone takes all."""
    rows = [u for u in plan.unmeasured if u.desk == "pajak"]
    assert {u.figure for u in rows} == {"arrivals", "minutes"}
    assert all(0 < u.narrower < u.wide for u in rows)


def test_what_would_narrow_most_comes_first_and_is_told(plan: Plan) -> None:
    narrower = [u.narrower for u in plan.unmeasured]
    assert narrower == sorted(narrower, reverse=True)
    first = plan.unmeasured[0]
    told = next(f for f in plan.findings if f.code == "measure_first")
    assert plan.input.mall.get_desk(first.desk).name in told.text_id
    assert f"from {first.wide} to {first.wide - first.narrower} tickets" in told.text_en


def test_ranges_are_in_the_file_and_in_the_reports(plan: Plan) -> None:
    assert plan_from_json(plan_as_json(plan)) == plan
    row = next(r for r in desk_days(plan) if r.desk.id == "pajak" and r.day == MONDAY)
    found = row.quota_range
    assert found is not None
    text = f"≈ {found.tickets} ({found.low}-{found.high}, tergantung pola datang dan menit per kunjungan)"
    assert range_text(Language("id"), row) == text
    assert text in {r.range for r in quota_rows(plan, Language("id"))}
    assert f" {found.low}-{found.high} " in summary_text(plan, Language("id"))


def test_a_measured_mall_has_no_ranges() -> None:
    mall = a_rough_mall()
    assert unmeasured_figures(mall, "adminduk") == ()
    assert unmeasured_figures(mall, "pajak") == ("arrivals", "minutes")


def test_the_ends_of_arrivals_and_minutes() -> None:
    """A rush: six of ten stand at the start of each window. Slow: needs take the high end, measured ones stay."""
    ranged, measured = a_rough_mall().services_of("pajak")[0], a_mall().services_of("adminduk")[1]
    services = (replace(ranged, id="ktp"), measured)
    rush = changed_day(DAY, Setting(shape="rush"), services)
    assert {w.start_share for w in rush.windows} == {0.6}
    slow = changed_day(DAY, Setting(fast=False), services)
    assert [s.need_minutes for s in slow.services] == [14.0, 9]


def test_a_range_that_does_not_hold_its_quota_is_no_range() -> None:
    with pytest.raises(InvalidValue):
        QuotaRange(desk="pajak", day=MONDAY, tickets=10, low=11, high=20, causes=("arrivals",))
