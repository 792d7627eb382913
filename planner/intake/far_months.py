"""Monthly totals far from the other months of the same desk: most often a digit too many, or one lost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from planner.domain.history import MonthCount

FAR_TIMES = 2.5  # above or below the median of the other months; a lost first digit of 1.4xx leaves a third
FAR_VISITS = 40  # and so many visits away from it: below that months of a small desk differ by chance
FEWEST_OTHERS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FarMonth:
    """The place of a total among all of them, and the median of the other months of its desk or agency."""

    index: int
    others: float


def far_months(months: Sequence[MonthCount]) -> tuple[FarMonth, ...]:
    """Totals at least `FAR_TIMES` above or below the median of the others, which one slip does not move."""
    return tuple(far for places in _by_owner(months).values() for far in _far_among(months, places))


def _by_owner(months: Sequence[MonthCount]) -> dict[tuple[str, str], list[int]]:
    owners: dict[tuple[str, str], list[int]] = {}
    for place, count in enumerate(months):
        owners.setdefault((count.agency or "", count.desk or ""), []).append(place)
    return owners


def _far_among(months: Sequence[MonthCount], places: Sequence[int]) -> Iterator[FarMonth]:
    if len(places) <= FEWEST_OTHERS:
        return
    for place in places:
        visits, others = months[place].visits, median(months[p].visits for p in places if p != place)
        is_far = visits >= FAR_TIMES * others or FAR_TIMES * visits <= others
        if is_far and abs(visits - others) >= FAR_VISITS:
            yield FarMonth(index=place, others=others)
