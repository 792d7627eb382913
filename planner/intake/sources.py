"""Where the sheets come from: a folder with mall.toml and CSV files, or one workbook."""

import csv
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from planner.domain.consistency import nearest_sentences
from planner.domain.errors import Finding, InvalidFile
from planner.intake.cells import fold
from planner.intake.columns import Sheet, sheet_named
from planner.intake.csv_files import read_csv
from planner.intake.matching import NO_ANSWERS, SKIP, sheet_key
from planner.intake.messages import Place, make_finding, make_warning
from planner.intake.questions import Answers, Question
from planner.intake.rekap import looks_like_rekap
from planner.intake.settings import SHEET_TITLES, Settings, read_settings_sheet, read_toml
from planner.intake.sheets import SHEETS
from planner.intake.short import FORM_TITLE, LIST_TITLE, ShortForm, read_short, short_kind
from planner.intake.short_hours import HOURS_TITLE
from planner.intake.tables import Cells
from planner.intake.workbook import Workbook, read_workbook
from planner.intake.workbook_guard import MOST_COLUMNS, MOST_ROWS

SETTINGS_FILE = "mall.toml"
ANSWERS_FILE = "jawaban.toml"
CSV_ENDINGS = (".csv", ".tsv")
WORKBOOK_ENDINGS = (".xlsx", ".xls", ".ods")
LARGEST_CSV_BYTES = 20_000_000
REKAP = "rekap"  # told of a title: a monthly sheet, days across
README_SHEETS = ("baca saya", "baca dulu", "readme", LIST_TITLE)


@dataclass(slots=True, kw_only=True)
class Source:
    """The raw cells of each sheet, by the sheet's English name, and the settings of the mall.

    rekaps  : monthly sheets by the title they have in the file.
    titles  : the title each of our sheets has in the file. strangers: sheets that are none of ours, by title.
    short   : the short form, where the file is one; its rows stand in `cells`.
    answers : to questions of earlier readings, of the folder's jawaban.toml.
    """

    cells: dict[str, Cells] = field(default_factory=dict)
    rekaps: dict[str, Cells] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    strangers: dict[str, Cells] = field(default_factory=dict)
    settings: Settings | None = None
    short: ShortForm | None = None
    answers: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def add_sheet(self, name: str, title: str, cells: Cells) -> None:
        """Keep a sheet of ours under the title it has in the file."""
        self.cells[name] = cells
        self.titles[name] = title

    def as_written(self, finding: Finding) -> Finding | None:
        """The finding at the place where its cell stands in the file, None where it is told there already."""
        return self.short.as_written(finding) if self.short else finding

    @property
    def asked(self) -> tuple[Question, ...]:
        """What the short form leaves to its owner, answered or not."""
        return tuple(self.short.asked) if self.short else ()

    def add_short(self, form: Cells, hours: Cells | None, answers: Answers) -> None:
        """Take the short form for the sheets it stands for."""
        self.short = read_short(form, hours, answers)
        self.findings += self.short.findings
        self.settings = self.settings or self.short.settings
        self.answers = {**self.short.answers, **self.answers}
        for name, cells in self.short.cells.items():
            if name in self.cells:
                self.findings.append(make_finding("double_sheet", Place(sheet=FORM_TITLE, value=name)))
            self.cells.setdefault(name, cells)

    def add_workbook(self, workbook: Workbook, answers: Answers) -> None:
        """Take every sheet of a workbook for what its title says, or what was told of it."""
        self.findings += workbook.warnings
        short: dict[str, Cells] = {}
        for title, cells in workbook.sheets:
            kind = short_kind(title)
            if kind:
                short.setdefault(kind, cells)
            else:
                _add_of_workbook(self, title, cells, answers)
        if FORM_TITLE in short:
            self.add_short(short[FORM_TITLE], short.get(HOURS_TITLE), answers)

    def add_rekap(self, title: str, cells: Cells) -> None:
        """Keep a monthly sheet; `cells` names the kind, so that who asks which counts there are finds it."""
        self.rekaps[title] = cells
        self.cells["rekap"] = cells


def open_source(path: Path, answers: Answers = NO_ANSWERS) -> Source:
    """Everything a folder or a workbook holds, untyped; raises InvalidFile where nothing can be opened.

    answers : which sheet a strange title stands for, under `matching.sheet_key`.
    """
    if path.is_dir():
        return _open_folder(path, answers)
    if path.is_file():
        return source_of_workbook(read_workbook(path), answers)
    raise InvalidFile((make_finding("not_found", Place(sheet=str(path.name))),))


def _open_folder(folder: Path, answers: Answers) -> Source:
    """A folder's mall.toml and CSV files; a folder that holds one workbook instead stands for the workbook."""
    settings = folder / SETTINGS_FILE
    tables = sorted(path for path in folder.iterdir() if path.suffix.casefold() in CSV_ENDINGS)
    workbooks = [path for path in folder.iterdir() if path.suffix.casefold() in WORKBOOK_ENDINGS]
    source = Source(settings=read_toml(settings.read_bytes()) if settings.is_file() else None)
    if (folder / ANSWERS_FILE).is_file():
        _read_answers(source, folder / ANSWERS_FILE)
    if len(workbooks) == 1 and not tables and not settings.is_file():
        source.add_workbook(read_workbook(workbooks[0]), {**source.answers, **answers})
        return source
    rekaps = [path for path in workbooks if is_rekap_title(path.stem)]
    for path in tables:
        _add_csv(source, path, {**source.answers, **answers})
    for path in rekaps:
        for title, cells in read_workbook(path).sheets:
            if looks_like_rekap(cells):
                source.add_rekap(f"{path.stem} {title}", cells)
    return source


def _read_answers(source: Source, path: Path) -> None:
    """Answers as a flat table of texts: `"rekap januari.month" = "2026-01"`."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        source.findings.append(make_finding("toml", Place(sheet=path.name), detail=str(fault)))
        return
    source.answers = {key: str(value) for key, value in content.items()}


def is_rekap_title(title: str) -> bool:
    """True for a file or sheet named as a monthly sheet, such as `Rekap Januari 2026`."""
    return fold(title).startswith("rekap") and sheet_named(SHEETS, title) is None


def find_sheet(title: str, answers: Answers) -> Sheet | None:
    """The sheet of ours that a title stands for: as told, else by its name."""
    told = answers.get(sheet_key(title))
    if told is not None:
        return next((sheet for sheet in SHEETS if sheet.name == told), None)
    return sheet_named(SHEETS, title)


def _add_csv(source: Source, path: Path, answers: Answers) -> None:
    sheet, told = find_sheet(path.stem, answers), answers.get(sheet_key(path.stem))
    if sheet is None and (told == REKAP or (told is None and is_rekap_title(path.stem))):
        _read_rekap_csv(source, path)
    elif sheet is None:
        _add_stranger_csv(source, path, told)
    elif sheet.name in source.cells:
        source.findings.append(make_finding("double_sheet", Place(sheet=path.name)))
    elif not path.is_file():  # a folder, or a pipe that would be read for ever
        source.findings.append(make_finding("not_opened", Place(sheet=path.name)))
    elif path.stat().st_size > LARGEST_CSV_BYTES:
        source.findings.append(make_finding("too_large", Place(sheet=path.name), detail="20 MB"))
    else:
        _read_csv_file(source, path, sheet)


def _add_stranger_csv(source: Source, path: Path, told: str | None) -> None:
    """Keep what may still be said to be one of ours; what cannot be read is only named."""
    if told != SKIP:
        source.findings.append(_unknown_sheet(path.name, path.stem))
    if path.is_file() and path.stat().st_size <= LARGEST_CSV_BYTES:
        try:
            source.strangers[path.stem] = read_csv(path.read_bytes(), SHEETS[0])
        except (UnicodeDecodeError, OSError, csv.Error):
            return


def _read_rekap_csv(source: Source, path: Path) -> None:
    try:
        source.add_rekap(path.stem, read_csv(path.read_bytes(), SHEETS[0]))
    except UnicodeDecodeError:
        source.findings.append(make_finding("encoding", Place(sheet=path.name)))


def _read_csv_file(source: Source, path: Path, sheet: Sheet) -> None:
    try:
        cells = read_csv(path.read_bytes(), sheet)
    except UnicodeDecodeError:
        source.findings.append(make_finding("encoding", Place(sheet=path.name)))
        return
    except PermissionError:
        source.findings.append(make_finding("not_opened", Place(sheet=path.name)))
        return
    if len(cells) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in cells):
        source.findings.append(make_finding("far_cell", Place(sheet=path.name)))
        return
    source.add_sheet(sheet.name, path.stem, cells)


def _unknown_sheet(title: str, name: str) -> Finding:
    names = [n for sheet in SHEETS for n in (sheet.name, sheet.label)]
    return make_warning("unknown_sheet", Place(sheet=title), **nearest_sentences(name, names))


def source_of_workbook(workbook: Workbook, answers: Answers = NO_ANSWERS) -> Source:
    """The source in the sheets of a workbook; its sheet `mall` holds the settings as keys and values."""
    source = Source()
    source.add_workbook(workbook, answers)
    return source


def _add_of_workbook(source: Source, title: str, cells: Cells, answers: Answers) -> None:
    sheet, told = find_sheet(title, answers), answers.get(sheet_key(title))
    if told is None and title.strip().casefold() in SHEET_TITLES:
        source.settings = read_settings_sheet([list(row) for row in cells])
    elif sheet is not None and sheet.name in source.cells:
        source.findings.append(make_finding("double_sheet", Place(sheet=title)))
    elif sheet is not None:
        source.add_sheet(sheet.name, title, cells)
    elif told == REKAP or (told is None and (is_rekap_title(title) or looks_like_rekap(cells))):
        source.add_rekap(title, cells)
    elif told == SKIP or title.strip().casefold() not in README_SHEETS:
        source.strangers[title] = cells
        source.findings += [] if told == SKIP else [_unknown_sheet(title, title)]
