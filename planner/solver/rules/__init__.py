"""The rules of a roster, by name. One class each; a rule set names the ones that hold."""

from planner.solver.rules.base import Filter, Rule
from planner.solver.rules.day import (
    BreaksStaggered,
    BreakWhenTwoSessions,
    CountersSuffice,
    EquipmentInUse,
    FixedPostings,
    JuniorBesideSenior,
    NeverTogether,
    OnePlaceAtATime,
    TicketsWithinTable,
)
from planner.solver.rules.later import BadDayTail, EqualBurden, FewMoves, Overtime, PublishedKept, Wishes
from planner.solver.rules.places import GivenRosters, NotRefused, OfficerAvailable, OpenHours, SkillHeld
from planner.solver.rules.shortfalls import (
    AgencyPresence,
    DeepRefusal,
    LunchCover,
    MinimumPresence,
    SupervisorPresent,
    TurnedAway,
)
from planner.solver.rules.week import DaysPerWeek, HorizonMinutes, WeekMinutes
from planner.solver.ruleset import RuleSet

FILTERS: dict[str, Filter] = {
    rule.name: rule for rule in (OpenHours(), OfficerAvailable(), NotRefused(), SkillHeld(), GivenRosters())
}
RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        OnePlaceAtATime(),
        CountersSuffice(),
        EquipmentInUse(),
        BreakWhenTwoSessions(),
        BreaksStaggered(),
        TicketsWithinTable(),
        NeverTogether(),
        JuniorBesideSenior(),
        FixedPostings(),
        WeekMinutes(),
        DaysPerWeek(),
        HorizonMinutes(),
        TurnedAway(),
        DeepRefusal(),
        LunchCover(),
        AgencyPresence(),
        MinimumPresence(),
        SupervisorPresent(),
        BadDayTail(),
        Overtime(),
        EqualBurden(),
        Wishes(),
        FewMoves(),
        PublishedKept(),
    )
}


def filters_of(rule_set: RuleSet) -> list[Filter]:
    """The filters in force, in the order of the rule set."""
    return [FILTERS[use.name] for use in rule_set.rules if use.name in FILTERS]
