"""What follows from an edited roster beside the changes themselves."""

from planner.domain.plan import Plan
from planner.report.language import Language


def moved_breaks(old: Plan, new: Plan, language: Language) -> tuple[str, ...]:
    """Officers who stay where they are and take their break at another time, so that a desk is not half empty."""
    names = {officer.id: officer.name for officer in new.input.mall.officers}
    before = {(p.officer, p.day, p.session, p.desk): p.break_start for p in old.postings}
    moved = []
    for p in new.postings:
        was = before.get((p.officer, p.day, p.session, p.desk))
        if was and p.break_start and was != p.break_start:
            times = f"{language.clock(was)} → {language.clock(p.break_start)}"
            moved.append(f"{names[p.officer]}, {language.day(p.day)}: {times}")
    return tuple(sorted(moved))
