"""Quotas by hand, the notice of citizens, the floor and the forecast."""

import pytest

from planner.domain.demand import QUANTILE_LEVELS
from tests.webapp.conftest import WEEK
from webapp.charts import DayValue, day_chart

OVERRIDE = "/quota/2026-W06/override/adminduk/2026-02-04/pagi"


def store_of(app):
    return app.extensions["loketplan"].store


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
