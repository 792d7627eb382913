"""`loketplan whatif`: what changes if, beside a plan, with intervals of the differences."""

import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import click
from pydantic import TypeAdapter

from planner.domain.errors import InvalidFile, PlannerError
from planner.domain.periods import Week
from planner.domain.plan import Plan
from planner.intake.read import read_mall
from planner.planning.plan_file import read_plan
from planner.planning.scenario_file import read_scenario
from planner.planning.simulations import Simulations, make_executor
from planner.planning.what_if import Answer, Sweep
from planner.planning.what_if_week import WhatIfSettings, make_base_week
from planner.report.language import Language
from planner.report.whatif import answer_text


@click.command("whatif", epilog="Example: loketplan whatif out/demo/plan.json examples/scenarios/*.toml")
@click.argument("plan_file", metavar="PLAN.json", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument(
    "scenario_files",
    metavar="SCENARIO...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--mall", type=click.Path(exists=True, path_type=Path), help="Visits, where a scenario opens days.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("out/whatif"), show_default=True)
@click.option("--seconds", type=click.FloatRange(1, 600), default=6.0, show_default=True, help="Limit of one solve.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Scenarios side by side.")
@click.option("--lang", type=click.Choice(["id", "en"]), default="id", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the answers as JSON.")
def whatif(
    plan_file: Path,
    scenario_files: Sequence[Path],
    mall: Path | None,
    out: Path,
    seconds: float,
    workers: int,
    lang: str,
    *,
    as_json: bool,
) -> None:
    """Answer scenarios (TOML or JSON) beside PLAN.json; answers are kept in --out, a stopped run is taken up again."""
    try:
        plan = read_plan(plan_file)
        scenarios = [read_scenario(path, plan.input.mall) for path in scenario_files]
        history = read_mall(mall).history if mall else None
    except InvalidFile as fault:
        for finding in fault.findings:
            click.echo(finding.sentence(lang), err=True)
        sys.exit(1)
    except PlannerError as fault:
        raise click.ClickException(str(fault)) from fault
    settings = WhatIfSettings(solve_seconds=seconds)
    with make_executor(workers) as executor, suppress(KeyboardInterrupt):
        simulations = Simulations(executor=executor, promise=plan.input.mall.promise)
        base = make_base_week(plan, simulations, settings, history)
        sweep = Sweep(
            base={Week.of(plan.input.days[0]): base}, executor=executor, folder=out, settings=settings, tell=_tell
        )
        found = [answer for answer in sweep.answers(scenarios) if answer]
        _tell_answers(found, plan, Language(lang), as_json=as_json)


def _tell(sentence: str) -> None:
    click.echo(f"  {sentence}", err=True)


def _tell_answers(answers: Sequence[Answer], plan: Plan, language: Language, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(TypeAdapter(list[Answer]).dump_python(list(answers), mode="json"), ensure_ascii=False))
        return
    click.echo("\n".join(answer_text(answer, plan.input.mall, language) for answer in answers), nl=False)
