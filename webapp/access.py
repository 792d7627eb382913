"""Who may do what: one table for people to read, and for the tests to walk.

Each route names a resource and an action (`@access.requires`); a route without them does not start. What an agency head
may do to his OWN he may do only there: another agency's thing answers exactly as one that does not exist.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, request

from planner.domain.ids import AgencyId
from planner.planning.stored import Role, User

_View = TypeVar("_View", bound=Callable[..., Any])


class Resource(StrEnum):
    """What routes are about."""

    PUBLIC = "public"
    ACCOUNT = "account"
    WEEK = "week"
    OFFICERS = "officers"
    LEAVE = "leave"
    ROSTER = "roster"
    PROPOSAL = "proposal"
    VISITS = "visits"
    QUOTA = "quota"
    FLOOR = "floor"
    SCENARIO = "scenario"
    REVIEW = "review"
    HOLIDAY = "holiday"
    STAFFING = "staffing"
    JOBS = "jobs"
    CALENDAR = "calendar"
    SETTINGS = "settings"
    USERS = "users"
    AUDIT = "audit"


class Action(StrEnum):
    """What is done. PUBLISH: what citizens or all officers see from then on."""

    READ = "read"
    WRITE = "write"
    PUBLISH = "publish"


class Reach(StrEnum):
    """How far a person's right goes."""

    NONE = "-"
    OWN = "own"
    ALL = "all"


_NONE, _OWN, _ALL = Reach.NONE, Reach.OWN, Reach.ALL
_R, _W, _P = Action.READ, Action.WRITE, Action.PUBLISH
COLUMNS = (None, Role.VIEWER, Role.AGENCY_HEAD, Role.MANAGER, Role.ADMIN)  # None: not signed in

# docs/decisions/0080-access.md says where this table goes beyond the one of the design
MATRIX: Mapping[tuple[Resource, Action], tuple[Reach, ...]] = {
    #                          nobody  viewer  head  manager admin
    (Resource.PUBLIC, _R): (_ALL, _ALL, _ALL, _ALL, _ALL),
    (Resource.ACCOUNT, _W): (_NONE, _ALL, _ALL, _ALL, _ALL),
    (Resource.WEEK, _R): (_NONE, _ALL, _OWN, _ALL, _ALL),
    (Resource.OFFICERS, _R): (_NONE, _ALL, _OWN, _ALL, _ALL),
    (Resource.OFFICERS, _W): (_NONE, _NONE, _OWN, _NONE, _ALL),
    (Resource.LEAVE, _R): (_NONE, _NONE, _OWN, _ALL, _ALL),
    (Resource.LEAVE, _W): (_NONE, _NONE, _OWN, _ALL, _ALL),
    (Resource.ROSTER, _R): (_NONE, _ALL, _OWN, _ALL, _ALL),
    (Resource.ROSTER, _W): (_NONE, _NONE, _NONE, _ALL, _ALL),
    (Resource.ROSTER, _P): (_NONE, _NONE, _NONE, _ALL, _ALL),
    (Resource.PROPOSAL, _W): (_NONE, _NONE, _OWN, _ALL, _ALL),
    (Resource.VISITS, _R): (_NONE, _NONE, _OWN, _ALL, _ALL),
    (Resource.VISITS, _W): (_NONE, _NONE, _OWN, _ALL, _ALL),
    (Resource.QUOTA, _R): (_NONE, _ALL, _OWN, _ALL, _ALL),
    (Resource.QUOTA, _P): (_NONE, _NONE, _NONE, _ALL, _ALL),
    (Resource.FLOOR, _R): (_NONE, _ALL, _OWN, _ALL, _ALL),
    (Resource.FLOOR, _W): (_NONE, _NONE, _OWN, _ALL, _ALL),
    (Resource.HOLIDAY, _R): (_NONE, _NONE, _OWN, _ALL, _ALL),
    (Resource.HOLIDAY, _W): (_NONE, _NONE, _NONE, _ALL, _ALL),
    (Resource.REVIEW, _R): (_NONE, _NONE, _OWN, _ALL, _ALL),
    (Resource.REVIEW, _W): (_NONE, _NONE, _NONE, _ALL, _ALL),
    (Resource.SCENARIO, _R): (_NONE, _NONE, _OWN, _ALL, _ALL),
    (Resource.SCENARIO, _W): (_NONE, _NONE, _OWN, _ALL, _ALL),
    (Resource.STAFFING, _R): (_NONE, _NONE, _OWN, _ALL, _ALL),
    (Resource.STAFFING, _W): (_NONE, _NONE, _OWN, _ALL, _ALL),
    (Resource.JOBS, _R): (_NONE, _NONE, _NONE, _ALL, _ALL),
    (Resource.JOBS, _W): (_NONE, _NONE, _NONE, _ALL, _ALL),
    (Resource.CALENDAR, _R): (_NONE, _ALL, _ALL, _ALL, _ALL),
    (Resource.CALENDAR, _W): (_NONE, _NONE, _NONE, _ALL, _ALL),
    (Resource.SETTINGS, _W): (_NONE, _NONE, _NONE, _NONE, _ALL),
    (Resource.USERS, _R): (_NONE, _NONE, _NONE, _NONE, _ALL),
    (Resource.USERS, _W): (_NONE, _NONE, _NONE, _NONE, _ALL),
    (Resource.AUDIT, _R): (_NONE, _NONE, _OWN, _ALL, _ALL),
}
MANAGER_ALONE = User(name="manajer", full_name="Manajer MPP", role=Role.MANAGER)
OF_MANAGER_ALONE = frozenset({(Resource.SETTINGS, _W), (Resource.OFFICERS, _W)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What a route needs. mall_wide: it is about the whole mall, so that who reaches only his own may not."""

    resource: Resource
    action: Action
    mall_wide: bool = False


def requires(resource: Resource, action: Action = Action.READ, *, mall_wide: bool = False) -> Callable[[_View], _View]:
    """Name what the route needs; checked before the view runs."""
    needed = Access(resource=resource, action=action, mall_wide=mall_wide)
    if (resource, action) not in MATRIX:
        raise KeyError(f"no row for {resource}, {action}")

    def mark(view: _View) -> _View:
        view.access = needed  # type: ignore[attr-defined]
        return view

    return mark


def reach_of(role: Role | None, needed: Access) -> Reach:
    """How far somebody of that role reaches with what a route needs; None: nobody signed in."""
    reach = MATRIX[needed.resource, needed.action][COLUMNS.index(role)]
    return Reach.NONE if needed.mall_wide and reach is Reach.OWN else reach


def may(resource: Resource, action: Action = Action.READ) -> bool:
    """True when whoever asks may do this at least to his own."""
    return _is_allowed(Access(resource=resource, action=action))


def may_open(endpoint: str) -> bool:
    """True when whoever asks may open the page of that route: what its `@access.requires` says."""
    needed = access_of(current_app, endpoint)
    return needed is not None and _is_allowed(needed)


def _is_allowed(needed: Access) -> bool:
    """True when whoever asks has what is needed; before anybody was made a user, nobody else could set the promise."""
    user: User | None = g.get("user")
    if user is MANAGER_ALONE and (needed.resource, needed.action) in OF_MANAGER_ALONE:
        return True
    return reach_of(user.role if user else None, needed) is not Reach.NONE


def own_agency() -> AgencyId | None:
    """The only agency whose things the asking person may see and change; None for those who may all."""
    user: User | None = g.user
    return user.agency if user else None


def check_agency(agency: AgencyId | None) -> None:
    """Answer as if the thing did not exist when it belongs to another agency than the head's own."""
    own = own_agency()
    if own is not None and agency != own:
        abort(404)


def check_routes(app: Flask) -> None:
    """Stop the start when a route says nothing about access."""
    silent = [rule.endpoint for rule in app.url_map.iter_rules() if access_of(app, rule.endpoint) is None]
    if silent:
        raise RuntimeError(f"routes without @access.requires: {sorted(set(silent))}")


def access_of(app: Flask, endpoint: str) -> Access | None:
    """What the route of an endpoint needs; files of the interface are public."""
    if endpoint == "static":
        return Access(resource=Resource.PUBLIC, action=Action.READ)
    return getattr(app.view_functions[endpoint], "access", None)


def add_access(app: Flask) -> None:
    """Check every request against the matrix before its view runs."""

    @app.before_request
    def _check() -> None:
        if request.endpoint is None:
            return
        needed = access_of(app, request.endpoint)
        assert needed is not None, request.endpoint
        if not _is_allowed(needed):
            abort(401 if g.user is None else 403)
