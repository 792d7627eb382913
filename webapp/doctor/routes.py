"""What is missing, contradictory or stale, most valuable first."""

from datetime import date

from flask import Blueprint, render_template

from planner.domain.consistency import check_mall
from planner.domain.errors import Severity
from planner.domain.history import History
from planner.domain.mall import Mall
from planner.intake.doctor import Advice, examine
from planner.intake.read import MallFiles
from webapp import access
from webapp.access import Action, Resource
from webapp.deps import deps, local_today, store
from webapp.doctor.pages import make_lines

pages = Blueprint("doctor", __name__)


@pages.get("/doctor")
@access.requires(Resource.VISITS, Action.WRITE, mall_wide=True)
def show() -> str:
    """The stored mall examined as of today."""
    with store().read() as work:
        mall = work.mall.get()
        today = local_today(mall.zone)
        advice = deps().shelf.get(
            ("doctor", work.stamp(), today), lambda: _examined(mall, work.history.load(tickets=True), today)
        )
    return render_template("doctor/show.html", lines=make_lines(advice))


def _examined(mall: Mall, history: History, today: date) -> tuple[Advice, ...]:
    warnings = tuple(f for f in check_mall(mall, history) if f.severity is Severity.WARNING)
    return examine(MallFiles(mall=mall, history=history, warnings=warnings), today)
