"""The sample mall: what is committed is what the script writes, and it is the mall that was asked for."""

import importlib.util
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from planner.domain.mall import AgencyMode
from planner.domain.periods import Week
from planner.intake.read import MallFiles, read_mall

EXAMPLES = Path(__file__).parents[3] / "examples"
SAMPLE = EXAMPLES / "habaring-hurung"


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_habaring_hurung", EXAMPLES / "make_habaring_hurung.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def sample() -> MallFiles:
    return read_mall(SAMPLE)


def test_the_script_writes_the_committed_files(tmp_path: Path) -> None:
    """To the byte, and no file more or less."""
    script().write_sample(tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {path.name: path.read_bytes() for path in SAMPLE.iterdir()}


def test_the_sample_is_read_without_a_finding(sample: MallFiles) -> None:
    """25 agencies, 25 desks, 42 services, 60 officers; all three modes."""
    mall = sample.mall
    assert sample.warnings == ()
    counts = [len(part) for part in (mall.agencies, mall.desks, mall.services, mall.officers)]
    assert counts == [25, 25, 42, 60]
    assert {agency.mode for agency in mall.agencies} == set(AgencyMode)


def test_the_sample_is_small() -> None:
    """Under 1.5 MB."""
    assert sum(path.stat().st_size for path in SAMPLE.iterdir()) < 1_500_000


def test_visits_grow_from_250_to_over_300_a_day(sample: MallFiles) -> None:
    """The published course: 200-250 a weekday in the first year, over 300 in the second."""
    totals: dict[date, int] = defaultdict(int)
    for count in sample.history.days:
        if count.day.weekday() < 5:
            totals[count.day] += count.visits
    first = [n for day, n in totals.items() if day < date(2025, 6, 1)]
    second = [n for day, n in totals.items() if day >= date(2025, 6, 1)]
    assert 200 <= sum(first) / len(first) <= 250
    assert 300 <= sum(second) / len(second) <= 330


def test_disdukcapil_is_capped_and_full_on_half_of_its_days(sample: MallFiles) -> None:
    """Never above 70 a day; between 45 and 65 % of days full; run-out times in the last six months only."""
    visits: dict[date, int] = defaultdict(int)
    full: dict[date, bool] = {}
    for count in sample.history.days:
        if count.desk == "disdukcapil":
            visits[count.day] += count.visits
            full[count.day] = count.is_full
            noted = count.quota_full_at is not None
            assert noted == (count.is_full and count.day >= date(2025, 12, 8))
    assert max(visits.values()) == 70
    assert 0.45 <= sum(full.values()) / len(full) <= 0.65


def test_disdukcapil_takes_13_to_19_officer_minutes_a_visit(sample: MallFiles) -> None:
    """The cap of 70 with 3-4 operators implies it; the mean of needs is 1.55."""
    services = sample.mall.services_of("disdukcapil")
    shares = {s.id: sum(c.visits for c in sample.history.days if c.service == s.id) for s in services}
    mean = sum(s.visit_minutes * shares[s.id] for s in services) / sum(shares.values())
    assert 13 <= mean <= 19
    assert services[0].needs_mean == pytest.approx(1.55)


def test_the_week_after_the_last_visit_is_an_ordinary_one(sample: MallFiles) -> None:
    """2026-W24, 8-13 June: one operator is away two days, and an agency has handed in its roster."""
    last = sample.history.last_day
    assert last is not None
    week = Week.of(last).next()
    assert str(week) == "2026-W24"
    away = [leave for leave in sample.mall.leave if leave.officer == "disdukcapil3"]
    assert [(leave.first_day.day, leave.last_day.day) for leave in away] == [(9, 10)]
    assert {given.day for given in sample.mall.given} == set(week.days[:5])


def test_imigrasi_opens_two_days_and_the_bank_six(sample: MallFiles) -> None:
    """Counts exist on those weekdays only."""
    weekdays = defaultdict(set)
    for count in sample.history.days:
        weekdays[count.desk].add(count.day.weekday())
    assert weekdays["imigrasi"] == {0, 2}
    assert weekdays["bank_kalteng"] == set(range(6))


def test_pooled_officers_serve_several_agencies(sample: MallFiles) -> None:
    """Four without an agency, each with skills at three desks or more."""
    desk_of = {s.id: s.desk for s in sample.mall.services}
    pooled = [o.id for o in sample.mall.officers if o.agency is None]
    assert len(pooled) == 4
    for officer in pooled:
        assert len({desk_of[s.service] for s in sample.mall.skills if s.officer == officer}) >= 3
