"""Rule sets as data: which rules hold, with which settings, and in which order the stages are decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from planner.domain.errors import InvalidValue


class Stage(StrEnum):
    """What is minimised, one after the other; each is kept as a bound for the next."""

    UNMET = "unmet"
    RISK = "risk"
    OVERTIME = "overtime"
    UNFAIR = "unfair"
    PREF = "pref"
    CHANGE = "change"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageUse:
    """One stage in its place of the order.

    tolerance_permille : by how much of its value the stage may worsen in later stages; 10 = 1 %.
    """

    stage: Stage
    tolerance_permille: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleUse:
    """One rule by its name, with its settings (whole numbers)."""

    name: str
    settings: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """The rules that hold in a mall and the order of the stages; data of the mall, shown on the plan."""

    name: str
    rules: tuple[RuleUse, ...]
    stages: tuple[StageUse, ...]
    stages_after_publication: tuple[StageUse, ...]

    def __post_init__(self) -> None:
        names = [rule.name for rule in self.rules]
        if len(set(names)) < len(names):
            doubled = sorted({name for name in names if names.count(name) > 1})
            raise InvalidValue(f"rule set {self.name} lists {doubled} twice", code="rule_twice", field="rules")
        if not self.stages or self.stages[0].stage is not Stage.UNMET:
            raise InvalidValue(
                f"rule set {self.name} does not begin with unmet", code="first_stage_not_unmet", field="stages"
            )

    def settings(self, name: str) -> Mapping[str, int] | None:
        """Settings of the rule, None when the rule is not in force."""
        return next((rule.settings for rule in self.rules if rule.name == name), None)

    def without(self, *names: str) -> "RuleSet":
        """The same rule set with some rules switched off (knock-out tests, a mall's own choice)."""
        return replace(self, rules=tuple(rule for rule in self.rules if rule.name not in names))


def _stages(*names: str, tolerance_permille: int = 0) -> tuple[StageUse, ...]:
    first, *rest = names
    head = StageUse(stage=Stage(first), tolerance_permille=tolerance_permille)
    return (head, *(StageUse(stage=Stage(name)) for name in rest))


BENCH_1 = RuleSet(
    name="bench-1",
    rules=(
        RuleUse(name="open_hours"),
        RuleUse(name="officer_available"),
        RuleUse(name="skill_held"),
        RuleUse(name="one_place_at_a_time"),
        RuleUse(name="counters_suffice"),
        RuleUse(name="break_when_two_sessions"),
        RuleUse(name="tickets_within_table"),
        RuleUse(name="week_minutes", settings={"unit_minutes": 30}),
        RuleUse(name="days_per_week"),
        RuleUse(name="turned_away"),
        RuleUse(name="deep_refusal"),
        RuleUse(name="lunch_cover"),
        RuleUse(name="agency_presence"),
        RuleUse(name="supervisor_present"),
        RuleUse(name="bad_day_tail"),
        RuleUse(name="overtime", settings={"unit_minutes": 30}),
        RuleUse(name="equal_burden", settings={"per_available_session": 0}),
        RuleUse(name="wishes"),
        RuleUse(name="published_kept", settings={"per_day": 0}),
    ),
    stages=_stages("unmet", "risk", "overtime", "unfair", "pref"),
    stages_after_publication=_stages("unmet", "risk", "overtime", "unfair", "pref", "change"),
)

LOKETPLAN_1 = RuleSet(
    name="loketplan-1",
    rules=(
        RuleUse(name="open_hours"),
        RuleUse(name="officer_available"),
        RuleUse(name="not_refused"),
        RuleUse(name="skill_held"),
        RuleUse(name="given_rosters"),
        RuleUse(name="one_place_at_a_time"),
        RuleUse(name="counters_suffice"),
        RuleUse(name="equipment_in_use"),
        RuleUse(name="break_when_two_sessions"),
        RuleUse(name="breaks_staggered"),
        RuleUse(name="tickets_within_table"),
        RuleUse(name="never_together"),
        RuleUse(name="junior_beside_senior"),
        RuleUse(name="fixed_postings"),
        RuleUse(name="week_minutes", settings={"unit_minutes": 1}),
        RuleUse(name="days_per_week"),
        RuleUse(name="horizon_minutes"),
        RuleUse(name="turned_away"),
        RuleUse(name="deep_refusal"),
        RuleUse(name="lunch_cover"),
        RuleUse(name="agency_presence"),
        RuleUse(name="minimum_presence"),
        RuleUse(name="supervisor_present"),
        RuleUse(name="bad_day_tail"),
        RuleUse(name="overtime", settings={"unit_minutes": 1}),
        RuleUse(name="equal_burden", settings={"per_available_session": 1}),
        RuleUse(name="wishes"),
        RuleUse(name="few_moves"),
        RuleUse(name="published_kept", settings={"per_day": 1}),
    ),
    stages=_stages("unmet", "risk", "overtime", "unfair", "pref"),
    stages_after_publication=_stages("unmet", "change", "risk", "overtime", "unfair", "pref", tolerance_permille=10),
)
