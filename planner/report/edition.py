"""What stands at the head and foot of every report of a plan: mall, period, status, age of the data."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from planner.domain.periods import Zone
from planner.domain.plan import Plan
from planner.report.desk_days import shown_days
from planner.report.language import Language

CONTENT_HASH_SHOWN = 12  # first digits, enough to tell two plans apart by eye


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Head and foot of a report, in words."""

    mall: str
    period: str
    status: str
    is_draft: bool
    data_age: str
    made: str
    passport: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """When a plan was made known, and by whom."""

    at: datetime
    by: str


def make_edition(plan: Plan, language: Language, publication: Publication | None = None) -> Edition:
    """The head and foot of a plan; a draft unless it was published."""
    mall, passport = plan.input.mall, plan.passport
    last = plan.input.history_last_day
    return Edition(
        mall=mall.name,
        period=language.period(shown_days(plan)),
        status=_status(publication, mall.zone, language),
        is_draft=publication is None,
        data_age=language.say("data_until", day=language.full_date(last)) if last else language.say("data_none"),
        made=language.say(
            "made",
            moment=language.moment(_local(passport.created_at, mall.zone)),
            zone=mall.zone,
            author=passport.author,
        ),
        passport=passport.content_hash[:CONTENT_HASH_SHOWN] or language.say("passport.unsigned"),
    )


def _status(publication: Publication | None, zone: Zone, language: Language) -> str:
    if publication is None:
        return language.say("status.draft")
    moment = language.moment(_local(publication.at, zone))
    return language.say("status.published", moment=moment, by=publication.by)


def _local(moment: datetime, zone: Zone) -> datetime:
    """The moment on the mall's clocks; one without a zone is taken to be so already."""
    return moment if moment.tzinfo is None else moment.astimezone(ZoneInfo(zone.tz_name))
