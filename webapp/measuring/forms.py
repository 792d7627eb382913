"""The forms of measuring: what was asked about which desk, and keeping what came of it."""

from flask import abort, flash

from planner.domain.errors import InvalidValue
from planner.domain.ids import DeskId
from planner.domain.mall import Desk, Mall
from planner.domain.tally import Tally, with_desk_minutes
from planner.intake.tally import check_tally, read_tally
from planner.planning.calibrate import Calibration, Lunch
from webapp.deps import deps, local_today, store
from webapp.forms import Form
from webapp.freshness import keep_mall
from webapp.imports.uploads import Upload
from webapp.language import language, t
from webapp.measuring.mix import mix_of
from webapp.measuring.pages import Answers, Minutes, calibrated
from webapp.plans import own_desk
from webapp.sessions import actor

MOST_MINUTES = 240
MOST_TICKETS, MOST_OFFICERS = 1000, 40  # of one desk; more would keep the reader waiting


def mall_and_desk(desk: DeskId) -> tuple[Mall, Desk]:
    """The mall and one of its desks that the asking person may see; as if it did not exist without services."""
    with store().read() as work:
        mall = work.mall.get()
    found = own_desk(mall, desk)
    if not mall.services_of(found.id):
        abort(404)
    return mall, found


def officers_of(mall: Mall, desk: Desk) -> int:
    """How many officers can serve at the desk."""
    services = {service.id for service in mall.services_of(desk.id)}
    return len({skill.officer for skill in mall.skills if skill.service in services})


def read_calibration(form: Form, mall: Mall) -> Calibration | None:
    """The minutes that fit the three answers; None, with faults in the form, when they are none or fit nothing."""
    tickets, officers = form.whole("tickets", 1, MOST_TICKETS), form.whole("officers", 1, MOST_OFFICERS)
    last_served = form.clock("last_served")
    lunch = form.choice("lunch", [way.value for way in Lunch])
    if form.faults or tickets is None or officers is None or last_served is None:
        return None
    try:
        return calibrated(
            Answers(tickets=tickets, officers=officers, last_served=last_served, lunch=Lunch(lunch)), mall
        )
    except InvalidValue as fault:
        key = "measure.nothing_fits" if fault.code == "calibrate_nothing_fits" else "measure.before_open"
        form.fail("last_served", key, tickets=tickets, officers=officers, end=form.given("last_served"))
        return None


def decimal(form: Form, name: str) -> float:
    """Minutes as `14,8` or `14.8`; a bad text is a fault of its field."""
    value = form.text(name, most=10).replace(",", ".")
    try:
        minutes = float(value)
    except ValueError:
        minutes = -1.0
    if value and not 0.5 <= minutes <= MOST_MINUTES:
        form.fail(name, "measure.not_minutes", value=value, most=MOST_MINUTES)
    return minutes


def keep_minutes(desk: Desk, minutes: Minutes, reason: str) -> None:
    """The desk's services with these minutes, in their old proportion to one another."""
    assert minutes.low is not None
    assert minutes.high is not None
    span = (minutes.low, minutes.middle, minutes.high)
    with store().write(actor(), reason=reason) as work:
        mall, version = work.mall.get(), work.mall.version()
        keep_mall(work, with_desk_minutes(mall, desk.id, span, mix_of(work, mall)[desk.id]), version)
    flash(t("measure.kept", desk=desk.name, minutes=language().number(minutes.middle, 1)), "ok")


def read_sheet(kept: Upload, desk: Desk, mall: Mall) -> Tally:
    """The tally; raises InvalidFile also for the sheet of another desk and for a day that did not come yet."""
    read: Tally = deps().shelf.get(("tally", kept.token), lambda: read_tally(kept.path))
    check_tally(read, desk, local_today(mall.zone))
    return read
