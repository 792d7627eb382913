"""The cheapest things to do about the worst desk-days, each tried by simulation."""

from collections import Counter as Tally
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from planner.domain.demand import DemandForecast
from planner.domain.ids import DeskId, OfficerId
from planner.domain.plan import Posting, Remedy, RemedyKind
from planner.planning.planned_week import DeskDayKey, PlannedWeek
from planner.planning.proving import ProvedWeek
from planner.planning.rounds import Round
from planner.planning.shortfalls import FIFTHS, tickets_by_day
from planner.planning.simulations import FINAL_SEARCH, Simulations
from planner.queueing.desk_day import DeskDay, Shift, Window

WORST_DESK_DAYS = 3
MOST_WINDOWS = 4
LATER_MINUTES = 30.0
LEAST_BEFORE_CLOSING_MINUTES = 30.0
WORTH_TELLING_VISITS = 0.5
KINDS_BY_COST = tuple(RemedyKind)  # windows cost nothing, an officer costs most


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A changed desk-day, and for an officer who is moved the desk-day he leaves behind."""

    kind: RemedyKind
    key: DeskDayKey
    day: DeskDay
    detail: str
    officer: OfficerId | None = None
    left: DeskDayKey | None = None
    left_day: DeskDay | None = None


def find_remedies(week: PlannedWeek, chosen: Round, proved: ProvedWeek, simulations: Simulations) -> tuple[Remedy, ...]:
    """Measures that serve more on the desk-days that turn most visits away, cheapest kind first on each.

    Before and after are simulated alike, and as the plan's own tickets are, so that the difference is the measure's and
    `tickets_before` is what the plan shows.
    """
    worst = _worst(week, proved)
    variants = [variant for key in worst for variant in _variants(week, chosen, proved, key)]
    before = {
        key: day.given.day
        for variant in variants
        for key in (variant.key, variant.left)
        if key and (day := proved.days[key]).given
    }
    days = [*before.values(), *(v.day for v in variants), *(v.left_day for v in variants if v.left_day)]
    tickets = {day: c.total for day, c in simulations.capacities(dict.fromkeys(days), FINAL_SEARCH).items()}
    judge = _Judge(week=week, before=before, tickets=tickets)
    remedies = [remedy for variant in variants if (remedy := judge.remedy(variant)).served_more >= WORTH_TELLING_VISITS]
    rank = {key: n for n, key in enumerate(worst)}
    return tuple(
        sorted(remedies, key=lambda r: (rank[r.desk, r.day], KINDS_BY_COST.index(r.kind), -r.served_more, r.detail))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judge:
    """Turns simulated tickets into visits served."""

    week: PlannedWeek
    before: dict[DeskDayKey, DeskDay]
    tickets: dict[DeskDay, int]

    def remedy(self, variant: Variant) -> Remedy:
        before = self.tickets[self.before[variant.key]] if variant.key in self.before else 0
        after = self.tickets[variant.day]
        gain = self._served(variant.key, after) - self._served(variant.key, before)
        if variant.left:
            kept = self.tickets[variant.left_day] if variant.left_day else 0
            gain -= self._served(variant.left, self.tickets[self.before[variant.left]]) - self._served(
                variant.left, kept
            )
        return Remedy(
            kind=variant.kind,
            desk=variant.key[0],
            day=variant.key[1],
            tickets_before=self._capped(variant.key, before),
            tickets_after=self._capped(variant.key, after),
            served_more=round(gain, 1),
            officer=variant.officer,
            from_desk=variant.left[0] if variant.left else None,
            detail=variant.detail,
        )

    def _served(self, key: DeskDayKey, tickets: int) -> float:
        return _served_visits(self.week.forecasts[key], self._capped(key, tickets))

    def _capped(self, key: DeskDayKey, tickets: int) -> int:
        return min([tickets, *self.week.caps(key).values()])


def _served_visits(forecast: DemandForecast, tickets: int) -> float:
    return sum(min(visits, tickets) for visits in forecast.stage_visits) / FIFTHS


def _worst(week: PlannedWeek, proved: ProvedWeek) -> list[DeskDayKey]:
    tickets = tickets_by_day(proved.quotas)
    refused = {
        key: week.frame.mall.get_desk(key[0]).weight
        * (sum(f.stage_visits) / FIFTHS - _served_visits(f, tickets.get(key, 0)))
        for key, f in week.forecasts.items()
    }
    order = sorted((key for key, visits in refused.items() if visits > 0), key=lambda key: (-refused[key], key))
    return order[:WORST_DESK_DAYS]


def _variants(week: PlannedWeek, chosen: Round, proved: ProvedWeek, key: DeskDayKey) -> Iterator[Variant]:
    given = proved.days[key].given
    if given is None:
        return
    day = given.day
    yield from _window_splits(key, day)
    yield from _later_last_ticket(key, day)
    if any(shift.breaks for shift in day.shifts):
        covered = replace(day, shifts=tuple(replace(shift, breaks=()) for shift in day.shifts))
        yield Variant(kind=RemedyKind.LUNCH_COVER, key=key, day=covered, detail="")
    yield from _moves(week, chosen, proved, key)
    if len(day.shifts) < len(week.frame.mall.counters_of(key[0])):
        yield Variant(
            kind=RemedyKind.ADD_OFFICER, key=key, day=replace(day, shifts=(*day.shifts, _one_more(day))), detail=""
        )


def _window_splits(key: DeskDayKey, day: DeskDay) -> Iterator[Variant]:
    """The day's tickets released in another number of equally long windows."""
    for count in range(1, MOST_WINDOWS + 1):
        if count != len(day.windows):
            yield Variant(kind=RemedyKind.WINDOW_SPLIT, key=key, day=in_windows(day, count), detail=str(count))


def in_windows(day: DeskDay, count: int) -> DeskDay:
    """The day with its tickets released in so many equally long windows."""
    first, last = day.windows[0], day.windows[-1].last_ticket_minutes
    length = (last - first.start_minutes) / count
    windows = (
        Window(
            id=f"{n + 1}",
            start_minutes=first.start_minutes + n * length,
            last_ticket_minutes=first.start_minutes + (n + 1) * length,
            start_share=first.start_share,
        )
        for n in range(count)
    )
    return replace(day, windows=tuple(windows))


def _later_last_ticket(key: DeskDayKey, day: DeskDay) -> Iterator[Variant]:
    later = with_later_last_ticket(day)
    if later is not None:
        yield Variant(kind=RemedyKind.LAST_TICKET, key=key, day=later, detail=f"+{LATER_MINUTES:.0f}")


def with_later_last_ticket(day: DeskDay) -> DeskDay | None:
    """The day with its last ticket half an hour later; None where under half an hour to closing would be left."""
    *earlier, last = day.windows
    later = last.last_ticket_minutes + LATER_MINUTES
    if later > day.close_minutes - LEAST_BEFORE_CLOSING_MINUTES:
        return None
    return replace(day, windows=(*earlier, replace(last, last_ticket_minutes=later)))


def _moves(week: PlannedWeek, chosen: Round, proved: ProvedWeek, key: DeskDayKey) -> Iterator[Variant]:
    """Officers who sit at another desk of the day, or nowhere, and could serve here instead."""
    desk, date_ = key
    counters = len(week.frame.mall.counters_of(desk))
    here = _officers_at(chosen.postings, key)
    if len(here) >= counters:
        return
    for officer in week.frame.mall.officers:
        own = [p for p in chosen.postings if p.officer == officer.id and p.day == date_]
        elsewhere = {p.desk for p in own} - {desk}
        if officer.id in here or len(elsewhere) != 1 or not _may_come(week, officer.id, key):
            continue
        left = (next(iter(elsewhere)), date_)
        moved = tuple(replace(p, desk=desk) if p in own else p for p in chosen.postings)
        after, left_after = week.desk_day(key, moved), week.desk_day(left, moved)
        if after and proved.days[left].given:
            yield Variant(
                kind=RemedyKind.MOVE_OFFICER,
                key=key,
                day=after.day,
                detail=officer.name,
                officer=officer.id,
                left=left,
                left_day=left_after.day if left_after else None,
            )


def _officers_at(postings: Iterable[Posting], key: DeskDayKey) -> set[OfficerId]:
    return {p.officer for p in postings if (p.desk, p.day) == key}


def _may_come(week: PlannedWeek, officer: OfficerId, key: DeskDayKey) -> bool:
    desk: DeskId = key[0]
    own = week.frame.mall.get_officer(officer).agency
    skilled = any((officer, s.id, key[1]) in week.frame.paces for s in week.frame.services_of[desk])
    return skilled and own in (None, week.frame.agency_of[desk])


def _one_more(day: DeskDay) -> Shift:
    """A generalist for the whole day, his break where the fewest others have theirs."""
    taken: Tally[tuple[float, float]] = Tally(b for shift in day.shifts for b in shift.breaks)
    breaks = (min(taken, key=lambda b: (taken[b], b)),) if taken else ()
    return Shift(
        id="tambahan",
        presence=((0.0, day.close_minutes),),
        skills=tuple(service.id for service in day.services),
        breaks=breaks,
    )
