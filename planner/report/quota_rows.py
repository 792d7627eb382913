"""The quotas of a week as rows: for the sheet of the staff, and for the notice citizens read."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from planner.domain.mall import Mall
from planner.domain.plan import Plan, Proof, Quota
from planner.planning.frame import WeekFrame
from planner.report.desk_days import DeskDay, State, WindowRow, by_desk, desk_days, shown_days, shown_frame
from planner.report.language import Language
from planner.report.phrases import (
    binding_name,
    closed_text,
    desk_name,
    service_name,
    service_names,
    session_name,
    state_text,
    wait_minutes,
    wait_text,
)
from planner.report.shortfall_rows import why_limited

WAIT_STEP_MINUTES = 5
ROOM_UP_TO_LOAD = 0.75  # expected visits over tickets up to which citizens read "usually enough"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaRow:
    """A line of the staff's sheet: a release window, a service's upper limit, or the whole day of a desk.

    Numbers stay numbers, None where there is none. share_within, finish_probability: shares.
    """

    desk: str
    service: str
    day: str
    window: str
    hours: str
    whole_day: bool
    tickets: int
    capacity_tickets: int
    lowered_by_proof: int
    issued: int
    binding: str
    next_binding: str
    demand_visits: float | None = None
    served: float | None = None
    turned_away: float | None = None
    wait_p90_minutes: int | None = None
    share_within: float | None = None
    finish_probability: float | None = None
    state: str = ""
    look: State = State.ENOUGH


def quota_rows(plan: Plan, language: Language) -> tuple[QuotaRow, ...]:
    """Every quota of the week with its whole-day line, desks in the order of the mall."""
    mall = plan.input.mall
    return tuple(row for desk_day in desk_days(plan) if desk_day.windows for row in _rows_of(desk_day, mall, language))


def _rows_of(row: DeskDay, mall: Mall, language: Language) -> Iterable[QuotaRow]:
    for window in row.windows:
        yield _window_row(row, window, language)
    for quota in row.service_quotas:
        yield _service_row(row, quota, mall, language)
    yield _whole_day_row(row, language)


def _window_row(row: DeskDay, window: WindowRow, language: Language) -> QuotaRow:
    quota = window.quota
    proof = window.proof if quota.tickets else None
    return QuotaRow(
        desk=desk_name(row.agency, row.desk),
        service="",
        day=language.day(row.day),
        window=session_name(language, quota.window),
        hours=language.span(window.start, window.end),
        whole_day=False,
        tickets=quota.tickets,
        capacity_tickets=quota.capacity_tickets,
        lowered_by_proof=quota.lowered_by_proof,
        issued=quota.issued,
        binding=binding_name(language, quota.binding),
        next_binding=binding_name(language, quota.next_binding),
        wait_p90_minutes=wait_minutes(proof.wait_p90_minutes) if proof else None,
        share_within=proof.share_within if proof else None,
    )


def _service_row(row: DeskDay, quota: Quota, mall: Mall, language: Language) -> QuotaRow:
    return QuotaRow(
        desk=desk_name(row.agency, row.desk),
        service=service_name(mall, quota.service),
        day=language.day(row.day),
        window=session_name(language, quota.window),
        hours="",
        whole_day=False,
        tickets=quota.tickets,
        capacity_tickets=quota.capacity_tickets,
        lowered_by_proof=quota.lowered_by_proof,
        issued=quota.issued,
        binding=binding_name(language, quota.binding),
        next_binding=binding_name(language, quota.next_binding),
    )


def _whole_day_row(row: DeskDay, language: Language) -> QuotaRow:
    quotas, proof = [window.quota for window in row.windows], row.proof
    return QuotaRow(
        desk=desk_name(row.agency, row.desk),
        service="",
        day=language.day(row.day),
        window=language.say("whole_day"),
        hours=language.span(row.windows[0].start, row.windows[-1].end),
        whole_day=True,
        tickets=row.tickets,
        capacity_tickets=sum(q.capacity_tickets for q in quotas),
        lowered_by_proof=sum(q.lowered_by_proof for q in quotas),
        issued=sum(q.issued for q in quotas),
        binding=binding_name(language, row.binding),
        next_binding="",
        demand_visits=row.demand_visits,
        served=row.served,
        turned_away=row.turned_away,
        wait_p90_minutes=wait_minutes(proof.wait_p90_minutes) if proof else None,
        share_within=proof.share_within if proof else None,
        finish_probability=proof.finish_probability if proof else None,
        state=state_text(language, row),
        look=row.state,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeWindow:
    """When numbers are handed out, and how many."""

    hours: str
    tickets: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDay:
    """What a citizen must know about one desk on one day, or on days that do not differ.

    places : positions of the days told, from 1; days alike are told together. chance: sign and words; look: enough,
             tight or short. closed: the sentence, "" when open.
    """

    places: tuple[int, ...]
    day: str
    tickets: str
    windows: tuple[NoticeWindow, ...]
    limits: str
    chance: str
    look: State
    wait: str
    closed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDesk:
    """One desk in the notice. alike: the sentence why tickets are limited; elsewhere, quietest: "" when unknown."""

    anchor: str
    title: str
    services: str
    days: tuple[NoticeDay, ...]
    why: str
    quietest: str
    elsewhere: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeTab:
    """A day that can be chosen. checked: shown first."""

    place: int
    title: str
    checked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """The whole notice, in words. hours: counter hours by days, one line each."""

    tabs: tuple[NoticeTab, ...]
    desks: tuple[NoticeDesk, ...]
    hours: tuple[str, ...]


def make_notice(plan: Plan, language: Language, today: date | None = None) -> Notice:
    """What citizens read. With `today` the days are also called today and tomorrow, and today is shown first."""
    rows, frame, days = desk_days(plan), shown_frame(plan), shown_days(plan)
    places = {day: place for place, day in enumerate(days, start=1)}
    return Notice(
        tabs=_tabs(days, language, today),
        desks=tuple(
            _notice_desk(position, group, places, _Reader(frame.mall, language))
            for position, (_, group) in enumerate(by_desk(rows), start=1)
            if any(row.windows for row in group)
        ),
        hours=_counter_hours(frame, days, language),
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """For whom the notice is written: people of a mall, in a language."""

    mall: Mall
    language: Language


def _tabs(days: tuple[date, ...], language: Language, today: date | None) -> tuple[NoticeTab, ...]:
    first = next((day for day in days if today is None or day >= today), days[0])
    return tuple(
        NoticeTab(place=place, title=_tab_title(day, language, today), checked=day == first)
        for place, day in enumerate(days, start=1)
    )


def _tab_title(day: date, language: Language, today: date | None) -> str:
    named = {0: "today", 1: "tomorrow"}.get((day - today).days) if today else None
    return language.say(f"notice.{named}", day=language.day(day)) if named else language.day(day)


def _notice_desk(position: int, rows: tuple[DeskDay, ...], places: Mapping[date, int], reader: _Reader) -> NoticeDesk:
    say, agency = reader.language.say, rows[0].agency
    return NoticeDesk(
        anchor=f"m{position}",
        title=desk_name(agency, rows[0].desk),
        services=service_names(reader.mall, rows[0].desk),
        days=_notice_days(rows, places, reader),
        why=_why(rows, reader),
        quietest=_quietest(rows, reader.language),
        elsewhere=say("notice.elsewhere", office=agency.parent_office) if agency.parent_office else "",
    )


def _notice_days(rows: tuple[DeskDay, ...], places: Mapping[date, int], reader: _Reader) -> tuple[NoticeDay, ...]:
    """Days in order of time, those told in the same words together."""
    groups: dict[NoticeDay, list[date]] = {}
    for row in rows:
        groups.setdefault(_notice_day(row, rows, reader), []).append(row.day)
    return tuple(
        replace(told, day=reader.language.day_list(days), places=tuple(places[day] for day in days))
        for told, days in groups.items()
    )


def _notice_day(row: DeskDay, rows: tuple[DeskDay, ...], reader: _Reader) -> NoticeDay:
    """The words of a day, the day itself left out."""
    language = reader.language
    serves = row.is_open and row.tickets > 0
    return NoticeDay(
        places=(),
        day="",
        tickets=language.number(row.tickets),
        windows=tuple(
            NoticeWindow(hours=language.span(w.start, w.end), tickets=language.number(w.quota.tickets))
            for w in row.windows
            if w.quota.tickets
        ),
        limits=_limits(row, reader),
        chance=_chance(row, language) if serves else "",
        look=_notice_look(row),
        wait=_wait(row.proof, language) if serves and row.proof else "",
        closed="" if serves else _closed_sentence(row, rows, language),
    )


def _wait(proof: Proof, language: Language) -> str:
    """The wait in steps of five minutes: a finer figure would promise what a simulation cannot know."""
    return wait_text(language, WAIT_STEP_MINUTES * math.ceil(proof.wait_p90_minutes / WAIT_STEP_MINUTES))


def _limits(row: DeskDay, reader: _Reader) -> str:
    """What fewer tickets than the desk's there are for: a service's upper limit, or a service nobody gives that day."""
    by_service: dict[str, int] = {}
    for quota in row.service_quotas:
        name = service_name(reader.mall, quota.service)
        by_service[name] = by_service.get(name, 0) + quota.tickets
    say, number = reader.language.say, reader.language.number
    limited = [
        say("notice.at_most", tickets=number(tickets), service=name)
        if tickets
        else say("notice.no_service", service=name)
        for name, tickets in by_service.items()
        if tickets < row.tickets
    ]
    return ", ".join(limited)


def _notice_look(row: DeskDay) -> State:
    """Citizens ask whether they will be served: only the tickets against those who come count, not the roster."""
    if not row.is_open:
        return State.CLOSED
    if row.load <= ROOM_UP_TO_LOAD:
        return State.ENOUGH
    return State.TIGHT if row.load < 1 else State.SHORT


def _chance(row: DeskDay, language: Language) -> str:
    return language.say(f"notice.chance_{_notice_look(row)}")


def _closed_sentence(row: DeskDay, rows: tuple[DeskDay, ...], language: Language) -> str:
    reason = closed_text(language, row) if not row.is_open else language.say("notice.nobody")
    following = next((other for other in rows if other.day > row.day and other.is_open and other.tickets), None)
    if following is None:
        return language.say("notice.next_unknown", reason=reason)
    return language.say(
        "notice.next",
        reason=reason,
        day=language.day(following.day),
        tickets=language.number(following.tickets),
    )


def _why(rows: tuple[DeskDay, ...], reader: _Reader) -> str:
    serving = [row for row in rows if row.is_open and row.tickets]
    if not serving:
        return ""
    return why_limited(serving, reader.mall, reader.language)


def _quietest(rows: tuple[DeskDay, ...], language: Language) -> str:
    serving = [row for row in rows if row.is_open and row.tickets]
    loads = sorted(serving, key=lambda row: row.load)
    if len(loads) < 2 or loads[-1].load - loads[0].load < 0.1 or loads[0].load >= 1:
        return ""
    return language.say("notice.quietest", day=language.day(loads[0].day))


def _counter_hours(frame: WeekFrame, days: tuple[date, ...], language: Language) -> tuple[str, ...]:
    groups: dict[str, list[date]] = {}
    for day in days:
        found = [hours for (_, other), hours in frame.hours.items() if other == day]
        if found:
            widest = max(found, key=lambda h: (len(h.sessions), h.close))
            text = language.say(
                "notice.hours",
                span=language.span(widest.open, widest.close),
                last=language.clock(widest.last_ticket),
            )
            groups.setdefault(text, []).append(day)
    return tuple(f"{language.day_ranges(of_group)} {text}" for text, of_group in groups.items())
