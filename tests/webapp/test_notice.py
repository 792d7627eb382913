"""The notice at every hour of the week: the day it opens on, the titles of its cards, what the mall itself tells."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from planner import bootstrap
from planner.domain.ids import DeskId, WindowId
from planner.planning.stored import IssuedTickets, NoticeWords
from tests.builders import DAYS, a_plan
from tests.webapp.conftest import ADMIN, text_of
from tests.webapp.test_queries import counted
from webapp import create_app
from webapp.config import WebSettings

TUESDAY, FRIDAY, SATURDAY = 3, 6, 7  # of February 2026; windows end at 11.00, 13.30 and 14.00


@dataclass(frozen=True)
class StandingClock:
    """A clock that stands at a moment."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment


@pytest.fixture
def citizen_at(folder: Path) -> Iterator[Callable[..., FlaskClient]]:
    """`citizen_at(3, 20, 55)`: a browser of somebody on 3 February at 20.55 WIB."""
    with ExitStack() as opened:

        def browser(day: int, hour: int, minute: int = 0) -> FlaskClient:
            clock = StandingClock(datetime(2026, 2, day, hour - 7, minute, tzinfo=UTC))
            store = bootstrap.open_store(folder, clock)
            opened.callback(store.close)
            return create_app(WebSettings(data=folder), store).test_client()

        yield browser


def chosen(html: str) -> str:
    """The day that is chosen when the page opens."""
    return re.search(r'<input type="radio" name="day" id="t\d" checked>([^<]*)', html)[1]


@pytest.mark.parametrize(
    ("day", "hour", "minute", "opens_on"),
    [
        pytest.param(TUESDAY, 7, 0, "Hari ini, Sel 3 Feb", id="before opening"),
        pytest.param(TUESDAY, 13, 59, "Hari ini, Sel 3 Feb", id="a minute before the last number"),
        pytest.param(TUESDAY, 14, 0, "Besok, Rab 4 Feb", id="with the last number"),
        pytest.param(TUESDAY, 20, 55, "Besok, Rab 4 Feb", id="in the evening"),
        pytest.param(FRIDAY, 20, 55, "Hari ini, Jum 6 Feb", id="after the last day nothing is announced"),
    ],
)
def test_the_notice_opens_on_the_first_day_with_numbers_to_come(citizen_at, day, hour, minute, opens_on) -> None:
    """Whoever reads it in the evening asks about tomorrow; today can still be chosen."""
    html = text_of(citizen_at(day, hour, minute), "/notice")
    assert chosen(html) == opens_on
    assert re.search(r">Hari ini, \w+ \d Feb</label>", html)


def test_the_evening_says_why_tomorrow_is_shown(citizen_at) -> None:
    """In both languages; during the day nothing has to be said."""
    evening = citizen_at(TUESDAY, 20, 55)
    told = "Nomor hari ini sudah selesai dibagikan (pukul 14.00). Yang terlihat: besok, Rab 4 Feb."
    assert told in text_of(evening, "/notice")
    assert "(since 14:00). Shown: tomorrow, Wed 4 Feb." in text_of(evening, "/notice?lang=en")
    assert "Nomor hari ini" not in text_of(citizen_at(TUESDAY, 9), "/notice")


@pytest.mark.parametrize(("day", "hour"), [(FRIDAY, 14), (SATURDAY, 9)], ids=["Friday afternoon", "Saturday"])
def test_a_week_that_is_over_says_so_and_when_the_next_is_announced(citizen_at, day, hour) -> None:
    """No plan of the next week is published; the mall announces on Fridays."""
    citizen = citizen_at(day, hour)
    assert "Kuota berikutnya belum diumumkan." in text_of(citizen, "/notice")
    write(citizen, NoticeWords(announced="Jumat pukul 15.00"))
    assert "Kuota berikutnya diumumkan Jumat pukul 15.00." in text_of(citizen, "/notice")


@pytest.mark.parametrize(
    ("day", "hour", "told"),
    [
        (FRIDAY, 20, "Nomor hari ini sudah selesai dibagikan (pukul 14.00), dan besok tutup. Buka lagi: Sen 9 Feb."),
        (SATURDAY, 9, "Hari ini dan besok tutup. Buka lagi: Sen 9 Feb."),
        (SATURDAY + 1, 9, "Hari ini tutup. Yang terlihat: besok, Sen 9 Feb."),
    ],
    ids=["Friday evening", "Saturday", "Sunday"],
)
def test_a_week_that_is_over_gives_way_to_the_next_one(citizen_at, day: int, hour: int, told: str) -> None:
    """Next week's plan is published: its Monday is shown, with the reason."""
    citizen = citizen_at(day, hour)
    with citizen.application.extensions["loketplan"].store.write(ADMIN) as work:
        saved = work.plans.save(a_plan(days=tuple(day + timedelta(days=7) for day in DAYS)))
        work.plans.publish(saved.id)
    html = text_of(citizen, "/notice")
    assert told in html
    assert chosen(html) in ("Sen 9 Feb", "Besok, Sen 9 Feb")


def write(citizen: FlaskClient, words: NoticeWords) -> None:
    with citizen.application.extensions["loketplan"].store.write(ADMIN) as work:
        work.floor.set_notice_words(words)


def test_poster_and_picture_are_of_the_day_the_notice_opens_on(citizen_at) -> None:
    """Whoever prints in the evening hangs it up in the morning; a day asked for stays that day, marked as over."""
    evening = citizen_at(TUESDAY, 20, 55)
    assert "Berlaku hanya Rab 4 Feb 2026" in text_of(evening, "/notice/poster")
    assert "Hari ini sudah lewat" in text_of(evening, "/notice/poster?day=2026-02-02")
    wednesday = evening.get("/notice.png?day=2026-02-04").data
    assert evening.get("/notice.png").data == wednesday != evening.get("/notice.png?day=2026-02-03").data


def test_numbers_left_are_not_told_once_none_are_handed_out(citizen_at) -> None:
    """ "Hari ini sisa 43" at nine in the evening would send somebody on his way."""
    morning, evening = citizen_at(TUESDAY, 9), citizen_at(TUESDAY, 20, 55)
    note = IssuedTickets(desk=DeskId("adminduk"), day=date(2026, 2, TUESDAY), window=WindowId("pagi"), tickets=1)
    with morning.application.extensions["loketplan"].store.write(ADMIN) as work:
        work.floor.record_issued(note)
    assert "Hari ini sisa 43" in text_of(morning, "/notice")
    assert "Hari ini sisa" not in text_of(evening, "/notice")


def test_each_card_is_titled_by_the_chosen_day(citizen_at) -> None:
    """Days alike stand in one entry: it carries a title for each of them, shown by the day that is chosen."""
    html = text_of(citizen_at(TUESDAY, 20, 55), "/notice")
    (entry,) = set(re.findall(r"<h3>(.*?)</h3>", html))
    assert entry.startswith("<b>Sen 2, Sel 3, Rab 4, Kam 5, Jum 6 Feb</b>")
    assert '<i class="t2">Hari ini, Sel 3 Feb</i><i class="t3">Besok, Rab 4 Feb</i>' in entry


def test_windows_stand_apart_and_say_their_part_of_the_day(citizen_at) -> None:
    """Read without any style: `pagi 08.00-11.00: 22 · siang ...`, never `22 11.00`."""
    html = text_of(citizen_at(TUESDAY, 9), "/notice")
    told = re.sub(r"<[^>]+>", "", re.search(r'<p class="w">(.*?)</p>', html)[1])
    assert told == "Dibagikan pagi 08.00-11.00: 22 · siang 11.00-13.30: 14 · sore 13.30-14.00: 8"


def test_there_is_one_place_to_search(citizen_at) -> None:
    """The field takes the place of the list of desks, which is for who has no script."""
    html = text_of(citizen_at(TUESDAY, 9), "/notice")
    assert html.count("data-find") == html.count("data-instead") == html.count("data-none") == 1


def test_what_the_mall_tells_itself_is_read_at_once_and_escaped(citizen_at) -> None:
    """Where to complain, and where else to go: in the foot, in the card of the agency's desks only, on the poster."""
    citizen = citizen_at(TUESDAY, 9)
    tag = citizen.get("/notice").headers["ETag"]
    assert "Pengaduan" not in text_of(citizen, "/notice")
    write(citizen, NoticeWords(complaints="WA 0811-<1>", elsewhere={"samsat": "Samsat Keliling, Rabu di alun-alun."}))
    html = text_of(citizen, "/notice")
    assert citizen.get("/notice").headers["ETag"] != tag
    assert "<h2>Pengaduan</h2><p>WA 0811-&lt;1&gt;</p>" in html
    assert html.count("Tempat lain: Samsat Keliling, Rabu di alun-alun.") == 1
    assert "WA 0811-&lt;1&gt;" in text_of(citizen, "/notice/poster")


def test_page_poster_and_json_tell_the_same_wait(citizen_at) -> None:
    """22 minutes at every desk of the small mall are told as 25 on all of them."""
    citizen = citizen_at(TUESDAY, 9)
    days = [day for desk in citizen.get("/notice.json").get_json()["desks"] for day in desk["days"]]
    assert {day["wait_minutes"] for day in days} == {25}
    for address in ("/notice", "/notice/poster"):
        assert set(re.findall(r"menunggu paling lama ≈ (\d+) menit", text_of(citizen, address))) == {"25"}


def test_a_reading_asks_the_store_five_questions(citizen_at) -> None:
    """The mall's version, the plan, quotas by hand, tickets out, the mall's own words; all else is kept."""
    citizen = citizen_at(TUESDAY, 20, 55)
    citizen.get("/notice")
    with counted(citizen.application.extensions["loketplan"].store) as sent:
        citizen.get("/notice")
    assert len([statement for statement in sent if statement != "BEGIN"]) == 5, sent


def test_the_foot_says_when_the_figures_last_changed(citizen_at) -> None:
    """Published on Tuesday at 09.00, a note of tickets out at 10.30."""
    morning, later = citizen_at(TUESDAY, 9), citizen_at(TUESDAY, 10, 30)
    assert "Diperbarui 3 Feb 2026 09.00 WIB" in text_of(morning, "/notice")
    note = IssuedTickets(desk=DeskId("adminduk"), day=date(2026, 2, TUESDAY), window=WindowId("pagi"), tickets=1)
    with later.application.extensions["loketplan"].store.write(ADMIN) as work:
        work.floor.record_issued(note)
    assert "Updated 3 Feb 2026 10:30 WIB" in text_of(later, "/notice?lang=en")


def test_a_poster_of_this_machine_alone_warns_that_phones_cannot_follow_it(client) -> None:
    """Its code would lead every phone to itself; under a name known outside nothing is said."""
    here = client.get("/notice/poster", base_url="http://127.0.0.1:8123").get_data(as_text=True)
    assert "hanya dikenal komputer ini" in here
    out = client.get("/notice/poster", base_url="http://mpp.example.go.id").get_data(as_text=True)
    assert "hanya dikenal komputer ini" not in out
