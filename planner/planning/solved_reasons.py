"""Reasons and repairs of the worst shortfalls that were verified by solving, in words beside the plan's own."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from planner.domain.ids import DeskId, OfficerId
from planner.domain.plan import Shortfall
from planner.planning.frame import WeekFrame
from planner.planning.rounds import Round
from planner.planning.simulations import Simulations
from planner.solver.index import MallIndex
from planner.solver.measure import measure
from planner.solver.problem import Posting as SolvedPosting
from planner.solver.problem import Problem
from planner.solver.result import Shortfall as SolvedShortfall

WORST = 6  # shortfalls that are explained by solving; each takes a second or two
MOST_REPAIRS = 3
FIFTHS = 5
RULE_WORDS = {
    "officer_available": "cuti atau ketidakhadiran",
    "week_minutes": "batas menit kerja seminggu",
    "days_per_week": "batas hari kerja seminggu",
    "counters_suffice": "jumlah loket",
    "skill_held": "keahlian yang dimiliki",
    "breaks_staggered": "istirahat bergiliran",
    "never_together": "pasangan yang tidak boleh bersama",
    "junior_beside_senior": "petugas baru yang perlu pendamping",
    "equipment_in_use": "alat yang tersedia",
    "given_rosters": "jadwal dari instansi",
    "not_refused": "penolakan instansi",
    "fixed_postings": "penempatan yang dikunci",
    "open_hours": "jam buka",
}
REPAIR_WORDS = {
    "leave_moved": "geser cuti {officer}",
    "more_minutes": "tambah menit kerja {officer} minggu ini",
    "one_more_day": "{officer} bekerja satu hari lagi",
    "counter_added": "tambah satu loket di {desk}",
    "skill_added": "latih {officer} untuk {desk}",
    "officer_added": "tambah satu petugas di {desk}",
}
Key = tuple[str, str, date]
Names = tuple[Mapping[OfficerId, str], Mapping[DeskId, str]]


def with_solved_reasons(
    frame: WeekFrame, chosen: Round, shortfalls: Sequence[Shortfall], simulations: Simulations
) -> tuple[Shortfall, ...]:
    """The shortfalls, the worst of them with the rules that bind together and the cheapest repairs.

    Each statement was verified by solving the agency's day again, by the capacity tables of the chosen round.
    """
    found = measure(MallIndex(chosen.problem), chosen.solved.postings).shortfalls
    worst = sorted(found, key=lambda s: (-s.fifths, s.day, s.agency, s.desk))[:WORST]
    names = {o.id: o.name for o in frame.mall.officers}, {d.id: d.name for d in frame.mall.desks}
    asked = {_key(frame, s): (chosen.problem, chosen.solved.postings, s, names) for s in worst}
    told: dict[Key, tuple[str, ...]] = simulations.map(explain_in_words, asked)
    return tuple(
        replace(s, reasons=(*s.reasons, *told.get((s.kind, s.desk or s.agency or "", s.day), ()))) for s in shortfalls
    )


def explain_in_words(
    problem: Problem, postings: tuple[SolvedPosting, ...], shortfall: SolvedShortfall, names: Names
) -> tuple[str, ...]:
    """Sentences about one shortfall; names: of officers, and of desks. Runs where OR-Tools may be loaded."""
    from planner.solver.explain import Reason, explain

    (found,) = explain(problem, postings, [shortfall])
    sentences = []
    if found.reason is Reason.RULES and found.rules:
        sentences.append(f"Yang mengikat: {' dan '.join(RULE_WORDS.get(r, r) for r in found.rules)}.")
    if found.reason is Reason.ELSEWHERE and found.elsewhere_fifths:
        visits = f"{found.elsewhere_fifths / FIFTHS:.0f}"
        sentences.append(f"Bisa diisi, tetapi di tempat lain hilang setara {visits} kunjungan.")
    for repair in sorted(found.repairs, key=lambda r: -r.saved_fifths)[:MOST_REPAIRS]:
        officer, desk = names[0].get(OfficerId(repair.officer), ""), names[1].get(DeskId(repair.desk), "")
        words = REPAIR_WORDS[repair.kind].format(officer=officer, desk=desk)
        sentences.append(f"Yang menolong: {words} (setara {repair.saved_fifths / FIFTHS:.0f} kunjungan).")
    return tuple(sentences)


def _key(frame: WeekFrame, shortfall: SolvedShortfall) -> Key:
    return shortfall.rule, shortfall.desk or shortfall.agency, frame.days[shortfall.day]
