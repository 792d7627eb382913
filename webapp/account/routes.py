"""Signing in and out, the own password, the language."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.domain.errors import InvalidValue
from planner.planning.stored import SignIn
from planner.report.words import LANGUAGES
from webapp import access
from webapp.access import MANAGER_ALONE, Action, Resource
from webapp.deps import deps, store
from webapp.forms import Form
from webapp.language import COOKIE, YEAR_SECONDS, local_path, t
from webapp.sessions import close_session, open_session
from webapp.words import knows

pages = Blueprint("account", __name__)


@pages.route("/sign-in", methods=["GET", "POST"])
@access.requires(Resource.PUBLIC)
def sign_in() -> str | Response | tuple[str, int]:
    """One card; the same answer for an unknown name and a wrong password."""
    form, there = Form(), local_path(request.args.get("next"), url_for("home.week"))
    if g.user is not None and not form.is_sent:
        return redirect(there)
    if form.is_sent:
        name, password = form.text("name", most=100), request.form.get("password", "")
        if not password:
            form.fail("password", "field.required")
        if form.is_good:
            found = store().accounts.sign_in(name, password, request.remote_addr or "")
            if found.token:
                return _let_in(found, there)
            _refuse(form, found)
    status = 200 if not form.faults else 429 if "wait" in form.faults else 422
    return render_template("account/sign_in.html", form=form, there=there), status


def _let_in(found: SignIn, there: str) -> Response:
    assert found.token
    response = redirect(there, 303)
    open_session(response, found.token)
    return response


def _refuse(form: Form, found: SignIn) -> None:
    if found.wait_seconds:
        form.fail("wait", "sign_in.wait", minutes=-(-found.wait_seconds // 60))
    else:
        form.fail("name", "sign_in.wrong")


@pages.post("/sign-out")
@access.requires(Resource.ACCOUNT, Action.WRITE)
def sign_out() -> Response:
    """End the session, here and in the store."""
    response = redirect(url_for("account.sign_in"), 303)
    close_session(response)
    return response


@pages.route("/password", methods=["GET", "POST"])
@access.requires(Resource.ACCOUNT, Action.WRITE)
def password() -> str | Response | tuple[str, int]:
    """Change the own password; all other sessions end."""
    if g.user is MANAGER_ALONE:
        abort(404)
    form = Form()
    if form.is_sent:
        old, new = request.form.get("old", ""), request.form.get("new", "")
        for name, value in (("old", old), ("new", new)):
            if not value:
                form.fail(name, "field.required")
        if new != request.form.get("again", ""):
            form.fail("again", "password.differs")
        found = _changed(form, old, new) if form.is_good else None
        if found and found.token:
            flash(t("password.changed"), "ok")
            return _let_in(found, url_for("home.week"))
    return render_template("account/password.html", form=form), 422 if form.faults else 200


def _changed(form: Form, old: str, new: str) -> SignIn | None:
    """The new session, or a fault in the form."""
    try:
        found = deps().store.accounts.change_password(g.user.name, old, new, request.remote_addr or "")
    except InvalidValue as fault:
        key = f"password.{fault.code}"
        form.fail("new", key if knows(key) else "password.refused")
        return None
    if not found.token:
        form.fail("old", "password.wrong_old")
    return found


@pages.get("/language/<code>")
@access.requires(Resource.PUBLIC)
def language(code: str) -> Response:
    """Remember the reader's language and go back."""
    if code not in LANGUAGES:
        abort(404)
    response = redirect(local_path(request.args.get("next"), url_for("home.week")))
    response.set_cookie(COOKIE, code, max_age=YEAR_SECONDS, samesite="Lax", httponly=True, secure=deps().settings.https)
    return response
