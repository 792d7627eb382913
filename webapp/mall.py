"""The mall of the request: its zone for moments, its weekdays for periods, its name for the frame of a page."""

from flask import Flask, g, request

from planner.domain.mall import Mall
from webapp.deps import deps

WITHOUT_MALL = frozenset({"static", "health.alive", "health.ready"})


def add_mall(app: Flask) -> None:
    """Know the mall before anything is shown."""

    @app.before_request
    def _load() -> None:
        g.mall = None
        if request.endpoint not in WITHOUT_MALL:
            found = deps()
            with found.store.read() as work:
                g.mall = found.shelf.mall(work)


def mall_of_request() -> Mall | None:
    """The mall, None before the first import."""
    found: Mall | None = g.get("mall")
    return found
