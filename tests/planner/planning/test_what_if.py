"""What if: nothing changed differs by nothing, an officer more never serves fewer, answers are kept."""

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from time import monotonic, sleep

import pytest

from planner.domain.errors import InvalidValue
from planner.domain.periods import Week
from planner.planning.edit_plan import InlineExecutor
from planner.planning.scenario import Absent, LastTicket, OfficerAdded, Scenario
from planner.planning.simulations import Simulations
from planner.planning.steps import Step
from planner.planning.what_if import Answer, Sweep
from planner.planning.what_if_week import BaseWeek, WhatIfSettings, make_base_week, run_week
from planner.queueing.cache import CACHE_VARIABLE, ResultCache
from planner.queueing.capacity import SearchSettings
from planner.queueing.proof import ProofSettings
from tests.builders import DAYS, a_plan

QUICK = WhatIfSettings(
    solve_seconds=2,
    proof=ProofSettings(days=100),
    search=SearchSettings(bracket_days=50, days=100, close_days=100),
)
NOTHING = Scenario(name="tidak ada yang berubah")
ONE_MORE = Scenario(name="satu lagi di Samsat", changes=(OfficerAdded(desk="pajak"),))
NEXT_DAYS = tuple(day + timedelta(days=7) for day in DAYS)
WEEK, NEXT = Week.of(DAYS[0]), Week.of(NEXT_DAYS[0])
BOTH = Scenario(name="dua minggu", weeks=(NEXT, WEEK), changes=(Absent(officer="dewi"),))
ROOT = Path(__file__).parents[3]


def answer_of(weeks: dict[Week, BaseWeek], scenario: Scenario) -> Answer:
    """The answer of one scenario, worked out in this process."""
    answer = Sweep(base=weeks, executor=InlineExecutor(), settings=QUICK).answers([scenario])[0]
    assert answer is not None
    return answer


@pytest.fixture(scope="module", autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Parts ask a cache of their own process: they share a folder, so that no capacity is searched twice."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CACHE_VARIABLE, str(tmp_path_factory.mktemp("results")))
        yield


@pytest.fixture(scope="module")
def simulations(tmp_path_factory: pytest.TempPathFactory) -> Simulations:
    plan = a_plan(days=DAYS[:1])
    cache = ResultCache(tmp_path_factory.mktemp("cache"))
    return Simulations(executor=InlineExecutor(), promise=plan.input.mall.promise, cache=cache)


@pytest.fixture(scope="module")
def base(simulations: Simulations) -> BaseWeek:
    return make_base_week(a_plan(), simulations, QUICK)


@pytest.fixture(scope="module")
def weeks(base: BaseWeek, simulations: Simulations) -> dict[Week, BaseWeek]:
    return {WEEK: base, NEXT: make_base_week(a_plan(days=NEXT_DAYS), simulations, QUICK)}


def test_a_scenario_that_changes_nothing_differs_by_exactly_nothing(base: BaseWeek):
    """Every desk-day rests on the same as in the base, so the same records are taken: no difference, no change."""
    answer = answer_of({WEEK: base}, NOTHING)
    assert answer.changes_nothing
    assert len(answer.rows) == 1
    assert {k.difference for k in answer.rows[0].kpis} == {0}
    assert {(k.low, k.high) for k in answer.rows[0].kpis} <= {(0, 0), (None, None)}
    assert answer.base_worst == answer.scenario_worst


def test_one_officer_more_serves_no_fewer_and_leaves_other_agencies_alone(base: BaseWeek, simulations: Simulations):
    """Only Samsat is touched: rows of Disdukcapil are the base's own, and Samsat keeps the better of two rosters."""
    run = run_week(base, ONE_MORE, simulations, QUICK)
    others = [p for p in run.postings if p.desk != "pajak"]
    assert repr(others) == repr([p for p in base.plan.postings if p.desk != "pajak"])
    told = [repr([q for q in quotas if q.desk != "pajak"]) for quotas in (run.quotas, base.run.quotas)]
    assert told[0] == told[1]
    assert _served(run, "pajak") >= _served(base.run, "pajak")


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("desk", ["adminduk", "legalisir", "pajak"])
def test_an_officer_more_never_serves_fewer(desk: str, seed: int, base: BaseWeek, simulations: Simulations):
    """Whatever desk and draws: the roster as it is stays a candidate, so the whole mall serves no fewer."""
    settings = WhatIfSettings(solve_seconds=2, seed=seed, proof=ProofSettings(days=100, seed=seed), search=QUICK.search)
    own = make_base_week(base.plan, simulations, settings)
    before = run_week(own, NOTHING, simulations, settings)
    after = run_week(own, Scenario(name="lagi", changes=(OfficerAdded(desk=desk),)), simulations, settings)
    assert _served(after) >= _served(before)


def test_an_answer_names_every_key_figure_of_every_desk_that_differs(base: BaseWeek):
    """Of the mall and of `pajak`: all eleven figures, its worst day, intervals where they are simulated."""
    answer = answer_of({WEEK: base}, Scenario(name="x", changes=(Absent(officer="dewi"),)))
    mall, desk = (next(r for r in answer.rows if r.desk == name) for name in (None, "pajak"))
    names = [k.kpi for k in mall.kpis]
    assert names == [k.kpi for k in desk.kpis]
    assert {
        "served",
        "turned_away",
        "wait_p90_minutes",
        "finish_probability",
        "utilisation",
        "overtime_minutes",
        "fairness_minutes",
        "officers_needed",
        "quota_tickets",
    } <= set(names)
    counted = {k.kpi for k in mall.kpis if k.low is None}
    assert counted == {"quota_tickets", "overtime_minutes", "fairness_minutes"}
    assert desk.get("served").difference < 0
    assert desk.scenario_worst is not None
    assert desk.scenario_worst.desk == "pajak"
    assert {change.officer for change in answer.roster} == {"dewi"}


def test_officers_needed_do_not_fall_where_nobody_is_left(base: BaseWeek):
    """With both who serve `pajak` away nobody serves; the same people come, so as many officers are needed."""
    away = Scenario(name="x", changes=(Absent(officer="dewi"), Absent(officer="joko")))
    answer = answer_of({WEEK: base}, away)
    row = next(row for row in answer.rows if row.desk == "pajak")
    assert row.get("served").scenario == 0
    assert row.get("officers_needed").scenario == pytest.approx(row.get("officers_needed").base)


def test_answers_are_kept_and_taken_up_again(base: BaseWeek, tmp_path: Path):
    """Stopped after the first of two, the second run makes only the other one."""
    told: list[Step] = []
    other = Scenario(name="juga tidak ada")

    def sweep(*, stop: bool) -> Sweep:
        return Sweep(
            base={WEEK: base},
            executor=InlineExecutor(),
            folder=tmp_path,
            settings=QUICK,
            tell=told.append,
            should_stop=lambda: stop,
        )

    sweep(stop=True).answers([NOTHING])
    assert len(told) == 1
    first, second = sweep(stop=False).answers([NOTHING, other])
    assert len(told) == 2
    assert first is not None
    assert second is not None
    assert first.rows == second.rows
    assert sweep(stop=False).answers([NOTHING, other]) == (first, second)
    assert len(told) == 2


def test_several_weeks_are_compared_each_and_together(weeks: dict[Week, BaseWeek]):
    """Visits of both weeks add up to those over all; the worst day is the worse of the two; weeks stand in order."""
    answer = answer_of(weeks, BOTH)
    assert answer.weeks == (str(WEEK), str(NEXT))
    assert [week.week for week in answer.by_week] == [str(WEEK), str(NEXT)]
    for kpi in ("served", "turned_away", "quota_tickets"):
        each = [week.rows[0].get(kpi) for week in answer.by_week]
        whole = answer.rows[0].get(kpi)
        assert sum(k.base for k in each) == pytest.approx(whole.base)
        assert sum(k.difference for k in each) == pytest.approx(whole.difference)
    worst = max((week.scenario_worst for week in answer.by_week), key=lambda day: (day.turned_away, day.day))
    assert answer.scenario_worst == worst


def test_a_scenario_without_weeks_is_of_the_first_base(weeks: dict[Week, BaseWeek]):
    """That other scenarios name other weeks does not change what is asked, nor the key it is kept under."""
    alone, among = (
        Sweep(base=base, executor=InlineExecutor(), settings=QUICK) for base in ({WEEK: weeks[WEEK]}, weeks)
    )
    assert alone.key_of(NOTHING) == among.key_of(NOTHING)


def test_a_week_without_base_is_refused_with_the_name(base: BaseWeek):
    """Better a sentence before anything is worked out than a fault in between."""
    with pytest.raises(InvalidValue, match=f"dua minggu: there is no base plan of {NEXT}"):
        Sweep(base={WEEK: base}, executor=InlineExecutor(), settings=QUICK).answers([NOTHING, BOTH])


def test_a_scenario_that_cannot_be_is_refused_before_the_others_run(base: BaseWeek):
    """A last ticket of a desk after the mall's: told with the scenario's name, nothing is worked out."""
    told: list[Step] = []
    late = Scenario(name="terlambat", changes=(LastTicket(desk="pajak", last_ticket=time(14, 45)),))
    with pytest.raises(InvalidValue, match="terlambat: "):
        Sweep(base={WEEK: base}, executor=InlineExecutor(), settings=QUICK, tell=told.append).answers([NOTHING, late])
    assert told == []


class OnlyTheFirst(InlineExecutor):
    """Works out the first task and leaves the others waiting, as a pool does that is stopped."""

    def __init__(self) -> None:
        self.asked = 0

    def submit(self, fn, /, *args, **kwargs):
        self.asked += 1
        return super().submit(fn, *args, **kwargs) if self.asked == 1 else Future()


def test_stopped_between_two_weeks_nothing_is_lost(weeks: dict[Week, BaseWeek], tmp_path: Path):
    """The first week was kept: taken up again, only the second is worked out, and the answer is the same to the bit."""
    told: list[Step] = []

    def sweep(executor: Executor, **stop) -> Sweep:
        return Sweep(base=weeks, executor=executor, folder=tmp_path, settings=QUICK, tell=told.append, **stop)

    assert sweep(OnlyTheFirst(), should_stop=lambda: True).answers([BOTH]) == (None,)
    assert [path.name.split(".")[1] for path in tmp_path.iterdir()] == ["0"]
    again = sweep(InlineExecutor()).answers([BOTH])[0]
    whole = Sweep(base=weeks, executor=InlineExecutor(), settings=QUICK).answers([BOTH])[0]
    assert again is not None
    assert whole is not None
    assert replace(again, seconds=0.0) == replace(whole, seconds=0.0)
    assert [path.name for path in tmp_path.iterdir()] == [f"{again.key}.json"]
    assert [line.split(" (")[0] for line in (step.text_id for step in told)] == [
        f"dua minggu: {WEEK}",
        f"dua minggu: {NEXT}",
        "1 dari 1: dua minggu",
    ]


def test_a_damaged_part_is_worked_out_again(weeks: dict[Week, BaseWeek], tmp_path: Path):
    """Half a file counts as none."""
    sweep = Sweep(base=weeks, executor=OnlyTheFirst(), folder=tmp_path, settings=QUICK, should_stop=lambda: True)
    sweep.answers([BOTH])
    part = next(tmp_path.iterdir())
    part.write_text(part.read_text()[:100])
    answer = replace(sweep, executor=InlineExecutor(), should_stop=lambda: False).answers([BOTH])[0]
    assert answer is not None
    assert len(answer.by_week) == 2


KILLED = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from planner.planning.scenario import OfficerAdded, Scenario
from planner.planning.simulations import Simulations
from planner.planning.edit_plan import InlineExecutor
from planner.planning.what_if import Sweep
from planner.planning.what_if_week import make_base_week
from planner.domain.periods import Week
from tests.builders import DAYS, a_plan
from tests.planner.planning.test_what_if import QUICK, five

plan = a_plan()
base = make_base_week(plan, Simulations(executor=InlineExecutor(), promise=plan.input.mall.promise), QUICK)
with ThreadPoolExecutor(1) as one:
    Sweep(base={Week.of(DAYS[0]): base}, executor=one, folder=Path(sys.argv[1]), settings=QUICK).answers(five())
"""


def five() -> list[Scenario]:
    """Scenarios that each take a moment."""
    return [
        Scenario(name=f"{desk} {n}", changes=(OfficerAdded(desk=desk, count=n),))
        for n, desk in enumerate(("pajak", "legalisir", "adminduk", "pajak", "legalisir"), start=1)
    ]


@pytest.mark.slow
def test_killed_in_the_middle_what_was_answered_stays(base: BaseWeek, tmp_path: Path):
    """kill -9 after the first answers: they are whole, and the next run makes only the others."""
    running = subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path)], cwd=ROOT)
    until = monotonic() + 120
    while not list(tmp_path.glob("*.json")) and monotonic() < until:
        sleep(0.02)
    running.kill()
    running.wait(10)
    kept = {path.stem: json.loads(path.read_text()) for path in tmp_path.glob("*.json")}
    assert 1 <= len(kept) < 5
    told: list[Step] = []
    sweep = Sweep(base={WEEK: base}, executor=InlineExecutor(), folder=tmp_path, settings=QUICK, tell=told.append)
    found = {answer.key: answer for answer in sweep.answers(five()) if answer}
    assert len(found) == 5
    assert len(told) == 5 - len(kept)
    assert {found[key].seconds for key in kept} == {content["seconds"] for content in kept.values()}


def _served(run, desk: str | None = None) -> float:
    return sum(float(f.served.mean()) for key, f in run.figures.items() if desk in (None, key[0]))
