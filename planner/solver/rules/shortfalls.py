"""Soft rules of stage 1, all inside one agency's day and all in fifths of a visit."""

from itertools import product
from typing import TYPE_CHECKING

from planner.solver.rules.base import Amount, Kind, Rule, Scope, Settings
from planner.solver.ruleset import Stage

if TYPE_CHECKING:
    from planner.solver.block import Block


class TurnedAway(Rule):
    """Visits turned away over the five demand quantiles, times the weight of the desk. Soft, scope DAY."""

    name = "turned_away"
    sentence_id = "{desk} menolak {amount} kunjungan pada {day}"
    sentence_en = "{desk} turns away {amount} visits on {day}"
    scope, kind, stage = Scope.DAY, Kind.SOFT, Stage.UNMET

    def add(self, block: "Block", settings: Settings) -> Amount:  # noqa: ARG002
        total = []
        for desk_day in block.desk_days():
            demand, tickets = desk_day.demand_visits, block.tickets(desk_day.desk, desk_day.day)
            missed = block.model.new_int_var(0, sum(demand), "")
            for first in range(len(demand)):
                above = demand[first:]
                block.model.add(missed >= sum(above) - len(above) * tickets)
            price = block.index.desks[desk_day.desk].weight
            total.append(block.note(self.name, desk_day.desk, desk_day.day, [price * missed]))
        return sum(total)


class DeepRefusal(Rule):
    """Visits refused beyond 30 % of an ordinary day's demand cost more. Soft, scope DAY."""

    name = "deep_refusal"
    sentence_id = "{desk} menolak lebih dari 30 % kunjungan hari biasa pada {day}: {amount} di atas batas"
    sentence_en = "{desk} refuses over 30 % of an ordinary day on {day}: {amount} beyond"
    scope, kind, stage = Scope.DAY, Kind.SOFT, Stage.UNMET

    def add(self, block: "Block", settings: Settings) -> Amount:  # noqa: ARG002
        prices, total = block.index.problem.prices, []
        for desk_day in block.desk_days():
            median = desk_day.demand_visits[2]
            spared = median - prices.deep_from_tenths * median // 10
            deep = block.model.new_int_var(0, max(0, spared), "")
            block.model.add(deep >= spared - block.tickets(desk_day.desk, desk_day.day))
            price = prices.deep_factor * block.index.desks[desk_day.desk].weight
            total.append(block.note(self.name, desk_day.desk, desk_day.day, [price * deep]))
        return sum(total)


class LunchCover(Rule):
    """Somebody is at the desk in every lunch half-hour; each uncovered one is priced. Soft, scope DAY."""

    name = "lunch_cover"
    sentence_id = "{desk} kosong {amount} setengah jam saat istirahat pada {day}"
    sentence_en = "{desk} is empty for {amount} lunch half-hours on {day}"
    scope, kind, stage = Scope.DAY, Kind.SOFT, Stage.UNMET

    def add(self, block: "Block", settings: Settings) -> Amount:  # noqa: ARG002
        price, total = block.index.problem.prices.cover, []
        for desk, (day, session) in product(block.desks, block.open_sessions()):
            if not (block.index.has_breaks(day, session) and block.index.desks[desk].lunch_cover):
                continue
            present = block.headcount(desk, day, session)
            for away in block.away_by_half_hour(desk, day).values():
                empty = block.model.new_bool_var("")
                block.model.add(present - sum(away) + empty >= 1)
                total.append(block.note(self.name, desk, day, [price * empty]))
        return sum(total)


class AgencyPresence(Rule):
    """An agency has somebody at work in every open session; each session without is priced. Soft, scope DAY."""

    name = "agency_presence"
    sentence_id = "tidak ada petugas {agency} pada {day} sesi {session}"
    sentence_en = "nobody of {agency} is at work on {day}, session {session}"
    scope, kind, stage = Scope.DAY, Kind.SOFT, Stage.UNMET

    def add(self, block: "Block", settings: Settings) -> Amount:  # noqa: ARG002
        if not block.index.agencies[block.spec.agency].needs_presence:
            return 0
        total = []
        for day, session in block.open_sessions():
            empty = block.model.new_bool_var("")
            block.model.add(sum(block.headcount(desk, day, session) for desk in block.desks) + empty >= 1)
            price = block.index.problem.prices.presence
            total.append(block.note(self.name, block.spec.agency, day, [price * empty]))
        return sum(total)


class MinimumPresence(Rule):
    """A desk has the officers it must have in every session; the missing ones are priced. Soft, scope DAY."""

    name = "minimum_presence"
    sentence_id = "{desk} kurang {amount} petugas pada {day} sesi {session}"
    sentence_en = "{desk} lacks {amount} officers on {day}, session {session}"
    scope, kind, stage = Scope.DAY, Kind.SOFT, Stage.UNMET

    def add(self, block: "Block", settings: Settings) -> Amount:  # noqa: ARG002
        total = []
        for desk, (day, session) in product(block.desks, block.open_sessions()):
            needed = block.index.desks[desk].min_officers
            lack = block.model.new_int_var(0, needed, "")
            block.model.add(block.headcount(desk, day, session) + lack >= needed)
            price = block.index.problem.prices.officer_missing
            total.append(block.note(self.name, desk, day, [price * lack]))
        return sum(total)


class SupervisorPresent(Rule):
    """An agency that needs a supervisor has one at work in every open session. Soft, scope DAY."""

    name = "supervisor_present"
    sentence_id = "tidak ada penyelia {agency} pada {day} sesi {session}"
    sentence_en = "no supervisor of {agency} is at work on {day}, session {session}"
    scope, kind, stage = Scope.DAY, Kind.SOFT, Stage.UNMET

    def add(self, block: "Block", settings: Settings) -> Amount:  # noqa: ARG002
        if not block.index.agencies[block.spec.agency].needs_supervisor:
            return 0
        total = []
        supervisors = [officer for officer in block.officers if block.index.officers[officer].supervisor]
        for day, session in block.open_sessions():
            missing = block.model.new_bool_var("")
            block.model.add(sum(block.in_session(officer, day, session) for officer in supervisors) + missing >= 1)
            price = block.index.problem.prices.supervisor
            total.append(block.note(self.name, block.spec.agency, day, [price * missing]))
        return sum(total)
