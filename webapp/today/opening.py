"""Whether the mall is open at a moment, and when it opens next: nothing is called "now" while it is closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from planner.calendar.holidays import with_national_days
from planner.calendar.hours import closing_reason, opening
from planner.domain.mall import Mall
from planner.report.language import Language
from webapp.words import say

DAYS_AHEAD = 14  # the longest run of days without service, Lebaran with its cuti bersama and weekends, is shorter


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSpan:
    """From when to when any agency serves on a day."""

    opens: datetime
    closes: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The mall at a moment. told: a sentence while it is closed, "" while open. next_day: None when not known."""

    told: str
    next_day: date | None = None

    @property
    def is_open(self) -> bool:
        """True while any agency serves."""
        return not self.told


def make_opening(mall: Mall, now: datetime, language: Language) -> Opening:
    """The mall at a moment of its own clock."""
    today, days = now.date(), [now.date() + timedelta(days=n) for n in range(DAYS_AHEAD + 1)]
    spans = _open_spans(with_national_days(mall, days), days)
    hours = spans.get(today)
    if hours and hours.opens <= now < hours.closes:
        return Opening(told="")
    coming = next((span for span in spans.values() if span.opens > now), None)
    told = f"{_why_closed(mall, now, hours, language)} {_when_next(coming, now, language)}"
    return Opening(told=told, next_day=coming.opens.date() if coming else None)


def _open_spans(mall: Mall, days: Iterable[date]) -> dict[date, OpenSpan]:
    spans = {}
    for day in days:
        hours = [found for agency in mall.agencies if (found := opening(mall, agency.id, day))]
        if hours:
            first, last = min(h.open for h in hours), max(h.close for h in hours)
            spans[day] = OpenSpan(opens=datetime.combine(day, first), closes=datetime.combine(day, last))
    return spans


def _why_closed(mall: Mall, now: datetime, hours: OpenSpan | None, language: Language) -> str:
    if hours and now < hours.opens:
        return say(language, "today.not_yet_open")
    if hours:
        return say(language, "today.closed_since", clock=language.clock(hours.closes.time()))
    dated = with_national_days(mall, [now.date()])
    reason = next(filter(None, (closing_reason(dated, agency.id, now.date()) for agency in mall.agencies)), "")
    return say(language, "today.closed_for", reason=reason) if reason else say(language, "today.closed_today")


def _when_next(coming: OpenSpan | None, now: datetime, language: Language) -> str:
    if coming is None:
        return say(language, "today.opens_unknown")
    day, clock = language.day(coming.opens.date()), language.clock(coming.opens.time())
    if coming.opens.date() == now.date():
        return say(language, "today.opens_today", day=day, clock=clock)
    return say(language, "today.opens_on", day=day, clock=clock)
