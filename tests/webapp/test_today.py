"""The floor's page before opening, while open, after closing, and on days without service."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from planner.domain.mall import CalendarDay, CalendarKind, Mall
from planner.report.language import Language
from tests.builders import a_mall
from tests.webapp.conftest import text_of
from webapp.today.opening import make_opening

ID, EN = Language("id"), Language("en")


@pytest.mark.parametrize(
    ("day", "clock", "told", "next_day"),
    [
        pytest.param(3, time(7, 59), "Belum buka. Buka hari ini, Sel 3 Feb, pukul 08.00.", 3, id="a minute before"),
        pytest.param(3, time(8), "", None, id="as it opens"),
        pytest.param(3, time(14, 59), "", None, id="a minute before closing"),
        pytest.param(3, time(15), "Sudah tutup sejak 15.00. Buka lagi Rab 4 Feb pukul 08.00.", 4, id="as it closes"),
        pytest.param(6, time(20, 55), "Sudah tutup sejak 15.00. Buka lagi Sen 9 Feb pukul 08.00.", 9, id="on Friday"),
        pytest.param(7, time(10), "Hari ini tutup. Buka lagi Sen 9 Feb pukul 08.00.", 9, id="on Saturday"),
        pytest.param(
            17,
            time(10),
            "Hari ini tutup: Tahun Baru Imlek. Buka lagi Rab 18 Feb pukul 08.00.",
            18,
            id="on a holiday, with its name",
        ),
    ],
)
def test_the_mall_says_that_it_is_closed_and_when_it_opens(day, clock, told, next_day) -> None:
    """The small mall serves from 8 to 15 on working days; Imlek 2026 is Tuesday 17 February."""
    found = make_opening(a_mall(), datetime.combine(date(2026, 2, day), clock), ID)
    assert found.told == told
    assert found.next_day == (date(2026, 2, next_day) if next_day else None)


def test_a_mall_that_stays_closed_says_that_nothing_is_known() -> None:
    """Closed for a month: no date is made up."""
    days = [date(2026, 2, n) for n in range(1, 29)]
    closed = tuple(CalendarDay(day=day, kind=CalendarKind.CLOSED, name="Renovasi") for day in days)
    mall: Mall = replace(a_mall(), calendar=closed)
    found = make_opening(mall, datetime(2026, 2, 3, 10), EN)
    assert found.told == "Closed today: Renovasi. The calendar of the next two weeks has no open day."


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("at", ["07:30", "20:55"])
def test_nothing_is_called_now_while_the_mall_is_closed(manager, at: str, lang: str) -> None:
    """Neither who is where, nor a ticket to be drawn; whoever may stand in is posted somewhere, not there "now"."""
    html = text_of(manager, f"/today?at={at}&lang={lang}")
    main = html.partition("<main")[2].partition("</main>")[0]
    assert [word for word in ("sekarang", " now") if word in main] == []
    assert ("Belum buka" in main or "Sudah tutup" in main) if lang == "id" else ("Not open" in main or "Closed" in main)


def test_the_evening_names_the_last_session_and_leads_to_the_next_day(manager) -> None:
    """Numbers may still be noted; how many more tickets there are is no question any more."""
    html = text_of(manager, "/today?at=20:55")
    assert "Sudah tutup sejak 15.00. Buka lagi Rab 4 Feb pukul 08.00." in html
    assert "yang terakhir: sesi sore" in html
    assert 'href="/today?day=2026-02-04"' in html
    assert 'name="tickets"' in html
    assert "Berapa lagi, dan kapan berhenti?" not in html


def test_another_day_begins_with_its_first_session(manager) -> None:
    """Looked at in the evening, tomorrow is not at its end."""
    html = text_of(manager, "/today?day=2026-02-04")
    assert "mulai dengan sesi pagi" in html
    assert "bukan hari ini" in html
    assert "sekarang" not in html.partition("<main")[2]


def test_the_open_mall_speaks_of_now(manager) -> None:
    """Tuesday, nine o'clock."""
    html = text_of(manager, "/today")
    assert "Siapa di mana sekarang" in html
    assert "Berapa lagi, dan kapan berhenti?" in html
    assert "tutup sejak" not in html
