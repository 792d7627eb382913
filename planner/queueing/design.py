"""How to organise a desk: specialists, generalists, a chain of two skills, a fast lane, compared on the same people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from planner.domain.promise import Promise
from planner.queueing.capacity import USUAL_SEARCH, Capacity, SearchSettings, window_capacity
from planner.queueing.desk_day import DeskDay, ServiceWork, Shift

DesignKind = Literal["as_posted", "generalists", "specialists", "chain", "fast_lane"]
QUICK, LONGER = ":1", ":2+"  # endings of the two halves of a service with a fast lane

WORDS = {
    "id": {
        "as_posted": "seperti sekarang",
        "generalists": "semua petugas melayani semua",
        "specialists": "satu layanan tiap petugas",
        "chain": "dua keahlian berantai tiap petugas",
        "fast_lane": "jalur cepat untuk satu keperluan",
    },
    "en": {
        "as_posted": "as posted",
        "generalists": "everybody serves everything",
        "specialists": "one service each",
        "chain": "two skills each, in a chain",
        "fast_lane": "a fast lane for one need",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """One way to organise the desk: the day it makes, and its capacity."""

    kind: DesignKind
    day: DeskDay
    capacity: Capacity

    def words(self, language: str = "id") -> str:
        """Name of the design."""
        return WORDS[language][self.kind]


def compare_designs(day: DeskDay, promise: Promise, settings: SearchSettings = USUAL_SEARCH) -> tuple[Design, ...]:
    """The designs that the desk allows, the largest capacity first.

    The same officers (their presence, breaks, paces) and the same people; only who serves what changes. Specialists are
    tried in every split that gives each service somebody, the best is kept; so is the number of fast-lane officers.
    """
    kinds: dict[DesignKind, list[DeskDay]] = {
        "as_posted": [day],
        "generalists": [generalists(day)],
        "specialists": list(specialist_days(day)),
        "chain": list(chain_days(day)),
        "fast_lane": list(fast_lane_days(day)),
    }
    designs = [_best(kind, days, promise, settings) for kind, days in kinds.items() if days]
    return tuple(sorted(designs, key=lambda design: -design.capacity.total))


def _best(kind: DesignKind, days: list[DeskDay], promise: Promise, settings: SearchSettings) -> Design:
    found = [(window_capacity(day, promise, settings), day) for day in days]
    capacity, day = max(found, key=lambda pair: pair[0].total)
    return Design(kind=kind, day=day, capacity=capacity)


def generalists(day: DeskDay) -> DeskDay:
    """Every officer serves every service."""
    names = tuple(service.id for service in day.services)
    return _with_skills(day, [names] * len(day.shifts))


def specialist_days(day: DeskDay) -> Iterator[DeskDay]:
    """Every split of the officers, in their order, into one service each with nobody left out."""
    names, officers = [service.id for service in day.services], len(day.shifts)
    if len(names) < 2 or officers < len(names):
        return
    for cuts in combinations(range(1, officers), len(names) - 1):
        edges = (0, *cuts, officers)
        skills = [(names[s],) for s in range(len(names)) for _ in range(edges[s], edges[s + 1])]
        yield _with_skills(day, skills)


def chain_days(day: DeskDay) -> Iterator[DeskDay]:
    """Officer i serves services i and i + 1, round the circle; with two services everybody is a generalist anyway."""
    names = [service.id for service in day.services]
    if len(names) < 3 or len(day.shifts) < len(names):
        return
    yield _with_skills(day, [(names[i % len(names)], names[(i + 1) % len(names)]) for i in range(len(day.shifts))])


def fast_lane_days(day: DeskDay) -> Iterator[DeskDay]:
    """One, two, ... officers serve only visitors with a single need, the others everybody they can."""
    if all(sum(service.needs_share[1:]) <= 0 for service in day.services):
        return
    services = tuple(half for service in day.services for half in _halves(service))
    ids = {service.id for service in services}
    for lane in range(1, len(day.shifts)):
        skills = [
            tuple(
                name + ending
                for name in shift.skills
                for ending in ((QUICK,) if i < lane else (QUICK, LONGER))
                if name + ending in ids
            )
            for i, shift in enumerate(day.shifts)
        ]
        yield _with_skills(replace(day, services=services), skills)


def _halves(service: ServiceWork) -> list[ServiceWork]:
    """The visits with one need, and those with more, as two services of one desk."""
    total = sum(service.needs_share)
    single = service.needs_share[0] / total
    quick = replace(
        service,
        id=service.id + QUICK,
        needs_share=(1.0,),
        demand_share=service.demand_share * single,
        also_needs=None,
    )
    longer = replace(
        service,
        id=service.id + LONGER,
        needs_share=(0.0, *service.needs_share[1:]),
        demand_share=service.demand_share * (1 - single),
        also_needs=_in_lanes(service.also_needs),
    )
    return [half for half in (quick, longer) if half.demand_share > 0]


def _in_lanes(also_needs: tuple[tuple[str, float], ...] | None) -> tuple[tuple[str, float], ...] | None:
    """Further needs of a longer visit belong to the longer half of their service."""
    return None if also_needs is None else tuple((name + LONGER, share) for name, share in also_needs)


def _with_skills(day: DeskDay, skills: Sequence[tuple[str, ...]]) -> DeskDay:
    shifts: tuple[Shift, ...] = tuple(
        replace(shift, skills=held, pace_by_service=()) for shift, held in zip(day.shifts, skills, strict=True)
    )
    return replace(day, shifts=shifts)
