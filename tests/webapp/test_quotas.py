"""Quotas by hand, the notice of citizens, the floor and the forecast."""

import re
from datetime import timedelta

import pytest

from planner.domain.demand import QUANTILE_LEVELS
from tests.webapp.conftest import WEEK, store_of
from webapp import create_app
from webapp.charts import DayValue, day_chart
from webapp.config import WebSettings
from webapp.notice.poster import qr_code

OVERRIDE = "/quota/2026-W06/override/adminduk/2026-02-04/pagi"


def tickets(client, day: str = "2026-02-04", window: str = "pagi") -> int:
    """What the notice says of `adminduk`."""
    body = client.get("/notice.json").get_json()
    desk = next(d for d in body["desks"] if d["id"] == "adminduk")
    found = next(d for d in desk["days"] if d["date"] == day)
    return next(w["tickets"] for w in found["windows"] if w["id"] == window)


def test_a_quota_by_hand_is_followed_by_the_notice_at_once_and_ends(app, manager) -> None:
    """The computed number stays beside it, the reason is read by citizens, and it comes back."""
    computed = tickets(manager)
    data = {"tickets": str(computed + 40), "reason": "layar antrean rusak", "until": "", "step": "save"}
    looked = manager.post(OVERRIDE, data={**data, "step": "look"}).get_data(as_text=True)
    assert "Melanggar janji" in looked
    assert "Bila semua antrean terambil" in looked
    assert tickets(manager) == computed
    assert manager.post(OVERRIDE, data=data).status_code == 303
    assert tickets(manager) == computed + 40
    assert "layar antrean rusak" in manager.get("/notice").get_data(as_text=True)
    assert "Melanggar janji" in manager.get("/quota/2026-W06?day=2026-02-04").get_data(as_text=True)
    with store_of(app).read() as work:
        (held,) = work.floor.overrides(WEEK.days[0], WEEK.days[-1])
    assert held.computed_tickets == computed
    manager.post(f"/quota/overrides/{held.id}/end")
    assert tickets(manager) == computed


@pytest.mark.parametrize(
    "change",
    [{"tickets": "-1"}, {"tickets": "banyak"}, {"tickets": "99999"}, {"reason": ""}, {"until": "31/02/2026"}],
    ids=["negative", "word", "huge", "no reason", "no such day"],
)
def test_bad_answers_set_no_quota(app, manager, change) -> None:
    """422, the field named."""
    data = {"tickets": "5", "reason": "uji", "until": "", "step": "save", **change}
    answer = manager.post(OVERRIDE, data=data)
    assert answer.status_code == 422
    assert f'id="e-{next(iter(change))}"' in answer.get_data(as_text=True)
    with store_of(app).read() as work:
        assert not work.floor.overrides(WEEK.days[0], WEEK.days[-1])


def test_the_notice_is_small_cacheable_and_names_nobody(client) -> None:
    """An ETag answers 304; under 50 KB; no officer's name in any form of it."""
    answer = client.get("/notice")
    assert len(answer.data) < 50_000
    again = client.get("/notice", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    for address in ("/notice", "/notice?lang=en", "/notice.json", "/notice.txt"):
        text = client.get(address).get_data(as_text=True)
        assert not [name for name in ("Sari", "Budi", "Rina", "Dewi", "Joko") if name in text]
    assert client.get("/notice.png").data[:4] == b"\x89PNG"
    assert "Set-Cookie" not in answer.headers


def test_the_notice_depends_on_the_address_alone(client, manager) -> None:
    """A cache may give one reader what it gave another: cookies change nothing."""
    client.set_cookie("bahasa", "en")
    assert client.get("/notice").data == manager.get("/notice").data


def test_tickets_noted_on_the_floor_are_told_to_citizens(manager, client) -> None:
    """Today is Tuesday: first some are left, then they are gone, with the next day's number."""
    total = sum(tickets(manager, "2026-02-03", window) for window in ("pagi", "siang", "sore"))
    note = {"desk": "adminduk", "day": "2026-02-03", "window": "pagi"}
    manager.post("/today/issued", data={**note, "tickets": "1"})
    assert f"Hari ini sisa {total - 1} antrean" in client.get("/notice").get_data(as_text=True)
    answer = manager.post("/today/issued", data={**note, "tickets": str(total)}, follow_redirects=True)
    assert "di atas kuota" in answer.get_data(as_text=True)
    assert "Kuota hari ini habis (sejak 09.00). Berikutnya: Rab 4 Feb" in client.get("/notice").get_data(as_text=True)
    assert manager.post("/today/issued", data={**note, "desk": "x", "tickets": "1"}).status_code == 404
    assert manager.post("/today/issued", data={**note, "window": "x", "tickets": "1"}).status_code == 404


def test_the_floor_says_how_many_more_and_refuses_counts_that_do_not_add_up(manager) -> None:
    """Ten out, six served, three waiting; then more served than issued."""
    note = {"desk": "adminduk", "day": "2026-02-03", "window": "pagi", "tickets": "10"}
    manager.post("/today/issued", data=note)
    html = manager.get("/today?desk=adminduk&served=6&waiting=3").get_data(as_text=True)
    assert "Boleh terbit lagi" in html
    assert "Catat dulu antrean" in manager.get("/today?desk=adminduk&served=30&waiting=3").get_data(as_text=True)


def test_a_number_beside_the_models_is_kept_and_withdrawn(app, manager) -> None:
    """With a reason; without one it is refused."""
    data = {"visits": "55", "first_day": "04/02/2026", "last_day": "05/02/2026", "reason": "acara KTP keliling"}
    assert manager.post("/forecast/adminduk/adjust", data={**data, "reason": ""}).status_code == 422
    assert manager.post("/forecast/adminduk/adjust", data=data).status_code == 303
    assert "acara KTP keliling" in manager.get("/forecast/adminduk").get_data(as_text=True)
    with store_of(app).read() as work:
        (kept,) = work.forecasts.adjustments(WEEK.days[0], WEEK.days[-1])
    assert manager.post(f"/forecast/pajak/withdraw/{kept.id}").status_code == 404
    assert manager.post(f"/forecast/adminduk/withdraw/{kept.id}").status_code == 303


def test_a_chart_begins_at_zero_and_keeps_its_band_inside() -> None:
    """Ten visits on a scale to 12: 10/12 of the height above the base; an empty series has no chart."""
    monday = WEEK.days[0]
    values = [DayValue(day=monday, actual=10.0), DayValue(day=WEEK.days[1], mean=8.0, band80=(5.0, 11.0))]
    chart = day_chart(values)
    assert chart is not None
    assert [tick.text for tick in chart.values] == ["0", "3", "6", "9", "12"]
    assert chart.dots[0].y == round(16 + (300 - 16 - 40) * (1 - 10 / 12), 1)
    assert day_chart([]) is None
    assert QUANTILE_LEVELS[2] == 0.1


def test_a_short_chart_names_its_days_and_a_long_one_its_mondays() -> None:
    """Five days alone are five names; thirteen weeks are seven Mondays at most, and the last is one of them."""
    monday = WEEK.days[0]
    days = [monday + timedelta(days=n) for n in range(91)]
    short = day_chart([DayValue(day=day, mean=8.0) for day in days[:5]])
    long = day_chart([DayValue(day=day, mean=8.0) for day in days])
    assert short is not None
    assert long is not None
    assert [tick.day for tick in short.days] == days[:5]
    assert len(long.days) == 7
    assert {tick.day.weekday() for tick in long.days if tick.day} == {0}
    assert long.days[-1].day == days[84]


def test_a_chart_draws_only_the_bands_it_has() -> None:
    """The legend tells of 50 % where there is such a band."""
    chart = day_chart([DayValue(day=WEEK.days[0], mean=8.0, band80=(5.0, 11.0))])
    assert chart is not None
    assert (len(chart.bands80), chart.bands50) == (1, ())


def window_of(client) -> dict:
    """The morning of `adminduk` on Wednesday in the notice."""
    body = client.get("/notice.json").get_json()
    desk = next(d for d in body["desks"] if d["id"] == "adminduk")
    day = next(d for d in desk["days"] if d["date"] == "2026-02-04")
    return next(w for w in day["windows"] if w["id"] == "pagi")


def test_a_channel_gets_a_part_of_the_window_and_the_whole_stays(app, manager) -> None:
    """Seen by citizens, machines, the staff and the floor; ended, it is gone."""
    computed = tickets(manager)
    data = {"tickets": "3", "channel": "daring", "reason": "antrean daring dibuka", "until": "05/02/2026"}
    assert manager.post(OVERRIDE, data={**data, "step": "save"}).status_code == 303
    found = window_of(manager)
    assert (found["tickets"], found["by_hand"]) == (computed, None)
    (part,) = found["channels"]
    assert (part["channel"], part["tickets"], part["computed_tickets"]) == ("daring", 3, computed)
    assert part["ends_at"].startswith("2026-02-05")
    assert "3 antrean daring. antrean daring dibuka" in manager.get("/notice").get_data(as_text=True)
    assert "daring: 3" in manager.get("/quota/2026-W06?day=2026-02-04").get_data(as_text=True)
    assert "antrean daring dibuka" in manager.get("/today?day=2026-02-04&at=08:30").get_data(as_text=True)
    with store_of(app).read() as work:
        (held,) = work.floor.overrides(WEEK.days[0], WEEK.days[-1])
    manager.post(f"/quota/overrides/{held.id}/end")
    assert window_of(manager)["channels"] == []


def test_channels_never_have_more_than_their_window(manager) -> None:
    """Two channels share it; and the window cannot be set below what they have. One ticket less is taken."""
    computed = tickets(manager)
    first = {"tickets": str(computed - 2), "channel": "loket", "reason": "uji", "until": "", "step": "save"}
    assert manager.post(OVERRIDE, data=first).status_code == 303
    second = {**first, "tickets": "3", "channel": "daring"}
    refused = manager.post(OVERRIDE, data=second)
    assert refused.status_code == 422
    assert "paling banyak" in refused.get_data(as_text=True)
    assert manager.post(OVERRIDE, data={**second, "tickets": "2"}).status_code == 303
    whole = {**first, "channel": "", "tickets": str(computed - 1)}
    assert manager.post(OVERRIDE, data=whole).status_code == 422
    assert manager.post(OVERRIDE, data={**whole, "tickets": str(computed)}).status_code == 303


def test_a_channel_nobody_knows_sets_no_quota(app, manager) -> None:
    data = {"tickets": "3", "channel": "merpati", "reason": "uji", "until": "", "step": "save"}
    assert manager.post(OVERRIDE, data=data).status_code == 422
    with store_of(app).read() as work:
        assert not work.floor.overrides(WEEK.days[0], WEEK.days[-1])


def test_the_broken_promise_is_told_to_machines_beside_the_computed_number(manager) -> None:
    """Forty tickets more than the promise carries."""
    computed = tickets(manager)
    data = {"tickets": str(computed + 40), "channel": "", "reason": "uji", "until": "", "step": "save"}
    manager.post(OVERRIDE, data=data)
    hand = window_of(manager)["by_hand"]
    assert (hand["tickets"], hand["computed_tickets"]) == (computed + 40, computed)
    assert "Melanggar janji" in hand["broken_promise"]


@pytest.mark.parametrize("address", ["/notice", "/notice.json", "/notice.txt", "/notice.png"])
def test_every_form_of_the_notice_is_cacheable_and_small(client, address: str) -> None:
    """30 to 60 s; 304 without a body for who has it, 200 for another tag; 50 KB at most."""
    answer = client.get(address)
    age = int(re.fullmatch(r"public, max-age=(\d+)", answer.headers["Cache-Control"])[1])
    assert 30 <= age <= 60
    assert len(answer.data) < 50_000
    same = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert (same.status_code, same.data) == (304, b"")
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_the_tag_changes_with_a_quota_set_by_hand(client, manager) -> None:
    """Whoever asks with the old tag gets the new notice."""
    tag = client.get("/notice").headers["ETag"]
    data = {"tickets": "3", "channel": "daring", "reason": "uji", "until": "", "step": "save"}
    assert manager.post(OVERRIDE, data=data).status_code == 303
    assert client.get("/notice", headers={"If-None-Match": tag}).status_code == 200


def test_the_poster_tells_one_day_with_validity_reason_and_a_code(client, manager) -> None:
    """What was set by hand stands on it with its reason; no officer does; another day is another poster."""
    data = {"tickets": "3", "channel": "daring", "reason": "antrean daring dibuka", "until": "", "step": "save"}
    assert manager.post(OVERRIDE, data=data).status_code == 303
    wednesday = client.get("/notice/poster?day=2026-02-04").get_data(as_text=True)
    tuesday = client.get("/notice/poster").get_data(as_text=True)
    assert "Rab 4 Feb 2026" in wednesday
    assert "antrean daring dibuka" in wednesday
    assert "antrean daring dibuka" not in tuesday
    assert "Berlaku hanya Sel 3 Feb 2026" in tuesday
    assert 'aria-label="Kode QR ke http://localhost/notice"' in tuesday
    assert "<svg" in tuesday
    assert "Sari" not in wednesday + tuesday
    assert "Valid on" in client.get("/notice/poster?lang=en").get_data(as_text=True)


def test_the_code_leads_to_the_name_the_installation_is_known_by(folder) -> None:
    """Whatever name the printing browser used."""
    app = create_app(WebSettings(data=folder, hosts=("mpp.example.go.id",), https=True))
    text = app.test_client().get("/notice/poster", base_url="https://mpp.example.go.id").get_data(as_text=True)
    assert "Kode QR ke https://mpp.example.go.id/notice" in text


def test_a_poster_under_any_name_is_kept_by_nobody(app, client) -> None:
    """Without a known name the code leads where the asking browser was: neither a cache between us and the next
    citizen may keep that, nor may made-up names push what is kept off the shelf."""
    client.get("/notice")
    shelf = app.extensions["loketplan"].shelf
    before = dict(shelf._kept)
    for number in range(3):
        answer = client.get("/notice/poster", base_url=f"http://evil{number}.example")
        assert f"Kode QR ke http://evil{number}.example/notice" in answer.get_data(as_text=True)
        assert answer.headers["Cache-Control"] == "no-store"
        assert "ETag" not in answer.headers
    assert [key for key in shelf._kept if key not in before and key[0] == "notice poster"] == []


def test_a_poster_under_a_known_name_is_kept(folder) -> None:
    """By us and by caches, 304 for who has it, 50 KB at most; under another name there is none."""
    app = create_app(WebSettings(data=folder, hosts=("mpp.example.go.id",), https=True))
    client = app.test_client()
    answer = client.get("/notice/poster", base_url="https://mpp.example.go.id")
    assert answer.headers["Cache-Control"] == "public, max-age=30"
    again = {"If-None-Match": answer.headers["ETag"]}
    assert client.get("/notice/poster", base_url="https://mpp.example.go.id", headers=again).status_code == 304
    assert len(answer.data) <= 50_000
    assert [key[0] for key in app.extensions["loketplan"].shelf._kept].count("notice poster") == 1
    assert client.get("/notice/poster", base_url="https://evil.example").status_code == 400


def test_two_addresses_have_two_codes() -> None:
    assert qr_code("https://a.example/notice") != qr_code("https://b.example/notice")
    assert "style=" not in qr_code("https://a.example/notice")
