"""Results kept on disk under the hash of all that they depend on: the same question is answered at once."""

import contextlib
import dataclasses
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import platformdirs

ENGINE_VERSION = 2  # raise it when the same question gets another answer
CACHE_VARIABLE = "LOKETPLAN_CACHE"


def default_cache_directory() -> Path:
    """`$LOKETPLAN_CACHE`, else the user's cache directory."""
    chosen = os.environ.get(CACHE_VARIABLE)
    return Path(chosen) if chosen else Path(platformdirs.user_cache_dir("loketplan"))


def content_key(*records: Any) -> str:
    """Hash of frozen records, the same in every process and on every machine."""
    plain = [dataclasses.asdict(record) if dataclasses.is_dataclass(record) else record for record in records]  # type: ignore[arg-type]
    text = json.dumps([ENGINE_VERSION, *plain], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ResultCache:
    """One small JSON file per result. `directory` None keeps nothing."""

    directory: Path | None = dataclasses.field(default_factory=default_cache_directory)

    def find(self, key: str) -> Any | None:
        """The kept result; None when there is none, the file is damaged, or the folder cannot be read."""
        if self.directory is None:
            return None
        try:
            return json.loads(self._path(self.directory, key).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None

    def keep(self, key: str, result: Any) -> None:
        """Write the result whole or not at all; processes may write the same key at once.

        A folder that cannot be written, or a full disk, costs time at the next question and nothing else.
        """
        if self.directory is None:
            return
        path = self._path(self.directory, key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_whole(path, json.dumps(result))

    @staticmethod
    def _path(directory: Path, key: str) -> Path:
        return directory / "capacity" / key[:2] / f"{key}.json"


def _write_whole(path: Path, text: str) -> None:
    part = NamedTemporaryFile("w", dir=path.parent, suffix=".part", delete=False, encoding="utf-8")  # noqa: SIM115
    try:
        with part:
            part.write(text)
        Path(part.name).replace(path)
    except OSError:
        Path(part.name).unlink(missing_ok=True)
        raise
