"""`loketplan doctor`: what is missing, contradictory or stale in a mall's files, the most valuable first."""

import json
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from planner.domain.errors import InvalidFile
from planner.domain.periods import Zone
from planner.intake.doctor import examine
from planner.intake.read import read_mall

NOTHING = {
    "id": "Tidak ada yang kurang, bertentangan, atau usang.",
    "en": "Nothing is missing, contradictory or stale.",
}


@click.command("doctor", epilog="Example: loketplan doctor mal-kami")
@click.argument("path", metavar="PATH", type=click.Path(exists=True, path_type=Path))
@click.option("--lang", type=click.Choice(["id", "en"]), default="id", show_default=True)
@click.option("--json", "as_json", is_flag=True)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day of asking; else the clock's.")
def doctor(path: Path, *, lang: str, as_json: bool, today: datetime | None) -> None:
    """Say what would help the plan of the mall in PATH most, one sentence a line with its way out.

    Ends with 0 when nothing is to be done, with 1 when there is advice or the files are refused.
    """
    day = today.date() if today else datetime.now(ZoneInfo(Zone.WIT.tz_name)).date()
    try:
        advice = examine(read_mall(path, today=day), day)
        lines = [one.text(lang) for one in advice]
        content = [asdict(one) for one in advice]
    except InvalidFile as fault:
        lines = [finding.sentence(lang) for finding in fault.findings]
        content = [asdict(finding) for finding in fault.findings]
    if as_json:
        click.echo(json.dumps(content, ensure_ascii=False, indent=1, default=str))
    else:
        click.echo("\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1)) or NOTHING[lang])
    sys.exit(1 if lines else 0)
