"""The quota notice for everybody: page, JSON, text and picture; cacheable, without names of officers."""

import hashlib
from datetime import date
from functools import partial
from urllib.parse import urlsplit

from flask import Blueprint, Response, jsonify, render_template, request, url_for

from planner.domain.errors import NotFound
from planner.report.language import Language
from planner.report.words import LANGUAGES
from webapp import access
from webapp.access import Resource
from webapp.deps import deps, store
from webapp.notice.pages import NoticePage, PublicPlan, find_public, make_notice_page, notice_json, notice_text
from webapp.notice.picture import notice_picture
from webapp.notice.poster import make_poster, qr_code
from webapp.sessions import LOOPBACK
from webapp.words import say

pages = Blueprint("notice", __name__)
ONLY_HERE = LOOPBACK | {"localhost"}
MAX_AGE_SECONDS = 30


def _wanted_language() -> Language:
    """Of the address alone, so that a cache gives everybody the same."""
    code = request.args.get("lang", "")
    return Language(code if code in LANGUAGES else LANGUAGES[0])


@pages.get("/notice")
@access.requires(Resource.PUBLIC)
def show() -> Response:
    """If I come tomorrow, will I be served?"""
    language, public = _wanted_language(), _find_public()
    if public is None:
        with store().read() as work:
            html = _render(None, language, work.floor.notice_words().announced)
    else:
        key = ("notice page", language.code, public.version)
        html = deps().shelf.get(key, lambda: _render(make_notice_page(public, language), language))
    return _cacheable(Response(html, content_type="text/html; charset=utf-8"))


def _render(page: NoticePage | None, language: Language, announced: str = "") -> str:
    speak = partial(say, language)
    html = render_template("notice/show.html", page=page, announced=announced, say=speak, code=language.code)
    return "\n".join(line for raw in html.splitlines() if (line := raw.strip())) + "\n"


@pages.get("/notice.json")
@access.requires(Resource.PUBLIC)
def as_json() -> Response:
    """The same for queue systems."""
    return _cacheable(jsonify(notice_json(_get_public())))


@pages.get("/notice.txt")
@access.requires(Resource.PUBLIC)
def as_text() -> Response:
    """The same to paste into a message."""
    public, language = _get_public(), _wanted_language()
    text = notice_text(make_notice_page(public, language), language)
    return _cacheable(Response(text, content_type="text/plain; charset=utf-8"))


@pages.get("/notice.png")
@access.requires(Resource.PUBLIC)
def as_picture() -> Response:
    """One day as a picture: the day the notice opens on by default."""
    public, language = _get_public(), _wanted_language()
    day = _wanted_day(public)
    rows = tuple(row for row in public.rows if row.day == day)
    title = f"{public.plan.input.mall.name}\n{say(language, 'notice.picture', day=language.day(day))}"
    key = ("notice picture", language.code, day, public.version)
    content = deps().shelf.get(key, lambda: notice_picture(rows, title, language))
    return _cacheable(Response(content, content_type="image/png"))


@pages.get("/notice/poster")
@access.requires(Resource.PUBLIC)
def poster() -> Response:
    """One day to print and hang up: the day the notice opens on by default."""
    public, language = _get_public(), _wanted_language()
    day, address = _wanted_day(public), _public_address()
    if not deps().settings.hosts:  # the address is the asking browser's word: nobody else may get it
        html = _render_poster(public, day, address, language)
        return Response(html, content_type="text/html; charset=utf-8", headers={"Cache-Control": "no-store"})
    key = ("notice poster", language.code, day, public.version)
    html = deps().shelf.get(key, lambda: _render_poster(public, day, address, language))
    return _cacheable(Response(html, content_type="text/html; charset=utf-8"))


def _render_poster(public: PublicPlan, day: date, address: str, language: Language) -> str:
    page = make_notice_page(public, language)
    return render_template(
        "notice/poster.html",
        public=public,
        page=page,
        poster=make_poster(public, page, day, language),
        address=address,
        picture=qr_code(address),
        is_here_only=urlsplit(address).hostname in ONLY_HERE,
        say=partial(say, language),
        code=language.code,
        title=f"{language.day(day)} {day.year}",
        days=[(item.isoformat(), language.day(item)) for item in public.plan.input.days],
    )


def _public_address() -> str:
    """Where phones find the notice: under the first name we are known by, else the one that was asked for."""
    hosts, path = deps().settings.hosts, url_for("notice.show")
    if hosts:
        return f"{'https' if deps().settings.https else 'http'}://{hosts[0]}{path}"
    return url_for("notice.show", _external=True)


def _wanted_day(public: PublicPlan) -> date:
    days = {day.isoformat(): day for day in public.plan.input.days}
    return days.get(request.args.get("day", ""), public.first_day)


def _find_public() -> PublicPlan | None:
    with store().read() as work:
        return find_public(work)


def _get_public() -> PublicPlan:
    public = _find_public()
    if public is None:
        raise NotFound("no plan is published", code="not_published")
    return public


def _cacheable(response: Response) -> Response:
    response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:24])
    response.headers["Cache-Control"] = f"public, max-age={MAX_AGE_SECONDS}"
    return response.make_conditional(request)
