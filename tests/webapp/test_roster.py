"""Editing a roster: cost before saving, undo, two editors, publishing, an agency's word."""

import re
from dataclasses import replace

import pytest

from planner.domain.staff import Leave
from planner.planning.stored import AuditFilter, PlanState
from tests.builders import MONDAY, a_plan
from tests.webapp.conftest import ADMIN, WEEK, text_of
from webapp.plans import narrowed

AT = "adminduk~2026-02-02~pagi~"


def store_of(app):
    return app.extensions["loketplan"].store


def newest(app):
    with store_of(app).read() as work:
        return work.plans.find_draft(WEEK)


def posted(app, desk: str = "adminduk", day: str = "2026-02-02", session: str = "pagi"):
    """Who sits at the desk then, with the counter."""
    with store_of(app).read() as work:
        plan = work.plans.get(work.plans.find_draft(WEEK).id)
    return {p.officer: p for p in plan.postings if (p.desk, p.day.isoformat(), p.session) == (desk, day, session)}


def a_wish(app, kind: str, sits: str, **more: str) -> dict[str, str]:
    """A change of one who sits at `adminduk` on Monday morning."""
    counter = posted(app)[sits].counter or ""
    return {"kind": kind, "at": AT + counter, "based_on": newest(app).id, "sits": sits, **more}


@pytest.fixture
def somebody(app) -> str:
    """An officer at `adminduk` on Monday morning."""
    return sorted(posted(app))[0]


def test_a_change_shows_its_cost_and_keeps_nothing(app, manager, somebody: str) -> None:
    """Clearing a counter serves fewer; the draft is the same afterwards."""
    before = newest(app).id
    answer = manager.post("/roster/2026-W06/preview", data=a_wish(app, "clear", somebody))
    html = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "Dampak perubahan" in html
    assert "Simpan perubahan" in html
    assert newest(app).id == before


def test_a_saved_change_is_a_new_version_and_undo_brings_the_old_one_back(app, manager, somebody: str) -> None:
    """Undo twice does not turn in circles: the second time there is nothing before it."""
    first = newest(app)
    answer = manager.post("/roster/2026-W06/save", data=a_wish(app, "clear", somebody))
    assert answer.status_code == 303
    assert newest(app).based_on == first.id
    assert somebody not in posted(app)
    manager.post("/roster/2026-W06/undo")
    assert somebody in posted(app)
    assert newest(app).content_hash == first.content_hash
    version = newest(app).version
    manager.post("/roster/2026-W06/undo")
    assert newest(app).version == version


def test_two_editors_never_overwrite_each_other_silently(app, manager, somebody: str) -> None:
    """The second one looked at a version that is no longer the newest: 409, and nothing is kept."""
    wish = a_wish(app, "pin", somebody)
    assert manager.post("/roster/2026-W06/save", data=wish).status_code == 303
    version = newest(app).version
    answer = manager.post("/roster/2026-W06/save", data={**wish, "kind": "clear"})
    assert answer.status_code == 409
    assert "Jadwal ini diubah" in answer.get_data(as_text=True)
    assert newest(app).version == version


def test_a_change_against_a_rule_is_refused_with_the_rules_sentence(app, manager, somebody: str) -> None:
    """Dewi of Samsat has no skill for adminduk."""
    wish = a_wish(app, "replace", somebody, officer="dewi")
    for address in ("preview", "save"):
        answer = manager.post(f"/roster/2026-W06/{address}", data=wish)
        html = answer.get_data(as_text=True)
        assert answer.status_code == 422
        assert "tidak punya keahlian" in html
        assert "Dewi" in html
        assert "Simpan perubahan" not in html


def test_pinning_changes_nothing_but_the_pin(app, manager, somebody: str) -> None:
    """The quotas are the same, the posting is pinned, and it can be let go."""
    manager.post("/roster/2026-W06/save", data=a_wish(app, "pin", somebody))
    assert posted(app)[somebody].pinned
    manager.post("/roster/2026-W06/save", data=a_wish(app, "unpin", somebody))
    assert not posted(app)[somebody].pinned


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"kind": "terbang"}, 400),
        ({"at": "adminduk~bukan-tanggal~pagi"}, 404),
        ({"kind": "clear", "sits": ""}, 422),
        ({"kind": "replace", "officer": "tidak-ada"}, 404),
        ({"based_on": ""}, 409),
    ],
    ids=["kind", "day", "nobody", "unknown officer", "no version"],
)
def test_bad_fields_are_refused_and_nothing_is_kept(app, manager, somebody: str, change, status: int) -> None:
    """Each with its own status, none with a fault of ours."""
    before = newest(app).id
    answer = manager.post("/roster/2026-W06/save", data={**a_wish(app, "clear", somebody), **change})
    assert answer.status_code == status
    assert newest(app).id == before


def test_publishing_needs_a_reason_and_the_tick_and_then_holds(app, manager) -> None:
    """The old published plan is superseded, and the notice names the new one at once."""
    draft = newest(app)
    page = manager.get("/roster/2026-W06/publish").get_data(as_text=True)
    bad = manager.post("/roster/2026-W06/publish", data={"based_on": draft.id})
    assert bad.status_code == 422
    data = {"based_on": draft.id, "reason": "jadwal rutin", "seen": "1"}
    assert "Alasan" in page
    assert manager.post("/roster/2026-W06/publish", data=data).status_code == 303
    with store_of(app).read() as work:
        assert work.plans.find_published(WEEK).id == draft.id
        states = [entry.state for entry in work.plans.entries(WEEK)]
        reasons = [entry.reason for entry in work.audit.entries(AuditFilter(action="plan.published"), limit=1)]
    assert states.count(PlanState.PUBLISHED) == 1
    assert reasons == ["jadwal rutin"]
    assert manager.get("/notice.json").get_json()["plan"] == draft.id


def test_publishing_what_somebody_changed_since_is_a_conflict(app, manager, somebody: str) -> None:
    """The review was of the version before."""
    seen = newest(app).id
    manager.post("/roster/2026-W06/save", data=a_wish(app, "pin", somebody))
    answer = manager.post("/roster/2026-W06/publish", data={"based_on": seen, "reason": "rutin", "seen": "1"})
    assert answer.status_code == 409


def test_an_agency_confirms_or_refuses_its_own_proposal_only(app, signed_in) -> None:
    """Samsat decides itself; a refusal needs a reason; the head of Disdukcapil cannot answer for it."""
    own, other = signed_in("kepala2"), signed_in("kepala")
    address = "/roster/2026-W06/answer/samsat"
    assert other.post(address, data={"kind": "confirmed"}).status_code == 404
    own.post(address, data={"kind": "refused"})
    with store_of(app).read() as work:
        assert not work.floor.answers(WEEK)
    own.post(address, data={"kind": "refused", "reason": "Dewi rapat"})
    own.post(address, data={"kind": "confirmed"})
    with store_of(app).read() as work:
        assert [(a.agency, a.kind.value) for a in work.floor.answers(WEEK)] == [("samsat", "confirmed")]
    assert "disetujui" in own.get("/roster/2026-W06/").get_data(as_text=True).lower()


def test_asking_for_a_plan_twice_is_one_job(app, manager) -> None:
    """The second request leads to the same job."""
    places = {manager.post("/week/2026-W06/plan").headers["Location"] for _ in range(2)}
    assert len(places) == 1
    assert len(store_of(app).jobs.entries()) == 1


def test_a_cell_offers_who_can_and_says_what_stops_the_others(manager, app, somebody: str) -> None:
    """The fragment is the same part without its frame."""
    counter = posted(app)[somebody].counter or ""
    page = manager.get(f"/roster/2026-W06/cell?at={AT}{counter}").get_data(as_text=True)
    part = manager.get(f"/roster/2026-W06/cell?at={AT}{counter}", headers={"X-Fragment": "1"}).get_data(as_text=True)
    assert "Siapa yang bisa menggantikan" in page
    assert "<html" not in part
    assert re.search(r"<div data-part>", part)


def test_the_workbook_and_the_json_are_of_the_shown_plan(manager) -> None:
    """A zip file, and postings by name with whole ISO dates."""
    assert manager.get("/roster/2026-W06/roster.xlsx").data[:2] == b"PK"
    body = manager.get("/roster/2026-W06/roster.json").get_json()
    assert {"officer", "date", "session", "desk", "counter"} <= body["postings"][0].keys()
    assert manager.get("/roster/2026-W06/plan.json").get_json()["format"] == "loketplan-plan/1"


def a_drop(app, source: str, target: str) -> dict[str, str]:
    """What the script sends when a name is dropped."""
    return {"kind": "drop", "from": source, "at": target, "based_on": newest(app).id}


def saved(manager, drop: dict[str, str]) -> None:
    """The effect is asked for, and the form it answers with is sent."""
    html = manager.post("/roster/2026-W06/preview", data=drop).get_data(as_text=True)
    form = re.search(r'<form method="post" action="[^"]*/save".*?</form>', html, re.S)
    assert form, html
    wish = dict(re.findall(r'name="(kind|at|from|based_on|officer|sits)" value="([^"]*)"', form[0]))
    assert manager.post("/roster/2026-W06/save", data=wish).status_code == 303


def test_an_officer_dropped_on_another_changes_places_with_him_even_across_days(app, manager) -> None:
    """Sari works on Monday and Budi on Tuesday morning; after it she sits at his place and he at hers."""
    manager.post("/roster/2026-W06/save", data=a_wish(app, "clear", "budi"))
    tuesday = {**a_wish(app, "pin", "sari"), "kind": "clear", "at": "adminduk~2026-02-03~pagi~A1"}
    manager.post("/roster/2026-W06/save", data=tuesday)
    saved(manager, a_drop(app, AT + "A1", "adminduk~2026-02-03~pagi~A2"))
    assert {o: p.counter for o, p in posted(app).items()} == {"budi": "A1"}
    assert {o: p.counter for o, p in posted(app, day="2026-02-03").items()} == {"sari": "A2"}


def test_nobody_leaves_a_seat_unseen(app, manager) -> None:
    """Sari works on Tuesday morning already: her seat there would stand empty, so that comes first. Nothing is kept."""
    before = newest(app).id
    for address in ("preview", "save"):
        drop = a_drop(app, AT + "A1", "adminduk~2026-02-03~pagi~A2")
        answer = manager.post(f"/roster/2026-W06/{address}", data=drop)
        assert answer.status_code == 422
        assert "Sari sudah bertugas pada sesi itu" in answer.get_data(as_text=True)
    assert newest(app).id == before


def test_a_seat_dropped_on_a_free_officer_is_handed_over(app, manager) -> None:
    """By officer: Budi is free on Monday morning after clearing, and gets Sari's seat."""
    manager.post("/roster/2026-W06/save", data=a_wish(app, "clear", "budi"))
    saved(manager, a_drop(app, AT + "A1", "~2026-02-02~pagi~~budi"))
    assert {o: p.counter for o, p in posted(app).items()} == {"budi": "A1"}


def test_an_officers_seat_moves_within_his_week_to_a_counter_that_is_free_then(app, manager) -> None:
    """Sari's A1 of Monday on her own free Tuesday morning, where Budi has taken A1: she gets A2."""
    manager.post("/roster/2026-W06/save", data={**a_wish(app, "clear", "sari"), "at": "adminduk~2026-02-03~pagi~A1"})
    saved(manager, a_drop(app, "adminduk~2026-02-03~pagi~A2", "adminduk~2026-02-03~pagi~A1"))
    saved(manager, a_drop(app, AT + "A1", "~2026-02-03~pagi~~sari"))
    assert {o: p.counter for o, p in posted(app, day="2026-02-03").items()} == {"budi": "A1", "sari": "A2"}
    assert "sari" not in posted(app)


def test_nobody_can_be_dragged_from_an_empty_seat(app, manager) -> None:
    """422, and a target that names no cell is not found."""
    assert manager.post("/roster/2026-W06/preview", data=a_drop(app, AT + "B7", AT + "A1")).status_code == 422
    assert manager.post("/roster/2026-W06/preview", data=a_drop(app, AT + "A1", "kosong")).status_code == 404
    assert manager.post("/roster/2026-W06/preview", data={**a_drop(app, "", AT), "kind": "move"}).status_code == 400


def test_reach_names_what_stops_an_officer(manager) -> None:
    """Sari: no skill for legalisir, not of Samsat; her own desk is open to her."""
    found = manager.get(f"/roster/2026-W06/reach.json?at={AT}A1").get_json()
    assert found["officer"] == "Sari"
    assert set(found["desks"]) == {"legalisir", "pajak"}
    assert "keahlian" in found["desks"]["legalisir"]
    assert manager.get(f"/roster/2026-W06/reach.json?at={AT}B9").get_json()["desks"] == {}


def test_candidates_are_ranked_by_what_they_bring(manager) -> None:
    """Rina could take over from Sari, and with the list stands what it does."""
    html = manager.get(f"/roster/2026-W06/candidates?at={AT}A1").get_data(as_text=True)
    assert "Rina" in html
    assert "terlayani" in html


def test_a_conflict_names_who_when_and_what_and_carries_the_wish_over(app, manager, signed_in, somebody: str) -> None:
    """The administrator saved meanwhile; checking again starts from his version."""
    wish = a_wish(app, "clear", somebody)
    signed_in("admin").post("/roster/2026-W06/save", data=a_wish(app, "pin", somebody))
    answer = manager.post("/roster/2026-W06/save", data=wish)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Jadwal ini diubah Admin Sistem baru saja." in html
    assert f"plan={newest(app).id}&amp;since={wish['based_on']}" in html
    assert f'name="based_on" value="{newest(app).id}"' in html
    again = manager.post("/roster/2026-W06/save", data={**wish, "based_on": newest(app).id})
    assert again.status_code == 303


def test_a_saved_plan_is_kept_as_it_would_be_read_again(app, manager, somebody: str) -> None:
    """The process remembers what it stored; the store gives the same."""
    manager.post("/roster/2026-W06/save", data=a_wish(app, "clear", somebody))
    kept = app.extensions["loketplan"].shelf
    with store_of(app).read() as work:
        assert kept.plan(work, newest(app).id) == work.plans.get(newest(app).id)


def test_publishing_names_the_agencies_that_have_not_answered(manager) -> None:
    """Samsat decides itself and has said nothing; once it has, nothing is told."""
    assert "Usulan yang belum dijawab" in text_of(manager, f"/roster/{WEEK}/publish")
    manager.post(f"/roster/{WEEK}/answer/samsat", data={"kind": "confirmed"})
    assert "Usulan yang belum dijawab" not in text_of(manager, f"/roster/{WEEK}/publish")


def test_a_roster_is_planned_again_from_its_own_page(manager, signed_in) -> None:
    """Who may plan finds the button; who may only read does not."""
    assert "Susun ulang" in text_of(manager, f"/roster/{WEEK}/")
    assert "Susun ulang" not in text_of(signed_in("tamu"), f"/roster/{WEEK}/")


def test_a_seat_that_was_emptied_says_who_has_it_in_what_is_published(app, manager, somebody: str) -> None:
    """The draft differs from the published plan there: marked as changed, with the name, so that it is no mere `+`."""
    name = newest_officer_name(app, somebody)
    before = text_of(manager, f"/roster/{WEEK}/").count(f"semula {name}")
    manager.post(f"/roster/{WEEK}/save", data=a_wish(app, "clear", somebody))
    assert text_of(manager, f"/roster/{WEEK}/").count(f"semula {name}") == before + 1


def newest_officer_name(app, officer: str) -> str:
    """The officer's name in the mall."""
    with store_of(app).read() as work:
        return work.mall.get().get_officer(officer).name


def test_an_absence_noted_after_planning_is_seen_in_the_roster(app, manager, somebody: str) -> None:
    """Saved and left for later: the posted officer's cell is hatched and says that he is not available."""
    assert "<small>tidak tersedia" not in text_of(manager, f"/roster/{WEEK}/")
    with store_of(app).write(ADMIN, "test") as work:
        mall = work.mall.get()
        leave = Leave(officer=somebody, first_day=MONDAY, last_day=MONDAY)
        work.mall.save(replace(mall, leave=(*mall.leave, leave)), based_on=work.mall.version())
    page = text_of(manager, f"/roster/{WEEK}/")
    assert re.search(r'<td class="away[^"]*">\s*<a href="cell[^>]*>[^<]+</a>\s*<small>tidak tersedia', page)


def test_a_plan_narrowed_to_an_agency_names_the_pooled_officers_who_sit_there() -> None:
    """Joko sits at a desk of Disdukcapil: he is named in its plan; other agencies' own people are not."""
    plan = a_plan()
    first = next(p for p in plan.postings if p.desk == "adminduk")
    plan = replace(plan, postings=(replace(first, officer="joko"), *plan.postings))
    assert {"joko", "sari"} <= {o.id for o in narrowed(plan, "disdukcapil").input.mall.officers}
    others = {o.id for o in narrowed(plan, "samsat").input.mall.officers}
    assert "dewi" in others
    assert not {"sari", "budi"} & others


def test_who_published_goes_by_his_full_name(manager) -> None:
    """The account is `rina`; a plan that a command made keeps the name it was given."""
    manager.post(f"/roster/{WEEK}/publish", data={"reason": "rutin", "seen": "1", "based_on": based_on_of(manager)})
    page = text_of(manager, f"/roster/{WEEK}/")
    assert "oleh Rina Manajer" in page
    assert "oleh rina" not in page


def based_on_of(manager) -> str:
    """The draft that the publishing page is about."""
    return re.search(r'name="based_on" value="([^"]+)"', text_of(manager, f"/roster/{WEEK}/publish"))[1]
