"""A staffing case as a kept document, with what it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError

from planner.domain.canonical import sha256_of
from planner.domain.history import History
from planner.domain.ids import DeskId
from planner.domain.mall import Mall
from planner.planning.freshness import HistoryMark, mark_of
from planner.planning.staffing_case import StaffingCase

KIND = "staffing"
FORM = 3  # of the document: 2 since measures hold their net gain, 3 since pooled officers count

_MALL = TypeAdapter(Mall)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCase:
    """A case, the day it was made and the hash of the mall and counts it was made from."""

    case: StaffingCase
    input_hash: str
    made_on: date


_KEPT = TypeAdapter(KeptCase)


def key_of(desk: DeskId) -> str:
    """Under which the case of a desk is kept."""
    return f"{KIND}/{desk}"


def input_hash(mall: Mall, counted: HistoryMark) -> str:
    """SHA-256 of all that a case of this mall rests on: the mall as stored and what was counted."""
    return sha256_of({"mall": _MALL.dump_python(mall, mode="json"), "history": counted.hash})


def kept_case(case: StaffingCase, mall: Mall, history: History, day: date) -> KeptCase:
    """A case with its passport; `mall` and `history` as they were given to it."""
    return KeptCase(case=case, input_hash=input_hash(mall, mark_of(history)), made_on=day)


def as_document(kept: KeptCase) -> dict[str, Any]:
    """The JSON document of a case."""
    return {"form": FORM, **_KEPT.dump_python(kept, mode="json")}


def read_document(document: Mapping[str, Any]) -> KeptCase | None:
    """The case of a document; None for one that an older version kept in another form."""
    if document.get("form") != FORM:
        return None
    try:
        return _KEPT.validate_python(dict(document))
    except ValidationError:
        return None
