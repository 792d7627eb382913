"""The staffing case as one HTML file for the screen: answer, curve, free ways, and the workload analysis."""

from markupsafe import Markup

from planner.domain.mall import Mall
from planner.planning.staffing_case import StaffingCase
from planner.planning.staffing_case_document import KeptCase
from planner.report.charts import BandPoint, Bar, Caption, bar_chart, line_with_band
from planner.report.language import Language
from planner.report.page import fragment, html_page
from planner.report.staffing_case import (
    answer,
    basis,
    best_measure_sentence,
    doubts,
    hidden_days,
    knee_end,
    passport,
    title,
    unit_sentences,
    year_sentence,
)
from planner.report.staffing_tables import (
    abk_table,
    curve_table,
    ends_table,
    measure_name,
    measures_table,
    pool_table,
    pool_weeks,
)
from planner.report.staffing_words import word

MOST_BARS = 8
SMALL_VISITS = 10  # charts that stay below have one decimal


def case_page(kept: KeptCase, mall: Mall, language: Language) -> str:
    """The whole page."""
    case = kept.case
    body = fragment(
        "staffing.html",
        answer=list(answer(case, language)),
        year=year_sentence(case, language),
        curve=Markup(served_chart(case, language)),
        turned=Markup(turned_away_chart(case, language)),
        curve_table=curve_table(case, language),
        pool_table=pool_table(case, language) if case.pool.curve else None,
        ends_table=None if case.demand_is_known_well else ends_table(case, language),
        hidden_title=word(language, "hides.title"),
        hidden=list(hidden_days(case, language)),
        free=Markup(measures_chart(case, mall, language)),
        free_table=measures_table(case, mall, language),
        best=best_measure_sentence(case, mall, language),
        abk_table=abk_table(case, language),
        units=[*unit_sentences(case, mall, language), *doubts(case, language)],
        basis_title=word(language, "basis.title"),
        basis=basis(case, language),
        passport=passport(kept, language),
    )
    return html_page(title(case, mall, language), body, language)


def served_chart(case: StaffingCase, language: Language) -> str:
    """SVG: visits served a day by every size of team, with the range of simulated years; today's is a square."""
    return _curve_chart(case, language, "served", word(language, "chart.title"))


def turned_away_chart(case: StaffingCase, language: Language) -> str:
    """SVG: visits turned away a day by every size of team."""
    return _curve_chart(case, language, "turned_away", word(language, "chart.turned"))


def _curve_chart(case: StaffingCase, language: Language, figure: str, told: str) -> str:
    points = []
    for team in case.curve:
        a_day = getattr(team, figure).per(case.open_days)
        sign = "*" if team.officers == case.knee.middle else ""
        alone = case.without_pool(team.officers - case.officers)
        points.append(
            BandPoint(
                label=f"{team.officers}{sign}",
                middle=a_day.middle,
                low=a_day.low,
                high=a_day.high,
                is_marked=team.officers == case.officers,
                other=None if alone is None else getattr(alone, figure).middle / case.open_days,
            )
        )
    caption = Caption(
        title=told,
        description=band_note(case, language),
        unit=word(language, "chart.unit"),
        decimals=1 if max(point.high for point in points) < SMALL_VISITS else 0,
        language=language,
    )
    return line_with_band(points, caption)


def band_note(case: StaffingCase, language: Language) -> str:
    """What line, band, square and star of the curve mean."""
    star = "" if case.knee.middle is None else " (*)"
    knee = f"{knee_end(case, case.knee.middle, language)}{star}"
    told = word(language, "chart.band", officers=case.officers, knee=knee)
    if not case.pool.curve:
        return told
    officers, weeks = language.number(case.pool.officers, 1), pool_weeks(case, language)
    return f"{told} {word(language, 'chart.dashed', officers=officers, weeks=weeks)}"


def measures_chart(case: StaffingCase, mall: Mall, language: Language) -> str:
    """SVG: the best measures beside one more officer; "" where none was tried."""
    measures = case.measures.tried[:MOST_BARS]
    if not measures:
        return ""
    one = case.team(1).more_served
    bars = [
        Bar(
            label=measure_name(m, mall, language),
            value=m.net_served.middle,
            low=m.net_served.low,
            high=m.net_served.high,
        )
        for m in measures
    ]
    base = Bar(label=word(language, "chart.one_more"), value=one.middle, low=one.low, high=one.high, is_base=True)
    caption = Caption(
        title=word(language, "chart.free"),
        description=word(language, "free.note", share=language.share(case.measures.days_share)),
        language=language,
    )
    return bar_chart([base, *bars], caption)
