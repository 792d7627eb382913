"""Numbers, dates and moments as templates print them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Flask

from planner.domain.periods import Week, Zone
from planner.report.phrases import session_name
from webapp.language import language, t
from webapp.mall import mall_of_request
from webapp.people import full_name

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def add_formatters(app: Flask) -> None:
    """Filters of all templates."""
    app.jinja_env.filters.update(
        number=lambda value, decimals=0: language().number(value, decimals),
        visits=lambda value: language().visits(value),
        share=lambda value: language().share(value),
        day=lambda value: language().day(value),
        full_date=lambda value: language().full_date(value),
        clock=lambda value: language().clock(value),
        person=full_name,
        session=lambda value: session_name(language(), value),
        week=week_text,
        moment=moment,
        seconds=seconds,
    )


def week_text(week: Week) -> str:
    """`16-20 Maret 2026 (minggu ke-12)`, Monday to the last weekday on which some agency is open."""
    mall = mall_of_request()
    last = max((weekday for a in mall.agencies for weekday in a.open_weekdays), default=4) if mall else 4
    return language().period(week.days[: last + 1])


def zone() -> Zone:
    """The mall's zone, WIB while there is no mall."""
    mall = mall_of_request()
    return mall.zone if mall else Zone.WIB


def moment(value: datetime | None) -> str:
    """`13 Mar 2026 16.40` at the mall; a dash for none."""
    if value is None:
        return "-"
    return language().moment(value.astimezone(ZoneInfo(zone().tz_name)))


def seconds(value: float) -> str:
    """`24 dtk`, `2 mnt 5 dtk`."""
    whole = int(value)
    if whole < 60:
        return t("seconds", seconds=whole)
    return t("minutes_seconds", minutes=whole // 60, seconds=whole % 60)


def ago_text(passed: timedelta) -> str:
    """`baru saja`, `2 menit lalu`, `3 jam lalu`, `2 hari lalu`."""
    minutes = int(passed.total_seconds()) // 60
    for key, length in (("ago.days", 24 * 60), ("ago.hours", 60), ("ago.minutes", 1)):
        if minutes >= length:
            return t(key, count=minutes // length)
    return t("ago.now")


def short_date(value: date) -> str:
    """`16/03/2026`, as typed into forms."""
    return f"{value:%d/%m/%Y}"


def harmless(value: object) -> str:
    """Text that no spreadsheet takes for a formula; "" for None."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
