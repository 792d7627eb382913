"""The floor coordinator's page: who is where now, tickets out, advice, absences."""

from datetime import date, datetime, time

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.domain.errors import InvalidValue
from planner.domain.ids import DeskId, OfficerId, SessionId, WindowId
from planner.domain.mall import Mall
from planner.domain.periods import Week
from planner.domain.plan import Plan
from planner.planning.floor_now import FloorAdvice, FloorCounts, advice_now
from planner.planning.ports import UnitOfWork
from planner.planning.stored import IssuedTickets
from webapp import access
from webapp.access import Action, Resource
from webapp.deps import local_now, local_today, store
from webapp.forms import Form, read_clock, read_day
from webapp.language import language, t
from webapp.plans import Shown, find_shown, find_shown_in_force, own_mall
from webapp.sessions import actor
from webapp.today.issued import MOST_TICKETS, IssuedList, find_window, read_issued
from webapp.today.opening import make_opening
from webapp.today.pages import DeskNow, FloorMoment, FloorPage, anchor_of, make_floor
from webapp.weeks import focus_week

pages = Blueprint("today", __name__)
LARGEST_LIST_BYTES = 100_000
FAULTS_SHOWN = 20


@pages.get("/today")
@access.requires(Resource.FLOOR)
def floor() -> str:
    """Who is where now, and how many more tickets."""
    with store().read() as work:
        mall = work.mall.get()
        day, now = _moment(work, mall)
        shown = find_shown_in_force(work, Week.of(day))
        page = make_floor(shown.plan, shown.rows, _seen(work, mall, shown, (day, now)), language()) if shown else None
    advice = _advice(shown.whole, page.desks, (day, now)) if shown and page and request.args.get("desk") else None
    return _page(mall, page, shown, advice=advice)


def _page(mall: Mall, page: FloorPage | None, shown: Shown | None, **more: object) -> str:
    """The floor, or that there is none. `opening` is of the moment looked at, None on another day than today."""
    own, today = own_mall(mall), local_today(mall.zone)
    is_real = page is None or page.day == today
    at = datetime.combine(page.day, page.now) if page else local_now(mall.zone).replace(tzinfo=None)
    return render_template(
        "today/floor.html",
        page=page,
        shown=shown,
        real=is_real,
        opening=make_opening(own, at, language()) if is_real else None,
        **more,
    )


def _moment(work: UnitOfWork, mall: Mall) -> tuple[date, time]:
    """Now; or the day asked for; a day of the week with a plan when there is none for today.

    Of another day than today the beginning is shown, unless a time is asked for.
    """
    clock, at = local_now(mall.zone), read_clock(request.args.get("at", ""))
    day = _wanted_day(work, mall, clock.date())
    return day, at or (clock.time().replace(second=0, microsecond=0) if day == clock.date() else time.min)


def _wanted_day(work: UnitOfWork, mall: Mall, today: date) -> date:
    if asked := read_day(request.args.get("day", "")):
        return asked
    if find_shown(work, Week.of(today)):
        return today
    return focus_week(work, mall).days[min(today.weekday(), 4)]


def _seen(work: UnitOfWork, mall: Mall, shown: Shown, moment: tuple[date, time]) -> FloorMoment:
    day, now = moment
    sessions = {s.id for row in shown.rows if row.day == day and row.hours for s in row.hours.sessions}
    absent = {
        (OfficerId(leave.officer), SessionId(session))
        for leave in mall.leave
        for session in sessions
        if leave.covers(day, session)
    }
    return FloorMoment(
        day=day, now=now, issued=tuple(work.floor.issued(day, day)), absent=frozenset(absent), overrides=shown.overrides
    )


def _advice(plan: Plan, desks: tuple[DeskNow, ...], moment: tuple[date, time]) -> tuple[str, FloorAdvice | str] | None:
    """The desk asked for with its advice, or a sentence when its counts do not add up."""
    desk = request.args.get("desk", "")
    shown = next((d for d in desks if d.desk == desk), None)
    if shown is None:
        return None
    served, waiting = (request.args.get(name, default=0, type=int) for name in ("served", "waiting"))
    try:
        counts = FloorCounts(issued=shown.issued, served=max(0, served), waiting=max(0, waiting))
        return desk, advice_now(plan, DeskId(desk), moment, counts)
    except InvalidValue as fault:
        return desk, t("today.counts") if fault.code == "counts_do_not_add_up" else t("today.no_advice")


@pages.post("/today/issued")
@access.requires(Resource.FLOOR, Action.WRITE)
def issued() -> Response:
    """Note how many tickets of a window are out."""
    form = Form()
    day, tickets = form.day("day"), form.whole("tickets", 0, MOST_TICKETS)
    desk, window = form.text("desk", most=80), form.text("window", most=40)
    with store().read() as work:
        shown = find_shown_in_force(work, Week.of(day)) if day else None
    found = find_window(shown, desk, day, window) if shown and day else None
    if found is None or day is None:
        abort(404)
    _, quota = found
    if form.faults or tickets is None:
        flash(" ".join(form.faults.values()), "bad")
    else:
        note = IssuedTickets(desk=DeskId(desk), day=day, window=WindowId(window), tickets=tickets)
        with store().write(actor()) as work:
            work.floor.record_issued(note)
        flash(
            t("today.noted" if tickets <= quota.tickets else "today.noted_above", tickets=tickets),
            "ok" if tickets <= quota.tickets else "warn",
        )
    keep = {name: request.form[name] for name in ("at",) if request.form.get(name)}
    return redirect(url_for("today.floor", day=day.isoformat(), **keep) + f"#{anchor_of(quota.desk)}", 303)


@pages.post("/today/<day:day>/issued-list")
@access.requires(Resource.FLOOR, Action.WRITE)
def issued_list(day: date) -> Response | tuple[str, int]:
    """Note a list of tickets out, typed or as a CSV file: all of its rows or none."""
    with store().read() as work:
        mall = work.mall.get()
        shown = find_shown_in_force(work, Week.of(day))
        if shown is None:
            abort(404)
        moment = day, local_now(mall.zone).time().replace(second=0, microsecond=0)
        page = make_floor(shown.plan, shown.rows, _seen(work, mall, shown, moment), language())
    read = _read_list(shown, day)
    if read.faults:
        return _page(mall, page, shown, fault_lines=read.faults[:FAULTS_SHOWN]), 422
    with store().write(actor(), reason="daftar") as work:
        for note in read.notes:
            work.floor.record_issued(note)
    flash(t("today.list_noted", count=len(read.notes)), "ok")
    return redirect(url_for("today.floor", day=day.isoformat()), 303)


def _read_list(shown: Shown, day: date) -> IssuedList:
    file = request.files.get("file")
    if file is None:
        return read_issued(request.form.get("rows", ""), shown, day)
    content = file.stream.read(LARGEST_LIST_BYTES + 1)
    if len(content) > LARGEST_LIST_BYTES:  # cut, its last row could read 12 where 1234 stood
        return IssuedList(notes=(), faults=(t("today.list_large", most=LARGEST_LIST_BYTES // 1000),))
    return read_issued(_decoded(content), shown, day)


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
