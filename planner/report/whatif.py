"""A what-if answer as text: key figures side by side, the worst day named, what moves in roster and quotas."""

from collections.abc import Iterator

from planner.domain.ids import DeskId
from planner.domain.mall import Mall
from planner.planning.what_if import Answer, DeskComparison, WorstDay
from planner.planning.what_if_days import Compared
from planner.report.language import Language

SHARES = frozenset({"share_within", "finish_probability", "utilisation"})
LESS_IS_BETTER = frozenset(
    {"turned_away", "wait_p90_minutes", "after_duty_minutes", "officers_needed", "overtime_minutes", "fairness_minutes"}
)
NEUTRAL = frozenset({"utilisation", "quota_tickets"})
KPI_WORDS = {
    "served": ("Terlayani (kunjungan)", "Served (visits)"),
    "turned_away": ("Tidak terlayani (kunjungan)", "Turned away (visits)"),
    "wait_p90_minutes": ("9 dari 10 menunggu paling lama (menit)", "9 of 10 wait at most (minutes)"),
    "share_within": ("Menunggu sesuai janji (%)", "Wait as promised (%)"),
    "finish_probability": ("Selesai tepat waktu (% hari)", "Finished in time (% of days)"),
    "utilisation": ("Waktu petugas terpakai (%)", "Officer time used (%)"),
    "after_duty_minutes": ("Lewat jam dinas (menit petugas)", "Past duty end (officer minutes)"),
    "officers_needed": ("Petugas diperlukan (orang/hari)", "Officers needed (a day)"),
    "quota_tickets": ("Kuota (antrean)", "Quota (tickets)"),
    "overtime_minutes": ("Lembur dalam jadwal (menit)", "Overtime in the roster (minutes)"),
    "fairness_minutes": ("Selisih menit loket terbesar", "Largest gap of counter minutes"),
}
WORDS = {
    "better": ("lebih baik", "better"),
    "worse": ("lebih buruk", "worse"),
    "same": ("tetap", "unchanged"),
    "unclear": ("tidak nyata", "not significant"),
    "other": ("berubah", "changed"),
    "mall": ("Seluruh mal", "Whole mall"),
    "heads": ("{:<42} {:>10} {:>10} {:>10}  {}", "{:<42} {:>10} {:>10} {:>10}  {}"),
    "base": ("sekarang", "as is"),
    "scenario": ("skenario", "scenario"),
    "difference": ("selisih", "difference"),
    "worst": (
        "Hari terburuk: {desk}, {day}: {turned} dari {demand} kunjungan tidak terlayani (sekarang {before}).",
        "Worst day: {desk}, {day}: {turned} of {demand} visits turned away (as is {before}).",
    ),
    "moves": (
        "{roster} penempatan dan {quotas} kuota gelombang berubah. Simulasi {days} hari; selang 95%.",
        "{roster} postings and {quotas} window quotas change. {days} simulated days; 95% intervals.",
    ),
}


def say(key: str, language: Language) -> str:
    """A word of this report."""
    return WORDS[key][0 if language.code == "id" else 1]


def verdict(kpi: Compared, language: Language) -> str:
    """Better, worse, unchanged, or not significant where the interval of the difference holds 0."""
    if kpi.difference == 0:
        return say("same", language)
    if not kpi.is_real:
        return say("unclear", language)
    if kpi.kpi in NEUTRAL:
        return say("other", language)
    return say("better" if (kpi.difference < 0) == (kpi.kpi in LESS_IS_BETTER) else "worse", language)


def answer_text(answer: Answer, mall: Mall, language: Language) -> str:
    """The answer in lines of text, ending in a blank one."""
    lines = [answer.name + (f" ({answer.reason})" if answer.reason else ""), ", ".join(answer.weeks)]
    for row in answer.rows:
        lines += _row_lines(row, mall, language)
    lines.append(_worst_line(answer.scenario_worst, answer.base_worst, mall, language))
    moves = say("moves", language)
    lines.append(moves.format(roster=len(answer.roster), quotas=len(answer.quotas), days=answer.proof_days))
    return "\n".join([*lines, "", ""])


def _row_lines(row: DeskComparison, mall: Mall, language: Language) -> Iterator[str]:
    heads = [say(word, language) for word in ("base", "scenario", "difference")]
    yield say("heads", language).format(_desk(row.desk, mall, language), *heads, "").rstrip()
    for kpi in row.kpis:
        values = [_number(kpi, value, language) for value in (kpi.base, kpi.scenario, kpi.difference)]
        values[2] = f"+{values[2]}" if kpi.difference > 0 else values[2]
        name = KPI_WORDS[kpi.kpi][0 if language.code == "id" else 1]
        interval = ""
        if kpi.low is not None and kpi.high is not None and kpi.difference != 0:
            interval = f" ({_number(kpi, kpi.low, language)} .. {_number(kpi, kpi.high, language)})"
        yield say("heads", language).format("  " + name, *values, verdict(kpi, language) + interval)


def _number(kpi: Compared, value: float, language: Language) -> str:
    return language.number(100 * value if kpi.kpi in SHARES else value, 1)


def _desk(desk: DeskId | None, mall: Mall, language: Language) -> str:
    return say("mall", language) if desk is None else mall.get_desk(desk).name


def _worst_line(worst: WorstDay, before: WorstDay, mall: Mall, language: Language) -> str:
    return say("worst", language).format(
        desk=_desk(worst.desk, mall, language),
        day=language.day(worst.day),
        turned=language.visits(worst.turned_away),
        demand=language.visits(worst.demand_visits),
        before=language.visits(before.turned_away),
    )
