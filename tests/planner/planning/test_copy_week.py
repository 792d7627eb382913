"""A copied week: who can, sits where he sat; who cannot is told; the numbers are the new week's and hold."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from planner.checker.check import check_plan
from planner.domain.errors import InvalidValue
from planner.domain.mall import AgencyMode, CalendarDay, CalendarKind, GivenPosting
from planner.domain.periods import Week
from planner.domain.plan import Plan
from planner.domain.staff import Leave, Pair, PairKind
from planner.planning.copy_week import CopyInput, CopySettings, copy_week
from planner.planning.decided import Decided
from planner.planning.edit_plan import InlineExecutor
from planner.planning.plan_file import plan_as_json
from planner.planning.reprove import reprove
from planner.planning.simulations import Simulations
from planner.queueing.cache import ResultCache
from planner.queueing.proof import ProofSettings
from tests.builders import DAYS, MONDAY, a_history, a_mall, a_plan, a_timetable, an_agency, changed, the_officers

NOW = datetime(2026, 2, 6, 8, 0, tzinfo=UTC)
NEXT = Week.of(MONDAY).next()
NEXT_DAYS = tuple(day + timedelta(days=7) for day in DAYS)


def a_copy(source: Plan | None = None, decided: Decided | None = None, **mall) -> Plan:
    """The small week copied onto the next one, the mall changed meanwhile."""
    now_mall = a_mall(**mall)
    simulations = Simulations(executor=InlineExecutor(), promise=now_mall.promise, cache=ResultCache())
    settings = CopySettings(author="rina", proof=ProofSettings(days=200), decided=decided or Decided())
    given = CopyInput(source=source or a_plan(), week=NEXT, mall=now_mall, history=a_history())
    return copy_week(given, simulations, settings, NOW)


def places(plan: Plan) -> set[tuple[str, date, str, str, str | None]]:
    return {(p.officer, p.day, p.session, p.desk, p.counter) for p in plan.postings}


def moved(plan: Plan) -> set[tuple[str, date, str, str, str | None]]:
    return {(o, day + timedelta(days=7), *rest) for o, day, *rest in places(plan)}


def texts(plan: Plan, code: str) -> list[str]:
    return [f.text_id for f in plan.findings if f.code == code]


@pytest.fixture(scope="module")
def plain() -> Plan:
    """Nothing changed in between."""
    return a_copy()


def test_everybody_sits_where_he_sat(plain: Plan) -> None:
    """Counters and breaks too; the finding says that it was copied and that nothing was left behind."""
    source = a_plan()
    assert places(plain) == moved(source)
    breaks = {(p.officer, p.day.weekday(), p.session): p.break_start for p in plain.postings}
    assert breaks == {(p.officer, p.day.weekday(), p.session): p.break_start for p in source.postings}
    assert texts(plain, "copied_week") == [
        "Jadwal ini disalin dari minggu 2026-W06, tidak disusun ulang; kuotanya dihitung untuk minggu ini. "
        "0 penempatan tidak bisa disalin."
    ]


def test_the_copy_passes_the_checker_and_its_proofs_come_out_again(plain: Plan) -> None:
    assert check_plan(plain, plan_as_json(plain)) == ()
    assert reprove(plain) == ()
    assert plain.input.days == NEXT_DAYS
    assert plain.passport.author == "rina"
    assert all(stage.bound is None for stage in plain.stages)


def test_confirmations_and_pins_of_last_week_end() -> None:
    """A pin was for last week; an agency that decides itself is asked anew."""
    source = changed(a_plan(), "postings", {"desk": "adminduk"}, pinned=True)
    source = changed(source, "postings", {"desk": "pajak"}, confirmed=True)
    made = a_copy(source)
    assert not any(p.pinned for p in made.postings)
    assert {p.confirmed for p in made.postings if p.desk == "pajak"} == {False}


def test_who_is_away_is_left_out_by_name_and_breaks_follow() -> None:
    """Sari is away on Tuesday afternoon: her morning stays, without a second session she takes no break."""
    tuesday = NEXT_DAYS[1]
    leave = Leave(officer="sari", first_day=tuesday, last_day=tuesday, sessions=("siang", "sore"))
    made = a_copy(leave=(leave,))
    own = [p for p in made.postings if (p.officer, p.day) == ("sari", tuesday)]
    assert [(p.session, p.break_start) for p in own] == [("pagi", None)]
    assert texts(made, "not_copied") == ["Tidak disalin: Sari, 10/02/2026 siang, sore, Adminduk (tidak tersedia)."]
    assert check_plan(made, plan_as_json(made)) == ()


def test_a_closed_day_is_told_once() -> None:
    """Twelve postings fall on it; nobody is named twelve times."""
    closed = CalendarDay(day=NEXT_DAYS[2], kind=CalendarKind.CLOSED, name="Pemeliharaan", source="rina")
    made = a_copy(calendar=(closed,))
    assert NEXT_DAYS[2] not in {p.day for p in made.postings}
    assert texts(made, "not_copied_closed") == ["11/02/2026: tutup, 12 penempatan tidak disalin."]
    assert texts(made, "not_copied") == []
    assert check_plan(made, plan_as_json(made)) == ()


def test_lost_skills_counters_and_refusals_are_told_with_their_reason() -> None:
    """Rina lost legalisir; the agency refused Dewi on Monday morning."""
    staff = [entry for entry in the_officers() if entry.officer.id != "rina"]
    rina = next(entry for entry in the_officers() if entry.officer.id == "rina")
    staff.append(replace(rina, skills=tuple(s for s in rina.skills if s.service != "legalisir")))
    refused = Decided(refused=frozenset({("dewi", NEXT_DAYS[0], "pagi", "pajak")}))
    made = a_copy(decided=refused, officers=staff)
    assert not [p for p in made.postings if p.officer == "rina"]
    told = texts(made, "not_copied")
    assert "Tidak disalin: Dewi, 09/02/2026 pagi, Pajak (ditolak instansinya)." in told
    assert sum("tidak bisa melayani meja itu lagi" in text for text in told) == 5
    assert check_plan(made, plan_as_json(made)) == ()


def test_a_rule_that_came_since_takes_one_of_two_out() -> None:
    """Sari and Budi may no longer share a desk: of each session one posting stays, and the rule is named."""
    made = a_copy(pairs=(Pair(officer="sari", other="budi", kind=PairKind.NEVER_TOGETHER),))
    assert {(p.day, p.session) for p in made.postings if p.desk == "adminduk"} == {
        (p.day, p.session) for p in a_copy().postings if p.desk == "adminduk"
    }
    assert len([p for p in made.postings if p.desk == "adminduk"]) == 15
    assert check_plan(made, plan_as_json(made)) == ()


def test_an_agencys_own_roster_is_that_of_the_new_week_or_missing() -> None:
    """Samsat brings its own now: Dewi on Monday morning and nothing else; without any row the mall is told."""
    agencies = (an_agency("disdukcapil", needs_supervisor=True), an_agency("samsat", mode=AgencyMode.AS_GIVEN))
    row = GivenPosting(officer="dewi", day=NEXT_DAYS[0], session="pagi", desk="pajak")
    made = a_copy(agencies=agencies, given=(row,))
    assert [(p.officer, p.day, p.session) for p in made.postings if p.desk == "pajak"] == [
        ("dewi", NEXT_DAYS[0], "pagi")
    ]
    assert texts(made, "own_roster_missing") == []
    assert check_plan(made, plan_as_json(made)) == ()
    without = a_copy(agencies=agencies)
    assert not [p for p in without.postings if p.desk == "pajak"]
    assert len(texts(without, "own_roster_missing")) == 1


def test_a_changed_break_moves_to_a_permitted_time() -> None:
    """Breaks now begin at 12:00 only."""
    timetable = a_timetable(break_starts=(time(12),))
    made = a_copy(timetables={timetable.day_type: timetable}, rules=replace(a_mall().rules, breaks_staggered=False))
    assert {p.break_start for p in made.postings} == {None, time(12)}
    assert check_plan(made, plan_as_json(made)) == ()


def test_a_week_without_an_open_day_cannot_be_copied_onto() -> None:
    closed = tuple(CalendarDay(day=day, kind=CalendarKind.CLOSED, name="Renovasi", source="rina") for day in NEXT.days)
    with pytest.raises(InvalidValue) as fault:
        a_copy(calendar=closed)
    assert fault.value.code == "week_closed"


def test_of_a_plan_of_two_weeks_the_first_is_copied() -> None:
    """Nothing of its second week is told as closed."""
    made = a_copy(a_plan(days=(*DAYS, *NEXT_DAYS)))
    assert places(made) == moved(a_plan())
    assert texts(made, "not_copied_closed") == []


def test_who_stands_in_an_agencys_own_roster_is_not_copied_elsewhere() -> None:
    """Joko, pooled, helped at legalisir last Monday; Samsat's own roster has him this Monday morning."""
    source = changed(a_plan(), "postings", {"officer": "rina", "day": MONDAY}, officer="joko")
    agencies = (an_agency("disdukcapil", needs_supervisor=True), an_agency("samsat", mode=AgencyMode.AS_GIVEN))
    row = GivenPosting(officer="joko", day=NEXT_DAYS[0], session="pagi", desk="pajak")
    made = a_copy(source, agencies=agencies, given=(row,))
    assert "Tidak disalin: Joko, 09/02/2026 pagi, Legalisir (tercatat di jadwal instansi lain)." in texts(
        made, "not_copied"
    )
    assert check_plan(made, plan_as_json(made)) == ()
