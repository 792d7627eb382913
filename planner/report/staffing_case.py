"""The staffing case in sentences and as text: every number with its unit and where it comes from."""

from collections.abc import Iterator

from planner.domain.mall import Mall
from planner.planning.abk import grade_of
from planner.planning.staffing_case import ASSUMED_SPREAD, StaffingCase
from planner.planning.staffing_case_abk import DAYS_IN_WEEK, Doubt, Warned
from planner.planning.staffing_case_document import KeptCase
from planner.planning.staffing_case_limit import LimitKind
from planner.planning.staffing_case_measures import Measure
from planner.report.language import Language
from planner.report.staffing_tables import (
    Table,
    abk_table,
    curve_table,
    desk_or_id,
    ends_table,
    graded,
    measure_name,
    measures_table,
    pool_table,
    pool_weeks,
    range_text,
)
from planner.report.staffing_words import word

INDONESIAN = Language("id")
SHOWN_HASH_SIGNS = 12
SHARE_DOUBTS = frozenset({Doubt.HIDDEN_DEMAND})


def case_text(case: StaffingCase, mall: Mall, language: Language = INDONESIAN) -> str:
    """The case in paragraphs and tables, ending in a line break."""
    blocks = [
        [title(case, mall, language), year_sentence(case, language)],
        list(answer(case, language)),
        list(hidden_days(case, language)),
        _lines(curve_table(case, language)),
        _lines(pool_table(case, language)) if case.pool.curve else [],
        [] if case.demand_is_known_well else _lines(ends_table(case, language)),
        _lines(measures_table(case, mall, language)),
        [*_lines(abk_table(case, language)), *unit_sentences(case, mall, language), *doubts(case, language)],
        [basis(case, language)],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _lines(table: Table) -> list[str]:
    """A table in columns of equal width, words to the left and numbers to the right."""
    rows = [table.heads, *table.rows]
    widths = [max(len(row[n]) for row in rows) for n in range(len(table.heads))]

    def line(row: tuple[str, ...]) -> str:
        cells = [
            c.ljust(w) if n < table.words else c.rjust(w) for n, (c, w) in enumerate(zip(row, widths, strict=True))
        ]
        return "  ".join(cells).rstrip()

    return [table.title, *(line(row) for row in rows), table.note]


def passport(kept: KeptCase, language: Language = INDONESIAN) -> str:
    """Which input the numbers come from, and when they were made."""
    made = language.full_date(kept.made_on)
    return word(language, "passport", hash=kept.input_hash[:SHOWN_HASH_SIGNS], day=made)


def title(case: StaffingCase, mall: Mall, language: Language) -> str:
    """Desk and mall."""
    return word(language, "title", desk=mall.get_desk(case.desk).name, mall=mall.name)


def year_sentence(case: StaffingCase, language: Language) -> str:
    """The year that was simulated."""
    first, last = language.full_date(case.first_day), language.full_date(case.last_day)
    return word(language, "year", first=first, last=last, days=case.open_days)


def answer(case: StaffingCase, language: Language) -> Iterator[str]:
    """Is one more officer justified: what he buys, at both ends, what limits it, and after how many it ends."""
    yield headline(case, language)
    yield ends_sentence(case, language)
    if case.limit.kind is not LimitKind.OFFICERS:
        yield limit_sentence(case, language)
    if case.counters_are_assumed:
        yield word(language, "assumed_counters", counters=case.counters)
    elif case.limit.kind not in (LimitKind.COUNTERS, LimitKind.DEMAND):
        yield word(language, "counters", counters=case.counters)
    if case.limit.kind is not LimitKind.DEMAND:
        yield knee_sentence(case, language)
    if not case.is_enough:
        yield short_data(case, language)


def short_data(case: StaffingCase, language: Language) -> str:
    """That too few weeks, or only months, were counted for more than a direction."""
    weeks, spread = language.number(case.abk.counted_weeks), f"±{language.share(ASSUMED_SPREAD)}"
    if case.abk.is_monthly:
        return word(language, "monthly_data", weeks=weeks)
    return word(language, "short_data", weeks=weeks, spread=spread)


def headline(case: StaffingCase, language: Language = INDONESIAN) -> str:
    """What one more officer buys, with its range, and what the next one adds; and whether pooled officers count."""
    return " ".join(filter(None, (_bought(case, language), pool_sentence(case, language))))


def pool_sentence(case: StaffingCase, language: Language) -> str:
    """How pooled officers count, and what comes out without them; "" where none could serve there."""
    alone, pool = case.without_pool(1), case.pool
    if alone is not None:
        return word(
            language,
            "pool.counted",
            weeks=pool_weeks(case, language),
            officers=language.number(pool.officers, 1),
            day=language.number(alone.more_served.middle / case.open_days, 1),
            year=range_text(alone.more_served, language),
        )
    if not pool.are_able:
        return ""
    if not pool.weeks:
        return word(language, "pool.unknown", able=pool.are_able)
    return word(language, "pool.not_here", weeks=pool_weeks(case, language))


def a_week(case: StaffingCase, language: Language) -> str:
    """What one more officer buys in a week of the year, to hold beside the answer for one week."""
    days = (case.last_day - case.first_day).days + 1
    return word(language, "a_week", week=language.number(case.team(1).more_served.middle * DAYS_IN_WEEK / days, 1))


def _bought(case: StaffingCase, language: Language) -> str:
    one = case.team(1).more_served
    a_day = one.per(case.open_days)
    second = (case.team(2).more_served.middle - one.middle) / case.open_days
    return word(
        language,
        "headline",
        day=language.number(a_day.middle, 1),
        low=language.number(a_day.low, 1),
        high=language.number(a_day.high, 1),
        year=range_text(one, language),
        second=language.number(second, 1),
    )


def ends_sentence(case: StaffingCase, language: Language) -> str:
    """What one more officer buys at both ends of demand, or that demand is known well."""
    if case.demand_is_known_well:
        low, high = language.number(case.demand.low), language.number(case.demand.high)
        return word(language, "known_well", low=low, high=high)
    one = case.team(1)
    least, most = (language.number(e.more_served / case.open_days, 1) for e in (one.least_demand, one.most_demand))
    return word(language, "ends", least=least, most=most)


def limit_sentence(case: StaffingCase, language: Language) -> str:
    """What stops another officer from helping; "" when nothing does."""
    limit, pool = case.limit, language.number(case.pool.officers, 1)
    if limit.kind is LimitKind.COUNTERS and case.officers < limit.units:
        return word(language, "limit.counters_pool", units=limit.units, pool=pool)
    return word(language, f"limit.{limit.kind}", units=limit.units, equipment=limit.equipment)


def knee_sentence(case: StaffingCase, language: Language) -> str:
    """After how many officers another one buys little, at both ends."""
    knee = case.knee
    if knee.middle is None:
        return word(language, "no_knee", most=case.most_officers)
    least, most = (knee_end(case, size, language) for size in (knee.least_demand, knee.most_demand))
    return word(language, "knee", middle=knee.middle, least=least, most=most)


def knee_end(case: StaffingCase, size: int | None, language: Language) -> str:
    """`sesudah 6`, or that no size of team that was looked at is the last one that helps."""
    if size is None:
        return word(language, "knee_not_reached", most=case.most_officers)
    return word(language, "knee_after", size=size)


def hidden_days(case: StaffingCase, language: Language) -> Iterator[str]:
    """Why an average hides the problem, a sentence for each reason."""
    mean = case.demand_visits / case.open_days
    yield word(language, "hides.busy", mean=language.number(mean), busy=language.number(case.busy_day_visits))
    yield word(language, "hides.over", share=language.share(case.today.whole.over_capacity_share))
    yield word(
        language,
        "hides.away",
        visits=language.number(case.one_away_served, 1),
        days=language.share(case.away_days_share),
        away=language.share(case.settings.away_share),
    )


def best_measure(case: StaffingCase) -> Measure | None:
    """The measure that serves most over both desks, where one really serves more."""
    return next((m for m in case.measures.tried if m.is_real), None)


def best_measure_sentence(case: StaffingCase, mall: Mall, language: Language) -> str:
    """The measure that helps most, or that none does, or that none could be tried."""
    best = best_measure(case)
    if best is None:
        return word(language, "free.none_real" if case.measures.tried else "free.none")
    told, net = measure_name(best, mall, language), range_text(best.net_served, language)
    if best.lost_there is None:
        return word(language, "free.best", measure=told, range=net)
    return word(language, "free.best_net", measure=told, range=net, desk=desk_or_id(mall, best.from_desk))


def unit_sentences(case: StaffingCase, mall: Mall, language: Language) -> Iterator[str]:
    """EU and PEU of the agency in each convention."""
    agency = mall.get_agency(mall.get_desk(case.desk).agency).name
    for wke, unit in case.abk.unit.items():
        letter = grade_of(unit.eu)
        yield word(
            language,
            "abk.unit",
            agency=agency,
            desks=unit.desks,
            holders=unit.holders,
            wke=language.number(wke),
            load=language.number(unit.load_minutes),
            eu="-" if unit.eu is None else language.number(unit.eu, 2),
            letter=graded(unit.eu, letter, language).partition(" / ")[2] or "-",
            shortage=unit.shortage,
            surplus=unit.surplus,
        )


def doubts(case: StaffingCase, language: Language) -> Iterator[str]:
    """What makes the analysis doubtful."""
    return (_doubt(warned, language) for warned in case.abk.warnings)


def _doubt(warned: Warned, language: Language) -> str:
    decimals = 1 if warned.doubt is Doubt.ROUGH_MINUTES else 0
    value = language.share(warned.value) if warned.doubt in SHARE_DOUBTS else language.number(warned.value, decimals)
    return word(language, f"doubt.{warned.doubt}", value=value, limit=language.number(warned.limit, decimals))


def basis(case: StaffingCase, language: Language) -> str:
    """What the figures take for granted, and where they come from."""
    return word(
        language,
        "basis",
        away=language.share(case.settings.away_share),
        pool=f"{told} " if (told := pool_sentence(case, language)) else "",
        demand=range_text(case.demand, language),
        mean=language.number(case.demand_visits),
        estimated=word(language, "estimated") if case.demand_is_estimated else "",
        counted=language.number(case.counted_visits),
        team=range_text(case.measures.team_served, language),
    )
