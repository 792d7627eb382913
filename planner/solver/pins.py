"""Which postings must stand: given rosters and frozen days always, pins while they keep the hard rules."""

from dataclasses import replace

from planner.solver.draft import Draft
from planner.solver.index import MallIndex
from planner.solver.problem import Posting, Problem


def settle_pins(problem: Problem) -> tuple[Problem, tuple[Posting, ...]]:
    """The problem with only the pins that can stand together, and those that were let go.

    A pin against the rules would leave no roster at all; "impossible" must be a roster and the pins that bind.
    """
    index = MallIndex(problem)
    draft = Draft(index)
    waiting: list[Posting] = []
    for posting in sorted(index.fixed.values()):
        if index.is_given(posting):
            draft.add(posting.officer, posting.day, posting.session, posting.desk)
        else:
            waiting.append(posting)
    left = _add_in_passes(draft, waiting)
    if not left and not index.unkept:
        return problem, ()
    dropped = {*left, *index.unkept}
    kept = tuple(posting for posting in problem.fixed if posting not in dropped)
    return replace(problem, fixed=kept), tuple(sorted(dropped))


def _add_in_passes(draft: Draft, waiting: list[Posting]) -> list[Posting]:
    """Add what can be added, again while it helps: a junior's pin waits for his senior's."""
    while True:
        left = []
        for posting in waiting:
            place = (posting.officer, posting.day, posting.session, posting.desk)
            if draft.may_add(*place):
                draft.add(*place)
            else:
                left.append(posting)
        if len(left) in (0, len(waiting)):
            return left
        waiting = left


def starting_draft(index: MallIndex) -> Draft:
    """What stands already: fixed postings, and after publication the published roster as far as it still can."""
    draft = Draft(index)
    for posting in sorted(index.fixed.values()):
        draft.add(posting.officer, posting.day, posting.session, posting.desk)
    published = [p for p in sorted(index.problem.published or ()) if _is_allowed(index, p)]
    _add_in_passes(draft, published)
    return draft


def _is_allowed(index: MallIndex, posting: Posting) -> bool:
    cells = index.cells.get((posting.officer, posting.day), ())
    return (posting.session, posting.desk) in cells
