"""Reasons and repairs of the worst shortfalls that were verified by solving, in words beside the plan's own."""

from collections.abc import Mapping, Sequence
from datetime import date

from planner.domain.ids import DeskId, OfficerId
from planner.domain.plan import Shortfall
from planner.planning.explain import Said, with_reasons
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
RULE_WORDS: Mapping[str, Said] = {
    "officer_available": ("cuti atau ketidakhadiran", "leave or absence"),
    "week_minutes": ("batas menit kerja seminggu", "the working minutes of a week"),
    "days_per_week": ("batas hari kerja seminggu", "the working days of a week"),
    "counters_suffice": ("jumlah loket", "the number of counters"),
    "skill_held": ("keahlian yang dimiliki", "the skills held"),
    "breaks_staggered": ("istirahat bergiliran", "breaks taken in turn"),
    "never_together": ("pasangan yang tidak boleh bersama", "a pair that may not work together"),
    "junior_beside_senior": ("petugas baru yang perlu pendamping", "a new officer who needs company"),
    "equipment_in_use": ("alat yang tersedia", "the equipment there is"),
    "given_rosters": ("jadwal dari instansi", "the agency's own roster"),
    "not_refused": ("penolakan instansi", "the agency's refusal"),
    "fixed_postings": ("penempatan yang dikunci", "pinned postings"),
    "open_hours": ("jam buka", "the opening hours"),
}
REPAIR_WORDS: Mapping[str, Said] = {
    "leave_moved": ("geser cuti {officer}", "move the leave of {officer}"),
    "more_minutes": ("tambah menit kerja {officer} minggu ini", "more working minutes for {officer} this week"),
    "one_more_day": ("{officer} bekerja satu hari lagi", "{officer} works one more day"),
    "counter_added": ("tambah satu loket di {desk}", "add a counter at {desk}"),
    "skill_added": ("latih {officer} untuk {desk}", "train {officer} for {desk}"),
    "officer_added": ("tambah satu petugas di {desk}", "add an officer at {desk}"),
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
    told: dict[Key, tuple[Said, ...]] = simulations.map(explain_in_words, asked)
    return tuple(with_reasons(s, told.get((s.kind, s.desk or s.agency or "", s.day), ())) for s in shortfalls)


def explain_in_words(
    problem: Problem, postings: tuple[SolvedPosting, ...], shortfall: SolvedShortfall, names: Names
) -> tuple[Said, ...]:
    """Sentences about one shortfall; names: of officers, and of desks. Runs where OR-Tools may be loaded."""
    from planner.solver.explain import Reason, explain

    (found,) = explain(problem, postings, [shortfall])
    sentences: list[Said] = []
    if found.reason is Reason.RULES and found.rules:
        words_id, words_en = zip(*(RULE_WORDS.get(rule, (rule, rule)) for rule in found.rules), strict=True)
        sentences.append((f"Yang mengikat: {' dan '.join(words_id)}.", f"What binds: {' and '.join(words_en)}."))
    if found.reason is Reason.ELSEWHERE and found.elsewhere_fifths:
        visits = f"{found.elsewhere_fifths / FIFTHS:.0f}"
        sentences.append(
            (
                f"Bisa diisi, tetapi di tempat lain hilang setara {visits} kunjungan.",
                f"It can be filled, but elsewhere the worth of {visits} visits is lost.",
            )
        )
    for repair in sorted(found.repairs, key=lambda r: -r.saved_fifths)[:MOST_REPAIRS]:
        officer, desk = names[0].get(OfficerId(repair.officer), ""), names[1].get(DeskId(repair.desk), "")
        in_id, in_en = (words.format(officer=officer, desk=desk) for words in REPAIR_WORDS[repair.kind])
        visits = f"{repair.saved_fifths / FIFTHS:.0f}"
        sentences.append(
            (
                f"Yang menolong: {in_id} (menurut tabel kapasitas setara {visits} kunjungan hari itu).",
                f"What helps: {in_en} (by the capacity tables worth {visits} visits that day).",
            )
        )
    return tuple(sentences)


def _key(frame: WeekFrame, shortfall: SolvedShortfall) -> Key:
    return shortfall.rule, shortfall.desk or shortfall.agency, frame.days[shortfall.day]
