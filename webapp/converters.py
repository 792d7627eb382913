"""Parts of addresses that are dates: a bad one is a page that does not exist."""

from datetime import date

from flask import Flask
from werkzeug.routing import BaseConverter, ValidationError

from planner.domain.errors import InvalidValue
from planner.domain.periods import Week
from webapp.forms import YEARS


def read_week(text: str) -> Week:
    """`2026-W13` of a year that a form would take, too; raises InvalidValue for any other text."""
    found = Week.parse(text)
    if found.year not in YEARS:
        raise InvalidValue(f"{found} lies in no year of ours", code="no_such_week", field="week")
    return found


class WeekConverter(BaseConverter):
    """`2026-W13`."""

    regex = r"\d{4}-W\d{2}"

    def to_python(self, value: str) -> Week:
        """The week, or no such page."""
        try:
            return read_week(value)
        except InvalidValue as fault:
            raise ValidationError(str(fault)) from fault

    def to_url(self, value: Week) -> str:
        """As it stands in an address."""
        return str(value)


class DayConverter(BaseConverter):
    """`2026-03-16`."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """The day, or no such page."""
        try:
            found = date.fromisoformat(value)
        except ValueError as fault:
            raise ValidationError(str(fault)) from fault
        if found.year not in YEARS:
            raise ValidationError(f"{found} lies in no year of ours")
        return found

    def to_url(self, value: date) -> str:
        """As it stands in an address."""
        return value.isoformat()


def add_converters(app: Flask) -> None:
    """Let addresses hold weeks and days."""
    app.url_map.converters["week"] = WeekConverter
    app.url_map.converters["day"] = DayConverter
