"""The week in a few sentences and one table: what a manager reads first."""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.domain.ids import SessionId
from planner.domain.plan import Plan
from planner.report.desk_days import DeskDay, State, by_desk, desk_days
from planner.report.language import Language
from planner.report.phrases import binding_name, closed_text, desk_name, rough, wait_minutes
from planner.report.shortfall_rows import ShortPlace, short_places

WORST_SHOWN = 5
SIGNS = {State.ENOUGH: "✓", State.TIGHT: "●", State.SHORT: "▲", State.CLOSED: "▨"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryLine:
    """One line of the table: a desk on a day, or on days that do not differ. Visits are per day."""

    sign: str
    desk: str
    days: str
    demand: str
    served: str
    turned_away: str
    officers: str
    tickets: str
    range: str
    binding: str
    wait: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The week, what is worst, and the table.

    headline : sentences. worst : at most WORST_SHOWN; more: sentence about the rest, "" when all are told.
    findings : what a reader of the plan must know.
    """

    headline: tuple[str, ...]
    worst: tuple[ShortPlace, ...]
    more: str
    lines: tuple[SummaryLine, ...]
    findings: tuple[str, ...]


def make_summary(plan: Plan, language: Language) -> Summary:
    """The summary of a plan in one language."""
    rows, short = desk_days(plan), short_places(plan, language)
    rest = len(short) - WORST_SHOWN
    return Summary(
        headline=tuple(_headline(plan, rows, language)),
        worst=short[:WORST_SHOWN],
        more=language.say("summary.more", count=rest) if rest > 0 else "",
        lines=(*_desk_lines(rows, language), *_closed_lines(rows, language)),
        findings=tuple(finding.text_id if language.code == "id" else finding.text_en for finding in plan.findings),
    )


def _headline(plan: Plan, rows: tuple[DeskDay, ...], language: Language) -> Iterable[str]:
    away = sum(row.turned_away for row in rows)
    key = "summary.week_short" if away >= 0.5 else "summary.week_enough"
    yield language.say(
        key,
        demand=language.number(sum(row.demand_visits for row in rows)),
        served=language.number(sum(row.served for row in rows)),
        away=language.number(away),
        officers=len({posting.officer for posting in plan.postings}),
        tickets=language.number(sum(row.tickets for row in rows)),
    )
    yield from _promise_sentences(plan, rows, language)
    yield _states_sentence(rows, language)


def _promise_sentences(plan: Plan, rows: tuple[DeskDay, ...], language: Language) -> Iterable[str]:
    proofs = [row.proof for row in rows if row.proof and row.served > 0]
    served = sum(proof.served for proof in proofs)
    if not served:
        return
    promise = plan.input.mall.promise
    within = sum(proof.share_within * proof.served for proof in proofs) / served
    finish = sum(proof.finish_probability for proof in proofs) / len(proofs)
    yield language.say(
        "summary.promise",
        within=language.share(within),
        minutes=promise.wait_minutes,
        wanted=language.share(promise.wait_share),
        finish=language.share(finish),
        grace=promise.grace_minutes,
        finish_wanted=language.share(promise.finish_probability),
    )


def _states_sentence(rows: tuple[DeskDay, ...], language: Language) -> str:
    states = [row.state for row in rows if row.is_open]
    return language.say(
        "summary.states",
        total=len(states),
        enough=states.count(State.ENOUGH),
        tight=states.count(State.TIGHT),
        short=states.count(State.SHORT),
    )


def _desk_lines(rows: tuple[DeskDay, ...], language: Language) -> Iterable[SummaryLine]:
    some_open = {row.day for row in rows if row.is_open}
    for _, group in by_desk(rows):
        told = [row for row in group if row.is_open or (row.closed_name and row.day in some_open)]
        for place, run in enumerate(_runs(told, language)):
            yield _line(run, language, desk_name(run[0].agency, run[0].desk) if place == 0 else "")


def _runs(rows: Iterable[DeskDay], language: Language) -> list[list[DeskDay]]:
    """Days that one line can tell, together."""
    runs: list[list[DeskDay]] = []
    for row in rows:
        if runs and _alike(runs[-1][-1], row, language):
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _closed_lines(rows: tuple[DeskDay, ...], language: Language) -> Iterable[SummaryLine]:
    """Days on which the whole mall is closed, told once."""
    some_open = {row.day for row in rows if row.is_open}
    closed = {row.day: row for row in reversed(rows) if row.day not in some_open}
    for _, row in sorted(closed.items()):
        yield _line([row], language, language.say("summary.all_desks"))


def _alike(first: DeskDay, second: DeskDay, language: Language) -> bool:
    """True when one line tells both days: the same staff and tickets, and quiet or with the same visits."""
    if first.state is not second.state or _pattern(first) != _pattern(second):
        return False
    return first.state is State.ENOUGH or _visits(first, language) == _visits(second, language)


def _visits(row: DeskDay, language: Language) -> tuple[str, ...]:
    wait = wait_minutes(row.proof.wait_p90_minutes) if row.proof else 0
    return (*map(language.number, (row.demand_visits, row.served, row.turned_away, wait)), row.closed_name)


def _pattern(row: DeskDay) -> tuple[object, ...]:
    return (tuple(_posted(row)), tuple(w.quota.tickets for w in row.windows), row.binding, _quota_range(row))


def _posted(row: DeskDay) -> list[int]:
    sessions: tuple[SessionId, ...] = tuple(s.id for s in row.hours.sessions) if row.hours else ()
    return [len(row.posted_in(session)) for session in sessions]


def _line(run: list[DeskDay], language: Language, desk: str) -> SummaryLine:
    first = run[0]
    waits = [float(wait_minutes(row.proof.wait_p90_minutes)) for row in run if row.proof]
    is_open = first.is_open
    return SummaryLine(
        sign=SIGNS[first.state],
        desk=desk,
        days=language.day_ranges(row.day for row in run),
        demand=_demand(run, language) if is_open else closed_text(language, first),
        served=_range([row.served for row in run], language) if is_open else "",
        turned_away=_away([row.turned_away for row in run], language) if is_open else "",
        officers="/".join(str(count) for count in _posted(first)),
        tickets=rough(_tickets(first), estimated=first.quota_range is not None),
        range=_quota_range(first),
        binding=binding_name(language, first.binding),
        wait=_range(waits, language) if waits else "",
    )


def _demand(run: list[DeskDay], language: Language) -> str:
    text = _range([row.demand_visits for row in run], language)
    return rough(text, estimated=any(row.demand_estimated for row in run))


def _quota_range(row: DeskDay) -> str:
    return f"{row.quota_range.low}-{row.quota_range.high}" if row.quota_range else ""


def _tickets(row: DeskDay) -> str:
    parts = [window.quota.tickets for window in row.windows]
    if len(parts) < 2:
        return "".join(str(part) for part in parts)
    return f"{'+'.join(str(part) for part in parts)}={row.tickets}"


def _range(values: list[float], language: Language) -> str:
    texts = [language.number(min(values)), language.number(max(values))]
    return texts[0] if texts[0] == texts[1] else "-".join(texts)


def _away(values: list[float], language: Language) -> str:
    """Visits turned away, with a decimal where they are few: `0-0,4`."""
    texts = [language.visits(min(values)), language.visits(max(values))]
    return texts[0] if texts[0] == texts[1] else "-".join(texts)
