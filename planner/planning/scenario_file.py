"""Scenario files: TOML or JSON to records, with a finding for everything that is wrong."""

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from planner.calendar.surges import SURGES
from planner.domain.consistency import nearest_sentences
from planner.domain.errors import Finding, InvalidFile, PlannerError
from planner.domain.mall import Mall
from planner.domain.periods import Week
from planner.planning.scenario import KINDS, Change, Scenario

RENAMED = {"from": "first_day", "to": "last_day", "date": "day"}
TOP = frozenset({"name", "reason", "weeks", "change"})
_CHANGE: TypeAdapter[Change] = TypeAdapter(Annotated[Change, Field(discriminator="kind")])

_MESSAGES = {
    "not_readable": (
        "bukan TOML atau JSON yang bisa dibaca.",
        "is not TOML or JSON that can be read.",
        "Perbaiki tulisannya; lihat contoh di docs/scenarios.id.md.",
        "Mend the text; docs/scenarios.md has examples.",
    ),
    "missing": (
        "harus diisi.",
        "must be given.",
        "Tambahkan isiannya.",
        "Add it.",
    ),
    "unknown_field": (
        "bukan isian skenario.",
        "is no field of a scenario.",
        "Hapus, atau perbaiki namanya.",
        "Remove it, or mend its name.",
    ),
    "unknown_kind": (
        f"bukan jenis perubahan. Yang ada: {', '.join(KINDS)}.",
        f"is no kind of change. Known are {', '.join(KINDS)}.",
        "Perbaiki jenisnya.",
        "Mend the kind.",
    ),
    "bad_value": (
        "tidak bisa dipakai di sini.",
        "cannot be used here.",
        "Perbaiki nilainya.",
        "Mend the value.",
    ),
    "unknown": (
        "tidak ada di mal ini.{nearest_id}",
        "is not in this mall.{nearest_en}",
        "Perbaiki tulisannya.",
        "Mend the spelling.",
    ),
}


def read_scenario(path: Path, mall: Mall) -> Scenario:
    """The scenario of a file; raises InvalidFile with every finding."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        raw = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except (ValueError, RecursionError) as fault:
        raise InvalidFile((_finding("not_readable", value=str(fault)[:80]),)) from fault
    return make_scenario(raw, mall)


def make_scenario(raw: Any, mall: Mall) -> Scenario:
    """The scenario that TOML or JSON values describe; raises InvalidFile with every finding."""
    if not isinstance(raw, Mapping):
        raise InvalidFile((_finding("not_readable", value=type(raw).__name__),))
    findings = [_finding("unknown_field", column=key) for key in raw if key not in TOP]
    if not str(raw.get("name", "")).strip():
        findings.append(_finding("missing", column="name"))
    rows = raw.get("change", [])
    changes = []
    for number, row in enumerate(rows if isinstance(rows, list) else [rows], start=1):
        made = _change(number, row)
        changes += [made] if not isinstance(made, list) else []
        findings += made if isinstance(made, list) else _unknown_names(number, made, mall)
    weeks, faults = _weeks(raw.get("weeks", ()))
    findings += faults
    if findings:
        raise InvalidFile(tuple(findings))
    return Scenario(
        name=str(raw["name"]).strip(), reason=str(raw.get("reason", "")), weeks=weeks, changes=tuple(changes)
    )


def _weeks(texts: Any) -> tuple[tuple[Week, ...], list[Finding]]:
    weeks, faults = [], []
    for text in texts if isinstance(texts, list | tuple) else [texts]:
        try:
            weeks.append(Week.parse(str(text)))
        except PlannerError as fault:
            faults.append(_finding("bad_value", column="weeks", value=str(fault)))
    return tuple(weeks), faults


def _change(number: int, row: Any) -> Change | list[Finding]:
    """The change of one row, or what is wrong with it."""
    if not isinstance(row, Mapping):
        return [_finding("bad_value", row=number, value=str(row)[:80])]
    if row.get("kind") not in KINDS:
        return [_finding("unknown_kind", row=number, column="kind", value=str(row.get("kind", "")))]
    content: dict[str, Any] = {RENAMED.get(str(key), str(key)): value for key, value in row.items()}
    factor = content.get("factor")
    if content["kind"] == "demand" and isinstance(factor, int | float):
        content["factor"] = (factor, factor)
    known = _fields(str(content["kind"]))
    unknown = [_finding("unknown_field", row=number, column=key) for key in content if key not in known]
    if unknown:
        return unknown
    try:
        return _CHANGE.validate_python(content)
    except ValidationError as fault:
        return [_of_pydantic(number, error) for error in fault.errors()]
    except PlannerError as fault:
        return [_finding("bad_value", row=number, column=fault.field or "", value=str(fault))]


def _fields(kind: str) -> frozenset[str]:
    record = next(change for change in Change.__args__ if change.__dataclass_fields__["kind"].default == kind)
    return frozenset(record.__dataclass_fields__)


def _of_pydantic(number: int, error: Mapping[str, Any]) -> Finding:
    column = str(error["loc"][1]) if len(error["loc"]) > 1 else ""
    told = next((mine for mine, ours in RENAMED.items() if ours == column), column)
    if error["type"] == "missing":
        return _finding("missing", row=number, column=told)
    return _finding("bad_value", row=number, column=told, value=f"{error['input']!r}"[:60])


def _unknown_names(number: int, change: Change, mall: Mall) -> Iterator[Finding]:
    known: dict[str, Iterable[str]] = {
        "desk": [desk.id for desk in mall.desks],
        "service": [service.id for service in mall.services],
        "agency": [agency.id for agency in mall.agencies],
        "officer": [officer.id for officer in mall.officers],
        "like": [officer.id for officer in mall.officers],
        "surge": [surge.id for surge in SURGES],
        "item": [supply.item for supply in mall.supplies],
    }
    for column, names in known.items():
        value = getattr(change, column, None)
        if value is not None and value not in names:
            yield _finding("unknown", row=number, column=column, value=value, **nearest_sentences(value, names))


def _finding(code: str, *, row: int | None = None, column: str = "", value: str = "", **details: str) -> Finding:
    problem_id, problem_en, remedy_id, remedy_en = (text.format(**details) for text in _MESSAGES[code])
    return Finding(
        code=code,
        sheet="skenario",
        row=row,
        column=column,
        value=value,
        problem_id=problem_id,
        problem_en=problem_en,
        remedy_id=remedy_id,
        remedy_en=remedy_en,
    )
