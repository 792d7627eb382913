"""What every rule is: a name, a sentence for people, a scope, a kind and a stage."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from planner.solver.ruleset import Stage

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from planner.solver.block import Block
    from planner.solver.index import MallIndex

    Amount: TypeAlias = cp_model.LinearExprT
else:
    Amount = object

Settings: TypeAlias = Mapping[str, int]


class Scope(StrEnum):
    """How far a rule looks. DAY: one agency's day, the only rules of stage 1. WEEK: an officer. MALL: the pool."""

    DAY = "day"
    WEEK = "week"
    MALL = "mall"


class Kind(StrEnum):
    """HARD holds in every plan; SOFT is measured and kept small."""

    HARD = "hard"
    SOFT = "soft"


class Filter(ABC):
    """A hard rule that only says where an officer may not be posted."""

    name: ClassVar[str]
    sentence_id: ClassVar[str]
    sentence_en: ClassVar[str]
    scope: ClassVar[Scope]
    kind: ClassVar[Kind]

    @abstractmethod
    def allows(self, index: "MallIndex", officer: str, day: int, session: int, desk: str) -> bool:
        """False where the rule keeps the officer away."""


class Rule(ABC):
    """A rule that adds constraints to a block and, when soft, returns what is to be kept small."""

    name: ClassVar[str]
    sentence_id: ClassVar[str]
    sentence_en: ClassVar[str]
    scope: ClassVar[Scope]
    kind: ClassVar[Kind]
    stage: ClassVar[Stage | None]

    @abstractmethod
    def add(self, block: "Block", settings: Settings) -> "Amount | None":
        """Add the rule to the block; a soft rule returns its amount."""
