"""How a report speaks: words, numbers, clock times and dates of one language."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from planner.domain.errors import InvalidValue
from planner.report.words import CATALOGUE, DAYS, LANGUAGES, MONTHS, MONTHS_SHORT

MADE_COUNTER = re.compile(r"[a-z0-9_]+-L(\d+)")  # as planner.intake.expand names counters that no sheet lists
TENTHS_BELOW = 10  # visits under ten are shown with one decimal, more would pretend


@dataclass(frozen=True, slots=True)
class Language:
    """`id` or `en`. Every text a reader of a report sees is made here."""

    code: str = "id"

    def __post_init__(self) -> None:
        if self.code not in LANGUAGES:
            raise InvalidValue(
                f"language {self.code!r} is none of {LANGUAGES}", code="unknown_language", field="language"
            )

    def say(self, key: str, **values: object) -> str:
        """The words of the catalogue under `key`, filled in; raises KeyError for a key or value that is missing."""
        return self.pick(CATALOGUE[key]).format(**values)

    def pick(self, words: tuple[str, str]) -> str:
        """The words of this language out of (Indonesian, English)."""
        return words[LANGUAGES.index(self.code)]

    def knows(self, key: str) -> bool:
        """True when the catalogue holds the key."""
        return key in CATALOGUE

    def number(self, value: float, decimals: int = 0) -> str:
        """`1.234,5` in Indonesian, `1,234.5` in English; half up, never `-0`."""
        scale = 10**decimals
        rounded = math.floor(value * scale + 0.5) / scale
        text = f"{rounded + 0.0:,.{decimals}f}"
        return text.translate(str.maketrans(",.", ".,")) if self.code == "id" else text

    def counter(self, counter: str) -> str:
        """`loket A1`; one that loketplan numbered itself (`bpjs-L2`) by its number, as it stands under its desk."""
        made = MADE_COUNTER.fullmatch(counter)
        return self.say("counter", id=made[1] if made else counter)

    def visits(self, value: float) -> str:
        """Expected visits: whole from ten on, one decimal below, `0` for nothing."""
        if value < 0.05 or value >= TENTHS_BELOW - 0.05 or float(value).is_integer():
            return self.number(value)
        return self.number(value, 1)

    def share(self, value: float) -> str:
        """`93%`; never rounded up to 100."""
        per_cent = 100.0 if value >= 1 else min(99.0, math.floor(value * 100 + 0.5))
        return f"{self.number(per_cent)}%"

    def clock(self, moment: time) -> str:
        """`07.30` in Indonesian, `07:30` in English."""
        return f"{moment:%H.%M}" if self.code == "id" else f"{moment:%H:%M}"

    def span(self, start: time, end: time) -> str:
        """`08.00-11.00`."""
        return f"{self.clock(start)}-{self.clock(end)}"

    def weekday(self, day: date) -> str:
        """`Sen`, `Mon`."""
        return DAYS[self.code][day.weekday()]

    def day(self, day: date) -> str:
        """`Sen 16 Mar`, `Mon 16 Mar`."""
        return f"{self.weekday(day)} {day.day} {MONTHS_SHORT[self.code][day.month - 1]}"

    def moment(self, moment: datetime) -> str:
        """`13 Mar 2026 16.40`."""
        return f"{self.full_date(moment.date())} {self.clock(moment.time())}"

    def full_date(self, day: date) -> str:
        """`13 Mar 2026`."""
        return f"{day.day} {MONTHS_SHORT[self.code][day.month - 1]} {day.year}"

    def month(self, day: date) -> str:
        """`Mar 2026`."""
        return f"{MONTHS_SHORT[self.code][day.month - 1]} {day.year}"

    def period(self, days: Iterable[date]) -> str:
        """`16-20 Maret 2026 (minggu ke-12)`."""
        ordered = sorted(days)
        return self.say("period", dates=self._dates(ordered[0], ordered[-1]), number=ordered[0].isocalendar().week)

    def _dates(self, first: date, last: date) -> str:
        months = MONTHS[self.code]
        end = f"{last.day} {months[last.month - 1]} {last.year}"
        if first == last:
            return end
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}-{end}"
        year = "" if first.year == last.year else f" {first.year}"
        return f"{first.day} {months[first.month - 1]}{year} - {end}"

    def day_ranges(self, days: Iterable[date]) -> str:
        """Days that follow each other joined: `Sen-Kam`, `Sen, Rab`."""
        runs: list[list[date]] = []
        for day in sorted(days):
            if runs and (day - runs[-1][-1]).days == 1:
                runs[-1].append(day)
            else:
                runs.append([day])
        return ", ".join(self._run(run) for run in runs)

    def day_list(self, days: Iterable[date]) -> str:
        """Days with their dates, months said once: `Sen 30, Sel 31 Mar, Rab 1 Apr`."""
        ordered = sorted(days)
        parts = []
        for day, following in zip(ordered, [*ordered[1:], None], strict=True):
            same_month = following is not None and following.month == day.month
            parts.append(f"{self.weekday(day)} {day.day}" if same_month else self.day(day))
        return ", ".join(parts)

    def _run(self, run: list[date]) -> str:
        return self.weekday(run[0]) if len(run) == 1 else f"{self.weekday(run[0])}-{self.weekday(run[-1])}"
