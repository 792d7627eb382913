"""Absences, skills, calendar, promise, users: effect first, then kept, with plans marked stale."""

import re
from dataclasses import replace

import pytest

from planner.domain.mall import Mall
from planner.planning.stored import PrivateKind
from tests.builders import MONDAY, a_mall
from tests.webapp.conftest import ADMIN, WEEK, mall_of, store_of, text_of
from webapp.officers.pages import make_groups

ABSENCE = {"officer": "sari", "first_day": "02/02/2026", "last_day": "03/02/2026", "step": "save"}


def is_stale(app) -> bool:
    with store_of(app).read() as work:
        return work.plans.find_draft(WEEK).stale


def test_an_absence_shows_its_effect_before_it_is_kept(app, manager) -> None:
    """Looking keeps nothing."""
    html = manager.post("/leave/new", data={**ABSENCE, "step": "look"}).get_data(as_text=True)
    assert "kuota" in html
    assert not mall_of(app).leave


def test_a_kept_absence_marks_the_plan_and_leads_to_the_roster(app, manager) -> None:
    """Sari was posted on both days: the draft is stale, following takes her out and makes it fresh again."""
    answer = manager.post("/leave/new", data=ABSENCE)
    assert answer.headers["Location"].endswith("/leave/2026-W06/follow")
    assert [leave.officer for leave in mall_of(app).leave] == ["sari"]
    assert is_stale(app)
    page = manager.get("/leave/2026-W06/follow").get_data(as_text=True)
    based_on = re.search(r'name="based_on" value="([^"]+)"', page)
    assert based_on
    done = manager.post("/roster/2026-W06/save", data={"kind": "absent", "at": "~2026-02-02~", "based_on": based_on[1]})
    assert done.status_code == 303
    with store_of(app).read() as work:
        plan = work.plans.get(work.plans.find_draft(WEEK).id)
    assert not [p for p in plan.postings if p.officer == "sari" and p.day.day in (2, 3)]
    assert not is_stale(app)


def test_an_absence_taken_back_makes_the_plan_fresh_again(app, manager) -> None:
    """The input is again what the plan was made from."""
    manager.post("/leave/new", data=ABSENCE)
    page = manager.get("/leave").get_data(as_text=True)
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    assert manager.post("/leave/remove", data={"key": key[1]}).status_code == 303
    assert not mall_of(app).leave
    assert not is_stale(app)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"officer": ""}, "Pilih salah satu"),
        ({"first_day": "31/02/2026"}, "Bukan tanggal"),
        ({"first_day": ""}, "Isi bagian ini"),
        ({"last_day": "01/02/2026"}, "lebih awal"),
        ({"sessions": "malam"}, "Pilih salah satu"),
    ],
    ids=["officer", "no such day", "no day", "order", "session"],
)
def test_bad_answers_stand_beside_their_field(app, manager, change, words: str) -> None:
    """What was typed stays, nothing is kept."""
    answer = manager.post("/leave/new", data={**ABSENCE, **change})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert words in html
    assert 'id="errors"' in html
    assert not mall_of(app).leave


def test_an_agency_head_records_his_own_officers_with_a_reason_kept_apart(app, signed_in) -> None:
    """Dewi is not his; the reason of Sari stands in no page and no history."""
    head = signed_in("kepala")
    assert head.post("/leave/new", data={**ABSENCE, "officer": "dewi"}).status_code == 422
    assert head.post("/leave/new", data={**ABSENCE, "why": "rawat inap"}).status_code == 303
    with store_of(app).write(ADMIN) as work:
        assert work.private.read(PrivateKind.LEAVE_REASON, "sari/2026-02-02/2026-02-03/all") == "rawat inap"
    for address in ("/leave", "/audit", "/roster/2026-W06/", "/officers/sari"):
        assert "rawat inap" not in head.get(address).get_data(as_text=True)


def test_the_manager_is_never_asked_for_a_reason(manager) -> None:
    """It is health data: only the officer's own agency may write it."""
    assert 'name="why"' not in manager.get("/leave/new").get_data(as_text=True)


def test_a_local_day_touches_the_weeks_that_hold_it(app, manager) -> None:
    """A closed Wednesday of the planned week: the draft is stale, and the page says which week."""
    data = {"day": "04/02/2026", "kind": "closed", "name": "Listrik padam", "agency": ""}
    assert manager.post("/calendar/day", data=data).status_code == 303
    html = manager.get("/calendar?year=2026").get_data(as_text=True)
    assert "Listrik padam" in html
    assert "ditandai usang" in html
    assert is_stale(app)
    assert manager.post("/calendar/day", data={**data, "day": "kemarin"}).status_code == 422
    assert manager.post("/calendar/day", data={**data, "open": "10.00", "close": "09.00"}).status_code == 422


def test_skills_are_added_and_taken_back_by_who_may(app, signed_in) -> None:
    """The head of Disdukcapil gives Sari `legalisir`; a pace of 9 is no pace; the manager may only look."""
    head, data = signed_in("kepala"), {"service": "legalisir", "pace": "1,10"}
    assert head.post("/officers/sari/skills", data={**data, "pace": "9"}).status_code == 422
    assert head.post("/officers/sari/skills", data=data).status_code == 303
    assert ("sari", "legalisir") in {(s.officer, s.service) for s in mall_of(app).skills}
    assert head.post("/officers/sari/skills/legalisir/remove").status_code == 303
    assert signed_in("rina").post("/officers/sari/skills", data=data).status_code == 403


@pytest.mark.parametrize("address", ["/officers/sari/skills", "/officers/sari/skills/ktp/remove"])
def test_a_change_of_skills_never_undoes_what_somebody_else_saved_meanwhile(
    app, signed_in, monkeypatch, address: str
) -> None:
    """Between reading the mall and keeping it the mall gets another name: the change is refused, the name stays."""
    head, store = signed_in("kepala"), store_of(app)
    skills, write = mall_of(app).skills, store.write

    def write_after_another(*by, **why):
        monkeypatch.undo()
        with write(ADMIN, "test") as work:
            work.mall.save(replace(work.mall.get(), name="Nama Baru"))
        return write(*by, **why)

    monkeypatch.setattr(store, "write", write_after_another)
    assert head.post(address, data={"service": "legalisir", "pace": "1,10"}).status_code == 409
    assert mall_of(app).name == "Nama Baru"
    assert mall_of(app).skills == skills


def test_the_last_administrator_stays_in(signed_in) -> None:
    """Others are kept out at once, their sessions end."""
    admin, manager = signed_in("admin"), signed_in("rina")
    admin.post("/users/rina/disable")
    assert manager.get("/jobs").status_code == 302
    admin.post("/users/admin/disable")
    assert admin.get("/users").status_code == 200
    twice = {"name": "rina", "full_name": "Rina", "role": "viewer", "agency": ""}
    assert admin.post("/users", data=twice).status_code == 422
    assert admin.post("/users", data={**twice, "name": "x", "role": "agency_head"}).status_code == 422


def alone_in(mall: Mall) -> set[tuple[str, str]]:
    """Services that one officer alone can serve, with his name, over all groups."""
    return {told for group in make_groups(mall, mall, MONDAY) for told in group.alone}


def test_who_alone_can_serve_is_counted_over_the_whole_mall() -> None:
    """Legal copies can be served by Rina and by pooled Joko: nobody is alone, though she is alone in her agency."""
    assert alone_in(a_mall()) == set()


def test_who_alone_can_serve_something_at_a_desk_of_several_is_named() -> None:
    """Of three at the desk only Budi keeps KTP; where one officer is the whole desk nothing is told."""
    mall = a_mall()
    kept = tuple(s for s in mall.skills if (s.service, s.officer) not in {("ktp", "sari"), ("ktp", "rina")})
    kept = tuple(s for s in kept if (s.service, s.officer) != ("legalisir", "joko"))
    names = {service.id: service.name for service in mall.services}
    assert alone_in(replace(mall, skills=kept)) == {(names["ktp"], "Budi")}


def test_counter_minutes_are_those_of_the_roster() -> None:
    """Duty minutes times the mall's counter share, as the roster by officer holds them against; not the duty itself."""
    mall = a_mall()
    share = mall.assumptions.counter_share
    rows = [row for group in make_groups(mall, mall, MONDAY) for row in group.rows]
    assert {row.minutes for row in rows} == {round(2250 * share)}
    own = replace(mall, officers=tuple(replace(o, counter_minutes_week=900) for o in mall.officers))
    assert {row.minutes for group in make_groups(own, own, MONDAY) for row in group.rows} == {900}


def test_users_are_listed_with_the_names_of_their_agencies(signed_in) -> None:
    """Not with the ids that files use."""
    rows = text_of(signed_in("admin"), "/users").split("<tbody>")[1].split("</tbody>")[0]
    assert "<td>Disdukcapil</td>" in rows
    assert "<td>disdukcapil</td>" not in rows
