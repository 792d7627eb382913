"""`read_mall`: a mall's files become records, or every finding is raised at once and nothing is half-read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from planner.domain.consistency import check_mall
from planner.domain.errors import Finding, InvalidFile, Severity
from planner.domain.history import History, MonthCount, VisitUnit
from planner.domain.ids import SessionId
from planner.domain.mall import Mall
from planner.domain.periods import DayType, Session, Timetable, clock_of_minute, windows_from_sessions
from planner.domain.shapes import make_profile
from planner.intake import expand
from planner.intake.dates import DATE_READERS, date_question
from planner.intake.far_months import far_months
from planner.intake.matching import NO_ANSWERS, unit_key
from planner.intake.messages import Place, make_finding, make_warning
from planner.intake.names import Names, collect_names
from planner.intake.open_questions import (
    CLOSED_DAYS,
    counted_questions,
    still_open,
    with_answers,
    with_open_days,
)
from planner.intake.questions import Answers, Question
from planner.intake.records import Records, make_records
from planner.intake.rekap import Rekap, read_rekap
from planner.intake.settings import SHEET as SETTINGS_SHEET
from planner.intake.settings import Settings
from planner.intake.sheets import SHEETS
from planner.intake.sources import Source, open_source
from planner.intake.tables import Table, read_table

VISIT_SHEETS = ("visits", "visits_monthly", "tickets")
REQUIRED_SHEETS = ("desks", "services")


@dataclass(frozen=True, slots=True, kw_only=True)
class MallFiles:
    """What a folder or a workbook gave. `warnings` are worth a look and stop nothing.

    questions : those that do not block, with a stated way out until they are answered.
    """

    mall: Mall
    history: History
    warnings: tuple[Finding, ...]
    questions: tuple[Question, ...] = ()


@dataclass(slots=True, kw_only=True)
class _Reading:
    """The state of one reading: tables, then records by sheet, and all findings."""

    settings: Settings
    tables: dict[str, Table]
    names: Names
    records: dict[str, Records] = field(default_factory=dict)
    rekaps: list[Rekap] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def of(self, sheet: str) -> list[Any]:
        return self.records[sheet].records

    def has_rows(self, sheet: str) -> bool:
        return bool(self.tables.get(sheet) and self.tables[sheet].rows)


def read_mall(path: Path | str, *, today: date | None = None, answers: Answers | None = None) -> MallFiles:
    """The mall and its history in a folder (mall.toml and CSV files) or in one workbook.

    Parameters
    ----------
    today
        The day of reading; visits after it are refused. None: any day is believed.
    answers
        Answers to questions that an earlier reading asked, by the key of the question. Beside them stand those of
        the file jawaban.toml in the folder.

    Raises
    ------
    InvalidFile
        With every finding of every sheet, warnings and open questions included, when at least one of them refuses
        the files. An open question that blocks is such a finding (`question`).
    """
    return read_source(open_source(Path(path), answers or NO_ANSWERS), today=today, answers=answers)


def read_source(source: Source, *, today: date | None = None, answers: Answers | None = None) -> MallFiles:
    """The same for cells that were opened already."""
    found = examine_source(source, today=today, answers=answers)
    if found.is_refused:
        raise InvalidFile(found.findings)
    asked = tuple(question for question in found.open if not question.blocking)
    return MallFiles(mall=found.mall, history=found.history, warnings=found.findings, questions=asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What is in the files, also where something refuses them: then mall and history hold what could be read.

    findings  : in the order of the sheets, the open questions among them.
    questions : all that were asked, answered or not. open: those without an answer.
    """

    mall: Mall
    history: History
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]
    open: tuple[Question, ...]

    @property
    def is_refused(self) -> bool:
        """True where the files cannot be taken in as they are."""
        return any(finding.severity is Severity.REFUSED for finding in self.findings)


def examine_source(
    source: Source, *, today: date | None = None, answers: Answers | None = None, stored: Mall | None = None
) -> Examined:
    """Read everything and tell what is wrong and what is open; nothing is raised.

    stored : the mall whose hours decide what a closed day is, where the files hold counts alone.
    """
    known = {**source.answers, **(answers or {})}
    reading = _read_tables(source, known)
    for sheet in SHEETS:
        table = reading.tables.get(sheet.name, Table(sheet=sheet))
        reading.records[sheet.name] = make_records(table, reading.names)
    reading.rekaps = [read_rekap(title, cells, reading.names, known) for title, cells in source.rekaps.items()]
    _complete(reading)
    made, history = _make_mall(reading), _make_history(reading, known)
    mall = with_open_days(made, history, known) if stored is None else made
    placed = (source.as_written(f) for f in _all_findings(source, reading, (mall, history), today))
    findings = [finding for finding in placed if finding is not None]
    told = {CLOSED_DAYS} if stored is None and any(f.code == "closed_day_visits" for f in findings) else set()
    asked = (*source.asked, *_asked_of_sheets(reading), *counted_questions(stored or made, history))
    open_ = still_open(asked, known)
    findings += [question.finding() for question in open_ if question.key not in told]
    return Examined(
        mall=mall if stored is None else with_open_days(stored, history, known),
        history=with_answers(history, known),
        findings=tuple(findings),
        questions=asked,
        open=open_,
    )


def _asked_of_sheets(reading: _Reading) -> Iterator[Question]:
    """The order of dates in sheets, and what monthly sheets leave open."""
    for sheet in SHEETS:
        columns = [c.field or c.name for c in sheet.columns if c.read in DATE_READERS]
        table = reading.tables.get(sheet.name)
        found = (
            date_question(sheet.name, (table.dated[key] for key in columns if key in table.dated)) if table else None
        )
        if found is not None:
            yield found
    for rekap in reading.rekaps:
        yield from rekap.asked


def _read_tables(source: Source, answers: Answers) -> _Reading:
    tables = {s.name: read_table(s, source.cells[s.name], answers) for s in SHEETS if s.name in source.cells}
    _fill_unit(tables, answers)
    settings = source.settings or Settings()
    return _Reading(settings=settings, tables=tables, names=collect_names(tables))


def _fill_unit(tables: Mapping[str, Table], answers: Answers) -> None:
    """What the counts of a sheet without a column for it are, as was told."""
    unit = answers.get(unit_key("visits"))
    if unit in list(VisitUnit) and "visits" in tables:
        for row in tables["visits"].rows:
            row.values.setdefault("unit", unit)


def _complete(reading: _Reading) -> None:
    """Fill in what may be left out: agencies, officers by number, skills, profiles by name."""
    if not reading.has_rows("agencies"):
        expand.add_agencies(reading.records["agencies"], reading.of("desks"))
    if not reading.has_rows("skills") and reading.of("officers"):
        expand.add_all_skills(
            reading.records["skills"], reading.of("officers"), reading.of("desks"), reading.of("services")
        )
        reading.findings.append(make_warning("skills_assumed", Place(sheet="skills")))
    _complete_desks(reading)
    if not reading.has_rows("counters"):
        known = reading.of("desks"), reading.of("skills"), reading.of("services")
        expand.add_counters(reading.records["counters"], *known)
        if reading.of("counters"):
            reading.findings.append(make_warning("counters_assumed", Place(sheet="counters")))


def _complete_desks(reading: _Reading) -> None:
    if "desks" not in reading.tables:
        return
    rows = [row.values for row in reading.tables["desks"].rows]
    counts, shapes = expand.asked_for(rows, "officers_count"), expand.asked_for(rows, "profile")
    staffed = expand.staffed_desks(reading.of("skills"), reading.of("services"))
    profiled = {profile.desk for profile in reading.of("profiles")}
    for desk, row in zip(reading.of("desks"), reading.records["desks"].rows, strict=True):
        count = counts.get(desk.id, 0)
        if count and desk.id in staffed:
            reading.findings.append(expand.count_ignored(row, desk, count))
        elif count:
            people = reading.records["officers"], reading.records["skills"]
            expand.add_counted_officers(*people, reading.of("services"), desk, count)
        if desk.id in shapes and desk.id not in profiled and DayType.NORMAL in reading.settings.timetables:
            timetable = reading.settings.timetables[DayType.NORMAL]
            reading.of("profiles").append(make_profile(desk.id, shapes[desk.id], timetable))
            reading.records["profiles"].rows.append(row)


def _make_mall(reading: _Reading) -> Mall:
    """The mall; where the settings have faults, stand-ins let the sheets be checked all the same."""
    settings = reading.settings
    return Mall(
        name=settings.name or "?",
        zone=settings.zone,
        timetables=settings.timetables if DayType.NORMAL in settings.timetables else _stand_in(settings),
        promise=settings.promise,
        prices=settings.prices,
        assumptions=settings.assumptions,
        rules=settings.rules,
        agencies=tuple(reading.of("agencies")),
        desks=tuple(reading.of("desks")),
        services=tuple(reading.of("services")),
        counters=tuple(reading.of("counters")),
        officers=tuple(reading.of("officers")),
        skills=tuple(reading.of("skills")),
        leave=tuple(reading.of("leave")),
        calendar=tuple(reading.of("calendar")),
        supplies=tuple(reading.of("supplies")),
        profiles=tuple(reading.of("profiles")),
        also_needs=tuple(reading.of("also_needs")),
        wishes=tuple(reading.of("wishes")),
        pairs=tuple(reading.of("pairs")),
        given=tuple(reading.of("roster_given")),
    )


def _stand_in(settings: Settings) -> Mapping[DayType, Timetable]:
    """A timetable over the whole day, only to check the sheets of a mall whose own hours have faults."""
    sessions = (Session(id=SessionId("?"), start=clock_of_minute(0), end=clock_of_minute(1439)),)
    day = Timetable(
        day_type=DayType.NORMAL,
        sessions=sessions,
        last_ticket=sessions[0].end,
        windows=windows_from_sessions(sessions, sessions[0].end),
        break_minutes=0,
        break_starts=(),
    )
    return {**settings.timetables, DayType.NORMAL: day}


def _make_history(reading: _Reading, answers: Answers) -> History:
    rekaps = (count for rekap in reading.rekaps for count in rekap.counts)
    return History(
        days=(*reading.of("visits"), *rekaps),
        months=tuple(_people(reading, month, answers) for month in reading.of("visits_monthly")),
        tickets=tuple(reading.of("tickets")),
    )


def _people(reading: _Reading, count: MonthCount, answers: Answers) -> MonthCount:
    """A month's total as visits: needs and documents are divided by the mean needs of a visit there."""
    if answers.get(unit_key("visits_monthly")) not in (VisitUnit.NEEDS, VisitUnit.DOCUMENTS):
        return count
    desks = {d.id for d in reading.of("desks") if d.agency == count.agency} if count.agency else {count.desk}
    needs = [service.needs_mean for service in reading.of("services") if service.desk in desks]
    return replace(count, visits=round(count.visits * len(needs) / sum(needs))) if needs else count


def _all_findings(
    source: Source, reading: _Reading, made: tuple[Mall, History], today: date | None
) -> tuple[Finding, ...]:
    settings = reading.settings
    no_settings = [] if source.settings else [make_finding("missing_settings", Place(sheet=SETTINGS_SHEET))]
    found = [*source.findings, *no_settings, *settings.findings, *_missing_sheets(reading, made)]
    for sheet in SHEETS:
        if sheet.name in reading.tables:
            found += reading.tables[sheet.name].findings
            found += _example_findings(reading.tables[sheet.name], _is_needed(sheet.name, made))
        found += reading.records[sheet.name].findings
    for rekap in reading.rekaps:
        found += rekap.findings
    rows = {name: records.rows for name, records in reading.records.items()}
    rows["visits"] = [*rows["visits"], *(0 for rekap in reading.rekaps for _ in rekap.counts)]
    checked = [f for f in check_mall(*made, rows) if not _is_cascade(f, reading)]
    told = (*found, *reading.findings, *checked, *_future_visits(reading, made[1], today), *_far_months(reading))
    return tuple(_as_titled(finding, reading.tables) for finding in told)


def _as_titled(finding: Finding, tables: Mapping[str, Table]) -> Finding:
    """The finding with its column named as the file names it."""
    table = tables.get(finding.sheet)
    return replace(finding, column=table.titles.get(finding.column, finding.column)) if table else finding


def _missing(sheet: str, label: str, name: str) -> Finding:
    return make_finding("missing_sheet", Place(sheet=sheet), label_id=label, name=name)


def _missing_sheets(reading: _Reading, made: tuple[Mall, History]) -> list[Finding]:
    """Sheets that must be there; where only example rows stand in them, those are the finding."""
    found = []
    for sheet in SHEETS:
        if (
            sheet.name in REQUIRED_SHEETS
            and not reading.has_rows(sheet.name)
            and not _only_examples(reading, sheet.name)
        ):
            found.append(_missing(sheet.name, sheet.label, sheet.name))
    mall, history = made
    officers_given = reading.has_rows("officers") or _only_examples(reading, "officers")
    if not mall.officers and not officers_given:
        found.append(make_finding("missing_officers", Place(sheet="officers")))
    visits_given = any(reading.has_rows(name) or _only_examples(reading, name) for name in VISIT_SHEETS)
    visits_given = visits_given or bool(reading.rekaps)
    if history == History() and not visits_given:
        found.append(make_finding("missing_visits", Place(sheet="visits")))
    return found


def _only_examples(reading: _Reading, sheet: str) -> bool:
    table = reading.tables.get(sheet)
    return bool(table and not table.rows and (table.example_rows or table.findings))


def _is_needed(sheet: str, made: tuple[Mall, History]) -> bool:
    """True where a mall cannot do without this sheet, as things stand in the others."""
    mall, history = made
    without_people = sheet == "officers" and not mall.officers
    without_visits = sheet in VISIT_SHEETS and history == History()
    return sheet in REQUIRED_SHEETS or without_people or without_visits


def _example_findings(table: Table, needed: bool) -> list[Finding]:
    """Each example row by its name: refused where they stand instead of something needed, else a warning."""
    make = make_finding if needed and not table.rows else make_warning
    places = (Place(sheet=table.sheet.name, row=number, value=text) for number, text in table.example_rows)
    return [make("example_rows", place) for place in places]


def _is_cascade(finding: Finding, reading: _Reading) -> bool:
    """An id that stands in a row with another fault, or a session of hours that have faults: told there already."""
    if finding.code == "unknown_session":
        return DayType.NORMAL not in reading.settings.timetables
    if finding.code != "unknown":
        return False
    other = next(s for s in SHEETS if s.name == finding.sheet).column(finding.column).refers
    return finding.value in reading.names.known(other) or _is_told_as_a_whole(other, reading)


def _is_told_as_a_whole(sheet: str, reading: _Reading) -> bool:
    """True where a sheet is missing, or its headings have faults: then ids of it cannot be known."""
    return not reading.of(sheet) or (sheet in reading.tables and not reading.tables[sheet].headed)


def _future_visits(reading: _Reading, history: History, today: date | None) -> list[Finding]:
    if today is None:
        return []
    return _late_days(reading, history, today) + _running_months(reading, history, today)


def _running_months(reading: _Reading, history: History, today: date) -> list[Finding]:
    """Totals of months that have not ended: a part of a month, which must not pass for the whole."""
    rows = reading.records["visits_monthly"].rows
    return [
        make_finding(
            "running_month",
            Place(sheet="visits_monthly", row=row, column="month", value=f"{count.month:%Y-%m}"),
            today=today.isoformat(),
        )
        for row, count in zip(rows, history.months, strict=True)
        if count.last_day > today
    ]


def _far_months(reading: _Reading) -> Iterator[Finding]:
    """Totals that look like a slip of the hand, at their cells and as they were written."""
    months, rows = reading.of("visits_monthly"), reading.records["visits_monthly"].rows
    for far in far_months(months):
        place = Place(sheet="visits_monthly", row=rows[far.index], column="visits", value=str(months[far.index].visits))
        yield make_warning("far_month", place, others=round(far.others))


def _late_days(reading: _Reading, history: History, today: date) -> list[Finding]:
    rows = reading.records["visits"].rows
    placed = zip(rows, history.days, strict=False)  # counts of monthly sheets come after those of the sheet of visits
    late = [(row, count) for row, count in placed if count.day > today and count.visits]
    beyond = [(None, count) for count in history.days[len(rows) :] if count.day > today and count.visits]
    return [
        make_finding(
            "future_visits",
            Place(sheet="visits", row=row, column="date", value=count.day.isoformat()),
            today=today.isoformat(),
        )
        for row, count in [*late, *beyond]
    ]
