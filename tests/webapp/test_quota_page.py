"""The staff's page of quotas: why, what changed since the day before, where a draft is changed and published."""

import re
from dataclasses import replace

import pytest

from planner.domain.plan import Plan, QuotaRange, Remedy, RemedyKind, Unmeasured
from planner.planning.stored import PlanState
from planner.report.desk_days import DeskDay, desk_days
from planner.report.language import Language
from tests.builders import DAYS, MONDAY, a_plan, changed
from tests.webapp.conftest import ADMIN, WEEK, text_of
from webapp.quotas.why import make_why, why_none

ID, EN = Language("id"), Language("en")
PAJAK = {"desk": "pajak", "day": MONDAY}


def row_of(plan: Plan, desk: str = "pajak") -> DeskDay:
    return next(row for row in desk_days(plan) if row.desk.id == desk and row.day == MONDAY)


def reason(plan: Plan, window: str, desk: str = "pajak") -> str:
    row = row_of(plan, desk)
    return why_none(row, next(w for w in row.windows if w.quota.window == window), 30, ID)


def emptied(window: str, **changes: object) -> Plan:
    return changed(a_plan(), "quotas", {**PAJAK, "window": window}, tickets=0, **changes)


def test_a_window_in_which_nobody_is_posted_says_so() -> None:
    """Dewi comes after the break only."""
    plan = emptied("pagi")
    kept = tuple(p for p in plan.postings if (p.desk, p.day, p.session) != ("pajak", MONDAY, "pagi"))
    assert reason(replace(plan, postings=kept), "pagi") == "Tidak ada petugas yang ditugaskan pada jam ini."


def test_a_window_over_the_only_break_says_when_the_desk_is_empty() -> None:
    """Dewi is away from 12 to 13."""
    assert reason(emptied("siang"), "siang") == (
        "Meja kosong 12.00-13.00 (istirahat): nomor baru akan menunggu lebih dari janji 30 menit."
    )


def test_breaks_one_after_the_other_leave_nobody_away_at_once() -> None:
    """Sari from 11.30, Budi from 12.30: somebody always sits there, they serve the numbers of the morning."""
    plan = changed(a_plan(), "quotas", {"desk": "adminduk", "day": MONDAY, "window": "siang"}, tickets=0)
    assert reason(plan, "siang", "adminduk").startswith("Masih melayani nomor gelombang sebelumnya;")


@pytest.mark.parametrize(
    ("window", "binding", "told"),
    [
        ("sore", "finish", "Tidak ada waktu tersisa sebelum tutup 15.00."),
        ("sore", "wait", "Masih melayani nomor gelombang sebelumnya;"),
        ("pagi", "wait", "Dengan petugas yang ada, satu nomor pun akan menunggu lebih dari janji 30 menit."),
        ("pagi", "supplies", "Habis oleh batas lain: persediaan."),
    ],
    ids=["closing", "busy with earlier numbers", "the first window", "supplies"],
)
def test_a_window_without_tickets_names_its_cause(window: str, binding: str, told: str) -> None:
    assert reason(emptied(window, binding=binding), window).startswith(told)


def test_why_says_what_is_estimated_what_binds_and_the_cheapest_repair() -> None:
    """18 tickets, between 9 and 30; measuring the minutes brings the week's ranges from 100 to 40."""
    ranged = QuotaRange(**PAJAK, tickets=18, low=9, high=30, causes=("minutes",))
    remedy = Remedy(kind=RemedyKind.LUNCH_COVER, **PAJAK, tickets_before=18, tickets_after=24, served_more=3.0)
    widest = Unmeasured(desk="pajak", figure="minutes", wide=100, narrower=60)
    plan = replace(a_plan(), ranges=(ranged,), remedies=(remedy,), unmeasured=(widest,))
    why = make_why(plan, row_of(plan), EN)
    assert why.estimated == "≈ 18 is an estimate, between 9 and 30: minutes per visit not measured yet."
    assert why.measure.endswith("The week's ranges shrink from 100 to 40 tickets.")
    assert "promise" in why.binds
    assert why.repairs == (
        "Cheapest way out: stand-ins at every counter over the break: 18 → 24 tickets, ≈ 3 more visits served.",
    )


def test_a_day_without_measures_tells_those_of_another_day_of_the_desk() -> None:
    """Measures are tried on the worst day of a desk only; a desk with enough needs none."""
    tuesday = Remedy(
        kind=RemedyKind.LUNCH_COVER, desk="pajak", day=DAYS[1], tickets_before=18, tickets_after=24, served_more=3.0
    )
    plan = replace(a_plan(), remedies=(tuesday,))
    (repair,) = make_why(plan, row_of(plan), EN).repairs
    assert repair.startswith("Tue 3 Feb. Cheapest way out: stand-ins at every counter")
    (enough,) = make_why(plan, row_of(plan, "legalisir"), EN).repairs
    assert enough == "Enough for the ≈ 10 visits expected; nothing to repair."


def test_why_names_what_took_tickets_off_a_window() -> None:
    """The proof took two; a cap that is above the capacity took none."""
    where = {**PAJAK, "window": "pagi"}
    plan = changed(a_plan(), "quotas", where, lowered_by_proof=2, caps={"counters": 10, "equipment": 99})
    assert make_why(plan, row_of(plan), ID).caps == (
        "pagi: uji simulasi menurunkan 12 menjadi 10.",
        "pagi: jumlah loket hanya cukup untuk 10.",
    )


def test_every_desk_answers_why_on_the_page(manager) -> None:
    """Rule 5 of the pages: closed until asked, one for each desk."""
    html = text_of(manager, "/quota/2026-W06?day=2026-02-03")
    assert html.count("<details><summary>Mengapa ") == html.count('scope="rowgroup"') == 3


def test_the_change_since_the_open_day_before_is_told(manager) -> None:
    """Tuesday's morning goes from 22 to 30: 44 → 52 in the day; on Monday there is nothing before."""
    form = {"tickets": "30", "reason": "uji", "until": "", "step": "save"}
    manager.post("/quota/2026-W06/override/adminduk/2026-02-03/pagi", data=form)
    tuesday = text_of(manager, "/quota/2026-W06?day=2026-02-03")
    assert "Sejak Sen 2 Feb" in tuesday
    assert re.search(r"44 → 52.*22 → 30", tuesday, re.DOTALL)
    assert "→" not in text_of(manager, "/quota/2026-W06?day=2026-02-02").partition("<table")[2].partition("</table>")[0]


def test_monday_is_compared_with_the_last_day_of_the_week_before(app, manager) -> None:
    """The next week's plan has two tickets more each morning."""
    store = app.extensions["loketplan"].store
    days = tuple(day.replace(day=day.day + 7) for day in DAYS)
    plan = a_plan(days=days)
    for day in days:
        plan = changed(plan, "quotas", {"desk": "adminduk", "day": day, "window": "pagi"}, tickets=24)
    with store.write(ADMIN) as work:
        work.plans.save(plan)
    monday = text_of(manager, "/quota/2026-W07?day=2026-02-09")
    assert "Sejak Jum 6 Feb" in monday
    assert "22 → 24" in monday


def test_page_and_notice_tell_the_same_wait(manager, client) -> None:
    """22 minutes everywhere: 25 on both."""
    assert set(re.findall(r"(\d+) mnt", text_of(manager, "/quota/2026-W06"))) == {"25"}
    assert "≈ 25 menit" in text_of(client, "/notice")


def test_a_draft_says_how_it_changes_and_leads_to_where_it_is_published(app, manager, signed_in) -> None:
    """Publishing is one act with the roster; who may not publish is not offered it."""
    with app.extensions["loketplan"].store.read() as work:
        assert work.plans.find_newest(WEEK).state is PlanState.DRAFT
    html = text_of(manager, "/quota/2026-W06")
    assert '<a class="button primary" href="/roster/2026-W06/publish">Terbitkan kuota</a>' in html
    assert html.count("button primary") == 1
    assert "Ubah jadwal" in html
    assert "/publish" not in text_of(signed_in("kepala"), "/quota/2026-W06")


def test_words_of_the_notice_are_written_on_a_page(manager, client, signed_in) -> None:
    """What is empty is not shown; what is too long is refused with its field; heads do not write for the mall."""
    data = {"complaints": "WA 0811", "announced": "Jumat", "elsewhere-samsat": "Samsat Keliling."}
    assert manager.post("/quota/words", data=data).status_code == 303
    html = text_of(client, "/notice")
    assert "<h2>Pengaduan</h2><p>WA 0811</p>" in html
    assert html.count("Tempat lain:") == 1
    assert client.get("/notice.json").get_json()["complaints"] == "WA 0811"
    refused = manager.post("/quota/words", data={**data, "announced": "x" * 101})
    assert refused.status_code == 422
    assert 'id="e-announced"' in refused.get_data(as_text=True)
    assert signed_in("kepala").get("/quota/words").status_code == 403
    trail = text_of(manager, "/audit")
    assert "mengubah kata-kata pengumuman" in trail
