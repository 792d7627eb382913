"""Judge a workbook before any reader opens it: from its first bytes, its zip directory, then its XML as a stream.

Limits: RELIABILITY of the import. A 5 KB file with one cell at XFD1048576 would otherwise end the process.
"""

import posixpath
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

LARGEST_FILE_BYTES = 20_000_000
MOST_ENTRIES = 200
LARGEST_UNPACKED_BYTES = 200_000_000
LARGEST_RATIO = 100
RATIO_COUNTS_FROM_BYTES = 1_000_000  # small entries of blanks pack well and do no harm
MOST_ROWS = 200_000
MOST_COLUMNS = 100
MOST_CELLS = 5_000_000
CHUNK_BYTES = 1 << 16
XML_ENDINGS = (".xml", ".rels", ".vml")
ODS_SHEETS = "content.xml"
SHEETS_FOLDER = "xl/worksheets/sheet"

OLE_START = b"\xd0\xcf\x11\xe0"
OLD_EXCEL_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "gambar PNG"),
    (b"\xff\xd8\xff", "gambar JPEG"),
    (b"GIF8", "gambar GIF"),
    (b"%PDF", "PDF"),
    (OLE_START, "Excel lama (.xls) atau Word lama"),
)
# what the readers of zip and XML raise when bytes are wrong or missing
_DAMAGE = (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, OSError, RuntimeError, ValueError, struct.error)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CELL_NAME = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class UnsafeWorkbook(Exception):
    """A workbook that is not opened; `code` names the message, `detail` fills it, `sheet` says which sheet."""

    def __init__(self, code: str, detail: str = "", sheet: str = "") -> None:
        super().__init__(f"{code}: {detail} {sheet}".strip())
        self.code = code
        self.detail = detail
        self.sheet = sheet


@dataclass(slots=True, kw_only=True)
class SheetScan:
    """What the XML of one sheet says and the reader would hide.

    shown  : (row, column), both from 0, of cells with an error or a formula without a value -> text that stands for it.
    merged : number of merged ranges.
    """

    shown: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: int = 0


def guard_workbook(path: Path) -> dict[str, SheetScan]:
    """What each sheet hides, by its title; raises UnsafeWorkbook for anything that must not be opened.

    An .xls file has no zip directory to judge: it cannot unpack to more than it holds, and the child's limits stand for
    the rest.
    """
    if _is_old_excel(path):
        return {}
    _check_start(path)
    try:
        with zipfile.ZipFile(path) as archive:
            _check_directory(archive)
            return _scan_entries(archive)
    except _DAMAGE as fault:
        raise UnsafeWorkbook("damaged", str(fault)) from fault


def _is_old_excel(path: Path) -> bool:
    """True for a file named .xls that holds an old workbook; one with a password is refused by its reader."""
    _check_size(path)
    content = path.read_bytes()
    named = path.suffix.casefold() == ".xls" and content.startswith(OLE_START)
    return named and _ENCRYPTED not in content and any(stream in content for stream in OLD_EXCEL_STREAMS)


def _check_size(path: Path) -> None:
    size = path.stat().st_size
    if size > LARGEST_FILE_BYTES:
        raise UnsafeWorkbook("too_large", f"{size / 1e6:.0f} MB, paling besar 20 MB")


def _check_start(path: Path) -> None:
    content = path.read_bytes()
    if content.startswith(b"PK\x03\x04"):
        return
    if content.startswith(b"\xd0\xcf\x11\xe0") and _ENCRYPTED in content:
        raise UnsafeWorkbook("encrypted")
    for start, kind in _STARTS:
        if content.startswith(start):
            raise UnsafeWorkbook("not_a_workbook", kind)
    if b"<html" in content[:2000].lower() or b"<!doctype html" in content[:2000].lower():
        raise UnsafeWorkbook("not_a_workbook", "halaman HTML")
    raise UnsafeWorkbook("not_a_workbook", "berkas kosong" if not content else "hal lain")


def _check_directory(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_ENTRIES:
        raise UnsafeWorkbook("too_large", f"{len(entries)} bagian, paling banyak {MOST_ENTRIES}")
    if len({name.casefold() for name in names}) < len(names):
        raise UnsafeWorkbook("unsafe", "dua bagian bernama sama")
    for name in names:
        if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name:
            raise UnsafeWorkbook("unsafe", f"nama bagian {name}")
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnsafeWorkbook("encrypted")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise UnsafeWorkbook("unsafe", "cara pemampatan yang tidak dipakai Excel")
    _check_sizes(entries)
    if any(name.casefold().endswith("vbaproject.bin") for name in names):
        raise UnsafeWorkbook("macros")
    if "xl/workbook.xml" not in names and ODS_SHEETS not in names:
        raise UnsafeWorkbook("not_a_workbook", "berkas ZIP lain")


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > LARGEST_UNPACKED_BYTES:
        raise UnsafeWorkbook("too_large", f"{unpacked / 1e6:.0f} MB setelah dibuka, paling besar 200 MB")
    for entry in entries:
        ratio = entry.file_size / max(entry.compress_size, 1)
        if entry.file_size > RATIO_COUNTS_FROM_BYTES and ratio > LARGEST_RATIO:
            raise UnsafeWorkbook("unsafe", f"bagian {entry.filename} dimampatkan {ratio:.0f} kali")


def _scan_entries(archive: zipfile.ZipFile) -> dict[str, SheetScan]:
    if ODS_SHEETS in archive.namelist() and "xl/workbook.xml" not in archive.namelist():
        return _scan_ods(archive)
    scans: dict[str, SheetScan] = {}
    titles = _sheet_titles(archive)
    for entry in archive.infolist():
        name = entry.filename
        if name in titles or name.startswith(SHEETS_FOLDER):
            title = titles.get(name, name)
            scans[title] = _SheetScanner(title).scan_entry(archive, name)
        elif name.endswith(XML_ENDINGS):
            _Scanner().run(archive, name)
    return scans


def _scan_ods(archive: zipfile.ZipFile) -> dict[str, SheetScan]:
    """The sheets of an ODS file; every other XML entry only has to be plain."""
    scanner = _OdsScanner()
    for entry in archive.infolist():
        if entry.filename == ODS_SHEETS:
            scanner.run(archive, entry.filename)
        elif entry.filename.endswith(XML_ENDINGS):
            _Scanner().run(archive, entry.filename)
    return scanner.scans


def _sheet_titles(archive: zipfile.ZipFile) -> dict[str, str]:
    """Entry of each sheet -> the title people see."""
    book, links = _Attributes(), _Attributes()
    book.run(archive, "xl/workbook.xml")
    if "xl/_rels/workbook.xml.rels" in archive.namelist():
        links.run(archive, "xl/_rels/workbook.xml.rels")
    targets = {a.get("Id", ""): a.get("Target", "") for a in links.found.get("Relationship", [])}
    titles = {}
    for sheet in book.found.get("sheet", []):
        link = next((value for key, value in sheet.items() if key.endswith(" id")), "")
        entry = posixpath.normpath(posixpath.join("xl", targets.get(link, ""))).removeprefix("/")
        titles[entry] = sheet.get("name", "")
    return titles


class _Scanner:
    """Streams one XML entry; a DOCTYPE is refused, bytes really read are counted."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start

    def run(self, archive: zipfile.ZipFile, name: str) -> None:
        with archive.open(name) as file:
            while chunk := file.read(CHUNK_BYTES):
                self._parser.Parse(chunk, False)
        self._parser.Parse(b"", True)

    def _doctype(self, *_: object) -> None:
        raise UnsafeWorkbook("unsafe", "DOCTYPE")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; plain entries only need the checks of the parser."""


class _Attributes(_Scanner):
    """Keeps the attributes of every element, by its local name; for the small index entries."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[dict[str, str]]] = {}

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.found.setdefault(name.rsplit(" ", 1)[-1], []).append(attributes)


class _OdsScanner(_Scanner):
    """Place of every filled cell of an ODS file, where rows and cells are told as repeated; and merged cells."""

    def __init__(self) -> None:
        super().__init__()
        self.scans: dict[str, SheetScan] = {}
        self._title = ""
        self._row = self._column = self._rows = self._cells = 0

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rsplit(" ", 1)[-1]
        given = {key.rsplit(" ", 1)[-1]: value for key, value in attributes.items()}
        if local == "table":
            self._title, self._row, self._rows = given.get("name", ""), 0, 0
            self.scans[self._title] = SheetScan()
        elif local == "table-row":
            self._row, self._column = self._row + self._rows, 0
            self._rows = _repeat(given, "number-rows-repeated")
        elif local in ("table-cell", "covered-table-cell"):
            self._start_cell(given)

    def _start_cell(self, given: dict[str, str]) -> None:
        width = _repeat(given, "number-columns-repeated")
        if "value-type" in given:
            self._cells += width * self._rows
            if self._row + self._rows > MOST_ROWS or self._column + width > MOST_COLUMNS:
                raise UnsafeWorkbook("far_cell", sheet=self._title)
            if self._cells > MOST_CELLS:
                raise UnsafeWorkbook("too_large", "lebih dari 5 juta sel", self._title)
        spanned = max(_repeat(given, "number-columns-spanned"), _repeat(given, "number-rows-spanned"))
        self.scans.setdefault(self._title, SheetScan()).merged += spanned > 1
        self._column += width


def _repeat(given: dict[str, str], key: str) -> int:
    return int(given[key]) if given.get(key, "").isdigit() else 1


class _SheetScanner(_Scanner):
    """Place of every cell, cells with errors, formulas without values, merged ranges."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self.scan = SheetScan()
        self._title = title
        self._cells = 0
        self._row = self._column = -1
        self._type = ""
        self._inside = ""
        self._value = self._formula = ""
        self._has_formula = False

    def scan_entry(self, archive: zipfile.ZipFile, name: str) -> SheetScan:
        """What the entry hides."""
        self.run(archive, name)
        return self.scan

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rsplit(" ", 1)[-1]
        if local == "c":
            self._start_cell(attributes)
        elif local == "row":
            self._row = int(attributes["r"]) - 1 if attributes.get("r", "").isdigit() else self._row + 1
            self._column = -1
            self._check_place()
        elif local in ("v", "f"):
            self._inside = local
            self._has_formula |= local == "f"
        elif local == "mergeCell":
            self.scan.merged += 1

    def _start_cell(self, attributes: dict[str, str]) -> None:
        place = _CELL_NAME.fullmatch(attributes.get("r", ""))
        if place:
            self._row, self._column = int(place[2]) - 1, column_number(place[1])
        else:
            self._column += 1
        self._cells += 1
        self._type = attributes.get("t", "")
        self._value = self._formula = ""
        self._has_formula = False
        self._check_place()

    def _check_place(self) -> None:
        if self._row >= MOST_ROWS or self._column >= MOST_COLUMNS:
            raise UnsafeWorkbook("far_cell", sheet=self._title)
        if self._cells > MOST_CELLS:
            raise UnsafeWorkbook("too_large", "lebih dari 5 juta sel", self._title)

    def _text(self, text: str) -> None:
        if self._inside == "v":
            self._value += text
        elif self._inside == "f":
            self._formula += text

    def _end(self, name: str) -> None:
        local = name.rsplit(" ", 1)[-1]
        if local in ("v", "f"):
            self._inside = ""
        elif local == "c" and self._type == "e":
            self.scan.shown[self._row, self._column] = self._value
        elif local == "c" and self._has_formula and not self._value and self._type != "str":
            self.scan.shown[self._row, self._column] = f"={self._formula}"


def column_number(letters: str) -> int:
    """`A` is 0, `AA` is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
