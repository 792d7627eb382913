"""Write docs/tour.md and docs/tour.id.md: `python docs/make_tour.py LEBARAN.json PLAN.json MALL`.

LEBARAN.json is a plan of the week after Lebaran, PLAN.json of an ordinary week (both by `loketplan plan`).
"""

import argparse
from datetime import date
from pathlib import Path

from planner.domain.ids import DeskId
from planner.domain.periods import Week
from planner.domain.plan import Plan
from planner.intake.read import read_mall
from planner.planning.plan_file import read_plan
from planner.planning.scenario_file import make_scenario
from planner.planning.simulations import Simulations, make_executor
from planner.planning.staffing_case import staffing_case
from planner.planning.what_if import Answer, Sweep
from planner.planning.what_if_week import WhatIfSettings, make_base_week
from planner.report.language import Language
from planner.report.staffing_case import case_text
from planner.report.whatif import answer_text

DOCS = Path(__file__).parent
DESK = "disdukcapil"
PLACE = {"desk": DESK}
LEBARAN = [
    {"name": "dua cuti", "change": [{"kind": "absent", "officer": f"{DESK}{n}"} for n in (1, 2)]},
]
SLOTS = [
    {"name": "operator kelima", "change": [{"kind": "officer_added", **PLACE}]},
    {"name": "empat gelombang antrean", "change": [{"kind": "windows", "count": 4}]},
]
DESIGNS = [
    {"name": name, "change": [{"kind": "desk_design", **PLACE, "design": name}]}
    for name in ("generalists", "specialists", "fast_lane")
]
TITLES = {
    "id": (
        "Keliling mal contoh",
        "Semua data rekaan. Halaman ini dibuat oleh docs/make_tour.py.",
        "Pekan setelah Lebaran, dua petugas Disdukcapil cuti",
        "Apa yang dibeli operator kelima, dan apa yang dibeli gelombang antrean",
        "Setahun dengan satu petugas lebih atau kurang",
        "Serba bisa, satu jenis urusan, atau jalur cepat",
    ),
    "en": (
        "A tour of the sample mall",
        "All data are invented. This page is made by docs/make_tour.py.",
        "The week after Lebaran with two of Disdukcapil on leave",
        "What the fifth operator buys, and what release windows buy",
        "A year with one officer more or fewer (memo text, Bahasa Indonesia)",
        "Generalists, specialists, or a fast lane",
    ),
}


def main() -> None:
    """Answer the three questions and write both pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lebaran", type=Path)
    parser.add_argument("plan", type=Path)
    parser.add_argument("mall", type=Path)
    arguments = parser.parse_args()
    after_lebaran, ordinary = read_plan(arguments.lebaran), read_plan(arguments.plan)
    files = read_mall(arguments.mall)
    with make_executor(2) as executor:
        simulations = Simulations(executor=executor, promise=files.mall.promise)
        feast = answers(after_lebaran, LEBARAN, simulations)
        week = answers(ordinary, [*SLOTS, *DESIGNS], simulations)
        case = staffing_case(files.mall, files.history, DeskId(DESK), simulations)
    for code, name in (("en", "tour.md"), ("id", "tour.id.md")):
        title, note, *heads = TITLES[code]
        blocks = [told(feast, after_lebaran, code), told(week[: len(SLOTS)], ordinary, code)]
        blocks += [case_text(case, files.mall), told(week[len(SLOTS) :], ordinary, code)]
        parts = [f"# {title}\n\n{note}\n"]
        for head, block in zip(heads, blocks, strict=True):
            parts.append(f"## {head}\n\n```text\n{block.strip()}\n```\n")
        (DOCS / name).write_text("\n".join(parts), encoding="utf-8")


def answers(plan: Plan, rows: list[dict], simulations: Simulations) -> list[Answer]:
    """Answers of some scenarios beside a plan."""
    settings = WhatIfSettings()
    first: date = plan.input.days[0]
    base = {Week.of(first): make_base_week(plan, simulations, settings)}
    scenarios = [make_scenario(row, plan.input.mall) for row in rows]
    found = Sweep(base=base, executor=simulations.executor, settings=settings, tell=print).answers(scenarios)
    return [answer for answer in found if answer]


def told(found: list[Answer], plan: Plan, code: str) -> str:
    """The answers as text."""
    return "\n".join(answer_text(answer, plan.input.mall, Language(code)) for answer in found)


if __name__ == "__main__":
    main()
