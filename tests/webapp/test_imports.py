"""Import in four steps: nothing is stored before the last, everything wrong is told, and it can be undone."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import stream_encode_multipart

from planner import bootstrap
from planner.intake.sheets import SHEETS
from planner.intake.sources import REKAP
from tests.webapp.conftest import ADMIN, PASSWORD, USERS, FixedClock, sign_in
from webapp import create_app
from webapp.config import WebSettings
from webapp.imports.reading import KINDS
from webapp.imports.uploads import safe_name

VISITS = "tanggal;meja;kunjungan\n26/01/2026;adminduk;31\n27/01/2026;adminduk;12\n"


def send(client, *files: tuple[str, bytes]):
    """Upload files as a browser does; the body stays in memory, as the client leaves large ones open on disk."""
    data = {"files": [FileStorage(io.BytesIO(content), name) for name, content in files]}
    body, length, boundary = stream_encode_multipart(data, use_tempfile=False)
    kind = f"multipart/form-data; boundary={boundary}"
    return client.post("/import", input_stream=body, content_length=length, content_type=kind)


def store_of(app):
    return app.extensions["loketplan"].store


def imports_of(app):
    with store_of(app).read() as work:
        return work.imports.entries()


def test_counts_alone_are_read_against_the_stored_mall(app, manager) -> None:
    """31 differs from the stored 20, 12 from 21: two rows change; saved only by the last step, and undone whole."""
    answer = send(manager, ("visits.csv", VISITS.encode()))
    address = answer.headers["Location"].removesuffix("/columns")
    columns = manager.get(f"{address}/columns").get_data(as_text=True)
    preview = manager.get(address).get_data(as_text=True)
    assert "kunjungan" in columns
    assert "2 baris: 0 baru, 0 sama, 2 berubah" in preview
    assert len(imports_of(app)) == 1
    assert manager.post(f"{address}/save").status_code == 303
    assert len(imports_of(app)) == 2
    newest = imports_of(app)[0]
    assert (newest.counts.changed, newest.mall_version) == (2, None)
    assert manager.get(address).status_code == 404
    manager.post(f"/imports/{newest.id}/undo")
    assert imports_of(app)[0].undone_by == "rina"


def test_the_same_file_twice_changes_nothing(manager) -> None:
    """The second preview says so and offers no saving."""
    first = send(manager, ("visits.csv", VISITS.encode())).headers["Location"].removesuffix("/columns")
    manager.post(f"{first}/save")
    second = send(manager, ("visits.csv", VISITS.encode())).headers["Location"].removesuffix("/columns")
    html = manager.get(second).get_data(as_text=True)
    assert "sudah diimpor" in html
    assert f"{second}/save" not in html


def test_every_fault_is_told_with_its_cell_and_nothing_is_saved_unasked(app, manager) -> None:
    """31 February, an unknown desk and a word for a number: three cells, and a list of them as a file.

    Saving without saying that three rows are left out, or saying another number, saves nothing.
    """
    bad = VISITS + "31/02/2026;adminduk;5\n28/01/2026;adminduks;7\n29/01/2026;adminduk;banyak\n"
    address = send(manager, ("visits.csv", bad.encode())).headers["Location"].removesuffix("/columns")
    html = manager.get(address).get_data(as_text=True)
    for cell, value in (("A4", "31/02/2026"), ("B5", "adminduks"), ("C6", "banyak")):
        assert f"sel {cell}" in html
        assert f"<code>{value}</code>" in html
    listed = manager.get(f"{address}/findings.csv").get_data(as_text=True)
    assert listed.count("\n") >= 4
    for said in ({}, {"leave_out": "2"}, {"leave_out": ""}):
        manager.post(f"{address}/save", data=said)
    assert len(imports_of(app)) == 1


def test_refused_rows_are_left_out_when_that_is_said(app, manager) -> None:
    """Two rows of five stay; the import says how many it left out."""
    bad = VISITS + "31/02/2026;adminduk;5\n28/01/2026;adminduks;7\n29/01/2026;adminduk;banyak\n"
    address = send(manager, ("visits.csv", bad.encode())).headers["Location"].removesuffix("/columns")
    html = manager.get(address).get_data(as_text=True)
    assert "5 baris: 0 baru, 0 sama, 2 berubah, 3 ditolak" in html
    assert "Simpan 2 baris tanpa 3 yang ditolak" in html
    manager.post(f"{address}/save", data={"leave_out": "3"})
    newest = imports_of(app)[0]
    assert (newest.counts.changed, newest.counts.new) == (2, 0)
    assert "tanpa 3 baris" in newest.reason


def test_a_mall_with_a_refused_row_cannot_be_saved_in_part(app, manager) -> None:
    """A desk that is wrong makes another mall: no such offer, and no such saving."""
    files = (
        ("desks.csv", b"id,agency,name,officers_count\nktp,dukcapil,,2\n"),
        ("services.csv", b"id,desk,name\nktp,ktp,KTP\n"),
        ("visits.csv", b"date,desk,visits\n2026-01-26,ktp,31\n31/02/2026,ktp,3\n"),
        ("mall.toml", b'name = "X"\nzone = "WIB"\n'),
    )
    address = send(manager, *files).headers["Location"].removesuffix("/columns")
    assert f"{address}/save" not in manager.get(address).get_data(as_text=True)
    manager.post(f"{address}/save", data={"leave_out": "0"})
    manager.post(f"{address}/save", data={"leave_out": "1"})
    assert len(imports_of(app)) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("mal.xlsx", b"\x89PNG\r\n\x1a\n not a workbook"),
        ("mal.xlsx", b"PK\x03\x04 cut off"),
        ("mal.xlsx", b""),
        ("mal.xls", b"<html><body>halaman</body></html>"),
    ],
    ids=["picture", "cut off", "empty", "page"],
)
def test_what_is_no_workbook_is_refused_with_a_sentence(app, manager, name: str, content: bytes) -> None:
    """The reader is guarded; the page says what to do, and nothing is stored."""
    address = send(manager, (name, content)).headers["Location"].removesuffix("/columns")
    html = manager.get(address).get_data(as_text=True)
    assert "menghalangi impor" in html
    assert len(imports_of(app)) == 1


def test_a_workbook_that_unpacks_without_end_is_refused(manager) -> None:
    """200 MB of blanks in 200 kB: judged from its directory, in no time."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 250_000_000)
    address = send(manager, ("mal.xlsx", packed.getvalue())).headers["Location"].removesuffix("/columns")
    assert "menghalangi impor" in manager.get(address).get_data(as_text=True)


@pytest.mark.parametrize(
    "files",
    [[], [("program.exe", b"MZ")], [("visits.csv", b"a"), ("visits.csv", b"b")]],
    ids=["none", "kind", "same name"],
)
def test_files_that_cannot_be_meant_are_refused_at_once(app, manager, files) -> None:
    """Nothing is put aside."""
    assert send(manager, *files).status_code == 422
    assert not list((Path(app.extensions["loketplan"].folder) / "uploads").glob("*/*"))


def test_counts_beside_a_part_of_a_mall_are_not_taken_alone(app, manager) -> None:
    """Officers without desks make no mall, and leaving them out without a word would be a silent misread."""
    files = ("visits.csv", VISITS.encode()), ("officers.csv", b"id,name,agency\nx,Sari,disdukcapil\n")
    address = send(manager, *files).headers["Location"].removesuffix("/columns")
    html = manager.get(address).get_data(as_text=True)
    assert f"{address}/save" not in html
    assert "lembar wajib ini tidak ada" in html
    manager.post(f"{address}/save")
    assert len(imports_of(app)) == 1


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("visits.csv", b"x" * 20_100_000, "terlalu besar: 20 MB"),
        ("visits.csv", b"tanggal" + b";k" * 101 + b"\n", "batasnya 200.000 baris dan 100 kolom"),
        ("mal.xlsx", b"\x89PNG\r\n\x1a\n not a workbook", "bukan buku kerja"),
        ("visits.csv", b"tanggal;meja;kunjungan\n", "tidak ada data kunjungan"),
    ],
    ids=["size", "columns", "kind", "headings only"],
)
def test_a_limit_is_one_sentence(manager, name: str, content: bytes, sentence: str) -> None:
    """Nothing is said of sheets that could not be looked for."""
    address = send(manager, (name, content)).headers["Location"].removesuffix("/columns")
    html = manager.get(address).get_data(as_text=True)
    assert sentence in html
    assert "1 hal menghalangi impor" in html


def test_beyond_the_largest_upload_the_limit_is_told(manager) -> None:
    """22 MB are not even read."""
    answer = send(manager, ("visits.csv", b"x" * 22_000_000))
    assert answer.status_code == 413
    assert "paling besar 20 MB" in answer.get_data(as_text=True)


def columns_form(html: str) -> dict[str, str]:
    """The fields of the page of columns by their heading or title, as `C jumlah`."""
    found = re.findall(r'<label for="f-(a[0-9a-f]+)">(.*?)</label>', html, re.DOTALL)
    return {" ".join(re.sub(r"<[^>]+>", " ", label).split()): name for name, label in found}


FOREIGN = "Tgl;Gerai;Jml Pemohon;Cuaca\n26/01/2026;adminduk;31;cerah\n27/01/2026;adminduk;12;hujan\n"


def test_a_file_of_other_words_is_read_as_its_owner_says(app, manager) -> None:
    """A strange title is said to be visits, its headings date, desk and visits: two rows, which differ from the store.

    Before it was said nothing could be saved; what was said stands in the preview and with the import.
    """
    columns = send(manager, ("Laporan.csv", FOREIGN.encode())).headers["Location"]
    address = columns.removesuffix("/columns")
    manager.post(f"{address}/save")
    fields = columns_form(manager.get(columns).get_data(as_text=True))
    told = manager.post(columns, data={fields["Laporan"]: "visits"})
    assert told.headers["Location"] == columns
    html = manager.get(columns).get_data(as_text=True)
    fields = columns_form(html)
    assert "cerah · hujan" in html
    words = {"A Tgl": "date", "B Gerai": "desk", "C Jml Pemohon": "visits", "D Cuaca": "-"}
    answer = manager.post(columns, data={fields[heading]: value for heading, value in words.items()})
    assert answer.headers["Location"] == address
    html = manager.get(address).get_data(as_text=True)
    assert "2 baris: 0 baru, 0 sama, 2 berubah" in html
    assert "Kolom C “Jml Pemohon” dibaca sebagai" in html
    assert len(imports_of(app)) == 1
    manager.post(f"{address}/save")
    assert "column.visits.C = visits" in imports_of(app)[0].reason


def test_a_slip_of_the_pen_does_not_pass_by_pressing_go_on(manager) -> None:
    """`kuotta` may be the quota: refused while nothing is chosen, left out when that is said, read when named."""
    content = "tanggal;meja;kunjungan;kuotta\n26/01/2026;adminduk;31;70\n"
    columns = send(manager, ("visits.csv", content.encode())).headers["Location"]
    address = columns.removesuffix("/columns")
    field = columns_form(manager.get(columns).get_data(as_text=True))["D kuotta"]
    told = []
    for chosen in ("", "-", "quota"):
        manager.post(columns, data={field: chosen})
        told.append("menghalangi impor" in manager.get(address).get_data(as_text=True))
    assert told == [True, False, False]


def test_one_column_is_not_chosen_twice(manager) -> None:
    """422 with the fault at both fields, and nothing kept."""
    columns = send(manager, ("visits.csv", VISITS.encode())).headers["Location"]
    fields = columns_form(manager.get(columns).get_data(as_text=True))
    answer = manager.post(columns, data={fields["B meja"]: "visits", fields["C kunjungan"]: "visits"})
    assert answer.status_code == 422
    assert answer.get_data(as_text=True).count('class="fault"') == 2
    assert "2 berubah" in manager.get(columns.removesuffix("/columns")).get_data(as_text=True)


def test_fields_that_were_not_offered_answer_nothing(manager) -> None:
    """A key of one's own, a value of one's own: the preview is as before."""
    columns = send(manager, ("visits.csv", VISITS.encode())).headers["Location"]
    fields = columns_form(manager.get(columns).get_data(as_text=True))
    manager.post(columns, data={"a000000000000": "x", "dates.visits": "month", fields["A tanggal"]: "../../x"})
    html = manager.get(columns.removesuffix("/columns")).get_data(as_text=True)
    assert "2 baris: 0 baru, 0 sama, 2 berubah" in html
    assert "Jawaban Anda" not in html


AMBIGUOUS = "tanggal;meja;kunjungan\n02/01/2026;adminduk;31\n01/02/2026;adminduk;12\n"


def questions_of(html: str) -> dict[str, str]:
    """Field and legend of each question."""
    pattern = r'<fieldset[^>]* id="f-(a[0-9a-f]+)"[^>]*><legend>(.*?)</legend>'
    return {legend: name for name, legend in re.findall(pattern, html, re.DOTALL)}


def test_a_question_is_asked_kept_shown_and_applied(app, manager) -> None:
    """Both dates read both ways: asked after the columns; month first turns 2 January and 1 February."""
    columns = send(manager, ("visits.csv", AMBIGUOUS.encode())).headers["Location"]
    address = columns.removesuffix("/columns")
    asked = manager.post(columns, data={}).headers["Location"]
    assert asked == f"{address}/questions"
    html = manager.get(asked).get_data(as_text=True)
    (field,) = [name for legend, name in questions_of(html).items() if "hari atau bulan" in legend]
    assert "2 pertanyaan belum dijawab" in manager.get(address).get_data(as_text=True)
    manager.post(asked, data={field: "month"})
    html = manager.get(address).get_data(as_text=True)
    assert "Bulan dulu" in html or "bulan dulu" in html
    assert "Jawaban Anda yang dipakai" in html
    # 1 February is a Sunday: what the other question asks follows the answer
    assert "31 kunjungan tercatat pada 1 hari tutup" in manager.get(asked).get_data(as_text=True)
    manager.post(f"{address}/save")
    with store_of(app).read() as work:
        days = {c.day.isoformat(): c.visits for c in work.history.load().days if c.visits in (31, 12)}
    assert days == {"2026-02-01": 31, "2026-01-02": 12}
    assert "dates.visits = month" in imports_of(app)[0].reason


def test_an_answer_can_be_changed_until_saving(manager) -> None:
    """Day first after all; a value that is no choice is a fault of its field."""
    columns = send(manager, ("visits.csv", AMBIGUOUS.encode())).headers["Location"]
    asked, address = columns.replace("/columns", "/questions"), columns.removesuffix("/columns")
    legends = questions_of(manager.get(asked).get_data(as_text=True))
    field = next(name for legend, name in legends.items() if "hari atau bulan" in legend)
    told = []
    for order in ("month", "day"):
        manager.post(asked, data={field: order})
        told.append("hari dulu: tanggal 2 bulan 1" in manager.get(address).get_data(as_text=True))
    assert told == [False, True]
    assert manager.post(asked, data={field: "besok"}).status_code == 422


def test_closed_days_that_were_open_come_into_the_calendar_of_the_stored_mall(app, manager) -> None:
    """Saturday 24 January: the answer opens it for the agency of the desk; the rest of the mall stays as it is."""
    content = "tanggal;meja;kunjungan\n23/01/2026;adminduk;31\n24/01/2026;adminduk;12\n"
    address = send(manager, ("visits.csv", content.encode())).headers["Location"].removesuffix("/columns")
    with store_of(app).read() as work:
        before = work.mall.get()
    html = manager.get(f"{address}/questions").get_data(as_text=True)
    (field,) = questions_of(html).values()
    manager.post(f"{address}/questions", data={field: "ya"})
    html = manager.get(address).get_data(as_text=True)
    assert "Yang berubah di data mal: kalender: 1 baru." in html
    assert "Simpan 1 perubahan data mal, 2 baris" in html
    manager.post(f"{address}/save")
    with store_of(app).read() as work:
        after = work.mall.get()
    added = [day for day in after.calendar if day not in before.calendar]
    assert [(d.day.isoformat(), d.kind, d.agency) for d in added] == [("2026-01-24", "open", "disdukcapil")]
    assert (after.desks, after.officers, after.skills) == (before.desks, before.officers, before.skills)
    manager.post(f"/imports/{imports_of(app)[0].id}/undo")
    with store_of(app).read() as work:
        assert work.mall.get().calendar == before.calendar


def test_full_days_are_asked_and_marked(app, manager) -> None:
    """Six days of exactly 40 look like a quota; the answer marks them full, and only them."""
    days = "".join(
        f"{day}/01/2026;adminduk;{visits}\n" for day, visits in zip(range(19, 24), (40, 40, 40, 40, 40), strict=True)
    )
    content = f"tanggal;meja;kunjungan\n{days}26/01/2026;adminduk;33\n"
    address = send(manager, ("visits.csv", content.encode())).headers["Location"].removesuffix("/columns")
    asked = questions_of(manager.get(f"{address}/questions").get_data(as_text=True))
    (field,) = [name for legend, name in asked.items() if "tepat di 40" in legend]
    manager.post(f"{address}/questions", data={field: "ya"})
    manager.post(f"{address}/save")
    with store_of(app).read() as work:
        full = {c.day.day for c in work.history.load().days if c.full and c.desk == "adminduk"}
    assert full == {19, 20, 21, 22, 23}


def test_a_monthly_sheet_asks_for_its_month_before_anything_can_be_saved(manager) -> None:
    """Nothing names the month: the preview offers no saving; 2026-13 is no month; 2026-01 reads the row."""
    days = ",".join(str(day) for day in range(1, 32))
    counts = ",".join("7" if day in (5, 6) else "" for day in range(1, 32))
    content = f"Instansi,{days}\nDisdukcapil loket,{counts}\n".replace("Disdukcapil loket", "adminduk")
    address = send(manager, ("rekap.csv", content.encode())).headers["Location"].removesuffix("/columns")
    assert f"{address}/save" not in manager.get(address).get_data(as_text=True)
    html = manager.get(f"{address}/questions").get_data(as_text=True)
    (field,) = re.findall(r'<input type="text" class="short" id="f-(a[0-9a-f]+)"', html)
    assert manager.post(f"{address}/questions", data={field: "2026-13"}).status_code == 422
    assert manager.post(f"{address}/questions", data={field: ""}).status_code == 422
    manager.post(f"{address}/questions", data={field: "2026-01"})
    assert "2 baris: 0 baru, 0 sama, 2 berubah" in manager.get(address).get_data(as_text=True)


def test_the_short_form_goes_down_filled_in_and_up(app, manager) -> None:
    """No columns to match and nothing to ask: the preview at once, with the months as they were read."""
    book = openpyxl.load_workbook(io.BytesIO(manager.get("/import/short.xlsx").get_data()))
    page = book["isian singkat"]
    for place, value in enumerate(("Disdukcapil", 4, None, None, *range(1400, 1412)), start=1):
        page.cell(7, place, value)
    book["jam buka"]["B1"] = "MPP Coba"
    filled = io.BytesIO()
    book.save(filled)
    address = send(manager, ("isian-singkat.xlsx", filled.getvalue())).headers["Location"]
    html = manager.get(address).get_data(as_text=True)
    assert re.fullmatch(r"/import/[0-9a-f]{32}", address)
    assert "MPP Coba: 1 instansi, 1 meja, 1 layanan, 4 petugas." in html
    assert "08.00-15.00; nomor antrean terakhir 14.00" in html
    assert "1.411" in html
    manager.post(f"{address}/save")
    with store_of(app).read() as work:
        assert (work.mall.get().name, len(work.history.load().months)) == ("MPP Coba", 12)


SAMSAT = (260, 255, 270, 265, 1260, 250, 262, 268, 259, 263, 257, 266)  # one with a digit too many


def short_form(client, *rows: tuple[object, ...], first_row: int = 5) -> bytes:
    """The form as it comes down, with (agency, officers, service, minutes, months ...) from that row on."""
    book = openpyxl.load_workbook(io.BytesIO(client.get("/import/short.xlsx").get_data()))
    for number, row in enumerate(rows, start=first_row):
        for place, value in enumerate(row, start=1):
            book["isian singkat"].cell(number, place, value)
    book["jam buka"]["B1"] = "MPP Coba"
    filled = io.BytesIO()
    book.save(filled)
    return filled.getvalue()


@pytest.fixture
def first_day(tmp_path: Path) -> Iterator[FlaskClient]:
    """A manager's browser over a fresh installation, where nothing is stored yet."""
    store = bootstrap.open_store(tmp_path / "new", FixedClock())
    with store.write(ADMIN, "test") as work:
        for user in USERS:
            work.users.add(user, PASSWORD)
    made = create_app(WebSettings(data=tmp_path / "new"), store)
    made.config.update(WTF_CSRF_ENABLED=False)
    yield sign_in(made, "rina")
    store.close()


DUKCAPIL = ("Disdukcapil", 4, None, None, *range(1400, 1412))


@pytest.mark.parametrize(
    ("lang", "what", "button", "banner"),
    [
        ("id", "2 instansi, 23 angka bulanan", "Simpan {}", "{} tersimpan."),
        ("en", "2 agencies, 23 monthly figures", "Save {}", "{} saved."),
    ],
)
def test_a_first_import_names_the_same_numbers_on_preview_button_and_banner(
    first_day, lang: str, what: str, button: str, banner: str
) -> None:
    """Two typed rows with 12 and 11 months; counters, skills and officers that we made of them are not counted."""
    first_day.get(f"/language/{lang}")
    form = short_form(first_day, DUKCAPIL, ("Samsat", 1, *[None] * 2, *range(250, 261)), first_row=7)
    address = send(first_day, ("isian-singkat.xlsx", form)).headers["Location"]
    html = main_of(first_day.get(address).get_data(as_text=True))
    assert html.count(what) == 2
    assert button.format(what) in html
    assert re.search(r"lembar loket|sheet counters", html) is None
    saved = first_day.post(f"{address}/save")
    page = first_day.get(saved.headers["Location"]).get_data(as_text=True)
    assert banner.format(what) in page


def main_of(html: str) -> str:
    return html.split("<main", 1)[1].split("</main>", 1)[0]


@pytest.mark.parametrize(("lang", "all_read"), [("id", "Semua terbaca"), ("en", "All was read")])
def test_nothing_is_called_read_while_rows_were_left_out(first_day, lang: str, all_read: str) -> None:
    """Both examples untouched above one agency: each is named; written over, all was read."""
    first_day.get(f"/language/{lang}")
    told = []
    for first_row in (7, 5):
        form = short_form(first_day, DUKCAPIL, ("Samsat", 1, *[None] * 2, *range(250, 262)), first_row=first_row)
        html = main_of(first_day.get(send(first_day, ("a.xlsx", form)).headers["Location"]).get_data(as_text=True))
        told.append((all_read in html, "BPJS Kesehatan" in html))
    assert told == [(False, True), (True, False)]


def test_figures_of_the_example_are_asked_about_and_the_answer_is_taken(first_day) -> None:
    """The name was written over, the figures were not: a question first, no word of mending the file, then the rows."""
    asked = send(first_day, ("a.xlsx", short_form(first_day, ("Samsat",)))).headers["Location"]
    address = asked.removesuffix("/questions")
    assert asked.endswith("/questions")
    html = main_of(first_day.get(address).get_data(as_text=True))
    assert "1 pertanyaan belum dijawab" in html
    assert "Perbaiki berkasnya" not in html
    assert "menghalangi" not in html
    assert f"{address}/save" not in html
    page = first_day.get(asked).get_data(as_text=True)
    assert "isian singkat, baris 5" in page
    (field,) = questions_of(page).values()
    first_day.post(asked, data={field: "ya"})
    assert "Simpan 1 instansi, 12 angka bulanan" in first_day.get(address).get_data(as_text=True)


def test_a_figure_far_from_its_neighbours_is_marked_and_told_by_its_cell(first_day) -> None:
    """1.260 in the fifth month of row 6, column I; it can be saved all the same."""
    form = short_form(first_day, DUKCAPIL, ("Samsat", 1, *[None] * 2, *SAMSAT))
    address = send(first_day, ("a.xlsx", form)).headers["Location"]
    html = main_of(first_day.get(address).get_data(as_text=True))
    assert "isian singkat, sel I6" in html
    assert "<code>1260</code>" in html
    assert "● 1.260" in html
    assert html.count("● ") == 2  # what the mark means, and the one figure
    assert f"{address}/save" in html


def test_after_saving_the_next_steps_are_links(first_day) -> None:
    """Officers first, then the plan of the week; both are there, and an import that never was has no such page."""
    address = send(first_day, ("a.xlsx", short_form(first_day, DUKCAPIL, first_row=5))).headers["Location"]
    saved = first_day.post(f"{address}/save").headers["Location"]
    html = main_of(first_day.get(saved).get_data(as_text=True))
    assert saved == "/imports/1/saved"
    assert html.index('href="/officers"') < html.index('/plan">')
    assert "4 petugas di 1 instansi" in html
    assert "Susun jadwal</button>" in html
    assert first_day.get("/imports/2/saved").status_code == 404


def test_after_counts_alone_the_week_that_is_planned_is_planned_again(manager) -> None:
    """No officers came, so none are to be checked; there is a plan already."""
    address = send(manager, ("visits.csv", VISITS.encode())).headers["Location"].removesuffix("/columns")
    html = main_of(manager.get(manager.post(f"{address}/save").headers["Location"]).get_data(as_text=True))
    assert "2 baris tersimpan." in html
    assert 'href="/officers"' not in html
    assert "Susun ulang</button>" in html


def test_a_file_over_a_stored_mall_says_what_goes(manager) -> None:
    """The form of one agency over the small mall: its desks and officers go, and that is said before saving."""
    form = short_form(manager, DUKCAPIL, ("Samsat", 1, *[None] * 2, *range(250, 262)))
    html = main_of(manager.get(send(manager, ("a.xlsx", form)).headers["Location"]).get_data(as_text=True))
    assert re.search(r"Yang berubah di data mal: .*meja layanan: .*hilang", html)
    assert "24 angka bulanan: 24 baru, 0 sama, 0 berubah, 0 ditolak" in html


def test_the_form_sent_again_counts_the_agencies_that_differ(first_day) -> None:
    """Minutes of one agency and a month of the other: their rows are counted, not the services and skills we made."""
    pair = DUKCAPIL, ("Samsat", 1, None, None, *range(250, 262))
    first = send(first_day, ("a.xlsx", short_form(first_day, *pair))).headers["Location"]
    first_day.post(f"{first}/save")
    pair = ("Disdukcapil", 4, None, 13, *range(1400, 1412)), ("Samsat", 1, None, None, 251, *range(251, 262))
    address = send(first_day, ("a.xlsx", short_form(first_day, *pair))).headers["Location"]
    html = main_of(first_day.get(address).get_data(as_text=True))
    assert "Simpan perubahan 1 instansi, 1 angka bulanan" in html
    assert "layanan: 1 berubah." in html
    saved = first_day.get(first_day.post(f"{address}/save").headers["Location"]).get_data(as_text=True)
    assert "Perubahan 1 instansi, 1 angka bulanan tersimpan." in saved


@pytest.mark.parametrize(("lang", "told"), [("id", "jadi hilang: Samsat"), ("en", "so gone: Samsat")])
def test_an_agency_that_is_not_in_the_file_is_named_before_it_goes(first_day, lang: str, told: str) -> None:
    """The form of two agencies is saved; sent again with one of them, the other would go."""
    first_day.get(f"/language/{lang}")
    pair = DUKCAPIL, ("Samsat", 1, None, None, *range(250, 262))
    first = send(first_day, ("a.xlsx", short_form(first_day, *pair))).headers["Location"]
    assert "jadi hilang" not in first_day.get(first).get_data(as_text=True)
    first_day.post(f"{first}/save")
    address = send(first_day, ("a.xlsx", short_form(first_day, DUKCAPIL, first_row=7))).headers["Location"]
    assert told in first_day.get(address).get_data(as_text=True)


def test_findings_of_one_kind_stand_together(manager) -> None:
    """Thirty unknown desks are one sentence with ten places and a remainder, not thirty sentences."""
    rows = "".join(f"{26 + n % 5}/01/2026;meja{n}x;5\n" for n in range(30))
    content = f"tanggal;meja;kunjungan\n{rows}".encode()
    address = send(manager, ("visits.csv", content)).headers["Location"].removesuffix("/columns")
    html = main_of(manager.get(address).get_data(as_text=True))
    assert html.count("tidak ada di lembar") == 1
    assert html.count("<code>meja") == 10
    assert "dan 20 lagi" in html


def test_another_persons_preview_does_not_exist(signed_in) -> None:
    """The address alone opens nothing."""
    address = send(signed_in("rina"), ("visits.csv", VISITS.encode())).headers["Location"]
    assert signed_in("admin").get(address).status_code == 404


def test_an_upload_whose_files_are_gone_does_not_exist(app, manager) -> None:
    """Removed half, by a cleaning that was cut off: the folder is there and nothing in it."""
    address = send(manager, ("visits.csv", VISITS.encode())).headers["Location"].removesuffix("/columns")
    for file in (Path(app.extensions["loketplan"].folder) / "uploads").rglob("*.csv"):
        file.unlink()
    for page in (address, f"{address}/columns", f"{address}/questions", f"{address}/findings.csv"):
        assert manager.get(page).status_code == 404, page
    assert manager.post(f"{address}/save").status_code == 404


def test_a_form_of_other_pages_may_not_be_large(manager) -> None:
    """Only the upload takes megabytes."""
    answer = manager.post("/today/issued", data={"desk": "x" * 300_000})
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("name", "kept"),
    [("../../etc/passwd", "etc_passwd"), ("mal.xlsx", "mal.xlsx"), ("..", "berkas"), ("C:\\a\\mal.xlsx", "Camal.xlsx")],
)
def test_names_of_files_lose_their_paths(name: str, kept: str) -> None:
    """A name never leads out of the folder."""
    assert safe_name(name) == kept


def test_every_kind_that_a_sheet_may_be_said_to_be_is_one_we_read() -> None:
    """The likeliest of the sheets that `planner.intake` knows, and the monthly list."""
    assert set(KINDS) <= {*(sheet.name for sheet in SHEETS), REKAP}
