"""Where things stand in a file, as its owner says it: answers about sheets, columns, the order of dates, and units.

They are answers like any other, under keys made here, so that a page or the file jawaban.toml can give them:
`sheet.Lembar1 = visits`, `column.visits.C = visits`, `dates.visits = month`, `unit.visits = needs`.
"""

from collections.abc import Mapping

from planner.intake.questions import Answers

SKIP = "-"
NO_ANSWERS: Answers = {}
DAY_FIRST, MONTH_FIRST, SWAPPED = "day", "month", "swapped"


def sheet_key(title: str) -> str:
    """Key for which of our sheets a title stands for; SKIP: none."""
    return f"sheet.{title}"


def column_key(sheet: str, place: int) -> str:
    """Key for which column of a sheet stands at a place, counted from 0; SKIP: none, do not read it."""
    return f"column.{sheet}.{column_letter(place)}"


def dates_key(sheet: str) -> str:
    """Key for the order of day and month in a sheet."""
    return f"dates.{sheet}"


def unit_key(sheet: str) -> str:
    """Key for what the numbers of a sheet count."""
    return f"unit.{sheet}"


def column_letter(place: int) -> str:
    """The letters above a column as spreadsheets show them: A for 0, AA for 26."""
    rest, last = divmod(place, 26)
    return (column_letter(rest - 1) if rest else "") + chr(ord("A") + last)


def told_columns(sheet: str, answers: Answers, width: int) -> Mapping[int, str]:
    """What was told of each column of a sheet, by its place."""
    told = {place: answers.get(column_key(sheet, place)) for place in range(width)}
    return {place: name for place, name in told.items() if name is not None}
