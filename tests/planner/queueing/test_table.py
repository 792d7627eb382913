"""Tables of a desk: what the roster sees."""

from dataclasses import replace

import pytest

from planner.domain.errors import InvalidValue
from planner.domain.promise import Promise
from planner.queueing.cache import CACHE_VARIABLE, ResultCache, content_key, default_cache_directory
from planner.queueing.capacity import SearchSettings, window_capacity
from planner.queueing.desk_day import Shift
from planner.queueing.table import DeskSetting, SessionSpan, desk_tables, fluid_tables, working_tenths
from tests.planner.queueing.desks import SET_A, THREE_SERVICES

SPANS = (
    SessionSpan(id="pagi", start_minutes=0, end_minutes=180),
    SessionSpan(id="siang", start_minutes=180, end_minutes=330),
    SessionSpan(id="sore", start_minutes=330, end_minutes=420),
)
QUICK = SearchSettings(bracket_days=200, days=400, close_days=400)
NOWHERE = ResultCache(None)


def a_setting(**changes):
    """The founding desk in three sessions, lunch in two groups inside the second."""
    usual = {
        "sessions": SPANS,
        "last_ticket_minutes": 360,
        "services": (SET_A,),
        "skill_classes": (("layanan",),),
        "counters": 3,
        "promise": Promise(),
        "break_groups": ((210, 60), (270, 60)),
    }
    return DeskSetting(**{**usual, **changes})


def test_point_of_m_officers_is_the_simulated_best_split():
    """T at 10 m tenths is the session's part of the capacity of m generalists; siang counts 6 tenths an officer."""
    setting = a_setting()
    tables = desk_tables(setting, NOWHERE, QUICK)
    for m in (1, 2, 3):
        split = window_capacity(setting.generalists_day((0,), m), setting.promise, QUICK).tickets
        assert tables.tickets((0,), "pagi", 10 * m) >= split[0]
        assert tables.tickets((0,), "siang", 6 * m) >= split[1]
    assert tables.tickets((0,), "pagi", 0) == 0


def test_session_counts_whole_tenths_without_the_break():
    """150 minutes less 60 of lunch are 6 tenths; a quick officer counts 7, rounded down each."""
    setting = a_setting()
    assert setting.session_tenths(3) == (30, 18, 30)
    quick = Shift(id="p", presence=((0, 420),), skills=("layanan",), breaks=((210, 60),), pace=1.25)
    assert working_tenths(quick, SPANS[1]) == 7
    assert working_tenths(quick, SPANS[0]) == 12


def test_who_stays_through_the_break_session_has_points_past_the_last_break():
    """One counter, relieved at lunch: 10 tenths hold what one officer without a break serves, 6 only the gap's little.

    Up to the last point with breaks (12 tenths of two officers) the table is as it was.
    """
    one, two = a_setting(counters=1), a_setting(counters=2)
    relieved = window_capacity(one.without_breaks().generalists_day((0,), 1), one.promise, QUICK).tickets
    alone = desk_tables(one, NOWHERE, QUICK)
    assert alone.tickets((0,), "siang", 10) == relieved[1] > alone.tickets((0,), "siang", 6)
    pair = window_capacity(two.generalists_day((0,), 2), two.promise, QUICK).tickets
    assert desk_tables(two, NOWHERE, QUICK).tickets((0,), "siang", 12) == pair[1]


def test_rows_never_fall_and_stay_constant_past_the_last_counter():
    """Running maximum; a fourth officer without a counter adds nothing."""
    tables = desk_tables(a_setting(), NOWHERE, QUICK)
    for row in tables.rows.values():
        assert list(row) == sorted(row)
    assert tables.tickets((0,), "pagi", 30) == tables.tickets((0,), "pagi", 400)


def test_session_after_the_last_ticket_has_no_tickets():
    """Last ticket at 330: nothing is released in the afternoon."""
    tables = desk_tables(a_setting(last_ticket_minutes=330, counters=1), NOWHERE, QUICK)
    assert set(tables.rows[(0,), "sore"]) == {0}


def test_all_sets_of_up_to_four_classes_else_singles_pairs_and_all():
    """3 classes: 7 sets; 5 classes: 5 + 10 + 1."""
    three = a_setting(services=THREE_SERVICES, skill_classes=(("ktp",), ("kk",), ("akta",)))
    five_services = tuple(replace(SET_A, id=f"s{i}") for i in range(5))
    five = a_setting(services=five_services, skill_classes=tuple((s.id,) for s in five_services))
    assert len(three.class_sets()) == 7
    assert len(five.class_sets()) == 16
    assert five.class_sets()[-1] == (0, 1, 2, 3, 4)


def test_set_of_classes_sees_only_its_own_services():
    """Table of ktp alone allows more visits than that of kk, whose visits are longer."""
    setting = a_setting(services=THREE_SERVICES, skill_classes=(("ktp",), ("kk",), ("akta",)), counters=2)
    tables = desk_tables(setting, NOWHERE, QUICK)
    assert tables.tickets((0,), "pagi", 20) > tables.tickets((0, 1, 2), "pagi", 20) > tables.tickets((1,), "pagi", 20)


def test_needs_outside_the_set_are_left_out():
    """A table of ktp alone draws further needs from ktp only."""
    also = (("ktp", 0.5), ("kk", 0.5))
    services = (replace(SET_A, id="ktp", also_needs=also), replace(SET_A, id="kk", also_needs=also))
    setting = a_setting(services=services, skill_classes=(("ktp",), ("kk",)))
    (alone,) = setting.generalists_day((0,), 1).services
    assert alone.also_needs == (("ktp", 0.5),)


def test_listed_equipment_limits_the_table_and_unlisted_does_not():
    """Every visit needs the printer: one of them gives three officers fewer tickets; not listed, as many as ever."""
    plain, needing = a_setting(), a_setting(services=(replace(SET_A, equipment="printer"),))
    one = replace(needing, equipment=(("printer", 1),))
    totals = [desk_tables(s, NOWHERE, QUICK).tickets((0,), "pagi", 30) for s in (plain, needing, one)]
    assert totals[0] == totals[1] > totals[2]


def test_skill_classes_must_hold_every_service_once():
    """kk is missing."""
    with pytest.raises(InvalidValue, match="skill classes"):
        a_setting(services=THREE_SERVICES, skill_classes=(("ktp",), ("akta",)))


def test_tables_come_back_from_the_cache(tmp_path):
    """The second call reads files; a damaged file is simulated again; another promise is another question."""
    cache, setting = ResultCache(tmp_path), a_setting(counters=2)
    first = desk_tables(setting, cache, QUICK)
    files = sorted(tmp_path.rglob("*.json"))
    assert len(files) == 3  # one and two officers with breaks, two relieved
    files[0].write_text("{", encoding="utf-8")
    assert desk_tables(setting, cache, QUICK) == first
    desk_tables(replace(setting, promise=Promise(wait_minutes=20)), cache, QUICK)
    assert len(list(tmp_path.rglob("*.json"))) == 6
    assert not list(tmp_path.rglob("*.part"))


def test_cache_directory_can_be_chosen(monkeypatch, tmp_path):
    """The environment wins over the user's cache directory."""
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    assert default_cache_directory() == tmp_path
    monkeypatch.delenv(CACHE_VARIABLE)
    assert default_cache_directory() != tmp_path


def test_key_hangs_on_content_alone():
    """Equal records, equal keys; one different minute, another key."""
    assert content_key(a_setting()) == content_key(a_setting())
    assert content_key(a_setting()) != content_key(a_setting(last_ticket_minutes=345))


def test_fluid_estimate_lies_near_the_simulated_table():
    """Over one to three officers the sum of the sessions is within a quarter of the simulated one."""
    setting = a_setting(counters=3)
    simulated, fluid = desk_tables(setting, NOWHERE, QUICK), fluid_tables(setting)
    assert simulated.simulated
    assert not fluid.simulated
    for m in (2, 3):
        tenths = dict(zip(("pagi", "siang", "sore"), setting.session_tenths(m), strict=True))
        sums = [sum(t.tickets((0,), s, u) for s, u in tenths.items()) for t in (simulated, fluid)]
        assert abs(sums[1] - sums[0]) <= 0.25 * sums[0]
