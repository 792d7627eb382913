"""Parts of addresses that are dates: a bad one is a page that does not exist."""

from datetime import date
from typing import TypeVar

from flask import Flask
from werkzeug.routing import BaseConverter, ValidationError

from planner.domain.errors import InvalidValue
from planner.domain.periods import Week
from webapp.forms import YEARS

Period = TypeVar("Period")


def _known_year(period: Period, year: int) -> Period:
    if year not in YEARS:
        raise ValidationError(f"{year} is no year of ours")
    return period


class WeekConverter(BaseConverter):
    """`2026-W13`."""

    regex = r"\d{4}-W\d{2}"

    def to_python(self, value: str) -> Week:
        """The week, or no such page."""
        try:
            return _known_year(Week.parse(value), int(value[:4]))
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
            return _known_year(date.fromisoformat(value), int(value[:4]))
        except ValueError as fault:
            raise ValidationError(str(fault)) from fault

    def to_url(self, value: date) -> str:
        """As it stands in an address."""
        return value.isoformat()


def add_converters(app: Flask) -> None:
    """Let addresses hold weeks and days."""
    app.url_map.converters["week"] = WeekConverter
    app.url_map.converters["day"] = DayConverter
