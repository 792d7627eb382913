"""What a week came to: all that a comparison asks of it, small enough to be kept in a file between two runs."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from planner.domain.ids import AgencyId, DeskId, OfficerId
from planner.domain.periods import Week
from planner.domain.plan import Posting, Quota
from planner.planning.shortfalls import overtime_minutes, posted_minutes
from planner.planning.what_if_days import DayFigures
from planner.planning.what_if_week import WeekRun

DeskDayKey = tuple[DeskId, date]
AgencyWeek = tuple[AgencyId | None, Week]


@dataclass(frozen=True, kw_only=True)
class WeekOutcome:
    """The weeks of one plan, simulated.

    officers         : how many could serve on each desk-day.
    overtime_minutes : counter minutes of the roster above the officers' weeks, by agency (None: pooled officers).
    gap_minutes      : largest difference of counter minutes between two officers of an agency who are there all week.
    """

    agency_of: Mapping[DeskId, AgencyId]
    figures: Mapping[DeskDayKey, DayFigures]
    officers: Mapping[DeskDayKey, int]
    postings: tuple[Posting, ...]
    quotas: tuple[Quota, ...]
    overtime_minutes: Mapping[AgencyWeek, float]
    gap_minutes: Mapping[AgencyWeek, float]

    @property
    def weeks(self) -> tuple[Week, ...]:
        """The weeks it holds, in order."""
        return tuple(sorted({Week.of(day) for _, day in self.figures}, key=lambda week: week.days[0]))

    def of_week(self, week: Week) -> "WeekOutcome":
        """The part of one week."""
        return WeekOutcome(
            agency_of=self.agency_of,
            figures={key: found for key, found in self.figures.items() if key[1] in week.days},
            officers={key: found for key, found in self.officers.items() if key[1] in week.days},
            postings=tuple(p for p in self.postings if p.day in week.days),
            quotas=tuple(q for q in self.quotas if q.day in week.days),
            overtime_minutes={key: found for key, found in self.overtime_minutes.items() if key[1] == week},
            gap_minutes={key: found for key, found in self.gap_minutes.items() if key[1] == week},
        )


def outcome_of(run: WeekRun) -> WeekOutcome:
    """What a run came to."""
    agencies = {officer.id: officer.agency for officer in run.frame.mall.officers}
    overtime: defaultdict[AgencyWeek, float] = defaultdict(float)
    for (officer, week), minutes in overtime_minutes(run.result).items():
        overtime[agencies[officer], week] += minutes
    return WeekOutcome(
        agency_of=run.frame.agency_of,
        figures=run.figures,
        officers={key: len(asked.day.shifts) if asked.day else 0 for key, asked in run.questions.items()},
        postings=run.postings,
        quotas=run.quotas,
        overtime_minutes=dict(overtime),
        gap_minutes=_gaps(run),
    )


def _gaps(run: WeekRun) -> dict[AgencyWeek, float]:
    minutes: defaultdict[tuple[OfficerId, Week], int] = defaultdict(int)
    for posting in run.postings:
        minutes[posting.officer, Week.of(posting.day)] += posted_minutes(run.frame, posting)
    gaps: dict[AgencyWeek, float] = {}
    for agency in run.frame.mall.agencies:
        for week in sorted({Week.of(day) for day in run.frame.days}, key=lambda w: w.days[0]):
            own = [minutes[officer, week] for officer in _there_all_week(run, agency.id, week)]
            if own:
                gaps[agency.id, week] = float(max(own) - min(own))
    return gaps


def _there_all_week(run: WeekRun, agency: AgencyId, week: Week) -> list[OfficerId]:
    frame = run.frame
    places = [
        (day, session.id)
        for day in frame.days
        if day in week.days and (agency, day) in frame.hours
        for session in frame.hours[agency, day].sessions
    ]
    own = [officer for officer in frame.mall.officers if officer.agency == agency]
    return [o.id for o in own if places and all(frame.is_present(o, day, session) for day, session in places)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _KeptDay:
    """A desk-day that differs from the base's, as it is kept."""

    desk: DeskId
    day: date
    officers: int
    figures: dict[str, list[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _KeptOutcome:
    """An outcome less the desk-days it took from its base; `same` names those."""

    agency_of: dict[DeskId, AgencyId]
    same: tuple[DeskDayKey, ...]
    days: tuple[_KeptDay, ...]
    postings: tuple[Posting, ...]
    quotas: tuple[Quota, ...]
    overtime_minutes: tuple[tuple[AgencyId | None, Week, float], ...]
    gap_minutes: tuple[tuple[AgencyId | None, Week, float], ...]


NAMES = tuple(f.name for f in fields(DayFigures))


def outcome_as_json(outcome: WeekOutcome, base: WeekOutcome) -> Any:
    """JSON values of an outcome; desk-days that are the base's are only named."""
    same = tuple(key for key in outcome.figures if _is_same(key, outcome, base))
    days = tuple(
        _KeptDay(
            desk=key[0],
            day=key[1],
            officers=outcome.officers[key],
            figures={name: getattr(found, name).tolist() for name in NAMES},
        )
        for key, found in outcome.figures.items()
        if key not in set(same)
    )
    kept = _KeptOutcome(
        agency_of=dict(outcome.agency_of),
        same=same,
        days=days,
        postings=outcome.postings,
        quotas=outcome.quotas,
        overtime_minutes=tuple((*key, value) for key, value in outcome.overtime_minutes.items()),
        gap_minutes=tuple((*key, value) for key, value in outcome.gap_minutes.items()),
    )
    return _kept().dump_python(kept, mode="json")


def outcome_from_json(raw: Any, base: WeekOutcome) -> WeekOutcome:
    """The outcome that was kept, equal to the last bit; raises ValueError or KeyError for another content."""
    kept = _kept().validate_python(raw)
    figures = {key: base.figures[key] for key in kept.same}
    for day in kept.days:
        figures[day.desk, day.day] = DayFigures(**{name: np.array(day.figures[name], dtype=float) for name in NAMES})
    return WeekOutcome(
        agency_of=kept.agency_of,
        figures=figures,
        officers={
            **{key: base.officers[key] for key in kept.same},
            **{(day.desk, day.day): day.officers for day in kept.days},
        },
        postings=kept.postings,
        quotas=kept.quotas,
        overtime_minutes={(agency, week): value for agency, week, value in kept.overtime_minutes},
        gap_minutes={(agency, week): value for agency, week, value in kept.gap_minutes},
    )


def _is_same(key: DeskDayKey, one: WeekOutcome, base: WeekOutcome) -> bool:
    if key not in base.figures or one.officers[key] != base.officers[key]:
        return False
    return all(np.array_equal(getattr(one.figures[key], name), getattr(base.figures[key], name)) for name in NAMES)


@cache
def _kept() -> TypeAdapter[_KeptOutcome]:
    return TypeAdapter(_KeptOutcome)
