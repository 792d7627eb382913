"""Write docs/tour.md, docs/tour.id.md and their pictures: `python docs/make_tour.py PLAN.json MALL`.

PLAN.json is a plan of an ordinary week of MALL (`loketplan plan`); the week after Lebaran is planned here. With --kept
answers are kept in a folder and taken from there.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from planner.domain.ids import DeskId
from planner.domain.mall import Mall
from planner.domain.periods import Week
from planner.intake.read import read_mall
from planner.planning.plan_file import read_plan
from planner.planning.scenario import Scenario
from planner.planning.scenario_file import make_scenario
from planner.planning.simulations import Simulations, make_executor
from planner.planning.staffing_case import StaffingCase, staffing_case
from planner.planning.staffing_case_measures import MeasureKind
from planner.planning.staffing_case_pool import pooled_seats
from planner.planning.steps import Step
from planner.planning.what_if import Answer, Sweep
from planner.planning.what_if_base import BaseMaking, make_bases
from planner.planning.what_if_week import BaseWeek, WhatIfSettings
from planner.report.language import Language
from planner.report.staffing_case import answer as case_answer
from planner.report.staffing_case import best_measure_sentence, case_text
from planner.report.staffing_html import measures_chart, served_chart, turned_away_chart
from planner.report.staffing_tables import measure_name, range_text
from planner.report.whatif import answer_text, told, worst_line
from planner.report.whatif_charts import SLOPE, whatif_charts

DOCS = Path(__file__).parent
PICTURES = DOCS / "pictures"
DESK = DeskId("disdukcapil")
AFTER_LEBARAN = "2027-W11"
PAGES = {"en": "tour.md", "id": "tour.id.md"}


def leave(*numbers: int) -> list[dict]:
    """Officers of the desk away all week."""
    return [{"kind": "absent", "officer": f"{DESK}{n}"} for n in numbers]


def trained(*services: str) -> list[dict]:
    """The fourth officer of the desk (Mawar) learns some services."""
    return [{"kind": "skill_added", "officer": f"{DESK}4", "service": service} for service in services]


SCENARIOS = {
    "leave": [
        {"name": ("dua cuti", "two on leave"), "weeks": [AFTER_LEBARAN], "change": leave(1, 2)},
        {"name": ("satu cuti", "one on leave"), "weeks": [AFTER_LEBARAN], "change": leave(1)},
        {
            "name": ("dua cuti, Mawar menguasai akta", "two on leave, Mawar trained for certificates"),
            "weeks": [AFTER_LEBARAN],
            "change": [*leave(1, 2), *trained("akta_lahir", "akta_mati")],
        },
    ],
    "fifth": [
        {"name": ("operator kelima", "a fifth operator"), "change": [{"kind": "officer_added", "desk": DESK}]},
        {"name": ("empat gelombang antrean", "four release windows"), "change": [{"kind": "windows", "count": 4}]},
    ],
    "designs": [
        {"name": names, "change": [{"kind": "desk_design", "desk": DESK, "design": design}]}
        for names, design in (
            (("semua serba bisa", "all generalists"), "generalists"),
            (("satu jenis urusan", "specialists"), "specialists"),
            (("jalur cepat", "a fast lane"), "fast_lane"),
        )
    ],
}
WORDS = {
    "id": {
        "title": "Keliling mal contoh",
        "note": "Semua data rekaan. Halaman dan gambarnya dibuat oleh docs/make_tour.py.",
        "leave": "Apa yang terjadi di Disdukcapil pada pekan setelah Lebaran bila dua petugas cuti?",
        "fifth": "Apa yang dibeli operator kelima, dan apa yang dibeli gelombang antrean?",
        "year": "Setahun dengan satu petugas lebih atau kurang",
        "designs": "Serba bisa, satu jenis urusan, atau jalur cepat?",
        "slots": "- {name}: {buys} kunjungan lebih per tahun.",
        "short": "- **{name}**: kunjungan terlayani di Disdukcapil {served}, tidak terlayani {turned}.",
    },
    "en": {
        "title": "A tour of the sample mall",
        "note": "All data are invented. The page and its pictures are made by docs/make_tour.py.",
        "leave": "What happens to Disdukcapil in the week after Lebaran with two people on leave?",
        "fifth": "What does the fifth operator buy, and what do release windows buy instead?",
        "year": "A year with one officer more or fewer",
        "designs": "Generalists, specialists, or a fast lane?",
        "slots": "- {name}: {buys} visits more a year.",
        "short": "- **{name}**: visits served at Disdukcapil {served}, turned away {turned}.",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Answers by section, and the staffing case of the desk."""

    answers: dict[str, list[Answer]]
    case: StaffingCase
    mall: Mall


def say(step: Step) -> None:
    """What is worked on."""
    print(step.text_en)


def main() -> None:
    """Answer the three questions and write both pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("plan", type=Path)
    parser.add_argument("mall", type=Path)
    parser.add_argument("--kept", type=Path)
    found = answered(parser.parse_args())
    for code, name in PAGES.items():
        (DOCS / name).write_text("\n".join(page(found, code)), encoding="utf-8")


def answered(arguments: argparse.Namespace) -> Found:
    """All the computing, once for both languages."""
    plan, files = read_plan(arguments.plan), read_mall(arguments.mall)
    mall = plan.input.mall
    scenarios = {part: [scenario(row, mall) for row in rows] for part, rows in SCENARIOS.items()}
    every = [one for own in scenarios.values() for one in own]
    with make_executor(2) as executor:
        simulations = Simulations(executor=executor, promise=mall.promise)
        making = BaseMaking(simulations=simulations, history=files.history, folder=arguments.kept, tell=say)
        base: dict[Week, BaseWeek] = make_bases([plan], every, making)
        sweep = Sweep(base=base, executor=executor, folder=arguments.kept, settings=WhatIfSettings(), tell=say)
        answers = iter(sweep.answers(every))
        by_part = {part: [answer for _ in own if (answer := next(answers))] for part, own in scenarios.items()}
        seats = pooled_seats([plan], files.mall)
        case = staffing_case(files.mall, files.history, DESK, simulations, tell=say, seats=seats)
    return Found(answers=by_part, case=case, mall=mall)


def scenario(row: dict, mall: Mall) -> Scenario:
    """The scenario of a row, under its Indonesian name."""
    return make_scenario({**row, "name": row["name"][0]}, mall)


def page(found: Found, code: str) -> Iterator[str]:
    """Lines of one page; its pictures are written beside it."""
    words, language = WORDS[code], Language(code)
    yield f"# {words['title']}\n\n{words['note']}\n"
    for part in ("leave", "fifth"):
        yield from section(part, found, language)
    yield f"## {words['year']}\n"
    yield from (f"- {sentence}" for sentence in case_answer(found.case, language))
    yield f"- {best_measure_sentence(found.case, found.mall, language)}"
    yield from slots_lines(found, language)
    yield ""
    charts = {
        "served": served_chart(found.case, language),
        "turned-away": turned_away_chart(found.case, language),
        "free": measures_chart(found.case, found.mall, language),
    }
    yield from (picture(f"year-{name}", svg, language) for name, svg in charts.items())
    yield text_block(case_text(found.case, found.mall, language))
    yield from section("designs", found, language)


def slots_lines(found: Found, language: Language) -> Iterator[str]:
    """What release windows buy in a year, to stand beside what one more officer buys."""
    for measure in found.case.measures.tried:
        if measure.kind is MeasureKind.SLOTS:
            name, buys = measure_name(measure, found.mall, language), range_text(measure.more_served, language)
            yield WORDS[language.code]["slots"].format(name=name, buys=buys)


def section(part: str, found: Found, language: Language) -> Iterator[str]:
    """A question with its answers in a sentence each, pictures, and the figures of mall and desk as text."""
    words = WORDS[language.code]
    answers = [named(answer, part, language) for answer in found.answers[part]]
    yield f"## {words[part]}\n"
    for answer in answers:
        row = next(row for row in answer.rows if row.desk == DESK)
        served, turned = (told(row.get(kpi), language) for kpi in ("served", "turned_away"))
        worst = worst_line("worst_of_desk", (row.base_worst, row.scenario_worst), found.mall, language).strip()
        yield f"{words['short'].format(name=answer.name, served=served, turned=turned)} {worst}"
    yield ""
    charts = dict(whatif_charts(answers, DESK, found.mall, language))
    for name in (SLOPE, "served", "wait-p90-minutes"):
        yield picture(f"{part}-{name}", charts[name], language)
    yield text_block("\n".join(answer_text(shortened(answer), found.mall, language) for answer in answers))


def named(answer: Answer, part: str, language: Language) -> Answer:
    """The answer under its name in the language."""
    names = {row["name"][0]: row["name"][language.code == "en"] for row in SCENARIOS[part]}
    return replace(answer, name=names[answer.name])


def shortened(answer: Answer) -> Answer:
    """Only the figures of the whole mall and of the desk."""
    rows: Sequence = [row for row in answer.rows if row.desk in (None, DESK)]
    return replace(answer, rows=tuple(rows))


def picture(name: str, svg: str, language: Language) -> str:
    """Write a picture; its line of Markdown, the title as what is read out."""
    path = PICTURES / f"tour-{name}.{language.code}.svg"
    path.write_text(svg, encoding="utf-8")
    title = svg.split('">', 2)[2].split("</title>", 1)[0]
    return f"![{title}](pictures/{path.name})"


def text_block(text: str) -> str:
    """Text as it is, between blank lines."""
    return f"\n```text\n{text.strip()}\n```\n"


if __name__ == "__main__":
    main()
