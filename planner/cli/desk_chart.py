"""A picture of a day at one desk: the queue above, the waits below, as one SVG file without any library."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.queueing.course import Course

WIDTH, HEIGHT, LEFT, RIGHT, TOP, PANEL, GAP = 720, 440, 54, 16, 52, 140, 56
INK, GRID, MEAN, HIGH, PROMISE = "#222222", "#dddddd", "#1f5f8b", "#9cc3dd", "#b3402a"
WORDS = {
    "id": {
        "waiting": "orang menunggu (rata-rata, P90)",
        "waits": "menit menunggu bagi yang datang (rata-rata, P90)",
        "promise": "janji {:g} menit",
    },
    "en": {
        "waiting": "people waiting (mean, P90)",
        "waits": "minutes waited by who comes (mean, P90)",
        "promise": "promised {:g} minutes",
    },
}
FONT = 'font-family="sans-serif" font-size="12"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """What stands on the picture; `clock` shows minutes after opening as a time."""

    title: str
    promised_minutes: float
    clock: Callable[[float], str]
    language: str = "id"


def day_chart(course: "Course", caption: Caption) -> str:
    """SVG text: mean and P90 of the people waiting, and of the wait of who comes, over the day."""
    words, title, clock = WORDS[caption.language], caption.title, caption.clock
    waiting = _Panel(TOP, words["waiting"], _top(course.waiting_p90))
    waits = _Panel(TOP + PANEL + GAP, words["waits"], _top(course.wait_p90_minutes))
    end = 2 * course.minutes[-1] - course.minutes[-2] if len(course.minutes) > 1 else course.minutes[-1]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" {FONT}>',
        f'<title>{title}</title><rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{LEFT}" y="18" fill="{INK}" font-size="14">{title}</text>',
    ]
    for panel, mean, high in (
        (waiting, course.waiting_mean, course.waiting_p90),
        (waits, course.wait_mean_minutes, course.wait_p90_minutes),
    ):
        parts += panel.frame(end, clock)
        parts.append(panel.line(course.minutes, high, end, HIGH))
        parts.append(panel.line(course.minutes, mean, end, MEAN))
    parts.append(waits.level(caption.promised_minutes, words["promise"]))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _top(values: Sequence[float | None]) -> float:
    highest = max([0.0, *(value for value in values if value is not None and value < float("inf"))])
    step = next(step for step in (2, 5, 10, 20, 50, 100, 200, 500, 10_000) if 4 * step >= highest)
    return float(4 * step)


class _Panel:
    """One pair of axes."""

    def __init__(self, top: float, label: str, highest: float) -> None:
        self.top = top
        self.label = label
        self.highest = highest

    def x(self, minutes: float, end: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * minutes / end

    def y(self, value: float) -> float:
        return self.top + PANEL * (1 - min(value, self.highest) / self.highest)

    def frame(self, end: float, clock: Callable[[float], str]) -> list[str]:
        parts = [f'<text x="{LEFT}" y="{self.top - 6}" fill="{INK}">{self.label}</text>']
        for i in range(5):
            value = self.highest * i / 4
            y = self.y(value)
            parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="{GRID}"/>')
            parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end" fill="{INK}">{value:g}</text>')
        for minutes in range(0, int(end) + 1, 60):
            x, y = self.x(minutes, end), self.top + PANEL + 16
            parts.append(f'<text x="{x:.1f}" y="{y}" text-anchor="middle" fill="{INK}">{clock(minutes)}</text>')
        return parts

    def line(self, minutes: Sequence[float], values: Sequence[float | None], end: float, color: str) -> str:
        """A line with gaps where nothing is known."""
        path, pen = [], "M"
        for minute, value in zip(minutes, values, strict=True):
            if value is None:
                pen = "M"
                continue
            path.append(f"{pen}{self.x(minute, end):.1f},{self.y(value):.1f}")
            pen = "L"
        return f'<path d="{" ".join(path)}" fill="none" stroke="{color}" stroke-width="2"/>'

    def level(self, value: float, words: str) -> str:
        y = self.y(value)
        return (
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="{PROMISE}"'
            ' stroke-dasharray="5 4"/>'
            f'<text x="{WIDTH - RIGHT}" y="{y - 4:.1f}" text-anchor="end" fill="{PROMISE}">{words.format(value)}</text>'
        )
