"""How the application is put together, step by step."""

from importlib import import_module

from flask import Flask

from planner import bootstrap
from planner.planning.ports import Store
from webapp.access import add_access, check_routes
from webapp.components import add_components
from webapp.compression import add_compression
from webapp.config import WebSettings
from webapp.converters import add_converters
from webapp.deps import EXTENSION, Deps
from webapp.errors import add_errors
from webapp.formatters import add_formatters
from webapp.language import add_language
from webapp.mall import add_mall
from webapp.security import add_security
from webapp.sessions import add_sessions
from webapp.shelf import Shelf

AREAS = (
    "health",
    "account",
    "home",
    "imports",
    "measuring",
    "doctor",
    "handback",
    "forecast",
    "roster",
    "notice",
    "machine",
    "quotas",
    "officers",
    "today",
    "settings",
    "review",
    "staffing",
    "holiday",
    "whatif",
    "jobs",
    "audit",
)


def create_app(settings: WebSettings | None = None, store: Store | None = None) -> Flask:
    """The application over a store; without one, over the store of the data folder."""
    chosen = settings or WebSettings()
    app = Flask(__name__.partition(".")[0])
    _add_deps(app, chosen, store)
    add_compression(app)
    add_converters(app)
    add_language(app)
    add_mall(app)
    add_sessions(app)
    add_access(app)
    add_security(app, chosen)
    add_errors(app)
    add_formatters(app)
    add_components(app)
    _add_areas(app)
    check_routes(app)
    return app


def _add_deps(app: Flask, settings: WebSettings, store: Store | None) -> None:
    folder = bootstrap.data_folder(settings.data)
    app.secret_key = bootstrap.read_secret(folder)
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions[EXTENSION] = Deps(
        store=store or bootstrap.open_store(folder), settings=settings, folder=folder, shelf=Shelf()
    )


def _add_areas(app: Flask) -> None:
    for area in AREAS:
        app.register_blueprint(import_module(f"webapp.{area}.routes").pages)
