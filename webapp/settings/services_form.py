"""The form of a service: whose queue it joins, its minutes and needs, its own limits, and what it uses."""

from collections.abc import Mapping
from dataclasses import replace

from planner.domain.ids import DeskId
from planner.domain.mall import Desk, Mall, Service
from planner.intake.values import read_number, read_shares, read_text, within
from webapp.forms import Form
from webapp.language import t
from webapp.settings.changes import number_text, shares_text
from webapp.settings.checks import made, read_amount, read_cell

MOST_TICKETS = 100_000
FEWEST_MINUTES, MOST_MINUTES, MOST_SETUP = 0.5, 240, 60
FIELDS = {
    "needs_share": "needs_share",
    "need_minutes_low": "need_minutes_low",
    "own_floor": "own_floor",
    "own_cap": "own_cap",
    "name": "name",
    "": "desk",
}
_MINUTES = within(read_number, FEWEST_MINUTES, MOST_MINUTES)


def first_values(service: Service) -> Mapping[str, object]:
    """What the form holds at first."""
    return {
        "name": service.name,
        "desk": service.desk,
        "setup_minutes": number_text(service.setup_minutes),
        "need_minutes": number_text(service.need_minutes),
        "need_minutes_low": number_text(service.need_minutes_low),
        "need_minutes_high": number_text(service.need_minutes_high),
        "need_cv": number_text(service.need_cv),
        "needs_share": shares_text(service.needs_share),
        "priority_share": number_text(100 * service.priority_share),
        "own_cap": service.own_cap,
        "own_floor": service.own_floor,
        "equipment": service.equipment,
    }


def sisters(mall: Mall, service: Service) -> tuple[Desk, ...]:
    """Desks whose queue a service may join: those of its agency."""
    return mall.desks_of(mall.get_desk(service.desk).agency)


def read_service(form: Form, mall: Mall, old: Service) -> Mall | None:
    """The mall with the service changed; None when the form has faults."""
    name = read_cell(form, "name", read_text)
    desk = form.choice("desk", [desk.id for desk in sisters(mall, old)])
    setup = read_amount(form, "setup_minutes", within(read_number, 0, MOST_SETUP), old.setup_minutes)
    minutes = read_amount(form, "need_minutes", _MINUTES, old.need_minutes)
    low, high = _read_range(form, old)
    spread = read_amount(form, "need_cv", within(read_number, 0, 3), old.need_cv)
    needs, priority = _read_needs(form, old), _read_priority(form, old)
    cap = form.whole("own_cap", 0, MOST_TICKETS, required=False)
    floor = form.whole("own_floor", 0, MOST_TICKETS, required=False)
    equipment = form.choice("equipment", equipment_names(mall), required=False)
    if form.faults or name is None or setup is None or minutes is None or spread is None or priority is None:
        return None
    service = made(
        form,
        lambda: replace(
            old,
            name=name,
            desk=DeskId(desk),
            setup_minutes=setup,
            need_minutes=minutes,
            need_minutes_low=low,
            need_minutes_high=high,
            need_cv=spread,
            needs_share=needs,
            priority_share=priority,
            own_cap=cap,
            own_floor=floor,
            equipment=equipment,
        ),
        FIELDS,
    )
    if service is None:
        return None
    return replace(mall, services=tuple(service if known is old else known for known in mall.services))


def _read_range(form: Form, old: Service) -> tuple[float | None, float | None]:
    """Shortest and longest minutes of a need: both, or neither where they were measured."""
    names = ("need_minutes_low", "need_minutes_high")
    filled = [name for name in names if form.given(name).strip()]
    if len(filled) == 1:
        form.fail(next(name for name in names if name not in filled), "settings.both_or_neither")
    if len(filled) < len(names):
        return None, None
    low = read_amount(form, names[0], _MINUTES, old.need_minutes_low)
    return low, read_amount(form, names[1], _MINUTES, old.need_minutes_high)


def _read_needs(form: Form, old: Service) -> tuple[float, float, float, float]:
    if form.given("needs_share").strip() == shares_text(old.needs_share):
        return old.needs_share
    shares = read_cell(form, "needs_share", read_shares)
    if shares is None or len(shares) > len(old.needs_share):
        form.fail("needs_share", "settings.fault_needs_share")
        return old.needs_share
    one, two, three, four = (*shares, 0.0, 0.0, 0.0)[:4]
    return one, two, three, four


def _read_priority(form: Form, old: Service) -> float | None:
    if form.given("priority_share").strip() == number_text(100 * old.priority_share):
        return old.priority_share
    value = read_cell(form, "priority_share", within(read_number, 0, 100))
    return None if value is None else float(value) / 100  # type: ignore[arg-type]


def equipment_names(mall: Mall) -> tuple[str, ...]:
    """Equipment of counters, and what services use already."""
    found = {name for counter in mall.counters for name in counter.equipment} | {s.equipment for s in mall.services}
    return tuple(sorted(found - {""}))


def missing_equipment(mall: Mall, service: Service) -> tuple[str, ...]:
    """A sentence where a service uses what stands at no counter of its desk."""
    stands = {name for counter in mall.counters_of(service.desk) for name in counter.equipment}
    if not service.equipment or service.equipment in stands:
        return ()
    return (t("settings.equipment_gone", service=service.name, equipment=service.equipment),)
