"""What a file leaves open: questions with choices, asked of the one who imports it and never guessed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from planner.domain.errors import Finding
from planner.intake.messages import Place, make_finding, make_warning

Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer: `value` is given back to the reader, the labels are read by people."""

    value: str
    label_id: str
    label_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something that reads in more than one way.

    key      : name under which the answer is given back.
    place    : where it shows. choices: the answers; empty: a text of the form `pattern`, as `help` says.
    blocking : nothing is read until it is answered; else the stated way out holds until then.
    """

    key: str
    place: Place
    text_id: str
    text_en: str
    choices: tuple[Choice, ...] = ()
    help_id: str = ""
    help_en: str = ""
    pattern: str = ".+"
    blocking: bool = True

    def accepts(self, answer: str) -> bool:
        """True for one of the choices, or a text of the pattern where there are none."""
        if self.choices:
            return answer in {choice.value for choice in self.choices}
        return re.fullmatch(self.pattern, answer) is not None

    def finding(self) -> Finding:
        """The open question as a line of the findings."""
        shown_id = " / ".join(f"{c.value} ({c.label_id})" for c in self.choices) or self.help_id
        shown_en = " / ".join(f"{c.value} ({c.label_en})" for c in self.choices) or self.help_en
        make = make_finding if self.blocking else make_warning
        return make(
            "question",
            self.place,
            text_id=self.text_id,
            text_en=self.text_en,
            key=self.key,
            choices_id=shown_id,
            choices_en=shown_en,
        )


def answered(question: Question, answers: Answers) -> str | None:
    """The answer to a question; None where there is none, or one it does not accept."""
    answer = answers.get(question.key)
    return answer if answer is not None and question.accepts(answer) else None
