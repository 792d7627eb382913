"""Reviews that are kept: one of each week and plan, and what all of them together tell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from planner.domain.canonical import sha256_of
from planner.domain.errors import NotFound
from planner.domain.mall import Mall
from planner.domain.periods import Week
from planner.planning.learned import with_learned
from planner.planning.passport import history_hash
from planner.planning.ports import UnitOfWork
from planner.planning.review_week import WeekReview, review_week
from planner.planning.review_week_drift import MOST_WEEKS, Drift, ReviewedWeek, find_drift
from planner.planning.review_week_seen import Actuals
from planner.planning.set_quotas import with_set_quotas
from planner.planning.stored import PlanEntry, QuotaOverride, ResultEntry

KIND, DRIFT_KIND, DRIFT_KEY = "review", "review_drift", "review_drift"
MOST_KEPT = 200
STAMP_LENGTH = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReview:
    """A review with the plan it is about.

    stamp : of what was counted in the week, of leave in it and of quotas set by hand for it.
    """

    week: Week
    plan: str
    stamp: str
    review: WeekReview

    @property
    def key(self) -> str:
        """Week, plan and stamp: what a review rests on."""
        return key_of(self.week, self.review.plan, self.stamp)


def key_of(week: Week, content_hash: str, stamp: str) -> str:
    """Name of the review of a plan, made from what that stamp is of."""
    return f"{KIND}/{week}/{content_hash[:12]}/{stamp}"


def week_of(key: str) -> Week:
    """The week of a kept review."""
    return Week.parse(key.split("/")[1])


def find_reviewed(work: UnitOfWork, week: Week) -> PlanEntry | None:
    """The plan of a week that is reviewed: the published one, else the draft."""
    return work.plans.find_in_force(week)


def make_kept_review(work: UnitOfWork, week: Week) -> KeptReview:
    """Review a week from what is stored; raises NotFound (`no_plan`) when it has no plan."""
    entry = find_reviewed(work, week)
    if entry is None:
        raise NotFound(f"no plan of {week} is stored", code="no_plan", field="week")
    first, last = week.days[0], week.days[-1]
    overrides = work.floor.overrides(first, last)
    plan = with_set_quotas(work.plans.get(entry.id), overrides)
    actuals = Actuals(history=work.history.load(first, last, tickets=True), leave=work.mall.get().leave)
    stamp = _stamp(actuals, overrides, week)
    return KeptReview(week=week, plan=entry.id, stamp=stamp, review=review_week(plan, actuals))


def stamp_of(work: UnitOfWork, week: Week) -> str:
    """Short text that changes whenever what was counted in the week does, or leave in it, or quotas set by hand."""
    first, last = week.days[0], week.days[-1]
    actuals = Actuals(history=work.history.load(first, last, tickets=True), leave=work.mall.get().leave)
    return _stamp(actuals, work.floor.overrides(first, last), week)


def _stamp(actuals: Actuals, overrides: Iterable[QuotaOverride], week: Week) -> str:
    away = sorted(
        f"{row.officer} {row.first_day} {row.last_day} {row.sessions}"
        for row in actuals.leave
        if row.first_day <= week.days[-1] and week.days[0] <= row.last_day
    )
    by_hand = sorted(f"{o.desk} {o.day} {o.window} {o.service} {o.tickets}" for o in overrides if not o.channel)
    return sha256_of([history_hash(actuals.history), away, by_hand])[:STAMP_LENGTH]


def learned_mall(work: UnitOfWork) -> Mall:
    """The mall as the next plan will use it."""
    return with_learned(work.mall.get(), work.history.load(tickets=True)).mall


def keep(work: UnitOfWork, kept: KeptReview, learned: Mall) -> Drift:
    """Keep a review in place of earlier ones of its week, and what all reviews together tell beside `learned_mall`."""
    for entry in work.results.entries(KIND, limit=MOST_KEPT):
        if week_of(entry.key) == kept.week and entry.key != kept.key:
            work.results.remove(entry.key)
    work.results.put(kept.key, KIND, as_document(kept))
    reviews = [ReviewedWeek(week=r.week, review=r.review) for r in newest_reviews(work)]
    drift = find_drift(reviews, work.mall.get(), learned)
    work.results.put(DRIFT_KEY, DRIFT_KIND, _drift_adapter().dump_python(drift, mode="json"))
    return drift


def newest_reviews(work: UnitOfWork, most: int = MOST_WEEKS) -> list[KeptReview]:
    """Kept reviews of the newest weeks, newest week first; those of another version are left out."""
    entries = sorted(review_entries(work).items(), key=lambda item: item[0].days[0], reverse=True)
    found = (work.results.find(entry.key) for _, entry in entries[:most])
    reviews = (read_review(document) for document in found if document is not None)
    return [review for review in reviews if review is not None]


def review_entries(work: UnitOfWork) -> dict[Week, ResultEntry]:
    """The newest kept review of each week."""
    found: dict[Week, ResultEntry] = {}
    for entry in work.results.entries(KIND, limit=MOST_KEPT):
        found.setdefault(week_of(entry.key), entry)
    return found


def find_review(work: UnitOfWork, week: Week) -> KeptReview | None:
    """The kept review of a week; None when there is none, or when it is of another version."""
    entry = review_entries(work).get(week)
    document = work.results.find(entry.key) if entry else None
    return read_review(document) if document else None


def find_drift_kept(work: UnitOfWork) -> Drift | None:
    """What all reviews together told when the last one was kept; None when it is of another version."""
    document = work.results.find(DRIFT_KEY)
    try:
        return _drift_adapter().validate_python(document) if document else None
    except ValidationError:
        return None


def as_document(kept: KeptReview) -> dict[str, Any]:
    """The review as JSON."""
    return {
        "week": str(kept.week),
        "plan": kept.plan,
        "stamp": kept.stamp,
        "review": _adapter().dump_python(kept.review, mode="json"),
    }


def read_review(document: Mapping[str, Any]) -> KeptReview | None:
    """The review of a document; None for one of another version."""
    try:
        review = _adapter().validate_python(document["review"])
    except (KeyError, ValidationError):
        return None
    return KeptReview(week=Week.parse(document["week"]), plan=document["plan"], stamp=document["stamp"], review=review)


@cache
def _adapter() -> TypeAdapter[WeekReview]:
    return TypeAdapter(WeekReview)


@cache
def _drift_adapter() -> TypeAdapter[Drift]:
    return TypeAdapter(Drift)
