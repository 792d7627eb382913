"""Officers, their skills, and their absences."""

from dataclasses import replace
from datetime import date

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.domain.ids import OfficerId, ServiceId, SessionId
from planner.domain.mall import Mall
from planner.domain.periods import Week
from planner.domain.staff import Leave, Officer, Skill
from planner.planning.ports import leave_key
from planner.planning.stored import PrivateKind, Role
from webapp import access
from webapp.access import Action, Resource, check_agency
from webapp.deps import local_today, store
from webapp.forms import Form
from webapp.freshness import keep_mall
from webapp.language import language, t
from webapp.officers.pages import (
    absence_effects,
    leave_rows,
    leave_text,
    make_groups,
    make_leave_calendar,
    services_within_reach,
    session_ids,
    sessions_on,
)
from webapp.plans import own_mall
from webapp.roster.edits import newest
from webapp.roster.pages import make_effect_page
from webapp.sessions import actor

pages = Blueprint("officers", __name__)


@pages.get("/officers")
@access.requires(Resource.OFFICERS)
def people() -> str:
    """Who can do what."""
    search = request.args.get("q", "").strip()[:60]
    with store().read() as work:
        mall = work.mall.get()
    groups = make_groups(own_mall(mall), mall, local_today(mall.zone), search)
    return render_template("officers/people.html", groups=groups, search=search)


@pages.get("/officers/<officer>")
@access.requires(Resource.OFFICERS)
def person(officer: OfficerId) -> str:
    """One officer."""
    return _person(officer, Form({"pace": "1,00"}))


def _person(officer: OfficerId, form: Form) -> str:
    with store().read() as work:
        mall = work.mall.get()
    found = _find(mall, officer)
    names = {service.id: service.name for service in mall.services}
    agency = mall.get_agency(found.agency) if found.agency else None
    skills = [skill for skill in mall.skills if skill.officer == officer]
    have = {skill.service for skill in skills}
    free = [(s.id, s.name) for s in services_within_reach(mall, found) if s.id not in have]
    return render_template(
        "officers/person.html",
        officer=found,
        agency=agency,
        skills=skills,
        names=names,
        free=free,
        form=form,
    )


def _find(mall: Mall, officer: OfficerId) -> Officer:
    found = mall.get_officer(officer)
    check_agency(found.agency)
    return found


@pages.post("/officers/<officer>/skills")
@access.requires(Resource.OFFICERS, Action.WRITE)
def add_skill(officer: OfficerId) -> str | Response | tuple[str, int]:
    """An officer learned a service."""
    form = Form()
    with store().read() as work:
        mall, version = work.mall.get(), work.mall.version()
    found = _find(mall, officer)
    service = form.choice("service", [s.id for s in services_within_reach(mall, found)])
    pace = _pace(form)
    until = form.day("until", required=False)
    if form.faults or pace is None:
        return _person(officer, form), 422
    skill = Skill(officer=officer, service=ServiceId(service), pace=pace, valid_to=until)
    others = tuple(s for s in mall.skills if (s.officer, s.service) != (officer, service))
    with store().write(actor(), reason=t("officers.skill_reason", officer=found.name, service=service)) as work:
        keep_mall(work, replace(mall, skills=(*others, skill)), version)
    flash(t("officers.skill_saved"), "ok")
    return redirect(url_for("officers.person", officer=officer), 303)


def _pace(form: Form) -> float | None:
    text = form.text("pace", most=5).replace(",", ".")
    try:
        pace = float(text)
    except ValueError:
        form.fail("pace", "officers.not_a_pace")
        return None
    if not 0.2 <= pace <= 3:
        form.fail("pace", "officers.not_a_pace")
        return None
    return pace


@pages.post("/officers/<officer>/skills/<service>/remove")
@access.requires(Resource.OFFICERS, Action.WRITE)
def remove_skill(officer: OfficerId, service: ServiceId) -> Response:
    """An officer no longer serves a service."""
    with store().read() as work:
        mall, version = work.mall.get(), work.mall.version()
    found = _find(mall, officer)
    kept = tuple(s for s in mall.skills if (s.officer, s.service) != (officer, service))
    if len(kept) == len(mall.skills):
        abort(404)
    with store().write(actor(), reason=t("officers.skill_gone_reason", officer=found.name, service=service)) as work:
        keep_mall(work, replace(mall, skills=kept), version)
    flash(t("officers.skill_removed"), "ok")
    return redirect(url_for("officers.person", officer=officer), 303)


@pages.get("/leave")
@access.requires(Resource.LEAVE)
def leave() -> str:
    """When they are away; reasons stand nowhere here."""
    with store().read() as work:
        mall = work.mall.get()
    first = _first_day(mall)
    own = own_mall(mall)
    return render_template(
        "officers/leave.html", rows=leave_rows(own, first), calendar=make_leave_calendar(own, first), first=first
    )


def _first_day(mall: Mall) -> date:
    """The week asked for, else today; for a mall whose plans lie elsewhere, the first absence."""
    try:
        return date.fromisoformat(request.args.get("from", ""))
    except ValueError:
        today = local_today(mall.zone)
        coming = [leave.last_day for leave in mall.leave if leave.last_day >= today]
        return today if coming or not mall.leave else min(leave.first_day for leave in mall.leave)


@pages.route("/leave/new", methods=["GET", "POST"])
@access.requires(Resource.LEAVE, Action.WRITE)
def absent() -> str | Response | tuple[str, int]:
    """Note an absence: first what it does to the rosters, then keep it."""
    with store().read() as work:
        mall, version = work.mall.get(), work.mall.version()
        own = own_mall(mall)
        form = Form({name: request.args.get(name, "") for name in ("officer", "first_day", "last_day")})
        wish = _read_leave(form, own) if form.is_sent else None
        effects = absence_effects(work, mall, wish) if wish and form.is_good else ()
    if wish and form.is_good and form.given("step") == "save":
        _keep_leave(mall, version, wish, form)
        flash(t("leave.saved"), "ok")
        missed = next((effect for effect in effects if effect.edit), None)
        if missed and access.may(Resource.ROSTER, Action.WRITE):
            return redirect(url_for("officers.follow", week=missed.entry.week), 303)
        return redirect(url_for("officers.leave"), 303)
    page = render_template(
        "officers/absent.html",
        form=form,
        officers=[(o.id, o.name) for o in sorted(own.officers, key=lambda o: o.name)],
        sessions=sorted(session_ids(mall)),
        effects=[(effect, make_effect_page(effect.edit, language()) if effect.edit else None) for effect in effects],
        looked=wish is not None and form.is_good,
    )
    return page, 422 if form.faults else 200


def _read_leave(form: Form, mall: Mall) -> Leave | None:
    officer = form.choice("officer", [o.id for o in mall.officers])
    first, last = form.day("first_day"), form.day("last_day", required=False)
    last = last or first
    if first and last and last < first:
        form.fail("last_day", "field.ends_before_start")
    sessions = tuple(SessionId(s) for s in form.several("sessions", session_ids(mall)))
    if form.faults or first is None or last is None:
        return None
    whole = not sessions or set(sessions) >= set(sessions_on(mall, mall.get_officer(OfficerId(officer)), first))
    found = Leave(officer=OfficerId(officer), first_day=first, last_day=last, sessions=None if whole else sessions)
    if leave_text(found) in {leave_text(leave) for leave in mall.leave}:
        form.fail("officer", "leave.known")
    return found


def _keep_leave(mall: Mall, version: int, leave: Leave, form: Form) -> None:
    name = mall.get_officer(leave.officer).name
    with store().write(actor(), reason=t("leave.reason", officer=name)) as work:
        keep_mall(work, replace(mall, leave=(*mall.leave, leave)), version)
        if g.user.role is Role.AGENCY_HEAD and form.given("why").strip():
            work.private.put(PrivateKind.LEAVE_REASON, leave_key(leave), form.given("why").strip()[:300])


@pages.get("/leave/<week:week>/follow")
@access.requires(Resource.ROSTER, Action.WRITE)
def follow(week: Week) -> str:
    """After an absence: take the absent out of the roster, then choose stand-ins."""
    with store().read() as work:
        entry = newest(work, week)
    return render_template("officers/follow.html", week=week, entry=entry)


@pages.post("/leave/remove")
@access.requires(Resource.LEAVE, Action.WRITE)
def remove() -> Response:
    """Take an absence back."""
    with store().read() as work:
        mall, version = work.mall.get(), work.mall.version()
    wanted = request.form.get("key", "")
    found = next((leave for leave in own_mall(mall).leave if leave_text(leave) == wanted), None)
    if found is None:
        abort(404)
    name = mall.get_officer(found.officer).name
    kept = tuple(leave for leave in mall.leave if leave != found)
    with store().write(actor(), reason=t("leave.gone_reason", officer=name)) as work:
        keep_mall(work, replace(mall, leave=kept), version)
    flash(t("leave.removed"), "ok")
    return redirect(url_for("officers.leave"), 303)
