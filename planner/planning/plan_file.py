"""The plan file of CONTRACTS.md: a `Plan` to JSON and back, nothing lost and nothing guessed.

In the file the rows outside `input` call their day `date`. Reading is strict: what reads back to other JSON than it
came from (an unknown key, "70" for 70, a day with a time) is refused with the place named. A key that is absent takes
the record's default, so that files written before a record grew can still be read.
`python -m planner.planning.plan_file` prints the JSON schema kept in docs/plan.schema.json.
"""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from planner.domain.canonical import canonical_json, canonical_object, sha256_of_text
from planner.domain.errors import Finding, InvalidFile, PlannerError
from planner.domain.plan import PLAN_FORMAT, Plan

ORDER = (
    "format",
    "passport",
    "input",
    "forecast",
    "postings",
    "quotas",
    "proofs",
    "stages",
    "table_minus_simulation",
    "shortfalls",
    "remedies",
    "ranges",
    "unmeasured",
    "findings",
)
LEFT_OUT_WHEN_EMPTY = ("ranges", "unmeasured")
DATED = ("forecast", "postings", "quotas", "proofs", "table_minus_simulation", "shortfalls", "remedies", "ranges")
DATED_RECORDS = ("DemandForecast", "Posting", "Quota", "Proof", "DeskDayCapacity", "Shortfall", "Remedy", "QuotaRange")
LARGEST_PLAN_BYTES = 50_000_000  # the sample week has 0.9 million
_PLAN = TypeAdapter(Plan)


def plan_as_json(plan: Plan) -> dict[str, Any]:
    """The plan as JSON values (dict, list, text, numbers), keys in the order of the file."""
    content = _PLAN.dump_python(plan, mode="json")
    for name in DATED:
        content[name] = [_renamed(row, "day", "date") for row in content[name]]
    return {name: content[name] for name in ORDER if content[name] or name not in LEFT_OUT_WHEN_EMPTY}


def plan_from_json(raw: Any) -> Plan:
    """The plan that JSON values describe; raises InvalidFile with every finding that names its place."""
    if not isinstance(raw, dict) or raw.get("format") != PLAN_FORMAT:
        found = raw.get("format") if isinstance(raw, dict) else type(raw).__name__
        raise InvalidFile((_finding("unknown_format", "format", str(found)),))
    plan = _validated({**raw, **{name: _with_day(raw.get(name)) for name in DATED if name in raw}})
    if differences := tuple(_differences(raw, plan_as_json(plan))):
        raise InvalidFile(tuple(_finding("not_as_written", place, value) for place, value in differences))
    return plan


def read_json(path: Path) -> Any:
    """The JSON values of a file; raises InvalidFile for text that is not JSON, a key given twice, NaN, over 50 MB."""
    if (size := path.stat().st_size) > LARGEST_PLAN_BYTES:
        raise InvalidFile((_finding("too_large", path.name, f"{size} bytes"),))
    try:
        return json.loads(path.read_bytes(), object_pairs_hook=_no_key_twice, parse_constant=_no_constant)
    except (ValueError, RecursionError) as fault:
        raise InvalidFile((_finding("not_json", path.name, str(fault) or type(fault).__name__),)) from fault


def read_plan(path: Path) -> Plan:
    """The plan in a file; raises InvalidFile. The hashes are not compared here, that is the checker's part."""
    return plan_from_json(read_json(path))


def write_plan(plan: Plan, path: Path) -> None:
    """Write the file whole or not at all: a reader sees the old plan or the new one."""
    draft = path.with_name(path.name + ".part")
    draft.write_text(plan_as_text(plan), encoding="utf-8")
    draft.replace(path)


def plan_as_text(plan: Plan) -> str:
    """The text of the plan file, a value a line; equal plans give equal text."""
    content = plan_as_json(plan)
    return json.dumps(content, separators=(",\n", ": "), ensure_ascii=False, allow_nan=False) + "\n"


def sealed(plan: Plan) -> Plan:
    """The plan with `input_hash` and `content_hash` made from what it holds."""
    content = plan_as_json(plan)
    texts = {name: canonical_json(value) for name, value in content.items() if name != "passport"}
    input_hash = sha256_of_text(texts["input"])
    passport = {**content["passport"], "input_hash": input_hash}
    del passport["content_hash"]
    content_hash = sha256_of_text(canonical_object({**texts, "passport": canonical_json(passport)}))
    return replace(plan, passport=replace(plan.passport, input_hash=input_hash, content_hash=content_hash))


def plan_schema() -> dict[str, Any]:
    """JSON schema of the plan file, made from the records."""
    schema = _PLAN.json_schema()
    for name in DATED_RECORDS:
        record = schema["$defs"][name]
        record["properties"] = _renamed(record["properties"], "day", "date")
        record["properties"]["date"]["title"] = "Date"
        record["required"] = ["date" if key == "day" else key for key in record["required"]]
    schema["properties"]["format"] = {"const": PLAN_FORMAT}
    schema["required"] = sorted({*schema["required"], "format"}, key=ORDER.index)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def schema_as_text() -> str:
    """The schema as it stands in docs/plan.schema.json."""
    return json.dumps(plan_schema(), indent=1, ensure_ascii=False) + "\n"


def _renamed(row: Mapping[str, Any], old: str, new: str) -> dict[str, Any]:
    return {new if key == old else key: value for key, value in row.items()}


def _with_day(rows: Any) -> Any:
    if not isinstance(rows, list):
        return rows
    return [_renamed(row, "date", "day") if isinstance(row, dict) else row for row in rows]


def _validated(content: Mapping[str, Any]) -> Plan:
    try:
        return _PLAN.validate_python(content)
    except ValidationError as fault:
        raise InvalidFile(tuple(_finding_of(error) for error in fault.errors())) from fault
    except PlannerError as fault:
        raise InvalidFile((_finding(fault.code, fault.field, str(fault)),)) from fault


def _finding_of(error: Mapping[str, Any]) -> Finding:
    steps = ["date" if step == "day" and error["loc"][0] in DATED else step for step in error["loc"]]
    value = "" if error["type"] == "missing" else repr(error["input"])[:80]
    return _finding("bad_value", _place(*steps), f"{value} ({error['msg']})".strip())


def _place(*steps: Any) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")


def _finding(code: str, place: str, value: str) -> Finding:
    return Finding(
        code=code,
        sheet="plan.json",
        column=place,
        value=value,
        problem_id="bukan isi berkas rencana loketplan-plan/1.",
        problem_en="is not content of a plan file loketplan-plan/1.",
        remedy_id="Pakai berkas yang ditulis loketplan, atau tulis ulang rencananya.",
        remedy_en="Use a file that loketplan wrote, or write the plan again.",
    )


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"key {next(key for key in keys if keys.count(key) > 1)!r} stands twice")
    return content


def _no_constant(text: str) -> Any:
    raise ValueError(f"{text} is not a number")


def _differences(raw: Any, back: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Places at which two JSON values differ, with what the first one holds."""
    if isinstance(raw, dict) and isinstance(back, dict):
        for key in raw:
            yield from _differences(raw[key], back.get(key, _UNKNOWN), f"{place}.{key}".lstrip("."))
    elif isinstance(raw, list) and isinstance(back, list) and len(raw) == len(back):
        for index, (mine, other) in enumerate(zip(raw, back, strict=True)):
            yield from _differences(mine, other, f"{place}[{index}]")
    elif not _same(raw, back):
        yield place, str(raw)[:80]


_UNKNOWN = object()  # equal to nothing that a file can hold


def _same(raw: Any, back: Any) -> bool:
    both_numbers = _is_number(raw) and _is_number(back)
    return math.isclose(raw, back, rel_tol=1e-15) if both_numbers else type(raw) is type(back) and raw == back


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


if __name__ == "__main__":
    print(schema_as_text(), end="")
