"""The surge library: by how much demand rises around known events, each with its range and where it was read.

A factor multiplies the demand of ordinary days. They are ratios of counts from news reports and counters' own notices,
so they are ranges, not forecasts: what a mall has counted itself always comes first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from planner.calendar.holidays import eid_al_fitr_days
from planner.domain.checks import require, require_between
from planner.domain.errors import NotFound

LEBARAN_LENGTH_DAYS = 14  # the surge is told of the first and second week after the offices open again
SCHOOL_ENTRY = ((4, 15), (7, 15))  # SPMB/PPDB, month and day of its first and last day
TAX_DEADLINES = (((3, 22), (3, 31)), ((4, 22), (4, 30)))  # SPT of persons, of bodies


@dataclass(frozen=True, slots=True, kw_only=True)
class Surge:
    """Demand around an event over demand of ordinary days.

    low, high        : factor of the whole desk, the range over the places that told.
    by_service_words : factors of services whose name holds a word (small letters), where they were told apart.
    concerns         : words of which one stands in the name of the desks it concerns; empty: every desk.
    source           : where it was read; `is_derived` True where the factor is our own division of two counts.
    """

    id: str
    name_id: str
    name_en: str
    low: float
    high: float
    source: str
    concerns: tuple[str, ...] = ()
    by_service_words: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    is_derived: bool = True

    def __post_init__(self) -> None:
        require_between(self.low, 0.05, 50, "surge.low")
        require(
            self.low <= self.high,
            f"surge {self.id} runs from {self.low} to {self.high}",
            code="ends_before_start",
            field="surge.high",
        )
        require(bool(self.source), f"surge {self.id} has no source", code="no_source", field="surge.source")

    def name(self, language: str = "id") -> str:
        """Its name in `id` or `en`."""
        return self.name_id if language == "id" else self.name_en

    def concerns_name(self, name: str) -> bool:
        """True when a desk or agency of that name feels the surge."""
        folded = name.casefold()
        return not self.concerns or any(word in folded for word in self.concerns)

    @property
    def most(self) -> float:
        """The largest factor of any of its services."""
        return max(self.high, *(high for _, high in self.by_service_words.values()), self.low)

    def range_of(self, service_name: str) -> tuple[float, float]:
        """Low and high factor of a service; the desk's where nothing was told of it."""
        folded = service_name.casefold()
        return next((found for word, found in self.by_service_words.items() if word in folded), (self.low, self.high))


_CIVIL = ("dukcapil", "kependudukan")

SURGES: tuple[Surge, ...] = (
    Surge(
        id="after_lebaran",
        name_id="Pekan pertama setelah Lebaran",
        name_en="First week after Lebaran",
        low=1.25,
        high=1.5,
        source=(
            "Ponorogo 200-250 menjadi 300-350 kunjungan/hari (1,4-1,5); Pangkalpinang 1,27-1,56 menurut layanan; "
            "Cianjur 400 menjadi 500 lebih (1,25); MPP Madiun dua hari pertama: perekaman 4,5, KK 2,9, akta 1,6"
        ),
        concerns=_CIVIL,
        by_service_words={
            "rekam": (1.43, 4.5),
            "kartu keluarga": (1.33, 2.9),
            "akta": (1.56, 1.6),
            "cetak": (1.27, 1.5),
            "pindah": (1.47, 1.5),
        },
    ),
    Surge(
        id="school_entry",
        name_id="Pendaftaran sekolah (SPMB/PPDB)",
        name_en="School entry (SPMB/PPDB)",
        low=1.6,
        high=2.0,
        source="Padang: KK 250 menjadi 400 (1,6), akta 100 menjadi 200 per hari (2,0); DKI pindah KK April-Mei 2,8",
        concerns=_CIVIL,
        by_service_words={"kartu keluarga": (1.6, 2.8), "akta": (2.0, 2.0)},
    ),
    Surge(
        id="election",
        name_id="Menjelang pemilu",
        name_en="Before an election",
        low=1.5,
        high=2.0,
        source="Yogyakarta 150-200 menjadi lebih dari 300 KTP/hari (1,5-2); Manokwari sampai 20 kali pada malamnya",
        concerns=_CIVIL,
        by_service_words={"ktp": (1.5, 2.0)},
    ),
    Surge(
        id="cpns_intake",
        name_id="Pendaftaran CPNS/PPPK (SKCK)",
        name_en="CPNS/PPPK intake (police certificates)",
        low=4.0,
        high=10.0,
        source="SKCK/hari: Palembang 100 menjadi 400; Mataram 30-50 menjadi di atas 200; Cirebon 30-50 menjadi 300-400",
        concerns=("polres", "skck", "kepolisian"),
    ),
    Surge(
        id="tax_deadline",
        name_id="Batas akhir SPT",
        name_en="Tax return deadline",
        low=2.0,
        high=2.25,
        source="KPP Singkawang: 20 menjadi 40-45 wajib pajak/hari menjelang 31 Maret dan 30 April",
        concerns=("kp2kp", "pajak pratama", "kpp"),
    ),
    Surge(
        id="first_day_of_year",
        name_id="Hari kerja pertama Januari",
        name_en="First working day of January",
        low=1.1,
        high=1.3,
        source="MPP Aceh Besar: 300 kunjungan pada 2 Januari 2026, rata-rata 263 per hari kerja",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SurgeDays:
    """A surge and the days of one occurrence."""

    surge: Surge
    first_day: date
    last_day: date

    def covers(self, day: date) -> bool:
        """True on its days."""
        return self.first_day <= day <= self.last_day


def get_surge(surge: str) -> Surge:
    """The surge of that id; raises NotFound (`unknown_surge`)."""
    for found in SURGES:
        if found.id == surge:
            return found
    known = ", ".join(s.id for s in SURGES)
    raise NotFound(f"no surge {surge!r} in the library, known are {known}", code="unknown_surge", field="surge")


def surges_between(first: date, last: date) -> tuple[SurgeDays, ...]:
    """Occurrences that the calendar can tell and that touch these days: after Lebaran, school entry, tax, January.

    Elections and intakes are announced, not computed: a person names their days.
    """
    years = range(first.year, last.year + 1)
    found = [days for year in years for days in _of_year(year)]
    return tuple(days for days in found if days.first_day <= last and first <= days.last_day)


def _of_year(year: int) -> Iterable[SurgeDays]:
    feast = eid_al_fitr_days().get(year)
    if feast is not None:
        start = feast + timedelta(days=2)  # closed days in it have no demand anyway
        yield _days("after_lebaran", start, start + timedelta(days=LEBARAN_LENGTH_DAYS - 1))
    yield _days("school_entry", date(year, *SCHOOL_ENTRY[0]), date(year, *SCHOOL_ENTRY[1]))
    for first, last in TAX_DEADLINES:
        yield _days("tax_deadline", date(year, *first), date(year, *last))
    yield _days("first_day_of_year", date(year, 1, 2), date(year, 1, 4))


def _days(surge: str, first: date, last: date) -> SurgeDays:
    return SurgeDays(surge=get_surge(surge), first_day=first, last_day=last)
