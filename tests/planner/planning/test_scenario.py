"""Scenarios: reading with findings, and changes as pure functions."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from planner.domain.errors import InvalidFile, InvalidValue
from planner.domain.periods import DayType
from planner.domain.staff import Leave
from planner.planning.scenario import DemandChange, Scenario
from planner.planning.scenario_apply import Basis, apply_scenario, scaled
from planner.planning.scenario_file import make_scenario, read_scenario
from tests.builders import DAYS, a_forecast, a_mall, a_plan


def applied(*changes: dict, mall=None) -> Basis:
    chosen = mall or a_mall()
    basis = Basis(mall=chosen, forecasts=a_plan().forecast)
    return apply_scenario(make_scenario({"name": "uji", "change": list(changes)}, chosen), basis)


def test_a_scenario_without_changes_gives_back_equal_records():
    """Nothing is named, so nothing may differ."""
    assert applied() == Basis(mall=a_mall(), forecasts=a_plan().forecast)


def test_changes_compose_in_their_order():
    """Removing Budi and then adding someone like Sari leaves five officers; the new one has Sari's skills."""
    found = applied({"kind": "officer_removed", "officer": "budi"}, {"kind": "officer_added", "like": "sari"}).mall
    assert [o.id for o in found.officers] == ["sari", "rina", "dewi", "joko", "tambahan1"]
    assert {s.service for s in found.skills if s.officer == "tambahan1"} == {"ktp", "kk"}


def test_a_range_of_factors_makes_the_forecast_wider():
    """Mean times 1.5, the lowest quantile about times 1, the highest about times 2."""
    before = a_forecast("adminduk", mean=40)
    after = scaled(before, (1.0, 2.0))
    assert after.mean == pytest.approx(60)
    assert after.quantiles[0] == pytest.approx(before.quantiles[0] * 1.025)
    assert after.quantiles[-1] == pytest.approx(before.quantiles[-1] * 1.975)


def test_demand_of_one_service_raises_its_desk_by_its_part():
    """KTP is 30 of 40 visits: twice as many make 70."""
    found = applied({"kind": "demand", "service": "ktp", "factor": 2, "from": DAYS[0], "to": DAYS[0]})
    means = {(f.day, f.service): f.mean for f in found.forecasts if f.desk == "adminduk"}
    assert means[DAYS[0], None] == pytest.approx(70)
    assert means[DAYS[0], "kk"] == pytest.approx(10)
    assert means[DAYS[1], None] == pytest.approx(40)


def test_a_surge_of_the_library_concerns_the_desks_it_names():
    """`after_lebaran` concerns civil registration: the desks of Disdukcapil, not the tax desk."""
    found = applied({"kind": "demand", "surge": "after_lebaran"}).forecasts
    raised = {f.desk for f, before in zip(found, a_plan().forecast, strict=True) if f.mean != before.mean}
    assert raised == {"adminduk", "legalisir"}
    named = applied({"kind": "demand", "surge": "after_lebaran", "desk": "pajak"}).forecasts
    assert {f.mean for f in named if f.desk == "pajak" and f.service is None} == {20 * (1.25 + 1.5) / 2}


def test_every_kind_can_be_carried_out():
    """One of each kind on the small mall; what each does to its record is stated."""
    mall = a_mall()
    assert applied({"kind": "absent", "officer": "sari"}).mall.leave[0].first_day == DAYS[0]
    assert applied({"kind": "skill_added", "officer": "dewi", "service": "ktp"}).mall.skills[-1].officer == "dewi"
    assert len(applied({"kind": "windows", "count": 4}).mall.timetable(DayType.NORMAL).windows) == 4
    assert applied({"kind": "promise", "wait_minutes": 60}).mall.promise.wait_minutes == 60
    assert len(applied({"kind": "counters", "desk": "pajak", "more": 2}).mall.counters) == len(mall.counters) + 2
    assert len(applied({"kind": "counters", "desk": "pajak", "more": -1}).mall.counters) == len(mall.counters) - 1
    equipped = applied({"kind": "equipment", "desk": "adminduk", "equipment": "kamera", "units": 1}).mall
    assert sum("kamera" in c.equipment for c in equipped.counters) == 1
    assert applied({"kind": "minutes", "desk": "pajak", "factor": 2}).mall.services[-1].need_minutes == 20
    assert applied({"kind": "breaks", "minutes": 0}).mall.timetable(DayType.NORMAL).break_starts == ()
    assert str(applied({"kind": "hours", "close": "16:00"}).mall.timetable(DayType.NORMAL).close) == "16:00:00"
    assert str(applied({"kind": "last_ticket", "last_ticket": "13:00"}).mall.timetable(DayType.NORMAL).last_ticket) == (
        "13:00:00"
    )
    late = {"kind": "calendar", "date": DAYS[1], "day_kind": "cuti_bersama", "name": "cuti bersama"}
    assert applied(late).mall.calendar[-1].day == DAYS[1]


def test_designs_keep_everybody_served():
    """Two officers, two services: one each as specialists; a fast lane splits only visits of several needs."""
    specialists = applied({"kind": "desk_design", "desk": "legalisir", "design": "specialists"}).mall
    assert {s.service for s in specialists.skills} == {s.service for s in a_mall().skills}
    mall = a_mall()
    shared = replace(mall, services=tuple(replace(s, needs_share=(0.6, 0.4, 0, 0)) for s in mall.services))
    found = applied({"kind": "desk_design", "desk": "adminduk", "design": "fast_lane"}, mall=shared)
    assert {s.id for s in found.mall.services_of("adminduk")} == {"ktp:1", "ktp:2+", "kk:1", "kk:2+"}
    monday = [f for f in found.forecasts if f.desk == "adminduk" and f.day == DAYS[0] and f.service]
    assert sum(f.mean for f in monday) == pytest.approx(40)


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ({"kind": "absen", "officer": "sari"}, "unknown_kind", "kind"),
        ({"kind": "absent", "officer": "sri"}, "unknown", "officer"),
        ({"kind": "absent", "officer": "sari", "form": "2026-02-02"}, "unknown_field", "form"),
        ({"kind": "absent"}, "missing", "officer"),
        ({"kind": "demand", "desk": "pajak"}, "bad_value", "factor"),
        ({"kind": "windows", "count": 9}, "bad_value", "count"),
        ({"kind": "absent", "officer": "sari", "from": "besok"}, "bad_value", "from"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_wrong_rows_are_told_with_place_and_way_out(row, code, column):
    """Each fault names the row, the column as written, and what to do."""
    with pytest.raises(InvalidFile) as caught:
        make_scenario({"name": "uji", "change": [row]}, a_mall())
    finding = caught.value.findings[0]
    assert (finding.code, finding.row, finding.column) == (code, 1, column)
    assert finding.remedy_id


def test_every_fault_is_told_at_once():
    """No name, a wrong week and an unknown officer: three findings."""
    with pytest.raises(InvalidFile) as caught:
        make_scenario({"weeks": ["2026-13"], "change": [{"kind": "officer_removed", "officer": "x"}]}, a_mall())
    assert len(caught.value.findings) == 3


def test_toml_and_json_say_the_same(tmp_path: Path):
    """Dates are dates in TOML and text in JSON; both give equal records."""
    toml, json = tmp_path / "a.toml", tmp_path / "a.json"
    toml.write_text('name="a"\nchange=[{kind="demand", desk="pajak", factor=[1.3, 1.5], from=2026-02-02}]')
    json.write_text('{"name":"a","change":[{"kind":"demand","desk":"pajak","factor":[1.3,1.5],"from":"2026-02-02"}]}')
    assert read_scenario(toml, a_mall()) == read_scenario(json, a_mall())
    assert read_scenario(toml, a_mall()) == Scenario(
        name="a", changes=(DemandChange(desk="pajak", factor=(1.3, 1.5), first_day=DAYS[0]),)
    )
    toml.write_text("name = ")
    with pytest.raises(InvalidFile):
        read_scenario(toml, a_mall())


def test_leave_moved_past_the_last_day_there_is_is_refused() -> None:
    """Year 9999 has no next day: the fault names the field, instead of breaking the page that reads it."""
    away = Leave(officer="sari", first_day=DAYS[0], last_day=DAYS[2])
    with pytest.raises(InvalidValue, match="last day there is"):
        applied({"kind": "leave_moved", "officer": "sari", "new_from": date(9999, 12, 31)}, mall=a_mall(leave=(away,)))
