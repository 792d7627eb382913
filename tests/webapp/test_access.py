"""The access matrix, walked: every route, every role, one's own things, another agency's, and things that are not."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest
from flask import Flask, url_for

from planner import bootstrap
from planner.domain.periods import Week
from planner.planning.stored import Role
from tests.webapp.conftest import NAME_OF_ROLE, sign_in
from webapp import create_app
from webapp.access import COLUMNS, MATRIX, Access, Reach, Resource, access_of, reach_of
from webapp.config import WebSettings

# What stands for the parts of addresses: of disdukcapil, of samsat, and of nobody.
THINGS = {
    "own": {"desk": "adminduk", "officer": "sari", "agency": "disdukcapil"},
    "other": {"desk": "pajak", "officer": "dewi", "agency": "samsat"},
    "none": {"desk": "tidak-ada", "officer": "tidak-ada", "agency": "tidak-ada"},
}
PARTS = {
    "week": "2026-W06",
    "day": "2026-02-02",
    "window": "pagi",
    "code": "en",
    "job": "1",
    "number": "999",
    "token": "0" * 32,
    "ready": "sick",
    "name": "tamu",
    "what": "enable",
    "service": "tidak-ada",
    "kind": "friday",
    "counter": "tidak-ada",
    "filename": "favicon.svg",
}
REFUSED = {401, 403, 302}


def routes(app: Flask) -> Iterator[tuple[str, str, str, frozenset[str]]]:
    """Endpoint, method, address template and its parts, of every route."""
    for rule in app.url_map.iter_rules():
        for method in sorted(rule.methods & {"GET", "POST"}):
            yield rule.endpoint, method, rule.rule, frozenset(rule.arguments)


def address_of(app: Flask, endpoint: str, arguments: frozenset[str], kind: str) -> str:
    """The address with parts that stand for one's own, another's or no thing."""
    values = {name: THINGS[kind].get(name) or PARTS[name] for name in arguments}
    with app.test_request_context():
        return url_for(endpoint, **{n: _typed(n, v) for n, v in values.items()})


def _typed(name: str, value: str) -> object:
    if name == "week":
        return Week.parse(value)
    if name == "day":
        return date.fromisoformat(value)
    return int(value) if name in ("job", "number") else value


def test_every_route_names_what_it_needs(app) -> None:
    """The application does not start otherwise; this says which route it is."""
    assert all(access_of(app, endpoint) for endpoint, *_ in routes(app))


def test_every_row_of_the_matrix_has_all_columns_and_is_used(app) -> None:
    """A row nobody uses is a rule nobody keeps."""
    used = {(a.resource, a.action) for endpoint, *_ in routes(app) if (a := access_of(app, endpoint))}
    assert all(len(row) == len(COLUMNS) for row in MATRIX.values())
    assert set(MATRIX) - used == set()


def _expected(needed: Access, role: Role | None, names_a_thing: bool, kind: str) -> set[int] | None:
    """Statuses that may come: refused, not found, or (None) anything that is no refusal and no fault of ours."""
    reach = reach_of(role, needed)
    if reach is Reach.NONE:
        return REFUSED
    if names_a_thing and (kind == "none" or (kind == "other" and reach is Reach.OWN)):
        return {404}
    return None


def walked(app: Flask, role: Role | None) -> Iterator[tuple[str, int, set[int] | None]]:
    """Every route as somebody of that role, with each kind of thing."""
    client = sign_in(app, NAME_OF_ROLE[role]) if role else app.test_client()
    for endpoint, method, rule, arguments in routes(app):
        needed = access_of(app, endpoint)
        assert needed is not None
        if endpoint in ("account.sign_out", "static"):
            continue
        named = bool(arguments & {"desk", "officer", "agency"})
        for kind in THINGS if named else ("own",):
            answer = client.open(address_of(app, endpoint, arguments, kind), method=method)
            yield f"{method} {rule} ({kind})", answer.status_code, _expected(needed, role, named, kind)


@pytest.mark.parametrize("role", COLUMNS, ids=str)
def test_routes_answer_as_the_matrix_says(app, role: Role | None) -> None:
    """A refusal is 401, 403 or the way to sign in; another agency's thing is answered like one that does not exist."""
    wrong, count = [], 0
    for route, status, expected in walked(app, role):
        count += 1
        allowed_badly = expected is None and (status in (401, 403) or status >= 500)
        refused_badly = expected is not None and status not in expected
        if allowed_badly or refused_badly:
            wrong.append(f"{route}: {status}, expected {sorted(expected) if expected else 'no refusal'}")
    assert not wrong, "\n".join(wrong)
    assert count > 90


def test_another_agencys_thing_is_answered_exactly_as_none(signed_in) -> None:
    """The bodies are equal too, so that nobody learns what exists."""
    head = signed_in("kepala")
    for template in ("/forecast/{desk}", "/officers/{officer}", "/roster/2026-W06/text/{agency}"):
        bodies = set()
        for kind in ("other", "none"):
            address = template.format(**THINGS[kind])
            html = head.get(address).get_data(as_text=True)
            bodies.add(re.sub(r'value="[^"]*"', "", html.replace(address, "")))
        assert len(bodies) == 1, template


def test_an_agency_head_sees_only_his_own_in_lists(signed_in) -> None:
    """Dewi and her desk belong to Samsat: the head of Disdukcapil finds neither in any list."""
    head = signed_in("kepala")
    for address in (
        "/",
        "/roster/2026-W06/",
        "/roster/2026-W06/?view=officer",
        "/roster/2026-W06/?view=day",
        "/roster/2026-W06/?agency=samsat",
        "/roster/2026-W06/roster.json",
        "/roster/2026-W06/print",
        "/quota/2026-W06",
        "/forecast",
        "/holiday",
        "/review",
        "/review/2026-W06",
        "/staffing-case",
        "/officers",
        "/leave",
        "/leave/new",
        "/today",
    ):
        html = head.get(address).get_data(as_text=True)
        assert "Dewi" not in html, address
        assert "pajak" not in html.lower(), address


def test_a_viewer_sees_the_published_roster_only(signed_in) -> None:
    """The week after has no published plan: the viewer is told so, and gets no draft."""
    viewer = signed_in("tamu")
    page = viewer.get("/roster/2026-W06/").get_data(as_text=True)
    assert "Terbit" in page
    assert "Draf versi" not in page
    assert viewer.get("/roster/2026-W06/plan.json").status_code == 403


def test_the_manager_alone_is_signed_in_only_on_this_machine(folder) -> None:
    """Without a user; not through a proxy, not from elsewhere, not under a foreign name, and never once one exists."""
    empty = folder.parent / "empty"
    store = bootstrap.open_store(empty)
    try:
        client = create_app(WebSettings(data=empty, single_user=True), store).test_client()
        assert client.get("/", base_url="http://127.0.0.1").status_code == 200
        assert client.get("/", base_url="http://127.0.0.1", headers={"X-Forwarded-For": "1.2.3.4"}).status_code == 302
        far = {"REMOTE_ADDR": "10.0.0.9"}
        assert client.get("/", base_url="http://127.0.0.1", environ_overrides=far).status_code == 302
        assert client.get("/", base_url="http://jahat.example").status_code == 400
    finally:
        store.close()
    store = bootstrap.open_store(folder)
    try:
        client = create_app(WebSettings(data=folder, single_user=True), store).test_client()
        assert client.get("/", base_url="http://127.0.0.1").status_code == 302
    finally:
        store.close()


def test_the_manager_alone_sets_promise_and_skills_but_makes_no_users(folder) -> None:
    """Nobody else is there to do it; an account is made by command, and takes both from whoever is no administrator."""
    with closing(sqlite3.connect(folder / "loketplan.db")) as database, database:
        database.execute("DELETE FROM users")
    store = bootstrap.open_store(folder)
    try:
        app = create_app(WebSettings(data=folder, single_user=True), store)
        alone = app.test_client()
        here = {"base_url": "http://127.0.0.1"}
        assert alone.get("/settings", **here).status_code == 200
        assert alone.get("/settings/rules", **here).status_code == 200
        assert "/settings/hours" in alone.get("/calendar", **here).get_data(as_text=True)
        assert "/users" not in alone.get("/settings", **here).get_data(as_text=True)
        assert "Tambah keahlian" in alone.get("/officers/sari", **here).get_data(as_text=True)
        assert alone.get("/users", **here).status_code == 403
        assert alone.get("/audit", **here).status_code == 200
    finally:
        store.close()


def test_a_manager_beside_others_sets_neither_promise_nor_skills(manager) -> None:
    """The negative control."""
    assert manager.get("/settings").status_code == 403
    assert "Tambah keahlian" not in manager.get("/officers/sari").get_data(as_text=True)


def test_health_needs_nobody(client) -> None:
    """Liveness and readiness answer without a session."""
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 200
    assert Resource.PUBLIC in {resource for resource, _ in MATRIX}
