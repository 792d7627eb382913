"""What an import would say of a mall that a page wants to keep, and which plans no longer rest on it."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import TypeVar

from planner.domain.consistency import check_mall
from planner.domain.errors import Finding, InvalidValue, PlannerError, Severity
from planner.domain.mall import Mall
from planner.domain.periods import Week
from planner.intake.cells import Cell
from planner.intake.values import Unreadable
from planner.planning.freshness import HistoryMark, current_input_hash, mark_of
from planner.planning.learned import with_learned
from planner.planning.ports import UnitOfWork
from webapp.forms import Form
from webapp.freshness import live_weeks
from webapp.language import language, t
from webapp.settings.changes import number_text
from webapp.weeks import history_of
from webapp.words import knows

_Made = TypeVar("_Made")
Fields = Mapping[str, str]


def new_findings(work: UnitOfWork, before: Mall, after: Mall) -> tuple[Finding, ...]:
    """What is wrong in the changed mall and was not before."""
    history = history_of(work)
    known = Counter(_key(finding) for finding in check_mall(before, history))
    return tuple(finding for finding in check_mall(after, history) if _is_new(finding, known))


def _key(finding: Finding) -> tuple[str, str, str, str]:
    return finding.code, finding.sheet, finding.column, finding.value


def _is_new(finding: Finding, known: Counter[tuple[str, str, str, str]]) -> bool:
    known[_key(finding)] -= 1
    return known[_key(finding)] < 0


def refuse(form: Form, findings: tuple[Finding, ...], fields: Fields) -> None:
    """Say at its field what an import would refuse. fields: by column of the finding; "" for all others."""
    for finding in findings:
        if finding.severity is Severity.REFUSED:
            form.faults.setdefault(fields.get(finding.column, fields[""]), told(finding))


def warnings_of(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """What is worth a look and stops nothing."""
    return tuple(told(finding) for finding in findings if finding.severity is Severity.WARNING)


def told(finding: Finding) -> str:
    """The finding without sheet and row, which a page does not have."""
    key = f"settings.finding_{finding.code}"
    if knows(key):
        return t(key, value=finding.value, sheet=t(f"settings.sheet_{finding.sheet}"))
    is_id = language().code == "id"
    problem = finding.problem_id if is_id else finding.problem_en
    return f"{finding.value}: {problem} {finding.remedy_id if is_id else finding.remedy_en}"


def made(form: Form, make: Callable[[], _Made], fields: Fields) -> _Made | None:
    """The record, or None with a fault at its field. fields: by code and last word of what is refused."""
    try:
        return make()
    except InvalidValue as fault:
        last = fault.field.rsplit(".", 1)[-1]
        field = fields.get(f"{fault.code}.{last}") or fields.get(last) or fields[""]
        form.fail(field, f"settings.fault_{fault.code}")
        return None


def read_cell(form: Form, name: str, read: Callable[[Cell], _Made], *, required: bool = True) -> _Made | None:
    """A value as an import reads the cell; None, with a fault where it must not be, when nothing can be read."""
    value = form.text(name, required=required, most=120)
    if not value or name in form.faults:
        return None
    try:
        return read(value)
    except Unreadable as fault:
        form.fail(name, f"settings.unreadable_{fault.code}", value=value)
        return None


def read_amount(form: Form, name: str, read: Callable[[Cell], float], now: float | None) -> float | None:
    """A number; what was left as it stood keeps decimals that are not shown. None, with a fault, for anything else."""
    if now is not None and form.given(name).strip() == number_text(now):
        return now
    return read_cell(form, name, read)


def touched_weeks(work: UnitOfWork, before: Mall, after: Mall) -> tuple[Week, ...]:
    """Weeks with a plan that would be planned from something else after the change."""
    weeks = live_weeks(work)
    if not weeks:
        return ()
    history = work.history.load(tickets=True)
    counted = mark_of(history)
    old, new = (with_learned(mall, history).mall for mall in (before, after))
    return tuple(week for week in weeks if _input(old, week, counted) != _input(new, week, counted))


def _input(mall: Mall, week: Week, counted: HistoryMark) -> str:
    try:
        return current_input_hash(mall, week.days, counted)
    except PlannerError:  # the whole week is closed
        return ""
