"""What a sheet is: its columns, how each is read, and the record a row becomes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planner.intake.cells import fold
from planner.intake.values import Reader

Values = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a sheet.

    name, label      : heading in English (the key in code) and in Bahasa Indonesia; `synonyms` are further headings.
    stand_ins        : headings taken for it where none of its own is there.
    help_id, help_en : what to write, as the end of "Isi ..." and "Write ...".
    refers           : sheet whose ids (or unique names) the column holds; `many` where it holds several.
    field            : field of the record, where it is not `name`.
    choices          : words of a drop-down.
    """

    name: str
    label: str
    read: Reader
    help_id: str
    help_en: str
    synonyms: tuple[str, ...] = ()
    stand_ins: tuple[str, ...] = ()
    required: bool = False
    refers: str = ""
    field: str = ""
    choices: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """All headings the column may have."""
        return (self.name, self.label, *self.synonyms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet of the mall folder.

    build    : makes the record of a row from its values; blank cells are left out.
    key      : columns that may not agree in two rows; empty where `check_mall` looks for duplicates itself.
    examples : rows of the template.
    """

    name: str
    label: str
    about_id: str
    about_en: str
    columns: tuple[Column, ...]
    build: Callable[[Values], Any]
    synonyms: tuple[str, ...] = ()
    examples: tuple[Mapping[str, str], ...] = ()

    def column(self, name: str) -> Column:
        """The column of that name; raises KeyError."""
        return next(c for c in self.columns if c.name == name)

    def find_column(self, field: str) -> Column | None:
        """The column that fills a field of the record, None where no column does."""
        return next((c for c in self.columns if field in (c.field, c.name)), None)

    @property
    def columns_by_heading(self) -> dict[str, Column]:
        """Every accepted heading, folded, and its column."""
        return {fold(heading): column for column in self.columns for heading in column.headings}


def sheet_named(sheets: Sequence[Sheet], title: str) -> Sheet | None:
    """The sheet a title stands for, in either language, None for a stranger."""
    wanted = fold(title)
    for sheet in sheets:
        if wanted in {fold(name) for name in (sheet.name, sheet.label, *sheet.synonyms)}:
            return sheet
    return None
