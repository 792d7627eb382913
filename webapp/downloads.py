"""Files that a page hands out, under a name of their own."""

import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from flask import Response, send_file

TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
}


def download(content: bytes, name: str) -> Response:
    """The content as a file to keep; its kind is that of the name's ending."""
    return send_file(BytesIO(content), mimetype=TYPES[Path(name).suffix], as_attachment=True, download_name=name)


def download_written(write: Callable[[Path], Path], name: str = "") -> Response:
    """The file that `write` makes in a folder of the moment and names; under its own name, or another."""
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder))
        return download(path.read_bytes(), name or path.name)
