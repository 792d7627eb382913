"""Leaving out refused rows of counts, when the one who imports wants the rest: never without being asked."""

from collections.abc import Iterable

from planner.domain.errors import Finding, Severity
from planner.intake.sources import Source

COUNTED_SHEETS = ("visits", "visits_monthly", "tickets")
Rows = frozenset[tuple[str, int]]


def refused_rows(findings: Iterable[Finding]) -> Rows | None:
    """Sheet and row of everything that refuses the files; None where something else than a row of counts does."""
    refused = [finding for finding in findings if finding.severity is Severity.REFUSED]
    if any(finding.sheet not in COUNTED_SHEETS or finding.row is None for finding in refused):
        return None
    return frozenset((finding.sheet, finding.row or 0) for finding in refused)


def leave_out(source: Source, rows: Rows) -> None:
    """Blank those rows; all others keep their numbers."""
    for sheet in {sheet for sheet, _ in rows}:
        source.cells[sheet] = [
            [] if (sheet, number) in rows else row for number, row in enumerate(source.cells[sheet], start=1)
        ]
