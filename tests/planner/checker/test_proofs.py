"""The proof runs a plan carries: there, in balance, inside the quota, and honest about the promise."""

from dataclasses import replace
from datetime import time
from typing import Any

import pytest

from planner.checker.check import check_plan
from planner.checker.proofs import staffing_text
from planner.checker.week import PlanWeek
from planner.domain.plan import Plan, Proof, WindowProof
from planner.planning.frame import make_frame
from planner.planning.staffing import staffing_pattern
from tests.builders import MONDAY, a_mall, a_plan, a_quota, changed, resealed, with_mall

PROOF = {"desk": "adminduk", "day": MONDAY}


def told(plan: Plan, rule: str) -> list[tuple[str, str]]:
    return [(v.place.desk, v.place.session) for v in check_plan(plan) if v.rule == rule]


def with_proof(**changes: Any) -> Plan:
    return changed(a_plan(), "proofs", PROOF, **changes)


def a_row(window: str = "pagi", admitted: float = 19.0, share: float = 0.95, **changes: Any) -> WindowProof:
    return WindowProof(window=window, admitted=admitted, share_within=share, wait_p90_minutes=20.0, **changes)


def the_proof() -> Proof:
    return next(p for p in a_plan().proofs if (p.desk, p.day) == ("adminduk", MONDAY))


def rows_with(*rows: WindowProof) -> tuple[WindowProof, ...]:
    """The afternoon windows of the small plan, and `rows` for the morning."""
    return (*rows, *(w for w in the_proof().windows if w.window != "pagi"))


def test_desk_day_with_tickets_has_one_proof() -> None:
    """None is told, and two are."""
    plan = a_plan()
    assert told(resealed(plan, proofs=plan.proofs[1:]), "proof_rows") == [("adminduk", "")]
    assert told(resealed(plan, proofs=(*plan.proofs, plan.proofs[0])), "proof_rows") == [("adminduk", "")]


def test_desk_day_without_tickets_needs_no_proof() -> None:
    """Nothing is promised where nothing is issued."""
    plan = changed(a_plan(), "quotas", {"desk": "adminduk"}, tickets=0, capacity_tickets=0)
    assert told(resealed(plan, proofs=tuple(p for p in plan.proofs if p.desk != "adminduk")), "proof_rows") == []


def test_closed_day_has_no_proof() -> None:
    """Samsat opens from Tuesday on."""
    agencies = tuple(replace(a, open_weekdays=(1, 2, 3, 4)) if a.id == "samsat" else a for a in a_mall().agencies)
    assert told(with_mall(a_plan(), agencies=agencies), "proof_rows") == [("pajak", "")]


def test_proof_was_run_with_those_who_sit_there() -> None:
    """Budi's break at 12:00 is not the one that was simulated; nor is his absence, nor a skill he got since."""
    where = {"officer": "budi", "day": MONDAY, "session": "siang"}
    assert told(changed(a_plan(), "postings", where, break_start=time(12)), "proof_staffing") == [("adminduk", "")]
    plan = a_plan()
    gone = resealed(plan, postings=tuple(p for p in plan.postings if (p.officer, p.day) != ("budi", MONDAY)))
    assert told(gone, "proof_staffing") == [("adminduk", "")]
    skills = tuple(replace(s, pace=1.5) if s.officer == "dewi" else s for s in a_mall().skills)
    assert {desk for desk, _ in told(with_mall(plan, skills=skills), "proof_staffing")} == {"pajak"}


def test_who_sits_there_has_no_name() -> None:
    """Joko for Rina at the same hours and pace is the same desk-day."""
    joko = changed(a_plan(), "postings", {"officer": "rina", "day": MONDAY}, officer="joko")
    assert check_plan(joko) == ()


def test_who_cannot_serve_is_not_part_of_the_staffing() -> None:
    """Rina's skill has ended: the simulation saw nobody; an empty desk is an empty text."""
    skills = tuple(s for s in a_mall().skills if s.officer != "rina")
    plan = with_mall(a_plan(), skills=skills)
    assert ("legalisir", "") in told(plan, "proof_staffing")
    assert told(changed(plan, "proofs", {"desk": "legalisir"}, pattern=""), "proof_staffing") == []


def test_a_digest_says_nothing_of_who_sits_there() -> None:
    """Sixteen hexadecimal digits would let a deleted posting pass."""
    assert told(with_proof(pattern="0123456789abcdef"), "proof_staffing") == [("adminduk", "")]


def test_planner_writes_the_same_text() -> None:
    """The twin in planner/planning, on every desk-day of the small plan."""
    plan = a_plan()
    week, frame = PlanWeek(plan=plan), make_frame(plan.input.mall, plan.input.days)
    for desk, day, _ in week.open_desk_days:
        text = staffing_text(week, desk.id, day)
        assert text == staffing_pattern(frame, desk.id, day, plan.postings)
        assert text


@pytest.mark.parametrize(
    ("changes", "is_told"),
    [
        pytest.param({"served": 37.51}, False, id="rounding"),
        pytest.param({"served": 37.6}, True, id="served more than came"),
        pytest.param({"turned_away": 0.0}, True, id="turned away forgotten"),
        pytest.param({"left": 2.5, "turned_away": 0.0}, False, id="left instead of turned away"),
        pytest.param({"left": -1.0, "turned_away": 3.5}, True, id="negative"),
    ],
)
def test_demand_is_served_left_and_turned_away(changes: dict[str, float], is_told: bool) -> None:
    """40 = 37.5 + 0 + 2.5."""
    assert bool(told(with_proof(**changes), "proof_balance")) == is_told


@pytest.mark.parametrize(
    ("demand", "is_told"), [pytest.param(59.9, False, id="in"), pytest.param(60.1, True, id="out")]
)
def test_demand_of_the_proof_is_that_of_the_forecast(demand: float, is_told: bool) -> None:
    """The quantiles run from 21 to 59; the mean of draws from them cannot lie a visit outside."""
    assert bool(told(with_proof(demand_mean=demand, turned_away=demand - 37.5), "proof_balance")) == is_told


def test_proof_of_a_day_without_forecast_is_not_compared() -> None:
    """The missing row is told by its own rule."""
    plan = a_plan()
    rest = resealed(plan, forecast=tuple(f for f in plan.forecast if (f.desk, f.day) != ("adminduk", MONDAY)))
    assert told(rest, "proof_balance") == []
    assert told(rest, "forecast_rows") == [("adminduk", "")]


@pytest.mark.parametrize(
    ("rows", "is_told"),
    [
        pytest.param((a_row(admitted=19.0),), False, id="as it is"),
        pytest.param(
            (a_row(visitors="ordinary", admitted=15.0), a_row(visitors="priority", admitted=4.0)), False, id="two kinds"
        ),
        pytest.param((a_row(), a_row(visitors="ordinary", admitted=15.0)), False, id="all, and ordinary ones again"),
        pytest.param((a_row(admitted=18.0),), True, id="one visit served nowhere"),
        pytest.param((a_row(admitted=20.0),), True, id="one admitted and lost"),
        pytest.param((), True, id="morning forgotten"),
    ],
)
def test_windows_add_up_to_those_served(rows: tuple[WindowProof, ...], is_told: bool) -> None:
    """19 + 12 + 6.5 = 37.5 are served; nobody leaves."""
    assert bool(told(with_proof(windows=rows_with(*rows)), "proof_within_quota")) == is_told


def test_those_who_left_were_admitted_or_did_not_come() -> None:
    """With one visit left unserved the windows may hold 38.5 or, had he not come, 37.5."""
    for admitted, is_told in ((20.0, False), (19.0, False), (20.1, True)):
        plan = with_proof(windows=rows_with(a_row(admitted=admitted)), left=1.0, turned_away=1.5)
        assert bool(told(plan, "proof_within_quota")) == is_told


def test_window_admits_no_more_than_its_tickets() -> None:
    """22 tickets in the morning, 23 visitors."""
    plan = with_proof(windows=rows_with(a_row(admitted=23.0)), served=41.5, demand_mean=44.0)
    assert told(plan, "proof_within_quota") == [("adminduk", "pagi")]


@pytest.mark.parametrize(("tickets", "is_told"), [pytest.param(4, False, id="4"), pytest.param(3, True, id="3")])
def test_service_admits_no_more_than_its_sub_quota(tickets: int, is_told: bool) -> None:
    """5 KK visitors a day, one is let pass; a service without sub-quota has no limit of its own."""
    rows = rows_with(a_row(), a_row(service="kk", admitted=5.0), a_row(service="ktp", admitted=14.0))
    plan = with_proof(windows=rows)
    plan = resealed(plan, quotas=(*plan.quotas, a_quota("adminduk", service="kk", tickets=tickets)))
    assert bool(told(plan, "proof_within_quota")) == is_told


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        pytest.param({}, "kept", id="as it is"),
        pytest.param({"finish_probability": 0.95}, "edge", id="finish on the edge"),
        pytest.param({"finish_probability": 0.94}, "broken", id="finish late"),
        pytest.param({"windows": rows_with(a_row(share=0.9))}, "edge", id="window on the edge"),
        pytest.param({"windows": rows_with(a_row(share=0.89))}, "broken", id="window waits"),
        pytest.param(
            {"windows": rows_with(a_row(), a_row(admitted=0.0, share=0.0, service="kk"))}, "kept", id="nobody came"
        ),
        pytest.param(
            {"windows": rows_with(a_row(), a_row(admitted=4.0, share=0.5, service="kk"))}, "broken", id="service waits"
        ),
        pytest.param(
            {
                "windows": rows_with(
                    a_row(),
                    a_row(admitted=4.0, share=0.85, service="kk"),
                    a_row(window="siang", admitted=4.0, share=0.95, service="kk"),
                )
            },
            "edge",
            id="service waits in the morning only: it is judged over the day",
        ),
        pytest.param(
            {
                "windows": rows_with(
                    a_row(visitors="ordinary", admitted=15.0), a_row(visitors="priority", admitted=4.0, share=0.2)
                )
            },
            "broken",
            id="priority visitors wait",
        ),
        pytest.param(
            {
                "windows": rows_with(
                    a_row(visitors="ordinary", admitted=15.0, share=0.88),
                    a_row(visitors="priority", admitted=4.0, share=1.0),
                )
            },
            "broken",
            id="ordinary visitors wait, priority ones do not make up for it",
        ),
        pytest.param(
            {
                "windows": rows_with(
                    a_row(visitors="all"), a_row(admitted=4.0, share=0.2, service="kk", visitors="priority")
                )
            },
            "kept",
            id="priority visitors of one service have no clause of their own",
        ),
    ],
)
def test_kept_says_what_the_figures_say(changes: dict[str, Any], verdict: str) -> None:
    """`kept` is told where it says the contrary; exactly the promised share may be either, after rounding."""
    assert bool(told(with_proof(**changes), "promise_kept")) == (verdict == "broken")
    nothing = {"tickets": 0, "lowered_by_proof": 50, "binding": "proof"}
    closed = changed(with_proof(kept=False, **changes), "quotas", PROOF, **nothing)
    assert bool(told(closed, "promise_kept")) == (verdict == "kept")


@pytest.mark.parametrize(
    ("row", "is_told"),
    [
        pytest.param({}, True, id="tickets are issued all the same"),
        pytest.param({"tickets": 22, "issued": 22, "lowered_by_proof": 22, "binding": "issued"}, True, id="some only"),
        pytest.param({"tickets": 0, "lowered_by_proof": 22, "binding": "proof"}, True, id="other windows go on"),
    ],
)
def test_broken_promise_allows_no_new_tickets(row: dict[str, Any], is_told: bool) -> None:
    """The proof says the promise is broken: what is not yet handed out must be taken back, in every window."""
    plan = with_proof(kept=False, finish_probability=0.5)
    plan = changed(plan, "quotas", {**PROOF, "window": "pagi"}, **row)
    assert bool(told(plan, "promise_kept")) == is_told


def test_broken_promise_with_issued_tickets_alone_is_shown_and_allowed() -> None:
    """What was handed out before the officer fell ill cannot be taken back."""
    plan = with_proof(kept=False, finish_probability=0.5)
    for window, tickets in (("pagi", 22), ("siang", 14), ("sore", 8)):
        where = {**PROOF, "window": window}
        plan = changed(plan, "quotas", where, issued=tickets, lowered_by_proof=tickets, binding="issued")
    assert told(plan, "promise_kept") == []
