"""The quota notice: one HTML file that a phone can read, without script and without any outside request."""

from dataclasses import dataclass
from datetime import date

from planner.domain.plan import Plan
from planner.report.desk_days import State
from planner.report.edition import Publication, make_edition
from planner.report.language import Language
from planner.report.notice_rows import make_notice
from planner.report.page import fragment, without_indent

LOOKS = {State.ENOUGH: "ok", State.TIGHT: "tight", State.SHORT: "short", State.CLOSED: "shut"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeOptions:
    """How the notice is made.

    today       : the day citizens read it, None when not known.
    twin        : address of the other language, "" without one.
    publication : None for a draft.
    """

    today: date | None = None
    twin: str = ""
    publication: Publication | None = None


def quota_notice(plan: Plan, language: Language, options: NoticeOptions | None = None) -> str:
    """The notice of a plan as one HTML page. Names of officers never stand in it."""
    chosen = options or NoticeOptions()
    return without_indent(
        fragment(
            "quota-notice.html",
            say=language.say,
            language=language.code,
            edition=make_edition(plan, language, chosen.publication),
            notice=make_notice(plan, language, chosen.today),
            twin=chosen.twin,
            zone=plan.input.mall.zone,
            looks=LOOKS,
        )
    )
