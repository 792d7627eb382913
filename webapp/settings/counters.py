"""Counters and equipment: which counters are there, who sits where, and with what?"""

from flask import Blueprint, abort, render_template, url_for

from planner.domain.mall import Counter, Mall
from webapp import access
from webapp.access import Action, Resource
from webapp.deps import local_today, store
from webapp.forms import Form
from webapp.language import t
from webapp.settings.changes import value_text
from webapp.settings.counters_form import FIELDS, bare_desks, first_values, posted_weeks, read_counter
from webapp.settings.editing import Answer, Edit, Now, mall_now, settle

pages = Blueprint("counters", __name__)
_needs = access.requires(Resource.SETTINGS, Action.WRITE)


@pages.get("/settings/counters")
@_needs
def overview() -> str:
    """All counters by agency, and what each piece of equipment is used for."""
    mall = mall_now().mall
    groups = [(agency, [c for c in mall.counters if c.agency == agency.id]) for agency in mall.agencies]
    return render_template(
        "settings/counters.html",
        groups=groups,
        desk_of={c.id: value_text("desk", c.desk, mall) for c in mall.counters},
        equipment=_equipment(mall),
    )


def _equipment(mall: Mall) -> list[tuple[str, list[str], list[str]]]:
    """Each piece with the counters where it stands and the services that use it."""
    names = {name for counter in mall.counters for name in counter.equipment} | {s.equipment for s in mall.services}
    return [
        (
            name,
            [counter.id for counter in mall.counters if name in counter.equipment],
            [service.name for service in mall.services if service.equipment == name],
        )
        for name in sorted(names - {""})
    ]


@pages.route("/settings/counters/new", methods=["GET", "POST"])
@_needs
def add() -> Answer:
    """One more counter."""
    return _edit(mall_now(), None)


@pages.route("/settings/counters/of/<path:counter>", methods=["GET", "POST"])
@_needs
def change(counter: str) -> Answer:
    """Rename a counter, give it to another desk, list its equipment, or remove it."""
    now = mall_now()
    found = next((known for known in now.mall.counters if known.id == counter), None)
    if found is None:
        abort(404)
    return _edit(now, found)


def _edit(now: Now, old: Counter | None) -> Answer:
    mall, form = now.mall, Form(first_values(old))
    with store().read() as work:
        posted = posted_weeks(work, old, local_today(mall.zone)) if old else ()
    edit = Edit(
        title=t("settings.counter_named", name=old.id) if old else t("settings.counter_new"),
        back=url_for("settings.counters.overview"),
        show=lambda: render_template(
            "settings/counter.html",
            form=form,
            counter=old,
            posted=posted,
            agencies=[("", ""), *((agency.id, agency.name) for agency in mall.agencies)],
            desks=[("", t("settings.any_desk")), *((d.id, _titled(mall, d.agency, d.name)) for d in mall.desks)],
            known=", ".join(name for name, _, _ in _equipment(mall)),
            version=now.version,
        ),
        read=lambda: read_counter(form, mall, old, posted),
        fields=FIELDS,
        warn=lambda wish: bare_desks(mall, wish),
    )
    return settle(form, now, edit)


def _titled(mall: Mall, agency: str, desk: str) -> str:
    """The desk with its agency, so that nobody gives a counter to a stranger."""
    return f"{next(a.name for a in mall.agencies if a.id == agency)}: {desk}"
