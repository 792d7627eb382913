"""Everything besides the promise that limits tickets; the cap that binds is named, and the next one behind it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from planner.domain.checks import require, require_between, require_share

CapKind = Literal["capacity", "officers", "counters", "equipment", "supply", "ceiling", "change"]

WORDS: dict[str, dict[str, str]] = {
    "id": {
        "capacity": "janji layanan",
        "officers": "petugas",
        "counters": "jumlah loket",
        "equipment": "alat",
        "supply": "persediaan",
        "ceiling": "batas atas ketentuan",
        "change": "perubahan terbesar dari hari sebelumnya",
        "floor": "batas bawah ketentuan",
        "issued": "antrean yang sudah terbit",
    },
    "en": {
        "capacity": "the promise",
        "officers": "officers",
        "counters": "the number of counters",
        "equipment": "equipment",
        "supply": "supplies",
        "ceiling": "the statutory ceiling",
        "change": "the largest change from the day before",
        "floor": "the statutory floor",
        "issued": "tickets already issued",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """At most so many tickets a day, and why.

    service : None for the desk as a whole; else an upper limit of that service inside it.
    detail  : what exactly (the item, the machine, the rule), as people name it.
    """

    kind: CapKind
    tickets: int
    service: str | None = None
    detail: str = ""

    def __post_init__(self) -> None:
        require_between(self.tickets, 0, 1_000_000, "cap.tickets")

    def words(self, language: str = "id") -> str:
        """The cap as a person reads it."""
        name = WORDS[language][self.kind]
        return f"{name} ({self.detail})" if self.detail else name


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the tickets of a desk-day must keep besides its caps.

    floor  : fewest tickets a statute demands. issued: already handed out, per window; never taken back.
    """

    floor: int = 0
    issued: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CappedTickets:
    """Tickets per window after all caps.

    binding : the cap that decides; next_binding the one that would decide without it, None when there is no other.
    raised_by : "floor" or "issued" where these lift the tickets above the caps (the promise may then not be kept).
    """

    tickets: tuple[int, ...]
    binding: Cap
    next_binding: Cap | None
    raised_by: Literal["floor", "issued"] | None = None

    @property
    def total(self) -> int:
        """Tickets of the whole day."""
        return sum(self.tickets)

    def sentence(self, language: str = "id") -> str:
        """What binds and what comes next, in one sentence."""
        joints = {"id": ("dibatasi oleh", "berikutnya", "dinaikkan oleh"), "en": ("limited by", "then by", "raised by")}
        bound, then, raised = joints[language]
        text = f"{self.total}: {bound} {self.binding.words(language)}"
        if self.next_binding is not None:
            text += f"; {then} {self.next_binding.words(language)} ({self.next_binding.tickets})"
        return text + (f"; {raised} {WORDS[language][self.raised_by]}" if self.raised_by else "")


def apply_caps(capacity: Sequence[int], caps: Sequence[Cap], limits: Limits) -> CappedTickets:
    """Tickets per window: the least cap of the whole desk, shared over windows as the capacity tickets are.

    Parameters
    ----------
    capacity
        Capacity tickets, shape (windows,).
    caps
        Caps of the desk as a whole; those of single services make sub-quotas, see `service_quotas`.
    """
    whole = [Cap(kind="capacity", tickets=sum(capacity)), *(cap for cap in caps if cap.service is None)]
    ranked = sorted(whole, key=lambda cap: cap.tickets)
    tickets = share_out(ranked[0].tickets, capacity)
    raised: Literal["floor", "issued"] | None = None
    if sum(tickets) < limits.floor:
        tickets, raised = share_out(limits.floor, capacity), "floor"
    if limits.issued and any(n < gone for n, gone in zip(tickets, limits.issued, strict=True)):
        tickets = tuple(max(n, gone) for n, gone in zip(tickets, limits.issued, strict=True))
        raised = "issued"
    return CappedTickets(
        tickets=tickets, binding=ranked[0], next_binding=ranked[1] if len(ranked) > 1 else None, raised_by=raised
    )


def service_quotas(tickets: int, caps: Sequence[Cap], demand_shares: Mapping[str, float]) -> dict[str, Cap]:
    """Sub-quota of each service that has a cap of its own which binds inside the desk's tickets.

    A cap binds when the service's part of the desk's tickets, by its demand share, exceeds it.
    """
    binding: dict[str, Cap] = {}
    for cap in sorted(caps, key=lambda cap: cap.tickets):
        if cap.service is None or cap.service in binding:
            continue
        if cap.tickets < tickets * demand_shares.get(cap.service, 0.0):
            binding[cap.service] = cap
    return binding


def supply_cap(item: str, stock: float, per_ticket: float, demand_left: Sequence[float]) -> int:
    """Tickets of the first of the days left when a stock is spread over them in proportion to their demand.

    Parameters
    ----------
    demand_left
        Expected visits of each open day that the stock must last, the day asked for first.
    """
    require(per_ticket > 0, f"{item}: a ticket uses {per_ticket}", code="out_of_range", field="supplies.per_ticket")
    require(bool(demand_left), f"{item}: no open day is left", code="no_days", field="supplies.until")
    total = math.fsum(demand_left)
    part = demand_left[0] / total if total > 0 else 1 / len(demand_left)
    return max(0, int(stock / per_ticket * part + 1e-9))


def change_cap(day_before: int, max_change_share: float) -> int:
    """Most tickets after a day with so many; a first day (0) may be anything."""
    require_between(max_change_share, 0, 10, "max_change_share")
    return 1_000_000 if day_before == 0 else max(day_before + 1, int(day_before * (1 + max_change_share) + 1e-9))


def equity_floors(tickets: int, demand: Mapping[str, float], floor_share: float) -> dict[str, int]:
    """Tickets kept for each service of a shared desk: a share of its demand, less where there are too few for all."""
    require_share(floor_share, "equity_floor_share")
    wanted = {service: math.ceil(floor_share * visits - 1e-9) for service, visits in demand.items()}
    if sum(wanted.values()) <= tickets:
        return wanted
    return dict(zip(wanted, share_out(tickets, tuple(wanted.values())), strict=True))


def share_out(total: int, weights: Sequence[float]) -> tuple[int, ...]:
    """Whole numbers that add up to the total, in proportion (largest remainders); even where all weights are 0."""
    if sum(weights) == total:
        return tuple(int(weight) for weight in weights)
    used = list(weights) if sum(weights) > 0 else [1.0] * len(weights)
    exact = [total * weight / sum(used) for weight in used]
    whole = [math.floor(value) for value in exact]
    order = sorted(range(len(used)), key=lambda i: whole[i] - exact[i])
    for i in order[: total - sum(whole)]:
        whole[i] += 1
    return tuple(whole)
