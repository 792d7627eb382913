"""Weeks of a mall whose reports are read: a small one with something odd on each day, and one of full size."""

from datetime import date, time, timedelta

import pytest

from planner.domain.demand import DemandForecast
from planner.domain.mall import AgencyMode, Mall
from planner.domain.periods import DayType, Session, windows_from_sessions
from planner.domain.plan import (
    Plan,
    PlanFinding,
    PlanInput,
    Posting,
    PostingSource,
    Proof,
    Quota,
    Remedy,
    RemedyKind,
    Shortfall,
)
from planner.domain.staff import Leave
from tests.builders import (
    SESSIONS,
    a_counter,
    a_desk,
    a_forecast,
    a_mall,
    a_plan,
    a_posting,
    a_proof,
    a_quota,
    a_service,
    a_timetable,
    a_working_day,
    an_agency,
    an_officer,
    the_officers,
)

MONDAY = date(2026, 3, 30)
TUESDAY, WEDNESDAY, THURSDAY = (MONDAY + timedelta(days=n) for n in (1, 2, 3))
OPEN_DAYS = (MONDAY, TUESDAY, WEDNESDAY, THURSDAY)  # Friday 3 April 2026: Wafat Yesus Kristus
TICKETS = {"adminduk": (22, 14, 8), "legalisir": (8, 3, 4), "pajak": (10, 4, 4), "paspor": (9, 5, 0)}


def odd_mall() -> Mall:
    """Disdukcapil (two desks), Samsat (decides itself) and Imigrasi (Tuesdays and Thursdays, own roster)."""
    staff = (*the_officers(), an_officer("Tono", skills={"paspor"}, agency="imigrasi", counter_minutes_week=300))
    base = a_mall(officers=staff)
    office = "kantor induk Disdukcapil, Jl. Contoh 1 & 2"
    return a_mall(
        officers=staff,
        name="MPP Contoh & Sahabat",
        agencies=(
            an_agency("disdukcapil", needs_supervisor=True, parent_office=office),
            an_agency("samsat", mode=AgencyMode.REQUEST),
            an_agency("imigrasi", mode=AgencyMode.AS_GIVEN, open_weekdays=(1, 3)),
        ),
        desks=(*base.desks, a_desk("paspor", agency="imigrasi")),
        services=(*base.services, a_service("paspor", "paspor", name="Paspor")),
        leave=(Leave(officer="sari", first_day=TUESDAY, last_day=TUESDAY),),
    )


def postings_of(day: date) -> tuple[Posting, ...]:
    """Sari is away on Tuesday, Budi is pinned on Wednesday, Dewi has no counter yet on Thursday."""
    request = {"source": PostingSource.REQUEST, "confirmed": False}
    sari = a_working_day("sari", "adminduk", day, time(11, 30), counter="A1") if day != TUESDAY else ()
    budi = a_working_day("budi", "adminduk", day, time(12, 30), counter="A2", pinned=day == WEDNESDAY)
    tono = a_working_day("tono", "paspor", day, time(12), source=PostingSource.AS_GIVEN)
    return (
        *sari,
        *budi,
        *a_working_day("rina", "legalisir", day, time(12), counter="A3"),
        *a_working_day("dewi", "pajak", day, time(12), counter=None if day == THURSDAY else "B1", **request),
        *(tono if day in (TUESDAY, THURSDAY) else ()),
    )


def open_desks(day: date) -> list[str]:
    return [desk for desk in TICKETS if desk != "paspor" or day in (TUESDAY, THURSDAY)]


def quotas_of(day: date) -> tuple[Quota, ...]:
    """Half the tickets at `adminduk` on Tuesday, when Budi is alone; at most five a window for the card."""
    quotas = []
    for desk in open_desks(day):
        for window, full in zip(SESSIONS, TICKETS[desk], strict=True):
            alone = desk == "adminduk" and day == TUESDAY
            binding = "counters" if desk == "legalisir" else "wait"
            quotas.append(
                a_quota(desk, day, window, full // 2 if alone else full, binding=binding, next_binding="finish")
            )
    limits = (a_quota("adminduk", day, window, 5, service="ktp", binding="supplies") for window in SESSIONS)
    return (*quotas, *limits)


def forecasts_of(day: date) -> tuple[DemandForecast, ...]:
    means = {"adminduk": 40.0, "legalisir": 9.0, "pajak": 17.0, "paspor": 10.0}
    return tuple(a_forecast(desk, day, means[desk]) for desk in open_desks(day))


def proofs_of(day: date) -> tuple[Proof, ...]:
    """On Tuesday 22 of 40 are served at `adminduk`; all others serve nearly everybody."""
    alone = {"pagi": 11.0, "siang": 7.0, "sore": 4.0}
    usual = {"pagi": 20.0, "siang": 13.0, "sore": 6.5}
    proofs = {
        "adminduk": a_proof("adminduk", day, alone if day == TUESDAY else usual, 40.0),
        "legalisir": a_proof("legalisir", day, {"pagi": 5.0, "siang": 2.0, "sore": 2.0}, 9.0),
        "pajak": a_proof("pajak", day, {"pagi": 9.6, "siang": 3.6, "sore": 3.6}, 17.0),
        "paspor": a_proof("paspor", day, {"pagi": 6.0, "siang": 4.0}, 10.0),
    }
    return tuple(proofs[desk] for desk in open_desks(day))


def the_shortfalls() -> tuple[Shortfall, ...]:
    reasons = ("Sari tidak tersedia.", "Rina tidak bisa melayani KK.")
    return (
        Shortfall(kind="turned_away", desk="adminduk", day=TUESDAY, amount=17.6, unit="visits", reasons=reasons),
        Shortfall(kind="lunch_cover", desk="adminduk", day=TUESDAY, session="siang", amount=2, unit="half_hours"),
        Shortfall(
            kind="supervisor_present",
            desk=None,
            agency="disdukcapil",
            day=TUESDAY,
            session="pagi",
            amount=1,
            unit="sessions",
        ),
    )


def the_remedies() -> tuple[Remedy, ...]:
    """One officer more serves most, moving Rina costs nothing and serves nearly as many: she is the cheapest."""
    place = {"desk": "adminduk", "day": TUESDAY, "tickets_before": 22}
    return (
        Remedy(kind=RemedyKind.ADD_OFFICER, tickets_after=44, served_more=17.0, **place),
        Remedy(
            kind=RemedyKind.MOVE_OFFICER,
            tickets_after=40,
            served_more=14.2,
            officer="rina",
            from_desk="legalisir",
            **place,
        ),
        Remedy(kind=RemedyKind.WINDOW_SPLIT, tickets_after=22, served_more=0.1, **place),
    )


@pytest.fixture
def odd_week() -> Plan:
    """30 March to 3 April 2026: Sari on leave on Tuesday, the whole mall closed on Friday."""
    finding = PlanFinding(code="profile_default", text_id="Profil kedatangan anggapan.", text_en="Profile assumed.")
    return a_plan(
        input=PlanInput(mall=odd_mall(), days=OPEN_DAYS, history_hash="0" * 64, history_last_day=date(2026, 3, 27)),
        forecast=tuple(row for day in OPEN_DAYS for row in forecasts_of(day)),
        postings=tuple(row for day in OPEN_DAYS for row in postings_of(day)),
        quotas=tuple(row for day in OPEN_DAYS for row in quotas_of(day)),
        proofs=tuple(row for day in OPEN_DAYS for row in proofs_of(day)),
        table_minus_simulation=(),
        shortfalls=the_shortfalls(),
        remedies=the_remedies(),
        findings=(finding,),
    )


LARGE_DESKS = [f"meja-{n:02d}" for n in range(1, 29)]
LARGE_DAYS = tuple(date(2026, 2, 2) + timedelta(days=n) for n in range(6))


def large_mall() -> Mall:
    """25 agencies, 28 desks with two services, 56 officers, 6 days; on Saturday the sessions end at noon."""
    short = (Session(id="pagi", start=time(8), end=time(10)), Session(id="siang", start=time(10), end=time(12)))
    saturday = a_timetable(
        DayType.SATURDAY,
        sessions=short,
        last_ticket=time(11),
        windows=windows_from_sessions(short, time(11)),
        break_minutes=0,
        break_starts=(),
    )
    agencies = [f"instansi-{n:02d}" for n in range(1, 26)]
    owner = {desk: agencies[place % 25] for place, desk in enumerate(LARGE_DESKS)}
    staff = tuple(
        an_officer(f"Petugas {desk[-2:]}{letter}", skills={f"{desk}-a", f"{desk}-b"}, agency=owner[desk])
        for desk in LARGE_DESKS
        for letter in "AB"
    )
    return a_mall(
        officers=staff,
        name="MPP Ukuran Penuh",
        timetables={DayType.NORMAL: a_timetable(), DayType.SATURDAY: saturday},
        agencies=tuple(
            an_agency(
                agency,
                name=f"Badan Urusan {agency[-2:]} Kabupaten",
                open_weekdays=(0, 1, 2, 3, 4, 5),
                parent_office=f"kantor induk, Jl. Jenderal Sudirman {agency[-2:]}",
            )
            for agency in agencies
        ),
        desks=tuple(a_desk(desk, owner[desk], name=f"Layanan umum {desk[-2:]}") for desk in LARGE_DESKS),
        services=tuple(
            a_service(f"{desk}-{letter}", desk, name=f"Perizinan {letter} {desk[-2:]}")
            for desk in LARGE_DESKS
            for letter in "ab"
        ),
        counters=tuple(
            a_counter(f"{desk[-2:]}{n}", agency=owner[desk], desk=desk) for desk in LARGE_DESKS for n in (1, 2)
        ),
    )


def _large_day(day: date) -> tuple[str, ...]:
    return SESSIONS[:2] if day.weekday() == 5 else SESSIONS


@pytest.fixture
def large_week() -> Plan:
    """Six days of the large mall, no two desks alike."""
    places = [(n, desk, day) for n, desk in enumerate(LARGE_DESKS) for day in LARGE_DAYS]
    return a_plan(
        input=PlanInput(mall=large_mall(), days=LARGE_DAYS, history_hash="0" * 64),
        forecast=tuple(a_forecast(desk, day, 10.0 + 2 * n + day.day) for n, desk, day in places),
        postings=tuple(
            a_posting(f"petugas {desk[-2:]}{letter}".lower(), desk, day, session, counter=f"{desk[-2:]}{k}")
            for _, desk, day in places
            for session in _large_day(day)
            for k, letter in ((1, "A"), (2, "B"))
        ),
        quotas=tuple(
            a_quota(desk, day, session, 9 + n // 2 + k)
            for n, desk, day in places
            for k, session in enumerate(_large_day(day))
        ),
        proofs=tuple(
            a_proof(desk, day, dict.fromkeys(_large_day(day), 4.0 + n / 2), 14.0 + 2 * n) for n, desk, day in places
        ),
        table_minus_simulation=(),
        shortfalls=(),
    )
