"""The API of queue systems: notice, roster and plan to read, tickets handed out to post."""

from flask import Blueprint, Response, abort, current_app, jsonify, request
from flask.blueprints import BlueprintSetupState

from planner.domain.ids import DeskId, WindowId
from planner.domain.periods import Week
from planner.planning.stored import IssuedTickets
from webapp import access
from webapp.access import Action, Resource, check_agency
from webapp.deps import deps, store
from webapp.errors import Answer, problem
from webapp.machine.body import Field, read_body
from webapp.machine.documents import plan_document, roster_document
from webapp.machine.keys import add_pace, brings_key
from webapp.machine.openapi import make_specification
from webapp.notice.pages import find_public, notice_json
from webapp.plans import Shown, find_shown
from webapp.sessions import actor, cookie_name
from webapp.today.issued import MOST_TICKETS, find_window

pages = Blueprint("machine", __name__, url_prefix="/api")
ISSUED = (
    Field(name="desk", kind="text"),
    Field(name="date", kind="day"),
    Field(name="window", kind="text"),
    Field(name="tickets", kind="whole", high=MOST_TICKETS),
    Field(name="at", kind="moment", required=False),
)


@pages.record_once
def _prepare(state: BlueprintSetupState) -> None:
    """Whoever brings a key needs no forgery token: no browser sends a key by itself."""
    add_pace(state.app)
    state.app.extensions["csrf"].exempt(pages)


@pages.before_request
def _check_forgery() -> None:
    if request.method == "POST" and not brings_key() and current_app.config.get("WTF_CSRF_ENABLED", True):
        current_app.extensions["csrf"].protect()


@pages.get("/openapi.json")
@access.requires(Resource.PUBLIC)
def specification() -> Response:
    """This API for programs."""
    return jsonify(make_specification(cookie_name(deps().settings.https)))


@pages.get("/notice")
@access.requires(Resource.PUBLIC)
def notice() -> Answer:
    """The quotas in force, as citizens read them."""
    with store().read() as work:
        public = find_public(work)
    return problem(404, "not_published") if public is None else jsonify(notice_json(public))


@pages.get("/roster/<week:week>")
@access.requires(Resource.ROSTER)
def roster(week: Week) -> Response:
    """Who sits where."""
    return jsonify(roster_document(_shown(week)))


@pages.get("/plan/<week:week>")
@access.requires(Resource.QUOTA)
def plan(week: Week) -> Response:
    """Quotas, postings and what is short."""
    return jsonify(plan_document(_shown(week)))


def _shown(week: Week) -> Shown:
    """Machines read what is published, whatever their role."""
    with store().read() as work:
        shown = find_shown(work, week, published=True)
    return shown or abort(404)


@pages.post("/issued")
@access.requires(Resource.FLOOR, Action.WRITE)
def issued() -> Answer:
    """Note how many tickets of a window are out by now."""
    given = read_body(ISSUED)
    with store().read() as work:
        shown = find_shown(work, Week.of(given["date"]), published=True)
    found = find_window(shown, given["desk"], given["date"], given["window"]) if shown else None
    if found is None:
        return problem(404, "unknown_window", "window")
    row, quota = found
    check_agency(row.agency.id)
    note = IssuedTickets(
        desk=DeskId(given["desk"]),
        day=given["date"],
        window=WindowId(given["window"]),
        tickets=given["tickets"],
        at=given.get("at"),
    )
    with store().write(actor(), reason="api") as work:
        out = work.floor.record_issued(note).tickets
    left = max(0, quota.tickets - out)
    return jsonify({"tickets": quota.tickets, "issued": out, "left": left, "above": out > quota.tickets})
