"""What the owner of a file says of its sheets, columns and units goes before what their words look like."""

from datetime import date
from pathlib import Path

import pytest

from planner.domain.history import VisitUnit
from planner.intake.columns import sheet_named
from planner.intake.matching import column_letter
from planner.intake.read import Examined, examine_source
from planner.intake.sheets import SHEETS
from planner.intake.sources import Source, open_source
from planner.intake.tables import find_headings, read_table

DESKS = [["id", "agency", "name", "officers_count"], ["ktp", "dukcapil", "KTP", "2"]]
SERVICES = [["id", "desk", "name", "needs_share"], ["ktp", "ktp", "KTP", "50/50"]]
FOREIGN = [["Laporan"], ["Tgl Layanan", "Gerai Pelayanan", "Jml Pemohon", "Ket"], ["05/13/2026", "ktp", "31", "ok"]]


def examined(rows: list[list[str]], sheet: str = "visits", **answers: str) -> Examined:
    cells = {"desks": DESKS, "services": SERVICES, sheet: rows}
    return examine_source(Source(cells=cells), answers={k.replace("__", "."): v for k, v in answers.items()})


def test_letters_are_those_of_a_spreadsheet() -> None:
    assert [column_letter(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_headings_nobody_knows_are_read_as_told() -> None:
    """Date, desk and visits are said of A, B and C; D is left out without a word."""
    told = {"column__visits__A": "date", "column__visits__B": "desk", "column__visits__C": "visits"}
    found = examined(FOREIGN, **told, column__visits__D="-", dates__visits="month")
    assert [(c.day, c.desk, c.visits) for c in found.history.days] == [(date(2026, 5, 13), "ktp", 31)]
    assert not [f for f in found.findings if f.sheet == "visits"]


def test_a_column_that_is_told_is_not_taken_by_its_heading_too() -> None:
    """`kunjungan` is told to be the quota, `total` the visits: neither is read twice."""
    rows = [["date", "desk", "kunjungan", "total"], ["2026-01-05", "ktp", "70", "31"]]
    found = examined(rows, column__visits__D="visits")
    assert found.history.days[0].visits == 31
    both = examined(rows, column__visits__C="visits", column__visits__D="visits")
    assert "double_column" in {f.code for f in both.findings}


def test_without_answers_the_words_decide() -> None:
    """The same table, and its headings as the page of columns shows them."""
    visits = sheet_named(SHEETS, "visits")
    assert visits
    headings = find_headings(visits, [["tanggal", "meja", "jumlah", "cuaca"]])
    assert headings
    assert [(h.place, h.column.name if h.column else None) for h in headings.cells] == [
        (0, "date"),
        (1, "desk"),
        (2, "visits"),
        (3, None),
    ]
    assert read_table(visits, FOREIGN).headed is False


@pytest.mark.parametrize("told", ["visits", "rekap", "-"])
def test_a_strange_title_is_what_it_is_said_to_be(told: str, tmp_path: Path) -> None:
    """`Laporan.csv` is no sheet of ours; as `-` it is left out without a warning."""
    (tmp_path / "Laporan.csv").write_text("date;desk;visits\n2026-01-05;ktp;31\n", encoding="utf-8")
    assert [f.code for f in open_source(tmp_path).findings] == ["unknown_sheet"]
    source = open_source(tmp_path, {"sheet.Laporan": told})
    assert source.findings == []
    assert ("visits" in source.cells, "rekap" in source.cells) == (told == "visits", told == "rekap")


def test_counts_without_a_unit_count_what_was_told() -> None:
    """A column of its own would go before."""
    rows = [["date", "desk", "visits"], ["2026-01-05", "ktp", "31"]]
    assert examined(rows, unit__visits="needs").history.days[0].unit is VisitUnit.NEEDS
    assert examined(rows).history.days[0].unit is VisitUnit.VISITS


def test_months_of_files_are_made_months_of_people() -> None:
    """Half the visits have one need, half two: 1.5 needs a visit, so 300 files are 200 people."""
    rows = [["month", "desk", "visits"], ["2026-01", "ktp", "300"]]
    assert examined(rows, "visits_monthly", unit__visits_monthly="needs").history.months[0].visits == 200
    assert examined(rows, "visits_monthly", unit__visits_monthly="tickets").history.months[0].visits == 300


def test_days_the_mall_was_open_after_all_come_into_the_calendar() -> None:
    """Saturday 10 January: asked, and opened for the agency that was there when the answer is yes."""
    rows = [["date", "desk", "visits"], ["2026-01-09", "ktp", "30"], ["2026-01-10", "ktp", "12"]]
    asked = examined(rows)
    assert "closed_days" in {q.key for q in asked.open}
    opened = examined(rows, closed_days="ya")
    assert [(d.day, d.kind, d.agency) for d in opened.mall.calendar] == [(date(2026, 1, 10), "open", "dukcapil")]
    assert "closed_day_visits" not in {f.code for f in opened.findings}
    assert examined(rows, closed_days="tidak").mall.calendar == ()
