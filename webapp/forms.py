"""What was typed into a form: values by kind, and for each fault one sentence beside its field."""

import re
from collections.abc import Collection, Mapping
from datetime import date, time
from typing import Any

from flask import request

from webapp.language import t

LONGEST_TEXT = 500
YEARS = range(2000, 2101)  # beyond them dates are slips of the pen, and sums of days leave the calendar
DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{4})-(\d{2})-(\d{2})")
TIME = re.compile(r"(\d{1,2})[.:](\d{2})")


def read_day(text: str) -> date | None:
    """A date as `16/03/2026`, day first, or as browsers send it; None for any other text and for other years."""
    found = DATE.fullmatch(text)
    if found is None:
        return None
    parts = [int(part) for part in found.groups() if part]
    year, month, day = parts if found[4] else reversed(parts)
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def read_clock(text: str) -> time | None:
    """A time of the day as `07.30` or `07:30`; None for any other text."""
    found = TIME.fullmatch(text)
    is_time = found is not None and int(found[1]) < 24 and int(found[2]) < 60
    return time(int(found[1]), int(found[2])) if found and is_time else None


class Form:
    """The answers of a request, or the first values of an empty form. `faults`: field -> sentence."""

    def __init__(self, first: Mapping[str, Any] | None = None) -> None:
        self._first = {name: "" if value is None else str(value) for name, value in (first or {}).items()}
        self.faults: dict[str, str] = {}

    @property
    def is_sent(self) -> bool:
        """True when the form was filled in and sent."""
        return request.method == "POST"

    @property
    def is_good(self) -> bool:
        """True when it was sent and nothing is wrong in it so far."""
        return self.is_sent and not self.faults

    def given(self, name: str) -> str:
        """What stands in the field: as typed, so that nobody has to type it again."""
        return request.form.get(name, "") if self.is_sent else self._first.get(name, "")

    def fail(self, name: str, key: str, /, **values: object) -> None:
        """Note a fault of a field; the first one stays."""
        self.faults.setdefault(name, t(key, **values))

    def text(self, name: str, *, required: bool = True, most: int = LONGEST_TEXT) -> str:
        """Text without blanks around it; control characters are dropped."""
        value = "".join(c for c in request.form.get(name, "") if c.isprintable() or c == "\n").strip()
        if required and not value:
            self.fail(name, "field.required")
        if len(value) > most:
            self.fail(name, "field.too_long", most=most)
        return value

    def day(self, name: str, *, required: bool = True) -> date | None:
        """A date as `16/03/2026`, day first, or as browsers send it."""
        value = self.text(name, required=required, most=20)
        if not value:
            return None
        given = read_day(value)
        if given is None:
            self.fail(name, "field.not_a_date", value=value)
        return given

    def clock(self, name: str, *, required: bool = True) -> time | None:
        """A time of the day as `07.30` or `07:30`."""
        value = self.text(name, required=required, most=10)
        if not value:
            return None
        given = read_clock(value)
        if given is None:
            self.fail(name, "field.not_a_time", value=value)
        return given

    def whole(self, name: str, low: int, high: int, *, required: bool = True) -> int | None:
        """A whole number from low to high."""
        value = self.text(name, required=required, most=12)
        if not value:
            return None
        if not value.isascii() or not value.isdigit():
            self.fail(name, "field.not_a_number", value=value)
            return None
        if not low <= int(value) <= high:
            self.fail(name, "field.out_of_range", low=low, high=high)
            return None
        return int(value)

    def choice(self, name: str, options: Collection[str], *, required: bool = True) -> str:
        """One of the options, "" when nothing was chosen."""
        value = request.form.get(name, "")
        if not value and not required:
            return ""
        if value not in options:
            self.fail(name, "field.not_a_choice")
            return ""
        return value

    def several(self, name: str, options: Collection[str]) -> tuple[str, ...]:
        """Those of the options that were ticked."""
        values = request.form.getlist(name)
        if any(value not in options for value in values):
            self.fail(name, "field.not_a_choice")
        return tuple(value for value in values if value in options)

    def ticked(self, name: str) -> bool:
        """True when the box was ticked."""
        return request.form.get(name) == "1"
