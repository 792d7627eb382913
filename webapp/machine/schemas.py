"""What machines are answered and what they post, as JSON schemas: records are closed, no field comes unannounced."""

from typing import Any

from pydantic import TypeAdapter

from planner.domain.periods import Zone
from planner.planning.plan_file import plan_schema
from planner.planning.stored import JobState, PlanState
from planner.planning.what_if import Answer
from webapp.machine import body
from webapp.machine.documents import PLAN_PARTS
from webapp.today.issued import MOST_TICKETS

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer"}
COUNT: Schema = {"type": "integer", "minimum": 0}
NUMBER: Schema = {"type": "number"}
YES_NO: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "format": "date"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
CLOCK: Schema = {"type": "string", "pattern": "^[0-9]{2}:[0-9]{2}$"}
CLOCK_OF_PLAN: Schema = {"type": "string", "pattern": "^[0-9]{2}:[0-9]{2}:[0-9]{2}$"}  # of the mall, without zone
NAME: Schema = {"type": "string", "minLength": 1, "maxLength": body.LONGEST_TEXT}
WEEK: Schema = {"type": "string", "pattern": "^[0-9]{4}-W[0-9]{2}$"}


def ref(name: str) -> Schema:
    """A schema told under its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def list_of(schema: Schema) -> Schema:
    """Any number of them."""
    return {"type": "array", "items": schema}


def or_null(schema: Schema) -> Schema:
    """One of them, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


def record(optional: tuple[str, ...] = (), /, **fields: Schema) -> Schema:
    """An object with these fields and no others."""
    required = [name for name in fields if name not in optional]
    return {"type": "object", "additionalProperties": False, "required": required, "properties": fields}


def _one_of(values: Any) -> Schema:
    return {"type": "string", "enum": [value.value for value in values]}


def _map_of(schema: Schema) -> Schema:
    return {"type": "object", "additionalProperties": schema}


VERSION = {"plan": TEXT, "state": _one_of(PlanState), "week": WEEK}
HEAD = {**VERSION, "stale": YES_NO, "published_at": or_null(MOMENT), "zone": _one_of(Zone)}
BY_HAND = {
    "tickets": COUNT,
    "computed_tickets": COUNT,
    "reason": TEXT,
    "broken_promise": TEXT,
    "ends_at": or_null(MOMENT),
}
OWN: dict[str, Schema] = {
    "Problem": record(("field",), status=WHOLE, code=TEXT, title=TEXT, field=TEXT),
    "Issued": record(
        ("at",),
        desk=NAME,
        date={**DAY, "pattern": f"^{body.DAY}$"},
        window=NAME,
        tickets={"type": "integer", "minimum": 0, "maximum": MOST_TICKETS},
        at={**MOMENT, "pattern": f"^{body.MOMENT}$"},
    )
    | {"examples": [{"desk": "adminduk", "date": "2026-02-03", "window": "pagi", "tickets": 12}]},
    "Left": record(tickets=COUNT, issued=COUNT, left=COUNT, above=YES_NO),
    "Notice": record(
        format={"const": "loketplan-notice/1"},
        mall=TEXT,
        zone=_one_of(Zone),
        week=WEEK,
        plan=TEXT,
        published_at=or_null(MOMENT),
        complaints=TEXT,
        desks=list_of(ref("NoticeDesk")),
    ),
    "NoticeDesk": record(
        id=TEXT,
        name=TEXT,
        agency=TEXT,
        services=list_of(record(id=TEXT, name=TEXT)),
        days=list_of(ref("NoticeDay")),
    ),
    "NoticeDay": record(
        date=DAY,
        open=YES_NO,
        reason=TEXT,
        tickets=COUNT,
        wait_minutes=or_null(COUNT),
        windows=list_of(ref("NoticeWindow")),
        service_limits=list_of(record(service=TEXT, window=TEXT, tickets=COUNT)),
    ),
    "NoticeWindow": record(
        id=TEXT,
        start=CLOCK,
        end=CLOCK,
        tickets=COUNT,
        issued=or_null(COUNT),
        by_hand=or_null(record(**BY_HAND)),
        channels=list_of(record(channel=TEXT, **BY_HAND)),
    ),
    "PublishedPosting": {
        "allOf": [ref("Posting"), {"required": ["officer_name"], "properties": {"officer_name": TEXT}}]
    },
    "PublishedRoster": record(
        format={"const": "loketplan-roster/1"}, **HEAD, postings=list_of(ref("PublishedPosting"))
    ),
    "Override": record(desk=TEXT, date=DAY, window=TEXT, channel=TEXT, **BY_HAND),
    "Roster": record(**VERSION, postings=list_of(ref("Seat"))),
    "Seat": record(
        officer=TEXT,
        date=DAY,
        session=TEXT,
        desk=TEXT,
        counter=or_null(TEXT),
        break_start=or_null(CLOCK),
        break_minutes=COUNT,
        confirmed=YES_NO,
    ),
    "Reach": record(officer=TEXT, desks=_map_of(TEXT), slots=_map_of(TEXT), officers=_map_of(TEXT)),
    "Job": record(
        id=WHOLE,
        kind=TEXT,
        payload={"type": "object"},
        state=_one_of(JobState),
        elapsed_seconds=NUMBER,
        sentence=TEXT,
        best=or_null(NUMBER),
        bound=or_null(NUMBER),
        gap=or_null(NUMBER),
        kept=YES_NO,
        result=or_null(TEXT),
        reason_code=TEXT,
    ),
    "Comparison": record(week=WEEK, weeks=list_of(WEEK), plan=TEXT, scenarios=list_of(ref("Scenario"))),
    "Scenario": record(
        name=TEXT, reason=TEXT, change=list_of({"type": "object"}), answer=or_null(ref("Answer")), fault=TEXT
    ),
}


def make_schemas() -> dict[str, Schema]:
    """Every schema by its name: our own, and those of the plan file and of what-if answers, made from their records."""
    plan, answer = plan_schema(), TypeAdapter(Answer).json_schema(mode="serialization")
    theirs = {**plan.pop("$defs"), **answer.pop("$defs"), "PlanFile": plan, "Answer": answer}
    parts = {name: plan["properties"][name] for name in PLAN_PARTS}
    week = record(format={"const": "loketplan-week/1"}, **HEAD, **parts, overrides=list_of(ref("Override")))
    return {name: _as_told(schema) for name, schema in {**OWN, "PublishedWeek": week, **theirs}.items()}


def _as_told(node: Any) -> Any:
    """The same with addresses within this document, and clocks that need no zone."""
    if isinstance(node, list):
        return [_as_told(item) for item in node]
    if not isinstance(node, dict):
        return node
    if node.get("format") == "time":
        return CLOCK_OF_PLAN
    return {
        key: value.replace("#/$defs/", "#/components/schemas/") if key == "$ref" else _as_told(value)
        for key, value in node.items()
        if key != "$schema"
    }
