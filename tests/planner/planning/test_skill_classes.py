"""Services with the same skilled officers form a class."""

from datetime import timedelta

import pytest

from planner.domain.staff import Skill
from planner.planning.frame import make_frame
from planner.planning.skill_classes import SkillClass, class_sets, pace_in_class, skill_classes, unserved_services
from tests.builders import DAYS, MONDAY, a_mall, an_officer


def test_generalists_make_one_class_called_all() -> None:
    officers = [an_officer("Sari", skills={"ktp", "kk"}), an_officer("Budi", skills={"ktp", "kk"})]
    (only,) = skill_classes(make_frame(a_mall(officers), DAYS), "adminduk")
    assert (only.id, only.services, only.officers) == ("all", ("ktp", "kk"), frozenset({"sari", "budi"}))


def test_a_specialist_splits_the_services() -> None:
    """Rina serves KTP only, so KTP has three officers and KK two: two classes."""
    classes = skill_classes(make_frame(a_mall(), DAYS), "adminduk")
    assert {c.id: len(c.officers) for c in classes} == {"ktp": 3, "kk": 2}


def test_officers_of_another_agency_do_not_count() -> None:
    officers = [an_officer("Sari", skills={"ktp", "kk"}), an_officer("Dewi", skills={"ktp"}, agency="samsat")]
    (only,) = skill_classes(make_frame(a_mall(officers), DAYS), "adminduk")
    assert only.officers == frozenset({"sari"})


def test_a_service_nobody_can_serve_is_named() -> None:
    frame = make_frame(a_mall([an_officer("Sari", skills={"ktp"})]), DAYS)
    assert [s.id for s in unserved_services(frame, "adminduk")] == ["kk"]


def test_a_skill_that_ends_before_the_week_does_not_count() -> None:
    mall = a_mall([an_officer("Sari", skills={"ktp"})])
    late = Skill(officer="sari", service="kk", valid_to=MONDAY - timedelta(days=1))
    frame = make_frame(a_mall([an_officer("Sari", skills={"ktp"})], skills=(*mall.skills, late)), DAYS)
    assert [s.id for s in unserved_services(frame, "adminduk")] == ["kk"]


@pytest.mark.parametrize(("count", "sets"), [(1, 1), (2, 3), (4, 15), (5, 5 + 10 + 1)])
def test_sets_of_classes_that_get_a_row(count: int, sets: int) -> None:
    """All non-empty sets up to four classes, else singletons, pairs and all."""
    classes = [SkillClass(id=f"c{n}", services=(), officers=frozenset()) for n in range(count)]
    assert len(class_sets(classes)) == sets


def test_pace_in_a_class_is_weighted_by_demand() -> None:
    """1.0 for three quarters of the demand and 1.4 for one quarter make 1.1."""
    frame = make_frame(a_mall([an_officer("Sari", skills={"ktp": 1.0, "kk": 1.4})]), DAYS)
    pace = pace_in_class(frame, "sari", ("ktp", "kk"), MONDAY, {"ktp": 0.75, "kk": 0.25})
    assert pace == pytest.approx(1.1)
    assert pace_in_class(frame, "sari", ("pajak",), MONDAY, {}) == 0.0
