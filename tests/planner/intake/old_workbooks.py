"""The smallest files of old and open formats, made by hand: no library here writes them."""

import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
CellValue = str | float | None


def write_xls(path: Path, title: str, rows: Sequence[Sequence[CellValue]]) -> None:
    """One sheet in BIFF8 inside an OLE container (format: MS-XLS, MS-CFB)."""
    stream = _book(title, rows)
    stream += b"\0" * max(0, 4096 - len(stream))  # below 4096 bytes a stream would live in the mini stream
    stream += b"\0" * (-len(stream) % SECTOR)
    sectors = len(stream) // SECTOR
    fat = [FAT, END, *(n + 3 for n in range(sectors - 1)), END]
    fat += [FREE] * (SECTOR // 4 - len(fat))
    header = struct.pack(
        "<8s16sHHHHH6xLLLLLLLLL",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        1,
        1,
        0,
        4096,
        END,
        0,
        END,
        0,
    ) + struct.pack("<109L", 0, *[FREE] * 108)
    folder = _entry("Root Entry", 5, child=1, start=END, size=0) + _entry(
        "Workbook", 2, FREE, start=2, size=len(stream)
    )
    folder += _entry("", 0, FREE, start=0, size=0) * 2
    path.write_bytes(header + struct.pack(f"<{len(fat)}L", *fat) + folder + stream)


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    length = len(text) + 2 if name else 0
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBLLL", length, kind, 1, FREE, FREE, child)
        + b"\0" * 36
        + struct.pack("<LQ", start, size)
    )


def _record(code: int, content: bytes) -> bytes:
    return struct.pack("<HH", code, len(content)) + content


def _text(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def _book(title: str, rows: Sequence[Sequence[CellValue]]) -> bytes:
    begin = _record(0x809, struct.pack("<HHHHLL", 0x600, 5, 0, 0, 0, 0))
    name = struct.pack("<BB", len(title), 1) + title.encode("utf-16-le")
    sheet_at = len(begin) + 4 + 6 + len(name) + 4
    head = begin + _record(0x85, struct.pack("<LBB", sheet_at, 0, 0) + name) + _record(0x0A, b"")
    body = _record(0x809, struct.pack("<HHHHLL", 0x600, 0x10, 0, 0, 0, 0))
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            place = struct.pack("<HHH", r, c, 0)
            if isinstance(value, str):
                body += _record(0x204, place + _text(value))
            elif value is not None:
                body += _record(0x203, place + struct.pack("<d", value))
    return head + body + _record(0x0A, b"")


SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def write_ods(path: Path, sheets: dict[str, Sequence[Sequence[CellValue]]], extra: str = "") -> None:
    """A spreadsheet of OpenDocument; `extra` is XML put into the first sheet."""
    tables = "".join(
        f'<table:table table:name="{escape(title)}">{"".join(map(_row, rows))}{extra if n == 0 else ""}</table:table>'
        for n, (title, rows) in enumerate(sheets.items())
    )
    content = (
        f'<office:document-content {SPACES} office:version="1.2"><office:body><office:spreadsheet>{tables}'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )


def _row(row: Sequence[CellValue]) -> str:
    return f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>"


def _cell(value: CellValue) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str):
        return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
