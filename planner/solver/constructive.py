"""A plan always: postings are added one by one, the most helpful per minute first. Seconds at the most, no solver."""

import heapq
from collections.abc import Callable, Iterable

from planner.solver.draft import Draft
from planner.solver.index import MallIndex
from planner.solver.pins import starting_draft

Step = tuple[str, int, int, str]  # officer, day, session, desk
FIRST_LOOK = -1e9  # before any gain, so that every step is looked at once


def constructive_draft(index: MallIndex) -> Draft:
    """A roster that keeps every hard rule: what stands already, own officers, then the pool where it helps most."""
    draft = starting_draft(index)
    pooled = set(index.pooled)
    fill(draft, [officer for officer in index.officers if officer not in pooled])
    fill(draft, index.pooled)
    return draft


def fill(draft: Draft, officers: Iterable[str], allowed: Callable[[str, int], bool] | None = None) -> None:
    """Add postings of these officers (at allowed desks and days) while one lowers stage 1, most per minute first.

    Gains are kept in a heap and looked at again only when they come to the top: an earlier posting rarely raises a
    later one's gain, so the order is close to that of a full search at a small part of its time.
    """
    index = draft.index
    heap: list[tuple[float, Step]] = [
        (FIRST_LOOK, (officer, day, cell.session, cell.desk))
        for officer in officers
        for day in range(len(index.days))
        for cell in index.cells[officer, day]
        if allowed is None or allowed(cell.desk, day)
    ]
    heapq.heapify(heap)
    while heap:
        _, step = heapq.heappop(heap)
        if not draft.may_add(*step):
            continue
        gain = gain_of(draft, step)
        if gain <= 0:
            continue
        if not heap or -gain <= heap[0][0]:
            draft.add(*step)
        else:
            heapq.heappush(heap, (-gain, step))


def gain_of(draft: Draft, step: Step) -> float:
    """Fifths of a visit that the posting saves, per minute of counter time."""
    officer, day, session, desk = step
    week = draft.index.days[day].week
    before, minutes = draft.cost_around(officer, day, desk), draft.minutes[officer, week]
    draft.add(officer, day, session, desk)
    saved = before - draft.cost_around(officer, day, desk)
    spent = draft.minutes[officer, week] - minutes
    draft.remove(officer, day, session)
    return saved / max(spent, 1)
