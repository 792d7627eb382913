"""The roster of a week: look, edit with the cost shown before, undo, publish, print, hand out."""

from pathlib import Path

from flask import Blueprint, Response, abort, flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from planner.checker.check import check_plan
from planner.domain.ids import AgencyId, OfficerId
from planner.domain.periods import Week
from planner.domain.plan import Plan
from planner.planning.ports import UnitOfWork
from planner.planning.stored import AgencyAnswer, AnswerKind, PlanEntry
from planner.report.edition import Publication, make_edition
from planner.report.files import ROSTER_NAME
from planner.report.roster_rows import make_roster
from planner.report.roster_slips import make_slips
from planner.report.roster_xlsx import write_roster_xlsx
from webapp import access
from webapp.access import Action, Resource, check_agency, may, own_agency
from webapp.deps import deps, local_today, store
from webapp.downloads import download_written
from webapp.formatters import ago_text
from webapp.forms import Form
from webapp.language import language, t
from webapp.people import full_name
from webapp.plans import Shown, find_shown, narrowed, shown_of
from webapp.roster.edits import KINDS, Wish, drop_wish, effects_of, newest, prove, reason_of, undone, who_is_busy
from webapp.roster.grid import GridMaker, GridSettings, make_timeline
from webapp.roster.pages import (
    EffectPage,
    busy_page,
    make_effect_page,
    make_officer_panel,
    make_panel,
    make_review,
    person_changes,
    ranked,
    read_target,
)
from webapp.roster.reach import reach_of
from webapp.roster.text import agency_text
from webapp.sessions import actor
from webapp.weeks import focus_week, week_picker

pages = Blueprint("roster", __name__)
VIEWS = ("counter", "officer", "day")
PAPER_LEGENDS = {  # the signs that stand on the paper, by view
    "counter": ("enough", "tight", "short", "closed", "pinned", "proposal", "break", "estimate"),
    "officer": ("unavailable", "closed", "proposal", "break"),
    "slips": (),
}


@pages.get("/roster")
@access.requires(Resource.ROSTER)
def current() -> AnyResponse:
    """To the week people care about now."""
    with store().read() as work:
        week = focus_week(work, work.mall.get())
    return redirect(url_for("roster.show", week=week))


@pages.get("/roster/<week:week>/")
@access.requires(Resource.ROSTER)
def show(week: Week) -> str:
    """Who is where, and where are we short."""
    view = request.args.get("view", "counter")
    if view not in VIEWS:
        abort(404)
    with store().read() as work:
        shown = find_shown(work, week)
        context = _context(work, week, shown, view)
    return render_template("roster/show.html", **context)


def _context(work: UnitOfWork, week: Week, shown: Shown | None, view: str) -> dict[str, object]:
    agency, only = request.args.get("agency", ""), request.args.get("only", "")
    keep = {name: request.args[name] for name in ("view", "agency", "only") if request.args.get(name)}
    context: dict[str, object] = {"week": week, "picker": week_picker(week, **keep), "view": view, "shown": shown}
    if shown is None:
        return context
    plan, rows = shown.plan, shown.rows
    if agency and any(a.id == agency for a in plan.input.mall.agencies):
        plan, rows = narrowed(plan, AgencyId(agency)), tuple(r for r in rows if r.agency.id == agency)
    settings = _grid_settings(work, week, shown, only_short=only == "short")
    editable = settings.editable
    if view == "day":
        day = _day_wanted(shown.plan)
        context["timeline"] = make_timeline(plan, rows, day, settings)
    else:
        seen = (settings.answered, settings.leave)
        key = ("grid", shown.entry.id, language().code, view, agency, only, own_agency(), editable, *seen)
        overrides = tuple((o.id, o.tickets) for o in shown.overrides)
        published = settings.published.passport.content_hash if settings.published else ""
        context["grid"] = deps().shelf.get(
            (*key, overrides, published), lambda: getattr(GridMaker(plan, rows, settings), f"by_{view}")()
        )
    context |= {
        "agencies": shown.plan.input.mall.agencies,
        "agency": agency,
        "only": only,
        "short": len({row.desk.id for row in rows if row.state == "short"}),
        "editable": editable,
        "can_undo": editable and undone(work, week) is not None,
        "answers": {a.agency: a for a in work.floor.answers(week) if a.plan == shown.entry.id},
    }
    return context


def _grid_settings(work: UnitOfWork, week: Week, shown: Shown, *, only_short: bool) -> GridSettings:
    published = None if shown.is_published else work.plans.find_published(week)
    mall = deps().shelf.mall(work)
    answers = work.floor.answers(week)
    confirmed = {a.agency for a in answers if a.kind is AnswerKind.CONFIRMED and a.plan == shown.entry.id}
    return GridSettings(
        language=language(),
        editable=may(Resource.ROSTER, Action.WRITE),
        only_short=only_short,
        published=deps().shelf.plan(work, published.id) if published else None,
        answered=frozenset(confirmed),
        leave=tuple(leave for leave in mall.leave if leave.touches(week.days[0], week.days[-1])) if mall else (),
    )


def _day_wanted(plan: Plan) -> object:
    days = {day.isoformat(): day for day in plan.input.days}
    today = local_today(plan.input.mall.zone).isoformat()
    return days.get(request.args.get("day", ""), days.get(today, plan.input.days[0]))


@pages.get("/roster/<week:week>/cell")
@access.requires(Resource.ROSTER, Action.WRITE)
def cell(week: Week) -> str:
    """The panel of a cell: who sits there, why it is short, who could."""
    target = read_target(request.args.get("at", ""))
    with store().read() as work:
        entry = newest(work, week)
        shown = shown_of(work, entry)
    if target.desk is None:
        panel = make_officer_panel(shown.plan, shown.rows, target, language())
        return render_template("roster/officer_cell.html", week=week, panel=panel, entry=entry)
    panel_of_desk = make_panel(shown.plan, shown.rows, target, language())
    return render_template("roster/cell.html", week=week, panel=panel_of_desk, entry=entry)


@pages.get("/roster/<week:week>/candidates")
@access.requires(Resource.ROSTER, Action.WRITE)
def ranking(week: Week) -> str:
    """Who could sit at a place, by what each would bring: a quick simulation for each of them."""
    target = read_target(request.args.get("at", ""))
    with store().read() as work:
        entry = newest(work, week)
        shown = shown_of(work, entry)
        panel = make_panel(shown.plan, shown.rows, target, language())
        sits = panel.posting.officer if panel.posting else None
        kind = "replace" if sits else "place"
        wishes = [
            Wish(kind=kind, target=target, based_on=entry.id, officer=c.officer.id, sits=sits) for c in panel.candidates
        ]
        rows = ranked(panel.candidates, effects_of(shown.whole, wishes, work), language())
    return render_template("roster/candidates.html", week=week, panel=panel, entry=entry, rows=rows)


@pages.get("/roster/<week:week>/reach.json")
@access.requires(Resource.ROSTER, Action.WRITE)
def reach(week: Week) -> Response:
    """Where somebody taken from a cell cannot be put, and why."""
    source = read_target(request.args.get("at", ""))
    with store().read() as work:
        plan = deps().shelf.plan(work, newest(work, week).id)
    return jsonify(reach_of(plan, source))


@pages.post("/roster/<week:week>/preview")
@access.requires(Resource.ROSTER, Action.WRITE)
def try_change(week: Week) -> str | tuple[str, int]:
    """What a change costs, before it is kept."""
    with store().read() as work:
        entry = newest(work, week)
        plan = deps().shelf.plan(work, entry.id)
        wish = _wish(plan)
        if entry.id != wish.based_on:
            return _changed_meanwhile(work, entry, wish)
        busy = who_is_busy(plan, wish)
        effect = busy_page(plan, *busy) if busy else make_effect_page(prove(plan, wish, work), language())
    return _effect_page(week, plan, wish, effect)


def _effect_page(week: Week, plan: Plan, wish: Wish, effect: EffectPage) -> tuple[str, int]:
    page = render_template(
        "roster/effect.html",
        week=week,
        wish=wish,
        effect=effect,
        reason=reason_of(wish, plan),
        sits_name=plan.input.mall.get_officer(wish.sits).name if wish.kind == "exchange" and wish.sits else "",
    )
    return page, 422 if effect.broken else 200


@pages.post("/roster/<week:week>/save")
@access.requires(Resource.ROSTER, Action.WRITE)
def save(week: Week) -> str | AnyResponse | tuple[str, int]:
    """Keep a change as a new version of the draft, proved and checked."""
    with store().read() as work:
        entry = newest(work, week)
        plan = deps().shelf.plan(work, entry.id)
        wish = _wish(plan)
        if entry.id != wish.based_on:
            return _changed_meanwhile(work, entry, wish)
        if busy := who_is_busy(plan, wish):
            return _effect_page(week, plan, wish, busy_page(plan, *busy))
        found = prove(plan, wish, work)
    if found.broken:
        return _effect_page(week, plan, wish, make_effect_page(found, language()))
    reason = reason_of(wish, plan)
    with store().write(actor(), reason=reason) as work:
        saved = work.plans.save(found.plan, based_on=entry.id)
    deps().shelf.get(("plan", saved.id), lambda: found.plan)  # whoever looks at it next need not read it
    flash(t("edit.saved", what=reason), "ok")
    return redirect(url_for("roster.show", week=week, **_kept()), 303)


def _changed_meanwhile(work: UnitOfWork, entry: PlanEntry, wish: Wish | None) -> tuple[str, int]:
    """Who changed the roster since it was looked at, what differs, and the same wish once more on the new version."""
    seen = request.form.get("based_on", "")
    page = render_template(
        "roster/conflict.html",
        week=entry.week,
        entry=entry,
        seen=seen if any(e.id == seen for e in work.plans.entries(entry.week, limit=50)) else "",
        who=full_name(entry.saved_by),
        ago=ago_text(store().clock.now() - entry.saved_at),
        wish=wish,
    )
    return page, 409


def _kept() -> dict[str, str]:
    """The view to go back to."""
    form = request.form
    found = {"view": form.get("view", ""), "only": form.get("only", ""), "agency": form.get("agency", "")}
    known = {"view": found["view"] in VIEWS, "only": found["only"] == "short", "agency": bool(found["agency"])}
    return {name: value for name, value in found.items() if known[name]}


def _wish(plan: Plan) -> Wish:
    form = request.form
    kind, target, based_on = form.get("kind", ""), read_target(form.get("at", "")), form.get("based_on", "")
    source = read_target(form["from"]) if form.get("from") else None
    if kind == "drop" and source is not None:
        return drop_wish(plan, source, target, based_on)
    if kind not in KINDS or (kind in ("move", "exchange", "handover") and source is None):
        abort(400)
    return Wish(
        kind=kind,
        target=target,
        based_on=based_on,
        officer=OfficerId(form["officer"]) if form.get("officer") else None,
        sits=OfficerId(form["sits"]) if form.get("sits") else None,
        source=source,
    )


@pages.post("/roster/<week:week>/undo")
@access.requires(Resource.ROSTER, Action.WRITE)
def undo(week: Week) -> AnyResponse | tuple[str, int]:
    """Bring back the plan before the last change, as a new version."""
    with store().read() as work:
        found = undone(work, week)
        before = deps().shelf.plan(work, found[1].id) if found else None
        if found and request.form.get("based_on", found[0].id) != found[0].id:
            return _changed_meanwhile(work, found[0], None)
    if found is None or before is None:
        flash(t("edit.nothing_to_undo"), "info")
        return redirect(url_for("roster.show", week=week), 303)
    with store().write(actor(), reason=t("edit.undo_reason", version=found[0].version)) as work:
        saved = work.plans.save(before, based_on=found[0].id)
    deps().shelf.get(("plan", saved.id), lambda: before)
    flash(t("edit.undone"), "ok")
    return redirect(url_for("roster.show", week=week, **_kept()), 303)


@pages.route("/roster/<week:week>/publish", methods=["GET", "POST"])
@access.requires(Resource.ROSTER, Action.PUBLISH)
def publish(week: Week) -> str | AnyResponse | tuple[str, int]:
    """Roster and quotas become valid in one act, with a reason, after a review."""
    with store().read() as work:
        draft, old = work.plans.find_draft(week), work.plans.find_published(week)
        if draft is None:
            flash(t("publish.nothing"), "info")
            return redirect(url_for("roster.show", week=week), 303)
        if request.method == "POST" and request.form.get("based_on") != draft.id:
            return _changed_meanwhile(work, draft, None)
        plan = deps().shelf.plan(work, draft.id)
        published = deps().shelf.plan(work, old.id) if old else None
        answered = {a.agency for a in work.floor.answers(week) if a.plan == draft.id}
    review, form = make_review(plan, published, answered, language()), Form()
    if form.is_sent:
        reason = form.text("reason")
        if review.short and not form.ticked("seen"):
            form.fail("seen", "publish.not_seen", count=len(review.short))
        broken = check_plan(plan)
        if broken:
            sentence = broken[0].sentence_id if language().code == "id" else broken[0].sentence_en
            form.fail("seen", "publish.does_not_hold", count=len(broken), first=sentence)
        if form.is_good:
            with store().write(actor(), reason=reason) as work:
                work.plans.publish(draft.id)
            flash(t("publish.done"), "ok")
            return redirect(url_for("home.of_week", week=week), 303)
    page = render_template("roster/publish.html", week=week, draft=draft, old=old, review=review, form=form)
    return page, 422 if form.faults else 200


@pages.get("/roster/<week:week>/versions")
@access.requires(Resource.ROSTER, Action.WRITE)
def versions(week: Week) -> str:
    """All versions of the week, and what differs from one to the next."""
    with store().read() as work:
        entries = work.plans.entries(week, limit=50)
        wanted = [e for e in entries if e.id == request.args.get("plan")]
        before = [e for e in entries if wanted and e.version < wanted[0].version]
        older = next((e for e in before if e.id == request.args.get("since")), before[0] if before else None)
        changes = _changes(work, wanted[0].id, older.id) if wanted and older else None
    return render_template("roster/versions.html", week=week, entries=entries, changes=changes, wanted=wanted[:1])


def _changes(work: UnitOfWork, plan_id: str, older_id: str) -> object:
    shelf = deps().shelf
    return person_changes(shelf.plan(work, plan_id), shelf.plan(work, older_id), language())


@pages.get("/roster/<week:week>/print")
@access.requires(Resource.ROSTER)
def printed(week: Week) -> str:
    """For paper: by counter, by officer, or a slip for each officer."""
    view = request.args.get("view", "counter")
    if view not in PAPER_LEGENDS:
        abort(404)
    shown = _must_show(week)
    make = make_roster if view == "counter" else make_slips
    key = ("print", make.__name__, shown.entry.id, own_agency(), language().code)
    paper = deps().shelf.get(key, lambda: make(shown.plan, language()))
    edition = make_edition(shown.plan, language(), _publication(shown))
    legend = PAPER_LEGENDS[view]
    return render_template("roster/print.html", week=week, edition=edition, paper=paper, view=view, legend=legend)


@pages.get("/roster/<week:week>/roster.xlsx")
@access.requires(Resource.ROSTER)
def workbook(week: Week) -> AnyResponse:
    """The roster as a workbook."""
    shown = _must_show(week)

    def write(folder: Path) -> Path:
        write_roster_xlsx(shown.plan, folder / ROSTER_NAME, language(), _publication(shown))
        return folder / ROSTER_NAME

    return download_written(write, f"jadwal-{week}.xlsx")


def _publication(shown: Shown) -> Publication | None:
    """When what is shown was published, and the full name of who did; None for a draft."""
    entry = shown.entry
    if not shown.is_published or entry.published_at is None:
        return None
    return Publication(at=entry.published_at, by=full_name(entry.published_by or ""))


@pages.get("/roster/<week:week>/plan.json")
@access.requires(Resource.ROSTER, Action.WRITE)
def plan_json(week: Week) -> Response:
    """The plan file as stored, for `loketplan check`; it holds leave, so only those who plan may have it."""
    with store().read() as work:
        document = work.plans.document(newest(work, week).id)
    return Response(document, content_type="application/json")


@pages.get("/roster/<week:week>/roster.json")
@access.requires(Resource.ROSTER)
def roster_json(week: Week) -> Response:
    """Who sits where, for machines."""
    shown = _must_show(week)
    names = {officer.id: officer.name for officer in shown.plan.input.mall.officers}
    return jsonify(
        {
            "plan": shown.entry.id,
            "state": shown.entry.state,
            "week": str(week),
            "postings": [
                {
                    "officer": names.get(p.officer, p.officer),
                    "date": p.day.isoformat(),
                    "session": p.session,
                    "desk": p.desk,
                    "counter": p.counter,
                    "break_start": p.break_start.isoformat("minutes") if p.break_start else None,
                    "break_minutes": p.break_minutes,
                    "confirmed": p.confirmed,
                }
                for p in shown.plan.postings
            ],
        }
    )


@pages.get("/roster/<week:week>/text/<agency>")
@access.requires(Resource.ROSTER)
def text(week: Week, agency: AgencyId) -> str:
    """The roster of an agency to paste into a message."""
    check_agency(agency)
    shown = _must_show(week)
    _must_be_agency(shown.whole, agency)
    status = t("plan.published_short") if shown.is_published else t("plan.draft")
    message = agency_text(shown.plan, agency, language(), status)
    return render_template(
        "roster/text.html", week=week, message=message, agency=shown.plan.input.mall.get_agency(agency)
    )


@pages.post("/roster/<week:week>/answer/<agency>")
@access.requires(Resource.PROPOSAL, Action.WRITE)
def answer(week: Week, agency: AgencyId) -> AnyResponse | tuple[str, int]:
    """An agency confirms or refuses the proposal for its officers."""
    check_agency(agency)
    form = Form()
    kind = form.choice("kind", [kind.value for kind in AnswerKind])
    reason = form.text("reason", required=kind == AnswerKind.REFUSED)
    with store().read() as work:
        entry = newest(work, week)
        _must_be_agency(deps().shelf.plan(work, entry.id), agency)
    if form.faults:
        flash(" ".join(form.faults.values()), "bad")
        return redirect(url_for("roster.show", week=week, agency=agency), 303)
    said = AgencyAnswer(agency=agency, week=week, plan=entry.id, kind=AnswerKind(kind), reason=reason)
    with store().write(actor(), reason=reason) as work:
        work.floor.answer(said)
    flash(t(f"answer.{kind}"), "ok")
    return redirect(url_for("roster.show", week=week, agency=agency), 303)


def _must_be_agency(plan: Plan, agency: AgencyId) -> None:
    if all(row.id != agency for row in plan.input.mall.agencies):
        abort(404)


def _must_show(week: Week) -> Shown:
    with store().read() as work:
        shown = find_shown(work, week)
    if shown is None:
        abort(404)
    return shown
