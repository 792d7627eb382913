"""Hand back a roster that was edited in a spreadsheet: look first, then keep all of it or nothing."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.domain.periods import Week
from planner.planning.ports import UnitOfWork
from webapp import access
from webapp.access import Action, Resource
from webapp.deps import deps, store
from webapp.forms import Form
from webapp.handback.pages import moved_breaks
from webapp.handback.reading import VERSIONS_KNOWN, Handback, HandedIn
from webapp.imports.uploads import Upload, find_upload, forget_upload, keep_upload, sent_file
from webapp.language import language, t
from webapp.roster.edits import check_based_on, newest
from webapp.roster.pages import make_effect_page, person_changes
from webapp.sessions import actor

pages = Blueprint("handback", __name__)
_needs = access.requires(Resource.ROSTER, Action.WRITE)


@pages.get("/roster/<week:week>/edited")
@_needs
def start(week: Week) -> str:
    """How to edit the roster in a spreadsheet, and where to hand it in."""
    return _start(week, Form())


def _start(week: Week, form: Form) -> str:
    with store().read() as work:
        entry = newest(work, week)
    return render_template("handback/start.html", week=week, entry=entry, form=form)


@pages.post("/roster/<week:week>/edited")
@_needs
def hand_in(week: Week) -> str | Response | tuple[str, int]:
    """Put the workbook aside and show its changes."""
    form = Form()
    file = sent_file(form, (".xlsx",), "edited.not_xlsx")
    if file is None:
        return _start(week, form), 422
    kept = keep_upload([file])
    return redirect(url_for("handback.preview", week=week, token=kept.token), 303)


@pages.get("/roster/<week:week>/edited/<token>")
@_needs
def preview(week: Week, token: str) -> str | tuple[str, int]:
    """Findings cell by cell, else the changes by officer and what they cost."""
    kept = find_upload(token)
    with store().read() as work:
        handback = _handback(work, week, kept)
        key = ("handed in", kept.token, handback.entry.id, work.mall.version())
        found: HandedIn = deps().shelf.get(key, lambda: handback.read(work, quick=True))
    return _page(week, handback, found), 422 if found.findings else 200


def _page(week: Week, handback: Handback, found: HandedIn) -> str:
    edit = found.edit if found.can_save else None
    return render_template(
        "handback/preview.html",
        week=week,
        upload=handback.upload,
        entry=handback.entry,
        found=found,
        people=person_changes(edit.plan, handback.plan, language()) if edit else (),
        effect=make_effect_page(edit, language()) if edit else None,
        breaks=moved_breaks(handback.plan, edit.plan, language()) if edit else (),
    )


@pages.post("/roster/<week:week>/edited/<token>/save")
@_needs
def save(week: Week, token: str) -> str | Response | tuple[str, int]:
    """Keep every change as a new version of the draft, proved and checked; nothing when one cannot be."""
    kept = find_upload(token)
    with store().read() as work:
        handback = _handback(work, week, kept)
        check_based_on(handback.entry, request.form.get("based_on", ""))
        found = handback.read(work, quick=False)
    if not found.can_save or found.edit is None:
        return _page(week, handback, found), 422
    made = found.edit.plan
    reason = t("edited.reason", name=kept.title, count=len(found.changes))
    with store().write(actor(), reason=reason[:300]) as work:
        saved = work.plans.save(made, based_on=handback.entry.id)
    deps().shelf.keep_plan(saved.id, made)
    forget_upload(kept)
    flash(t("edited.saved", version=saved.version, count=len(found.changes)), "ok")
    return redirect(url_for("roster.show", week=week), 303)


def _handback(work: UnitOfWork, week: Week, kept: Upload) -> Handback:
    entry = newest(work, week)
    return Handback(
        upload=kept,
        entry=entry,
        plan=deps().shelf.plan(work, entry.id),
        versions=work.plans.entries(week, limit=VERSIONS_KNOWN),
    )
