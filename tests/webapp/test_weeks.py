"""Which week people care about: before anything is planned, and towards its end."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from planner import bootstrap
from planner.domain.history import History, MonthCount
from planner.domain.periods import Week
from planner.domain.plan import StageValue
from planner.domain.staff import Leave
from planner.planning.stored import ImportContent
from planner.report.language import Language
from tests.builders import a_mall, a_plan
from tests.webapp.conftest import ADMIN, NOW, FixedClock, text_of
from webapp import create_app
from webapp.config import WebSettings
from webapp.freshness import keep_mall
from webapp.home.pages import how_good
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


@pytest.mark.parametrize(("later", "is_told"), [(0, False), (1, False), (2, True), (3, True)])
def test_from_thursday_on_the_running_week_leads_to_the_next_one_that_nobody_planned(
    signed_in, monkeypatch: pytest.MonkeyPatch, later: int, *, is_told: bool
) -> None:
    """NOW is a Tuesday; on Thursday people begin to plan for Monday. A viewer is not asked to."""
    monkeypatch.setattr(FixedClock, "now", lambda _: NOW + timedelta(days=later))
    assert ("Siapkan minggu itu" in text_of(signed_in("rina"), "/")) is is_told
    assert "Siapkan minggu itu" not in text_of(signed_in("tamu"), "/")


def test_another_week_is_asked_about_by_its_name(manager) -> None:
    """The words of the running week are said of no other one."""
    assert "Siap untuk minggu ini?" in text_of(manager, "/week/2026-W06")
    other = text_of(manager, "/week/2026-W07")
    assert "Siap untuk 9-13 Februari 2026" in other
    assert "minggu ini?" not in other


def test_days_that_are_over_need_no_decision_any_more(signed_in, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the week's last day what was short before is gone from the list; on its Tuesday it stands there."""
    assert "Sen 2 Feb" not in _decisions(text_of(signed_in("rina"), "/"))
    monkeypatch.setattr(FixedClock, "now", lambda _: NOW - timedelta(days=1))
    assert "Sen " in _decisions(text_of(signed_in("rina"), "/"))


def _decisions(page: str) -> str:
    return page.split('id="decide"')[1].split("</section>")[0]


def test_a_draft_over_a_published_plan_says_which_one_is_in_force(app, manager) -> None:
    """Citizens see the published version until the draft is published."""
    with app.extensions["loketplan"].store.read() as work:
        version = work.plans.find_published(Week.parse("2026-W06")).version
        assert work.plans.find_draft(Week.parse("2026-W06"))
    assert f"Versi {version} yang terbit tetap berlaku" in text_of(manager, "/")


def test_absences_noted_since_are_counted_beside_the_way_to_plan_again(app, manager) -> None:
    """One of an officer within the week counts, one of the week after does not."""
    with app.app_context(), app.extensions["loketplan"].store.write(ADMIN, "test") as work:
        mall = work.mall.get()
        days = (date(2026, 2, 4), date(2026, 2, 10))
        leave = tuple(Leave(officer="sari", first_day=day, last_day=day) for day in days)
        keep_mall(work, replace(mall, leave=(*mall.leave, *leave)), work.mall.version())
    assert "(1 ketidakhadiran baru)" in text_of(manager, "/")


def test_a_page_without_data_leads_to_the_import(tmp_path: Path) -> None:
    """Nothing was typed wrong and nothing belongs to others: the first data are missing."""
    store = bootstrap.open_store(tmp_path, FixedClock())
    try:
        alone = create_app(WebSettings(data=tmp_path, single_user=True), store).test_client()
        answer = alone.get("/roster", base_url="http://127.0.0.1")
        page = answer.get_data(as_text=True)
        assert answer.status_code == 404
        assert 'href="/import"' in page.split("<main")[1]
        assert "salah ketik" not in page
    finally:
        store.close()


@pytest.mark.parametrize(
    ("gap", "told"),
    [(0.0, "Terbukti terbaik"), (0.021, "paling banyak 2,1%"), (None, "")],
    ids=["proved", "gap", "none"],
)
def test_the_week_says_how_near_to_the_best_its_roster_is(app, gap: float | None, told: str) -> None:
    """Proved by the capacity tables, or within a share of the bound; nothing of a roster changed by hand."""
    stage = StageValue(stage="unmet", value=12, unit="visits", bound=None if gap is None else 12, gap=gap)
    with app.test_request_context():
        found = how_good(replace(a_plan(), stages=(stage,)), Language("id"))
    assert (found == "") is (gap is None)
    assert told in found
