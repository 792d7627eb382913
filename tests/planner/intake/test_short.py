"""The short form: filled with a row an agency it is a mall; what is wrong is told at the cell that was filled in."""

import io
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.errors import Conflict, InvalidFile
from planner.domain.periods import DayType
from planner.intake.read import MallFiles, read_mall
from planner.intake.short import read_short
from planner.intake.short_template import months_before, short_template, write_short_template

TODAY = date(2026, 11, 25)
FIRST_ROW = 7  # below three lines of guide, the headings and two examples


def filled(folder: Path, *rows: tuple[object, ...], **hours: object) -> Path:
    """The template with rows of (agency, officers, service, months ...) and values of the sheet of hours."""
    book = openpyxl.load_workbook(io.BytesIO(short_template(TODAY)))
    for number, row in enumerate(rows, start=FIRST_ROW):
        for place, value in enumerate(row, start=1):
            book["isian singkat"].cell(number, place, value)
    for cell in book["jam buka"]["A"]:
        if cell.value.replace(" ", "_") in hours:
            book["jam buka"].cell(cell.row, 2, hours[cell.value.replace(" ", "_")])
    book.save(folder / "isian.xlsx")
    return folder / "isian.xlsx"


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., MallFiles]:
    def read_filled(*rows: tuple[object, ...], **hours: object) -> MallFiles:
        return read_mall(filled(tmp_path, *rows, **{"nama_mal": "MPP Coba", **hours}), today=TODAY)

    return read_filled


DUKCAPIL = ("Disdukcapil", 4, None, None, *range(1400, 1412))
BPJS = ("BPJS Kesehatan", 1, "BPJS Kesehatan: perubahan data", None, *range(300, 312))


def refused(
    read: Callable[..., MallFiles], *rows: tuple[object, ...], **hours: object
) -> set[tuple[str, int | None, str, str]]:
    with pytest.raises(InvalidFile) as fault:
        read(*rows, **hours)
    return {(f.code, f.row, f.column, f.value) for f in fault.value.findings if f.severity == "refused"}


def test_agencies_officers_months_and_hours_are_a_mall(read: Callable[..., MallFiles]) -> None:
    """Two agencies: 4 + 1 officers, 2 x 12 months; minutes are the catalogue's where the service is named."""
    files = read(DUKCAPIL, BPJS)
    assert (files.mall.name, len(files.mall.officers)) == ("MPP Coba", 5)
    assert [(m.month, m.desk, m.visits) for m in files.history.months][:2] == [
        (date(2025, 11, 1), "disdukcapil", 1400),
        (date(2025, 12, 1), "disdukcapil", 1401),
    ]
    assert len(files.history.months) == 24
    assert [(s.name, s.need_minutes) for s in files.mall.services] == [
        ("Pelayanan Disdukcapil", 10.0),
        ("BPJS Kesehatan: perubahan data", 9.0),
    ]
    assert all(service.minutes_are_rough for service in files.mall.services)


@pytest.mark.parametrize(
    ("cell", "minutes", "low", "high"),
    [(17, 17, None, None), ("17,5", 17.5, None, None), ("14,8-19,4", 17.1, 14.8, 19.4), ("20 sampai 10", 15, 10, 20)],
)
def test_minutes_are_a_number_or_a_range(
    read: Callable[..., MallFiles], cell: object, minutes: float, low: float | None, high: float | None
) -> None:
    """A number is measured; a range, as `calibrate` says it, has its middle. All of a visit, no set-up beside it."""
    (service,) = read(("Disdukcapil", 4, None, cell, 1400)).mall.services
    assert service.visit_minutes == pytest.approx(minutes)
    assert (service.need_minutes_low, service.need_minutes_high) == (low, high)
    assert service.minutes_are_rough == (low is not None)


def test_a_desk_with_one_officer_closes_while_he_eats(read: Callable[..., MallFiles]) -> None:
    """Four can cover each other, one cannot."""
    assert [(d.id, d.lunch_cover) for d in read(DUKCAPIL, BPJS).mall.desks] == [
        ("disdukcapil", True),
        ("bpjs_kesehatan", False),
    ]


def test_the_months_are_those_that_are_over() -> None:
    """In January the year before, December last."""
    assert months_before(date(2026, 1, 31))[0] == date(2025, 1, 1)
    assert months_before(date(2026, 1, 31))[-1] == date(2025, 12, 1)
    assert len(months_before(TODAY)) == 12


def test_hours_cut_the_days_of_the_template(read: Callable[..., MallFiles]) -> None:
    """07.30 to 14.00 with Friday until 11.00: the last ticket is an hour before, breaks that no longer fit are gone."""
    hours = {"jam_buka": "07.30", "jam_tutup": "14:00", "tiket_terakhir": None, "jam_tutup_jumat": "11:00"}
    mall = read(DUKCAPIL, **hours).mall
    normal, friday = mall.timetables[DayType.NORMAL], mall.timetables[DayType.FRIDAY]
    assert (normal.open, normal.sessions[-1].end, normal.last_ticket) == (time(7, 30), time(14, 0), time(14, 0))
    assert (friday.sessions[-1].end, friday.last_ticket, friday.break_starts) == (time(11, 0), time(10, 0), ())


def test_the_form_counts_what_it_says(read: Callable[..., MallFiles]) -> None:
    """One need a visit is the template's share, so files are people here; the unit is an answer of the form."""
    assert read(DUKCAPIL, angka_bulanan_menghitung="berkas").history.months[0].visits == 1400


def test_open_days_hold_for_every_agency(read: Callable[..., MallFiles]) -> None:
    assert {a.open_weekdays for a in read(DUKCAPIL, BPJS, hari_buka="Senin-Sabtu").mall.agencies} == {
        (0, 1, 2, 3, 4, 5)
    }


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (("Disdukcapil", "empat"), ("not_a_number", 8, "petugas", "empat")),
        (("Pajak", None, None, None, 5), ("blank", 8, "petugas", "")),
        (("Pajak", 1, None, None, 5, "banyak"), ("not_a_number", 8, "2025-12", "banyak")),
        (("Pajak", 1, None, None, 5, -3), ("out_of_range", 8, "2025-12", "-3")),
        (("Pajak", 1, None, "lama", 5), ("not_a_number", 8, "menit per orang", "lama")),
        (("Pajak", 1, None, "900", 5), ("out_of_range", 8, "menit per orang", "900")),
        (("Bpjs kesehatan", 1, None, None, 5), ("duplicate", 8, "instansi", "Bpjs kesehatan")),
    ],
    ids=["officers", "no officers", "month", "negative", "minutes", "many minutes", "twice"],
)
def test_a_fault_is_told_at_its_cell_of_the_form(
    read: Callable[..., MallFiles], row: tuple[object, ...], found: tuple[object, ...]
) -> None:
    """Row and column are those of the form, not of the sheets it stands for; nothing else is told."""
    assert refused(read, BPJS, row) == {found}


def test_hours_that_cannot_be_read_are_told_by_their_key(read: Callable[..., MallFiles]) -> None:
    assert refused(read, DUKCAPIL, jam_tutup="25:00") == {("not_a_time", 5, "jam tutup", "25:00")}


def test_an_untouched_form_says_one_thing_about_each_sheet(tmp_path: Path) -> None:
    """No agency, no name; the sheets it stands for are not complained about."""
    with pytest.raises(InvalidFile) as fault:
        read_mall(write_short_template(tmp_path, TODAY), today=TODAY)
    told = [(f.code, f.sheet) for f in fault.value.findings if f.severity == "refused"]
    assert told == [("empty_form", "isian singkat"), ("missing_key", "jam buka")]


def test_a_form_is_not_overwritten(tmp_path: Path) -> None:
    write_short_template(tmp_path, TODAY)
    with pytest.raises(Conflict):
        write_short_template(tmp_path, TODAY)


CELLS = st.none() | st.text(max_size=8) | st.integers(-5, 10**6) | st.floats() | st.dates() | st.booleans()


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.lists(st.lists(CELLS, max_size=6), max_size=6), st.lists(st.lists(CELLS, max_size=3), max_size=6))
def test_no_cells_break_the_reading(rows: list[list[object]], hours: list[list[object]]) -> None:
    """Whatever stands below good headings is rows or findings."""
    form = [["instansi", "petugas", "Jan 2026"], *rows]
    assert read_short(form, [["nama mal", "x"], *hours]).cells  # type: ignore[arg-type]
