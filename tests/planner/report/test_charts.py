"""Charts: bars from zero, values beside their marks, texts escaped, a title and a description, labels apart."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from planner.domain.errors import InvalidValue
from planner.report.charts import BandPoint, Bar, Caption, Slope, bar_chart, line_with_band, slope_chart
from planner.report.language import Language

SVG = "{http://www.w3.org/2000/svg}"
CAPTION = Caption(title="Terlayani <b> & lagi", description='Kata "lain"', unit="kunjungan")


def drawn(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def texts(svg: str) -> list[str]:
    return [found.text or "" for found in drawn(svg).iter(f"{SVG}text")]


def test_a_chart_is_well_formed_with_title_and_description():
    """Signs of HTML in a title are text; who cannot see the picture is told what it says."""
    svg = bar_chart([Bar(label="<script>", value=3)], CAPTION)
    picture = drawn(svg)
    assert picture.find(f"{SVG}title").text == "Terlayani <b> & lagi"
    assert picture.find(f"{SVG}desc").text == 'Kata "lain"'
    assert picture.get("role") == "img"
    assert "<script>" in texts(svg)
    assert "<script" not in svg


def test_bars_begin_at_zero_and_keep_their_proportion():
    """Twice the value is twice the length, from the same edge."""
    svg = bar_chart([Bar(label="a", value=10, is_base=True), Bar(label="b", value=20)], CAPTION)
    first, second = list(drawn(svg).iter(f"{SVG}rect"))[1:]
    assert first.get("x") == second.get("x")
    assert float(second.get("width")) == pytest.approx(2 * float(first.get("width")), abs=0.2)
    assert {"10 kunjungan", "20 kunjungan"} <= set(texts(svg))


def test_a_value_below_zero_points_to_the_left_of_one_above():
    """-10 and 10: the first ends where the second begins."""
    svg = bar_chart([Bar(label="a", value=-10), Bar(label="b", value=10)], CAPTION)
    below, above = list(drawn(svg).iter(f"{SVG}rect"))[1:]
    assert float(below.get("x")) + float(below.get("width")) == pytest.approx(float(above.get("x")), abs=0.2)


def test_a_line_tells_every_point_and_marks_today():
    """Each point has its value; the marked one is a square, so that it is seen without colour."""
    points = [BandPoint(label=str(n), middle=n, low=n - 1, high=n + 2, is_marked=n == 4) for n in (3, 4, 5)]
    svg = line_with_band(points, CAPTION)
    assert {"3", "4", "5"} <= set(texts(svg))
    assert len(list(drawn(svg).iter(f"{SVG}circle"))) == 2
    assert len(list(drawn(svg).iter(f"{SVG}rect"))) == 2


def test_slopes_that_end_together_keep_their_labels_apart():
    """Three lines that end at 10: their labels stand a line of text from each other."""
    svg = slope_chart([Slope(label=name, start=20, end=10) for name in "abc"], ("Sekarang", "Skenario"), CAPTION)
    places = sorted(float(t.get("y")) for t in drawn(svg).iter(f"{SVG}text") if (t.text or "").startswith("10 "))
    assert len(places) == 3
    assert min(b - a for a, b in pairwise(places)) >= 18 - 1e-6


def test_equal_charts_are_equal_text_and_others_have_other_ids():
    """A page may hold both: ids are made from the content."""
    one, same, other = (bar_chart([Bar(label="a", value=value)], CAPTION) for value in (1, 1, 2))
    assert one == same
    assert set(re.findall(r'id="(\w+)"', one)).isdisjoint(re.findall(r'id="(\w+)"', other))


def test_numbers_follow_the_language():
    """1.234,5 in Indonesian is 1,234.5 in English."""
    for code, told in (("id", "1.234,5"), ("en", "1,234.5")):
        caption = Caption(title="t", description="d", decimals=1, language=Language(code))
        assert told in texts(bar_chart([Bar(label="a", value=1234.5)], caption))


def test_an_empty_chart_is_refused():
    """A picture of nothing says nothing."""
    with pytest.raises(InvalidValue):
        bar_chart([], CAPTION)
    with pytest.raises(InvalidValue):
        line_with_band([], CAPTION)
    with pytest.raises(InvalidValue):
        slope_chart([], ("a", "b"), CAPTION)


def test_only_zeros_are_drawn():
    """Nothing to scale by is no division by zero."""
    assert "0 kunjungan" in texts(bar_chart([Bar(label="a", value=0)], CAPTION))
    assert line_with_band([BandPoint(label="a", middle=0, low=0, high=0)] * 2, CAPTION)
    assert slope_chart([Slope(label="a", start=0, end=0)], ("a", "b"), CAPTION)
