"""One table, written by many programs, gives the same records."""

from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from planner.domain.errors import InvalidFile
from planner.intake.csv_files import DELIMITERS, decode, read_csv
from planner.intake.read import read_mall
from planner.intake.sheets import SERVICES, VISITS

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252")
HEADINGS = (
    "id{d}desk{d}name{d}setup_minutes{d}need_minutes",
    "Kode{d}MEJA{d}Nama{d}Menit Persiapan{d}menit-per-keperluan",
    "\u200bid {d} Desk{d}NAME{d}setup minutes{d}Need_Minutes",
)
ROWS = (
    "ktp{d}dukcapil{d}KTP-el – cetak{d}3{d}5.5",
    "kk{d}dukcapil{d}Kartu\u00a0Keluarga{d}3{d}9",
    "jkn{d}bpjs{d}Kepesertaan JKN{d}2{d}9",
)


@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encoding_delimiter_heading_and_line_end_do_not_matter(
    encoding: str, delimiter: str, make_folder: Callable[..., Path]
) -> None:
    """The dash and the no-break space exist in all five encodings, so every twin must give equal services."""
    expected = read_mall(make_folder({"services.csv": _table(HEADINGS[0], ",", "\n").encode()})).mall.services
    for heading, line_end in product(HEADINGS, ("\n", "\r\n", "\r")):
        if encoding == "cp1252" and "\u200b" in heading:
            continue  # cp1252 has no zero-width space
        twin = _table(heading, delimiter, line_end).encode(encoding)
        assert read_mall(make_folder({"services.csv": twin})).mall.services == expected


def _table(heading: str, delimiter: str, line_end: str) -> str:
    return line_end.join(line.format(d=delimiter) for line in (heading, *ROWS)) + line_end


def test_quoted_cells_keep_delimiters_and_line_ends() -> None:
    """A decimal comma in quotes is one cell; a line end in quotes becomes a blank when the cell is read."""
    cells = read_csv(b'date,service,visits\n"2026-01-05","ktp","1,5"\n"2026-01-06","k\nk",2\n', VISITS)
    assert cells == [["date", "service", "visits"], ["2026-01-05", "ktp", "1,5"], ["2026-01-06", "k\nk", "2"]]


def test_nul_characters_are_dropped() -> None:
    """Some exporters pad with NUL."""
    assert read_csv(b"id,desk,name\nk\0tp,d,K\n", SERVICES)[1] == ["ktp", "d", "K"]


def test_empty_file_has_no_cells() -> None:
    """Nothing, or only line ends."""
    assert read_csv(b"", SERVICES) == []
    assert read_csv(b"\r\n \r\n", SERVICES) == []


def test_text_that_is_no_known_encoding_is_a_finding(make_folder: Callable[..., Path]) -> None:
    """0x81 is a character neither in UTF-8 alone nor in cp1252."""
    with pytest.raises(UnicodeDecodeError):
        decode(b"id\x81")
    with pytest.raises(InvalidFile) as refused:
        read_mall(make_folder({"wishes.csv": b"officer,session\n\x81,pagi\n"}))
    assert [f.code for f in refused.value.findings] == ["encoding"]
