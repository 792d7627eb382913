"""All reports of a plan, written into a folder."""

from datetime import date
from pathlib import Path

from planner.domain.plan import Plan
from planner.report.language import Language
from planner.report.quota_notice import NoticeOptions, quota_notice
from planner.report.roster_xlsx import write_roster_xlsx
from planner.report.summary_text import summary_text

ROSTER_NAME, SUMMARY_NAME = "roster.xlsx", "summary.txt"
NOTICE_NAMES = {"id": "quota-notice.html", "en": "quota-notice.en.html"}


def write_reports(plan: Plan, out: Path, language: Language, today: date | None = None) -> tuple[Path, ...]:
    """Write roster, summary and the notice in both languages into a folder that is made when absent.

    `language` is that of roster and summary; the two notices link to each other. Returns the files written.
    """
    out.mkdir(parents=True, exist_ok=True)
    write_roster_xlsx(plan, out / ROSTER_NAME, language)
    (out / SUMMARY_NAME).write_text(summary_text(plan, language), encoding="utf-8")
    for (code, name), twin in zip(NOTICE_NAMES.items(), reversed(NOTICE_NAMES.values()), strict=True):
        page = quota_notice(plan, Language(code), NoticeOptions(today=today, twin=twin))
        (out / name).write_text(page, encoding="utf-8")
    return tuple(out / name for name in (ROSTER_NAME, SUMMARY_NAME, *NOTICE_NAMES.values()))
