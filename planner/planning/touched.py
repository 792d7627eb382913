"""Solve again only the agencies that something touched, pooled officers held where they were."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from planner.solver import problem as integers


def only_agencies(
    problem: integers.Problem,
    agencies: Iterable[str],
    held: Iterable[integers.Posting],
    free: Collection[str] = (),
) -> integers.Problem:
    """The part of a problem that concerns some agencies.

    Parameters
    ----------
    held
        Postings of the roster so far. Pooled officers keep theirs at these agencies and get no others, so that the
        agencies are independent of each other and of the rest of the mall.
    free
        Pooled officers who are not held: they may be posted anywhere at these agencies.
    """
    kept = frozenset(agencies)
    desks = tuple(desk for desk in problem.desks if desk.agency in kept)
    ids = {desk.id for desk in desks}
    pooled = {officer.id for officer in problem.officers if officer.agency is None and officer.id not in free}
    stays = [p for p in held if p.officer in pooled and p.desk in ids]
    let_go = tuple(
        replace(officer, skills=tuple(skill for skill in officer.skills if skill.desk in ids))
        for officer in problem.officers
        if officer.agency is None and officer.id in free
    )
    officers = (*_officers(problem, kept, ids, stays), *let_go)
    present = {officer.id for officer in officers}
    return replace(
        problem,
        agencies=tuple(agency for agency in problem.agencies if agency.id in kept),
        desks=desks,
        counters=tuple(counter for counter in problem.counters if counter.agency in kept),
        officers=officers,
        desk_days=tuple(d for d in problem.desk_days if d.desk in ids),
        rows=tuple(row for row in problem.rows if row.desk in ids),
        pairs=tuple(pair for pair in problem.pairs if {pair.officer, pair.other} <= present),
        fixed=(
            *(p for p in problem.fixed if p.desk in ids and p.officer not in pooled),
            *(replace(p, counter="", break_kind=None) for p in stays),
        ),
    )


def _officers(
    problem: integers.Problem, agencies: frozenset[str], desks: set[str], stays: list[integers.Posting]
) -> Iterable[integers.Officer]:
    cells = {(p.officer, p.day, p.session) for p in stays}
    here = {officer for officer, _, _ in cells}
    for officer in problem.officers:
        if officer.agency in agencies:
            yield officer
        elif officer.agency is None and officer.id in here:
            yield replace(
                officer,
                skills=tuple(skill for skill in officer.skills if skill.desk in desks),
                available=tuple(
                    tuple((officer.id, d, s) in cells for s in range(len(problem.sessions)))
                    for d in range(len(problem.days))
                ),
            )
