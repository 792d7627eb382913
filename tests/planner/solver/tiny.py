"""Tiny instances in the bench's format, and their best first stage by trying everything.

The brute force shares no code with the engine: it reads the instance as the bench describes it.
"""

from itertools import product
from random import Random
from typing import Any

import numpy as np

Json = dict[str, Any]
BREAKS = {"1": [0, 1], "2": [1, 2], "3": [2, 3]}


def tiny_instance(seed: int) -> Json:
    """1-3 officers, 1-2 days, 2 or 3 sessions in use, 1-2 groups, with the rules' data drawn on and off."""
    draw = Random(seed)
    days, groups, officers = draw.randint(1, 2), draw.randint(1, 2), draw.randint(1, 3)
    closed = draw.choice([None, 0, 2])
    agencies = draw.choice([1, 1, groups])
    return {
        "format": "mpp-roster/1",
        "name": f"tiny-{seed}",
        "days": days,
        "slot_minutes": 30,
        "sessions": [{"name": n, "slots": s} for n, s in (("pagi", 6), ("siang", 5), ("sore", 4))],
        "open": [[s != closed for s in range(3)] for _ in range(days)],
        "lunch_half_hours": 4,
        "breaks": BREAKS,
        "break_slots": 2,
        "weights": {
            "cover": draw.choice([0, 5, 30]),
            "presence": draw.choice([0, 80]),
            "supervisor": draw.choice([0, 20]),
            "deep_factor": draw.choice([0, 3]),
            "deep_from_tenths": 3,
        },
        "agencies": [
            {
                "id": a,
                "groups": [g for g in range(groups) if g % agencies == a],
                "needs_supervisor": draw.random() < 0.5,
                "counters": _counters(draw, a, [g for g in range(groups) if g % agencies == a]),
            }
            for a in range(agencies)
        ],
        "groups": [_group(draw, g, g % agencies, days) for g in range(groups)],
        "officers": [_officer(draw, o, groups, agencies, days) for o in range(officers)],
        "published": None,
        "absent": [],
    }


def _counters(draw: Random, agency: int, groups: list[int]) -> list[Json]:
    homes = draw.choices([*groups, None], k=draw.randint(1, 3))
    return [{"id": f"A{agency}-{n}", "group": home} for n, home in enumerate(homes)]


def _group(draw: Random, group: int, agency: int, days: int) -> Json:
    rate = draw.uniform(0.5, 1.1)
    table = [int(rate * u - 0.3 * u**0.5) if u > 3 else 0 for u in range(31)]
    return {
        "id": group,
        "agency": agency,
        "services": [group],
        "minutes": 10,
        "weight": draw.randint(1, 3),
        "busy": draw.random() < 0.5,
        "demand": [sorted(draw.randint(0, 40) for _ in range(5)) for _ in range(days)],
        "quota_table": [[int(share * t) for t in table] for share in (1.0, 0.8, 0.6)],
    }


def _officer(draw: Random, officer: int, groups: int, agencies: int, days: int) -> Json:
    pooled = agencies > 1 and draw.random() < 0.5
    home = draw.randrange(agencies)
    can = [g for g in range(groups) if (pooled or g % agencies == home) and draw.random() < 0.8]
    skills = [{"group": g, "tenths": (t := draw.randint(5, 13)), "tenths_break": t * 6 // 10} for g in can]
    return {
        "id": officer,
        "agency": None if pooled else home,
        "supervisor": draw.random() < 0.4,
        "skills": skills,
        "available": [[draw.random() < 0.85 for _ in range(3)] for _ in range(days)],
        "contract_slots": draw.choice([6, 10, 26]),
        "max_overtime_slots": draw.choice([0, 3, 8]),
        "max_days": draw.choice([1, 2]),
        "dislikes": [],
    }


def best_unmet(instance: Json) -> int:
    """Smallest first stage over every roster."""
    tables = [_day_ways(instance, day) for day in range(instance["days"])]
    if len(tables) == 1:
        return min(cost for cost, slots, works in tables[0] if _fits(instance, slots, works))
    first, second = tables
    cost = np.array([c for c, _, _ in second])
    slots = np.array([s for _, s, _ in second])
    works = np.array([w for _, _, w in second])
    most = np.array([o["contract_slots"] + o["max_overtime_slots"] for o in instance["officers"]])
    days = np.array([o["max_days"] for o in instance["officers"]])
    best = None
    for one, used, worked in first:
        fits = ((slots + np.array(used) <= most) & (works + np.array(worked) <= days)).all(axis=1)
        if fits.any():
            found = one + int(cost[fits].min())
            best = found if best is None else min(best, found)
    assert best is not None
    return best


def _fits(instance: Json, slots: tuple[int, ...], works: tuple[int, ...]) -> bool:
    return all(
        s <= o["contract_slots"] + o["max_overtime_slots"] and w <= o["max_days"]
        for o, s, w in zip(instance["officers"], slots, works, strict=True)
    )


def _day_ways(instance: Json, day: int) -> list[tuple[int, tuple[int, ...], tuple[int, ...]]]:
    """(cost, slots by officer, works by officer) of every allowed day, the cheapest of each (slots, works)."""
    best: dict[tuple[tuple[int, ...], tuple[int, ...]], int] = {}
    for plans in product(*(_officer_days(instance, o, day) for o in instance["officers"])):
        if not _seated(instance, plans):
            continue
        key = (tuple(_slots(plan) for plan in plans), tuple(int(any(g is not None for g, _ in plan)) for plan in plans))
        cost = _cost(instance, day, plans)
        best[key] = min(cost, best.get(key, cost))
    return [(cost, slots, works) for (slots, works), cost in best.items()]


def _officer_days(instance: Json, officer: Json, day: int) -> list[tuple[tuple[int | None, int], ...]]:
    """Every (group, break) by session that the officer may work."""
    groups = [skill["group"] for skill in officer["skills"]]
    choices = [
        [None, *groups] if instance["open"][day][s] and officer["available"][day][s] else [None] for s in range(3)
    ]
    found = []
    for pagi, siang, sore in product(*choices):
        with_break = siang is not None and (pagi is not None or sore is not None)
        for kind in (1, 2, 3) if with_break else (0,):
            found.append(((pagi, 0), (siang, kind), (sore, 0)))
    return found


def _slots(plan: tuple[tuple[int | None, int], ...]) -> int:
    return sum(slots for slots, (g, _) in zip((6, 5, 4), plan, strict=True) if g is not None) - 2 * bool(plan[1][1])


def _seated(instance: Json, plans: tuple[Any, ...]) -> bool:
    """True when every session's officers fit the counters (flexible ones take what dedicated ones cannot)."""
    for session in range(3):
        for agency in instance["agencies"]:
            spill = 0
            for group in agency["groups"]:
                heads = sum(plan[session][0] == group for plan in plans)
                own = sum(c["group"] == group for c in agency["counters"])
                spill += max(0, heads - own)
            if spill > sum(c["group"] is None for c in agency["counters"]):
                return False
    return True


def _cost(instance: Json, day: int, plans: tuple[Any, ...]) -> int:
    weights, total = instance["weights"], 0
    for group in instance["groups"]:
        tickets = 0
        for session in range(3):
            if not instance["open"][day][session]:
                continue
            units = 0
            for officer, plan in zip(instance["officers"], plans, strict=True):
                if plan[session][0] == group["id"]:
                    skill = next(s for s in officer["skills"] if s["group"] == group["id"])
                    units += skill["tenths_break" if plan[session][1] else "tenths"]
            table = group["quota_table"][session]
            tickets += table[min(units, len(table) - 1)]
        demand = group["demand"][day]
        total += group["weight"] * sum(max(0, visits - tickets) for visits in demand)
        deep = max(0, max(0, demand[2] - tickets) - weights["deep_from_tenths"] * demand[2] // 10)
        total += weights["deep_factor"] * group["weight"] * deep
        for half_hour in range(4) if instance["open"][day][1] else ():
            there = [plan[1][1] for plan in plans if plan[1][0] == group["id"]]
            total += weights["cover"] * all(half_hour in BREAKS.get(str(kind), []) for kind in there)
    for agency, session in product(instance["agencies"], range(3)):
        if instance["open"][day][session]:
            here = [o for o, p in zip(instance["officers"], plans, strict=True) if p[session][0] in agency["groups"]]
            total += weights["presence"] * (not here)
            total += weights["supervisor"] * (agency["needs_supervisor"] and not any(o["supervisor"] for o in here))
    return total
