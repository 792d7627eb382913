"""Sentences that several reports share: the state of a desk-day, names of sessions, of what binds, of a remedy."""

import math
from collections.abc import Iterable

from planner.domain.errors import NotFound
from planner.domain.ids import OfficerId, ServiceId
from planner.domain.mall import Agency, Desk, Mall
from planner.domain.plan import Remedy, RemedyKind, Shortfall
from planner.report.desk_days import DEMAND_KIND, TOLD_FROM_VISITS, DeskDay, State
from planner.report.language import Language

HARDLY_ANY_WAIT_MINUTES = 3
WAIT_STEP_MINUTES = 5  # a finer figure would promise what a simulation cannot know
CHEAPEST_FIRST = (
    RemedyKind.WINDOW_SPLIT,
    RemedyKind.LUNCH_COVER,
    RemedyKind.LAST_TICKET,
    RemedyKind.MOVE_OFFICER,
    RemedyKind.ADD_OFFICER,
)
HELPS_FROM_VISITS = 0.5  # fewer visits served more a day than this are noise of the simulation
STRONGER_FROM = 1.5  # a dearer remedy is told beside the cheapest when it serves this many times as many


def known_or_raw(language: Language, family: str, name: str) -> str:
    """The catalogue's words for a name the plan carries, the name itself where a mall invented its own."""
    key = f"{family}.{name}"
    return language.say(key) if language.knows(key) else name.replace("_", " ")


def session_name(language: Language, session: str) -> str:
    """Name of a session or release window."""
    return known_or_raw(language, "session", session)


def binding_name(language: Language, binding: str) -> str:
    """What binds a quota, as a manager calls it."""
    return known_or_raw(language, "binding", binding) if binding else ""


def desk_name(agency: Agency, desk: Desk) -> str:
    """`Disdukcapil: Kependudukan`, or one name where desk and agency share it."""
    if desk.name.casefold().startswith(agency.name.casefold()):
        return desk.name
    return f"{agency.name}: {desk.name}"


def desk_title(mall: Mall, desk: Desk) -> str:
    """`desk_name` of a desk of the mall."""
    return desk_name(mall.get_agency(desk.agency), desk)


def range_text(language: Language, row: DeskDay) -> str:
    """`≈ 63 (52-79, tergantung pola datang dan menit)`, "" where nothing is left to measure."""
    found = row.quota_range
    if found is None:
        return ""
    causes = language.say("and").join(language.say(f"cause.{cause}") for cause in found.causes)
    return language.say("quota.range_text", tickets=found.tickets, low=found.low, high=found.high, causes=causes)


def rough(text: str, *, estimated: bool) -> str:
    """The text with the sign of an estimate before it, where it is one."""
    return f"≈ {text}" if estimated and text else text


def service_names(mall: Mall, desk: Desk) -> str:
    """`KTP-el, KK, akta`, "" where the desk's only service carries its name."""
    names = [service.name for service in mall.services_of(desk.id)]
    return "" if names == [desk.name] else ", ".join(names)


def service_name(mall: Mall, service: ServiceId | None) -> str:
    """Name of a service, "" for None."""
    return next((s.name for s in mall.services if s.id == service), "")


def officer_name(mall: Mall, officer: OfficerId) -> str:
    """Name of an officer, his id where the mall does not know him."""
    try:
        return mall.get_officer(officer).name
    except NotFound:
        return officer


def state_text(language: Language, row: DeskDay) -> str:
    """Sign, word and number of a desk-day, with `\\n` between several things that are short."""
    if row.state is State.CLOSED:
        return closed_text(language, row)
    if row.state is State.TIGHT:
        return _tight_text(language, row)
    if row.state is State.ENOUGH:
        return language.say("state.enough")
    return "\n".join(_short_lines(language, row))


def _tight_text(language: Language, row: DeskDay) -> str:
    if row.turned_away >= TOLD_FROM_VISITS:
        return language.say("state.tight_away", visits=language.visits(row.turned_away))
    return language.say("state.tight", share=f"{language.number(100 * min(row.load, 9.99))}%")


def closed_text(language: Language, row: DeskDay) -> str:
    """`Libur: Hari Suci Nyepi`, or `Tutup` on a weekday without service."""
    return language.say("state.holiday", name=row.closed_name) if row.closed_name else language.say("state.closed")


def _short_lines(language: Language, row: DeskDay) -> Iterable[str]:
    if row.turned_away >= TOLD_FROM_VISITS:
        yield language.say("short.turned_away", visits=language.visits(row.turned_away))
    if row.proof and not row.proof.kept:
        yield language.say("short.promise")
    for shortfall in row.shortfalls:
        if shortfall.kind != DEMAND_KIND and shortfall.session is None and shortfall.amount > 0:
            yield shortfall_text(language, shortfall)
    if row.turned_away < TOLD_FROM_VISITS and any(s.session for s in row.shortfalls):
        yield language.say("short.see_below")


def shortfall_text(language: Language, shortfall: Shortfall) -> str:
    """`▲ Kurang 1 petugas`: sign, word and number of one thing that is short."""
    key = f"short.{shortfall.kind}"
    amount = language.visits(shortfall.amount)
    if language.knows(key):
        return language.say(key, amount=amount)
    return language.say(
        "short.other",
        kind=shortfall.kind.replace("_", " "),
        amount=amount,
        unit=known_or_raw(language, "unit", shortfall.unit),
    )


def wait_minutes(p90_minutes: float) -> int:
    """The wait as told to people: whole minutes, rounded up."""
    return math.ceil(p90_minutes - 1e-9)


def told_minutes(p90_minutes: float) -> int:
    """A wait as a page or a notice tells it: steps of five minutes, rounded up."""
    return WAIT_STEP_MINUTES * math.ceil((p90_minutes - 1e-9) / WAIT_STEP_MINUTES)


def told_wait_minutes(row: DeskDay) -> int:
    """Within how many minutes 9 of 10 of those with a ticket are called, whichever window they come in; 0 unproved.

    The one figure that quotas, notice, poster and JSON tell of a desk-day: the longest of its windows, so that nobody
    who comes in a busy hour was promised the mean of the day.
    """
    if row.proof is None:
        return 0
    waits = [w.proof.wait_p90_minutes for w in row.windows if w.proof and w.quota.tickets]
    return told_minutes(max(waits, default=row.proof.wait_p90_minutes))


def wait_text(language: Language, p90_minutes: float) -> str:
    """`9 dari 10 orang menunggu paling lama ≈ 30 menit`."""
    minutes = wait_minutes(p90_minutes)
    if minutes <= HARDLY_ANY_WAIT_MINUTES:
        return language.say("wait.hardly")
    return language.say("wait.nine_of_ten", minutes=language.number(minutes))


def cheapest_that_helps(remedies: Iterable[Remedy]) -> Remedy | None:
    """The remedy that costs least among those that serve more visits; of equal cost the one that serves most."""
    helping = [r for r in remedies if r.served_more >= HELPS_FROM_VISITS]
    return min(helping, key=lambda r: (CHEAPEST_FIRST.index(r.kind), -r.served_more), default=None)


def remedy_text(language: Language, mall: Mall, remedy: Remedy) -> str:
    """What to do and what it brings, one sentence."""
    officer = officer_name(mall, remedy.officer) if remedy.officer else language.say("remedy.somebody")
    origin = next((d.name for d in mall.desks if d.id == remedy.from_desk), "")
    measure = language.say(f"remedy.{remedy.kind}", officer=officer, origin=origin, detail=remedy.detail)
    return language.say(
        "remedy.effect",
        measure=measure,
        before=remedy.tickets_before,
        after=remedy.tickets_after,
        more=language.visits(remedy.served_more),
    )


def strongest_text(language: Language, mall: Mall, remedies: Iterable[Remedy]) -> str:
    """The remedy that serves most, where it serves far more than the cheapest; else ""."""
    tried = tuple(remedies)
    cheapest = cheapest_that_helps(tried)
    if cheapest is None:
        return ""
    strongest = max(tried, key=lambda r: r.served_more)
    told = strongest.served_more >= STRONGER_FROM * cheapest.served_more
    return remedy_text(language, mall, strongest) if told else ""


def remedy_or_none_text(language: Language, mall: Mall, remedies: Iterable[Remedy]) -> str:
    """The cheapest remedy that helps; a sentence when none of those tried does; "" when none was tried."""
    tried = tuple(remedies)
    best = cheapest_that_helps(tried)
    if best:
        return remedy_text(language, mall, best)
    return language.say("remedy.none_helps") if tried else ""
