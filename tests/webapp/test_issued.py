"""Tickets out as a list, typed or as a CSV file: all rows or none, each wrong one named."""

import io
import re
from dataclasses import replace
from datetime import date

import pytest

from planner.domain.staff import Leave
from planner.planning.stored import Actor, Role
from webapp.today.routes import LARGEST_LIST_BYTES

DAY = date(2026, 2, 3)
ADDRESS = "/today/2026-02-03/issued-list"


def issued(app) -> dict[tuple[str, str], int]:
    with app.extensions["loketplan"].store.read() as work:
        return {(i.desk, i.window): i.tickets for i in work.floor.issued(DAY, DAY)}


@pytest.mark.parametrize(
    "text",
    [
        "desk,window,tickets\nadminduk,pagi,12\npajak,siang,0\n",
        "meja;gelombang;antrean\r\nAdminduk;pagi;12\r\n\r\npajak;siang;0",
        "\ufefftickets\twindow\tdesk\n12\tpagi\tadminduk\n0\tsiang\tpajak",
    ],
    ids=["comma", "semicolon and names", "tab and order"],
)
def test_a_list_is_noted_typed_or_as_a_file(app, manager, text: str) -> None:
    assert manager.post(ADDRESS, data={"rows": text}).status_code == 303
    assert issued(app) == {("adminduk", "pagi"): 12, ("pajak", "siang"): 0}
    file = {"file": (io.BytesIO(text.replace("12", "13").encode()), "antrean.csv")}
    assert manager.post(ADDRESS, data=file, content_type="multipart/form-data").status_code == 303
    assert issued(app)["adminduk", "pagi"] == 13


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("adminduk,pagi,12\nadminduk,pagi,13", "Baris 3: gelombang ini sudah disebut"),
        ("adminduk,pagi,12\nadminduk,malam,1", "Baris 3: tidak ada gelombang"),
        ("adminduk,pagi,12\npajak,pagi,-1", "Baris 3"),
        ("adminduk,pagi,12\npajak,pagi,2001", "Baris 3"),
        ("adminduk,pagi,12\npajak,pagi", "Baris 3"),
        ("adminduk,pagi,12\n<b>,pagi,1", "Baris 3"),
    ],
    ids=["twice", "no window", "negative", "huge", "short", "markup"],
)
def test_one_wrong_row_notes_nothing(app, manager, rows: str, said: str) -> None:
    answer = manager.post(ADDRESS, data={"rows": f"desk,window,tickets\n{rows}"})
    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)
    assert "<b>" not in answer.get_data(as_text=True).partition('role="alert"')[2].partition("</div>")[0]
    assert issued(app) == {}


@pytest.mark.parametrize(
    "text",
    ["", "a,b,c\n1,2,3", "\n" * 9, "x\n" * 501, "desk,window,tickets\n" + "a" * 140_000 + ",pagi,3"],
    ids=["empty", "headings", "blank", "long", "one field too long for a reader of CSV"],
)
def test_what_is_no_list_is_refused(app, manager, text: str) -> None:
    assert manager.post(ADDRESS, data={"rows": text}).status_code == 422
    assert issued(app) == {}


def test_bytes_that_are_no_text_are_refused(app, manager) -> None:
    file = {"file": (io.BytesIO(bytes(range(256)) * 20), "antrean.csv")}
    assert manager.post(ADDRESS, data=file, content_type="multipart/form-data").status_code == 422
    assert issued(app) == {}


def test_a_file_too_large_is_refused_whole(app, manager) -> None:
    """Cut at the limit its last row would read 12 where 1234 stood; one byte less than too many is taken."""
    head, row = b"desk;window;tickets\n", b"adminduk;pagi;1234"
    room = LARGEST_LIST_BYTES - len(head) - len(row)

    def send(blanks: int):
        file = {"file": (io.BytesIO(head + b"\n" * blanks + row), "antrean.csv")}
        return manager.post(ADDRESS, data=file, content_type="multipart/form-data")

    answer = send(room + 2)
    assert answer.status_code == 422
    assert "Berkas lebih dari 100 kB" in answer.get_data(as_text=True)
    assert issued(app) == {}
    assert send(room).status_code == 303
    assert issued(app) == {("adminduk", "pagi"): 1234}


def test_a_head_notes_his_own_desks_only(app, signed_in) -> None:
    """Another agency's desk is said not to be there."""
    head = signed_in("kepala")
    assert head.post(ADDRESS, data={"rows": "desk,window,tickets\npajak,pagi,1"}).status_code == 422
    assert head.post(ADDRESS, data={"rows": "desk,window,tickets\nadminduk,pagi,1"}).status_code == 303
    assert issued(app) == {("adminduk", "pagi"): 1}


def card(client, desk: str) -> str:
    """The text of a desk on the floor's page."""
    html = client.get("/today?day=2026-02-03&at=08:30").get_data(as_text=True)
    return html.partition(f'id="m-{desk}"')[2].partition("</section>")[0]


def stand_ins(client, desk: str) -> list[str]:
    named = card(client, desk).partition("Bisa menggantikan:")[2].partition("</p>")[0]
    return re.findall(r"<strong>(\w+)</strong> \(([^)]+)\)", named)


def test_the_floor_says_who_can_stand_in_and_nobody_absent(app, manager) -> None:
    """Joko of the pool has the skill and no place; Dewi sits at `pajak`, Sari and Budi have no skill for it."""
    assert stand_ins(manager, "pajak") == [("Joko", "bebas")]
    with app.extensions["loketplan"].store.write(Actor(name="uji", role=Role.ADMIN), "sakit") as work:
        mall = work.mall.get()
        work.mall.save(replace(mall, leave=(*mall.leave, Leave(officer="joko", first_day=DAY, last_day=DAY))))
    assert stand_ins(manager, "pajak") == []
    assert "Tidak ada pengganti" in card(manager, "pajak")


def test_who_may_go_where_is_told_to_a_head_of_his_own_people_only(signed_in) -> None:
    """Rina is his; Joko of the pool is the manager's to send."""
    assert stand_ins(signed_in("kepala"), "adminduk") == [("Rina", "sekarang di Legalisir")]
    assert stand_ins(signed_in("kepala"), "legalisir") == []
    assert stand_ins(signed_in("rina"), "legalisir") == [("Joko", "bebas")]
