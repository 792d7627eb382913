"""A picture of every key figure of some scenarios beside the plan as it is."""

from collections.abc import Iterator, Sequence

from planner.domain.ids import DeskId
from planner.domain.mall import Mall
from planner.planning.what_if import Answer
from planner.planning.what_if_days import Compared
from planner.report.charts import Bar, Caption, Slope, bar_chart, slope_chart
from planner.report.language import Language
from planner.report.whatif import desk_name, kpi_factor, kpi_name, told, verdict
from planner.report.whatif_rows import find_row
from planner.report.whatif_words import say

SLOPE = "turned-away-slope"


def whatif_charts(
    answers: Sequence[Answer], desk: DeskId | None, mall: Mall, language: Language
) -> Iterator[tuple[str, str]]:
    """Names and SVG texts: a slope of who is turned away, then bars of each key figure of a desk or the whole mall."""
    rows = [(answer.name, row) for answer in answers if (row := find_row(answer, desk))]
    place = desk_name(desk, mall, language)
    yield SLOPE, _slopes([(name, row.get("turned_away")) for name, row in rows], place, language)
    for kpi in (k.kpi for k in rows[0][1].kpis):
        yield kpi.replace("_", "-"), _bars([(name, row.get(kpi)) for name, row in rows], place, language)


def _slopes(rows: Sequence[tuple[str, Compared]], place: str, language: Language) -> str:
    slopes = [Slope(label=name, start=k.base, end=k.scenario, note=verdict(k, language)) for name, k in rows]
    ends = (say("base", language), say("scenario", language))
    return slope_chart(slopes, ends, _caption(say("slope_title", language, place=place), rows, language))


def _bars(rows: Sequence[tuple[str, Compared]], place: str, language: Language) -> str:
    kpi = rows[0][1]
    factor = kpi_factor(kpi)
    bars = [Bar(label=say("base", language), value=factor * kpi.base, is_base=True)]
    bars += [_bar(name, found, factor, language) for name, found in rows]
    title = say("bar_title", language, kpi=kpi_name(kpi.kpi, language), place=place)
    return bar_chart(bars, _caption(title, rows, language))


def _bar(name: str, kpi: Compared, factor: float, language: Language) -> Bar:
    """The scenario's value, its whisker the interval of the difference put on the value as is."""
    has_interval = kpi.low is not None and kpi.high is not None and kpi.difference != 0
    return Bar(
        label=name,
        value=factor * kpi.scenario,
        low=factor * (kpi.base + (kpi.low or 0.0)) if has_interval else None,
        high=factor * (kpi.base + (kpi.high or 0.0)) if has_interval else None,
        note=told(kpi, language),
    )


def _caption(title: str, rows: Sequence[tuple[str, Compared]], language: Language) -> Caption:
    factor = kpi_factor(rows[0][1])
    values = [(say("base", language), rows[0][1].base), *((name, kpi.scenario) for name, kpi in rows)]
    parts = [
        say("chart_part", language, label=label, value=language.number(factor * value, 1)) for label, value in values
    ]
    return Caption(title=title, description="; ".join(parts), decimals=1, language=language)
