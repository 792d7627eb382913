"""Last week's postings on this week's days: who can still sit there, and why the others cannot."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from planner.checker.violation import Violation
from planner.domain.ids import CounterId, DeskId, OfficerId, SessionId
from planner.domain.mall import AgencyMode
from planner.domain.plan import Posting, PostingSource
from planner.planning.breaks import stagger_breaks
from planner.planning.carry_over import carried_over
from planner.planning.decided import Decided
from planner.planning.frame import WeekFrame
from planner.planning.roster_changes import with_breaks
from planner.planning.roster_problem import usable_given
from planner.planning.skill_classes import skill_classes

Postings = tuple[Posting, ...]
Faults = Callable[[Postings], Sequence[Violation]]
WHY = {
    "gone": ("petugas atau mejanya sudah tidak ada", "the officer or the desk is gone"),
    "closed": ("tutup", "closed"),
    "away": ("tidak tersedia", "not available"),
    "unskilled": ("tidak bisa melayani meja itu lagi", "can no longer serve that desk"),
    "elsewhere": ("tercatat di jadwal instansi lain", "stands in another agency's own roster"),
    "refused": ("ditolak instansinya", "refused by the agency"),
    "no_counter": ("tidak ada loket yang kosong", "no counter is free"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCopied:
    """A posting of last week, on its day this week, that cannot be.

    why : a key of WHY, or the rule that forbids it; text_id, text_en: the same in words.
    """

    posting: Posting
    why: str
    text_id: str
    text_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """The copied roster with this week's rows of agencies that bring their own, and what was left behind."""

    postings: Postings
    left_behind: tuple[NotCopied, ...]


def copied_postings(frame: WeekFrame, source: Iterable[Posting], decided: Decided, faults: Faults) -> Copied:
    """The postings of the source on the frame's days, breaks set anew where they must; pins and confirmations end.

    `faults` names the rules that a roster breaks: posting after posting is left behind until none is broken.
    """
    judge = _Judge(frame, decided)
    wanted = [moved for posting in source if (moved := judge.as_proposed(posting)) is not None]
    judged = [(p, judge.obstacle(p)) for p in wanted]
    left = [_not_copied(p, why) for p, why in judged if why]
    able = [p for p, why in judged if not why]
    carried = carried_over(frame, able)
    there = {_slot(p) for p in carried}
    left += [_not_copied(p, "no_counter") for p in able if _slot(p) not in there]
    kept, forbidden = _within_rules(frame, (*carried, *judge.given_rows(carried)), faults)
    return Copied(postings=kept, left_behind=(*left, *forbidden))


def shifted(postings: Iterable[Posting], by: timedelta) -> Iterator[Posting]:
    """The postings so many days later."""
    return (replace(p, day=p.day + by) for p in postings)


def _not_copied(posting: Posting, why: str) -> NotCopied:
    return NotCopied(posting=posting, why=why, text_id=WHY[why][0], text_en=WHY[why][1])


def _slot(posting: Posting) -> tuple[OfficerId, date, SessionId]:
    return posting.officer, posting.day, posting.session


class _Judge:
    """Says of a posting what stands in its way this week."""

    def __init__(self, frame: WeekFrame, decided: Decided) -> None:
        self._frame = frame
        self._refused = decided.refused
        self._modes = {agency.id: agency.mode for agency in frame.mall.agencies}
        self._officers = {officer.id: officer for officer in frame.mall.officers}
        self._given = [row for row in usable_given(frame) if self._mode(row.desk) is AgencyMode.AS_GIVEN]
        self._booked = {(row.officer, row.day, row.session) for row in self._given}

    def _mode(self, desk: DeskId) -> AgencyMode | None:
        agency = self._frame.agency_of.get(desk)
        return self._modes[agency] if agency else None

    def as_proposed(self, posting: Posting) -> Posting | None:
        """The posting as its agency's mode has it now; None where the agency brings its own roster each week."""
        mode = self._mode(posting.desk)
        if mode is AgencyMode.AS_GIVEN or (mode is None and posting.source is PostingSource.AS_GIVEN):
            return None
        source = PostingSource(mode.value) if mode else posting.source
        return replace(posting, source=source, confirmed=source is not PostingSource.REQUEST, pinned=False)

    def obstacle(self, posting: Posting) -> str:
        """Why the posting cannot be, "" when nothing stands in its way."""
        frame, officer = self._frame, self._officers.get(posting.officer)
        if officer is None or posting.desk not in frame.agency_of:
            return "gone"
        hours = frame.hours_of(posting.desk, posting.day)
        if hours is None or posting.session not in {s.id for s in hours.sessions}:
            return "closed"
        if not frame.is_present(officer, posting.day, posting.session):
            return "away"
        if not any((officer.id, s.id, posting.day) in frame.paces for s in frame.services_of[posting.desk]):
            return "unskilled"
        if _slot(posting) in self._booked:
            return "elsewhere"
        return "refused" if (*_slot(posting), posting.desk) in self._refused else ""

    def given_rows(self, others: Iterable[Posting]) -> Iterator[Posting]:
        """This week's rows of agencies that bring their own roster, at counters that the others leave free."""
        taken: set[tuple[CounterId | None, date, SessionId]] = {(p.counter, p.day, p.session) for p in others}
        for row in self._given:
            counters = (c.id for c in self._frame.mall.counters_of(row.desk))
            free = next((c for c in counters if (c, row.day, row.session) not in taken), None)
            taken.add((free, row.day, row.session))
            yield Posting(
                officer=row.officer,
                day=row.day,
                session=row.session,
                desk=row.desk,
                counter=free,
                source=PostingSource.AS_GIVEN,
            )


def _within_rules(frame: WeekFrame, postings: Postings, faults: Faults) -> tuple[Postings, tuple[NotCopied, ...]]:
    """The postings without those that break a rule, one after another, and these."""
    classes = {desk.id: skill_classes(frame, desk.id) for desk in frame.mall.desks}

    def with_staggered_breaks(postings: Postings) -> Postings:
        return stagger_breaks(frame, classes, with_breaks(frame, postings))

    kept, left = with_staggered_breaks(postings), []
    while broken := next(_culprits(kept, faults(kept)), None):
        left.append(broken)
        kept = with_staggered_breaks(tuple(p for p in kept if p is not broken.posting))
    return kept, tuple(left)


def _culprits(postings: Sequence[Posting], violations: Iterable[Violation]) -> Iterator[NotCopied]:
    """Postings that a broken rule is about, of a whole week the last; given rows are the agency's own matter."""
    own = sorted((p for p in postings if p.source is not PostingSource.AS_GIVEN), key=lambda p: (p.day, p.session))
    for violation in violations:
        place = violation.place
        whole_week = not (place.desk or place.session)
        found = [
            p
            for p in own
            if place.officer in ("", p.officer)
            and place.desk in ("", p.desk)
            and place.session in ("", p.session)
            and (whole_week or place.day in (None, p.day))
        ]
        if found:
            words = (violation.sentence_id, violation.sentence_en)
            yield NotCopied(posting=found[-1], why=violation.rule, text_id=words[0], text_en=words[1])
