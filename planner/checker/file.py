"""Is the file whole: unchanged since it was written, every name in it known, no row twice, a forecast for every day."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from planner.checker.rules import RULES
from planner.checker.violation import Place, Violation
from planner.checker.week import PlanWeek
from planner.domain.canonical import content_hash_of, sha256_of
from planner.domain.plan import Plan


def hashes(raw: Mapping[str, Any]) -> Iterator[Violation]:
    """content_hash, input_hash: the file is what its passport says."""
    passport = raw["passport"]
    if passport["content_hash"] != content_hash_of(raw):
        yield _of_file("content_hash", "passport.content_hash", passport["content_hash"])
    if passport["input_hash"] != sha256_of(raw["input"]):
        yield _of_file("input_hash", "passport.input_hash", passport["input_hash"])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    """All that may be named."""

    agencies: frozenset[str]
    desks: frozenset[str]
    services: frozenset[tuple[str, str]]
    counters: frozenset[str]
    officers: frozenset[str]
    sessions: frozenset[str]
    windows: frozenset[str]
    days: frozenset[str]


def known_ids(plan: Plan) -> Iterator[Violation]:
    """known_ids: agencies, desks, services, counters, officers, sessions, windows and days that the input holds."""
    names = _names(plan)
    for part, known, found in (*_mall_references(plan, names), *_plan_references(plan, names)):
        yield from (_of_file("known_ids", part, value) for value in sorted(set(found) - known, key=str))


def _names(plan: Plan) -> _Names:
    mall = plan.input.mall
    timetables = mall.timetables.values()
    return _Names(
        agencies=frozenset(a.id for a in mall.agencies),
        desks=frozenset(d.id for d in mall.desks),
        services=frozenset((s.desk, s.id) for s in mall.services),
        counters=frozenset(c.id for c in mall.counters),
        officers=frozenset(o.id for o in mall.officers),
        sessions=frozenset(s.id for t in timetables for s in t.sessions),
        windows=frozenset(w.id for t in timetables for w in t.windows),
        days=frozenset(day.isoformat() for day in plan.input.days),
    )


_Reference = tuple[str, frozenset[Any], Iterable[Any]]


def _mall_references(plan: Plan, names: _Names) -> tuple[_Reference, ...]:
    mall = plan.input.mall
    services = frozenset(service for _, service in names.services)
    return (
        ("input.mall.desks.agency", names.agencies, (d.agency for d in mall.desks)),
        ("input.mall.services.desk", names.desks, (s.desk for s in mall.services)),
        ("input.mall.counters.agency", names.agencies, (c.agency for c in mall.counters)),
        ("input.mall.counters.desk", names.desks, (c.desk for c in mall.counters if c.desk)),
        ("input.mall.officers.agency", names.agencies, (o.agency for o in mall.officers if o.agency)),
        ("input.mall.skills.officer", names.officers, (s.officer for s in mall.skills)),
        ("input.mall.skills.service", services, (s.service for s in mall.skills)),
        ("input.mall.leave.officer", names.officers, (leave.officer for leave in mall.leave)),
        ("input.mall.pairs.officer", names.officers, (o for p in mall.pairs for o in (p.officer, p.other))),
        ("input.mall.given.officer", names.officers, (g.officer for g in mall.given)),
        ("input.mall.given.desk", names.desks, (g.desk for g in mall.given)),
        ("input.mall.also_needs.service", services, (s for a in mall.also_needs for s in (a.service, a.next_service))),
    )


def _plan_references(plan: Plan, names: _Names) -> tuple[_Reference, ...]:
    return (
        ("postings.officer", names.officers, (p.officer for p in plan.postings)),
        ("postings.desk", names.desks, (p.desk for p in plan.postings)),
        ("postings.session", names.sessions, (p.session for p in plan.postings)),
        ("postings.counter", names.counters, (p.counter for p in plan.postings if p.counter)),
        ("postings.date", names.days, (p.day.isoformat() for p in plan.postings)),
        ("quotas.desk", names.desks, (q.desk for q in plan.quotas)),
        ("quotas.service", names.services, ((q.desk, q.service) for q in plan.quotas if q.service)),
        ("quotas.window", names.windows, (q.window for q in plan.quotas)),
        ("quotas.date", names.days, (q.day.isoformat() for q in plan.quotas)),
        ("forecast.desk", names.desks, (f.desk for f in plan.forecast)),
        ("forecast.service", names.services, ((f.desk, f.service) for f in plan.forecast if f.service)),
        ("forecast.date", names.days, (f.day.isoformat() for f in plan.forecast)),
        ("proofs.desk", names.desks, (p.desk for p in plan.proofs)),
        ("proofs.date", names.days, (p.day.isoformat() for p in plan.proofs)),
        ("proofs.window", names.windows, (w.window for p in plan.proofs for w in p.windows)),
        ("proofs.service", names.services, ((p.desk, w.service) for p in plan.proofs for w in p.windows if w.service)),
        ("table_minus_simulation.desk", names.desks, (t.desk for t in plan.table_minus_simulation)),
        ("table_minus_simulation.date", names.days, (t.day.isoformat() for t in plan.table_minus_simulation)),
        ("ranges.desk", names.desks, (r.desk for r in plan.ranges)),
        ("ranges.date", names.days, (r.day.isoformat() for r in plan.ranges)),
        ("unmeasured.desk", names.desks, (u.desk for u in plan.unmeasured)),
        ("shortfalls.desk", names.desks, (s.desk for s in plan.shortfalls if s.desk)),
        ("shortfalls.agency", names.agencies, (s.agency for s in plan.shortfalls if s.agency)),
        ("shortfalls.officers", names.officers, (o for s in plan.shortfalls for o in s.officers)),
        ("shortfalls.date", names.days, (s.day.isoformat() for s in plan.shortfalls)),
    )


def rows_once(plan: Plan) -> Iterator[Violation]:
    """rows_once: ids of the input, and rows of the plan, are there once."""
    mall = plan.input.mall
    named = ("agencies", "desks", "services", "counters", "officers")
    yield from _doubled("input.days", plan.input.days, lambda day: day)
    for part in named:
        yield from _doubled(f"input.mall.{part}", getattr(mall, part), lambda row: row.id)
    yield from _doubled("forecast", plan.forecast, lambda f: (f.desk, f.service, f.day))
    yield from _doubled("table_minus_simulation", plan.table_minus_simulation, lambda t: (t.desk, t.day))
    yield from _doubled("ranges", plan.ranges, lambda r: (r.desk, r.day))
    yield from _doubled("stages", plan.stages, lambda s: s.stage)


def _doubled(part: str, rows: Iterable[Any], key: Callable[[Any], Hashable]) -> Iterator[Violation]:
    counts = Counter(key(row) for row in rows)
    yield from (_of_file("rows_once", part, value) for value, count in counts.items() if count > 1)


def forecast_rows(week: PlanWeek) -> Iterator[Violation]:
    """forecast_rows: each open desk-day has a forecast of its own; a closed one has none, or zeros."""
    open_days = {(desk.id, day) for desk, day, _ in week.open_desk_days}
    for desk, day in sorted(open_days - week.demand.keys()):
        yield week.broken("forecast_rows", Place(desk=desk, day=day), "no row")
    for row in week.plan.forecast:
        if (row.desk, row.day) not in open_days and (row.mean or row.quantiles[-1]):
            yield week.broken("forecast_rows", Place(desk=row.desk, day=row.day), row.mean)


def _of_file(rule: str, part: str, value: object) -> Violation:
    found = RULES[rule]
    return Violation(
        rule=rule,
        place=Place(part=part),
        value=str(value),
        sentence_id=found.sentence_id.format(part=part),
        sentence_en=found.sentence_en.format(part=part),
    )
