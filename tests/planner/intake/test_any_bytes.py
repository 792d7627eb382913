"""Whatever a file holds, it is read or refused with findings; no other fault leaves the intake."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.domain.errors import InvalidFile
from planner.intake.columns import Sheet
from planner.intake.read import read_mall
from planner.intake.settings import DAY_KEYS, read_settings_sheet
from planner.intake.sheets import SHEETS
from planner.intake.template import WORKBOOK_NAME, write_template
from planner.intake.workbook_guard import UnsafeWorkbook, guard_workbook

MANY = settings(
    derandomize=True, deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
WORDS = (
    "",
    "kk",
    "dukcapil",
    "sari",
    "2026-01-05",
    "08:00",
    "1.234",
    "12,5",
    "ya",
    "senior_of",
    "-3",
    "NaN",
    "=A1",
    "é;",
)


@given(content=st.binary(max_size=400), sheet=st.sampled_from([s.name for s in SHEETS]))
@MANY
def test_any_bytes_in_a_sheet(content: bytes, sheet: str, make_folder: Callable[..., Path]) -> None:
    """The sheet is text in some encoding, or it is refused."""
    with suppress(InvalidFile):
        read_mall(make_folder({f"{sheet}.csv": content}))


@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@MANY
def test_any_bytes_in_the_settings(content: bytes, make_folder: Callable[..., Path]) -> None:
    """TOML or not."""
    with suppress(InvalidFile):
        read_mall(make_folder({"mall.toml": content}))


KEYS = ("name", "zone", "promise", "promise.wait_minutes", "day_types", "day_types.normal", "a.b.c", ".", "prices.x")
KEYS_OF_A_DAY = tuple(f"day_types.normal.{key}" for key in DAY_KEYS)


@given(st.lists(st.tuples(st.sampled_from(KEYS + KEYS_OF_A_DAY), st.sampled_from(WORDS) | st.floats()), max_size=8))
@MANY
def test_any_keys_and_values_in_the_sheet_of_settings(rows: list[tuple[str, str | float]]) -> None:
    """Tables where values belong, values where tables belong, numbers that are none."""
    assert read_settings_sheet([list(row) for row in rows]).findings


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_any_words_in_the_columns_of_a_sheet(sheet: Sheet, make_folder: Callable[..., Path]) -> None:
    """Rows of plausible and implausible words under the right headings."""
    heading = "\t".join(column.name for column in sheet.columns)

    @given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=len(sheet.columns) + 1), max_size=4))
    @settings(MANY, max_examples=25)
    def read(rows: list[list[str]]) -> None:
        text = "\n".join([heading, *("\t".join(row) for row in rows)])
        with suppress(InvalidFile):
            read_mall(make_folder({f"{sheet.name}.csv": text}))

    read()


@given(places=st.lists(st.tuples(st.integers(0, 40_000), st.integers(0, 255)), min_size=1, max_size=6))
@MANY
def test_a_workbook_with_wrong_bytes(places: list[tuple[int, int]], tmp_path: Path) -> None:
    """A few bytes of the template's workbook changed: it passes the guard or is refused, never another fault."""
    whole = tmp_path / WORKBOOK_NAME
    if not whole.exists():
        write_template(tmp_path, xlsx=True)
    content = bytearray(whole.read_bytes())
    for place, value in places:
        content[place % len(content)] = value
    changed = tmp_path / "changed.xlsx"
    changed.write_bytes(bytes(content))
    with suppress(UnsafeWorkbook):
        guard_workbook(changed)


@given(length=st.integers(0, 30_000))
@MANY
def test_a_workbook_cut_off(length: int, tmp_path: Path) -> None:
    """Its directory stands at the end, so a part of a workbook is never opened."""
    whole = tmp_path / WORKBOOK_NAME
    if not whole.exists():
        write_template(tmp_path, xlsx=True)
    part = tmp_path / "part.xlsx"
    part.write_bytes(whole.read_bytes()[:-1][:length])
    with pytest.raises(UnsafeWorkbook):
        guard_workbook(part)
