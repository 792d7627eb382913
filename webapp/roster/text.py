"""The roster of one agency as text to paste into a message."""

from planner.domain.ids import AgencyId
from planner.domain.plan import Plan
from planner.report.desk_days import DeskDay, desk_days
from planner.report.language import Language
from planner.report.phrases import officer_name, session_name
from webapp.plans import narrowed


def agency_text(plan: Plan, agency: AgencyId, language: Language, status: str) -> str:
    """One block for each day: session, desk, who sits there."""
    own = narrowed(plan, agency)
    mall = plan.input.mall
    lines = [f"*{mall.name}*", f"*{mall.get_agency(agency).name}*, {language.period(plan.input.days)}", status]
    rows = desk_days(own)
    for day in plan.input.days:
        told = [line for row in rows if row.day == day for line in _desk_lines(plan, row, language)]
        if told:
            lines += ["", f"*{language.day(day)}*", *told]
    return "\n".join(lines) + "\n"


def _desk_lines(plan: Plan, row: DeskDay, language: Language) -> list[str]:
    lines = []
    for session in row.hours.sessions if row.hours else ():
        names = [officer_name(plan.input.mall, p.officer) for p in row.posted_in(session.id)]
        if names:
            span = language.span(session.start, session.end)
            lines.append(f"{session_name(language, session.id)} {span} · {row.desk.name}: {', '.join(names)}")
    return lines
