"""Sentences of the pages that the reports do not need."""

from planner.domain.plan import Proof
from planner.domain.promise import Promise
from planner.report.phrases import wait_minutes
from webapp.language import language, t


def broken_promise(cost: Proof | None, promise: Promise) -> str:
    """What of the promise a simulated desk-day breaks, one sentence; "" when it is kept or nothing was simulated."""
    if cost is None or cost.kept:
        return ""
    if cost.share_within < promise.wait_share:
        return t(
            "override.breaks_wait",
            share=language().share(cost.share_within),
            minutes=promise.wait_minutes,
            longest=wait_minutes(cost.wait_p90_minutes),
        )
    if cost.finish_probability < promise.finish_probability:
        return t("override.breaks_finish", share=language().share(1 - cost.finish_probability))
    return t("override.breaks_window", minutes=promise.wait_minutes)
