"""The roster of a week as rows of text: by counter and by officer. Nothing is laid out here, everything is decided."""

from dataclasses import dataclass

from planner.domain.plan import Plan
from planner.report.counter_rows import DeskBlock, desk_blocks
from planner.report.day_columns import DayColumns, make_columns
from planner.report.language import Language
from planner.report.officer_rows import OfficerRow, officer_rows
from planner.report.roster_cells import shown_week


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Both views of a week."""

    columns: tuple[DayColumns, ...]
    desks: tuple[DeskBlock, ...]
    officers: tuple[OfficerRow, ...]


def make_roster(plan: Plan, language: Language) -> Roster:
    """The roster of a plan, by counter and by officer, in one language."""
    week = shown_week(plan, language)
    columns = make_columns(week)
    return Roster(columns=columns, desks=desk_blocks(week), officers=officer_rows(week, columns))
