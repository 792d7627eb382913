"""Counters are given after the solve: dedicated ones first, then flexible; an officer keeps his place where he can."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from planner.solver.index import MallIndex
from planner.solver.problem import Posting


def assign_counters(index: MallIndex, postings: Iterable[Posting]) -> list[Posting]:
    """The postings with a counter each. Always possible when the numbers fit, which `counters_suffice` holds.

    Wishes, strongest first: a pinned counter, the published one, the officer's last one, his most used one.
    """
    groups: dict[tuple[int, int, str], list[Posting]] = defaultdict(list)
    for posting in sorted(postings):
        groups[posting.day, posting.session, index.desks[posting.desk].agency].append(posting)
    habits: dict[str, list[str]] = defaultdict(list)
    seated: list[Posting] = []
    for (_, _, agency), group in sorted(groups.items()):
        for posting in _seat(index, agency, group, habits):
            habits[posting.officer].append(posting.counter)
            seated.append(posting)
    return sorted(seated)


def _seat(index: MallIndex, agency: str, group: list[Posting], habits: dict[str, list[str]]) -> list[Posting]:
    """Seat one agency's officers of one session."""
    counters = [counter for counter in index.problem.counters if counter.agency == agency]
    free = {counter.id: counter.desk for counter in counters}
    by_desk: dict[str, list[Posting]] = defaultdict(list)
    for posting in group:
        by_desk[posting.desk].append(posting)
    seated = []
    for desk, members in sorted(by_desk.items()):
        dedicated = [counter for counter, home in free.items() if home == desk]
        spill = max(0, len(members) - len(dedicated))
        seated += _seat_desk(members, dedicated, spill, free, {p.officer: _wishes(index, p, habits) for p in members})
    return seated


def _seat_desk(
    members: list[Posting], dedicated: list[str], spill: int, free: dict[str, str | None], wishes: dict[str, list[str]]
) -> list[Posting]:
    """Wishes first, then the rest in order; at most `spill` officers take flexible counters."""
    places: dict[str, str] = {}
    for posting in members:
        for counter in wishes[posting.officer]:
            flexible = counter in free and free[counter] is None
            if counter in free and (counter in dedicated or (flexible and spill)):
                places[posting.officer] = counter
                spill -= flexible
                del free[counter]
                break
    rest = [counter for counter in dedicated if counter in free]
    rest += [counter for counter, home in free.items() if home is None][: max(spill, 0)]
    for posting in members:
        if posting.officer not in places:
            places[posting.officer] = rest.pop(0) if rest else ""
            free.pop(places[posting.officer], None)
    return [replace(posting, counter=places[posting.officer]) for posting in members]


def _wishes(index: MallIndex, posting: Posting, habits: dict[str, list[str]]) -> list[str]:
    place = (posting.officer, posting.day, posting.session)
    pinned = [index.fixed[place].counter] if place in index.fixed else []
    published = [index.published_counter[place]] if place in index.published_counter else []
    used = habits[posting.officer]
    common = [counter for counter, _ in Counter(used).most_common(2)]
    return [counter for counter in (*pinned, *published, *used[-1:], *common) if counter]
