"""Review a week: planned against what came, kept, and put together with the weeks before."""

from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Any

from planner import bootstrap
from planner.domain.periods import Week
from planner.job_handlers.teller import Stopped, Teller
from planner.planning.review_week_kept import keep, learned_mall, make_kept_review
from planner.planning.steps import step
from planner.planning.stored import Progress


def review(
    payload: Mapping[str, Any], progress: Callable[[Progress], None], cancelled: Callable[[], bool]
) -> str | None:
    """Review the week `payload["week"]` and keep it; None when cancelled."""
    week = Week.parse(payload["week"])
    tell = Teller(progress=progress, cancelled=cancelled)
    with closing(bootstrap.open_store()) as store:
        asked_by = store.jobs.get(int(payload["job"])).asked_by
        try:
            tell(step("comparing"))
            with store.read() as work:
                kept, learned = make_kept_review(work, week), learned_mall(work)
            tell(step("saving_review"))
        except Stopped:
            return None
        with store.write(asked_by, "tinjauan minggu") as work:
            keep(work, kept, learned)
        return kept.key
