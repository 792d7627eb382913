"""The memo of a staffing case in words: telaahan staf, or nota dinas; Bahasa Indonesia, each number with its source."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from planner.domain.ids import DeskId
from planner.domain.mall import Mall
from planner.planning.staffing_case import StaffingCase
from planner.planning.staffing_case_document import KeptCase
from planner.planning.staffing_case_limit import LimitKind
from planner.report.staffing_book import case_workbook
from planner.report.staffing_case import (
    INDONESIAN,
    answer,
    basis,
    best_measure_sentence,
    doubts,
    hidden_days,
    limit_sentence,
    passport,
    short_data,
    unit_sentences,
)
from planner.report.staffing_files import Memo, Section, memo_docx, memo_pdf, memo_template
from planner.report.staffing_html import band_note
from planner.report.staffing_picture import curve_picture
from planner.report.staffing_tables import (
    Table,
    abk_table,
    curve_table,
    ends_table,
    measures_table,
    pool_table,
    range_text,
)
from planner.report.staffing_words import word


class Form(StrEnum):
    """What kind of letter."""

    TELAAHAN = "telaahan-staf"
    NOTA = "nota-dinas"


ADDRESSEE = "Sekretaris Daerah / BKPSDM"
GAP = "........................"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Who writes to whom. Left empty: the agency's head to the secretary of the region, under the mall's name."""

    form: Form = Form.TELAAHAN
    addressee: str = ""
    sender: str = ""
    letterhead: str = ""


def default_letter(mall: Mall, desk: DeskId) -> Letter:
    """What the fields hold before anybody changes them."""
    head = f"Kepala {mall.get_agency(mall.get_desk(desk).agency).name}"
    kop = f"PEMERINTAH KABUPATEN/KOTA {GAP}\n{mall.name.upper()}\nAlamat: {GAP}"
    return Letter(addressee=ADDRESSEE, sender=head, letterhead=kop)


HEADINGS = {Form.TELAAHAN: "TELAAHAN STAF", Form.NOTA: "NOTA DINAS"}


def make_memo(kept: KeptCase, mall: Mall, day: date, letter: Letter | None = None) -> Memo:
    """The memo's words and numbers, dated `day`."""
    case, letter = kept.case, letter or Letter()
    form, usual = letter.form, default_letter(mall, case.desk)
    before, after = _study(case, mall) if form is Form.TELAAHAN else _note(case, mall)
    return Memo(
        letterhead=letter.letterhead or usual.letterhead,
        heading=HEADINGS[form],
        head=_head(case, mall, day, _filled(letter, usual)),
        before=before,
        tables=_tables(case, mall, form),
        after=after,
        passport=passport(kept),
        chart=curve_picture(case, INDONESIAN),
        chart_title=word(INDONESIAN, "chart.title"),
        chart_note=band_note(case, INDONESIAN),
    )


def _filled(letter: Letter, usual: Letter) -> Letter:
    return replace(letter, addressee=letter.addressee or usual.addressee, sender=letter.sender or usual.sender)


def _head(case: StaffingCase, mall: Mall, day: date, letter: Letter) -> tuple[tuple[str, str], ...]:
    desk = mall.get_desk(case.desk)
    return (
        ("Kepada", letter.addressee),
        ("Dari", letter.sender),
        ("Tanggal", INDONESIAN.full_date(day)),
        ("Nomor", GAP),
        *((("Sifat", "Biasa"),) if letter.form is Form.NOTA else ()),
        ("Lampiran", "1 berkas (XLSX)"),
        ("Hal", f"Usulan petugas {desk.name}"),
    )


def _study(case: StaffingCase, mall: Mall) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    say = INDONESIAN
    question = (
        f"{mall.get_desk(case.desk).name} tidak dapat melayani sekitar {range_text(case.today.turned_away, say)} "
        f"kunjungan setahun dengan {case.officers} petugas dan {_counters(case)} loket (simulasi "
        f"{case.settings.replications} tahun; kisaran memuat 90%)."
    )
    analysis = (
        "Analisis beban kerja adalah rata-rata setahun; ia tidak memuat antrean pukul 08.00-10.00 dan hari ketika "
        "petugas tidak masuk. Karena itu hasil simulasi setahun ditaruh di sebelahnya."
    )
    before = (
        Section(name="Persoalan", paragraphs=(question,)),
        Section(name="Praanggapan", paragraphs=(basis(case, say),)),
        Section(name="Fakta yang mempengaruhi", paragraphs=(*_facts(case, mall), *hidden_days(case, say))),
        Section(name="Analisis", paragraphs=(analysis, *unit_sentences(case, mall, say), *doubts(case, say))),
    )
    conclusion = Section(name="Kesimpulan", paragraphs=tuple(answer(case, say)))
    return before, (conclusion, Section(name="Saran", paragraphs=_advice(case, mall)))


def _tables(case: StaffingCase, mall: Mall, form: Form) -> tuple[Table, ...]:
    """All tables in the study, workload and curve in the note."""
    abk, curve = abk_table(case, INDONESIAN), curve_table(case, INDONESIAN)
    if form is Form.NOTA:
        return (abk, curve)
    ends = () if case.demand_is_known_well else (ends_table(case, INDONESIAN),)
    free = (measures_table(case, mall, INDONESIAN),) if case.measures.tried else ()
    pool = (pool_table(case, INDONESIAN),) if case.pool.curve else ()
    return (abk, *pool, curve, *ends, *free)


def _facts(case: StaffingCase, mall: Mall) -> tuple[str, ...]:
    say = INDONESIAN
    first, last = say.full_date(case.first_day), say.full_date(case.last_day)
    promise = mall.promise
    return (
        f"Kunjungan tercatat dalam {say.number(case.abk.counted_weeks)} minggu terakhir: "
        f"{say.number(case.counted_visits)} (catatan kunjungan {mall.name} sebelum {first}).",
        f"Loket {_counters(case)}, petugas {case.officers}, satu kunjungan rata-rata "
        f"{say.number(case.visit_minutes, 1)} menit (data mal); hari buka {case.open_days}, "
        f"{first} - {last} (kalender mal).",
        f"Janji layanan: {say.share(promise.wait_share)} pengunjung menunggu paling lama "
        f"{say.number(promise.wait_minutes)} menit, selesai tepat waktu pada {say.share(promise.finish_probability)} "
        "hari (pengaturan mal).",
    )


def _counters(case: StaffingCase) -> str:
    """`5`, or `5 (anggapan)` where nobody told how many there are."""
    told = word(INDONESIAN, "counters_assumed", counters=case.counters)
    return told if case.counters_are_assumed else str(case.counters)


def _advice(case: StaffingCase, mall: Mall) -> tuple[str, ...]:
    """Free ways first; then as many officers as the curve bears, or why none."""
    free = best_measure_sentence(case, mall, INDONESIAN)
    if case.limit.kind is not LimitKind.OFFICERS:
        return (free, f"Jangan menambah petugas lebih dahulu. {_why_not(case)}")
    if not case.is_enough:
        return (free, short_data(case, INDONESIAN))
    most = case.most_officers if case.counters_are_assumed else case.counters
    added = min(most, case.knee.middle or case.most_officers) - case.officers
    more = case.team(added)
    return (
        free,
        f"Bila cara itu tidak cukup: tambahan {added} petugas, menjadi {more.officers}; melayani "
        f"{range_text(more.more_served, INDONESIAN)} kunjungan lebih per tahun (simulasi).",
    )


def _why_not(case: StaffingCase) -> str:
    """What limits, in short where the conclusion tells it at length."""
    if case.limit.kind is LimitKind.COUNTERS and case.officers < case.limit.units:
        return f"Dengan petugas bersama semua loket ({case.limit.units}) sudah terisi."
    return limit_sentence(case, INDONESIAN)


def _note(case: StaffingCase, mall: Mall) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    say = INDONESIAN
    desk = mall.get_desk(case.desk).name
    opening = f"Bersama ini disampaikan hasil hitungan kebutuhan petugas {desk} sebagai bahan pertimbangan."
    points = dict.fromkeys((*answer(case, say), *hidden_days(case, say), *_advice(case, mall)))
    numbered = tuple(f"{n}. {text}" for n, text in enumerate(points, start=1))
    closing = (*doubts(case, say), basis(case, say), "Demikian disampaikan untuk mendapat arahan.")
    return (Section(name="", paragraphs=(opening, *numbered)),), (Section(name="", paragraphs=closing),)


def write_memo(kept: KeptCase, mall: Mall, day: date, out: Path, template: Path | None = None) -> tuple[Path, ...]:
    """Telaahan staf as DOCX and PDF, nota dinas as DOCX, the figures as XLSX, and the Word template, in a folder."""
    out.mkdir(parents=True, exist_ok=True)
    study, note = (make_memo(kept, mall, day, Letter(form=form)) for form in Form)
    words = template.read_bytes() if template else memo_template()
    files = {
        "telaahan-staf.docx": memo_docx(study, words),
        "telaahan-staf.pdf": memo_pdf(study),
        "nota-dinas.docx": memo_docx(note, words),
        "telaahan-staf.xlsx": case_workbook(kept.case, mall, passport(kept)),
        **({} if template else {"templat-telaahan-staf.docx": words}),
    }
    for name, content in files.items():
        (out / name).write_bytes(content)
    return tuple(out / name for name in files)
