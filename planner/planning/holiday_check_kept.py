"""The newest holiday check that is kept, and what it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from planner.planning.holiday_check import HolidayCheck
from planner.planning.ports import UnitOfWork

KIND = KEY = "holiday"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCheck:
    """A check. stamp: of mall and counts as they were. plan: id of the plan of the week that was used, if any."""

    check: HolidayCheck
    stamp: str
    plan: str | None


def keep_check(work: UnitOfWork, kept: KeptCheck) -> None:
    """Keep a check in place of the one before."""
    check = _adapter().dump_python(kept.check, mode="json")
    work.results.put(KEY, KIND, {"stamp": kept.stamp, "plan": kept.plan, "check": check})


def find_check(work: UnitOfWork) -> KeptCheck | None:
    """The newest check; None when there is none, or when it was kept by a version that told it otherwise."""
    document = work.results.find(KEY)
    return read_check(document) if document else None


def read_check(document: Mapping[str, Any]) -> KeptCheck | None:
    """The check of a document; None for one of another version."""
    try:
        check = _adapter().validate_python(document["check"])
    except (KeyError, ValidationError):
        return None
    return KeptCheck(check=check, stamp=document["stamp"], plan=document["plan"])


@cache
def _adapter() -> TypeAdapter[HolidayCheck]:
    return TypeAdapter(HolidayCheck)
