"""Column types that bring back what was put in: UTC moments, enumerations, ids that may be missing in a key."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, ColumnElement, DateTime, Dialect, String, Text, TypeDecorator


class UtcMoment(TypeDecorator[datetime]):
    """A moment with zone, kept in UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Without its zone, after turning it to UTC. A moment without zone would be taken for the machine's."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """With its zone."""
        return value.replace(tzinfo=UTC) if value is not None else None


class KeyText(TypeDecorator[str]):
    """Text of a key that may be None: kept as "", since no two NULLs are the same to a database."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str:  # noqa: ARG002
        """None becomes ""."""
        return value or ""

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        """The empty text becomes None."""
        return value or None


def is_key(column: Column[Any], value: Any) -> ColumnElement[bool]:
    """The column of a key has this value; `==` would look for NULL where the value is None."""
    return column == ("" if value is None else value)


class EnumText(TypeDecorator[StrEnum]):
    """A member of an enumeration, kept as its text."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Its text."""
        return value.value if value is not None else None

    def process_result_value(self, value: Any, dialect: Dialect) -> StrEnum | None:  # noqa: ARG002
        """The member."""
        return self.kind(value) if value is not None else None
