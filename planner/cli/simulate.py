"""`loketplan simulate`: the desk-days of a plan once more, in figures and pictures."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.domain.errors import InvalidFile
from planner.domain.periods import minute_of_day
from planner.domain.plan import Plan, Proof
from planner.planning.plan_file import read_plan

if TYPE_CHECKING:
    from planner.planning.reprove import Resimulated

HEADINGS = ("minta", "layani", "tolak", "<=janji", "p90", "selesai")
COLUMNS = f"{'meja':24s}{'tanggal':>12s}{'antrean':>12s}" + "".join(f"{name:>9s}" for name in HEADINGS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which desk-days, and how they are simulated; None: all, or as the plan's own proofs were."""

    desk: str | None
    day: datetime | None
    days: int | None
    seed: int | None

    @property
    def date(self) -> str:
        """The day asked for as text, blank for all."""
        return self.day.date().isoformat() if self.day else ""

    def of(self, plan: Plan) -> list[Proof]:
        """The proofs asked for."""
        day = self.day.date() if self.day else None
        return [p for p in plan.proofs if self.desk in (None, p.desk) and day in (None, p.day)]


@click.command(
    "simulate", epilog="Example: loketplan simulate out/demo/plan.json --desk disdukcapil --svg out/pictures"
)
@click.argument("plan_file", metavar="PLAN.json", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--desk", help="Only this desk (its id).")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Only this day.")
@click.option("--days", type=click.IntRange(1, 100_000), help="Simulated days. Default: as in the plan.")
@click.option("--seed", type=click.IntRange(0), help="Other seed than the plan's, to see what chance does.")
@click.option("--svg", type=click.Path(file_okay=False, path_type=Path), help="Folder for a picture of each desk-day.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def simulate(plan_file: Path, svg: Path | None, *, as_json: bool, **wanted: Any) -> None:
    """Simulate the desk-days of a plan: visits served and turned away, waits, finish, and the queue over the day.

    For one desk without a plan see `loketplan desk-day`.
    """
    from planner.planning.reprove import resimulate

    plan = _read(plan_file)
    asked = Wanted(**wanted)
    proofs = asked.of(plan)
    if not proofs:
        raise click.UsageError(f"the plan has no proof of desk {asked.desk or 'any'} on {asked.date or 'any day'}")
    runs = list(resimulate(plan, proofs, asked.days, asked.seed))
    click.echo(_as_json(runs) if as_json else "\n".join([COLUMNS, *(_line(run) for run in runs)]))
    if svg is not None:
        _write_pictures(plan, runs, svg)


def _read(plan_file: Path) -> Plan:
    try:
        return read_plan(plan_file)
    except InvalidFile as fault:
        raise click.ClickException("\n".join(f.sentence("id") for f in fault.findings)) from fault


def _line(run: "Resimulated") -> str:
    again, tickets = run.again, "+".join(map(str, run.tickets))
    head = f"{run.proof.desk:24s}{run.proof.day.isoformat():>12s}{tickets:>12s}"
    if again is None:
        return f"{head}  tidak ada petugas yang bisa melayani"
    return (
        f"{head}{again.demand_mean:9.1f}{again.served:9.1f}{again.turned_away:9.1f}{again.share_within:9.1%}"
        f"{again.wait_p90_minutes:9.0f}{again.finish_probability:9.1%}"
    )


def _as_json(runs: Iterable["Resimulated"]) -> str:
    names = ("demand_mean", "served", "turned_away", "left", "share_within", "wait_p90_minutes", "finish_probability")
    rows = [
        {
            "desk": run.proof.desk,
            "date": run.proof.day.isoformat(),
            "tickets": list(run.tickets),
            **({name: getattr(run.again, name) for name in names} if run.again else {}),
        }
        for run in runs
    ]
    return json.dumps(rows, indent=1)


def _write_pictures(plan: Plan, runs: Iterable["Resimulated"], folder: Path) -> None:
    from planner.calendar.hours import opening
    from planner.cli.desk_chart import Caption, day_chart
    from planner.queueing.course import day_course

    folder.mkdir(parents=True, exist_ok=True)
    for run in runs:
        if run.day is None:
            continue
        desk = plan.input.mall.get_desk(run.proof.desk)
        hours = opening(plan.input.mall, desk.agency, run.proof.day)
        assert hours is not None, f"{desk.id} has a proof on {run.proof.day}, a day it is closed"
        caption = Caption(
            title=f"{desk.name}, {run.proof.day:%d/%m/%Y}: {sum(run.tickets)} antrean",
            promised_minutes=plan.input.mall.promise.wait_minutes,
            clock=partial(_clock, minute_of_day(hours.open)),
        )
        path = folder / f"{run.proof.day.isoformat()}-{desk.id}.svg"
        path.write_text(day_chart(day_course(run.day, run.tickets), caption), encoding="utf-8")
        click.echo(str(path), err=True)


def _clock(opening_minute: int, minutes: float) -> str:
    minute = opening_minute + int(minutes)
    return f"{minute // 60:02d}.{minute % 60:02d}"
