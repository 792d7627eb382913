"""An agency's own roster with faults: accepted with findings, planned around, never mended in silence."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from planner.checker.check import check_plan
from planner.domain.errors import Severity
from planner.domain.plan import Plan, PostingSource
from planner.intake.read import MallFiles, read_mall
from planner.planning.edit_plan import InlineExecutor
from planner.planning.plan_file import plan_as_json
from planner.planning.plan_week import PlanSettings, next_week_after, plan_week
from planner.planning.rounds import RoundSettings
from planner.planning.simulations import Simulations

FOLDER = {
    "mall.toml": """
name = "MPP Kecil"
zone = "WIB"
[day_types.normal]
sessions = [{id = "pagi", start = "08:00", end = "11:00"}, {id = "siang", start = "11:00", end = "15:00"}]
last_ticket = "14:00"
break_minutes = 60
break_starts = ["11:30", "12:30"]
""",
    "agencies.csv": "id,name,mode\nbpjs,BPJS,as_given\nsamsat,Samsat,planned\n",
    "desks.csv": "id,agency,name\njkn,bpjs,JKN\njht,bpjs,JHT\npajak,samsat,Pajak\n",
    "services.csv": "id,desk,name,need_minutes\njkn,jkn,Kepesertaan,10\njht,jht,Klaim,12\npajak,pajak,Pajak,7\n",
    "officers.csv": "id,name,agency\nwati,Wati,bpjs\nyudi,Yudi,bpjs\nrini,Rini,samsat\n",
    "skills.csv": "officer,service\nwati,jkn\nwati,jht\nyudi,jht\nrini,pajak\n",
    "counters.csv": "id,agency,desk\n1,bpjs,jkn\n2,bpjs,jht\n3,samsat,pajak\n",
    # Wati sits at two desks on Monday morning; Yudi cannot do JKN on Tuesday; the rest is sound.
    "roster_given.csv": "officer,date,session,desk\n"
    "wati,2026-02-02,pagi,jkn\nwati,2026-02-02,pagi,jht\nyudi,2026-02-02,siang,jht\n"
    "yudi,2026-02-03,pagi,jkn\nwati,2026-02-03,pagi,jht\n",
    "visits.csv": "date,desk,visits\n"
    + "".join(
        f"2026-01-{d:02d},{desk},{n}\n"
        for d in (19, 20, 21, 22, 23, 26, 27, 28, 29, 30)
        for desk, n in (("jkn", 12), ("jht", 9), ("pajak", 20))
    ),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> MallFiles:
    folder: Path = tmp_path_factory.mktemp("mal")
    for name, text in FOLDER.items():
        (folder / name).write_text(text, encoding="utf-8")
    return read_mall(folder)


@pytest.fixture(scope="module")
def plan(files: MallFiles) -> Plan:
    simulations = Simulations(executor=InlineExecutor(), promise=files.mall.promise)
    settings = PlanSettings(rounds=RoundSettings(rounds=1, solve_seconds=5, workers=1))
    days = next_week_after(files.history).days[:2]
    return plan_week(files.mall, files.history, days, simulations, settings, datetime(2026, 1, 31, tzinfo=UTC))


def test_the_files_are_accepted_and_both_faults_are_told_with_their_rows(files: MallFiles) -> None:
    found = {(f.code, f.row): f.severity for f in files.warnings if f.sheet == "roster_given"}
    assert found == {("given_twice", 3): Severity.WARNING, ("given_unskilled", 5): Severity.WARNING}


def test_the_roster_given_stays_in_the_plan_as_it_was_handed_in(files: MallFiles, plan: Plan) -> None:
    assert plan.input.mall.given == files.mall.given
    assert len(plan_as_json(plan)["input"]["mall"]["given"]) == 5


def test_what_can_hold_is_planned_and_nothing_is_put_in_place_of_what_cannot(plan: Plan) -> None:
    """The first of the double booking, Yudi's afternoon and Wati's Tuesday; nobody else is posted at the agency."""
    posted = {(p.officer, p.day.day, p.session, p.desk) for p in plan.postings if p.source is PostingSource.AS_GIVEN}
    assert posted == {("wati", 2, "pagi", "jkn"), ("yudi", 2, "siang", "jht"), ("wati", 3, "pagi", "jht")}
    assert {p.officer for p in plan.postings} == {"wati", "yudi", "rini"}


def test_each_row_that_cannot_hold_is_a_finding_of_the_plan_with_officer_day_and_desk(plan: Plan) -> None:
    told = [f.text_en for f in plan.findings if f.code == "given_row_unusable"]
    assert len(told) == 2
    assert "Wati, 02/02/2026 pagi at jht" in told[0]
    assert "Yudi, 03/02/2026 pagi at jkn" in told[1]


def test_the_plan_holds_and_desks_left_alone_have_no_tickets(plan: Plan) -> None:
    """JKN has nobody on Tuesday: its quota is 0 and its visitors are a shortfall; Samsat is planned as ever."""
    assert check_plan(plan) == ()
    tickets = {(q.desk, q.day.day): 0 for q in plan.quotas}
    for quota in plan.quotas:
        tickets[quota.desk, quota.day.day] += quota.tickets
    assert tickets["jkn", 3] == 0 < tickets["pajak", 3]
    assert any(s.desk == "jkn" and s.day.day == 3 and s.amount > 0 for s in plan.shortfalls)


def test_a_given_roster_that_is_mended_by_its_agency_leaves_no_finding(files: MallFiles) -> None:
    sound = replace(files.mall, given=tuple(g for n, g in enumerate(files.mall.given) if n not in (1, 3)))
    simulations = Simulations(executor=InlineExecutor(), promise=sound.promise)
    settings = PlanSettings(rounds=RoundSettings(rounds=1, solve_seconds=5, workers=1))
    days = next_week_after(files.history).days[:2]
    plan = plan_week(sound, files.history, days, simulations, settings, datetime(2026, 1, 31, tzinfo=UTC))
    assert not [f for f in plan.findings if f.code == "given_row_unusable"]
