"""Whether a stored plan still rests on what is known: the input a week would be planned from now, as its hash."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pydantic import TypeAdapter

from planner.domain.canonical import sha256_of
from planner.domain.history import History
from planner.domain.mall import Mall
from planner.domain.plan import PlanInput
from planner.planning.frame import make_frame
from planner.planning.passport import history_hash

_INPUT = TypeAdapter(PlanInput)


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryMark:
    """What a plan keeps of the history it was made from."""

    hash: str
    last_day: date | None


def mark_of(history: History) -> HistoryMark:
    """The mark of a history; equal for the same counts."""
    return HistoryMark(hash=history_hash(history), last_day=history.last_day)


def current_input_hash(mall: Mall, days: Iterable[date], history: HistoryMark) -> str:
    """SHA-256 of the input a plan of these days would have now; equal to the passport's while nothing changed.

    `mall` is the mall as its tickets teach it (`learned.with_learned`), as a plan sees it.

    Raises InvalidValue (`week_closed`) when no agency is open on any of the days.
    """
    frame = make_frame(mall, days)
    given = PlanInput(mall=frame.mall, days=frame.days, history_hash=history.hash, history_last_day=history.last_day)
    return sha256_of(_INPUT.dump_python(given, mode="json"))
