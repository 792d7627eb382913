"""The holiday check in the store: it comes back as it was, measures of every kind included."""

from datetime import date, time
from pathlib import Path

from planner import bootstrap
from planner.planning.holiday_check import HolidayCheck, Measure, RiskyDay
from planner.planning.holiday_check_calendar import Away, ExpectedSurge, Holiday
from planner.planning.holiday_check_kept import KEY, KIND, KeptCheck, find_check, keep_check
from planner.planning.scenario import LastTicket, LeaveMoved, OfficerAdded, SkillAdded
from planner.planning.stored import Actor, Role

ADMIN = Actor(name="sistem", role=Role.ADMIN)
CHANGES = (
    OfficerAdded(desk="pajak", name="Petugas tambahan"),
    SkillAdded(officer="sari", service="kk"),
    LeaveMoved(officer="sari", new_from=date(2026, 3, 30)),
    LastTicket(last_ticket=time(14, 30)),
)


def a_check(**changes: object) -> HolidayCheck:
    """The week after Lebaran 2026 at the small mall."""
    values: dict[str, object] = {
        "holiday": Holiday(
            names=("Idul Fitri",),
            first_day=date(2026, 3, 20),
            last_day=date(2026, 3, 24),
            opens_again=date(2026, 3, 25),
        ),
        "away": (Away(officer="sari", first_day=date(2026, 3, 25), last_day=date(2026, 3, 27), desks=("adminduk",)),),
        "surges": (
            ExpectedSurge(
                surge="after_lebaran",
                first_day=date(2026, 3, 25),
                last_day=date(2026, 3, 27),
                low=1.2,
                high=1.6,
                desks=("adminduk",),
                source="catatan",
                is_counted=False,
            ),
        ),
        "demand_visits": 300.0,
        "served_visits": 250.0,
        "turned_away": 50.0,
        "risky": (
            RiskyDay(
                desk="adminduk",
                day=date(2026, 3, 25),
                tickets=40,
                demand_visits=60.0,
                turned_away=20.0,
                probability=0.9,
            ),
            RiskyDay(
                desk="pajak", day=date(2026, 3, 26), tickets=20, demand_visits=25.0, turned_away=5.0, probability=0.6
            ),
        ),
        "measures": tuple(
            Measure(change=change, desk=desk, served_more=9.0, low=8.0, high=10.0)
            for change, desk in zip(CHANGES, ("pajak", "adminduk", "adminduk", None), strict=True)
        ),
        "tried": 5,
    }
    return HolidayCheck(**{**values, **changes})  # type: ignore[arg-type]


def test_a_check_comes_back_from_the_store_as_it_was(tmp_path: Path):
    store = bootstrap.open_store(tmp_path)
    kept = KeptCheck(check=a_check(), stamp="s", plan=None)
    with store.read() as work:
        assert find_check(work) is None
    with store.write(ADMIN, "test") as work:
        keep_check(work, kept)
    with store.read() as work:
        assert find_check(work) == kept
    store.close()


def test_a_check_of_another_version_is_as_none(tmp_path: Path):
    store = bootstrap.open_store(tmp_path)
    with store.write(ADMIN, "test") as work:
        work.results.put(KEY, KIND, {"stamp": "s", "plan": None, "check": {"holiday": "Idul Fitri"}})
    with store.read() as work:
        assert find_check(work) is None
    store.close()
