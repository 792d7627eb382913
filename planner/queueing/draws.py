"""The people of many days, drawn once: person i of a window is the same whatever the tickets and officers.

Every number is a hash of (seed, day, window, person, step), so it depends on nothing else: not on how many people are
drawn, how many days, in which order or in how many processes (docs/decisions/0010-counted-draws.md).
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.queueing.compiled import compiled
from planner.queueing.desk_day import MOST_NEEDS, ArrivalLaw, DeskDay

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PRIORITY, MIXED, NO_SHOW = 1, 2, 4  # bits of `flags`
TIME_STEPS = float(1 << 24)  # arrivals are multiples of this part of a minute
PERSON_BITS = 20

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
MIX_2 = np.uint64(0x94D049BB133111EB)
DAY_STEP = np.uint64(0xD1342543DE82EF95)
PERSON_STEP = np.uint64(0x2545F4914F6CDD1D)
S30, S27, S31, S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)


class People(NamedTuple):
    """Everybody of all days in order of arrival; arrays have the shape (days, places).

    arrival    : minutes after opening.
    work       : minutes at pace 1 with one set-up; of a mixed visit see `need_service` and `need_minutes`.
    service    : index of the service on the ticket.
    rank       : which ticket of his window he would get, from 0.
    flags      : bits PRIORITY, MIXED (needs of several services), NO_SHOW (takes a ticket and stays away).
    patience   : minutes he waits; shape (days, 0) where everybody waits.
    need_service, need_minutes : shape (days, places, 4), -1 past the last need; (days, 0, 4) where no visit is mixed.
    first_place : first place of each window, and the end; shape (windows + 1,).
    """

    arrival: Floats
    work: Floats
    service: NDArray[np.int8]
    rank: NDArray[np.int32]
    flags: NDArray[np.int8]
    patience: Floats
    need_service: NDArray[np.int8]
    need_minutes: Floats
    first_place: Ints

    def first_days(self, days: int) -> "People":
        """The same people on fewer days."""
        return People._make([*(array[:days] for array in self[:-1]), self.first_place])


class Mix(NamedTuple):
    """What the visits of a desk are like, as arrays for the compiled code."""

    service_sum: Floats  # (services,) cumulated demand shares
    needs_sum: Floats  # (services, 4)
    also_sum: Floats  # (services, services); all 0 = further needs are of the same service
    setup: Floats
    mean: Floats  # minutes of a need
    log_mean: Floats
    log_sd: Floats  # 0 = always the mean
    priority: Floats
    no_show: float
    patience: float  # mean minutes; inf = everybody waits


@compiled
def mixed_bits(x: np.uint64) -> np.uint64:
    """The finaliser of SplitMix64 (Steele, Lea, Flood 2014)."""
    x = (x ^ (x >> S30)) * MIX_1
    x = (x ^ (x >> S27)) * MIX_2
    return x ^ (x >> S31)


@compiled
def person_state(key: np.uint64, day: int, person: int) -> np.uint64:
    """Start of one person's own stream of numbers."""
    return mixed_bits(mixed_bits(key + np.uint64(day) * DAY_STEP) + np.uint64(person) * PERSON_STEP)


@compiled
def uniform(state: np.uint64, step: int) -> float:
    """Number `step` of a stream, strictly inside 0..1."""
    bits = mixed_bits(state + np.uint64(step + 1) * GOLDEN) >> S11
    return (float(bits) + 0.5) * (1.0 / 9007199254740992.0)


@compiled
def normal_quantile(p: float) -> float:
    """Quantile of the standard normal (Wichura 1988, AS 241, full precision)."""
    q = p - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        above = (
            (
                (
                    (
                        ((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r
                        + 45921.953931549871457
                    )
                    * r
                    + 13731.693765509461125
                )
                * r
                + 1971.5909503065514427
            )
            * r
            + 133.14166789178437745
        ) * r + 3.387132872796366608
        below = (
            (
                (
                    (
                        ((5226.495278852545925 * r + 28729.085735721942674) * r + 39307.89580009271061) * r
                        + 21213.794301586595867
                    )
                    * r
                    + 5394.1960214247511077
                )
                * r
                + 687.1870074920579083
            )
            * r
            + 42.313330701600911252
        ) * r + 1.0
        return q * above / below
    r = math.sqrt(-math.log(p if q < 0 else 1.0 - p))
    if r <= 5.0:
        r -= 1.6
        above = (
            (
                (
                    (
                        ((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r + 0.24178072517745061177) * r
                        + 1.27045825245236838258
                    )
                    * r
                    + 3.64784832476320460504
                )
                * r
                + 5.7694972214606914055
            )
            * r
            + 4.6303378461565452959
        ) * r + 1.42343711074968357734
        below = (
            (
                (
                    (
                        ((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r
                        + 0.14810397642748007459
                    )
                    * r
                    + 0.68976733498510000455
                )
                * r
                + 1.6763848301838038494
            )
            * r
            + 2.05319162663775882187
        ) * r + 1.0
    else:
        r -= 5.0
        above = (
            (
                (
                    (
                        ((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 0.0012426609473880784386) * r
                        + 0.026532189526576123093
                    )
                    * r
                    + 0.29656057182850489123
                )
                * r
                + 1.7848265399172913358
            )
            * r
            + 5.4637849111641143699
        ) * r + 6.6579046435011037772
        below = (
            (
                (
                    (
                        ((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r
                        + 7.868691311456132591e-4
                    )
                    * r
                    + 0.0148753612908506148525
                )
                * r
                + 0.13692988092273580531
            )
            * r
            + 0.59983220655588793769
        ) * r + 1.0
    return -above / below if q < 0 else above / below


@compiled
def _pick(cumulated: Floats, u: float) -> int:
    i = 0
    while i < len(cumulated) - 1 and u >= cumulated[i]:
        i += 1
    return i


@compiled
def _arrival(times: Floats, cumulated: Floats, u: float) -> float:
    if u < cumulated[0]:
        return float(times[0])
    i = 1
    while i < len(times) - 1 and u >= cumulated[i]:
        i += 1
    part = (u - cumulated[i - 1]) / (cumulated[i] - cumulated[i - 1])
    return float(times[i - 1] + min(part, 1.0) * (times[i] - times[i - 1]))


@compiled
def _fill_keys(keys: NDArray[np.int64], key: np.uint64, law: tuple[Floats, Floats]) -> None:
    """Time of arrival in the upper bits, person in the lower: sorting the keys sorts the people."""
    times, cumulated = law
    for day in range(keys.shape[0]):
        for person in range(keys.shape[1]):
            minutes = _arrival(times, cumulated, uniform(person_state(key, day, person), 0))
            keys[day, person] = (int(minutes * TIME_STEPS) << PERSON_BITS) | person


@compiled
def _fill_booked(keys: NDArray[np.int64], key: np.uint64, share: float, span: tuple[float, float, float]) -> None:
    """Who is booked comes at his slot or late; slots are spread evenly over the window."""
    start, end, lateness = span
    booked = int(share * keys.shape[1] + 1e-9)
    for person in range(keys.shape[1]):
        number = int(share * (person + 1) + 1e-9)
        if number > int(share * person + 1e-9):
            slot = start + (end - start) * (number - 1) / booked
            for day in range(keys.shape[0]):
                late = 2.0 * lateness * uniform(person_state(key, day, person), 0)
                keys[day, person] = (int(min(slot + late, end) * TIME_STEPS) << PERSON_BITS) | person


@compiled
def _fill_people(people: People, keys: Ints, key: np.uint64, place: tuple[int, Mix]) -> None:
    """Everything about the sorted people but their arrival; one function, as calls with records of arrays are slow."""
    first, mix = place
    service_sum, needs_sum, also_sum, setup, mean, log_mean, log_sd, priority, no_show, mean_patience = mix
    arrival, work, service_at, rank, flags, patience, need_service, need_minutes, _ = people
    further_of = also_sum[:, -1] > 0
    for day in range(keys.shape[0]):
        for i in range(keys.shape[1]):
            at = first + i
            person = keys[day, i] & ((1 << PERSON_BITS) - 1)
            state = person_state(key, day, person)
            service = _pick(service_sum, uniform(state, 1))
            needs = 1 + _pick(needs_sum[service], uniform(state, 2))
            arrival[day, at] = (keys[day, i] >> PERSON_BITS) / TIME_STEPS
            service_at[day, at] = service
            rank[day, at] = person
            flag = NO_SHOW if no_show > 0 and uniform(state, 3) < no_show else 0
            if priority[service] > 0 and uniform(state, 4) < priority[service]:
                flag |= PRIORITY
            if patience.shape[1] > 0:
                patience[day, at] = -mean_patience * math.log(uniform(state, 5))
            minutes = setup[service]
            for j in range(needs):
                wanted = service
                if j > 0 and further_of[service]:
                    wanted = _pick(also_sum[service], uniform(state, 10 + j))
                need = mean[wanted]
                if log_sd[wanted] > 0:
                    need = math.exp(log_mean[wanted] + log_sd[wanted] * normal_quantile(uniform(state, 20 + j)))
                minutes += need
                if need_service.shape[1] > 0:
                    need_service[day, at, j] = wanted
                    need_minutes[day, at, j] = need
                    if wanted != service:
                        flag |= MIXED
            work[day, at] = minutes
            flags[day, at] = flag


def make_mix(day: DeskDay) -> Mix:
    """The desk's services as arrays."""
    services = day.services
    ids = [s.id for s in services]
    shares = np.array([s.demand_share for s in services])
    needs = np.array([[*s.needs_share, 0.0, 0.0, 0.0][:MOST_NEEDS] for s in services], dtype=float)
    also = np.array([[dict(s.also_needs or ()).get(name, 0.0) for name in ids] for s in services], dtype=float)
    totals = also.sum(axis=1, keepdims=True)
    variance = np.log1p(np.array([s.need_cv for s in services], dtype=float) ** 2)
    minutes = np.array([max(s.need_minutes, 1e-12) for s in services], dtype=float)
    return Mix(
        service_sum=np.cumsum(shares / shares.sum()),
        needs_sum=np.cumsum(needs / needs.sum(axis=1, keepdims=True), axis=1),
        also_sum=np.cumsum(np.divide(also, totals, out=np.zeros_like(also), where=totals > 0), axis=1),
        setup=np.array([s.setup_minutes for s in services], dtype=float),
        mean=np.array([s.need_minutes for s in services], dtype=float),
        log_mean=np.log(minutes) - variance / 2,
        log_sd=np.sqrt(variance),
        priority=np.array([s.priority_share for s in services], dtype=float),
        no_show=day.no_show_share,
        patience=math.inf if day.patience_mean_minutes is None else day.patience_mean_minutes,
    )


def stream_key(seed: int, *place: int) -> np.uint64:
    """Key of one stream of draws."""
    key: np.uint64 = np.random.SeedSequence([seed, *place]).generate_state(1, np.uint64)[0]
    return key


def draw_people(day: DeskDay, places: tuple[int, ...], days: int, seed: int) -> People:
    """The first `places[w]` people of each window on `days` days, sorted by arrival.

    Parameters
    ----------
    places
        Largest number of tickets of each window that will be asked for, at most a million. Where a window has booked
        tickets it is the very number: appointed times depend on how many there are.
    """
    people = _empty_people(day, places, days)
    mix = make_mix(day)
    for w, size in enumerate(places):
        key = stream_key(seed, w)
        law = day.arrival_law(w)
        keys = np.empty((days, size), dtype=np.int64)
        _fill_keys(keys, key, _law_arrays(law))
        if day.windows[w].booked_share > 0:
            span = (law.times[0], day.windows[w].last_ticket_minutes, day.lateness_minutes)
            _fill_booked(keys, key, day.windows[w].booked_share, span)
        keys.sort(axis=1)
        _fill_people(people, keys, key, (int(people.first_place[w]), mix))
    return people


def _law_arrays(law: ArrivalLaw) -> tuple[Floats, Floats]:
    return np.array(law.times), np.array(law.cumulated)


def _empty_people(day: DeskDay, places: tuple[int, ...], days: int) -> People:
    total = sum(places)
    mixed = total if any(s.also_needs for s in day.services) else 0
    return People(
        arrival=np.empty((days, total)),
        work=np.empty((days, total)),
        service=np.empty((days, total), dtype=np.int8),
        rank=np.empty((days, total), dtype=np.int32),
        flags=np.empty((days, total), dtype=np.int8),
        patience=np.empty((days, total if day.patience_mean_minutes is not None else 0)),
        need_service=np.full((days, mixed, MOST_NEEDS), -1, dtype=np.int8),
        need_minutes=np.zeros((days, mixed, MOST_NEEDS)),
        first_place=np.concatenate([[0], np.cumsum(places)]).astype(np.int64),
    )
