"""The what-if page: at most four scenarios side by side, signs with words, the worst day, what moves, all escaped."""

from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

from planner.planning.what_if import Answer, DeskComparison, QuotaChange, RosterChange, WeekComparison, WorstDay
from planner.planning.what_if_days import Compared
from planner.report.language import Language
from planner.report.whatif import KPI_WORDS
from planner.report.whatif_page import whatif_page, write_page
from tests.builders import MONDAY, a_plan

MALL = a_plan().input.mall
WORST = WorstDay(desk="pajak", day=MONDAY, demand_visits=20, served=15, turned_away=5, finish_probability=0.9)
BAD = WorstDay(desk="pajak", day=MONDAY, demand_visits=20, served=8, turned_away=12, finish_probability=0.9)


def figures(served: float, half: float = 0.5) -> tuple[Compared, ...]:
    """Every key figure 10 as is; served differs by `served`, turned away by the opposite, the rest stays."""
    by_kpi = {"served": served, "turned_away": -served}
    return tuple(
        Compared(
            kpi=kpi,
            base=10,
            scenario=10 + by_kpi.get(kpi, 0.0),
            difference=by_kpi.get(kpi, 0.0),
            low=by_kpi.get(kpi, 0.0) - half,
            high=by_kpi.get(kpi, 0.0) + half,
        )
        for kpi in KPI_WORDS
    )


def an_answer(name: str = "Uji", served: float = 2, **changes) -> Answer:
    row = DeskComparison(desk="pajak", kpis=figures(served), base_worst=WORST, scenario_worst=BAD)
    mall = DeskComparison(desk=None, kpis=figures(served), base_worst=WORST, scenario_worst=BAD)
    values = {
        "key": name,
        "name": name,
        "reason": "rapat",
        "weeks": ("2026-W06",),
        "base_plans": ("x",),
        "rows": (mall, row),
        "roster": (RosterChange(officer="dewi", day=MONDAY, session="pagi", base="pajak", scenario=None),),
        "quotas": (QuotaChange(desk="pajak", day=MONDAY, window="pagi", base=9, scenario=12),),
        "base_worst": WORST,
        "scenario_worst": BAD,
        "proof_days": 100,
    }
    return Answer(**{**values, **changes})


class Cells(HTMLParser):
    """Texts of the table heads and the tags seen."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.heads: list[str] = []
        self._in_head = False
        self.feed(page)

    def handle_starttag(self, tag, _):
        self.tags.append(tag)
        self._in_head = tag == "th"

    def handle_data(self, data):
        if self._in_head:
            self.heads += [data.strip()] if data.strip() else []


def test_signs_words_worst_day_and_moves_are_on_the_page():
    """+2 served is better, told with its interval; the worst day is named; who moves and which tickets change."""
    page = whatif_page([an_answer()], MALL, Language("id"))
    for told in (
        "lebih baik",
        "(1,5 .. 2,5)",
        "Hari terburuk: Pajak, Sen 2 Feb: 12 dari 20 kunjungan tidak terlayani (sekarang 5).",
        "pagi: Pajak → tidak di loket",
        "pagi: 9 → 12",
        "Alasan: rapat.",
    ):
        assert told in page
    assert "Whole mall" not in page
    assert "better" in whatif_page([an_answer()], MALL, Language("en"))


def test_worse_and_not_significant_are_told_in_words():
    """Two fewer served is worse; 0.2 in an interval of a half holds 0 and is not significant."""
    page = whatif_page([an_answer("a", -2), an_answer("b", 0.2)], MALL, Language("id"))
    assert '<span class="bad">lebih buruk</span>' in page
    assert '<span class="calm">tidak nyata</span>' in page


def test_at_most_four_scenarios_stand_beside_the_plan():
    """Five scenarios make two tables: four and one."""
    heads = Cells(whatif_page([an_answer(f"s{n}") for n in range(5)], MALL, Language("id"))).heads
    assert heads[:6] == ["Angka kunci", "Sekarang", "s0", "s1", "s2", "s3"]
    assert heads.count("Angka kunci") == 4  # the mall and the desk, twice


def test_scenarios_of_other_weeks_do_not_share_the_column_of_the_plan():
    """Two bases: each has its own table, with its own plan as it is."""
    other = an_answer("lain", base_plans=("y",), weeks=("2026-W07",))
    heads = Cells(whatif_page([an_answer("a"), other, an_answer("b")], MALL, Language("id"))).heads
    tables = " ".join(heads).split("Angka kunci")
    assert [table.split("Terlayani")[0].strip() for table in tables[1::2]] == ["Sekarang a b", "Sekarang lain"]


def test_few_moves_stand_open_and_many_are_folded():
    """What fits stays open, on paper too; ninety officer-days are one line until somebody asks."""
    day = RosterChange(officer="dewi", day=MONDAY, session="pagi", base="pajak", scenario=None)
    many = tuple(replace(day, day=MONDAY + timedelta(days=n)) for n in range(90))
    few, folded = (whatif_page([an_answer(roster=rows)], MALL, Language("id")) for rows in ((day,), many))
    assert "<details open><summary>Uji: 1 penempatan" in few
    assert "<details><summary>Uji: 90 penempatan" in folded


def test_every_week_of_several_has_its_row():
    """Two weeks: each with its difference and its worst day, before and after."""
    weeks = tuple(
        WeekComparison(week=week, rows=an_answer().rows, base_worst=WORST, scenario_worst=BAD)
        for week in ("2026-W06", "2026-W07")
    )
    page = whatif_page([an_answer(by_week=weeks, weeks=("2026-W06", "2026-W07"))], MALL, Language("id"))
    assert '<th scope="row">2026-W06</th>' in page
    assert '<th scope="row">2026-W07</th>' in page
    assert "2026-W06" not in whatif_page([an_answer()], MALL, Language("id"))


def test_the_worst_day_of_several_weeks_is_named_with_its_week():
    """In short and in the table; of a single week the day is enough."""
    several = an_answer(weeks=("2026-W06", "2026-W07"))
    page = whatif_page([several], MALL, Language("id"))
    assert "Pajak, Sen 2 Feb (minggu ke-6): " in page
    assert "Pajak, Sen 2 Feb: " not in page
    assert "(minggu ke-6): " not in whatif_page([an_answer()], MALL, Language("id"))
    assert "(week 6): " in whatif_page([several], MALL, Language("en"))


def test_names_are_text_and_nothing_is_fetched():
    """A scenario's name and reason come from a file of somebody."""
    page = whatif_page([an_answer("<img src=x>", reason="<b>")], MALL, Language("id"))
    assert "<img" not in page
    assert "<b>.</" not in page
    assert not {"script", "img", "link", "iframe"} & set(Cells(page).tags)
    assert "url(" not in page


def test_nothing_changed_is_said():
    """No desk, no move: the page says so instead of empty tables."""
    mall = DeskComparison(desk=None, kpis=figures(0), base_worst=WORST, scenario_worst=WORST)
    answer = an_answer(rows=(mall,), roster=(), quotas=(), scenario_worst=WORST)
    page = whatif_page([answer], MALL, Language("id"))
    assert "tidak ada yang berubah." in page
    assert "Tidak ada meja yang angkanya berubah." in page
    assert "Uji: jadwal dan kuota tetap" in page


@pytest.mark.parametrize(("code", "name"), [("id", "whatif.html"), ("en", "whatif.en.html")])
def test_page_and_a_picture_of_each_figure_are_written(code: str, name: str, tmp_path: Path):
    """The page of its language, a slope and eleven bar charts."""
    files = write_page([an_answer()], MALL, tmp_path / "out", Language(code))
    assert files[0].name == name
    assert len(files) == 1 + 1 + len(KPI_WORDS)
    assert all(path.read_text(encoding="utf-8").startswith("<svg") for path in files[1:])
    assert write_page([], MALL, tmp_path / "none", Language(code)) == ()
