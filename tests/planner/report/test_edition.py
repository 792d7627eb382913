from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl

from planner.domain.plan import Plan
from planner.report.edition import Publication, make_edition
from planner.report.language import Language
from planner.report.quota_notice import NoticeOptions, quota_notice
from planner.report.roster_xlsx import write_roster_xlsx

ID = Language("id")
PUBLISHED = Publication(at=datetime(2026, 3, 27, 8, 12, tzinfo=UTC), by="Kepala MPP")


def test_a_plan_nobody_published_is_a_draft(odd_week: Plan) -> None:
    """A plan file knows no publication; who has one hands it in."""
    edition = make_edition(odd_week, ID)
    assert (edition.status, edition.is_draft) == ("DRAF", True)


def test_moments_are_told_by_the_clocks_of_the_mall(odd_week: Plan) -> None:
    """The plan was made at 09:00 UTC, which is 16.00 WIB; published 08:12 UTC, 15.12 WIB."""
    edition = make_edition(odd_week, ID, PUBLISHED)
    assert edition.made == "Dibuat 30 Jan 2026 16.00 WIB oleh pengelola"
    assert edition.status == "Terbit 27 Mar 2026 15.12 oleh Kepala MPP"


def test_a_moment_without_a_zone_is_local_already(odd_week: Plan) -> None:
    """A file made elsewhere may hold local time; it must not move with the machine that reads it."""
    passport = replace(odd_week.passport, created_at=datetime(2026, 1, 30, 9, 0))
    assert "09.00 WIB" in make_edition(replace(odd_week, passport=passport), ID).made


def test_a_published_notice_and_roster_are_no_draft(odd_week: Plan, tmp_path: Path) -> None:
    """No warning on the notice; the roster's page head says who published it and when."""
    page = quota_notice(odd_week, ID, NoticeOptions(publication=PUBLISHED))
    assert "DRAF" not in page
    assert "Terbit 27 Mar 2026 15.12 oleh Kepala MPP" in page
    write_roster_xlsx(odd_week, tmp_path / "roster.xlsx", ID, PUBLISHED)
    sheet = openpyxl.load_workbook(tmp_path / "roster.xlsx").worksheets[0]
    assert sheet.oddHeader.center.text == "Terbit 27 Mar 2026 15.12 oleh Kepala MPP"


def test_data_age_is_told_and_its_absence_too(odd_week: Plan) -> None:
    """A number has an age."""
    assert make_edition(odd_week, ID).data_age == "data s.d. 27 Mar 2026"
    without = replace(odd_week, input=replace(odd_week.input, history_last_day=None))
    assert make_edition(without, ID).data_age == "tanpa data kunjungan"
