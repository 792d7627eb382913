"""`loketplan check`: does a plan file hold, from the file alone?"""

import json
import sys
from pathlib import Path
from typing import Any

import click

from planner.checker.check import check_plan
from planner.domain.errors import InvalidFile
from planner.planning.plan_file import plan_from_json, read_json

EXAMPLE = "Example: loketplan check out/demo/plan.json --simulate"


@click.command("check", epilog=EXAMPLE)
@click.argument("plan_file", metavar="PLAN.json", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--simulate", is_flag=True, help="Run the proofs of the plan again as well.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def check(plan_file: Path, *, simulate: bool, as_json: bool) -> None:
    """Check a plan: hashes, tickets, officer minutes, hard rules, stage values, shortfalls and proofs.

    Prints one line per finding in Bahasa Indonesia. Ends with 0 when the plan holds, 1 with findings, 2 on wrong use.
    """
    findings = _findings(plan_file, simulate)
    click.echo(_as_json(findings) if as_json else "\n".join(f["line"] for f in findings) or _agreed(plan_file))
    sys.exit(1 if findings else 0)


def _findings(plan_file: Path, simulate: bool) -> list[dict[str, Any]]:
    try:
        raw = read_json(plan_file)
        plan = plan_from_json(raw)
    except InvalidFile as fault:
        return [
            _row(f.code, f.column, f.value, f.sentence("id"), f.sentence("en"), f.sentence("id"))
            for f in fault.findings
        ]
    violations = list(check_plan(plan, raw))
    if simulate and not violations:
        from planner.planning.reprove import reprove  # loads the simulation, which a check without it does not need

        violations += reprove(plan)
    return [_row(v.rule, str(v.place), v.value, v.sentence_id, v.sentence_en, v.line()) for v in violations]


def _row(rule: str, place: str, value: str, sentence_id: str, sentence_en: str, line: str) -> dict[str, Any]:
    return {
        "rule": rule,
        "place": place,
        "value": value,
        "sentence_id": sentence_id,
        "sentence_en": sentence_en,
        "line": line,
    }


def _as_json(findings: list[dict[str, Any]]) -> str:
    rows = [{key: value for key, value in finding.items() if key != "line"} for finding in findings]
    return json.dumps({"agrees": not findings, "findings": rows}, indent=1, ensure_ascii=False)


def _agreed(plan_file: Path) -> str:
    return f"{plan_file}: sesuai, tidak ada temuan."
