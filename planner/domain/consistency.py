"""What needs two records to be wrong: `check_mall` lists every such fault of a mall and its history.

A record checks itself; here references, duplicates and contradictions between records are looked for. A fault that
makes a plan impossible or ambiguous is REFUSED, one that a plan can live with is a WARNING.
"""

import difflib
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from planner.domain.demand import Profile
from planner.domain.errors import Finding, Severity
from planner.domain.history import History
from planner.domain.mall import MOST_SERVICES_OF_A_DESK, AgencyMode, CalendarKind, Mall
from planner.domain.periods import DayType, minute_of_day
from planner.domain.staff import Leave, Skill

Rows = Mapping[str, Sequence[int]]

# code: what is wrong (id, en), the way out (id, en)
_SENTENCES: dict[str, tuple[str, str, str, str]] = {
    "duplicate": (
        "sudah ada {before}.",
        "is there already {before_en}.",
        "Hapus salah satunya.",
        "Remove one of them.",
    ),
    "unknown": (
        "tidak ada di lembar {other}.{nearest_id}",
        "is not in sheet {other}.{nearest_en}",
        "Perbaiki tulisannya atau tambahkan di lembar {other}.",
        "Mend the spelling or add it to sheet {other}.",
    ),
    "unknown_session": (
        "bukan nama sesi di mall.toml.{nearest_id}",
        "is no session of mall.toml.{nearest_en}",
        "Perbaiki tulisannya.",
        "Mend the spelling.",
    ),
    "other_desk": (
        'layanan ini milik meja "{desk}", bukan meja baris ini.',
        'this service belongs to desk "{desk}", not to the desk of this row.',
        "Samakan meja dan layanannya.",
        "Make desk and service agree.",
    ),
    "other_agency": (
        'meja ini milik instansi "{agency}", bukan instansi baris ini.',
        'this desk belongs to agency "{agency}", not to the agency of this row.',
        "Samakan meja dan instansinya.",
        "Make desk and agency agree.",
    ),
    "overlap": (
        "tumpang tindih dengan baris lain petugas ini ({first} sampai {last}).",
        "overlaps another row of this officer ({first} to {last}).",
        "Gabungkan atau perbaiki tanggalnya.",
        "Join the rows or mend the dates.",
    ),
    "also_needs_sum": (
        "jumlah bagian keperluan lanjutan layanan ini {total}, seharusnya 100%.",
        "the shares of further needs of this service add up to {total}, expected 100%.",
        "Perbaiki bagiannya.",
        "Mend the shares.",
    ),
    "last_ticket_outside": (
        "tiket terakhir meja ini di luar jam layanan hari biasa ({open}-{close}).",
        "the last ticket of this desk lies outside the hours of normal days ({open}-{close}).",
        "Isi jam di antaranya, atau kosongkan.",
        "Write a time between, or leave it blank.",
    ),
    "total_and_parts": (
        "hari ini punya hitungan meja sekaligus hitungan layanannya; jumlahnya akan dobel.",
        "this day has a count of the desk and counts of its services; visits would count twice.",
        "Pakai salah satu: per meja atau per layanan.",
        "Use one of them: by desk or by service.",
    ),
    "desk_without_service": (
        "meja ini tidak punya layanan.",
        "this desk has no service.",
        "Tambahkan layanannya atau hapus mejanya.",
        "Add its services or remove the desk.",
    ),
    "desk_without_officer": (
        "tidak ada petugas yang mampu melayani meja ini.",
        "no officer can serve at this desk.",
        "Isi keahlian petugas atau jumlah petugas meja ini.",
        "Fill skills, or the number of officers of this desk.",
    ),
    "officer_without_skill": (
        "petugas ini tidak mampu layanan apa pun.",
        "this officer can serve nothing.",
        "Tambahkan keahliannya.",
        "Add his skills.",
    ),
    "foreign_skill": (
        'layanan ini milik instansi "{agency}", bukan instansi petugasnya.',
        'this service belongs to agency "{agency}", not to the officer\'s.',
        "Kosongkan instansi petugas bila ia petugas bersama.",
        "Leave the officer's agency blank if he is pooled.",
    ),
    "no_supervisor": (
        "instansi ini wajib berpenyelia, tetapi tidak ada petugasnya yang penyelia.",
        "this agency needs a supervisor and has none.",
        "Tandai penyelianya di lembar officers.",
        "Mark one in officers.",
    ),
    "closed_day_visits": (
        "{count} baris kunjungan jatuh pada hari tutup, yang pertama {first}.",
        "{count} rows of visits fall on closed days, the first on {first}.",
        "Periksa tanggalnya atau hari bukanya; hari seperti ini tidak dipakai untuk perkiraan.",
        "Check the dates or the open days; such days are not used for the forecast.",
    ),
    "given_mode": (
        "instansi petugas ini tidak bermode as_given; baris jadwal ini tidak mengikat.",
        "the agency of this officer is not in mode as_given; this row does not bind.",
        "Ubah mode instansinya atau hapus barisnya.",
        "Change the mode of the agency or remove the row.",
    ),
    "given_unskilled": (
        "petugas ini tidak mampu satu pun layanan meja itu; barisnya disimpan, tetapi kuota dihitung tanpa dia.",
        "this officer can serve nothing at that desk; the row is kept, but quotas are worked out without him.",
        "Periksa jadwal atau keahliannya.",
        "Check the roster or his skills.",
    ),
    "given_twice": (
        "petugas ini sudah dijadwalkan di sesi yang sama; baris pertama yang dipakai.",
        "this officer is posted in that session already; the first row is used.",
        "Hapus salah satunya.",
        "Remove one of them.",
    ),
    "given_on_leave": (
        "petugas ini sedang tidak masuk pada sesi itu.",
        "this officer is away in that session.",
        "Periksa jadwal atau cutinya.",
        "Check the roster or his leave.",
    ),
    "closes_before_open": (
        "jam tutup hari ini tidak setelah jam bukanya ({open}).",
        "closing on this day is not after its opening ({open}).",
        "Perbaiki jamnya.",
        "Mend the times.",
    ),
    "profile_outside": (
        "ada kedatangan di luar jam buka sampai tutup hari biasa.",
        "arrivals lie outside the opening hours of normal days.",
        "Periksa jamnya.",
        "Check the times.",
    ),
    "profile_after_last_ticket": (
        "semua kedatangan di pola ini setelah tiket terakhir ({last_ticket}); kedatangan dianggap merata.",
        "all arrivals of this profile come after the last ticket ({last_ticket}); arrivals are taken as even.",
        "Periksa jamnya, atau mundurkan tiket terakhir.",
        "Check the times, or make the last ticket later.",
    ),
    "too_many_services": (
        "meja ini punya {count} layanan; simulasi menampung paling banyak {most}.",
        "this desk has {count} services; the simulation holds at most {most}.",
        "Gabungkan layanan yang mirip, atau bagi menjadi dua meja.",
        "Join services that are alike, or split the desk in two.",
    ),
}


def nearest_names(name: str, known: Iterable[str], *, likeness: float = 0.6) -> tuple[str, ...]:
    """At most three known names that look like `name`, the nearest first; likeness 1 is equal."""
    by_folded = {candidate.casefold(): candidate for candidate in known}
    matches = difflib.get_close_matches(name.casefold(), by_folded, n=3, cutoff=likeness)
    return tuple(by_folded[match] for match in matches)


def nearest_sentences(name: str, known: Iterable[str], *, likeness: float = 0.6) -> dict[str, str]:
    """` Mungkin: a, b?` and its English twin, empty where nothing is near."""
    names = ", ".join(nearest_names(name, known, likeness=likeness))
    return {"nearest_id": f" Mungkin: {names}?" if names else "", "nearest_en": f" Perhaps: {names}?" if names else ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class _At:
    """The record at fault: its sheet, its place in the mall's tuple, the column and what stands there."""

    sheet: str
    index: int | None = None
    column: str = ""
    value: object = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheets:
    """What the checks look into: the records, their ids, and the rows they were read from."""

    mall: Mall
    history: History
    rows: Rows

    def fault(self, code: str, at: _At, **details: object) -> Finding:
        problem_id, problem_en, remedy_id, remedy_en = (text.format(**details) for text in _SENTENCES[code])
        return Finding(
            code=code,
            sheet=at.sheet,
            row=self.row(at.sheet, at.index),
            column=at.column,
            value=str(at.value),
            problem_id=problem_id,
            problem_en=problem_en,
            remedy_id=remedy_id,
            remedy_en=remedy_en,
        )

    def warning(self, code: str, at: _At, **details: object) -> Finding:
        return replace(self.fault(code, at, **details), severity=Severity.WARNING)

    def row(self, sheet: str, index: int | None) -> int | None:
        """The row of a file a record was read from, None where that is not known (row 0 marks a record we made)."""
        rows = self.rows.get(sheet, ())
        return (rows[index] or None) if index is not None and index < len(rows) else None

    def records(self) -> dict[str, Sequence[Any]]:
        mall, history = self.mall, self.history
        return {
            "agencies": mall.agencies,
            "desks": mall.desks,
            "services": mall.services,
            "counters": mall.counters,
            "officers": mall.officers,
            "skills": mall.skills,
            "leave": mall.leave,
            "calendar": mall.calendar,
            "supplies": mall.supplies,
            "profiles": mall.profiles,
            "also_needs": mall.also_needs,
            "wishes": mall.wishes,
            "pairs": mall.pairs,
            "roster_given": mall.given,
            "visits": history.days,
            "visits_monthly": history.months,
            "tickets": history.tickets,
        }


def check_mall(mall: Mall, history: History, rows: Rows | None = None) -> tuple[Finding, ...]:
    """Every fault that shows only between records, in the order of the sheets.

    Parameters
    ----------
    rows
        For each sheet the row of the file each record came from, parallel to the mall's tuples; None where the
        records do not come from a file. Row 0 marks a record that stands in no file.
    """
    sheets = _Sheets(mall=mall, history=history, rows=rows or {})
    return tuple(finding for check in _CHECKS for finding in check(sheets))


# Keys that may not stand twice; ids that differ in capitals only are one. Leave, skills and given rosters have checks
# of their own.
_KEYS: dict[str, tuple[str, Callable[[Any], Hashable]]] = {
    "agencies": ("id", lambda r: r.id.casefold()),
    "desks": ("id", lambda r: r.id.casefold()),
    "services": ("id", lambda r: r.id.casefold()),
    "counters": ("id", lambda r: r.id.casefold()),
    "officers": ("id", lambda r: r.id.casefold()),
    "calendar": ("date", lambda r: (r.day, r.agency, r.kind)),
    "supplies": ("service", lambda r: (r.item, r.service)),
    "profiles": ("desk", lambda r: (r.desk, r.weekday)),
    "also_needs": ("next_service", lambda r: (r.desk, r.service, r.next_service)),
    "wishes": ("session", lambda r: (r.officer, r.day, r.weekday, r.session)),
    "pairs": ("other", lambda r: (frozenset((r.officer, r.other)), r.kind)),
    "visits": ("date", lambda r: (r.day, r.desk, r.service)),
    "visits_monthly": ("month", lambda r: (r.month, r.agency, r.desk)),
    "tickets": ("number", lambda r: (r.day, r.desk, r.number)),
}


def _duplicates(sheets: _Sheets) -> Iterator[Finding]:
    for sheet, records in sheets.records().items():
        if sheet not in _KEYS:
            continue
        column, key_of = _KEYS[sheet]
        first: dict[Hashable, int] = {}
        for index, record in enumerate(records):
            before = first.setdefault(key_of(record), index)
            if before != index:
                yield _repeated(sheets, _At(sheet=sheet, index=index, column=column, value=_shown(record)), before)


def _repeated(sheets: _Sheets, at: _At, before: int) -> Finding:
    row = sheets.row(at.sheet, before)
    place = {"before": f"di baris {row}", "before_en": f"in row {row}"} if row else {"before": "", "before_en": ""}
    return sheets.fault("duplicate", at, **place)


def _shown(record: Any) -> str:
    """What names a record to a reader: its id, or the fields that make it one of a kind."""
    names = ("id", "day", "month", "officer", "desk", "service", "agency", "item", "number")
    return " ".join(str(getattr(record, n)) for n in names if getattr(record, n, None) is not None)


# sheet: (column, field, sheet referred to)
_REFERENCES: tuple[tuple[str, str, str, str], ...] = (
    ("desks", "agency", "agency", "agencies"),
    ("services", "desk", "desk", "desks"),
    ("counters", "agency", "agency", "agencies"),
    ("counters", "desk", "desk", "desks"),
    ("officers", "agency", "agency", "agencies"),
    ("skills", "officer", "officer", "officers"),
    ("skills", "service", "service", "services"),
    ("leave", "officer", "officer", "officers"),
    ("calendar", "agency", "agency", "agencies"),
    ("supplies", "service", "service", "services"),
    ("profiles", "desk", "desk", "desks"),
    ("also_needs", "desk", "desk", "desks"),
    ("also_needs", "service", "service", "services"),
    ("also_needs", "next_service", "next_service", "services"),
    ("wishes", "officer", "officer", "officers"),
    ("pairs", "officer", "officer", "officers"),
    ("pairs", "other", "other", "officers"),
    ("roster_given", "officer", "officer", "officers"),
    ("roster_given", "desk", "desk", "desks"),
    ("visits", "desk", "desk", "desks"),
    ("visits", "service", "service", "services"),
    ("visits_monthly", "agency", "agency", "agencies"),
    ("visits_monthly", "desk", "desk", "desks"),
    ("tickets", "desk", "desk", "desks"),
    ("tickets", "service", "service", "services"),
    ("tickets", "officer", "officer", "officers"),
)


def _references(sheets: _Sheets) -> Iterator[Finding]:
    records = sheets.records()
    known = {sheet: {r.id for r in records[sheet]} for sheet in ("agencies", "desks", "services", "officers")}
    for sheet, column, field, other in _REFERENCES:
        for index, record in enumerate(records[sheet]):
            value = getattr(record, field)
            if value is not None and value not in known[other]:
                at = _At(sheet=sheet, index=index, column=column, value=value)
                yield sheets.fault("unknown", at, other=other, **nearest_sentences(value, known[other]))


def _sessions(sheets: _Sheets) -> Iterator[Finding]:
    mall = sheets.mall
    known = {s.id for timetable in mall.timetables.values() for s in timetable.sessions}
    named = [
        *(("leave", "sessions", i, s) for i, leave in enumerate(mall.leave) for s in leave.sessions or ()),
        *(("wishes", "session", i, wish.session) for i, wish in enumerate(mall.wishes)),
        *(("roster_given", "session", i, given.session) for i, given in enumerate(mall.given)),
    ]
    for sheet, column, index, session in named:
        if session not in known:
            at = _At(sheet=sheet, index=index, column=column, value=session)
            yield sheets.fault("unknown_session", at, **nearest_sentences(session, known))


def _belonging(sheets: _Sheets) -> Iterator[Finding]:
    """A service is named with its own desk, a desk with its own agency."""
    mall = sheets.mall
    desk_of = {s.id: s.desk for s in mall.services}
    agency_of = {d.id: d.agency for d in mall.desks}
    pairs = [
        *(("also_needs", "service", i, a.service, a.desk) for i, a in enumerate(mall.also_needs)),
        *(("also_needs", "next_service", i, a.next_service, a.desk) for i, a in enumerate(mall.also_needs)),
        *(("visits", "service", i, c.service, c.desk) for i, c in enumerate(sheets.history.days) if c.service),
        *(("tickets", "service", i, t.service, t.desk) for i, t in enumerate(sheets.history.tickets) if t.service),
    ]
    for sheet, column, index, service, desk in pairs:
        if desk_of.get(service, desk) != desk:
            at = _At(sheet=sheet, index=index, column=column, value=service)
            yield sheets.fault("other_desk", at, desk=desk_of[service])
    for index, counter in enumerate(mall.counters):
        if counter.desk is not None and agency_of.get(counter.desk, counter.agency) != counter.agency:
            at = _At(sheet="counters", index=index, column="desk", value=counter.desk)
            yield sheets.fault("other_agency", at, agency=agency_of[counter.desk])


def _overlaps(sheets: _Sheets) -> Iterator[Finding]:
    leave = [(i, (r.officer,), _leave_span(r)) for i, r in enumerate(sheets.mall.leave)]
    skills = [(i, (r.officer, r.service), _skill_span(r)) for i, r in enumerate(sheets.mall.skills)]
    yield from _overlapping(sheets, "leave", leave)
    yield from _overlapping(sheets, "skills", skills)


_Span = tuple[date, date, frozenset[str] | None]


def _leave_span(leave: Leave) -> _Span:
    return leave.first_day, leave.last_day, None if leave.sessions is None else frozenset(leave.sessions)


def _skill_span(skill: Skill) -> _Span:
    return skill.valid_from or date.min, skill.valid_to or date.max, None


def _meet(one: _Span, other: _Span) -> bool:
    """Spans clash on common days, unless both name sessions and the sessions differ."""
    same_sessions = one[2] is None or other[2] is None or bool(one[2] & other[2])
    return one[0] <= other[1] and other[0] <= one[1] and same_sessions


def _overlapping(sheets: _Sheets, sheet: str, spans: Iterable[tuple[int, tuple[str, ...], _Span]]) -> Iterator[Finding]:
    by_owner: dict[tuple[str, ...], list[_Span]] = defaultdict(list)
    for index, owner, span in spans:
        earlier = next((known for known in by_owner[owner] if _meet(span, known)), None)
        if earlier:
            at = _At(sheet=sheet, index=index, column="from", value=" ".join(owner))
            yield sheets.fault("overlap", at, first=_day(earlier[0]), last=_day(earlier[1]))
        by_owner[owner].append(span)


def _day(day: date) -> str:
    return "…" if day in (date.min, date.max) else day.isoformat()


def _also_needs_sums(sheets: _Sheets) -> Iterator[Finding]:
    totals: dict[Hashable, float] = defaultdict(float)
    last: dict[Hashable, int] = {}
    for index, row in enumerate(sheets.mall.also_needs):
        totals[row.desk, row.service] += row.share
        last[row.desk, row.service] = index
    for key, total in totals.items():
        if abs(total - 1) > 0.005:
            service = sheets.mall.also_needs[last[key]].service
            at = _At(sheet="also_needs", index=last[key], column="share", value=service)
            yield sheets.fault("also_needs_sum", at, total=f"{total:.1%}")


def _hours(sheets: _Sheets) -> Iterator[Finding]:
    mall = sheets.mall
    for index, row in enumerate(mall.calendar):
        if row.open and row.close and row.close <= row.open:
            at = _At(sheet="calendar", index=index, column="close", value=f"{row.close:%H:%M}")
            yield sheets.fault("closes_before_open", at, open=f"{row.open:%H:%M}")
    hours = mall.timetable(DayType.NORMAL)
    for index, desk in enumerate(mall.desks):
        if desk.last_ticket and not hours.open < desk.last_ticket <= hours.close:
            at = _At(sheet="desks", index=index, column="last_ticket", value=f"{desk.last_ticket:%H:%M}")
            yield sheets.fault("last_ticket_outside", at, open=f"{hours.open:%H:%M}", close=f"{hours.close:%H:%M}")
    opens, closes = minute_of_day(hours.open), minute_of_day(hours.close)
    for index, profile in enumerate(mall.profiles):
        if _leaves_hours(profile, opens, closes):
            at = _At(sheet="profiles", index=index, column="half_hour", value=profile.desk)
            yield sheets.warning("profile_outside", at)
        if not _comes_before(profile, minute_of_day(hours.last_ticket)):
            at = _At(sheet="profiles", index=index, column="half_hour", value=profile.desk)
            yield sheets.warning("profile_after_last_ticket", at, last_ticket=f"{hours.last_ticket:%H:%M}")


def _leaves_hours(profile: Profile, opens: int, closes: int) -> bool:
    return any(share and not opens <= minute < closes for minute, share in profile.half_hours.items())


def _comes_before(profile: Profile, last_ticket: int) -> bool:
    return profile.at_open > 0 or any(share and minute < last_ticket for minute, share in profile.half_hours.items())


def _staffing(sheets: _Sheets) -> Iterator[Finding]:
    mall = sheets.mall
    served = {s.desk for s in mall.services}
    skilled = {skill.service for skill in mall.skills}
    staffed = {s.desk for s in mall.services if s.id in skilled}
    for index, desk in enumerate(mall.desks):
        at = _At(sheet="desks", index=index, column="id", value=desk.id)
        if desk.id not in served:
            yield sheets.warning("desk_without_service", at)
        elif desk.id not in staffed:
            yield sheets.warning("desk_without_officer", at)
        count = sum(service.desk == desk.id for service in mall.services)
        if count > MOST_SERVICES_OF_A_DESK:
            yield sheets.fault("too_many_services", at, count=count, most=MOST_SERVICES_OF_A_DESK)
    holders = {skill.officer for skill in mall.skills}
    for index, officer in enumerate(mall.officers):
        if officer.id not in holders:
            at = _At(sheet="officers", index=index, column="id", value=officer.id)
            yield sheets.warning("officer_without_skill", at)
    with_supervisor = {officer.agency for officer in mall.officers if officer.supervisor}
    for index, agency in enumerate(mall.agencies):
        if agency.needs_supervisor and agency.id not in with_supervisor:
            at = _At(sheet="agencies", index=index, column="needs_supervisor", value=agency.id)
            yield sheets.warning("no_supervisor", at)


def _foreign_skills(sheets: _Sheets) -> Iterator[Finding]:
    mall = sheets.mall
    agency_of_desk = {d.id: d.agency for d in mall.desks}
    owner_of = {s.id: agency_of_desk.get(s.desk) for s in mall.services}
    agency_of_officer = {o.id: o.agency for o in mall.officers}
    for index, skill in enumerate(mall.skills):
        own, owner = agency_of_officer.get(skill.officer), owner_of.get(skill.service)
        if own and owner and own != owner:
            at = _At(sheet="skills", index=index, column="service", value=skill.service)
            yield sheets.warning("foreign_skill", at, agency=owner)


def _given_rosters(sheets: _Sheets) -> Iterator[Finding]:
    mall = sheets.mall
    modes = {a.id: a.mode for a in mall.agencies}
    agency_of = {o.id: o.agency for o in mall.officers}
    desk_of = {s.id: s.desk for s in mall.services}
    can_sit = {(skill.officer, desk_of.get(skill.service)) for skill in mall.skills}
    seen: set[Hashable] = set()
    for index, given in enumerate(mall.given):
        at = _At(sheet="roster_given", index=index, column="officer", value=given.officer)
        agency = agency_of.get(given.officer)
        if given.officer in agency_of and (agency is None or modes.get(agency) is not AgencyMode.AS_GIVEN):
            yield sheets.warning("given_mode", at)
        if (given.officer, given.desk) not in can_sit:
            yield sheets.warning("given_unskilled", at)
        if (given.officer, given.day, given.session) in seen:
            yield sheets.warning("given_twice", at)
        seen.add((given.officer, given.day, given.session))
        if any(leave.officer == given.officer and leave.covers(given.day, given.session) for leave in mall.leave):
            yield sheets.warning("given_on_leave", at)


def _totals_beside_parts(sheets: _Sheets) -> Iterator[Finding]:
    parts = {(c.day, c.desk) for c in sheets.history.days if c.service is not None}
    for index, count in enumerate(sheets.history.days):
        if count.service is None and (count.day, count.desk) in parts:
            at = _At(sheet="visits", index=index, column="desk", value=f"{count.day} {count.desk}")
            yield sheets.fault("total_and_parts", at)


def _closed_days(sheets: _Sheets) -> Iterator[Finding]:
    mall = sheets.mall
    open_weekdays = {a.id: a.open_weekdays for a in mall.agencies}
    agency_of = {d.id: d.agency for d in mall.desks}
    opened = _days_marked(mall, {CalendarKind.OPEN})
    closed = _days_marked(mall, {CalendarKind.HOLIDAY, CalendarKind.CUTI_BERSAMA, CalendarKind.CLOSED})
    found: dict[str, list[int]] = defaultdict(list)
    for index, count in enumerate(sheets.history.days):
        agency = agency_of.get(count.desk)
        if not count.visits or agency is None or opened & {(count.day, None), (count.day, agency)}:
            continue
        weekday_off = count.day.weekday() not in open_weekdays.get(agency, range(7))
        if weekday_off or closed & {(count.day, None), (count.day, agency)}:
            found[count.desk].append(index)
    for desk, indices in found.items():
        at = _At(sheet="visits", index=indices[0], column="date", value=desk)
        first = sheets.history.days[indices[0]].day
        yield sheets.warning("closed_day_visits", at, count=len(indices), first=first)


def _days_marked(mall: Mall, kinds: Collection[CalendarKind]) -> set[tuple[date, str | None]]:
    return {(row.day, row.agency) for row in mall.calendar if row.kind in kinds}


_CHECKS: tuple[Callable[[_Sheets], Iterator[Finding]], ...] = (
    _duplicates,
    _references,
    _sessions,
    _belonging,
    _overlaps,
    _also_needs_sums,
    _hours,
    _staffing,
    _foreign_skills,
    _given_rosters,
    _totals_beside_parts,
    _closed_days,
)
