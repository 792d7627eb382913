"""Usulan petugas: is one more officer justified, and how many?"""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from planner.domain.ids import DeskId
from planner.domain.mall import Mall
from planner.planning.staffing_case_document import KIND, KeptCase
from planner.report.memo import Form, Letter, default_letter, make_memo
from planner.report.staffing_book import case_workbook
from planner.report.staffing_case import passport
from planner.report.staffing_files import memo_docx, memo_pdf, memo_template
from webapp import access
from webapp.access import Action, Resource
from webapp.asking import ask_worker
from webapp.deps import local_today, store
from webapp.downloads import download
from webapp.plans import own_desk
from webapp.staffing.pages import find_case, make_choices, make_desk_page

pages = Blueprint("staffing", __name__)
CASE_SECONDS = 900
JOBS_LOOKED_AT = 50
LONGEST_NAME, LONGEST_KOP, MOST_KOP_LINES = 120, 400, 5


@pages.get("/staffing-case")
@access.requires(Resource.STAFFING)
def choose() -> str:
    """The desks to choose from."""
    with store().read() as work:
        choices = make_choices(work, work.mall.get())
    return render_template("staffing/choose.html", choices=choices)


@pages.get("/staffing-case/<desk>")
@access.requires(Resource.STAFFING)
def show(desk: DeskId) -> str:
    """The case of one desk."""
    with store().read() as work:
        mall = work.mall.get()
        page = make_desk_page(work, mall, own_desk(mall, desk), store().jobs.entries(limit=JOBS_LOOKED_AT))
    return render_template("staffing/show.html", page=page, letter=default_letter(mall, page.desk.id))


@pages.post("/staffing-case/<desk>")
@access.requires(Resource.STAFFING, Action.WRITE)
def ask(desk: DeskId) -> AnyResponse:
    """Ask the worker for the case; asking twice is one job."""
    with store().read() as work:
        found = own_desk(work.mall.get(), desk)
    ask_worker(KIND, {"desk": found.id}, CASE_SECONDS)
    return redirect(url_for("staffing.show", desk=found.id), 303)


@pages.get("/staffing-case/<desk>/telaahan-staf.docx")
@access.requires(Resource.STAFFING)
def study(desk: DeskId) -> Response:
    """The memo as a Word file."""
    return _file(desk, "telaahan-staf", "docx", lambda kept, mall: _word(kept, mall, Form.TELAAHAN))


@pages.get("/staffing-case/<desk>/nota-dinas.docx")
@access.requires(Resource.STAFFING)
def note(desk: DeskId) -> Response:
    """The short form of the memo as a Word file."""
    return _file(desk, "nota-dinas", "docx", lambda kept, mall: _word(kept, mall, Form.NOTA))


@pages.get("/staffing-case/<desk>/telaahan-staf.pdf")
@access.requires(Resource.STAFFING)
def printed(desk: DeskId) -> Response:
    """The memo to print."""
    return _file(desk, "telaahan-staf", "pdf", _printed)


@pages.get("/staffing-case/<desk>/telaahan-staf.xlsx")
@access.requires(Resource.STAFFING)
def figures(desk: DeskId) -> Response:
    """The figures as a workbook."""
    return _file(desk, "telaahan-staf", "xlsx", lambda kept, mall: case_workbook(kept.case, mall, passport(kept)))


def _word(kept: KeptCase, mall: Mall, form: Form) -> bytes:
    return memo_docx(make_memo(kept, mall, _today(mall), _letter(form)), memo_template())


def _printed(kept: KeptCase, mall: Mall) -> bytes:
    return memo_pdf(make_memo(kept, mall, _today(mall), _letter(Form.TELAAHAN)))


def _letter(form: Form) -> Letter:
    """Who writes to whom, as the address of the download says; kept nowhere."""
    kop = "\n".join(_asked("kop", LONGEST_KOP).splitlines()[:MOST_KOP_LINES])
    return Letter(form=form, addressee=_asked("to"), sender=_asked("from"), letterhead=kop)


def _asked(name: str, most: int = LONGEST_NAME) -> str:
    given = request.args.get(name, "")[:most]
    return "".join(c for c in given if c.isprintable() or c == "\n").strip()


def _file(desk: DeskId, name: str, ending: str, make: Callable[[KeptCase, Mall], bytes]) -> Response:
    with store().read() as work:
        mall = work.mall.get()
        kept = find_case(work, own_desk(mall, desk).id)
    if kept is None:
        abort(404)
    return download(make(kept, mall), f"{name}-{desk}.{ending}")


def _today(mall: Mall) -> date:
    return local_today(mall.zone)
