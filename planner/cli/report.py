"""`loketplan report`: roster, quota notice and summary from a plan file."""

import sys
from datetime import datetime
from pathlib import Path

import click

from planner.domain.errors import InvalidFile
from planner.planning.plan_file import read_plan
from planner.report.files import write_reports
from planner.report.language import Language
from planner.report.summary_text import summary_text
from planner.report.words import LANGUAGES

EXAMPLE = "Example: loketplan report out/demo/plan.json --out out/demo"


@click.command("report", epilog=EXAMPLE)
@click.argument("plan_file", metavar="PLAN.json", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder to write into.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="id", show_default=True, help="Language of the reports.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Day on which citizens read the notice.")
def report(plan_file: Path, out: Path, lang: str, today: datetime | None) -> None:
    """Write roster.xlsx, summary.txt and the quota notice in both languages, and print the summary.

    Ends with 0, or with 1 and one line per finding when the file is no plan.
    """
    try:
        plan = read_plan(plan_file)
    except InvalidFile as fault:
        click.echo("\n".join(finding.sentence(lang) for finding in fault.findings), err=True)
        sys.exit(1)
    files = write_reports(plan, out, Language(lang), today.date() if today else None)
    click.echo(summary_text(plan, Language(lang)), nl=False)
    click.echo(f"{out}: {', '.join(file.name for file in files)}", err=True)
