"""The history of changes: read, filtered, and as CSV; nobody writes it."""

import csv
import io
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, render_template, request

from planner.planning.stored import AuditEntry, AuditFilter
from webapp import access
from webapp.access import Resource, own_agency
from webapp.audit.pages import SHOWN, make_rows
from webapp.deps import store
from webapp.formatters import harmless, zone
from webapp.forms import DATE, YEARS

pages = Blueprint("audit", __name__)
KINDS = ("plan", "quota", "import", "mall", "forecast", "user", "key", "session", "job", "private", "tickets")
MOST_EXPORTED = 10_000


@pages.get("/audit")
@access.requires(Resource.AUDIT)
def trail() -> str:
    """Who changed what, when, why."""
    before_id = request.args.get("before", type=int)
    with store().read() as work:
        entries = work.audit.entries(_wanted(), limit=SHOWN, before_id=before_id)
    rest = {name: value for name, value in request.args.items() if name != "before"}
    return render_template(
        "audit/trail.html", rows=make_rows(entries), kinds=KINDS, full=len(entries) == SHOWN, rest=rest
    )


@pages.get("/audit.csv")
@access.requires(Resource.AUDIT)
def as_csv() -> Response:
    """The same as a file."""
    with store().read() as work:
        entries = work.audit.entries(_wanted(), limit=MOST_EXPORTED)
    response = Response("\ufeff" + _csv_of(entries), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="jejak.csv"'
    return response


def _wanted() -> AuditFilter:
    """What was asked for; an agency head gets his agency's whatever he asks."""
    kind = request.args.get("kind", "")
    return AuditFilter(
        agency=own_agency(),
        by=request.args.get("by", "").strip()[:100] or None,
        action=kind if kind in KINDS else None,
        since=_moment(request.args.get("since", "")),
        until=_moment(request.args.get("until", ""), days_later=1),
    )


def _moment(text: str, days_later: int = 0) -> datetime | None:
    """Midnight at the mall at the begin of a day; None for what is no date."""
    found = DATE.fullmatch(text.strip())
    if found is None:
        return None
    parts = [int(part) for part in found.groups() if part]
    year, month, day = parts if found[4] else reversed(parts)
    if year not in YEARS:
        return None
    try:
        midnight = datetime.combine(datetime(year, month, day), time(), tzinfo=ZoneInfo(zone().tz_name))
    except ValueError:
        return None
    return midnight + timedelta(days=days_later)


def _csv_of(entries: tuple[AuditEntry, ...] | list[AuditEntry]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["id", "at_utc", "by", "role", "agency", "action", "key", "reason", "before", "after"])
    for e in entries:
        row = [e.id, e.at.isoformat(), e.by, e.role, e.agency, e.action, e.key, e.reason, e.before, e.after]
        writer.writerow([harmless(value) for value in row])
    return out.getvalue()
