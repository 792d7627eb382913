"""Who would have come: demand behind a quota, rebuilt from counts that are "at least n" on full days."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal
from zlib import crc32

import numpy as np
import pandas as pd
from scipy.special import ndtri

from planner.domain.errors import InvalidValue
from planner.forecast.base import CalendarTable, History
from planner.forecast.grid import Array
from planner.forecast.latent_counts import Latent, count_data, even_draws, latent_demand, latent_range
from planner.forecast.profile import DEFAULT_PROFILE, HALF_HOUR, Profile
from planner.forecast.run_out import demand_from_run_out

WINDOW_DAYS = 1095  # of history used per service
MOSTLY_FULL = 0.85  # above, counts alone say "at least n" and no more
EVIDENCE_DAYS = 20  # full days with a run-out time or a tally that make a point estimate possible again
OPEN_DAYS_BEFORE = 28  # open days before the quota that count as having seen demand without it
YEAR_DAYS = 365
NORMAL_80 = 1.2816
# Half-width of the 80 % interval of a sum, as a part of the demand nobody counted. Counts and run-out times: from what
# benchmarks/uncensor.py measures; a run-out time read by the default profile: a third too much in a made-up mall.
ERROR_OF_MISSED = {
    "counted": 0.0,
    "tally": 0.0,
    "run_out": 0.15,
    "run_out, default profile": 0.6,
    "root_tobit+projection": 0.35,
    "range": 0.0,
}
PER_DAY = ("point", "drawn", "low", "high", "variance")
PERCENT = 100

Bound = Literal["middle", "low", "high"]

REASONS = {
    "mostly_full": (
        "{share} % hari buka penuh: dari hitungan saja hanya diketahui batas bawah; catat jam nomor terakhir diambil",
        "{share} % of open days were full: counts alone give a lower bound only; note the time of the last ticket",
    ),
    "one_cap": (
        "kuota tidak pernah berubah ({quota}): permintaan di atasnya tidak pernah terlihat; "
        "catat jam nomor terakhir diambil",
        "the quota never changed ({quota}): demand above it was never seen; note the time of the last ticket",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RebuildSettings:
    """Assumptions behind rebuilt demand.

    return_share : share of people turned away who come again on the next open day and are then counted twice.
    peer_share   : per service, the low and high share of all the mall's visits it has elsewhere, a labelled assumption
                   used for the range where no point estimate is possible.
    profiles     : arrivals inside the day per service; DEFAULT_PROFILE where none is given.
    """

    return_share: float = 0.0
    peer_share: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    profiles: Mapping[str, Profile] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not 0.0 <= self.return_share < 1.0:
            raise InvalidValue(
                f"return_share {self.return_share} is not a share below 1", code="return_share", field="return_share"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRebuild:
    """What was done for one service.

    full_share      : full days over open days since the first full day, at most the last year.
    estimated_share : part of the rebuilt demand that nobody counted.
    low, high       : visits over all days, ends of the interval (80 %) or, without a point, of the range.
    has_point       : False where only a range can be given; `reason_id` and `reason_en` say why and what would help.
    """

    service: str
    method: str
    full_share: float
    estimated_share: float
    counted: float
    low: float
    high: float
    has_point: bool
    reason_id: str = ""
    reason_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RebuiltDemand:
    """Demand per service and open day, beside what was counted.

    table : `date`, `service`, `visits`, `closed`, `full`, `gross`, `net`, `low`, `high`, `drawn`, `estimated`,
            `method`.
            `gross` is everybody who would have come, `net` without those who came again after being turned away, both
            NaN on full days of a service without a point estimate; `low` and `high` bound gross; `drawn` is one gross
            demand out of those possible.
    services : one summary per service.
    """

    table: pd.DataFrame
    services: tuple[ServiceRebuild, ...]

    def as_history(self, bound: Bound = "middle") -> History:
        """The history to forecast from: net demand, or the low or high end on estimated days.

        Full days stay marked, and carry a drawn demand from which forecasters learn their spread. Where there is no
        point estimate "middle" is the middle of the range.
        """
        values = self.table["net"].fillna((self.table["low"] + self.table["high"]) / 2.0)
        gross = self.table["gross"].fillna((self.table["low"] + self.table["high"]) / 2.0)
        drawn = np.maximum(self.table["drawn"] - gross + values, 0.0)
        if bound != "middle":
            values = self.table[bound].where(self.table["estimated"], values)
            drawn = values
        return History(table=self.table[["date", "service", "closed", "full"]].assign(visits=values, drawn=drawn))

    def of(self, service: str) -> ServiceRebuild:
        """The summary of one service; raises where it is unknown."""
        for summary in self.services:
            if summary.service == service:
                return summary
        raise InvalidValue(f"no rebuilt demand of service {service}", code="rebuild_service", field="service")


def rebuild_demand(
    history: History, calendar: CalendarTable | None = None, settings: RebuildSettings | None = None
) -> RebuiltDemand:
    """Demand of every service and day, with an interval, the method and how much of it is estimated.

    The time of the last ticket or a tally of people refused is used first; else the mean of a Tobit and of projection
    detruncation, both on root counts (docs/decisions/0020). Over 85 % full days, or one cap that never changed and no
    day without it, give no point from counts but a range and the reason.
    """
    chosen = settings or RebuildSettings()
    holidays = _holidays(calendar)
    done = [_rebuild_service(_Days(rows, holidays), chosen) for _, rows in history.table.groupby("service")]
    table = pd.concat([part for part, _ in done]).sort_values(["date", "service"], ignore_index=True)
    rebuilt = RebuiltDemand(table=table, services=tuple(summary for _, summary in done))
    return _with_peer_ranges(rebuilt, chosen)


def _holidays(calendar: CalendarTable | None) -> pd.DatetimeIndex:
    if calendar is None:
        return pd.DatetimeIndex([])
    off = calendar.table["kind"].isin(("holiday", "cuti_bersama"))
    return pd.DatetimeIndex(calendar.table.loc[off, "date"].unique())


class _Days:
    """The open days of one service as arrays, each of shape (open days,)."""

    def __init__(self, rows: pd.DataFrame, holidays: pd.DatetimeIndex) -> None:
        self.rows = rows.sort_values("date", ignore_index=True)
        first = self.rows["date"].max() - pd.Timedelta(days=WINDOW_DAYS)
        self.at = np.flatnonzero(~self.rows["closed"] & (self.rows["date"] > first))
        opened = self.rows.iloc[self.at]
        self.service = str(rows["service"].iloc[0])
        self.visits = opened["visits"].to_numpy(float)
        self.full = opened["full"].to_numpy(bool)
        self.quota = opened["quota"].to_numpy(float)
        self.full_at = opened["quota_full_at"].to_numpy(float)
        self.refused = opened["refused"].to_numpy(float)
        self.day = opened["date"].to_numpy().astype("datetime64[D]").astype(int)
        self.holiday = opened["date"].isin(holidays).to_numpy()

    @property
    def weekday(self) -> Array:
        return np.asarray((self.day + 3) % 7)

    def before_quota(self) -> Array:
        """Open days before the first full one."""
        return np.asarray(np.cumsum(self.full) == 0)

    def full_share(self) -> float:
        """Full days over open days since the first full one, at most the last year."""
        since = ~self.before_quota() & (self.day > self.day.max(initial=0) - YEAR_DAYS)
        return float(self.full[since].mean()) if since.any() else 0.0

    def has_one_cap(self) -> bool:
        """Whether every full day stopped at the same number and no stretch without a quota is known."""
        caps = np.where(np.isnan(self.quota), self.visits, self.quota)[self.full]
        return len(np.unique(caps)) == 1 and int(self.before_quota().sum()) < OPEN_DAYS_BEFORE


def _rebuild_service(days: _Days, settings: RebuildSettings) -> tuple[pd.DataFrame, ServiceRebuild]:
    demand, variance, method = _known_demand(days, settings.profiles.get(days.service))
    open_end = days.full & ~method.astype(bool)
    reason, draws = _why_no_point(days, open_end), even_draws(days.day, crc32(days.service.encode()))
    latent = _all_known(days, np.where(open_end, days.visits, demand), variance, draws)
    if open_end.any():
        data = count_data(np.where(open_end, days.visits, latent.drawn), open_end, days.day, days.holiday)
        counts = latent_range(data, draws) if reason else latent_demand(data, draws)
        latent = _joined(counts, latent, open_end)
    method = np.where(open_end, latent.method, np.where(method.astype(bool), method, "counted"))
    return _table_of(days, latent, method, settings.return_share), _summary_of(days, latent, method, reason)


def _joined(latent: Latent, known: Latent, open_end: Array) -> Latent:
    """Days with an open end from the counts, the others as they are known."""
    parts = {name: np.where(open_end, getattr(latent, name), getattr(known, name)) for name in PER_DAY}
    return replace(latent, **parts)


def _about(demand: Array, variance: Array, visits: Array, draws: Array) -> Array:
    """A demand drawn around one known by its run-out time, never below the count."""
    return np.asarray(np.maximum(demand + np.sqrt(variance) * ndtri(draws), visits))


def _all_known(days: _Days, demand: Array, variance: Array, draws: Array) -> Latent:
    """Demand where every full day has its run-out time or tally."""
    margin = NORMAL_80 * np.sqrt(variance)
    return Latent(
        point=demand,
        drawn=_about(demand, variance, days.visits, draws),
        low=np.maximum(demand - margin, days.visits),
        high=demand + margin,
        variance=variance,
        method="counted",
    )


def _known_demand(days: _Days, own: Profile | None) -> tuple[Array, Array, Array]:
    """Demand, its variance and the method on full days where a run-out time or a tally tells it.

    Tickets gone within the first half-hour count as gone at its end: the order of a crowd at the door says nothing.
    """
    profile = own or DEFAULT_PROFILE
    minute = np.maximum(days.full_at, profile.first_minute + HALF_HOUR)
    share = np.where(days.full, profile.share_by(minute), np.nan)
    demand, variance = demand_from_run_out(days.visits, share, days.weekday)
    timed, tallied = np.isfinite(share), days.full & np.isfinite(days.refused)
    demand = np.where(tallied, days.visits + np.nan_to_num(days.refused), demand)
    method = np.where(tallied, "tally", np.where(timed, "run_out" if own else "run_out, default profile", ""))
    return demand, np.where(tallied, 0.0, variance), method.astype(object)


def _why_no_point(days: _Days, open_end: Array) -> tuple[str, str] | None:
    """The reason, in Indonesian and English, why counts alone give no point estimate; None where they do."""
    if int((days.full & ~open_end).sum()) >= EVIDENCE_DAYS or not open_end.any():
        return None
    if days.full_share() > MOSTLY_FULL:
        kind = "mostly_full"
    elif days.has_one_cap():
        kind = "one_cap"
    else:
        return None
    values = {"share": round(days.full_share() * PERCENT), "quota": round(float(days.visits[days.full].max()))}
    return REASONS[kind][0].format(**values), REASONS[kind][1].format(**values)


def _table_of(days: _Days, latent: Latent, method: Array, return_share: float) -> pd.DataFrame:
    """All rows of the service; days outside the window or closed stay as counted."""
    table = days.rows[["date", "service", "visits", "closed", "full"]].copy()
    for name in ("gross", "net", "low", "high", "drawn"):
        table[name] = table["visits"]
    table["estimated"], table["method"] = False, "counted"
    column = {name: table.columns.get_loc(name) for name in table.columns}
    values = {
        "gross": latent.point,
        "net": _without_returns(latent.point, days.visits, return_share),
        "drawn": latent.drawn,
        "low": latent.low,
        "high": latent.high,
        "estimated": days.full,
        "method": method,
    }
    for name, value in values.items():
        table.iloc[days.at, column[name]] = value
    return table


def _without_returns(gross: Array, visits: Array, return_share: float) -> Array:
    """Demand without those turned away on the open day before who came again."""
    turned_away = np.concatenate([[0.0], np.nan_to_num(gross - visits)[:-1]])
    return np.where(np.isnan(gross), np.nan, np.maximum(gross - return_share * turned_away, 0.0))


def _summary_of(days: _Days, latent: Latent, method: Array, reason: tuple[str, str] | None) -> ServiceRebuild:
    counted = float(days.visits.sum())
    low, high = _total_interval(days, latent, method)
    middle = (low + high) / 2.0 if reason else float(latent.point.sum())
    used = [name for name in ERROR_OF_MISSED if name != "counted" and (method == name).any()]
    return ServiceRebuild(
        service=days.service,
        method=", ".join(used) or "counted",
        full_share=days.full_share(),
        estimated_share=max(0.0, 1.0 - counted / middle) if middle > 0 else 0.0,
        counted=counted,
        low=low,
        high=high,
        has_point=reason is None,
        reason_id=reason[0] if reason else "",
        reason_en=reason[1] if reason else "",
    )


def _total_interval(days: _Days, latent: Latent, method: Array) -> tuple[float, float]:
    """Ends of the sum over days: each day's chance, and the error that a method makes on all days alike."""
    if np.isnan(latent.point).any():
        return float(latent.low.sum()), float(latent.high.sum())
    shared = np.array([ERROR_OF_MISSED[name] for name in method]) * (latent.point - days.visits)
    margin = float(np.hypot(NORMAL_80 * np.sqrt(latent.variance.sum()), shared.sum()))
    total, counted = float(latent.point.sum()), float(days.visits.sum())
    return max(total - margin, counted), total + margin


def _with_peer_ranges(rebuilt: RebuiltDemand, settings: RebuildSettings) -> RebuiltDemand:
    """Ranges widened to the peers' share of all the mall's visits, where one is assumed and no point is possible."""
    table, services = rebuilt.table, []
    for summary in rebuilt.services:
        share = settings.peer_share.get(summary.service)
        if summary.has_point or share is None:
            services.append(summary)
            continue
        others = sum(other.counted for other in rebuilt.services if other.service != summary.service)
        low, high = (max(part / (1.0 - part) * others, summary.counted) for part in share)
        rows = (table["service"] == summary.service) & table["estimated"]
        seen = float(table.loc[rows, "visits"].sum())
        for name, total in (("low", low), ("high", high)):
            table.loc[rows, name] = table.loc[rows, "visits"] * (1.0 + (total - summary.counted) / max(seen, 1e-9))
        services.append(replace(summary, method=f"{summary.method}, peer_share", low=low, high=high))
    return RebuiltDemand(table=table, services=tuple(services))
