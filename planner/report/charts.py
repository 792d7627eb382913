"""Charts as SVG text: bars from zero, a line in its band, slopes. Each value stands beside its mark.

Nothing is told by colour alone, every text is escaped, and each picture has a title and a description. The functions
and records of this module are stable: pages of several reports draw with them.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from textwrap import wrap

from planner.domain.checks import require
from planner.report.language import Language

WIDTH, SIDE, FONT_SIZE, LINE = 440, 8, 14, 18
SIGNS_A_LINE, SIGNS_BESIDE, SIGNS_OF_NOTE = 46, 30, 54
SMALL_FROM_POINTS, SMALL = 6, 12
ROUND = (1, 2, 3, 4, 5, 6, 8, 10)
BAR_HEIGHT, BAR_GAP = 18, 12
PLOT_HEIGHT, VALUE_SPACE, POINT_SPACE = 190, 62, 40
INK, MUTED, MARK, BASE, BAND, GRID = "#12263a", "#4a5b6c", "#0b5c6b", "#c3ccd4", "#cfe3e7", "#d5dde4"
FAMILY = "system-ui,'Segoe UI',Roboto,'DejaVu Sans',sans-serif"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """What a chart says: title (a sentence), description for who cannot see it, unit and how its numbers are told."""

    title: str
    description: str
    unit: str = ""
    decimals: int = 0
    language: Language = field(default_factory=Language)

    def number(self, value: float) -> str:
        """A value with its unit."""
        return self.bare(value) + (f" {self.unit}" if self.unit else "")

    def bare(self, value: float) -> str:
        """A value without its unit."""
        return self.language.number(value, self.decimals)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar. low, high: ends of a whisker. note: words under the bar. is_base: what others are compared with."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    note: str = ""
    is_base: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BandPoint:
    """A point of a line with the range it lies in. is_marked: drawn as a square, such as how it is today.

    other : the same figure under another condition, joined by a dashed line without values; None for none.
    """

    label: str
    middle: float
    low: float
    high: float
    is_marked: bool = False
    other: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slope:
    """A line from how something is to how it becomes. note: words after the end value."""

    label: str
    start: float
    end: float
    note: str = ""


def bar_chart(bars: Sequence[Bar], caption: Caption) -> str:
    """SVG text of bars below each other, all from zero, each with label and value; below zero they point left."""
    require(bool(bars), "a chart needs a bar", code="no_bars", field="bars")
    ends = [end for bar in bars for end in (bar.value, bar.low, bar.high) if end is not None]
    low, high = min(0.0, *ends), max(0.0, *ends)
    scale = (WIDTH - 2 * SIDE) / ((high - low) or 1.0)
    zero = SIDE - low * scale
    body: list[str] = []
    y = _title_height(caption)
    for bar in bars:
        labels = wrap(bar.label, SIGNS_A_LINE - len(caption.number(bar.value)))
        notes = wrap(bar.note, SIGNS_OF_NOTE)
        told = [(SIDE, y + 14 + n * LINE, line) for n, line in enumerate(labels)]
        body += [_text(*line) for line in told]
        body.append(_text(WIDTH - SIDE, y + 14, caption.number(bar.value), anchor="end", bold=True))
        y += LINE * max(1, len(labels))
        body += _bar(bar, y, zero, scale)
        y += BAR_HEIGHT
        body += [_text(SIDE, y + 15 + n * LINE, line, colour=MUTED) for n, line in enumerate(notes)]
        y += LINE * len(notes) + BAR_GAP
    return _picture(body, y, caption)


def _bar(bar: Bar, top: float, zero: float, scale: float) -> Iterator[str]:
    left, width = min(zero, zero + bar.value * scale), abs(bar.value) * scale
    fill, stroke = (BASE, INK) if bar.is_base else (MARK, MARK)
    yield (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{BAR_HEIGHT}" fill="{fill}" '
        f'stroke="{stroke}"/>'
    )
    yield _line((zero, top - 3), (zero, top + BAR_HEIGHT + 3), INK)
    if bar.low is not None and bar.high is not None:
        yield from _whisker(zero + bar.low * scale, zero + bar.high * scale, top + BAR_HEIGHT / 2)


def _whisker(low: float, high: float, y: float) -> Iterator[str]:
    """A range over a bar: white under black, so that it is seen on the bar and beside it."""
    for colour, thick in (("#fff", 5), (INK, 2)):
        yield _line((low, y), (high, y), colour, thick)
        for end in (low, high):
            yield _line((end, y - 5), (end, y + 5), colour, thick)


def line_with_band(points: Sequence[BandPoint], caption: Caption) -> str:
    """SVG text of a line from point to point with the band around it, from zero up; each point has its value."""
    require(len(points) > 1, "a line needs two points", code="no_points", field="points")
    top = _title_height(caption) + POINT_SPACE / 2
    bottom = top + PLOT_HEIGHT
    highest = max(max(p.high, p.other or 0.0) for p in points)
    plot = _Plot(top=top, bottom=bottom, highest=_round_up(highest), left=VALUE_SPACE)
    xs = [plot.x(n, len(points)) for n in range(len(points))]
    upper = [f"{x:.1f},{plot.y(p.high):.1f}" for x, p in zip(xs, points, strict=True)]
    lower = [f"{x:.1f},{plot.y(p.low):.1f}" for x, p in zip(xs, points, strict=True)]
    line = " ".join(f"{x:.1f},{plot.y(p.middle):.1f}" for x, p in zip(xs, points, strict=True))
    body = [
        *plot.grid(caption),
        f'<polygon points="{" ".join((*upper, *reversed(lower)))}" fill="{BAND}" stroke="{MARK}" '
        'stroke-dasharray="2 3"/>',
        f'<polyline points="{line}" fill="none" stroke="{MARK}" stroke-width="2"/>',
        *_other_line(points, xs, plot),
    ]
    for x, point in zip(xs, points, strict=True):
        y = plot.y(point.middle)
        body.append(_mark(x, y, is_square=point.is_marked))
        body.append(_value_of_point((x, y - 10), caption.bare(point.middle), is_small=len(points) >= SMALL_FROM_POINTS))
        body.append(_text(x, bottom + 18, point.label, anchor="middle"))
    return _picture(body, bottom + 18 + SIDE, caption)


def _other_line(points: Sequence[BandPoint], xs: Sequence[float], plot: "_Plot") -> Iterator[str]:
    known = [(x, p.other) for x, p in zip(xs, points, strict=True) if p.other is not None]
    if known:
        line = " ".join(f"{x:.1f},{plot.y(value):.1f}" for x, value in known)
        yield f'<polyline points="{line}" fill="none" stroke="{INK}" stroke-width="2" stroke-dasharray="7 4"/>'


def _value_of_point(at: tuple[float, float], told: str, *, is_small: bool) -> str:
    """A value above its point, white around it; small where many stand side by side."""
    size = f' font-size="{SMALL}"' if is_small else ""
    around = f'font-weight="700" stroke="#fff" stroke-width="4" paint-order="stroke"{size}'
    return f'<text x="{at[0]:.1f}" y="{at[1]:.1f}" text-anchor="middle" fill="{INK}" {around}>{escape(told)}</text>'


def _round_up(value: float) -> float:
    """The next value with one figure at or above; 1 for nothing."""
    if value <= 0:
        return 1.0
    scale = 10.0 ** math.floor(math.log10(value))
    return next(step * scale for step in ROUND if step * scale >= value - 1e-9)


def slope_chart(slopes: Sequence[Slope], ends: tuple[str, str], caption: Caption) -> str:
    """SVG text of lines from a left to a right axis that both begin at zero; `ends` are the names of the axes."""
    require(bool(slopes), "a chart needs a line", code="no_slopes", field="slopes")
    top = _title_height(caption) + LINE + 8
    bottom = top + PLOT_HEIGHT
    left, right = SIDE + 70, WIDTH / 2 - 20
    highest = max((0.0, *(v for s in slopes for v in (s.start, s.end))))
    plot = _Plot(top=top, bottom=bottom, highest=highest or 1.0, left=left)
    body = [
        _text(left, top - 10, ends[0], anchor="middle"),
        _text(right, top - 10, ends[1], anchor="middle"),
        _line((left, top), (left, bottom), MUTED),
        _line((right, top), (right, bottom), MUTED),
    ]
    for slope in slopes:
        body.append(_line((left, plot.y(slope.start)), (right, plot.y(slope.end)), MARK, 2))
        body += [_mark(left, plot.y(slope.start)), _mark(right, plot.y(slope.end))]
    starts = dict.fromkeys((caption.bare(s.start), plot.y(s.start)) for s in slopes)
    body += [_text(left - 9, y + 5, told, anchor="end", bold=True) for told, y in _spread(list(starts), bottom)]
    named = [(line, plot.y(s.end)) for s in slopes for line in wrap(_end_label(s, caption), SIGNS_BESIDE)]
    placed = _spread(named, bottom)
    body += [_text(right + 9, y + 5, told) for told, y in placed]
    return _picture(body, max(bottom, placed[-1][1]) + 2 * SIDE, caption)


def _end_label(slope: Slope, caption: Caption) -> str:
    return f"{caption.bare(slope.end)} {slope.label}" + (f" ({slope.note})" if slope.note else "")


def _spread(rows: Sequence[tuple[str, float]], bottom: float) -> list[tuple[str, float]]:
    """Lines of text pushed apart, so that none lies on another: downward from the top, then up from the bottom."""
    ordered = sorted(rows, key=lambda row: row[1])
    places: list[float] = []
    for _, y in ordered:
        places.append(max(y, places[-1] + LINE) if places else y)
    limit = max(bottom, places[0] + LINE * (len(places) - 1))
    for n in reversed(range(len(places))):
        places[n] = min(places[n], limit)
        limit = places[n] - LINE
    return [(told, y) for (told, _), y in zip(ordered, places, strict=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plot:
    """The area of a chart whose values stand upright, from zero to the highest."""

    top: float
    bottom: float
    highest: float
    left: float

    def x(self, place: int, count: int) -> float:
        """The middle of the place-th of so many columns."""
        step = (WIDTH - SIDE - self.left) / count
        return self.left + step * (place + 0.5)

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * value / self.highest

    def grid(self, caption: Caption) -> Iterator[str]:
        """Lines at zero, half and the highest, with their values."""
        for value in (0.0, self.highest / 2, self.highest):
            y = self.y(value)
            yield _line((self.left, y), (WIDTH - SIDE, y), INK if value == 0 else GRID)
            yield _text(self.left - 6, y + 5, caption.bare(value), anchor="end", colour=MUTED)
        if caption.unit:
            yield _text(SIDE, self.top - 10, caption.unit, colour=MUTED)


def _mark(x: float, y: float, *, is_square: bool = False) -> str:
    if is_square:
        at = f'x="{x - 6:.1f}" y="{y - 6:.1f}"'
        return f'<rect {at} width="12" height="12" fill="#fff" stroke="{INK}" stroke-width="2"/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{MARK}"/>'


def _line(start: tuple[float, float], end: tuple[float, float], colour: str, thick: int = 1) -> str:
    return (
        f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" stroke="{colour}" '
        f'stroke-width="{thick}"/>'
    )


def _text(x: float, y: float, text: str, *, anchor: str = "start", bold: bool = False, colour: str = INK) -> str:
    weight = ' font-weight="700"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}"{weight}>{escape(text)}</text>'


def _title_height(caption: Caption) -> float:
    return SIDE + LINE * len(wrap(caption.title, SIGNS_A_LINE)) + 14


def _picture(body: Sequence[str], height: float, caption: Caption) -> str:
    """The SVG around the marks. Ids come from the content, so that a page may hold many pictures."""
    name = "g" + sha256("\n".join([caption.title, caption.description, *body]).encode()).hexdigest()[:10]
    lines = [
        _text(SIDE, SIDE + 12 + LINE * n, line, bold=True) for n, line in enumerate(wrap(caption.title, SIGNS_A_LINE))
    ]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" '
            f'height="{height:.0f}" role="img" aria-labelledby="{name}t {name}d" font-family="{FAMILY}" '
            f'font-size="{FONT_SIZE}">',
            f'<title id="{name}t">{escape(caption.title)}</title>',
            f'<desc id="{name}d">{escape(caption.description)}</desc>',
            f'<rect width="{WIDTH}" height="{height:.0f}" fill="#fff"/>',
            *lines,
            *body,
            "</svg>\n",
        ]
    )
