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
from planner.intake.read import MallFiles, examine_source, read_mall
from planner.intake.settings import read_settings
from planner.intake.short import read_short
from planner.intake.short_hours import CLOSES, LAST, NAME, OPENS, settings_content
from planner.intake.short_template import months_before, short_template, write_short_template
from planner.intake.sources import open_source

TODAY = date(2026, 11, 25)
FIRST_ROW = 7  # below three lines of guide, the headings and two examples


def filled(folder: Path, *rows: tuple[object, ...], first_row: int = FIRST_ROW, **hours: object) -> Path:
    """The template with rows of (agency, officers, service, months ...) and values of the sheet of hours."""
    book = openpyxl.load_workbook(io.BytesIO(short_template(TODAY)))
    for number, row in enumerate(rows, start=first_row):
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


def findings(path: Path, **answers: str) -> list[tuple[str, int | None, str]]:
    """Code, row and value of all that is told of a form."""
    source = open_source(path, answers)
    return [(f.code, f.row, f.value) for f in examine_source(source, today=TODAY, answers=answers).findings]


OLD_FIGURES = tuple(range(1320, 1440, 10))


def old_form(folder: Path, *rows: tuple[str, int, tuple[int, ...], str]) -> Path:
    """A form as it was printed before the mark stood before the name: its note is the last column, far to the right."""
    headings = ("instansi", "petugas", "layanan utama", "menit per orang", *months_before(TODAY), "catatan")
    book = openpyxl.Workbook()
    page = book.active
    page.title = "isian singkat"
    page.append(headings)
    for name, officers, months, note in rows:
        page.append((name, officers, None, None, *months, note))
    book.create_sheet("jam buka").append(("nama mal", "MPP Coba"))
    book.save(folder / "lama.xlsx")
    return folder / "lama.xlsx"


def test_untouched_examples_are_left_out_and_each_is_named(tmp_path: Path) -> None:
    """Two printed rows above one agency: two findings, with their rows and names, and one agency."""
    path = filled(tmp_path, ("Samsat", 1, None, None, *range(250, 262)), nama_mal="MPP Coba")
    assert findings(path) == [("example_row", 5, "Disdukcapil"), ("example_row", 6, "BPJS Kesehatan")]
    assert [a.name for a in read_mall(path, today=TODAY).mall.agencies] == ["Samsat"]


def test_agencies_written_over_the_examples_are_read(tmp_path: Path) -> None:
    """Names and figures typed over both examples: the mark went with the name, nothing is left out or told."""
    path = filled(tmp_path, DUKCAPIL, BPJS, first_row=5, nama_mal="MPP Coba")
    assert findings(path) == []
    assert [(a.name, m) for a, m in zip(read_mall(path, today=TODAY).mall.agencies, (1400, 300), strict=True)] == [
        ("Disdukcapil", 1400),
        ("BPJS Kesehatan", 300),
    ]


def test_a_note_left_behind_drops_no_agency(tmp_path: Path) -> None:
    """In the old form the largest agency was lost to a note off the screen: now it is read, and the note is told of.

    The third row is an example nobody touched.
    """
    rows = (
        ("Disdukcapil", 4, tuple(range(1400, 1412)), "contoh"),
        ("Imigrasi", 2, (40,) * 12, "contoh"),
        ("Disdukcapil", 4, OLD_FIGURES, "contoh"),
    )
    path = old_form(tmp_path, *rows)
    assert findings(path) == [
        ("example_rewritten", 2, "Disdukcapil"),
        ("example_rewritten", 3, "Imigrasi"),
        ("example_row", 4, "Disdukcapil"),
    ]
    files = read_mall(path, today=TODAY)
    assert [a.name for a in files.mall.agencies] == ["Disdukcapil", "Imigrasi"]
    assert {m.visits for m in files.history.months} == {40, *range(1400, 1412)}


@pytest.mark.parametrize("note", ["contoh", None])
def test_the_figures_of_the_example_under_another_name_are_asked_about(tmp_path: Path, note: str | None) -> None:
    """The name was written over, the figures were not: nothing is read or dropped until its owner says whose they are.

    With the note gone too the figures alone tell.
    """
    path = old_form(tmp_path, ("Samsat", 3, OLD_FIGURES, note), ("Taspen", 1, tuple(range(50, 62)), ""))
    assert [code for code, *_ in findings(path)] == ["question"]
    with pytest.raises(InvalidFile):
        read_mall(path, today=TODAY)
    told = {answer: read_mall(path, today=TODAY, answers={"example.samsat": answer}) for answer in ("ya", "tidak")}
    assert [a.name for a in told["ya"].mall.agencies] == ["Samsat", "Taspen"]
    assert [a.name for a in told["tidak"].mall.agencies] == ["Taspen"]
    assert findings(path, **{"example.samsat": "tidak"}) == [("example_row", 2, "Samsat")]


def test_answers_lie_beside_the_form(tmp_path: Path) -> None:
    """jawaban.toml in the folder of the form, as `loketplan import` asks for it."""
    old_form(tmp_path, ("Samsat", 3, OLD_FIGURES, "contoh"))
    (tmp_path / "jawaban.toml").write_text('"example.samsat" = "ya"\n', encoding="utf-8")
    assert [a.name for a in read_mall(tmp_path, today=TODAY).mall.agencies] == ["Samsat"]


def test_few_round_figures_are_nobodys_example(tmp_path: Path) -> None:
    """Two months of 1,320 and 1,330 without a mark are less than three alike."""
    path = old_form(tmp_path, ("Samsat", 3, OLD_FIGURES[:2], ""))
    assert findings(path) == []


def test_what_the_form_does_not_ask_is_not_complained_of(tmp_path: Path) -> None:
    """It has no sheet of counters or skills: what is assumed of them is no finding of the form."""
    path = filled(tmp_path, DUKCAPIL, first_row=5, nama_mal="MPP Coba")
    assert {code for code, *_ in findings(path)} == {"example_row"}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("Samsat", 1), "form_visits"),
        (("Samsat", 0, None, None, *range(250, 262)), "form_officers"),
    ],
    ids=["no months", "no officers"],
)
def test_what_is_missing_is_told_in_the_words_of_the_form(tmp_path: Path, row: tuple[object, ...], code: str) -> None:
    """No sheet, column or file is named that the form does not have."""
    path = filled(tmp_path, row, nama_mal="MPP Coba")
    found = examine_source(open_source(path), today=TODAY).findings
    assert code in {f.code for f in found}
    told = " ".join(f"{f.sheet} {f.column} {f.problem_id} {f.remedy_id} {f.problem_en} {f.remedy_en}" for f in found)
    for foreign in ("visits_monthly", "tickets", "officers_count", "skills", "counters", "mall.toml", "keahlian"):
        assert foreign not in told


def test_an_agency_without_a_single_month_is_told(tmp_path: Path) -> None:
    """It would be planned for nobody; the others are read."""
    path = filled(tmp_path, DUKCAPIL, ("Samsat", 1), nama_mal="MPP Coba")
    assert findings(path)[2:] == [("form_no_months", 8, "Samsat")]


def test_a_form_without_its_sheet_of_hours_says_which_is_missing(tmp_path: Path) -> None:
    path = old_form(tmp_path, ("Samsat", 3, tuple(range(50, 62)), ""))
    book = openpyxl.load_workbook(path)
    del book["jam buka"]
    book.save(path)
    assert findings(path) == [("missing_hours", None, "")]


@pytest.mark.parametrize(
    ("hours", "found"),
    [
        ({"jam_buka": "15:00", "jam_tutup": "08:00"}, ("closes_too_early", 5, "08:00")),
        ({"jam_buka": "16:00"}, ("closes_too_early", 5, "15:00")),
        ({"jam_tutup_jumat": "07:00"}, ("closes_too_early", 7, "07:00")),
        ({"tiket_terakhir": "16:00"}, ("last_ticket", 6, "16:00")),
        ({"nama_mal": None}, ("missing_key", 1, "")),
    ],
    ids=["turned round", "after closing", "friday", "last ticket", "no name"],
)
def test_hours_that_cannot_be_are_one_finding_at_their_cell(
    tmp_path: Path, hours: dict[str, object], found: tuple[str, int, str]
) -> None:
    """Not one for each kind of day, under keys of a file the form does not have."""
    path = filled(tmp_path, DUKCAPIL, BPJS, first_row=5, **{"nama_mal": "MPP Coba", **hours})
    assert findings(path) == [found]


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.integers(0, 22), st.integers(1, 12), st.integers(0, 12))
def test_hours_in_order_always_make_a_mall(opens: int, lasts: int, ticket: int) -> None:
    """Opening early, in the afternoon or for an hour: whatever the template's sessions, the settings have no fault."""
    closes = min(opens + lasts, 23)
    told = {OPENS: time(opens), CLOSES: time(closes), NAME: "x"}
    told |= {LAST: time(min(opens + ticket, closes))} if ticket else {}
    if opens < closes:
        assert read_settings(settings_content(told)).findings == []


def test_a_figure_far_from_its_neighbours_is_told_at_its_cell(tmp_path: Path) -> None:
    """1.260 among 240 to 270: a digit too many. It is read as written, and said at the cell; nothing is refused."""
    months = (260, 255, 270, 265, 1260, 250, 262, 268, 259, 263, 257, 266)
    path = filled(tmp_path, DUKCAPIL, ("Samsat", 1, None, None, *months), first_row=5, nama_mal="MPP Coba")
    source = open_source(path)
    (found,) = examine_source(source, today=TODAY).findings
    assert (found.code, found.row, found.column, found.value) == ("far_month", 6, "2026-03", "1260")
    assert "262" in found.problem_id
    assert "262" in found.problem_en
    assert source.short is not None
    assert source.short.letters[found.sheet, found.column] == "I"
    assert 1260 in {m.visits for m in read_mall(path, today=TODAY).history.months}


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
