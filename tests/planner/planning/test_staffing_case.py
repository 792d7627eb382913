"""The staffing case: the curve never falls, counters end it, and both conventions of workload analysis stand in it."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from planner.domain.errors import InvalidValue
from planner.domain.history import DayCount, History
from planner.planning.edit_plan import InlineExecutor
from planner.planning.simulations import Simulations
from planner.planning.staffing_case import CaseSettings, StaffingCase, staffing_case
from planner.queueing.cache import ResultCache
from planner.report.staffing_case import case_text
from tests.builders import a_mall


def counted(visits: int) -> History:
    """Twelve weeks of the same count of KTP on every working day of autumn 2025."""
    first = date(2025, 9, 1)
    days = [first + timedelta(days=n) for n in range(84)]
    rows = tuple(
        DayCount(day=day, desk="adminduk", service=service, visits=visits)
        for day in days
        if day.weekday() < 5
        for service in ("ktp", "kk")
    )
    return History(days=rows)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> StaffingCase:
    mall = a_mall()
    cache = ResultCache(tmp_path_factory.mktemp("cache"))
    simulations = Simulations(executor=InlineExecutor(), promise=mall.promise, cache=cache)
    return staffing_case(mall, counted(40), "adminduk", simulations, CaseSettings(replications=40))


def test_an_officer_more_never_serves_fewer(case: StaffingCase):
    """The same years with one more: he sits or replaces somebody away, so no year serves fewer."""
    served = [team.served.middle for team in case.curve]
    assert served == sorted(served)
    assert all(team.more_served.low >= 0 for team in case.curve if team.officers > case.officers)
    assert case.today.more_served.middle == 0


def test_counters_end_the_curve(case: StaffingCase):
    """Three officers of its own and three counters: more than three sit only when somebody is away."""
    assert (case.officers, case.counters) == (3, 3)
    assert [team.officers for team in case.curve] == [2, 3, 4, 5, 6, 7, 8]
    assert case.curve[-1].served.middle - case.curve[-2].served.middle < 0.002 * case.today.served.middle
    assert case.knee is not None


def test_both_conventions_rest_on_the_forecast_volume(case: StaffingCase):
    """80 visits a day of 13 minutes: load = demand x 13, need = load / 72,000 and / 75,000."""
    loads = {wke: abk.load_minutes for wke, abk in case.abk.items()}
    assert loads[72_000] == pytest.approx(13 * case.demand_visits)
    assert case.abk[72_000].need == pytest.approx(case.demand_visits * 13 / 72_000)
    assert case.demand_visits / case.open_days == pytest.approx(80, rel=0.1)


def test_the_text_tells_both_conventions_and_the_counters(case: StaffingCase):
    """What limits is named where another officer only replaces who is away."""
    text = case_text(case, a_mall())
    assert "72.000 menit/tahun" in text
    assert "75.000 menit/tahun" in text
    assert "Loketnya 3" in text


def test_nothing_counted_is_refused(tmp_path: Path):
    """A case out of nothing would be invented."""
    simulations = Simulations(executor=InlineExecutor(), promise=a_mall().promise, cache=ResultCache(tmp_path))
    with pytest.raises(InvalidValue, match="no visits"):
        staffing_case(a_mall(), History(), "adminduk", simulations)
