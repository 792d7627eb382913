"""Schemathesis with all its checks on, against the application as it is served: as nobody, with a key, and signed in.

It reads the OpenAPI document and makes requests that keep to it and requests that do not, from a fixed seed.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from flask import Flask, jsonify
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema
from waitress import create_server

from planner.planning.kept_scenarios import Draft, write_drafts
from planner.planning.stored import ApiKey, JobRequest, Role
from tests.webapp.conftest import ADMIN, open_session
from webapp.access import Access, Action, Resource
from webapp.machine.keys import Pace

EXAMPLES = 25
SETTINGS: dict[str, Any] = {
    "seed": 1,
    "cache": {"enabled": False},
    "request-timeout": 300,  # nothing here is about time
    "suppress-health-check": ["all"],
    "checks": {"enabled": True},
    "headers": {"Connection": "close"},  # a server ends at once when nobody is there
}
EXAMPLES_ONLY = {"phases": {name: {"enabled": False} for name in ("coverage", "fuzzing", "stateful")}}
PUBLIC = {"GET /api/notice", "GET /notice.json"}
OF_KEYS = {"GET /api/roster/{week}", "GET /api/plan/{week}"}
OF_PAGES = {
    "GET /roster/{week}/roster.json",
    "GET /roster/{week}/plan.json",
    "GET /roster/{week}/reach.json",
    "GET /jobs/{job}.json",
    "GET /whatif/compare.json",
}
SOMETHING = Draft(
    token="5d1f0c9ab37e",
    name="Sepi di Adminduk",
    rows=({"kind": "demand", "factor": [0.5, 0.5], "desk": "adminduk"},),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a run found. faults: by check and address; opened: addresses that answered 200 at least once."""

    faults: tuple[str, ...]
    opened: frozenset[str]
    requests: int


def examine(address: str, who: dict[str, Any], path: str = "", **more: Any) -> Found:
    """All that schemathesis finds at the addresses of the document, or at one of them."""
    generation = {"deterministic": True, "max-examples": EXAMPLES}
    config = SchemathesisConfig.from_dict({**SETTINGS, "generation": generation, **who, **more})
    schema = schemathesis.openapi.from_url(f"{address}/api/openapi.json", config=config)
    faults, opened, requests = [], set(), 0
    for event in from_schema(schema.include(path=path) if path else schema).execute():
        if isinstance(event, events.FatalError):
            raise event.exception
        if isinstance(event, events.NonFatalError):
            faults.append(f"error: {event.label}: {event.value!r}")
        if isinstance(event, events.ScenarioFinished):
            recorder = event.recorder
            requests += len(recorder.interactions)
            faults += [told for checks in recorder.checks.values() for check in checks if (told := told_of(check))]
            opened |= {
                recorder.cases[case].value.operation.label
                for case, one in recorder.interactions.items()
                if one.response is not None and one.response.status_code == 200
            }
    return Found(faults=tuple(faults), opened=frozenset(opened), requests=requests)


def told_of(check: Any) -> str:
    """A failed check in words, "" for one that holds."""
    info = check.failure_info
    return f"{check.name}: {info.failure.operation}: {info.failure.message}\n{info.code_sample}" if info else ""


@pytest.fixture
def site(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The application on a free port of this machine, without a pace: the address of all that the document names."""
    monkeypatch.setattr(Pace, "is_full", lambda *_: False)
    app.config.update(WTF_CSRF_ENABLED=True)
    store = app.extensions["loketplan"].store
    with store.write(ADMIN, "test") as work:
        write_drafts(work, None, [SOMETHING])
    store.jobs.ask(JobRequest(kind="plan", payload={"week": "2026-W06"}), ADMIN)
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(5)


def with_key(app: Flask, role: Role = Role.MANAGER, agency: str | None = None) -> dict[str, Any]:
    """The settings of a machine with a key."""
    with app.extensions["loketplan"].store.write(ADMIN, "test") as work:
        secret = work.users.add_key(ApiKey(name="uji", role=role, agency=agency))
    return {"auth": {"openapi": {"key": {"bearer": secret}}}}


def signed_in_as(app: Flask, name: str) -> dict[str, Any]:
    """The settings of a browser with a session."""
    return {"auth": {"openapi": {"session": {"api_key": open_session(app, name)}}}}


WHO: dict[str, tuple[Callable[[Flask], dict[str, Any]], set[str]]] = {
    "nobody": (lambda _: {}, PUBLIC),
    "key of the mall": (with_key, PUBLIC | OF_KEYS | {"POST /api/issued"}),
    "key of an agency": (
        lambda app: with_key(app, Role.AGENCY_HEAD, "disdukcapil"),
        PUBLIC | OF_KEYS | {"POST /api/issued"},
    ),
    "manager": (lambda app: signed_in_as(app, "rina"), PUBLIC | OF_KEYS | OF_PAGES),
}


@pytest.mark.slow
@pytest.mark.parametrize("who", WHO)
def test_nothing_is_found(app: Flask, site: str, who: str) -> None:
    """Every request that keeps to the document is taken, every other refused, every answer as announced; 0 of 5xx.

    And it looked behind the door: what opens for whoever asks was opened, and nothing else.
    """
    settings, opens = WHO[who]
    found = examine(site, settings(app))
    assert not found.faults, "\n\n".join(found.faults)
    assert found.opened == opens
    assert found.requests > 300


def test_the_examples_of_the_document_are_answered_as_it_says(app: Flask, site: str) -> None:
    """The short form, for whoever adds a field to an answer: records are closed, so the schema must name it too."""
    found = examine(site, signed_in_as(app, "rina"), **EXAMPLES_ONLY)
    assert not found.faults, "\n\n".join(found.faults)
    assert found.opened >= OF_KEYS | OF_PAGES


def _other_answer() -> object:
    return jsonify({"format": "loketplan-notice/1", "tickets": "dua belas"})


def _other_status() -> object:
    return jsonify({}), 418


def _fault_of_ours() -> object:
    raise RuntimeError("loket terbakar")


@pytest.mark.parametrize(
    ("view", "check"),
    [
        (_other_answer, "response_schema_conformance"),
        (_other_status, "status_code_conformance"),
        (_fault_of_ours, "not_a_server_error"),
    ],
)
def test_an_answer_that_breaks_its_schema_is_found(app: Flask, site: str, view: Any, check: str) -> None:
    """The negative control: the same run over an address that answers otherwise."""
    _replace(app, "machine.notice", view)
    assert any(fault.startswith(check) for fault in examine(site, {}, "/api/notice").faults)


def test_a_door_left_open_is_found(app: Flask, site: str) -> None:
    """The negative control of access: a roster that everybody may read, though the document asks for a key."""
    _replace(app, "machine.roster", app.view_functions["machine.roster"])
    faults = examine(site, with_key(app), "/api/roster/{week}").faults
    assert any(fault.startswith("ignored_auth") for fault in faults)


def _replace(app: Flask, endpoint: str, view: Any) -> None:
    """Another view under the same address, which everybody may open."""

    def opened(**parts: Any) -> Any:
        return view(**parts)

    opened.access = Access(resource=Resource.PUBLIC, action=Action.READ)  # type: ignore[attr-defined]
    app.view_functions[endpoint] = opened
