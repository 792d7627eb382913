"""Records to JSON and rows, and back. The records check themselves when they are built again."""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import Row

Record = TypeVar("Record")


@cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    """Reads and writes JSON of a record, or of any type of its fields."""
    return TypeAdapter(kind)


def to_json_text(kind: Any, value: Any) -> str:
    """JSON text; the same value gives the same text."""
    return adapter(kind).dump_json(value).decode()


def from_json_text(kind: Any, text: str | bytes) -> Any:
    """The value of JSON text."""
    return adapter(kind).validate_json(text)


def squeeze(text: str) -> bytes:
    """Text made small; plans shrink to about a tenth."""
    return zlib.compress(text.encode(), level=6)


def unsqueeze(body: bytes) -> str:
    """The text of `squeeze`."""
    return zlib.decompress(body).decode()


def row_of(record: Any, *without: str) -> dict[str, Any]:
    """Field names and values of a record, but for those named."""
    return {f.name: getattr(record, f.name) for f in fields(record) if f.name not in without}


def record_of(kind: type[Record], row: Row[Any] | Mapping[str, Any]) -> Record:
    """The record whose fields are columns of the row; other columns are left alone."""
    values: Any = row._mapping if isinstance(row, Row) else row
    return kind(**{f.name: values[f.name] for f in fields(kind) if f.name in values})  # type: ignore[arg-type]


def records_of(kind: type[Record], rows: Iterable[Row[Any]]) -> tuple[Record, ...]:
    """Records of rows that all have the same columns."""
    names = [f.name for f in fields(kind)]  # type: ignore[arg-type]
    at: list[tuple[str, int]] = []
    made = []
    for row in rows:
        at = at or [(name, row._fields.index(name)) for name in names if name in row._fields]
        made.append(kind(**{name: row[index] for name, index in at}))
    return tuple(made)
