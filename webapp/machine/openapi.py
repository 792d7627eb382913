"""Every address that answers JSON, in OpenAPI 3.1, for programs; docs/api.md is for people."""

from functools import cache
from typing import Any

from planner.planning.what_if_weeks import MOST_WEEKS
from webapp.machine.schemas import TEXT, WEEK, WHOLE, Schema, list_of, make_schemas, ref

KEY, SESSION = {"key": []}, {"session": []}
CACHED = {"ETag": {"schema": TEXT}, "Cache-Control": {"schema": TEXT}}
HEADERS = {"401": "WWW-Authenticate", "405": "Allow", "429": "Retry-After", "503": "Retry-After"}
OPEN_FAULTS = ("400", "403", "404", "405", "429", "503")
CLOSED_FAULTS = (*OPEN_FAULTS, "401")


def _in_path(name: str, schema: Schema, example: Any) -> Schema:
    return {"name": name, "in": "path", "required": True, "schema": schema, "example": example}


def _in_query(name: str, schema: Schema, example: Any, description: str) -> Schema:
    return {**_in_path(name, schema, example), "in": "query", "description": description}


OF_WEEK = _in_path("week", WEEK, "2026-W06")
OF_JOB = _in_path("job", {**WHOLE, "minimum": 1}, 1)
CELL = _in_query(
    "at", TEXT, "adminduk~2026-02-03~pagi~A1", "Desk, day, session, counter, officer; the last two may lack"
)
SCENARIOS = _in_query(
    "s", {**list_of(TEXT), "minItems": 1}, ["5d1f0c9ab37e"], "Tokens of scenarios; the first four count"
)
NOW = "without it the week people care about now"
WHICH_WEEK = {**_in_query("week", WEEK, "2026-W06", f"The first week; {NOW}"), "required": False}
SO_MANY = {**WHOLE, "minimum": 1, "maximum": MOST_WEEKS}
HOW_MANY_WEEKS = {**_in_query("weeks", SO_MANY, 1, "How many weeks; 404 for more than there are"), "required": False}


def _fault(status: str) -> Schema:
    header = HEADERS.get(status)
    return {
        "description": "What is wrong; `field` names the part of the request",
        "content": {"application/problem+json": {"schema": ref("Problem")}},
        **({"headers": {header: {"required": True, "schema": TEXT}}} if header else {}),
    }


def _answer(description: str, schema: str) -> Schema:
    return {"description": description, "content": {"application/json": {"schema": ref(schema)}}}


def _read(name: str, summary: str, schema: str, *parameters: Schema, who: tuple[Schema, ...] = ()) -> Schema:
    """An address to read. who: what opens it, nothing for everybody."""
    faults = CLOSED_FAULTS if who else OPEN_FAULTS
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": list(parameters),
            "security": list(who),
            "responses": {"200": _answer(summary, schema), **{status: _fault(status) for status in faults}},
        }
    }


def _cached_notice() -> Schema:
    told = _read("cachedNotice", "The same notice; it caches", "Notice")
    told["get"]["responses"]["200"]["headers"] = CACHED
    told["get"]["responses"]["304"] = {"description": "As it was under that ETag", "headers": CACHED}
    return told


def _post_issued() -> Schema:
    faults = {status: _fault(status) for status in (*CLOSED_FAULTS, "413", "422")}
    return {
        "post": {
            "operationId": "postIssued",
            "summary": "Tickets of a window handed out so far (the total, not the difference)",
            "security": [KEY],
            "requestBody": {"required": True, "content": {"application/json": {"schema": ref("Issued")}}},
            "responses": {"200": _answer("Noted", "Left"), **faults},
        }
    }


def _paths() -> Schema:
    both, person = (KEY, SESSION), (SESSION,)
    return {
        "/api/openapi.json": _read("specification", "This document", "Specification"),
        "/api/notice": _read("notice", "Quotas in force, as citizens read them", "Notice"),
        "/api/roster/{week}": _read(
            "publishedRoster", "Published roster of a week", "PublishedRoster", OF_WEEK, who=both
        ),
        "/api/plan/{week}": _read(
            "publishedWeek", "Published postings, quotas, overrides and shortfalls", "PublishedWeek", OF_WEEK, who=both
        ),
        "/api/issued": _post_issued(),
        "/notice.json": _cached_notice(),
        "/roster/{week}/roster.json": _read("roster", "The roster as its page shows it", "Roster", OF_WEEK, who=person),
        "/roster/{week}/plan.json": _read(
            "planFile", "The plan file of the newest version, for `loketplan check`", "PlanFile", OF_WEEK, who=person
        ),
        "/roster/{week}/reach.json": _read(
            "reach", "Where somebody of a cell cannot be put, and why", "Reach", OF_WEEK, CELL, who=person
        ),
        "/jobs/{job}.json": _read("job", "A job and how far it is", "Job", OF_JOB, who=person),
        "/whatif/compare.json": _read(
            "comparison", "Scenarios beside the plan", "Comparison", SCENARIOS, WHICH_WEEK, HOW_MANY_WEEKS, who=person
        ),
    }


@cache
def make_specification(cookie: str) -> Schema:
    """The document; cookie: the name under which a browser keeps its session here."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "loketplan for queue systems", "version": "1"},
        "paths": _paths(),
        "components": {
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": cookie},
            },
            "schemas": {**make_schemas(), "Specification": {"type": "object", "required": ["openapi", "paths"]}},
        },
    }
