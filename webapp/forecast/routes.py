"""The forecast: how many will come, how sure; a person's number beside the model's."""

from datetime import date, timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.domain.demand import DemandForecast
from planner.domain.history import History
from planner.domain.ids import DeskId, ServiceId
from planner.domain.mall import Desk, Mall
from planner.planning.past_forecasts import KEY, KIND
from planner.planning.ports import UnitOfWork
from planner.planning.stored import Adjustment
from webapp import access
from webapp.access import Action, Resource
from webapp.asking import ask_worker
from webapp.deps import deps, store
from webapp.forecast.looking_back import make_looking_back
from webapp.forecast.pages import Sources, make_desk_forecast, make_table
from webapp.forms import Form
from webapp.language import t
from webapp.plans import find_shown, own_desk, own_mall
from webapp.sessions import actor
from webapp.weeks import focus_week, history_of, week_picker

pages = Blueprint("forecast", __name__)
WEEKS_SHOWN = 4
PLANS_LOOKED_AT = 20  # each is read whole
TEST_SECONDS = 900


@pages.get("/forecast")
@access.requires(Resource.VISITS)
def overview() -> str:
    """All desks of the week."""
    with store().read() as work:
        mall = work.mall.get()
        week = focus_week(work, mall)
        shown = find_shown(work, week)
    table = make_table(shown.plan) if shown else None
    return render_template(
        "forecast/overview.html", picker=week_picker(week), table=table, desks=own_mall(mall).desks, shown=shown
    )


@pages.get("/forecast/<desk>")
@access.requires(Resource.VISITS)
def of_desk(desk: DeskId) -> str:
    """One desk over the weeks."""
    return _page(desk, Form({"service": ""}))


@pages.get("/accuracy")
@access.requires(Resource.VISITS)
def accuracy() -> str:
    """How well the visits of past weeks would have been forecast."""
    with store().read() as work:
        mall, document = work.mall.get(), work.results.find(KEY)
    page = make_looking_back(document, own_mall(mall)) if document else None
    return render_template("forecast/looking_back.html", page=page)


@pages.post("/accuracy")
@access.requires(Resource.VISITS, Action.WRITE)
def test() -> Response:
    """Ask the worker for a back-test; asking twice is one job."""
    with store().read() as work:
        work.mall.get()
    job = ask_worker(KIND, {}, TEST_SECONDS)
    flash(t("back.asked"), "info")
    return redirect(url_for("jobs.card", job=job.id), 303)


def _page(desk: DeskId, form: Form) -> str:
    with store().read() as work:
        mall = work.mall.get()
        found = own_desk(mall, desk)
        service = _service(mall, found)
        page = make_desk_forecast(work, found, service, _sources(work, mall))
    return render_template("forecast/desk.html", page=page, form=form)


def _sources(work: UnitOfWork, mall: Mall) -> Sources:
    """Counts, the newest issued forecast or else the plans', and earlier ones for comparing."""
    history = history_of(work)
    latest = work.forecasts.latest()
    forecasts = latest.forecasts if latest else _planned(work)
    return Sources(mall=mall, history=history, forecasts=forecasts, issued=_issued(work, history))


def _issued(work: UnitOfWork, history: History) -> tuple[DemandForecast, ...]:
    """The last forecast issued for each of the last counted days, made before the day."""
    last = history.last_day
    if last is None:
        return ()
    found: dict[tuple[str, str | None, date], DemandForecast] = {}
    for issue in work.forecasts.issued(last - timedelta(weeks=WEEKS_SHOWN), last):
        found |= {(f.desk, f.service, f.day): f for f in issue.forecasts if f.day > issue.origin}
    return tuple(found.values())


def _planned(work: UnitOfWork) -> tuple[DemandForecast, ...]:
    found: dict[tuple[str, str | None, date], DemandForecast] = {}
    for entry in reversed(work.plans.live(limit=PLANS_LOOKED_AT)):
        found |= {(f.desk, f.service, f.day): f for f in deps().shelf.plan(work, entry.id).forecast}
    return tuple(found.values())


def _service(mall: Mall, desk: Desk) -> ServiceId | None:
    wanted = request.values.get("service", "")
    return next((s.id for s in mall.services_of(desk.id) if s.id == wanted), None)


@pages.post("/forecast/<desk>/adjust")
@access.requires(Resource.VISITS, Action.WRITE)
def adjust(desk: DeskId) -> str | Response | tuple[str, int]:
    """Put a person's number beside the model's, with reason and end."""
    form = Form()
    with store().read() as work:
        mall = work.mall.get()
    found = own_desk(mall, desk)
    first, last = form.day("first_day"), form.day("last_day")
    visits, reason = form.whole("visits", 0, 10_000), form.text("reason")
    if first and last and last < first:
        form.fail("last_day", "field.ends_before_start")
    if form.faults or first is None or last is None or visits is None:
        return _page(desk, form), 422
    wish = Adjustment(
        desk=desk, service=_service(mall, found), first_day=first, last_day=last, visits=visits, reason=reason
    )
    with store().write(actor(), reason=reason) as work:
        work.forecasts.adjust(wish)
    flash(t("forecast.adjusted"), "ok")
    return redirect(url_for("forecast.of_desk", desk=desk, service=wish.service), 303)


@pages.post("/forecast/<desk>/withdraw/<int:number>")
@access.requires(Resource.VISITS, Action.WRITE)
def withdraw(desk: DeskId, number: int) -> Response:
    """Let the model's number hold again."""
    with store().read() as work:
        own_desk(work.mall.get(), desk)
        own = [a for a in work.forecasts.adjustments(date.min, date.max) if a.id == number and a.desk == desk]
    if not own:
        abort(404)
    with store().write(actor()) as work:
        work.forecasts.withdraw(number)
    flash(t("forecast.withdrawn"), "ok")
    return redirect(url_for("forecast.of_desk", desk=desk), 303)
