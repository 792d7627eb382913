"""Measure a desk: three questions or a tally; what is found is kept only when somebody says so."""

from pathlib import Path

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.domain.errors import InvalidFile
from planner.domain.history import History
from planner.domain.ids import DeskId
from planner.domain.mall import Desk, Mall
from planner.domain.tally import FEWEST_VISITS, with_tally
from planner.planning.calibrate import Calibration, Lunch
from planner.planning.stored import ImportContent
from planner.report.tally_sheet import tally_form, write_tally_sheet
from webapp import access
from webapp.access import Action, Resource
from webapp.deps import store
from webapp.downloads import download_written
from webapp.forms import Form
from webapp.freshness import learned_mall, mark_plans
from webapp.imports.uploads import find_upload, forget_upload, keep_upload, sent_file
from webapp.language import language, t
from webapp.measuring.forms import decimal, keep_minutes, mall_and_desk, officers_of, read_calibration, read_sheet
from webapp.measuring.mix import mix_of
from webapp.measuring.pages import Minutes, catalogue_rows, desk_row, desk_rows, tally_page
from webapp.plans import own_mall
from webapp.sessions import actor

pages = Blueprint("measuring", __name__)
SHEET_ENDINGS = (".xlsx", ".xls", ".ods")
_reads = access.requires(Resource.VISITS)
_writes = access.requires(Resource.VISITS, Action.WRITE)


@pages.get("/calibrate")
@_reads
def overview() -> str:
    """Minutes and arrivals of every desk, and which of them nobody measured."""
    with store().read() as work:
        mall, learned = work.mall.get(), learned_mall(work)
        mix = mix_of(work, mall)
    return render_template("measuring/overview.html", rows=desk_rows(own_mall(mall), learned, mix))


@pages.get("/calibrate/<desk>")
@_writes
def questions(desk: DeskId) -> str:
    """The three questions about a desk, what a plan uses now, and the catalogue."""
    mall, found = mall_and_desk(desk)
    return _questions(mall, found, Form({"lunch": Lunch.TWO_GROUPS, "officers": officers_of(mall, found) or None}))


@pages.post("/calibrate/<desk>")
@_writes
def answer(desk: DeskId) -> str | tuple[str, int]:
    """The minutes that fit the answers; nothing is kept yet."""
    mall, found = mall_and_desk(desk)
    form = Form()
    minutes = read_calibration(form, mall)
    page = _questions(mall, found, form, minutes)
    return page, 422 if form.faults else 200


@pages.post("/calibrate/<desk>/use")
@_writes
def use(desk: DeskId) -> str | Response | tuple[str, int]:
    """Keep the minutes that fit the answers as the desk's, with a reason."""
    mall, found = mall_and_desk(desk)
    form = Form()
    minutes = read_calibration(form, mall)
    if minutes is None:
        return _questions(mall, found, form), 422
    reason = form.given("reason").strip()[:200] or t(
        "measure.reason", tickets=form.given("tickets"), officers=form.given("officers"), end=form.given("last_served")
    )
    keep_minutes(found, Minutes(low=minutes.low, middle=minutes.middle, high=minutes.high), reason)
    return redirect(url_for("measuring.questions", desk=desk), 303)


@pages.post("/calibrate/<desk>/set")
@_writes
def set_minutes(desk: DeskId) -> str | Response | tuple[str, int]:
    """Keep minutes that somebody knows: measured elsewhere, or what stood there before."""
    mall, found = mall_and_desk(desk)
    form = Form()
    given = [decimal(form, name) for name in ("middle", "low", "high")]
    reason = form.text("reason", most=200)
    if not form.faults and not given[1] <= given[0] <= given[2]:
        form.fail("low", "measure.bad_range")
    if form.faults:
        return _questions(mall, found, form), 422
    keep_minutes(found, Minutes(middle=given[0], low=given[1], high=given[2]), reason)
    return redirect(url_for("measuring.questions", desk=desk), 303)


def _questions(mall: Mall, desk: Desk, form: Form, minutes: Calibration | None = None) -> str:
    with store().read() as work:
        row = desk_row(mall, learned_mall(work), desk, mix_of(work, mall)[desk.id])
    return render_template(
        "measuring/questions.html",
        row=row,
        form=form,
        minutes=minutes,
        catalogue=catalogue_rows(desk, mall.services_of(desk.id)),
        lunch=[(way.value, t(f"measure.lunch_{way}")) for way in Lunch],
    )


@pages.get("/tally/<desk>/sheet.pdf")
@_writes
def sheet_pdf(desk: DeskId) -> Response:
    """The page to tick on, for paper."""
    return _sheet(desk, "pdf")


@pages.get("/tally/<desk>/sheet.xlsx")
@_writes
def sheet_xlsx(desk: DeskId) -> Response:
    """The same to type into."""
    return _sheet(desk, "xlsx")


def _sheet(desk: DeskId, kind: str) -> Response:
    mall, found = mall_and_desk(desk)
    form = tally_form(mall, found)

    def write(folder: Path) -> Path:
        pdf, xlsx = write_tally_sheet(form, folder)
        return pdf if kind == "pdf" else xlsx

    return download_written(write)


@pages.get("/tally/<desk>")
@_writes
def tally(desk: DeskId) -> str:
    """The tally sheet: fetch it, tick for a day, hand it in."""
    return _tally(desk, Form())


def _tally(desk: DeskId, form: Form) -> str:
    mall, found = mall_and_desk(desk)
    with store().read() as work:
        row = desk_row(mall, learned_mall(work), found, mix_of(work, mall)[found.id])
    return render_template("measuring/tally.html", row=row, form=form)


@pages.post("/tally/<desk>")
@_writes
def hand_in(desk: DeskId) -> str | Response | tuple[str, int]:
    """Put the filled sheet aside and show what was read."""
    mall_and_desk(desk)
    form = Form()
    file = sent_file(form, SHEET_ENDINGS, "measure.not_a_sheet")
    if file is None:
        return _tally(desk, form), 422
    kept = keep_upload([file])
    return redirect(url_for("measuring.preview", desk=desk, token=kept.token), 303)


@pages.get("/tally/<desk>/<token>")
@_writes
def preview(desk: DeskId, token: str) -> str | tuple[str, int]:
    """What was read, and what it would change."""
    mall, found = mall_and_desk(desk)
    kept = find_upload(token)
    try:
        read = read_sheet(kept, found, mall)
    except InvalidFile as fault:
        sentences = [finding.sentence(language().code) for finding in fault.findings]
        return render_template("measuring/refused.html", desk=found, upload=kept, sentences=sentences), 422
    with store().read() as work:
        page = tally_page(read, mall, mix_of(work, mall)[found.id])
    return render_template("measuring/preview.html", desk=found, upload=kept, page=page, fewest=FEWEST_VISITS)


@pages.post("/tally/<desk>/<token>/save")
@_writes
def save(desk: DeskId, token: str) -> Response:
    """Arrivals and minutes into the mall, the day's count into the history; undone as any import."""
    mall, found = mall_and_desk(desk)
    kept = find_upload(token)
    try:
        read = read_sheet(kept, found, mall)
    except InvalidFile:
        return redirect(url_for("measuring.preview", desk=desk, token=token), 303)
    counts = History(days=(read.count,) if read.people else ())
    title, content_hash = kept.title, kept.content_hash()
    with store().write(actor(), reason=request.form.get("reason", "").strip()[:500]) as work:
        stored = work.mall.get()
        learned = with_tally(stored, read, mix_of(work, stored)[found.id])
        work.imports.add(ImportContent(file_name=title, file_hash=content_hash, history=counts, mall=learned))
        mark_plans(work)
    forget_upload(kept)
    flash(t("measure.tally_kept", desk=found.name, day=language().day(read.day)), "ok")
    return redirect(url_for("measuring.questions", desk=desk), 303)
