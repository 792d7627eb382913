"""Desks for the tests of the queueing engine: the founding desk, and random ones with every feature."""

from dataclasses import replace

import numpy as np

from planner.queueing.desk_day import DeskDay, Profile, ServiceWork, Shift, Window

RUSH = Profile(door_share=0.15, half_hour_shares=(16, 15, 13, 10, 8, 6, 4, 2, 2, 3, 3, 2, 1))
SET_A = ServiceWork(
    id="layanan", setup_minutes=3.0, need_minutes=5.5, need_cv=0.5, needs_share=(0.62, 0.25, 0.09, 0.04)
)
THREE_SERVICES = (
    replace(SET_A, id="ktp", need_minutes=4.5, demand_share=0.5),
    replace(SET_A, id="kk", need_minutes=8.4, demand_share=0.3),
    replace(SET_A, id="akta", need_minutes=6.5, demand_share=0.2),
)
WHOLE_DAY = Window(id="sehari", start_minutes=0, last_ticket_minutes=360)
SESSIONS = (
    Window(id="pagi", start_minutes=0, last_ticket_minutes=180),
    Window(id="siang", start_minutes=180, last_ticket_minutes=330),
    Window(id="sore", start_minutes=330, last_ticket_minutes=360),
)


def an_officer(number=0, skills=("layanan",), **changes):
    """Present 08:00-15:00, lunch in two groups."""
    usual = {"presence": ((0, 420),), "breaks": ((210 + 60 * (number % 2), 60),)}
    return Shift(id=f"p{number + 1}", skills=tuple(skills), **{**usual, **changes})


def founding_day(officers=4, profile=RUSH, **changes):
    """The desk of 70 tickets: set A, lunch in two groups, last ticket 14:00 (QUOTA.md)."""
    usual = {
        "close_minutes": 420,
        "services": (SET_A,),
        "shifts": tuple(an_officer(i) for i in range(officers)),
        "windows": (WHOLE_DAY,),
        "profile": profile,
    }
    return DeskDay(**{**usual, **changes})


def plain_day(minutes=10.0, officers=1, **changes):
    """Fixed minutes, no break, spread arrivals: a day that can be followed by hand."""
    service = ServiceWork(id="layanan", setup_minutes=0, need_minutes=minutes, need_cv=0)
    shifts = tuple(an_officer(i, breaks=()) for i in range(officers))
    return founding_day(**{"profile": Profile(), "services": (service,), "shifts": shifts, **changes})


def random_shift(rng, number, names):
    """Random skills, pace, part-days and breaks; sometimes absent in the middle."""
    skills = [name for name in names if rng.random() < 0.6] or [names[number % len(names)]]
    presence = [((0, 420),), ((0, 180), (330, 420)), ((180, 420),), ((0, 330),)][
        rng.choice(4, p=[0.6, 0.15, 0.15, 0.1])
    ]
    breaks = [(), ((210, 60),), ((270, 60),), ((100, 10), (215, 45))][rng.integers(4)]
    pace = float(rng.choice([0.8, 1.0, 1.0, 1.3]))
    paces = ((skills[0], 0.9),) if rng.random() < 0.3 else ()
    return Shift(
        id=f"p{number}", presence=presence, skills=tuple(skills), breaks=breaks, pace=pace, pace_by_service=paces
    )


def random_day(seed, officers=None, **changes):
    """Everything at once: services, needs over several of them, priority, equipment, patience, no-shows, bookings."""
    rng = np.random.default_rng(seed)
    names = ["ktp", "kk", "akta", "kia"][: rng.integers(1, 5)]
    printer = "printer" if rng.random() < 0.5 else None
    services = tuple(
        ServiceWork(
            id=name,
            setup_minutes=float(rng.uniform(1, 4)),
            need_minutes=float(rng.uniform(3, 12)),
            need_cv=float(rng.choice([0.0, 0.5, 1.0])),
            needs_share=(0.5, 0.3, 0.1, 0.1),
            demand_share=float(rng.uniform(0.1, 1)),
            priority_share=float(rng.choice([0.0, 0.2])),
            also_needs=tuple((other, float(rng.uniform(0.1, 1))) for other in names) if rng.random() < 0.6 else None,
            equipment=printer if rng.random() < 0.6 else None,
        )
        for name in names
    )
    count = officers or int(rng.integers(1, 7))
    usual = {
        "services": services,
        "shifts": tuple(random_shift(rng, i, names) for i in range(count)),
        "windows": (WHOLE_DAY,) if rng.random() < 0.5 else SESSIONS,
        "profile": RUSH if rng.random() < 0.5 else Profile(),
        "patience_mean_minutes": float(rng.choice([40, 90])) if rng.random() < 0.3 else None,
        "no_show_share": float(rng.choice([0.0, 0.2])),
        "equipment": (("printer", int(rng.integers(1, 3))),),
        "break_rule": "full_length" if rng.random() < 0.7 else "fixed_return",
    }
    return founding_day(**{**usual, **changes})
