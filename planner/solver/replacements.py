"""A sick call: who could take over, what each would change here and elsewhere. Answers at once, without a solver."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from planner.solver.draft import Draft
from planner.solver.index import MallIndex
from planner.solver.problem import Posting, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """One officer for one vacated session.

    moved_from     : the desk he would leave, "" when he is idle then.
    saved_fifths   : stage 1 less than with the place left empty, what he leaves behind counted in; may be negative.
    elsewhere_fifths : the part of it that gets worse where he leaves.
    overtime_minutes : minutes above his counter minutes that it adds.
    """

    officer: str
    session: int
    desk: str
    moved_from: str
    saved_fifths: int
    elsewhere_fifths: int
    overtime_minutes: int


class SickCall:
    """A roster ready to answer who can replace whom. Build it once per published roster."""

    def __init__(self, problem: Problem, postings: Iterable[Posting]) -> None:
        self.index = MallIndex(problem)
        self._draft = Draft(self.index).load(postings)

    def rank(self, officer: str, day: int, most: int = 20) -> tuple[Replacement, ...]:
        """Replacements for every session the officer would have worked that day, the best first.

        Hard rules are kept. Idle officers go before moved ones of equal effect, less overtime before more.
        """
        draft = self._draft
        vacated = dict(draft.work[officer, day])
        for session in vacated:
            draft.remove(officer, day, session)
        found = [
            replacement
            for (session, desk), other in product(sorted(vacated.items()), self.index.officers)
            if other != officer and (replacement := _try(draft, other, (day, session, desk))) is not None
        ]
        for session, desk in vacated.items():
            draft.add(officer, day, session, desk)
        return tuple(sorted(found, key=_order)[:most])


def _order(found: Replacement) -> tuple[int, bool, int, int, str]:
    return -found.saved_fifths, bool(found.moved_from), found.overtime_minutes, found.session, found.officer


def _try(draft: Draft, officer: str, place: tuple[int, int, str]) -> Replacement | None:
    """What happens when he takes the place; None where a hard rule forbids it. The draft is as before afterwards."""
    day, session, desk = place
    index = draft.index
    if (session, desk) not in index.cells[officer, day]:
        return None
    left = draft.work[officer, day].get(session, "")
    if left == desk or (officer, day, session) in index.fixed:
        return None
    desks = (desk, left) if left else (desk,)
    before, overtime = draft.cost_around(officer, day, *desks), _overtime(draft, officer, day)
    if left:
        draft.remove(officer, day, session)
    found = None
    if draft.may_add(officer, day, session, desk):
        behind = draft.cost_around(officer, day, *desks)
        draft.add(officer, day, session, desk)
        after = draft.cost_around(officer, day, *desks)
        found = Replacement(
            officer=officer,
            session=session,
            desk=desk,
            moved_from=left,
            saved_fifths=before - after,
            elsewhere_fifths=max(0, behind - before),
            overtime_minutes=_overtime(draft, officer, day) - overtime,
        )
        draft.remove(officer, day, session)
    if left:
        draft.add(officer, day, session, left)
    return found


def _overtime(draft: Draft, officer: str, day: int) -> int:
    week = draft.index.days[day].week
    return max(0, draft.minutes[officer, week] - draft.index.officers[officer].weeks[week].counter_minutes)
