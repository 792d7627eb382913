"""What a ticket log teaches a mall: when people come, how many needs they bring, how long a visit takes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from planner.domain.demand import Profile
from planner.domain.history import History, Ticket
from planner.domain.ids import DeskId
from planner.domain.mall import Desk, Mall, Service
from planner.domain.periods import MINUTES_PER_HALF_HOUR
from planner.domain.plan import PlanFinding
from planner.forecast.grid import Array
from planner.forecast.profile import Profile as LearnedShares
from planner.forecast.profile import learn_profiles
from planner.forecast.visit_minutes import LEAST_VISITS, believable, learn_needs_share, learn_visit_minutes
from planner.planning.counted_days import CANCELLED

FEWEST_TICKETS = 200  # of a desk, before its arrivals count as measured: about three days of the founding desk
NEWEST_DAYS = 182  # older tickets tell of another rush
RECENT_DAYS = (14, 28, 56)  # of these alone, the shortest first, where they tell of other minutes than those before
SURE_ERRORS = 3.0  # standard errors by which recent minutes must differ: 3 services of 1000 by chance
LEAST_NEED_MINUTES, MOST_NEED_MINUTES = 0.5, 240.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """A mall with what its tickets say in place of what its sheets say, and a finding for each figure replaced."""

    mall: Mall
    findings: tuple[PlanFinding, ...] = ()


def with_learned(mall: Mall, history: History) -> Learned:
    """Arrivals of desks and work of services learned from the newest half year of tickets.

    A desk needs FEWEST_TICKETS tickets with a time of taking; a profile that was measured otherwise (a tally, a sheet
    of one's own) stays. A service needs LEAST_VISITS tickets with believable times of calling and finishing.
    """
    tickets = _newest(history.tickets)
    if not tickets:
        return Learned(mall=mall)
    profiles = [profile for desk in mall.desks for profile in _profiles(mall, desk, tickets)]
    desks = {profile.desk for profile in profiles}
    work = {service.id: _work(service, tickets) for service in mall.services}
    learned = replace(
        mall,
        profiles=(*(p for p in mall.profiles if p.desk not in desks), *profiles),
        services=tuple(work[service.id] or service for service in mall.services),
    )
    return Learned(mall=learned, findings=tuple(_findings(mall, learned, desks)))


def _newest(tickets: Sequence[Ticket]) -> list[Ticket]:
    came = [ticket for ticket in tickets if ticket.status != CANCELLED]
    last = max((ticket.day for ticket in came), default=None)
    return [t for t in came if last is not None and t.day > last - timedelta(days=NEWEST_DAYS)]


def _profiles(mall: Mall, desk: Desk, tickets: Sequence[Ticket]) -> Iterator[Profile]:
    taken = [t.taken_at for t in tickets if t.desk == desk.id and t.taken_at is not None]
    if len(taken) < FEWEST_TICKETS or any(p.desk == desk.id and p.measured for p in mall.profiles):
        return
    found = learn_profiles(taken)
    yield _profile(desk.id, None, found.every_day)
    for weekday, shares in sorted(found.weekdays.items()):
        yield _profile(desk.id, weekday, shares)


def _profile(desk: DeskId, weekday: int | None, learned: LearnedShares) -> Profile:
    first = int(learned.first_minute)
    half_hours = {first + MINUTES_PER_HALF_HOUR * n: share for n, share in enumerate(learned.shares)}
    return Profile(desk=desk, weekday=weekday, half_hours=half_hours, measured=True)


def _work(service: Service, tickets: Sequence[Ticket]) -> Service | None:
    """The service with learned setup, needs and minutes; None where too few tickets can be believed."""
    own = [t for t in tickets if t.service == service.id and t.called_at and t.finished_at]
    days = np.array([t.day.toordinal() for t in own])
    minutes = np.array(
        [(t.finished_at - t.called_at).total_seconds() / 60 for t in own if t.called_at and t.finished_at]
    )
    needs = np.array([t.needs for t in own])
    kept = _as_of_late(days, minutes, believable(minutes, needs))
    own, minutes, needs = [t for t, is_kept in zip(own, kept, strict=True) if is_kept], minutes[kept], needs[kept]
    if len(own) < LEAST_VISITS or int(believable(minutes, needs).sum()) < LEAST_VISITS:
        return None
    found = learn_visit_minutes(minutes, needs)
    one, two, three, _ = learn_needs_share(needs, service.needs_share)
    need_minutes = float(np.clip(found.need_minutes, LEAST_NEED_MINUTES, MOST_NEED_MINUTES))
    return replace(
        service,
        setup_minutes=round(found.setup_minutes, 2),
        need_minutes=round(need_minutes, 2),
        need_minutes_low=None,
        need_minutes_high=None,
        need_cv=round(min(3.0, found.need_cv), 2),
        needs_share=(one, two, three, max(0.0, 1 - one - two - three)),
    )


def _as_of_late(days: Array, minutes: Array, is_believable: Array) -> Array:
    """Which tickets tell how long a visit takes now: all, or the recent ones alone where visits have changed."""
    for length in RECENT_DAYS:
        recent = days > days.max(initial=0) - length
        new, old = minutes[recent & is_believable], minutes[~recent & is_believable]
        if min(len(new), len(old)) >= LEAST_VISITS:
            error = np.sqrt(new.var(ddof=1) / len(new) + old.var(ddof=1) / len(old))
            if abs(new.mean() - old.mean()) > SURE_ERRORS * error:
                return np.asarray(recent)
    return np.full(len(days), fill_value=True)


def _findings(before: Mall, after: Mall, desks: set[DeskId]) -> Iterator[PlanFinding]:
    for desk in before.desks:
        if desk.id in desks:
            yield PlanFinding(
                code="profile_learned",
                text_id=f"{desk.name}: pola datang dipelajari dari tiket.",
                text_en=f"{desk.name}: the arrival profile was learned from tickets.",
            )
    for old, new in zip(before.services, after.services, strict=True):
        if old != new:
            yield PlanFinding(
                code="minutes_learned",
                text_id=f"{new.name}: {_id(new.visit_minutes)} menit per kunjungan dari tiket; "
                f"di lembar services {_id(old.visit_minutes)} menit.",
                text_en=f"{new.name}: {new.visit_minutes:.1f} minutes a visit from tickets; "
                f"{old.visit_minutes:.1f} minutes in the services sheet.",
            )


def _id(minutes: float) -> str:
    return f"{minutes:.1f}".replace(".", ",")
