"""The review of past weeks on its pages."""

import re
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from planner.domain.history import DayCount, History, Ticket
from planner.planning.review_week_kept import KIND, find_review, keep, learned_mall, make_kept_review
from planner.planning.stored import ImportContent, JobRequest, JobState
from tests.builders import DAYS
from tests.webapp.conftest import ADMIN, WEEK, text_of
from webapp.deps import deps


def late_tickets() -> tuple[Ticket, ...]:
    """Five visits a day at `pajak`, too few to be learned from: 26 minutes for the 13 planned, all there at 8.00."""
    return tuple(
        Ticket(
            day=day,
            desk="pajak",
            number=f"{day}-{n}",
            service="pajak",
            taken_at=datetime.combine(day, time(8)),
            called_at=datetime.combine(day, time(8)) + timedelta(minutes=26 * n),
            finished_at=datetime.combine(day, time(8)) + timedelta(minutes=26 * (n + 1) + n % 2),
            officer="dewi",
        )
        for day in DAYS
        for n in range(5)
    )


def count_the_week() -> None:
    """Counts at `adminduk`, far more than planned, and the tickets of `pajak`."""
    days = tuple(DayCount(day=day, desk="adminduk", visits=44, refused=60) for day in DAYS)
    content = ImportContent(file_name="b", file_hash="e" * 64, history=History(days=days, tickets=late_tickets()))
    with deps().store.write(ADMIN, "test") as work:
        work.imports.add(content)


def keep_a_review() -> None:
    """The week counted, reviewed and kept, as the job does it."""
    count_the_week()
    with deps().store.read() as work:
        kept, learned = make_kept_review(work, WEEK), learned_mall(work)
    with deps().store.write(ADMIN, "test") as work:
        keep(work, kept, learned)


@pytest.fixture
def reviewed(app):
    """The application with a kept review."""
    with app.app_context():
        keep_a_review()
    return app


def test_an_unreviewed_week_offers_its_review_as_one_job(app, signed_in) -> None:
    """However often it is asked for."""
    client = signed_in("rina")
    assert "belum ditinjau" in text_of(client, f"/review/{WEEK}")
    assert client.post(f"/review/{WEEK}").status_code == 303
    assert client.post(f"/review/{WEEK}").location.endswith(f"/review/{WEEK}")
    with app.app_context():
        (job,) = [j for j in deps().store.jobs.entries() if j.kind == KIND]
    assert job.state is JobState.QUEUED
    assert "Tinjauan minggu" in text_of(client, f"/review/{WEEK}")


def test_a_week_without_a_plan_has_nothing_to_review(signed_in) -> None:
    client = signed_in("rina")
    assert "Tidak ada rencana" in text_of(client, "/review/2026-W20")
    assert client.post("/review/2026-W20").status_code == 404


def test_a_week_that_is_counted_and_not_reviewed_is_pointed_out(app, signed_in) -> None:
    with app.app_context():
        count_the_week()
    html = text_of(signed_in("rina"), "/review")
    assert "belum ditinjau" in html
    assert f'action="/review/{WEEK}"' in html


@pytest.mark.usefixtures("reviewed")
def test_the_week_shows_figures_causes_and_the_way_on(signed_in) -> None:
    """520 came at `adminduk` where 200 were forecast; the cause is demand, and the link leads to its forecast."""
    html = text_of(signed_in("rina"), f"/review/{WEEK}")
    assert "permintaan" in html.lower()
    assert 'href="/forecast/adminduk"' in html
    assert "520 (200)" in html
    assert "Tanpa catatan minggu ini" in html


@pytest.mark.usefixtures("reviewed")
def test_a_desk_shows_its_days(signed_in) -> None:
    html = text_of(signed_in("rina"), f"/review/{WEEK}/pajak")
    assert html.count('<th scope="row" class="nowrap">Sen') >= 1
    assert "Menit layanan" in html
    assert signed_in("rina").get(f"/review/{WEEK}/legalisir").status_code == 303


@pytest.mark.usefixtures("reviewed")
def test_an_agency_head_sees_his_own_desks_only(signed_in) -> None:
    head = signed_in("kepala")
    for address in ("/review", f"/review/{WEEK}", f"/review/{WEEK}/adminduk"):
        html = text_of(head, address)
        assert "Dewi" not in html
        assert "pajak" not in html.lower(), address
    assert head.get(f"/review/{WEEK}/pajak").status_code == 404
    assert head.post(f"/review/{WEEK}").status_code == 403
    assert head.post("/review/accept", data={"name": "minutes-pajak"}).status_code == 403


def shown(client) -> dict[str, str]:
    """The form of the proposal about `pajak` as the page has it."""
    html = text_of(client, "/review")
    (mark,) = re.findall(r'value="minutes-pajak"><input type="hidden" name="mark" value="([\d.]+)"', html)
    return {"name": "minutes-pajak", "mark": mark}


def test_a_proposal_is_accepted_with_one_click(reviewed, signed_in) -> None:
    """A new version of the mall with its reason; plans of the week are stale; the proposal is gone."""
    client = signed_in("rina")
    assert 'value="minutes-pajak"' in text_of(client, "/review")
    answer = client.post("/review/accept", data=shown(client), follow_redirects=True)
    html = answer.get_data(as_text=True)
    assert "Usulan diterima" in html
    assert 'value="minutes-pajak"' not in html
    with reviewed.app_context(), deps().store.read() as work:
        pajak = next(s for s in work.mall.get().services if s.id == "pajak")
        newest = work.mall.versions(limit=1)[0]
        entry = work.plans.find_draft(WEEK)
    assert pajak.visit_minutes > 18
    assert newest.by == "rina"
    assert "usulan tinjauan" in newest.reason
    assert entry is not None
    assert entry.stale


@pytest.mark.usefixtures("reviewed")
def test_a_proposal_whose_figures_changed_is_refused(signed_in) -> None:
    client = signed_in("rina")
    form = shown(client)
    client.post("/review/accept", data=form)
    html = client.post("/review/accept", data=form, follow_redirects=True).get_data(as_text=True)
    assert "sudah berubah" in html
    assert client.post("/review/accept", data={"name": "minutes-tidak-ada"}).status_code == 404


@pytest.mark.usefixtures("reviewed")
@pytest.mark.parametrize("mark", ["1.000001", "", None], ids=["another figure", "empty", "left out"])
def test_a_proposal_that_was_shown_with_another_figure_is_refused(app, signed_in, mark: str | None) -> None:
    """A review by somebody else made the figure anew while the page stood open."""
    with app.app_context(), deps().store.read() as work:
        before = work.mall.get()
    sent = {"name": "minutes-pajak"} | ({} if mark is None else {"mark": mark})
    html = signed_in("rina").post("/review/accept", data=sent, follow_redirects=True).get_data(as_text=True)
    assert "sudah berubah" in html
    with app.app_context(), deps().store.read() as work:
        assert work.mall.get() == before


def keep_changed_days(app, **by_day: tuple[object, ...]) -> None:
    """The kept review with fields of `pajak` set day by day."""
    with app.app_context(), deps().store.write(ADMIN, "test") as work:
        kept = find_review(work, WEEK)
        assert kept is not None
        desk = next(d for d in kept.review.desks if d.desk == "pajak")
        values = [dict(zip(by_day, row, strict=True)) for row in zip(*by_day.values(), strict=True)]
        days = tuple(replace(day, **changes) for day, changes in zip(desk.days, values, strict=True))
        review = replace(kept.review, desks=(replace(desk, days=days),))
        keep(work, replace(kept, review=review), learned_mall(work))


def test_refused_is_compared_with_the_plan_of_the_days_that_logged_it(reviewed, signed_in) -> None:
    """Two of five days logged 7 and 5, planned 3 and 4; the 90 planned on the others are no part of it."""
    keep_changed_days(reviewed, refused_visits=(7, 5, None, None, None), refused_planned=(3.0, 4.0, 30.0, 30.0, 30.0))
    html = text_of(signed_in("rina"), f"/review/{WEEK}")
    assert "12 (7)" in html
    assert "kunjungan pada hari yang dicatat; rencana 7 pada hari itu, 33 pada semua hari dan meja<" in html
    assert "12 (7)" in text_of(signed_in("rina"), "/review")


def test_refused_that_nobody_logged_stands_beside_the_whole_plan(reviewed, signed_in) -> None:
    keep_changed_days(reviewed, refused_visits=(None,) * 5, refused_planned=(3.0, 4.0, 30.0, 30.0, 30.0))
    html = text_of(signed_in("rina"), f"/review/{WEEK}")
    assert "– (97)" in html
    assert "tidak dicatat; rencana 97<" in html


def test_the_wait_of_the_week_is_its_worst_day_beside_the_plan_of_that_day(reviewed, signed_in) -> None:
    """48 minutes on the second day, planned 21; the longest planned, 33, was of another day."""
    keep_changed_days(
        reviewed,
        wait_p90_minutes=(20.0, 48.0, None, 31.0, 10.0),
        wait_p90_planned=(33.0, 21.0, 29.0, 30.0, 28.0),
    )
    html = text_of(signed_in("rina"), f"/review/{WEEK}")
    assert "Tunggu P90, hari terburuk (rencana)" in html
    assert "48 (21)" in html


@pytest.mark.usefixtures("reviewed")
def test_the_band_of_all_desks_is_called_their_sum(signed_in) -> None:
    """P10 and P90 of several desks do not add up to those of the mall; of one desk they are 8 of 10 days."""
    client = signed_in("rina")
    html = text_of(client, f"/review/{WEEK}")
    assert "pita jumlah pita semua meja" in html
    assert "Jumlah pita semua meja" in html
    assert "8 dari 10" not in html
    for one in (text_of(client, f"/review/{WEEK}/pajak"), text_of(signed_in("kepala"), f"/review/{WEEK}")):
        assert "8 dari 10" in one
        assert "semua meja" not in one


def test_new_counts_of_the_week_make_its_review_stale(reviewed, signed_in) -> None:
    client = signed_in("rina")
    assert "berubah sejak ditinjau" not in text_of(client, f"/review/{WEEK}")
    more = History(days=(DayCount(day=DAYS[0], desk="legalisir", visits=9),))
    with reviewed.app_context(), deps().store.write(ADMIN, "test") as work:
        work.imports.add(ImportContent(file_name="c", file_hash="d" * 64, history=more))
    assert "berubah sejak ditinjau" in text_of(client, f"/review/{WEEK}")


@pytest.mark.usefixtures("reviewed")
@pytest.mark.parametrize("address", ["/review", f"/review/{WEEK}", f"/review/{WEEK}/pajak"])
def test_pages_speak_english(signed_in, address: str) -> None:
    html = text_of(signed_in("rina"), f"{address}?lang=en")
    assert 'lang="en"' in html
    assert "Tinjauan" not in html


@pytest.mark.parametrize(
    ("kind", "payload", "address"),
    [(KIND, {"week": str(WEEK)}, f"/review/{WEEK}"), ("holiday", {"after": "2026-02-03"}, "/holiday")],
)
def test_a_finished_job_leads_to_what_it_made(app, signed_in, kind: str, payload: dict[str, str], address: str) -> None:
    """Not to the roster, as a plan's does."""
    with app.app_context():
        jobs = deps().store.jobs
        asked = jobs.ask(JobRequest(kind=kind, payload=payload), ADMIN)
        claimed = jobs.claim("worker")
        assert claimed is not None
        assert jobs.finish(claimed, "key")
    html = text_of(signed_in("rina"), f"/jobs/{asked.id}")
    assert f'class="button primary" href="{address}"' in html


@pytest.mark.usefixtures("reviewed")
def test_a_quota_that_was_overrun_is_named_on_week_and_desk(app, signed_in) -> None:
    """20 tickets where 15 are the quota, and another day sold out at 9.05 with 10: told, with thresholds, on both."""
    with app.app_context():
        days = (
            DayCount(day=DAYS[0], desk="legalisir", visits=20),
            DayCount(day=DAYS[1], desk="legalisir", visits=10, full=True, quota_full_at=time(9, 5)),
        )
        content = ImportContent(file_name="c", file_hash="d" * 64, history=History(days=days))
        with deps().store.write(ADMIN, "test") as work:
            work.imports.add(content)
        with deps().store.read() as work:
            kept, learned = make_kept_review(work, WEEK), learned_mall(work)
        with deps().store.write(ADMIN, "test") as work:
            keep(work, kept, learned)
    for address in (f"/review/{WEEK}", f"/review/{WEEK}/legalisir"):
        html = text_of(signed_in("rina"), address)
        assert "Terbit lebih banyak daripada kuota" in html
        assert "20 dari 15" in html
        assert "Habis jauh sebelum nomor terakhir" in html
        assert "paling sedikit 60 menit" in html
    assert "Tidak ada yang menonjol" not in text_of(signed_in("rina"), f"/review/{WEEK}/legalisir")


@pytest.mark.usefixtures("reviewed")
def test_the_plan_of_logged_days_stands_beside_that_of_the_whole_week(signed_in) -> None:
    """`adminduk` alone logged whom it refused: 5 x 2.5 of 5 x 6.5 that the plan turns away at all desks."""
    html = text_of(signed_in("rina"), f"/review/{WEEK}")
    assert "rencana 13 pada hari itu, 33 pada semua hari dan meja" in html
