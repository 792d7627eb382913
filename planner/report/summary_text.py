"""The summary as plain text for a terminal of 120 columns."""

import textwrap
from collections.abc import Iterable

from planner.domain.plan import Plan
from planner.report.edition import make_edition
from planner.report.language import Language
from planner.report.shortfall_rows import ShortPlace
from planner.report.summary_rows import Summary, SummaryLine, make_summary

WIDTH = 120
Columns = tuple[tuple[str, int, bool], ...]
COLUMNS = (  # field, width, right-aligned
    ("sign", 1, False),
    ("desk", 30, False),
    ("days", 8, False),
    ("demand", 10, True),
    ("served", 9, True),
    ("turned_away", 7, True),
    ("officers", 9, False),
    ("tickets", 16, False),
    ("binding", 15, False),
    ("wait", 6, True),
)
RANGED_COLUMNS = (  # the same where quotas have ranges; the names of desks give up the room
    ("sign", 1, False),
    ("desk", 20, False),
    *COLUMNS[2:7],
    ("tickets", 17, False),
    ("range", 8, False),
    *COLUMNS[8:],
)


def summary_text(plan: Plan, language: Language) -> str:
    """The week, the worst and the table, ready to print; ends with a newline."""
    edition, summary = make_edition(plan, language), make_summary(plan, language)
    head = f"{edition.mall} · {edition.period} · {edition.status} · {edition.data_age}"
    parts = [
        _wrapped(head),
        "\n".join(_wrapped(sentence) for sentence in summary.headline),
        _worst(summary, language),
        _table(summary, language),
        _findings(summary, language),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _wrapped(text: str, indent: str = "") -> str:
    return textwrap.fill(text, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def _worst(summary: Summary, language: Language) -> str:
    if not summary.worst:
        return language.say("short.nothing")
    lines = [language.say("summary.worst_title")]
    for place, row in enumerate(summary.worst, start=1):
        lines += _short_lines(place, row, language)
    return "\n".join([*lines, summary.more] if summary.more else lines)


def _short_lines(place: int, row: ShortPlace, language: Language) -> Iterable[str]:
    yield _wrapped(f"{place}. {row.place}: {row.what} ({row.days})", "   ")
    if row.why:
        yield _wrapped(f"   {language.say('summary.why', why=row.why)}", "   ")
    if row.remedy:
        yield _wrapped(f"   {language.say('summary.remedy', remedy=row.remedy)}", "   ")
    if row.strongest:
        yield _wrapped(f"   {language.say('summary.strongest', remedy=row.strongest)}", "   ")


def _table(summary: Summary, language: Language) -> str:
    columns = RANGED_COLUMNS if any(line.range for line in summary.lines) else COLUMNS
    titles = {field: language.say(f"summary.{field}") for field, _, _ in columns if field != "sign"}
    head = _line({**titles, "sign": ""}, columns)
    return "\n".join(
        [
            _wrapped(language.say("summary.table_title")),
            head,
            "-" * WIDTH,
            *(_desk_line(line, columns) for line in summary.lines),
        ]
    )


def _desk_line(line: SummaryLine, columns: Columns) -> str:
    texts = {field: getattr(line, field) for field, _, _ in columns}
    if line.demand and not line.served:  # closed: the reason takes the room of the numbers
        return f"{line.sign} {_fitted(line.desk, columns[1][1])} {line.days:<8} {line.demand}".rstrip()
    return _line(texts, columns)


def _line(texts: dict[str, str], columns: Columns) -> str:
    cells = []
    for field, width, right in columns:
        text = _fitted(texts[field], width)
        cells.append(text.strip().rjust(width) if right else text)
    return " ".join(cells).rstrip()


def _fitted(text: str, width: int) -> str:
    return (text if len(text) <= width else f"{text[: width - 1]}…").ljust(width)


def _findings(summary: Summary, language: Language) -> str:
    if not summary.findings:
        return ""
    return "\n".join([language.say("summary.findings_title"), *(_wrapped(f"- {f}", "  ") for f in summary.findings)])
