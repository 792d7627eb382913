"""Which sheet a table is, and which column a heading stands for, by the words people write there."""

import pytest

from planner.intake.sheets import SHEETS, VISITS
from planner.intake.tables import likely_sheet, read_table

HEADS = ["Tanggal", "Instansi", "Jenis layanan", "Jumlah pengunjung"]


def test_an_agency_stands_in_for_its_desk_where_no_desk_is_named() -> None:
    """In malls with a desk an agency people write the agency; beside a column of desks it stays unread."""
    table = read_table(VISITS, [HEADS, ["02/01/2026", "Disdukcapil", "KK", "31"]])
    assert table.rows[0].values["desk"] == "Disdukcapil"
    both = read_table(VISITS, [[*HEADS, "Meja"], ["02/01/2026", "Disdukcapil", "KK", "31", "Adminduk"]])
    assert both.rows[0].values["desk"] == "Adminduk"
    assert [finding.code for finding in both.findings] == ["unknown_column"]


@pytest.mark.parametrize(
    ("heads", "name"),
    [
        (HEADS, "visits"),
        (["Bulan", "Instansi", "Jumlah"], "visits_monthly"),
        (["Nama", "Alamat"], None),
        (["Tanggal"], None),
    ],
)
def test_a_sheet_of_any_name_is_known_by_its_headings(heads: list[str], name: str | None) -> None:
    """All columns that a kind needs have a heading, and no other kind knows as many."""
    found = likely_sheet(SHEETS, [heads, ["x"] * len(heads)])
    assert (found.name if found else None) == name
