"""The API of queue systems: keys, the same rights as people's, and bodies read strictly."""

import inspect
import json
import re
from calendar import monthrange
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.cli import main
from planner.domain.errors import Conflict, InvalidValue, NotFound
from planner.planning.stored import ApiKey, AuditFilter, Role
from tests.webapp.conftest import ADMIN, store_of
from webapp.machine.body import DAY as DAY_TAKEN
from webapp.machine.keys import PER_MINUTE, WRONG_PER_MINUTE, Pace
from webapp.machine.openapi import make_specification

DAY = date(2026, 2, 3)
GOOD = {"desk": "adminduk", "date": "2026-02-03", "window": "pagi", "tickets": 12}


def make_key(app, role: Role = Role.MANAGER, agency: str | None = None, name: str = "antrean") -> str:
    with store_of(app).write(ADMIN, "test") as work:
        return work.users.add_key(ApiKey(name=name, role=role, agency=agency))


def machine(app, secret: str):
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    return client


@pytest.fixture
def queue_system(app):
    """A machine with a manager's rights; forgery tokens are asked for, as in earnest."""
    app.config.update(WTF_CSRF_ENABLED=True)
    return machine(app, make_key(app))


def issued(app) -> list[tuple[str, str, int]]:
    with store_of(app).read() as work:
        return [(i.desk, i.window, i.tickets) for i in work.floor.issued(DAY, DAY)]


def test_tickets_posted_stand_on_notice_today_and_in_the_log(app, queue_system) -> None:
    """Without a forgery token, which no machine has; the answer says how many are left."""
    answer = queue_system.post("/api/issued", json=GOOD)
    assert answer.status_code == 200
    body = answer.get_json()
    assert body == {"tickets": body["left"] + 12, "issued": 12, "left": body["left"], "above": False}
    assert issued(app) == [("adminduk", "pagi", 12)]
    with store_of(app).read() as work:
        (row,) = work.audit.entries(AuditFilter(action="tickets.issued"))
    assert (row.by, row.reason) == ("key:antrean", "api")
    notice = queue_system.get("/api/notice").get_json()
    desk = next(d for d in notice["desks"] if d["id"] == "adminduk")
    day = next(d for d in desk["days"] if d["date"] == "2026-02-03")
    assert [w["issued"] for w in day["windows"] if w["id"] == "pagi"] == [12]


def test_more_than_the_quota_is_noted_and_said(queue_system) -> None:
    """What happened happened; the queue system is told."""
    assert queue_system.post("/api/issued", json={**GOOD, "tickets": 1999}).get_json()["above"] is True


def test_a_person_without_forgery_token_posts_nothing(app, signed_in) -> None:
    """The negative control: the same body from a browser's session is refused."""
    rina = signed_in("rina")
    app.config.update(WTF_CSRF_ENABLED=True)
    assert rina.post("/api/issued", json=GOOD).status_code == 400
    assert issued(app) == []


@pytest.mark.parametrize("secret", ["", "lkt_wrong", "x" * 500], ids=["none", "wrong", "long"])
def test_a_wrong_key_is_nobody(app, secret: str) -> None:
    client = machine(app, secret)
    answer = client.post("/api/issued", json=GOOD)
    assert (answer.status_code, answer.headers["Content-Type"]) == (401, "application/problem+json")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert client.get("/api/plan/2026-W06").status_code == 401
    assert client.get("/api/notice").status_code == 200


def test_a_revoked_key_ends_at_once(app, queue_system) -> None:
    assert queue_system.get("/api/plan/2026-W06").status_code == 200
    with store_of(app).write(ADMIN, "test") as work:
        work.users.revoke_key("antrean")
    assert queue_system.get("/api/plan/2026-W06").status_code == 401


def test_a_key_opens_no_page_for_people(queue_system) -> None:
    """Only /api: a leaked key of a queue system publishes nothing."""
    assert queue_system.get("/settings").status_code in (302, 401)
    assert queue_system.post("/today/issued", data={}).status_code in (302, 400, 401)


def test_a_key_of_an_agency_reaches_its_own_only(app) -> None:
    """Another agency's desk is answered as one that does not exist."""
    head = machine(app, make_key(app, Role.AGENCY_HEAD, "disdukcapil"))
    assert head.post("/api/issued", json=GOOD).status_code == 200
    other, none = (head.post("/api/issued", json={**GOOD, "desk": desk}) for desk in ("pajak", "tidak-ada"))
    assert (other.status_code, other.data) == (none.status_code, none.data) == (404, none.data)
    text = head.get("/api/plan/2026-W06").get_data(as_text=True) + head.get("/api/roster/2026-W06").get_data(
        as_text=True
    )
    assert "adminduk" in text
    assert "pajak" not in text
    assert "dewi" not in text.lower()


def test_a_viewers_key_reads_and_writes_nothing(app) -> None:
    viewer = machine(app, make_key(app, Role.VIEWER))
    assert viewer.get("/api/roster/2026-W06").status_code == 200
    assert viewer.post("/api/issued", json=GOOD).status_code == 403


def test_machines_read_what_is_published(queue_system) -> None:
    """The second version is a draft; no leave and no forecast go out."""
    body = queue_system.get("/api/plan/2026-W06").get_json()
    assert (body["plan"], body["state"]) == ("2026-W06-v1", "published")
    assert not body.keys() & {"input", "forecast", "proofs"}
    assert {"passport", "postings", "quotas", "stages", "shortfalls", "overrides"} <= body.keys()
    assert queue_system.get("/api/plan/2026-W07").status_code == 404


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({**GOOD, "tickets": "12"}, 422, "tickets"),
        ({**GOOD, "tickets": True}, 422, "tickets"),
        ({**GOOD, "tickets": 12.5}, 422, "tickets"),
        ({**GOOD, "tickets": 1e300}, 422, "tickets"),
        ({**GOOD, "tickets": -1}, 422, "tickets"),
        ({**GOOD, "tickets": 2001}, 422, "tickets"),
        ({**GOOD, "date": "03/02/2026"}, 422, "date"),
        ({**GOOD, "date": "2026-02-30"}, 422, "date"),
        ({**GOOD, "date": "2026-W06-2"}, 422, "date"),
        ({**GOOD, "date": "2026-02-03\n"}, 422, "date"),
        ({**GOOD, "date": "0001-01-01"}, 422, "date"),
        ({**GOOD, "at": "2026-02-03T09:00"}, 422, "at"),
        ({**GOOD, "at": "20260203T0900+07"}, 422, "at"),
        ({**GOOD, "at": "2026-02-30T09:00:00+07:00"}, 422, "at"),
        ({**GOOD, "at": "0001-01-01T00:00+14:00"}, 422, "at"),
        ({**GOOD, "desk": None}, 422, "desk"),
        ({**GOOD, "desk": ["adminduk"]}, 422, "desk"),
        ({**GOOD, "window": ""}, 422, "window"),
        ({**GOOD, "window": "\ud800"}, 404, "window"),
        ({**GOOD, "window": "x" * 81}, 422, "window"),
        ({**GOOD, "window": "malam"}, 404, "window"),
        ({**GOOD, "role": "admin"}, 422, "role"),
        ({**GOOD, "agency_id": "samsat"}, 422, "agency_id"),
        ({k: v for k, v in GOOD.items() if k != "desk"}, 422, "desk"),
        ([GOOD], 422, "body"),
        ("x", 422, "body"),
    ],
    ids=repr,
)
def test_a_bad_field_is_named(app, queue_system, body, status: int, field: str) -> None:
    answer = queue_system.post("/api/issued", data=json.dumps(body), content_type="application/json")
    problem = answer.get_json()
    assert (answer.status_code, problem["field"]) == (status, field)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert problem.keys() == {"status", "code", "title", "field"}
    assert issued(app) == []


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        ('{"desk": "adminduk", "desk": "pajak"}', "application/json", 422),
        ("[" * 10_000 + "]" * 10_000, "application/json", 422),
        ('{"desk":' * 10_000 + "1" + "}" * 10_000, "application/json", 422),
        ("{" + " " * 10_000_000 + "}", "application/json", 413),
        ('{"tickets": NaN}', "application/json", 422),
        ('{"desk": "a", "date": "2026-02-03", "window": "b", "tickets": 1e999}', "application/json", 422),
        ('{"tickets": ' + "9" * 5000 + "}", "application/json", 422),
        (b"\xff\xfe", "application/json", 422),
        ("", "application/json", 422),
        (json.dumps(GOOD), "text/plain", 422),
        (json.dumps(GOOD), "application/x-www-form-urlencoded", 422),
    ],
    ids=[
        "twice",
        "deep list",
        "deep object",
        "10 MB",
        "NaN",
        "endless",
        "long number",
        "bytes",
        "empty",
        "text",
        "form",
    ],
)
def test_no_body_is_a_fault_of_ours(app, queue_system, body, content_type: str, status: int) -> None:
    answer = queue_system.post("/api/issued", data=body, content_type=content_type)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    assert issued(app) == []


def test_a_whole_number_may_be_written_with_a_point(app, queue_system) -> None:
    """JSON has one kind of number, and JSON Schema calls 12.0 an integer: queue systems without integers send it."""
    assert queue_system.post("/api/issued", json={**GOOD, "tickets": 12.0}).get_json()["issued"] == 12
    assert issued(app) == [("adminduk", "pagi", 12)]


@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2000, 2, 29), date(2096, 2, 29), date(2100, 12, 31)])
def test_days_taken_are_those_of_2000_to_2100(day: date) -> None:
    """The pattern of the document and of the reader, against the calendar: each day, and each that is none."""
    assert bool(re.fullmatch(DAY_TAKEN, str(day))) == (2000 <= day.year <= 2100)
    for number in range(1, 13):
        for last in (28, 29, 30, 31):
            text = f"{day.year}-{number:02d}-{last:02d}"
            exists = last <= monthrange(day.year, number)[1] and 2000 <= day.year <= 2100
            assert bool(re.fullmatch(DAY_TAKEN, text)) == exists, text


def test_every_fault_has_one_shape(queue_system) -> None:
    for answer in (
        queue_system.get("/api/nothing"),
        queue_system.delete("/api/issued"),
        queue_system.get("/api/issued"),
        queue_system.get("/api/plan//2026-W06"),
        queue_system.get("/api/plan/٢٠٢٦-W06"),
    ):
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.get_json().keys() == {"status", "code", "title"}


def test_a_host_that_is_not_ours_is_told_in_the_same_shape(app, client) -> None:
    app.config["TRUSTED_HOSTS"] = ["mpp.example"]
    answer = client.get("/api/notice", base_url="http://jahat.example")
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")
    assert answer.get_json()["code"] == "not_readable"


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
BODIES = ANY_JSON | st.fixed_dictionaries(
    {},
    optional={
        "desk": st.sampled_from(["adminduk", "pajak"]) | ANY_JSON,
        "date": st.dates().map(str) | ANY_JSON,
        "window": st.sampled_from(["pagi", "siang"]) | ANY_JSON,
        "tickets": st.integers(-5, 3000) | ANY_JSON,
        "at": st.datetimes().map(str) | ANY_JSON,
        "role": ANY_JSON,
    },
)


@settings(
    max_examples=300, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(body=BODIES)
def test_whatever_is_posted_is_taken_or_refused_with_a_field(fuzzing, body) -> None:
    """0 answers of 5xx; every refusal is problem JSON that names its field."""
    answer = fuzzing.post("/api/issued", data=json.dumps(body), content_type="application/json")
    assert answer.status_code in (200, 404, 422)
    if answer.status_code != 200:
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.get_json()["field"]


@pytest.fixture
def fuzzing(app, monkeypatch):
    """The machine without its pace."""
    monkeypatch.setattr(Pace, "is_full", lambda *_: False)
    return machine(app, make_key(app, name="acak"))


@settings(
    max_examples=100, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    week=st.text(max_size=12) | st.from_regex(r"[0-9]{4}-W[0-9]{2}", fullmatch=True),
    what=st.sampled_from(["plan", "roster"]),
)
def test_whatever_week_is_asked_for_is_given_or_not_there(fuzzing, week: str, what: str) -> None:
    answer = fuzzing.get(f"/api/{what}/{quote(week, safe='')}")
    assert answer.status_code in (200, 404)


def test_a_key_may_ask_so_often_a_minute(app, queue_system) -> None:
    """429 and when to come back; another key is not held up."""
    statuses = {queue_system.get("/api/roster/2026-W07").status_code for _ in range(PER_MINUTE)}
    late = queue_system.get("/api/roster/2026-W07")
    assert statuses == {404}
    assert (late.status_code, late.headers["Retry-After"]) == (429, "60")
    assert late.get_json()["code"] == "too_often"
    assert machine(app, make_key(app, name="lain")).get("/api/plan/2026-W06").status_code == 200


def test_who_tries_keys_is_slowed_down(app) -> None:
    guesser = machine(app, "lkt_guess")
    assert {guesser.get("/api/plan/2026-W06").status_code for _ in range(WRONG_PER_MINUTE)} == {401}
    assert guesser.get("/api/plan/2026-W06").status_code == 429


def test_wrong_keys_hold_up_no_right_one_of_the_same_address(app, queue_system) -> None:
    """Behind one address a stale screen must not silence the ticket machine; the stale one stays refused."""
    guesser = machine(app, "lkt_guess")
    for _ in range(WRONG_PER_MINUTE):
        guesser.get("/api/plan/2026-W06")
    assert queue_system.get("/api/plan/2026-W06").status_code == 200
    assert guesser.get("/api/plan/2026-W06").status_code == 429


def test_an_older_message_lowers_nothing_and_is_told_what_holds(app, queue_system) -> None:
    """15 were out at 08.50; the message of 08.40 with 12 comes late, by a retry."""
    late, early = "2026-02-03T08:50:00+07:00", "2026-02-03T08:40:00+07:00"
    queue_system.post("/api/issued", json={**GOOD, "tickets": 15, "at": late})
    answer = queue_system.post("/api/issued", json={**GOOD, "tickets": 12, "at": early})
    assert (answer.status_code, answer.get_json()["issued"]) == (200, 15)
    assert issued(app) == [("adminduk", "pagi", 15)]


def test_the_pace_forgets_after_a_minute() -> None:
    now = [0.0]
    pace = Pace(2, lambda: now[0])
    pace.count("a")
    pace.count("a")
    assert (pace.is_full("a"), pace.is_full("b")) == (True, False)
    now[0] = 60.0
    assert not pace.is_full("a")


def test_a_key_is_kept_as_its_hash_and_made_once(app, folder: Path) -> None:
    secret = make_key(app)
    assert re.fullmatch(r"lkt_[\w-]{43}", secret)
    assert all(secret.encode() not in file.read_bytes() for file in folder.glob("loketplan.db*"))
    with pytest.raises(Conflict):
        make_key(app)
    with store_of(app).write(ADMIN, "test") as work, pytest.raises(NotFound):
        work.users.revoke_key("tidak-ada")
    with store_of(app).read() as work:
        assert {row.action for row in work.audit.entries(AuditFilter(action="key."))} == {"key.made"}


def test_no_key_has_an_administrators_rights() -> None:
    with pytest.raises(InvalidValue, match="admin"):
        ApiKey(name="semua", role=Role.ADMIN)


def test_a_key_is_made_listed_and_revoked_by_command(tmp_path: Path) -> None:
    run = CliRunner().invoke
    data = ["--data", str(tmp_path)]
    made = run(main, ["user", "key", "antrean", "--role", "manager", *data])
    assert "key antrean made: lkt_" in made.output
    assert run(main, ["user", "revoke", "antrean", *data]).exit_code == 0
    assert "antrean: manager (revoked" in run(main, ["user", "keys", *data]).output
    assert run(main, ["user", "revoke", "antrean", *data]).exit_code != 0


def of_machines(app) -> set[str]:
    """Addresses that answer JSON: by their name, or by what their view returns; with their methods."""
    found = set()
    for rule in app.url_map.iter_rules():
        told = re.search(r"jsonify\(|application/json", inspect.getsource(app.view_functions[rule.endpoint]))
        if told or rule.rule.startswith("/api/") or rule.rule.endswith(".json"):
            path = re.sub(r"<(?:[^:>]+:)?([^>]+)>", r"{\1}", rule.rule)
            found |= {f"{method.lower()} {path}" for method in rule.methods - {"HEAD", "OPTIONS"}}
    return found


def test_the_specification_tells_every_address_that_answers_json(app, client) -> None:
    """None is left out, nothing is promised that is not there; a page's JSON is told as the API's is."""
    told = client.get("/api/openapi.json").get_json()
    assert told == make_specification("loketplan")
    addresses = {f"{method} {path}" for path, methods in told["paths"].items() for method in methods}
    assert addresses == of_machines(app)
    assert {"get /api/notice", "get /jobs/{job}.json", "get /roster/{week}/reach.json"} < addresses


def test_the_specification_is_whole(app) -> None:
    """Each name that it refers to is there, each schema is referred to, no two addresses have the same name."""
    told = make_specification("loketplan")
    names = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(told)))
    assert names == told["components"]["schemas"].keys()
    operations = [one["operationId"] for methods in told["paths"].values() for one in methods.values()]
    assert len(set(operations)) == len(operations) == len(of_machines(app))


def test_docs_name_every_address() -> None:
    """docs/api.md says for people what the specification says for programs."""
    text = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    for path in make_specification("loketplan")["paths"]:
        assert path.replace("{week}", "2026-W06").replace("{job}", "17") in text, path
