"""`loketplan holiday-check`: is the mall ready for its next holiday?"""

import json
from datetime import date, datetime
from pathlib import Path

import click
from pydantic import TypeAdapter

from planner.cli.faults import end_with_findings
from planner.domain.errors import InvalidFile, InvalidValue, PlannerError
from planner.domain.history import History
from planner.intake.read import read_mall
from planner.planning.holiday_check import CheckSettings, HolidayCheck, holiday_check
from planner.planning.plan_file import read_plan
from planner.planning.rounds import RoundSettings
from planner.planning.simulations import make_executor
from planner.planning.what_if_week import WhatIfSettings
from planner.report.holiday import holiday_text
from planner.report.holiday_page import write_holiday
from planner.report.language import Language


@click.command("holiday-check", epilog="Example: loketplan holiday-check examples/habaring-hurung")
@click.argument("mall", type=click.Path(exists=True, path_type=Path))
@click.option("--after", type=click.DateTime(["%Y-%m-%d"]), help="Look after this day. Default: last counted day.")
@click.option(
    "--plan",
    "plan_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Plan of the week after the holiday. Default: the week is planned for the check.",
)
@click.option("--seconds", type=click.FloatRange(1, 600), default=6.0, show_default=True, help="Limit of one solve.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes side by side.")
@click.option("--lang", type=click.Choice(["id", "en"]), default="id", show_default=True)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for the check as HTML.")
@click.option("--json", "as_json", is_flag=True, help="Print the check as JSON.")
def holiday_check_command(
    mall: Path,
    after: datetime | None,
    plan_file: Path | None,
    seconds: float,
    workers: int,
    lang: str,
    out: Path | None,
    *,
    as_json: bool,
) -> None:
    """Check the week in which MALL opens again after its next holiday.

    Tells who is on leave, the surge expected, the days at risk with their probability, and the three measures
    that serve most citizens, each tried by simulation.
    """
    try:
        settings = CheckSettings(
            plan=read_plan(plan_file) if plan_file else None,
            rounds=RoundSettings(rounds=1, solve_seconds=seconds, workers=workers),
            what_if=WhatIfSettings(solve_seconds=seconds),
            tell=lambda step: click.echo(f"  {step.text_id} …", err=True),
        )
        files = read_mall(mall)
        since = after.date() if after else _last_day(files.history)
        with make_executor(workers) as executor:
            check = holiday_check(files.mall, files.history, since, executor, settings)
    except InvalidFile as fault:
        end_with_findings(fault, lang)
    except PlannerError as fault:
        raise click.ClickException(str(fault)) from fault
    if out is not None:
        click.echo(write_holiday(check, files.mall, out, Language(lang)), err=True)
    if as_json:
        click.echo(json.dumps(TypeAdapter(HolidayCheck).dump_python(check, mode="json"), ensure_ascii=False))
    else:
        click.echo(holiday_text(check, files.mall, Language(lang)), nl=False)


def _last_day(history: History) -> date:
    if history.last_day is None:
        raise InvalidValue("no visits were counted, so nothing is forecast", code="no_history", field="visits")
    return history.last_day
