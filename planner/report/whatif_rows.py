"""What the what-if page shows, worked out: key figures, worst days, what moves. The template only draws."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from planner.domain.ids import DeskId
from planner.domain.mall import Mall
from planner.planning.what_if import Answer, DeskComparison, QuotaChange, RosterChange, WorstDay
from planner.planning.what_if_days import Compared
from planner.report.language import Language
from planner.report.whatif import day_text, desk_name, difference, interval, kpi_name, kpi_number, told, verdict_kind
from planner.report.whatif import say as say_verdict
from planner.report.whatif_words import say

MOST_BESIDE, MOST_ROWS_OPEN = 4, 40
LOOKS = {"better": "good", "worse": "bad"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A key figure under a scenario: value, difference with sign, word and its look, interval."""

    value: str
    difference: str = ""
    word: str = ""
    look: str = "calm"
    interval: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Key figures of one place: heads (scenarios), rows of name, value as is and cells; worst days as texts.

    desk : None for the whole mall.
    """

    desk: DeskId | None
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[Cell, ...]], ...]
    worst: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekRow:
    """One week of a scenario: what changes and its worst day, as is and with the scenario."""

    week: str
    name: str
    served: str
    turned_away: str
    base_worst: str
    scenario_worst: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """What moves in one scenario: rows of day, officer and seats, and of day, desk and windows."""

    title: str
    roster: tuple[tuple[str, str, str], ...]
    quotas: tuple[tuple[str, str, str], ...]

    @property
    def is_short(self) -> bool:
        """True when it may stand open, on screen and on paper."""
        return len(self.roster) + len(self.quotas) <= MOST_ROWS_OPEN


def groups_of(answers: Iterable[Answer]) -> list[Sequence[Answer]]:
    """Scenarios in the tables they are shown in: of the same base, at most four beside it."""
    by_base: dict[tuple[str, ...], list[Answer]] = {}
    for answer in answers:
        by_base.setdefault(answer.base_plans, []).append(answer)
    return [own[n : n + MOST_BESIDE] for own in by_base.values() for n in range(0, len(own), MOST_BESIDE)]


def focus(answers: Iterable[Answer]) -> DeskId | None:
    """The one desk that all scenarios change, None for the whole mall: charts show what changes."""
    desks = {row.desk for answer in answers for row in answer.rows if row.desk is not None}
    return desks.pop() if len(desks) == 1 else None


def find_row(answer: Answer, desk: DeskId | None) -> DeskComparison | None:
    """The figures of a desk (None: the whole mall) where they differ."""
    return next((row for row in answer.rows if row.desk == desk), None)


def mall_table(answers: Sequence[Answer], mall: Mall, language: Language) -> Table:
    """Key figures of the whole mall."""
    return _table(answers, None, mall, language)


def desk_tables(answers: Sequence[Answer], mall: Mall, language: Language) -> list[Table]:
    """A table for every desk that any of the scenarios changes, in the mall's order."""
    changed = {row.desk for answer in answers for row in answer.rows}
    return [_table(answers, desk.id, mall, language) for desk in mall.desks if desk.id in changed]


def _table(answers: Sequence[Answer], desk: DeskId | None, mall: Mall, language: Language) -> Table:
    found = [find_row(answer, desk) for answer in answers]
    known = next(row for row in found if row is not None)
    rows = []
    for n, kpi in enumerate(known.kpis):
        cells = tuple(_cell(row.kpis[n] if row else _unchanged(kpi), language) for row in found)
        rows.append((kpi_name(kpi.kpi, language), kpi_number(kpi, kpi.base, language), cells))
    before = known.base_worst
    after = [row.scenario_worst if row else before for row in found]
    return Table(
        desk=desk,
        title=_title(answers, found, desk_name(desk, mall, language), language),
        heads=tuple(answer.name for answer in answers),
        rows=tuple(rows),
        worst=tuple(
            worst_text(day, mall, language, names_week=any(len(a.weeks) > 1 for a in answers))
            for day in (before, *after)
        ),
    )


def _title(answers: Sequence[Answer], found: Sequence[DeskComparison | None], place: str, language: Language) -> str:
    parts = [
        say("desk_told", language, name=answer.name, served=_short(row.get("served"), language))
        for answer, row in zip(answers, found, strict=True)
        if row is not None and row.desk is not None
    ]
    return say("desk_summary", language, desk=place, told="; ".join(parts)) if parts else place


def _short(kpi: Compared, language: Language) -> str:
    return f"{difference(kpi, language)} ({say_verdict(verdict_kind(kpi), language)})"


def _unchanged(kpi: Compared) -> Compared:
    return Compared(kpi=kpi.kpi, base=kpi.base, scenario=kpi.base, difference=0.0)


def _cell(kpi: Compared, language: Language) -> Cell:
    kind = verdict_kind(kpi)
    return Cell(
        value=kpi_number(kpi, kpi.scenario, language),
        difference=difference(kpi, language) if kpi.difference else "",
        word=say_verdict(kind, language),
        look=LOOKS.get(kind, "calm"),
        interval=interval(kpi, language),
    )


def worst_text(day: WorstDay | None, mall: Mall, language: Language, *, names_week: bool = False) -> str:
    """`Disdukcapil, Sel 9 Jun: 50 dari 104 tidak terlayani, selesai tepat waktu 99%`, perhaps with its week."""
    if day is None:
        return ""
    told = _worst_here(day, language, names_week=names_week)
    return say("worst_cell", language, desk=desk_name(day.desk, mall, language), told=told)


def _worst_here(day: WorstDay | None, language: Language, *, names_week: bool = False) -> str:
    """The same where the desk is known."""
    if day is None:
        return ""
    place = say(
        "worst_here",
        language,
        day=day_text(day.day, language, names_week=names_week),
        turned=language.visits(day.turned_away),
        demand=language.visits(day.demand_visits),
    )
    return f"{place}, {say('finish', language, share=language.share(day.finish_probability))}"


def week_rows(answers: Iterable[Answer], mall: Mall, language: Language, desk: DeskId | None = None) -> list[WeekRow]:
    """Every week of every scenario over several, of the whole mall or of one desk that a scenario changes."""

    def worst(day: WorstDay | None) -> str:
        return worst_text(day, mall, language) if desk is None else _worst_here(day, language)

    return [
        WeekRow(
            week=week.week,
            name=answer.name,
            served=told(row.get("served"), language),
            turned_away=told(row.get("turned_away"), language),
            base_worst=worst(row.base_worst),
            scenario_worst=worst(row.scenario_worst),
        )
        for answer in answers
        for week in answer.by_week
        for row in week.rows
        if row.desk == desk
    ]


def moves_of(answer: Answer, mall: Mall, language: Language) -> Moves:
    """Postings by officer and day, tickets by desk and day."""
    roster, quotas = len(answer.roster), len(answer.quotas)
    key = "moves_of" if roster or quotas else "no_moves"
    return Moves(
        title=say(key, language, name=answer.name, roster=language.number(roster), quotas=language.number(quotas)),
        roster=tuple(_roster_rows(answer.roster, mall, language)),
        quotas=tuple(_quota_rows(answer.quotas, mall, language)),
    )


def _roster_rows(changes: Sequence[RosterChange], mall: Mall, language: Language) -> list[tuple[str, str, str]]:
    names = {officer.id: officer.name for officer in mall.officers}

    def seat(desk: DeskId | None) -> str:
        return say("nowhere", language) if desk is None else mall.get_desk(desk).name

    def told(change: RosterChange) -> str:
        return say("move", language, what=change.session, before=seat(change.base), after=seat(change.scenario))

    return [
        (language.day(day), names.get(officer, officer), "; ".join(map(told, own)))
        for (day, officer), own in groupby(changes, key=lambda c: (c.day, c.officer))
    ]


def _quota_rows(changes: Sequence[QuotaChange], mall: Mall, language: Language) -> list[tuple[str, str, str]]:
    def told(change: QuotaChange) -> str:
        before, after = ("-" if n is None else language.number(n) for n in (change.base, change.scenario))
        return say("move", language, what=change.window, before=before, after=after)

    def place(change: QuotaChange) -> tuple[date, DeskId]:
        return change.day, change.desk

    return [
        (language.day(day), mall.get_desk(desk).name, "; ".join(map(told, own)))
        for (day, desk), own in groupby(changes, key=place)
    ]
