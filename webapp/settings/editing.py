"""How every section of the settings is changed: the form, what would change, and keeping it as one version."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from planner.domain.errors import Finding
from planner.domain.mall import Mall
from planner.planning.stored import MallVersion
from webapp.deps import store
from webapp.forms import Form
from webapp.freshness import keep_mall
from webapp.language import t
from webapp.sessions import actor
from webapp.settings.changes import differences
from webapp.settings.checks import Fields, new_findings, refuse, touched_weeks, warnings_of

Answer = str | Response | tuple[str, int]
OWN_FIELDS = frozenset({"csrf_token", "step", "reason", "based_on"})
LONGEST_REASON = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """The mall as it is kept."""

    mall: Mall
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One form of the settings.

    title  : what is changed, in the reader's words.
    back   : the address to go to when it is done.
    show   : the form as a page.
    read   : the mall as the form wants it; None when the form has faults.
    fields : the field at which a fault is told, by column of the finding; "" for all others.
    warn   : further sentences worth a look, of the mall wanted.
    """

    title: str
    back: str
    show: Callable[[], str]
    read: Callable[[], Mall | None]
    fields: Fields
    warn: Callable[[Mall], tuple[str, ...]] = lambda _mall: ()


def mall_now() -> Now:
    """The mall and its version, of one moment."""
    with store().read() as work:
        return Now(mall=work.mall.get(), version=work.mall.version())


def settle(form: Form, now: Now, edit: Edit) -> Answer:
    """Show the form, what it would change, or keep the change: as the step says. Nothing is kept in part."""
    if not form.is_sent or form.given("step") == "edit":
        return edit.show()
    wish = edit.read()
    if wish is not None and wish == now.mall and not form.faults:
        flash(t("settings.same"), "info")
        return redirect(edit.back, 303)
    findings = _findings(now.mall, wish) if wish else ()
    refuse(form, findings, edit.fields)
    if wish is None or form.faults:
        return edit.show(), 422
    return _keep_or_ask(form, now, edit, (wish, findings))


def _findings(before: Mall, after: Mall) -> tuple[Finding, ...]:
    with store().read() as work:
        return new_findings(work, before, after)


def _keep_or_ask(form: Form, now: Now, edit: Edit, wanted: tuple[Mall, tuple[Finding, ...]]) -> Answer:
    wish, findings = wanted
    is_last, is_current = form.given("step") == "save", form.given("based_on") == str(now.version)
    reason = form.text("reason", most=LONGEST_REASON) if is_last else ""
    if is_last and is_current and not form.faults:
        with store().write(actor(), reason=reason) as work:
            keep_mall(work, wish, now.version)
        flash(t("settings.kept", what=edit.title), "ok")
        return redirect(edit.back, 303)
    page = _preview(form, now, edit, wanted=(wish, (*warnings_of(findings), *edit.warn(wish))))
    return page, 422 if form.faults else 409 if is_last else 200


def _preview(form: Form, now: Now, edit: Edit, wanted: tuple[Mall, tuple[str, ...]]) -> str:
    wish, warnings = wanted
    with store().read() as work:
        weeks = touched_weeks(work, now.mall, wish)
        newer = _newer(work.mall.versions(), form.given("based_on"))
    return render_template(
        "settings/preview.html",
        form=form,
        edit=edit,
        lines=differences(now.mall, wish),
        weeks=weeks,
        warnings=warnings,
        newer=newer,
        version=now.version,
        copied=[(name, value) for name, value in request.form.items(multi=True) if name not in OWN_FIELDS],
    )


def _newer(versions: Sequence[MallVersion], based_on: str) -> list[MallVersion]:
    """What others kept since the form was opened, newest first."""
    known = int(based_on) if re.fullmatch(r"[0-9]{1,9}", based_on) else 0
    return [version for version in versions if version.version > known]
