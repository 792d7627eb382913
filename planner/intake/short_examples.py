"""The examples printed in the short form: told from rows that somebody wrote over them.

A row is left out only where it is still as printed. Where anything was changed it is somebody's own and is read; where
the name was changed and the figures are still those of the example, only its owner knows.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from planner.intake.cells import Cell, cell_text, fold, is_blank
from planner.intake.messages import Place
from planner.intake.questions import Answers, Choice, Question, answered
from planner.intake.sheets import EXAMPLE_MARKS
from planner.intake.values import Unreadable, read_number

MONTHS = 12
FEWEST_MONTHS = 3  # alike, from which figures without a mark are taken for those of the example
YES, NO = "ya", "tidak"
_MARK = re.compile(rf"^\W*(?:{'|'.join(EXAMPLE_MARKS)})\s*[:)\]-]\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A printed row; its visits rise by ten a month."""

    name: str
    officers: int
    service: str
    minutes: str | None
    first_visits: int

    @property
    def visits(self) -> tuple[int, ...]:
        """Of each month."""
        return tuple(self.first_visits + 10 * n for n in range(MONTHS))


EXAMPLES = (
    Example(name="Disdukcapil", officers=4, service="Kartu Keluarga", minutes=None, first_visits=1320),
    Example(
        name="BPJS Kesehatan", officers=1, service="BPJS Kesehatan: perubahan data", minutes="9-15", first_visits=310
    ),
)


class Kind(Enum):
    """OWN: to be read. REWRITTEN: so too, though the mark is still there. AS_PRINTED: left out. ASKED: who knows."""

    OWN = auto()
    REWRITTEN = auto()
    AS_PRINTED = auto()
    ASKED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """A row of the form: name and note as text, the cells of officers and of its months in order."""

    name: str
    note: str
    officers: Cell
    visits: Sequence[Cell]

    @property
    def is_marked(self) -> bool:
        """True where it says of itself that it is an example, before the name or (older forms) in the note."""
        return fold(self.note) in EXAMPLE_MARKS or bool(_MARK.match(self.name))

    @property
    def kind(self) -> Kind:
        """What the row is, of itself."""
        like = next((example for example in EXAMPLES if self._has_visits_of(example)), None)
        if like is None:
            return Kind.REWRITTEN if self.is_marked else Kind.OWN
        same = fold(unmarked(self.name)) == fold(like.name) and cell_text(self.officers) == str(like.officers)
        return Kind.AS_PRINTED if same and self.is_marked else Kind.ASKED

    def _has_visits_of(self, example: Example) -> bool:
        """True where all months are the example's: in their own places, or in any where the row is marked."""
        filled = {place: cell for place, cell in enumerate(self.visits) if not is_blank(cell)}
        if self.is_marked:
            return bool(filled) and all(_number(cell) in example.visits for cell in filled.values())
        return len(filled) >= FEWEST_MONTHS and all(
            place < MONTHS and _number(cell) == example.visits[place] for place, cell in filled.items()
        )


def marked(name: str) -> str:
    """The name as it is printed in an example."""
    return f"{EXAMPLE_MARKS[0]}: {name}"


def unmarked(name: str) -> str:
    """The name without the mark of an example before it."""
    return _MARK.sub("", name)


def example_question(place: Place, key: str) -> Question:
    """Whose figures these are: nothing in the row tells."""
    return Question(
        key=f"example.{key}",
        place=place,
        text_id=f"angka bulanan {place.value} sama dengan angka contoh yang tercetak di isian. Apakah itu angka Anda?",
        text_en=f"the monthly figures of {place.value} are those of the printed example. Are they yours?",
        choices=(
            Choice(value=YES, label_id="ya, angka kami: dibaca", label_en="yes, ours: read them"),
            Choice(value=NO, label_id="tidak, masih contoh: jangan dibaca", label_en="no, the example: do not read it"),
        ),
    )


def settled(kind: Kind, question: Question, answers: Answers) -> Kind:
    """The kind of a row about which the question was answered; without an answer it stays as it is."""
    told: Mapping[str | None, Kind] = {YES: Kind.OWN, NO: Kind.AS_PRINTED}
    return told.get(answered(question, answers), kind)


def _number(cell: Cell) -> float | None:
    try:
        return read_number(cell)
    except Unreadable:
        return None
