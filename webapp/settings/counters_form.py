"""The form of a counter: its number, whose it is, which desk sits there, and what stands there."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from planner.domain.ids import AgencyId, CounterId, DeskId
from planner.domain.mall import Counter, Mall
from planner.domain.periods import Week
from planner.intake.values import read_list, read_text
from planner.planning.ports import UnitOfWork
from webapp.deps import deps
from webapp.formatters import week_text
from webapp.forms import Form
from webapp.freshness import live_weeks
from webapp.language import t
from webapp.settings.checks import made, read_cell

FIELDS = {"id": "id", "agency": "agency", "desk": "desk", "": "id"}
BETWEEN = "; "


def first_values(counter: Counter | None) -> dict[str, object]:
    """What the form holds at first; nothing for a new counter."""
    if counter is None:
        return {}
    return {
        "id": counter.id,
        "agency": counter.agency,
        "desk": counter.desk,
        "equipment": BETWEEN.join(counter.equipment),
    }


def read_counter(form: Form, mall: Mall, old: Counter | None, posted: tuple[Week, ...]) -> Mall | None:
    """The mall with a new counter, with `old` changed, or without it; None when the form has faults.

    posted : weeks from now on in which somebody sits at `old`.
    """
    if old is not None and form.ticked("remove"):
        return _without(form, mall, old, posted)
    counter = _read(form, mall)
    if counter is None:
        return None
    if old is not None and counter.agency != old.agency and posted:
        form.fail("agency", "settings.counter_posted", weeks=weeks_text(posted))
        return None
    return replace(mall, counters=tuple(_placed(mall, old, counter)))


def _placed(mall: Mall, old: Counter | None, counter: Counter) -> Iterable[Counter]:
    yield from (counter if known is old else known for known in mall.counters)
    if old is None:
        yield counter


def _without(form: Form, mall: Mall, old: Counter, posted: tuple[Week, ...]) -> Mall | None:
    if posted:
        form.fail("remove", "settings.counter_posted", weeks=weeks_text(posted))
    elif len(mall.counters) == 1:
        form.fail("remove", "settings.last_counter")
    kept = tuple(counter for counter in mall.counters if counter is not old)
    return None if form.faults else replace(mall, counters=kept)


def _read(form: Form, mall: Mall) -> Counter | None:
    name = read_cell(form, "id", read_text)
    agency = form.choice("agency", [agency.id for agency in mall.agencies])
    desk = form.choice("desk", [desk.id for desk in mall.desks], required=False)
    equipment = read_cell(form, "equipment", read_list, required=False) or ()
    if form.faults or not name:
        return None
    return made(
        form,
        lambda: Counter(
            id=CounterId(name),
            agency=AgencyId(agency),
            desk=DeskId(desk) if desk else None,
            equipment=tuple(dict.fromkeys(equipment)),
        ),
        FIELDS,
    )


def posted_weeks(work: UnitOfWork, counter: Counter, today: date) -> tuple[Week, ...]:
    """Weeks whose draft or published plan has somebody at the counter, today or later."""
    return tuple(week for week in live_weeks(work) if _is_used(work, week, counter, today))


def _is_used(work: UnitOfWork, week: Week, counter: Counter, today: date) -> bool:
    found = {entry.id for entry in (work.plans.find_newest(week), work.plans.find_in_force(week)) if entry}
    plans = (deps().shelf.plan(work, plan) for plan in sorted(found))
    return any(p.counter == counter.id and p.day >= today for plan in plans for p in plan.postings)


def weeks_text(weeks: tuple[Week, ...]) -> str:
    """The weeks, one after the other."""
    return ", ".join(week_text(week) for week in weeks)


def bare_desks(before: Mall, after: Mall) -> tuple[str, ...]:
    """Sentences about desks that had a place to sit and have none any more, and about equipment that is gone."""
    lost = [desk.name for desk in after.desks if before.counters_of(desk.id) and not after.counters_of(desk.id)]
    had, has = _equipment(before), _equipment(after)
    gone = [s for s in after.services if s.equipment and (s.desk, s.equipment) in had - has]
    return (
        *(t("settings.bare_desk", desk=name) for name in lost),
        *(t("settings.equipment_gone", service=service.name, equipment=service.equipment) for service in gone),
    )


def _equipment(mall: Mall) -> set[tuple[DeskId, str]]:
    return {(desk.id, name) for desk in mall.desks for c in mall.counters_of(desk.id) for name in c.equipment}
