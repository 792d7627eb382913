"""`loketplan template` and `loketplan import`: an empty mall to fill in, and a filled one read and judged."""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from planner.domain.errors import Conflict, Finding, InvalidFile
from planner.domain.periods import Zone
from planner.intake.read import MallFiles, read_mall
from planner.intake.short_template import write_short_template
from planner.intake.template import write_template

SEVERITIES = {"refused": "ditolak", "warning": "peringatan"}
EASTERNMOST = ZoneInfo(Zone.WIT.tz_name)  # where a day begins first


@click.command("template", epilog="Example: loketplan template mal-kami --xlsx")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--xlsx", is_flag=True, help="One workbook with drop-downs instead of CSV files.")
@click.option(
    "--short", is_flag=True, help="The short form: a row an agency with officers and monthly visits, and hours."
)
def template(folder: Path, *, xlsx: bool, short: bool) -> None:
    """Write an empty mall to DIR: every sheet with headings, an example row, and a page of help."""
    today = datetime.now(EASTERNMOST).date()
    try:
        written = (write_short_template(folder, today),) if short else write_template(folder, xlsx=xlsx)
    except Conflict as fault:
        raise click.UsageError(f"{fault}; nothing was written") from fault
    for path in written:
        click.echo(path)


@click.command("import", epilog="Example: loketplan import examples/habaring-hurung")
@click.argument("path", metavar="PATH", type=click.Path(exists=True, path_type=Path))
@click.option("--lang", type=click.Choice(["id", "en"]), default="id", show_default=True, help="Language of findings.")
@click.option("--json", "as_json", is_flag=True, help="Print summary and findings as JSON.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Visits after this day are refused; else the clock's.")
def import_mall(path: Path, *, lang: str, as_json: bool, today: datetime | None) -> None:
    """Read a mall folder or workbook and list every finding, one a line. Nothing is stored.

    Ends with 0 when the files can be planned with (warnings may be listed), 1 when they are refused.
    """
    files, findings = _read(path, today.date() if today else datetime.now(EASTERNMOST).date())
    if as_json:
        content = {"accepted": files is not None, "summary": _summary(files), "findings": _rows(findings)}
        click.echo(json.dumps(content, ensure_ascii=False, indent=1))
    else:
        _print(files, findings, lang)
    sys.exit(0 if files else 1)


def _read(path: Path, today: date) -> tuple[MallFiles | None, Sequence[Finding]]:
    try:
        files = read_mall(path, today=today)
    except InvalidFile as fault:
        return None, fault.findings
    return files, files.warnings


def _rows(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    return [asdict(f) | {"sentence_id": f.sentence("id"), "sentence_en": f.sentence("en")} for f in findings]


def _print(files: MallFiles | None, findings: Sequence[Finding], language: str) -> None:
    for finding in findings:
        click.echo(f"[{_severity(finding.severity, language)}] {finding.sentence(language)}")
    counts = Counter(finding.severity for finding in findings)
    told = ", ".join(f"{count} {_severity(severity, language)}" for severity, count in sorted(counts.items()))
    if files is None:
        refused = "Not accepted" if language == "en" else "Tidak diterima"
        click.echo(f"{refused}: {told}.")
        return
    click.echo(" · ".join(f"{key} {value}" for key, value in _summary(files).items()))


def _severity(severity: str, language: str) -> str:
    return severity if language == "en" else SEVERITIES[severity]


def _summary(files: MallFiles | None) -> dict[str, Any]:
    """How much was read."""
    if files is None:
        return {}
    mall, history = files.mall, files.history
    first = min((count.day for count in history.days), default=None)
    return {
        "mall": mall.name,
        "agencies": len(mall.agencies),
        "desks": len(mall.desks),
        "services": len(mall.services),
        "officers": len(mall.officers),
        "counts": len(history.days) + len(history.months),
        "tickets": len(history.tickets),
        "first_day": first.isoformat() if first else None,
        "last_day": history.last_day.isoformat() if history.last_day else None,
        "warnings": len(files.warnings),
    }
