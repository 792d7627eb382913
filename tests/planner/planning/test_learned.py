"""A ticket log replaces what the sheets assume."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import numpy as np
import pytest

from planner.domain.demand import Profile
from planner.domain.history import History, Ticket
from planner.planning.learned import with_learned
from tests.builders import MONDAY, a_mall

DAYS = tuple(MONDAY - timedelta(days=n) for n in range(1, 22) if (MONDAY - timedelta(days=n)).weekday() < 5)


def some_tickets(days: tuple[date, ...] = DAYS, forgotten: bool = True) -> Iterator[Ticket]:
    """30 KTP tickets a day, most before nine; 4 minutes and 6 a need; every tenth was never closed."""
    draw = np.random.default_rng(7)
    for day in days:
        for n in range(30):
            taken = datetime.combine(day, time(8)) + timedelta(minutes=float(draw.exponential(45)) % 300)
            needs = int(draw.integers(1, 4))
            minutes = 4 + 6 * needs * float(draw.uniform(0.8, 1.2))
            lost = forgotten and n % 10 == 0
            yield Ticket(
                day=day,
                desk="adminduk",
                service="ktp",
                number=f"A{n}",
                taken_at=taken,
                called_at=taken + timedelta(minutes=5),
                finished_at=taken + timedelta(minutes=5 + (540 if lost else minutes)),
                needs=needs,
            )


def test_minutes_and_needs_come_from_tickets_that_can_be_believed() -> None:
    learned = with_learned(a_mall(), History(tickets=tuple(some_tickets())))
    ktp = next(s for s in learned.mall.services if s.id == "ktp")
    assert ktp.setup_minutes == pytest.approx(4, abs=1)
    assert ktp.need_minutes == pytest.approx(6, rel=0.1)
    assert ktp.needs_mean == pytest.approx(2, abs=0.15)
    assert "minutes_learned" in {f.code for f in learned.findings}


def test_services_without_tickets_keep_their_sheet() -> None:
    learned = with_learned(a_mall(), History(tickets=tuple(some_tickets())))
    unchanged = {s.id: s for s in a_mall().services if s.id != "ktp"}
    assert {s.id: s for s in learned.mall.services if s.id != "ktp"} == unchanged


def test_arrivals_are_measured_for_every_day_and_for_weekdays() -> None:
    learned = with_learned(a_mall(), History(tickets=tuple(some_tickets())))
    profiles = {p.weekday: p for p in learned.mall.profiles if p.desk == "adminduk"}
    assert set(profiles) == {None, 0, 1, 2, 3, 4}
    assert all(p.measured for p in profiles.values())
    before_nine = profiles[None].half_hours[480] + profiles[None].half_hours[510]
    assert before_nine > 0.5


def test_a_profile_that_was_ticked_by_hand_stays() -> None:
    ticked = Profile(desk="adminduk", half_hours={480: 1.0}, measured=True)
    learned = with_learned(a_mall(profiles=(ticked,)), History(tickets=tuple(some_tickets())))
    assert learned.mall.profiles == (ticked,)


@pytest.mark.parametrize(
    "tickets",
    [
        pytest.param((), id="none"),
        pytest.param(tuple(some_tickets(DAYS[:1]))[:20], id="too few"),
        pytest.param(tuple(replace(t, status="cancelled") for t in some_tickets()), id="all cancelled"),
        pytest.param(tuple(replace(t, taken_at=None, called_at=None) for t in some_tickets()), id="no times"),
    ],
)
def test_too_little_teaches_nothing(tickets: tuple[Ticket, ...]) -> None:
    learned = with_learned(a_mall(), History(tickets=tickets))
    assert (learned.mall, learned.findings) == (a_mall(), ())


def moved(tickets: Iterator[Ticket], days: int, longer: float) -> Iterator[Ticket]:
    """The same tickets that many days later, each visit `longer` times as long."""
    by = timedelta(days=days)
    for ticket in tickets:
        assert ticket.taken_at
        assert ticket.called_at
        assert ticket.finished_at
        called = ticket.called_at + by
        yield replace(
            ticket,
            day=ticket.day + by,
            taken_at=ticket.taken_at + by,
            called_at=called,
            finished_at=called + (ticket.finished_at - ticket.called_at) * longer,
        )


@pytest.mark.parametrize(("longer", "expected"), [(1.5, 24.0), (1.0, 16.0)])
def test_minutes_follow_the_last_weeks_where_visits_have_changed(longer: float, expected: float) -> None:
    """Three weeks of 16 minutes, then two of 16 or of 24: the mean of all would be 19, the last fortnight says 24."""
    fortnight = tuple(day for day in DAYS if (MONDAY - day).days <= 14)
    new = moved(some_tickets(fortnight, forgotten=False), 14, longer)
    history = History(tickets=(*some_tickets(forgotten=False), *new))
    ktp = next(s for s in with_learned(a_mall(), history).mall.services if s.id == "ktp")
    assert ktp.visit_minutes == pytest.approx(expected, rel=0.05)


def test_shares_of_needs_never_fall_below_nothing() -> None:
    """Visits of one or two needs only: 1 less their shares is 0, in floating point a little below it at times."""
    services = tuple(replace(s, needs_share=(0.9, 0.1, 0.0, 0.0)) if s.id == "ktp" else s for s in a_mall().services)
    for few in range(1, 60):
        tickets = [replace(t, needs=1 + (n < few)) for n, t in enumerate(some_tickets(DAYS[:8], forgotten=False))]
        ktp = next(
            s
            for s in with_learned(a_mall(services=services), History(tickets=tuple(tickets))).mall.services
            if s.id == "ktp"
        )
        assert min(ktp.needs_share) >= 0
