"""Who may sit where: open, present, skilled, of the agency, in one place, at a counter, beside whom he may.

Rows of `as_given` rosters are judged by `given_rosters` alone: what is wrong inside them is a finding about that
agency's own roster (`given_faults`), not a fault of the plan.
"""

from collections import Counter
from collections.abc import Iterator

from planner.checker.violation import Violation
from planner.checker.week import PlanWeek, place_of
from planner.domain.plan import Posting, PostingSource
from planner.domain.staff import PairKind


def placements(week: PlanWeek) -> Iterator[Violation]:
    """open_hours, officer_available, skill_held, own_agency: of every posting that the plan itself decides."""
    for posting in week.plan.postings:
        if not week.is_given(posting.desk):
            yield from _placement(week, posting)


def _placement(week: PlanWeek, posting: Posting) -> Iterator[Violation]:
    place, officer, desk = place_of(posting), posting.officer, posting.desk
    if week.session(desk, posting.day, posting.session) is None:
        yield week.broken("open_hours", place, posting.session)
    if not week.is_available(officer, posting.day, posting.session):
        yield week.broken("officer_available", place, officer)
    if not week.paces_on(officer, desk, posting.day):
        yield week.broken("skill_held", place, officer)
    if not week.is_of_agency(officer, desk):
        place = type(place)(agency=week.desks[desk].agency, officer=officer, desk=desk, day=place.day)
        yield week.broken("own_agency", place, week.officers[officer].agency)


def given_faults(week: PlanWeek) -> Iterator[Violation]:
    """What is wrong inside the rosters that agencies brought; such rows give no capacity."""
    rows = (
        Posting(officer=g.officer, day=g.day, session=g.session, desk=g.desk)
        for g in week.mall.given
        if g.day in week.days and week.is_given(g.desk)
    )
    for posting in rows:
        faults = tuple(_placement(week, posting))
        yield from faults
        if not faults and week.given_slots[posting.officer, posting.day, posting.session] != posting.desk:
            yield week.broken("one_place_at_a_time", place_of(posting), posting.desk)


def given_rosters(week: PlanWeek) -> Iterator[Violation]:
    """given_rosters: an `as_given` agency has the postings of its own roster, all that can hold and no others."""
    rows = {(g.officer, g.day, g.session, g.desk) for g in week.mall.given}
    planned = set()
    for posting in week.plan.postings:
        if week.is_given(posting.desk):
            row = (posting.officer, posting.day, posting.session, posting.desk)
            planned.add(row)
            if row not in rows:
                yield week.broken("given_rosters", place_of(posting), posting.officer)
    for (officer, day, session), desk in week.given_slots.items():
        if (officer, day, session, desk) not in planned:
            missing = Posting(officer=officer, day=day, session=session, desk=desk)
            yield week.broken("given_rosters", place_of(missing), "missing")


def sources(week: PlanWeek) -> Iterator[Violation]:
    """source_as_mode: a posting's source is the mode of its agency; only a proposal may be unconfirmed."""
    for posting in week.plan.postings:
        mode = week.agencies[week.desks[posting.desk].agency].mode
        unconfirmed = not posting.confirmed and posting.source is not PostingSource.REQUEST
        if posting.source.value != mode.value or unconfirmed:
            value = f"{posting.source}, confirmed {posting.confirmed}, mode {mode}"
            yield week.broken("source_as_mode", place_of(posting), value)


def one_place(week: PlanWeek) -> Iterator[Violation]:
    """one_place_at_a_time: an officer is at one desk at most in each session."""
    counts = Counter((p.officer, p.day, p.session) for p in week.at_work)
    for posting in week.at_work:
        if (found := counts[posting.officer, posting.day, posting.session]) > 1:
            yield week.broken("one_place_at_a_time", place_of(posting), found)


def counters(week: PlanWeek) -> Iterator[Violation]:
    """counters_suffice: every posting has a counter that may serve its desk, one officer each.

    A row of a given roster names no counter; one that is named must hold like any other.
    """
    taken = Counter((p.counter, p.day, p.session) for p in week.at_work)
    for posting in week.at_work:
        if posting.counter is None:
            fits = week.is_given(posting.desk)
        else:
            allowed = week.counters_of[posting.desk]
            fits = posting.counter in allowed and taken[posting.counter, posting.day, posting.session] == 1
        if not fits:
            yield week.broken("counters_suffice", place_of(posting), posting.counter)


def pairs_apart(week: PlanWeek) -> Iterator[Violation]:
    """never_together: such a pair never shares desk and session."""
    apart = [p for p in week.mall.pairs if p.kind is PairKind.NEVER_TOGETHER]
    for (desk, _, _), postings in week.at_desk.items():
        by_officer = {p.officer: p for p in postings}
        for pair in apart:
            if {pair.officer, pair.other} <= by_officer.keys() and not week.is_given(desk):
                name = week.officers[pair.other].name
                yield week.broken("never_together", place_of(by_officer[pair.officer]), pair.other, other=name)


def juniors_accompanied(week: PlanWeek) -> Iterator[Violation]:
    """junior_beside_senior: who has seniors works only at a desk where one of them is posted too."""
    for posting in week.at_work:
        seniors = {p.officer for p in week.mall.pairs if p.kind is PairKind.SENIOR_OF and p.other == posting.officer}
        beside = {p.officer for p in week.at_desk[posting.desk, posting.day, posting.session]}
        if seniors and not (seniors & beside) and not week.is_given(posting.desk):
            names = ", ".join(week.officers[senior].name for senior in sorted(seniors))
            yield week.broken("junior_beside_senior", place_of(posting), posting.officer, other=names)


def kept_postings(week: PlanWeek, kept: tuple[Posting, ...]) -> Iterator[Violation]:
    """fixed_postings: pins and published days stand as they are."""
    there = {(p.officer, p.day, p.session, p.desk) for p in week.plan.postings}
    for posting in kept:
        if (posting.officer, posting.day, posting.session, posting.desk) not in there:
            yield week.broken("fixed_postings", place_of(posting), "missing")
