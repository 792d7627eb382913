"""The history of changes in words: who did what, before and after with units, one line for one act."""

import re
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from typing import get_args, get_type_hints

import pytest

from planner.domain.ids import DeskId, WindowId
from planner.domain.mall import CalendarDay, CalendarKind, Mall
from planner.planning.stored import AuditEntry, AuditFilter, IssuedTickets
from tests.builders import a_mall
from tests.webapp.conftest import ADMIN, USERS, text_of
from webapp.audit.names import Names, names_of
from webapp.audit.pages import make_trail
from webapp.audit.rows import changes_of_section
from webapp.words import knows

NOW = datetime(2026, 3, 13, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_request(app):
    """Words are spoken in the language of a request, of a mall."""
    with app.test_request_context("/notice"):
        app.preprocess_request()
        yield


def names() -> Names:
    return names_of(a_mall(), USERS)


def an_entry(action: str, key: str, **changes: object) -> AuditEntry:
    values = {"id": 1, "at": NOW, "by": "rina", "role": "manager", "agency": None, "reason": "", "before": None}
    return AuditEntry(**{**values, "after": None, **changes}, action=action, key=key)


def told(*entries: AuditEntry) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Sentence and changes of each act."""
    acts = make_trail(entries, names()).acts
    return [(act.sentence, [(c.what, c.before, c.after) for c in act.changes]) for act in acts]


@pytest.mark.parametrize(
    ("entry", "sentence", "changes"),
    [
        pytest.param(
            an_entry("plan.published", "2026-W12-v2", before={"published": "2026-W12-v1"}),
            "Rina Manajer menerbitkan jadwal 16-20 Maret 2026 (minggu ke-12), versi 2",
            [("", "versi 1", "versi 2")],
            id="a roster published",
        ),
        pytest.param(
            an_entry("plan.saved", "2026-W12-v2", after={"based_on": "2026-W12-v1", "content_hash": "8795"}),
            "Rina Manajer menyimpan rancangan jadwal 16-20 Maret 2026 (minggu ke-12), versi 2",
            [("diubah dari versi 1", "", "")],
            id="a roster edited",
        ),
        pytest.param(
            an_entry("plan.answered", "2026-W12-v1/samsat", by="kepala2", after={"kind": "refused", "reason": "x"}),
            "Kepala Samsat menolak usulan untuk Samsat, 16-20 Maret 2026 (minggu ke-12)",
            [],
            id="a proposal refused",
        ),
        pytest.param(
            an_entry("quota.overridden", "adminduk/2026-03-17/pagi", before={"tickets": 22}, after={"tickets": 62}),
            "Rina Manajer menetapkan kuota Adminduk, Sel 17 Mar, pagi",
            [("", "22 antrean", "62 antrean")],
            id="a quota by hand",
        ),
        pytest.param(
            an_entry("tickets.issued", "adminduk/2026-03-17/pagi", by="key:antrean", after={"tickets": 12}),
            "Mesin antrean mencatat antrean terbit: Adminduk, Sel 17 Mar, pagi",
            [("", "", "12 antrean")],
            id="tickets noted by a machine",
        ),
        pytest.param(
            an_entry("forecast.issued", "1", after={"origin": "2026-02-28", "rows": 70}),
            "Rina Manajer menyimpan prakiraan dari data s.d. 28 Feb 2026",
            [],
            id="a forecast kept",
        ),
        pytest.param(
            an_entry("private.read", "leave_reason/sari/2026-03-17/2026-03-17/all"),
            "Rina Manajer membaca alasan cuti Sari",
            [],
            id="personal data read",
        ),
        pytest.param(
            an_entry(
                "user.changed",
                "tamu",
                before={"full_name": "Tamu Baca", "role": "viewer", "agency": None, "disabled": False},
                after={"full_name": "Tamu Baca", "role": "agency_head", "agency": "samsat", "disabled": False},
            ),
            "Rina Manajer mengubah pengguna Tamu Baca",
            [("peran", "pembaca", "kepala instansi"), ("instansi", "-", "Samsat")],
            id="a user made a head",
        ),
        pytest.param(
            an_entry("job.asked", "7", after={"kind": "plan"}),
            "Rina Manajer meminta pekerjaan Menyusun jadwal (nomor 7)",
            [],
            id="a job",
        ),
        pytest.param(
            an_entry("plan.saved", "not a plan"), "Rina Manajer menyimpan rancangan jadwal not a plan", [], id="?"
        ),
    ],
)
def test_a_change_is_a_sentence_with_before_and_after(entry, sentence, changes) -> None:
    """Names, dates and units; never an id, a hash or a word of the code."""
    assert told(entry) == [(sentence, changes)]


def saved(app, **changes: object) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """What the history tells of a mall saved with these fields."""
    store = app.extensions["loketplan"].store
    with store.write(ADMIN, "uji") as work:
        work.mall.save(replace(work.mall.get(), **changes))
    with store.read() as work:
        entries = work.audit.entries(AuditFilter(by="sistem"))
    return told(*[e for e in entries if e.reason == "uji"])


def test_a_changed_field_is_told_with_its_unit(app) -> None:
    """A need of KTP takes 12 minutes instead of 10, and the promise is 20 minutes."""
    mall = a_mall()
    services = (replace(mall.services[0], need_minutes=12.5), *mall.services[1:])
    (act,) = saved(app, services=services, promise=replace(mall.promise, wait_minutes=20, wait_share=0.8))
    sentence, changes = act
    assert sentence == "Sistem mengubah janji layanan, layanan"
    assert set(changes) == {
        ("Ktp: lama per keperluan", "10 menit", "12,50 menit"),
        ("janji layanan: tunggu paling lama", "30 menit", "20 menit"),
        ("janji layanan: bagian yang menunggu dalam janji", "90%", "80%"),
    }


def test_rows_that_came_and_went_are_counted_and_named(app) -> None:
    """A day is added to the calendar, the pooled officer leaves with his two skills; leave is counted, never told."""
    mall = a_mall()
    day = CalendarDay(day=date(2026, 3, 20), kind=CalendarKind.CLOSED, name="Pindah gedung")
    left = [o for o in mall.officers if o.id != "joko"]
    skills = [s for s in mall.skills if s.officer != "joko"]
    (act,) = saved(app, calendar=(day,), officers=tuple(left), skills=tuple(skills))
    assert {what for what, _, _ in act[1]} == {
        "kalender: 1 baru (20 Mar 2026 Pindah gedung)",
        "petugas: 1 dihapus (Joko)",
        "keahlian: 2 dihapus (Joko: Legalisir, Joko: Pajak)",
    }
    (counted,) = changes_of_section("leave", {"rows": 0}, {"rows": 1}, names())
    assert counted.what == "cuti dan ketidakhadiran: 1 baru, 0 dihapus"


def test_one_import_is_one_line(manager) -> None:
    """Fifteen rows of the store: the file's name, how many rows, and what the mall got; the hash of nothing."""
    html = text_of(manager, "/audit?kind=import").partition("<tbody>")[2].partition("</tbody>")[0]
    assert html.count("<tr>") == 1
    acts = re.findall(r"<tr>.*?</tr>", text_of(manager, "/audit").partition("<tbody>")[2], re.DOTALL)
    (imported,) = [act for act in acts if "mengimpor mal.xlsx" in act]
    read = imported.partition("<details>")[0]
    assert "sistem" in read
    assert "60 baris baru" in read
    assert not re.search(r"mall_rows|content_hash|\{|&#39;|need_minutes", read)
    assert "mall.changed" in imported.partition("<details>")[2]


def test_answers_of_an_import_are_no_reason() -> None:
    """As the command line writes them; what a person wrote stays."""
    answered = an_entry("import.added", "1", reason="unit.visits_monthly = visits", after={"file": "a.xlsx", "new": 3})
    (act,) = make_trail((answered,), names()).acts
    assert (act.reason, act.answers) == ("", "unit.visits_monthly = visits")
    (act,) = make_trail((replace(answered, reason="data Januari"),), names()).acts
    assert (act.reason, act.answers) == ("data Januari", "")


def test_what_followed_from_a_change_stands_under_it() -> None:
    """A leave makes a plan stale: one line, the change first."""
    stale = an_entry("plan.stale", "2026-W12-v1", id=3)
    mall = an_entry("mall.changed", "leave", id=2, before={"rows": 0}, after={"rows": 1})
    (act,) = make_trail((stale, mall), names()).acts
    assert act.sentence == "Rina Manajer mengubah cuti dan ketidakhadiran"
    assert act.also == ("Jadwal 16-20 Maret 2026 (minggu ke-12), versi 1 menjadi usang",)


def test_an_act_cut_by_the_end_of_a_page_stands_whole_on_the_next() -> None:
    """200 rows are read: the last act may go on, so the next page begins with it."""
    rows = [
        an_entry("tickets.issued", f"adminduk/2026-03-17/w{n}", id=300 - n, after={"tickets": n}) for n in range(200)
    ]
    rows = [replace(row, at=NOW if row.id > 150 else datetime(2026, 3, 12, tzinfo=UTC)) for row in rows]
    trail = make_trail(rows, names())
    assert len(trail.acts) == 1
    assert trail.before == 151


def test_people_are_found_by_either_name_and_days_that_are_none_are_told(app, manager) -> None:
    """The full name as the page shows it; `31/02/2026` finds everything, and the page says so."""
    note = IssuedTickets(desk=DeskId("adminduk"), day=date(2026, 2, 3), window=WindowId("pagi"), tickets=1)
    with app.extensions["loketplan"].store.write(USERS[3].actor) as work:
        work.floor.record_issued(note)
    for by in ("rina", "Rina Manajer"):
        html = text_of(manager, f"/audit?by={by}&kind=tickets")
        assert "Rina Manajer mencatat antrean terbit: Adminduk, Sel 3 Feb, pagi" in html
    assert "31/02/2026" in text_of(manager, "/audit?since=31/02/2026").partition("</form>")[2]
    assert '<a class="button primary" href="/audit.csv?by=rina">' in text_of(manager, "/audit?by=rina")


def test_the_file_keeps_what_the_page_folds_away(manager) -> None:
    """A row for each change, keys as the store has them."""
    text = text_of(manager, "/audit.csv")
    assert "mall.changed" in text
    assert "plan.published,2026-W06-v1" in text


def test_every_part_of_the_mall_and_every_field_has_its_words() -> None:
    """A field added to a record would stand in the history under its name in the code."""
    hints = get_type_hints(Mall)
    for section in fields(Mall):
        assert knows(f"audit.section_{section.name}"), section.name
        kinds = [kind for kind in (hints[section.name], *get_args(hints[section.name])) if is_dataclass(kind)]
        for name in (f.name for kind in kinds for f in fields(kind) if section.name != "timetables"):
            assert name == "id" or knows(f"audit.field_{name}"), (section.name, name)
