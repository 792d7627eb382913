from datetime import date

from planner.domain.plan import Plan
from planner.report.language import Language
from planner.report.roster_cells import Look
from planner.report.roster_rows import Roster, make_roster

ID = Language("id")
TUESDAY = 1


def roster_of(plan: Plan) -> Roster:
    return make_roster(plan, ID)


def columns_of(roster: Roster, day: int) -> slice:
    start = sum(column.width for column in roster.columns[:day])
    return slice(start, start + roster.columns[day].width)


def test_a_day_the_mall_is_closed_keeps_one_column_with_the_reason(odd_week: Plan) -> None:
    """Four open days of three sessions, and Friday."""
    roster = roster_of(odd_week)
    assert [column.width for column in roster.columns] == [3, 3, 3, 3, 1]
    assert roster.columns[-1].session_titles == ("▨ Libur: Wafat Yesus Kristus",)


def test_every_row_fills_every_column(odd_week: Plan, large_week: Plan) -> None:
    """A writer lays cells out one after the other and must not have to know which are missing."""
    for plan in (odd_week, large_week):
        roster = roster_of(plan)
        width = sum(column.width for column in roster.columns)
        assert {len(seat.cells) for desk in roster.desks for seat in desk.seats} == {width}
        assert {len(officer.cells) for officer in roster.officers} == {width}
        assert {len(desk.states) for desk in roster.desks} == {len(roster.columns)}


def test_a_cell_names_the_officer_and_his_break(odd_week: Plan) -> None:
    """Budi sits at A2 on Monday and eats from 12.30 to 13.30."""
    seat = next(s for s in roster_of(odd_week).desks[0].seats if s.title == "loket A2")
    assert [cell.text for cell in seat.cells[:3]] == ["Budi", "Budi\nist. 12.30-13.30", "Budi"]


def test_a_pinned_posting_says_so_in_words(odd_week: Plan) -> None:
    """Budi is pinned on Wednesday; black and white print must show it."""
    seat = next(s for s in roster_of(odd_week).desks[0].seats if s.title == "loket A2")
    assert (seat.cells[6].text, seat.cells[6].look) == ("Budi\ndikunci", Look.PINNED)


def test_rows_of_an_agency_that_decides_itself_wear_usulan(odd_week: Plan) -> None:
    """Samsat has not confirmed, Imigrasi handed in its own roster, Disdukcapil is planned."""
    titles = [desk.title for desk in roster_of(odd_week).desks]
    assert titles[0] == "Disdukcapil: Adminduk"
    assert titles[2:] == ["Samsat: Pajak [usulan]", "Imigrasi: Paspor [jadwal instansi]"]


def test_officers_without_a_counter_have_a_row_of_their_own(odd_week: Plan) -> None:
    """Dewi has none on Thursday."""
    seat = next(s for s in roster_of(odd_week).desks[2].seats if s.title == "tanpa loket")
    assert [cell.text.split("\n")[0] for cell in seat.cells[9:12]] == ["Dewi"] * 3


def test_a_flexible_counter_appears_at_the_desk_that_uses_it(odd_week: Plan) -> None:
    """A3 belongs to no desk; Rina uses it for `legalisir`."""
    desks = roster_of(odd_week).desks
    assert "loket A3" in [seat.title for seat in desks[1].seats]
    assert "loket A3" not in [seat.title for seat in desks[0].seats]


def test_what_is_short_in_a_session_stands_in_that_session(odd_week: Plan) -> None:
    """Tuesday: no supervisor in the morning (told at the agency's first desk), nobody over the break."""
    roster = roster_of(odd_week)
    seat = roster.desks[0].seats[-1]
    cells = seat.cells[columns_of(roster, TUESDAY)]
    assert seat.title == "▲ kekurangan"
    assert [cell.text for cell in cells] == ["▲ Tanpa penyelia", "▲ Kosong saat istirahat: 2 × 30 menit", ""]
    assert "▲ kekurangan" not in [s.title for s in roster.desks[1].seats]


def test_need_against_posted_counts_what_would_serve_those_turned_away(odd_week: Plan) -> None:
    """Tuesday: 22 tickets by Budi's 3 postings are 7.3 each, 18 turned away need 18 / 7.3 = 2.5, so 3 more.

    Posted are Budi, Rina, Dewi and Tono with three sessions each.
    """
    roster = roster_of(odd_week)
    assert roster.columns[TUESDAY].staffing.text == "▲ 12 / ≈ 15, kurang ≈ 3"
    assert roster.columns[0].staffing.text == "✓ 12 / 12"
    assert roster.columns[TUESDAY].posted == ("4", "4", "4")


def test_minutes_stand_against_counter_minutes(odd_week: Plan) -> None:
    """Four open days of 360 minutes; the week has 1800, of which Friday's fifth falls away. Tono may 240, has 720."""
    officers = {officer.name: officer for officer in roster_of(odd_week).officers}
    assert officers["Budi"].minutes == "1.440 / 1.440 menit"
    assert officers["Sari"].minutes == "1.080 / 1.440 menit"
    assert officers["Tono"].minutes == "720 / 240 menit"
    assert officers["Tono"].overtime.text == "● lembur 480 menit"
    assert officers["Budi"].overtime.text == ""


def test_absence_is_told_without_its_reason(odd_week: Plan) -> None:
    """Sari is on leave on Tuesday."""
    roster = roster_of(odd_week)
    sari = next(officer for officer in roster.officers if officer.name == "Sari")
    cells = sari.cells[columns_of(roster, TUESDAY)]
    assert {(cell.text, cell.look) for cell in cells} == {("▨ Tidak tersedia", Look.UNAVAILABLE)}


def test_an_officers_cell_names_the_desk_only_where_it_could_be_another(odd_week: Plan) -> None:
    """Disdukcapil has two desks; Samsat one, so its counter is enough; without counter the desk must do."""
    officers = {officer.name: officer for officer in roster_of(odd_week).officers}
    assert officers["Budi"].cells[0].text == "Adminduk, loket A2"
    assert officers["Dewi"].cells[0].text == "loket B1"
    assert officers["Tono"].cells[3].text == "Paspor"


def test_pooled_officers_come_first_under_a_name_of_their_own(odd_week: Plan) -> None:
    """Joko belongs to no agency."""
    first = roster_of(odd_week).officers[0]
    assert (first.name, first.agency) == ("Joko", "Petugas bersama")


def test_states_are_told_for_each_desk_and_day(odd_week: Plan) -> None:
    """40 expected for 44 tickets on Monday; 18 turned away on Tuesday; only the sign on the closed day."""
    states = [cell.text for cell in roster_of(odd_week).desks[0].states]
    assert states == ["● Ketat 91%", "▲ ≈ 18 kunjungan tidak terlayani", "● Ketat 91%", "● Ketat 91%", "▨"]


def test_columns_follow_the_days_own_sessions(large_week: Plan) -> None:
    """Saturday has two sessions, the other days three."""
    columns = roster_of(large_week).columns
    assert columns[-1].day == date(2026, 2, 7)
    assert columns[-1].session_titles == ("pagi\n08.00-10.00", "siang\n10.00-12.00")
