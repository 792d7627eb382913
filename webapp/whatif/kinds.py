"""Changes to choose from, each with its few fields, and the row of a scenario file that an answer makes."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.calendar.surges import SURGES, Surge
from planner.domain.ids import AgencyId
from planner.domain.mall import CalendarKind, Mall
from planner.domain.periods import DayType, Week
from webapp.formatters import short_date
from webapp.forms import Form
from webapp.language import language, t

SATURDAY = 5
MOST_OFFICERS, MOST_WINDOWS, MOST_COUNTERS, MOST_BREAK = 20, 4, 50, 120
FACTOR = re.compile(r"(\d+(?:[.,]\d+)?)(?:\s*[-–]\s*(\d+(?:[.,]\d+)?))?")
COUNTER_STEPS = ("1", "2", "3", "-1", "-2")
DESIGNS = ("generalists", "specialists", "fast_lane", "chain")
GROUPS = ("people", "demand", "time", "place")
Row = dict[str, Any]
Options = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a person may choose from. mall: his part of it. own: the agency he is the head of. week: of the base."""

    mall: Mall
    own: AgencyId | None
    week: Week

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day of the week on which somebody is open."""
        last = max((weekday for agency in self.mall.agencies for weekday in agency.open_weekdays), default=SATURDAY)
        return self.week.days[0], self.week.days[last]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldKind:
    """A field: its options (None: it is typed), what its answer adds to the row, how its input looks."""

    read: Callable[[Form, Around], Row]
    options: Callable[[Around], Options] | None = None
    css: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A change to choose. row: what the row holds besides the fields. mall_wide: nothing for an agency's head."""

    group: str
    fields: tuple[str, ...]
    row: Mapping[str, Any]
    mall_wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownField:
    """A field as the page shows it."""

    name: str
    label: str
    hint: str
    css: str
    options: Options | None


def _officers(around: Around) -> Options:
    return [("", ""), *((o.id, o.name) for o in sorted(around.mall.officers, key=lambda o: o.name))]


def _desks(around: Around) -> Options:
    return [("", ""), *((d.id, d.name) for d in around.mall.desks)]


def _desk_or_all(around: Around) -> Options:
    return _desks(around) if around.own else [("", t("whatif.all_desks")), *_desks(around)[1:]]


def _services(around: Around) -> Options:
    names = {desk.id: desk.name for desk in around.mall.desks}
    return [("", ""), *((s.id, f"{names[s.desk]}: {s.name}") for s in around.mall.services)]


def _agencies(around: Around) -> Options:
    rows = [(a.id, a.name) for a in around.mall.agencies]
    return rows if around.own else [("", t("whatif.whole_mall")), *rows]


def _where(around: Around) -> Options:
    """The whole mall (not for a head), desks, services."""
    first = [] if around.own else [("", t("whatif.whole_mall"))]
    return [
        *first,
        *((f"desk:{d.id}", d.name) for d in around.mall.desks),
        *((f"service:{s}", name) for s, name in _services(around)[1:]),
    ]


def _desk_or_service(around: Around) -> Options:
    return [option for option in _where(around) if option[0]]


def _surges(_around: Around) -> Options:
    return [(s.id, f"{s.name(language().code)} ({surge_factor(s)})") for s in SURGES]


def surge_factor(surge: Surge) -> str:
    """`× 1,25-1,5`, and up to how much for services that were told apart."""
    factor = t("whatif.times", low=factor_text(surge.low), high=factor_text(surge.high))
    if surge.most <= surge.high:
        return factor
    return t("whatif.times_some", factor=factor, most=factor_text(surge.most))


def factor_text(value: float) -> str:
    """A factor with the decimals it needs, two at most."""
    text = language().number(value, 2)
    return text.rstrip("0").rstrip(",.") if text.endswith("0") else text


def _leaves(around: Around) -> Options:
    names = {officer.id: officer.name for officer in around.mall.officers}
    rows = sorted(around.mall.leave, key=lambda leave: (leave.first_day, leave.officer))
    coming = [leave for leave in rows if leave.last_day >= around.week.days[0] and leave.officer in names]
    return [
        ("", ""),
        *(
            (f"{e.officer}~{e.first_day}~{e.last_day}", f"{names[e.officer]}, {_span(e.first_day, e.last_day)}")
            for e in coming
        ),
    ]


def _span(first: date, last: date) -> str:
    speak = language()
    return speak.day(first) if first == last else f"{speak.day(first)} - {speak.day(last)}"


def _equipment(around: Around) -> Options:
    found = {e for c in around.mall.counters for e in c.equipment} | {s.equipment for s in around.mall.services}
    return [("", ""), *((name, name) for name in sorted(found - {""}))]


def _supplies(around: Around) -> Options:
    return [("", ""), *((supply.item, supply.item) for supply in around.mall.supplies)]


def _designs(_around: Around) -> Options:
    return [(design, t(f"whatif.design_{design}")) for design in DESIGNS]


def _steps(_around: Around) -> Options:
    return [(step, f"{int(step):+d}") for step in COUNTER_STEPS]


def _chosen(name: str, options: Callable[[Around], Options]) -> FieldKind:
    """A field whose answer is one of some ids; only the agency may be left open, for the whole mall."""

    def read(form: Form, around: Around) -> Row:
        value = form.choice(name, [value for value, _ in options(around) if value], required=name != "agency")
        return {name: value} if value else {}

    return FieldKind(read=read, options=options)


def _read_where(form: Form, around: Around) -> Row:
    value = form.choice("where", [v for v, _ in _where(around) if v], required=around.own is not None)
    name, _, thing = value.partition(":")
    return {name: thing} if value else {}


def _read_scope(form: Form, around: Around) -> Row:
    name, _, thing = form.choice("scope", [v for v, _ in _desk_or_service(around)]).partition(":")
    return {name: thing} if thing else {}


def _read_desk_or_all(form: Form, around: Around) -> Row:
    value = form.choice("desk_or_all", [d.id for d in around.mall.desks], required=around.own is not None)
    return {"desk": value} if value else {}


def _read_days(form: Form, _around: Around) -> Row:
    first, last = form.day("from", required=False), form.day("to", required=False)
    if first and last and last < first:
        form.fail("to", "field.ends_before_start")
    return {name: day.isoformat() for name, day in (("from", first), ("to", last)) if day}


def _read_day(name: str, told: str) -> Callable[[Form, Around], Row]:
    def read(form: Form, _around: Around) -> Row:
        day = form.day(name)
        return {told: day.isoformat()} if day else {}

    return read


def _read_clock(name: str, *, required: bool) -> Callable[[Form, Around], Row]:
    def read(form: Form, _around: Around) -> Row:
        clock = form.clock(name, required=required)
        return {name: f"{clock:%H:%M}"} if clock else {}

    return read


def _read_hours(form: Form, around: Around) -> Row:
    row = _read_clock("open", required=False)(form, around) | _read_clock("close", required=False)(form, around)
    if not row and not form.faults:
        form.fail("open", "whatif.no_hours")
    return row


def _read_factor(form: Form, _around: Around) -> Row:
    found = FACTOR.fullmatch(form.text("factor", most=20))
    if found is None:
        form.fail("factor", "whatif.not_a_factor")
        return {}
    low = _number(found[1])
    return {"factor": [low, _number(found[2]) if found[2] else low]}


def _read_times(form: Form, _around: Around) -> Row:
    return _decimal(form, "times", "factor")


def _read_pace(form: Form, _around: Around) -> Row:
    return _decimal(form, "pace", "pace")


def _read_stock(form: Form, _around: Around) -> Row:
    return _decimal(form, "stock", "stock")


def _decimal(form: Form, name: str, told: str) -> Row:
    text = form.text(name, most=12)
    if not re.fullmatch(r"\d+(?:[.,]\d+)?", text):
        form.fail(name, "field.not_a_number", value=text)
        return {}
    return {told: _number(text)}


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _read_whole(name: str, low: int, high: int) -> Callable[[Form, Around], Row]:
    def read(form: Form, _around: Around) -> Row:
        value = form.whole(name, low, high)
        return {} if value is None else {name: value}

    return read


def _read_windows(form: Form, _around: Around) -> Row:
    value = form.whole("windows", 1, MOST_WINDOWS)
    return {} if value is None else {"count": value}


def _read_more(form: Form, _around: Around) -> Row:
    value = form.choice("more", COUNTER_STEPS)
    return {"more": int(value)} if value else {}


def _read_name(form: Form, _around: Around) -> Row:
    return {"name": form.text("day_name", most=80)}


def _read_leave(form: Form, around: Around) -> Row:
    value = form.choice("leave", [v for v, _ in _leaves(around) if v])
    if not value:
        return {}
    officer, first, last = value.split("~")
    return {"officer": officer, "from": first, "to": last}


def _read_promise(form: Form, _around: Around) -> Row:
    wait = form.whole("wait_minutes", 1, 240, required=False)
    finish = form.whole("finish_per_cent", 50, 99, required=False)
    row: Row = {} if wait is None else {"wait_minutes": wait}
    if finish is not None:
        row["finish_probability"] = finish / 100
    if not row and not form.faults:
        form.fail("wait_minutes", "field.required")
    return row


def _nothing(_form: Form, _around: Around) -> Row:
    return {}


FIELDS: Mapping[str, FieldKind] = {
    "officer": _chosen("officer", _officers),
    "desk": _chosen("desk", _desks),
    "service": _chosen("service", _services),
    "surge": _chosen("surge", _surges),
    "agency": _chosen("agency", _agencies),
    "equipment": _chosen("equipment", _equipment),
    "item": _chosen("item", _supplies),
    "design": _chosen("design", _designs),
    "where": FieldKind(read=_read_where, options=_where),
    "scope": FieldKind(read=_read_scope, options=_desk_or_service),
    "desk_or_all": FieldKind(read=_read_desk_or_all, options=_desk_or_all),
    "leave": FieldKind(read=_read_leave, options=_leaves),
    "more": FieldKind(read=_read_more, options=_steps),
    "from": FieldKind(read=_read_days, css="short", hint="date_hint"),
    "to": FieldKind(read=_nothing, css="short"),
    "date": FieldKind(read=_read_day("date", "date"), css="short", hint="date_hint"),
    "new_from": FieldKind(read=_read_day("new_from", "new_from"), css="short", hint="date_hint"),
    "open": FieldKind(read=_read_hours, css="short", hint="whatif.clock_hint"),
    "close": FieldKind(read=_nothing, css="short"),
    "last_ticket": FieldKind(read=_read_clock("last_ticket", required=True), css="short", hint="whatif.clock_hint"),
    "factor": FieldKind(read=_read_factor, css="short", hint="whatif.factor_hint"),
    "times": FieldKind(read=_read_times, css="short", hint="whatif.times_hint"),
    "pace": FieldKind(read=_read_pace, css="short", hint="whatif.pace_hint"),
    "stock": FieldKind(read=_read_stock, css="short"),
    "count": FieldKind(read=_read_whole("count", 1, MOST_OFFICERS), css="short"),
    "windows": FieldKind(read=_read_windows, css="short", hint="whatif.windows_hint"),
    "units": FieldKind(read=_read_whole("units", 0, MOST_COUNTERS), css="short"),
    "lane": FieldKind(read=_read_whole("lane", 1, MOST_OFFICERS), css="short", hint="whatif.lane_hint"),
    "minutes": FieldKind(read=_read_whole("minutes", 0, MOST_BREAK), css="short", hint="whatif.break_hint"),
    "day_name": FieldKind(read=_read_name),
    "wait_minutes": FieldKind(read=_read_promise, css="short"),
    "finish_per_cent": FieldKind(read=_nothing, css="short"),
}


_DAYS = ("from", "to")
KINDS: Mapping[str, Kind] = {
    "officer_added": Kind(group="people", fields=("count", "desk", *_DAYS), row={"kind": "officer_added"}),
    "absent": Kind(group="people", fields=("officer", *_DAYS), row={"kind": "absent"}),
    "skill_added": Kind(group="people", fields=("officer", "service", "pace"), row={"kind": "skill_added"}),
    "leave_moved": Kind(group="people", fields=("leave", "new_from"), row={"kind": "leave_moved"}),
    "officer_removed": Kind(group="people", fields=("officer",), row={"kind": "officer_removed"}),
    "demand": Kind(group="demand", fields=("factor", "where", *_DAYS), row={"kind": "demand"}),
    "surge": Kind(group="demand", fields=("surge", "where", *_DAYS), row={"kind": "demand"}),
    "hours": Kind(group="time", fields=("open", "close", "agency", *_DAYS), row={"kind": "hours"}),
    "opened": Kind(
        group="time",
        fields=("date", "day_name", "open", "close", "agency"),
        row={"kind": "calendar", "day_kind": CalendarKind.OPEN.value},
    ),
    "closed": Kind(
        group="time",
        fields=("date", "day_name", "agency"),
        row={"kind": "calendar", "day_kind": CalendarKind.CUTI_BERSAMA.value},
    ),
    "last_ticket": Kind(group="time", fields=("last_ticket", "desk_or_all"), row={"kind": "last_ticket"}),
    "windows": Kind(group="time", fields=("windows",), row={"kind": "windows"}, mall_wide=True),
    "breaks": Kind(group="time", fields=("minutes",), row={"kind": "breaks"}, mall_wide=True),
    "desk_design": Kind(group="place", fields=("desk", "design", "lane"), row={"kind": "desk_design"}),
    "counters": Kind(group="place", fields=("desk", "more"), row={"kind": "counters"}),
    "equipment": Kind(group="place", fields=("desk", "equipment", "units"), row={"kind": "equipment"}),
    "supplies": Kind(group="place", fields=("item", "stock"), row={"kind": "supplies"}),
    "minutes": Kind(group="place", fields=("scope", "times"), row={"kind": "minutes"}),
    "promise": Kind(group="place", fields=("wait_minutes", "finish_per_cent"), row={"kind": "promise"}, mall_wide=True),
}
FIRST_VALUES: Mapping[str, str] = {
    "count": "1",
    "pace": "1,00",
    "lane": "1",
    "windows": "4",
    "factor": "1,4",
    "times": "1,2",
    "minutes": "60",
}


def groups_of(around: Around) -> list[tuple[str, list[tuple[str, str]]]]:
    """Kinds by group with their titles, those left out that somebody may not choose or that have nothing to choose."""
    return [
        (
            t(f"whatif.group_{group}"),
            [
                (name, t(f"whatif.kind_{name}"))
                for name, kind in KINDS.items()
                if kind.group == group and offers(name, around)
            ],
        )
        for group in GROUPS
    ]


def offers(name: str, around: Around) -> bool:
    """True when the person may choose the kind, and each of its fields has something to choose."""
    kind = KINDS.get(name)
    if kind is None or (kind.mall_wide and around.own is not None):
        return False
    choices = [FIELDS[field].options for field in kind.fields]
    return all(any(value or label for value, label in options(around)) for options in choices if options)


def first_values(around: Around) -> dict[str, str]:
    """What the fields of a new change hold: the days of the base's week, and common numbers."""
    first, last = around.days
    timetable = around.mall.timetable(DayType.NORMAL)
    return {
        **FIRST_VALUES,
        "from": short_date(first),
        "to": short_date(last),
        "date": short_date(around.week.days[SATURDAY]),
        "open": f"{timetable.open:%H.%M}",
        "close": f"{timetable.close:%H.%M}",
    }


def fields_of(name: str, around: Around) -> list[ShownField]:
    """The fields of a kind, with their options."""
    return [
        ShownField(
            name=field,
            label=t(f"whatif.field_{field}"),
            hint=t(FIELDS[field].hint) if FIELDS[field].hint else "",
            css=FIELDS[field].css,
            options=options(around) if (options := FIELDS[field].options) else None,
        )
        for field in KINDS[name].fields
    ]


def read_row(name: str, form: Form, around: Around) -> Row:
    """The row a filled-in form makes; faults stand in the form."""
    row = dict(KINDS[name].row)
    for field in KINDS[name].fields:
        row |= FIELDS[field].read(form, around)
    if around.own is not None and "agency" in KINDS[name].fields:
        row["agency"] = around.own
    return row
