"""Names that nobody knows, rows that stand twice, desk-days without a forecast."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.checker.check import check_plan
from planner.domain.mall import AlsoNeed, Counter, GivenPosting
from planner.domain.plan import Plan, Shortfall, WindowProof
from planner.domain.staff import Leave, Pair, PairKind, Skill
from tests.builders import (
    DAYS,
    MONDAY,
    a_desk,
    a_forecast,
    a_mall,
    a_plan,
    a_posting,
    a_proof,
    a_quota,
    a_service,
    an_officer,
    resealed,
    with_mall,
)

SUNDAY = date(2026, 2, 8)


def places_of(plan: Plan, rule: str) -> set[tuple[str, str]]:
    return {(v.place.part, v.value) for v in check_plan(plan) if v.rule == rule}


def plus(part: str, row: Any) -> Plan:
    plan = a_plan()
    return resealed(plan, **{part: (*getattr(plan, part), row)})


def mall_plus(part: str, row: Any) -> Plan:
    return with_mall(a_plan(), **{part: (*getattr(a_mall(), part), row)})


def a_shortfall(**changes: Any) -> Shortfall:
    values = {"kind": "lunch_cover", "desk": "adminduk", "day": MONDAY, "amount": 1, "unit": "half_hours", **changes}
    return Shortfall(**values)


def a_proof_with(**changes: Any) -> Any:
    proof = a_proof("adminduk", MONDAY, {"pagi": 1.0}, 1.0)
    row = WindowProof(**{"window": "pagi", "admitted": 1.0, "share_within": 1.0, "wait_p90_minutes": 1.0, **changes})
    return replace(proof, windows=(row,))


@pytest.mark.parametrize(
    ("plan", "place"),
    [
        pytest.param(plus("postings", a_posting("ghost", "adminduk")), "postings.officer", id="posting officer"),
        pytest.param(plus("postings", a_posting("sari", "ghost")), "postings.desk", id="posting desk"),
        pytest.param(
            plus("postings", a_posting("sari", "adminduk", session="ghost")), "postings.session", id="posting session"
        ),
        pytest.param(
            plus("postings", a_posting("sari", "adminduk", counter="ghost")), "postings.counter", id="posting counter"
        ),
        pytest.param(plus("quotas", a_quota("ghost")), "quotas.desk", id="quota desk"),
        pytest.param(plus("quotas", a_quota("adminduk", service="ghost")), "quotas.service", id="quota service"),
        pytest.param(plus("quotas", a_quota("adminduk", window="ghost")), "quotas.window", id="quota window"),
        pytest.param(plus("forecast", a_forecast("ghost")), "forecast.desk", id="forecast desk"),
        pytest.param(plus("forecast", a_forecast("adminduk", service="ghost")), "forecast.service", id="its service"),
        pytest.param(plus("proofs", a_proof("ghost", MONDAY, {"pagi": 1.0}, 1.0)), "proofs.desk", id="proof desk"),
        pytest.param(plus("proofs", a_proof_with(window="ghost")), "proofs.window", id="proof window"),
        pytest.param(plus("proofs", a_proof_with(service="ghost")), "proofs.service", id="proof service"),
        pytest.param(
            plus("table_minus_simulation", replace(a_plan().table_minus_simulation[0], desk="ghost")),
            "table_minus_simulation.desk",
            id="compared desk",
        ),
        pytest.param(plus("shortfalls", a_shortfall(desk="ghost")), "shortfalls.desk", id="shortfall desk"),
        pytest.param(plus("shortfalls", a_shortfall(agency="ghost")), "shortfalls.agency", id="shortfall agency"),
        pytest.param(plus("shortfalls", a_shortfall(officers=("ghost",))), "shortfalls.officers", id="who could"),
        pytest.param(mall_plus("desks", a_desk("x", agency="ghost")), "input.mall.desks.agency", id="desk agency"),
        pytest.param(mall_plus("services", a_service("x", "ghost")), "input.mall.services.desk", id="service desk"),
        pytest.param(
            mall_plus("counters", Counter(id="x", agency="ghost")), "input.mall.counters.agency", id="counter agency"
        ),
        pytest.param(
            mall_plus("counters", Counter(id="x", agency="samsat", desk="ghost")),
            "input.mall.counters.desk",
            id="counter desk",
        ),
        pytest.param(
            mall_plus("officers", an_officer("X", agency="ghost").officer),
            "input.mall.officers.agency",
            id="officer agency",
        ),
        pytest.param(
            mall_plus("skills", Skill(officer="ghost", service="ktp")), "input.mall.skills.officer", id="skill officer"
        ),
        pytest.param(
            mall_plus("skills", Skill(officer="sari", service="ghost")),
            "input.mall.skills.service",
            id="skill service",
        ),
        pytest.param(
            mall_plus("leave", Leave(officer="ghost", first_day=MONDAY, last_day=MONDAY)),
            "input.mall.leave.officer",
            id="leave officer",
        ),
        pytest.param(
            mall_plus("pairs", Pair(officer="sari", other="ghost", kind=PairKind.SENIOR_OF)),
            "input.mall.pairs.officer",
            id="pair officer",
        ),
        pytest.param(
            mall_plus("given", GivenPosting(officer="ghost", day=MONDAY, session="pagi", desk="pajak")),
            "input.mall.given.officer",
            id="given officer",
        ),
        pytest.param(
            mall_plus("given", GivenPosting(officer="dewi", day=MONDAY, session="pagi", desk="ghost")),
            "input.mall.given.desk",
            id="given desk",
        ),
        pytest.param(
            mall_plus("also_needs", AlsoNeed(desk="adminduk", service="ktp", next_service="ghost", share=1.0)),
            "input.mall.also_needs.service",
            id="further need",
        ),
    ],
)
def test_unknown_name_is_told_with_its_place(plan: Plan, place: str) -> None:
    """Every name that a row uses must be among those the input holds."""
    assert place in {part for part, _ in places_of(plan, "known_ids")}


@pytest.mark.parametrize("part", ["postings", "quotas", "forecast", "proofs", "shortfalls", "table_minus_simulation"])
def test_day_that_is_not_planned_is_told(part: str) -> None:
    """A row for Sunday has no place in a plan of Monday to Friday."""
    row = replace(getattr(a_plan(), part)[0], day=SUNDAY)
    assert (f"{part}.date", "2026-02-08") in places_of(plus(part, row), "known_ids")


@pytest.mark.parametrize("part", ["agencies", "desks", "services", "counters", "officers"])
def test_id_that_stands_twice_is_told(part: str) -> None:
    """Two desks of one id would make every answer about it a guess."""
    row = getattr(a_mall(), part)[0]
    assert places_of(mall_plus(part, row), "rows_once") == {(f"input.mall.{part}", row.id)}


@pytest.mark.parametrize("part", ["forecast", "stages", "table_minus_simulation"])
def test_row_that_stands_twice_is_told(part: str) -> None:
    """The second forecast of a desk-day could say something else than the first."""
    assert {place for place, _ in places_of(plus(part, getattr(a_plan(), part)[0]), "rows_once")} == {part}


def test_day_planned_twice_is_told() -> None:
    """Days are planned once."""
    plan = a_plan()
    twice = resealed(plan, input=replace(plan.input, days=(*DAYS, MONDAY)))
    assert places_of(twice, "rows_once") == {("input.days", "2026-02-02")}


def test_skill_with_two_validity_periods_is_no_double() -> None:
    """One may hold a skill in spring and again in autumn."""
    plan = mall_plus("skills", Skill(officer="sari", service="ktp", valid_to=date(2025, 1, 1)))
    assert check_plan(plan) == ()


def test_open_desk_day_without_forecast_is_told() -> None:
    """Without its demand nothing can be said of who is turned away."""
    plan = a_plan()
    rest = tuple(f for f in plan.forecast if (f.desk, f.day, f.service) != ("adminduk", MONDAY, None))
    found = [v for v in check_plan(resealed(plan, forecast=rest)) if v.rule == "forecast_rows"]
    assert [(v.place.desk, v.place.day, v.value) for v in found] == [("adminduk", MONDAY, "no row")]


@pytest.mark.parametrize(("mean", "is_told"), [pytest.param(0, False, id="zero"), pytest.param(3, True, id="three")])
def test_closed_day_has_no_demand(mean: float, is_told: bool) -> None:
    """The mall is closed on Sunday; a forecast row may say 0 and nothing else."""
    plan = a_plan()
    days = (*DAYS, SUNDAY)
    rows = (*plan.forecast, a_forecast("pajak", SUNDAY, mean))
    wider = resealed(plan, input=replace(plan.input, days=days), forecast=rows)
    assert ("forecast_rows" in {v.rule for v in check_plan(wider)}) == is_told
