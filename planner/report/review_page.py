"""The review of a week as one HTML file: where the promise broke and why, who came beside the forecast, every desk."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from markupsafe import Markup

from planner.domain.mall import Mall
from planner.planning.review_week import CHANCE, DeskReview, ReviewedDay, WeekReview
from planner.report.charts import Bar, Caption, bar_chart
from planner.report.language import Language
from planner.report.page import fragment, html_page, write_html
from planner.report.review import cause_text, next_text
from planner.report.review import say as report_say

PAGE_NAMES = {"id": "review.html", "en": "review.en.html"}
WORDS = {
    "title": ("Tinjauan minggu: {week}", "Review of the week: {week}"),
    "short": (
        "{kept} dari {all} meja yang waktunya tercatat menepati janji. {came} kunjungan datang ({forecast} "
        "diperkirakan), {served} terlayani ({planned} dalam rencana).",
        "{kept} of {all} desks with logged times kept their promise. {came} visits came ({forecast} were forecast), "
        "{served} were served ({planned} planned).",
    ),
    "broken": ("Di mana janji tidak ditepati, dan mengapa", "Where the promise broke, and why"),
    "all_kept": (
        "Semua meja yang waktu tunggunya tercatat menepati janji.",
        "Every desk whose waits were logged kept its promise.",
    ),
    "not_logged": ("waktu tidak tercatat", "times not logged"),
    "by_chance": (
        "Tidak ditepati tanpa sebab yang menonjol (kebetulan, atau yang diperlukan tidak dicatat): {desks}.",
        "Broken without a cause that stands out (chance, or what would tell was not logged): {desks}.",
    ),
    "next": ("Langkah berikutnya: {text}", "What to change next: {text}"),
    "came_chart": ("Yang datang di samping perkiraan", "Who came beside the forecast"),
    "band": (
        "batang: yang datang; garis: 8 dari 10 hari, {low}-{high}; perkiraan {mean}",
        "bar: who came; line: 8 of 10 days, {low}-{high}; forecast {mean}",
    ),
    "band_all": (
        "batang: yang datang; garis: jumlah pita semua meja, {low}-{high}; perkiraan {mean}",
        "bar: who came; line: sum of the desks' bands, {low}-{high}; forecast {mean}",
    ),
    "desks": ("Hari demi hari", "Day by day"),
    "desk": ("Meja", "Desk"),
    "day": ("Hari", "Day"),
    "came": ("Datang (perkiraan 80%)", "Came (forecast 80%)"),
    "tickets": ("Antrean / kuota", "Tickets / quota"),
    "sold_out": ("Habis", "Sold out"),
    "refused": ("Tidak terlayani (rencana)", "Turned away (planned)"),
    "wait": ("Tunggu P90 (rencana)", "Wait p90 (planned)"),
    "late": ("Selesai setelah tutup", "Finished past closing"),
    "minutes": ("{minutes} menit", "{minutes} minutes"),
    "promise": ("Janji", "Promise"),
    "is_kept": ("✓ ditepati", "✓ kept"),
    "wait_broken": ("▲ waktu tunggu", "▲ waits"),
    "finish_broken": ("▲ selesai terlambat", "▲ finished late"),
    "refused_broken": ("▲ lebih banyak ditolak", "▲ more refused"),
}


def say(key: str, language: Language, **values: object) -> str:
    """Words of the page, filled in."""
    return language.pick(WORDS[key]).format(**values)


def write_review(review: WeekReview, mall: Mall, out: Path, language: Language) -> Path:
    """Write the page into a folder that is made when absent; returns the file."""
    return write_html(review_page(review, mall, language), out / PAGE_NAMES[language.code])


def review_page(review: WeekReview, mall: Mall, language: Language) -> str:
    """The whole page."""
    chance = [mall.get_desk(desk.desk).name for desk in review.desks if desk.likeliest == CHANCE]
    body = fragment(
        "review.html",
        say=lambda key, **values: say(key, language, **values),
        short=_short(review, language),
        broken=[_broken(desk, mall, language) for desk in review.desks if desk.likeliest not in ("", CHANCE)],
        by_chance=say("by_chance", language, desks=", ".join(chance)) if chance else None,
        chart=Markup(came_chart(review, language)),
        rows=list(_rows(review, mall, language)),
        logged=any(desk.is_logged for desk in review.desks),
        not_counted=_not_counted(review, mall, language),
    )
    return html_page(say("title", language, week=language.period(review.days)), body, language)


def came_chart(review: WeekReview, language: Language) -> str:
    """SVG: visits of each day over all desks, with the sum of their bands."""
    by_day: dict[date, list[ReviewedDay]] = {}
    for day in (day for desk in review.desks for day in desk.days):
        by_day.setdefault(day.day, []).append(day)
    bars = [_bar(day, rows, language) for day, rows in sorted(by_day.items())]
    told = "; ".join(f"{bar.label}: {language.number(bar.value)}, {bar.note}" for bar in bars)
    return bar_chart(bars, Caption(title=say("came_chart", language), description=told, language=language))


def _bar(day: date, rows: Sequence[ReviewedDay], language: Language) -> Bar:
    low, high = sum(r.demand_low for r in rows), sum(r.demand_high for r in rows)
    number = language.number
    mean = number(sum(r.demand_mean for r in rows))
    return Bar(
        label=language.day(day),
        value=float(sum(r.came_visits for r in rows)),
        low=low,
        high=high,
        note=say("band_all" if len(rows) > 1 else "band", language, low=number(low), high=number(high), mean=mean),
    )


def _short(review: WeekReview, language: Language) -> str:
    days = [day for desk in review.desks for day in desk.days]
    number = language.number
    return say(
        "short",
        language,
        kept=sum(desk.is_logged and not desk.is_broken for desk in review.desks),
        all=sum(desk.is_logged or desk.is_broken for desk in review.desks),
        came=number(sum(d.came_visits for d in days)),
        forecast=number(sum(d.demand_mean for d in days)),
        served=number(sum(d.served_visits for d in days)),
        planned=number(sum(d.served_planned for d in days)),
    )


def _broken(desk: DeskReview, mall: Mall, language: Language) -> tuple[str, str, str]:
    """Name, likeliest cause, and what to change next."""
    first = desk.causes[0]
    likeliest = report_say("likeliest", language).format(cause_text(first, language))
    text = next_text(first, desk, mall, language).replace("`", "")
    return mall.get_desk(desk.desk).name, likeliest, say("next", language, text=text)


def _rows(review: WeekReview, mall: Mall, language: Language) -> Iterator[tuple[str, ...]]:
    for desk in review.desks:
        for day in desk.days:
            yield mall.get_desk(desk.desk).name, *_cells(day, language)


def _cells(day: ReviewedDay, language: Language) -> tuple[str, ...]:
    number = language.number
    broken = ", ".join(say(f"{name}_broken", language) for name in day.broken)
    late = say("minutes", language, minutes=number(day.finished_late_minutes)) if day.finished_late_minutes else "-"
    return (
        language.day(day.day),
        broken or say("is_kept" if day.is_logged else "not_logged", language),
        f"{'≥ ' if day.came_is_least else ''}{number(day.came_visits)} "
        f"({number(day.demand_low)}-{number(day.demand_high)})",
        f"{number(day.tickets_issued)} / {number(day.quota_tickets)}",
        language.clock(day.sold_out_at) if day.sold_out_at else "-",
        f"{_or_dash(day.refused_visits, language)} ({number(day.refused_planned)})",
        f"{_or_dash(day.wait_p90_minutes, language)} ({number(day.wait_p90_planned)})",
        late,
    )


def _or_dash(value: float | None, language: Language) -> str:
    return "-" if value is None else language.number(value)


def _not_counted(review: WeekReview, mall: Mall, language: Language) -> str | None:
    names = ", ".join(mall.get_desk(desk).name for desk in review.not_counted)
    return report_say("not_counted", language).format(names) if names else None
