"""Who asks: the session cookie, the one user of a fresh installation, and the duty to change a first password."""

from flask import Flask, Response, g, redirect, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from planner.planning.stored import Actor, User
from webapp.access import MANAGER_ALONE
from webapp.deps import deps
from webapp.errors import Answer, problem, wants_json
from webapp.machine.keys import brings_key, find_machine

LOOPBACK = frozenset({"127.0.0.1", "::1"})
FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via")
MACHINES = "machine"
OPEN_BEFORE_CHANGE = frozenset({"account.password", "account.sign_out", "account.language", "static"})


def cookie_name(https: bool) -> str:
    """`__Host-` ties the cookie to this very host, which needs HTTPS."""
    return "__Host-loketplan" if https else "loketplan"


def actor() -> Actor:
    """In whose name the request acts."""
    user: User = g.user
    return user.actor


def add_sessions(app: Flask) -> None:
    """Find out who asks, at every request."""

    @app.before_request
    def _load() -> Answer | None:
        g.user = None if request.endpoint == "static" else _find_user()
        if g.user and g.user.must_change_password and request.endpoint not in OPEN_BEFORE_CHANGE:
            return problem(403, "password_first") if wants_json() else redirect(url_for("account.password"))
        return None


def _find_user() -> User | None:
    if request.blueprint == MACHINES and brings_key():
        return find_machine()
    found = deps()
    token = request.cookies.get(cookie_name(found.settings.https))
    if token:
        user = found.store.accounts.find_user(token)
        if user is not None:
            return user
    return MANAGER_ALONE if is_single_user() else None


def is_single_user() -> bool:
    """True while nobody was made a user and the browser runs on this machine, with no proxy between."""
    found = deps()
    if not found.settings.single_user or request.remote_addr not in LOOPBACK:
        return False
    if any(name in request.headers for name in FORWARDED):
        return False
    with found.store.read() as work:
        return not work.users.all()


def open_session(response: Response | AnyResponse, token: str) -> None:
    """Give the browser its session; what it had before sign-in is dropped."""
    https = deps().settings.https
    session.clear()
    response.set_cookie(cookie_name(https), token, secure=https, httponly=True, samesite="Lax", path="/")


def close_session(response: Response | AnyResponse) -> None:
    """End the session here and in the store."""
    found = deps()
    name = cookie_name(found.settings.https)
    token = request.cookies.get(name)
    if token:
        found.store.accounts.sign_out(token)
    session.clear()
    response.delete_cookie(name, path="/", secure=found.settings.https, httponly=True, samesite="Lax")
