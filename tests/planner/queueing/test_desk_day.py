"""Records of a desk-day check themselves."""

import pytest

from planner.domain.errors import InvalidValue
from planner.queueing.desk_day import MOST_OFFICERS, Profile, ServiceWork, Shift, Window
from tests.planner.queueing.desks import RUSH, SESSIONS, SET_A, THREE_SERVICES, an_officer, founding_day


@pytest.mark.parametrize(
    ("make", "field"),
    [
        pytest.param(lambda: an_officer(presence=()), "presence", id="never present"),
        pytest.param(lambda: an_officer(presence=((200, 100),)), "presence", id="ends before it starts"),
        pytest.param(lambda: an_officer(presence=((0, 200), (100, 300))), "presence", id="intervals overlap"),
        pytest.param(lambda: an_officer(pace=0), "pace", id="no pace"),
        pytest.param(lambda: an_officer(pace_by_service=(("layanan", -1.0),)), "pace", id="negative pace in a service"),
        pytest.param(lambda: an_officer(breaks=((210, 0),)), "breaks", id="break without length"),
        pytest.param(lambda: ServiceWork(id="a", setup_minutes=0, need_minutes=0), "need_minutes", id="no minutes"),
        pytest.param(lambda: ServiceWork(id="a", setup_minutes=1, need_minutes=1, need_cv=-1), "need_cv", id="CV"),
        pytest.param(
            lambda: ServiceWork(id="a", setup_minutes=1, need_minutes=1, needs_share=(0,) * 5),
            "needs_share",
            id="five needs",
        ),
        pytest.param(
            lambda: ServiceWork(id="a", setup_minutes=1, need_minutes=1, priority_share=1.5),
            "demand_share",
            id="priority share",
        ),
        pytest.param(
            lambda: Window(id="w", start_minutes=100, last_ticket_minutes=100), "last_ticket_minutes", id="empty window"
        ),
        pytest.param(
            lambda: Window(id="w", start_minutes=0, last_ticket_minutes=10, start_share=2), "start_share", id="share"
        ),
        pytest.param(lambda: Profile(door_share=-0.1), "door_share", id="door share"),
        pytest.param(lambda: Profile(half_hour_shares=(0, 0)), "half_hour_shares", id="empty profile"),
        pytest.param(lambda: founding_day(services=()), "services", id="no service"),
        pytest.param(lambda: founding_day(services=(SET_A, SET_A)), "services", id="same service twice"),
        pytest.param(lambda: founding_day(MOST_OFFICERS + 1), "shifts", id="too many officers"),
        pytest.param(lambda: founding_day(windows=SESSIONS[::-1]), "windows", id="windows out of order"),
        pytest.param(lambda: founding_day(windows=SESSIONS, close_minutes=350), "windows", id="after closing"),
        pytest.param(lambda: founding_day(no_show_share=1.0), "no_show_share", id="nobody ever comes"),
        pytest.param(
            lambda: founding_day(
                services=(ServiceWork(id="a", setup_minutes=1, need_minutes=1, also_needs=(("b", 1.0),)),)
            ),
            "also_needs",
            id="unknown further need",
        ),
        pytest.param(
            lambda: founding_day(services=(ServiceWork(id="a", setup_minutes=1, need_minutes=1, equipment="x"),)),
            "equipment",
            id="unknown equipment",
        ),
    ],
)
def test_wrong_values_stop_at_the_door(make, field):
    """Each fault names its field."""
    with pytest.raises(InvalidValue) as fault:
        make()
    assert fault.value.field == field


def test_profile_is_cut_at_the_last_ticket_and_rescaled():
    """Without the last half-hour (weight 1 of 85) the rest is 1 / (1 - 0.85 / 85) of what it was."""
    law = RUSH.law(360)
    assert law.times[-1] == 360
    assert law.cumulated[0] == pytest.approx(0.15 / 0.99)
    assert law.share_by(30) == pytest.approx((0.15 + 0.85 * 16 / 85) / 0.99)
    assert (law.share_by(0), law.share_by(400)) == (0.0, 1.0)


def test_spread_profile_is_even():
    """Half of the people have come at half time."""
    assert Profile().law(360).share_by(180) == pytest.approx(0.5)


def test_profile_without_anybody_before_the_last_ticket_is_refused():
    """All arrivals lie in the third half-hour, tickets end after the first."""
    with pytest.raises(InvalidValue):
        Profile(half_hour_shares=(0, 0, 1)).law(30)


def test_demand_is_shared_over_windows_by_the_whole_day_profile():
    """Uniform arrivals until 360: 180, 150 and 30 minutes of it."""
    day = founding_day(profile=Profile(), windows=SESSIONS)
    assert day.demand_shares() == pytest.approx((180 / 360, 150 / 360, 30 / 360))


def test_officer_minutes_leave_out_breaks_and_absence():
    """Two officers: 2 x 180 in the morning, 2 x 150 - 2 x 60 around lunch, then one of them until closing."""
    shifts = (an_officer(0), an_officer(1, presence=((0, 330),)))
    day = founding_day(shifts=shifts, windows=SESSIONS)
    assert day.officer_minutes() == pytest.approx((360, 180, 90))


def test_visit_minutes_weigh_services_and_further_needs():
    """Set A takes 3 + 1.55 x 5.5 = 11.525 minutes; the three services 11.53 on the mean of their shares."""
    assert founding_day().visit_minutes() == pytest.approx(11.525)
    means = [3 + 1.55 * m for m in (4.5, 8.4, 6.5)]
    three = founding_day(services=THREE_SERVICES, shifts=())
    assert three.visit_minutes() == pytest.approx(0.5 * means[0] + 0.3 * means[1] + 0.2 * means[2])


def test_further_needs_of_other_services_count_with_their_minutes():
    """Second need always 20 minutes: 2 + 10 + 1 x 20."""
    services = (
        ServiceWork(id="a", setup_minutes=2, need_minutes=10, needs_share=(0, 1), also_needs=(("b", 1.0),)),
        ServiceWork(id="b", setup_minutes=2, need_minutes=20, demand_share=0),
    )
    assert founding_day(services=services, shifts=()).visit_minutes() == pytest.approx(32)


def test_pace_by_service_replaces_the_general_pace():
    """1.2 in kk, 1.0 elsewhere."""
    shift = Shift(id="p", presence=((0, 1),), skills=("kk",), pace_by_service=(("kk", 1.2),))
    assert (shift.pace_in("kk"), shift.pace_in("ktp")) == (1.2, 1.0)
