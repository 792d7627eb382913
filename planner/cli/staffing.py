"""`loketplan staffing-case`: is one more officer justified, and how many?"""

import json
import sys
from datetime import date
from pathlib import Path

import click
from pydantic import TypeAdapter

from planner.domain.errors import InvalidFile, PlannerError
from planner.domain.ids import DeskId
from planner.intake.read import read_mall
from planner.planning.simulations import Simulations, make_executor
from planner.planning.staffing_case import CaseSettings, StaffingCase, staffing_case
from planner.report.memo import make_memo, write_memo
from planner.report.staffing_case import case_text


@click.command("staffing-case", epilog="Example: loketplan staffing-case examples/habaring-hurung disdukcapil")
@click.argument("mall", type=click.Path(exists=True, path_type=Path))
@click.argument("desk")
@click.option("--away-share", type=click.FloatRange(0, 0.5), default=0.08, show_default=True, help="Days off work.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Write the memo into this folder.")
@click.option("--template", type=click.Path(exists=True, path_type=Path), help="Word template with own letterhead.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes side by side.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def staffing_case_command(
    mall: Path,
    desk: str,
    away_share: float,
    out: Path | None,
    template: Path | None,
    workers: int,
    *,
    as_json: bool,
) -> None:
    """Workload analysis of DESK in both conventions, and a simulated year with one officer fewer to five more.

    With --out a memo (telaahan staf) is written as DOCX and PDF, its tables as XLSX.
    """
    try:
        files = read_mall(mall)
        with make_executor(workers) as executor:
            simulations = Simulations(executor=executor, promise=files.mall.promise)
            wanted = files.mall.get_desk(DeskId(desk)).id
            settings = CaseSettings(away_share=away_share)
            case = staffing_case(files.mall, files.history, wanted, simulations, settings)
    except InvalidFile as fault:
        for finding in fault.findings:
            click.echo(finding.sentence("id"), err=True)
        sys.exit(1)
    except PlannerError as fault:
        raise click.ClickException(str(fault)) from fault
    if out is not None:
        for path in write_memo(make_memo(case, files.mall, date.today()), out, template):
            click.echo(path, err=True)
    if as_json:
        click.echo(json.dumps(TypeAdapter(StaffingCase).dump_python(case, mode="json"), ensure_ascii=False))
    else:
        click.echo(case_text(case, files.mall), nl=False)
