"""`loketplan whatif`: what changes if, beside a plan, with intervals of the differences."""

import json
import sys
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

import click
from pydantic import TypeAdapter

from planner.cli.faults import as_click, end_with_findings
from planner.domain.errors import InvalidFile, PlannerError
from planner.domain.history import History
from planner.domain.plan import Plan
from planner.intake.read import read_mall
from planner.planning.plan_file import read_plan
from planner.planning.scenario import Scenario
from planner.planning.scenario_file import read_scenario
from planner.planning.simulations import Simulations, make_executor
from planner.planning.steps import Step
from planner.planning.what_if import Answer, Sweep
from planner.planning.what_if_base import BaseMaking, make_bases
from planner.planning.what_if_week import WhatIfSettings
from planner.report.language import Language
from planner.report.whatif import answer_text
from planner.report.whatif_page import write_page

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
KEPT = "kept"
STOPPED = (
    "Dihentikan. Jawaban yang sudah ada tersimpan di {folder}; perintah yang sama melanjutkannya.",
    "Stopped. The answers so far are kept in {folder}; the same command goes on from there.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Plans (the base first), scenarios beside them, and the counted visits where there are any."""

    plans: tuple[Plan, ...]
    scenarios: tuple[Scenario, ...]
    history: History | None


@click.command("whatif", epilog="Example: loketplan whatif out/demo/plan.json examples/scenarios/*.toml")
@click.argument("plan_file", metavar="PLAN.json", type=FILE)
@click.argument("scenario_files", metavar="SCENARIO...", nargs=-1, required=True, type=FILE)
@click.option("--plan", "others", multiple=True, type=FILE, help="Base plan of another week that a scenario names.")
@click.option(
    "--mall",
    type=click.Path(exists=True, path_type=Path),
    help="Counted visits: for base plans of other weeks, and where a scenario opens days.",
)
@click.option("--out", type=click.Path(path_type=Path), default=Path("out/whatif"), show_default=True)
@click.option("--seconds", type=click.FloatRange(1, 600), default=6.0, show_default=True, help="Limit of one solve.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Scenarios side by side.")
@click.option("--lang", type=click.Choice(["id", "en"]), default="id", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the answers as JSON.")
def whatif(
    plan_file: Path,
    scenario_files: Sequence[Path],
    others: Sequence[Path],
    mall: Path | None,
    out: Path,
    seconds: float,
    workers: int,
    lang: str,
    *,
    as_json: bool,
) -> None:
    """Answer scenarios (TOML or JSON, docs/scenarios.md) beside PLAN.json.

    Writes one HTML page and its pictures (SVG) into --out. Answers and base plans of other weeks are kept there, so a
    run that was stopped is taken up again.
    """
    question = _question((plan_file, *others), scenario_files, mall, lang)
    settings, language = WhatIfSettings(solve_seconds=seconds), Language(lang)
    executor = make_executor(workers)
    try:
        found = _answers(question, settings, executor, out / KEPT)
    except KeyboardInterrupt:
        click.echo(STOPPED[lang == "en"].format(folder=out / KEPT), err=True)
        sys.exit(130)
    except PlannerError as fault:
        raise as_click(fault, lang) from fault
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
    _tell_answers(found, question.plans[0], language, as_json=as_json)
    for path in write_page(found, question.plans[0].input.mall, out, language):
        click.echo(path, err=True)


def _question(plan_files: Sequence[Path], scenario_files: Sequence[Path], mall: Path | None, lang: str) -> Question:
    """All files read; ends the command with every finding of a file that cannot be."""
    try:
        plans = tuple(read_plan(path) for path in plan_files)
        return Question(
            plans=plans,
            scenarios=tuple(read_scenario(path, plans[0].input.mall) for path in scenario_files),
            history=read_mall(mall).history if mall else None,
        )
    except InvalidFile as fault:
        end_with_findings(fault, lang)
    except PlannerError as fault:
        raise as_click(fault, lang) from fault


def _answers(question: Question, settings: WhatIfSettings, executor: Executor, kept: Path) -> tuple[Answer, ...]:
    making = BaseMaking(
        simulations=Simulations(executor=executor, promise=question.plans[0].input.mall.promise),
        settings=settings,
        history=question.history,
        folder=kept,
        tell=_tell,
    )
    base = make_bases(question.plans, question.scenarios, making)
    sweep = Sweep(base=base, executor=executor, folder=kept, settings=settings, tell=_tell)
    return tuple(answer for answer in sweep.answers(question.scenarios) if answer)


def _tell(step: Step) -> None:
    click.echo(f"  {step.text_id}", err=True)


def _tell_answers(answers: Sequence[Answer], plan: Plan, language: Language, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(TypeAdapter(list[Answer]).dump_python(list(answers), mode="json"), ensure_ascii=False))
        return
    click.echo("\n".join(answer_text(answer, plan.input.mall, language) for answer in answers), nl=False)
