"""The monthly sheet of a queue system: totals are checked and never data, and what could mean two things is asked."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from planner.domain.errors import InvalidFile
from planner.domain.history import VisitUnit
from planner.intake.cells import Cell
from planner.intake.names import Names
from planner.intake.read import read_mall
from planner.intake.rekap import Rekap, looks_like_rekap, read_rekap

NAMES = Names(
    ids={
        "agencies": {"dukcapil": "dukcapil", "disdukcapil": "dukcapil", "bpjs": "bpjs"},
        "desks": {"adminduk": "adminduk", "legalisir": "legalisir", "jkn": "jkn"},
        "services": {"ktp": "ktp", "kk": "kk", "leg": "leg", "jkn": "jkn"},
        "officers": {},
    },
    desk_of={"ktp": "adminduk", "kk": "adminduk", "leg": "legalisir", "jkn": "jkn"},
    agency_of={"adminduk": "dukcapil", "legalisir": "dukcapil", "jkn": "bpjs"},
    titles={"ktp": "KTP-el", "kk": "Kartu Keluarga", "leg": "Legalisir", "jkn": "JKN"},
)
DAYS: list[Cell] = list(range(1, 32))


def row(*names: str | None, days: dict[int, Cell], total: Cell = None) -> list[Cell]:
    return [*names, *(days.get(day) for day in range(1, 32)), total]


def sheet(*rows: list[Cell], title: str = "Rekap Januari 2026") -> list[list[Cell]]:
    return [[title], [None, None, "Tanggal"], ["Instansi", "Layanan", *DAYS, "Jumlah"], *rows]


def read(cells: list[list[Cell]], **answers: str) -> Rekap:
    return read_rekap("rekap", cells, NAMES, {key.replace("__", "."): value for key, value in answers.items()})


def counts(found: Rekap) -> list[tuple[str, str | None, int, int]]:
    return [(c.desk, c.service, c.day.day, c.visits) for c in found.counts]


KTP = row("Disdukcapil", "KTP-el", days={5: 40, 6: "1.234"}, total=1274)
KK = row(None, "Kartu Keluarga", days={5: 10}, total=10)


def test_names_are_filled_down_and_totals_left_out() -> None:
    found = read(sheet(KTP, KK, row("JUMLAH", None, days={5: 50, 6: 1234}, total=1284), ["Mengetahui,"]))
    assert not found.findings + found.questions
    assert counts(found) == [("adminduk", "ktp", 5, 40), ("adminduk", "ktp", 6, 1234), ("adminduk", "kk", 5, 10)]
    assert found.rows == [4, 4, 5]


def test_an_agencys_row_that_is_the_sum_of_its_services_is_no_count() -> None:
    whole = row("Disdukcapil", None, days={5: 50, 6: 1234})
    assert counts(read(sheet(whole, KTP, KK))) == counts(read(sheet(KTP, KK)))


def test_an_agencys_row_that_is_no_sum_is_asked() -> None:
    """50 of 51: the row may be a wrong total or visits of its own."""
    found = read(sheet(row("Disdukcapil", None, days={5: 51, 6: 1234}), KTP, KK))
    assert [q.key for q in found.questions] == ["rekap.4.total"]
    assert found.counts == []
    assert counts(
        read(sheet(row("Disdukcapil", None, days={5: 51, 6: 1234}), KTP, KK), rekap__4__total="total")
    ) == counts(read(sheet(KTP, KK)))


def test_a_total_that_differs_is_asked_and_the_days_count_after_the_answer() -> None:
    cells = sheet(row("BPJS", None, days={5: 7}, total=8))
    assert [q.key for q in read(cells).questions] == ["rekap.4.sum"]
    assert counts(read(cells, rekap__4__sum="days")) == [("jkn", None, 5, 7)]


@pytest.mark.parametrize(
    ("title", "asked"),
    [("Rekap", ()), ("Desember 2025 s.d. Januari 2026", ("2025-12", "2026-01"))],
    ids=["no month", "two months"],
)
def test_the_month_is_asked_where_it_is_not_one(title: str, asked: tuple[str, ...]) -> None:
    cells = sheet(row("BPJS", None, days={5: 7}), title=title)
    (question,) = read(cells).questions
    assert tuple(c.value for c in question.choices) == asked
    assert read(cells, rekap__month="2026-01").counts[0].day == date(2026, 1, 5)


def test_a_date_below_the_table_does_not_name_the_month() -> None:
    cells = sheet(row("BPJS", None, days={5: 7}), ["Sampit, 2 Februari 2026"])
    assert read(cells).counts[0].day == date(2026, 1, 5)


def test_closed_and_uncounted_days() -> None:
    """L is a closed day, a dash and a blank are days not known."""
    found = read(sheet(row("BPJS", None, days={3: "L", 5: "-", 6: 0})))
    assert [(c.day.day, c.closed, c.visits) for c in found.counts] == [(3, True, 0), (6, False, 0)]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([row("BPJS", None, days={5: "rusak"})], "not_a_count"),
        ([row("BPJS", None, days={5: -3})], "not_a_count"),
        ([row("Disdukcapil", None, days={5: 3})], "rekap_which_desk"),
        ([row("Pajak", None, days={5: 3})], "unknown"),
        ([row("BPJS", "Paspor", days={5: 3})], "unknown"),
        ([row("BPJS", None, days={5: 3}), row("BPJS", None, days={5: 4})], "duplicate"),
        ([row("BPJS", None, days={5: 3}), row(None, None, days={5: 4})], "rekap_unnamed"),
    ],
    ids=["words", "negative", "several desks", "no such agency", "no such service", "twice", "no name"],
)
def test_what_is_not_certain_is_refused(rows: list[list[Cell]], code: str) -> None:
    found = read(sheet(*rows))
    assert [f.code for f in found.findings] == [code]
    assert found.counts == []


def test_a_day_the_month_does_not_have_holds_nothing() -> None:
    cells = sheet(row("BPJS", None, days={5: 7, 30: 2}), title="Rekap Februari 2026")
    assert [f.code for f in read(cells).findings] == ["rekap_no_such_day"]


def test_files_are_no_people() -> None:
    cells = sheet(row("BPJS", None, days={5: 7}), title="Rekap berkas Januari 2026")
    assert [q.key for q in read(cells).questions] == ["rekap.unit"]
    assert read(cells, rekap__unit="needs").counts[0].unit is VisitUnit.NEEDS


def test_a_sheet_without_days_is_none() -> None:
    assert not looks_like_rekap([["id", "name"], [1, 2]])
    assert [f.code for f in read([["id", "name"]]).findings] == ["rekap_no_days"]


def test_a_folder_with_a_rekap_is_read_and_its_answers_are_kept_beside_it(make_folder: Callable[..., Path]) -> None:
    """The month is asked; `jawaban.toml` answers."""
    text = "\n".join(
        [
            "Rekap kunjungan",
            ";".join(["Instansi", *map(str, DAYS)]),
            ";".join(["bpjs", "", "", "", "", "12", *[""] * 26]),
        ]
    )
    folder = make_folder({"rekap.csv": text, "visits.csv": None})
    with pytest.raises(InvalidFile) as refused:
        read_mall(folder)
    assert "question" in {f.code for f in refused.value.findings}
    (folder / "jawaban.toml").write_text('"rekap.month" = "2026-01"\n', encoding="utf-8")
    assert [(c.day, c.desk, c.visits) for c in read_mall(folder).history.days] == [(date(2026, 1, 5), "bpjs", 12)]


def test_a_number_met_too_often_is_asked_about_and_the_answer_marks_the_days_full(
    make_folder: Callable[..., Path],
) -> None:
    """Ten days of exactly 70: a cap, or chance?"""
    rows = "".join(f"2026-01-{day:02d},dukcapil,70\n" for day in (5, 6, 7, 8, 9, 12, 13, 14, 15, 19))
    folder = make_folder({"visits.csv": f"date,desk,visits\n{rows}"})
    files = read_mall(folder)
    assert [q.key for q in files.questions] == ["full.dukcapil"]
    assert not any(c.is_full for c in files.history.days)
    assert all(c.is_full for c in read_mall(folder, answers={"full.dukcapil": "ya"}).history.days)
    assert read_mall(folder, answers={"full.dukcapil": "tidak"}).questions == ()


def test_tickets_of_a_queue_system_in_indonesian_without_a_take_ticket_time(make_folder: Callable[..., Path]) -> None:
    """States keep their meaning; a missing time stays missing."""
    text = (
        "tanggal,layanan,nomor antrean,waktu panggil,waktu selesai,status\n"
        "5 Januari 2026,ktp,A001,08.05,08.20,Selesai\n05/01/2026,ktp,A002,,,BATAL\n05/01/2026,ktp,A003,,,menunggu\n"
        "05/01/2026,ktp,A004,08:30,,Sedang dilayani\n05/01/2026,ktp,A005,,,pindah loket\n"
    )
    tickets = read_mall(make_folder({"tickets.csv": text})).history.tickets
    assert [t.status for t in tickets] == ["done", "cancelled", "waiting", "serving", "pindah loket"]
    assert all(t.taken_at is None for t in tickets)
    assert tickets[0].called_at is not None
