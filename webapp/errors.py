"""Faults as pages and, for machines, as problem JSON; always with what to do next and a short code to quote."""

import logging
import secrets

from flask import Flask, Response, g, jsonify, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response as AnyResponse

from planner.domain.errors import Conflict, InvalidValue, NotAllowed, NotFound, PlannerError
from planner.planning.ports import StoreUnavailable
from webapp.language import t
from webapp.words import knows

_log = logging.getLogger(__name__)
STATUS = {NotFound: 404, NotAllowed: 403, Conflict: 409, InvalidValue: 422, StoreUnavailable: 503}
RETRY_SECONDS = {503: "5", 429: "60"}
Answer = Response | AnyResponse | tuple[str | Response, int]


def add_errors(app: Flask) -> None:
    """One answer for every kind of fault."""
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(PlannerError, _planner)
    app.register_error_handler(Exception, _unexpected)


def wants_json() -> bool:
    """True for addresses that machines ask for, and for bodies of JSON."""
    return request.path.endswith(".json") or request.path.startswith("/api/") or request.is_json


def problem(status: int, code: str, field: str = "") -> Answer:
    """The fault as a page, or as JSON: `{"status": 404, "code": "not_found", "title": "..."}`."""
    title = t(f"error.{code}") if knows(f"error.{code}") else t(f"error.{status}")
    if wants_json():
        body = {"status": status, "code": code, "title": title, **({"field": field} if field else {})}
        response = jsonify(body)
        response.headers["Content-Type"] = "application/problem+json"
    else:
        page = render_template("error.html", code=code, title=title, help=_help(status, code))
        response = Response(page, content_type="text/html; charset=utf-8")
    response.status_code = status
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if status in RETRY_SECONDS:
        response.headers["Retry-After"] = RETRY_SECONDS[status]
    return response


def _help(status: int, code: str) -> str:
    keys = (f"error.{code}_help", f"error.{status}_help", "error.help")
    return t(next(key for key in keys if knows(key)))


def _forged(_fault: CSRFError) -> Answer:
    return problem(400, "form_expired")


def _http(fault: HTTPException) -> Answer:
    status = fault.code or 500
    if isinstance(fault, SecurityError) and not wants_json():  # no page can be made for a host that is not ours
        return Response("This host name is not served here.\n", 400, content_type="text/plain")
    if status in (301, 302, 303, 307, 308):
        return fault.get_response()
    if status == 401 and not wants_json():
        there = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("account.sign_in", next=there))
    names = {
        400: "not_readable",
        401: "sign_in",
        403: "forbidden",
        404: "not_found",
        405: "wrong_method",
        413: "too_large",
        429: "too_often",
    }
    answer = problem(status, names.get(status, f"http_{status}"))
    if status == 405 and isinstance(answer, Response) and fault.valid_methods:  # type: ignore[attr-defined]
        answer.headers["Allow"] = ", ".join(fault.valid_methods)  # type: ignore[attr-defined]
    return answer


def _planner(fault: PlannerError) -> Answer:
    status = next((status for kind, status in STATUS.items() if isinstance(fault, kind)), 422)
    _log.info("%s %s: %s", request.method, request.path, fault)
    if isinstance(fault, NotFound) and not knows(f"error.{fault.code}"):
        return problem(404, "not_found")  # the same as for another agency's: nobody learns what exists
    return problem(status, fault.code, fault.field)


def _unexpected(fault: Exception) -> Answer:
    code = secrets.token_hex(3)
    _log.error("fault %s at %s %s", code, request.method, request.path, exc_info=fault)
    g.fault_code = code
    return problem(500, f"E-{code}")
