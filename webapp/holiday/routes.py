"""The next holiday: are we ready for it?"""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from planner.planning.holiday_check_calendar import Holiday
from planner.planning.holiday_check_kept import KIND
from planner.planning.stored import JobRequest
from webapp import access
from webapp.access import Action, Resource, own_agency
from webapp.deps import local_today, store
from webapp.holiday.pages import find_holiday, make_page
from webapp.language import language
from webapp.mall import mall_of_request
from webapp.sessions import actor

pages = Blueprint("holiday", __name__)
CHECK_SECONDS = 900
JOBS_LOOKED_AT = 30


@pages.app_template_global("coming_holiday")
def coming_holiday() -> Holiday | None:
    """The next holiday, for a line on other pages."""
    mall = mall_of_request()
    return find_holiday(mall, local_today(mall.zone)) if mall else None


@pages.get("/holiday")
@access.requires(Resource.HOLIDAY)
def show() -> str:
    """The next holiday and what is known of the week after it."""
    jobs = store().jobs.entries(limit=JOBS_LOOKED_AT) if own_agency() is None else ()
    with store().read() as work:
        mall = work.mall.get()
        page = make_page(work, mall_of_request() or mall, local_today(mall.zone), jobs, language())
    return render_template("holiday/show.html", page=page)


@pages.post("/holiday")
@access.requires(Resource.HOLIDAY, Action.WRITE)
def ask() -> Response:
    """Ask the worker for a check; asking twice on a day is one job."""
    with store().read() as work:
        today = local_today(work.mall.get().zone)
    payload = {"after": today.isoformat()}
    store().jobs.ask(JobRequest(kind=KIND, payload=payload, limit_seconds=CHECK_SECONDS), actor())
    return redirect(url_for("holiday.show"), 303)
