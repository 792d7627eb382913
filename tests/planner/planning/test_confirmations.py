"""Agencies confirm or refuse a proposal; the next plan keeps the one and goes around the other."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from planner.checker.check import check_plan
from planner.domain.errors import InvalidValue
from planner.domain.mall import Mall
from planner.domain.plan import Plan
from planner.planning.confirmations import Decision, confirmed_plan, decided_by, place_of, proposals
from planner.planning.decided import Decided
from planner.planning.edit_plan import InlineExecutor
from planner.planning.plan_week import PlanSettings, plan_week
from planner.planning.rounds import RoundSettings
from planner.planning.simulations import Simulations
from planner.planning.stored import AnswerKind
from planner.queueing.cache import ResultCache
from tests.builders import DAYS, MONDAY, a_history, a_mall, an_officer, the_officers


def a_mall_of_two() -> Mall:
    """Samsat, which only proposals reach, has Dewi and Tono for its desk."""
    return a_mall(officers=(*the_officers(), an_officer("Tono", skills={"pajak"}, agency="samsat")))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> ResultCache:
    return ResultCache(tmp_path_factory.mktemp("cache"))


def planned(cache: ResultCache, decided: Decided, mall: Mall | None = None) -> Plan:
    mall = mall or a_mall_of_two()
    simulations = Simulations(executor=InlineExecutor(), promise=mall.promise, cache=cache)
    settings = PlanSettings(rounds=RoundSettings(rounds=1, solve_seconds=5, workers=1), decided=decided)
    return plan_week(mall, a_history(), DAYS[:1], simulations, settings, datetime(2026, 1, 31, tzinfo=UTC))


@pytest.fixture(scope="module")
def plan(cache: ResultCache) -> Plan:
    return planned(cache, Decided())


def test_rows_of_an_agency_that_confirms_are_proposals_until_then(plan: Plan) -> None:
    assert set(proposals(plan)) == {"samsat"}
    agreed = confirmed_plan(plan, ["samsat"])
    assert proposals(agreed) == {}
    assert check_plan(agreed) == ()
    assert agreed.passport.content_hash != plan.passport.content_hash


def test_a_refused_posting_is_not_proposed_again_and_the_plan_goes_around_it(plan: Plan, cache: ResultCache) -> None:
    """Samsat does not give Dewi on Monday: whatever she was to do there is gone, and Tono still sits."""
    dewi = frozenset(place_of(p) for p in plan.postings if p.officer == "dewi")
    assert dewi
    again = planned(cache, decided_by(plan, [Decision(agency="samsat", kind=AnswerKind.REFUSED, refused=dewi)]))
    posted = {place_of(p) for p in again.postings}
    assert not posted & dewi
    assert any(p.officer == "tono" and p.confirmed for p in again.postings)
    assert check_plan(again) == ()
    assert "proposals_refused" in {f.code for f in again.findings}


def test_who_refuses_everything_leaves_a_desk_with_no_tickets_and_a_shortfall(plan: Plan, cache: ResultCache) -> None:
    """Joko is pooled and may be sent there; without him the desk has nobody."""
    mall = a_mall_of_two()
    mall = replace(mall, skills=tuple(s for s in mall.skills if s.officer != "joko"))
    decision = Decision(agency="samsat", kind=AnswerKind.REFUSED)
    places = frozenset((o, MONDAY, s, "pajak") for o in ("dewi", "tono") for s in ("pagi", "siang", "sore"))
    decided = replace(decided_by(plan, [decision]), refused=places)
    again = planned(cache, replace(decided, kept=frozenset()), mall)
    assert sum(q.tickets for q in again.quotas if q.desk == "pajak") == 0
    assert any(s.desk == "pajak" and s.amount > 0 for s in again.shortfalls)


def test_what_is_confirmed_stands_in_the_next_plan(plan: Plan, cache: ResultCache) -> None:
    decided = decided_by(plan, [Decision(agency="samsat", kind=AnswerKind.CONFIRMED)])
    assert decided.kept == {place_of(p) for p in plan.postings if p.desk == "pajak"}
    again = planned(cache, decided)
    assert decided.kept <= {place_of(p) for p in again.postings if p.confirmed}


def test_an_agreed_posting_that_can_no_longer_hold_is_told(cache: ResultCache) -> None:
    """Dewi has left the mall since."""
    gone = frozenset({("dewi", MONDAY, "pagi", "pajak")})
    mall = a_mall_of_two()
    away = tuple(replace(o, active_to=DAYS[0].replace(day=1)) if o.id == "dewi" else o for o in mall.officers)
    again = planned(cache, Decided(kept=gone), replace(mall, officers=away))
    assert [f.code for f in again.findings].count("agreed_row_lost") == 1


def test_nobody_confirms_and_refuses_at_once() -> None:
    with pytest.raises(InvalidValue):
        Decision(agency="samsat", kind=AnswerKind.CONFIRMED, refused=frozenset({("a", MONDAY, "pagi", "pajak")}))
