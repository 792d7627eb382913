"""Changes of a roster as they come from forms, and how they are kept."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from planner.domain.errors import Conflict, InvalidValue, NotFound
from planner.domain.ids import OfficerId
from planner.domain.periods import Week
from planner.domain.plan import Plan
from planner.planning.edit_plan import Edit, Editor
from planner.planning.ports import UnitOfWork
from planner.planning.roster_changes import Change, Clear, Pin, Place
from planner.planning.stored import PlanEntry
from webapp.deps import deps, store
from webapp.language import t
from webapp.roster.pages import Target, find_posting
from webapp.sessions import actor

KINDS = ("place", "replace", "swap", "move", "exchange", "handover", "clear", "pin", "unpin", "absent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a form asks for.

    officer: who is placed or moved. sits: who sits at the target now. source: where he is taken from, of "move",
    "exchange" and "handover", by which `target.officer` gets his seat. based_on: the plan it was seen in.
    """

    kind: str
    target: Target
    based_on: str
    officer: OfficerId | None = None
    sits: OfficerId | None = None
    source: Target | None = None

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
        if self.source is not None:
            return self._moves(self.source, who)
        place = _place(who, target)
        return (replace(place, instead_of=self.sits, swap=self.kind == "swap") if self.kind != "place" else place,)

    def _moves(self, source: Target, who: OfficerId) -> tuple[Change, ...]:
        """Out of the source, out of the target where somebody sits there, then into both."""
        here = Clear(officer=who, day=source.day, session=source.session)
        if self.kind == "handover" and self.target.officer is not None:
            return (here, _place(self.target.officer, self.target))
        there = (Clear(officer=self.sits, day=self.target.day, session=self.target.session),) if self.sits else ()
        back = (_place(self.sits, source),) if self.sits and self.kind == "exchange" else ()
        return (here, *there, _place(who, self.target), *back)


def _place(officer: OfficerId, target: Target) -> Place:
    if target.desk is None:
        raise InvalidValue(f"{officer} placed at no desk", code="open_hours", field="desk")
    return Place(
        officer=officer, day=target.day, session=target.session, desk=target.desk, counter=target.counter or None
    )


def drop_wish(plan: Plan, source: Target, target: Target, based_on: str) -> Wish:
    """Somebody taken from one cell to another: who sits there already comes back in exchange.

    On the cell of an officer who is free then, the seat itself goes to him, at another counter where it is taken.
    """
    who, sits = find_posting(plan.postings, source), find_posting(plan.postings, target)
    if who is None:
        raise InvalidValue(f"nobody sits at {source.text}", code="not_posted", field="from")
    kind = "exchange" if sits else "move"
    if target.desk is None:
        seat = replace(target, desk=source.desk, counter=source.counter, officer=None)
        is_taken = find_posting(plan.postings, seat) not in (None, who)
        kind = "move" if target.officer == who.officer else "handover"
        officer = target.officer if kind == "handover" else None
        target = replace(seat, counter=None if is_taken else source.counter, officer=officer)
    return Wish(
        kind=kind,
        target=target,
        based_on=based_on,
        officer=who.officer,
        sits=sits.officer if sits else None,
        source=source,
    )


def who_is_busy(plan: Plan, wish: Wish) -> tuple[OfficerId, Target] | None:
    """Who is to be moved into a session in which he sits elsewhere already, and where that is: his seat there would
    stand empty unseen."""
    if wish.source is None:
        return None
    moved = [(wish.target.officer if wish.kind == "handover" else wish.officer, wish.target)]
    moved += [(wish.sits, wish.source)] if wish.kind == "exchange" else []
    left = {(wish.officer, *wish.source.slot), (wish.sits, *wish.target.slot)}
    for officer, to in moved:
        for p in plan.postings:
            if (p.officer, p.day, p.session) == (officer, *to.slot) and (officer, *to.slot) not in left:
                return p.officer, replace(to, desk=p.desk, counter=p.counter)
    return None


def newest(work: UnitOfWork, week: Week) -> PlanEntry:
    """The plan that edits start from: the draft, else the published one. Raises NotFound (`unknown_plan`)."""
    entry = work.plans.find_newest(week)
    if entry is None:
        raise NotFound(f"no plan of {week}", code="unknown_plan", field="week")
    return entry


def check_based_on(entry: PlanEntry, based_on: str) -> None:
    """Raise Conflict when the plan was changed since it was looked at."""
    if entry.id != based_on:
        raise Conflict(f"{entry.id} is newer than {based_on}", code="plan_changed", field="based_on")


def effects_of(plan: Plan, wishes: Iterable[Wish], work: UnitOfWork) -> list[Edit]:
    """What each wish alone would cost, from a quick simulation."""
    editor = _editor(plan, work, quick=True)
    return [editor.edit(wish.changes) for wish in wishes]


def prove(plan: Plan, wish: Wish, work: UnitOfWork) -> Edit:
    """The plan with the wish, simulated and checked; kept, so that saving what was just looked at need not wait."""
    key = ("edit", wish, work.mall.version(), actor().name)
    return deps().shelf.get(key, lambda: _editor(plan, work, quick=False).checked(wish.changes))


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
    mall = plan.input.mall
    names = {officer.id: officer.name for officer in mall.officers}
    desk = wish.target.desk or (wish.source.desk if wish.source else None)
    return t(
        f"edit.reason_{wish.kind}",
        who=names.get(wish.officer or wish.sits or OfficerId(""), ""),
        other=names.get(wish.sits or wish.target.officer or OfficerId(""), ""),
        where=mall.get_desk(desk).name if desk else "",
        day=f"{wish.target.day:%d/%m}",
        session=wish.target.session,
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
