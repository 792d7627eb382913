"""What would have to grow for one ticket more in a window: officers, a machine, or nothing that can be bought."""

from dataclasses import dataclass, replace
from typing import Literal

from planner.domain.promise import Promise
from planner.queueing.capacity import EVERY_TERM, USUAL_SEARCH, SearchSettings, window_capacity
from planner.queueing.caps import Cap
from planner.queueing.desk_day import DeskDay, Shift
from planner.queueing.figures import TINY
from planner.queueing.simulate import Simulator

MANY_UNITS = 99

Resource = Literal["officers", "equipment", "closing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowBinding:
    """The resource that one more ticket of a window lacks.

    equipment : its id where the resource is equipment.
    """

    window: str
    resource: Resource
    equipment: str | None = None

    def words(self, language: str = "id") -> str:
        """As in "gelombang pagi: petugas"."""
        names = {
            "id": {"officers": "petugas", "closing": "jam tutup", "window": "gelombang"},
            "en": {"officers": "officers", "closing": "closing time", "window": "window"},
        }[language]
        what = self.equipment if self.equipment is not None else names[self.resource]
        return f"{names['window']} {self.window}: {what}"


def binding_by_window(
    day: DeskDay, tickets: tuple[int, ...], promise: Promise, settings: SearchSettings = USUAL_SEARCH
) -> tuple[WindowBinding, ...]:
    """For each window, what must grow so that one more of its tickets keeps the promise.

    Tried by simulation at the capacity's tickets: one generalist more, then one unit more of each machine. Where
    neither alone helps, closing binds (or the promise of a window that is over before anybody could help).
    """
    tried = [_Tried(resource="officers", simulator=_simulator(_with_generalist(day), settings))]
    for name, _ in day.equipment:
        changed = _with_unit(day, name)
        tried.append(_Tried(resource="equipment", equipment=name, simulator=_simulator(changed, settings)))
    return tuple(_binding(window.id, _one_more(tickets, w), tried, promise) for w, window in enumerate(day.windows))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tried:
    """The day with one thing more."""

    resource: Resource
    simulator: Simulator
    equipment: str | None = None

    def margin(self, tickets: tuple[int, ...], promise: Promise) -> float:
        """Of the tightest term of the promise; below 0 it is broken."""
        terms = self.simulator.run(tickets, promise.wait_minutes).terms(promise, EVERY_TERM)
        return min(term.margin for term in terms)


def _binding(window: str, tickets: tuple[int, ...], tried: list[_Tried], promise: Promise) -> WindowBinding:
    margins = [each.margin(tickets, promise) for each in tried]
    best = max(range(len(tried)), key=lambda i: margins[i])
    if margins[best] < -TINY:
        return WindowBinding(window=window, resource="closing")
    return WindowBinding(window=window, resource=tried[best].resource, equipment=tried[best].equipment)


def _simulator(day: DeskDay, settings: SearchSettings) -> Simulator:
    return Simulator(day, days=settings.days, seed=settings.seed)


def _one_more(tickets: tuple[int, ...], window: int) -> tuple[int, ...]:
    return tuple(n + (w == window) for w, n in enumerate(tickets))


def resource_caps(
    day: DeskDay, counters: int, promise: Promise, settings: SearchSettings = USUAL_SEARCH
) -> tuple[Cap, ...]:
    """Tickets that each resource alone would allow: the posted officers, every counter manned, each machine.

    Where there are as many officers as counters, the counters are the cap and officers are not named.
    """

    def total(changed: DeskDay) -> int:
        return window_capacity(changed, promise, settings).total

    free = replace(day, equipment=tuple((name, MANY_UNITS) for name, _ in day.equipment))
    manned = _fully_manned(free, counters)
    caps = [Cap(kind="counters", tickets=total(manned))]
    if len(day.shifts) < counters:
        caps.append(Cap(kind="officers", tickets=total(free)))
    for name, units in day.equipment:
        alone = tuple((other, units if other == name else MANY_UNITS) for other, _ in day.equipment)
        caps.append(Cap(kind="equipment", tickets=total(replace(manned, equipment=alone)), detail=name))
    return tuple(sorted(caps, key=lambda cap: cap.tickets))


def _fully_manned(day: DeskDay, counters: int) -> DeskDay:
    while len(day.shifts) < counters:
        day = _with_generalist(day)
    return day


def _with_generalist(day: DeskDay) -> DeskDay:
    helper = Shift(
        id="one more", presence=((0.0, day.close_minutes),), skills=tuple(service.id for service in day.services)
    )
    return replace(day, shifts=(*day.shifts, helper))


def _with_unit(day: DeskDay, name: str) -> DeskDay:
    return replace(day, equipment=tuple((other, units + (other == name)) for other, units in day.equipment))
