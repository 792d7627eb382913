"""The small parts: breaks, counters, capacity of several classes, day tables, pooled weeks, bounds."""

import json
from collections.abc import Iterable
from dataclasses import replace
from itertools import product
from pathlib import Path
from random import Random
from types import ModuleType

import pytest

from planner.solver.block import Block, BlockSpec
from planner.solver.breaks import best_counts, deal_breaks, is_staggered
from planner.solver.capacity import most_tickets
from planner.solver.columns import SCALE, DayPrices, Prices, day_prices, floor_of
from planner.solver.compare import compare
from planner.solver.counters import assign_counters
from planner.solver.cp import run_solver
from planner.solver.day_table import DayTable, is_small
from planner.solver.draft import Draft
from planner.solver.index import MallIndex
from planner.solver.limits import Limit
from planner.solver.measure import measure, tickets_of
from planner.solver.pool import PooledWeeks
from planner.solver.pricing import PriceTask, charge, price_day
from planner.solver.problem import Counter, Day, DeskDay, Officer, Posting, Problem, Row, Skill, WeekLimit
from planner.solver.result import Options, Outcome
from planner.solver.rounds import Phase, Rounds
from planner.solver.ruleset import LOKETPLAN_1, Stage
from planner.solver.search import search
from tests.planner.solver.builders import a_day, a_problem, an_officer, posting
from tests.planner.solver.tiny import tiny_instance


@pytest.mark.parametrize(
    ("staying", "breaking", "uncovered"), [(0, 0, 4), (1, 0, 0), (0, 1, 2), (0, 2, 0), (1, 1, 0), (0, 7, 0), (0, 15, 0)]
)
def test_breaks_are_spread_over_kinds_that_do_not_meet(staying: int, breaking: int, uncovered: int) -> None:
    """One alone leaves its two half-hours empty; two take kinds 1 and 3; somebody who stays covers all."""
    found, counts = best_counts(a_day(), staying, breaking, True)
    assert (found, sum(counts.values())) == (uncovered, breaking)
    assert is_staggered(a_day(), staying, counts)


def test_pinned_and_published_kinds_are_dealt_first() -> None:
    """Budi's published kind is 3: Adi gets the other one of the spread."""
    pair = (posting("adi", 0), posting("adi", 1, 1), posting("budi", 0), posting("budi", 1, 1))
    published = (replace(posting("budi", 1), break_kind=3),)
    index = MallIndex(a_problem([an_officer("adi"), an_officer("budi")], published=published))
    kinds = {p.officer: p.break_kind for p in deal_breaks(index, pair) if p.session == 1}
    assert kinds == {"adi": 1, "budi": 3}


def seats(problem: Problem, postings: Iterable[Posting]) -> dict[tuple[str, int], str]:
    return {(p.officer, p.session): p.counter for p in assign_counters(MallIndex(problem), postings)}


def test_counters_stay_the_same_through_the_day() -> None:
    """Budi comes first in siang by id, but Sari keeps the counter she had in pagi."""
    problem = a_problem([an_officer("adi"), an_officer("budi"), an_officer("sari")])
    found = seats(problem, [posting("budi", 0), posting("sari", 0), posting("adi", 1), posting("sari", 1)])
    assert found["sari", 0] == found["sari", 1] == "ktp-2"
    assert found["adi", 1] == "ktp-1"


def test_flexible_counters_are_left_to_the_desk_that_needs_them() -> None:
    """Sari pinned her wish on the flexible counter, but "kia" has none of its own."""
    people = [an_officer("budi", ("kia",)), an_officer("sari")]
    counters = (Counter(id="own", agency="dukcapil", desk="ktp"), Counter(id="flex", agency="dukcapil"))
    pin = replace(posting("sari", 0), counter="flex")
    problem = a_problem(people, counters=counters, fixed=(pin,))
    assert seats(problem, [posting("budi", 0, desk="kia"), posting("sari", 0)]) == {
        ("budi", 0): "flex",
        ("sari", 0): "own",
    }


def test_tickets_of_several_classes_share_officers_and_caps() -> None:
    """a alone 6, b alone 6, together 10 a session; two sessions give 20; class a is worth 3 a day: 3 + 6 + 6 = 15."""
    caps = {frozenset("a"): 6, frozenset("b"): 6, frozenset("ab"): 10}
    free = DeskDay(desk="ktp", day=0, demand_visits=(50,) * 5)
    assert most_tickets(free, ("a", "b"), [caps, caps]) == 20
    assert most_tickets(replace(free, class_visits=(3, 40)), ("a", "b"), [caps, caps]) == 15
    assert most_tickets(replace(free, tickets_cap=12), ("a", "b"), [caps, caps]) == 12


def classes_problem(seed: int) -> Problem:
    """Two classes at a desk; officers hold one or both; tables grow less than additively."""
    draw = Random(seed)
    people = []
    for n in range(3):
        held = draw.choice((("a",), ("b",), ("a", "b")))
        skills = tuple(
            Skill(desk="ktp", tenths=(t := draw.randint(6, 12)), tenths_break=(t // 2,), skill_class=c) for c in held
        )
        people.append(an_officer(f"o{n}", skills=skills))
    rows = tuple(
        Row(
            desk="ktp",
            day=0,
            session=s,
            table=tuple(u * share // 10 for u in range(40)),
            classes=classes,
            shift=draw.choice((-1, 0, 1)),
        )
        for s in range(3)
        for classes, share in ((("a",), 8), (("b",), 8), (("a", "b"), 8))
    )
    demand = DeskDay(
        desk="ktp", day=0, demand_visits=(20, 25, 30, 35, 40), class_visits=(draw.randint(5, 25), draw.randint(5, 25))
    )
    problem = a_problem(people, rows=rows, desk_days=(demand,))
    return replace(problem, desks=(replace(problem.desks[0], classes=("a", "b")),))


def test_model_and_measure_agree_on_several_classes() -> None:
    """The model's first stage equals the closed form's, on the roster it found, for 15 drawn desks."""
    for seed in range(15):
        problem = classes_problem(seed)
        result = search(problem, Options(seconds=20, workers=1), lambda *_: None, lambda: False)
        assert result.outcome is Outcome.PROVED, seed
        index = MallIndex(problem)
        block = Block(index, BlockSpec(agency="dukcapil", days=(0,)))
        block.model.minimize(block.stage_amount(Stage.UNMET))
        assert run_solver(block.model, Limit(seconds=20)).value == result.stage(Stage.UNMET).value, seed
        issued = sum(t.tickets for t in tickets_of(index, result.postings))
        assert issued == Draft(index).load(result.postings).day_tickets("ktp", 0)


def drawn_prices(index: MallIndex, seed: int) -> Prices:
    draw = Random(seed)
    officers, days = list(index.officers), range(len(index.days))
    return Prices(
        units={(o, 0): draw.randint(0, 3000) for o in officers},
        days={(o, 0): draw.randint(0, 9000) for o in officers},
        links={
            (o, d, s, a, flag): draw.randint(-30000, 30000)
            for o, d, s, a, flag in product(index.pooled, days, range(3), index.agencies, (0, 1))
        },
    )


def test_day_table_and_block_model_price_alike(bench_format: ModuleType) -> None:
    """The table is written out from the rules' sentences, the block from their models: 30 malls, prices drawn."""
    priced = 0
    for seed in range(30):
        index = MallIndex(bench_format.read_problem(tiny_instance(seed)))
        prices = drawn_prices(index, seed)
        for agency, day in product(index.agencies, range(len(index.days))):
            seen = day_prices(index, prices, agency, day)
            assert is_small(index, agency, day)
            table = DayTable(index, agency, day).price(seen)
            task = PriceTask(agency=agency, day=day, prices=seen, limit=Limit(seconds=10))
            model = price_day(index, task)
            assert table.bound == model.bound, (seed, agency, day)
            best = table.columns[0]
            assert SCALE * best.cost + charge(index, best, seen) == table.bound
            assert floor_of(seen) <= table.bound
            draft = Draft(index).load(best.postings())
            if all(index.homes[officer] for officer, _, _, _ in best.seats):
                assert draft.day_cost(agency, day) == best.cost
            priced += 1
    assert priced > 40


def test_table_columns_within_a_slack_are_all_of_them() -> None:
    """With no slack only the cheapest rows, with much slack every row of the table."""
    index = MallIndex(a_problem([an_officer("sari")]))
    table = DayTable(index, "dukcapil", 0)
    free = DayPrices(units=(), days=(), links=())
    cheapest, whole = table.within(free, 0, 100)
    assert whole
    assert {column.cost for column in cheapest} == {int(table.costs.min()) // SCALE}
    assert len(table.within(free, 10**9, 100)[0]) == 8
    assert not table.within(free, 10**9, 3)[1]


def two_agencies(days: int, limit: WeekLimit) -> Problem:
    pooled = an_officer("lia", ("ktp", "npwp"), agency=None, days=days, weeks=(limit,))
    return a_problem(
        [pooled, an_officer("sari", days=days), an_officer("adi", ("npwp",), agency="pajak", days=days)], days=days
    )


def brute_week(index: MallIndex, prices: Prices, limit: WeekLimit) -> int:
    """Best worth of Lia's week over every choice of agency or idle in six sessions."""
    best = 0
    for work in product((None, "dukcapil", "pajak"), repeat=3 * len(index.days)):
        worth = minutes = days = 0
        for day in range(len(index.days)):
            at = work[3 * day : 3 * day + 3]
            breaks = at[1] is not None and (at[0] is not None or at[2] is not None)
            days += any(at)
            minutes += sum(m for m, a in zip((180, 150, 90), at, strict=True) if a) - 60 * breaks
            worth += sum(prices.links["lia", day, s, a, int(breaks and s == 1)] for s, a in enumerate(at) if a)
        if minutes <= limit.duty_minutes and days <= limit.max_days:
            best = max(best, worth)
    return best


@pytest.mark.parametrize("seed", range(6))
def test_pooled_week_is_the_best_of_all(seed: int) -> None:
    """Dynamic programming against every one of 729 weeks of two days, limits drawn."""
    limit = WeekLimit(counter_minutes=0, duty_minutes=Random(seed).choice((180, 360, 500, 2250)), max_days=1 + seed % 2)
    index = MallIndex(two_agencies(2, limit))
    prices = drawn_prices(index, seed)
    worth, column = PooledWeeks(index).best("lia", 0, prices)
    assert worth == brute_week(index, prices, limit) == sum(prices.links[link] for link in column.links)


def test_bound_of_a_shared_officer_is_proved_by_closing() -> None:
    """Lia can serve either agency in pagi only; the one she does not serve is short. Proved although she is pooled."""
    problem = two_agencies(1, WeekLimit(counter_minutes=180, duty_minutes=180, max_days=1))
    result = search(problem, Options(seconds=20, workers=1), lambda *_: None, lambda: False)
    assert result.outcome is Outcome.PROVED
    assert {p.session for p in result.postings if p.officer == "lia"} <= {0, 1}


def test_weeks_of_a_longer_horizon_have_their_own_limits() -> None:
    """Two weeks of one day, 180 minutes each, 360 in all: she works pagi in both; 359 leave one week shorter."""
    weeks = (WeekLimit(counter_minutes=180, duty_minutes=180),) * 2
    days: tuple[Day, ...] = (a_day(minutes=(180, 0, 0)), a_day("2026-02-09", week=1, minutes=(180, 0, 0)))
    officer = an_officer("sari", days=2, weeks=weeks)

    def worked(record: Officer) -> int:
        result = search(a_problem([record], days=days), Options(seconds=20, workers=1), lambda *_: None, lambda: False)
        assert result.outcome is Outcome.PROVED
        return len(result.postings)

    assert worked(officer) == 2
    assert worked(replace(officer, horizon_minutes=359)) == 1


def test_rounds_take_turns_only_when_a_full_round_is_too_long() -> None:
    """Twelve large days of 0.3 s: a round of 10 s takes all, one of 1 s three at a time and all at the fourth."""
    people = [an_officer(f"o{n:02d}", days=12) for n in range(12)]
    index = MallIndex(a_problem(people, days=12, rule_set=LOKETPLAN_1))
    keys = [("dukcapil", day) for day in range(12)]
    phase = Phase(name="x", kept_share=0.5, end_at=1.0, round_seconds=10.0, rounds=1)
    assert len(Rounds(index, keys).due(phase, False)) == 12
    short = Rounds(index, keys)
    assert [len(short.due(replace(phase, round_seconds=1.0), False)) for _ in range(4)] == [3, 3, 3, 12]
    assert len(short.due(replace(phase, round_seconds=1.0), True)) == 12


def test_repair_keeps_what_it_can_and_fills_the_gap() -> None:
    """Sari is ill on day 0: her pagi goes to Budi, who is free; day 1 stays as published."""
    people = [an_officer(name, days=2, available=((True, False, False),) * 2) for name in ("budi", "sari")]
    published = (posting("sari", 0), posting("sari", 0, day=1))
    problem = a_problem(
        people,
        days=2,
        published=published,
        absent=frozenset({("sari", 0)}),
        desk_days=tuple(DeskDay(desk="ktp", day=d, demand_visits=(10,) * 5) for d in range(2)),
    )
    result = search(problem, Options(seconds=5, workers=1), lambda *_: None, lambda: False)
    assert {(p.officer, p.day, p.session) for p in result.postings} == {("budi", 0, 0), ("sari", 1, 0)}
    assert result.stage(Stage.CHANGE).value == 1


def test_difference_of_two_results_names_what_moved() -> None:
    """One officer fewer: his sessions become idle, tickets and parts change."""
    problem = a_problem([an_officer("budi"), an_officer("sari")])
    fewer = replace(problem, absent=frozenset({("sari", 0)}))
    results = [search(p, Options(seconds=20, workers=1), lambda *_: None, lambda: False) for p in (problem, fewer)]
    found = compare(problem, *results)
    assert {(m.officer, m.after) for m in found.moved if m.officer == "sari"} == {("sari", "")}
    assert found.stages["unmet"][0] < found.stages["unmet"][1]
    assert compare(problem, results[0], results[0]).moved == ()


def test_measure_tells_every_stage_of_the_rule_set() -> None:
    """Before publication five stages, after it six in the other order."""
    problem = a_problem([an_officer("sari")])
    assert [s.value for s in measure(MallIndex(problem), ()).values] == ["unmet", "risk", "overtime", "unfair", "pref"]
    after = MallIndex(replace(problem, published=()))
    assert [s.value for s in measure(after, ()).values][:2] == ["unmet", "change"]


def test_kit_instance_is_proved_through_all_stages(bench_format: ModuleType) -> None:
    """S-2 of the bench: 37, 22, 0, 0, 1 are the best known values of its stages, the first one proved."""
    path = Path(__file__).parents[2] / "cases" / "roster" / "S-2.json"
    problem = bench_format.read_problem(json.loads(path.read_text(encoding="utf-8")))
    result = search(problem, Options(seconds=60, workers=1), lambda *_: None, lambda: False)
    assert [value.value for value in result.stages] == [37, 22, 0, 0, 1]
    assert result.stages[0].bound == 37
