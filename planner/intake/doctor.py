"""What is missing, contradictory or stale in a mall's data, as sentences with the way out, the most valuable first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from planner.domain.history import History
from planner.domain.mall import AgencyMode, Desk, Mall
from planner.intake.read import MallFiles

STALE_DAYS = 35  # the longest forecast of the learned model
FEW_WEEKS = 10  # of daily counts, from which the forecast leans on the desk's own shape
FULL_SHARE = 0.85  # of days on which the quota was used up, from which counts say nothing of demand


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One thing to mend. worth: visits a week that rest on it; the way out is part of the sentence.

    desk    : where to begin, "" where it is about the whole mall.
    command : what to type for it, "" where there is no such command; pages show a link in its place.
    """

    code: str
    worth: float
    text_id: str
    text_en: str
    desk: str = ""
    command: str = ""

    def text(self, language: str) -> str:
        """The sentence in `id` or `en`, with the command to type."""
        folder = "MAP" if language == "id" else "FOLDER"
        command = f" ({self.command.format(folder=folder)})" if self.command else ""
        return f"{self.sentence(language)}{command}"

    def sentence(self, language: str) -> str:
        """The sentence alone."""
        return self.text_id if language == "id" else self.text_en


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """The mall, its counts, visits a week of each desk, and the day of asking."""

    mall: Mall
    history: History
    weekly: dict[str, float]
    today: date


def examine(files: MallFiles, today: date) -> tuple[Advice, ...]:
    """Advice in order of the visits a week that rest on it."""
    case = _Case(mall=files.mall, history=files.history, weekly=_visits_a_week(files.mall, files.history), today=today)
    found = [advice for check in CHECKS for advice in check(case)]
    asked = [_open_question(files) for _ in files.questions[:1]]
    found += _contradictions(files, sum(case.weekly.values()))
    return tuple(sorted([*found, *asked], key=lambda advice: (-advice.worth, advice.code)))


def _visits_a_week(mall: Mall, history: History) -> dict[str, float]:
    """Mean visits a week of each desk in its last twelve counted weeks, else in its months."""
    weekly: dict[str, float] = {}
    for desk in mall.desks:
        counts = [c for c in history.days if c.desk == desk.id and not c.closed]
        if counts:
            last = max(c.day for c in counts)
            recent = [c for c in counts if c.day > last - timedelta(weeks=12)]
            first = min(c.day for c in recent)
            weekly[desk.id] = 7 * sum(c.visits for c in recent) / ((last - first).days + 1)
        else:
            weekly[desk.id] = _monthly(mall, history, desk) * 7 / 30.4
    return weekly


def _monthly(mall: Mall, history: History, desk: Desk) -> float:
    own = [m.visits for m in history.months if m.desk == desk.id]
    of_agency = [m.visits for m in history.months if m.agency == desk.agency]
    if own:
        return sum(own) / len(own)
    return sum(of_agency) / len(of_agency) / len(mall.desks_of(desk.agency)) if of_agency else 0.0


def _uncounted(case: _Case) -> Iterator[Advice]:
    names = [desk.name for desk in case.mall.desks if not case.weekly[desk.id] and not _has_tickets(case, desk)]
    if names:
        yield Advice(
            code="never_counted",
            worth=sum(case.weekly.values()) / max(1, len(case.mall.desks) - len(names)) * len(names),
            text_id=f"{_some(names)}: belum ada hitungan. Jumlah bulanannya (visits_monthly) sudah cukup.",
            text_en=f"{_some(names)}: never counted. Monthly totals (visits_monthly) are enough to begin.",
        )


def _has_tickets(case: _Case, desk: Desk) -> bool:
    return any(ticket.desk == desk.id for ticket in case.history.tickets)


def _stale(case: _Case) -> Iterator[Advice]:
    last = case.history.last_day
    if last and (case.today - last).days > STALE_DAYS:
        days = (case.today - last).days
        yield Advice(
            code="stale",
            worth=sum(case.weekly.values()),
            text_id=f"Hitungan terakhir {last:%d/%m/%Y}, {days} hari lalu: perkiraannya tidak bisa dipercaya. "
            "Impor hitungan terbaru.",
            text_en=f"The last count is of {last:%d/%m/%Y}, {days} days ago: no forecast can be trusted. "
            "Import the latest counts.",
        )


def _months_only(case: _Case) -> Iterator[Advice]:
    counted = {count.desk for count in case.history.days} | {ticket.desk for ticket in case.history.tickets}
    rough = [desk for desk in case.mall.desks if desk.id not in counted and case.weekly[desk.id]]
    if rough:
        yield Advice(
            code="months_only",
            worth=0.5 * _worth(case, rough),
            text_id=f"{_some([d.name for d in rough])}: hanya jumlah bulanan. Catat hitungan harian dua minggu; pola "
            "hari dalam minggu lalu bukan anggapan lagi.",
            text_en=f"{_some([d.name for d in rough])}: monthly totals only. Two weeks of daily counts make the "
            "weekday shape your own.",
        )


def _few_weeks(case: _Case) -> Iterator[Advice]:
    short = []
    for desk in case.mall.desks:
        days = {count.day for count in case.history.days if count.desk == desk.id}
        if days and len(days) < 5 * FEW_WEEKS:
            short.append(desk)
    if short:
        yield Advice(
            code="few_weeks",
            worth=0.2 * _worth(case, short),
            text_id=f"{_some([d.name for d in short])}: kurang dari {FEW_WEEKS} minggu hitungan harian. "
            "Impor hitungan lama.",
            text_en=f"{_some([d.name for d in short])}: under {FEW_WEEKS} weeks of daily counts. Import older ones.",
        )


def _always_full(case: _Case) -> Iterator[Advice]:
    for desk in case.mall.desks:
        counts = [c for c in case.history.days if c.desk == desk.id and not c.closed]
        full = sum(c.is_full for c in counts)
        told = any(c.quota_full_at or c.refused is not None for c in counts)
        if counts and full > FULL_SHARE * len(counts) and not told:
            yield Advice(
                code="always_full",
                worth=1.5 * case.weekly[desk.id],
                desk=desk.id,
                text_id=f"{desk.name}: {full} dari {len(counts)} hari kuotanya habis, jadi permintaan sebenarnya tidak "
                "terlihat. Catat jam nomor habis (quota_full_at) atau orang yang ditolak (refused) seminggu saja.",
                text_en=f"{desk.name}: {full} of {len(counts)} days were full, so that the real demand is unseen. Note "
                "when tickets ran out (quota_full_at) or who was refused (refused) for one week.",
            )


def _no_profile(case: _Case) -> Iterator[Advice]:
    measured = {profile.desk for profile in case.mall.profiles if profile.measured}
    rough = [desk for desk in case.mall.desks if desk.id not in measured]
    if rough:
        first = max(rough, key=lambda desk: case.weekly[desk.id])
        yield Advice(
            code="profile_assumed",
            worth=0.4 * _worth(case, rough),
            text_id=f"Pola datang di {len(rough)} meja adalah anggapan. Mulai dari {first.name}: turus satu hari.",
            text_en=f"Arrivals at {len(rough)} desks are assumed. Begin with {first.name}: one day's tally.",
            desk=first.id,
            command=f"loketplan calibrate --mall {{folder}} --desk {first.id} --sheet .",
        )


def _rough_minutes(case: _Case) -> Iterator[Advice]:
    rough = [d for d in case.mall.desks if any(s.minutes_are_rough for s in case.mall.services_of(d.id))]
    if rough:
        first = max(rough, key=lambda desk: case.weekly[desk.id])
        yield Advice(
            code="minutes_assumed",
            worth=0.6 * _worth(case, rough),
            text_id=f"Menit layanan di {len(rough)} meja belum diukur. Jawab tiga pertanyaan untuk {first.name}.",
            text_en=f"Minutes at {len(rough)} desks are not measured. Answer three questions for {first.name}.",
            desk=first.id,
            command=f"loketplan calibrate --mall {{folder}} --desk {first.id}",
        )


def _unserved(case: _Case) -> Iterator[Advice]:
    skilled = {skill.service for skill in case.mall.skills}
    for service in case.mall.services:
        if service.id not in skilled:
            desk = case.mall.get_desk(service.desk)
            part = case.weekly[desk.id] / len(case.mall.services_of(desk.id))
            yield Advice(
                code="no_skill",
                worth=2 * part,
                text_id=f"{service.name} ({desk.name}): tidak ada petugas yang mampu. Isi lembar skills "
                "atau hapus layanannya.",
                text_en=f"{service.name} ({desk.name}): no officer can serve it. Fill skills or remove the service.",
            )


def _single_officer(case: _Case) -> Iterator[Advice]:
    desk_of = {service.id: service.desk for service in case.mall.services}
    people: dict[str, set[str]] = {}
    for skill in case.mall.skills:
        people.setdefault(desk_of[skill.service], set()).add(skill.officer)
    alone = [d for d in case.mall.desks if len(people.get(d.id, ())) == 1 and d.lunch_cover]
    if alone:
        yield Advice(
            code="alone_at_lunch",
            worth=0.1 * _worth(case, alone),
            text_id=f"{_some([d.name for d in alone])}: satu petugas saja, padahal meja harus dijaga saat istirahat. "
            "Cari pengganti jam istirahat, atau kosongkan lunch_cover.",
            text_en=f"{_some([d.name for d in alone])}: one officer only, and the desk should be staffed over lunch. "
            "Find a stand-in for the break, or clear lunch_cover.",
        )


def _given_ends(case: _Case) -> Iterator[Advice]:
    given = {agency.id for agency in case.mall.agencies if agency.mode is AgencyMode.AS_GIVEN}
    for agency in sorted(given):
        desks = {desk.id for desk in case.mall.desks_of(agency)}
        days = [row.day for row in case.mall.given if row.desk in desks]
        if not days or max(days) <= case.today:
            name = case.mall.get_agency(agency).name
            until_id = f"berakhir {max(days):%d/%m/%Y}" if days else "belum ada"
            until_en = f"ends on {max(days):%d/%m/%Y}" if days else "is missing"
            yield Advice(
                code="given_ends",
                worth=sum(case.weekly[desk] for desk in desks),
                text_id=f"{name}: jadwal instansinya {until_id}. Minta jadwal minggu depan (lembar roster_given).",
                text_en=f"{name}: its own roster {until_en}. Ask for next week's (sheet roster_given).",
            )


def _worth(case: _Case, desks: Sequence[Desk]) -> float:
    return sum(case.weekly[desk.id] for desk in desks)


def _some(names: Sequence[str], most: int = 3) -> str:
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} (+{len(names) - most})"


def _open_question(files: MallFiles) -> Advice:
    first = files.questions[0]
    one, other = (f'"{first.key}" = "{choice.value}"' for choice in (first.choices[0], first.choices[-1]))
    return Advice(
        code="questions",
        worth=1e6,
        text_id=f"{len(files.questions)} pertanyaan belum dijawab. Yang pertama: {first.text_id} "
        f"Jawab di jawaban.toml: {one} atau {other}.",
        text_en=f"{len(files.questions)} questions are open. The first: {first.text_en} "
        f"Answer in jawaban.toml: {one} or {other}.",
    )


CONTRADICTIONS = (
    "given_twice",
    "given_unskilled",
    "given_on_leave",
    "closed_day_visits",
    "foreign_skill",
    "count_and_names",
)


def _contradictions(files: MallFiles, weekly: float) -> Iterator[Advice]:
    """Rows of the files that contradict each other, as they were found on reading."""
    for finding in files.warnings:
        if finding.code in CONTRADICTIONS:
            yield Advice(
                code=finding.code, worth=0.3 * weekly, text_id=finding.sentence("id"), text_en=finding.sentence("en")
            )


CHECKS: tuple[Callable[[_Case], Iterator[Advice]], ...] = (
    _uncounted,
    _stale,
    _always_full,
    _unserved,
    _given_ends,
    _rough_minutes,
    _months_only,
    _no_profile,
    _few_weeks,
    _single_officer,
)
