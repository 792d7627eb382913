"""Advice of the doctor with the page on which each thing is mended."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for

from planner.intake.doctor import Advice
from webapp.language import language, t

WAYS = {
    "minutes_assumed": ("calibrate", "measuring.questions"),
    "profile_assumed": ("tally", "measuring.tally"),
    "always_full": ("tally", "measuring.tally"),
    "no_skill": ("officers", "officers.people"),
    "alone_at_lunch": ("officers", "officers.people"),
    "foreign_skill": ("officers", "officers.people"),
    "count_and_names": ("officers", "officers.people"),
    "given_on_leave": ("officers", "officers.leave"),
    "closed_day_visits": ("calendar", "settings.calendar"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing to mend, and the way to the page for it."""

    text: str
    way: str
    address: str


def make_lines(advice: Iterable[Advice]) -> tuple[Line, ...]:
    """The advice in its order, in the reader's language."""
    return tuple(_line(one) for one in advice)


def _line(one: Advice) -> Line:
    way, endpoint = WAYS.get(one.code, ("import", "imports.start"))
    of_desk = endpoint.startswith("measuring.") and one.desk
    address = url_for(endpoint, desk=one.desk) if of_desk else url_for(_whole(endpoint))
    return Line(text=one.sentence(language().code), way=t(f"doctor.way_{way}"), address=address)


def _whole(endpoint: str) -> str:
    return "measuring.overview" if endpoint.startswith("measuring.") else endpoint
