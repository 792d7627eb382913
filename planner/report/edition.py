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
    data_age: str
    made: str
    passport: str


def make_edition(plan: Plan, language: Language) -> Edition:
    """The head and foot of a plan that nobody has published yet."""
    mall, passport = plan.input.mall, plan.passport
    last = plan.input.history_last_day
    return Edition(
        mall=mall.name,
        period=language.period(shown_days(plan)),
        status=language.say("status.draft"),
        data_age=language.say("data_until", day=language.full_date(last)) if last else language.say("data_none"),
        made=language.say(
            "made",
            moment=language.moment(_local(passport.created_at, mall.zone)),
            zone=mall.zone,
            author=passport.author,
        ),
        passport=passport.content_hash[:CONTENT_HASH_SHOWN] or language.say("passport.unsigned"),
    )


def _local(moment: datetime, zone: Zone) -> datetime:
    return moment.astimezone(ZoneInfo(zone.tz_name))
