"""What a reader of a plan must know beside its numbers."""

from collections.abc import Iterator

from planner.domain.ids import OfficerId
from planner.domain.mall import AgencyMode
from planner.domain.plan import PlanFinding
from planner.forecast.base import LEARNED_DAYS
from planner.forecast.long_range import LongRange
from planner.forecast.uncensor import ServiceRebuild
from planner.planning.forecast_demand import MONTHS_ONLY, NO_COUNTS, DemandOutlook
from planner.planning.frame import WeekFrame
from planner.planning.roster_problem import usable_given
from planner.planning.skill_classes import unserved_services
from planner.solver.result import Outcome, Result, StoppedBy


def plan_findings(frame: WeekFrame, outlook: DemandOutlook, solved: Result | None) -> tuple[PlanFinding, ...]:
    """Findings in the order in which a manager should read them; solved: None for a roster that was not searched."""
    return (
        *(_solver_findings(solved) if solved else ()),
        *_rules_off(frame),
        *_unserved(frame),
        *_without_counter(frame),
        *_given_rows(frame),
        *(_unkept(frame, solved) if solved else ()),
        *_never_counted(frame, outlook),
        *_months_only(frame, outlook),
        *_far_ahead(outlook),
        *_rebuilt(frame, outlook),
        *_assumed(frame),
    )


def _solver_findings(solved: Result) -> Iterator[PlanFinding]:
    if solved.stopped_by is StoppedBy.FAULT:
        yield PlanFinding(
            code="solver_fault",
            text_id=f"Pencarian jadwal terhenti ({solved.reason}); dipakai jadwal terbaik yang sudah ada.",
            text_en=f"The roster search stopped ({solved.reason}); the best roster so far is used.",
        )

    if solved.stopped_by is StoppedBy.TIME and solved.outcome is not Outcome.PROVED:
        yield PlanFinding(
            code="solve_cut_off",
            text_id="Pencarian jadwal dihentikan batas waktunya; jadwal yang lebih baik mungkin ada. "
            "Susun ulang saat komputer tidak sibuk, atau beri waktu lebih lama.",
            text_en="The roster search ended at its time limit; a better roster may exist. "
            "Plan again when the computer is not busy, or give it more time.",
        )


def _rules_off(frame: WeekFrame) -> Iterator[PlanFinding]:
    if frame.mall.rules.off:
        names = ", ".join(frame.mall.rules.off)
        yield PlanFinding(
            code="rules_off",
            text_id=f"Aturan yang dimatikan di mall.toml: {names}.",
            text_en=f"Rules switched off in mall.toml: {names}.",
        )


def _unserved(frame: WeekFrame) -> Iterator[PlanFinding]:
    for desk in frame.mall.desks:
        for service in unserved_services(frame, desk.id):
            yield PlanFinding(
                code="no_skill",
                text_id=f"{desk.name}: tidak ada yang bisa {service.name}. Isi lembar skills atau tutup layanan.",
                text_en=f"{desk.name}: nobody can serve {service.name}. Fill the skills sheet or close the service.",
            )


def _without_counter(frame: WeekFrame) -> Iterator[PlanFinding]:
    for desk in frame.mall.desks:
        if not frame.mall.counters_of(desk.id):
            yield PlanFinding(
                code="no_counter",
                text_id=f"{desk.name}: tidak ada loket untuk meja ini. Isi lembar counters.",
                text_en=f"{desk.name}: no counter for this desk. Fill the counters sheet.",
            )


def _given_rows(frame: WeekFrame) -> Iterator[PlanFinding]:
    """Rows of `as_given` rosters that cannot hold: told, never mended."""
    used = set(usable_given(frame))
    names = {officer.id: officer.name for officer in frame.mall.officers}
    planned = set(frame.days)
    given_agencies = {a.id for a in frame.mall.agencies if a.mode is AgencyMode.AS_GIVEN}
    for row in frame.mall.given:
        if row in used or row.day not in planned or frame.agency_of[row.desk] not in given_agencies:
            continue
        who = names.get(row.officer, row.officer)
        yield PlanFinding(
            code="given_row_unusable",
            text_id=f"Jadwal instansi: {who}, {row.day:%d/%m/%Y} {row.session} di {row.desk} tidak dapat dipakai "
            "(tidak hadir, tidak punya keahlian, tutup, atau sudah tercatat di tempat lain).",
            text_en=f"Agency's roster: {who}, {row.day:%d/%m/%Y} {row.session} at {row.desk} cannot hold "
            "(away, without the skill, closed, or already posted elsewhere).",
        )


def _unkept(frame: WeekFrame, solved: Result) -> Iterator[PlanFinding]:
    """Rows of `as_given` rosters that cannot stand together: too many at the counters, minutes beyond the week's."""
    names = {officer.id: officer.name for officer in frame.mall.officers}
    for row in solved.unkept:
        day, session = frame.days[row.day], frame.session_ids[row.session]
        who = names.get(OfficerId(row.officer), row.officer)
        yield PlanFinding(
            code="given_row_unkept",
            text_id=f"Jadwal instansi: {who}, {day:%d/%m/%Y} {session} di {row.desk} tidak dipakai, karena tidak dapat "
            "berdiri bersama baris lain (loket, menit kerja, atau hari kerja seminggu).",
            text_en=f"Agency's roster: {who}, {day:%d/%m/%Y} {session} at {row.desk} is not used: it cannot stand "
            "together with other rows (counters, minutes or days of the week).",
        )


def _never_counted(frame: WeekFrame, outlook: DemandOutlook) -> Iterator[PlanFinding]:
    uncounted = {f.desk for f in outlook.forecasts if f.method == NO_COUNTS}
    for desk in frame.mall.desks:
        if desk.id in uncounted:
            yield PlanFinding(
                code="never_counted",
                text_id=f"{desk.name}: belum ada hitungan kunjungan, permintaannya dianggap 0. Isi lembar visits.",
                text_en=f"{desk.name}: no visits were counted, so demand is taken as 0. Fill the visits sheet.",
            )


def _months_only(frame: WeekFrame, outlook: DemandOutlook) -> Iterator[PlanFinding]:
    rough = {f.desk for f in outlook.forecasts if f.method == MONTHS_ONLY}
    names = [desk.name for desk in frame.mall.desks if desk.id in rough]
    if names:
        yield PlanFinding(
            code="months_only",
            text_id=f"≈ {len(names)} meja hanya punya jumlah bulanan: pola hari dalam minggu, pembagian antarlayanan, "
            "dan antarmeja satu instansi adalah anggapan. Dua minggu hitungan harian sudah memperbaikinya.",
            text_en=f"≈ {len(names)} desks have monthly totals only: the weekday shape and the split over services and "
            "over desks of an agency are assumed. Two weeks of daily counts would improve them.",
        )


def _far_ahead(outlook: DemandOutlook) -> Iterator[PlanFinding]:
    if any(f.method == LongRange.label for f in outlook.forecasts):
        yield PlanFinding(
            code="far_ahead",
            text_id=f"≈ Hari terakhir rencana ini lebih dari {LEARNED_DAYS} hari sesudah hitungan terakhir: "
            "perkiraannya jangka panjang (tingkat × hari × bulan × hari khusus), lebih lebar. Susun lagi bila dekat.",
            text_en=f"≈ The last day of this plan is more than {LEARNED_DAYS} days after the last count: its forecast "
            "is long-range (level x weekday x month x special days), and wider. Plan again when it is near.",
        )


def _rebuilt(frame: WeekFrame, outlook: DemandOutlook) -> Iterator[PlanFinding]:
    names = {desk.id: desk.name for desk in frame.mall.desks}
    for desk, summary in outlook.rebuilt.items():
        yield _point(names[desk], summary) if summary.has_point else _range(names[desk], summary)


def _point(name: str, summary: ServiceRebuild) -> PlanFinding:
    full, part = round(100 * summary.full_share), round(100 * summary.estimated_share)
    return PlanFinding(
        code="demand_rebuilt",
        text_id=f"{name}: {full}% hari buka kuotanya habis; ≈{part}% dari permintaan adalah perkiraan, bukan hitungan.",
        text_en=f"{name}: {full}% of open days were full; ≈{part}% of the demand is estimated, not counted.",
    )


def _range(name: str, summary: ServiceRebuild) -> PlanFinding:
    return PlanFinding(
        code="demand_unknown_above",
        text_id=f"{name}: {summary.reason_id}. Permintaan antara {summary.low:.0f} dan {summary.high:.0f} kunjungan "
        "selama data; dipakai titik tengahnya.",
        text_en=f"{name}: {summary.reason_en}. Demand lies between {summary.low:.0f} and {summary.high:.0f} visits "
        "over the data; the middle is used.",
    )


def _assumed(frame: WeekFrame) -> Iterator[PlanFinding]:
    measured = {profile.desk for profile in frame.mall.profiles if profile.measured}
    without = [desk.name for desk in frame.mall.desks if desk.id not in measured]
    if without:
        yield PlanFinding(
            code="profile_assumed",
            text_id=f"Pola datang di {len(without)} meja adalah anggapan. Catat jam datang satu hari saja.",
            text_en=f"The arrival profile of {len(without)} desks is assumed. A day's tally would improve it.",
        )
