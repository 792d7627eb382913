"""Why something is short: for each officer who could help, what stops him."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from planner.calendar.hours import duty_minutes_in_week
from planner.domain.ids import DeskId, OfficerId, SessionId
from planner.domain.periods import Week
from planner.domain.plan import Quota, Shortfall
from planner.domain.staff import Officer
from planner.planning.frame import WeekFrame
from planner.planning.quotas import EQUIPMENT
from planner.planning.shortfalls import WeekResult, posted_minutes

Said = tuple[str, str]  # a sentence in Bahasa Indonesia, and in English
CAP_WORDS: Mapping[str, Said] = {
    "own_cap": ("batas instansi sendiri", "the agency's own limit"),
    "supplies": ("persediaan yang tersisa", "the supplies that are left"),
    "change": ("kenaikan terbesar dari hari sebelumnya", "the largest rise from the day before"),
    EQUIPMENT: ("alat di loket", "the equipment at the counters"),
}
NOBODY = (
    "Tidak ada petugas dengan keahlian yang berlaku pada hari itu.",
    "No officer has a skill that is valid on that day.",
)


def explained(
    result: WeekResult, shortfalls: Sequence[Shortfall], quotas: Iterable[Quota] = ()
) -> tuple[Shortfall, ...]:
    """The shortfalls with what binds, who could fill them and, for each, one sentence in both languages."""
    capped = _capped(quotas)
    return tuple(_with_cap(_explained(result, shortfall), capped) for shortfall in shortfalls)


def _capped(quotas: Iterable[Quota]) -> dict[tuple[DeskId, date], str]:
    """Desk-days that something else than officers holds: a cap of the day, or machines in every window."""
    binding: dict[tuple[DeskId, date], list[str]] = {}
    for quota in quotas:
        if quota.service is None and quota.capacity_tickets:
            binding.setdefault((quota.desk, quota.day), []).append(quota.binding)
    found = {}
    for key, names in binding.items():
        of_day = [name for name in names if name in CAP_WORDS and name != EQUIPMENT]
        if of_day or set(names) == {EQUIPMENT}:
            found[key] = (of_day or [EQUIPMENT])[-1]
    return found


def _with_cap(shortfall: Shortfall, capped: Mapping[tuple[DeskId, date], str]) -> Shortfall:
    """More officers do not help where something else binds: that is said first."""
    cap = capped.get((shortfall.desk, shortfall.day)) if shortfall.desk else None
    if shortfall.kind != "turned_away" or cap is None:
        return shortfall
    name_id, name_en = CAP_WORDS[cap]
    said = (
        f"Yang membatasi {name_id}; tambahan petugas tidak menolong.",
        f"What limits it is {name_en}; more officers do not help.",
    )
    return with_reasons(replace(shortfall, officers=(), reasons=(), reasons_en=()), [said])


def with_reasons(shortfall: Shortfall, said: Iterable[Said]) -> Shortfall:
    """The shortfall with more reasons."""
    told = tuple(said)
    return replace(
        shortfall,
        reasons=(*shortfall.reasons, *(reason for reason, _ in told)),
        reasons_en=(*shortfall.reasons_en, *(reason for _, reason in told)),
    )


def _explained(result: WeekResult, shortfall: Shortfall) -> Shortfall:
    desks = [d.id for d in result.frame.mall.desks if shortfall.desk in (None, d.id) and d.agency == shortfall.agency]
    sessions = _sessions(result.frame, shortfall, desks)
    able = [o for o in result.frame.mall.officers if _can_serve(result.frame, o, desks, shortfall)]
    reasons = [_reason(result, officer, desks, shortfall.day, sessions) for officer in able] or [NOBODY]
    return with_reasons(replace(shortfall, officers=tuple(o.id for o in able)), reasons)


def _sessions(frame: WeekFrame, shortfall: Shortfall, desks: Sequence[DeskId]) -> tuple[SessionId, ...]:
    if shortfall.session is not None:
        return (shortfall.session,)
    hours = frame.hours_of(desks[0], shortfall.day) if desks else None
    return tuple(s.id for s in hours.sessions) if hours else ()


def _can_serve(frame: WeekFrame, officer: Officer, desks: Sequence[DeskId], shortfall: Shortfall) -> bool:
    if officer.agency not in (None, shortfall.agency):
        return False
    if shortfall.kind == "supervisor_present" and not officer.supervisor:
        return False
    services = [s.id for desk in desks for s in frame.services_of[desk]]
    return any((officer.id, service, shortfall.day) in frame.paces for service in services)


def _reason(
    result: WeekResult, officer: Officer, desks: Sequence[DeskId], day: date, sessions: Sequence[SessionId]
) -> Said:
    """The first thing that stops an officer in these sessions."""
    frame = result.frame
    away = [s for s in sessions if not frame.is_present(officer, day, s)]
    if away:
        part = ("sepanjang hari", "all day")
        if len(away) < len(sessions):
            part = f"pada sesi {', '.join(away)}", f"in session {', '.join(away)}"
        return f"{officer.name} tidak tersedia {part[0]}.", f"{officer.name} is not available {part[1]}."
    posted = {p.session: p.desk for p in result.postings if p.officer == officer.id and p.day == day}
    free = [s for s in sessions if s not in posted]
    if not free:
        names = sorted({frame.mall.get_desk(posted[s]).name for s in sessions})
        return (
            f"{officer.name} sudah bertugas di {' dan '.join(names)}.",
            f"{officer.name} is posted at {' and '.join(names)} already.",
        )
    if _minutes_left(result, officer.id, day) < _shortest(frame, officer, day):
        return (
            f"{officer.name} sudah mencapai batas menit kerja minggu ini.",
            f"{officer.name} has reached the working minutes of this week.",
        )
    when = ", ".join(free)
    if not any(_has_seat(result, desk, day, s) for desk in desks for s in free):
        return (
            f"{officer.name} bebas pada sesi {when}, tetapi semua loket terpakai.",
            f"{officer.name} is free in session {when}, but all counters are taken.",
        )
    return (
        f"{officer.name} bebas pada sesi {when}; menurut tabel kapasitas tambahannya tidak menolong.",
        f"{officer.name} is free in session {when}; by the capacity tables one more does not help.",
    )


def _has_seat(result: WeekResult, desk: DeskId, day: date, session: SessionId) -> bool:
    """True when a counter that the desk may use stands empty in the session."""
    taken = {p.counter for p in result.postings if p.day == day and p.session == session}
    return any(counter.id not in taken for counter in result.frame.mall.counters_of(desk))


def _minutes_left(result: WeekResult, officer: OfficerId, day: date) -> int:
    week = Week.of(day)
    worked = sum(
        posted_minutes(result.frame, p) for p in result.postings if p.officer == officer and Week.of(p.day) == week
    )
    return duty_minutes_in_week(result.frame.mall, result.frame.mall.get_officer(officer), week) - worked


def _shortest(frame: WeekFrame, officer: Officer, day: date) -> int:
    hours = [h for (agency, d), h in frame.hours.items() if d == day and officer.agency in (None, agency)]
    return min((s.minutes for h in hours for s in h.sessions), default=0)
