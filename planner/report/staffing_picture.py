"""The curve of a staffing case as a PNG picture for the memo, which Word and PDF hold alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFont

from planner.planning.staffing_case import Range, StaffingCase
from planner.report.fonts import find_fonts
from planner.report.language import Language
from planner.report.staffing_words import word

WIDTH, HEIGHT = 1600, 640
LEFT, RIGHT, TOP, BOTTOM = 150, 40, 60, 110
INK, MARK, BAND, GRID, PAPER = "#12263a", "#0b5c6b", "#cfe3e7", "#d5dde4", "#ffffff"
SIZE, DOT, DASH, GAP = 30, 9, 18, 12
GRID_LINES = 4

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plot:
    """Where values lie on the picture. points: of the curve, left to right; highest: value of the upper edge."""

    points: int
    highest: float

    def at(self, number: int, value: float) -> Point:
        """The place of a value of the number-th point."""
        step = (WIDTH - LEFT - RIGHT) / self.points
        return LEFT + step * (number + 0.5), HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / self.highest


def curve_picture(case: StaffingCase, language: Language) -> bytes:
    """PNG: visits served a day by every size of team with the range of years, dashed without pooled officers."""
    served = [team.served.per(case.open_days) for team in case.curve]
    plot = _Plot(points=len(served), highest=1.15 * max(1.0, *(one.high for one in served)))
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    _grid(draw, plot, language)
    _band(draw, plot, served)
    alone = [plot.at(n, t.served.per(case.open_days).middle) for n, t in enumerate(case.pool.curve)]
    _dashed(draw, alone)
    _line(draw, plot, case, language)
    middle = ((LEFT + WIDTH - RIGHT) / 2, HEIGHT - SIZE)
    draw.text(middle, word(language, "picture.officers"), fill=INK, font=_font(), anchor="mm")
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def _font(*, bold: bool = False) -> ImageFont.ImageFont | ImageFont.FreeTypeFont:
    found = find_fonts()
    return ImageFont.truetype(str(found[bold]), SIZE) if found else ImageFont.load_default(SIZE)


def _grid(draw: ImageDraw.ImageDraw, plot: _Plot, language: Language) -> None:
    for n in range(GRID_LINES + 1):
        value = plot.highest * n / GRID_LINES
        y = plot.at(0, value)[1]
        draw.line([(LEFT, y), (WIDTH - RIGHT, y)], fill=GRID, width=2)
        draw.text((LEFT - 16, y), language.number(value), fill=INK, font=_font(), anchor="rm")


def _band(draw: ImageDraw.ImageDraw, plot: _Plot, served: Sequence[Range]) -> None:
    upper = [plot.at(n, one.high) for n, one in enumerate(served)]
    lower = [plot.at(n, one.low) for n, one in enumerate(served)]
    draw.polygon([*upper, *reversed(lower)], fill=BAND)


def _line(draw: ImageDraw.ImageDraw, plot: _Plot, case: StaffingCase, language: Language) -> None:
    """The curve with a value at each point; today's team is a square."""
    middles = [team.served.middle / case.open_days for team in case.curve]
    places = [plot.at(n, value) for n, value in enumerate(middles)]
    draw.line(places, fill=MARK, width=5)
    for team, value, (x, y) in zip(case.curve, middles, places, strict=True):
        box = (x - DOT, y - DOT, x + DOT, y + DOT)
        shape = draw.rectangle if team.officers == case.officers else draw.ellipse
        shape(box, fill=MARK)
        told = {"font": _font(bold=True), "stroke_width": 4, "stroke_fill": PAPER}
        draw.text((x, y - 2 * DOT), language.number(value, 1), fill=INK, anchor="mb", **told)
        star = "*" if team.officers == case.knee.middle else ""
        draw.text((x, HEIGHT - BOTTOM + 12), f"{team.officers}{star}", fill=INK, font=_font(), anchor="mt")


def _dashed(draw: ImageDraw.ImageDraw, places: Sequence[Point]) -> None:
    for (x, y), (to_x, to_y) in pairwise(places):
        length = ((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5
        for start in range(0, int(length), DASH + GAP):
            ends = [min(1.0, along / length) for along in (start, start + DASH)]
            draw.line([(x + (to_x - x) * e, y + (to_y - y) * e) for e in ends], fill=INK, width=4)
