"""`loketplan plan` and `loketplan demo`: from a mall's files to a checked week."""

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from planner.checker.check import check_plan
from planner.cli.faults import as_click, end_with_findings
from planner.domain.errors import InvalidFile, PlannerError
from planner.domain.periods import Week
from planner.domain.plan import Plan
from planner.intake.read import MallFiles, read_mall
from planner.planning.demand_changes import DemandChanges
from planner.planning.plan_file import read_json, write_plan
from planner.planning.plan_week import PlanSettings, next_week_after, plan_week
from planner.planning.rounds import RoundSettings
from planner.planning.simulations import Simulations, make_executor
from planner.planning.steps import Step
from planner.report.files import write_reports
from planner.report.language import Language
from planner.report.summary_text import summary_text

SAMPLE = Path(__file__).parents[2] / "examples" / "habaring-hurung"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What was asked for: files in, folder out, the first week (None: the one after the last count), how many, how."""

    mall: Path
    out: Path
    week: Week | None
    settings: PlanSettings
    language: Language
    weeks: int = 1


@click.command("plan", epilog="Example: loketplan plan examples/habaring-hurung --week 2026-W24 --out out/minggu-24")
@click.argument("mall", type=click.Path(exists=True, path_type=Path))
@click.option("--week", help="ISO week, e.g. 2026-W24. Default: the week after the last counted day.")
@click.option("--weeks", type=click.IntRange(1, 4), default=1, show_default=True, help="Weeks planned as one.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("out/plan"), show_default=True)
@click.option("--seconds", type=click.FloatRange(1, 600), default=20.0, show_default=True, help="Limit of one solve.")
@click.option("--rounds", type=click.IntRange(1, 5), default=3, show_default=True, help="Most solves.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes side by side.")
@click.option("--seed", type=int, default=1, show_default=True)
@click.option(
    "--forecast",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV of another forecast: service (a desk's id), date, mean and optionally q0.025 ... q0.975.",
)
@click.option("--lang", type=click.Choice(["id", "en"]), default="id", show_default=True)
def plan(mall: Path, week: str | None, weeks: int, out: Path, forecast: Path | None, lang: str, **search: Any) -> None:
    """Plan one week of MALL, a folder of CSV files with mall.toml, or one XLSX workbook.

    Writes plan.json, roster.xlsx and quota-notice.html into the folder of --out and prints a summary. Ends with 1 when
    the files have findings or the plan does not hold; then no plan is written.
    """
    search["solve_seconds"] = search.pop("seconds")
    settings = PlanSettings(rounds=RoundSettings(**search), changes=DemandChanges(other=forecast))
    try:
        wanted = Week.parse(week) if week else None
    except PlannerError as fault:
        raise click.BadParameter(str(fault), param_hint="--week") from fault
    run(Order(mall=mall, out=out, week=wanted, weeks=weeks, settings=settings, language=Language(lang)))


@click.command("demo", epilog="Example: loketplan demo --out out/demo")
@click.option("--out", type=click.Path(path_type=Path), default=Path("out/demo"), show_default=True)
@click.option("--lang", type=click.Choice(["id", "en"]), default="id", show_default=True)
def demo(out: Path, lang: str) -> None:
    """Plan next week of the sample mall, MPP Habaring Hurung (synthetic data)."""
    run(Order(mall=SAMPLE, out=out, week=None, settings=PlanSettings(), language=Language(lang)))


def run(order: Order) -> None:
    """Read, plan, check, write, tell."""
    files = _read(order)
    order.out.mkdir(parents=True, exist_ok=True)  # refused now rather than after the planning
    made = _plan(order, files)
    _write_checked(made, order)
    click.echo(summary_text(made, order.language))
    click.echo(f"{order.out}: plan.json, roster.xlsx, quota-notice.html", err=True)


def _read(order: Order) -> MallFiles:
    try:
        files = read_mall(order.mall)
    except InvalidFile as fault:
        end_with_findings(fault, order.language.code)
    for warning in files.warnings:
        click.echo(warning.sentence(order.language.code), err=True)
    return files


def _plan(order: Order, files: MallFiles) -> Plan:
    days = _days(order.week or next_week_after(files.history), order.weeks)
    with make_executor(order.settings.rounds.workers) as executor:
        simulations = Simulations(executor=executor, promise=files.mall.promise)
        try:
            return plan_week(files.mall, files.history, days, simulations, order.settings, datetime.now(UTC), _tell)
        except PlannerError as fault:
            raise as_click(fault, order.language.code) from fault


def _days(first: Week, weeks: int) -> tuple[date, ...]:
    """Every day of so many weeks."""
    return tuple(day + timedelta(weeks=n) for n in range(weeks) for day in first.days)


def _tell(step: Step) -> None:
    click.echo(f"  {step.text_id} …", err=True)


def _write_checked(made: Plan, order: Order) -> None:
    """Write the plan beside its place, check it from the file, and only then put it there."""
    draft = order.out / f"plan.{os.getpid()}.json"  # two runs may share the folder
    write_plan(made, draft)
    violations = check_plan(made, read_json(draft))
    if violations:
        draft.unlink()
        for violation in violations:
            click.echo(violation.line(), err=True)
        raise click.ClickException(f"{len(violations)} findings: the plan does not hold and was not written")
    draft.replace(order.out / "plan.json")
    write_reports(made, order.out, order.language)
