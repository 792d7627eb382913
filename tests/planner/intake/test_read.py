"""`read_mall`: equal records from equal content, all findings at once, defaults for what is left out."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest

from planner.domain.errors import Finding, InvalidFile, Severity
from planner.domain.history import VisitUnit
from planner.domain.mall import AgencyMode
from planner.intake.read import MallFiles, read_mall

MakeFolder = Callable[..., Path]


def findings_of(folder: Path, **options: date) -> tuple[Finding, ...]:
    """What a folder that must be refused is refused for."""
    with pytest.raises(InvalidFile) as refused:
        read_mall(folder, **options)
    return refused.value.findings


def places(findings: tuple[Finding, ...]) -> set[tuple[str, int | None, str, str]]:
    return {(f.sheet, f.row, f.column, f.code) for f in findings}


def test_small_mall_is_read(make_folder: MakeFolder) -> None:
    """Three desks' worth of rows, no warning."""
    files = read_mall(make_folder())
    assert isinstance(files, MallFiles)
    assert files.warnings == ()
    assert [o.id for o in files.mall.officers] == ["sari", "budi", "wati"]
    assert [c.visits for c in files.history.days] == [40, 20, 15]
    assert files.history.days[0].desk == "dukcapil"
    assert files.mall.get_agency("bpjs").mode is AgencyMode.AS_GIVEN


BROKEN = {
    "services in a mess": (
        {
            "services.csv": "id,desk,name,setup_minutes,need_minutes,needs_share\n"
            "ktp,dukcapil,KTP-el,lama,10,\n"
            "kk,dukcapil,,3,999,\n"
            "jkn,bpjs,Kepesertaan JKN,3,10,60/20\n"
        },
        {
            ("services", 2, "setup_minutes", "not_a_number"),
            ("services", 3, "name", "blank"),
            ("services", 3, "need_minutes", "out_of_range"),
            ("services", 4, "needs_share", "shares_sum"),
        },
    ),
    "values out of range": (
        {
            "services.csv": "id,desk,name,need_minutes,need_cv\nktp,dukcapil,KTP-el,999,0.5\n"
            "kk,dukcapil,Kartu Keluarga,10,-1\njkn,bpjs,JKN,10,0.5\n",
            "desks.csv": "id,agency,name,weight\ndukcapil,dukcapil,Disdukcapil,10\nbpjs,bpjs,BPJS,1\n",
        },
        {
            ("services", 2, "need_minutes", "out_of_range"),
            ("services", 3, "need_cv", "out_of_range"),
            ("desks", 2, "weight", "out_of_range"),
        },
    ),
    "visits of every wrong kind": (
        {
            "visits.csv": "date,service,visits,closed\n31/02/2026,ktp,40,\n2026-01-05,kk,-4,\n2026-01-05,jkn,NaN,\n"
            "2026-01-06,jkn,999999999,\n2026-01-07,ktp,12.5,\n2026-01-08,ktp,5,ya\n2026-01-09,,7,\n2026-01-12,kpt,3,\n"
        },
        {
            ("visits", 2, "date", "no_such_day"),
            ("visits", 3, "visits", "out_of_range"),
            ("visits", 4, "visits", "not_a_number"),
            ("visits", 5, "visits", "out_of_range"),
            ("visits", 6, "visits", "not_whole"),
            ("visits", 7, "closed", "visits_on_closed_day"),
            ("visits", 8, "", "one_of_two"),
            ("visits", 9, "service", "unknown"),
        },
    ),
    "rows twice": (
        {
            "visits.csv": "date,service,visits\n2026-01-05,ktp,40\n05/01/2026,KTP,41\n",
            "officers.csv": "id,name,agency\nsari,Sari,dukcapil\nsari,Sari lain,dukcapil\nbudi,Budi,\nwati,W,bpjs\n",
            "skills.csv": "officer,service\nsari,ktp\nsari,ktp\nbudi,kk\nwati,jkn\n",
        },
        {
            ("visits", 3, "date", "duplicate"),
            ("officers", 3, "id", "duplicate"),
            ("skills", 3, "from", "overlap"),
        },
    ),
    "strangers everywhere": (
        {
            "services.csv": "id,desk,name\nktp,dukcapl,KTP-el\nkk,dukcapil,KK\njkn,bpjs,JKN\n",
            "officers.csv": "id,name,agency\nsari,Sari,dukcapi\nbudi,Budi,dukcapil\nwati,Wati,bpjs\n",
            "skills.csv": "officer,service\nsari,ktp\nsarri,kk\nbudi,kkk\nbudi,kk\nwati,jkn\n",
        },
        {
            ("services", 2, "desk", "unknown"),
            ("officers", 2, "agency", "unknown"),
            ("skills", 3, "officer", "unknown"),
            ("skills", 4, "service", "unknown"),
            ("visits", 2, "desk", "unknown"),  # its service belongs to the desk nobody knows
        },
    ),
    "leave": (
        {
            "leave.csv": "officer,from,to,sessions\nsari,2026-01-05,2026-01-03,\nbudi,2026-01-05,2026-01-09,\n"
            "budi,2026-01-09,2026-01-10,\nwati,2026-01-05,,petang\n"
        },
        {
            ("leave", 2, "to", "ends_before_start"),
            ("leave", 4, "from", "overlap"),
            ("leave", 5, "sessions", "unknown_session"),
        },
    ),
    "headings": (
        {
            "visits.csv": "date,servis,visit\n2026-01-05,ktp,40\n",
            "counters.csv": "id,agency,id\n1,bpjs,2\n",
            "officers.csv": "nama panggilan,umur\nSari,30\n",
        },
        {
            ("visits", 1, "visit", "misspelt_column"),
            ("visits", 1, "visits", "missing_column"),
            ("visits", 1, "servis", "misspelt_column"),
            ("counters", 1, "id", "double_column"),
            ("officers", None, "", "no_heading"),
        },
    ),
    "ragged rows and formulas": (
        {
            "visits.csv": "date,service,visits\n2026-01-05,ktp,1,5\n2026-01-06,ktp\n2026-01-07,ktp,=SUM(C1:C2)\n",
            "officers.csv": "id,name,agency\n1.98503E+17,Sari,dukcapil\nbudi,Budi,dukcapil\nwati,Wati,bpjs\n",
            "skills.csv": "officer,service\nbudi,ktp\nbudi,kk\nwati,jkn\n",
        },
        {
            ("visits", 2, "", "extra_cells"),
            ("visits", 3, "visits", "blank"),
            ("visits", 4, "visits", "formula"),
            ("officers", 2, "id", "rounded_id"),
        },
    ),
    "mall.toml": (
        {
            "mall.toml": 'name = ""\nzone = "WIP"\nnama = "x"\n[promis]\nwait_minutes = 20\n[promise]\n'
            "wait_minute = 20\nwait_share = 9\n[day_types.norml]\n[day_types.friday]\n"
            'sessions = ["pagi 08:00-11:00", "siang 11:30-15:00"]\n'
            'last_ticket = "14:00"\n[day_types.saturday]\nsessions = ["pagi 8-11"]\n'
        },
        {
            ("mall.toml", None, "name", "missing_key"),
            ("mall.toml", None, "zone", "bad_setting"),
            ("mall.toml", None, "nama", "unknown_key"),
            ("mall.toml", None, "promis", "unknown_key"),
            ("mall.toml", None, "promise.wait_minute", "unknown_key"),
            ("mall.toml", None, "promise.wait_share", "out_of_range"),
            ("mall.toml", None, "day_types.norml", "unknown_key"),
            ("mall.toml", None, "day_types.normal", "no_timetable"),
            ("mall.toml", None, "day_types.friday.sessions", "sessions_gap"),
            ("mall.toml", None, "day_types.saturday.sessions", "bad_setting"),
            ("mall.toml", None, "day_types.saturday.last_ticket", "missing_key"),
        },
    ),
    "what must be there": (
        {"mall.toml": None, "desks.csv": None, "officers.csv": None, "skills.csv": None, "visits.csv": None},
        {
            ("mall.toml", None, "", "missing_settings"),
            ("desks", None, "", "missing_sheet"),
            ("officers", None, "", "missing_officers"),
            ("visits", None, "", "missing_visits"),
        },
    ),
    "shares and rows without an owner": (
        {
            "services.csv": "id,desk,name,needs_1,needs_2\nktp,dukcapil,K,50%,20%\nkk,,KK,,\njkn,bpjs,J,120%,-20%\n",
            "profiles.csv": "desk,half_hour,share\ndukcapil,buka,150%\n",
        },
        {
            ("services", 2, "needs_share", "needs_share"),
            ("services", 3, "desk", "blank"),
            ("services", 4, "needs_share", "needs_share"),
            ("profiles", 2, "", "out_of_range"),
        },
    ),
    "wishes, pairs, supplies, further needs": (
        {
            "wishes.csv": "officer,date,weekday,session,weight\nsari,2026-01-05,Senin,pagi,1\nbudi,,Senin,pagi,9\n",
            "pairs.csv": "officer,other,kind\nsari,sari,senior_of\nsari,budi,teman\n",
            "supplies.csv": "item,service,per_ticket,stock,until\nblangko,ktp,1,-5,2026-02-30\n",
            "also_needs.csv": "desk,service,next_service,share\ndukcapil,ktp,kk,60%\ndukcapil,kk,jkn,100%\n",
            "profiles.csv": "desk,half_hour,share\ndukcapil,buka,0.5\ndukcapil,08:15,0.5\nbpjs,08:00,0.5\n"
            "bpjs,8.00,0.5\n",
        },
        {
            ("wishes", 2, "date", "wish_day"),
            ("wishes", 3, "weight", "out_of_range"),
            ("pairs", 2, "other", "pair_self"),
            ("pairs", 3, "kind", "not_a_choice"),
            ("supplies", 2, "stock", "out_of_range"),
            ("supplies", 2, "until", "no_such_day"),
            ("also_needs", 2, "share", "also_needs_sum"),
            ("also_needs", 3, "next_service", "other_desk"),
            ("profiles", 2, "half_hour", "not_a_half_hour"),
            ("profiles", 4, "share", "profile_sum"),
            ("profiles", 5, "half_hour", "duplicate"),
        },
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_every_finding_of_a_broken_folder_is_listed(name: str, make_folder: MakeFolder) -> None:
    """Each fault at its row and column, told once; other faults in the same files do not hide it."""
    changes, expected = BROKEN[name]
    findings = findings_of(make_folder(changes))
    refused = tuple(f for f in findings if f.severity is Severity.REFUSED)
    assert expected <= places(findings)
    assert places(refused) <= expected
    assert len(refused) == len(places(refused))


@pytest.mark.parametrize("name", BROKEN)
def test_every_finding_says_what_is_wrong_and_the_way_out(name: str, make_folder: MakeFolder) -> None:
    """Both languages, both halves, every placeholder filled, and the value where there is one."""
    for finding in findings_of(make_folder(BROKEN[name][0])):
        for text in (finding.problem_id, finding.problem_en, finding.remedy_id, finding.remedy_en):
            assert text.strip()
            assert "{" not in text or "id =" in text
        assert finding.sheet in finding.sentence("id")
        assert finding.problem_en in finding.sentence("en")


def test_a_sentence_names_place_value_problem_and_remedy(make_folder: MakeFolder) -> None:
    """Where, the value, what is wrong, the way out; the nearest name is offered."""
    findings = findings_of(make_folder({"visits.csv": "tanggal,layanan,kunjungan\n2026-01-05,kkk,4\n"}))
    assert findings[0].sentence("id") == (
        'visits, baris 2, kolom "layanan": "kkk" tidak ada di lembar services. Mungkin: kk? '
        "Perbaiki tulisannya atau tambahkan di lembar services."
    )
    assert findings[0].sentence("en").startswith('visits, row 2, column "layanan": "kkk" is not in sheet services.')


def test_one_broken_row_is_told_once(make_folder: MakeFolder) -> None:
    """The service kk has a fault of its own; skills and visits that name it say nothing more."""
    findings = findings_of(
        make_folder({"services.csv": "id,desk,name,need_minutes\nktp,dukcapil,K,10\nkk,dukcapil,KK,x\njkn,bpjs,J,9\n"})
    )
    assert places(findings) == {("services", 3, "need_minutes", "not_a_number")}


def test_names_may_stand_for_ids(make_folder: MakeFolder) -> None:
    """`Kartu  keluarga` is the name of kk, `Disdukcapil` of the desk; case and blanks do not count."""
    files = read_mall(
        make_folder(
            {
                "skills.csv": "petugas,layanan\nSARI,kartu  keluarga\nBudi,ktp-el\nwati,JKN\n",
                "visits.csv": "date,service,desk,visits\n2026-01-05,Kartu Keluarga,Disdukcapil,20\n",
            }
        )
    )
    assert [(s.officer, s.service) for s in files.mall.skills] == [("sari", "kk"), ("budi", "ktp"), ("wati", "jkn")]
    assert files.history.days[0].service == "kk"


def test_agencies_named_by_desks_only_may_be_spelt_in_two_ways(make_folder: MakeFolder) -> None:
    """`disdukcapil` and `Disdukcapil` are one agency, with the first spelling."""
    desks = "id,agency,name\ndukcapil,disdukcapil,D\nbpjs,Disdukcapil,B\n"
    officers = "id,name,agency\nsari,S,DISDUKCAPIL\nbudi,B,disdukcapil\nwati,W,disdukcapil\n"
    changes = {"agencies.csv": None, "counters.csv": None, "desks.csv": desks, "officers.csv": officers}
    mall = read_mall(make_folder(changes)).mall
    assert [agency.id for agency in mall.agencies] == ["disdukcapil"]
    assert {officer.agency for officer in mall.officers} == {"disdukcapil"}


def test_an_id_stands_above_a_name(make_folder: MakeFolder) -> None:
    """The service with the id kk is meant, though another one is called KK."""
    services = "id,desk,name\nktp,dukcapil,KK\nkk,dukcapil,Kartu Keluarga\njkn,bpjs,JKN\n"
    files = read_mall(make_folder({"services.csv": services, "visits.csv": "date,service,visits\n2026-01-05,KK,3\n"}))
    assert files.history.days[0].service == "kk"


def test_a_name_that_two_share_is_no_id(make_folder: MakeFolder) -> None:
    """Two services are called Konsultasi: only their ids tell them apart."""
    services = "id,desk,name\nktp,dukcapil,Konsultasi\nkk,dukcapil,KK\njkn,bpjs,Konsultasi\n"
    visits = "date,service,visits\n2026-01-05,Konsultasi,3\n"
    assert places(findings_of(make_folder({"services.csv": services, "visits.csv": visits}))) == {
        ("visits", 2, "service", "unknown")
    }


def test_service_and_desk_must_agree(make_folder: MakeFolder) -> None:
    """kk belongs to Disdukcapil, the row says BPJS."""
    findings = findings_of(make_folder({"visits.csv": "date,service,desk,visits\n2026-01-05,kk,bpjs,3\n"}))
    assert places(findings) == {("visits", 2, "desk", "other_desk")}


def test_only_the_needed_sheets(make_folder: MakeFolder) -> None:
    """Desks with a number of officers and one month: agencies, officers and skills are filled in."""
    files = read_mall(
        make_folder(
            {
                "agencies.csv": None,
                "counters.csv": None,
                "officers.csv": None,
                "skills.csv": None,
                "visits.csv": None,
                "desks.csv": "id,agency,name,officers_count\ndukcapil,Disdukcapil,Disdukcapil,2\nbpjs,BPJS,BPJS,1\n",
                "visits_monthly.csv": "bulan,meja,kunjungan\nJanuari 2026,dukcapil,1.320\n2026-01,bpjs,300\n",
            }
        )
    )
    mall = files.mall
    assert [o.name for o in mall.officers] == [
        "Petugas Disdukcapil 1",
        "Petugas Disdukcapil 2",
        "Petugas BPJS 1",
    ]
    assert [(s.officer, s.service) for s in mall.skills if s.officer == "dukcapil-2"] == [
        ("dukcapil-2", "ktp"),
        ("dukcapil-2", "kk"),
    ]
    assert [a.id for a in mall.agencies] == ["Disdukcapil", "BPJS"]
    assert files.history.months[0].visits == 1320
    assert [(c.id, c.desk) for c in mall.counters][:2] == [("dukcapil-L1", "dukcapil"), ("dukcapil-L2", "dukcapil")]
    assert [f.code for f in files.warnings] == ["counters_assumed"]


def test_a_month_that_has_not_ended_is_refused(make_folder: MakeFolder) -> None:
    """On 15 January the count of January is a part of it: taken as a whole month it would halve the demand."""
    folder = make_folder({"visits_monthly.csv": "month,desk,visits\n2026-01,dukcapil,700\n"})
    assert {(f.sheet, f.row, f.code) for f in findings_of(folder, today=date(2026, 1, 15))} == {
        ("visits_monthly", 2, "running_month")
    }
    assert read_mall(folder, today=date(2026, 1, 31)).warnings == ()


def test_officers_without_skills_are_taken_to_serve_their_agency(make_folder: MakeFolder) -> None:
    """No sheet of skills: Sari and Budi serve ktp and kk, Wati jkn; the assumption is shown."""
    files = read_mall(make_folder({"skills.csv": None}))
    assert len(files.mall.skills) == 5
    assert [f.code for f in files.warnings] == ["skills_assumed"]


def test_a_number_beside_named_officers_is_not_used(make_folder: MakeFolder) -> None:
    """Disdukcapil has Sari and Budi; three more are not invented in silence."""
    desks = "id,agency,name,officers_count\ndukcapil,dukcapil,Disdukcapil,3\nbpjs,bpjs,BPJS,\n"
    files = read_mall(make_folder({"desks.csv": desks}))
    assert len(files.mall.officers) == 3
    assert [(f.code, f.row) for f in files.warnings] == [("count_and_names", 2)]


@pytest.mark.parametrize(
    ("row", "mode"),
    [
        ("dpmptsp,DPMPTSP,,", AgencyMode.PLANNED),
        ("x,X,own,", AgencyMode.PLANNED),
        ("x,X,opd,", AgencyMode.REQUEST),
        ("x,X,own,usulan", AgencyMode.REQUEST),
        ("x,X,opd,Jadwal sendiri", AgencyMode.AS_GIVEN),
    ],
)
def test_only_the_malls_own_agency_is_planned_by_default(row: str, mode: AgencyMode, make_folder: MakeFolder) -> None:
    """Others confirm what the plan proposes, unless the sheet says otherwise."""
    agencies = f"id,name,kind,mode\n{row}\ndukcapil,D,opd,\nbpjs,B,opd,\n"
    assert read_mall(make_folder({"agencies.csv": agencies})).mall.agencies[0].mode is mode


@pytest.mark.parametrize(
    ("heading", "cells", "expected"),
    [
        ("needs_share", "62/25/9/4", (0.62, 0.25, 0.09, 0.04)),
        ("needs_1,needs_2,needs_3,needs_4", "62%,25%,9%,4%", (0.62, 0.25, 0.09, 0.04)),
        ("needs_1,needs_2,needs_3,needs_4", "62,25,9,4", (0.62, 0.25, 0.09, 0.04)),
        ("keperluan_1,keperluan_2", "80%,20%", (0.8, 0.2, 0.0, 0.0)),
        ("name", "KTP", (1.0, 0.0, 0.0, 0.0)),
    ],
)
def test_needs_in_one_column_or_four(
    heading: str, cells: str, expected: tuple[float, ...], make_folder: MakeFolder
) -> None:
    """Percent or fractions; without any, every visit has one need."""
    name = "" if heading == "name" else ",name"
    value = "" if heading == "name" else ",KTP"
    services = f"id,desk{name},{heading}\nktp,dukcapil{value},{cells}\n"
    files = read_mall(
        make_folder(
            {
                "services.csv": services,
                "skills.csv": "officer,service\nsari,ktp\nbudi,ktp\nwati,ktp\n",
                "visits.csv": "date,service,visits\n2026-01-05,ktp,40\n",
            }
        )
    )
    assert files.mall.services[0].needs_share == pytest.approx(expected)


def test_priority_share_has_an_older_name(make_folder: MakeFolder) -> None:
    """`priority_weight` is read as the share of priority visitors."""
    services = "id,desk,name,priority_weight\nktp,dukcapil,K,8%\nkk,dukcapil,KK,\njkn,bpjs,J,0.1\n"
    shares = [s.priority_share for s in read_mall(make_folder({"services.csv": services})).mall.services]
    assert shares == pytest.approx([0.08, 0, 0.1])


def test_quota_full_days_and_units(make_folder: MakeFolder) -> None:
    """A time at which tickets ran out makes a day full; the unit is kept."""
    visits = (
        "tanggal;layanan;kunjungan;satuan;kuota;penuh;jam habis;ditolak\n"
        "5 Januari 2026;ktp;50;antrean;70;;10.15;12\n6 Januari 2026;ktp;50;;70;ya;;\n7 Januari 2026;ktp;50;;70;;;\n"
    )
    first, second, third = read_mall(make_folder({"visits.csv": visits})).history.days
    assert (first.unit, first.quota_full_at, first.refused) == (VisitUnit.TICKETS, time(10, 15), 12)
    assert (first.is_full, second.is_full, third.is_full) == (True, True, False)


def test_tickets_complete_their_times_with_the_date(make_folder: MakeFolder) -> None:
    """A clock time belongs to the row's day; a time that is not kept stays unknown."""
    tickets = (
        "tanggal,layanan,nomor antrean,jam ambil,jam panggil,petugas\n5/1/2026,ktp,A001,07.55,2026-01-05 08:02,sari\n"
    )
    (ticket,) = read_mall(make_folder({"visits.csv": None, "tickets.csv": tickets})).history.tickets
    assert f"{ticket.taken_at:%Y-%m-%d %H:%M}" == "2026-01-05 07:55"
    assert f"{ticket.called_at:%H:%M}" == "08:02"
    assert (ticket.finished_at, ticket.officer, ticket.desk) == (None, "sari", "dukcapil")


def test_a_month_names_an_agency_or_a_desk(make_folder: MakeFolder) -> None:
    """Both, or none, is refused."""
    months = "month,agency,desk,visits\n2026-01,dukcapil,dukcapil,9\n2026-02,,,9\n2026-03,dukcapil,,9\n"
    assert places(findings_of(make_folder({"visits_monthly.csv": months}))) == {
        ("visits_monthly", 2, "agency", "month_of_what"),
        ("visits_monthly", 3, "agency", "month_of_what"),
    }


def test_visits_after_today_are_refused(make_folder: MakeFolder) -> None:
    """Read on 4 January, the counts of 5 January have not happened."""
    findings = findings_of(make_folder(), today=date(2026, 1, 4))
    assert {f.code for f in findings} == {"future_visits"}
    assert read_mall(make_folder(), today=date(2026, 1, 5)).warnings == ()


def test_profiles_by_name(make_folder: MakeFolder) -> None:
    """The named shapes run from 08:00 to the last ticket at 14:00: twelve half-hours; the rush has a door crowd."""
    desks = "id,agency,name,pola_datang\ndukcapil,dukcapil,D,pagi\nbpjs,bpjs,B,merata\n"
    rush, spread = read_mall(make_folder({"desks.csv": desks})).mall.profiles
    assert (rush.at_open, spread.at_open) == (0.15, 0)
    assert len(rush.half_hours) == len(spread.half_hours) == 12
    assert spread.half_hours[480] == pytest.approx(1 / 12)
    assert not rush.measured


def test_the_reason_of_a_leave_is_not_read(make_folder: MakeFolder) -> None:
    """The column is named, its content never."""
    leave = "officer,from,to,alasan\nsari,2026-01-05,2026-01-06,rahasia sekali\n"
    files = read_mall(make_folder({"leave.csv": leave}))
    assert [(f.code, f.column) for f in files.warnings] == [("unknown_column", "alasan")]
    assert "rahasia" not in repr(files)


def test_unknown_sheets_are_told(make_folder: MakeFolder) -> None:
    """A near name is offered; a sheet twice, once in each language, is refused."""
    files = read_mall(make_folder({"officer.csv": "a\n1\n"}))
    assert [(f.code, f.sheet) for f in files.warnings] == [("unknown_sheet", "officer.csv")]
    assert "officers" in files.warnings[0].problem_en
    assert "double_sheet" in {f.code for f in findings_of(make_folder({"petugas.csv": "id,name\nx,X\n"}))}


def test_titles_above_the_headings_are_skipped(make_folder: MakeFolder) -> None:
    """The row number is that of the file."""
    visits = "REKAP KUNJUNGAN\n\ndate,service,visits\n2026-01-05,ktp,x\n"
    assert places(findings_of(make_folder({"visits.csv": visits}))) == {("visits", 4, "visits", "not_a_number")}


def test_example_rows_are_not_data(make_folder: MakeFolder) -> None:
    """Beside real rows they are a warning each, by row and name; in the place of needed ones they are refused."""
    officers = (
        "id,name,agency,catatan\nsari,S,dukcapil,\nx,X,bpjs,Contoh\nbudi,B,dukcapil,\nwati,W,bpjs,\ny,Y,bpjs,contoh\n"
    )
    told = read_mall(make_folder({"officers.csv": officers})).warnings
    assert [(f.code, f.row, f.value) for f in told] == [("example_rows", 3, "x"), ("example_rows", 6, "y")]
    only = "date,service,visits,note\n2026-01-05,ktp,40,example\n"
    assert {(f.code, f.severity) for f in findings_of(make_folder({"visits.csv": only}))} == {
        ("example_rows", Severity.REFUSED)
    }


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """One finding, no traceback."""
    assert [f.code for f in findings_of(tmp_path / "tidak-ada")] == ["not_found"]


def test_a_csv_over_20_mb_is_not_read(make_folder: MakeFolder) -> None:
    """20 MB and one byte."""
    folder = make_folder()
    (folder / "tickets.csv").write_bytes(b"x" * 20_000_001)
    assert {f.code for f in findings_of(folder)} == {"too_large"}


@pytest.mark.parametrize("content", ["date" + ";x" * 100, "date\n" * 200_001], ids=["101 columns", "200,001 rows"])
def test_a_csv_beyond_the_limits_is_not_read(content: str, make_folder: MakeFolder) -> None:
    """200,000 rows and 100 columns, as in a workbook."""
    codes = [f.code for f in findings_of(make_folder({"tickets.csv": content}))]
    assert codes == ["far_cell"]


def test_reading_twice_gives_equal_records(make_folder: MakeFolder) -> None:
    """Nothing depends on when or how often a folder is read."""
    folder = make_folder()
    assert read_mall(folder) == read_mall(str(folder))


@pytest.mark.parametrize("count", ["-3", "300000"])
def test_number_of_officers_is_refused_outside_its_range(make_folder: MakeFolder, count: str) -> None:
    """-3 must not be read as "none", nor 300,000 people made: the column takes 0 to 50."""
    desks = f"id,agency,name,officers_count\ndukcapil,dukcapil,Disdukcapil,{count}\nbpjs,bpjs,BPJS,1\n"
    found = findings_of(make_folder({"desks.csv": desks}))
    assert ("desks", 2, "officers_count", "out_of_range") in places(found)


def test_every_bad_cell_of_a_row_is_told_at_once(make_folder: MakeFolder) -> None:
    """31 February and -5 visits in one row are two findings, not one today and one tomorrow."""
    found = findings_of(make_folder({"visits.csv": "date,service,visits\n31/02/2026,ktp,-5\n"}))
    assert {("visits", 2, "date", "no_such_day"), ("visits", 2, "visits", "out_of_range")} <= places(found)


def test_a_folder_named_as_a_sheet_is_a_finding(make_folder: MakeFolder) -> None:
    """Reading it as a file would end in a traceback, and a pipe in waiting for ever."""
    folder = make_folder()
    (folder / "leave.csv").mkdir()
    assert ("leave.csv", None, "", "not_opened") in places(findings_of(folder))
