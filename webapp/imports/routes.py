"""Import in four steps: choose, match, look, save. Nothing is stored before the last."""

from collections.abc import Iterable
from pathlib import Path

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from planner.domain.errors import Finding
from planner.intake.matching import SKIP
from planner.intake.short_template import SHORT_NAME, short_template
from planner.intake.template import WORKBOOK_NAME, write_template
from planner.planning.ports import UnitOfWork
from planner.planning.stored import Import, ImportContent
from webapp import access
from webapp.access import Action, Resource
from webapp.deps import deps, local_today, store
from webapp.downloads import download, download_csv, download_written
from webapp.formatters import zone
from webapp.forms import Form
from webapp.freshness import mark_plans
from webapp.imports.answers import answered_in, asked, field_of, matched
from webapp.imports.changes import Changes, find_changes
from webapp.imports.reading import Reading, heat_strip, mall_read, month_rows, months_read, read_upload
from webapp.imports.uploads import (
    MOST_FILES,
    Upload,
    find_upload,
    forget_upload,
    is_known_kind,
    keep_copy,
    keep_upload,
    safe_name,
    save_answers,
)
from webapp.language import language, t
from webapp.mall import mall_of_request
from webapp.sessions import actor
from webapp.weeks import focus_week

pages = Blueprint("imports", __name__)
SAMPLE = Path(__file__).parents[2] / "examples" / "habaring-hurung"
KINDS_SHOWN = 40
_needs = access.requires(Resource.VISITS, Action.WRITE, mall_wide=True)


@pages.get("/import")
@_needs
def start() -> str:
    """Step 1: choose files; below it what was imported before."""
    return _start(Form())


def _start(form: Form) -> str:
    with store().read() as work:
        earlier = work.imports.entries(limit=30)
    return render_template("imports/start.html", form=form, earlier=earlier, has_sample=SAMPLE.is_dir())


@pages.post("/import")
@_needs
def upload() -> str | AnyResponse | tuple[str, int]:
    """Put the files aside and show how they were read."""
    form, files = Form(), [file for file in request.files.getlist("files") if file.filename]
    names = [safe_name(file.filename or "") for file in files]
    if not files:
        form.fail("files", "import.no_file")
    elif len(files) > MOST_FILES or len(set(names)) < len(names):
        form.fail("files", "import.too_many", most=MOST_FILES)
    for file in files:
        if not is_known_kind(file.filename or ""):
            form.fail("files", "import.unknown_kind", name=file.filename)
    if form.faults:
        return _start(form), 422
    kept = keep_upload(files)
    return _next(kept, kept.token, again=bool(_reading(kept).offered))


@pages.post("/import/sample")
@_needs
def sample() -> AnyResponse:
    """Put the sample mall aside as if it had been sent."""
    if not SAMPLE.is_dir():
        abort(404)
    kept = keep_copy(SAMPLE)
    return redirect(url_for("imports.preview", token=kept.token), 303)


@pages.get("/import/<token>/columns")
@_needs
def columns(token: str) -> str:
    """Step 2: which heading was taken for which column, with values, and a choice for each."""
    kept = find_upload(token)
    return _columns(kept, _reading(kept), Form())


def _columns(kept: Upload, reading: Reading, form: Form) -> str:
    return render_template(
        "imports/columns.html", upload=kept, reading=reading, form=form, field_of=field_of, skip=SKIP
    )


@pages.post("/import/<token>/columns")
@_needs
def match(token: str) -> str | AnyResponse | tuple[str, int]:
    """Keep what was said of sheets and columns; a sheet that got a name comes back for its columns."""
    kept, form = find_upload(token), Form()
    reading = _reading(kept)
    answers = matched(form, reading)
    if form.faults:
        return _columns(kept, reading, form), 422
    save_answers(kept, answers)
    named = any(reading.answers.get(key) != answers.get(key) for key in (s.key for s in reading.strangers))
    return _next(kept, token, again=named)


def _next(kept: Upload, token: str, *, again: bool) -> AnyResponse:
    """The page on which something is left to say: columns (`again`), questions, or none, then the preview."""
    asked = "imports.questions" if _reading(kept).open else "imports.preview"
    return redirect(url_for("imports.columns" if again else asked, token=token), 303)


@pages.get("/import/<token>/questions")
@_needs
def questions(token: str) -> str | AnyResponse:
    """Step 2, second page: what reads in more than one way, answered before anything is counted."""
    kept = find_upload(token)
    reading = _reading(kept)
    if not reading.questions:
        return redirect(url_for("imports.preview", token=token), 303)
    return render_template("imports/questions.html", upload=kept, asked=asked(reading), form=Form())


@pages.post("/import/<token>/questions")
@_needs
def answer(token: str) -> str | AnyResponse | tuple[str, int]:
    """Keep the answers; one may lead to the next question."""
    kept, form = find_upload(token), Form()
    reading = _reading(kept)
    answers = answered_in(form, reading)
    if form.faults:
        return render_template("imports/questions.html", upload=kept, asked=asked(reading), form=form), 422
    save_answers(kept, answers)
    new = {q.key for q in _reading(kept).open} - {q.key for q in reading.questions}
    target = "imports.questions" if new else "imports.preview"
    return redirect(url_for(target, token=token), 303)


@pages.get("/import/<token>")
@_needs
def preview(token: str) -> str:
    """Step 3: what would change, and everything that is wrong."""
    kept = find_upload(token)
    reading = _reading(kept)
    content = reading.content or reading.rest
    changes = _changes(content, reading) if content else None
    same = _same_file(content) if content and changes and not changes.words else None
    return render_template(
        "imports/preview.html",
        upload=kept,
        reading=reading,
        changes=changes,
        strip=heat_strip(content.history) if content else (),
        read=mall_read(content, language()) if content else None,
        months=months_read(content) if content else (),
        month_rows=month_rows(content, mall_of_request()) if content else (),
        answered=[item for item in asked(reading) if item.answer],
        same=same,
        most=KINDS_SHOWN,
        skip=SKIP,
    )


@pages.post("/import/<token>/save")
@_needs
def save(token: str) -> AnyResponse:
    """Step 4: take everything in, in one transaction; without refused rows only when that was said."""
    kept = find_upload(token)
    reading = _reading(kept)
    content = reading.content or (reading.rest if request.form.get("leave_out") == str(reading.left_out) else None)
    if content is None:
        return redirect(url_for("imports.preview", token=token), 303)
    with store().write(actor(), reason=_reason(reading)) as work:
        changes = find_changes(work, content, is_short=reading.is_short)
        taken, is_new = work.imports.add(content)
        mark_plans(work)
    forget_upload(kept)
    flash(_capital(t("import.saved", what=changes.words)) if is_new else t("import.nothing_new"), "ok")
    return redirect(url_for("imports.saved", number=taken.id), 303)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@pages.get("/imports/<int:number>/saved")
@_needs
def saved(number: int) -> str:
    """After step 4: what is next, officers first, then the plan of the week."""
    with store().read() as work:
        taken = next((entry for entry in work.imports.entries(limit=200) if entry.id == number), None)
        if taken is None:
            abort(404)
        mall = work.mall.get()
        week = focus_week(work, mall)
        is_planned = work.plans.find_in_force(week) is not None
        is_first = not work.plans.entries(limit=1)
    return render_template(
        "imports/saved.html", taken=taken, mall=mall, week=week, is_planned=is_planned, is_first=is_first
    )


def _reason(reading: Reading) -> str:
    """What was typed, and the answers the counts rest on, for whoever asks later."""
    typed = request.form.get("reason", "").strip()
    answers = "; ".join(f"{key} = {value}" for key, value in sorted(reading.answers.items()))
    left_out = t("import.left_out", rows=reading.left_out) if reading.content is None else ""
    return " · ".join(part for part in (typed, answers, left_out) if part)[:500]


@pages.post("/import/<token>/discard")
@_needs
def discard(token: str) -> AnyResponse:
    """Forget the files."""
    forget_upload(find_upload(token))
    return redirect(url_for("imports.start"), 303)


@pages.get("/import/<token>/findings.csv")
@_needs
def findings_csv(token: str) -> Response:
    """The list of findings as a file, for whoever mends the data."""
    reading = _reading(find_upload(token))
    return download_csv(_finding_rows(reading.findings), "temuan.csv", delimiter=";")


@pages.post("/imports/<int:number>/undo")
@_needs
def undo(number: int) -> AnyResponse:
    """Bring back what an import replaced."""
    with store().write(actor(), reason=request.form.get("reason", "").strip()[:500]) as work:
        undone = work.imports.undo(number)
        mark_plans(work)
    flash(t("import.undone", name=undone.file_name), "ok")
    return redirect(url_for("imports.start"), 303)


@pages.get("/import/template.xlsx")
@_needs
def template() -> AnyResponse:
    """An empty workbook to fill in."""

    def write(folder: Path) -> Path:
        write_template(folder, xlsx=True)
        return folder / WORKBOOK_NAME

    return download_written(write)


@pages.get("/import/short.xlsx")
@_needs
def short() -> AnyResponse:
    """The short form, for who has a few numbers only."""
    return download(short_template(local_today(zone())), SHORT_NAME)


def _reading(kept: Upload) -> Reading:
    found = deps()
    with found.store.read() as work:
        mall, version = found.shelf.mall(work), work.mall.version()
    today = local_today(zone())
    said = tuple(sorted(kept.answers().items()))
    return found.shelf.get(("reading", kept.token, version, said), lambda: read_upload(kept, mall, today))


def _changes(content: ImportContent, reading: Reading) -> Changes:
    with store().read() as work:
        return find_changes(work, content, is_short=reading.is_short)


def _same_file(content: ImportContent) -> Import | None:
    with store().read() as work:
        return _earlier(work, content.file_hash)


def _earlier(work: UnitOfWork, file_hash: str) -> Import | None:
    entries = work.imports.entries(limit=200)
    return next((e for e in entries if e.file_hash == file_hash and e.undone_at is None), None)


def _finding_rows(findings: Iterable[Finding]) -> Iterable[tuple[object, ...]]:
    """A row for each finding, below the headings."""
    yield tuple(t(f"import.{name}") for name in ("severity", "sheet", "row", "column", "value", "problem", "remedy"))
    pick = language().pick
    for f in findings:
        told = pick((f.problem_id, f.problem_en)), pick((f.remedy_id, f.remedy_en))
        yield (f.severity, f.sheet, f.row, f.column, f.value, *told)
