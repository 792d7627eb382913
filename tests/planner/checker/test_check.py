"""The door: a plan that holds is agreed with, and what an auditor would try by hand is refused by name."""

import json
from dataclasses import replace
from typing import Any

import pytest

from planner.checker.check import check_plan
from planner.domain.plan import Plan
from planner.domain.staff import Leave
from planner.planning.plan_file import plan_as_json, plan_from_json
from tests.builders import MONDAY, a_plan, a_posting, changed, resealed, with_mall


def rules_broken(plan: Plan, raw: dict[str, Any] | None = None) -> set[str]:
    return {violation.rule for violation in check_plan(plan, raw)}


def test_small_plan_holds_with_its_hashes() -> None:
    """`a_plan` is worked out by hand in its docstring."""
    plan = a_plan()
    assert check_plan(plan, plan_as_json(plan)) == ()


def test_plan_still_holds_after_a_journey_through_text() -> None:
    """Hashes are of the content, not of the object."""
    raw = json.loads(json.dumps(plan_as_json(a_plan())))
    assert check_plan(plan_from_json(raw), raw) == ()


def test_changed_posting_breaks_the_hash() -> None:
    """Nobody can move an officer in the file unseen."""
    raw = plan_as_json(a_plan())
    raw["postings"][0]["desk"] = "legalisir"
    assert "content_hash" in rules_broken(plan_from_json(raw), raw)


def test_changed_ticket_number_breaks_hash_and_arithmetic() -> None:
    """22 capacity tickets do not become 23 by typing."""
    raw = plan_as_json(a_plan())
    raw["quotas"][0]["tickets"] = 23
    assert {"content_hash", "quota_arithmetic"} <= rules_broken(plan_from_json(raw), raw)


def test_changed_input_breaks_both_hashes() -> None:
    """The snapshot is part of the plan and has a hash of its own."""
    raw = plan_as_json(a_plan())
    raw["input"]["mall"]["officers"][0]["max_days"] = 6
    assert rules_broken(plan_from_json(raw), raw) == {"content_hash", "input_hash"}


def test_ticket_number_with_repaired_hash_is_refused_by_its_arithmetic() -> None:
    """The hash is right again; the row still holds 23 tickets of a capacity of 22."""
    plan = changed(a_plan(), "quotas", {"desk": "adminduk", "day": MONDAY, "window": "pagi"}, tickets=23)
    assert "quota_arithmetic" in rules_broken(plan, plan_as_json(plan))


def test_ticket_and_capacity_raised_together_do_not_fit_the_minutes() -> None:
    """100 + 14 + 8 tickets of 13 minutes are 1586, two officers have 750 (360 + 15 each)."""
    where = {"desk": "adminduk", "day": MONDAY, "window": "pagi"}
    plan = changed(a_plan(), "quotas", where, tickets=100, capacity_tickets=100)
    assert "tickets_within_minutes" in rules_broken(plan)


def test_posting_moved_with_repaired_hash_is_refused() -> None:
    """Dewi of Samsat has no skill for `legalisir`, and B1 is not its counter."""
    plan = changed(a_plan(), "postings", {"officer": "dewi", "day": MONDAY, "session": "pagi"}, desk="legalisir")
    assert {"skill_held", "own_agency", "counters_suffice", "agency_presence"} <= rules_broken(plan)


def test_skill_taken_away_is_refused() -> None:
    """Rina sits at `legalisir` all week; without the skill she must not, and its tickets find nobody."""
    mall = a_plan().input.mall
    plan = with_mall(a_plan(), skills=tuple(s for s in mall.skills if s.service != "legalisir"))
    assert {"skill_held", "tickets_within_minutes"} <= rules_broken(plan)


def test_leave_day_added_is_refused() -> None:
    """Sari is on leave on Monday and cannot be at her desk."""
    plan = with_mall(a_plan(), leave=(Leave(officer="sari", first_day=MONDAY, last_day=MONDAY),))
    found = [v for v in check_plan(plan) if v.rule == "officer_available"]
    assert [v.place.session for v in found] == ["pagi", "siang", "sore"]


def test_stage_value_changed_is_refused() -> None:
    """170 fifths are what the tickets leave; 169 is not."""
    plan = changed(a_plan(), "stages", {"stage": "unmet"}, value=169)
    assert rules_broken(plan) == {"stage_values"}


def test_removed_posting_is_refused() -> None:
    """Without Dewi on Monday morning Samsat is empty, which the plan does not list."""
    plan = a_plan()
    rest = tuple(p for p in plan.postings if (p.officer, p.day, p.session) != ("dewi", MONDAY, "pagi"))
    assert {"agency_presence", "stage_values"} <= rules_broken(resealed(plan, postings=rest))


def test_plan_with_unknown_names_is_judged_no_further() -> None:
    """Nothing can be said of the hours of a desk nobody knows."""
    plan = a_plan()
    ghost = resealed(plan, postings=(*plan.postings, a_posting("sari", "nowhere")))
    assert rules_broken(ghost) == {"known_ids"}


def test_kept_posting_must_stand() -> None:
    """A pinned row that the plan dropped is named."""
    pinned = a_posting("joko", "pajak")
    assert [v.rule for v in check_plan(a_plan(), kept=(pinned,))] == ["fixed_postings"]
    assert check_plan(a_plan(), kept=(a_posting("sari", "adminduk"),)) == ()


@pytest.mark.parametrize("language", ["id", "en"])
def test_violation_says_where_and_what_in_one_line(language: str) -> None:
    """People read names in the sentence, logs read ids in the place."""
    plan = changed(a_plan(), "postings", {"officer": "sari", "day": MONDAY, "session": "pagi"}, counter=None)
    line = next(v for v in check_plan(plan) if v.rule == "counters_suffice").line(language)
    sentence = {
        "id": "penempatan Sari di Adminduk pada 2026-02-02 sesi pagi tidak punya loket sendiri yang sah",
        "en": "the posting of Sari at Adminduk on 2026-02-02, session pagi, "
        "has no counter of its own that may serve it",
    }[language]
    assert line == f"counters_suffice: sari, adminduk, 2026-02-02, pagi: {sentence} [None]"


def test_rules_that_the_plan_leaves_out_count_nothing() -> None:
    """A rule set that lists rules without lunch cover prices no empty lunch."""
    plan = changed(a_plan(), "postings", {"session": "siang", "day": MONDAY, "officer": "budi"}, desk="legalisir")
    listed = replace(plan.passport, rule_set=("turned_away", "overtime", "bad_day_tail", "agency_presence"))
    assert "lunch_cover" in rules_broken(plan)
    assert "lunch_cover" not in rules_broken(resealed(plan, passport=listed))
