"""Whether the process lives, and whether it can answer."""

from flask import Blueprint, Response

from webapp import access
from webapp.access import Resource
from webapp.deps import store

pages = Blueprint("health", __name__)


@pages.get("/healthz")
@access.requires(Resource.PUBLIC)
def alive() -> Response:
    """200 while the process runs."""
    return Response("ok\n", content_type="text/plain")


@pages.get("/readyz")
@access.requires(Resource.PUBLIC)
def ready() -> Response:
    """200 when the store answers and has the tables of this version, else 503."""
    is_ready = store().is_ready()
    return Response(
        "ready\n" if is_ready else "not ready\n", status=200 if is_ready else 503, content_type="text/plain"
    )
