"""An edited roster as it was handed in: what was changed, what is wrong, and what the changes cost."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from planner.checker.violation import Violation
from planner.domain.errors import Finding, InvalidFile, InvalidValue
from planner.domain.plan import Plan
from planner.intake.workbook import Workbook, read_workbook
from planner.planning.edit_plan import Edit, Editor
from planner.planning.ports import UnitOfWork
from planner.planning.roster_changes import Change
from planner.planning.stored import PlanEntry
from planner.report.edited_roster import CellPlace, EditedRoster, printed_from, read_edited_roster
from planner.report.language import Language
from planner.report.words import LANGUAGES
from webapp.deps import deps, store
from webapp.imports.uploads import Upload
from webapp.roster.pages import with_names
from webapp.sessions import actor
from webapp.words import knows, say

VERSIONS_KNOWN = 200
OTHER_VERSION = (
    "jadwal versi {printed}, sedangkan yang tersimpan sekarang versi {newest}.",
    "is the roster of version {printed}, while version {newest} is stored now.",
    "Unduh jadwalnya lagi dan ulangi perubahan di sana, supaya perubahan orang lain tidak hilang.",
    "Download the roster again and make the changes there, so that nobody else's are lost.",
)
REMEDY = (
    "Kembalikan sel ini, atau pilih petugas lain di halaman jadwal.",
    "Bring this cell back, or choose another officer on the page of the roster.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """What was read. edit: the cost of the changes, None with findings or without a change."""

    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()
    places: tuple[CellPlace, ...] = ()
    edit: Edit | None = None

    @property
    def can_save(self) -> bool:
        """True when there is something to keep and nothing wrong with it."""
        return bool(self.changes) and not self.findings


@dataclass(frozen=True, kw_only=True)
class Handback:
    """A workbook handed in for a stored plan."""

    upload: Upload
    entry: PlanEntry
    plan: Plan
    versions: Sequence[PlanEntry] = field(default=())

    def read(self, work: UnitOfWork, *, quick: bool) -> HandedIn:
        """The workbook read and its changes tried; every fault is a finding, never an exception."""
        try:
            workbook = read_workbook(self.upload.path)
        except InvalidFile as fault:
            return HandedIn(findings=fault.findings)
        found = self._edited(workbook)
        if found.findings or not found.changes:
            return HandedIn(findings=found.findings)
        return self._tried(found, work, quick=quick)

    def _edited(self, workbook: Workbook) -> EditedRoster:
        """The changes, in whichever language the workbook was printed."""
        title, cells = workbook.sheets[0]
        printed = printed_from((cells for _, cells in workbook.sheets), (e.content_hash for e in self.versions))
        if printed and printed != self.entry.content_hash:
            return EditedRoster(changes=(), findings=(self._other_version(title, printed),))
        tried = [read_edited_roster(title, cells, self.plan, Language(code)) for code in LANGUAGES]
        return next((one for one in tried if not _is_foreign(one)), tried[0])

    def _other_version(self, title: str, printed: str) -> Finding:
        version = max(e.version for e in self.versions if e.content_hash == printed)
        said = {"printed": version, "newest": self.entry.version}
        texts = [text.format(**said) for text in OTHER_VERSION]
        return Finding(
            code="other_version",
            sheet=title,
            problem_id=texts[0],
            problem_en=texts[1],
            remedy_id=texts[2],
            remedy_en=texts[3],
        )

    def _tried(self, found: EditedRoster, work: UnitOfWork, *, quick: bool) -> HandedIn:
        mall = deps().shelf.mall(work)
        editor = Editor(
            plan=self.plan,
            author=actor().name,
            now=store().clock.now(),
            quick=quick,
            leave=mall.leave if mall else None,
        )
        try:
            edit = editor.edit(found.changes) if quick else editor.checked(found.changes)
        except InvalidValue as fault:
            return HandedIn(findings=(_refused(found.places[0], fault),))
        findings = tuple(_broken(self.plan, found, edit.broken))
        return HandedIn(changes=found.changes, places=found.places, findings=findings, edit=edit)


def _is_foreign(found: EditedRoster) -> bool:
    return any(f.code == "not_this_roster" for f in found.findings)


def _broken(plan: Plan, found: EditedRoster, violations: Iterable[Violation]) -> Iterator[Finding]:
    """Broken rules at the cells that break them, each told once a cell."""
    told = set()
    for violation in violations:
        place = _place_of(found, violation)
        key = (place.row, place.column, violation.rule)
        if key not in told:
            told.add(key)
            mall = plan.input.mall
            yield _at(
                place, violation.rule, with_names(mall, violation.sentence_id), with_names(mall, violation.sentence_en)
            )


def _place_of(found: EditedRoster, violation: Violation) -> CellPlace:
    """The changed cell that fits the place of a violation best: same officer, then day, session and desk."""
    wanted = violation.place

    def likeness(pair: tuple[Change, CellPlace]) -> int:
        change = pair[0]
        return (
            4 * (change.officer == wanted.officer)
            + 2 * (change.day == wanted.day)
            + (change.session == wanted.session)
            + (getattr(change, "desk", None) == wanted.desk)
        )

    return max(zip(found.changes, found.places, strict=True), key=likeness)[1]


def _refused(place: CellPlace, fault: InvalidValue) -> Finding:
    """A change that cannot be, in the words of its page."""
    key = f"error.{fault.code}" if knows(f"error.{fault.code}") else "error.422"
    words = [say(Language(code), key).rstrip(".") for code in LANGUAGES]
    return _at(place, fault.code, *words)


def _at(place: CellPlace, code: str, problem_id: str, problem_en: str) -> Finding:
    return Finding(
        code=code,
        sheet=place.sheet,
        row=place.row,
        column=place.column,
        value=place.value,
        problem_id=f"{problem_id}.",
        problem_en=f"{problem_en}.",
        remedy_id=REMEDY[0],
        remedy_en=REMEDY[1],
    )
