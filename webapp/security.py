"""Headers that tell the browser what a page may do, and limits on what may be sent to us."""

from flask import Flask, Response, g, request
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp.config import LARGEST_FORM_BYTES, LARGEST_ROSTER_BYTES, LARGEST_UPLOAD_BYTES, WebSettings
from webapp.language import YEAR_SECONDS

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")
LARGEST_BYTES = {"imports.upload": LARGEST_UPLOAD_BYTES, "handback.hand_in": LARGEST_ROSTER_BYTES}


def add_security(app: Flask, settings: WebSettings) -> None:
    """Forgery tokens, headers, limits, trusted host names and proxies."""
    app.config.update(
        SESSION_COOKIE_NAME="__Host-formulir" if settings.https else "formulir",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,  # a page left open over lunch must still be able to save
        WTF_CSRF_SSL_STRICT=False,
        MAX_CONTENT_LENGTH=LARGEST_UPLOAD_BYTES,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM_BYTES,
        MAX_FORM_PARTS=500,
        SEND_FILE_MAX_AGE_DEFAULT=YEAR_SECONDS,  # addresses of files change with their content
        TRUSTED_HOSTS=_trusted_hosts(settings),
    )
    app.before_request(_limit_body)
    CSRFProtect(app)
    app.after_request(_set_headers)
    if settings.https:
        app.after_request(_demand_https)
    if settings.proxy_hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxy_hops, x_proto=settings.proxy_hops)  # type: ignore[method-assign]


def _trusted_hosts(settings: WebSettings) -> list[str] | None:
    """While nobody has to sign in, a foreign page must not reach us under a name of its own."""
    if settings.single_user:
        return [*LOOPBACK_NAMES, *settings.hosts]
    return list(settings.hosts) or None


def _limit_body() -> None:
    request.max_content_length = LARGEST_BYTES.get(request.endpoint or "", LARGEST_FORM_BYTES)


def _set_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if g.get("user") is not None:
        response.headers["Cache-Control"] = "no-store"
    response.headers.setdefault("Cache-Control", "no-cache")
    return response


def _demand_https(response: Response) -> Response:
    response.headers.setdefault("Strict-Transport-Security", f"max-age={YEAR_SECONDS}")
    return response
