"""Holiday check of a small mall: days at risk and measures from a real plan and real what-if runs."""

from datetime import date

import pytest

from planner.domain.mall import AgencyMode
from planner.domain.staff import Leave
from planner.planning.edit_plan import InlineExecutor
from planner.planning.holiday_check import CheckSettings, HolidayCheck, holiday_check
from planner.planning.rounds import RoundSettings
from planner.planning.what_if_week import WhatIfSettings
from planner.queueing.capacity import SearchSettings
from planner.queueing.proof import ProofSettings
from planner.report.holiday import holiday_text
from planner.report.language import Language
from tests.builders import a_history, a_mall, an_agency

pytestmark = pytest.mark.slow
QUICK = CheckSettings(
    rounds=RoundSettings(rounds=1, solve_seconds=2, workers=1),
    what_if=WhatIfSettings(
        solve_seconds=1,
        proof=ProofSettings(days=100),
        search=SearchSettings(bracket_days=50, days=100, close_days=100),
    ),
)
MALL = a_mall(leave=(Leave(officer="sari", first_day=date(2026, 3, 25), last_day=date(2026, 3, 27)),))


@pytest.fixture(scope="module")
def check() -> HolidayCheck:
    history = a_history(before=date(2026, 3, 16))
    return holiday_check(MALL, history, date(2026, 3, 19), InlineExecutor(), QUICK)


def test_the_week_after_lebaran_has_its_leave_its_surge_and_its_days(check: HolidayCheck):
    """Served and turned away add up to demand; days at risk lie after the holiday, most turned away first."""
    assert check.holiday.opens_again == date(2026, 3, 25)
    assert [away.officer for away in check.away] == ["sari"]
    assert [surge.surge for surge in check.surges] == ["after_lebaran"]
    assert check.served_visits + check.turned_away == pytest.approx(check.demand_visits, abs=0.2)
    assert all(row.day >= check.holiday.opens_again and row.probability >= 0.2 for row in check.risky)
    turned = [row.turned_away for row in check.risky]
    assert turned == sorted(turned, reverse=True)


def test_measures_serve_more_and_the_best_is_first(check: HolidayCheck):
    """At most three, each with an interval above 0, ranked by citizens served."""
    more = [measure.served_more for measure in check.measures]
    assert 0 < len(more) <= 3 <= check.tried
    assert more == sorted(more, reverse=True)
    assert all(0 < m.low <= m.served_more <= m.high for m in check.measures)


def test_a_desk_whose_agency_brought_no_roster_is_named_and_left_out():
    """Samsat brings its own roster and has not: nobody sits there, which is no risk to measure."""
    agencies = (an_agency("disdukcapil"), an_agency("samsat", mode=AgencyMode.AS_GIVEN))
    history = a_history(before=date(2026, 3, 16))
    found = holiday_check(a_mall(agencies=agencies), history, date(2026, 3, 19), InlineExecutor(), QUICK)
    assert found.no_roster == ("pajak",)
    assert "pajak" not in {row.desk for row in found.risky}


def test_it_is_told_in_both_languages(check: HolidayCheck):
    """Names and numbers, not ids."""
    told = holiday_text(check, MALL, Language("id"))
    assert "Pekan pertama setelah Lebaran" in told
    assert "1. " in told
    told = holiday_text(check, MALL, Language("en"))
    assert "Surge: First week after Lebaran" in told
    assert "Days at risk" in told
