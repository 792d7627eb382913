"""Quotas of a week for the staff; setting one by hand, with what it does to the promise."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.domain.periods import Week
from planner.domain.plan import Quota
from planner.planning.quota_cost import cost_of_tickets
from planner.planning.stored import QuotaOverride
from webapp import access
from webapp.access import Action, Resource, check_agency, may
from webapp.deps import deps, local_today, store
from webapp.forms import Form
from webapp.language import language, t
from webapp.plans import Shown, find_shown
from webapp.quotas.pages import channel_tickets, find_window, make_quota_desks, tickets_now
from webapp.report_words import broken_promise
from webapp.sessions import actor
from webapp.weeks import focus_week, week_picker

pages = Blueprint("quotas", __name__)
MOST_TICKETS = 2000
CHANNELS = ("loket", "daring", "lainnya")  # as ticket logs name them; "" is all of them


@pages.get("/quota")
@access.requires(Resource.QUOTA)
def current() -> Response:
    """To the week people care about now."""
    with store().read() as work:
        week = focus_week(work, work.mall.get())
    return redirect(url_for("quotas.show", week=week))


@pages.get("/quota/<week:week>")
@access.requires(Resource.QUOTA)
def show(week: Week) -> str:
    """How many tickets, and what binds them, on one day."""
    with store().read() as work:
        shown = find_shown(work, week)
        day = _day(shown) if shown else week.days[0]
        desks = make_quota_desks(work, shown, day, language()) if shown else ()
    return render_template(
        "quotas/show.html",
        week=week,
        picker=week_picker(week),
        shown=shown,
        day=day,
        desks=desks,
        can_override=may(Resource.QUOTA, Action.PUBLISH) and shown is not None and shown.is_published,
    )


def _day(shown: Shown) -> date:
    days = shown.plan.input.days
    wanted = {day.isoformat(): day for day in days}.get(request.args.get("day", ""))
    today = local_today(shown.plan.input.mall.zone)
    return wanted or (today if today in days else days[0])


@pages.route("/quota/<week:week>/override/<desk>/<day:day>/<window>", methods=["GET", "POST"])
@access.requires(Resource.QUOTA, Action.PUBLISH)
def override(week: Week, desk: str, day: date, window: str) -> str | Response | tuple[str, int]:
    """Set a quota by hand: first what it does, then with reason and end."""
    with store().read() as work:
        shown = find_shown(work, week, published=True)
    found = find_window(shown, desk, day, window) if shown else None
    if shown is None or found is None:
        abort(404)
    row, quota = found
    check_agency(row.agency.id)
    form = Form({"tickets": quota.tickets, "until": "", "channel": ""})
    channel = form.choice("channel", CHANNELS, required=False) if form.is_sent else ""
    cost, told = None, ""
    if form.is_sent:
        tickets = form.whole("tickets", 0, MOST_TICKETS)
        _check_channels(form, shown, quota, channel)
        if not form.faults and tickets is not None and not channel:  # a channel's part changes no wait
            cost = cost_of_tickets(shown.whole, quota.desk, day, {quota.window: tickets})
            told = broken_promise(cost, shown.plan.input.mall.promise)
        if form.given("step") == "save":
            wish = replace(_wish(form, quota, told, row.postings != ()), channel=channel)
            if form.is_good:
                with store().write(actor(), reason=wish.reason) as work:
                    work.floor.override(wish)
                flash(t("override.saved"), "ok")
                return redirect(url_for("quotas.show", week=week, day=day.isoformat()), 303)
    page = render_template(
        "quotas/override.html",
        week=week,
        row=row,
        quota=quota,
        form=form,
        cost=cost,
        told=told,
        day=day,
        channels=CHANNELS,
    )
    return page, 422 if form.faults else 200


def _check_channels(form: Form, shown: Shown, quota: Quota, channel: str) -> None:
    """Channels share the tickets of a window: together they never have more, so that no promise hangs on a channel."""
    tickets = form.whole("tickets", 0, MOST_TICKETS) or 0
    if channel and tickets + channel_tickets(shown, quota, but=channel) > tickets_now(shown, quota):
        form.fail("tickets", "override.channel_over", tickets=tickets_now(shown, quota))
    elif not channel and tickets < channel_tickets(shown, quota):
        form.fail("tickets", "override.below_channels", tickets=channel_tickets(shown, quota))


def _wish(form: Form, quota: Quota, told: str, staffed: bool) -> QuotaOverride:
    """The override as asked for; faults go to the form. staffed: somebody sits at the desk that day."""
    reason, until = form.text("reason"), form.day("until", required=False)
    tickets = form.whole("tickets", 0, MOST_TICKETS) or 0
    if tickets < quota.issued and not form.given("channel"):
        form.fail("tickets", "override.below_issued", issued=quota.issued)
    if tickets and not staffed:
        form.fail("tickets", "override.nobody")
    return QuotaOverride(
        desk=quota.desk,
        day=quota.day,
        window=quota.window,
        tickets=tickets,
        computed_tickets=quota.tickets,
        reason=reason or "-",
        broken_promise=told,
        ends_at=datetime.combine(until, time(23, 59), tzinfo=UTC) if until else None,
    )


@pages.post("/quota/overrides/<int:number>/end")
@access.requires(Resource.QUOTA, Action.PUBLISH)
def end(number: int) -> Response:
    """Let the computed number hold again."""
    with store().write(actor(), reason=request.form.get("reason", "")[:300]) as work:
        work.floor.end_override(number)
    flash(t("override.ended"), "ok")
    week = request.form.get("week", "")
    with store().read() as work:
        mall = deps().shelf.mall(work)
        target = Week.parse(week) if week else focus_week(work, mall) if mall else None
    return redirect(url_for("quotas.show", week=target) if target else url_for("home.week"), 303)
