"""The holiday check as one HTML file: what comes, which days are at risk, and which measures serve most citizens."""

from collections.abc import Iterator
from pathlib import Path

from markupsafe import Markup

from planner.domain.mall import Mall
from planner.planning.holiday_check import HolidayCheck
from planner.report.charts import Bar, Caption, bar_chart
from planner.report.holiday import away_lines, headline, measure_text, no_roster_line, surge_lines, week_line
from planner.report.language import Language
from planner.report.page import fragment, html_page, write_html

PAGE_NAMES = {"id": "holiday-check.html", "en": "holiday-check.en.html"}
MOST_BARS = 10
WORDS = {
    "title": ("Pemeriksaan libur: {names}", "Holiday check: {names}"),
    "coming": ("Apa yang datang", "What comes"),
    "risk": ("Hari berisiko", "Days at risk"),
    "safe": ("Tidak ada hari yang berisiko.", "No day is at risk."),
    "risk_chart": (
        "Kunjungan yang tidak terlayani pada hari paling berisiko",
        "Visits turned away on the days most at risk",
    ),
    "risk_note": (
        "peluang kuota terlampaui {probability}%, {demand} kunjungan diperkirakan datang, {tickets} antrean",
        "{probability}% that the quota is exceeded, {demand} visits expected, {tickets} tickets",
    ),
    "desk": ("Meja", "Desk"),
    "day": ("Hari", "Day"),
    "tickets": ("Antrean", "Tickets"),
    "demand": ("Kunjungan diperkirakan datang", "Visits expected"),
    "turned": ("Tidak terlayani", "Turned away"),
    "probability": ("Peluang kuota terlampaui", "Probability that the quota is exceeded"),
    "measures": ("Langkah terbaik", "Best measures"),
    "measures_chart": (
        "Kunjungan terlayani lebih banyak dalam seminggu",
        "More visits served over the week",
    ),
    "tried": (
        "{tried} langkah dicoba lewat simulasi; yang nyata menambah kunjungan terlayani diurutkan di sini. Selang 95%.",
        "{tried} measures were tried by simulation; those that really serve more visits are ranked. 95% intervals.",
    ),
    "none": (
        "Dari {tried} langkah yang dicoba tidak ada yang nyata menambah kunjungan terlayani.",
        "None of {tried} measures tried really serves more visits.",
    ),
    "interval": ("selang 95%: {low} .. {high}", "95% interval: {low} .. {high}"),
}


def holiday_page(check: HolidayCheck, mall: Mall, language: Language) -> str:
    """The whole page."""
    body = fragment(
        "holiday.html",
        say=lambda key, **values: say(key, language, **values),
        head=headline(check, language),
        coming=[*away_lines(check, mall, language), *surge_lines(check, mall, language)],
        week=week_line(check, language),
        no_roster=no_roster_line(check, mall, language),
        risk_chart=Markup(risk_chart(check, mall, language)) if check.risky else None,
        risky=list(_risky_rows(check, mall, language)),
        measures_chart=Markup(measures_chart(check, mall, language)) if check.measures else None,
        tried=say("tried" if check.measures else "none", language, tried=check.tried),
    )
    return html_page(say("title", language, names=", ".join(check.holiday.names)), body, language)


def write_holiday(check: HolidayCheck, mall: Mall, out: Path, language: Language) -> Path:
    """Write the page into a folder that is made when absent; returns the file."""
    return write_html(holiday_page(check, mall, language), out / PAGE_NAMES[language.code])


def say(key: str, language: Language, **values: object) -> str:
    """Words of the page, filled in."""
    return language.pick(WORDS[key]).format(**values)


def risk_chart(check: HolidayCheck, mall: Mall, language: Language) -> str:
    """SVG: visits turned away on the days most at risk, with their probability."""
    bars = [
        Bar(
            label=f"{mall.get_desk(row.desk).name}, {language.day(row.day)}",
            value=row.turned_away,
            note=say(
                "risk_note",
                language,
                probability=language.number(100 * row.probability),
                demand=language.visits(row.demand_visits),
                tickets=language.number(row.tickets),
            ),
        )
        for row in check.risky[:MOST_BARS]
    ]
    return bar_chart(bars, _caption("risk_chart", bars, language))


def measures_chart(check: HolidayCheck, mall: Mall, language: Language) -> str:
    """SVG: visits served more by each of the best measures, with the interval."""
    bars = [
        Bar(
            label=measure_text(measure, mall, language),
            value=measure.served_more,
            low=measure.low,
            high=measure.high,
            note=say("interval", language, low=language.number(measure.low, 1), high=language.number(measure.high, 1)),
        )
        for measure in check.measures
    ]
    return bar_chart(bars, _caption("measures_chart", bars, language))


def _caption(key: str, bars: list[Bar], language: Language) -> Caption:
    told = "; ".join(f"{bar.label}: {language.number(bar.value, 1)}" for bar in bars)
    return Caption(title=say(key, language), description=told, decimals=1, language=language)


def _risky_rows(check: HolidayCheck, mall: Mall, language: Language) -> Iterator[tuple[str, ...]]:
    for row in check.risky:
        yield (
            mall.get_desk(row.desk).name,
            language.day(row.day),
            language.number(row.tickets),
            language.visits(row.demand_visits),
            language.visits(row.turned_away),
            f"{language.number(100 * row.probability)}%",
        )
