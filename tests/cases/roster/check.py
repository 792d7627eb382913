# Copied unchanged from the bench kit of the roster instances (bench/roster/check.py), the judge of plans.
# ruff: noqa
# fmt: off
"""Independent checker for week rosters.  Usage: check.py INSTANCE.json PLAN.json [--json]

Prints every broken hard rule and the value of each objective stage.  Standard library only.
Exit status: 0 feasible, 1 broken rules, 2 unreadable input.  The rules are stated in INSTANCES.md.
"""
import collections
import json
import sys

STAGES = ("unmet", "risk", "overtime", "unfair", "pref", "change")


def evaluate(inst, plan):
    """(violations, stages, parts) of a plan; violations is a list of sentences."""
    bad = []
    days, sessions = inst["days"], inst["sessions"]
    slots = [s["slots"] for s in sessions]
    breaks = {0: ()}
    breaks.update({int(k): tuple(v) for k, v in inst["breaks"].items()})
    officers = {o["id"]: o for o in inst["officers"]}
    groups = {g["id"]: g for g in inst["groups"]}
    agencies = {a["id"]: a for a in inst["agencies"]}
    counters = {c["id"]: (a["id"], c["group"]) for a in inst["agencies"] for c in a["counters"]}
    absent = {tuple(x) for x in inst.get("absent") or ()}
    skill = {(o["id"], s["group"]): s for o in inst["officers"] for s in o["skills"]}
    w = inst["weights"]

    def integer(v, lo, hi):
        return isinstance(v, int) and not isinstance(v, bool) and lo <= v < hi

    day = collections.defaultdict(dict)       # (officer, day) -> {session: (group, break)}
    seat = {}                                 # (counter, day, session) -> officer
    staff = collections.defaultdict(list)     # (group, day, session) -> [(officer, break)]
    for n, a in enumerate(plan["assignments"]):
        try:
            o, d, s, g, c, k = (a[x] for x in ("officer", "day", "session", "group", "counter", "break"))
        except (KeyError, TypeError):
            bad.append(f"assignment {n}: a field is missing")
            continue
        tag = f"officer {o} day {d} session {s}"
        if o not in officers or not integer(d, 0, days) or not integer(s, 0, len(sessions)) or g not in groups or c not in counters or k not in breaks:
            bad.append(f"assignment {n}: unknown officer, day, session, group, counter or break")
            continue
        if not inst["open"][d][s]:
            bad.append(f"{tag}: the mall is closed")
        if not officers[o]["available"][d][s] or (o, d) in absent:
            bad.append(f"{tag}: not available")
        if (o, g) not in skill:
            bad.append(f"{tag}: no skill for group {g}")
            continue
        if counters[c][0] != groups[g]["agency"] or counters[c][1] not in (None, g):
            bad.append(f"{tag}: counter {c} does not serve group {g}")
        if (c, d, s) in seat:
            bad.append(f"counter {c} day {d} session {s}: two officers")
        seat[c, d, s] = o
        if s in day[o, d]:
            bad.append(f"{tag}: two assignments at once")
            continue
        if k and s != 1:
            bad.append(f"{tag}: a break outside the middle session")
        day[o, d][s] = (g, k)
        staff[g, d, s].append((o, k))

    hours = collections.Counter()
    workdays = collections.Counter()
    for (o, d), work in day.items():
        workdays[o] += 1
        for s, (g, k) in work.items():
            hours[o] += slots[s] - (inst["break_slots"] if k else 0)
        if 1 in work:
            k = work[1][1]
            if len(work) > 1 and not k:
                bad.append(f"officer {o} day {d}: the middle session and another one without a break")
            if len(work) == 1 and k:
                bad.append(f"officer {o} day {d}: a break though only the middle session is worked")
    over = 0
    for o, x in officers.items():
        extra = max(0, hours[o] - x["contract_slots"])
        over += extra
        if extra > x["max_overtime_slots"]:
            bad.append(f"officer {o}: {hours[o]} slots, over contract {x['contract_slots']} + overtime {x['max_overtime_slots']}")
        if workdays[o] > x["max_days"]:
            bad.append(f"officer {o}: {workdays[o]} days, over {x['max_days']}")

    def capacity(g, d, s):
        units = sum(skill[o, g]["tenths_break" if (s == 1 and k) else "tenths"] for o, k in staff[g, d, s])
        table = groups[g]["quota_table"][s]
        return table[min(units, len(table) - 1)]

    quota = collections.Counter()
    if plan.get("quotas") is None:
        for g in groups:
            for d in range(days):
                quota[g, d] = sum(capacity(g, d, s) for s in range(len(sessions)) if inst["open"][d][s])
    else:
        seen = set()
        for row in plan["quotas"]:
            g, d, s, q = row
            if g not in groups or not integer(d, 0, days) or not integer(s, 0, len(sessions)) or not integer(q, 0, 10 ** 9) or (g, d, s) in seen:
                bad.append(f"quota row {row}: unknown, repeated or not a whole number")
                continue
            seen.add((g, d, s))
            if q > capacity(g, d, s):
                bad.append(f"group {g} day {d} session {s}: quota {q} over the roster's {capacity(g, d, s)}")
            quota[g, d] += q

    parts = collections.Counter()
    risk = 0
    for g, x in groups.items():
        for d in range(days):
            q, demand = quota[g, d], x["demand"][d]
            miss = [max(0, v - q) for v in demand]
            parts["demand"] += x["weight"] * sum(miss)
            mid = demand[2]
            parts["deep"] += w["deep_factor"] * x["weight"] * max(0, miss[2] - (w["deep_from_tenths"] * mid) // 10)
            risk += miss[4]
            if inst["open"][d][1]:
                for t in range(inst["lunch_half_hours"]):
                    if not any(t not in breaks[k] for _, k in staff[g, d, 1]):
                        parts["cover"] += w["cover"]
    unfair = 0
    for a in agencies.values():
        for d in range(days):
            for s in range(len(sessions)):
                if not inst["open"][d][s]:
                    continue
                here = [o for g in a["groups"] for o, _ in staff[g, d, s]]
                if not here:
                    parts["presence"] += w["presence"]
                if a["needs_supervisor"] and not any(officers[o]["supervisor"] for o in here):
                    parts["supervisor"] += w["supervisor"]
        own = [o for o, x in officers.items() if x["agency"] == a["id"]]
        if len(own) >= 2:
            load = []
            for o in own:
                load.append(sum(2 if d == 5 else int(groups[g]["busy"]) for (oo, d), work in day.items() if oo == o for g, _ in work.values()))
            unfair += max(load) - min(load)
    pref = sum(v for o, x in officers.items() for d, s, v in x["dislikes"] if s in day.get((o, d), {}))
    change = None
    if inst.get("published") is not None:
        pub = {(o, d, s): g for o, d, s, g, _ in inst["published"]}
        now = {(o, d, s): g for (o, d), work in day.items() for s, (g, _) in work.items()}
        change = sum(1 for key in set(pub) | set(now) if pub.get(key) != now.get(key) and key[:2] not in absent)
    stages = dict(unmet=sum(parts.values()), risk=risk, overtime=over, unfair=unfair, pref=pref, change=change)
    return bad, stages, dict(parts)


def main(argv):
    args = [a for a in argv if not a.startswith("--")]
    if len(args) != 2:
        print(__doc__)
        return 2
    try:
        with open(args[0], encoding="utf-8") as f:
            inst = json.load(f)
        with open(args[1], encoding="utf-8") as f:
            plan = json.load(f)
        bad, stages, parts = evaluate(inst, plan)
    except (OSError, ValueError, KeyError, TypeError) as e:
        print(f"cannot read: {e!r}")
        return 2
    if "--json" in argv:
        print(json.dumps(dict(instance=inst["name"], violations=bad, stages=stages, parts=parts)))
    else:
        print(f"instance {inst['name']}: {len(plan['assignments'])} assignments, {len(bad)} violations")
        for v in bad[:50]:
            print("  " + v)
        for k in STAGES:
            print(f"  {k:9s} {'-' if stages[k] is None else stages[k]}")
        print("  unmet is made of " + ", ".join(f"{k} {v}" for k, v in sorted(parts.items())))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
