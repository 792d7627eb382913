"""This week: are we ready, what needs a decision, and what to do next."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from planner.domain.periods import Week
from webapp import access
from webapp.access import Action, Resource
from webapp.asking import ask_worker, jobs_seen
from webapp.deps import deps, store
from webapp.home.pages import COPY_KIND, PLAN_KIND, make_week_page
from webapp.language import language, t
from webapp.weeks import focus_week, week_picker

pages = Blueprint("home", __name__)
PLAN_SECONDS = 600


@pages.get("/")
@access.requires(Resource.WEEK)
def week() -> str:
    """The week people care about now, or the first steps while there are no data."""
    with store().read() as work:
        mall = deps().shelf.mall(work)
        if mall is None:
            return render_template("home/first.html")
        return _page(focus_week(work, mall))


@pages.get("/week/<week:week>")
@access.requires(Resource.WEEK)
def of_week(week: Week) -> str:
    """Any week."""
    return _page(week)


def _page(week: Week) -> str:
    with store().read() as work:
        page = make_week_page(work, week, language(), jobs_seen())
    return render_template("home/week.html", page=page)


@pages.post("/week/<week:week>/plan")
@access.requires(Resource.ROSTER, Action.WRITE)
def plan(week: Week) -> Response:
    """Ask the worker for a plan of the week; asking twice is one job."""
    with store().read() as work:
        work.mall.get()
    job = ask_worker(PLAN_KIND, {"week": str(week)}, PLAN_SECONDS)
    return redirect(url_for("jobs.card", job=job.id), 303)


@pages.post("/week/<week:week>/copy")
@access.requires(Resource.ROSTER, Action.WRITE)
def copy(week: Week) -> Response:
    """Ask the worker to copy last week's roster onto the week; asking twice is one job."""
    before = week_picker(week).before
    with store().read() as work:
        work.mall.get()
        source = work.plans.find_in_force(before)
    if source is None:
        flash(t("copy.nothing"), "warn")
        return redirect(url_for("home.of_week", week=week), 303)
    job = ask_worker(COPY_KIND, {"week": str(week)}, PLAN_SECONDS)
    flash(t("copy.asked"), "info")
    return redirect(url_for("jobs.card", job=job.id), 303)
