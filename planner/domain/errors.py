"""The faults of loketplan, one small tree.

PlannerError
├── InvalidValue   a record was given a value it cannot hold
├── InvalidFile    a file or sheet could not be read; carries every finding
├── NotFound       something named does not exist
├── Conflict       the thing changed, or is in use, since it was looked at
└── NotAllowed     the person may not do this

Messages speak English to the log and hold the offending value. What a user reads is built from `code` and `field`.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class PlannerError(Exception):
    """A fault the caller can name: `code` for the catalogue of messages, `field` for the place."""

    def __init__(self, message: str, *, code: str, field: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.field = field

    def __reduce__(self) -> tuple[Any, ...]:
        """A fault raised in another process arrives here as it was."""
        return _again, (type(self), self.args, self.__dict__)


def _again(kind: type[PlannerError], args: tuple[Any, ...], state: dict[str, Any]) -> PlannerError:
    fault = kind.__new__(kind)
    fault.args = args
    fault.__dict__.update(state)
    return fault


class InvalidValue(PlannerError):
    """A record was given a value it cannot hold."""


class NotFound(PlannerError):
    """Something named does not exist."""


class Conflict(PlannerError):
    """The thing changed, or is in use, since it was looked at."""


class NotAllowed(PlannerError):
    """The person may not do this."""


class Severity(StrEnum):
    """REFUSED stops an import or a plan, WARNING is shown and goes on."""

    REFUSED = "refused"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing wrong in what a person handed in, told so that he can mend it.

    sheet, row, column : where; row 1 is the heading row, None where the finding concerns the whole sheet.
    value              : what stood there, as text.
    code               : key of the catalogue of messages.
    problem_id, remedy_id : what is wrong and the way out, in Bahasa Indonesia; `_en` the English twins.
    """

    code: str
    sheet: str
    problem_id: str
    problem_en: str
    remedy_id: str
    remedy_en: str
    row: int | None = None
    column: str = ""
    value: str = ""
    severity: Severity = Severity.REFUSED

    def sentence(self, language: str = "id") -> str:
        """Where, what, the value, the way out: one sentence in `id` or `en`."""
        words = ("baris", "kolom") if language == "id" else ("row", "column")
        place = [self.sheet]
        if self.row is not None:
            place.append(f"{words[0]} {self.row}")
        if self.column:
            place.append(f'{words[1]} "{self.column}"')
        shown = f' "{self.value}"' if self.value else ""
        problem, remedy = (self.problem_id, self.remedy_id) if language == "id" else (self.problem_en, self.remedy_en)
        return f"{', '.join(place)}:{shown} {problem} {remedy}".strip()


class InvalidFile(PlannerError):
    """A file could not be read. `findings` lists everything that is wrong, not the first fault only."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        first = findings[0].sentence("en") if findings else "no reason given"
        super().__init__(f"{len(findings)} finding(s), first: {first}", code="invalid_file")
        self.findings = findings
