"""The holiday check as text: holiday, leave, surge, days at risk, and the best measures."""

from collections.abc import Iterator
from datetime import date

from planner.calendar.surges import get_surge
from planner.domain.mall import Mall
from planner.planning.holiday_check import HolidayCheck, Measure
from planner.planning.holiday_check_calendar import ExpectedSurge
from planner.planning.scenario import LastTicket, LeaveMoved, SkillAdded
from planner.report.language import Language

MOST_DAYS = 10
WORDS = {
    "holiday": (
        "Libur berikutnya: {names}, {days}. Buka lagi {again}; minggu yang diperiksa: {week}.",
        "Next holiday: {names}, {days}. Open again {again}; week checked: {week}.",
    ),
    "away": ("Cuti di sekitarnya:", "On leave around it:"),
    "nobody": ("Tidak ada cuti yang tercatat di sekitarnya.", "No leave is entered around it."),
    "surge": (
        "Lonjakan: {name}, {low}-{high} kali di {desks}. {how} Sumber: {source}.",
        "Surge: {name}, {low}-{high} times at {desks}. {how} Source: {source}.",
    ),
    "counted": (
        "Sudah dihitung sendiri pada kejadian sebelumnya, jadi sudah ada di perkiraan.",
        "Counted here last time, so the forecast has it.",
    ),
    "added": ("Ditambahkan ke perkiraan.", "Added to the forecast."),
    "no_surge": ("Tidak ada lonjakan yang dikenal pada minggu itu.", "No known surge falls into that week."),
    "week": (
        "Seminggu: {demand} kunjungan diperkirakan datang, {served} terlayani, {turned} tidak terlayani.",
        "Over the week: {demand} visits expected, {served} served, {turned} turned away.",
    ),
    "risky": (
        "Hari berisiko (peluang permintaan melebihi antrean):",
        "Days at risk (probability that demand exceeds the tickets):",
    ),
    "risky_day": (
        "  {desk}, {day}: {probability}%, {turned} dari {demand} kunjungan tidak terlayani, {tickets} antrean",
        "  {desk}, {day}: {probability}%, {turned} of {demand} visits turned away, {tickets} tickets",
    ),
    "more_days": ("  ... dan {n} lagi", "  ... and {n} more"),
    "safe": ("Tidak ada hari yang berisiko.", "No day is at risk."),
    "no_roster": (
        "Jadwal sendiri untuk minggu itu belum dimasukkan: {desks}. Meja ini tidak ikut dihitung.",
        "Their own roster of that week is not entered yet: {desks}. These desks are left out.",
    ),
    "measures": (
        "Langkah terbaik dari {tried} yang dicoba (warga terlayani lebih seminggu, selang 95%):",
        "Best of {tried} measures tried (citizens served more over the week, 95% interval):",
    ),
    "measure": ("  {n}. {what}: +{more} ({low} .. {high})",) * 2,
    "no_measure": (
        "Dari {tried} langkah yang dicoba tidak ada yang nyata menambah warga terlayani.",
        "None of {tried} measures tried really serves more citizens.",
    ),
    "leave_moved": (
        "{desk}: cuti {officer} digeser, mulai {day} (minggu berikutnya kehilangan petugas ini; tidak dihitung)",
        "{desk}: leave of {officer} moved to begin {day} (the week after loses this officer; not counted)",
    ),
    "every_desk": ("Seluruh mal", "Whole mall"),
    "last_ticket": ("{desk}: antrean terakhir pukul {at}", "{desk}: last ticket at {at}"),
    "skill_added": ("{desk}: {officer} dilatih {service}", "{desk}: train {officer} in {service}"),
    "officer_added": ("{desk}: satu petugas tambahan", "{desk}: one officer more"),
}


def say(key: str, language: Language, **values: object) -> str:
    """Words of this report, filled in."""
    return language.pick(WORDS[key]).format(**values)


def holiday_text(check: HolidayCheck, mall: Mall, language: Language) -> str:
    """The check in lines of text, ending in a line break."""
    lines = [
        headline(check, language),
        *away_lines(check, mall, language),
        *surge_lines(check, mall, language),
        "",
        *_risks(check, mall, language),
    ]
    return "\n".join([*lines, "", *_measures(check, mall, language)]) + "\n"


def headline(check: HolidayCheck, language: Language) -> str:
    """The holiday, when the mall opens again, and the week checked."""
    holiday = check.holiday
    return say(
        "holiday",
        language,
        names=", ".join(holiday.names),
        days=_days(holiday.first_day, holiday.last_day, language),
        again=language.full_date(holiday.opens_again),
        week=language.period(holiday.week.days),
    )


def measure_text(measure: Measure, mall: Mall, language: Language) -> str:
    """What would be done."""
    change = measure.change
    desk = mall.get_desk(measure.desk).name if measure.desk else say("every_desk", language)
    if isinstance(change, LeaveMoved):
        officer = mall.get_officer(change.officer).name
        return say("leave_moved", language, desk=desk, officer=officer, day=language.full_date(change.new_from))
    if isinstance(change, LastTicket):
        return say("last_ticket", language, desk=desk, at=f"{change.last_ticket:%H.%M}")
    if isinstance(change, SkillAdded):
        service = next(s.name for s in mall.services if s.id == change.service)
        return say("skill_added", language, desk=desk, officer=mall.get_officer(change.officer).name, service=service)
    return say("officer_added", language, desk=desk)


def away_lines(check: HolidayCheck, mall: Mall, language: Language) -> Iterator[str]:
    """Who is on leave around it, a line each."""
    yield say("away" if check.away else "nobody", language)
    for row in check.away:
        desks = ", ".join(mall.get_desk(desk).name for desk in row.desks)
        yield f"  {mall.get_officer(row.officer).name} ({desks}): {_days(row.first_day, row.last_day, language)}"


def _days(first: date, last: date, language: Language) -> str:
    return language.full_date(first) + (f" - {language.full_date(last)}" if first != last else "")


def surge_lines(check: HolidayCheck, mall: Mall, language: Language) -> Iterator[str]:
    """The surges expected, a sentence each."""
    if not check.surges:
        yield say("no_surge", language)
    for surge in check.surges:
        yield _surge(surge, mall, language)


def _surge(surge: ExpectedSurge, mall: Mall, language: Language) -> str:
    return say(
        "surge",
        language,
        name=get_surge(surge.surge).name(language.code),
        low=language.number(surge.low, 2),
        high=language.number(surge.high, 2),
        desks=", ".join(mall.get_desk(desk).name for desk in surge.desks),
        how=say("counted" if surge.is_counted else "added", language),
        source=surge.source,
    )


def week_line(check: HolidayCheck, language: Language) -> str:
    """Visits expected, served and turned away over the week."""
    return say(
        "week",
        language,
        demand=language.number(check.demand_visits),
        served=language.number(check.served_visits),
        turned=language.number(check.turned_away),
    )


def no_roster_line(check: HolidayCheck, mall: Mall, language: Language) -> str:
    """Desks left out because their own roster is not entered; empty without any."""
    if not check.no_roster:
        return ""
    return say("no_roster", language, desks=", ".join(mall.get_desk(desk).name for desk in check.no_roster))


def _risks(check: HolidayCheck, mall: Mall, language: Language) -> Iterator[str]:
    yield week_line(check, language)
    yield say("risky" if check.risky else "safe", language)
    for row in check.risky[:MOST_DAYS]:
        yield say(
            "risky_day",
            language,
            desk=mall.get_desk(row.desk).name,
            day=language.day(row.day),
            probability=language.number(100 * row.probability),
            turned=language.visits(row.turned_away),
            demand=language.visits(row.demand_visits),
            tickets=row.tickets,
        )
    if len(check.risky) > MOST_DAYS:
        yield say("more_days", language, n=len(check.risky) - MOST_DAYS)
    if line := no_roster_line(check, mall, language):
        yield line


def _measures(check: HolidayCheck, mall: Mall, language: Language) -> Iterator[str]:
    yield say("measures" if check.measures else "no_measure", language, tried=check.tried)
    for n, measure in enumerate(check.measures, start=1):
        yield say(
            "measure",
            language,
            n=n,
            what=measure_text(measure, mall, language),
            more=language.number(measure.served_more, 1),
            low=language.number(measure.low, 1),
            high=language.number(measure.high, 1),
        )
