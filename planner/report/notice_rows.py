"""What citizens read of a week's quotas: by desk and day, in words. No officer is named."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from planner.domain.mall import Mall
from planner.domain.plan import Plan
from planner.planning.frame import WeekFrame
from planner.report.desk_days import DeskDay, State, by_desk, desk_days, shown_days, shown_frame
from planner.report.language import Language
from planner.report.phrases import (
    closed_text,
    desk_name,
    service_name,
    service_names,
    session_name,
    told_wait_minutes,
    wait_text,
)
from planner.report.shortfall_rows import why_limited

ROOM_UP_TO_LOAD = 0.75  # expected visits over tickets up to which citizens read "usually enough"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeWindow:
    """When numbers are handed out, and how many. name: of the part of the day."""

    name: str
    hours: str
    tickets: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDay:
    """What a citizen must know about one desk on one day, or on days that do not differ.

    places : positions of the days told, from 1; days alike are told together. day: all of them; titles: each by itself,
             called today or tomorrow where it is. chance: sign and words; look: enough, tight or short.
    closed : the sentence, "" when open.
    """

    places: tuple[int, ...]
    day: str
    titles: tuple[str, ...]
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


def make_notice(plan: Plan, language: Language, today: date | None = None, first: date | None = None) -> Notice:
    """What citizens read. With `today` the days are also called today and tomorrow.

    first : the day shown first, today or the next one by default.
    """
    rows, frame, days = desk_days(plan), shown_frame(plan), shown_days(plan)
    reader = _Reader(frame.mall, language, {day: _day_title(day, language, today) for day in days})
    places = {day: place for place, day in enumerate(days, start=1)}
    chosen = first or next((day for day in days if today is None or day >= today), days[0])
    return Notice(
        tabs=tuple(
            NoticeTab(place=place, title=reader.titles[day], checked=day == chosen) for day, place in places.items()
        ),
        desks=tuple(
            _notice_desk(position, group, places, reader) for position, (_, group) in enumerate(by_desk(rows), start=1)
        ),
        hours=_counter_hours(frame, days, language),
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """For whom the notice is written: people of a mall, in a language, who call each day by its title."""

    mall: Mall
    language: Language
    titles: Mapping[date, str]


def _day_title(day: date, language: Language, today: date | None) -> str:
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
        replace(
            told,
            day=reader.language.day_list(days),
            places=tuple(places[day] for day in days),
            titles=tuple(reader.titles[day] for day in days),
        )
        for told, days in groups.items()
    )


def _notice_day(row: DeskDay, rows: tuple[DeskDay, ...], reader: _Reader) -> NoticeDay:
    """The words of a day, the day itself left out."""
    language = reader.language
    serves = row.is_open and row.tickets > 0
    return NoticeDay(
        places=(),
        day="",
        titles=(),
        tickets=language.number(row.tickets),
        windows=tuple(
            NoticeWindow(
                name=session_name(language, w.quota.window),
                hours=language.span(w.start, w.end),
                tickets=language.number(w.quota.tickets),
            )
            for w in row.windows
            if w.quota.tickets
        ),
        limits=_limits(row, reader),
        chance=_chance(row, language) if serves else "",
        look=_notice_look(row),
        wait=wait_text(language, told_wait_minutes(row)) if serves and row.proof else "",
        closed="" if serves else _closed_sentence(row, rows, language),
    )


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
    open_rows = [row for row in rows if row.is_open]
    serving = [row for row in open_rows if row.tickets]
    return why_limited(serving or open_rows, reader.mall, reader.language) if open_rows else ""


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
