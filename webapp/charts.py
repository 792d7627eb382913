"""Charts as coordinates: everything is worked out here, the templates only draw. Each has its table behind it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WIDTH, HEIGHT = 960, 300
LEFT, RIGHT, TOP, BOTTOM = 48, 32, 16, 40
SHORT_DAYS, MOST_MARKS = 14, 7


@dataclass(frozen=True, slots=True, kw_only=True)
class DayValue:
    """A day of a chart: what was counted, and what is expected with its bands."""

    day: date
    actual: float | None = None
    is_full: bool = False
    mean: float | None = None
    band50: tuple[float, float] | None = None
    band80: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A counted day. hollow: the quota was used up, so it is at least that."""

    x: float
    y: float
    hollow: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A mark of an axis with its text, or with the day that the reader's language names."""

    at: float
    text: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayChart:
    """Counts and forecast over days, as coordinates of an SVG of WIDTH by HEIGHT."""

    dots: tuple[Dot, ...]
    lines: tuple[str, ...]
    bands80: tuple[str, ...]
    bands50: tuple[str, ...]
    values: tuple[Tick, ...]
    days: tuple[Tick, ...]
    now: float | None
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    base: int = HEIGHT - BOTTOM


def day_chart(values: Sequence[DayValue], now: date | None = None) -> DayChart | None:
    """The chart of some days in order of time; None without any value."""
    known = [v for v in values if v.actual is not None or v.mean is not None]
    if not known:
        return None
    first, last = known[0].day, known[-1].day
    top = _nice(max(_highest(v) for v in known))
    span = max(1, (last - first).days)

    def x(day: date) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (day - first).days / span, 1)

    def y(value: float) -> float:
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top), 1)

    runs = _runs([v for v in known if v.mean is not None])
    return DayChart(
        dots=tuple(Dot(x=x(v.day), y=y(v.actual), hollow=v.is_full) for v in known if v.actual is not None),
        lines=tuple(" ".join(f"{x(v.day)},{y(v.mean or 0)}" for v in run) for run in runs),
        bands80=_areas([(x(v.day), y(v.band80[0]), y(v.band80[1])) for v in run if v.band80] for run in runs),
        bands50=_areas([(x(v.day), y(v.band50[0]), y(v.band50[1])) for v in run if v.band50] for run in runs),
        values=tuple(Tick(at=y(top * n / 4), text=f"{top * n / 4:g}") for n in range(5)),
        days=tuple(Tick(at=x(day), day=day) for day in _marks(first, last)),
        now=x(now) if now and first <= now <= last else None,
    )


def _highest(value: DayValue) -> float:
    return max(value.actual or 0.0, value.mean or 0.0, value.band80[1] if value.band80 else 0.0)


def _nice(most: float) -> float:
    """The next of 4, 8, 12, 20, 40, 60, 80, 100, 120, 200, ... at or above."""
    scale = 1.0
    while True:
        for step in (4, 8, 12, 20, 40, 60, 80):
            if most <= step * scale:
                return step * scale
        scale *= 10


def _runs(values: Sequence[DayValue]) -> list[list[DayValue]]:
    """Values at most four days apart together, so that weekends do not break a line."""
    runs: list[list[DayValue]] = []
    for value in values:
        if runs and (value.day - runs[-1][-1].day).days <= 4:
            runs[-1].append(value)
        else:
            runs.append([value])
    return runs


def _areas(runs: Iterable[Sequence[tuple[float, float, float]]]) -> tuple[str, ...]:
    return tuple(_area(points) for points in runs if points)


def _area(points: Sequence[tuple[float, float, float]]) -> str:
    """The polygon between low and high; a single day gets some width."""
    if len(points) == 1:
        at, low, high = points[0]
        points = [(at - 4, low, high), (at + 4, low, high)]
    upper = [f"{at},{high}" for at, _, high in points]
    lower = [f"{at},{low}" for at, low, _ in reversed(points)]
    return " ".join((*upper, *lower))


def _marks(first: date, last: date) -> list[date]:
    """Mondays, at most seven of them and the last; every day, or every second, where the chart is shorter than that."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    marks = [day for day in days if day.weekday() == 0] if len(days) > SHORT_DAYS else days
    step = -(-len(marks) // MOST_MARKS) or 1
    return marks[::-step][::-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar with its text."""

    x: float
    y: float
    width: float
    height: float
    label: str
    value: str


def bars(values: Sequence[tuple[str, float, str]], height: int = 120, width: int = WIDTH) -> tuple[Bar, ...]:
    """Zero-based bars side by side: label, value, and the value as text."""
    most = max((value for _, value, _ in values), default=0.0) or 1.0
    step = width / max(1, len(values))
    return tuple(
        Bar(
            x=round(step * n + 2, 1),
            y=round(height * (1 - value / most), 1),
            width=round(step - 4, 1),
            height=round(height * value / most, 1),
            label=label,
            value=text,
        )
        for n, (label, value, text) in enumerate(values)
    )
