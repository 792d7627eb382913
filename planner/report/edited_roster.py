"""The roster's sheet by counter, edited by hand, read back as changes of the plan it was printed from.

The sheet is made again from the plan and held against the one handed in: what differs is a change, and what is no name
of an officer, or stands where nobody can sit, is a finding.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from planner.domain.consistency import nearest_sentences
from planner.domain.errors import Finding
from planner.domain.ids import CounterId, DeskId, OfficerId, SessionId
from planner.domain.plan import Plan
from planner.planning.roster_changes import Change, Clear, Place
from planner.report.language import Language
from planner.report.roster_cells import Look
from planner.report.roster_rows import Roster, make_roster

_FINDINGS = {
    "not_this_roster": (
        "bukan jadwal dari rencana ini, atau barisnya dipindah.",
        "is not the roster of this plan, or its rows were moved.",
        "Unduh jadwalnya lagi dan ubah hanya nama di sel.",
        "Download the roster again and change names in cells only.",
    ),
    "unknown_officer": (
        "bukan nama petugas.{nearest_id}",
        "is no officer's name.{nearest_en}",
        "Tulis nama seperti di lembar petugas, atau kosongkan selnya.",
        "Write the name as in the sheet of officers, or clear the cell.",
    ),
    "same_name": (
        "ada beberapa petugas bernama ini.",
        "several officers have this name.",
        "Ubah lewat halaman jadwal.",
        "Change it on the page of the roster.",
    ),
    "closed_cell": (
        "meja ini tutup saat itu.",
        "the desk is closed then.",
        "Kosongkan selnya.",
        "Clear the cell.",
    ),
    "officer_twice": (
        "petugas ini ditulis di dua tempat pada sesi yang sama.",
        "this officer stands in two places in one session.",
        "Hapus salah satunya.",
        "Remove one of them.",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CellPlace:
    """A cell of the sheet as people find it."""

    sheet: str
    row: int
    column: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedRoster:
    """Changes to hand to the editor of plans; with findings there are none.

    places : the cell of each change.
    """

    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    places: tuple[CellPlace, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spot:
    """A cell of the sheet: where it stands, what it means, and the names before and after."""

    row: int
    title: str
    desk: DeskId
    counter: CounterId | None
    day: date
    session: SessionId
    before: str
    after: str
    is_open: bool


def read_edited_roster(title: str, cells: Sequence[Sequence[object]], plan: Plan, language: Language) -> EditedRoster:
    """What was changed by hand in the sheet by counter; `cells` are those of a workbook's sheet, `title` its name."""
    spots = tuple(_spots(cells, plan, language))
    if not spots:
        return EditedRoster(changes=(), findings=(_finding("not_this_roster", title),))
    names = _names(plan)
    findings = [*_cell_findings(title, spots, names), *_doubled(title, spots)]
    found = () if findings else tuple(_changes(spots, {name: ids[0] for name, ids in names.items()}))
    return EditedRoster(
        changes=tuple(change for _, change in found),
        findings=tuple(findings),
        places=tuple(_cell(title, spot) for spot, _ in found),
    )


def printed_from(sheets: Iterable[Sequence[Sequence[object]]], hashes: Iterable[str]) -> str:
    """The one of the content hashes that stands in a cell of a workbook, "" when none does."""
    known = set(hashes)
    texts = (str(value).strip() for cells in sheets for row in cells for value in row if isinstance(value, str))
    return next((text for text in texts if text in known), "")


def _names(plan: Plan) -> dict[str, list[OfficerId]]:
    names: dict[str, list[OfficerId]] = {}
    for officer in plan.input.mall.officers:
        names.setdefault(_folded(officer.name), []).append(officer.id)
    return names


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _spots(cells: Sequence[Sequence[object]], plan: Plan, language: Language) -> Iterator[_Spot]:
    """Every cell of a counter; nothing when a row of the sheet is not where the plan has it."""
    roster = make_roster(plan, language)
    places = tuple(_columns(roster))
    first = roster.desks[0].title
    number = next((n for n, row in enumerate(cells) if _text(row, 0) == first), len(cells))
    found: list[_Spot] = []
    mall = plan.input.mall
    for block, desk in zip(roster.desks, mall.desks, strict=True):
        counters = {language.counter(c.id): c.id for c in (*mall.counters, *mall.counters_of(desk.id))}  # own ones last
        titles = [block.title, *(seat.title for seat in block.seats)]
        if [_text(row, 0) for row in cells[number : number + len(titles)]] != titles:
            return
        for offset, seat in enumerate(block.seats, start=1):
            if any(cell.look is Look.SHORT for cell in seat.cells):
                continue  # the row that tells what is short
            for place, (day, session) in enumerate(places):
                if session is not None:
                    found.append(
                        _Spot(
                            row=number + offset + 1,
                            title=seat.title,
                            desk=desk.id,
                            counter=counters.get(seat.title),
                            day=day,
                            session=session,
                            before=_first_line(seat.cells[place].text),
                            after=_first_line(_text(cells[number + offset], place + 1)),
                            is_open=seat.cells[place].look is not Look.CLOSED,
                        )
                    )
        number += len(titles)
    yield from found


def _columns(roster: Roster) -> Iterator[tuple[date, SessionId | None]]:
    for column in roster.columns:
        if not column.sessions:
            yield column.day, None
        for session in column.sessions:
            yield column.day, session.id


def _text(row: Sequence[object], place: int) -> str:
    value = row[place] if place < len(row) else None
    return "" if value is None else str(value).strip()


def _first_line(text: str) -> str:
    """The name; a break or a mark stands in the lines below."""
    return text.split("\n")[0].strip()


def _cell_findings(title: str, spots: Iterable[_Spot], names: dict[str, list[OfficerId]]) -> Iterator[Finding]:
    for spot in spots:
        if not spot.after or _folded(spot.after) == _folded(spot.before):
            continue
        ids = names.get(_folded(spot.after), [])
        if not spot.is_open:
            yield _finding("closed_cell", title, spot)
        elif len(ids) > 1:
            yield _finding("same_name", title, spot)
        elif not ids:
            yield _finding("unknown_officer", title, spot, **nearest_sentences(spot.after, names))


def _doubled(title: str, spots: Iterable[_Spot]) -> Iterator[Finding]:
    seen: set[tuple[str, date, SessionId]] = set()
    for spot in spots:
        key = (_folded(spot.after), spot.day, spot.session)
        if spot.after and key in seen:
            yield _finding("officer_twice", title, spot)
        seen.add(key)


def _changes(spots: Sequence[_Spot], ids: dict[str, OfficerId]) -> Iterator[tuple[_Spot, Change]]:
    """Who goes away first, then who sits down: an officer who only moved is one change."""
    after = {(_folded(s.after), s.day, s.session) for s in spots if s.after}
    differing = [s for s in spots if _folded(s.before) != _folded(s.after)]
    for spot in differing:
        if spot.before and (_folded(spot.before), spot.day, spot.session) not in after:
            yield spot, Clear(officer=ids[_folded(spot.before)], day=spot.day, session=spot.session)
    for spot in differing:
        if spot.after:
            place = Place(
                officer=ids[_folded(spot.after)],
                day=spot.day,
                session=spot.session,
                desk=spot.desk,
                counter=spot.counter,
            )
            yield spot, place


def _cell(title: str, spot: _Spot) -> CellPlace:
    return CellPlace(sheet=title, row=spot.row, column=f"{spot.day:%d/%m} {spot.session}", value=spot.after)


def _finding(code: str, title: str, spot: _Spot | None = None, **details: str) -> Finding:
    problem_id, problem_en, remedy_id, remedy_en = (text.format(**details) for text in _FINDINGS[code])
    cell = _cell(title, spot) if spot else None
    return Finding(
        code=code,
        sheet=title,
        row=cell.row if cell else None,
        column=cell.column if cell else "",
        value=cell.value if cell else "",
        problem_id=problem_id,
        problem_en=problem_en,
        remedy_id=remedy_id,
        remedy_en=remedy_en,
    )
