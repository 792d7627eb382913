"""Kinds of break: how many officers of a desk take which, and who takes it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import combinations, combinations_with_replacement

from planner.solver.index import MallIndex
from planner.solver.problem import Day, Posting

MOST_SPREAD = 12
Counts = Mapping[int, int]  # officers by kind of break


def uncovered_half_hours(day: Day, staying: int, counts: Counts) -> int:
    """Watched lunch half-hours in which all of `staying` + the break takers are away."""
    present = staying + sum(counts.values())
    return sum(_away(day, half_hour, counts) >= present for half_hour in range(day.lunch_half_hours))


def is_staggered(day: Day, staying: int, counts: Counts) -> bool:
    """True when at most half of the officers, rounded up, are away in each half-hour."""
    most = (staying + sum(counts.values()) + 1) // 2
    return all(_away(day, half_hour, counts) <= most for half_hour in range(day.lunch_half_hours))


def _away(day: Day, half_hour: int, counts: Counts) -> int:
    return sum(counts.get(kind.id, 0) for kind in day.breaks if half_hour in kind.half_hours)


@lru_cache(maxsize=100_000)
def _best_counts(day: Day, staying: int, breaking: int, staggered: bool) -> tuple[int, tuple[tuple[int, int], ...]]:
    """(uncovered half-hours, counts) of the best spread over the kinds; uncovered -1 when none is allowed.

    Among equals the one with the fewest away at once, as the tables are simulated.
    """
    best: tuple[int, int, tuple[tuple[int, int], ...]] | None = None
    for counts in _spreads(day, breaking):
        if staggered and not is_staggered(day, staying, counts):
            continue
        peak = max((_away(day, half_hour, counts) for half_hour in range(day.lunch_half_hours)), default=0)
        found = (uncovered_half_hours(day, staying, counts), peak, tuple(counts.items()))
        best = found if best is None else min(best, found)
    return (-1, ((day.breaks[0].id, breaking),)) if best is None else (best[0], best[2])


def _spreads(day: Day, breaking: int) -> Iterator[dict[int, int]]:
    """Ways to spread break takers over the kinds; beyond a dozen takers only even ones over some of the kinds."""
    kinds = [kind.id for kind in day.breaks]
    if breaking <= MOST_SPREAD:
        for taken in combinations_with_replacement(kinds, breaking):
            yield {kind: taken.count(kind) for kind in kinds}
        return
    for used in range(1, len(kinds) + 1):
        for chosen in combinations(kinds, used):
            yield {kind: (breaking + used - 1 - at) // used for at, kind in enumerate(chosen)}


def best_counts(day: Day, staying: int, breaking: int, staggered: bool) -> tuple[int, dict[int, int]]:
    """The spread of breaks with the fewest uncovered half-hours; (-1, ...) when the stagger rule allows none."""
    if not breaking:
        return (day.lunch_half_hours if not staying else 0), {}
    uncovered, counts = _best_counts(day, staying, breaking, staggered)
    return uncovered, dict(counts)


def deal_breaks(index: MallIndex, postings: Iterable[Posting]) -> list[Posting]:
    """Postings with flags in, postings with kinds out, spread so that the fewest lunch half-hours are uncovered.

    At each desk pinned kinds are kept first, then published ones, then the rest go by the order of the officers' ids.
    """
    staggered = index.rule_set.settings("breaks_staggered") is not None
    staying: dict[tuple[str, int], int] = defaultdict(int)
    breaking: dict[tuple[str, int], list[Posting]] = defaultdict(list)
    dealt: list[Posting] = []
    for posting in postings:
        if posting.break_kind:
            breaking[posting.desk, posting.day].append(posting)
            continue
        dealt.append(replace(posting, break_kind=0))
        staying[posting.desk, posting.day] += index.has_breaks(posting.day, posting.session)
    for (desk, day), group in breaking.items():
        _, counts = best_counts(index.days[day], staying[desk, day], len(group), staggered)
        dealt += _deal(index, group, counts)
    return sorted(dealt)


def _deal(index: MallIndex, group: list[Posting], left: dict[int, int]) -> list[Posting]:
    wished = {(p.officer, p.day, p.session): p.break_kind for p in index.problem.published or ()}
    wished |= {place: p.break_kind for place, p in index.fixed.items() if p.break_kind}
    dealt: dict[str, int] = {}
    for posting in sorted(group):
        kind = wished.get((posting.officer, posting.day, posting.session)) or 0
        if left.get(kind, 0):
            left[kind] -= 1
            dealt[posting.officer] = kind
    rest = iter(sorted(kind for kind, count in left.items() for _ in range(count)))
    return [replace(p, break_kind=dealt[p.officer] if p.officer in dealt else next(rest)) for p in sorted(group)]
