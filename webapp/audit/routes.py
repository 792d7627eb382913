"""The history of changes: read, filtered, and as CSV; nobody writes it."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, render_template, request

from planner.planning.stored import AuditFilter, User
from webapp import access
from webapp.access import Resource, own_agency
from webapp.audit.names import names_of
from webapp.audit.pages import CHANGES_SHOWN, SHOWN, make_trail
from webapp.deps import store
from webapp.downloads import download_csv
from webapp.formatters import zone
from webapp.forms import read_day
from webapp.mall import mall_of_request

pages = Blueprint("audit", __name__)
KINDS = ("plan", "quota", "import", "mall", "forecast", "user", "key", "session", "job", "private", "tickets")
COLUMNS = ("by", "role", "agency", "action", "key", "reason", "before", "after")
MOST_EXPORTED = 10_000


@pages.get("/audit")
@access.requires(Resource.AUDIT)
def trail() -> str:
    """Who changed what, when, why."""
    before_id = request.args.get("before", type=int)
    with store().read() as work:
        users = work.users.all()
        entries = work.audit.entries(_wanted(users), limit=SHOWN, before_id=before_id)
    own = own_agency()
    return render_template(
        "audit/trail.html",
        trail=make_trail(entries, names_of(mall_of_request(), users)),
        kinds=KINDS,
        people=[user.full_name for user in users if own is None or user.agency == own],
        unread=[text for name in ("since", "until") if (text := request.args.get(name, "")) and _moment(text) is None],
        rest={name: value for name, value in request.args.items() if name != "before"},
        most=CHANGES_SHOWN,
    )


@pages.get("/audit.csv")
@access.requires(Resource.AUDIT)
def as_csv() -> Response:
    """The same as a file."""
    with store().read() as work:
        entries = work.audit.entries(_wanted(work.users.all()), limit=MOST_EXPORTED)
    rows = ((e.id, e.at.isoformat(), *(getattr(e, name) for name in COLUMNS)) for e in entries)
    return download_csv((("id", "at_utc", *COLUMNS), *rows), "jejak.csv")


def _wanted(users: Iterable[User]) -> AuditFilter:
    """What was asked for; an agency head gets his agency's whatever he asks. People are found by either name."""
    kind, asked = request.args.get("kind", ""), request.args.get("by", "").strip()[:100]
    by = next((user.name for user in users if asked.casefold() in (user.name, user.full_name.casefold())), asked)
    return AuditFilter(
        agency=own_agency(),
        by=by or None,
        action=kind if kind in KINDS else None,
        since=_moment(request.args.get("since", "")),
        until=_moment(request.args.get("until", ""), days_later=1),
    )


def _moment(text: str, days_later: int = 0) -> datetime | None:
    """Midnight at the mall at the begin of a day; None for what is no date."""
    day = read_day(text.strip())
    if day is None:
        return None
    return datetime.combine(day, time(), tzinfo=ZoneInfo(zone().tz_name)) + timedelta(days=days_later)
