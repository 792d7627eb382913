"""Why a desk-day has its tickets: what is estimated, what binds, the cheapest repair; and why a window has none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from planner.domain.periods import clock_of_minute, minute_of_day
from planner.domain.plan import Plan, Posting, Remedy, Unmeasured
from planner.report.desk_days import DeskDay, State, WindowRow
from planner.report.language import Language
from planner.report.phrases import binding_name, remedy_or_none_text, session_name, strongest_text
from planner.report.shortfall_rows import why_limited
from webapp.words import say

CAPS = frozenset({"counters", "equipment", "supplies", "own_cap", "change"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why a desk-day has its tickets, in sentences.

    estimated : what was not measured, "" where all was. measure: which measuring narrows it most. binds: what limits.
    caps      : a line for each window that the proof or a cap lowered. repairs: the cheapest, and what helps most.
    """

    estimated: str
    measure: str
    binds: str
    caps: tuple[str, ...]
    repairs: tuple[str, ...]


def make_why(plan: Plan, row: DeskDay, language: Language) -> Why:
    """Why the desk has these tickets on the day."""
    mall, widest = plan.input.mall, next((u for u in plan.unmeasured if u.desk == row.desk.id), None)
    return Why(
        estimated=_estimated(row, language),
        measure=_measure(widest, language) if widest and row.quota_range else "",
        binds=why_limited((row,), mall, language),
        caps=tuple(_caps(row, language)),
        repairs=tuple(_repairs(plan, row, language)),
    )


def _estimated(row: DeskDay, language: Language) -> str:
    found = row.quota_range
    if found is None:
        return ""
    causes = language.say("and").join(language.say(f"cause.{cause}") for cause in found.causes)
    return say(
        language,
        "quota.why_estimated",
        tickets=language.number(found.tickets),
        low=language.number(found.low),
        high=language.number(found.high),
        causes=causes,
    )


def _measure(widest: Unmeasured, language: Language) -> str:
    return say(
        language,
        "quota.why_measure",
        figure=language.say(f"cause.{widest.figure}"),
        wide=language.number(widest.wide),
        left=language.number(widest.wide - widest.narrower),
    )


def _caps(row: DeskDay, language: Language) -> Iterable[str]:
    for window in row.windows:
        quota = window.quota
        name = session_name(language, quota.window)
        if quota.lowered_by_proof:
            yield say(
                language,
                "quota.why_lowered",
                window=name,
                before=language.number(quota.tickets + quota.lowered_by_proof),
                after=language.number(quota.tickets),
            )
        for cap, tickets in quota.caps.items():
            if tickets <= quota.capacity_tickets:
                known = language.number(tickets)
                yield say(language, "quota.why_cap", window=name, cap=binding_name(language, cap), tickets=known)


def _repairs(plan: Plan, row: DeskDay, language: Language) -> Iterable[str]:
    """What was tried for the day; else for another day of the week, as the desk's days are much alike."""
    if row.state is State.ENOUGH and not row.remedies:
        yield say(language, "quota.why_enough", visits=language.visits(row.demand_visits))
        return
    tried = row.remedies or _of_another_day(plan, row)
    if not tried:
        yield say(language, "quota.why_no_remedy")
        return
    day = "" if row.remedies else f"{language.day(tried[0].day)}. "
    yield day + language.say("summary.remedy", remedy=remedy_or_none_text(language, plan.input.mall, tried))
    strongest = strongest_text(language, plan.input.mall, tried)
    if strongest:
        yield day + language.say("summary.strongest", remedy=strongest)


def _of_another_day(plan: Plan, row: DeskDay) -> tuple[Remedy, ...]:
    of_desk = [remedy for remedy in plan.remedies if remedy.desk == row.desk.id]
    first = min((remedy.day for remedy in of_desk), default=None)
    return tuple(remedy for remedy in of_desk if remedy.day == first)


def why_none(row: DeskDay, window: WindowRow, wait_minutes: int, language: Language) -> str:
    """Why a window has no tickets, one sentence. wait_minutes: the promised wait."""
    posted = _posted_in(row, window)
    quota, close = window.quota, row.hours.close if row.hours else window.end
    if not posted:
        return say(language, "quota.none_posted")
    if quota.binding in CAPS:
        return say(language, "quota.none_cap", cap=binding_name(language, quota.binding))
    if quota.binding == "finish":
        return say(language, "quota.none_before_closing", close=language.clock(close))
    if gap := unattended(posted, window):
        return say(language, "quota.none_break", span=language.span(*gap), minutes=wait_minutes)
    if any(w.quota.tickets for w in row.windows if w.start < window.start):
        return say(language, "quota.none_busy", minutes=wait_minutes, close=language.clock(close))
    return say(language, "quota.none_wait", minutes=wait_minutes)


def _posted_in(row: DeskDay, window: WindowRow) -> tuple[Posting, ...]:
    """Postings of the sessions that the window touches."""
    sessions = row.hours.sessions if row.hours else ()
    touched = {s.id for s in sessions if s.start < window.end and window.start < s.end}
    return tuple(p for p in row.postings if p.session in touched)


def unattended(posted: Iterable[Posting], window: WindowRow) -> tuple[time, time] | None:
    """When in the window all who are posted are on their break at once; None when somebody always sits there."""
    breaks = [_break_of(p) for p in posted]
    starts, ends = [start for start, _ in breaks], [end for _, end in breaks]
    start, end = max(starts), min(ends)
    inside = start < minute_of_day(window.end) and minute_of_day(window.start) < end
    return (clock_of_minute(start), clock_of_minute(end)) if start < end and inside else None


def _break_of(posting: Posting) -> tuple[int, int]:
    """Minutes of the day from and to which an officer is away; nothing for who has no break in the session."""
    if posting.break_start is None:
        return 0, 0
    start = minute_of_day(posting.break_start)
    return start, start + posting.break_minutes
