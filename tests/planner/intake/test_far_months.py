"""A monthly total far from the others is found; seasons and small desks are not."""

from datetime import date

import pytest

from planner.domain.history import MonthCount
from planner.domain.ids import DeskId
from planner.intake.far_months import far_months


def months(*visits: int, desk: str = "samsat") -> list[MonthCount]:
    return [MonthCount(month=date(2026, n, 1), desk=DeskId(desk), visits=v) for n, v in enumerate(visits, start=1)]


@pytest.mark.parametrize(
    ("visits", "far"),
    [
        ((260, 255, 1260, 265), [2]),
        ((1450, 1390, 450, 1480), [2]),
        ((1450, 145, 1520, 1480), [1]),
        ((260, 0, 270, 265), [1]),
        ((240, 260, 420, 280, 210, 205), []),
        ((900, 350, 300, 850, 400, 320, 380), []),
        ((4, 9, 3, 30, 5), []),
        ((260, 1260, 255), []),
    ],
    ids=["one more", "one lost", "a tenth", "nothing", "season", "school year", "small", "too few to tell"],
)
def test_a_slipped_digit_is_found_and_a_season_is_not(visits: tuple[int, ...], far: list[int]) -> None:
    """2.5 times the median of the others, and 40 visits, either way; at least three others must be there."""
    assert [month.index for month in far_months(months(*visits))] == far


def test_each_desk_is_held_against_its_own_months() -> None:
    """A large desk beside a small one is not far, though its totals are five times as high."""
    both = months(250, 260, 255, 265) + months(1250, 1260, 130, 1265, desk="disdukcapil")
    (found,) = far_months(both)
    assert (found.index, found.others) == (6, 1260)
