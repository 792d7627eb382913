"""Make the sample mall `examples/habaring-hurung/`: synthetic, seeded, calibrated on published figures.

    python examples/make_habaring_hurung.py [FOLDER]

Size and course of the visits follow what is published about MPP Habaring Hurung and its peers: 200-250 visits a day in
the first year, over 300 in the second, Disdukcapil capped at 70 a day with 3-4 generalists, up to four needs a visit.
Every person, every count and every minute here is invented. Run again, it writes the same files to the byte.
"""

import csv
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from planner.calendar.holidays import eid_al_fitr_days, national_days
from planner.domain.mall import CalendarKind

SEED = 20260606
FIRST_DAY = date(2024, 6, 3)
LAST_DAY = date(2026, 6, 6)
RUN_OUT_NOTED_FROM = date(2025, 12, 8)  # before it nobody wrote down when the tickets ran out
PLANNED_MONDAY = date(2026, 6, 8)
LOCAL_CLOSED = (date(2025, 1, 7), date(2026, 1, 7))
DISDUKCAPIL_QUOTA = 70
DISDUKCAPIL_QUOTA_SHORT = 50  # on days on which an operator was away
SHORT_DAYS_SHARE = 0.07
IMIGRASI_QUOTA = 30
INVENTED = "rekaan"

WEEK = "Senin-Jumat"
ALL_WEEKDAYS = {"Senin": 0, "Selasa": 1, "Rabu": 2, "Kamis": 3, "Jumat": 4, "Sabtu": 5}


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyPlan:
    """An agency of the sample with its one desk, officers and counters."""

    id: str
    name: str
    kind: str
    mode: str
    officers: int
    counters: int
    days: str = WEEK
    supervisors: int = 0
    office: str = ""

    @property
    def weekdays(self) -> tuple[int, ...]:
        """Open weekdays, 0 = Monday."""
        if "-" in self.days:
            first, last = self.days.split("-")
            return tuple(range(ALL_WEEKDAYS[first], ALL_WEEKDAYS[last] + 1))
        return tuple(ALL_WEEKDAYS[day.strip()] for day in self.days.split(","))


def _agency(line: str) -> AgencyPlan:
    agency, name, kind, mode, officers, counters, days, supervisors, office = (part.strip() for part in line.split("|"))
    return AgencyPlan(
        id=agency,
        name=name,
        kind=kind,
        mode=mode,
        officers=int(officers),
        counters=int(counters),
        days=days or WEEK,
        supervisors=int(supervisors or 0),
        office=office,
    )


AGENCIES = tuple(
    _agency(line)
    for line in """
dpmptsp|DPMPTSP (pengelola mal)|own|planned|4|3||2|
disdukcapil|Disdukcapil|opd|planned|4|4||2|Kantor Disdukcapil
dinkes|Dinas Kesehatan|opd|planned|2|2|||
dinsos|Dinas Sosial|opd|planned|3|2|||
disnaker|Dinas Tenaga Kerja|opd|planned|2|2|||
bapenda|Badan Pendapatan Daerah|opd|planned|3|2|||
dlh|Dinas Lingkungan Hidup|opd|planned|1|1|Selasa, Kamis||
cipta_karya|Dinas Cipta Karya|opd|planned|1|1|Selasa, Kamis||
disdik|Dinas Pendidikan|opd|planned|1|2|||
dishub|Dinas Perhubungan|opd|planned|1|1|||
polres|Polres|vertical|request|3|2|||
kejari|Kejaksaan Negeri|vertical|request|1|1|||
kemenag|Kantor Kementerian Agama|vertical|request|2|1|||
bpn|Kantor Pertanahan|vertical|request|2|2|||
pa|Pengadilan Agama|vertical|request|2|1|Senin-Kamis||
kp2kp|KP2KP|vertical|request|3|2|||
imigrasi|Kantor Imigrasi|vertical|request|3|2|Senin, Rabu||Kantor Imigrasi
bpjs_kes|BPJS Kesehatan|vertical|as_given|3|3|||
bpjs_tk|BPJS Ketenagakerjaan|vertical|request|2|2|||
samsat|Samsat|vertical|request|3|2|||
bank_kalteng|Bank Kalteng|bank|request|4|3|Senin-Sabtu|2|
taspen|Taspen|bumn|request|1|1|||
pdam|PDAM|bumd|request|2|1|||
pln|PLN|bumn|request|2|1|||
pos|Pos|bumn|request|1|1|||
""".strip().splitlines()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePlan:
    """A service: visits a day at the end of the history, growth over two years, minutes, and what moves it."""

    id: str
    desk: str
    name: str
    visits: float
    growth: float
    setup: float
    need: float
    cv: float
    needs: str
    tags: tuple[str, ...] = ()


def _service(line: str) -> ServicePlan:
    service, desk, name, visits, growth, minutes, needs, tags = (part.strip() for part in line.split("|"))
    setup, need, cv = (float(number) for number in minutes.split("+"))
    return ServicePlan(
        id=service,
        desk=desk,
        name=name,
        visits=float(visits),
        growth=float(growth),
        setup=setup,
        need=need,
        cv=cv,
        needs=needs or "90/10/0/0",
        tags=tuple(tags.split()),
    )


# visits a day and growth of Disdukcapil's services are those of the true demand, before the quota
SERVICES = tuple(
    _service(line)
    for line in """
ktp_rekam|disdukcapil|Perekaman KTP-el|10.5|1.33|3+9+0.5|62/25/9/4|lebaran
ktp_cetak|disdukcapil|Cetak KTP-el|27|1.33|3+6+0.5|62/25/9/4|lebaran
kk|disdukcapil|Kartu Keluarga|24|1.33|3+9+0.5|62/25/9/4|lebaran school
kia|disdukcapil|Kartu Identitas Anak|7|1.33|3+6+0.5|62/25/9/4|school
akta_lahir|disdukcapil|Akta kelahiran|10|1.33|3+10+0.5|62/25/9/4|lebaran school
akta_mati|disdukcapil|Akta kematian|4|1.33|3+10+0.5|62/25/9/4|
pindah|disdukcapil|Pindah datang|5|1.33|3+10+0.5|62/25/9/4|lebaran
nib|dpmptsp|NIB dan OSS|8.6|1.74|4+20+0.6|80/15/5/0|newyear
izin_praktik|dpmptsp|Izin praktik tenaga kesehatan|4.8|1.64|4+14+0.5|85/15/0/0|
info_izin|dpmptsp|Informasi dan pengaduan|5.8|1.44|1+6+0.6||
surat_sehat|dinkes|Surat keterangan sehat|6.7|1.64|2+9+0.4||school cpns
izin_pirt|dinkes|Izin pangan rumah tangga|2.9|1.64|3+12+0.5||
pbi_jkn|dinsos|Kepesertaan PBI JKN|10.6|1.94|2+8+0.5|85/15/0/0|lebaran
dtks|dinsos|Data kesejahteraan sosial|6.7|1.84|2+9+0.5|85/15/0/0|
ak1|disnaker|Kartu pencari kerja AK-1|11.5|1.84|2+7+0.4||cpns graduates
aduan_kerja|disnaker|Pengaduan ketenagakerjaan|1.4|1.34|4+20+0.6||
pbb|bapenda|PBB-P2|8.6|1.74|1+6+0.5|85/15/0/0|tax
bphtb|bapenda|BPHTB|3.8|1.64|3+10+0.5||
izin_lingkungan|dlh|Persetujuan lingkungan|2.9|1.64|4+16+0.6||
pbg|cipta_karya|Persetujuan bangunan gedung|3.8|1.74|4+16+0.6||
legalisir|disdik|Legalisir dan surat pindah sekolah|8.6|1.64|2+7+0.4|85/15/0/0|school
uji_kir|dishub|Pendaftaran uji kendaraan|2.9|1.44|2+8+0.4||
skck|polres|SKCK|16.3|1.74|2+8+0.4||cpns lebaran
lapor_hilang|polres|Laporan kehilangan|5.8|1.54|2+8+0.5||
tilang|kejari|Pengambilan barang bukti tilang|5.8|1.54|1+5+0.4||
haji|kemenag|Pendaftaran haji dan umrah|4.8|1.64|3+12+0.4||
sertipikat|bpn|Layanan sertipikat tanah|10.6|1.74|3+11+0.5||
perkara|pa|Pendaftaran perkara|5.8|1.64|3+12+0.5||lebaran
npwp|kp2kp|NPWP|6.7|1.64|2+11+0.5||newyear
spt|kp2kp|SPT dan konsultasi pajak|5.8|1.64|2+13+0.6||spt
paspor|imigrasi|Paspor|26|1.5|2+11+0.3||
jkn_ubah|bpjs_kes|Perubahan data peserta|15.4|1.94|2+9+0.5|80/17/3/0|newyear
jkn_daftar|bpjs_kes|Pendaftaran peserta|8.6|1.84|2+11+0.5|85/15/0/0|
jht|bpjs_tk|Klaim JHT|16.3|2.04|3+16+0.5||lebaran
tk_daftar|bpjs_tk|Kepesertaan|3.8|1.74|3+11+0.5||
pajak_kendaraan|samsat|Pajak kendaraan tahunan|21.1|1.74|1+7+0.4||tax
teller|bank_kalteng|Teller|15.4|1.74|1+4+0.5|85/15/0/0|payday
cs_bank|bank_kalteng|Layanan nasabah|6.7|1.64|2+12+0.6||
pensiun|taspen|Layanan pensiun|3.8|1.44|3+12+0.5||payday
air|pdam|Sambungan dan tagihan air|8.6|1.54|1+6+0.5||
listrik|pln|Sambungan dan tagihan listrik|5.8|1.54|1+7+0.5||
kiriman|pos|Kiriman dan wesel|4.8|1.54|1+5+0.5||
""".strip().splitlines()
)
NEXT_NEEDS = {
    "ktp_rekam": "ktp_cetak 60 kk 30 kia 10",
    "ktp_cetak": "kk 50 ktp_cetak 20 kia 15 akta_lahir 10 pindah 5",
    "kk": "ktp_cetak 40 akta_lahir 25 kia 20 kk 10 akta_mati 5",
    "kia": "akta_lahir 50 kk 35 kia 15",
    "akta_lahir": "kk 50 kia 40 akta_lahir 10",
    "akta_mati": "kk 70 ktp_cetak 30",
    "pindah": "kk 55 ktp_cetak 45",
}
WEEKDAY_FACTORS = (1.18, 1.08, 1.0, 0.96, 0.74, 0.6)
WEEKDAY_FACTORS_DISDUKCAPIL = (1.3, 1.12, 0.97, 0.9, 0.6, 0.0)
# door crowd and half-hours from 08:00, percent of the day
PROFILES = {
    "disdukcapil": (15, (16, 15, 13, 10, 8, 6, 4, 2, 2, 3, 3, 3)),
    "polres": (8, (14, 13, 12, 11, 9, 8, 6, 4, 4, 4, 4, 3)),
    "bpjs_kes": (10, (15, 13, 12, 10, 9, 8, 6, 4, 4, 4, 3, 2)),
    "samsat": (8, (13, 13, 12, 11, 10, 8, 6, 5, 4, 4, 3, 3)),
}
FAMILY_NAME = "Rekaan"  # fiction
PLANT_NAMES = (
    "Melati Anggrek Cempaka Kenanga Dahlia Seruni Teratai Mawar Kamboja Flamboyan Bougenvil Aster Lavender "
    "Tanjung Kemuning Cendana Meranti Ulin Ramin Jelutung Rotan Bangkirai Keruing Gaharu Sungkai Bungur "
    "Trembesi Ketapang Mahoni Damar Pinus Akasia Beringin Waru Randu Kapuk Pandan Serai Pala Cengkih Lada "
    "Kayumanis Jahe Kunyit Kencur Temulawak Salam Jeruk Mangga Durian Rambutan Langsat Manggis Sawo Nangka "
    "Cempedak Kecapi Belimbing Jambu Delima "
)
FIRST_NAMES = PLANT_NAMES.split()
POOLED = {
    "f1": ("info_izin", "pbi_jkn", "legalisir", "air"),
    "f2": ("ktp_cetak", "kia", "pbb", "info_izin"),
    "f3": ("legalisir", "ak1", "pbb", "surat_sehat"),
    "f4": ("kia", "ktp_cetak", "pbi_jkn", "ak1"),
}
NOT_SKILLED = {("disdukcapil4", "akta_lahir"), ("disdukcapil4", "akta_mati")}
PACES = {"disdukcapil1": 1.1, "disdukcapil4": 0.9, "dpmptsp1": 1.1, "bank_kalteng4": 0.9}
MALL_TOML = """# Mal contoh. Semua orang, hitungan, dan menit di map ini rekaan; lihat README.md.
name = "MPP Habaring Hurung (contoh)"
zone = "WIB"

[promise]
wait_minutes = 30
wait_share = 0.9
finish_probability = 0.95
grace_minutes = 15

# Di data rekaan ini yang ditolak tidak datang lagi.
[assumptions]
return_share = 0.0

[day_types.normal]
sessions = [
  {id = "pagi", start = "08:00", end = "11:00"},
  {id = "siang", start = "11:00", end = "13:30"},
  {id = "sore", start = "13:30", end = "15:00"},
]
last_ticket = "14:00"
break_minutes = 60
break_starts = ["11:30", "12:30"]

[day_types.friday]
sessions = [
  {id = "pagi", start = "08:00", end = "11:00"},
  {id = "siang", start = "11:00", end = "15:00"},
]
last_ticket = "14:00"
break_minutes = 90
break_starts = ["11:30", "13:00"]

[day_types.saturday]
sessions = [
  {id = "pagi", start = "08:00", end = "11:00"},
  {id = "siang", start = "11:00", end = "13:00"},
]
last_ticket = "12:30"
break_minutes = 0
break_starts = []

[day_types.ramadan]
sessions = [
  {id = "pagi", start = "08:00", end = "11:00"},
  {id = "siang", start = "11:00", end = "13:00"},
  {id = "sore", start = "13:00", end = "14:00"},
]
last_ticket = "13:00"
break_minutes = 30
break_starts = ["12:00", "12:30"]

[day_types.ramadan_friday]
sessions = [
  {id = "pagi", start = "08:00", end = "11:00"},
  {id = "siang", start = "11:00", end = "14:00"},
]
last_ticket = "13:00"
break_minutes = 60
break_starts = ["11:30", "12:30"]
"""
README = """# MPP Habaring Hurung (contoh)

Data contoh untuk mencoba loketplan. **Semuanya rekaan**: nama petugas, hitungan kunjungan, menit layanan, jadwal.
Hanya ukurannya yang meniru berita tentang MPP Habaring Hurung, Sampit: 200-250 pengunjung sehari di tahun pertama,
lebih dari 300 di tahun kedua, Disdukcapil dibatasi 70 orang sehari dengan 3-4 operator yang melayani semua jenis
dokumen, dan sampai empat keperluan per pengunjung. Tidak satu baris pun berasal dari mal itu.

Dibuat oleh `examples/make_habaring_hurung.py`; menjalankannya lagi menghasilkan berkas yang sama.
Kunjungan: 3 Juni 2024 sampai 6 Juni 2026. Pekan yang direncanakan: 2026-W24 (8-13 Juni 2026), di tengah pendaftaran
sekolah. Jam habisnya tiket Disdukcapil baru dicatat sejak 8 Desember 2025.

---

Sample data to try loketplan with. **All of it is invented**: officers, counts, minutes, rosters. Only its size follows
what the press wrote about the mall of that name. Made by `examples/make_habaring_hurung.py`, the same files every time.
Visits from 3 June 2024 to 6 June 2026; the week to plan is 2026-W24. The time at which Disdukcapil's tickets ran out is
noted from 8 December 2025 on. A row of `visits.csv` with `quota` 70 gives the quota of the desk, repeated for each of
its services.
"""

Cells = Iterable[Sequence[object]]


def write_sheet(folder: Path, name: str, heading: str, rows: Cells) -> None:
    """One CSV file; None becomes a blank cell."""
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(heading.split())
        writer.writerows(["" if cell is None else cell for cell in row] for row in rows)


def officer_ids() -> dict[str, list[str]]:
    """Agency -> ids of its officers; `` for the pooled ones."""
    ids = {a.id: [f"{a.id}{n}" for n in range(1, a.officers + 1)] for a in AGENCIES}
    return {**ids, "": list(POOLED)}


def write_people(folder: Path) -> None:
    """Officers, skills, leave, wishes, pairs and the roster of the agency that makes its own."""
    ids = officer_ids()
    supervisors = {f"{a.id}{n}" for a in AGENCIES for n in range(1, a.supervisors + 1)}
    people = [(officer, agency) for agency, officers in ids.items() for officer in officers]
    write_sheet(
        folder,
        "officers",
        "id name agency supervisor from note",
        (
            (
                officer,
                f"{name} {FAMILY_NAME}",
                agency,
                "ya" if officer in supervisors else "",
                "2026-01-05" if officer == "disdukcapil4" else "",
                INVENTED,
            )
            for (officer, agency), name in zip(people, FIRST_NAMES, strict=True)
        ),
    )
    write_sheet(folder, "skills", "officer service pace", skill_rows(ids))
    leave = [
        ("disdukcapil3", "2026-06-09", "2026-06-10", ""),
        ("dinsos2", "2026-06-08", "2026-06-12", ""),
        ("kp2kp1", "2026-06-11", "2026-06-11", "pagi"),
        ("samsat3", "2026-06-12", "2026-06-12", ""),
        ("dpmptsp3", "2026-06-15", "2026-06-19", ""),
    ]
    write_sheet(folder, "leave", "officer from to sessions", leave)
    wishes = [
        ("dpmptsp2", "", "Jumat", "siang", 2),
        ("bank_kalteng1", "", "Sabtu", "pagi", 3),
        ("bank_kalteng1", "", "Sabtu", "siang", 3),
        ("polres2", "2026-06-08", "", "pagi", 1),
        ("bapenda1", "2026-06-10", "", "sore", 4),
    ]
    write_sheet(folder, "wishes", "officer date weekday session weight", wishes)
    pairs = [("bank_kalteng2", "bank_kalteng3", "never_together"), ("dpmptsp1", "dpmptsp4", "senior_of")]
    write_sheet(folder, "pairs", "officer other kind", pairs)
    write_sheet(folder, "roster_given", "officer date session desk", given_rows(ids["bpjs_kes"]))


def skill_rows(ids: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str, object]]:
    """Each officer's services: all of his agency's, or the simple ones of several for the pooled."""
    for agency in AGENCIES:
        for officer in ids[agency.id]:
            for service in SERVICES:
                if service.desk == agency.id and (officer, service.id) not in NOT_SKILLED:
                    yield officer, service.id, PACES.get(officer, "")
    for officer, services in POOLED.items():
        for pooled_service in services:
            yield officer, pooled_service, 0.9


def given_rows(officers: Sequence[str]) -> Iterator[tuple[str, str, str, str]]:
    """The roster that BPJS Kesehatan hands in for the planned week: the third officer works mornings only."""
    for day in (PLANNED_MONDAY + timedelta(days=n) for n in range(5)):
        sessions = ("pagi", "siang") if day.weekday() == ALL_WEEKDAYS["Jumat"] else ("pagi", "siang", "sore")
        for officer in officers:
            for session in sessions[:1] if officer == officers[-1] else sessions:
                yield officer, day.isoformat(), session, "bpjs_kes"


def write_house(folder: Path) -> None:
    """Agencies, desks, services, counters, and the rules about them."""
    write_sheet(
        folder,
        "agencies",
        "id name kind mode open_weekdays needs_supervisor parent_office note",
        ((a.id, a.name, a.kind, a.mode, a.days, "ya" if a.supervisors else "", a.office, INVENTED) for a in AGENCIES),
    )
    write_sheet(
        folder,
        "desks",
        "id agency name min_officers lunch_cover",
        ((a.id, a.id, a.name, _minimum(a), "ya" if a.officers > 1 else "tidak") for a in AGENCIES),
    )
    write_sheet(
        folder,
        "services",
        "id desk name setup_minutes need_minutes need_cv needs_share priority_share own_cap",
        (
            (s.id, s.desk, s.name, s.setup, s.need, s.cv, s.needs, 0.08, IMIGRASI_QUOTA if s.desk == "imigrasi" else "")
            for s in SERVICES
        ),
    )
    write_sheet(folder, "counters", "id agency desk equipment", counter_rows())
    write_sheet(
        folder,
        "calendar",
        "date kind name",
        ((day.isoformat(), "closed", "Hari jadi kabupaten (contoh)") for day in LOCAL_CLOSED),
    )
    supplies = [("blangko KTP-el", "ktp_cetak", 1, 400, "2026-06-30")]
    write_sheet(folder, "supplies", "item service per_ticket stock until", supplies)
    write_sheet(folder, "profiles", "desk half_hour share", profile_rows())
    write_sheet(folder, "also_needs", "desk service next_service share", also_needs_rows())


def _minimum(agency: AgencyPlan) -> int:
    return 2 if agency.id == "disdukcapil" else int(agency.officers > 1)


def counter_rows() -> Iterator[tuple[str, str, str, str]]:
    """Counters numbered through the mall; Disdukcapil and the mall's own agency have a flexible one more."""
    number = 0
    for agency in AGENCIES:
        flexible = 1 if agency.id in ("dpmptsp", "disdukcapil") else 0
        for place in range(agency.counters + flexible):
            number += 1
            has_camera = agency.id in ("disdukcapil", "imigrasi") and place < 2
            desk = agency.id if place < agency.counters else ""
            yield f"{number:02d}", agency.id, desk, "kamera" if has_camera else ""


def profile_rows() -> Iterator[tuple[str, str, str]]:
    """Shares of arrivals of the desks whose rush was counted."""
    for desk, (at_open, half_hours) in PROFILES.items():
        yield desk, "buka", f"{at_open / 100:.2f}"
        for place, share in enumerate(half_hours):
            yield desk, f"{8 + place // 2:02d}:{place % 2 * 30:02d}", f"{share / 100:.2f}"


def also_needs_rows() -> Iterator[tuple[str, str, str, str]]:
    """Which need follows which at Disdukcapil."""
    for service, text in NEXT_NEEDS.items():
        words = text.split()
        for following, percent in zip(words[::2], words[1::2], strict=True):
            yield "disdukcapil", service, following, f"{int(percent) / 100:.2f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """What the model of the visits knows of the calendar."""

    closed: frozenset[date]
    ramadan: frozenset[date]
    eid: tuple[date, ...]

    def open_days(self, weekdays: Sequence[int]) -> list[date]:
        """Days of the history on which an agency with those weekdays opened."""
        count = (LAST_DAY - FIRST_DAY).days + 1
        every = (FIRST_DAY + timedelta(days=n) for n in range(count))
        return [day for day in every if day.weekday() in weekdays and day not in self.closed]

    def days_since_closed_run(self, day: date) -> int:
        """Length of the run of holidays (weekends left out) that ended just before the day."""
        length, before = 0, day - timedelta(days=1)
        while before in self.closed or before.weekday() >= 5:
            length += before in self.closed
            before -= timedelta(days=1)
        return length


def make_days() -> Days:
    """Holidays, cuti bersama and Ramadan from the product's own table, and the mall's local days."""
    rows = national_days(FIRST_DAY, LAST_DAY)
    off = {row.day for row in rows if row.kind in (CalendarKind.HOLIDAY, CalendarKind.CUTI_BERSAMA)}
    return Days(
        closed=frozenset(off | set(LOCAL_CLOSED)),
        ramadan=frozenset(row.day for row in rows if row.kind is CalendarKind.RAMADAN),
        eid=tuple(sorted(eid_al_fitr_days().values())),
    )


def _bump(day: date, peak: tuple[int, int], width_days: float) -> float:
    """1 on the peak's month and day, falling off on both sides; over the turn of the year as well."""
    distances = (abs((day - date(year, *peak)).days) for year in (day.year - 1, day.year, day.year + 1))
    return float(np.exp(-0.5 * (min(distances) / width_days) ** 2))


def season_factor(service: ServicePlan, day: date, days: Days) -> float:
    """What holidays, Ramadan, Lebaran, school entry and the other dates do to a service on a day."""
    factor = 0.85 if day in days.ramadan else 1.0
    factor *= 1 + 0.06 * min(days.days_since_closed_run(day), 4)
    since_eid = min(((day - eid).days for eid in days.eid if day >= eid), default=999)
    if since_eid < 25:
        factor *= 1 + (0.45 if "lebaran" in service.tags else 0.15) * float(np.exp(-max(since_eid - 5, 0) / 6))
    effects = {
        "school": 0.6 * _bump(day, (6, 14), 16),
        "cpns": 1.2 * _bump(day, (9, 8), 12),
        "graduates": 0.5 * _bump(day, (7, 5), 20),
        "spt": 1.3 * _bump(day, (3, 27), 10),
        "newyear": 0.35 * _bump(day, (1, 8), 8),
        "tax": 0.35 * _bump(day, (9, 25), 12),
        "payday": 0.5 * (day.day <= 4),
    }
    for tag in service.tags:
        factor *= 1 + effects.get(tag, 0.0)
    return factor * (1 - 0.12 * _bump(day, (12, 28), 6))


def level(service: ServicePlan, day: date) -> float:
    """Visits a day without weekday and season: an S-shaped rise to `visits` at the end of the history."""
    past = (day - FIRST_DAY).days / (LAST_DAY - FIRST_DAY).days
    risen = past * past * (3 - 2 * past)
    return service.visits * (1 / service.growth + (1 - 1 / service.growth) * risen)


def mean_visits(service: ServicePlan, day: date, days: Days) -> float:
    """Expected demand of a service on an open day."""
    own = service.desk == "disdukcapil"
    weekday = (WEEKDAY_FACTORS_DISDUKCAPIL if own else WEEKDAY_FACTORS)[day.weekday()]
    if service.desk == "imigrasi":
        weekday = 1.0
    return level(service, day) * weekday * season_factor(service, day, days)


def common_factors(rng: np.random.Generator) -> dict[date, float]:
    """A slow wave and a daily shock that all services share."""
    count = (LAST_DAY - FIRST_DAY).days + 1
    wave, shocks = 0.0, rng.normal(0, 1, (count, 2))
    factors = {}
    for n in range(count):
        wave = 0.95 * wave + 0.02 * shocks[n, 0]
        factors[FIRST_DAY + timedelta(days=n)] = float(np.exp(wave + 0.06 * shocks[n, 1]))
    return factors


def ordinary_rows(agency: AgencyPlan, days: Days, common: Mapping[date, float], rng: np.random.Generator) -> Cells:
    """Daily counts of an agency's services; gamma-Poisson with a spread of about 12 % beyond Poisson."""
    quota = IMIGRASI_QUOTA if agency.id == "imigrasi" else None
    services = [s for s in SERVICES if s.desk == agency.id]
    for day in days.open_days(agency.weekdays):
        for service in services:
            mean = mean_visits(service, day, days) * common[day]
            visits = int(rng.poisson(mean * rng.gamma(70.0, 1 / 70.0)))
            full = quota is not None and visits >= quota
            shown = min(visits, quota) if quota else visits
            yield day.isoformat(), service.id, shown, quota, "ya" if full else None, None


def arrival_minutes(count: int, rng: np.random.Generator) -> np.ndarray:
    """Minutes after midnight at which Disdukcapil's visitors come, in order, shape (count,)."""
    at_open, half_hours = PROFILES["disdukcapil"]
    shares = np.array((at_open, *half_hours)) / 100
    starts = np.array((480, *(480 + 30 * n for n in range(len(half_hours)))))
    place = rng.choice(len(shares), size=count, p=shares)
    return np.sort(starts[place] + np.where(place == 0, 0, rng.integers(0, 30, count)))


@dataclass(frozen=True, slots=True)
class DisdukcapilDay:
    """One day at the capped desk: who would have come, the quota, and the minute at which it was used up."""

    day: date
    demand: int
    quota: int
    full_at_minute: int | None


def disdukcapil_days(
    days: Days, common: Mapping[date, float], rng: np.random.Generator
) -> Iterator[tuple[DisdukcapilDay, np.ndarray]]:
    """Every open day with the means of the services, shape (services,)."""
    services = [s for s in SERVICES if s.desk == "disdukcapil"]
    for day in days.open_days(range(5)):
        means = np.array([mean_visits(s, day, days) for s in services]) * common[day]
        demand = int(rng.poisson(means.sum() * rng.gamma(60.0, 1 / 60.0)))
        quota = DISDUKCAPIL_QUOTA_SHORT if rng.random() < SHORT_DAYS_SHARE else DISDUKCAPIL_QUOTA
        arrivals = arrival_minutes(demand, rng)
        full_at = int(arrivals[quota - 1]) if demand >= quota else None
        yield DisdukcapilDay(day, demand, quota, full_at), means


def disdukcapil_rows(days: Days, common: Mapping[date, float], rng: np.random.Generator) -> Cells:
    """Counts of the capped desk: never more than the quota, by service of the ticket."""
    services = [s.id for s in SERVICES if s.desk == "disdukcapil"]
    for desk_day, means in disdukcapil_days(days, common, rng):
        visits = rng.multinomial(min(desk_day.demand, desk_day.quota), means / means.sum())
        minute = desk_day.full_at_minute
        noted = minute is not None and desk_day.day >= RUN_OUT_NOTED_FROM
        clock = f"{minute // 60:02d}:{minute % 60:02d}" if noted and minute is not None else None
        for service, count in zip(services, visits, strict=True):
            full = "ya" if minute is not None else None
            yield desk_day.day.isoformat(), service, int(count), desk_day.quota, full, clock


def visit_rows() -> list[Sequence[object]]:
    """All counts, in order of date."""
    rng = np.random.default_rng(SEED)
    days = make_days()
    common = common_factors(rng)
    rows: list[Sequence[object]] = list(disdukcapil_rows(days, common, rng))
    for agency in AGENCIES:
        if agency.id != "disdukcapil":
            rows += ordinary_rows(agency, days, common, rng)
    order = {service.id: place for place, service in enumerate(SERVICES)}
    return sorted(rows, key=lambda row: (str(row[0]), order[str(row[1])]))


def write_sample(folder: Path) -> None:
    """All files of the sample mall."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mall.toml").write_text(MALL_TOML, encoding="utf-8", newline="\n")
    (folder / "README.md").write_text(README, encoding="utf-8", newline="\n")
    write_house(folder)
    write_people(folder)
    write_sheet(folder, "visits", "date service visits quota full quota_full_at", visit_rows())


if __name__ == "__main__":
    write_sample(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "habaring-hurung")
