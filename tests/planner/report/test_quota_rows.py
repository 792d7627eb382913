from dataclasses import replace
from datetime import date

from planner.domain.plan import Plan
from planner.report.language import Language
from planner.report.quota_rows import quota_rows
from tests.builders import a_plan

ID, EN = Language("id"), Language("en")
TUESDAY = date(2026, 3, 31)


def test_each_window_and_the_whole_day_have_a_line(odd_week: Plan) -> None:
    """Monday at Adminduk: three windows, three limits of the card, and the day with the sum 22 + 14 + 8."""
    rows = [row for row in quota_rows(odd_week, ID) if row.desk == "Disdukcapil: Adminduk" and row.day == "Sen 30 Mar"]
    assert [row.tickets for row in rows] == [22, 14, 8, 5, 5, 5, 44]
    assert [row.service for row in rows] == ["", "", "", "Ktp", "Ktp", "Ktp", ""]
    assert [row.whole_day for row in rows] == [False] * 6 + [True]


def test_the_caps_that_bind_are_named_in_words(odd_week: Plan) -> None:
    """The wait binds Adminduk, closing time is next; counters bind Legalisir."""
    rows = quota_rows(odd_week, ID)
    assert (rows[0].binding, rows[0].next_binding) == ("janji tunggu", "jam tutup")
    assert next(row for row in rows if "Legalisir" in row.desk).binding == "jumlah loket"
    assert quota_rows(odd_week, EN)[0].binding == "promised wait"


def test_a_cap_the_catalogue_does_not_know_is_shown_as_it_is() -> None:
    """A mall may name its own; a report must not fail on it."""
    plan = a_plan()
    quota = replace(plan.quotas[0], binding="jam_siak")
    assert quota_rows(replace(plan, quotas=(quota, *plan.quotas[1:])), ID)[0].binding == "jam siak"


def test_promise_figures_stand_with_the_window_they_were_proved_for(odd_week: Plan) -> None:
    """Builder: 22 minutes and 95 % in each window; a window without tickets (Paspor, afternoon) has none."""
    rows = quota_rows(odd_week, ID)
    assert (rows[0].wait_p90_minutes, rows[0].share_within) == (22, 0.95)
    closed = next(row for row in rows if "Paspor" in row.desk and row.window == "sore")
    assert (closed.tickets, closed.wait_p90_minutes) == (0, None)
