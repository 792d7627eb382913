"""From a cell to a value: numbers, dates, clock times, yes or no, days of the week, as people here write them.

Every reader takes a cell that is not blank and gives a value, or raises `Unreadable` with the code of the message.
"""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta

from planner.intake.cells import Cell, cell_text, fold

Reader = Callable[[Cell], object]


class Unreadable(Exception):
    """A cell that cannot be read; `code` names the message."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


EXCEL_EPOCH = date(1899, 12, 30)
SERIAL_DAYS = (20_000, 80_000)  # 1954 to 2119: a number outside is no date
LARGEST_EXACT = 1e15  # Excel keeps 15 digits of a number
_ROUNDED_ID = re.compile(r"[0-9]([.,][0-9]+)?E\+?[0-9]{2}", re.IGNORECASE)
_ERRORS = re.compile(r"#(REF|N/A|VALUE|DIV/0|NAME|NUM|NULL|SPILL)[!?]?", re.IGNORECASE)

_THOUSANDS = r"[1-9][0-9]{0,2}(?:%s[0-9]{3})+"
_NUMBER_FORMS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    # form, thousands mark, decimal mark; the first that fits counts
    (re.compile(r"[0-9]+"), "", ""),
    (re.compile(_THOUSANDS % r"\." + r"(?:,[0-9]+)?"), ".", ","),
    (re.compile(_THOUSANDS % " " + r"(?:,[0-9]+)?"), " ", ","),
    (re.compile(_THOUSANDS % "," + r"(?:\.[0-9]+)"), ",", "."),
    (re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}"), ",", "."),
    (re.compile(r"[0-9]+,[0-9]+"), "", ","),
    (re.compile(r"[0-9]+\.[0-9]+"), "", "."),
)


def _refuse_marks(text: str) -> None:
    if text.startswith("="):
        raise Unreadable("formula")
    if _ERRORS.fullmatch(text):
        raise Unreadable("error_cell")


def read_text(cell: Cell) -> str:
    """Text or an id. A number of more than 15 digits was rounded by Excel and is refused."""
    rounded = isinstance(cell, float | int) and not isinstance(cell, bool) and abs(cell) >= LARGEST_EXACT
    text = cell_text(cell)
    if rounded or _ROUNDED_ID.fullmatch(text):
        raise Unreadable("rounded_id")
    _refuse_marks(text)
    return text[1:] if text[:2] in ("'=", "'+", "'-", "'@") else text


def read_number(cell: Cell) -> float:
    """A number: `1.234` is 1234, `12,5` is 12.5, `1.234,5` is 1234.5."""
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        if not math.isfinite(cell):
            raise Unreadable("not_a_number")
        return float(cell)
    if not isinstance(cell, str):
        raise Unreadable("not_a_number")
    text = cell_text(cell)
    _refuse_marks(text)
    sign = -1.0 if text.startswith(("-", "−")) else 1.0
    return sign * _plain_number(text.lstrip("-−+").strip())


def read_share(cell: Cell) -> float:
    """A share: `62%` and `0,62` are 0.62."""
    text = cell_text(cell) if isinstance(cell, str) else ""
    return read_number(text[:-1].strip()) / 100 if text.endswith("%") else read_number(cell)


def _plain_number(text: str) -> float:
    for form, thousands, decimal in _NUMBER_FORMS:
        if form.fullmatch(text):
            plain = text.replace(thousands, "") if thousands else text
            return float(plain.replace(decimal, ".") if decimal else plain)
    raise Unreadable("not_a_number")


def read_whole(cell: Cell) -> int:
    """A whole number; `12,5` is refused, never rounded."""
    number = read_number(cell)
    if not number.is_integer():
        raise Unreadable("not_whole")
    return int(number)


def within(read: Callable[[Cell], float], low: float, high: float) -> Reader:
    """The same reader for numbers from low to high; others are `out_of_range`."""

    def read_within(cell: Cell) -> float:
        number = read(cell)
        if not low <= number <= high:
            raise Unreadable("out_of_range")
        return number

    return read_within


def read_shares(cell: Cell) -> tuple[float, ...]:
    """Shares written in one cell, `62/25/9/4` or `0,62/0,25/0,09/0,04`, as fractions that add up to 1."""
    parts = [read_share(part.strip()) for part in re.split(r"[/;|]", cell_text(cell)) if part.strip()]
    total = sum(parts)
    for whole in (100.0, 1.0):
        if abs(total - whole) < 0.005 * whole:
            return tuple(part / total for part in parts)
    raise Unreadable("shares_sum")


MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb pebruari",
            "maret march mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agu agt ags aug",
            "september sep sept",
            "oktober october okt oct",
            "november nov nopember nop",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "senin sen monday mon",
            "selasa sel tuesday tue",
            "rabu rab wednesday wed",
            "kamis kam thursday thu",
            "jumat jum jum'at friday fri",
            "sabtu sab saturday sat",
            "minggu min ahad sunday sun",
        )
    )
    for name in names.split()
}
_CLOCK_TAIL = re.compile(r"[T ]([0-9]{1,2}[:.][0-9]{2}([:.][0-9]{2})?)(\.[0-9]+)?$")
_DAY_FORMS = (
    re.compile(r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})"),
    re.compile(r"(?P<day>[0-9]{1,2})[-/.](?P<month>[0-9]{1,2})[-/.](?P<year>[0-9]{4}|[0-9]{2})"),
    re.compile(r"(?P<day>[0-9]{1,2})[-/ ](?P<word>[a-z]+)[-/ ](?P<year>[0-9]{4}|[0-9]{2})"),
)


def read_date(cell: Cell) -> date:
    """A day: ISO, `05/01/2026` (5 January), `5 Januari 2026`, `5-Agu-26`, or a serial number of Excel."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return _serial_day(float(cell))
    if not isinstance(cell, str):
        raise Unreadable("not_a_date")
    text = cell_text(cell)
    _refuse_marks(text)
    return _written_day(text)


def _serial_day(serial: float) -> date:
    if not (math.isfinite(serial) and SERIAL_DAYS[0] <= serial <= SERIAL_DAYS[1]):
        raise Unreadable("not_a_date")
    return EXCEL_EPOCH + timedelta(days=int(serial))


def _written_day(text: str) -> date:
    if re.fullmatch(r"[0-9]{5}([.,]0+)?", text):
        return _serial_day(float(text[:5]))
    lowered = _CLOCK_TAIL.sub("", text).casefold()
    first, _, rest = lowered.partition(",")
    if first.strip() in _WEEKDAYS and rest:
        lowered = rest.strip()
    for form in _DAY_FORMS:
        match = form.fullmatch(lowered)
        if match:
            return _day_of(match.groupdict())
    raise Unreadable("not_a_date")


def _day_of(parts: dict[str, str]) -> date:
    month = MONTHS.get(parts["word"].rstrip("."), 0) if "word" in parts else int(parts["month"])
    if not month:
        raise Unreadable("not_a_date")
    year = int(parts["year"])
    try:
        return date(year + 2000 if year < 100 else year, month, int(parts["day"]))
    except ValueError as fault:
        raise Unreadable("no_such_day") from fault


def read_month(cell: Cell) -> date:
    """The first day of a month: `2026-01`, `01/2026`, `Januari 2026`, or any day in it."""
    if isinstance(cell, str):
        text = cell_text(cell).casefold()
        numeric = re.fullmatch(r"([0-9]{4})[-/.]([0-9]{1,2})", text)
        if numeric:
            return _first_of(int(numeric[1]), int(numeric[2]))
        turned = re.fullmatch(r"([0-9]{1,2}|[a-z]+)[-/. ]([0-9]{4}|[0-9]{2})", text)
        if turned:
            year = int(turned[2])
            month = int(turned[1]) if turned[1].isdigit() else MONTHS.get(turned[1], 0)
            return _first_of(year + 2000 if year < 100 else year, month)
    return read_date(cell).replace(day=1)


def _first_of(year: int, month: int) -> date:
    if not 1 <= month <= 12:
        raise Unreadable("not_a_month")
    return date(year, month, 1)


_CLOCK = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})(?:[:.]([0-9]{2}))?(?: ?(?:wib|wita|wit))?")


def read_time(cell: Cell) -> time:
    """A clock time: `07:30`, `07.30`, `pukul 7.30 WIB`, a time of Excel."""
    if isinstance(cell, datetime):
        return cell.time().replace(microsecond=0)
    if isinstance(cell, time):
        return cell.replace(microsecond=0)
    if isinstance(cell, timedelta) or (isinstance(cell, float) and 0 <= cell < 1):
        return _time_of_fraction(cell / timedelta(days=1) if isinstance(cell, timedelta) else cell)
    if not isinstance(cell, str):
        raise Unreadable("not_a_time")
    text = cell_text(cell)
    _refuse_marks(text)
    match = _CLOCK.fullmatch(re.sub(r"^(pukul|jam) ", "", text.casefold()))
    if not match:
        raise Unreadable("not_a_time")
    try:
        return time(int(match[1]), int(match[2]), int(match[3] or 0))
    except ValueError as fault:
        raise Unreadable("not_a_time") from fault


def _time_of_fraction(fraction: float) -> time:
    seconds = round(fraction * 86_400)
    if not 0 <= seconds < 86_400:
        raise Unreadable("not_a_time")
    return time(seconds // 3600, seconds // 60 % 60, seconds % 60)


def read_moment(cell: Cell) -> datetime | time:
    """A date with clock time, or a clock time alone (the row's date then completes it)."""
    if isinstance(cell, datetime):
        return cell.replace(microsecond=0)
    if isinstance(cell, float) and SERIAL_DAYS[0] <= cell <= SERIAL_DAYS[1]:
        return datetime.combine(_serial_day(cell), _time_of_fraction(cell % 1))
    if isinstance(cell, str):
        text = cell_text(cell)
        tail = _CLOCK_TAIL.search(text)
        if tail:
            return datetime.combine(_written_day(text), read_time(tail[1]))
    return read_time(cell)


_YES = {"ya", "y", "yes", "true", "benar", "1", "x", "v", "✓", "✔"}
_NO = {"tidak", "tdk", "no", "n", "false", "salah", "0", "-"}


def read_yes_no(cell: Cell) -> bool:
    """Yes or no; a lone `t` means both `tidak` and `true` and is refused."""
    text = cell_text(cell).casefold()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise Unreadable("not_yes_no")


def read_weekday(cell: Cell) -> int:
    """A day of the week, 0 = Monday; written by name, or 1 (Monday) to 7."""
    text = cell_text(cell).casefold().rstrip(".")
    if text in _WEEKDAYS:
        return _WEEKDAYS[text]
    if re.fullmatch(r"[1-7]", text):
        return int(text) - 1
    raise Unreadable("not_a_weekday")


def read_weekdays(cell: Cell) -> tuple[int, ...]:
    """Days of the week: `Senin-Jumat`, `Senin, Rabu`, `1-6`; sorted, 0 = Monday."""
    days: set[int] = set()
    text = re.sub(r"\s*(?:-|–|s/d|sampai|to)\s*", "-", cell_text(cell).casefold())
    for part in re.split(r"[,;/+&]| dan | and ", text):
        first, _, last = part.strip().partition("-")
        start, end = read_weekday(first), read_weekday(last or first)
        days.update(range(start, end + 1) if start <= end else (*range(start, 7), *range(end + 1)))
    return tuple(sorted(days))


def read_list(cell: Cell) -> tuple[str, ...]:
    """Words parted by `,` `;` `/` or `|`."""
    return tuple(part.strip() for part in re.split(r"[,;/|]", read_text(cell)) if part.strip())


def read_choice(words: Mapping[str, str]) -> Reader:
    """A reader of one of a few words; `words` maps each accepted word, Indonesian or English, to its value."""
    known = {fold(word): value for word, value in words.items()}

    def read(cell: Cell) -> str:
        try:
            return known[fold(cell_text(cell))]
        except KeyError as fault:
            raise Unreadable("not_a_choice") from fault

    return read
