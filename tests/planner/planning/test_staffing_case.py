"""The staffing case: the curve never falls, counters end it, and both conventions of workload analysis stand in it."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from planner.domain.errors import InvalidValue
from planner.domain.history import DayCount, History, MonthCount
from planner.domain.ids import DeskId, OfficerId
from planner.domain.mall import Mall
from planner.planning.edit_plan import InlineExecutor
from planner.planning.forecast_demand import forecast_demand
from planner.planning.frame import make_frame
from planner.planning.freshness import mark_of
from planner.planning.simulations import Simulations
from planner.planning.staffing_case import CaseSettings, StaffingCase, staffing_case
from planner.planning.staffing_case_abk import Doubt, counted_year
from planner.planning.staffing_case_document import as_document, input_hash, kept_case, read_document
from planner.planning.staffing_case_limit import LimitKind
from planner.planning.staffing_case_measures import Measure, MeasureKind
from planner.planning.staffing_case_trial import Team, Trial, skills_at
from planner.planning.staffing_case_year import DeskYear
from planner.queueing.cache import ResultCache
from tests.builders import a_counter, a_desk, a_mall, a_service, an_officer, the_officers

FEW = CaseSettings(replications=40)


def counted(visits: int, weeks: int = 12) -> History:
    """So many visits of KTP and of KK on every working day of autumn 2025."""
    first = date(2025, 9, 1)
    days = [first + timedelta(days=n) for n in range(7 * weeks)]
    rows = tuple(
        DayCount(day=day, desk="adminduk", service=service, visits=visits)
        for day in days
        if day.weekday() < 5
        for service in ("ktp", "kk")
    )
    return History(days=rows)


def the_mall() -> Mall:
    """Adminduk with Sari, Budi and Rina (no KK) at three counters; Lina sits at Legalisir, pooled Joko knows KTP."""
    joko = an_officer("Joko", skills={"legalisir", "pajak", "ktp"}, agency=None)
    lina = an_officer("Lina", skills={"legalisir"})
    return a_mall(officers=[*the_officers()[:4], joko, lina])


@pytest.fixture(scope="module")
def simulations(tmp_path_factory: pytest.TempPathFactory) -> Simulations:
    cache = ResultCache(tmp_path_factory.mktemp("cache"))
    return Simulations(executor=InlineExecutor(), promise=a_mall().promise, cache=cache)


@pytest.fixture(scope="module")
def case(simulations: Simulations) -> StaffingCase:
    return staffing_case(the_mall(), counted(40), "adminduk", simulations, FEW)


def measures_of(case: StaffingCase, kind: MeasureKind) -> list[Measure]:
    return [m for m in case.measures.tried if m.kind is kind]


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
    assert case.knee.middle is not None
    assert case.limit.kind is LimitKind.COUNTERS
    assert case.limit.units == 3


def test_the_promise_is_kept_whatever_the_team(case: StaffingCase):
    """Quotas keep 9 of 10 waits within 30 minutes and 95 % of days in time; officers work for part of their time."""
    for team in case.curve[1:]:
        for seen in (team.whole, team.least_demand, team.most_demand):
            assert seen.wait_p90_minutes <= 30
            assert seen.finish_probability >= 0.94
            assert 0.3 < seen.utilisation < 1


def test_both_ends_of_demand_lie_around_the_middle(case: StaffingCase):
    """The fifth of years with least demand turns fewer away, that with most turns more away."""
    today = case.today
    assert today.least_demand.turned_away < today.whole.turned_away < today.most_demand.turned_away
    assert today.least_demand.over_capacity_share <= today.most_demand.over_capacity_share


def test_a_short_count_has_an_assumed_spread(case: StaffingCase):
    """Twelve equal weeks show no spread; 90 % of years are taken to lie within 30 % of the mean, here 40 draws."""
    assert not case.demand_is_known_well
    assert 1.4 < case.demand.high / case.demand.low < 1.3 / 0.7 + 0.1


def test_half_a_year_of_equal_counts_makes_demand_known_well(simulations: Simulations):
    """The same number every day: the year's demand lies in a narrow range, and so does what is served."""
    found = staffing_case(the_mall(), counted(40, weeks=28), "adminduk", simulations, FEW)
    assert found.demand_is_known_well
    assert found.is_enough
    assert found.today.served.high - found.today.served.low < 0.05 * found.today.served.middle


def test_both_conventions_rest_on_the_simulated_volume(case: StaffingCase):
    """80 visits a day of 13 minutes: load = demand x 13, need = load / 72,000 and / 75,000."""
    loads = {wke: abk.load_minutes for wke, abk in case.abk.forecast.items()}
    assert loads[72_000] == pytest.approx(13 * case.demand_visits)
    assert case.abk.forecast[75_000].need == pytest.approx(case.demand_visits * 13 / 75_000)
    assert case.demand_visits / case.open_days == pytest.approx(80, rel=0.1)
    assert case.demand_visits == pytest.approx(case.demand.middle, rel=0.05)


def test_a_short_count_is_made_a_year_and_warned_of(case: StaffingCase):
    """60 days of 80 visits in 82 days (Monday to the last Friday) are 4,800; a year of them 4,800 x 365 / 82."""
    assert case.counted_visits == 4800
    assert case.abk.counted_weeks == pytest.approx(82 / 7)
    volume = sum(task.yearly_volume for task in case.abk.counted[72_000].tasks)
    assert volume == pytest.approx(4800 * 365 / 82)
    assert Doubt.SHORT_COUNT in {warned.doubt for warned in case.abk.warnings}
    assert not case.is_enough


def test_the_unit_counts_every_desk_of_the_agency(case: StaffingCase):
    """Adminduk has three officers and Legalisir Rina and Lina: five holders, Rina twice, which is warned of."""
    unit = case.abk.unit[72_000]
    assert (unit.desks, unit.holders) == (2, 5)
    assert Doubt.SHARED_OFFICERS in {warned.doubt for warned in case.abk.warnings}


def test_the_teams_year_and_the_curve_agree_where_they_must(simulations: Simulations):
    """All generalists at the norm's pace, nobody ever away: the same tickets both ways, within a step of the search."""
    sari, budi, rina = (an_officer(name, skills={"ktp", "kk"}) for name in ("Sari", "Budi", "Rina"))
    mall = a_mall(officers=[sari, budi, rina])
    settings = CaseSettings(replications=40, away_share=0.0)
    found = staffing_case(mall, counted(40), "adminduk", simulations, settings)
    assert found.measures.days_share == 1
    assert found.measures.team_served.middle == pytest.approx(found.today.served.middle, rel=0.03)
    assert not measures_of(found, MeasureKind.TRAIN)


def test_training_the_only_one_who_lacks_a_service_serves_more(case: StaffingCase):
    """Rina cannot do KK; with all three as generalists nobody waits for the other two."""
    (train,) = measures_of(case, MeasureKind.TRAIN)
    assert (train.officer, train.service) == ("rina", "kk")
    assert train.is_real
    assert not measures_of(case, MeasureKind.TRAIN_ALL)


def test_measures_stand_in_order_of_what_they_serve(case: StaffingCase):
    """What is lost at the other desk is taken off."""
    nets = [measure.net_served.middle for measure in case.measures.tried]
    assert nets == sorted(nets, reverse=True)
    kinds = {measure.kind for measure in case.measures.tried}
    assert {MeasureKind.SLOTS, MeasureKind.LUNCH_COVER, MeasureKind.LAST_TICKET} <= kinds
    assert MeasureKind.BREAKS_IN_TURN not in kinds  # breaks are in turn here already


def test_an_officer_of_another_desk_costs_there(case: StaffingCase):
    """Lina, who cannot be at both desks, is lost to Legalisir; Joko of the pool to the desk he helps most."""
    (move,) = measures_of(case, MeasureKind.MOVE)
    (pool,) = measures_of(case, MeasureKind.POOL)
    assert (move.officer, move.from_desk) == ("lina", "legalisir")
    assert pool.officer == "joko"
    assert move.lost_there is not None
    assert move.lost_there.middle >= 0


def test_what_a_move_wins_and_loses_is_taken_year_by_year(simulations: Simulations):
    """Legalisir loses its only officer, so no year's net gain is what Adminduk wins; without a loss it is just that."""
    stamped = [
        replace(c, desk=DeskId("legalisir"), service="legalisir") for c in counted(20).days if c.service == "ktp"
    ]
    busy = History(days=(*counted(40).days, *stamped))
    found = staffing_case(the_mall(), busy, "adminduk", simulations, FEW)
    (move,) = measures_of(found, MeasureKind.MOVE)
    more, lost, net = move.more_served, move.lost_there, move.net_served
    assert lost is not None
    assert more.low > 0
    assert lost.low > 0
    assert more.low - lost.high <= net.low < net.middle < net.high <= more.high - lost.low
    assert net.middle == pytest.approx(more.middle - lost.middle, abs=0.1 * lost.middle)
    assert all(m.net_served == m.more_served for m in found.measures.tried if m.lost_there is None)


def a_trial(simulations: Simulations, away_share: float) -> Trial:
    """Sari alone at Adminduk for four weeks; Budi, who can do the same, is of the pool."""
    sari, budi = an_officer("Sari", skills={"ktp", "kk"}), an_officer("Budi", skills={"ktp", "kk"}, agency=None)
    history = counted(60)
    mall = a_mall(officers=[sari, budi])
    assert history.last_day is not None
    frame = make_frame(mall, [history.last_day + timedelta(days=n) for n in range(1, 29)])
    outlook = forecast_demand(frame, history)
    own = tuple(f for f in outlook.forecasts if f.desk == "adminduk" and f.service is None)
    year = DeskYear(frame=frame, desk=DeskId("adminduk"), forecasts=own, shares=outlook.shares[DeskId("adminduk")])
    return Trial(year, simulations, CaseSettings(away_share=away_share))


def with_budi(trial: Trial) -> Team:
    """Budi sits at the desk too."""
    return replace(trial.team, skills={**trial.team.skills, "budi": skills_at(trial.year, OfficerId("budi"))})


def test_an_officer_who_came_from_elsewhere_is_away_as_often_as_the_others(simulations: Simulations):
    """Two who are alike, each away on half of the days: both on a quarter, just one on a half, nobody on a quarter."""
    always = a_trial(simulations, 0.0)
    alone, both = always.served(always.team).mean(), always.served(with_budi(always)).mean()
    often = a_trial(simulations, 0.5)
    assert often.served(often.team).mean() == pytest.approx(alone / 2, rel=0.03)
    assert often.served(with_budi(often)).mean() == pytest.approx(both / 4 + alone / 2, rel=0.03)


def test_with_hardly_anybody_turned_away_demand_is_the_limit(simulations: Simulations):
    """Two visits of each kind a day are served by three officers with ease."""
    found = staffing_case(the_mall(), counted(2), "adminduk", simulations, FEW)
    assert found.limit.kind is LimitKind.DEMAND


def test_the_only_camera_is_named_where_it_is_what_lacks(simulations: Simulations):
    """One camera for all visits: a fourth officer at a fifth counter waits for it."""
    mall = a_mall(
        services=(
            a_service("ktp", "adminduk", equipment="kamera"),
            a_service("kk", "adminduk", equipment="kamera"),
            *a_mall().services[2:],
        ),
        counters=(a_counter("A1", desk="adminduk", equipment=("kamera",)), *(a_counter(f"A{n}") for n in range(2, 7))),
    )
    found = staffing_case(mall, counted(60), "adminduk", simulations, FEW)
    assert found.limit.kind is LimitKind.EQUIPMENT
    assert (found.limit.equipment, found.limit.units) == ("kamera", 1)


def test_breaks_in_turn_are_tried_where_all_rest_at_once(simulations: Simulations):
    """A desk without lunch cover closes at noon; in turn it serves more."""
    mall = a_mall()
    desks = (a_desk("adminduk", min_officers=1, lunch_cover=False), *mall.desks[1:])
    found = staffing_case(replace(mall, desks=desks), counted(40), "adminduk", simulations, FEW)
    (in_turn,) = measures_of(found, MeasureKind.BREAKS_IN_TURN)
    assert in_turn.more_served.middle > 0


def test_a_case_comes_back_from_its_document(case: StaffingCase):
    """Kept as JSON and read again it is the same; a document of another form is none."""
    kept = kept_case(case, the_mall(), counted(40), date(2026, 1, 30))
    assert read_document(as_document(kept)) == kept
    assert read_document({"case": {}}) is None


def test_a_case_whose_net_gains_are_unknown_is_read_as_none(case: StaffingCase):
    """Documents of the first form hold what a measure wins and loses, not the net of each year."""
    kept = as_document(kept_case(case, the_mall(), counted(40), date(2026, 1, 30)))
    assert read_document({name: value for name, value in kept.items() if name != "form"}) is None


def test_the_hash_changes_with_the_mall_and_with_the_counts():
    """A counter more, or a visit more, is another input."""
    mall, marked = a_mall(), mark_of(counted(40))
    same = input_hash(mall, marked)
    assert same == input_hash(a_mall(), marked)
    assert same != input_hash(replace(mall, counters=mall.counters[1:]), marked)
    assert same != input_hash(mall, mark_of(counted(41)))


def test_nothing_counted_is_refused(tmp_path: Path):
    """A case out of nothing would be invented."""
    simulations = Simulations(executor=InlineExecutor(), promise=a_mall().promise, cache=ResultCache(tmp_path))
    with pytest.raises(InvalidValue, match="no visits"):
        staffing_case(a_mall(), History(), "adminduk", simulations)


def test_a_desk_without_counters_is_refused(simulations: Simulations):
    """Nobody could sit."""
    mall = a_mall(counters=(a_counter("B1", agency="samsat", desk="pajak"),))
    with pytest.raises(InvalidValue, match="no counter"):
        staffing_case(mall, counted(40), "adminduk", simulations)


def test_a_day_counted_whole_and_by_service_counts_once():
    """100 visits as a whole beside 60 + 50 by service (some came for both): 100."""
    day = date(2025, 9, 1)
    rows = [DayCount(day=day, desk="adminduk", visits=100)]
    rows += [DayCount(day=day, desk="adminduk", service=s, visits=v) for s, v in (("ktp", 60), ("kk", 50))]
    assert counted_year(a_mall(), History(days=tuple(rows)), "adminduk") == (100.0, 1 / 7)


def test_months_count_where_no_day_was_counted():
    """Two months of 500: 1,000 visits in two twelfths of 365 days."""
    months = tuple(MonthCount(month=date(2025, m, 1), desk="adminduk", visits=500) for m in (9, 10))
    visits, weeks = counted_year(a_mall(), History(months=months), "adminduk")
    assert visits == 1000
    assert weeks == pytest.approx(365 / 12 / 7 * 2)


def test_months_of_an_agency_are_those_of_its_only_desk():
    """Samsat has one desk, Disdukcapil two: its months say nothing of one of them."""
    months = tuple(MonthCount(month=date(2025, 9, 1), agency=a, visits=300) for a in ("samsat", "disdukcapil"))
    assert counted_year(a_mall(), History(months=months), "pajak")[0] == 300
    assert counted_year(a_mall(), History(months=months), "adminduk")[0] == 0


def test_a_desk_without_officers_of_its_own_is_refused(simulations: Simulations):
    """Pooled officers do not make a team."""
    mall = a_mall(officers=[an_officer("Joko", skills={"ktp"}, agency=None)])
    with pytest.raises(InvalidValue, match="nobody of its own"):
        staffing_case(mall, counted(40), "adminduk", simulations)
