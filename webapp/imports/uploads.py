"""Files that were sent but not taken in yet: a folder each, for a day, under a name nobody can guess."""

import hashlib
import json
import re
import secrets
import shutil
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import request
from werkzeug.datastructures import FileStorage
from werkzeug.utils import secure_filename

from planner.domain.errors import NotFound
from webapp.deps import deps
from webapp.forms import Form
from webapp.sessions import actor

KEPT_SECONDS = 24 * 3600
TOKEN = re.compile(r"[0-9a-f]{32}")
WORKBOOKS = (".xlsx", ".xls", ".ods", ".xlsm")
TABLES = (".csv", ".tsv", ".toml")
MOST_FILES = 40
ANSWERS_NAME = ".jawaban.json"  # no file that was sent has such a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """Files of one import. path: what the reader opens, a workbook or a folder of tables."""

    token: str
    folder: Path
    names: tuple[str, ...]

    @property
    def path(self) -> Path:
        """The workbook when there is one, else the folder."""
        first = self.folder / self.names[0]
        return first if first.suffix.lower() in WORKBOOKS else self.folder

    @property
    def title(self) -> str:
        """Name of the import: the workbook's, or those of the tables."""
        if len(self.names) == 1:
            return self.names[0]
        return f"{self.names[0]} + {len(self.names) - 1}"

    def content_hash(self) -> str:
        """SHA-256 over the names and bytes of all files, in order of their names."""
        digest = hashlib.sha256()
        for name in self.names:
            digest.update(name.encode() + b"\0" + (self.folder / name).read_bytes())
        return digest.hexdigest()

    def answers(self) -> dict[str, str]:
        """What was answered so far about these files, by the key of the question."""
        file = self.folder / ANSWERS_NAME
        return dict(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else {}


def save_answers(upload: Upload, answers: Mapping[str, str]) -> None:
    """Keep the answers with the files, whole or not at all."""
    made = upload.folder / f"{ANSWERS_NAME}.{secrets.token_hex(4)}"
    made.write_text(json.dumps(dict(sorted(answers.items())), ensure_ascii=False), encoding="utf-8")
    made.replace(upload.folder / ANSWERS_NAME)


def sent_file(form: Form, endings: tuple[str, ...], refusal: str) -> FileStorage | None:
    """The one file of a form; None, with a fault of the form, where none was sent or one with another ending.

    refusal : key of the sentence about the other ending, which tells the file's `name`.
    """
    file = request.files.get("file")
    if file is None or not file.filename:
        form.fail("file", "import.no_file")
        return None
    if not file.filename.lower().endswith(endings):
        form.fail("file", refusal, name=file.filename)
        return None
    return file


def keep_upload(files: Iterable[FileStorage]) -> Upload:
    """Put the files aside for a preview; files of no known kind are left out by the caller."""
    token, folder = _new_folder()
    names = []
    for file in files:
        name = safe_name(file.filename or "")
        file.save(folder / name)
        file.close()
        names.append(name)
    return Upload(token=token, folder=folder, names=tuple(sorted(names)))


def keep_copy(source: Path) -> Upload:
    """The same for a folder of this machine: the sample mall."""
    token, folder = _new_folder()
    found = sorted(path for path in source.iterdir() if path.suffix in TABLES)
    for path in found:
        shutil.copy(path, folder / path.name)
    return Upload(token=token, folder=folder, names=tuple(path.name for path in found))


def find_upload(token: str) -> Upload:
    """The files of a preview; raises NotFound (`upload_gone`), also for those of somebody else."""
    folder = _folder(token)
    is_there = TOKEN.fullmatch(token) and folder.is_dir()
    names = sorted(path.name for path in folder.iterdir() if not path.name.startswith(".")) if is_there else []
    if not names:
        raise NotFound(f"no upload {token!r}", code="upload_gone", field="upload")
    return Upload(token=token, folder=folder, names=tuple(names))


def forget_upload(upload: Upload) -> None:
    """Remove the files."""
    shutil.rmtree(upload.folder, ignore_errors=True)


def safe_name(name: str) -> str:
    """A file name without any path; the ending is kept, it says what the file is."""
    found = secure_filename(name)
    return found or f"berkas{Path(name).suffix.lower()}"


def is_known_kind(name: str) -> bool:
    """True for workbooks, tables and mall.toml."""
    return Path(name).suffix.lower() in (*WORKBOOKS, *TABLES)


def _new_folder() -> tuple[str, Path]:
    """A token and its empty folder; what was put aside long ago goes."""
    _forget_old()
    token = secrets.token_hex(16)
    folder = _folder(token)
    folder.mkdir(mode=0o700, parents=True)
    return token, folder


def _folder(token: str) -> Path:
    """Where the files of a token lie; those of everybody apart."""
    return _root() / hashlib.sha256(actor().name.encode()).hexdigest()[:16] / token


def _root() -> Path:
    return deps().folder / "uploads"


def _forget_old() -> None:
    limit = time.time() - KEPT_SECONDS
    for folder in _root().glob("*/*"):
        if folder.stat().st_mtime < limit:
            shutil.rmtree(folder, ignore_errors=True)
