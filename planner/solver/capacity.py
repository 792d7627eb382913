"""Tickets that a desk's rows carry on one day, from the tenths posted."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from planner.solver.problem import DeskDay

Caps = Mapping[frozenset[str], int]  # most tickets of a set of classes in one session


def most_tickets(desk_day: DeskDay, classes: tuple[str, ...], sessions: Sequence[Caps]) -> int:
    """Most tickets of the day: sessions added up, within the caps of classes, of the day, and of a bad day's demand.

    With one class this is a sum. With several it is the largest flow through caps that grow less than additively,
    the form capacity tables have: for each set of classes either its day caps bind or its sessions do.
    """
    limit = desk_day.demand_visits[-1]
    if desk_day.tickets_cap is not None:
        limit = min(limit, desk_day.tickets_cap)
    by_class = dict(zip(classes, desk_day.class_visits or (), strict=False))
    if not by_class:
        return min(limit, sum(_session_most(frozenset(classes), caps) for caps in sessions))
    return min(limit, *(_split(capped, classes, by_class, sessions) for capped in _subsets(classes)))


def _split(
    capped: frozenset[str], classes: tuple[str, ...], by_class: Mapping[str, int], sessions: Sequence[Caps]
) -> int:
    free = frozenset(classes) - capped
    return sum(by_class[name] for name in capped) + sum(_session_most(free, caps) for caps in sessions)


def _session_most(classes: frozenset[str], caps: Caps) -> int:
    """Smallest sum of caps over the ways to cover the classes by disjoint rows."""
    if len(classes) <= 1:
        return _cap(classes, caps)
    return min(sum(_cap(part, caps) for part in parts) for parts in _partitions(classes))


def _cap(classes: frozenset[str], caps: Caps) -> int:
    if not classes:
        return 0
    return min((cap for row, cap in caps.items() if classes <= row), default=10**9)


@lru_cache(maxsize=1000)
def _partitions(classes: frozenset[str]) -> tuple[tuple[frozenset[str], ...], ...]:
    return tuple(_parts(tuple(sorted(classes))))


def _parts(names: tuple[str, ...]) -> Iterator[tuple[frozenset[str], ...]]:
    if not names:
        yield ()
        return
    first, rest = names[0], names[1:]
    for mates in _subsets(rest):
        left = tuple(name for name in rest if name not in mates)
        for parts in _parts(left):
            yield (mates | {first}, *parts)


def _subsets(names: tuple[str, ...]) -> Iterator[frozenset[str]]:
    for bits in range(1 << len(names)):
        yield frozenset(name for at, name in enumerate(names) if bits >> at & 1)
