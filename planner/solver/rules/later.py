"""Soft rules of the stages after the first."""

from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING

from planner.solver.rules.base import Amount, Kind, Rule, Scope, Settings
from planner.solver.ruleset import Stage

MOST_BURDEN = 10_000_000  # far above any burden times its factor

if TYPE_CHECKING:
    from planner.solver.block import Block


class BadDayTail(Rule):
    """Demand of a bad day (90 % quantile) that finds no place, in visits. Soft, scope DAY."""

    name = "bad_day_tail"
    sentence_id = "pada hari yang sangat ramai {desk} menolak {amount} kunjungan pada {day}"
    sentence_en = "on a very busy day {desk} turns away {amount} visits on {day}"
    scope, kind, stage = Scope.DAY, Kind.SOFT, Stage.RISK

    def add(self, block: "Block", settings: Settings) -> Amount:  # noqa: ARG002
        total = []
        for desk_day in block.desk_days():
            worst = desk_day.demand_visits[-1]
            missed = block.model.new_int_var(0, worst, "")
            block.model.add(missed >= worst - block.tickets(desk_day.desk, desk_day.day))
            total.append(missed)
        return sum(total)


class Overtime(Rule):
    """Counter minutes above the officer's counter minutes of the week. Soft, scope WEEK.

    Setting unit_minutes: what one unit of the stage is (the bench counts half-hours).
    """

    name = "overtime"
    sentence_id = "{officer} lembur {amount} menit minggu ini"
    sentence_en = "{officer} works {amount} minutes of overtime this week"
    scope, kind, stage = Scope.WEEK, Kind.SOFT, Stage.OVERTIME

    def add(self, block: "Block", settings: Settings) -> Amount:
        total = []
        for officer, week in product(block.bound_officers(), block.index.weeks):
            limit = block.index.officers[officer].weeks[week]
            longest = sum(sum(block.index.days[day].minutes) for day in block.index.days_of_week(week))
            over = block.model.new_int_var(0, -(-longest // settings["unit_minutes"]), "")
            block.model.add(settings["unit_minutes"] * over >= block.minutes(officer, week) - limit.counter_minutes)
            total.append(over)
        return sum(total)


class EqualBurden(Rule):
    """Largest minus smallest burden inside each fairness group. Soft, scope WEEK.

    Setting per_available_session: 0 compares burdens as they are; 1 multiplies each by 1000 // the sessions the
    officer was available in, carried-over weeks included. Who has no fairness group is left out.
    """

    name = "equal_burden"
    sentence_id = "beban sesi sibuk tidak merata: selisih {amount}"
    sentence_en = "busy sessions are not shared evenly: a spread of {amount}"
    scope, kind, stage = Scope.WEEK, Kind.SOFT, Stage.UNFAIR

    def add(self, block: "Block", settings: Settings) -> Amount:
        total = []
        for members in fairness_groups(block, settings).values():
            if len(members) < 2:
                continue
            high, low = (block.model.new_int_var(0, MOST_BURDEN, "") for _ in range(2))
            for officer, scale in members:
                burden = block.index.officers[officer].burden_before + block.burden(officer)
                block.model.add(high >= scale * burden)
                block.model.add(low <= scale * burden)
            total.append(high - low)
        return sum(total)


def fairness_groups(block: "Block", settings: Settings) -> dict[str, list[tuple[str, int]]]:
    """Members of each fairness group in the block, with the factor of their burdens."""
    groups = defaultdict(list)
    for officer in block.bound_officers():
        group, scale = block.index.officers[officer].fairness_group, block.index.burden_scale(officer, settings)
        if group is not None and scale:
            groups[group].append((officer, scale))
    return groups


class Wishes(Rule):
    """Sessions worked against a wish, by weight. Soft, scope WEEK."""

    name = "wishes"
    sentence_id = "{officer} bekerja pada {day} sesi {session} walau ingin libur"
    sentence_en = "{officer} works on {day}, session {session}, against his wish"
    scope, kind, stage = Scope.WEEK, Kind.SOFT, Stage.PREF

    def add(self, block: "Block", settings: Settings) -> Amount:  # noqa: ARG002
        return sum(
            weight * block.in_session(officer, day, session)
            for officer in block.officers
            for day, session, weight in block.index.officers[officer].wishes
            if day in block.spec.days
        )


class FewMoves(Rule):
    """Officers stay at one desk through the day; each further desk of a day counts 1. Soft, scope DAY."""

    name = "few_moves"
    sentence_id = "{officer} berpindah meja {amount} kali pada {day}"
    sentence_en = "{officer} changes desk {amount} times on {day}"
    scope, kind, stage = Scope.DAY, Kind.SOFT, Stage.PREF

    def add(self, block: "Block", settings: Settings) -> Amount:  # noqa: ARG002
        total = []
        for officer, day in product(block.officers, block.spec.days):
            desks = [desk for desk in block.desks if block.may_serve(officer, day, desk)]
            if len(desks) < 2:
                continue
            used = []
            for desk in desks:
                seen = block.model.new_bool_var("")
                for session in block.sessions:
                    block.model.add(seen >= block.posted(officer, day, session, desk))
                used.append(seen)
            moves = block.model.new_int_var(0, len(desks) - 1, "")
            block.model.add(moves >= sum(used) - 1)
            total.append(moves)
        return sum(total)


class PublishedKept(Rule):
    """Changes against the published roster, idle counting as a desk; absent officers left out. Soft, scope WEEK.

    Setting per_day: 0 counts each officer-session that differs, 1 each officer-day (a person told anew).
    """

    name = "published_kept"
    sentence_id = "jadwal {officer} pada {day} berubah"
    sentence_en = "the roster of {officer} on {day} changes"
    scope, kind, stage = Scope.WEEK, Kind.SOFT, Stage.CHANGE

    def add(self, block: "Block", settings: Settings) -> Amount | None:
        if block.index.problem.published is None:
            return None
        total: list[Amount] = []
        for officer, day in product(block.officers, block.spec.days):
            if (officer, day) in block.index.problem.absent:
                continue
            changes = [self._change(block, officer, day, session) for session in block.sessions]
            if settings["per_day"]:
                told = block.model.new_bool_var("")
                for change in changes:
                    block.model.add(told >= change)
                total.append(told)
            else:
                total += changes
        return sum(total)

    def _change(self, block: "Block", officer: str, day: int, session: int) -> Amount:
        """1 when the session differs from the published one. Sessions published elsewhere in the mall count there."""
        desk = block.index.published_desk.get((officer, day, session))
        if desk is None:
            return block.in_session(officer, day, session)
        return 1 - block.posted(officer, day, session, desk) if desk in block.desks else 0
