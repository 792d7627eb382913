"""A change of a scenario as a sentence."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.calendar.surges import get_surge
from planner.domain.mall import Agency, CalendarKind, Desk, Mall, Officer, Service
from planner.planning import scenario as kinds
from planner.planning.scenario import Change
from planner.planning.scenario_apply import ADDED
from webapp.language import language, t
from webapp.whatif.kinds import factor_text, surge_factor


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names of the things of a mall by id; the id where a thing is gone."""

    by_id: Mapping[tuple[str, str], str]

    def of(self, kind: str, id: str | None) -> str:
        """The name of a desk, service, officer or agency."""
        if kind == "officer" and id and id.startswith(ADDED):
            return t("whatif.added_officer", number=id.removeprefix(ADDED))
        return self.by_id.get((kind, str(id)), str(id))


def names_of(mall: Mall) -> Names:
    """The names of a mall."""
    things: Mapping[str, Iterable[Desk | Service | Officer | Agency]] = {
        "desk": mall.desks,
        "service": mall.services,
        "officer": mall.officers,
        "agency": mall.agencies,
    }
    return Names(by_id={(kind, thing.id): thing.name for kind, rows in things.items() for thing in rows})


def sentence(change: Change, names: Names) -> str:
    """The change in words."""
    return _SENTENCES[change.kind](change, names)


def days_text(first: date | None, last: date | None) -> str:
    """`, Sen 16 Mar - Jum 20 Mar`; empty for all days."""
    speak = language()
    if first is not None and first == last:
        return f", {speak.day(first)}"
    if first is not None and last is not None:
        return f", {speak.day(first)} - {speak.day(last)}"
    if first is not None:
        return ", " + t("whatif.since", day=speak.day(first))
    return ", " + t("whatif.until", day=speak.day(last)) if last is not None else ""


def _days(change: kinds.Days) -> str:
    return days_text(change.first_day, change.last_day)


def _where(change: Any, names: Names) -> str:
    """`di KTP`; the whole mall where nothing is named."""
    for kind in ("service", "desk", "agency"):
        if getattr(change, kind, None) is not None:
            return t("whatif.at", place=names.of(kind, getattr(change, kind)))
    return t("whatif.at_mall")


def _demand(change: kinds.DemandChange, names: Names) -> str:
    where, days = _where(change, names), _days(change)
    if change.surge is not None:
        surge = get_surge(change.surge)
        named = change.desk or change.service or change.agency
        place = where if named or not surge.concerns else t("whatif.at_concerned")
        return t(
            "whatif.say_surge",
            surge=surge.name(language().code),
            factor=surge_factor(surge),
            where=place,
            days=days,
        )
    low, high = change.factor or (1.0, 1.0)
    factor = factor_text(low) if low == high else f"{factor_text(low)}-{factor_text(high)}"
    return t("whatif.say_demand", factor=factor, where=where, days=days)


def _absent(change: kinds.Absent, names: Names) -> str:
    sessions = f" ({', '.join(change.sessions)})" if change.sessions else ""
    return t("whatif.say_absent", officer=names.of("officer", change.officer), days=sessions + _days(change))


def _officer_added(change: kinds.OfficerAdded, names: Names) -> str:
    if change.like is not None:
        like = names.of("officer", change.like)
        return t("whatif.say_officer_like", count=change.count, officer=like, days=_days(change))
    return t("whatif.say_officer_added", count=change.count, desk=names.of("desk", change.desk), days=_days(change))


def _officer_removed(change: kinds.OfficerRemoved, names: Names) -> str:
    return t("whatif.say_officer_removed", officer=names.of("officer", change.officer))


def _skill_added(change: kinds.SkillAdded, names: Names) -> str:
    return t(
        "whatif.say_skill_added",
        officer=names.of("officer", change.officer),
        service=names.of("service", change.service),
        pace=language().number(change.pace, 2),
    )


def _leave_moved(change: kinds.LeaveMoved, names: Names) -> str:
    new = language().day(change.new_from)
    return t("whatif.say_leave_moved", officer=names.of("officer", change.officer), days=_days(change), new=new)


def _hours(change: kinds.Hours, names: Names) -> str:
    return t("whatif.say_hours", hours=_span(change), where=_where(change, names), days=_days(change))


def _span(change: kinds.Hours | kinds.CalendarChange) -> str:
    speak = language()
    parts = [
        t("whatif.opens", clock=speak.clock(change.open)) if change.open else "",
        t("whatif.closes", clock=speak.clock(change.close)) if change.close else "",
    ]
    return ", ".join(part for part in parts if part)


def _last_ticket(change: kinds.LastTicket, names: Names) -> str:
    return t("whatif.say_last_ticket", clock=language().clock(change.last_ticket), where=_where(change, names))


def _windows(change: kinds.Windows, _names: Names) -> str:
    return t("whatif.say_windows", count=change.count)


def _breaks(change: kinds.Breaks, _names: Names) -> str:
    return t("whatif.say_breaks", minutes=change.minutes) if change.minutes else t("whatif.say_no_breaks")


def _promise(change: kinds.PromiseChange, _names: Names) -> str:
    parts = [
        ("whatif.say_wait", "minutes", change.wait_minutes),
        ("whatif.say_wait_share", "share", change.wait_share and language().share(change.wait_share)),
        ("whatif.say_finish", "share", change.finish_probability and language().share(change.finish_probability)),
        ("whatif.say_grace", "minutes", change.grace_minutes),
    ]
    return t("whatif.say_promise", parts=", ".join(t(key, **{name: value}) for key, name, value in parts if value))


def _counters(change: kinds.CountersChange, names: Names) -> str:
    key = "whatif.say_counters_more" if change.more >= 0 else "whatif.say_counters_fewer"
    return t(key, count=abs(change.more), desk=names.of("desk", change.desk))


def _equipment(change: kinds.EquipmentChange, names: Names) -> str:
    return t("whatif.say_equipment", units=change.units, equipment=change.equipment, desk=names.of("desk", change.desk))


def _supplies(change: kinds.SuppliesChange, _names: Names) -> str:
    stock = "" if change.stock is None else " " + factor_text(change.stock)
    until = "" if change.until is None else ", " + t("whatif.until", day=language().day(change.until))
    return t("whatif.say_supplies", item=change.item, stock=stock + until)


def _calendar(change: kinds.CalendarChange, names: Names) -> str:
    opens = change.day_kind in (CalendarKind.OPEN, CalendarKind.EVENT)
    key = "whatif.say_opened" if opens else "whatif.say_closed"
    hours = f" ({_span(change)})" if _span(change) else ""
    where = _where(change, names)
    return t(key, day=language().day(change.day), name=change.name, where=where, hours=hours)


def _desk_design(change: kinds.DeskDesign, names: Names) -> str:
    lane = t("whatif.lane", count=change.lane) if change.design == "fast_lane" else ""
    return t(
        "whatif.say_desk_design",
        desk=names.of("desk", change.desk),
        design=t(f"whatif.design_{change.design}"),
        lane=lane,
    )


def _minutes(change: kinds.MinutesChange, names: Names) -> str:
    return t("whatif.say_minutes", factor=factor_text(change.factor), where=_where(change, names))


_SENTENCES: Mapping[str, Callable[[Any, Names], str]] = {
    "demand": _demand,
    "absent": _absent,
    "officer_added": _officer_added,
    "officer_removed": _officer_removed,
    "skill_added": _skill_added,
    "leave_moved": _leave_moved,
    "hours": _hours,
    "last_ticket": _last_ticket,
    "windows": _windows,
    "breaks": _breaks,
    "promise": _promise,
    "counters": _counters,
    "equipment": _equipment,
    "supplies": _supplies,
    "calendar": _calendar,
    "desk_design": _desk_design,
    "minutes": _minutes,
}
