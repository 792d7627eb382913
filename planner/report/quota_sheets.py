"""The sheets of the workbook that are lists: quotas, shortfalls, explanation."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from planner.report.desk_days import State
from planner.report.quota_rows import QuotaRow
from planner.report.shortfall_rows import ShortRow
from planner.report.workbook import (
    FIRST_ROW,
    LINE_POINTS,
    SMALL_LINE_POINTS,
    Place,
    PrintedBook,
    height_of,
    wrapped_lines,
)

QUOTA_COLUMNS = (  # key of the words, width
    ("desk", 30),
    ("service", 14),
    ("day", 10),
    ("window", 9),
    ("hours", 12),
    ("tickets", 8),
    ("capacity", 9),
    ("lowered", 9),
    ("issued", 8),
    ("binding", 14),
    ("next", 14),
    ("demand", 10),
    ("served", 9),
    ("away", 9),
    ("wait", 9),
    ("within", 9),
    ("finish", 9),
    ("state", 25),
    ("range", 34),
)
SHORT_COLUMNS = (("day", 11), ("place", 30), ("session", 10), ("what", 34), ("why", 56), ("remedy", 48))

GAP_POINTS = 6  # between groups of notes, so that they fill one page


def _table_head(book: PrintedBook, sheet: Worksheet, name: str, columns: Sequence[tuple[str, float]]) -> None:
    for column, (key, width) in enumerate(columns):
        book.write(sheet, Place(row=FIRST_ROW, column=column), book.say(f"{name}.{key}"), "head")
        sheet.set_column(column, column, width)
    sheet.set_row(FIRST_ROW, 3 * LINE_POINTS)
    sheet.freeze_panes(FIRST_ROW + 1, 2)
    sheet.repeat_rows(FIRST_ROW)


def write_quotas(book: PrintedBook, rows: Sequence[QuotaRow]) -> None:
    """Every release window, and each desk's whole day in bold."""
    sheet = book.add_sheet("quotas")
    _table_head(book, sheet, "quota", QUOTA_COLUMNS)
    for row, quota in enumerate(rows, start=FIRST_ROW + 1):
        _quota_line(book, sheet, row, quota)
    sheet.autofilter(FIRST_ROW, 0, FIRST_ROW + len(rows), len(QUOTA_COLUMNS) - 1)
    book.finish(sheet, FIRST_ROW + 1 + len(rows), len(QUOTA_COLUMNS) - 1)


def _quota_line(book: PrintedBook, sheet: Worksheet, row: int, quota: QuotaRow) -> None:
    total = "_total" if quota.whole_day else ""
    names = (quota.desk, quota.service, quota.day, quota.window, quota.hours)
    for column, text in enumerate(names):
        book.write(sheet, Place(row=row, column=column), text, f"text{total}")
    counts = (quota.tickets, quota.capacity_tickets, quota.lowered_by_proof, quota.issued)
    for column, value in enumerate(counts, start=len(names)):
        book.write_number(sheet, Place(row=row, column=column), value, f"number{total}")
    for column, text in enumerate((quota.binding, quota.next_binding), start=9):
        book.write(sheet, Place(row=row, column=column), text, f"text{total}")
    _quota_figures(book, sheet, row, quota)


def _quota_figures(book: PrintedBook, sheet: Worksheet, row: int, quota: QuotaRow) -> None:
    visits, number, share = ("visits_total", "number_total", "share_total") if quota.whole_day else ("number",) * 3
    share = share if quota.whole_day else "share"
    figures = (
        (quota.demand_visits, visits),
        (quota.served, visits),
        (quota.turned_away, visits),
        (quota.wait_p90_minutes, number),
        (quota.share_within, share),
        (quota.finish_probability, share),
    )
    for column, (value, look) in enumerate(figures, start=11):
        book.write_number(sheet, Place(row=row, column=column), value, look)
    look = quota.look if quota.whole_day and quota.look in (State.SHORT, State.TIGHT) else "text"
    book.write(sheet, Place(row=row, column=17), quota.state, look)
    book.write(sheet, Place(row=row, column=18), quota.range, "text")
    heights = (height_of([quota.desk], 28), height_of([quota.state], 24), height_of([quota.range], 33))
    sheet.set_row(row, max(heights))


def write_shortfalls(book: PrintedBook, rows: Sequence[ShortRow]) -> None:
    """What is short, most people first, with why and the way out."""
    sheet = book.add_sheet("shortfalls")
    _table_head(book, sheet, "shortfall", SHORT_COLUMNS)
    for row, short in enumerate(rows, start=FIRST_ROW + 1):
        remedy = f"{short.remedy}\n{short.strongest}" if short.strongest else short.remedy
        texts = (short.day_text, short.place, short.session, short.what, short.why, remedy)
        for column, text in enumerate(texts):
            look = "short" if column == 3 else "text"
            book.write(sheet, Place(row=row, column=column), text, look)
        lines = [wrapped_lines(text, width) for text, (_, width) in zip(texts, SHORT_COLUMNS, strict=True)]
        sheet.set_row(row, LINE_POINTS * max(lines) + 3)
    if not rows:
        book.write(sheet, Place(row=FIRST_ROW + 1, column=0), book.say("short.nothing"), "bare_bold")
    book.finish(sheet, FIRST_ROW + 1 + max(1, len(rows)), len(SHORT_COLUMNS) - 1)


def write_explanation(book: PrintedBook, rows: Sequence[tuple[str, str]], technical: Sequence[tuple[str, str]]) -> None:
    """Legend, promise and rules: a label and its text in each row; what only a checker needs stands small below."""
    sheet = book.add_sheet("explanation")
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 110)
    for row, (label, text) in enumerate(rows, start=FIRST_ROW):
        book.write(sheet, Place(row=row, column=0), label, "label_wrapped")
        book.write(sheet, Place(row=row, column=1), text, "bare_wrapped")
        sheet.set_row(row, LINE_POINTS * wrapped_lines(text, 110) + 3 if label or text else GAP_POINTS)
    for row, (label, text) in enumerate(technical, start=FIRST_ROW + len(rows)):
        book.write(sheet, Place(row=row, column=0), label, "small")
        book.write(sheet, Place(row=row, column=1), text, "small")
        sheet.set_row(row, SMALL_LINE_POINTS * wrapped_lines(text, 130) + 1)
    sheet.print_area(0, 0, FIRST_ROW + len(rows) + len(technical), 1)
