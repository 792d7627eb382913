"""Tables of the staffing case in words: the curve, both ends of demand, measures, and the workload analysis."""

from dataclasses import dataclass

from planner.domain.ids import DeskId
from planner.domain.mall import Mall
from planner.domain.periods import Week
from planner.planning.abk import CONVENTIONS, Abk
from planner.planning.staffing_case import Range, StaffingCase, TeamYear
from planner.planning.staffing_case_measures import Measure, MeasureKind
from planner.report.language import Language
from planner.report.phrases import officer_name, service_name
from planner.report.staffing_words import word

CURVE_HEADS = ("officers", "tickets", "served", "turned_day", "turned_year", "over", "wait", "used", "finish")
END_HEADS = ("more_low", "turned_low", "wait_low", "used_low", "more_high", "turned_high", "wait_high", "used_high")
POOL_HEADS = ("with", "with_more", "without", "without_more")
ABK_HEADS = ("basis", "volume", "load", "need", "rounded", "holders", "difference", "ej")
FREE_HEADS = ("measure", "served", "needs", "warning")
OVERLOAD_LETTER = "A"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as people read it. words: how many of its first columns hold words, the rest hold numbers."""

    key: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str
    words: int = 1


def range_text(value: Range, language: Language, decimals: int = 0) -> str:
    """`2.526 (1.308-3.695)`: the middle and the range."""
    middle, low, high = (language.number(v, decimals) for v in (value.middle, value.low, value.high))
    return f"{middle} ({low}-{high})"


def curve_table(case: StaffingCase, language: Language) -> Table:
    """A row for every size of team."""
    return Table(
        key="curve",
        title=word(language, "curve.title"),
        heads=tuple(word(language, f"curve.{name}") for name in CURVE_HEADS),
        rows=tuple(_curve_row(team, case, language) for team in case.curve),
        note=word(language, "curve.note", years=case.settings.replications),
    )


def team_name(team: TeamYear, case: StaffingCase, language: Language) -> str:
    """`4 (sekarang)`, `6 (batas guna)`, `5`."""
    if team.officers == case.officers:
        return word(language, "now", officers=team.officers)
    if team.officers == case.knee.middle:
        return word(language, "is_knee", officers=team.officers)
    return str(team.officers)


def _curve_row(team: TeamYear, case: StaffingCase, say: Language) -> tuple[str, ...]:
    return (
        team_name(team, case, say),
        say.number(team.tickets_a_day, 1),
        range_text(team.served, say),
        range_text(team.turned_away.per(case.open_days), say, 1),
        range_text(team.turned_away, say),
        say.share(team.whole.over_capacity_share),
        say.number(team.whole.wait_p90_minutes),
        say.share(team.whole.utilisation),
        say.share(team.whole.finish_probability),
    )


def pool_table(case: StaffingCase, language: Language) -> Table:
    """Every size of team with pooled officers as in the rosters, beside the same years without them."""
    officers, weeks = language.number(case.pool.officers, 1), pool_weeks(case, language)
    return Table(
        key="pool",
        title=word(language, "pool.title"),
        heads=(word(language, "curve.officers"), *(word(language, f"pool.{name}") for name in POOL_HEADS)),
        rows=tuple(
            (team_name(team, case, language), *_a_day(team, case, language), *_a_day(alone, case, language))
            for team, alone in zip(case.curve, case.pool.curve, strict=True)
        ),
        note=word(language, "pool.note", officers=officers, weeks=weeks, now=case.officers),
    )


def _a_day(team: TeamYear, case: StaffingCase, say: Language) -> tuple[str, str]:
    more = team.more_served.middle / case.open_days
    return range_text(team.served.per(case.open_days), say, 1), f"{'+' if more > 0 else ''}{say.number(more, 1)}"


def pool_weeks(case: StaffingCase, language: Language) -> str:
    """`jadwal minggu ke-10/2026 sampai ke-13/2026`, and that it is a draft where nothing was published."""
    weeks = [f"{week.number}/{week.year}" for week in map(Week.parse, case.pool.weeks)]
    key = "pool.week" if len(weeks) == 1 else "pool.weeks"
    told = word(language, key, first=weeks[0], last=weeks[-1])
    return told if case.pool.is_published else word(language, "pool.draft", weeks=told)


def ends_table(case: StaffingCase, language: Language) -> Table:
    """The same sizes of team in the fifths of years with least and with most demand."""
    return Table(
        key="ends",
        title=word(language, "ends.title"),
        heads=(word(language, "curve.officers"), *(word(language, f"ends.{name}") for name in END_HEADS)),
        rows=tuple(_ends_row(team, case, language) for team in case.curve),
        note=word(language, "ends.note"),
    )


def _ends_row(team: TeamYear, case: StaffingCase, say: Language) -> tuple[str, ...]:
    cells: list[str] = [team_name(team, case, say)]
    for end in (team.least_demand, team.most_demand):
        cells += [
            say.number(end.more_served / case.open_days, 1),
            say.number(end.turned_away / case.open_days, 1),
            say.number(end.wait_p90_minutes),
            say.share(end.utilisation),
        ]
    return tuple(cells)


def measures_table(case: StaffingCase, mall: Mall, language: Language) -> Table:
    """Every measure that was tried, the one with most visits first."""
    return Table(
        key="free",
        title=word(language, "free.title"),
        heads=tuple(word(language, f"free.{name}") for name in FREE_HEADS),
        rows=tuple(_measure_row(measure, case, mall, language) for measure in case.measures.tried),
        note=word(language, "free.note", share=language.share(case.measures.days_share)),
        words=len(FREE_HEADS),
    )


def _measure_row(measure: Measure, case: StaffingCase, mall: Mall, say: Language) -> tuple[str, ...]:
    told = range_text(measure.net_served, say)
    return (
        measure_name(measure, mall, say),
        told if measure.is_real else word(say, "free.not_real", range=told),
        word(say, f"{measure.kind}.needs"),
        ". ".join(filter(None, (_here_now(measure, case, say), _warning(measure, mall, say)))),
    )


def measure_name(measure: Measure, mall: Mall, language: Language) -> str:
    """What is done, with names."""
    service = service_name(mall, measure.service) or measure.service or ""
    return word(
        language,
        measure.kind,
        officer=officer_name(mall, measure.officer) if measure.officer else "",
        service=service,
        number=measure.number,
        desk=desk_or_id(mall, measure.from_desk),
    )


def _here_now(measure: Measure, case: StaffingCase, say: Language) -> str:
    """How much of the desk's time a pooled officer sits there already; "" where no roster tells."""
    if measure.kind is not MeasureKind.POOL or not case.pool.weeks:
        return ""
    if not measure.here_share:
        return word(say, "pool.never_here")
    return word(say, "pool.here", share=say.share(measure.here_share))


def _warning(measure: Measure, mall: Mall, say: Language) -> str:
    if measure.kind is MeasureKind.POOL and measure.from_desk is None:
        return word(say, "pool.warning_none")
    lost = "" if measure.lost_there is None else range_text(measure.lost_there, say)
    more = range_text(measure.more_served, say)
    return word(say, f"{measure.kind}.warning", desk=desk_or_id(mall, measure.from_desk), more=more, lost=lost)


def desk_or_id(mall: Mall, desk: DeskId | None) -> str:
    """The name, the id of a desk that was closed down since, "" for none."""
    return next((d.name for d in mall.desks if d.id == desk), desk or "")


def abk_table(case: StaffingCase, language: Language) -> Table:
    """Both conventions, with forecast volumes and with counted ones."""
    rows = [
        _abk_row(word(language, f"abk.{volume}", name=name, wke=language.number(wke)), found[wke], language)
        for volume, found in (("forecast", case.abk.forecast), ("counted", case.abk.counted))
        for name, wke in CONVENTIONS.items()
    ]
    return Table(
        key="abk",
        title=word(language, "abk.title"),
        heads=tuple(word(language, f"abk.{name}") for name in ABK_HEADS),
        rows=tuple(rows),
        note=word(language, "abk.note", minutes=language.number(case.visit_minutes, 1)),
    )


def _abk_row(name: str, found: Abk, say: Language) -> tuple[str, ...]:
    return (
        name,
        say.number(sum(task.yearly_volume for task in found.tasks)),
        say.number(found.load_minutes),
        say.number(found.need, 2),
        str(found.rounded_need),
        str(found.holders),
        f"{found.difference:+d}" if found.difference else "0",
        graded(found.ej, found.grade(), say),
    )


def graded(ratio: float | None, letter: str, language: Language) -> str:
    """`1,05 / A: beban di atas kapasitas`."""
    if ratio is None:
        return "-"
    told = f"{language.number(ratio, 2)} / {letter}"
    return f"{told}: {word(language, 'overload')}" if letter == OVERLOAD_LETTER else told
