"""Services and needs: how long does each take, whose queue does it join, and what does it use?"""

from flask import Blueprint, abort, render_template, url_for

from planner.domain.mall import Mall, Service
from webapp import access
from webapp.access import Action, Resource
from webapp.forms import Form
from webapp.language import t
from webapp.settings.changes import number_text, shares_text
from webapp.settings.editing import Answer, Edit, mall_now, settle
from webapp.settings.services_form import (
    FIELDS,
    equipment_names,
    first_values,
    missing_equipment,
    read_service,
    sisters,
)

pages = Blueprint("services", __name__)
_needs = access.requires(Resource.SETTINGS, Action.WRITE)


@pages.get("/settings/services")
@_needs
def overview() -> str:
    """All services by desk: those of a desk share its queue and its quota."""
    mall = mall_now().mall
    groups = [(mall.get_agency(desk.agency).name, desk, mall.services_of(desk.id)) for desk in mall.desks]
    return render_template(
        "settings/services.html", groups=groups, number_text=number_text, shares_text=shares_text, t_minutes=_minutes
    )


def _minutes(service: Service) -> str:
    """`3 + 10`, and the range of a need nobody measured."""
    told = f"{number_text(service.setup_minutes)} + {number_text(service.need_minutes)}"
    if not service.minutes_are_rough:
        return told
    low, high = number_text(service.need_minutes_low), number_text(service.need_minutes_high)
    return f"≈ {told} ({low}-{high})"


@pages.route("/settings/services/of/<path:service>", methods=["GET", "POST"])
@_needs
def change(service: str) -> Answer:
    """One service."""
    now = mall_now()
    old = next((known for known in now.mall.services if known.id == service), None)
    if old is None:
        abort(404)
    form = Form(first_values(old))
    edit = Edit(
        title=t("settings.one_of_services", name=old.name),
        back=url_for("settings.services.overview"),
        show=lambda: render_template(
            "settings/service.html",
            form=form,
            service=old,
            desks=[(desk.id, desk.name) for desk in sisters(now.mall, old)],
            equipment=[("", t("settings.no_equipment_used")), *((n, n) for n in equipment_names(now.mall))],
            version=now.version,
        ),
        read=lambda: read_service(form, now.mall, old),
        fields=FIELDS,
        warn=lambda wish: missing_equipment(wish, _same(wish, old)),
    )
    return settle(form, now, edit)


def _same(mall: Mall, old: Service) -> Service:
    return next(service for service in mall.services if service.id == old.id)
