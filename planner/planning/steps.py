"""What long work says while it works: steps, each a sentence in both languages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

SENTENCES: Mapping[str, tuple[str, str]] = {
    "reading": ("Membaca data", "Reading the data"),
    "forecast": ("Memperkirakan kunjungan", "Forecasting the visits"),
    "tables": ("Menyusun tabel kapasitas", "Making the capacity tables"),
    "roster": ("Menyusun jadwal", "Building the roster"),
    "round": (
        "Putaran {number}: setara {visits} kunjungan tidak terlayani",
        "Round {number}: as bad as {visits} visits not served",
    ),
    "copying": ("Menyalin penempatan", "Copying the postings"),
    "quotas": ("Membuktikan kuota", "Proving the quotas"),
    "remedies": ("Mencari cara termurah", "Looking for the cheapest remedies"),
    "ranges": ("Mencari kisaran kuota", "Looking for the ranges of the quotas"),
    "reasons": ("Mencari penyebab kekurangan", "Looking for the causes of what is short"),
    "checking": ("Memeriksa semua aturan", "Checking all rules"),
    "measures": ("Mencoba langkah perbaikan", "Trying what would help"),
    "measure_tried": ("{done} dari {count} langkah dicoba", "{done} of {count} measures tried"),
    "year": ("Memperkirakan permintaan setahun", "Forecasting the demand of a year"),
    "teams": (
        "Menyimulasikan setahun untuk tiap jumlah petugas",
        "Simulating a year with each number of officers",
    ),
    "free_ways": ("Mencoba cara tanpa biaya", "Trying ways that cost nothing"),
    "base_week": ("Rencana dasar minggu {week}", "Base plan of week {week}"),
    "as_is": ("Menghitung keadaan sekarang", "Working out the weeks as they are"),
    "week_answered": ("{name}: {weeks} ({seconds} detik)", "{name}: {weeks} ({seconds} seconds)"),
    "answered": ("{done} dari {count}: {name} ({seconds} detik)", "{done} of {count}: {name} ({seconds} seconds)"),
    "scenario": ("Menghitung {name}", "Working out {name}"),
    "scenarios": ("{done} dari {count} skenario dihitung", "{done} of {count} scenarios worked out"),
    "scenario_weeks": (
        "{done} dari {count} minggu skenario dihitung",
        "{done} of {count} weeks of scenarios worked out",
    ),
    "scenario_done": ("{done} dari {count} skenario: {name}", "{done} of {count} scenarios: {name}"),
    "comparing": ("Membandingkan rencana dengan kenyataan", "Comparing the plan with what came"),
    "past_weeks": (
        "Menguji prakiraan pada minggu-minggu yang lalu",
        "Testing the forecasts on the weeks gone by",
    ),
    "saving": ("Menyimpan hasil", "Saving the result"),
    "saving_review": ("Menyimpan tinjauan", "Saving the review"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What is being done. key: of its sentence in SENTENCES. says: the numbers and names in it."""

    key: str
    says: Mapping[str, int | str]

    @property
    def text_id(self) -> str:
        """The sentence in Bahasa Indonesia: `Putaran 2: setara 1.240 kunjungan tidak terlayani`."""
        numbers = {name: f"{value:,}".replace(",", ".") for name, value in self.says.items() if isinstance(value, int)}
        return SENTENCES[self.key][0].format(**{**self.says, **numbers})

    @property
    def text_en(self) -> str:
        """The sentence in English: `Round 2: as bad as 1,240 visits not served`."""
        numbers = {name: f"{value:,}" for name, value in self.says.items() if isinstance(value, int)}
        return SENTENCES[self.key][1].format(**{**self.says, **numbers})


Told = Callable[[Step], None]


def step(key: str, /, **says: int | str) -> Step:
    """The step of a key, with what its sentence says."""
    return Step(key=key, says=says)


def silent(told: Step) -> None:
    """Nobody listens."""
