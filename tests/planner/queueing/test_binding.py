"""Which resource one more ticket lacks."""

from dataclasses import replace

from planner.domain.promise import Promise
from planner.queueing.binding import binding_by_window, resource_caps
from planner.queueing.capacity import SearchSettings, window_capacity
from planner.queueing.desk_day import Profile, Window
from tests.planner.queueing.desks import SESSIONS, SET_A, an_officer, founding_day

QUICK = SearchSettings(days=600, close_days=600)
PRINTS = (replace(SET_A, equipment="printer"),)


def test_officers_bind_where_the_machine_is_idle():
    """Four officers, ten printers: another officer helps, another printer does not."""
    day = founding_day(4, windows=SESSIONS, services=PRINTS, equipment=(("printer", 10),))
    tickets = window_capacity(day, Promise(), QUICK).tickets
    found = binding_by_window(day, tickets, Promise(), QUICK)
    assert [b.resource for b in found] == ["officers"] * 3
    assert found[0].words("id") == "gelombang pagi: petugas"


def test_printer_binds_after_the_second_officer_comes():
    """Every visit needs the printer. Morning: one officer, so officers bind; from 11:00 three share one printer."""
    shifts = (an_officer(0, breaks=()), *(an_officer(i, breaks=(), presence=((180, 420),)) for i in (1, 2)))
    day = founding_day(shifts=shifts, windows=SESSIONS, services=PRINTS, equipment=(("printer", 1),))
    two = replace(day, equipment=(("printer", 2),))
    morning = window_capacity(replace(two, windows=SESSIONS[:1]), Promise(), QUICK).tickets[0]
    alone = binding_by_window(replace(two, windows=SESSIONS[:1]), (morning,), Promise(), QUICK)
    assert alone[0].resource == "officers"
    tickets = window_capacity(day, Promise(), QUICK).tickets
    later = binding_by_window(day, tickets, Promise(), QUICK)[1]
    assert (later.resource, later.equipment) == ("equipment", "printer")
    assert later.words("en") == "window siang: printer"


def test_closing_binds_with_the_last_ticket_at_closing_time():
    """Whoever comes in the last minutes overruns; neither an officer nor a printer helps."""
    window = Window(id="sehari", start_minutes=0, last_ticket_minutes=420)
    day = founding_day(6, Profile(), windows=(window,))
    promise = Promise(grace_minutes=0)
    tickets = window_capacity(day, promise, QUICK).tickets
    assert binding_by_window(day, tickets, promise, QUICK)[0].resource == "closing"


def test_each_resource_has_the_tickets_it_alone_would_allow():
    """Least first: the single printer, then four officers, then five counters."""
    day = founding_day(4, windows=SESSIONS, services=PRINTS, equipment=(("printer", 1),))
    caps = resource_caps(day, 5, Promise(), QUICK)
    assert [cap.kind for cap in caps] == ["equipment", "officers", "counters"]
    assert caps[0].detail == "printer"
    assert caps[1].tickets == window_capacity(founding_day(4, windows=SESSIONS), Promise(), QUICK).total


def test_counters_are_the_cap_when_all_are_manned():
    """Four officers at four counters: more officers could not sit."""
    assert [cap.kind for cap in resource_caps(founding_day(4), 4, Promise(), QUICK)] == ["counters"]
