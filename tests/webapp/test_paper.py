"""The roster on paper and as a workbook says whether it is published, by whom, and how to read it."""

from io import BytesIO

import openpyxl
import pytest

from planner.planning.stored import Actor, Role
from tests.webapp.conftest import WEEK, text_of

PAPER = "/roster/2026-W06/print"
VIEWS = ["counter", "officer", "slips"]
STATUS = {"id": "Terbit 3 Feb 2026 09.00 oleh Rina Manajer", "en": "Published 3 Feb 2026 09:00 by Rina Manajer"}


@pytest.fixture
def published(app, manager):
    """Rina's browser, after she published the draft."""
    with app.extensions["loketplan"].store.write(Actor(name="rina", role=Role.MANAGER), reason="minggu ini") as work:
        work.plans.publish(work.plans.find_draft(WEEK).id)
    return manager


def heads_of(client) -> set[str]:
    """What stands in the middle of each sheet's page head."""
    book = openpyxl.load_workbook(BytesIO(client.get("/roster/2026-W06/roster.xlsx").data))
    return {sheet.oddHeader.center.text for sheet in book.worksheets}


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_workbook_of_a_published_week_says_by_whom(published, lang: str) -> None:
    """By her full name, at the mall's clock; no sheet and no head says that it is a draft."""
    published.set_cookie("bahasa", lang)
    assert heads_of(published) == {STATUS[lang]}
    book = openpyxl.load_workbook(BytesIO(published.get("/roster/2026-W06/roster.xlsx").data))
    texts = [str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value]
    assert not [text for text in texts if "DRAF" in text or "ancangan" in text]
    assert sum(STATUS[lang] in text for text in texts) == len(book.worksheets) + 1  # and where the plan comes from


def test_a_draft_stays_a_draft(manager) -> None:
    """The head is large, so that nobody hangs it up."""
    assert heads_of(manager) == {"DRAF"}
    for view in VIEWS:
        assert '<strong class="draft-mark">DRAF</strong>' in text_of(manager, f"{PAPER}?view={view}")


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("view", VIEWS)
def test_the_paper_of_a_published_week_says_by_whom(published, view: str, lang: str) -> None:
    """On every page: in the head that the table repeats, and on each slip."""
    published.set_cookie("bahasa", lang)
    html = text_of(published, f"{PAPER}?view={view}")
    assert "DRAF" not in html
    where = html.split("<thead>")[1].split("</tr>")[0] if view != "slips" else html.split('class="slip"')[1]
    assert STATUS[lang] in where
    assert "MPP Contoh" in where


def test_the_list_by_officer_has_one_cell_a_day(manager) -> None:
    """Five days, the agency before the name, and the minutes; the counter at most once where it does not change."""
    html = text_of(manager, f"{PAPER}?view=officer")
    body = html.split("<tbody>")[1].split("</tr>")[0]
    assert body.count("<td") == 6
    assert 'scope="rowgroup"' in body


def test_a_paper_tells_its_signs(manager) -> None:
    """Both grids explain what stands in them; a slip has words only."""
    for view, sign in (("counter", "Cukup"), ("officer", "Tidak tersedia")):
        legend = text_of(manager, f"{PAPER}?view={view}").split('class="paper-legend"')[1]
        assert sign in legend
    assert "paper-legend" not in text_of(manager, f"{PAPER}?view=slips")
