"""Whatever is typed into a form of the settings: named at its field, or a mall that loads, plans and imports again."""

import csv
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, replace
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from planner.domain.consistency import check_mall
from planner.domain.errors import Severity
from planner.domain.mall import Mall
from planner.domain.periods import Timetable
from planner.intake.read import read_mall
from planner.planning.frame import make_frame
from tests.builders import a_mall
from tests.webapp.conftest import ADMIN, WEEK, some_history
from tests.webapp.test_settings import A3, ALL_RULES, ASSUMPTIONS, HOURS, KTP, PRICES, PROMISE

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
WINDOWS = {f"w{n}_{part}": "" for n in (1, 2) for part in ("id", "start", "end")}
FORMS = {
    "/settings": PROMISE,
    "/settings/hours/normal": {**HOURS, **WINDOWS, "s4_id": "", "s4_start": ""},
    "/settings/hours/ramadan": {**HOURS, **WINDOWS, "follow": ""},
    "/settings/hours/open-days": {"open1": ["0", "1"], "open2": ["4"]},
    "/settings/hours/last-tickets": {"last1": "", "last2": "", "last3": ""},
    "/settings/counters/new": {**A3, "id": "C1"},
    "/settings/counters/of/B2": {"id": "B2", "agency": "samsat", "desk": "pajak", "equipment": "kamera", "remove": ""},
    "/settings/services/of/ktp": KTP,
    "/settings/rules": ALL_RULES,
    "/settings/prices": PRICES,
    "/settings/assumptions": ASSUMPTIONS,
}
TYPED = (
    *("", " ", "0", "1", "3", "12,5", "12.5", "1.234", "-1", "101", "9E15", "nan", "inf", "٣", "1" * 13),
    *("07.30", "8:00", "11.15", "13.30", "14.00", "15.00", "23.59", "24.00", "11.30, 12.00", "09.00 13.45"),
    *(
        "pagi",
        "sore",
        "A1",
        "a 1",
        "=1+1",
        "'=1",
        "#REF!",
        "1E+15",
        "62/25/9/4",
        "100",
        "50/50",
        "120/-20",
        "kamera; x",
    ),
    *("disdukcapil", "samsat", "adminduk", "pajak", '"', "\\", "\x00a", "ä", "x" * 130, "07", "true", "5"),
)


CLOCKS = ("07.30", "08.15", "11.10", "12.00", "13.45", "14.00", "14.40", "15.00", "15.45")
LIKELY = {
    "id": ("pagi", "malam", "A4", "B 2", "sore"),
    "break_starts": ("", "11.00", "11.45 12.15", "12.30, 11.30"),
    "break_minutes": ("0", "30", "45", "61"),
    "name": ("Ktp elektronik", "Kartu: 1", "ä"),
    "desk": ("", "adminduk", "legalisir", "pajak"),
    "agency": ("disdukcapil", "samsat"),
    "equipment": ("", "kamera", "kamera; pencetak"),
    "needs_share": ("62/25/9/4", "50/50", "1/1/1", "0,3/0,7"),
    "need_minutes_low": ("", "4,25", "10"),
    "need_minutes_high": ("", "10", "17,75"),
    "follow": ("1", ""),
    "remove": ("1", ""),
}


def _likely(name: str) -> tuple[str, ...] | tuple[list[str], ...]:
    """Answers that a person might mean in a field."""
    if name.startswith("open"):
        return (["0"], ["4", "5", "6"], ["3", "1"])
    if name in ("close", "last_ticket") or name.startswith("last") or name.endswith(("_start", "_end")):
        return CLOCKS
    return LIKELY.get(
        name.removeprefix("s4_").removeprefix("w1_").removeprefix("w2_"), ("0", "2,5", "12", "33,3", "80")
    )


@st.composite
def filled_forms(draw) -> tuple[str, dict]:
    """A form as it stands, with one to three answers typed over."""
    address = draw(st.sampled_from(sorted(FORMS)))
    values = dict(FORMS[address])
    for name in draw(st.lists(st.sampled_from(sorted(values)), min_size=1, max_size=3, unique=True)):
        values[name] = draw(st.sampled_from(_likely(name)) | st.sampled_from(TYPED))
    return address, values


@settings(max_examples=80, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filled=filled_forms())
@example(filled=("/settings/counters/new", {**A3, "id": "#REF!"}))
@example(filled=("/settings/counters/new", {**A3, "id": "'=1"}))
@example(filled=("/settings/counters/of/B2", {"id": "B2", "agency": "samsat", "desk": "legalisir"}))
@example(filled=("/settings/services/of/ktp", {**KTP, "need_minutes": "1.234"}))
@example(filled=("/settings/hours/normal", {**HOURS, "break_starts": "14.30"}))
def test_any_form_is_refused_at_a_field_or_keeps_a_mall_that_an_import_takes(app, signed_in, tmp_path, filled) -> None:
    """A refusal names fields that are on the page; what is kept has no fault between records, frames and round trip."""
    address, values = filled
    store = app.extensions["loketplan"].store
    with store.write(ADMIN, "from the beginning") as work:
        version = work.mall.save(a_mall())
    browser = _browser(app, signed_in)
    answer = browser.post(address, data={**values, "step": "save", "reason": "uji", "based_on": str(version)})
    with store.read() as work:
        kept, is_new = work.mall.get(), work.mall.version() > version
    if answer.status_code == 422:
        html = answer.get_data(as_text=True)
        named = re.findall(r'href="#f-([^"]+)"', html)
        assert named
        assert all(f'id="f-{name}"' in html for name in named), named
        assert not is_new
        return
    assert answer.status_code == 303
    assert not [f for f in check_mall(kept, some_history()) if f.severity is Severity.REFUSED]
    assert make_frame(kept, WEEK.days).days
    assert settled(again(kept, tmp_path)) == settled(kept)


def _browser(app, signed_in):
    """The administrator's browser, signed in once for all examples."""
    if "browser of test" not in app.extensions:
        app.extensions["browser of test"] = signed_in("admin")
    return app.extensions["browser of test"]


def test_the_round_trip_notices_what_a_file_would_lose(tmp_path: Path) -> None:
    """The negative control: another spread of minutes is another mall."""
    mall = a_mall()
    other = replace(mall, services=(replace(mall.services[0], need_cv=0.7), *mall.services[1:]))
    assert settled(again(other, tmp_path)) == settled(other)
    assert settled(again(other, tmp_path)) != settled(mall)


def settled(mall: Mall) -> object:
    """What the pages change, as plain values with nine digits, so that 1/3 read again is 1/3."""
    parts = (
        mall.agencies,
        mall.desks,
        mall.services,
        mall.counters,
        mall.prices,
        mall.assumptions,
        mall.rules,
        mall.promise,
    )
    return _rounded([mall.timetables, [_plain(part) for part in parts]])


def _plain(part: object) -> object:
    return [asdict(record) for record in part] if isinstance(part, tuple) else asdict(part)  # type: ignore[call-overload]


def _rounded(value: object) -> object:
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return round(value, 9) if isinstance(value, float) else value


def again(mall: Mall, folder: Path) -> Mall:
    """The mall written as a folder and read as an import does."""
    (folder / "mall.toml").write_text(_toml(mall), encoding="utf-8")
    sheets = {
        "agencies": [
            {**asdict(a), "open_weekdays": ",".join(WEEKDAYS[d] for d in a.open_weekdays)} for a in mall.agencies
        ],
        "desks": [asdict(desk) for desk in mall.desks],
        "services": [_service_row(service) for service in mall.services],
        "counters": [{**asdict(counter), "equipment": ";".join(counter.equipment)} for counter in mall.counters],
        "officers": [
            {"id": o.id, "name": o.name, "agency": o.agency, "supervisor": o.supervisor} for o in mall.officers
        ],
        "skills": [{"officer": s.officer, "service": s.service, "pace": s.pace} for s in mall.skills],
        "visits": [{"date": "2026-01-05", "desk": mall.desks[0].id, "visits": 5}],
    }
    for name, rows in sheets.items():
        _write(folder / f"{name}.csv", rows)
    return read_mall(folder).mall


def _service_row(service) -> dict:
    row = asdict(service)
    shares = row.pop("needs_share")
    return row | {f"needs_{n}": share for n, share in enumerate(shares, start=1)}


def _write(path: Path, rows: Iterable[dict]) -> None:
    rows = list(rows)
    names = [name for name in rows[0] if name not in ("parent_office", "weight")]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(names)
        writer.writerows([_cell(row[name]) for name in names] for row in rows)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}".replace(".", ",")
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def _toml(mall: Mall) -> str:
    lines = [f"name = {json.dumps(mall.name)}", f'zone = "{mall.zone}"']
    for name in ("promise", "prices", "assumptions", "rules"):
        lines += [f"[{name}]", *(f"{key} = {json.dumps(value)}" for key, value in asdict(getattr(mall, name)).items())]
    for kind, table in mall.timetables.items():
        lines += [f"[day_types.{kind}]", *_hours(table)]
    return "\n".join(lines) + "\n"


def _hours(table: Timetable) -> Iterable[str]:
    for name in ("sessions", "windows"):
        parts = (f'{{id = {json.dumps(p.id)}, start = "{p.start}", end = "{p.end}"}}' for p in getattr(table, name))
        yield f"{name} = [{', '.join(parts)}]"
    yield f'last_ticket = "{table.last_ticket}"'
    yield f"break_minutes = {table.break_minutes}"
    yield f"break_starts = {json.dumps([str(start) for start in table.break_starts])}"
