"""Import in four steps: nothing is stored before the last, everything wrong is told, and it can be undone."""

import io
import zipfile
from pathlib import Path

import pytest

from webapp.imports.uploads import safe_name

VISITS = "tanggal;meja;kunjungan\n26/01/2026;adminduk;31\n27/01/2026;adminduk;12\n"


def send(client, *files: tuple[str, bytes]):
    """Upload files as a browser does."""
    data = {"files": [(io.BytesIO(content), name) for name, content in files]}
    return client.post("/import", data=data, content_type="multipart/form-data")


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


def test_every_fault_is_told_with_its_place_and_nothing_can_be_saved(app, manager) -> None:
    """31 February, an unknown desk and a word for a number: three findings, and a list of them as a file."""
    bad = VISITS + "31/02/2026;adminduk;5\n28/01/2026;adminduks;7\n29/01/2026;adminduk;banyak\n"
    address = send(manager, ("visits.csv", bad.encode())).headers["Location"].removesuffix("/columns")
    html = manager.get(address).get_data(as_text=True)
    assert "31/02/2026" in html
    assert "adminduks" in html
    assert "banyak" in html
    assert f"{address}/save" not in html
    listed = manager.get(f"{address}/findings.csv").get_data(as_text=True)
    assert listed.count("\n") >= 4
    manager.post(f"{address}/save")
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


def test_another_persons_preview_does_not_exist(signed_in) -> None:
    """The address alone opens nothing."""
    address = send(signed_in("rina"), ("visits.csv", VISITS.encode())).headers["Location"]
    assert signed_in("admin").get(address).status_code == 404


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
