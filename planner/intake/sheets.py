"""The sheets of the mall folder, column by column. Templates, reading and the reference page come from this list."""

from datetime import datetime, time
from typing import Any

from planner.domain.errors import InvalidValue
from planner.domain.history import DayCount, MonthCount, Ticket, VisitUnit
from planner.domain.mall import (
    Agency,
    AgencyMode,
    AlsoNeed,
    CalendarDay,
    CalendarKind,
    Counter,
    Desk,
    GivenPosting,
    Service,
    Supply,
)
from planner.domain.staff import Leave, Officer, Pair, PairKind, Skill, Wish
from planner.intake.catalogue import read_catalogue
from planner.intake.cells import fold
from planner.intake.columns import Column, Sheet, Values
from planner.intake.values import (
    read_choice,
    read_date,
    read_list,
    read_moment,
    read_month,
    read_number,
    read_share,
    read_shares,
    read_text,
    read_time,
    read_weekday,
    read_weekdays,
    read_whole,
    read_yes_no,
    within,
)

NOTE = Column(
    name="note",
    label="catatan",
    read=read_text,
    help_id="catatan bebas, tidak dipakai",
    help_en="a free note, not used",
    synonyms=("keterangan", "comment", "remarks", "ket"),
)
EXAMPLE_MARKS = ("contoh", "example")

MODES = {
    "planned": "planned",
    "direncanakan": "planned",
    "request": "request",
    "usulan": "request",
    "as_given": "as_given",
    "jadwal sendiri": "as_given",
}
KINDS_OF_DAY = {
    "holiday": "holiday",
    "libur nasional": "holiday",
    "libur": "holiday",
    "cuti_bersama": "cuti_bersama",
    "ramadan": "ramadan",
    "ramadhan": "ramadan",
    "closed": "closed",
    "tutup": "closed",
    "open": "open",
    "buka": "open",
    "event": "event",
    "acara": "event",
    "kegiatan": "event",
}
UNITS = {
    "visits": "visits",
    "kunjungan": "visits",
    "pengunjung": "visits",
    "orang": "visits",
    "pemohon": "visits",
    "tickets": "tickets",
    "antrean": "tickets",
    "antrian": "tickets",
    "tiket": "tickets",
    "needs": "needs",
    "keperluan": "needs",
    "permohonan": "needs",
    "berkas": "needs",
    "documents": "documents",
    "dokumen": "documents",
}
PAIR_KINDS = {
    "never_together": "never_together",
    "jangan bersama": "never_together",
    "senior_of": "senior_of",
    "senior dari": "senior_of",
}
ASSUMED_LOW, ASSUMED_HIGH = 6.0, 15.0  # of the default 10 minutes a need (assumed)
OWN_AGENCY_WORDS = {"own", "sendiri", "dpmptsp", "mpp", "dpm ptsp"}


def _column(name: str, label: str, read: Any, help_id: str, help_en: str, **more: Any) -> Column:
    return Column(name=name, label=label, read=read, help_id=help_id, help_en=help_en, **more)


def _id(help_id: str, help_en: str, **more: Any) -> Column:
    return _column("id", "kode", read_text, help_id, help_en, required=True, synonyms=("id", "code"), **more)


def _name(help_id: str, help_en: str) -> Column:
    return _column("name", "nama", read_text, help_id, help_en, required=True)


def _agency(**more: Any) -> Column:
    text = ("kode instansi dari lembar agencies", "the id of an agency")
    return _column(
        "agency", "instansi", read_text, *text, synonyms=("opd", "gerai", "tenant"), refers="agencies", **more
    )


def _desk(**more: Any) -> Column:
    text = ("kode meja dari lembar desks", "the id of a desk")
    return _column("desk", "meja", read_text, *text, synonyms=("meja layanan",), refers="desks", **more)


def _service(**more: Any) -> Column:
    text = ("kode layanan dari lembar services", "the id of a service")
    return _column("service", "layanan", read_text, *text, synonyms=("jenis layanan",), refers="services", **more)


def _officer(name: str = "officer", label: str = "petugas", **more: Any) -> Column:
    text = ("kode petugas dari lembar officers", "the id of an officer")
    return _column(name, label, read_text, *text, refers="officers", **more)


def _day(name: str, label: str, **more: Any) -> Column:
    return _column(name, label, read_date, "tanggal, misalnya 2026-01-05", "a date, e.g. 2026-01-05", **more)


def _clock(name: str, label: str, **more: Any) -> Column:
    return _column(name, label, read_time, "jam, misalnya 07:30", "a clock time, e.g. 07:30", **more)


def _whole(name: str, label: str, low: int, high: int, **more: Any) -> Column:
    text = (f"bilangan bulat {low} sampai {high}", f"a whole number from {low} to {high}")
    return _column(name, label, within(read_whole, low, high), *text, **more)


def _number(name: str, label: str, low: float, high: float, **more: Any) -> Column:
    shown = f"{low:g}".replace(".", ",")
    text = (f"angka {shown} sampai {high:g}", f"a number from {low:g} to {high:g}")
    return _column(name, label, within(read_number, low, high), *text, **more)


def _share(name: str, label: str, **more: Any) -> Column:
    return _column(name, label, read_share, "bagian, 0 sampai 1 atau 0% sampai 100%", "a share, 0 to 1 or %", **more)


def _yes(name: str, label: str, **more: Any) -> Column:
    return _column(name, label, read_yes_no, "ya atau tidak", "yes or no", choices=("ya", "tidak"), **more)


def _choice(name: str, label: str, words: dict[str, str], **more: Any) -> Column:
    values = tuple(dict.fromkeys(words.values()))
    shown = ", ".join(values)
    return _column(name, label, read_choice(words), shown, shown, choices=values, **more)


def _from(**more: Any) -> Column:
    return _day("from", "mulai", synonyms=("dari", "sejak", "tanggal mulai"), **more)


def _to(**more: Any) -> Column:
    return _day("to", "sampai", synonyms=("hingga", "s/d", "tanggal selesai"), **more)


def _agency_record(values: Values) -> Agency:
    mode = values.pop("mode", None)
    words = {values["id"].casefold(), values.get("kind", "").casefold()}
    default = AgencyMode.PLANNED if words & OWN_AGENCY_WORDS else AgencyMode.REQUEST
    return Agency(mode=AgencyMode(mode) if mode else default, **values)


def _desk_record(values: Values) -> Desk:
    return Desk(**{k: v for k, v in values.items() if k not in ("profile", "officers_count")})


def _service_record(values: Values) -> Service:
    given = tuple(values.pop(f"needs_{n}", None) for n in range(1, 5))
    if any(share is not None for share in given):
        values["needs_share"] = tuple(share or 0.0 for share in given)
    if "need_minutes" not in values:
        values = _assumed_minutes(values) | values
    if "needs_share" in values:
        values["needs_share"] = _four_shares(values["needs_share"])
    return Service(**values)


def _assumed_minutes(values: Values) -> Values:
    """Minutes of the catalogue where it knows the service by id or name, else the default, both as a range."""
    names = {fold(str(values[key])) for key in ("id", "name") if key in values}
    for known in read_catalogue():
        if names & {fold(known.service), fold(known.name)}:
            return {
                "setup_minutes": known.setup_minutes,
                "need_minutes": known.need_minutes,
                "need_minutes_low": known.need_minutes_low,
                "need_minutes_high": known.need_minutes_high,
                "need_cv": known.need_cv,
            }
    return {"need_minutes_low": ASSUMED_LOW, "need_minutes_high": ASSUMED_HIGH}


def _four_shares(shares: tuple[float, ...]) -> tuple[float, float, float, float]:
    total = sum(shares)
    near = next((whole for whole in (1.0, 100.0) if abs(total - whole) < 0.005 * whole), None)
    if near is None or len(shares) > 4:
        raise InvalidValue(f"needs_share {shares} adds up to {total}", code="needs_share", field="service.needs_share")
    first, second, third, fourth = (*(share / total for share in shares), 0.0, 0.0, 0.0)[:4]
    return first, second, third, fourth


def _skill_record(values: Values) -> Skill:
    return Skill(**values)


def _leave_record(values: Values) -> Leave:
    values.setdefault("last_day", values["first_day"])
    return Leave(**values)


def _calendar_record(values: Values) -> CalendarDay:
    return CalendarDay(kind=CalendarKind(values.pop("kind")), **values)


def _pair_record(values: Values) -> Pair:
    return Pair(kind=PairKind(values.pop("kind")), **values)


def _day_count(values: Values) -> DayCount:
    values["unit"] = VisitUnit(values.get("unit", "visits"))
    return DayCount(**values)


def _ticket(values: Values) -> Ticket:
    for name in ("taken_at", "called_at", "finished_at"):
        moment = values.get(name)
        if isinstance(moment, time):
            values[name] = datetime.combine(values["day"], moment)
    return Ticket(**values)


READ_OPEN = ("buka", "open", "pintu", "door", "saat buka")


def read_half_hour(cell: Any) -> time | None:
    """The start of a half-hour; None for those who stand at the door when it opens."""
    if isinstance(cell, str) and cell.strip().casefold() in READ_OPEN:
        return None
    return read_time(cell)


STATES = {
    "cancelled": (
        "batal",
        "dibatalkan",
        "cancelled",
        "canceled",
        "hangus",
        "tidak hadir",
        "no show",
        "lewat",
        "dilewati",
    ),
    "waiting": ("menunggu", "antri", "antre", "waiting"),
    "serving": ("sedang dilayani", "dilayani", "dipanggil", "serving", "called"),
    "done": ("selesai", "terlayani", "done", "finished", "served"),
}


def read_state(cell: Any) -> str:
    """The state of a ticket in our words; one that queue systems do not agree on stays as it is written."""
    text = fold(read_text(cell))
    return next((state for state, words in STATES.items() if text in words), text)


AGENCIES = Sheet(
    name="agencies",
    label="instansi",
    about_id="Instansi pemilik meja dan petugas. Boleh dikosongkan: nama instansi lalu diambil dari lembar desks.",
    about_en="Owners of desks and officers. May be left out: they are then taken from desks.",
    build=_agency_record,
    columns=(
        _id("kode singkat instansi, misalnya disdukcapil", "a short id"),
        _name("nama instansi", "the name of the agency"),
        _column(
            "kind", "jenis", read_text, "own, opd, vertical, bank, bumd, atau lainnya", "own, opd, vertical, bank ..."
        ),
        _choice("mode", "cara", MODES, synonyms=("modus", "penjadwalan")),
        _column(
            "open_weekdays",
            "hari_buka",
            read_weekdays,
            "hari, misalnya Senin-Jumat atau Senin, Rabu",
            "days, e.g. Monday-Friday",
            synonyms=("hari buka", "hari layanan"),
        ),
        _yes("needs_supervisor", "perlu_penyelia", synonyms=("penyelia wajib",)),
        _column(
            "parent_office",
            "kantor_induk",
            read_text,
            "kantor induk tempat warga dapat dilayani",
            "the parent office",
        ),
        NOTE,
    ),
    examples=(
        {
            "id": "disdukcapil",
            "name": "Dinas Kependudukan dan Pencatatan Sipil",
            "kind": "opd",
            "mode": "planned",
            "open_weekdays": "Senin-Jumat",
            "needs_supervisor": "ya",
        },
        {"id": "bpjs_kes", "name": "BPJS Kesehatan", "kind": "vertical", "mode": "as_given"},
    ),
)
DESKS = Sheet(
    name="desks",
    label="meja",
    about_id="Meja layanan: satu antrean, satu kumpulan petugas. Wajib.",
    about_en="Desks: one queue, one pool of officers. Needed.",
    synonyms=("meja layanan",),
    build=_desk_record,
    columns=(
        _id("kode singkat meja", "a short id"),
        _agency(required=True),
        _name("nama meja", "the name of the desk"),
        _whole("min_officers", "petugas_minimal", 0, 50, synonyms=("minimal petugas",)),
        _yes("lunch_cover", "jaga_siang", synonyms=("tetap buka saat istirahat",)),
        _choice("profile", "pola_datang", {"pagi": "rush", "rush": "rush", "merata": "spread", "spread": "spread"}),
        _clock("last_ticket", "tiket_terakhir"),
        _whole("officers_count", "jumlah_petugas", 0, 50, synonyms=("jumlah petugas",)),
        _whole("weight", "bobot", 1, 9),
        NOTE,
    ),
    examples=(
        {"id": "disdukcapil", "agency": "disdukcapil", "name": "Disdukcapil", "min_officers": "1", "lunch_cover": "ya"},
        {"id": "bpjs_kes", "agency": "bpjs_kes", "name": "BPJS Kesehatan"},
    ),
)
SERVICES = Sheet(
    name="services",
    label="layanan",
    about_id="Jenis layanan tiap meja. Wajib; menit boleh kosong (patokan: persiapan 3 menit, 10 menit per keperluan).",
    about_en="Services of each desk. Needed; minutes may be left out (3 minutes of set-up, 10 per need).",
    synonyms=("jenis layanan",),
    build=_service_record,
    columns=(
        _id("kode singkat layanan", "a short id"),
        _desk(required=True),
        _name("nama layanan", "the name of the service"),
        _number("setup_minutes", "menit_persiapan", 0, 60),
        _number("need_minutes", "menit_per_keperluan", 0.5, 240),
        _number("need_minutes_low", "menit_terpendek", 0.5, 240, synonyms=("menit paling pendek",)),
        _number("need_minutes_high", "menit_terpanjang", 0.5, 240, synonyms=("menit paling panjang",)),
        _number("need_cv", "sebaran", 0, 3, synonyms=("koefisien variasi",)),
        _column(
            "needs_share",
            "bagian_keperluan",
            read_shares,
            "bagian pengunjung dengan 1, 2, 3, 4 keperluan, misalnya 62/25/9/4",
            "shares of visits with 1, 2, 3, 4 needs, e.g. 62/25/9/4",
        ),
        *(_share(f"needs_{n}", f"keperluan_{n}") for n in range(1, 5)),
        _share("priority_share", "bagian_prioritas", synonyms=("priority_weight",)),
        _whole("own_cap", "batas_tiket", 0, 100_000),
        _whole("own_floor", "tiket_minimal", 0, 100_000),
        _column(
            "equipment",
            "peralatan",
            read_text,
            "alat yang dipakai selama kunjungan, seperti tertulis di lembar counters",
            "what a visit uses throughout, as it stands in the sheet counters",
            synonyms=("alat",),
        ),
        NOTE,
    ),
    examples=(
        {
            "id": "kk",
            "desk": "disdukcapil",
            "name": "Kartu Keluarga",
            "setup_minutes": "3",
            "need_minutes": "9",
            "need_cv": "0,5",
            "needs_share": "62/25/9/4",
            "priority_share": "8%",
        },
        {"id": "jkn", "desk": "bpjs_kes", "name": "Kepesertaan JKN", "setup_minutes": "2", "need_minutes": "9,5"},
    ),
)
COUNTERS = Sheet(
    name="counters",
    label="loket",
    about_id="Loket: tempat satu petugas duduk. Kosongkan meja untuk loket yang bisa dipakai semua meja instansinya.",
    about_en="Counters: places for one officer. Leave the desk blank where any desk of the agency may sit.",
    build=lambda values: Counter(**values),
    columns=(
        _id("kode loket, misalnya 07", "an id, e.g. 07"),
        _agency(required=True),
        _desk(),
        _column(
            "equipment",
            "peralatan",
            read_list,
            "peralatan, dipisah titik koma",
            "equipment, parted by semicolons",
            synonyms=("alat",),
        ),
        NOTE,
    ),
    examples=({"id": "01", "agency": "disdukcapil", "desk": "disdukcapil", "equipment": "kamera"},),
)
OFFICERS = Sheet(
    name="officers",
    label="petugas",
    about_id="Petugas loket. NIP tidak diperlukan. Kosongkan instansi untuk petugas bersama.",
    about_en="Officers. No NIP is needed. Leave the agency blank for pooled officers.",
    build=lambda values: Officer(**values),
    columns=(
        _id("kode singkat petugas (bukan NIP)", "a short id (no NIP)"),
        _name("nama petugas", "the name of the officer"),
        _agency(),
        _whole("duty_minutes_week", "menit_dinas_seminggu", 0, 4200),
        _whole("counter_minutes_week", "menit_loket_seminggu", 0, 4200),
        _whole("max_days", "hari_maksimal", 0, 7),
        _yes("supervisor", "penyelia"),
        _from(field="active_from"),
        _to(field="active_to"),
        NOTE,
    ),
    examples=(
        {"id": "d1", "name": "Petugas Satu", "agency": "disdukcapil", "supervisor": "ya"},
        {"id": "d2", "name": "Petugas Dua", "agency": "disdukcapil"},
        {"id": "b1", "name": "Petugas Tiga", "agency": "bpjs_kes"},
    ),
)
SKILLS = Sheet(
    name="skills",
    label="keahlian",
    about_id="Siapa mampu layanan apa. Kosong: semua petugas mampu semua layanan instansinya.",
    about_en="Who can serve what. Left out: every officer can serve all services of his agency.",
    synonyms=("kemampuan",),
    build=_skill_record,
    columns=(
        _officer(required=True),
        _service(required=True),
        _number("pace", "kecepatan", 0.2, 3),
        _from(field="valid_from"),
        _to(field="valid_to"),
        NOTE,
    ),
    examples=(
        {"officer": "d1", "service": "kk", "pace": "1"},
        {"officer": "d2", "service": "kk", "pace": "0,9"},
        {"officer": "b1", "service": "jkn"},
    ),
)
LEAVE = Sheet(
    name="leave",
    label="cuti",
    about_id="Siapa tidak ada, dari kapan sampai kapan. Alasannya tidak pernah dibaca: jangan ditulis.",
    about_en="Who is away, from when to when. The reason is never read: do not write it.",
    synonyms=("ketidakhadiran", "izin"),
    build=_leave_record,
    columns=(
        _officer(required=True),
        _from(field="first_day", required=True),
        _to(field="last_day"),
        _column(
            "sessions",
            "sesi",
            read_list,
            "sesi yang ditinggalkan, misalnya pagi; kosong: sepanjang hari",
            "the sessions missed; blank: the whole day",
            synonyms=("session",),
        ),
        NOTE,
    ),
    examples=({"officer": "d1", "from": "2026-01-05", "to": "2026-01-06"},),
)
CALENDAR = Sheet(
    name="calendar",
    label="kalender",
    about_id="Hari setempat yang berbeda. Libur nasional dan cuti bersama sudah ada di loketplan.",
    about_en="Local days that differ. National holidays and cuti bersama are known already.",
    build=_calendar_record,
    columns=(
        _day("date", "tanggal", field="day", required=True),
        _choice("kind", "jenis", KINDS_OF_DAY, required=True),
        _name("nama hari", "the name of the day"),
        _agency(),
        _clock("open", "buka"),
        _clock("close", "tutup"),
        NOTE,
    ),
    examples=({"date": "2026-01-07", "kind": "closed", "name": "Hari jadi kabupaten"},),
)
SUPPLIES = Sheet(
    name="supplies",
    label="persediaan",
    about_id="Barang habis pakai yang membatasi tiket (blangko, ribbon).",
    about_en="Consumables that limit tickets.",
    build=lambda values: Supply(**values),
    columns=(
        _column("item", "barang", read_text, "nama barang", "the name of the item", required=True),
        _service(required=True),
        _number("per_ticket", "per_tiket", 0, 1000, required=True),
        _number("stock", "stok", 0, 1e9, required=True),
        _day("until", "sampai", required=True, synonyms=("cukup sampai", "hingga")),
        NOTE,
    ),
    examples=({"item": "blangko KK", "service": "kk", "per_ticket": "1", "stock": "1.200", "until": "2026-01-30"},),
)
PROFILES = Sheet(
    name="profiles",
    label="pola_datang",
    about_id="Bagian kedatangan tiap setengah jam, per meja. Jumlahnya 100%.",
    about_en="Share of arrivals of each half-hour, by desk. They add up to 100%.",
    synonyms=("profil",),
    build=dict,
    columns=(
        _desk(required=True),
        _column("weekday", "hari", read_weekday, "Senin sampai Minggu, atau kosong", "Monday to Sunday, or blank"),
        _column(
            "half_hour",
            "setengah_jam",
            read_half_hour,
            'awal setengah jam seperti 08:30, atau "buka"',
            'the start like 08:30, or "open"',
            required=True,
            synonyms=("jam",),
        ),
        _share("share", "bagian", required=True),
        _yes("measured", "diukur"),
        NOTE,
    ),
    examples=(
        {"desk": "disdukcapil", "half_hour": "buka", "share": "15%"},
        {"desk": "disdukcapil", "half_hour": "08:00", "share": "45%"},
        {"desk": "disdukcapil", "half_hour": "08:30", "share": "40%"},
    ),
)
ALSO_NEEDS = Sheet(
    name="also_needs",
    label="keperluan_lanjutan",
    about_id="Keperluan kedua dan seterusnya: dari layanan tiket ke layanan berikutnya. Jumlah per layanan 100%.",
    about_en="Second and further needs: from the ticket's service to the next. Adds up to 100% per service.",
    build=lambda values: AlsoNeed(**values),
    columns=(
        _desk(required=True),
        _service(required=True),
        _column(
            "next_service",
            "layanan_berikut",
            read_text,
            "kode layanan dari lembar services",
            "the id of a service",
            required=True,
            refers="services",
        ),
        _share("share", "bagian", required=True),
        NOTE,
    ),
    examples=({"desk": "disdukcapil", "service": "kk", "next_service": "kk", "share": "100%"},),
)
WISHES = Sheet(
    name="wishes",
    label="keinginan",
    about_id="Sesi yang ingin dihindari petugas; bobot 1 (ringan) sampai 5 (kuat).",
    about_en="Sessions an officer would rather not work; weight 1 (mild) to 5 (strong).",
    build=lambda values: Wish(**values),
    columns=(
        _officer(required=True),
        _day("date", "tanggal", field="day"),
        _column("weekday", "hari", read_weekday, "Senin sampai Minggu", "Monday to Sunday"),
        _column("session", "sesi", read_text, "nama sesi, misalnya pagi", "a session, e.g. pagi", required=True),
        _whole("weight", "bobot", 1, 5),
        NOTE,
    ),
    examples=({"officer": "d1", "weekday": "Jumat", "session": "siang", "weight": "2"},),
)
PAIRS = Sheet(
    name="pairs",
    label="pasangan",
    about_id="Petugas yang tidak boleh semeja, atau petugas baru yang perlu senior.",
    about_en="Officers who must be apart, or a new one who needs a senior.",
    build=_pair_record,
    columns=(
        _officer(required=True),
        _officer("other", "petugas_lain", required=True, synonyms=("dengan",)),
        _choice("kind", "jenis", PAIR_KINDS, required=True),
        NOTE,
    ),
    examples=({"officer": "d1", "other": "d2", "kind": "senior_of"},),
)
VISITS = Sheet(
    name="visits",
    label="kunjungan",
    about_id="Kunjungan per hari dan layanan (atau meja). Kuota dan jam habisnya sangat berguna.",
    about_en="Visits by day and service (or desk). Quota and the time it ran out help much.",
    synonyms=("rekap harian",),
    build=_day_count,
    columns=(
        _day("date", "tanggal", field="day", required=True),
        _service(),
        _desk(stand_ins=("instansi", "opd", "gerai", "tenant")),
        _whole("visits", "kunjungan", 0, 100_000, required=True, synonyms=("jumlah pengunjung", "jumlah")),
        _choice("unit", "satuan", UNITS),
        _whole("quota", "kuota", 0, 100_000),
        _yes("full", "penuh", synonyms=("kuota habis",)),
        _clock("quota_full_at", "jam_habis", synonyms=("kuota habis jam", "tiket habis jam")),
        _yes("closed", "tutup"),
        _whole("refused", "tidak_terlayani", 0, 100_000, synonyms=("ditolak",)),
        NOTE,
    ),
    examples=({"date": "2025-12-01", "service": "kk", "visits": "42", "quota": "70", "full": "tidak"},),
)
VISITS_MONTHLY = Sheet(
    name="visits_monthly",
    label="kunjungan_bulanan",
    about_id="Jumlah kunjungan per bulan, per instansi atau meja, bila hitungan harian tidak ada.",
    about_en="Visits by month and agency or desk, where there are no daily counts.",
    synonyms=("rekap bulanan",),
    build=lambda values: MonthCount(**values),
    columns=(
        _column("month", "bulan", read_month, "bulan, misalnya 2026-01", "a month, e.g. 2026-01", required=True),
        _agency(),
        _desk(),
        _whole("visits", "kunjungan", 0, 1_000_000, required=True, synonyms=("jumlah pengunjung", "jumlah")),
        NOTE,
    ),
    examples=({"month": "2025-11", "agency": "disdukcapil", "visits": "1.320"},),
)
_MOMENT = ("jam atau tanggal dan jam, misalnya 08:05", "a time, or date and time, e.g. 08:05")
TICKETS = Sheet(
    name="tickets",
    label="antrean",
    about_id="Catatan mesin antrean, satu baris per tiket.",
    about_en="The log of a queue system, one row per ticket.",
    synonyms=("tiket", "log antrean", "antrian"),
    build=_ticket,
    columns=(
        _day("date", "tanggal", field="day", required=True),
        _desk(),
        _service(),
        _column(
            "number",
            "nomor",
            read_text,
            "nomor antrean",
            "the ticket number",
            required=True,
            synonyms=("nomor antrean",),
        ),
        _column("taken_at", "jam_ambil", read_moment, *_MOMENT, synonyms=("waktu ambil",)),
        _column("called_at", "jam_panggil", read_moment, *_MOMENT, synonyms=("waktu panggil",)),
        _column("finished_at", "jam_selesai", read_moment, *_MOMENT, synonyms=("waktu selesai", "selesai")),
        _officer(),
        _whole("needs", "keperluan", 1, 4, synonyms=("jumlah berkas",)),
        _column("status", "status", read_state, "status tiket", "the state of the ticket", synonyms=("keadaan",)),
        _column("channel", "saluran", read_text, "loket, daring, atau lainnya", "walk-in, online ..."),
        NOTE,
    ),
    examples=(
        {
            "date": "2025-12-01",
            "desk": "disdukcapil",
            "service": "kk",
            "number": "A001",
            "taken_at": "07:55",
            "called_at": "08:02",
            "finished_at": "08:15",
        },
    ),
)
ROSTER_GIVEN = Sheet(
    name="roster_given",
    label="jadwal_instansi",
    about_id="Jadwal yang disusun sendiri oleh instansi bermode as_given.",
    about_en="Rosters of agencies in mode as_given.",
    synonyms=("jadwal piket",),
    build=lambda values: GivenPosting(**values),
    columns=(
        _officer(required=True),
        _day("date", "tanggal", field="day", required=True),
        _column("session", "sesi", read_text, "nama sesi, misalnya pagi", "a session, e.g. pagi", required=True),
        _desk(required=True),
        NOTE,
    ),
    examples=({"officer": "b1", "date": "2026-01-05", "session": "pagi", "desk": "bpjs_kes"},),
)
SHEETS: tuple[Sheet, ...] = (
    AGENCIES,
    DESKS,
    SERVICES,
    COUNTERS,
    OFFICERS,
    SKILLS,
    LEAVE,
    CALENDAR,
    SUPPLIES,
    PROFILES,
    ALSO_NEEDS,
    WISHES,
    PAIRS,
    VISITS,
    VISITS_MONTHLY,
    TICKETS,
    ROSTER_GIVEN,
)
