"""A desk's own team over the simulated year, with the skills and pace of the sheets.

The team holds pooled officers who sit at the desk for half of its time or more. The sample is the days of the year on
which at most one of today's team is away; who joins it is away as often as any other, apart from them. Whoever is
compared meets the same demand, absences and draws.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from planner.calendar.hours import DayHours
from planner.domain.ids import OfficerId, ServiceId
from planner.domain.periods import minute_of_day
from planner.planning.design_question import team_of
from planner.planning.desk_day_input import DeskPlace, day_of_shifts, make_windows
from planner.planning.simulations import FINAL_SEARCH, Simulations
from planner.planning.staffing_case_pool import USUALLY
from planner.planning.staffing_case_year import CaseSettings, DeskYear, Floats, admitted_on, break_of
from planner.queueing.desk_day import DeskDay, Shift

ONE_AWAY_STREAM = 303

Skills = Mapping[OfficerId, Mapping[ServiceId, float]]
Alter = Callable[[DeskDay], DeskDay]


def as_is(day: DeskDay) -> DeskDay:
    """A day that is not changed."""
    return day


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Officers of a desk with their skills there, and how its days are run. in_turn: breaks taken in turn."""

    skills: Skills
    alter: Alter = as_is
    in_turn: bool = True


def skills_at(year: DeskYear, officer: OfficerId) -> dict[ServiceId, float]:
    """Services of a desk an officer may serve with his pace, on the first day of the year."""
    day = year.forecasts[0].day
    paces, services = year.frame.paces, year.frame.services_of[year.desk]
    return {s.id: paces[officer, s.id, day] for s in services if (officer, s.id, day) in paces}


@dataclass(slots=True)
class Trial:
    """A desk whose year is simulated with one team after the other. team: as it is today. own: without the pool."""

    year: DeskYear
    simulations: Simulations
    settings: CaseSettings
    team: Team = field(init=False)
    own: tuple[OfficerId, ...] = field(init=False)
    officers: tuple[OfficerId, ...] = field(init=False)
    hours: tuple[DayHours, ...] = field(init=False)
    demand: NDArray[np.int64] = field(init=False)
    kinds: tuple[NDArray[np.int64], ...] = field(init=False)
    luck: Floats = field(init=False)

    def __post_init__(self) -> None:
        frame, desk = self.year.frame, self.year.desk
        self.own = team_of(frame.mall, desk)
        self.officers = (*self.own, *(o for o, share in self.year.pool.items() if share >= USUALLY))
        skills = {officer: skills_at(self.year, officer) for officer in self.officers}
        self.team = Team(skills=skills, in_turn=frame.mall.get_desk(desk).lunch_cover)
        self.hours = tuple(h for f in self.year.forecasts if (h := frame.hours_of(desk, f.day)) is not None)
        self.demand, self.kinds = self.year.demand(self.settings), self.year.kinds()
        rng = np.random.default_rng([self.settings.seed, ONE_AWAY_STREAM])
        # is somebody away, who, rounding of open services, is who joined away
        self.luck = rng.random((4, *self.demand.shape))

    @property
    def one_away_share(self) -> float:
        """Share of the year's days on which exactly one of the team is away."""
        away, size = self.settings.away_share, len(self.officers)
        return size * away * (1 - away) ** max(0, size - 1)

    @property
    def days_share(self) -> float:
        """Share of the year's days on which at most one of the team is away: those that are simulated."""
        return (1 - self.settings.away_share) ** len(self.officers) + self.one_away_share

    def served(self, team: Team) -> Floats:
        """Visits served in each simulated year, shape (years,), as if all its days were like those of the sample.

        At most one officer may have joined the team of today.
        """
        joined = frozenset(team.skills).difference(self.officers)
        assert len(joined) <= 1, f"several joined: {sorted(joined)}"
        own = (frozenset[OfficerId](), *(frozenset({officer}) for officer in self.officers))
        patterns = (*own, *(away | joined for away in own if joined))
        made = [[self._day(self.hours[places[0]], team, away) for away in patterns] for places in self.kinds]
        asked = dict.fromkeys(day for row in made for day in row if day is not None)
        tickets = {day: c.tickets for day, c in self.simulations.capacities(asked, FINAL_SEARCH).items()}
        served = np.zeros(self.demand.shape[1])
        for kind, (places, row) in enumerate(zip(self.kinds, made, strict=True)):
            every = np.array([self._admitted(kind, day, tickets) for day in row])
            served += np.take_along_axis(every, self._who_is_away(places, has_joined=bool(joined))[None], axis=0)[
                0
            ].sum(axis=0)
        return served

    def _who_is_away(self, places: NDArray[np.int64], *, has_joined: bool) -> NDArray[np.int64]:
        """On these days of each simulated year: 0 for nobody, else the place of the officer, from 1.

        As many places further where who joined is away as well.
        """
        is_away = self.luck[0, places] < self.one_away_share / self.days_share
        who = 1 + (self.luck[1, places] * len(self.officers)).astype(np.int64)
        further = (1 + len(self.officers)) * (has_joined & (self.luck[3, places] < self.settings.away_share))
        place: NDArray[np.int64] = np.where(is_away, who, 0) + further
        return place

    def _admitted(self, kind: int, day: DeskDay | None, tickets: Mapping[DeskDay, tuple[int, ...]]) -> Floats:
        """Visits with a ticket, shape (days of the kind, years); who comes for a closed service gets none."""
        demand = self.demand[self.kinds[kind]]
        if day is None:
            return np.zeros(demand.shape)
        shares = self.year.shares
        whole = sum(shares.values())
        open_part = sum(shares.get(ServiceId(s.id), 0.0) for s in day.services) / whole if whole else 1.0
        rounding = self.luck[2, self.kinds[kind]] if len(day.services) < len(shares) else 0.0
        coming = np.floor(demand * min(1.0, open_part) + rounding).astype(np.int64)
        rows = admitted_on(day, coming, tickets[day], self.settings.seed + kind)
        return np.asarray(rows.sum(axis=2), dtype=float)

    def _day(self, hours: DayHours, team: Team, away: frozenset[OfficerId]) -> DeskDay | None:
        """The day with as many of the team as there are counters; None when nobody there can serve anything."""
        frame, desk = self.year.frame, self.year.desk
        there = [skills for officer, skills in team.skills.items() if skills and officer not in away]
        counters = self.year.counters_with(len(frozenset(team.skills).difference(self.officers)))
        seated = sorted(there, key=lambda s: (-len(s), sorted(s.items())))[:counters]
        skilled = {service for skills in seated for service in skills}
        served = [s for s in frame.services_of[desk] if s.id in skilled]
        if not served or not make_windows(frame, desk, hours):
            return None
        shifts = tuple(_shift(n, hours, skills, team) for n, skills in enumerate(seated))
        place = DeskPlace(frame=frame, desk=desk, hours=hours)
        return team.alter(day_of_shifts(place, shifts, served, self.year.shares))


def _shift(number: int, hours: DayHours, skills: Mapping[ServiceId, float], team: Team) -> Shift:
    return Shift(
        id=f"p{number + 1}",
        presence=((0.0, float(minute_of_day(hours.close) - minute_of_day(hours.open))),),
        skills=tuple(skills),
        breaks=break_of(number, hours, in_turn=team.in_turn),
        pace_by_service=tuple(skills.items()),
    )
