"""Steady-state formulas: checks of the simulation and long horizons only, never a quota (a desk's day is transient)."""

import math
from dataclasses import dataclass

from planner.domain.checks import require, require_between


@dataclass(frozen=True, slots=True, kw_only=True)
class SteadyQueue:
    """M/M/c in the long run. An unstable queue has no waits: every field after `rho` is inf or 0, see `is_stable`.

    rho : load per server. Lengths count visits, times are minutes.
    """

    servers: int
    service_minutes: float
    rho: float
    probability_empty: float
    probability_wait: float
    queue_length: float
    in_system: float
    wait_minutes: float
    system_minutes: float

    @property
    def is_stable(self) -> bool:
        """Whether the queue settles in the long run."""
        return self.rho < 1

    def share_within(self, minutes: float) -> float:
        """Share of visits that wait at most so long; 0 when unstable."""
        if not self.is_stable:
            return 0.0
        return 1 - self.probability_wait * math.exp(-self._drain_rate() * minutes)

    def wait_quantile(self, share: float) -> float:
        """Wait that so large a share does not exceed; inf when unstable."""
        if not self.is_stable:
            return math.inf
        if 1 - share >= self.probability_wait:
            return 0.0
        return math.log(self.probability_wait / (1 - share)) / self._drain_rate()

    def _drain_rate(self) -> float:
        return self.servers * (1 - self.rho) / self.service_minutes


def offered_load(arrivals_per_hour: float, service_minutes: float) -> float:
    """Mean number of busy officers if nobody waited (erlangs)."""
    return arrivals_per_hour * service_minutes / 60


def erlang_b(load: float, servers: int) -> float:
    """Probability that an arrival finds all servers busy when nobody can wait (recursion of Jagerman)."""
    blocked = 1.0
    for server in range(1, servers + 1):
        blocked = load * blocked / (server + load * blocked)
    return blocked


def steady_queue(arrivals_per_hour: float, service_minutes: float, servers: int) -> SteadyQueue:
    """M/M/c: Poisson arrivals, exponential service, c equal servers (Erlang 1917)."""
    require_between(arrivals_per_hour, 0, 1e6, "arrivals_per_hour")
    require_between(servers, 1, 10_000, "servers")
    require(
        service_minutes > 0, f"service takes {service_minutes} minutes", code="minutes_range", field="service_minutes"
    )
    load = offered_load(arrivals_per_hour, service_minutes)
    rho = load / servers
    if rho >= 1:
        return _unstable(servers, service_minutes, rho)
    blocked = erlang_b(load, servers)
    waits = blocked / (1 - rho * (1 - blocked))
    queue = waits * rho / (1 - rho)
    wait = waits * service_minutes / (servers * (1 - rho))
    return SteadyQueue(
        servers=servers,
        service_minutes=service_minutes,
        rho=rho,
        probability_empty=_empty(load, servers, waits),
        probability_wait=waits,
        queue_length=queue,
        in_system=queue + load,
        wait_minutes=wait,
        system_minutes=wait + service_minutes,
    )


def _empty(load: float, servers: int, waits: float) -> float:
    """P0 from the probability of waiting, in logarithms so that many servers do not overflow."""
    if load == 0:
        return 1.0
    all_busy = servers * math.log(load) - math.lgamma(servers + 1) - math.log(1 - load / servers)
    return waits / math.exp(all_busy) if all_busy < 700 else 0.0


def _unstable(servers: int, service_minutes: float, rho: float) -> SteadyQueue:
    return SteadyQueue(
        servers=servers,
        service_minutes=service_minutes,
        rho=rho,
        probability_empty=0.0,
        probability_wait=1.0,
        queue_length=math.inf,
        in_system=math.inf,
        wait_minutes=math.inf,
        system_minutes=math.inf,
    )


def general_service_wait(arrivals_per_hour: float, service_minutes: float, servers: int, service_cv: float) -> float:
    """Mean wait in M/G/c, minutes: M/M/c times (1 + cv^2) / 2 (Lee and Longton 1959); exact for one server."""
    return steady_queue(arrivals_per_hour, service_minutes, servers).wait_minutes * (1 + service_cv**2) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class AbandonmentQueue:
    """M/M/c+M in the long run: who waits too long leaves. Always stable.

    wait_minutes : mean over all, also those who leave.
    """

    probability_wait: float
    abandoned_share: float
    queue_length: float
    wait_minutes: float


def abandonment_queue(
    arrivals_per_hour: float, service_minutes: float, servers: int, patience_minutes: float
) -> AbandonmentQueue:
    """M/M/c+M, exponential patience (Palm 1957): stationary probabilities summed until they vanish."""
    arrivals, leaving = arrivals_per_hour / 60, 1 / patience_minutes
    weights = [1.0]
    while len(weights) <= servers or weights[-1] > 1e-14 * max(weights):
        state = len(weights)
        out = min(state, servers) / service_minutes + max(0, state - servers) * leaving
        weights.append(weights[-1] * arrivals / out)
    total = math.fsum(weights)
    queue = math.fsum((state - servers) * w for state, w in enumerate(weights) if state > servers) / total
    return AbandonmentQueue(
        probability_wait=math.fsum(weights[servers:]) / total,
        abandoned_share=queue * leaving / arrivals,
        queue_length=queue,
        wait_minutes=queue / arrivals,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedQueue:
    """What a paper prints of a queue; None where it prints nothing."""

    servers: int
    service_minutes: float
    wait_minutes: float
    system_minutes: float
    arrivals_per_hour: float | None = None
    queue_length: float | None = None
    in_system: float | None = None


def check_published(published: PublishedQueue, tolerance: float = 0.02) -> tuple[str, ...]:
    """Faults of a published result, as sentences; empty when it is consistent.

    Time in the system must be the wait plus the service, and Little's law must hold for both pairs.
    """
    faults = []
    expected = published.wait_minutes + published.service_minutes
    if abs(published.system_minutes - expected) > tolerance * expected:
        faults.append(
            f"time in the system is {published.system_minutes} minutes, wait and service add up to {expected:.4g}"
        )
    if published.wait_minutes > published.system_minutes:
        faults.append(
            f"the wait ({published.wait_minutes}) exceeds the time in the system ({published.system_minutes}):"
            " the labels are swapped"
        )
    rates = _rates_by_little(published)
    if rates and max(rates) - min(rates) > tolerance * max(rates):
        faults.append("Little's law gives different arrivals per hour: " + ", ".join(f"{rate:.4g}" for rate in rates))
    return tuple(faults)


def _rates_by_little(published: PublishedQueue) -> list[float]:
    rates = [published.arrivals_per_hour] if published.arrivals_per_hour is not None else []
    if published.queue_length is not None:
        rates.append(60 * published.queue_length / published.wait_minutes)
    if published.in_system is not None:
        rates.append(60 * published.in_system / published.system_minutes)
    return rates
