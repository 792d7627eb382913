"""Every reason for which a record of the staff is refused: one line each."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.domain.errors import InvalidValue
from planner.domain.staff import Leave, Officer, Pair, PairKind, Skill, Wish

DAY = date(2026, 1, 5)
BEFORE = date(2026, 1, 4)
OFFICER = Officer(id="sari", name="Sari")
SKILL = Skill(officer="sari", service="kk")
LEAVE = Leave(officer="sari", first_day=DAY, last_day=DAY)
WISH = Wish(officer="sari", session="pagi", day=DAY)
PAIR = Pair(officer="sari", other="budi", kind=PairKind.SENIOR_OF)


@pytest.mark.parametrize(
    ("record", "change", "code", "field"),
    [
        (OFFICER, {"id": ""}, "no_text", "officer.id"),
        (OFFICER, {"name": ""}, "no_text", "officer.name"),
        (OFFICER, {"duty_minutes_week": -1}, "out_of_range", "officer.duty_minutes_week"),
        (OFFICER, {"duty_minutes_week": 4201}, "out_of_range", "officer.duty_minutes_week"),
        (OFFICER, {"counter_minutes_week": 2251}, "out_of_range", "officer.counter_minutes_week"),
        (OFFICER, {"max_days": 8}, "out_of_range", "officer.max_days"),
        (OFFICER, {"active_from": DAY, "active_to": BEFORE}, "ends_before_start", "officer.active_to"),
        (SKILL, {"pace": 0.1}, "out_of_range", "skill.pace"),
        (SKILL, {"pace": 3.1}, "out_of_range", "skill.pace"),
        (SKILL, {"valid_from": DAY, "valid_to": BEFORE}, "ends_before_start", "skill.valid_to"),
        (LEAVE, {"last_day": BEFORE}, "ends_before_start", "leave.to"),
        (WISH, {"weight": 0}, "out_of_range", "wish.weight"),
        (WISH, {"weight": 6}, "out_of_range", "wish.weight"),
        (WISH, {"weekday": 0}, "wish_day", "wish.date"),
        (WISH, {"day": None}, "wish_day", "wish.date"),
        (WISH, {"day": None, "weekday": 7}, "out_of_range", "wish.weekday"),
        (PAIR, {"other": "sari"}, "pair_self", "pairs.other"),
    ],
)
def test_a_record_refuses(record: Any, change: dict[str, Any], code: str, field: str) -> None:
    """The fault names its code and the field."""
    with pytest.raises(InvalidValue) as refused:
        replace(record, **change)
    assert (refused.value.code, refused.value.field) == (code, field)


@pytest.mark.parametrize(
    ("record", "change"),
    [
        (OFFICER, {"duty_minutes_week": 0}),
        (OFFICER, {"counter_minutes_week": 2250, "max_days": 7}),
        (OFFICER, {"active_from": DAY, "active_to": DAY}),
        (SKILL, {"pace": 0.2}),
        (SKILL, {"valid_from": DAY, "valid_to": DAY}),
        (WISH, {"weight": 5}),
        (WISH, {"day": None, "weekday": 6}),
    ],
)
def test_a_record_takes_the_edge(record: Any, change: dict[str, Any]) -> None:
    """Bounds belong to the range."""
    assert replace(record, **change)


@pytest.mark.parametrize(("first", "last", "expected"), [(None, None, True), (DAY, None, True), (None, BEFORE, False)])
def test_validity_includes_both_ends(first: date | None, last: date | None, expected: bool) -> None:
    """No date means no limit."""
    assert replace(OFFICER, active_from=first, active_to=last).is_active(DAY) is expected
    assert replace(SKILL, valid_from=first, valid_to=last).is_valid(DAY) is expected


def test_leave_covers_the_day_or_named_sessions() -> None:
    """Without sessions the whole day."""
    part = replace(LEAVE, sessions=("pagi",))
    assert LEAVE.covers(DAY, "siang")
    assert not LEAVE.covers(BEFORE, "siang")
    assert part.covers(DAY, "pagi")
    assert not part.covers(DAY, "siang")


def test_a_wish_concerns_its_day_or_every_such_weekday() -> None:
    """5 January 2026 is a Monday."""
    assert WISH.concerns(DAY)
    assert not WISH.concerns(BEFORE)
    assert replace(WISH, day=None, weekday=0).concerns(date(2026, 1, 12))
