"""The review of a week as text: planned against what came, the likeliest causes, what to change next."""

from collections.abc import Iterator

from planner.domain.mall import Mall
from planner.planning.review_week import CHANCE, DeskReview, ReviewedDay, WeekReview
from planner.planning.review_week_causes import Cause
from planner.report.language import Language

WORDS = {
    "heads": (
        "{:<10} {:>18} {:>8} {:>14} {:>10} {:>16} {:>16}  {}",
        "{:<10} {:>18} {:>8} {:>14} {:>10} {:>16} {:>16}  {}",
    ),
    "day": ("hari", "day"),
    "demand": ("perkiraan (80%)", "forecast (80%)"),
    "came": ("datang", "came"),
    "tickets": ("antrean/kuota", "tickets/quota"),
    "sold_out": ("habis", "sold out"),
    "refused": ("ditolak (rencana)", "refused (planned)"),
    "wait": ("tunggu P90 menit", "wait p90 minutes"),
    "at_least": ("≥{}", "≥{}"),
    "as_planned": ("{} ({})", "{} ({})"),
    "broken": ("JANJI TIDAK DITEPATI: {}", "PROMISE BROKEN: {}"),
    "wait_broken": ("waktu tunggu", "waits"),
    "finish_broken": ("selesai terlambat {} menit", "finished {} minutes late"),
    "refused_broken": ("lebih banyak ditolak", "more refused"),
    "absent": ("tidak hadir: {}", "absent: {}"),
    "kept": ("Janji layanan ditepati.", "The promise was kept."),
    "not_logged": (
        "Waktu tunggu tidak tercatat: tidak diketahui apakah janji ditepati.",
        "Waits were not logged: nobody knows whether the promise was kept.",
    ),
    CHANCE: (
        "Tidak ada sebab yang menonjol: selisihnya dalam batas kebetulan, atau yang diperlukan tidak dicatat.",
        "No cause stands out: the difference is within chance, or what would tell was not logged.",
    ),
    "likeliest": ("Sebab paling mungkin: {}", "Likeliest cause: {}"),
    "shifted": ("Yang bergeser dari rencana: {}", "Not as planned: {}"),
    "also": ("Sebab lain: {}", "Other cause: {}"),
    "not_counted": ("Tidak ada catatan: {}", "Nothing was counted: {}"),
}
CAUSE_WORDS = {
    "demand": (
        "permintaan. {came} kunjungan datang, {planned} diperkirakan; menambah {visits} kunjungan yang tidak terlayani "
        "sesuai janji.",
        "demand. {came} visits came, {planned} were forecast; it cost {visits} visits their promise.",
    ),
    "minutes": (
        "menit layanan. Satu kunjungan memakan {came}% dari menit dalam rencana; menambah {visits} kunjungan yang "
        "tidak terlayani sesuai janji.",
        "minutes. A visit took {came}% of the planned minutes; it cost {visits} visits their promise.",
    ),
    "absence": (
        "petugas tidak hadir. {came} hari-petugas hilang; menambah {visits} kunjungan yang tidak terlayani sesuai "
        "janji.",
        "absence. Officer-days missing: {came}; it cost {visits} visits their promise.",
    ),
    "profile": (
        "pola datang. {came}% datang saat antrean dibuka, {planned}% dalam rencana; menambah {visits} kunjungan yang "
        "tidak terlayani sesuai janji.",
        "arrivals. {came}% came as tickets opened, {planned}% in the plan; it cost {visits} visits their promise.",
    ),
}
NEXT = {
    "demand": (
        "Masukkan hitungan minggu ini agar perkiraan belajar, dan coba satu petugas lagi dengan `loketplan whatif`.",
        "Import this week's counts so that the forecast learns, and try one officer more with `loketplan whatif`.",
    ),
    "minutes": (
        "Masukkan tiket minggu ini (menitnya dipelajari), atau kalikan menit di lembar services dengan {factor}; "
        "lalu susun ulang kuota.",
        "Import this week's tickets (minutes are learned), or multiply the minutes in the services sheet by {factor}; "
        "then plan the quotas again.",
    ),
    "absence": (
        "Catat cuti begitu diketahui dan susun ulang hari itu; latih pengganti untuk {officers}.",
        "Enter leave as soon as it is known and plan the day again; train a stand-in for {officers}.",
    ),
    "profile": (
        "Masukkan tiket minggu ini (pola datangnya dipelajari), naikkan `window_start_share` menjadi {share}, atau "
        "bagi antrean ke lebih banyak gelombang.",
        "Import this week's tickets (arrivals are learned), raise `window_start_share` to {share}, or split the "
        "tickets over more windows.",
    ),
}


def say(key: str, language: Language) -> str:
    """A word of this report."""
    return language.pick(WORDS[key])


def review_text(review: WeekReview, mall: Mall, language: Language) -> str:
    """The review in lines of text, ending in a line break."""
    lines = [language.period(review.days), ""]
    for desk in review.desks:
        lines += [*_desk_lines(desk, mall, language), ""]
    if review.not_counted:
        names = ", ".join(mall.get_desk(desk).name for desk in review.not_counted)
        lines.append(say("not_counted", language).format(names))
    return "\n".join(lines).rstrip() + "\n"


def cause_text(cause: Cause, language: Language) -> str:
    """What was not as planned, and what it cost."""
    scale = 100 if cause.name in ("minutes", "profile") else 1
    values = {
        "came": language.number(scale * cause.came),
        "planned": language.number(scale * cause.planned),
        "visits": language.number(cause.visits),
    }
    return language.pick(CAUSE_WORDS[cause.name]).format(**values)


def next_text(cause: Cause, desk: DeskReview, mall: Mall, language: Language) -> str:
    """What to change next."""
    officers = sorted({officer for day in desk.days for officer in day.absent})
    return language.pick(NEXT[cause.name]).format(
        factor=language.number(cause.came, 2),
        share=language.number(cause.came, 2),
        officers=", ".join(mall.get_officer(officer).name for officer in officers),
    )


def _desk_lines(desk: DeskReview, mall: Mall, language: Language) -> Iterator[str]:
    yield mall.get_desk(desk.desk).name
    heads = ("day", "demand", "came", "tickets", "sold_out", "refused", "wait")
    yield say("heads", language).format(*(say(head, language) for head in heads), "").rstrip()
    for day in desk.days:
        yield _day_line(day, mall, language)
    if not desk.is_broken:
        yield say("kept" if desk.is_logged else "not_logged", language)
    elif not desk.causes:
        yield say(CHANCE, language)
    for n, cause in enumerate(desk.causes):
        yield say("also" if n else "likeliest" if desk.is_broken else "shifted", language).format(
            cause_text(cause, language)
        )
        yield "  → " + next_text(cause, desk, mall, language)


def _day_line(day: ReviewedDay, mall: Mall, language: Language) -> str:
    number = language.number
    band = f"{number(day.demand_mean)} ({number(day.demand_low)}-{number(day.demand_high)})"
    came = number(day.came_visits)
    refused = "-" if day.refused_visits is None else number(day.refused_visits)
    wait = "-" if day.wait_p90_minutes is None else number(day.wait_p90_minutes)
    return (
        say("heads", language)
        .format(
            language.day(day.day),
            band,
            say("at_least", language).format(came) if day.came_is_least else came,
            f"{number(day.tickets_issued)}/{number(day.quota_tickets)}",
            language.clock(day.sold_out_at) if day.sold_out_at else "-",
            say("as_planned", language).format(refused, number(day.refused_planned)),
            say("as_planned", language).format(wait, number(day.wait_p90_planned)),
            "; ".join(_notes(day, mall, language)),
        )
        .rstrip()
    )


def _notes(day: ReviewedDay, mall: Mall, language: Language) -> Iterator[str]:
    if day.broken:
        late = language.number(day.finished_late_minutes or 0)
        parts = [say(f"{name}_broken", language).format(late) for name in day.broken]
        yield say("broken", language).format(", ".join(parts))
    if day.absent:
        yield say("absent", language).format(", ".join(mall.get_officer(officer).name for officer in day.absent))
