"""What citizens read: the quotas of the published week, with what was set by hand and what is already used up.

They ask whether they will be served if they come: the notice opens on the first day that still has tickets to come.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from planner.domain.ids import DeskId
from planner.domain.mall import Mall
from planner.domain.periods import Week, Zone
from planner.domain.plan import Plan
from planner.planning.ports import UnitOfWork
from planner.planning.stored import IssuedTickets, NoticeWords, PlanEntry, PlanState, QuotaOverride
from planner.report.desk_days import DeskDay, WindowRow, by_desk
from planner.report.language import Language
from planner.report.notice_rows import Notice, NoticeDesk, make_notice
from planner.report.phrases import session_name, told_wait_minutes
from webapp.deps import deps, local_now
from webapp.mall import mall_of_request
from webapp.plans import Shown, shown_to
from webapp.words import say


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPlan:
    """The published plan citizens see, with hand-set quotas in it.

    now         : date and time at the mall. opens_on: the day shown first, None when all its days are over.
    last_number : until when numbers were handed out today, None while they still are and on a day without service.
    words       : what the mall itself tells.
    """

    entry: PlanEntry
    plan: Plan
    rows: tuple[DeskDay, ...]
    overrides: tuple[QuotaOverride, ...]
    issued: tuple[IssuedTickets, ...]
    words: NoticeWords
    now: datetime
    opens_on: date | None
    last_number: time | None

    @property
    def today(self) -> date:
        """The date at the mall."""
        return self.now.date()

    @property
    def is_over(self) -> bool:
        """True when none of its days is to come."""
        return self.opens_on is None

    @property
    def first_day(self) -> date:
        """The day shown first: today where it is one of the plan's though all are over."""
        days = self.plan.input.days
        return self.opens_on or (self.today if self.today in days else days[0])

    @property
    def version(self) -> str:
        """Text that changes whenever the notice does."""
        hands = [(o.id, o.tickets, o.channel) for o in self.overrides]
        out = [(i.desk, i.day, i.window, i.tickets, i.at) for i in self.issued]
        return repr((self.entry.id, hands, out, self.today, self.opens_on, self.last_number, self.words))


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePage:
    """The notice in words. remarks: by the anchor of a desk, what holds today and what was set by hand.

    status : why it does not open on today, "" when it does.
    """

    mall: Mall
    notice: Notice
    remarks: Mapping[str, tuple[str, ...]]
    status: str
    words: NoticeWords
    period: str
    published: str
    data_age: str


def find_public(work: UnitOfWork) -> PublicPlan | None:
    """This week's published plan while a day of it is to come, else the next one's, else the newest.

    None before anything was published.
    """
    mall = mall_of_request()
    if mall is None:
        return None
    now, passed = local_now(mall.zone), None
    week = Week.of(now.date())
    for entry in filter(None, map(work.plans.find_published, (week, week.next()))):
        shown = shown_to(work, entry, None)
        found = _public(work, shown, now)
        if found.opens_on:
            return replace(found, last_number=passed.last_number) if passed else found
        passed = passed or found
    return passed or _newest(work, now)


def _newest(work: UnitOfWork, now: datetime) -> PublicPlan | None:
    published = [e for e in work.plans.live() if e.state is PlanState.PUBLISHED]
    entry = max(published, key=lambda e: e.week.days[0], default=None)
    return _public(work, shown_to(work, entry, None), now) if entry else None


def _public(work: UnitOfWork, shown: Shown, now: datetime) -> PublicPlan:
    key = ("last numbers", shown.entry.id, tuple((o.id, o.tickets) for o in shown.overrides))
    last = deps().shelf.get(key, lambda: last_numbers(shown.rows))
    today = last.get(now.date())
    return PublicPlan(
        entry=shown.entry,
        plan=shown.plan,
        rows=shown.rows,
        overrides=shown.overrides,
        issued=tuple(work.floor.issued(now.date(), now.date())),
        words=work.floor.notice_words(),
        now=now,
        opens_on=min((day for day, until in last.items() if (day, until) > (now.date(), now.time())), default=None),
        last_number=today if today and now.time() >= today else None,
    )


def last_numbers(rows: Iterable[DeskDay]) -> Mapping[date, time]:
    """Until when numbers are handed out at any desk, by day; days without service are left out."""
    last: dict[date, time] = {}
    for row in rows:
        for window in row.windows:
            if window.quota.tickets:
                last[row.day] = max(last.get(row.day, window.end), window.end)
    return last


def make_notice_page(public: PublicPlan, language: Language) -> NoticePage:
    """The notice in one language."""
    mall, zone = public.plan.input.mall, ZoneInfo(public.plan.input.mall.zone.tz_name)
    notice = make_notice(public.plan, language, public.today, public.first_day)
    groups = [group for _, group in by_desk(public.rows)]
    last = public.plan.input.history_last_day
    changed_at = _changed_at(public)
    return NoticePage(
        mall=mall,
        notice=replace(notice, desks=tuple(map(partial(_own_words, public, language), notice.desks, groups))),
        remarks={
            shown.anchor: tuple(_remarks(public, group[0].desk.id, language))
            for shown, group in zip(notice.desks, groups, strict=True)
        },
        status=_status(public, language),
        words=public.words,
        period=language.period(public.plan.input.days),
        published=language.moment(changed_at.astimezone(zone)) if changed_at else "",
        data_age=say(language, "data_age", day=language.full_date(last)) if last else "",
    )


def _changed_at(public: PublicPlan) -> datetime | None:
    """When citizens' figures last changed: published, set by hand, or noted as handed out."""
    moments = (public.entry.published_at, *(o.at for o in public.overrides), *(i.at for i in public.issued))
    return max((moment for moment in moments if moment), default=None)


def _own_words(public: PublicPlan, language: Language, desk: NoticeDesk, group: tuple[DeskDay, ...]) -> NoticeDesk:
    """The desk with what the mall itself says about where else to go."""
    office = public.words.elsewhere.get(group[0].agency.id, "")
    return replace(desk, elsewhere=say(language, "notice.elsewhere_own", office=office)) if office else desk


def _status(public: PublicPlan, language: Language) -> str:
    """Why the day shown first is not today, in one line."""
    if public.opens_on is None:
        announced = public.words.announced
        return say(language, "notice.over_announced" if announced else "notice.over", announced=announced)
    if public.opens_on == public.today:
        return ""
    is_tomorrow = public.opens_on == public.today + timedelta(days=1)
    day = language.day(public.opens_on)
    if public.last_number:
        key = "notice.done_today" if is_tomorrow else "notice.done_today_later"
        return say(language, key, last=language.clock(public.last_number), day=day)
    return say(language, "notice.shut_today" if is_tomorrow else "notice.shut_today_later", day=day)


def _remarks(public: PublicPlan, desk: DeskId, language: Language) -> Iterable[str]:
    """What holds today at the desk, then quotas set by hand."""
    yield from _used_up(public, desk, language)
    for override in public.overrides:
        if override.desk == desk and override.day >= public.today:
            yield by_hand(override, language)


def by_hand(override: QuotaOverride, language: Language) -> str:
    """A quota set by hand, with its reason."""
    return say(
        language,
        "notice.by_hand_channel" if override.channel else "notice.by_hand",
        day=language.day(override.day),
        window=session_name(language, override.window),
        tickets=override.tickets,
        channel=say(language, f"channel.{override.channel or 'all'}"),
        reason=override.reason,
    )


def _used_up(public: PublicPlan, desk: DeskId, language: Language) -> Iterable[str]:
    issued = [i for i in public.issued if i.desk == desk and i.service is None]
    row = next((r for r in public.rows if r.desk.id == desk and r.day == public.today), None)
    if not issued or row is None or not row.tickets or public.last_number:
        return
    out, at = sum(i.tickets for i in issued), max((i.at for i in issued if i.at), default=None)
    clock = _clock(at, public.plan.input.mall.zone, language)
    if out < row.tickets:
        yield say(language, "notice.left", left=row.tickets - out, at=clock)
        return
    following = next(
        (r for r in public.rows if r.desk.id == desk and r.day > public.today and r.is_open and r.tickets), None
    )
    key = "notice.full_next" if following else "notice.full"
    day = language.day(following.day) if following else ""
    yield say(language, key, at=clock, day=day, tickets=following.tickets if following else 0)


def _clock(at: datetime | None, zone: Zone, language: Language) -> str:
    return language.clock(at.astimezone(ZoneInfo(zone.tz_name)).time()) if at else "-"


def notice_json(public: PublicPlan) -> dict[str, object]:
    """The notice for queue systems: whole numbers, ISO dates and local times."""
    plan = public.plan
    maker = _Json(
        mall=plan.input.mall,
        out={(i.desk, i.day, i.window): i.tickets for i in public.issued if i.service is None},
        overrides=public.overrides,
    )
    return {
        "format": "loketplan-notice/1",
        "mall": plan.input.mall.name,
        "zone": plan.input.mall.zone,
        "week": str(public.entry.week),
        "plan": public.entry.id,
        "published_at": public.entry.published_at.isoformat() if public.entry.published_at else None,
        "complaints": public.words.complaints,
        "desks": [maker.desk(group) for _, group in by_desk(public.rows)],
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Json:
    """Makes the JSON of desks. out: tickets handed out."""

    mall: Mall
    out: Mapping[tuple[DeskId, date, str], int]
    overrides: tuple[QuotaOverride, ...]

    def desk(self, rows: tuple[DeskDay, ...]) -> dict[str, object]:
        desk = rows[0].desk
        return {
            "id": desk.id,
            "name": desk.name,
            "agency": rows[0].agency.name,
            "services": [{"id": s.id, "name": s.name} for s in self.mall.services_of(desk.id)],
            "days": [self._day(row) for row in rows],
        }

    def _day(self, row: DeskDay) -> dict[str, object]:
        return {
            "date": row.day.isoformat(),
            "open": row.is_open,
            "reason": row.closed_name,
            "tickets": row.tickets,
            "wait_minutes": told_wait_minutes(row) if row.tickets and row.proof else None,
            "windows": [self._window(row, window) for window in row.windows],
            "service_limits": [
                {"service": q.service, "window": q.window, "tickets": q.tickets} for q in row.service_quotas
            ],
        }

    def _window(self, row: DeskDay, window: WindowRow) -> dict[str, object]:
        quota = window.quota
        key = (row.desk.id, row.day, quota.window)
        hands = [o for o in self.overrides if (o.desk, o.day, o.window) == key and o.service is None]
        return {
            "id": quota.window,
            "start": window.start.isoformat("minutes"),
            "end": window.end.isoformat("minutes"),
            "tickets": quota.tickets,
            "issued": self.out.get(key),
            "by_hand": next((_hand_json(o) for o in hands if not o.channel), None),
            "channels": [{"channel": o.channel, **_hand_json(o)} for o in hands if o.channel],
        }


def _hand_json(override: QuotaOverride) -> dict[str, object]:
    """What was set by hand, beside what was computed and what it breaks."""
    return {
        "tickets": override.tickets,
        "computed_tickets": override.computed_tickets,
        "reason": override.reason,
        "broken_promise": override.broken_promise,
        "ends_at": override.ends_at.isoformat() if override.ends_at else None,
    }


def notice_text(page: NoticePage, language: Language) -> str:
    """The notice as a message: each desk with its days."""
    lines = [f"*{page.mall.name}*", f"*{say(language, 'notice.title')}*, {page.period}", ""]
    for desk in page.notice.desks:
        lines.append(f"*{desk.title}*")
        for day in desk.days:
            lines.append(f"{day.day}: {day.closed or say(language, 'notice.text_day', tickets=day.tickets)}")
        lines += [*page.remarks[desk.anchor], ""]
    return "\n".join(lines)
