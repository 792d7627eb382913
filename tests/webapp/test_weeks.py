"""Which week people care about before anything is planned."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from planner import bootstrap
from planner.domain.history import History, MonthCount
from planner.domain.periods import Week
from planner.planning.stored import ImportContent
from tests.builders import a_mall
from tests.webapp.conftest import ADMIN
from webapp import create_app
from webapp.config import WebSettings
from webapp.weeks import focus_week


class _Clock:
    def __init__(self, day: date) -> None:
        self.day = day

    def now(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("today", "counted", "week"),
    [
        (date(2026, 11, 25), date(2026, 10, 1), "2026-W48"),
        (date(2026, 11, 26), date(2026, 10, 1), "2026-W49"),
        (date(2026, 11, 27), date(2026, 11, 1), "2026-W50"),
        (date(2026, 11, 25), date(2026, 6, 1), "2026-W28"),
        (date(2026, 11, 27), date(2026, 12, 1), "2027-W01"),
    ],
    ids=["Wednesday", "Thursday", "counts reach into the coming week", "long ago", "counted ahead"],
)
def test_the_first_plan_is_for_a_week_that_can_still_be_planned(
    tmp_path: Path, today: date, counted: date, week: str
) -> None:
    """Months that ended weeks ago do not send the first plan into the past; a quarter without counts does."""
    store = bootstrap.open_store(tmp_path, _Clock(today))
    try:
        history = History(months=(MonthCount(month=counted, desk="adminduk", visits=900),))
        with store.write(ADMIN, "test") as work:
            work.imports.add(ImportContent(file_name="a", file_hash="a" * 64, history=history, mall=a_mall()))
        with create_app(WebSettings(data=tmp_path), store).app_context(), store.read() as work:
            assert focus_week(work, work.mall.get()) == Week.parse(week)
    finally:
        store.close()
