"""A roster on the way: postings are added and taken away, and stage 1 of an agency's day is always at hand.

Used where the engine must answer at once: the constructive plan, the ranking of replacements, the measuring of plans.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product

from planner.solver.breaks import best_counts
from planner.solver.capacity import most_tickets
from planner.solver.index import MallIndex
from planner.solver.problem import Posting
from planner.solver.rules import filters_of


class Draft:
    """Who sits where; breaks follow from the sessions worked, kinds of break are spread at their best."""

    def __init__(self, index: MallIndex) -> None:
        self.index = index
        self.work: dict[tuple[str, int], dict[int, str]] = defaultdict(dict)
        self.at: dict[tuple[str, int, int], list[str]] = defaultdict(list)
        self.minutes: dict[tuple[str, int], int] = defaultdict(int)
        self.days_worked: dict[tuple[str, int], int] = defaultdict(int)
        self._staggered = index.rule_set.settings("breaks_staggered") is not None
        problem = index.problem
        self._apart = {(p.officer, p.other) for p in problem.pairs if p.kind == "never_together"}
        self._apart |= {(b, a) for a, b in self._apart}
        self._seniors: dict[str, set[str]] = defaultdict(set)
        for pair in problem.pairs:
            if pair.kind == "senior_of":
                self._seniors[pair.other].add(pair.officer)

    # Changing --------------------------------------------------------------------------------------------------

    def add(self, officer: str, day: int, session: int, desk: str) -> None:
        """Post the officer; the caller has asked `may_add`."""
        self._count(officer, day, -1)
        self.work[officer, day][session] = desk
        self.at[desk, day, session].append(officer)
        self._count(officer, day, 1)

    def remove(self, officer: str, day: int, session: int) -> None:
        """Take the posting away."""
        self._count(officer, day, -1)
        desk = self.work[officer, day].pop(session)
        self.at[desk, day, session].remove(officer)
        self._count(officer, day, 1)

    def _count(self, officer: str, day: int, sign: int) -> None:
        worked = self.work[officer, day]
        if worked:
            week = self.index.days[day].week
            self.minutes[officer, week] += sign * self._day_minutes(officer, day)
            self.days_worked[officer, week] += sign

    def _day_minutes(self, officer: str, day: int) -> int:
        return self.index.minutes_of(day, self.work[officer, day], self.takes_break(officer, day))

    def minutes_on(self, officer: str, day: int) -> int:
        """Counter minutes of the officer's day."""
        return self._day_minutes(officer, day) if self.work[officer, day] else 0

    def takes_break(self, officer: str, day: int) -> bool:
        """True when he works the break session and another one."""
        worked = self.work[officer, day]
        return len(worked) > 1 and self.index.days[day].break_session in worked

    # Hard rules ------------------------------------------------------------------------------------------------

    def may_add(self, officer: str, day: int, session: int, desk: str) -> bool:
        """True when the posting breaks no hard rule; `cells` has already been asked."""
        return next(self._stops(officer, day, session, desk), None) is None

    def stops(self, officer: str, day: int, session: int, desk: str) -> list[str]:
        """Names of all hard rules that the posting would break, the filters among them."""
        place = (officer, day, session, desk)
        kept_out = [rule.name for rule in filters_of(self.index.rule_set) if not rule.allows(self.index, *place)]
        frozen = self.index.days[day].frozen and self.index.rule_set.settings("fixed_postings") is not None
        return [*kept_out, *(["fixed_postings"] if frozen else []), *self._stops(*place)]

    def _stops(self, officer: str, day: int, session: int, desk: str) -> Iterator[str]:
        if session in self.work[officer, day]:
            yield "one_place_at_a_time"
            return
        if not self._has_equipment(desk, day, session):
            yield "equipment_in_use"
        if not self._has_counter(desk, day, session):
            yield "counters_suffice"
        if any((officer, other) in self._apart for other in self.at[desk, day, session]):
            yield "never_together"
        if not self._is_beside_senior(officer, desk, day, session):
            yield "junior_beside_senior"
        yield from self._week_stops(officer, day, session)
        if not self._keeps_stagger(officer, day, session, desk):
            yield "breaks_staggered"

    def _has_equipment(self, desk: str, day: int, session: int) -> bool:
        most = self.index.desks[desk].max_officers
        return most is None or len(self.at[desk, day, session]) < most

    def _has_counter(self, desk: str, day: int, session: int) -> bool:
        agency = self.index.desks[desk].agency
        seats, spilled = self.index.seats[agency], 0
        for other in self.index.desks_of[agency]:
            here = len(self.at[other, day, session]) + (other == desk)
            spilled += max(0, here - seats.dedicated.get(other, 0))
        return spilled <= seats.flexible

    def _is_beside_senior(self, officer: str, desk: str, day: int, session: int) -> bool:
        seniors = self._seniors.get(officer)
        return not seniors or any(other in seniors for other in self.at[desk, day, session])

    def _week_stops(self, officer: str, day: int, session: int) -> Iterator[str]:
        record, week = self.index.officers[officer], self.index.days[day].week
        limit, worked = record.weeks[week], self.work[officer, day]
        if not worked and self.days_worked[officer, week] >= limit.max_days:
            yield "days_per_week"
        after = (*worked, session)
        with_break = len(after) > 1 and self.index.days[day].break_session in after
        added = self.index.minutes_of(day, after, with_break) - (self._day_minutes(officer, day) if worked else 0)
        if self.minutes[officer, week] + added > limit.duty_minutes:
            yield "week_minutes"
        total = sum(self.minutes[officer, w] for w in self.index.weeks)
        if record.horizon_minutes is not None and total + added > record.horizon_minutes:
            yield "horizon_minutes"

    def _keeps_stagger(self, officer: str, day: int, session: int, desk: str) -> bool:
        """True when breaks can still be spread after the posting, here and where he has lunch now."""
        if not self._staggered:
            return True
        self.add(officer, day, session, desk)
        lunch = self.index.days[day].break_session
        desks = {desk, self.work[officer, day].get(-1 if lunch is None else lunch, desk)}
        kept = all(self._uncovered(name, day) >= 0 for name in desks)
        self.remove(officer, day, session)
        return kept

    # Stage 1 ---------------------------------------------------------------------------------------------------

    def day_cost(self, agency: str, day: int) -> int:
        """Stage 1 of one agency's day, in fifths of a visit."""
        desks = self.index.desks_of.get(agency, ())
        return sum(self.desk_cost(desk, day) for desk in desks) + self._agency_cost(agency, day)

    def cost_around(self, officer: str, day: int, *desks: str) -> int:
        """Stage 1 of these desks, of the desks of the officer's day, and of their agencies: all that he can change."""
        touched = {*self.work[officer, day].values(), *desks}
        agencies = {self.index.desks[desk].agency for desk in touched}
        return sum(self.desk_cost(desk, day) for desk in touched) + sum(self._agency_cost(a, day) for a in agencies)

    def desk_cost(self, desk: str, day: int) -> int:
        """The desk's part: visits turned away, deep refusals, lunch cover, missing officers."""
        return sum(amount for _, amount in self.desk_parts(desk, day))

    def desk_parts(self, desk: str, day: int) -> list[tuple[str, int]]:
        """The same by rule, in fifths."""
        record, prices, has = self.index.desks[desk], self.index.problem.prices, self.index.rule_set.settings
        parts = []
        desk_day = self.index.demand.get((desk, day))
        if desk_day is not None:
            tickets, demand = self.day_tickets(desk, day), desk_day.demand_visits
            if has("turned_away") is not None:
                parts.append(("turned_away", record.weight * sum(max(0, visits - tickets) for visits in demand)))
            deep = max(0, demand[2] - prices.deep_from_tenths * demand[2] // 10 - tickets)
            if deep and has("deep_refusal") is not None:
                parts.append(("deep_refusal", prices.deep_factor * record.weight * deep))
        lunch = self.index.days[day].break_session
        if lunch is not None and record.lunch_cover and self.index.is_open(record.agency, day, lunch):
            uncovered = self._uncovered(desk, day)
            if uncovered and has("lunch_cover") is not None:
                parts.append(("lunch_cover", prices.cover * max(uncovered, 0)))
        if record.min_officers and has("minimum_presence") is not None:
            sessions = self.index.open_sessions(record.agency, day)
            lack = sum(max(0, record.min_officers - len(self.at[desk, day, s])) for s in sessions)
            parts.append(("minimum_presence", prices.officer_missing * lack))
        return parts

    def _agency_cost(self, agency: str, day: int) -> int:
        return sum(amount for _, _, amount in self.agency_parts(agency, day))

    def agency_parts(self, agency: str, day: int) -> list[tuple[str, int, int]]:
        """(rule, session, fifths) of the agency's presence and supervisor."""
        record, prices, has = self.index.agencies[agency], self.index.problem.prices, self.index.rule_set.settings
        parts = []
        for session in self.index.open_sessions(agency, day):
            here = [o for desk in self.index.desks_of.get(agency, ()) for o in self.at[desk, day, session]]
            if not here and record.needs_presence and has("agency_presence") is not None:
                parts.append(("agency_presence", session, prices.presence))
            missing = record.needs_supervisor and not any(self.index.officers[o].supervisor for o in here)
            if missing and has("supervisor_present") is not None:
                parts.append(("supervisor_present", session, prices.supervisor))
        return parts

    def _uncovered(self, desk: str, day: int) -> int:
        """Uncovered lunch half-hours with breaks spread at their best; -1 when they cannot be spread."""
        record = self.index.days[day]
        if record.break_session is None:
            return 0
        here = self.at[desk, day, record.break_session]
        breaking = sum(self.takes_break(officer, day) for officer in here)
        return best_counts(record, len(here) - breaking, breaking, self._staggered)[0]

    def day_tickets(self, desk: str, day: int) -> int:
        """Most tickets of the desk that day, cut at a bad day's demand."""
        sessions = [
            self.session_caps(desk, day, session)
            for session in self.index.open_sessions(self.index.desks[desk].agency, day)
        ]
        return most_tickets(self.index.demand[desk, day], self.index.desks[desk].classes, sessions)

    def session_caps(self, desk: str, day: int, session: int) -> dict[frozenset[str], int]:
        """Caps of the session's rows for the officers posted; a session without rows carries nothing."""
        rows = self.index.rows.get((desk, day, session), ())
        if not rows:
            return {frozenset(self.index.desks[desk].classes): 0}
        here = self.at[desk, day, session]
        lunch = self.index.has_breaks(day, session)
        flags = [int(lunch and self.takes_break(officer, day)) for officer in here]
        return {
            frozenset(row.classes): row.tickets(
                sum(self.index.tenths(officer, row, flag) for officer, flag in zip(here, flags, strict=True))
            )
            for row in rows
        }

    # In and out ------------------------------------------------------------------------------------------------

    def load(self, postings: Iterable[Posting]) -> "Draft":
        """Add all postings without asking; returns the draft itself."""
        for posting in postings:
            self.add(posting.officer, posting.day, posting.session, posting.desk)
        return self

    def flagged_postings(self) -> tuple[Posting, ...]:
        """The postings with break flags (1: takes a break), in a fixed order."""
        return tuple(
            Posting(
                officer=officer,
                day=day,
                session=session,
                desk=desk,
                break_kind=int(self.index.has_breaks(day, session) and self.takes_break(officer, day)),
            )
            for (officer, day), worked in sorted(self.work.items())
            for session, desk in sorted(worked.items())
        )

    def cost(self) -> int:
        """Stage 1 of the whole mall."""
        return sum(
            self.day_cost(agency, day) for agency, day in product(self.index.agencies, range(len(self.index.days)))
        )
