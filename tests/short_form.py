"""The short form filled in as docs/first-afternoon.md shows it, with openpyxl in the place of a person."""

import re
from pathlib import Path

import openpyxl

DOCS = Path(__file__).parents[1] / "docs"
FIRST_ROW, FIRST_MONTH = 7, 5  # below guide, headings and two examples; after name, officers, service and minutes
Row = tuple[str, int, tuple[int, ...]]


def blocks(page: str) -> list[str]:
    """The blocks of code of a page of docs."""
    return re.findall(r"```\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), re.DOTALL)


def printed_rows(page: str) -> list[Row]:
    """Agency, officers and twelve months of each line of the printed example."""
    (block,) = [block for block in blocks(page) if block.startswith("instansi;")]
    lines = [line.split(";") for line in block.splitlines()[1:]]
    return [(name, int(officers), tuple(map(int, months.split()))) for name, officers, months in lines]


def fill_form(path: Path, rows: list[Row], minutes: str | int | None = None) -> None:
    """Write the rows into the downloaded form, in place; `minutes` a person go to the first of them."""
    book = openpyxl.load_workbook(path)
    page, hours = book["isian singkat"], book["jam buka"]
    for number, (name, officers, months) in enumerate(rows, start=FIRST_ROW):
        page.cell(number, 1, name)
        page.cell(number, 2, officers)
        for place, visits in enumerate(months, start=FIRST_MONTH):
            page.cell(number, place, visits)
    page.cell(FIRST_ROW, FIRST_MONTH - 1, minutes)
    hours["B1"] = "MPP Kabupaten Coba"
    book.save(path)
