"""Analisis beban kerja: how many officers a year's volume of work asks for, in both live conventions.

load = volume x time norm; need = load / effective working minutes of a year (WKE). It is an average of a year and says
nothing of waits at nine in the morning or of absences; the staffing case shows both side by side.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from planner.domain.checks import require, require_between, require_text

WKE_BKN = 72_000  # minutes a year: 240 days x 300, Perka BKN 19/2011
WKE_PERMENPAN = 75_000  # minutes a year: 1,250 h, Permenpan-RB 1/2020
CONVENTIONS = {"Perka BKN 19/2011": WKE_BKN, "Permenpan-RB 1/2020": WKE_PERMENPAN}
PERIODS = {"year": 1, "month": 12, "week": 50, "day": 250}  # how often a volume comes in a year of 1,250 h
WEEKEND_DAYS = 104  # Saturdays and Sundays of a year
PRINTED_TOLERANCE = 0.005  # two printed decimals

# letter: least EJ; "A" is load above capacity, not excellence
GRADES: dict[str, tuple[tuple[str, float], ...]] = {
    "Permendagri 12/2008": (("A", 1.0 + 1e-9), ("B", 0.90), ("C", 0.70), ("D", 0.50)),
    "Depkeu": (("A", 1.0 + 1e-9), ("B", 0.81), ("C", 0.66), ("D", 0.50)),
    "kode terbuka": (("A", 0.91), ("B", 0.76), ("C", 0.61), ("D", 0.51)),  # of a public code base: A is near capacity
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One task. volume: pieces in a `period`; norm_minutes: officer minutes of one piece."""

    name: str
    volume: float
    norm_minutes: float
    unit: str = "kunjungan"
    period: str = "year"

    def __post_init__(self) -> None:
        require_text(self.name, "task.name")
        require_between(self.volume, 0, 1e9, "task.volume")
        require_between(self.norm_minutes, 0, 100_000, "task.norm_minutes")
        require(
            self.period in PERIODS, f"period {self.period!r} is none of {list(PERIODS)}", code="period", field="period"
        )

    @property
    def yearly_volume(self) -> float:
        """Pieces a year."""
        return self.volume * PERIODS[self.period]

    @property
    def load_minutes(self) -> float:
        """Officer minutes a year."""
        return self.yearly_volume * self.norm_minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Abk:
    """The analysis of one position. holders: officers there are; wke_minutes: effective minutes of one a year."""

    tasks: tuple[Task, ...]
    holders: int
    wke_minutes: float = WKE_PERMENPAN

    def __post_init__(self) -> None:
        require_between(self.holders, 0, 10_000, "abk.holders")
        require_between(self.wke_minutes, 1, 200_000, "abk.wke_minutes")

    @property
    def load_minutes(self) -> float:
        """Minutes a year of all tasks."""
        return sum(task.load_minutes for task in self.tasks)

    @property
    def need(self) -> float:
        """Officers, unrounded."""
        return self.load_minutes / self.wke_minutes

    @property
    def rounded_need(self) -> int:
        """Whole officers, half up; work of less than half an officer is still somebody's, with extra duties."""
        return max(1, floor(self.need + 0.5)) if self.load_minutes else 0

    @property
    def difference(self) -> int:
        """Officers there are less those needed: below 0 a shortage."""
        return self.holders - self.rounded_need

    @property
    def ej(self) -> float | None:
        """Efektivitas jabatan: load over what the holders can do; None without holders. (assumed formula)"""
        return self.load_minutes / (self.holders * self.wke_minutes) if self.holders else None

    def grade(self, table: str = "Permendagri 12/2008") -> str:
        """PEJ, the letter of EJ by a table of cut-offs; "" without holders."""
        return grade_of(self.ej, table)


def grade_of(ej: float | None, table: str = "Permendagri 12/2008") -> str:
    """The letter of an EJ or EU by a table of cut-offs; "" for None."""
    if ej is None:
        return ""
    return next((letter for letter, least in GRADES[table] if ej >= least), "E")


def unit_ej(positions: Sequence[Abk]) -> float | None:
    """EU: the same ratio over all positions of a unit."""
    able = sum(p.holders * p.wke_minutes for p in positions)
    return sum(p.load_minutes for p in positions) / able if able else None


def unit_difference(positions: Sequence[Abk]) -> tuple[int, int]:
    """Shortage and surplus of a unit in officers, summed apart so that one never hides the other."""
    return sum(max(0, -p.difference) for p in positions), sum(max(0, p.difference) for p in positions)


def need_by_output(volume: float, per_officer_day: float) -> int:
    """Officers by the methods `hasil kerja` and `objek kerja`: a day's volume over what one does in a day."""
    require_between(per_officer_day, 1e-9, 1e9, "per_officer_day")
    return ceil(volume / per_officer_day - 1e-9)


def need_by_equipment(units: int, operators_per_unit: float) -> int:
    """Officers by the method `perangkat kerja`."""
    return ceil(units * operators_per_unit - 1e-9)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingYear:
    """How a convention gets its WKE: days of the year less days off, times minutes, less an allowance."""

    days: int = 365
    days_off: int = 0
    minutes_per_day: float = 0.0
    allowance: float = 0.0

    @property
    def working_days(self) -> int:
        """Days worked."""
        return self.days - self.days_off

    @property
    def effective_minutes(self) -> float:
        """Minutes a year after the allowance."""
        return self.working_days * self.minutes_per_day * (1 - self.allowance)

    def warnings(self, weekend_days: int | None = None) -> tuple[str, ...]:
        """What cannot be right. weekend_days: Saturdays and Sundays as the source counts them."""
        found = []
        if weekend_days is not None and weekend_days != WEEKEND_DAYS:
            found.append(f"Sabtu dan Minggu ditulis {weekend_days} hari; setahun ada {WEEKEND_DAYS}.")
        if self.working_days > 366 - WEEKEND_DAYS:
            found.append(f"{self.working_days} hari kerja setahun lebih banyak daripada hari kerja yang ada.")
        return tuple(found)


def printed_warning(what: str, printed: float, exact: float) -> str:
    """A sentence when a published figure is not what its own numbers give to two decimals; "" when it is."""
    if abs(printed - exact) <= max(PRINTED_TOLERANCE, 1e-4 * abs(exact)) + 1e-12:
        return ""
    return f"{what}: tercetak {printed:g}, hitungan dari angkanya sendiri {exact:.4g}."
