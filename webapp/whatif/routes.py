"""What changes if: build scenarios, run them beside the week's plan, compare, write down what can be."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, abort, flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from planner.domain.mall import Mall
from planner.planning.kept_scenarios import JOB_KIND, Draft, answer_document
from planner.planning.ports import UnitOfWork
from planner.planning.stored import Job, JobRequest
from planner.report.whatif_page import whatif_page
from webapp import access
from webapp.access import Action, Resource, own_agency
from webapp.deps import store
from webapp.errors import problem
from webapp.forms import Form
from webapp.freshness import mark_plans
from webapp.language import language, t
from webapp.sessions import actor
from webapp.weeks import week_picker
from webapp.whatif.applying import Application, make_application
from webapp.whatif.bases import Base, find_base, find_bases, week_asked_for, weeks_asked_for
from webapp.whatif.comparison import MOST_BESIDE, Column, as_csv, checked, make_column, make_comparison, sentences_of
from webapp.whatif.drafts import (
    MOST_CHANGES,
    change_draft,
    drafts_seen,
    find_draft,
    new_draft,
    remove_draft,
    without_row,
)
from webapp.whatif.kinds import KINDS, fields_of, first_values, groups_of, offers, read_row
from webapp.whatif.pages import (
    around_of,
    change_faults,
    draft_rows,
    field_of,
    make_run,
    runs,
)
from webapp.whatif.ready import READY, ready_rows, ready_sets

pages = Blueprint("whatif", __name__)
RUN_SECONDS = 900
FURTHER_SECONDS = 300  # more for each further week, which may have to be planned first
LONGEST_NAME = 80
Answer = str | AnyResponse | tuple[str, int]


@pages.get("/whatif")
@access.requires(Resource.SCENARIO)
def overview() -> str:
    """Drafts, ready sets and runs beside the plan of a week."""
    return _overview(Form({"name": "", "reason": ""}))


def _overview(form: Form) -> str:
    with store().read() as work:
        mall = work.mall.get()
        week = week_asked_for(work, mall)
        base = find_bases(work, mall, week, weeks_asked_for())
        rows = draft_rows(work, drafts_seen(work), base, mall)
    plan = base.plan if base else None
    return render_template(
        "whatif/overview.html",
        picker=week_picker(week),
        base=base,
        rows=rows,
        ready=ready_sets(around_of(mall, week), plan),
        runs=runs(base.entry.id) if base else [],
        form=form,
        names={agency.id: agency.name for agency in mall.agencies},
        chosen=set(request.args.getlist("s")),
    )


@pages.post("/whatif/new")
@access.requires(Resource.SCENARIO, Action.WRITE)
def new() -> Answer:
    """A scenario without changes yet."""
    form = Form()
    name, reason = form.text("name", most=LONGEST_NAME), form.text("reason", required=False)
    if form.faults:
        return _overview(form), 422
    return _opened(new_draft(name, reason))


@pages.post("/whatif/ready/<ready>")
@access.requires(Resource.SCENARIO, Action.WRITE)
def from_ready(ready: str) -> AnyResponse:
    """A ready set as a scenario of one's own."""
    if ready not in READY:
        abort(404)
    with store().read() as work:
        mall = work.mall.get()
        week = week_asked_for(work, mall)
        base = find_base(work, week)
    rows = ready_rows(ready, around_of(mall, week), base.plan if base else None)
    if not rows:
        flash(t("whatif.ready_not_here"), "warn")
        return redirect(url_for("whatif.overview", week=week), 303)
    return _opened(new_draft(t(f"whatif.ready_{ready}"), "", rows))


def _opened(draft: Draft | None) -> AnyResponse:
    if draft is None:
        flash(t("whatif.too_many_drafts"), "warn")
        return redirect(url_for("whatif.overview"), 303)
    return redirect(url_for("whatif.draft", token=draft.token, week=request.values.get("week") or None), 303)


@pages.get("/whatif/<token:token>")
@access.requires(Resource.SCENARIO)
def draft(token: str) -> str:
    """One scenario: its sentences, and the form of the change that is being added."""
    return _draft_page(token, request.args.get("add", ""), None)


def _draft_page(token: str, kind: str, sent: Form | None) -> str:
    with store().read() as work:
        mall = work.mall.get()
        found = find_draft(work, token)
        week = week_asked_for(work, mall)
        base = find_base(work, week)
    around = around_of(mall, week)
    kind = kind if offers(kind, around) else ""
    fault = checked(found, base, own_agency())[1] if base and found.rows else ""
    return render_template(
        "whatif/draft.html",
        draft=found,
        base=base,
        week=week,
        sentences=sentences_of(found, mall),
        fault=fault,
        kind=kind,
        fields=fields_of(kind, around) if kind else [],
        groups=groups_of(around),
        form=sent or Form({**first_values(around), "title": found.name, "reason": found.reason}),
    )


@pages.post("/whatif/<token:token>")
@access.requires(Resource.SCENARIO, Action.WRITE)
def rename(token: str) -> Answer:
    """Another name or reason."""
    found, form = _find(token), Form()
    name, reason = form.text("title", most=LONGEST_NAME), form.text("reason", required=False)
    if form.faults:
        return _draft_page(token, "", form), 422
    change_draft(found, lambda draft: replace(draft, name=name, reason=reason))
    flash(t("whatif.saved"), "ok")
    return _back_to(token)


@pages.post("/whatif/<token:token>/changes")
@access.requires(Resource.SCENARIO, Action.WRITE)
def add_change(token: str) -> Answer:
    """One change more, checked by the engine's own records and beside the base."""
    with store().read() as work:
        mall = work.mall.get()
        found = find_draft(work, token)
        week = week_asked_for(work, mall)
        base = find_base(work, week)
    around, kind, form = around_of(mall, week), request.form.get("kind", ""), Form()
    if not offers(kind, around):
        abort(404)
    row = read_row(kind, form, around)
    if len(found.rows) >= MOST_CHANGES:
        form.fail(KINDS[kind].fields[0], "whatif.too_many_changes", most=MOST_CHANGES)
    if not form.faults:
        raw = {**found.raw(), "change": [*found.rows, row]}
        for column, text in change_faults(raw, around, base):
            form.faults.setdefault(field_of(kind, column), text)
    if form.faults:
        return _draft_page(token, kind, form), 422
    change_draft(found, lambda draft: replace(draft, rows=(*draft.rows, row)))
    return _back_to(token)


@pages.post("/whatif/<token:token>/remove/<int:number>")
@access.requires(Resource.SCENARIO, Action.WRITE)
def remove_change(token: str, number: int) -> AnyResponse:
    """One change less; `number` counts from 0."""
    found = _find(token)
    if number >= len(found.rows):
        abort(404)
    row = found.rows[number]
    change_draft(found, lambda draft: without_row(draft, number, row))
    return _back_to(token)


@pages.post("/whatif/<token:token>/delete")
@access.requires(Resource.SCENARIO, Action.WRITE)
def delete(token: str) -> AnyResponse:
    """Forget a scenario."""
    found = _find(token)
    remove_draft(found)
    flash(t("whatif.removed", name=found.name), "ok")
    return redirect(url_for("whatif.overview", week=request.form.get("week") or None), 303)


def _find(token: str) -> Draft:
    with store().read() as work:
        return find_draft(work, token)


def _back_to(token: str) -> AnyResponse:
    return redirect(url_for("whatif.draft", token=token, week=request.form.get("week") or None), 303)


@pages.post("/whatif/run")
@access.requires(Resource.SCENARIO, Action.WRITE)
def run() -> AnyResponse:
    """Ask the worker for what has no answer yet, and show the comparison; asking twice is one job."""
    tokens = list(dict.fromkeys(request.form.getlist("s")))
    with store().read() as work:
        mall = work.mall.get()
        week = week_asked_for(work, mall)
        base = find_bases(work, mall, week, weeks_asked_for())
        columns = _columns(work, base, tokens[:MOST_BESIDE]) if base else []
    if base is None or not columns or len(tokens) > MOST_BESIDE:
        flash(t("whatif.choose_some", most=MOST_BESIDE) if base else t("whatif.no_base"), "warn")
        return redirect(url_for("whatif.overview", week=week, s=tokens), 303)
    if any(column.is_missing for column in columns):
        store().jobs.ask(_request(base, columns), actor())
    return redirect(url_for("whatif.compare", **base.address, s=[column.draft.token for column in columns]), 303)


def _request(base: Base, columns: Sequence[Column]) -> JobRequest:
    """What the worker is asked: the scenarios without an answer, and of several weeks what each is compared with."""
    payload: dict[str, Any] = {
        "week": str(base.entry.week),
        "plan": base.entry.id,
        "scenarios": [column.draft.raw() for column in columns if column.is_missing],
        "drafts": [column.draft.token for column in columns],
    }
    if base.weeks > 1:
        further = [[str(one.week), one.entry.id if one.entry else None] for one in base.further]
        payload |= {"weeks": base.weeks, "further": further}
    seconds = RUN_SECONDS + FURTHER_SECONDS * len(base.further)
    return JobRequest(kind=JOB_KIND, payload=payload, limit_seconds=seconds)


def _columns(work: UnitOfWork, base: Base, tokens: list[str]) -> list[Column]:
    """Scenarios of the address that the person may see; others are passed over as if they were not."""
    seen = {draft.token: draft for draft in drafts_seen(work)}
    return [make_column(work, seen[token], base, own_agency()) for token in tokens if token in seen]


@pages.get("/whatif/compare")
@access.requires(Resource.SCENARIO)
def compare() -> str:
    """Scenarios side by side, or how far their run is."""
    base, columns = _asked_for()
    own = own_agency()
    shown = [column.draft.token for column in columns]
    found = [r for r in runs(base.entry.id) if set(r.tokens) & set(shown) and r.weeks == base.weeks]
    waiting = any(column.is_missing for column in columns)
    return render_template(
        "whatif/compare.html",
        week=base.entry.week,
        base=base,
        columns=columns,
        page=make_comparison(columns, base.mall, own),
        run=found[0] if found and (waiting or not found[0].row.job.state.is_final) else None,
        is_waiting=waiting,
        tokens=shown,
        has_report=own is None,
        names={desk.id: desk.name for desk in base.mall.desks},
    )


def _asked_for() -> tuple[Base, list[Column]]:
    """Base and scenarios of the address; no page without them."""
    with store().read() as work:
        mall = work.mall.get()
        base = find_bases(work, mall, week_asked_for(work, mall), weeks_asked_for())
        columns = _columns(work, base, request.args.getlist("s")[:MOST_BESIDE]) if base else []
    if base is None or not columns:
        abort(404)
    return base, columns


@pages.get("/whatif/compare.csv")
@access.requires(Resource.SCENARIO)
def compare_csv() -> Response:
    """Every key figure as CSV."""
    base, columns = _asked_for()
    response = Response(as_csv(columns, base.mall), content_type="text/csv; charset=utf-8")
    return _named(response, base, "csv")


@pages.get("/whatif/compare.json")
@access.requires(Resource.SCENARIO)
def compare_json() -> AnyResponse | tuple[str | Response, int]:
    """Scenarios and answers for machines: what cannot be compared is not there, where a page shows the next best."""
    base, columns = _asked_for()
    for name, read in (("week", str(base.entry.week)), ("weeks", str(base.weeks))):
        if request.args.get(name, read) != read:
            return problem(404, "not_found", name)
    rows = [
        {**c.draft.raw(), "answer": answer_document(c.answer) if c.answer else None, "fault": c.fault} for c in columns
    ]
    compared = [str(base.entry.week), *(str(one.week) for one in base.further)]
    return jsonify({"week": compared[0], "weeks": compared, "plan": base.entry.id, "scenarios": rows})


@pages.get("/whatif/summary")
@access.requires(Resource.SCENARIO, mall_wide=True)
def summary() -> Response:
    """The report for a meeting: one HTML file with its pictures, about the whole mall."""
    base, columns = _asked_for()
    answers = [column.answer for column in columns if column.answer]
    if not answers:
        abort(404)
    page = whatif_page(answers, base.mall, language())
    return _named(Response(page, content_type="text/html; charset=utf-8"), base, "html")


def _named(response: Response, base: Base, ending: str) -> Response:
    weeks = f"-{base.weeks}-minggu" if base.weeks > 1 else ""
    name = f"bagaimana-jika-{base.entry.week}{weeks}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@pages.get("/whatif/runs/<int:job>")
@access.requires(Resource.SCENARIO)
def run_part(job: int) -> str:
    """The part of a page that shows the progress of one run."""
    return render_template("whatif/run_part.html", run=make_run(_own_run(job)))


@pages.post("/whatif/runs/<int:job>/cancel")
@access.requires(Resource.SCENARIO, Action.WRITE)
def cancel(job: int) -> AnyResponse:
    """Ask for the end of a run; answers that are there are kept."""
    found = _own_run(job)
    store().jobs.cancel(job, actor())
    payload = found.payload
    address = {"week": payload["week"], "weeks": payload.get("weeks"), "s": list(payload["drafts"])}
    return redirect(url_for("whatif.compare", **address), 303)


def _own_run(job: int) -> Job:
    """A run that the person may see; anything else answers as none."""
    found, own = store().jobs.get(job), own_agency()
    if found.kind != JOB_KIND or (own is not None and found.asked_by.agency != own):
        abort(404)
    return found


@pages.route("/whatif/<token:token>/apply", methods=["GET", "POST"])
@access.requires(Resource.SCENARIO, Action.WRITE)
def apply(token: str) -> Answer:
    """First what applying writes, then write it: absences, skills, days, and numbers beside the forecast."""
    with store().read() as work:
        mall, version = work.mall.get(), work.mall.version()
        found = find_draft(work, token)
        week = week_asked_for(work, mall)
        base = find_base(work, week)
        scenario, fault = checked(found, base, own_agency()) if base else (None, t("whatif.no_base"))
    form = Form({"reason": found.reason or found.name})
    made = make_application(scenario, base.plan, mall) if scenario and base else None
    if made is not None and form.is_sent:
        reason = form.text("reason")
        writes = made.mall != mall or bool(made.adjustments)
        if form.is_good and writes and request.form.get("version") == str(version):
            _write(made, mall, version, reason)
            flash(t("whatif.applied"), "ok")
            return redirect(url_for("home.of_week", week=week), 303)
        if form.is_good:
            form.fail("reason", "whatif.changed_meanwhile" if writes else "whatif.nothing_to_write")
    page = render_template(
        "whatif/apply.html", draft=found, week=week, base=base, made=made, fault=fault, form=form, version=version
    )
    return (page, 422) if form.faults else page


def _write(made: Application, mall: Mall, version: int, reason: str) -> None:
    with store().write(actor(), reason=reason) as work:
        if made.mall != mall:
            work.mall.save(made.mall, based_on=version)
            mark_plans(work)
        for adjustment in made.adjustments:
            work.forecasts.adjust(adjustment)
