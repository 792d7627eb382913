"""What the views work with: store, settings, and the plans that were read already."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import current_app

from planner.domain.periods import Zone
from planner.planning.ports import Store
from webapp.config import WebSettings
from webapp.shelf import Shelf

EXTENSION = "loketplan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deps:
    """The same for all requests of a process."""

    store: Store
    settings: WebSettings
    folder: Path
    shelf: Shelf


def deps() -> Deps:
    """The dependencies of the running application."""
    found: Deps = current_app.extensions[EXTENSION]
    return found


def store() -> Store:
    """The store."""
    return deps().store


def local_now(zone: Zone) -> datetime:
    """This moment at the mall."""
    return store().clock.now().astimezone(ZoneInfo(zone.tz_name))


def local_today(zone: Zone) -> date:
    """The date at the mall, whatever the zone of the machine."""
    return local_now(zone).date()
