"""Changes as sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from planner.planning.stored import AuditEntry
from webapp.language import t
from webapp.words import knows

SHOWN = 100
LONGEST_VALUE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """One change, in words. before, after: what it changed, "" where that says nothing."""

    entry: AuditEntry
    sentence: str
    before: str
    after: str


def make_rows(entries: Sequence[AuditEntry]) -> list[AuditRow]:
    """The changes as they are read."""
    return [
        AuditRow(entry=entry, sentence=_sentence(entry), before=_shown(entry.before), after=_shown(entry.after))
        for entry in entries
    ]


def _sentence(entry: AuditEntry) -> str:
    key = f"audit.{entry.action}"
    return t(key, who=entry.by, thing=entry.key) if knows(key) else f"{entry.by}: {entry.action} {entry.key}"


def _shown(value: Any) -> str:
    """`tickets 64, reason printer rusak`; long values are cut."""
    if value in (None, [], {}):
        return ""
    if isinstance(value, dict):
        told = ", ".join(f"{name} {item}" for name, item in value.items() if item not in (None, "", 0))
    elif isinstance(value, list):
        told = "; ".join(_shown(item) for item in value)
    else:
        told = str(value)
    return told if len(told) <= LONGEST_VALUE else told[: LONGEST_VALUE - 1] + "…"
