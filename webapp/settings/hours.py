"""Hours, sessions and breaks: when is each kind of day open, on which weekdays, and until when is a ticket given?"""

from dataclasses import dataclass

from flask import Blueprint, render_template, url_for

from planner.domain.mall import Mall
from planner.domain.periods import DayType, Timetable
from webapp import access
from webapp.access import Action, Resource
from webapp.forms import Form
from webapp.language import t
from webapp.settings.changes import MONDAY_FIRST, weekdays_text
from webapp.settings.editing import Answer, Edit, mall_now, settle
from webapp.settings.hours_form import (
    FINDING_FIELDS,
    WINDOWS,
    first_values,
    read_hours,
    read_last_tickets,
    read_open_days,
    session_rows,
)

pages = Blueprint("hours", __name__)
_needs = access.requires(Resource.SETTINGS, Action.WRITE)


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRow:
    """One kind of day. follows: the kind whose timetable holds, None where it has its own."""

    kind: DayType
    table: Timetable
    follows: DayType | None


@pages.get("/settings/hours")
@_needs
def overview() -> str:
    """All kinds of days, the open weekdays of agencies, and desks that stop giving tickets earlier."""
    mall = mall_now().mall
    return render_template(
        "settings/hours.html",
        rows=[_row(mall, kind) for kind in DayType],
        agencies=[(agency.name, weekdays_text(agency.open_weekdays)) for agency in mall.agencies],
        desks=[desk for desk in mall.desks if desk.last_ticket],
    )


def _row(mall: Mall, kind: DayType) -> KindRow:
    table = mall.timetable(kind)
    return KindRow(kind=kind, table=table, follows=None if kind in mall.timetables else table.day_type)


@pages.route("/settings/hours/<any(normal, friday, saturday, ramadan, ramadan_friday):kind>", methods=["GET", "POST"])
@_needs
def of_kind(kind: str) -> Answer:
    """The timetable of one kind of day."""
    now, day = mall_now(), DayType(kind)
    row = _row(now.mall, day)
    form = Form(first_values(row.table))

    def show() -> str:
        rows = session_rows(row.table)
        return render_template(
            "settings/timetable.html", form=form, row=row, rows=rows, windows=WINDOWS, version=now.version
        )

    edit = Edit(
        title=t("settings.hours_of", kind=t(f"calendar.type_{kind}")),
        back=url_for("settings.hours.overview"),
        show=show,
        read=lambda: read_hours(form, now.mall, day),
        fields=FINDING_FIELDS,
    )
    return settle(form, now, edit)


@pages.route("/settings/hours/open-days", methods=["GET", "POST"])
@_needs
def open_days() -> Answer:
    """The weekdays on which each agency opens."""
    now, form = mall_now(), Form()
    ticked = {
        n: form.several(f"open{n}", [str(day) for day in MONDAY_FIRST])
        if form.is_sent
        else tuple(str(day) for day in agency.open_weekdays)
        for n, agency in enumerate(now.mall.agencies, start=1)
    }
    edit = Edit(
        title=t("settings.open_days"),
        back=url_for("settings.hours.overview"),
        show=lambda: render_template(
            "settings/open_days.html",
            form=form,
            agencies=list(enumerate(now.mall.agencies, start=1)),
            ticked=ticked,
            days=MONDAY_FIRST,
            version=now.version,
        ),
        read=lambda: read_open_days(form, now.mall),
        fields={"": "open1"},
    )
    return settle(form, now, edit)


@pages.route("/settings/hours/last-tickets", methods=["GET", "POST"])
@_needs
def last_tickets() -> Answer:
    """The last ticket of each desk, where it is another than the mall's."""
    now = mall_now()
    desks = list(enumerate(now.mall.desks, start=1))
    form = Form({f"last{n}": f"{desk.last_ticket:%H.%M}" for n, desk in desks if desk.last_ticket})
    edit = Edit(
        title=t("settings.last_tickets"),
        back=url_for("settings.hours.overview"),
        show=lambda: render_template(
            "settings/last_tickets.html",
            form=form,
            desks=desks,
            usual=now.mall.timetable(DayType.NORMAL).last_ticket,
            version=now.version,
        ),
        read=lambda: read_last_tickets(form, now.mall),
        fields={"": "last1"},
    )
    return settle(form, now, edit)
