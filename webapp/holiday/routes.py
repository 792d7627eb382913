"""The next holiday: are we ready for it?"""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from planner.planning.holiday_check_calendar import Holiday
from planner.planning.holiday_check_kept import KIND
from webapp import access
from webapp.access import Action, Resource
from webapp.asking import ask_worker, jobs_seen
from webapp.deps import local_today, store
from webapp.holiday.pages import find_holiday, make_page
from webapp.mall import mall_of_request

pages = Blueprint("holiday", __name__)
CHECK_SECONDS = 900


@pages.app_template_global("coming_holiday")
def coming_holiday() -> Holiday | None:
    """The next holiday, for a line on other pages."""
    mall = mall_of_request()
    return find_holiday(mall, local_today(mall.zone)) if mall else None


@pages.get("/holiday")
@access.requires(Resource.HOLIDAY)
def show() -> str:
    """The next holiday and what is known of the week after it."""
    with store().read() as work:
        mall = work.mall.get()
        page = make_page(work, mall_of_request() or mall, local_today(mall.zone), jobs_seen())
    return render_template("holiday/show.html", page=page)


@pages.post("/holiday")
@access.requires(Resource.HOLIDAY, Action.WRITE)
def ask() -> Response:
    """Ask the worker for a check; asking twice on a day is one job."""
    with store().read() as work:
        today = local_today(work.mall.get().zone)
    ask_worker(KIND, {"after": today.isoformat()}, CHECK_SECONDS)
    return redirect(url_for("holiday.show"), 303)
