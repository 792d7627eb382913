"""After a change of mall or history: which plans no longer rest on what is stored."""

from planner.domain.errors import PlannerError
from planner.domain.mall import Mall
from planner.domain.periods import Week
from planner.planning.freshness import HistoryMark, current_input_hash, mark_of
from planner.planning.learned import with_learned
from planner.planning.ports import UnitOfWork
from webapp.deps import deps, local_today


def mark_plans(work: UnitOfWork) -> None:
    """Say of every plan from this week on whether its input is still the same."""
    weeks = live_weeks(work)
    mall = work.mall.find()
    if not weeks or mall is None:
        return
    counted, learned = _now(work, mall)
    for week in weeks:
        work.plans.set_current_input(week, _input_hash(learned, week, counted))


def keep_mall(work: UnitOfWork, mall: Mall, version: int) -> None:
    """Keep a mall changed from that version, and say which plans no longer rest on what is stored.

    Raises Conflict (`mall_changed`) when somebody else changed the mall since.
    """
    work.mall.save(mall, based_on=version)
    mark_plans(work)


def learned_mall(work: UnitOfWork) -> Mall:
    """The mall as its tickets teach it, which is what a plan made now would rest on; raises NotFound (`no_mall`)."""
    return _now(work, work.mall.get())[1]


def _now(work: UnitOfWork, mall: Mall) -> tuple[HistoryMark, Mall]:
    return deps().shelf.get(("history mark", work.stamp()), lambda: _counted(work, mall))


def _counted(work: UnitOfWork, mall: Mall) -> tuple[HistoryMark, Mall]:
    """The mark of what was counted, and the mall as its tickets teach it: what a plan made now would rest on."""
    history = work.history.load(tickets=True)
    return mark_of(history), with_learned(mall, history).mall


def live_weeks(work: UnitOfWork) -> list[Week]:
    """Weeks with a draft or a published plan, those that are over left out unless it is the newest."""
    weeks = sorted({entry.week for entry in work.plans.live()}, key=lambda week: week.days[0])
    mall = work.mall.find()
    if mall is None:
        return []
    today = local_today(mall.zone)
    return [week for week in weeks if week.days[-1] >= today or week is weeks[-1]]


def _input_hash(mall: Mall, week: Week, counted: HistoryMark) -> str:
    try:
        return current_input_hash(mall, week.days, counted)
    except PlannerError:  # the whole week is closed now: no plan of it can be right
        return ""
