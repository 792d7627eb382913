"""What a cell of a file holds, as text: invisible characters gone, numbers and times of Excel told from text."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

Cell = str | float | int | bool | date | datetime | time | timedelta | None

_KEPT_CONTROLS = {"\t", "\n", "\r"}


def clean_text(text: str) -> str:
    """Text without zero-width, bidirectional, control and NUL characters, blanks of every kind as single spaces."""
    if not (text.isascii() and text.isprintable()):  # printable ASCII, the common case, has nothing to hide
        text = "".join(c for c in text if c in _KEPT_CONTROLS or unicodedata.category(c) not in ("Cf", "Cc"))
    return " ".join(text.split())


def cell_text(cell: Cell) -> str:
    """The text a person sees in a cell: whole numbers without `.0`, dates as ISO, blank cells as empty text."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ya" if cell else "tidak"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    return clean_text(str(cell))


def is_blank(cell: Cell) -> bool:
    """True when nothing can be seen in the cell."""
    return cell is None or (isinstance(cell, str) and not (cell.isalnum() or clean_text(cell)))


def fold(text: str) -> str:
    """Text for comparing names: case, blanks, dashes, dots and underscores do not count."""
    return re.sub(r"[\s_\-./]+", " ", clean_text(text)).strip().casefold()
