"""Files that a page hands out, under a name of their own."""

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from flask import Response, send_file

from webapp.formatters import harmless

TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".csv": "text/csv",
}


def download(content: bytes, name: str) -> Response:
    """The content as a file to keep; its kind is that of the name's ending."""
    return send_file(io.BytesIO(content), mimetype=TYPES[Path(name).suffix], as_attachment=True, download_name=name)


def download_written(write: Callable[[Path], Path], name: str = "") -> Response:
    """The file that `write` makes in a folder of the moment and names; under its own name, or another."""
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder))
        return download(path.read_bytes(), name or path.name)


def download_csv(rows: Iterable[Sequence[object]], name: str, delimiter: str = ",") -> Response:
    """The rows as a file that spreadsheets read as UTF-8, with no cell that they would take for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([cell if isinstance(cell, int | float) else harmless(cell) for cell in row] for row in rows)
    return download(f"\ufeff{out.getvalue()}".encode(), name)
