"""Quotas for the staff: what binds, what is out, what was set by hand, and what setting one by hand would do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from planner.domain.ids import DeskId, WindowId
from planner.domain.plan import Quota
from planner.planning.ports import UnitOfWork
from planner.planning.stored import QuotaOverride
from planner.report.desk_days import DeskDay, WindowRow
from planner.report.language import Language
from planner.report.phrases import (
    binding_name,
    desk_name,
    session_name,
    state_text,
    told_minutes,
    told_wait_minutes,
)
from webapp.plans import Shown, find_shown_in_force
from webapp.quotas.why import Why, make_why, why_none
from webapp.words import say


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaLine:
    """A release window of a desk-day.

    before   : its tickets on the open day before, None without one. computed: the tickets as planned.
    none     : why it has no tickets, "" when it has. override: None where the computed tickets hold.
    channels : parts of the tickets that one channel gives out, set by hand.
    """

    window: WindowId
    title: str
    start: time
    end: time
    tickets: int
    before: int | None
    computed: Quota
    issued: int | None
    none: str
    binding: str
    next_binding: str
    wait_minutes: int
    override: QuotaOverride | None
    channels: tuple[QuotaOverride, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaDesk:
    """A desk on the day shown. before, issued: tickets of the open day before, tickets out; None where not known.

    range_text   : between which the tickets lie while something is not measured, "" when all is.
    wait_minutes : as told to citizens, 0 where nothing was proved.
    """

    desk: DeskId
    title: str
    state: str
    tickets: int
    before: int | None
    issued: int | None
    range_text: str
    wait_minutes: int
    why: Why
    lines: tuple[QuotaLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaPage:
    """The desks that are open on a day. before: the open day they are compared with, None without one."""

    day: date
    before: date | None
    desks: tuple[QuotaDesk, ...]


def make_quota_page(work: UnitOfWork, shown: Shown, day: date, language: Language) -> QuotaPage:
    """The quotas of a day beside those of the open day before, of last week's plan where it is the first."""
    earlier = [row for row in shown.rows if row.day < day and row.is_open]
    if not earlier and (last := find_shown_in_force(work, shown.entry.week.previous())):
        earlier = [row for row in last.rows if row.is_open]
    before = max((row.day for row in earlier), default=None)
    maker = _Maker(
        shown=shown,
        language=language,
        before={(r.desk.id, w.quota.window): w.quota.tickets for r in earlier if r.day == before for w in r.windows},
        out={(i.desk, i.window): i.tickets for i in work.floor.issued(day, day) if i.service is None},
        by_hand={(o.desk, o.day, o.window): o for o in shown.overrides if o.service is None and not o.channel},
        computed={(q.desk, q.day, q.window): q for q in shown.whole.quotas if q.service is None},
    )
    desks = tuple(maker.desk(row) for row in shown.rows if row.day == day and row.windows)
    return QuotaPage(day=day, before=before, desks=desks)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Maker:
    """What all desks of a page are shown from. before: tickets of the open day before; out: tickets noted as out."""

    shown: Shown
    language: Language
    before: Mapping[tuple[DeskId, WindowId], int]
    out: Mapping[tuple[DeskId, WindowId], int]
    by_hand: Mapping[tuple[DeskId, date, WindowId], QuotaOverride]
    computed: Mapping[tuple[DeskId, date, WindowId], Quota]

    def desk(self, row: DeskDay) -> QuotaDesk:
        return QuotaDesk(
            desk=row.desk.id,
            title=desk_name(row.agency, row.desk),
            state=state_text(self.language, row),
            tickets=row.tickets,
            before=_sum_of(self.before, row),
            issued=_sum_of(self.out, row),
            range_text=_range(row, self.language),
            wait_minutes=told_wait_minutes(row) if row.tickets else 0,
            why=make_why(self.shown.plan, row, self.language),
            lines=tuple(self._line(row, window) for window in row.windows),
        )

    def _line(self, row: DeskDay, window: WindowRow) -> QuotaLine:
        quota, promise = window.quota, self.shown.plan.input.mall.promise
        same = (row.desk.id, row.day, quota.window)
        by_hand = self.by_hand.get(same)
        is_empty = not quota.tickets and by_hand is None
        return QuotaLine(
            window=quota.window,
            title=session_name(self.language, quota.window),
            start=window.start,
            end=window.end,
            tickets=quota.tickets,
            before=self.before.get((row.desk.id, quota.window)),
            computed=self.computed.get(same, quota),
            issued=self.out.get((row.desk.id, quota.window)),
            none=why_none(row, window, promise.wait_minutes, self.language) if is_empty else "",
            binding=binding_name(self.language, quota.binding),
            next_binding=binding_name(self.language, quota.next_binding),
            wait_minutes=told_minutes(window.proof.wait_p90_minutes) if window.proof and quota.tickets else 0,
            override=by_hand,
            channels=tuple(o for o in self.shown.overrides if o.channel and (o.desk, o.day, o.window) == same),
        )


def _range(row: DeskDay, language: Language) -> str:
    found = row.quota_range
    return say(language, "quota.range_short", low=found.low, high=found.high) if found else ""


def _sum_of(tickets: Mapping[tuple[DeskId, WindowId], int], row: DeskDay) -> int | None:
    """The desk's sum over its windows, None where nothing is known of it."""
    found = [count for (desk, _), count in tickets.items() if desk == row.desk.id]
    return sum(found) if found else None


def channel_tickets(shown: Shown, quota: Quota, but: str = "") -> int:
    """Tickets of a window that channels give out by hand, those of `but` left out."""
    same = (quota.desk, quota.day, quota.window)
    return sum(o.tickets for o in shown.overrides if o.channel not in ("", but) and (o.desk, o.day, o.window) == same)


def computed_quota(shown: Shown, quota: Quota) -> Quota:
    """The quota of the same window as planned, before anything was set by hand."""
    same = (quota.desk, quota.day, quota.window, None)
    return next(q for q in shown.whole.quotas if (q.desk, q.day, q.window, q.service) == same)
