"""The back-test as a page shows it: how well the mall's visits would have been forecast."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.domain.mall import Mall
from webapp.language import t
from webapp.words import knows

OURS = "loketplan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One way of forecasting: its loss against the naive rule, error as a share of visits, days inside the bands."""

    title: str
    loss_ratio: float | None
    error_share: float
    bias_share: float
    inside80: float
    inside95: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WorstDay:
    """A day on which the forecast was far off; name: the holiday or surge, "" where the calendar knows none."""

    day: date
    desk: str
    visits: float
    low80: float
    high80: float
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LookingBack:
    """The kept back-test, narrowed to the desks a person may see."""

    last_day: date
    origins: int
    days_ahead: int
    ways: tuple[Figures, ...]
    desks: tuple[Figures, ...]
    worst: tuple[WorstDay, ...]


def make_looking_back(document: Mapping[str, Any], mall: Mall) -> LookingBack:
    """The page of a kept document (`planner.planning.past_forecasts.backtest_mall`)."""
    names = {str(desk.id): desk.name for desk in mall.desks}
    own = [row for row in document["desks"] if row["desk"] in names]
    naive = {row["desk"]: row["spl"] for row in own if row["forecaster"] == "seasonal naive"}
    return LookingBack(
        last_day=date.fromisoformat(document["last_day"]),
        origins=len(document["origins"]),
        days_ahead=document["days_ahead"],
        ways=tuple(_figures(row, _way(row["forecaster"]), row.get("ratio")) for row in document["summary"]),
        desks=tuple(
            _figures(row, names[row["desk"]], row["spl"] / naive[row["desk"]] if naive.get(row["desk"]) else None)
            for row in own
            if row["forecaster"] == OURS
        ),
        worst=tuple(
            WorstDay(
                day=date.fromisoformat(row["day"]),
                desk=names[row["desk"]],
                visits=row["visits"],
                low80=row["low80"],
                high80=row["high80"],
                name=row.get("names", ""),
            )
            for row in document["worst"]
            if row["desk"] in names
        ),
    )


def _figures(row: Mapping[str, Any], title: str, ratio: float | None) -> Figures:
    return Figures(
        title=title,
        loss_ratio=ratio,
        error_share=row.get("wape", 0.0),
        bias_share=row.get("bias", 0.0),
        inside80=row["cover80"],
        inside95=row["cover95"],
    )


def _way(forecaster: str) -> str:
    key = f"back.way_{forecaster.replace(' ', '_').replace('-', '_')}"
    return t(key) if knows(key) else forecaster
