"""Who sits at a desk on a day, as one text without names: desk-days staffed alike have equal texts."""

from collections.abc import Iterable
from datetime import date

from planner.domain.ids import DeskId, OfficerId
from planner.domain.plan import Posting
from planner.planning.frame import WeekFrame


def staffing_pattern(frame: WeekFrame, desk: DeskId, day: date, postings: Iterable[Posting]) -> str:
    """`pagi+siang(11:30/60)+sore[kk=1,ktp=1.25]` for each officer who can serve there, in order, joined by `; `.

    Sessions in time order, a break as (start/minutes), then the services he may serve that day with his pace.
    """
    by_officer: dict[OfficerId, dict[str, str]] = {}
    for posting in postings:
        if (posting.desk, posting.day) == (desk, day):
            by_officer.setdefault(posting.officer, {})[posting.session] = posting.session + _break(posting)
    texts = (
        f"{'+'.join(own[s] for s in frame.session_ids if s in own)}[{paces}]"
        for officer, own in by_officer.items()
        if (paces := _paces(frame, officer, desk, day))
    )
    return "; ".join(sorted(texts))


def _break(posting: Posting) -> str:
    return f"({posting.break_start:%H:%M}/{posting.break_minutes})" if posting.break_start else ""


def _paces(frame: WeekFrame, officer: OfficerId, desk: DeskId, day: date) -> str:
    services = sorted(s.id for s in frame.services_of[desk] if (officer, s.id, day) in frame.paces)
    return ",".join(f"{service}={frame.paces[officer, service, day]:g}" for service in services)
