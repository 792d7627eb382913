"""The what-if page: one HTML file for a meeting, on screen and on A4, and its pictures as SVG files."""

from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from planner.domain.mall import Mall
from planner.domain.periods import Week
from planner.planning.what_if import Answer
from planner.report.language import Language
from planner.report.page import fragment, html_page, write_html
from planner.report.whatif import desk_name, told, worst_of
from planner.report.whatif_charts import whatif_charts
from planner.report.whatif_rows import desk_tables, focus, groups_of, mall_table, moves_of, week_rows
from planner.report.whatif_words import say

PAGE_NAMES = {"id": "whatif.html", "en": "whatif.en.html"}
NAMED, MOST_DESKS_OPEN = 2, 2  # scenarios named in the title, desks whose table stands open


def write_page(answers: Sequence[Answer], mall: Mall, out: Path, language: Language) -> tuple[Path, ...]:
    """Write page and pictures into a folder that is made when absent; nothing without an answer. Returns the files."""
    if not answers:
        return ()
    page = write_html(whatif_page(answers, mall, language), out / PAGE_NAMES[language.code])
    files = [page]
    for number, group in enumerate(groups_of(answers), start=1):
        for name, svg in whatif_charts(group, focus(group), mall, language):
            files.append(out / f"{page.stem}-{number}-{name}.svg")
            files[-1].write_text(svg, encoding="utf-8")
    return tuple(files)


def whatif_page(answers: Sequence[Answer], mall: Mall, language: Language) -> str:
    """The page of some answers as one HTML text."""
    groups = groups_of(answers)
    body = fragment(
        "whatif.html",
        say=lambda key, **values: say(key, language, **values),
        about=say("about", language, mall=mall.name, weeks=_weeks(answers, language)),
        short=[_in_short(answer, mall, language) for answer in answers],
        parts=[_part(n, group, mall, language) for n, group in enumerate(groups, start=1)],
        part_count=len(groups),
        weeks=week_rows(answers, mall, language),
        moves=[moves_of(answer, mall, language) for answer in answers],
        days=language.number(answers[0].proof_days),
    )
    return html_page(say("title", language, names=_names(answers, language)), body, language)


def _names(answers: Sequence[Answer], language: Language) -> str:
    if len(answers) <= NAMED:
        return ", ".join(answer.name for answer in answers)
    return say("many", language, first=answers[0].name, more=len(answers) - 1)


def _in_short(answer: Answer, mall: Mall, language: Language) -> tuple[str, str, str, str]:
    """A scenario's name, what it comes to, its worst day, and its reason."""
    whole = answer.rows[0]
    key = "nothing" if answer.changes_nothing else "short"
    served, turned = (told(whole.get(kpi), language) for kpi in ("served", "turned_away"))
    return (
        answer.name,
        say(key, language, served=served, turned=turned),
        worst_of(answer, mall, language),
        say("reason", language, reason=answer.reason) if answer.reason else "",
    )


def _weeks(answers: Sequence[Answer], language: Language) -> str:
    return ", ".join(language.period(Week.parse(w).days) for w in sorted({w for a in answers for w in a.weeks}))


def _part(number: int, group: Sequence[Answer], mall: Mall, language: Language) -> dict[str, object]:
    place = focus(group)
    return {
        "number": number,
        "weeks": _weeks(group, language),
        "table": mall_table(group, mall, language),
        "place": desk_name(place, mall, language),
        "charts": [Markup(svg) for _, svg in whatif_charts(group, place, mall, language)],
        "desks": desk_tables(group, mall, language),
        "desks_open": MOST_DESKS_OPEN,
    }
