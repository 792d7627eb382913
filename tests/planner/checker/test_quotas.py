"""The arithmetic of the tickets, row by row."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from planner.checker.check import check_plan
from planner.domain.plan import Plan, Quota, QuotaRange
from tests.builders import MONDAY, a_mall, a_plan, a_quota, changed, resealed, with_mall

ROW = {"desk": "adminduk", "day": MONDAY, "window": "pagi"}
QUOTA_RULES = ("quota_rows", "quota_arithmetic", "quota_binding", "sub_quota_inside")


def told(plan: Plan) -> list[tuple[str, str]]:
    return [(v.rule, v.place.session) for v in check_plan(plan) if v.rule in QUOTA_RULES]


def with_row(**changes: Any) -> Plan:
    return changed(a_plan(), "quotas", ROW, **changes)


def plus(*rows: Quota) -> Plan:
    plan = a_plan()
    return resealed(plan, quotas=(*plan.quotas, *rows))


@pytest.mark.parametrize(
    "row",
    [
        pytest.param({"tickets": 22}, id="capacity alone"),
        pytest.param({"tickets": 20, "caps": {"own_cap": 20, "supplies": 25}, "binding": "own_cap"}, id="least cap"),
        pytest.param({"tickets": 19, "lowered_by_proof": 3, "binding": "proof"}, id="lowered by the proof"),
        pytest.param({"tickets": 19, "lowered_by_proof": 3, "binding": "wait"}, id="lowered, the wait named"),
        pytest.param({"tickets": 0, "lowered_by_proof": 30, "binding": "proof"}, id="lowered to nothing"),
        pytest.param({"tickets": 24, "issued": 24, "binding": "issued"}, id="lifted by those issued"),
        pytest.param({"tickets": 22, "issued": 22}, id="as many issued as allowed"),
        pytest.param({"tickets": 22, "caps": {"supplies": 22}, "binding": "supplies"}, id="tie, the cap named"),
        pytest.param({"tickets": 22, "caps": {"supplies": 22}, "binding": "wait"}, id="tie, the wait named"),
        pytest.param({"tickets": 0, "capacity_tickets": 0, "binding": "no_officer"}, id="nobody there"),
    ],
)
def test_row_that_adds_up_is_agreed_with(row: dict[str, Any]) -> None:
    """tickets = max(issued, max(0, least - lowered)), and the name is the one that binds."""
    assert told(with_row(**row)) == []


@pytest.mark.parametrize(
    "row",
    [
        pytest.param({"tickets": 23}, id="above capacity"),
        pytest.param({"tickets": 21}, id="below it for no reason"),
        pytest.param({"tickets": 22, "caps": {"own_cap": 20}, "binding": "own_cap"}, id="above a cap"),
        pytest.param({"tickets": 22, "lowered_by_proof": 3, "binding": "proof"}, id="not lowered"),
        pytest.param({"tickets": -1, "issued": -1, "capacity_tickets": 0, "lowered_by_proof": 1}, id="negative"),
        pytest.param({"tickets": 24, "issued": 23, "binding": "issued"}, id="above those issued"),
    ],
)
def test_row_that_does_not_add_up_is_told(row: dict[str, Any]) -> None:
    """Each is off by what its id says."""
    assert ("quota_arithmetic", "pagi") in told(with_row(**row))


@pytest.mark.parametrize(
    "row",
    [
        pytest.param({"binding": ""}, id="no name"),
        pytest.param({"binding": "issued"}, id="issued, and nothing is"),
        pytest.param({"binding": "proof"}, id="proof, and nothing was lowered"),
        pytest.param({"binding": "own_cap", "caps": {"own_cap": 30}}, id="a cap that leaves room"),
        pytest.param({"tickets": 20, "caps": {"own_cap": 20}, "binding": "wait"}, id="the wait, and a cap is lower"),
        pytest.param({"tickets": 24, "issued": 24, "binding": "wait"}, id="the wait, and issued lifts it"),
        pytest.param(
            {"tickets": 19, "lowered_by_proof": 1, "caps": {"own_cap": 20}, "binding": "own_cap"},
            id="a cap, and the proof went below it",
        ),
        pytest.param({"tickets": 20, "lowered_by_proof": 2, "binding": ""}, id="lowered, no name"),
    ],
)
def test_name_of_what_does_not_bind_is_told(row: dict[str, Any]) -> None:
    """The arithmetic is right, the reason is not."""
    assert told(with_row(**row)) == [("quota_binding", "pagi")]


@pytest.mark.parametrize(
    ("caps", "binding", "following", "is_told"),
    [
        pytest.param({"own_cap": 30}, "wait", "own_cap", False, id="the only cap"),
        pytest.param({"own_cap": 30, "supplies": 40}, "wait", "supplies", True, id="not the least cap"),
        pytest.param({"own_cap": 20}, "own_cap", "wait", False, id="the wait behind a cap"),
        pytest.param({"own_cap": 20, "supplies": 21}, "own_cap", "wait", True, id="a cap before the wait"),
        pytest.param({"own_cap": 20, "supplies": 21}, "own_cap", "supplies", False, id="the cap before the wait"),
        pytest.param({"own_cap": 20, "supplies": 40}, "own_cap", "supplies", True, id="the wait before that cap"),
        pytest.param({"own_cap": 20}, "own_cap", "own_cap", True, id="itself"),
        pytest.param({}, "wait", "finish", False, id="two terms of the promise"),
    ],
)
def test_next_binding_is_the_next(caps: dict[str, int], binding: str, following: str, is_told: bool) -> None:
    """Capacity is 22; what would bind next is the least of the others."""
    tickets = min((22, *caps.values()))
    plan = with_row(tickets=tickets, caps=caps, binding=binding, next_binding=following)
    assert bool(told(plan)) == is_told


def test_every_open_window_has_its_row() -> None:
    """Without the row for the morning nobody knows what may be issued."""
    plan = a_plan()
    rest = resealed(plan, quotas=plan.quotas[1:])
    assert ("quota_rows", "pagi") in told(rest)


def test_row_twice_is_told_for_both() -> None:
    """Two rows of one window would be added up."""
    assert told(plus(a_plan().quotas[0])) == [("quota_rows", "pagi")] * 2


def test_closed_day_has_no_quota() -> None:
    """Samsat opens from Tuesday on."""
    agencies = tuple(replace(a, open_weekdays=(1, 2, 3, 4)) if a.id == "samsat" else a for a in a_mall().agencies)
    found = [v for v in check_plan(with_mall(a_plan(), agencies=agencies)) if v.rule == "quota_rows"]
    assert {(v.place.desk, v.place.day) for v in found} == {("pajak", MONDAY)}
    assert len(found) == 3


@pytest.mark.parametrize(
    ("tickets", "is_told"), [pytest.param(0, False, id="empty"), pytest.param(4, True, id="with tickets")]
)
def test_window_after_the_last_ticket_of_the_desk_is_empty(tickets: int, is_told: bool) -> None:
    """`legalisir` takes its last ticket at 13:30: the window from 13:30 may stand there with 0."""
    desks = tuple(replace(d, last_ticket=time(13, 30)) if d.id == "legalisir" else d for d in a_mall().desks)
    late = {"desk": "legalisir", "window": "sore"}
    plan = changed(with_mall(a_plan(), desks=desks), "quotas", late, tickets=tickets, capacity_tickets=tickets)
    assert bool(told(plan)) == is_told


def test_window_after_the_last_ticket_may_be_absent() -> None:
    """With a last ticket at 13:00 only two windows are needed; the one from 11:00 is among them."""
    desks = tuple(replace(d, last_ticket=time(13)) if d.id == "legalisir" else d for d in a_mall().desks)
    plan = with_mall(a_plan(), desks=desks)
    rest = resealed(plan, quotas=tuple(q for q in plan.quotas if (q.desk, q.window) != ("legalisir", "sore")))
    assert told(rest) == []
    less = resealed(rest, quotas=tuple(q for q in rest.quotas if (q.desk, q.window) != ("legalisir", "siang")))
    assert {rule for rule, _ in told(less)} == {"quota_rows"}


@pytest.mark.parametrize(
    ("row", "is_told"),
    [
        pytest.param({"tickets": 44, "low": 30, "high": 60}, False, id="holds the quota"),
        pytest.param({"tickets": 44, "low": 44, "high": 44}, False, id="no width"),
        pytest.param({"tickets": 40, "low": 30, "high": 60}, True, id="of another quota"),
    ],
)
def test_a_range_holds_the_quota_of_its_day(row: dict[str, int], is_told: bool) -> None:
    """Adminduk has 44 tickets on Monday."""
    found = QuotaRange(desk="adminduk", day=MONDAY, causes=("arrivals",), **row)
    told = [v.place.desk for v in check_plan(resealed(a_plan(), ranges=(found,))) if v.rule == "quota_range"]
    assert told == (["adminduk"] if is_told else [])


def test_windows_add_up_to_the_day() -> None:
    """22 + 14 + 8 capacity tickets are the 44 that the simulation of the day gave, or none where it gave none."""
    plan = with_row(tickets=23, capacity_tickets=23)
    found = [(v.place.desk, v.place.day, v.value) for v in check_plan(plan) if v.rule == "windows_add_up"]
    assert found == [("adminduk", MONDAY, "45, stated 44")]
    rest = resealed(a_plan(), table_minus_simulation=a_plan().table_minus_simulation[1:])
    assert [v.value for v in check_plan(rest)] == ["44, stated 0"]


@pytest.mark.parametrize(
    ("tickets", "is_told"), [pytest.param(22, False, id="as many"), pytest.param(23, True, id="one more")]
)
def test_sub_quota_is_inside_the_desks(tickets: int, is_told: bool) -> None:
    """The desk issues 22 in the morning; so may KTP, and no more."""
    assert bool(told(plus(a_quota("adminduk", service="ktp", tickets=tickets)))) == is_told


def test_sub_quota_of_an_absent_window_is_told() -> None:
    """A service cannot issue where its desk has no row at all."""
    plan = plus(a_quota("adminduk", service="ktp", tickets=1))
    rest = resealed(plan, quotas=plan.quotas[1:])
    assert {rule for rule, _ in told(rest)} == {"quota_rows", "sub_quota_inside"}


@pytest.mark.parametrize(
    ("counts", "is_told"), [pytest.param((15, 5), False, id="20 a day"), pytest.param((15, 6), True, id="21 a day")]
)
def test_own_cap_holds_over_the_day(counts: tuple[int, int], is_told: bool) -> None:
    """A statute allows 20 KTP a day, whichever window they are issued in."""
    services = tuple(replace(s, own_cap=20) if s.id == "ktp" else s for s in a_mall().services)
    rows = (
        a_quota("adminduk", service="ktp", window=w, tickets=n) for w, n in zip(("pagi", "siang"), counts, strict=True)
    )
    assert bool(told(with_mall(plus(*rows), services=services))) == is_told


def test_days_have_caps_of_their_own() -> None:
    """20 KTP on Monday and 20 on Tuesday are two days."""
    services = tuple(replace(s, own_cap=20) if s.id == "ktp" else s for s in a_mall().services)
    rows = (a_quota("adminduk", day=day, service="ktp", tickets=20) for day in (MONDAY, date(2026, 2, 3)))
    assert told(with_mall(plus(*rows), services=services)) == []
