"""Each noted change as a sentence and its before and after in words."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from planner.domain.errors import InvalidValue
from planner.domain.periods import Week
from planner.planning.stored import AuditEntry
from planner.report.phrases import session_name
from webapp.audit.names import Names
from webapp.audit.rows import Change, changes_of_section, section_name
from webapp.formatters import week_text
from webapp.language import language, t
from webapp.words import knows

PLAN = re.compile(r"(\d{4}-W\d{2})-v(\d+)(?:/(.+))?")


def sentence(entry: AuditEntry, names: Names) -> str:
    """`Rina menerbitkan jadwal 16-20 Maret 2026 (minggu ke-12)`."""
    key = f"audit.{entry.action}"
    who, thing = names.person(entry.by), thing_of(entry, names)
    told = t(key, who=who, thing=thing) if knows(key) else f"{who}: {entry.action} {thing}"
    return told[:1].upper() + told[1:]


def thing_of(entry: AuditEntry, names: Names) -> str:
    """What the change is about, by its name."""
    area = entry.action.partition(".")[0]
    tell = _THINGS.get(area)
    return tell(entry, names) if tell else entry.key


def _plan(entry: AuditEntry, names: Names) -> str:
    found = PLAN.fullmatch(entry.key)
    if found is None:
        return entry.key
    try:
        week = week_text(Week.parse(found[1]))
    except InvalidValue:
        return entry.key
    if found[3]:
        answer = t(f"audit.answer_{(entry.after or {}).get('kind', 'confirmed')}")
        return t("audit.thing_answer", answer=answer, agency=names.thing("agency", found[3]), week=week)
    return t("audit.thing_plan", week=week, version=found[2])


def _window(entry: AuditEntry, names: Names) -> str:
    """`Disdukcapil, Rab 4 Feb, pagi` of `desk/day/window` or `desk/service/day/window`."""
    parts = entry.key.split("/")
    if len(parts) not in (3, 4):
        return entry.key
    desk, *service, day, window = parts
    what = [names.thing("desk", desk), *(names.thing("service", one) for one in service)]
    try:
        what.append(language().day(date.fromisoformat(day)))
    except ValueError:
        return entry.key
    return ", ".join([*what, session_name(language(), window)])


def _import(entry: AuditEntry, _names: Names) -> str:
    told: Mapping[str, Any] = entry.after or entry.before or {}
    return str(told.get("file", entry.key))


def _job(entry: AuditEntry, _names: Names) -> str:
    kind = f"job.kind_{(entry.after or {}).get('kind', '')}"
    return t("audit.thing_job", kind=t(kind) if knows(kind) else kind.removeprefix("job.kind_"), number=entry.key)


def _user(entry: AuditEntry, names: Names) -> str:
    return names.person(entry.key)


def _forecast(entry: AuditEntry, names: Names) -> str:
    told = entry.after or {}
    if "origin" in told:
        return t("audit.thing_forecast", day=language().full_date(date.fromisoformat(told["origin"])))
    if "desk" not in told:
        return t("audit.thing_adjustment", number=entry.key)
    what = [names.thing("desk", told["desk"]), *([names.thing("service", told["service"])] if told["service"] else [])]
    first, last = (language().day(date.fromisoformat(told[name])) for name in ("first_day", "last_day"))
    return ", ".join([*what, first if first == last else f"{first} - {last}"])


def _private(entry: AuditEntry, names: Names) -> str:
    kind, _, subject = entry.key.partition("/")
    officer = names.thing("officer", subject.partition("/")[0])
    return t("audit.thing_private", kind=t(f"audit.private_{kind}"), officer=officer)


def _mall(entry: AuditEntry, _names: Names) -> str:
    return section_name(entry.key)


_THINGS: Mapping[str, Callable[[AuditEntry, Names], str]] = {
    "plan": _plan,
    "quota": _window,
    "tickets": _window,
    "import": _import,
    "job": _job,
    "user": _user,
    "session": _user,
    "forecast": _forecast,
    "private": _private,
    "mall": _mall,
}


def changes(entry: AuditEntry, names: Names) -> Iterator[Change]:
    """Before and after in words; nothing where the sentence says all."""
    area = entry.action.partition(".")[0]
    tell = _CHANGES.get("words" if entry.action == "quota.notice_worded" else area)
    if tell:
        yield from tell(entry, names)


def _mall_changes(entry: AuditEntry, names: Names) -> Iterator[Change]:
    yield from changes_of_section(entry.key, entry.before, entry.after, names)


def _ticket_changes(entry: AuditEntry, _names: Names) -> Iterator[Change]:
    before, after = entry.before or {}, entry.after or {}
    told = [t("audit.unit_tickets", value=row["tickets"]) if "tickets" in row else "" for row in (before, after)]
    what = t(f"channel.{after['channel']}") if after.get("channel") else ""
    yield Change(what=what, before=told[0], after=told[1])
    if ends := after.get("ends_at"):
        yield Change(what=t("audit.until", day=language().full_date(datetime.fromisoformat(ends).date())))


def _word_changes(entry: AuditEntry, names: Names) -> Iterator[Change]:
    before, after = entry.before or {}, entry.after or {}
    for name, word in (("complaints", "notice.complaints_title"), ("announced", "quota.words_announced")):
        if before.get(name) != after.get(name):
            yield Change(what=t(word), before=before.get(name, ""), after=after.get(name, "") or "-")
    old, new = before.get("elsewhere", {}), after.get("elsewhere", {})
    for agency in dict.fromkeys((*old, *new)):
        if old.get(agency) != new.get(agency):
            place = t("audit.elsewhere", agency=names.thing("agency", agency))
            yield Change(what=place, before=old.get(agency, ""), after=new.get(agency, "-"))


def _import_changes(entry: AuditEntry, _names: Names) -> Iterator[Change]:
    told = entry.after or entry.before or {}
    for name in ("new", "changed", "same", "mall_rows"):
        if told.get(name):
            yield Change(what=t(f"audit.import_{name}", count=language().number(told[name])))


def _forecast_changes(entry: AuditEntry, _names: Names) -> Iterator[Change]:
    told = entry.after or {}
    if "visits" in told:
        yield Change(what="", after=t("audit.unit_visits", value=language().visits(told["visits"])))


def _plan_changes(entry: AuditEntry, _names: Names) -> Iterator[Change]:
    if entry.action == "plan.published":
        before = PLAN.fullmatch((entry.before or {}).get("published") or "")
        after = PLAN.fullmatch(entry.key)
        old = t("audit.version", version=before[2]) if before else t("audit.nothing_published")
        yield Change(what="", before=old, after=t("audit.version", version=after[2]) if after else "")
    elif based := PLAN.fullmatch((entry.after or {}).get("based_on") or ""):
        yield Change(what=t("audit.based_on", version=based[2]))


def _user_changes(entry: AuditEntry, names: Names) -> Iterator[Change]:
    before, after = entry.before or {}, entry.after or {}
    for name in ("full_name", "role", "agency", "disabled"):
        old, new = (_user_value(name, row.get(name), names) for row in (before, after))
        if old != new and (before or new != "-"):
            yield Change(what=t(f"audit.user_{name}"), before=old if before else "", after=new)


def _user_value(name: str, value: Any, names: Names) -> str:
    if value in (None, "", False):
        return "-"
    if name == "role":
        return t(f"role.{value}")
    if name == "agency":
        return names.thing("agency", value)
    return t("audit.yes") if value is True else str(value)


_CHANGES: Mapping[str, Callable[[AuditEntry, Names], Iterator[Change]]] = {
    "mall": _mall_changes,
    "quota": _ticket_changes,
    "tickets": _ticket_changes,
    "words": _word_changes,
    "import": _import_changes,
    "forecast": _forecast_changes,
    "plan": _plan_changes,
    "user": _user_changes,
    "key": _user_changes,
}
