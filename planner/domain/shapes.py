"""The two stated shapes of a day between which every mall lies until its arrivals are measured: rush and spread."""

from planner.domain.demand import Profile
from planner.domain.ids import DeskId
from planner.domain.periods import MINUTES_PER_HALF_HOUR, Timetable, minute_of_day

RUSH, SPREAD = "rush", "spread"
# Door crowd and shares of arrivals per half-hour of a morning rush, in percent (assumed; the shape of a day whose
# numbers are known to go early). Later half-hours get what is left of the list.
RUSH_AT_OPEN = 15
RUSH_HALF_HOURS = (16, 15, 13, 10, 8, 6, 4, 2, 2, 3, 3, 2, 1)
# Shares of a release window's visitors who stand at its start, at the two ends (assumed; 0.3 lies between).
START_SHARE = {RUSH: 0.6, SPREAD: 0.0}


def half_hour_weights(shape: str, half_hours: int) -> tuple[float, ...]:
    """Weights of so many half-hours from opening, in any unit, those at the door apart."""
    if shape == SPREAD:
        return (1.0,) * half_hours
    return tuple(float(w) for w in (RUSH_HALF_HOURS + (1,) * half_hours)[:half_hours])


def door_share(shape: str) -> float:
    """Part of the day's arrivals who stand at the door when it opens."""
    return RUSH_AT_OPEN / 100 if shape == RUSH else 0.0


def make_profile(desk: DeskId, shape: str, timetable: Timetable) -> Profile:
    """The stated shape, `rush` or `spread`, from opening to the last ticket."""
    opens, ends = minute_of_day(timetable.open), minute_of_day(timetable.last_ticket)
    starts = list(range(opens, ends, MINUTES_PER_HALF_HOUR))
    weights = half_hour_weights(shape, len(starts))
    at_open = door_share(shape)
    total = sum(weights) / (1 - at_open)
    return Profile(desk=desk, at_open=at_open, half_hours={s: w / total for s, w in zip(starts, weights, strict=True)})
