"""What every template may call: the menu, files of the interface with their version, signs of states."""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Flask, g, request, url_for
from markupsafe import Markup, escape

from webapp.access import MANAGER_ALONE, Action, Resource, may, may_open
from webapp.jobs.pages import make_row
from webapp.language import t
from webapp.mall import mall_of_request

STATIC = Path(__file__).parent / "static"
ICON_OF_SIGN = {"✓": "check", "●": "dot", "▲": "triangle", "▨": "hatch"}
LOOK_OF_SIGN = {"✓": "ok", "●": "warn", "▲": "bad", "▨": "shut"}
SIGN = re.compile(f"^([{''.join(ICON_OF_SIGN)}]) ?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One entry of the menu."""

    title: str
    address: str
    is_here: bool


MENU = (
    ("nav.week", "home.week"),
    ("nav.today", "today.floor"),
    ("nav.roster", "roster.current"),
    ("nav.quota", "quotas.current"),
    ("nav.forecast", "forecast.overview"),
    ("nav.whatif", "whatif.overview"),
    ("nav.staffing", "staffing.choose"),
    ("nav.holiday", "holiday.show"),
    ("nav.review", "review.overview"),
    ("nav.officers", "officers.people"),
    ("nav.leave", "officers.leave"),
    ("nav.measure", "measuring.overview"),
    ("nav.import", "imports.start"),
    ("nav.calendar", "settings.calendar"),
    ("nav.settings", "settings.promise"),
    ("nav.jobs", "jobs.table"),
    ("nav.audit", "audit.trail"),
)
OF_CALENDAR = frozenset({"settings.calendar", "settings.add_day", "settings.remove_day"})


def add_components(app: Flask) -> None:
    """Let templates build the frame of a page."""
    app.jinja_env.globals.update(menu=menu, asset=asset, may=may, may_open=may_open, frame=frame, job_row=make_row)
    app.jinja_env.globals.update(Resource=Resource, Action=Action)
    app.jinja_env.filters.update(signed=signed, look=look_of)


def menu() -> list[Link]:
    """The pages this person may open."""
    return [
        Link(title=t(title), address=url_for(endpoint), is_here=_is_here(endpoint))
        for title, endpoint in MENU
        if may_open(endpoint)
    ]


def _is_here(endpoint: str) -> bool:
    current = request.endpoint or ""
    if endpoint == "settings.promise":
        return current.startswith("settings.") and current not in OF_CALENDAR
    same_area = current.partition(".")[0] == endpoint.partition(".")[0]
    shared = endpoint.startswith(("officers.", "settings."))
    return current.startswith(endpoint) if shared else same_area


def asset(name: str) -> str:
    """Address of a file of the interface, changing with its content, so that browsers may keep it for long."""
    return url_for("static", filename=name, v=_version(name))


@cache
def _version(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Head and foot of every page."""

    mall: str
    zone: str
    is_alone: bool


def frame() -> Frame:
    """The mall's name and zone, and whether nobody has to sign in."""
    mall = mall_of_request()
    return Frame(
        mall=mall.name if mall else t("app.no_mall"),
        zone=mall.zone if mall else "",
        is_alone=g.get("user") is MANAGER_ALONE,
    )


def signed(text: str) -> Markup:
    """Lines of text whose signs (✓ ● ▲ ▨) become pictures with the same meaning; the words stay words."""
    return Markup("<br>").join(_signed_line(line) for line in text.split("\n"))


def _signed_line(line: str) -> Markup:
    found = SIGN.match(line)
    if found is None:
        return escape(line)
    return icon(ICON_OF_SIGN[found[1]]) + escape(line[found.end() :])


def icon(name: str) -> Markup:
    """A picture of the sprite; it says nothing to screen readers, the words beside it do."""
    address = url_for("static", filename="icons.svg", v=_version("icons.svg"))
    return Markup('<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>').format(
        address, name
    )


def look_of(text: str) -> str:
    """ok, warn, bad or shut by the sign a text begins with; plain without one."""
    return LOOK_OF_SIGN.get(text[:1], "plain")
