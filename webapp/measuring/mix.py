"""Which part of a desk's visits each of its services is, as the store knows it."""

from collections.abc import Mapping

from planner.domain.ids import DeskId, ServiceId
from planner.domain.mall import Mall
from planner.planning.ports import UnitOfWork
from planner.planning.service_mix import service_mix
from webapp.deps import deps


def mix_of(work: UnitOfWork, mall: Mall) -> Mapping[DeskId, Mapping[ServiceId, float]]:
    """Shares of every desk; worked out again only after a change."""
    found: Mapping[DeskId, Mapping[ServiceId, float]] = deps().shelf.get(
        ("service mix", work.stamp()), lambda: _mix(work, mall)
    )
    return found


def _mix(work: UnitOfWork, mall: Mall) -> Mapping[DeskId, Mapping[ServiceId, float]]:
    newest = work.forecasts.latest()
    return service_mix(mall, newest.forecasts if newest else (), work.history.load(tickets=True))
