"""The staffing case in words: what one more officer buys at both ends, what limits him, and honest states."""

from dataclasses import replace

import pytest

from planner.planning.staffing_case import NOBODY, Knee
from planner.planning.staffing_case_abk import Doubt, Warned
from planner.planning.staffing_case_limit import Limit, LimitKind
from planner.planning.staffing_case_measures import Measures
from planner.report.language import Language
from planner.report.staffing_case import (
    a_week,
    answer,
    basis,
    best_measure_sentence,
    case_text,
    doubts,
    headline,
    hidden_days,
    short_data,
)
from planner.report.staffing_html import band_note, case_page, measures_chart
from planner.report.staffing_tables import abk_table, curve_table, measures_table, pool_table, range_text
from planner.report.staffing_words import WORDS
from tests.builders import a_mall
from tests.staffing_builders import a_case, a_kept_case, a_move, a_pool, a_range, some_measures

ID, EN = Language("id"), Language("en")


def test_the_answer_has_a_range_and_both_ends():
    """1,000 visits a year on 250 days are 4 a day, 3.2 at the low end and 4.8 at the high end; the next the same."""
    found = list(answer(a_case(), ID))
    assert "4,0 kunjungan lebih per hari buka (3,6-4,4)" in found[0]
    assert "petugas kedua 4,0 lagi per hari" in found[0]
    assert "ujung rendah satu petugas tambahan melayani 3,2" in found[1]
    assert "ujung tinggi 4,8" in found[1]
    assert "di atas 4 petugas, tambahan hanya menggantikan" in found[2]
    assert "Sesudah 5 petugas" in found[3]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (ID, "(permintaan rendah: sesudah 4; permintaan tinggi: belum tercapai sampai 8)"),
        (EN, "(low demand: after 4; high demand: not reached up to 8)"),
    ],
    ids=["id", "en"],
)
def test_where_every_officer_still_helps_no_number_is_told(language: Language, told: str):
    """Two to eight officers were looked at, and at high demand the eighth still helps: nothing ends at eight."""
    knee = Knee(middle=5, least_demand=4, most_demand=None)
    assert told in " ".join(answer(a_case(knee=knee), language))


def test_the_chart_says_that_nothing_ends_either():
    """No size of team has the star."""
    knee = Knee(middle=None, least_demand=4, most_demand=None)
    assert band_note(a_case(knee=knee), ID).endswith("Batas guna: belum tercapai sampai 8.")
    assert band_note(a_case(), ID).endswith("Batas guna: sesudah 5 (*).")


def test_demand_that_is_known_well_is_said_to_be():
    """19,500 to 20,500 visits a year is narrow."""
    assert "diketahui cukup baik" in list(answer(a_case(demand=a_range(20_000, 500)), ID))[1]


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        (Limit(kind=LimitKind.COUNTERS, units=3), "yang membatasi adalah loket (3)"),
        (Limit(kind=LimitKind.EQUIPMENT, units=1, equipment="kamera"), "yang membatasi adalah kamera (1 unit)"),
        (Limit(kind=LimitKind.CLOSING), "yang membatasi adalah jam tutup"),
        (Limit(kind=LimitKind.DEMAND), "hampir semua yang datang sudah terlayani"),
    ],
    ids=lambda value: str(value),
)
def test_what_limits_is_named(limit: Limit, told: str):
    """Adding officers is not the answer to everything."""
    assert told in " ".join(answer(a_case(limit=limit), ID))


def test_a_few_weeks_are_a_direction_only():
    """Six weeks: under half a year."""
    short = a_case(abk=replace(a_case().abk, counted_weeks=6.0))
    assert "Data 6 minggu: cukup untuk arah, belum untuk usulan" in " ".join(answer(short, ID))


def test_an_average_is_shown_beside_what_it_hides():
    """80 visits on average, 124 on one day of ten; 12 lost when one is away, on 22 % of days."""
    found = " ".join(hidden_days(a_case(), ID))
    assert "Rata-rata 80 kunjungan" in found
    assert "124" in found
    assert "12,0 kunjungan tidak terlayani hari itu; pada 22% hari" in found


def test_overload_is_in_words():
    """260,000 / (3 x 72,000) = 1.20: A means overload, and says so."""
    assert abk_table(a_case(), ID).rows[0][-1] == "1,20 / A: beban di atas kapasitas"


def test_what_an_officer_is_missed_for_stands_in_the_warning():
    """Joko of the pool costs Legalisir 350 visits."""
    assert "Legalisir: 350 (250-450)" in measures_table(a_case(), a_mall(), ID).rows[2][3]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (ID, "200 (50-350) kunjungan lebih per tahun sesudah dikurangi yang hilang di Legalisir"),
        (EN, "200 (50-350) visits more a year, what is lost at Legalisir taken off"),
    ],
    ids=["id", "en"],
)
def test_what_is_lost_elsewhere_is_taken_off_the_best_way(language: Language, told: str):
    """2,500 won here and 2,300 lost there are 200 more, in the sentence and in the table; both stand in the warning."""
    case = a_case(measures=a_move(a_range(200, 150)))
    (row,) = measures_table(case, a_mall(), language).rows
    assert told in best_measure_sentence(case, a_mall(), language)
    assert row[1] == "200 (50-350)"
    for gross in (2500, 2300):
        assert range_text(a_range(gross), language) in row[3]


def test_a_move_that_may_lose_as_much_as_it_wins_is_not_real():
    """At least 2,400 won here, but over both desks from 100 fewer to 500 more."""
    case = a_case(measures=a_move(a_range(200, 300)))
    assert best_measure_sentence(case, a_mall(), ID) == WORDS["free.none_real"][0]
    assert measures_table(case, a_mall(), ID).rows[0][1] == "200 (-100-500), tidak nyata"


def test_the_bars_are_net():
    """200 more over both desks; nothing as long as 2,500 is drawn."""
    chart = measures_chart(a_case(measures=a_move(a_range(200, 150))), a_mall(), ID)
    assert ">200<" in chart.replace(" ", "")
    assert "2.500" not in chart


def test_without_measures_it_is_said():
    """Nothing could be tried."""
    none = a_case(measures=Measures(tried=(), days_share=1.0, team_served=a_range(2900)))
    assert best_measure_sentence(none, a_mall(), ID) == WORDS["free.none"][0]


@pytest.mark.parametrize("language", [ID, EN], ids=["id", "en"])
def test_text_and_page_say_the_same(language: Language):
    """Every row of the curve and every sentence of the answer is in both."""
    text, page = case_text(a_case(), a_mall(), language), case_page(a_kept_case(), a_mall(), language)
    for sentence in answer(a_case(), language):
        assert sentence in text
        assert sentence in page
    for row in curve_table(a_case(), language).rows:
        assert all(cell in page for cell in row)
    assert page.count("<svg") == 3
    assert "a1b2c3a1b2c3" in page


def test_without_a_measure_that_helps_it_is_said():
    """Only the later last ticket was tried: from 80 fewer to 120 more."""
    tried = tuple(m for m in some_measures().tried if not m.is_real)
    unreal = a_case(measures=Measures(tried=tried, days_share=1.0, team_served=a_range(2900)))
    assert best_measure_sentence(unreal, a_mall(), ID) == WORDS["free.none_real"][0]


def test_where_all_are_served_no_number_of_officers_is_told():
    """Neither where it ends nor how many counters there are matters then."""
    found = " ".join(answer(a_case(limit=Limit(kind=LimitKind.DEMAND)), ID))
    assert "hanya sedikit menolong" not in found
    assert "Loketnya" not in found


def doubts_of(*warned: Warned) -> str:
    abk = replace(a_case().abk, warnings=warned)
    return " ".join(doubts(a_case(abk=abk), ID))


@pytest.mark.parametrize(
    ("warned", "told"),
    [
        (Warned(doubt=Doubt.SHORT_COUNT, value=6, limit=50), "hanya 6 minggu"),
        (Warned(doubt=Doubt.HIDDEN_DEMAND, value=0.29), "29% di atas hitungan"),
        (Warned(doubt=Doubt.ROUGH_MINUTES, value=10.5, limit=16), "10,5-16,0 menit"),
        (Warned(doubt=Doubt.TOO_MANY_DAYS, value=288, limit=262), "288 hari buka setahun melebihi hari kerja"),
        (Warned(doubt=Doubt.FEWER_MINUTES, value=43_200, limit=72_000), "43.200 menit setahun, kurang dari"),
        (Warned(doubt=Doubt.MORE_THAN_COUNTERS, value=7, limit=4), "7 orang, loketnya 4"),
        (Warned(doubt=Doubt.SHARED_OFFICERS, value=1), "1 petugas dihitung di lebih dari satu meja"),
    ],
    ids=lambda value: value.doubt if isinstance(value, Warned) else "",
)
def test_every_doubt_has_its_figures(warned: Warned, told: str):
    """What was found, and what it is held against."""
    assert told in doubts_of(warned)


def test_every_word_has_both_languages():
    """Two texts that ask for the same values."""
    for key, (indonesian, english) in WORDS.items():
        assert (indonesian == "") == (english == ""), key


def test_the_headline_tells_both_figures_where_pooled_officers_sit_there():
    """0.9 of them at a time; without them 500 visits a year more, which are 2 a day of 250."""
    told = headline(a_case(pool=a_pool()), ID)
    assert "4,0 kunjungan lebih per hari buka" in told
    assert "seperti pada jadwal minggu ke-12/2026 sampai ke-13/2026: rata-rata 0,9 orang" in told
    assert "Tanpa petugas bersama: +2,0 per hari buka, 500 (400-600) per tahun" in told


def test_the_headline_says_what_the_pool_is_not_known_to_do():
    """No roster: who could come is told. A roster without them: that too. Nobody could come: nothing."""
    assert "2 dari mereka bisa melayani di sini, tetapi belum ada jadwal" in headline(
        a_case(pool=a_pool(shares={}, curve=(), weeks=())), ID
    )
    assert "no pooled officer sits at this desk" in headline(a_case(pool=a_pool(shares={}, curve=())), EN)
    assert "bersama" not in headline(a_case(pool=NOBODY), ID)


def test_a_draft_is_called_one():
    """Where nothing was published yet."""
    pool = a_pool(weeks=("2026-W13",), is_published=False)
    assert "jadwal minggu ke-13/2026 (rancangan)" in headline(a_case(pool=pool), ID)


def test_with_and_without_stand_side_by_side():
    """Four officers: 16 a day with, 8 without; one more than now brings 4 and 2."""
    case = a_case(pool=a_pool())
    row = pool_table(case, ID).rows[2]
    assert row == ("4", "16,0 (15,6-16,4)", "+4,0", "8,0 (7,6-8,4)", "+2,0")
    assert "Dengan dan tanpa petugas bersama" in case_text(case, a_mall(), ID)
    assert 'stroke-dasharray="7 4"' in case_page(replace(a_kept_case(), case=case), a_mall(), ID)


def test_who_is_offered_has_the_time_he_is_there_already():
    """Joko for a tenth of the desk's time; a roster without him says so."""
    mall, measures = a_mall(), some_measures()
    here = replace(
        measures, tried=tuple(replace(m, here_share=0.1 if m.officer == "joko" else 0) for m in measures.tried)
    )
    assert (
        "Sekarang 10% waktu meja ini ia sudah di sini"
        in measures_table(a_case(pool=a_pool(), measures=here), mall, ID).rows[2][3]
    )
    assert "Menurut jadwal ia tidak di sini" in measures_table(a_case(pool=a_pool()), mall, ID).rows[2][3]
    assert "Menurut jadwal" not in measures_table(a_case(), mall, ID).rows[2][3]


def test_counters_filled_by_the_pool_are_told_as_such():
    """Three officers at four counters: the fourth is taken by pooled officers, whom one more would free."""
    limit = Limit(kind=LimitKind.COUNTERS, units=4)
    told = " ".join(answer(a_case(pool=a_pool(), limit=limit), ID))
    assert "dengan 0,9 petugas bersama seperti pada jadwal, semua loket (4) sudah terisi" in told
    assert "membebaskan petugas bersama" in told


def test_assumed_counters_are_said_to_be():
    """Nobody told how many there are; the curve adds one with each officer."""
    told = " ".join(answer(a_case(counters_are_assumed=True), ID))
    assert "Jumlah loket belum diketahui (dianggap 4, satu untuk tiap petugas)" in told
    assert "di atas 4 petugas" not in told


def test_monthly_totals_are_a_direction_only():
    """Twelve months: long enough, but no day was counted."""
    case = a_case(abk=replace(a_case().abk, is_monthly=True))
    assert not case.is_enough
    assert "Data hanya jumlah bulanan (52 minggu): cukup untuk arah, belum untuk usulan" in short_data(case, ID)
    assert short_data(case, ID) in list(answer(case, ID))


def test_a_week_of_the_year_can_be_held_beside_a_week():
    """1,000 visits in 362 days are 19.3 in seven."""
    assert "19,3 kunjungan" in a_week(a_case(), ID)


def test_both_demands_of_the_year_say_what_they_are():
    """The middle of simulated years and their mean, which is the volume of the workload analysis."""
    told = basis(a_case(demand_visits=20_400), ID)
    assert "20.000 (15.000-25.000) kunjungan, tengah dari tahun simulasi" in told
    assert "rata-ratanya 20.400, volume ABK" in told


def test_no_difference_is_zero_and_the_note_says_why_ej_may_be_above_one():
    """Needs of 3.61 and 3.47 against 3 holders; with 4 holders the difference of the first is 0."""
    abk = a_case().abk
    four = replace(abk, forecast={wke: replace(found, holders=4) for wke, found in abk.forecast.items()})
    table = abk_table(a_case(abk=four), ID)
    assert table.rows[0][6] == "0"
    assert "Selisih memakai kebutuhan yang dibulatkan" in table.note
