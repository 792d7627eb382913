"""The language of a page: Bahasa Indonesia unless the reader chose English."""

from urllib.parse import urlsplit

from flask import Flask, g, request

from planner.report.language import Language
from planner.report.words import LANGUAGES
from webapp.words import say

COOKIE = "bahasa"
YEAR_SECONDS = 31_536_000


def add_language(app: Flask) -> None:
    """Know the reader's language before anything is said, and let templates speak it."""

    @app.before_request
    def _choose() -> None:
        wanted = request.args.get("lang") or request.cookies.get(COOKIE, "")
        g.language = Language(wanted if wanted in LANGUAGES else LANGUAGES[0])

    app.jinja_env.globals["t"] = t


def language() -> Language:
    """How the page speaks; Indonesian where a request failed before it was known."""
    return g.get("language") or Language()


def t(key: str, /, **values: object) -> str:
    """The words under a key in the reader's language, filled in."""
    return say(language(), key, **values)


def local_path(wanted: str | None, otherwise: str) -> str:
    """`wanted` when it is a path of ours, so that no link leads a signed-in person elsewhere."""
    if not wanted or not wanted.startswith("/") or wanted.startswith(("//", "/\\")):
        return otherwise
    parts = urlsplit(wanted)
    return otherwise if parts.scheme or parts.netloc or "\\" in wanted else wanted
