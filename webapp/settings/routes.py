"""Calendar and hours, the promise, and the users."""

import secrets
from dataclasses import replace
from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.domain.errors import PlannerError
from planner.domain.ids import AgencyId
from planner.domain.mall import CalendarDay, CalendarKind, Mall
from planner.planning.ports import UnitOfWork
from planner.planning.stored import Role, User
from webapp import access
from webapp.access import Action, Resource
from webapp.deps import deps, local_today, store
from webapp.formatters import week_text
from webapp.forms import Form
from webapp.freshness import keep_mall, live_weeks
from webapp.language import t
from webapp.plans import own_mall
from webapp.sessions import actor
from webapp.settings import counters, hours, rules, services
from webapp.settings.editing import Answer, Edit, mall_now, settle
from webapp.settings.pages import EDITABLE_KINDS, calendar_lines, row_key, timetables
from webapp.settings.promise_form import first_promise, read_promise
from webapp.settings.tabs import settings_tabs

pages = Blueprint("settings", __name__)
pages.register_blueprint(hours.pages)
pages.register_blueprint(counters.pages)
pages.register_blueprint(services.pages)
pages.register_blueprint(rules.pages)
pages.app_template_global("settings_tabs")(settings_tabs)
FIRST_YEAR, LAST_YEAR = 2019, 2040


@pages.get("/calendar")
@access.requires(Resource.CALENDAR)
def calendar() -> str:
    """When are we open?"""
    return _calendar(Form())


def _calendar(form: Form) -> str:
    with store().read() as work:
        mall = work.mall.get()
    year = request.args.get("year", type=int) or local_today(mall.zone).year
    if not FIRST_YEAR <= year <= LAST_YEAR:
        abort(404)
    own = own_mall(mall)
    return render_template(
        "settings/calendar.html",
        lines=calendar_lines(own, year),
        tables=timetables(mall),
        year=year,
        form=form,
        kinds=[(kind.value, t(f"calendar.kind_{kind}")) for kind in EDITABLE_KINDS],
        agencies=[("", t("calendar.whole_mall")), *((a.id, a.name) for a in own.agencies)],
    )


@pages.post("/calendar/day")
@access.requires(Resource.CALENDAR, Action.WRITE)
def add_day() -> str | Response | tuple[str, int]:
    """A day that differs."""
    form = Form()
    with store().read() as work:
        mall, version = work.mall.get(), work.mall.version()
    row = _read_day(form, mall)
    if row is None:
        return _calendar(form), 422
    others = tuple(r for r in mall.calendar if (r.day, r.kind, r.agency) != (row.day, row.kind, row.agency))
    touched = _save(replace(mall, calendar=(*others, row)), version, f"{row.day}: {row.name}", row.day)
    flash(t("calendar.saved"), "ok")
    _tell_touched(touched)
    return redirect(url_for("settings.calendar", year=row.day.year), 303)


def _read_day(form: Form, mall: Mall) -> CalendarDay | None:
    day, name = form.day("day"), form.text("name", most=120)
    kind = form.choice("kind", [kind.value for kind in EDITABLE_KINDS])
    agency = form.choice("agency", ["", *(a.id for a in mall.agencies)], required=False)
    start, end = form.clock("open", required=False), form.clock("close", required=False)
    if start and end and end <= start:
        form.fail("close", "field.ends_before_start")
    if form.faults or day is None:
        return None
    return CalendarDay(
        day=day,
        kind=CalendarKind(kind),
        name=name,
        agency=AgencyId(agency) if agency else None,
        open=start,
        close=end,
        source=actor().name,
    )


@pages.post("/calendar/remove")
@access.requires(Resource.CALENDAR, Action.WRITE)
def remove_day() -> Response:
    """Take a day of the mall's own back."""
    with store().read() as work:
        mall, version = work.mall.get(), work.mall.version()
    row = next((r for r in mall.calendar if row_key(r) == request.form.get("key")), None)
    if row is None:
        abort(404)
    kept = tuple(r for r in mall.calendar if r != row)
    touched = _save(replace(mall, calendar=kept), version, f"{row.day}: {row.name}", row.day)
    flash(t("calendar.removed"), "ok")
    _tell_touched(touched)
    return redirect(url_for("settings.calendar", year=row.day.year), 303)


def _save(mall: Mall, version: int, reason: str, day: date) -> list[str]:
    """Keep the mall; the weeks with a plan that hold the day, in words."""
    with store().write(actor(), reason=reason) as work:
        keep_mall(work, mall, version)
        return [week_text(week) for week in live_weeks(work) if day in week.days]


def _tell_touched(weeks: list[str]) -> None:
    if weeks:
        flash(t("calendar.touched", weeks=", ".join(weeks)), "warn")


@pages.route("/settings", methods=["GET", "POST"])
@access.requires(Resource.SETTINGS, Action.WRITE)
def promise() -> Answer:
    """What we promise citizens."""
    now = mall_now()
    form = Form(first_promise(now.mall.promise))
    edit = Edit(
        title=t("settings.tab_promise"),
        back=url_for("settings.promise"),
        show=lambda: render_template("settings/promise.html", form=form, version=now.version),
        read=lambda: read_promise(form, now.mall),
        fields={"": "wait_minutes"},
    )
    return settle(form, now, edit)


@pages.get("/users")
@access.requires(Resource.USERS)
def users() -> str:
    """Who may sign in."""
    return _users(Form())


def _users(form: Form, once: tuple[str, str] | None = None) -> str:
    with store().read() as work:
        mall = deps().shelf.mall(work)
        everybody = work.users.all()
    agencies = [(a.id, a.name) for a in mall.agencies] if mall else []
    return render_template(
        "settings/users.html",
        users=everybody,
        form=form,
        once=once,
        roles=[(role.value, t(f"role.{role}")) for role in Role],
        agencies=[("", "-"), *agencies],
        names=dict(agencies),
    )


@pages.post("/users")
@access.requires(Resource.USERS, Action.WRITE)
def add_user() -> str | tuple[str, int]:
    """A new user with a password for once, shown on this one page only."""
    form = Form()
    with store().read() as work:
        mall = deps().shelf.mall(work)
    name, full_name = form.text("name", most=60), form.text("full_name", most=120)
    role = form.choice("role", [role.value for role in Role])
    agency = form.choice("agency", [a.id for a in mall.agencies] if mall else [], required=False)
    if (role == Role.AGENCY_HEAD) != bool(agency):
        form.fail("agency", "users.agency_of_head")
    if form.faults:
        return _users(form), 422
    user = User(
        name=name,
        full_name=full_name,
        role=Role(role),
        agency=AgencyId(agency) if agency else None,
        must_change_password=True,
    )
    password = secrets.token_urlsafe(12)
    try:
        with store().write(actor()) as work:
            work.users.add(user, password)
    except PlannerError as fault:
        form.fail("name", f"error.{fault.code}")
        return _users(form), 422
    return _users(Form(), (name, password))


@pages.post("/users/<name>/reset")
@access.requires(Resource.USERS, Action.WRITE)
def reset(name: str) -> str:
    """A new password for once; all sessions of the user end."""
    password = secrets.token_urlsafe(12)
    with store().write(actor()) as work:
        work.users.set_password(name, password, must_change=True)
    return _users(Form(), (name, password))


@pages.post("/users/<name>/<any(enable, disable):what>")
@access.requires(Resource.USERS, Action.WRITE)
def switch(name: str, what: str) -> Response:
    """Let a user in, or keep him out; the last administrator stays in."""
    with store().write(actor()) as work:
        user = work.users.get(name)
        if what == "disable" and _is_last_admin(work, user):
            flash(t("users.last_admin"), "bad")
        else:
            work.users.update(replace(user, disabled=what == "disable"))
            flash(t(f"users.{what}d"), "ok")
    return redirect(url_for("settings.users"), 303)


def _is_last_admin(work: UnitOfWork, user: User) -> bool:
    others = [u for u in work.users.all() if u.role is Role.ADMIN and not u.disabled and u.name != user.name]
    return user.role is Role.ADMIN and not others
