"""Hard rules of one officer's week and horizon; for pooled officers the pool applies the same limits."""

from itertools import product
from typing import TYPE_CHECKING

from planner.solver.rules.base import Kind, Rule, Scope, Settings

if TYPE_CHECKING:
    from planner.solver.block import Block


class WeekMinutes(Rule):
    """Counter minutes of a week never pass the duty minutes. Hard, scope WEEK. Twin: checker.week_minutes."""

    name = "week_minutes"
    sentence_id = "{officer} sudah mencapai batas menit kerja minggu ini ({amount} menit)"
    sentence_en = "{officer} has reached the limit of minutes this week ({amount} minutes)"
    scope, kind, stage = Scope.WEEK, Kind.HARD, None

    def add(self, block: "Block", settings: Settings) -> None:  # noqa: ARG002
        for officer, week in product(block.bound_officers(), block.index.weeks):
            block.model.add(block.minutes(officer, week) <= block.index.officers[officer].weeks[week].duty_minutes)


class DaysPerWeek(Rule):
    """Days with any work never pass the most days of a week. Hard, scope WEEK. Twin: checker.days_per_week."""

    name = "days_per_week"
    sentence_id = "{officer} sudah bekerja {amount} hari minggu ini"
    sentence_en = "{officer} already works {amount} days this week"
    scope, kind, stage = Scope.WEEK, Kind.HARD, None

    def add(self, block: "Block", settings: Settings) -> None:  # noqa: ARG002
        for officer, week in product(block.bound_officers(), block.index.weeks):
            days = [day for day in block.spec.days if block.index.days[day].week == week]
            limit = block.index.officers[officer].weeks[week].max_days
            if limit < len(days):
                block.model.add(sum(block.on_day(officer, day) for day in days) <= limit)


class HorizonMinutes(Rule):
    """Counter minutes over all weeks never pass the month limit. Hard, scope WEEK."""

    name = "horizon_minutes"
    sentence_id = "{officer} sudah mencapai batas menit kerja bulan ini ({amount} menit)"
    sentence_en = "{officer} has reached the limit of minutes of the month ({amount} minutes)"
    scope, kind, stage = Scope.WEEK, Kind.HARD, None

    def add(self, block: "Block", settings: Settings) -> None:  # noqa: ARG002
        for officer in block.bound_officers():
            limit = block.index.officers[officer].horizon_minutes
            if limit is not None:
                block.model.add(sum(block.minutes(officer, week) for week in block.index.weeks) <= limit)
