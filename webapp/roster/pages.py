"""What the pages of the roster show: grid, panel of a cell, cost of a change, review before publishing."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from planner.domain.errors import NotFound
from planner.domain.ids import AgencyId, CounterId, DeskId, OfficerId, SessionId
from planner.domain.mall import Desk, Mall
from planner.domain.periods import Session
from planner.domain.plan import Plan, Posting, Shortfall
from planner.planning.candidates import Candidate, Spot, candidates
from planner.planning.edit_plan import DeskDayEffect, Edit, LoneService
from planner.planning.frame import WeekFrame, make_frame
from planner.report.desk_days import DeskDay
from planner.report.language import Language
from planner.report.phrases import desk_name, session_name, shortfall_text, state_text
from planner.report.shortfall_rows import ShortPlace, short_places
from webapp.language import t

CANDIDATES_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a panel is about: a desk in a session, or an officer in a session he is free in."""

    day: date
    session: SessionId
    desk: DeskId | None = None
    counter: CounterId | None = None
    officer: OfficerId | None = None

    @property
    def text(self) -> str:
        """As it stands in an address."""
        parts = (self.desk or "", self.day.isoformat(), self.session, self.counter or "", self.officer or "")
        return "~".join(parts).rstrip("~")

    @property
    def slot(self) -> tuple[date, SessionId]:
        """Day and session."""
        return self.day, self.session


def read_target(text: str) -> Target:
    """The target an address names; raises NotFound for any other text."""
    parts = [*text.split("~"), "", "", "", ""][:5]
    try:
        day = date.fromisoformat(parts[1])
    except ValueError as fault:
        raise NotFound(f"no cell {text!r}", code="not_found", field="at") from fault
    return Target(
        day=day,
        session=SessionId(parts[2]),
        desk=DeskId(parts[0]) if parts[0] else None,
        counter=CounterId(parts[3]) if parts[3] else None,
        officer=OfficerId(parts[4]) if parts[4] else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A seat of the same day to which somebody can be moved. sits: who comes back in exchange, "" for nobody."""

    at: str
    title: str
    sits: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """The panel of a cell. posting: who sits there, None when nobody does."""

    target: Target
    title: str
    when: str
    posting: Posting | None
    officer_name: str
    state: str
    tickets: int
    turned_away: float
    reasons: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    blocked: tuple[Candidate, ...]
    desk_names: dict[str, str]
    seats: tuple[Seat, ...]


def make_panel(plan: Plan, rows: Iterable[DeskDay], target: Target, language: Language) -> Panel:
    """The panel of a desk's cell; raises NotFound for a desk or session that is not there."""
    frame = make_frame(plan.input.mall, plan.input.days)
    row = next((r for r in rows if r.desk.id == target.desk and r.day == target.day), None)
    session = _session(row, target.session)
    if row is None or session is None or target.desk is None:
        raise NotFound(f"no cell {target.text}", code="not_found", field="at")
    posting = find_posting(row.postings, target)
    found = candidates(frame, plan.postings, Spot(desk=target.desk, day=target.day, session=target.session))
    told = [s.reasons_in(language.code) for s in row.shortfalls if s.session in (None, target.session)]
    counter = language.counter(target.counter) if target.counter else language.say("roster.no_counter")
    return Panel(
        target=target,
        title=f"{desk_name(row.agency, row.desk)}, {counter}",
        when=f"{language.day(target.day)}, {_session_text(session, language)}",
        posting=posting,
        officer_name=plan.input.mall.get_officer(posting.officer).name if posting else "",
        state=state_text(language, row),
        tickets=row.tickets,
        turned_away=row.turned_away,
        reasons=tuple(dict.fromkeys(chain.from_iterable(told))),
        candidates=tuple(c for c in found if c.can)[:CANDIDATES_SHOWN],
        blocked=tuple(c for c in found if not c.can),
        desk_names={desk.id: desk.name for desk in plan.input.mall.desks},
        seats=_seats(frame, plan, posting, language) if posting else (),
    )


def _seats(frame: WeekFrame, plan: Plan, posting: Posting, language: Language) -> tuple[Seat, ...]:
    """Every other seat of the day that the officer can take, free ones and those of the same session first.

    Not that of who sits beside him.
    """
    taken = {(p.session, p.counter): p for p in plan.postings if p.day == posting.day}
    found: list[tuple[bool, bool, Seat]] = []
    for desk, session, counter in _reachable(frame, posting):
        there = taken.get((session, counter))
        is_his = there is not None and there.officer == posting.officer
        is_beside = there is not None and (there.desk, session) == (posting.desk, posting.session)
        if not is_his and not is_beside and (there is None or there.desk == desk.id):
            words = session_name(language, session), desk.name, language.counter(counter)
            seat = Seat(
                at=Target(day=posting.day, session=session, desk=desk.id, counter=counter).text,
                title=", ".join(words),
                sits=frame.mall.get_officer(there.officer).name if there else "",
            )
            found.append((there is not None, session != posting.session, seat))
    return tuple(seat for *_, seat in sorted(found, key=lambda row: row[:2]))


def _reachable(frame: WeekFrame, posting: Posting) -> Iterator[tuple[Desk, SessionId, CounterId]]:
    """Counters of the desks he can serve that day, in the sessions he is there."""
    officer = frame.mall.get_officer(posting.officer)
    for desk in frame.mall.desks:
        hours = frame.hours_of(desk.id, posting.day)
        if hours and officer.agency in (None, desk.agency) and can_serve(frame, officer.id, desk.id, posting.day):
            there = (s.id for s in hours.sessions if frame.is_present(officer, posting.day, s.id))
            yield from ((desk, session, counter.id) for session in there for counter in frame.mall.counters_of(desk.id))


def _session(row: DeskDay | None, session: SessionId) -> Session | None:
    sessions = row.hours.sessions if row and row.hours else ()
    return next((s for s in sessions if s.id == session), None)


def _session_text(session: Session, language: Language) -> str:
    return f"{session_name(language, session.id)} {language.span(session.start, session.end)}"


def find_posting(postings: Iterable[Posting], target: Target) -> Posting | None:
    """Who sits at the target; where seats have no counter the target names the officer."""
    for p in postings:
        is_there = (p.desk, p.day, p.session, p.counter) == (target.desk, *target.slot, target.counter)
        if is_there and target.officer in (None, p.officer):
            return p
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskChoice:
    """A desk at which a free officer could sit, with its state that day."""

    desk: DeskId
    title: str
    state: str
    turned_away: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerPanel:
    """The panel of an officer's free session."""

    target: Target
    officer_name: str
    when: str
    choices: tuple[DeskChoice, ...]


def make_officer_panel(plan: Plan, rows: Sequence[DeskDay], target: Target, language: Language) -> OfficerPanel:
    """Where a free officer could help, most visits turned away first."""
    frame = make_frame(plan.input.mall, plan.input.days)
    assert target.officer is not None
    officer = plan.input.mall.get_officer(target.officer)
    of_day = [row for row in rows if row.day == target.day and _session(row, target.session)]
    session = next((_session(row, target.session) for row in of_day), None)
    able = [row for row in of_day if _can_sit(frame, officer.id, row, target)]
    choices = [
        DeskChoice(
            desk=row.desk.id,
            title=desk_name(row.agency, row.desk),
            state=state_text(language, row),
            turned_away=row.turned_away,
        )
        for row in sorted(able, key=lambda row: -row.turned_away)
    ]
    when = f"{language.day(target.day)}, {_session_text(session, language) if session else target.session}"
    return OfficerPanel(target=target, officer_name=officer.name, when=when, choices=tuple(choices))


def _can_sit(frame: WeekFrame, officer: OfficerId, row: DeskDay, target: Target) -> bool:
    has_skill = can_serve(frame, officer, row.desk.id, target.day)
    return has_skill and frame.mall.get_officer(officer).agency in (None, row.agency.id)


def can_serve(frame: WeekFrame, officer: OfficerId, desk: DeskId, day: date) -> bool:
    """True when a skill of his for the desk is valid on that day."""
    return any((officer, service.id, day) in frame.paces for service in frame.services_of[desk])


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedCandidate:
    """A candidate with what he would bring. stop: the first rule against it, "" for none."""

    candidate: Candidate
    served_more: float
    stop: str


def ranked(found: Sequence[Candidate], edits: Sequence[Edit], language: Language) -> tuple[RankedCandidate, ...]:
    """Candidates by what they bring, those whom a rule stops last; equal ones stay in their order."""
    pages = [make_effect_page(edit, language) for edit in edits]
    rows = [
        RankedCandidate(candidate=candidate, served_more=page.served_more, stop=next(iter(page.broken), ""))
        for candidate, page in zip(found, pages, strict=True)
    ]
    return tuple(sorted(rows, key=lambda row: (bool(row.stop), -round(row.served_more, 1))))


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectRow:
    """A touched desk-day in words and numbers."""

    place: str
    effect: DeskDayEffect


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectPage:
    """What a change costs. broken: sentences of the rules that forbid it. alone: why a quota may have fallen so far."""

    rows: tuple[EffectRow, ...]
    served_more: float
    broken: tuple[str, ...]
    worse: tuple[str, ...]
    mended: tuple[str, ...]
    alone: tuple[str, ...] = ()


def make_effect_page(edit: Edit, language: Language) -> EffectPage:
    """The cost of an edit as people read it."""
    mall = edit.plan.input.mall
    sentences = (v.sentence_id if language.code == "id" else v.sentence_en for v in edit.broken)
    return EffectPage(
        rows=tuple(EffectRow(place=_place_text(mall, e, language), effect=e) for e in edit.effects),
        served_more=edit.served_more,
        broken=tuple(dict.fromkeys(with_names(mall, text) for text in sentences)),
        worse=tuple(_short_text(mall, s, language) for s in edit.worse),
        mended=tuple(_short_text(mall, s, language) for s in edit.mended),
        alone=tuple(_alone_texts(mall, edit.alone, language)),
    )


def _alone_texts(mall: Mall, found: Iterable[LoneService], language: Language) -> Iterator[str]:
    """One sentence for each desk-day and officer."""
    services = {service.id: service.name for service in mall.services}
    rows: dict[tuple[DeskId, date, OfficerId | None], list[str]] = {}
    for lone in found:
        rows.setdefault((lone.desk, lone.day, lone.officer), []).append(services[lone.service])
    for (desk, day, officer), names in rows.items():
        place = f"{mall.get_desk(desk).name}, {language.day(day)}"
        who = mall.get_officer(officer).name if officer else ""
        yield t("effect.alone" if officer else "effect.nobody", place=place, officer=who, services=", ".join(names))


def busy_page(plan: Plan, officer: OfficerId, seat: Target) -> EffectPage:
    """A change that is not tried: somebody would leave a seat in a session he already works in."""
    assert seat.desk is not None
    mall = plan.input.mall
    where = ", ".join(part for part in (mall.get_desk(seat.desk).name, seat.counter) if part)
    stop = t("reach.busy", who=mall.get_officer(officer).name, where=where)
    return EffectPage(rows=(), served_more=0.0, broken=(stop,), worse=(), mended=())


def _place_text(mall: Mall, effect: DeskDayEffect, language: Language) -> str:
    desk = mall.get_desk(effect.desk)
    return f"{desk_name(mall.get_agency(desk.agency), desk)}, {language.day(effect.day)}"


def _short_text(mall: Mall, shortfall: Shortfall, language: Language) -> str:
    place = mall.get_desk(shortfall.desk).name if shortfall.desk else ""
    if not place and shortfall.agency:
        place = mall.get_agency(shortfall.agency).name
    session = session_name(language, shortfall.session) if shortfall.session else ""
    where = ", ".join(part for part in (place, language.day(shortfall.day), session) if part)
    return f"{shortfall_text(language, shortfall)} ({where})"


def with_names(mall: Mall, sentence: str) -> str:
    """The sentence with names in place of ids, where an id stands as a word of its own."""
    names = {officer.id: officer.name for officer in mall.officers}
    return " ".join(names.get(OfficerId(word), word) for word in sentence.split(" "))


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChange:
    """What is new for an officer: lines of what he had and what he has now."""

    officer: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaChange:
    """A desk-day whose tickets differ from what is published."""

    place: str
    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """All that whoever publishes must have seen. unanswered: agencies whose proposals nobody confirmed or refused."""

    people: tuple[PersonChange, ...]
    is_first: bool
    officers: int
    short: tuple[ShortPlace, ...]
    quotas: tuple[QuotaChange, ...]
    tickets: int
    unanswered: tuple[str, ...]


def make_review(plan: Plan, published: Plan | None, answered: Container[AgencyId], language: Language) -> Review:
    """The draft against what is published. answered: agencies that said yes or no to it."""
    asked = {plan.input.mall.get_desk(p.desk).agency for p in plan.postings if not p.confirmed}
    return Review(
        people=person_changes(plan, published, language) if published else (),
        is_first=published is None,
        officers=len({p.officer for p in plan.postings}),
        short=short_places(plan, language),
        quotas=_quota_changes(plan, published, language) if published else (),
        tickets=sum(q.tickets for q in plan.quotas if q.service is None),
        unanswered=tuple(a.name for a in plan.input.mall.agencies if a.id in asked and a.id not in answered),
    )


def person_changes(plan: Plan, old: Plan, language: Language) -> tuple[PersonChange, ...]:
    """Officers whose week differs between two plans, by name."""
    before, after = _lines(old, language), _lines(plan, language)
    names = {o.id: o.name for o in (*old.input.mall.officers, *plan.input.mall.officers)}
    changed = [
        PersonChange(
            officer=names.get(officer, officer),
            before=tuple(sorted(before.get(officer, set()) - after.get(officer, set()))),
            after=tuple(sorted(after.get(officer, set()) - before.get(officer, set()))),
        )
        for officer in before.keys() | after.keys()
        if before.get(officer) != after.get(officer)
    ]
    return tuple(sorted(changed, key=lambda change: change.officer))


def _lines(plan: Plan, language: Language) -> dict[OfficerId, set[str]]:
    found: dict[OfficerId, set[str]] = {}
    for p in plan.postings:
        desk = plan.input.mall.get_desk(p.desk).name
        counter = f", {language.counter(p.counter)}" if p.counter else ""
        text = f"{language.day(p.day)} {session_name(language, p.session)}: {desk}{counter}"
        found.setdefault(p.officer, set()).add(text)
    return found


def _quota_changes(plan: Plan, old: Plan, language: Language) -> tuple[QuotaChange, ...]:
    before, after = _tickets(old), _tickets(plan)
    changed = []
    for desk_id, day in sorted(before.keys() | after.keys()):
        was, now = before.get((desk_id, day), 0), after.get((desk_id, day), 0)
        if was != now:
            desk = plan.input.mall.get_desk(desk_id)
            place = f"{desk_name(plan.input.mall.get_agency(desk.agency), desk)}, {language.day(day)}"
            changed.append(QuotaChange(place=place, before=was, after=now))
    return tuple(changed)


def _tickets(plan: Plan) -> dict[tuple[DeskId, date], int]:
    found: dict[tuple[DeskId, date], int] = {}
    for quota in plan.quotas:
        if quota.service is None:
            found[quota.desk, quota.day] = found.get((quota.desk, quota.day), 0) + quota.tickets
    return found
