"""The JSON body of a request, read strictly: what is not expected is refused by name, nothing is guessed."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import request

from planner.domain.errors import InvalidValue

LONGEST_TEXT = 80
# Days of 2000 to 2100 and moments of RFC 3339, as the OpenAPI document tells them; Python alone would read
# `2026-W06-2` and `20260203T09+07` too, and a year whose first moment no other zone can hold.
DAY = (
    "(?:(?:20[0-9]{2}|2100)-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)"
    "|(?:0[13578]|1[02])-31)|20(?:[02468][048]|[13579][26])-02-29)"
)
CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"
MOMENT = rf"{DAY}T{CLOCK}:[0-5][0-9](?:\.[0-9]{{1,6}})?(?:Z|[+-]{CLOCK})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a body. kind: text, day, whole or moment."""

    name: str
    kind: str
    required: bool = True
    low: int = 0
    high: int = 0


def read_body(fields: tuple[Field, ...]) -> Mapping[str, Any]:
    """The values of the fields; raises InvalidValue naming the first field that is not as expected."""
    given = _parsed()
    expected = {field.name: field for field in fields}
    for name in given:
        if name not in expected:
            raise _fault("field_unknown", name[:LONGEST_TEXT] or "body")
    for field in fields:
        if field.required and field.name not in given:
            raise _fault("field_missing", field.name)
    return {name: _value(expected[name], value) for name, value in given.items()}


def _parsed() -> Mapping[str, Any]:
    if request.mimetype != "application/json":
        raise _fault("not_json", "Content-Type")
    try:
        text = request.get_data().decode("utf-8")
        parsed = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except InvalidValue:
        raise
    except (ValueError, RecursionError) as fault:
        raise _fault("not_json", "body") from fault
    if not isinstance(parsed, dict):
        raise _fault("not_an_object", "body")
    return parsed


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _fault("field_twice", name[:LONGEST_TEXT] or "body")
        found[name] = value
    return found


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _value(field: Field, value: Any) -> Any:
    if field.kind == "whole":
        return _whole(field, value)
    if not isinstance(value, str):
        raise _fault("field_type", field.name)
    if not value or len(value) > LONGEST_TEXT:
        raise _fault("field_value", field.name)
    return value if field.kind == "text" else _time(field, value)


def _whole(field: Field, value: Any) -> int:
    """JSON has one kind of number: 12.0 is the whole number 12, and 12.5 is none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value % 1:
        raise _fault("field_type", field.name)
    if not field.low <= value <= field.high:
        raise _fault("field_range", field.name)
    return int(value)


def _time(field: Field, value: str) -> date | datetime:
    """`2026-03-16`, or a moment with its zone: a clock without zone could be any of three."""
    if not re.fullmatch(DAY if field.kind == "day" else MOMENT, value):
        raise _fault("field_value", field.name)
    return date.fromisoformat(value) if field.kind == "day" else datetime.fromisoformat(value)


def _fault(code: str, field: str) -> InvalidValue:
    return InvalidValue(f"{field}: {code}", code=code, field=field)
