"""The back-test on its page."""

from planner.planning.past_forecasts import KEY, KIND, backtest_mall
from planner.planning.stored import JobState
from tests.builders import a_history, a_mall
from tests.webapp.conftest import ADMIN
from webapp.deps import deps


def keep_a_test() -> None:
    """A kept back-test of sixty weeks of the small mall."""
    document = backtest_mall(a_mall(), a_history(weeks=60))
    with deps().store.write(ADMIN, "test") as work:
        work.results.put(KEY, KIND, document)


def test_without_a_test_the_page_says_so_and_offers_one(signed_in) -> None:
    html = signed_in("rina").get("/accuracy").get_data(as_text=True)
    assert "belum diuji" in html
    assert 'action="/accuracy"' in html


def test_asking_for_a_test_is_one_job_however_often(app, signed_in) -> None:
    client = signed_in("rina")
    first, second = client.post("/accuracy"), client.post("/accuracy")
    assert first.status_code == 303
    assert first.location == second.location
    with app.app_context():
        (job,) = [j for j in deps().store.jobs.entries() if j.kind == KIND]
    assert job.state is JobState.QUEUED


def test_the_page_shows_ways_desks_and_worst_days(app, signed_in) -> None:
    with app.app_context():
        keep_a_test()
    html = signed_in("rina").get("/accuracy").get_data(as_text=True)
    assert "Rata-rata hari yang sama, 8 minggu" in html
    assert "Angka minggu lalu" in html
    assert "Adminduk" in html
    assert "Pajak" in html


def test_an_agency_head_sees_his_own_desks_only(app, signed_in) -> None:
    with app.app_context():
        keep_a_test()
    html = signed_in("kepala").get("/accuracy").get_data(as_text=True)
    assert "Adminduk" in html
    assert "Pajak" not in html
