"""Quotas of a week for the staff; setting one by hand, with what it does to the promise."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.domain.periods import Week
from planner.domain.plan import Proof, Quota
from planner.planning.quota_cost import cost_of_tickets
from planner.planning.stored import NoticeWords, QuotaOverride
from planner.report.phrases import wait_minutes
from webapp import access
from webapp.access import Action, Resource, may
from webapp.deps import deps, local_today, store
from webapp.forms import Form
from webapp.language import language, t
from webapp.plans import Shown, find_shown
from webapp.quotas.pages import channel_tickets, computed_quota, make_quota_page
from webapp.report_words import broken_promise
from webapp.sessions import actor
from webapp.today.issued import MOST_TICKETS, find_window
from webapp.weeks import focus_week, week_picker

pages = Blueprint("quotas", __name__)
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
        page = make_quota_page(work, shown, day, language()) if shown else None
    return render_template(
        "quotas/show.html",
        week=week,
        picker=week_picker(week),
        shown=shown,
        day=day,
        page=page,
        can_override=may(Resource.QUOTA, Action.PUBLISH) and shown is not None and shown.is_published,
    )


def _day(shown: Shown) -> date:
    days = shown.plan.input.days
    wanted = {day.isoformat(): day for day in days}.get(request.args.get("day", ""))
    today = local_today(shown.plan.input.mall.zone)
    return wanted or (today if today in days else days[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a form asks for, and what it would do.

    cost: the desk-day as simulated, None with a fault and for a channel, whose part changes no wait. told: the promise
    it breaks, "" for none.
    """

    tickets: int
    channel: str
    cost: Proof | None = None
    told: str = ""

    @property
    def longest_minutes(self) -> int:
        """Within which 9 of 10 wait, as told to people."""
        return wait_minutes(self.cost.wait_p90_minutes) if self.cost else 0


@pages.route("/quota/words", methods=["GET", "POST"])
@access.requires(Resource.QUOTA, Action.PUBLISH)
def words() -> str | Response | tuple[str, int]:
    """What the mall itself tells citizens: where to complain, when quotas are announced, where else to go."""
    with store().read() as work:
        agencies, now = work.mall.get().agencies, work.floor.notice_words()
    offices = {f"elsewhere-{agency.id}": now.elsewhere.get(agency.id, "") for agency in agencies}
    form = Form({"complaints": now.complaints, "announced": now.announced, **offices})
    if form.is_sent:
        given = {agency.id: form.text(f"elsewhere-{agency.id}", required=False, most=200) for agency in agencies}
        wish = NoticeWords(
            complaints=form.text("complaints", required=False, most=300),
            announced=form.text("announced", required=False, most=100),
            elsewhere={agency: text for agency, text in given.items() if text},
        )
        if form.is_good:
            with store().write(actor()) as work:
                work.floor.set_notice_words(wish)
            flash(t("quota.words_saved"), "ok")
            return redirect(url_for("quotas.words"), 303)
    return render_template("quotas/words.html", form=form, agencies=agencies), 422 if form.faults else 200


@pages.route("/quota/<week:week>/override/<desk>/<day:day>/<window>", methods=["GET", "POST"])
@access.requires(Resource.QUOTA, Action.PUBLISH)
def override(week: Week, desk: str, day: date, window: str) -> str | Response | tuple[str, int]:
    """Set a quota by hand: first what it does, then with reason and end."""
    with store().read() as work:
        shown = find_shown(work, week, published=True)
    found = find_window(shown, desk, day, window) if shown else None
    if shown is None or found is None:
        abort(404)
    row, in_force = found
    quota = computed_quota(shown, in_force)
    form = Form({"tickets": quota.tickets, "until": "", "channel": ""})
    asked = _read_asked(form, shown, in_force) if form.is_sent else None
    if asked and form.given("step") == "save":
        wish = _wish(form, quota, asked, row.postings != ())
        if form.is_good:
            with store().write(actor(), reason=wish.reason) as work:
                work.floor.override(wish)
            flash(t("override.saved"), "ok")
            return redirect(url_for("quotas.show", week=week, day=day.isoformat()), 303)
    page = render_template(
        "quotas/override.html", week=week, row=row, quota=quota, form=form, asked=asked, day=day, channels=CHANNELS
    )
    return page, 422 if form.faults else 200


def _read_asked(form: Form, shown: Shown, in_force: Quota) -> Asked:
    """Channels share the tickets of a window: together they never have more, so that no promise hangs on a channel."""
    channel = form.choice("channel", CHANNELS, required=False)
    given = form.whole("tickets", 0, MOST_TICKETS)
    tickets, by_channels = given or 0, channel_tickets(shown, in_force, but=channel)
    if channel and tickets + by_channels > in_force.tickets:
        form.fail("tickets", "override.channel_over", tickets=in_force.tickets)
    elif not channel and tickets < by_channels:
        form.fail("tickets", "override.below_channels", tickets=by_channels)
    if form.faults or given is None or channel:
        return Asked(tickets=tickets, channel=channel)
    cost = cost_of_tickets(shown.whole, in_force.desk, in_force.day, {in_force.window: tickets})
    return Asked(tickets=tickets, channel=channel, cost=cost, told=broken_promise(cost, shown.plan.input.mall.promise))


def _wish(form: Form, quota: Quota, asked: Asked, staffed: bool) -> QuotaOverride:
    """The override as asked for; faults go to the form. staffed: somebody sits at the desk that day."""
    reason, until = form.text("reason"), form.day("until", required=False)
    if asked.tickets < quota.issued and not asked.channel:
        form.fail("tickets", "override.below_issued", issued=quota.issued)
    if asked.tickets and not staffed:
        form.fail("tickets", "override.nobody")
    return QuotaOverride(
        desk=quota.desk,
        day=quota.day,
        window=quota.window,
        tickets=asked.tickets,
        computed_tickets=quota.tickets,
        reason=reason or "-",
        broken_promise=asked.told,
        ends_at=datetime.combine(until, time(23, 59), tzinfo=UTC) if until else None,
        channel=asked.channel,
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
