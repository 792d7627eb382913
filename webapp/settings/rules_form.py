"""The forms of the rules a mall may switch off, of the prices of shortfalls, and of what nobody measured yet."""

from collections.abc import Mapping
from dataclasses import fields, replace

from planner.domain.mall import Assumptions, Mall, Prices, Rules
from planner.intake.values import read_number, within
from webapp.forms import Form
from webapp.settings.changes import PER_CENT, number_text
from webapp.settings.checks import read_amount

SWITCHES = tuple(field.name for field in fields(Rules))
MOST_VISITS = 1000  # a price beyond it would drown all visits turned away
BOUNDS = {"counter_share": (10, 100)}  # per cent; with less nobody would ever sit at a counter


def read_rules(form: Form, mall: Mall) -> Mall:
    """The mall with the rules that were ticked."""
    return replace(mall, rules=Rules(**{name: form.ticked(name) for name in SWITCHES}))


def first_numbers(record: Prices | Assumptions) -> Mapping[str, object]:
    """What the form holds at first: shares as per cent."""
    return {field.name: number_text(_shown(field.name, getattr(record, field.name))) for field in fields(record)}


def _shown(name: str, value: float) -> float:
    return 100 * value if name in PER_CENT else value


def bounds_of(name: str) -> tuple[int, int]:
    """Least and most of a number, shares as per cent."""
    return BOUNDS.get(name, (0, 100 if name in PER_CENT else MOST_VISITS))


def read_prices(form: Form, mall: Mall) -> Mall | None:
    """The mall with other prices; None when the form has faults."""
    values = _read_numbers(form, mall.prices)
    return None if form.faults else replace(mall, prices=replace(mall.prices, **values))


def read_assumptions(form: Form, mall: Mall) -> Mall | None:
    """The mall with other assumptions; None when the form has faults."""
    values = _read_numbers(form, mall.assumptions)
    return None if form.faults else replace(mall, assumptions=replace(mall.assumptions, **values))


def _read_numbers(form: Form, record: Prices | Assumptions) -> dict[str, float]:
    values = {}
    for field in fields(record):
        now = getattr(record, field.name)
        shown = _shown(field.name, now)
        given = read_amount(form, field.name, within(read_number, *bounds_of(field.name)), shown)
        if given is not None and given != shown:
            values[field.name] = given / 100 if field.name in PER_CENT else given
    return values
