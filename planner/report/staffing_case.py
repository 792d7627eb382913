"""The staffing case as text in Bahasa Indonesia: every number with its unit and where it comes from."""

from collections.abc import Iterator

from planner.domain.mall import Mall
from planner.planning.abk import CONVENTIONS
from planner.planning.staffing_case import Range, StaffingCase, TeamYear
from planner.report.language import Language

INDONESIAN = Language("id")
OVERLOAD = "beban di atas kapasitas"


def case_text(case: StaffingCase, mall: Mall) -> str:
    """The case in paragraphs and two tables, ending in a line break."""
    lines = [
        f"Usulan petugas: {mall.get_desk(case.desk).name}, {mall.name}",
        f"Tahun yang dihitung: {INDONESIAN.full_date(case.first_day)} - {INDONESIAN.full_date(case.last_day)}, "
        f"{case.open_days} hari buka (kalender mal).",
        "",
        headline(case),
        "",
        *_abk_lines(case),
        "",
        *_curve_lines(case),
        "",
        *_warning_lines(case),
    ]
    return "\n".join(lines) + "\n"


def headline(case: StaffingCase) -> str:
    """One sentence: what one more officer buys, with its range, and what stops him where he buys nothing."""
    one = next(team for team in case.curve if team.officers == case.officers + 1).more_served
    a_day = one.middle / case.open_days
    text = (
        f"Satu petugas tambahan melayani sekitar {INDONESIAN.number(a_day, 1)} kunjungan lebih per hari buka, "
        f"{range_text(one)} kunjungan per tahun (simulasi {case.settings.replications} tahun, 90% di dalam kisaran)."
    )
    if case.officers >= case.counters:
        text += f" Loketnya {case.counters}: petugas di atas jumlah itu hanya menggantikan yang tidak masuk."
    return text


def _abk_lines(case: StaffingCase) -> Iterator[str]:
    estimated = ", sebagian diperkirakan karena kuota habis" if case.demand_is_estimated else ""
    yield (
        f"Analisis beban kerja (volume: perkiraan {_whole(case.demand_visits)} kunjungan setahun"
        f"{estimated}; tercatat setahun terakhir "
        f"{_whole(case.counted_visits)}; norma {INDONESIAN.number(case.visit_minutes, 1)} menit per kunjungan):"
    )
    for name, wke in CONVENTIONS.items():
        found = case.abk[wke]
        ej = "-" if found.ej is None else INDONESIAN.number(found.ej, 2)
        letter = found.grade()
        meaning = f" ({OVERLOAD})" if letter == "A" else ""
        yield (
            f"  {name}, {_whole(wke)} menit/tahun: beban {_whole(found.load_minutes)} menit, kebutuhan "
            f"{INDONESIAN.number(found.need, 2)} = {found.rounded_need} orang, ada {found.holders}, selisih "
            f"{found.difference:+d}; EJ {ej}, PEJ {letter}{meaning}"
        )


def _curve_lines(case: StaffingCase) -> Iterator[str]:
    yield f"{'petugas':>8} {'kuota/hari':>11} {'terlayani/tahun':>26} {'tidak terlayani/tahun':>26} {'hari penuh':>11}"
    yield from (_team_line(team, case) for team in case.curve)
    if case.knee is not None:
        yield f"Sesudah {case.knee} petugas, tambahan berikutnya hanya sedikit menolong."


def _team_line(team: TeamYear, case: StaffingCase) -> str:
    mark = "*" if team.officers == case.officers else " "
    return (
        f"{team.officers:>7}{mark} {INDONESIAN.number(team.tickets_a_day, 1):>11} {range_text(team.served):>26} "
        f"{range_text(team.turned_away):>26} {INDONESIAN.share(team.over_capacity_share):>11}"
    )


def _warning_lines(case: StaffingCase) -> Iterator[str]:
    today = case.today
    yield (
        f"Rata-rata menutupi masalah: pada {INDONESIAN.share(today.over_capacity_share)} hari yang datang lebih banyak "
        f"daripada kuota; satu petugas tidak masuk berarti {INDONESIAN.number(case.one_away_served, 1)} kunjungan "
        "tidak terlayani hari itu."
    )
    yield (
        f"Dasar: tidak masuk {INDONESIAN.share(case.settings.away_share)} hari-petugas (asumsi); petugas serba bisa "
        "dengan kecepatan norma; petugas bersama tidak dihitung; * = sekarang."
    )


def range_text(value: Range) -> str:
    """`2.526 (1.308-3.695)`: the middle and the range."""
    return f"{_whole(value.middle)} ({_whole(value.low)}-{_whole(value.high)})"


def _whole(value: float) -> str:
    return INDONESIAN.number(value)
