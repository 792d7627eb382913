"""A staffing case with round figures: three officers at three counters serve 1,000 visits a year each."""

from dataclasses import replace
from datetime import date

from planner.planning.abk import WKE_BKN, WKE_PERMENPAN, Abk, Task
from planner.planning.staffing_case import CaseSettings, Knee, Pool, Range, StaffingCase, TeamFigures, TeamYear
from planner.planning.staffing_case_abk import CaseAbk, Doubt, UnitYear, Warned
from planner.planning.staffing_case_document import KeptCase
from planner.planning.staffing_case_limit import Limit, LimitKind
from planner.planning.staffing_case_measures import Measure, MeasureKind, Measures

NOTHING = Range(middle=0, low=0, high=0)


def a_range(middle: float, off: float = 100) -> Range:
    """A middle and as much to both sides."""
    return Range(middle=middle, low=middle - off, high=middle + off)


def a_team(officers: int) -> TeamYear:
    """1,000 visits served by each, 800 at the low end of demand and 1,200 at the high end."""

    def figures(each: float) -> TeamFigures:
        return TeamFigures(
            served=each * officers,
            turned_away=each,
            more_served=each * (officers - 3),
            over_capacity_share=0.5,
            wait_p90_minutes=25,
            utilisation=0.8,
            finish_probability=0.97,
        )

    return TeamYear(
        officers=officers,
        tickets_a_day=10.0 * officers,
        served=a_range(1000.0 * officers),
        turned_away=a_range(1200, 200),
        more_served=a_range(1000.0 * (officers - 3)) if officers != 3 else NOTHING,
        whole=figures(1000),
        least_demand=figures(800),
        most_demand=figures(1200),
    )


def some_measures() -> Measures:
    """Rina learns KK; five windows; an hour that brings nothing; Joko of the pool."""
    return Measures(
        tried=(
            Measure(kind=MeasureKind.SLOTS, more_served=a_range(400), net_served=a_range(400), number=5),
            Measure(
                kind=MeasureKind.TRAIN,
                more_served=a_range(300),
                net_served=a_range(300),
                officer="rina",
                service="kk",
            ),
            Measure(
                kind=MeasureKind.POOL,
                more_served=a_range(500),
                officer="joko",
                from_desk="legalisir",
                lost_there=a_range(350),
                net_served=a_range(150),
            ),
            Measure(kind=MeasureKind.LAST_TICKET, more_served=a_range(20), net_served=a_range(20), number=30),
        ),
        days_share=0.97,
        team_served=a_range(2900),
    )


def a_move(net: Range) -> Measures:
    """Only Lina's move from Legalisir was tried: 2,500 visits more here, 2,300 fewer there."""
    move = Measure(
        kind=MeasureKind.MOVE,
        more_served=a_range(2500),
        officer="lina",
        from_desk="legalisir",
        lost_there=a_range(2300),
        net_served=net,
    )
    return Measures(tried=(move,), days_share=0.97, team_served=a_range(2900))


def an_abk(volume: float) -> dict[int, Abk]:
    """One task of 13 minutes, three holders."""
    tasks = (Task(name="KTP & KK", volume=volume, norm_minutes=13),)
    return {wke: Abk(tasks=tasks, holders=3, wke_minutes=wke) for wke in (WKE_BKN, WKE_PERMENPAN)}


def a_pool(**changes: object) -> Pool:
    """Joko sits there for four fifths of the time and Lina for a tenth; without them everybody serves half as much."""
    curve = tuple(
        replace(a_team(n), served=a_range(500.0 * n), more_served=a_range(500.0 * (n - 3))) for n in range(2, 9)
    )
    values = {"shares": {"joko": 0.8, "lina": 0.1}, "are_able": 2, "weeks": ("2026-W12", "2026-W13"), "curve": curve}
    return Pool(**{**values, **changes})  # type: ignore[arg-type]


def a_case(**changes: object) -> StaffingCase:
    """Disdukcapil's desk `adminduk` of `a_mall`."""
    unit = UnitYear(desks=2, holders=4, load_minutes=260_000, eu=0.9, shortage=1, surplus=0)
    abk = CaseAbk(
        forecast=an_abk(20_000),
        counted=an_abk(15_000),
        unit={WKE_BKN: unit, WKE_PERMENPAN: unit},
        counted_visits=15_000,
        counted_weeks=52,
        warnings=(Warned(doubt=Doubt.HIDDEN_DEMAND, value=0.33),),
    )
    case = StaffingCase(
        desk="adminduk",
        officers=3,
        counters=4,
        first_day=date(2026, 2, 2),
        last_day=date(2027, 1, 29),
        open_days=250,
        demand_visits=20_000,
        demand=a_range(20_000, 5_000),
        demand_is_estimated=True,
        busy_day_visits=124,
        visit_minutes=13,
        abk=abk,
        curve=tuple(a_team(n) for n in range(2, 9)),
        one_away_served=12.0,
        away_days_share=0.22,
        knee=Knee(middle=5, least_demand=4, most_demand=6),
        limit=Limit(kind=LimitKind.OFFICERS, units=3),
        measures=some_measures(),
        settings=CaseSettings(),
    )
    return replace(case, **changes)  # type: ignore[arg-type]


def a_kept_case(**changes: object) -> KeptCase:
    """The case with its passport."""
    return KeptCase(case=a_case(**changes), input_hash="a1b2c3" * 10 + "abcd", made_on=date(2026, 1, 30))
