"""`loketplan review`: a planned week against what came."""

import json
from pathlib import Path

import click
from pydantic import TypeAdapter

from planner.cli.faults import end_with_findings
from planner.domain.errors import InvalidFile, PlannerError
from planner.intake.read import read_mall
from planner.planning.plan_file import read_plan
from planner.planning.review_week import WeekReview, review_week
from planner.planning.review_week_seen import Actuals
from planner.report.language import Language
from planner.report.review import review_text
from planner.report.review_page import write_review


@click.command("review", epilog="Example: loketplan review out/demo/plan.json examples/habaring-hurung")
@click.argument("plan_file", metavar="PLAN.json", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("actuals", metavar="ACTUALS", type=click.Path(exists=True, path_type=Path))
@click.option("--lang", type=click.Choice(["id", "en"]), default="id", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the review as JSON.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for the review as HTML.")
def review(plan_file: Path, actuals: Path, lang: str, out: Path | None, *, as_json: bool) -> None:
    """Compare a plan with ACTUALS, a mall's folder or workbook that holds the visits or tickets of its week.

    Tells for each desk where the promise broke the likeliest cause (demand, minutes, absence, arrivals) and what to
    change next. Waits, minutes and arrivals need tickets with times; absences need officers on them, or leave.
    """
    try:
        plan = read_plan(plan_file)
        files = read_mall(actuals)
        found = review_week(plan, Actuals(history=files.history, leave=files.mall.leave))
    except InvalidFile as fault:
        end_with_findings(fault, lang)
    except PlannerError as fault:
        raise click.ClickException(str(fault)) from fault
    if as_json:
        click.echo(json.dumps(TypeAdapter(WeekReview).dump_python(found, mode="json"), ensure_ascii=False))
    else:
        click.echo(review_text(found, plan.input.mall, Language(lang)), nl=False)
    if out is not None:
        click.echo(write_review(found, plan.input.mall, out, Language(lang)), err=True)
