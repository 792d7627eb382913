"""Answer quota cases with the product's own engine: `python benchmarks/quota.py CASES.json OUT.json`.

The format of the cases is `loketplan-quota-cases/1`: kinds `mmc` (closed form), `simulate` (a day of fixed tickets) and
`quota` (largest number of tickets that keeps the promise). What the engine cannot express is answered "unsupported".
"""

import argparse
import json
import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from planner.domain.errors import PlannerError
from planner.domain.promise import Promise
from planner.queueing.capacity import SearchSettings, one_window_capacity
from planner.queueing.desk_day import DeskDay, Profile, ServiceWork, Shift, Window
from planner.queueing.draws import stream_key
from planner.queueing.erlang import steady_queue
from planner.queueing.figures import Judged, waits_of
from planner.queueing.simulate import EVERYBODY, Simulator

SIMULATED_DAYS = 12_000
QUOTA_DAYS = 6_000
CLOSE_DAYS = 30_000  # missing the close is rare, and one ticket more hardly changes it
SEED = 11
BREAK_RULES = {
    "full_length_after_visit_in_hand": "full_length",
    "back_at_fixed_minute": "fixed_return",
    "fixed_return": "fixed_return",
}
IDLE_RULES = ("fewest_skills_then_list_order",)
DAY_FIELDS = {
    "open_minutes",
    "close_minutes",
    "last_ticket_minutes",
    "profile",
    "services",
    "officers",
    "break_rule",
    "idle_rule",
    "priority_share",
    "demand_poisson_mean",
    "no_show_share",
    "patience_mean_minutes",
}
MIXED_SERVICE_FIELDS = ("also_needs", "equipment")


class UnsupportedCase(Exception):
    """The case asks for something the engine does not model."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    cases = json.loads(arguments.cases.read_text(encoding="utf-8"))["cases"]
    results = [answer(case) for case in cases]
    arguments.out.write_text(json.dumps({"results": results}, indent=1), encoding="utf-8")
    print_summary(cases, results)


def answer(case: Mapping[str, Any]) -> dict[str, Any]:
    """One result, with the keys that the case expects."""
    started = time.perf_counter()
    kinds = {"mmc": steady_values, "simulate": simulated_values, "quota": quota_values}
    try:
        if case["kind"] not in kinds:
            raise UnsupportedCase(f"kind {case['kind']!r}")
        values = kinds[case["kind"]](case)
        missing = sorted(set(case["expect"]) - set(values))
        if missing:
            raise UnsupportedCase(f"values {missing}")
    except (UnsupportedCase, PlannerError) as fault:
        return {"id": case["id"], "unsupported": str(fault), "seconds": time.perf_counter() - started}
    wanted = {key: values[key] for key in case["expect"]}
    return {"id": case["id"], "values": wanted, "seconds": round(time.perf_counter() - started, 4)}


def steady_values(case: Mapping[str, Any]) -> dict[str, Any]:
    queue = steady_queue(case["arrivals_per_hour"], case["service_minutes"], case["servers"])
    values: dict[str, Any] = {"stable": queue.is_stable, "rho": queue.rho}
    if not queue.is_stable:
        return values
    names = ("probability_wait", "queue_length", "in_system", "wait_minutes", "system_minutes", "probability_empty")
    values |= {name: getattr(queue, name) for name in names}
    for key in case["expect"]:
        if found := re.fullmatch(r"wait_p(\d+)_minutes", key):
            values[key] = queue.wait_quantile(int(found[1]) / 100)
        elif found := re.fullmatch(r"share_within_(\d+)_minutes", key):
            values[key] = queue.share_within(int(found[1]))
    return values


def simulated_values(case: Mapping[str, Any]) -> dict[str, Any]:
    day = desk_day(case["day"])
    simulator = Simulator(day, days=SIMULATED_DAYS, seed=SEED)
    coming = demand(case["day"], SIMULATED_DAYS)
    if coming is None:
        coming = np.full(SIMULATED_DAYS, case["tickets"], dtype=np.int64)
        tickets = (EVERYBODY,)
    else:
        tickets = (case["tickets"],)
    people, out = simulator.run_visits(coming[:, None], tickets)
    waits = waits_of(people, out)
    waits = waits[~np.isnan(waits)]
    target = case.get("wait_target_minutes", 30)
    values: dict[str, Any] = {
        "wait_mean_minutes": float(waits.mean()),
        "share_within_target": float((waits <= target).mean()),
        "probability_all_served_by_close": float((out.last_end <= day.close_minutes).mean()),
        "overtime_officer_minutes": float(out.after_close.mean()),
        "last_end_mean_minutes": float(out.last_end.mean()),
    }
    for key in case["expect"]:
        if found := re.fullmatch(r"wait_p(\d+)_minutes", key):
            values[key] = float(np.quantile(waits, int(found[1]) / 100))
        elif found := re.fullmatch(r"share_within_(\d+)_minutes", key):
            values[key] = float((waits <= int(found[1])).mean())
    return values


def quota_values(case: Mapping[str, Any]) -> dict[str, Any]:
    day = desk_day(case["day"])
    promise = Promise(
        wait_minutes=min(case["wait_target_minutes"], 480),
        wait_share=case["wait_share"],
        finish_probability=case["finish_probability"],
        grace_minutes=0,
    )
    judged = Judged(by_service=case.get("per_service", True), ordinary_apart=False)
    settings = SearchSettings(seed=SEED, days=QUOTA_DAYS, close_days=CLOSE_DAYS, judged=judged)
    found = one_window_capacity(day, promise, settings, demand(case["day"], CLOSE_DAYS))
    return {"quota_visits": found.total, "binding": sorted({term.kind for term in found.binding}, reverse=True)}


def demand(day: Mapping[str, Any], days: int) -> np.ndarray | None:
    mean = day.get("demand_poisson_mean")
    if mean is None:
        return None
    return np.random.default_rng(int(stream_key(SEED, 99))).poisson(mean, days).astype(np.int64)


def desk_day(raw: Mapping[str, Any]) -> DeskDay:
    """The case's day as a record; minutes after opening."""
    unknown = sorted(set(raw) - DAY_FIELDS)
    if unknown:
        raise UnsupportedCase(f"day fields {unknown}")
    if raw.get("idle_rule", IDLE_RULES[0]) not in IDLE_RULES:
        raise UnsupportedCase(f"idle rule {raw['idle_rule']!r}")
    rule = raw.get("break_rule", "full_length_after_visit_in_hand")
    if rule not in BREAK_RULES:
        raise UnsupportedCase(f"break rule {rule!r}")
    opening = raw.get("open_minutes", 0)
    last_ticket = raw["last_ticket_minutes"] - opening
    return DeskDay(
        close_minutes=raw["close_minutes"] - opening,
        services=tuple(service_work(item, raw.get("priority_share", 0.0)) for item in raw["services"]),
        shifts=tuple(shift(item, opening) for item in raw["officers"]),
        windows=(Window(id="day", start_minutes=0, last_ticket_minutes=last_ticket),),
        profile=profile(raw["profile"]),
        no_show_share=raw.get("no_show_share", 0.0),
        patience_mean_minutes=raw.get("patience_mean_minutes"),
        break_rule=BREAK_RULES[rule],
    )


def profile(raw: Mapping[str, Any]) -> Profile:
    if raw["kind"] not in ("spread", "rush"):
        raise UnsupportedCase(f"profile {raw['kind']!r}")
    return Profile(door_share=raw.get("at_open_share", 0.0), half_hour_shares=tuple(raw.get("half_hour_weights", ())))


def service_work(raw: Mapping[str, Any], priority_share: float) -> ServiceWork:
    extra = [name for name in MIXED_SERVICE_FIELDS if name in raw]
    if extra:
        raise UnsupportedCase(f"service fields {extra}")
    return ServiceWork(
        id=raw["id"],
        setup_minutes=raw["setup_minutes"],
        need_minutes=raw["need_minutes"],
        need_cv=raw.get("need_cv", 0.0),
        needs_share=tuple(raw.get("needs_share", (1.0,))),
        demand_share=raw.get("demand_share", 1.0),
        priority_share=raw.get("priority_share", priority_share),
    )


def shift(raw: Mapping[str, Any], opening: float) -> Shift:
    pause = raw.get("break")
    return Shift(
        id=raw["id"],
        presence=((raw["start_minutes"] - opening, raw["end_minutes"] - opening),),
        skills=tuple(raw["skills"]),
        pace=raw.get("pace", 1.0),
        breaks=((pause["start_minutes"] - opening, pause["length_minutes"]),) if pause else (),
    )


def print_summary(cases: list[dict[str, Any]], results: list[dict[str, Any]]) -> None:
    for case, result in zip(cases, results, strict=True):
        verdict = "unsupported" if "values" not in result else "ok" if passes(case, result) else "MISSED"
        shown = result.get("unsupported") or ", ".join(f"{k}={v}" for k, v in result["values"].items())
        print(f"{case['id']:6} {verdict:11} {result['seconds']:6.2f} s  {shown}")


def passes(case: Mapping[str, Any], result: Mapping[str, Any]) -> bool:
    """Whether every value lies within the case's tolerance."""
    return all(value_passes(expected, result["values"][key]) for key, expected in case["expect"].items())


def value_passes(expected: Any, value: Any) -> bool:
    if not isinstance(expected, dict):
        return bool(expected == value)
    if "low" in expected:
        return bool(expected["low"] <= value <= expected["high"])
    return bool(abs(value - expected["value"]) <= expected["tolerance"])


if __name__ == "__main__":
    main()
