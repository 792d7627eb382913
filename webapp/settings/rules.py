"""Rules, prices and assumptions: which rules hold here, what does a shortfall weigh, and what did nobody measure?"""

from collections.abc import Callable
from dataclasses import fields

from flask import Blueprint, render_template, url_for

from planner.checker.rules import RULES, Kind
from planner.domain.mall import Assumptions, Mall, Prices
from webapp import access
from webapp.access import Action, Resource
from webapp.forms import Form
from webapp.language import t
from webapp.settings.editing import Answer, Edit, Now, mall_now, settle
from webapp.settings.rules_form import (
    SWITCHES,
    bounds_of,
    first_numbers,
    read_assumptions,
    read_prices,
    read_rules,
)

pages = Blueprint("rules", __name__)
_needs = access.requires(Resource.SETTINGS, Action.WRITE)
Read = Callable[[Form, Mall], Mall | None]


@pages.route("/settings/rules", methods=["GET", "POST"])
@_needs
def switches() -> Answer:
    """The rules of the roster: those that may be switched off, and those that always hold."""
    now = mall_now()
    form = Form({name: "1" for name in SWITCHES if getattr(now.mall.rules, name)})
    edit = Edit(
        title=t("settings.tab_rules"),
        back=url_for("settings.rules.switches"),
        show=lambda: render_template(
            "settings/rules.html",
            form=form,
            names=SWITCHES,
            kinds={name: RULES[name].kind if name in RULES else Kind.SOFT for name in SWITCHES},
            always=[rule for name, rule in RULES.items() if name not in SWITCHES],
            version=now.version,
        ),
        read=lambda: read_rules(form, now.mall),
        fields={"": SWITCHES[0]},
    )
    return settle(form, now, edit)


@pages.route("/settings/prices", methods=["GET", "POST"])
@_needs
def prices() -> Answer:
    """What shortfalls weigh beside visits turned away."""
    now = mall_now()
    return _numbers(now, "prices", now.mall.prices, read_prices)


@pages.route("/settings/assumptions", methods=["GET", "POST"])
@_needs
def assumptions() -> Answer:
    """Figures that stand until somebody measures them."""
    now = mall_now()
    return _numbers(now, "assumptions", now.mall.assumptions, read_assumptions)


def _numbers(now: Now, what: str, record: Prices | Assumptions, read: Read) -> Answer:
    form = Form(first_numbers(record))
    names = [field.name for field in fields(record)]
    edit = Edit(
        title=t(f"settings.tab_{what}"),
        back=url_for(f"settings.rules.{what}"),
        show=lambda: render_template(
            "settings/numbers.html",
            form=form,
            what=what,
            rows=[(name, bounds_of(name)) for name in names],
            version=now.version,
        ),
        read=lambda: read(form, now.mall),
        fields={"": names[0]},
    )
    return settle(form, now, edit)
