"""Parts of addresses that are dates, numbers or tokens: a bad one is a page that does not exist."""

from datetime import date

from flask import Flask
from werkzeug.routing import BaseConverter, IntegerConverter, ValidationError

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

    regex = "[0-9]{4}-W[0-9]{2}"

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

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

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


class NumberConverter(IntegerConverter):
    """A number the store can hold on either engine: a longer one counts nothing that is there."""

    regex = "[0-9]{1,9}"


class TokenConverter(BaseConverter):
    """A made-up name without a dot, so that it is never an address that ends in `.json` or `.csv`."""

    regex = "[0-9A-Za-z_-]+"


def add_converters(app: Flask) -> None:
    """Let addresses hold weeks, days, numbers and tokens; nobody is led on from `//`, which a machine misspelt."""
    app.url_map.merge_slashes = False
    made = {"week": WeekConverter, "day": DayConverter, "int": NumberConverter, "token": TokenConverter}
    app.url_map.converters.update(made)
