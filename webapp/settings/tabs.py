"""The sections of the settings, as tabs above each of them."""

from flask import request, url_for

from webapp.access import may_open
from webapp.components import Link
from webapp.language import t

TABS = (
    ("settings.tab_promise", "settings.promise"),
    ("settings.tab_hours", "settings.hours.overview"),
    ("settings.tab_counters", "settings.counters.overview"),
    ("settings.tab_services", "settings.services.overview"),
    ("settings.tab_rules", "settings.rules.switches"),
    ("settings.tab_prices", "settings.rules.prices"),
    ("settings.tab_assumptions", "settings.rules.assumptions"),
    ("nav.users", "settings.users"),
)


def settings_tabs() -> list[Link]:
    """The sections this person may open."""
    return [
        Link(title=t(title), address=url_for(endpoint), is_here=request.endpoint == endpoint)
        for title, endpoint in TABS
        if may_open(endpoint)
    ]
