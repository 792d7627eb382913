"""What the checker says when a rule is broken."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a rule is broken; what does not apply stays empty.

    session : a session, or the release window for rules about tickets.
    part    : a place in the file, a stage.
    """

    agency: str = ""
    officer: str = ""
    desk: str = ""
    day: date | None = None
    session: str = ""
    part: str = ""

    def __str__(self) -> str:
        day = self.day.isoformat() if self.day else ""
        return ", ".join(t for t in (self.part, self.agency, self.officer, self.desk, day, self.session) if t)


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One broken rule: its name, where, the value found, and a sentence in both languages."""

    rule: str
    place: Place
    value: str
    sentence_id: str
    sentence_en: str

    def line(self, language: str = "id") -> str:
        """One line for people: rule, place, sentence, value."""
        sentence = self.sentence_id if language == "id" else self.sentence_en
        return f"{self.rule}: {self.place}: {sentence} [{self.value}]"
