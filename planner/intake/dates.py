"""Day or month first: what the dates of a sheet show, the question they leave open, and reading them in an order."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from planner.intake.cells import Cell, cell_text
from planner.intake.matching import DAY_FIRST, MONTH_FIRST, SWAPPED, dates_key
from planner.intake.messages import Place
from planner.intake.questions import Choice, Question
from planner.intake.values import read_date, read_moment, read_month

DATE_READERS = (read_date, read_moment, read_month)
FEWEST_SWAPPED = 3  # dates of Excel, all with a day up to 12, beside texts with a day above 12
_NUMERIC = re.compile(
    r"(?P<first>[0-9]{1,2})(?P<mark>[-/.])(?P<second>[0-9]{1,2})(?P=mark)(?P<rest>[0-9]{4}\b.*|(?<!\.)[0-9]{2})"
)
LAST_MONTH = 12


@dataclass(slots=True, kw_only=True)
class _Seen:
    """The dates of a sheet: texts of two numbers and a year, by their first two numbers, and real dates of Excel."""

    pairs: dict[tuple[int, int], str] = field(default_factory=dict)
    real: set[date] = field(default_factory=set)

    @property
    def day_first(self) -> bool:
        return any(first > LAST_MONTH for first, _ in self.pairs)

    @property
    def month_first(self) -> bool:
        return any(second > LAST_MONTH for _, second in self.pairs)

    @property
    def looks_swapped(self) -> bool:
        """A spreadsheet that takes the month first makes dates of what it can and leaves the other days as text."""
        only_late = bool(self.pairs) and all(first > LAST_MONTH for first, _ in self.pairs)
        return only_late and len(self.real) >= FEWEST_SWAPPED and all(day.day <= LAST_MONTH for day in self.real)


def in_order(cell: Cell, order: str) -> Cell:
    """The cell with its day before its month, where `order` says that they stand the other way round."""
    if order == MONTH_FIRST and isinstance(cell, str):
        found = _NUMERIC.fullmatch(cell_text(cell))
        return f"{found['second']}/{found['first']}/{found['rest']}" if found else cell
    if order == SWAPPED and isinstance(cell, date) and cell.day <= LAST_MONTH:
        return cell.replace(day=cell.month, month=cell.day)
    return cell


def date_question(sheet: str, columns: Iterable[Sequence[Cell]]) -> Question | None:
    """What the dates of a sheet leave open, None where one of them settles it."""
    seen = _Seen()
    for cell in (cell for cells in columns for cell in cells):
        _see(seen, cell)
    if seen.looks_swapped:
        return _swapped(sheet, seen)
    unequal = [text for (first, second), text in seen.pairs.items() if first != second]
    return _which_first(sheet, seen, unequal[0]) if unequal and not seen.day_first else None


def _see(seen: _Seen, cell: Cell) -> None:
    if isinstance(cell, date):
        seen.real.add(cell.date() if isinstance(cell, datetime) else cell)
    elif isinstance(cell, str):
        found = _NUMERIC.fullmatch(cell_text(cell))
        if found:
            seen.pairs.setdefault((int(found["first"]), int(found["second"])), cell_text(cell))


def _which_first(sheet: str, seen: _Seen, shown: str) -> Question:
    """Nothing is read month first before it was said; where nothing else can be meant, that must be said first."""
    example = next((text for (_, second), text in seen.pairs.items() if second > LAST_MONTH), shown)
    return Question(
        key=dates_key(sheet),
        place=Place(sheet=sheet, value=example),
        text_id="di tanggal seperti ini, hari atau bulan yang ditulis dulu?",
        text_en="in dates like this, does the day or the month come first?",
        choices=tuple(_readings(example)),
        blocking=seen.month_first,
    )


def _readings(text: str) -> Iterator[Choice]:
    found = _NUMERIC.fullmatch(text)
    assert found
    for value, word_id, word_en, day, month in (
        (DAY_FIRST, "hari dulu", "day first", found["first"], found["second"]),
        (MONTH_FIRST, "bulan dulu", "month first", found["second"], found["first"]),
    ):
        if int(month) <= LAST_MONTH:
            yield Choice(
                value=value,
                label_id=f"{word_id}: tanggal {int(day)} bulan {int(month)}",
                label_en=f"{word_en}: day {int(day)} of month {int(month)}",
            )


def _swapped(sheet: str, seen: _Seen) -> Question:
    late, real = next(iter(seen.pairs.values())), min(seen.real)
    turned = real.replace(day=real.month, month=real.day)
    return Question(
        key=dates_key(sheet),
        place=Place(sheet=sheet, value=f"{real:%d/%m/%Y}"),
        text_id=f"tanggal 1 sampai 12 tersimpan sebagai tanggal, yang lain sebagai teks ({late}): Excel mungkin "
        "menukar hari dan bulan. Mana yang benar?",
        text_en=f"days 1 to 12 are kept as dates, the others as text ({late}): Excel may have swapped day and month. "
        "Which is right?",
        choices=(
            Choice(
                value=SWAPPED, label_id=f"{turned:%d/%m/%Y} (hari/bulan)", label_en=f"{turned:%d/%m/%Y} (day/month)"
            ),
            Choice(value=DAY_FIRST, label_id=f"{real:%d/%m/%Y} (hari/bulan)", label_en=f"{real:%d/%m/%Y} (day/month)"),
        ),
    )
