"""A plan always: postings are added one by one, the most helpful per minute first. Seconds at the most, no solver."""

import heapq
from collections.abc import Iterable

from planner.solver.draft import Draft
from planner.solver.index import MallIndex
from planner.solver.pins import starting_draft

Step = tuple[str, int, int, str]  # officer, day, session, desk


def constructive_draft(index: MallIndex) -> Draft:
    """A roster that keeps every hard rule: what stands already, own officers, then the pool where it helps most."""
    draft = starting_draft(index)
    pooled = set(index.pooled)
    fill(draft, [officer for officer in index.officers if officer not in pooled])
    fill(draft, index.pooled)
    return draft


def fill(draft: Draft, officers: Iterable[str], days: Iterable[int] | None = None) -> None:
    """Add postings of these officers while one lowers stage 1, largest gain per minute first.

    Gains are kept in a heap and looked at again only when they come to the top: an earlier posting rarely raises a
    later one's gain, so the order is close to that of a full search at a small part of its time.
    """
    index = draft.index
    chosen = range(len(index.days)) if days is None else days
    heap: list[tuple[float, Step]] = []
    for officer in officers:
        for day in chosen:
            heap += [(-1e9, (officer, day, cell.session, cell.desk)) for cell in index.cells[officer, day]]
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
    agencies = {draft.index.desks[name].agency for name in (*draft.work[officer, day].values(), desk)}
    week = draft.index.days[day].week
    before, minutes = sum(draft.day_cost(agency, day) for agency in agencies), draft.minutes[officer, week]
    draft.add(officer, day, session, desk)
    saved = before - sum(draft.day_cost(agency, day) for agency in agencies)
    spent = draft.minutes[officer, week] - minutes
    draft.remove(officer, day, session)
    return saved / max(spent, 1)
