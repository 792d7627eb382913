"""Quotas for the staff: what binds, what is out, what was set by hand, and what setting one by hand would do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time

from planner.domain.ids import DeskId, WindowId
from planner.domain.plan import Quota
from planner.planning.ports import UnitOfWork
from planner.planning.stored import QuotaOverride
from planner.report.desk_days import DeskDay, by_desk
from planner.report.language import Language
from planner.report.phrases import binding_name, desk_name, range_text, session_name, state_text, wait_minutes
from webapp.plans import Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaLine:
    """A release window of a desk-day.

    computed : the tickets as planned. override: None where they hold. channels: parts of the tickets that one channel
    gives out, set by hand.
    """

    window: WindowId
    title: str
    start: time
    end: time
    tickets: int
    computed: Quota
    issued: int | None
    binding: str
    next_binding: str
    wait_minutes: int | None
    share_within: float | None
    override: QuotaOverride | None
    channels: tuple[QuotaOverride, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaDesk:
    """A desk on the day shown. yesterday: its tickets on the open day before, None without one.

    range_text : between which the tickets lie while something is not measured, "" when all is.
    """

    desk: DeskId
    title: str
    state: str
    tickets: int
    yesterday: int | None
    range_text: str
    lines: tuple[QuotaLine, ...]


def make_quota_desks(work: UnitOfWork, shown: Shown, day: date, language: Language) -> tuple[QuotaDesk, ...]:
    """The desks that are open on a day."""
    by_hand = {(o.desk, o.day, o.window): o for o in shown.overrides if o.service is None and not o.channel}
    out = {(i.desk, i.window): i.tickets for i in work.floor.issued(day, day) if i.service is None}
    computed = {(q.desk, q.day, q.window): q for q in shown.whole.quotas if q.service is None}
    channels = tuple(o for o in shown.overrides if o.channel)
    maker = _Maker(language=language, by_hand=by_hand, out=out, computed=computed, channels=channels)
    return tuple(desk for _, rows in by_desk(shown.rows) for desk in maker.desks(rows, day))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Maker:
    language: Language
    by_hand: Mapping[tuple[DeskId, date, WindowId], QuotaOverride]
    out: Mapping[tuple[DeskId, WindowId], int]
    computed: Mapping[tuple[DeskId, date, WindowId], Quota]
    channels: tuple[QuotaOverride, ...]

    def desks(self, rows: tuple[DeskDay, ...], day: date) -> Iterable[QuotaDesk]:
        row = next((row for row in rows if row.day == day), None)
        if row is None or not row.windows:
            return
        before = [other for other in rows if other.day < day and other.is_open]
        yield QuotaDesk(
            desk=row.desk.id,
            title=desk_name(row.agency, row.desk),
            state=state_text(self.language, row),
            tickets=row.tickets,
            yesterday=before[-1].tickets if before else None,
            range_text=range_text(self.language, row),
            lines=tuple(self._lines(row)),
        )

    def _lines(self, row: DeskDay) -> Iterable[QuotaLine]:
        for window in row.windows:
            quota = window.quota
            proof = window.proof if quota.tickets else None
            yield QuotaLine(
                window=quota.window,
                title=session_name(self.language, quota.window),
                start=window.start,
                end=window.end,
                tickets=quota.tickets,
                computed=self.computed.get((row.desk.id, row.day, quota.window), quota),
                issued=self.out.get((row.desk.id, quota.window)),
                binding=binding_name(self.language, quota.binding),
                next_binding=binding_name(self.language, quota.next_binding),
                wait_minutes=wait_minutes(proof.wait_p90_minutes) if proof else None,
                share_within=proof.share_within if proof else None,
                override=self.by_hand.get((row.desk.id, row.day, quota.window)),
                channels=tuple(c for c in self.channels if _is_of(c, row, quota.window)),
            )


def _is_of(override: QuotaOverride, row: DeskDay, window: WindowId) -> bool:
    return (override.desk, override.day, override.window) == (row.desk.id, row.day, window)


def channel_tickets(shown: Shown, quota: Quota, but: str = "") -> int:
    """Tickets of a window that channels give out by hand, those of `but` left out."""
    same = (quota.desk, quota.day, quota.window)
    return sum(o.tickets for o in shown.overrides if o.channel not in ("", but) and (o.desk, o.day, o.window) == same)


def computed_quota(shown: Shown, quota: Quota) -> Quota:
    """The quota of the same window as planned, before anything was set by hand."""
    same = (quota.desk, quota.day, quota.window, None)
    return next(q for q in shown.whole.quotas if (q.desk, q.day, q.window, q.service) == same)
