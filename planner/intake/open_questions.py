"""Questions about counts that read well and may still mean two things: a quota used up, visits on a closed day."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from planner.calendar.holidays import with_national_days
from planner.calendar.hours import opening
from planner.domain.history import DayCount, History
from planner.domain.ids import DeskId
from planner.domain.mall import CalendarDay, CalendarKind, Mall
from planner.intake.messages import Place
from planner.intake.questions import Answers, Choice, Question, answered

SAME_NUMBER_DAYS = 5  # a highest count met exactly so often looks like a cap
SAME_NUMBER_SHARE = 0.15
FEWEST_COUNTED_VISITS = 10  # below it the same number often is chance
YES, NO = "ya", "tidak"
OPENED_NAME = "Buka (ada kunjungan)"


CLOSED_DAYS = "closed_days"


def counted_questions(mall: Mall, history: History) -> tuple[Question, ...]:
    """All that the counts leave open, answered or not."""
    return (*_full_days(history), *_closed_days(mall, history))


def still_open(questions: Iterable[Question], answers: Answers) -> tuple[Question, ...]:
    """Those that have no answer yet; until then full days are taken as not full, closed days are not used."""
    return tuple(question for question in questions if answered(question, answers) is None)


def with_answers(history: History, answers: Answers) -> History:
    """The history with days marked full, as was answered."""
    full = {desk: top for desk, top in _tops(history).items() if answers.get(_full_key(desk)) == YES}
    if not full:
        return history
    days = tuple(
        replace(c, full=True) if c.service is None and full.get(c.desk) == c.visits and not c.closed else c
        for c in history.days
    )
    return replace(history, days=days)


def with_open_days(mall: Mall, history: History, answers: Answers) -> Mall:
    """The mall with the days on which somebody was counted opened in its calendar, where that was the answer."""
    if answers.get(CLOSED_DAYS) != YES:
        return mall
    agencies = {desk.id: desk.agency for desk in mall.desks}
    shut = {(count.day, agencies[count.desk]) for count, is_open in _with_opening(mall, history) if not is_open}
    added = (
        CalendarDay(day=day, kind=CalendarKind.OPEN, name=OPENED_NAME, agency=agency) for day, agency in sorted(shut)
    )
    return replace(mall, calendar=(*mall.calendar, *added))


def _full_key(desk: DeskId) -> str:
    return f"full.{desk}"


def _tops(history: History) -> dict[DeskId, int]:
    """Desks whose highest daily count is met so often that it looks like a cap, where nothing tells of one."""
    counts: dict[DeskId, list[DayCount]] = {}
    for count in history.days:
        if count.service is None and not count.closed and count.visits:
            counts.setdefault(count.desk, []).append(count)
    tops = {}
    for desk, own in counts.items():
        top = max(count.visits for count in own)
        met = sum(count.visits == top for count in own)
        told = any(c.quota is not None or c.is_full for c in own)
        often = met >= max(SAME_NUMBER_DAYS, SAME_NUMBER_SHARE * len(own))
        if often and not told and top >= FEWEST_COUNTED_VISITS:
            tops[desk] = top
    return tops


def _full_days(history: History) -> Iterator[Question]:
    for desk, top in _tops(history).items():
        days = [c.day for c in history.days if c.desk == desk and c.service is None and c.visits == top]
        yield Question(
            key=_full_key(desk),
            place=Place(sheet="visits", column="visits", value=f"{desk}: {top}"),
            text_id=f"meja {desk} berhenti tepat di {top} kunjungan pada {len(days)} hari. Kuota habis hari itu?",
            text_en=f"desk {desk} stopped at exactly {top} visits on {len(days)} days. Was the quota used up?",
            choices=(
                Choice(value=YES, label_id="ya, ada yang tidak kebagian", label_en="yes, some got no ticket"),
                Choice(value=NO, label_id="tidak, semua terlayani", label_en="no, all were served"),
            ),
            blocking=False,
        )


def _closed_days(mall: Mall, history: History) -> Iterator[Question]:
    """One question for all closed days on which somebody was counted."""
    counts = [count for count, is_open in _with_opening(mall, history) if not is_open]
    if not counts:
        return
    days, visits = {count.day for count in counts}, sum(count.visits for count in counts)
    yield Question(
        key=CLOSED_DAYS,
        place=Place(sheet="visits", column="date", value=min(days).isoformat()),
        text_id=f"{visits} kunjungan tercatat pada {len(days)} hari tutup. Apakah hari-hari itu buka?",
        text_en=f"{visits} visits were counted on {len(days)} closed days. Was the mall open then?",
        choices=(
            Choice(
                value=YES, label_id="ya, buka: tambahkan di kalender", label_en="yes, open: add them to the calendar"
            ),
            Choice(value=NO, label_id="tidak, jangan dipakai", label_en="no, do not use them"),
        ),
        blocking=False,
    )


def _with_opening(mall: Mall, history: History) -> Iterator[tuple[DayCount, bool]]:
    """Counts of somebody, each with whether its agency was open that day; desks nobody knows are left out."""
    counted = [count for count in history.days if count.visits]
    if not counted:
        return
    dated = with_national_days(mall, [count.day for count in counted])
    agencies = {desk.id: desk.agency for desk in mall.desks}
    ids = {agency.id for agency in mall.agencies}
    known: dict[tuple[str, date], bool] = {}
    for count in counted:
        agency = agencies.get(count.desk)
        if agency in ids:
            key = (agency, count.day)
            if key not in known:
                known[key] = opening(dated, agency, count.day) is not None
            yield count, known[key]
