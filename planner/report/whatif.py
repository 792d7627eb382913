"""A what-if answer as text: key figures side by side, the worst day named, what moves in roster and quotas."""

from collections.abc import Iterator
from datetime import date

from planner.domain.ids import DeskId
from planner.domain.mall import Mall
from planner.planning.what_if import Answer, DeskComparison, WeekComparison, WorstDay
from planner.planning.what_if_days import Compared
from planner.report.language import Language

SHARES = frozenset({"share_within", "finish_probability", "utilisation"})
LESS_IS_BETTER = frozenset(
    {"turned_away", "wait_p90_minutes", "after_duty_minutes", "officers_needed", "overtime_minutes", "fairness_minutes"}
)
LEAST_SHOWN = 0.05  # less is 0.0 as it is shown
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
    "tiny": ("hampir tetap", "hardly changed"),
    "mall": ("Seluruh mal", "Whole mall"),
    "heads": ("{:<42} {:>10} {:>10} {:>10}  {}", "{:<42} {:>10} {:>10} {:>10}  {}"),
    "base": ("sekarang", "as is"),
    "scenario": ("skenario", "scenario"),
    "difference": ("selisih", "difference"),
    "worst_of_desk": (
        "  Hari terburuk: {day}, {turned} dari {demand} kunjungan tidak terlayani (sekarang {before}).",
        "  Worst day: {day}, {turned} of {demand} visits turned away (as is {before}).",
    ),
    "day_of_week": ("{day} (minggu ke-{number})", "{day} (week {number})"),
    "week": (
        "{week}: terlayani {served}, tidak terlayani {turned}.",
        "{week}: served {served}, turned away {turned}.",
    ),
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
    return language.pick(WORDS[key])


def verdict(kpi: Compared, language: Language) -> str:
    """Better, worse, unchanged, or not significant where the interval of the difference holds 0."""
    return say(verdict_kind(kpi), language)


def verdict_kind(kpi: Compared) -> str:
    """`better`, `worse`, `same`, `unclear` (the interval holds 0), `tiny` (shown as 0), `other` (no side)."""
    if kpi.difference == 0:
        return "same"
    if not kpi.is_real:
        return "unclear"
    if abs(kpi_factor(kpi) * kpi.difference) < LEAST_SHOWN:
        return "tiny"
    if kpi.kpi in NEUTRAL:
        return "other"
    return "better" if (kpi.difference < 0) == (kpi.kpi in LESS_IS_BETTER) else "worse"


def kpi_factor(kpi: Compared) -> float:
    """What a value is multiplied with to be shown: shares are shown in per cent."""
    return 100.0 if kpi.kpi in SHARES else 1.0


def answer_text(answer: Answer, mall: Mall, language: Language) -> str:
    """The answer in lines of text, ending in a blank one."""
    lines = [answer.name + (f" ({answer.reason})" if answer.reason else ""), ", ".join(answer.weeks)]
    for row in answer.rows:
        lines += _row_lines(row, mall, language)
    for week in answer.by_week:
        lines += _week_lines(week, mall, language)
    lines.append(worst_of(answer, mall, language))
    moves = say("moves", language)
    lines.append(moves.format(roster=len(answer.roster), quotas=len(answer.quotas), days=answer.proof_days))
    return "\n".join([*lines, "", ""])


def _row_lines(row: DeskComparison, mall: Mall, language: Language) -> Iterator[str]:
    heads = [say(word, language) for word in ("base", "scenario", "difference")]
    yield say("heads", language).format(desk_name(row.desk, mall, language), *heads, "").rstrip()
    for kpi in row.kpis:
        values = [kpi_number(kpi, value, language) for value in (kpi.base, kpi.scenario)]
        told = verdict(kpi, language) + (f" ({span})" if (span := interval(kpi, language)) else "")
        yield say("heads", language).format(
            "  " + kpi_name(kpi.kpi, language), *values, difference(kpi, language), told
        )
    if row.desk is not None and row.base_worst and row.scenario_worst:
        yield worst_line("worst_of_desk", (row.base_worst, row.scenario_worst), mall, language)


def _week_lines(week: WeekComparison, mall: Mall, language: Language) -> Iterator[str]:
    served, turned = (told(week.rows[0].get(kpi), language) for kpi in ("served", "turned_away"))
    yield say("week", language).format(week=week.week, served=served, turned=turned)
    yield "  " + worst_line("worst", (week.base_worst, week.scenario_worst), mall, language)


def told(kpi: Compared, language: Language) -> str:
    """`+17,7 lebih baik (17,4 .. 18,0)`: difference, word and interval."""
    span = interval(kpi, language)
    return f"{difference(kpi, language)} {verdict(kpi, language)}" + (f" ({span})" if span else "")


def kpi_name(kpi: str, language: Language) -> str:
    """The key figure with its unit."""
    return language.pick(KPI_WORDS[kpi])


def kpi_number(kpi: Compared, value: float, language: Language) -> str:
    """A value of a key figure; shares in per cent."""
    return language.number(kpi_factor(kpi) * value, 1)


def difference(kpi: Compared, language: Language) -> str:
    """The difference with its sign."""
    text = kpi_number(kpi, kpi.difference, language)
    return f"+{text}" if kpi.difference > 0 else text


def interval(kpi: Compared, language: Language) -> str:
    """`17,4 .. 18,0`; empty where nothing differs or nothing is simulated."""
    if kpi.low is None or kpi.high is None or kpi.difference == 0:
        return ""
    return f"{kpi_number(kpi, kpi.low, language)} .. {kpi_number(kpi, kpi.high, language)}"


def desk_name(desk: DeskId | None, mall: Mall, language: Language) -> str:
    """The desk's name, or the whole mall."""
    return say("mall", language) if desk is None else mall.get_desk(desk).name


def worst_of(answer: Answer, mall: Mall, language: Language) -> str:
    """The worst day of all weeks in a sentence, named with its week where there are several."""
    days = (answer.base_worst, answer.scenario_worst)
    return worst_line("worst", days, mall, language, names_week=len(answer.weeks) > 1)


def day_text(day: date, language: Language, *, names_week: bool) -> str:
    """`Sel 9 Jun`, or `Sel 9 Jun (minggu ke-24)`."""
    text = language.day(day)
    return say("day_of_week", language).format(day=text, number=day.isocalendar().week) if names_week else text


def worst_line(
    key: str,
    days: tuple[WorstDay | None, WorstDay | None],
    mall: Mall,
    language: Language,
    *,
    names_week: bool = False,
) -> str:
    """The scenario's worst day in a sentence, and how many are turned away on the worst day as it is.

    "" for an answer narrowed to an agency whose desks have neither.
    """
    before, worst = days
    if before is None or worst is None:
        return ""
    return say(key, language).format(
        desk=desk_name(worst.desk, mall, language),
        day=day_text(worst.day, language, names_week=names_week),
        turned=language.visits(worst.turned_away),
        demand=language.visits(worst.demand_visits),
        before=language.visits(before.turned_away),
    )
