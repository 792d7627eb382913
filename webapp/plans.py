"""The plan a person sees of a week: which version, and of it only what is his."""

from dataclasses import dataclass, replace

from flask import g

from planner.domain.ids import AgencyId, DeskId
from planner.domain.mall import Desk, Mall
from planner.domain.periods import Week
from planner.domain.plan import Plan
from planner.planning.ports import UnitOfWork
from planner.planning.set_quotas import with_set_quotas
from planner.planning.stored import PlanEntry, PlanState, QuotaOverride, Role
from planner.report.desk_days import DeskDay, desk_days
from webapp.access import check_agency, own_agency
from webapp.deps import deps


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A plan as one person sees it.

    plan : narrowed to his agency, with quotas set by hand in it. rows: its desk-days.
    whole: the plan as stored.
    """

    entry: PlanEntry
    plan: Plan
    whole: Plan
    rows: tuple[DeskDay, ...]
    overrides: tuple[QuotaOverride, ...]

    @property
    def is_published(self) -> bool:
        """True when citizens and officers see it."""
        return self.entry.state is PlanState.PUBLISHED


def find_shown(work: UnitOfWork, week: Week, *, published: bool = False) -> Shown | None:
    """The draft of a week, else its published plan; viewers, and whoever asks for it, see the published one only."""
    is_published_only = published or g.user is None or g.user.role is Role.VIEWER
    entry = work.plans.find_published(week) if is_published_only else work.plans.find_newest(week)
    return shown_of(work, entry) if entry else None


def find_shown_in_force(work: UnitOfWork, week: Week) -> Shown | None:
    """The published plan of a week, by which the floor works; else what `find_shown` gives."""
    return find_shown(work, week, published=True) or find_shown(work, week)


def shown_of(work: UnitOfWork, entry: PlanEntry) -> Shown:
    """The plan of an entry as the asking person sees it."""
    return shown_to(work, entry, own_agency())


def shown_to(work: UnitOfWork, entry: PlanEntry, own: AgencyId | None) -> Shown:
    """The plan of an entry as an agency sees it; None: as the citizens and the mall see it."""
    shelf = deps().shelf
    whole = shelf.plan(work, entry.id)
    overrides = tuple(work.floor.overrides(entry.week.days[0], entry.week.days[-1]))
    key = ("shown", entry.id, own, tuple((o.id, o.tickets) for o in overrides))
    plan = shelf.get(key, lambda: narrowed(with_set_quotas(whole, overrides), own))
    rows = shelf.get(("rows", *key), lambda: desk_days(plan))
    return Shown(entry=entry, plan=plan, whole=whole, rows=rows, overrides=overrides)


def narrowed(plan: Plan, agency: AgencyId | None) -> Plan:
    """Of a plan only what belongs to one agency, and the names of pooled officers who sit there; all for None."""
    if agency is None:
        return plan
    mall = narrowed_mall(plan.input.mall, agency)
    desks = {desk.id for desk in mall.desks}
    there = {row.officer for row in plan.postings if row.desk in desks}
    pooled = tuple(o for o in plan.input.mall.officers if o.agency is None and o.id in there)
    return replace(
        plan,
        input=replace(plan.input, mall=replace(mall, officers=(*mall.officers, *pooled))),
        forecast=tuple(row for row in plan.forecast if row.desk in desks),
        postings=tuple(row for row in plan.postings if row.desk in desks),
        quotas=tuple(row for row in plan.quotas if row.desk in desks),
        proofs=tuple(row for row in plan.proofs if row.desk in desks),
        table_minus_simulation=tuple(row for row in plan.table_minus_simulation if row.desk in desks),
        shortfalls=tuple(row for row in plan.shortfalls if row.agency == agency),
        remedies=tuple(row for row in plan.remedies if row.desk in desks),
        ranges=tuple(row for row in plan.ranges if row.desk in desks),
        unmeasured=tuple(row for row in plan.unmeasured if row.desk in desks),
    )


def narrowed_mall(mall: Mall, agency: AgencyId) -> Mall:
    """The mall as if it had one agency only; pooled officers who work there are not its own and are left out."""
    desks = tuple(desk for desk in mall.desks if desk.agency == agency)
    desk_ids = {desk.id for desk in desks}
    services = tuple(service for service in mall.services if service.desk in desk_ids)
    service_ids = {service.id for service in services}
    officers = tuple(officer for officer in mall.officers if officer.agency == agency)
    officer_ids = {officer.id for officer in officers}
    return replace(
        mall,
        agencies=tuple(row for row in mall.agencies if row.id == agency),
        desks=desks,
        services=services,
        counters=tuple(row for row in mall.counters if row.agency == agency),
        officers=officers,
        skills=tuple(row for row in mall.skills if row.officer in officer_ids and row.service in service_ids),
        leave=tuple(row for row in mall.leave if row.officer in officer_ids),
        calendar=tuple(row for row in mall.calendar if row.agency in (None, agency)),
        supplies=tuple(row for row in mall.supplies if row.service in service_ids),
        profiles=tuple(row for row in mall.profiles if row.desk in desk_ids),
        also_needs=tuple(row for row in mall.also_needs if row.desk in desk_ids),
        wishes=tuple(row for row in mall.wishes if row.officer in officer_ids),
        pairs=tuple(row for row in mall.pairs if row.officer in officer_ids and row.other in officer_ids),
        given=tuple(row for row in mall.given if row.officer in officer_ids),
    )


def own_desk(mall: Mall, desk: DeskId) -> Desk:
    """A desk that the asking person may see; another agency's is answered exactly as none."""
    found = mall.get_desk(desk)
    check_agency(found.agency)
    return found


def own_mall(mall: Mall) -> Mall:
    """Of the mall what the asking person may see."""
    own = own_agency()
    return mall if own is None else deps().shelf.get(("own", id(mall), own), lambda: narrowed_mall(mall, own))
