"""How far each quota could lie from its figure while arrivals or minutes are not measured, and what to measure first.

Every desk-day is simulated again at the ends of what is not known: arrivals in a rush and spread out, minutes at the
low and the high end of their range. The staff stays as posted.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from planner.domain.ids import DeskId, ServiceId
from planner.domain.mall import Mall, Service
from planner.domain.plan import PlanFinding, QuotaRange, Unmeasured
from planner.domain.shapes import RUSH, SPREAD, START_SHARE, door_share, half_hour_weights
from planner.planning.planned_week import DemandWeek, DeskDayKey
from planner.planning.proving import ProvedWeek
from planner.planning.simulations import ROUND_SEARCH, Simulations
from planner.queueing.desk_day import HALF_HOUR_MINUTES, DeskDay, Profile
from planner.queueing.proof import ProofSettings, lower_until_kept

ARRIVALS, MINUTES = "arrivals", "minutes"
RANGE_PROOF_DAYS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One end of what is not known; None: as planned. `fast` takes the low end of the minutes."""

    shape: str | None = None
    fast: bool | None = None


BASE = Setting()
BOTH_ENDS = (Setting(shape=RUSH, fast=False), Setting(shape=SPREAD, fast=True))
ENDS = {
    ARRIVALS: (Setting(shape=RUSH), Setting(shape=SPREAD)),
    MINUTES: (Setting(fast=False), Setting(fast=True)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranges:
    """Ranges of desk-days and the figures they rest on, the most valuable to measure first."""

    rows: tuple[QuotaRange, ...]
    unmeasured: tuple[Unmeasured, ...]


def unmeasured_figures(mall: Mall, desk: DeskId) -> tuple[str, ...]:
    """What of a desk nobody measured: `arrivals` without a measured profile, `minutes` while they have a range."""
    arrivals = not any(profile.desk == desk and profile.measured for profile in mall.profiles)
    minutes = any(service.minutes_are_rough for service in mall.services_of(desk))
    return (ARRIVALS,) * arrivals + (MINUTES,) * minutes


def find_ranges(week: DemandWeek, proved: ProvedWeek, simulations: Simulations) -> Ranges:
    """The range of every quota that rests on something unmeasured. Desk-days without officers have none."""
    mall = week.frame.mall
    causes = {desk.id: unmeasured_figures(mall, desk.id) for desk in mall.desks}
    wanted = {
        (key, setting): changed_day(day.given.day, setting, mall.services_of(key[0]))
        for key, day in proved.days.items()
        if day.given is not None
        for setting in _settings(causes[key[0]])
    }
    tickets = _tickets(week, proved, wanted, simulations)
    found = {
        key: {BASE: _quota(proved, key)} | {s: tickets[key, s] for s in _settings(causes[key[0]])}
        for key in dict.fromkeys(key for key, _ in wanted)
    }
    return Ranges(
        rows=tuple(_range(key, by_setting, causes[key[0]]) for key, by_setting in found.items()),
        unmeasured=_ranked(found, causes),
    )


def _settings(causes: Iterable[str]) -> tuple[Setting, ...]:
    """The settings to simulate: the ends of each figure alone, and of both together."""
    known = tuple(causes)
    alone = tuple(setting for cause in known for setting in ENDS[cause])
    return alone + (BOTH_ENDS if len(known) > 1 else ())


def changed_day(day: DeskDay, setting: Setting, services: Iterable[Service]) -> DeskDay:
    """The desk-day with arrivals or minutes at one end of their range."""
    if setting.shape is not None:
        day = _with_arrivals(day, setting.shape)
    if setting.fast is not None:
        needs = {s.id: s.need_minutes_low if setting.fast else s.need_minutes_high for s in services}
        day = replace(
            day,
            services=tuple(
                replace(work, need_minutes=needs[ServiceId(work.id)] or work.need_minutes) for work in day.services
            ),
        )
    return day


def _with_arrivals(day: DeskDay, shape: str) -> DeskDay:
    """Door crowd of every window, and for one window a day the shape of the whole day."""
    half_hours = -(-int(day.last_ticket_minutes) // int(HALF_HOUR_MINUTES))
    return replace(
        day,
        windows=tuple(replace(window, start_share=START_SHARE[shape]) for window in day.windows),
        profile=Profile(door_share=door_share(shape), half_hour_shares=half_hour_weights(shape, half_hours)),
    )


def _tickets(
    week: DemandWeek,
    proved: ProvedWeek,
    wanted: Mapping[tuple[DeskDayKey, Setting], DeskDay],
    simulations: Simulations,
) -> dict[tuple[DeskDayKey, Setting], int]:
    """Tickets at every end: capacity, other caps, and what the proof takes off.

    With one window a day the earliest are admitted, so that the proof may take much off a rush; it is run again there.
    """
    capacities = simulations.capacities(dict.fromkeys(wanted.values()), ROUND_SEARCH)
    before = {place: min([capacities[day].total, *week.caps(place[0]).values()]) for place, day in wanted.items()}
    one_window = {place: day for place, day in wanted.items() if len(day.windows) == 1}
    runs = simulations.map(
        lower_until_kept,
        {
            place: (
                day,
                (before[place],),
                proved.days[place[0]].demand_quantiles,
                week.frame.mall.promise,
                ProofSettings(days=RANGE_PROOF_DAYS),
            )
            for place, day in one_window.items()
        },
    )
    return {
        place: sum(runs[place].tickets) if place in runs else max(0, total - _lowered(proved, place[0]))
        for place, total in before.items()
    }


def _lowered(proved: ProvedWeek, key: DeskDayKey) -> int:
    return sum(proved.lowered[key].lowered) if key in proved.lowered else 0


def _quota(proved: ProvedWeek, key: DeskDayKey) -> int:
    return sum(q.tickets for q in proved.quotas if (q.desk, q.day, q.service) == (*key, None))


def _range(key: DeskDayKey, tickets: Mapping[Setting, int], causes: tuple[str, ...]) -> QuotaRange:
    values = tickets.values()
    return QuotaRange(desk=key[0], day=key[1], tickets=tickets[BASE], low=min(values), high=max(values), causes=causes)


def _ranked(
    found: Mapping[DeskDayKey, Mapping[Setting, int]], causes: Mapping[DeskId, tuple[str, ...]]
) -> tuple[Unmeasured, ...]:
    """Each unmeasured figure with the width that goes when it is known: what is left are the ends of the other one."""
    rows = []
    for desk in dict.fromkeys(desk for desk, _ in found):
        days = [tickets for (other, _), tickets in found.items() if other == desk]
        wide = sum(_width(tickets.values()) for tickets in days)
        for cause in causes[desk]:
            left = [setting for other in causes[desk] if other != cause for setting in ENDS[other]]
            still = sum(_width([tickets[BASE], *(tickets[s] for s in left)]) for tickets in days)
            rows.append(Unmeasured(desk=desk, figure=cause, wide=wide, narrower=wide - still))
    return tuple(sorted(rows, key=lambda row: (-row.narrower, row.desk, row.figure)))


def _width(tickets: Iterable[int]) -> int:
    known = tuple(tickets)
    return max(known) - min(known)


_FIGURES = {
    ARRIVALS: (
        "pola datang",
        "arrivals",
        "Turus satu hari orang datang per setengah jam sudah cukup: halaman Ukur, atau perintah loketplan calibrate "
        "--sheet.",
        "One day's ticks per half-hour are enough: page Measure, or the command loketplan calibrate --sheet.",
    ),
    MINUTES: (
        "menit per kunjungan",
        "minutes per visit",
        "Catat jam mulai dan selesai 20 kunjungan: halaman Ukur, atau perintah loketplan calibrate --sheet.",
        "Note start and end of 20 visits: page Measure, or the command loketplan calibrate --sheet.",
    ),
}


def range_findings(mall: Mall, ranges: Ranges) -> Iterator[PlanFinding]:
    """That quotas have ranges, and the one figure whose measuring would narrow them most."""
    if not ranges.unmeasured or not ranges.unmeasured[0].narrower:
        return
    first = ranges.unmeasured[0]
    name = mall.get_desk(first.desk).name
    figure_id, figure_en, how_id, how_en = _FIGURES[first.figure]
    left = first.wide - first.narrower
    yield PlanFinding(
        code="measure_first",
        text_id=f"≈ Kuota masih berupa kisaran karena pola datang atau menit belum diukur. Yang paling mempersempit: "
        f"{figure_id} di {name}, dari {_grouped(first.wide, '.')} menjadi {_grouped(left, '.')} antrean seminggu "
        f"antara ujung bawah dan ujung atas. {how_id}",
        text_en=f"≈ Quotas are ranges because arrivals or minutes are not measured. What would narrow them most: "
        f"{figure_en} at {name}, from {_grouped(first.wide, ',')} to {_grouped(left, ',')} tickets a week between "
        f"lower and upper ends. {how_en}",
    )


def _grouped(count: int, mark: str) -> str:
    return f"{count:,}".replace(",", mark)
