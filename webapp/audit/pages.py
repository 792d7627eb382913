"""The history of changes as it is read: what one person did at once is one act, in a sentence."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from planner.planning.stored import AuditEntry
from webapp.audit.acts import changes, sentence, thing_of
from webapp.audit.names import Names
from webapp.audit.rows import Change
from webapp.language import t

SHOWN = 200
CHANGES_SHOWN = 4  # of an act; the rest is folded away
ANSWER = re.compile(r"[\w.]+ = [^;]+")  # an answer of an import as the command line writes it
MAIN_FIRST = (
    "import.",
    "plan.published",
    "plan.saved",
    "plan.answered",
    "quota.",
    "tickets.",
    "user.",
    "key.",
    "mall.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Technical:
    """A noted row as the store keeps it, for who must follow it to the letter."""

    action: str
    key: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a person did at one moment. also: what followed from it, in sentences.

    answers : what was answered on an import, as it is noted.
    """

    entry: AuditEntry
    person: str
    sentence: str
    also: tuple[str, ...]
    changes: tuple[Change, ...]
    agency: str
    reason: str
    answers: str
    rows: tuple[Technical, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """A page of acts, newest first. before: where the older ones begin, None when these are all."""

    acts: tuple[Act, ...]
    before: int | None


def make_trail(entries: Sequence[AuditEntry], names: Names) -> Trail:
    """The changes as they are read. An act that the page's end may have cut is left to the next page."""
    groups = [tuple(group) for _, group in groupby(entries, key=lambda e: (e.at, e.by, e.reason))]
    full = len(entries) >= SHOWN
    if full and len(groups) > 1:
        groups.pop()
    return Trail(acts=tuple(_act(group, names) for group in groups), before=groups[-1][-1].id if full else None)


def _act(entries: tuple[AuditEntry, ...], names: Names) -> Act:
    in_order = sorted(entries, key=lambda e: (_rank(e.action), e.id))
    main = in_order[0]
    same = [e for e in in_order if e.action == main.action]
    told = same if main.action == "mall.changed" or len(same) > 1 else [main]
    folded = main.action.startswith("import.")
    others = [e for e in in_order if e not in told and not (folded and e.action == "mall.changed")]
    answers = main.reason if ANSWER.match(main.reason) else ""
    return Act(
        entry=main,
        person=names.person(main.by),
        sentence=_headline(told, names),
        also=tuple(dict.fromkeys(sentence(e, names) for e in others)),
        changes=tuple(_all_changes(in_order, names, named=len(told) > 1)),
        agency=names.thing("agency", main.agency),
        reason="" if answers else main.reason,
        answers=answers,
        rows=tuple(_technical(e) for e in reversed(entries)),
    )


def _rank(action: str) -> int:
    return next((place for place, begin in enumerate(MAIN_FIRST) if action.startswith(begin)), len(MAIN_FIRST))


def _headline(entries: Sequence[AuditEntry], names: Names) -> str:
    main = entries[0]
    if len(entries) == 1:
        return sentence(main, names)
    if main.action == "mall.changed":
        things = ", ".join(dict.fromkeys(thing_of(e, names) for e in entries))
        told = t("audit.mall.changed", who=names.person(main.by), thing=things)
        return told[:1].upper() + told[1:]
    return t("audit.and_more", sentence=sentence(main, names), count=len(entries) - 1)


def _all_changes(entries: Sequence[AuditEntry], names: Names, *, named: bool) -> Iterable[Change]:
    """named: several things of one kind changed, so that each change says of which."""
    for entry in entries:
        for change in changes(entry, names):
            says_what = entry.action.startswith(("quota.", "tickets.")) and named
            what = ": ".join(filter(None, (thing_of(entry, names), change.what))) if says_what else change.what
            yield Change(what=what, before=change.before, after=change.after)


def _technical(entry: AuditEntry) -> Technical:
    before, after = (
        "" if value in (None, [], {}) else json.dumps(value, ensure_ascii=False)
        for value in (entry.before, entry.after)
    )
    return Technical(action=entry.action, key=entry.key, before=before, after=after)
