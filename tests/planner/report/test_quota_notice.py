import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from planner.domain.plan import Plan
from planner.report.language import Language
from planner.report.quota_notice import NoticeOptions, quota_notice

ID, EN = Language("id"), Language("en")
MOST_BYTES = 50_000


class Outline(HTMLParser):
    """Tags, ids and addresses of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action")]


PLAN_HASH = re.compile(r"(rencana|plan) [0-9a-f]{12}")  # it changes whenever a record of the plan grows


@pytest.mark.parametrize("code", ["id", "en"])
def test_notice_of_the_odd_week_is_the_reviewed_one(
    odd_week: Plan, compare_with_case: Callable[[str, str], None], code: str
) -> None:
    """Golden file: closed days, a request agency, a limited service, an ampersand in names."""
    page = quota_notice(odd_week, Language(code), NoticeOptions(twin="quota-notice.html"))
    compare_with_case(f"report/odd_week_notice.{code}.html", PLAN_HASH.sub(r"\1 000000000000", page))


def test_notice_of_a_full_mall_stays_under_fifty_kilobytes(large_week: Plan) -> None:
    """28 desks over six days, 168 desk-days, in both languages."""
    for language in (ID, EN):
        assert len(quota_notice(large_week, language).encode()) < MOST_BYTES


def test_notice_names_no_officer(odd_week: Plan, large_week: Plan) -> None:
    """UI.md: the public page shows no names."""
    for plan in (odd_week, large_week):
        page = quota_notice(plan, ID)
        assert [o.name for o in plan.input.mall.officers if re.search(rf"\b{re.escape(o.name)}\b", page)] == []


def test_notice_asks_nothing_of_the_network_and_runs_no_script(odd_week: Plan) -> None:
    """One file that opens from a chat: no script, no picture, font or sheet from elsewhere; links stay inside."""
    page = quota_notice(odd_week, ID, NoticeOptions(twin="quota-notice.en.html"))
    outline = Outline(page)
    assert not {"script", "link", "img", "iframe"} & set(outline.tags)
    assert all(address.startswith("#") or address == "quota-notice.en.html" for address in outline.addresses)
    assert "url(" not in page
    assert "http" not in page


def test_notice_has_one_heading_landmarks_and_unique_ids(odd_week: Plan) -> None:
    """What a screen reader walks by; every anchor of the list leads somewhere."""
    outline = Outline(quota_notice(odd_week, ID))
    assert [outline.tags.count(tag) for tag in ("h1", "header", "main", "footer")] == [1, 1, 1, 1]
    assert len(outline.ids) == len(set(outline.ids))
    assert {address[1:] for address in outline.addresses} <= set(outline.ids)


def test_names_cannot_carry_markup(odd_week: Plan) -> None:
    """A mall's own texts are text."""
    agencies = odd_week.input.mall.agencies
    assert "&" in agencies[0].parent_office
    assert "Jl. Contoh 1 &amp; 2" in quota_notice(odd_week, ID)


def test_estimates_wear_their_mark_and_the_draft_says_so(odd_week: Plan) -> None:
    """Each wait is an estimate; nobody published this plan yet."""
    page = quota_notice(odd_week, ID)
    assert not re.search(r"paling lama \d", page)
    assert "<b>DRAF:</b>" in page


@pytest.mark.slow
@pytest.mark.parametrize("code", ["id", "en"])
def test_notice_has_no_accessibility_finding_and_fits_a_narrow_phone(
    odd_week: Plan, tmp_path: Path, code: str, browser: Any
) -> None:
    """axe in Chromium, at 320 px (also what 640 px at 200 % zoom gives): no finding, no sideways scroll."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    file = tmp_path / "notice.html"
    file.write_text(quota_notice(odd_week, Language(code)), encoding="utf-8")
    page = browser.new_page(viewport={"width": 320, "height": 700})
    page.goto(file.as_uri())
    findings = axe.Axe().run(page).response["violations"]
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    shown = page.locator("li[class^=d]:visible").count()
    page.check("#t0", force=True)
    shown_in_week = page.locator("li[class^=d]:visible").count()
    page.close()
    assert [finding["id"] for finding in findings] == []
    assert overflow == 0
    assert (shown, shown_in_week) == (4, 11)
