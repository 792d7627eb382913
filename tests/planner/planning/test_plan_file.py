"""The plan file: written whole, read back equal, and nothing in it guessed."""

import json
from pathlib import Path
from typing import Any

import pytest

from planner.domain.canonical import content_hash_of, sha256_of
from planner.domain.errors import Finding, InvalidFile
from planner.planning import plan_file
from planner.planning.plan_file import (
    LEFT_OUT_WHEN_EMPTY,
    ORDER,
    plan_as_json,
    plan_as_text,
    plan_from_json,
    read_json,
    read_plan,
    schema_as_text,
    sealed,
    write_plan,
)
from tests.builders import MONDAY, a_plan, a_quota, resealed

ROOT = Path(__file__).parents[3]


def findings_of(raw: Any) -> list[Finding]:
    with pytest.raises(InvalidFile) as fault:
        plan_from_json(raw)
    return list(fault.value.findings)


def test_plan_reads_back_equal(tmp_path: Path) -> None:
    """Every record, time and share survives the journey."""
    path = tmp_path / "plan.json"
    write_plan(a_plan(), path)
    assert read_plan(path) == a_plan()
    assert [p.name for p in tmp_path.iterdir()] == ["plan.json"]


def test_equal_plans_give_equal_text() -> None:
    """Two builds of one plan are the same file."""
    assert plan_as_text(a_plan()) == plan_as_text(a_plan())


def test_keys_are_those_of_the_contract() -> None:
    """In the order of CONTRACTS.md, format first; ranges only where something is not measured."""
    raw = plan_as_json(a_plan())
    assert tuple(raw) == tuple(name for name in ORDER if name not in LEFT_OUT_WHEN_EMPTY)
    assert raw["format"] == "loketplan-plan/1"
    assert {"officer", "date", "session", "desk", "counter", "break_start", "break_minutes", "pinned", "source"} < set(
        raw["postings"][0]
    )
    rows = ("forecast", "postings", "quotas", "proofs", "shortfalls", "table_minus_simulation")
    assert all(raw[part][0]["date"] == MONDAY.isoformat() and "day" not in raw[part][0] for part in rows)


def test_tickets_is_named_nowhere_before_the_quotas() -> None:
    """Who changes the first `tickets` in the file by hand changes a quota."""
    text = plan_as_text(a_plan())
    assert text.index('"tickets"') > text.index('"quotas"')


def test_times_are_iso_and_whole_numbers_whole() -> None:
    """Local times of the mall, no offsets but in the passport."""
    raw = plan_as_json(a_plan())
    assert raw["postings"][1]["break_start"] == "11:30:00"
    assert raw["quotas"][0]["tickets"] == 22
    assert raw["quotas"][0]["service"] is None
    assert raw["passport"]["created_at"] == "2026-01-30T09:00:00Z"


def test_sealed_plan_holds_both_hashes() -> None:
    """The input's hash is of the snapshot, the content's of all but itself; sealing again changes nothing."""
    plan = a_plan()
    raw = plan_as_json(plan)
    assert plan.passport.input_hash == sha256_of(raw["input"])
    assert plan.passport.content_hash == content_hash_of(raw)
    assert sealed(plan) == plan


def test_hash_survives_the_file(tmp_path: Path) -> None:
    """Numbers read from text are the numbers that were hashed."""
    path = tmp_path / "plan.json"
    write_plan(a_plan(), path)
    raw = read_json(path)
    assert raw["passport"]["content_hash"] == content_hash_of(raw)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        pytest.param([], "list", id="a list"),
        pytest.param("plan", "str", id="text"),
        pytest.param({}, "None", id="no format"),
        pytest.param({"format": "loketplan-plan/2"}, "loketplan-plan/2", id="a later format"),
    ],
)
def test_other_content_is_refused_by_its_format(raw: Any, value: str) -> None:
    """A later format may mean other things by the same names."""
    assert [(f.code, f.column, f.value) for f in findings_of(raw)] == [("unknown_format", "format", value)]


def changed(*steps: Any, to: Any) -> dict[str, Any]:
    raw: Any = plan_as_json(a_plan())
    place = raw
    for step in steps[:-1]:
        place = place[step]
    place[steps[-1]] = to
    return dict(raw)


@pytest.mark.parametrize(
    ("raw", "place", "value"),
    [
        pytest.param(changed("quotas", 0, "tickets", to="22"), "quotas[0].tickets", "22", id="number in quotes"),
        pytest.param(changed("quotas", 0, "tickets", to=22.5), "quotas[0].tickets", "22.5", id="half a ticket"),
        pytest.param(changed("quotas", 0, "tickets", to=True), "quotas[0].tickets", "True", id="truth for number"),
        pytest.param(changed("quotas", 0, "tickets", to=None), "quotas[0].tickets", "None", id="nothing"),
        pytest.param(changed("quotas", 0, "note", to="x"), "quotas[0].note", "x", id="unknown key"),
        pytest.param(changed("extra", to=[]), "extra", "[]", id="unknown part"),
        pytest.param(
            changed("postings", 0, "date", to="2026-02-30"), "postings[0].date", "2026-02-30", id="no such day"
        ),
        pytest.param(
            changed("postings", 0, "date", to="2026-02-02T00:00:00"),
            "postings[0].date",
            "2026-02-02T00:00:00",
            id="day with a time",
        ),
        pytest.param(changed("postings", 0, "source", to="guess"), "postings[0].source", "guess", id="unknown source"),
        pytest.param(changed("postings", 0, to="sari"), "postings[0]", "sari", id="row that is no row"),
        pytest.param(changed("postings", to="none"), "postings", "none", id="rows that are no list"),
        pytest.param(changed("input", "mall", "zone", to="WAKTU"), "input.mall.zone", "WAKTU", id="unknown zone"),
        pytest.param(
            changed("input", "mall", "officers", 0, "max_days", to="5"),
            "input.mall.officers[0].max_days",
            "5",
            id="deep",
        ),
    ],
)
def test_what_is_not_as_written_is_refused_with_its_place(raw: Any, place: str, value: str) -> None:
    """The file must read back to exactly what stands in it."""
    found = [f for f in findings_of(raw) if f.column == place]
    assert found
    assert value in found[0].value


def test_missing_row_field_is_named() -> None:
    """A key that a record must have and the file lacks."""
    raw = plan_as_json(a_plan())
    del raw["quotas"][3]["date"]
    del raw["stages"]
    assert {f.column for f in findings_of(raw)} == {"quotas[3].date", "stages"}


def test_optional_key_that_is_absent_takes_its_default() -> None:
    """A file written before a record grew a field is still a plan; its hash is of what stands in it."""
    raw = plan_as_json(a_plan())
    for service in raw["input"]["mall"]["services"]:
        del service["priority_share"]
    del raw["quotas"][0]["issued"]
    assert plan_from_json(raw) == a_plan()


def test_value_that_a_record_cannot_hold_is_refused_with_its_reason() -> None:
    """Tickets below those issued: the record says so itself."""
    raw = plan_as_json(a_plan())
    raw["quotas"][0]["issued"] = 30
    found = findings_of(raw)
    assert [(f.code, f.column) for f in found] == [("quota_below_issued", "tickets")]
    assert "30 tickets already issued" in found[0].value


def test_day_in_place_of_date_is_refused() -> None:
    """The file says `date`; the record's own name is not a second spelling."""
    raw = plan_as_json(a_plan())
    raw["postings"][0]["day"] = raw["postings"][0].pop("date")
    assert "postings[0].day" in {f.column for f in findings_of(raw)}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("", "Expecting value", id="empty"),
        pytest.param('{"format": ', "Expecting value", id="cut off"),
        pytest.param('{"a": 1, "a": 2}', "'a' stands twice", id="key twice"),
        pytest.param('{"a": NaN}', "NaN is not a number", id="NaN"),
        pytest.param("[" * 100_000, "recursion", id="too deep"),
        pytest.param(b"\xff\xfe\x00", "decode", id="not text"),
    ],
)
def test_text_that_is_not_json_is_refused(tmp_path: Path, text: str | bytes, reason: str) -> None:
    """One finding with what the reader stumbled over."""
    path = tmp_path / "plan.json"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(InvalidFile) as fault:
        read_plan(path)
    (finding,) = fault.value.findings
    assert (finding.code, finding.column) == ("not_json", "plan.json")
    assert reason in finding.value


def test_findings_are_sentences_in_both_languages() -> None:
    """Where, the value, what is wrong, the way out."""
    (finding,) = findings_of(changed("quotas", 0, "note", to="x"))
    assert finding.sentence("id").startswith('plan.json, kolom "quotas[0].note": "x" bukan isi berkas rencana')
    assert finding.sentence("en").endswith("Use a file that loketplan wrote, or write the plan again.")


def test_interrupted_write_leaves_the_old_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new file takes the old one's place only when it is complete."""
    path = tmp_path / "plan.json"
    write_plan(a_plan(), path)
    before = path.read_bytes()

    def fails(_: Any) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(plan_file, "plan_as_text", fails)
    with pytest.raises(OSError, match="No space"):
        write_plan(resealed(a_plan(), quotas=(a_quota("adminduk"),)), path)
    assert path.read_bytes() == before


def test_schema_in_docs_is_current() -> None:
    """Made by `python -m planner.planning.plan_file > docs/plan.schema.json`."""
    assert (ROOT / "docs" / "plan.schema.json").read_text(encoding="utf-8") == schema_as_text()


def test_schema_names_the_keys_of_the_file() -> None:
    """The rows of the schema and those of a written plan have the same keys."""
    schema, raw = json.loads(schema_as_text()), plan_as_json(a_plan())
    assert set(schema["required"]) == set(raw) == set(schema["properties"]) - set(LEFT_OUT_WHEN_EMPTY)
    for record, part in (
        ("Posting", "postings"),
        ("Quota", "quotas"),
        ("Proof", "proofs"),
        ("Shortfall", "shortfalls"),
    ):
        assert set(schema["$defs"][record]["properties"]) == set(raw[part][0])
        assert "date" in schema["$defs"][record]["required"]
