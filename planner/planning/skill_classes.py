"""Skill classes of a desk: services that the same officers can serve (DESIGN: one officer minute is counted once)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from planner.domain.ids import DeskId, OfficerId, ServiceId
from planner.domain.mall import Service
from planner.planning.frame import WeekFrame

MOST_CLASSES_WITH_ALL_SETS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillClass:
    """Services of one desk with the same set of skilled officers."""

    id: str
    services: tuple[ServiceId, ...]
    officers: frozenset[OfficerId]


def skill_classes(frame: WeekFrame, desk: DeskId) -> tuple[SkillClass, ...]:
    """The classes of a desk in the order of its services; services nobody can serve belong to none.

    A skill that is valid on any day of the frame counts, so that the classes are the same on all its days.
    """
    groups: dict[frozenset[OfficerId], list[ServiceId]] = {}
    for service in frame.services_of[desk]:
        skilled = _skilled(frame, service)
        if skilled:
            groups.setdefault(skilled, []).append(service.id)
    if len(groups) == 1:
        officers, services = next(iter(groups.items()))
        return (SkillClass(id="all", services=tuple(services), officers=officers),)
    return tuple(
        SkillClass(id="+".join(services), services=tuple(services), officers=officers)
        for officers, services in groups.items()
    )


def unserved_services(frame: WeekFrame, desk: DeskId) -> tuple[Service, ...]:
    """Services of the desk that nobody at the mall can serve on any day of the frame."""
    return tuple(service for service in frame.services_of[desk] if not _skilled(frame, service))


def class_sets(classes: Iterable[SkillClass]) -> tuple[tuple[str, ...], ...]:
    """The sets of classes that get a capacity row: all non-empty ones up to four classes, else one, two and all."""
    ids = tuple(c.id for c in classes)
    sizes: Iterable[int] = range(1, len(ids) + 1)
    if len(ids) > MOST_CLASSES_WITH_ALL_SETS:
        sizes = (1, 2, len(ids))
    return tuple(chosen for size in sizes for chosen in combinations(ids, size))


def pace_in_class(
    frame: WeekFrame, officer: OfficerId, services: Iterable[ServiceId], day: date, shares: Mapping[ServiceId, float]
) -> float:
    """Mean pace of an officer over the services of a class, weighted by their demand; 0 where he has no skill."""
    known = [(frame.paces[key], shares.get(s, 0.0)) for s in services if (key := (officer, s, day)) in frame.paces]
    if not known:
        return 0.0
    weight = sum(share for _, share in known)
    if weight == 0:
        return sum(pace for pace, _ in known) / len(known)
    return sum(pace * share for pace, share in known) / weight


def _skilled(frame: WeekFrame, service: Service) -> frozenset[OfficerId]:
    own = frame.agency_of[service.desk]
    return frozenset(
        officer.id
        for officer in frame.mall.officers
        if officer.agency in (None, own)
        and any((officer.id, service.id, day) in frame.paces and officer.is_active(day) for day in frame.days)
    )
