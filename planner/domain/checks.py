"""The few checks that records share. Each raises InvalidValue with field, value and bound."""

from collections.abc import Hashable, Iterable

from planner.domain.errors import InvalidValue


def require(holds: bool, message: str, *, code: str, field: str) -> None:
    """Raise InvalidValue with `message` unless the condition holds."""
    if not holds:
        raise InvalidValue(message, code=code, field=field)


def require_text(value: str, field: str) -> None:
    """A name or id is not empty and has no blanks at its ends."""
    require(bool(value) and value == value.strip(), f"{field} is {value!r}, expected text", code="no_text", field=field)


def require_between(value: float, low: float, high: float, field: str) -> None:
    """A number lies in [low, high]; NaN never does."""
    require(low <= value <= high, f"{field} is {value}, expected {low} to {high}", code="out_of_range", field=field)


def require_share(value: float, field: str) -> None:
    """A share lies in [0, 1]."""
    require_between(value, 0.0, 1.0, field)


def require_unique(values: Iterable[Hashable], field: str) -> None:
    """No value stands twice."""
    seen: set[Hashable] = set()
    for value in values:
        require(value not in seen, f"{field} {value} stands twice", code="duplicate", field=field)
        seen.add(value)
