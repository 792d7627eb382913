from dataclasses import replace

from planner.domain.plan import Plan
from planner.report.desk_days import desk_days
from planner.report.language import Language
from planner.report.shortfall_rows import short_places, short_rows, why_limited
from tests.builders import a_plan

ID = Language("id")


def test_most_people_affected_come_first(odd_week: Plan) -> None:
    """18 visits at Adminduk, then its empty break, then the agency's supervisor, who has no visits of her own."""
    rows = short_rows(odd_week, ID)
    assert [(row.place, row.what, row.session) for row in rows] == [
        ("Disdukcapil: Adminduk", "▲ ≈ 18 kunjungan tidak terlayani", "sehari"),
        ("Disdukcapil: Adminduk", "▲ Kosong saat istirahat: 2 × 30 menit", "siang"),
        ("Disdukcapil", "▲ Tanpa penyelia", "pagi"),
    ]


def test_the_cheapest_that_helps_is_told_not_the_strongest(odd_week: Plan) -> None:
    """Moving Rina serves 14 more and costs no officer; a new officer's 17 are not 1.5 times as many.

    Another split of the windows costs even less, but its 0.1 visit is no help.
    """
    row = short_rows(odd_week, ID)[0]
    assert row.remedy == "pindahkan Rina dari Legalisir: 22 → 40 antrean, ≈ 14 kunjungan lebih terlayani"
    assert row.strongest == ""


def test_a_far_stronger_remedy_is_told_beside_the_cheapest(odd_week: Plan) -> None:
    """With a move that serves 8, the officer's 17 are more than 1.5 times as many."""
    weaker = tuple(replace(r, served_more=8.0) if r.officer else r for r in odd_week.remedies)
    row = short_rows(replace(odd_week, remedies=weaker), ID)[0]
    assert row.strongest == "tambah satu petugas: 22 → 44 antrean, ≈ 17 kunjungan lebih terlayani"


def test_measures_that_do_not_help_are_said_to_have_been_tried(odd_week: Plan) -> None:
    """Silence would read as "nobody looked"."""
    useless = tuple(replace(r, served_more=0.2) for r in odd_week.remedies)
    row = short_rows(replace(odd_week, remedies=useless), ID)[0]
    assert row.remedy == "tidak ada cara yang dicoba yang menambah pelayanan"


def test_reasons_are_told_one_by_one_and_the_rest_is_counted(odd_week: Plan) -> None:
    """Six reasons: four are told, two counted."""
    first, *others = odd_week.shortfalls
    many = replace(first, reasons=tuple(f"Petugas {n} cuti." for n in range(6)))
    row = short_rows(replace(odd_week, shortfalls=(many, *others)), ID)[0]
    assert row.why.split("\n")[-2:] == ["Petugas 3 cuti.", "Dan 2 sebab lain."]


def test_officers_stopped_alike_are_told_together(odd_week: Plan) -> None:
    """Sari and Budi are both on duty elsewhere, Rina lacks the skill."""
    first, *others = odd_week.shortfalls
    busy = "sudah bertugas di Legalisir."
    reasons = (f"Sari {busy}", "Rina tidak bisa melayani KK.", f"Budi {busy}")
    told = replace(first, officers=("sari", "rina", "budi"), reasons=reasons)
    row = short_rows(replace(odd_week, shortfalls=(told, *others)), ID)[0]
    assert row.why == f"Sari, Budi {busy}\nRina tidak bisa melayani KK."


def test_a_desk_is_told_once_for_the_week() -> None:
    """`pajak` turns 4 away each day, `adminduk` 2.5: 20 and 12.5 in the week."""
    places = short_places(a_plan(), ID)
    assert [place.what for place in places] == [
        "▲ ≈ 20 kunjungan tidak terlayani",
        "▲ ≈ 13 kunjungan tidak terlayani",
    ]
    assert places[0].days == "Sen 4, Sel 4, Rab 4, Kam 4, Jum 4"


def test_both_what_is_turned_away_and_a_broken_promise_are_told() -> None:
    """One does not hide the other."""
    plan = a_plan()
    day = plan.input.days[0]
    proofs = tuple(replace(p, kept=False) if (p.desk, p.day) == ("pajak", day) else p for p in plan.proofs)
    row = next(r for r in short_rows(replace(plan, proofs=proofs), ID) if r.day == day and "Pajak" in r.place)
    assert row.what == "▲ ≈ 4 kunjungan tidak terlayani\n▲ Janji layanan tidak terpenuhi"


def test_why_a_quota_is_limited_names_officers_and_promise(odd_week: Plan) -> None:
    """`adminduk` has two officers, one on Tuesday, and the wait binds; `legalisir` has one counter of its agency's."""
    rows = [row for row in desk_days(odd_week) if row.desk.id == "adminduk" and row.is_open]
    mall = odd_week.input.mall
    assert why_limited(rows, mall, ID) == (
        "Petugas 1-2 orang; lebih dari itu janji waktu tunggu 30 menit tidak terpenuhi."
    )
    rows = [row for row in desk_days(odd_week) if row.desk.id == "legalisir" and row.is_open]
    assert why_limited(rows, mall, ID) == "Loketnya hanya 1, walaupun petugas cukup."
