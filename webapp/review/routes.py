"""Review of past weeks: what came against the plan, the likeliest causes, and proposals to accept."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.domain.errors import Conflict
from planner.domain.ids import DeskId
from planner.domain.periods import Week
from planner.planning.review_week_drift import with_proposal
from planner.planning.review_week_kept import KIND, find_reviewed
from webapp import access
from webapp.access import Action, Resource
from webapp.asking import ask_worker, jobs_seen
from webapp.deps import local_today, store
from webapp.freshness import keep_mall
from webapp.language import t
from webapp.plans import own_desk
from webapp.review.pages import find_proposal, make_desk_page, make_overview, make_week_page, mark_of
from webapp.sessions import actor

pages = Blueprint("review", __name__)
REVIEW_SECONDS = 300


@pages.get("/review")
@access.requires(Resource.REVIEW)
def overview() -> str:
    """All reviewed weeks, and what they tell together."""
    with store().read() as work:
        mall = work.mall.get()
        page = make_overview(work, mall, jobs_seen(), local_today(mall.zone))
    return render_template("review/overview.html", page=page)


@pages.get("/review/<week:week>")
@access.requires(Resource.REVIEW)
def of_week(week: Week) -> str:
    """Planned against what came."""
    with store().read() as work:
        page = make_week_page(work, week, work.mall.get(), jobs_seen())
    return render_template("review/week.html", page=page)


@pages.get("/review/<week:week>/<desk>")
@access.requires(Resource.REVIEW)
def of_desk(week: Week, desk: DeskId) -> str | Response:
    """One desk of the week by day."""
    with store().read() as work:
        mall = work.mall.get()
        page = make_desk_page(work, week, mall, own_desk(mall, desk).id)
    if page is None:
        return redirect(url_for("review.of_week", week=week), 303)
    return render_template("review/desk.html", page=page)


@pages.post("/review/<week:week>")
@access.requires(Resource.REVIEW, Action.WRITE)
def ask(week: Week) -> Response:
    """Ask the worker for the review; asking twice is one job."""
    with store().read() as work:
        if find_reviewed(work, week) is None:
            abort(404)
    ask_worker(KIND, {"week": str(week)}, REVIEW_SECONDS)
    return redirect(url_for("review.of_week", week=week), 303)


@pages.post("/review/accept")
@access.requires(Resource.REVIEW, Action.WRITE)
def accept() -> Response:
    """Take a proposal over into the mall, as it was shown: one that says another figure by now is refused."""
    with store().read() as work:
        proposal = find_proposal(work, request.form.get("name", ""))
        mall, version = work.mall.get(), work.mall.version()
    if proposal is None:
        abort(404)
    try:
        changed = with_proposal(mall, proposal) if request.form.get("mark") == mark_of(proposal) else None
    except Conflict:
        changed = None
    if changed is None:
        flash(t("review.outdated"), "warn")
        return redirect(url_for("review.overview"), 303)
    with store().write(actor(), reason=t("review.accept_reason", weeks=proposal.weeks, seen=proposal.seen)) as work:
        keep_mall(work, changed, version)
    flash(t("review.accepted"), "ok")
    return redirect(url_for("review.overview"), 303)
