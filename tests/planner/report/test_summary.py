from collections.abc import Callable
from dataclasses import replace

import pytest

from planner.domain.plan import Plan
from planner.report.language import Language
from planner.report.summary_rows import make_summary
from planner.report.summary_text import WIDTH, summary_text
from tests.builders import a_plan, a_proof

ID, EN = Language("id"), Language("en")


@pytest.mark.parametrize("code", ["id", "en"])
def test_summary_of_the_odd_week_is_the_reviewed_one(
    odd_week: Plan, compare_with_case: Callable[[str, str], None], code: str
) -> None:
    """Golden file: the week, the worst with its way out, the table, what to know."""
    compare_with_case(f"report/odd_week_summary.{code}.txt", summary_text(odd_week, Language(code)))


def test_summary_fits_a_terminal(odd_week: Plan, large_week: Plan) -> None:
    """120 columns, also with the longest names."""
    for plan in (odd_week, large_week):
        for language in (ID, EN):
            assert max(len(line) for line in summary_text(plan, language).splitlines()) <= WIDTH


def test_the_first_sentence_tells_the_week() -> None:
    """Five days of 40 + 10 + 20 visits; 37.5 + 10 + 16 are served: 317.5 of 350."""
    first = make_summary(a_plan(), ID).headline[0]
    assert first == (
        "Minggu ini ≈ 350 kunjungan diperkirakan datang: ≈ 318 terlayani, ≈ 33 tidak terlayani "
        "(4 petugas, 385 nomor antrean)."
    )


def test_a_week_that_serves_all_says_so() -> None:
    """Ten come, ten are served, nothing is short."""
    plan = a_plan(shortfalls=())
    proofs = tuple(a_proof(p.desk, p.day, {"pagi": 10.0}, 10.0) for p in plan.proofs)
    text = summary_text(replace(plan, proofs=proofs), ID)
    assert "dan semua terlayani" in text
    assert "✓ Tidak ada kekurangan minggu ini." in text


def test_quiet_days_alike_take_one_line_and_others_their_own() -> None:
    """Legalisir is the same from Monday to Friday; so is Pajak, short by the same 4 each day."""
    lines = make_summary(a_plan(), ID).lines
    assert [(line.sign, line.desk, line.days) for line in lines] == [
        ("▲", "Disdukcapil: Adminduk", "Sen-Jum"),
        ("✓", "Disdukcapil: Legalisir", "Sen-Jum"),
        ("▲", "Samsat: Pajak", "Sen-Jum"),
    ]


def test_quiet_days_show_the_range_of_their_visits() -> None:
    """With the same staff and tickets 8 come on Monday and 10 on the others."""
    plan = a_plan(shortfalls=())
    day = plan.input.days[0]
    quieter = a_proof("legalisir", day, {"pagi": 8.0}, 8.0)
    proofs = tuple(quieter if (p.desk, p.day) == ("legalisir", day) else p for p in plan.proofs)
    line = make_summary(replace(plan, proofs=proofs), ID).lines[1]
    assert (line.days, line.demand, line.served) == ("Sen-Jum", "8-10", "8-10")


def test_a_line_tells_officers_by_session_and_tickets_by_window() -> None:
    """Sari and Budi all day; 22 + 14 + 8 tickets."""
    line = make_summary(a_plan(), ID).lines[0]
    assert (line.officers, line.tickets, line.binding, line.wait) == ("2/2/2", "22+14+8=44", "janji tunggu", "22")


def test_a_day_the_whole_mall_is_closed_is_told_once(odd_week: Plan) -> None:
    """Friday's holiday is one line, not one for each desk."""
    lines = [line for line in make_summary(odd_week, ID).lines if line.days == "Jum"]
    assert [(line.desk, line.demand) for line in lines] == [("Semua meja layanan", "▨ Libur: Wafat Yesus Kristus")]
