"""Changes of a roster as they come from forms, and how they are kept."""

from dataclasses import dataclass

from planner.domain.errors import Conflict, InvalidValue, NotFound
from planner.domain.ids import CounterId, DeskId, OfficerId
from planner.domain.periods import Week
from planner.domain.plan import Plan
from planner.planning.edit_plan import Edit, Editor
from planner.planning.ports import UnitOfWork
from planner.planning.roster_changes import Change, Clear, Pin, Place
from planner.planning.stored import PlanEntry
from webapp.deps import deps, store
from webapp.language import t
from webapp.roster.pages import Target
from webapp.sessions import actor

KINDS = ("place", "replace", "swap", "clear", "pin", "unpin", "absent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a form asks for. officer: who is placed; sits: who sits there now. based_on: the plan it was seen in."""

    kind: str
    target: Target
    based_on: str
    officer: OfficerId | None = None
    sits: OfficerId | None = None

    @property
    def changes(self) -> tuple[Change, ...]:
        """The wish as changes of the roster; raises InvalidValue for one that names nobody."""
        target, who = self.target, self.officer or self.sits
        if self.kind == "absent":
            return ()
        if who is None:
            raise InvalidValue(f"{self.kind} of nobody", code="not_posted", field="officer")
        if self.kind == "clear":
            return (Clear(officer=who, day=target.day, session=target.session),)
        if self.kind in ("pin", "unpin"):
            return (Pin(officer=who, day=target.day, session=target.session, pinned=self.kind == "pin"),)
        if target.desk is None:
            raise InvalidValue(f"{self.kind} at no desk", code="open_hours", field="desk")
        return (
            Place(
                officer=who,
                day=target.day,
                session=target.session,
                desk=DeskId(target.desk),
                counter=CounterId(target.counter) if target.counter else None,
                instead_of=self.sits if self.kind in ("replace", "swap") else None,
                swap=self.kind == "swap",
            ),
        )


def newest(work: UnitOfWork, week: Week) -> PlanEntry:
    """The plan that edits start from: the draft, else the published one. Raises NotFound (`unknown_plan`)."""
    entry = work.plans.find_draft(week) or work.plans.find_published(week)
    if entry is None:
        raise NotFound(f"no plan of {week}", code="unknown_plan", field="week")
    return entry


def check_based_on(entry: PlanEntry, based_on: str) -> None:
    """Raise Conflict when the plan was changed since it was looked at."""
    if entry.id != based_on:
        raise Conflict(f"{entry.id} is newer than {based_on}", code="plan_changed", field="based_on")


def preview(plan: Plan, wish: Wish, work: UnitOfWork) -> Edit:
    """What the wish would cost, from a quick simulation."""
    return _editor(plan, work, quick=True).edit(wish.changes)


def prove(plan: Plan, wish: Wish, work: UnitOfWork) -> Edit:
    """The plan with the wish, fully simulated and checked."""
    return _editor(plan, work, quick=False).checked(wish.changes)


def _editor(plan: Plan, work: UnitOfWork, *, quick: bool) -> Editor:
    mall = deps().shelf.mall(work)
    return Editor(
        plan=plan,
        author=actor().name,
        now=store().clock.now(),
        quick=quick,
        leave=mall.leave if mall else None,
    )


def reason_of(wish: Wish, plan: Plan) -> str:
    """The wish as the reason in the history of changes."""
    names = {officer.id: officer.name for officer in plan.input.mall.officers}
    who = names.get(wish.officer or wish.sits or OfficerId(""), "")
    where = plan.input.mall.get_desk(wish.target.desk).name if wish.target.desk else ""
    return t(
        f"edit.reason_{wish.kind}", who=who, where=where, day=f"{wish.target.day:%d/%m}", session=wish.target.session
    )


def undone(work: UnitOfWork, week: Week) -> tuple[PlanEntry, PlanEntry] | None:
    """The newest plan, and the one that undoing brings back; None when it was not edited from another.

    An undone plan has the content of an older one, so what comes before it is what came before that one.
    """
    entries = list(work.plans.entries(week, limit=200))
    current = newest(work, week)
    same = [e for e in entries if e.content_hash == current.content_hash]
    origin = min(same, key=lambda e: e.version, default=current)
    before = next((e for e in entries if e.id == origin.based_on), None)
    return (current, before) if before else None
