"""The roster of a week as a workbook: by counter, by officer, quotas, shortfalls, and how to read it."""

from pathlib import Path

import xlsxwriter

from planner.domain.plan import Plan
from planner.report.edition import Publication, make_edition
from planner.report.explanation_rows import explanation_rows, technical_rows
from planner.report.language import Language
from planner.report.quota_rows import quota_rows
from planner.report.quota_sheets import write_explanation, write_quotas, write_shortfalls
from planner.report.roster_rows import make_roster
from planner.report.roster_sheets import write_counters, write_officers
from planner.report.shortfall_rows import short_rows
from planner.report.workbook import PrintedBook


def write_roster_xlsx(plan: Plan, path: Path, language: Language, publication: Publication | None = None) -> None:
    """Write the workbook of a plan, a draft unless published; equal plans give equal files.

    Cells of text are text, whatever they look like, never formulas.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as file:
        created = plan.passport.created_at.replace(tzinfo=None)
        file.set_properties({"title": plan.input.mall.name, "author": "loketplan", "created": created})
        edition = make_edition(plan, language, publication)
        book, roster = PrintedBook(file, edition, language), make_roster(plan, language)
        write_counters(book, roster)
        write_officers(book, roster)
        write_quotas(book, quota_rows(plan, language))
        write_shortfalls(book, short_rows(plan, language))
        write_explanation(book, explanation_rows(plan, language, edition), technical_rows(plan, language))
