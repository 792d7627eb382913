"""Hard rules inside one agency's day."""

from itertools import product
from typing import TYPE_CHECKING

from planner.solver.rules.base import Kind, Rule, Scope, Settings

if TYPE_CHECKING:
    from planner.solver.block import Block

NO_BREAK, WITH_BREAK = 0, 1


class OnePlaceAtATime(Rule):
    """An officer is at one desk at most in each session. Hard, scope DAY. Twin: checker.one_place_at_a_time."""

    name = "one_place_at_a_time"
    sentence_id = "{officer} sudah ditempatkan pada {day} sesi {session}"
    sentence_en = "{officer} is already posted on {day}, session {session}"
    scope, kind, stage = Scope.DAY, Kind.HARD, None

    def add(self, block: "Block", settings: Settings) -> None:  # noqa: ARG002
        for officer, day, session in block.officer_sessions():
            block.model.add_at_most_one(block.variables_of(officer, day, session))


class CountersSuffice(Rule):
    """Officers of a desk fit its own and the flexible counters, one officer each. Hard, scope DAY."""

    name = "counters_suffice"
    sentence_id = "semua loket {desk} terisi pada {day} sesi {session}"
    sentence_en = "every counter of {desk} is taken on {day}, session {session}"
    scope, kind, stage = Scope.DAY, Kind.HARD, None

    def add(self, block: "Block", settings: Settings) -> None:  # noqa: ARG002
        seats = block.index.seats[block.spec.agency]
        for day, session in block.open_sessions():
            spilled = []
            for desk in block.desks:
                here, own = block.headcount(desk, day, session), seats.dedicated.get(desk, 0)
                if not seats.flexible:
                    block.model.add(here <= own)
                    continue
                spill = block.model.new_int_var(0, seats.flexible, "")
                block.model.add(here <= own + spill)
                spilled.append(spill)
            if spilled:
                block.model.add(sum(spilled) <= seats.flexible)


class EquipmentInUse(Rule):
    """No more officers at a desk at once than its equipment allows. Hard, scope DAY."""

    name = "equipment_in_use"
    sentence_id = "peralatan {desk} hanya cukup untuk {amount} petugas"
    sentence_en = "the equipment of {desk} is enough for {amount} officers only"
    scope, kind, stage = Scope.DAY, Kind.HARD, None

    def add(self, block: "Block", settings: Settings) -> None:  # noqa: ARG002
        for desk, (day, session) in product(block.desks, block.open_sessions()):
            limit = block.index.desks[desk].max_officers
            if limit is not None:
                block.model.add(block.headcount(desk, day, session) <= limit)


class BreakWhenTwoSessions(Rule):
    """Who works the break session and another one of the day takes a break in it; who works it alone takes none.

    Hard, scope DAY. Inside one agency a pooled officer may take it for work elsewhere: the pool sees to that.
    """

    name = "break_when_two_sessions"
    sentence_id = "{officer} bekerja pada sesi istirahat dan sesi lain pada {day}, jadi harus istirahat"
    sentence_en = "{officer} works the break session and another one on {day} and takes a break"
    scope, kind, stage = Scope.DAY, Kind.HARD, None

    def add(self, block: "Block", settings: Settings) -> None:  # noqa: ARG002
        for officer, day in product(block.officers, block.spec.days):
            lunch = block.index.days[day].break_session
            if lunch is None:
                continue
            without = block.flagged(officer, day, lunch, NO_BREAK)
            others = [block.in_session(officer, day, s) for s in block.sessions if s != lunch]
            for other in others:
                block.model.add(without + other <= 1)
            if officer not in block.visitors:
                block.model.add(block.flagged(officer, day, lunch, WITH_BREAK) <= sum(others))


class BreaksStaggered(Rule):
    """Of m officers at a desk at most half, rounded up, are away in one lunch half-hour. Hard, scope DAY."""

    name = "breaks_staggered"
    sentence_id = "paling banyak separuh petugas {desk} boleh istirahat bersamaan pada {day}"
    sentence_en = "at most half of the officers of {desk} may be on break at once on {day}"
    scope, kind, stage = Scope.DAY, Kind.HARD, None

    def add(self, block: "Block", settings: Settings) -> None:  # noqa: ARG002
        for desk, (day, session) in product(block.desks, block.open_sessions()):
            if not block.index.has_breaks(day, session):
                continue
            present = block.headcount(desk, day, session)
            for away in block.away_by_half_hour(desk, day).values():
                block.model.add(2 * sum(away) <= present + 1)


class TicketsWithinTable(Rule):
    """Tickets of each set of classes stay within what the table gives for the officers posted. Hard, scope DAY."""

    name = "tickets_within_table"
    sentence_id = "kuota {desk} pada {day} sesi {session} tidak melebihi kapasitas petugas yang ada"
    sentence_en = "tickets of {desk} on {day}, session {session}, stay within what its officers can carry"
    scope, kind, stage = Scope.DAY, Kind.HARD, None

    def add(self, block: "Block", settings: Settings) -> None:  # noqa: ARG002
        for desk, (day, session) in product(block.desks, block.open_sessions()):
            rows = block.index.rows.get((desk, day, session), ())
            for row in rows:
                tickets = sum(block.tickets_of(desk, day, session, name) for name in row.classes)
                block.model.add(tickets <= block.table_value(row))


class NeverTogether(Rule):
    """Two officers who must not work side by side never share desk and session. Hard, scope DAY."""

    name = "never_together"
    sentence_id = "{officer} dan {other} tidak boleh bersama di {desk}"
    sentence_en = "{officer} and {other} must not be at {desk} together"
    scope, kind, stage = Scope.DAY, Kind.HARD, None

    def add(self, block: "Block", settings: Settings) -> None:  # noqa: ARG002
        pairs = [pair for pair in block.index.problem.pairs if pair.kind == self.name]
        for pair, desk, (day, session) in product(pairs, block.desks, block.open_sessions()):
            together = block.posted(pair.officer, day, session, desk) + block.posted(pair.other, day, session, desk)
            block.model.add(together <= 1)


class JuniorBesideSenior(Rule):
    """A new officer works a session only at a desk where one of his seniors is posted too. Hard, scope DAY."""

    name = "junior_beside_senior"
    sentence_id = "{officer} masih baru dan perlu didampingi {other} di {desk}"
    sentence_en = "{officer} is new and needs {other} beside him at {desk}"
    scope, kind, stage = Scope.DAY, Kind.HARD, None

    def add(self, block: "Block", settings: Settings) -> None:  # noqa: ARG002
        seniors: dict[str, list[str]] = {}
        for pair in block.index.problem.pairs:
            if pair.kind == "senior_of":
                seniors.setdefault(pair.other, []).append(pair.officer)
        for junior, desk, (day, session) in product(seniors, block.desks, block.open_sessions()):
            beside = sum(block.posted(senior, day, session, desk) for senior in seniors[junior])
            block.model.add(block.posted(junior, day, session, desk) <= beside)


class FixedPostings(Rule):
    """Pins, given rosters and frozen days stand as they are. Hard, scope DAY."""

    name = "fixed_postings"
    sentence_id = "penempatan {officer} di {desk} pada {day} sesi {session} sudah tetap"
    sentence_en = "the posting of {officer} at {desk} on {day}, session {session}, is fixed"
    scope, kind, stage = Scope.DAY, Kind.HARD, None

    def add(self, block: "Block", settings: Settings) -> None:  # noqa: ARG002
        for (officer, day, session), posting in block.index.fixed.items():
            if block.has(officer, day, session, posting.desk):
                block.model.add(block.posted(officer, day, session, posting.desk) == 1)
