"""`loketplan staffing-case`: is one more officer justified, and how many?"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click
from pydantic import TypeAdapter

from planner.cli.faults import as_click, end_with_findings
from planner.domain.errors import InvalidFile, PlannerError
from planner.domain.ids import DeskId
from planner.domain.mall import Mall
from planner.intake.read import read_mall
from planner.planning.plan_file import read_plan
from planner.planning.simulations import Simulations, make_executor
from planner.planning.staffing_case import CaseSettings, StaffingCase, staffing_case
from planner.planning.staffing_case_document import KeptCase, kept_case
from planner.planning.staffing_case_pool import pooled_seats
from planner.report.language import Language
from planner.report.memo import write_memo
from planner.report.page import write_html
from planner.report.staffing_case import case_text
from planner.report.staffing_html import case_page


@click.command("staffing-case", epilog="Example: loketplan staffing-case examples/habaring-hurung disdukcapil")
@click.argument("mall", type=click.Path(exists=True, path_type=Path))
@click.argument("desk")
@click.option("--away-share", type=click.FloatRange(0, 0.5), default=0.08, show_default=True, help="Days off work.")
@click.option(
    "--plan",
    "plans",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Roster of a week (plan.json): pooled officers count as they sit there.",
)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Write memo and page into this folder.")
@click.option("--template", type=click.Path(exists=True, path_type=Path), help="Word template with own letterhead.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes side by side.")
@click.option("--lang", type=click.Choice(["id", "en"]), default="id", show_default=True, help="Of text and page.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def staffing_case_command(
    mall: Path,
    desk: str,
    away_share: float,
    plans: Sequence[Path],
    out: Path | None,
    template: Path | None,
    workers: int,
    lang: str,
    *,
    as_json: bool,
) -> None:
    """Workload analysis of DESK in both conventions, and a simulated year with one officer fewer to five more.

    With --out: the memo (telaahan staf as DOCX and PDF, nota dinas as DOCX, in Bahasa Indonesia), its figures as XLSX,
    and a page to look at.
    """
    try:
        kept, found = _made(mall, desk, plans, Run(settings=CaseSettings(away_share=away_share), workers=workers))
    except InvalidFile as fault:
        end_with_findings(fault, lang)
    except PlannerError as fault:
        raise as_click(fault, lang) from fault
    if out is not None:
        for path in _write(kept, found, out, template, Language(lang)):
            click.echo(path, err=True)
    if as_json:
        click.echo(json.dumps(TypeAdapter(StaffingCase).dump_python(kept.case, mode="json"), ensure_ascii=False))
    else:
        click.echo(case_text(kept.case, found, Language(lang)), nl=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How the case is worked out."""

    settings: CaseSettings
    workers: int


def _made(folder: Path, desk: str, plans: Sequence[Path], run: Run) -> tuple[KeptCase, Mall]:
    files = read_mall(folder)
    seats = pooled_seats([read_plan(path) for path in plans], files.mall)
    with make_executor(run.workers) as executor:
        simulations = Simulations(executor=executor, promise=files.mall.promise)
        wanted = files.mall.get_desk(DeskId(desk)).id
        case = staffing_case(files.mall, files.history, wanted, simulations, run.settings, seats=seats)
    return kept_case(case, files.mall, files.history, date.today()), files.mall


def _write(kept: KeptCase, mall: Mall, out: Path, template: Path | None, language: Language) -> tuple[Path, ...]:
    written = write_memo(kept, mall, date.today(), out, template)
    return (*written, write_html(case_page(kept, mall, language), out / "usulan-petugas.html"))
