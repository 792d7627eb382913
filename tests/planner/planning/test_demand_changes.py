"""A person's number, or another program's, stands beside the model's."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from planner.domain.errors import InvalidValue
from planner.planning.demand_changes import DemandChanges, changed_demand
from planner.planning.forecast_demand import DemandOutlook, demand_shares
from planner.planning.frame import make_frame
from planner.planning.stored import Adjustment
from tests.builders import DAYS, MONDAY, a_forecast, a_mall

FRAME = make_frame(a_mall(), DAYS[:2])


def an_outlook() -> DemandOutlook:
    """40 visits a day at `adminduk`: 30 KTP, 10 KK."""
    rows = [
        a_forecast("adminduk", day, mean, service=service)
        for day in DAYS[:2]
        for service, mean in ((None, 40), ("ktp", 30), ("kk", 10))
    ]
    return DemandOutlook(forecasts=tuple(rows), shares=demand_shares(FRAME, rows), rebuilt={})


def an_adjustment(visits: float, service: str | None = None, **changes: object) -> Adjustment:
    values = {"desk": "adminduk", "first_day": MONDAY, "last_day": MONDAY, "reason": "pasar malam", "by": "rina"}
    return Adjustment(**{**values, "visits": visits, "service": service, **changes})  # type: ignore[arg-type]


def means(*adjustments: Adjustment) -> dict[str | None, float]:
    outlook = changed_demand(FRAME, an_outlook(), DemandChanges(adjustments=adjustments))
    return {f.service: f.mean for f in outlook.forecasts if f.day == MONDAY}


def test_services_follow_their_desk() -> None:
    assert means(an_adjustment(60)) == {None: 60, "ktp": 45, "kk": 15}


def test_a_services_number_moves_its_desk_by_the_same_visits() -> None:
    assert means(an_adjustment(20, "kk")) == {None: 50, "ktp": 30, "kk": 20}


def test_the_models_value_who_and_why_stay_beside_it() -> None:
    outlook = changed_demand(FRAME, an_outlook(), DemandChanges(adjustments=(an_adjustment(60),)))
    row = outlook.of_desks()["adminduk", MONDAY]
    assert (row.model_mean, row.changed_by, row.change_reason) == (40, "rina", "pasar malam")
    assert row.at(0.5) == pytest.approx(60)
    assert outlook.of_desks()["adminduk", DAYS[1]] == an_outlook().of_desks()["adminduk", DAYS[1]]


def test_of_two_changes_the_later_holds_and_the_model_stays_the_models() -> None:
    early = an_adjustment(60, at=datetime(2026, 1, 1, tzinfo=UTC), id=1)
    late = an_adjustment(20, at=datetime(2026, 1, 2, tzinfo=UTC), id=2)
    outlook = changed_demand(FRAME, an_outlook(), DemandChanges(adjustments=(late, early)))
    row = outlook.of_desks()["adminduk", MONDAY]
    assert (row.mean, row.model_mean) == (pytest.approx(20), 40)


def test_a_desk_expected_empty_can_be_given_visits() -> None:
    rows = tuple(replace(f, mean=0.0, quantiles=(0.0,) * 21) for f in an_outlook().forecasts)
    outlook = changed_demand(
        FRAME, replace(an_outlook(), forecasts=rows), DemandChanges(adjustments=(an_adjustment(12),))
    )
    assert set(outlook.of_desks()["adminduk", MONDAY].quantiles) == {12}


def test_nothing_changed_is_the_same_outlook() -> None:
    assert changed_demand(FRAME, an_outlook(), DemandChanges()) == an_outlook()


def test_means_of_another_program_take_our_spread(tmp_path: Path) -> None:
    file = tmp_path / "ramalan.csv"
    file.write_text("service,date,mean\nadminduk,2026-02-02,80\n", encoding="utf-8")
    outlook = changed_demand(FRAME, an_outlook(), DemandChanges(other=file))
    row = outlook.of_desks()["adminduk", MONDAY]
    assert (row.mean, row.model_mean, row.method) == (80, 40, "ramalan.csv")
    assert row.at(0.9) == pytest.approx(2 * an_outlook().of_desks()["adminduk", MONDAY].at(0.9))
    assert {f.service: f.mean for f in outlook.forecasts if f.day == MONDAY} == {None: 80, "ktp": 60, "kk": 20}


@pytest.mark.parametrize("line", ["adminduk,2026-05-05,80", "loket,2026-02-02,80", "adminduk,2026-02-02,-1"])
def test_a_file_that_does_not_fit_is_refused_with_its_value(line: str, tmp_path: Path) -> None:
    file = tmp_path / "ramalan.csv"
    file.write_text(f"service,date,mean\n{line}\n", encoding="utf-8")
    with pytest.raises(InvalidValue, match=r"2026-05-05|loket|adminduk"):
        changed_demand(FRAME, an_outlook(), DemandChanges(other=file))
