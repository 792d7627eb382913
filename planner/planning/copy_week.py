"""Copy a week's roster onto another week: leave applied, closed days respected, quotas proved for the new demand.

The roster is copied, never the numbers: the demand of the week is forecast anew, every desk-day is simulated and
proved, and what cannot be copied is told by name.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import groupby

from planner.domain.history import History
from planner.domain.ids import DeskId, OfficerId
from planner.domain.mall import AgencyMode, Mall
from planner.domain.periods import Week
from planner.domain.plan import Plan, PlanFinding, PlanInput, Posting
from planner.planning.copied_postings import Copied, NotCopied, copied_postings, shifted
from planner.planning.decided import NOTHING_DECIDED, Decided
from planner.planning.demand_changes import DemandChanges, changed_demand
from planner.planning.edit_plan import roster_faults
from planner.planning.explain import explained
from planner.planning.findings import plan_findings
from planner.planning.floors import floor_findings
from planner.planning.forecast_demand import forecast_demand
from planner.planning.frame import WeekFrame, make_frame
from planner.planning.learned import with_learned
from planner.planning.passport import PlanMaking, make_plan
from planner.planning.planned_week import DemandWeek
from planner.planning.proving import Proving, prove_postings
from planner.planning.ranges import find_ranges, range_findings
from planner.planning.shortfalls import WeekResult, find_shortfalls, stage_values, tickets_by_day
from planner.planning.simulations import Simulations
from planner.planning.steps import Told, silent, step
from planner.queueing.proof import ProofSettings
from planner.solver.ruleset import LOKETPLAN_1

NAMED_MOST = 20  # single officers left behind who are told by name; of more, only how many


@dataclass(frozen=True, slots=True, kw_only=True)
class CopySettings:
    """How a week is copied. changes: to the forecast, by people. decided: what agencies refused for the new week."""

    author: str = "loketplan"
    proof: ProofSettings = field(default_factory=ProofSettings)
    changes: DemandChanges = field(default_factory=DemandChanges)
    decided: Decided = NOTHING_DECIDED


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyInput:
    """What is copied and what it meets: the source, the week, and mall and counts as they are now."""

    source: Plan
    week: Week
    mall: Mall
    history: History


def copy_week(
    given: CopyInput, simulations: Simulations, settings: CopySettings, now: datetime, tell: Told = silent
) -> Plan:
    """A plan of the week with the source's roster as far as it can be.

    Raises InvalidValue when no agency is open in the week (`week_closed`) or nothing was counted (`no_history`).
    """
    learned = with_learned(given.mall, given.history)
    frame = make_frame(learned.mall, given.week.days)
    tell(step("forecast"))
    outlook = changed_demand(frame, forecast_demand(frame, given.history), settings.changes)
    week = DemandWeek(frame=frame, outlook=outlook)
    tell(step("copying"))
    copied = _copied(given, frame, settings.decided)
    tell(step("quotas"))
    proved = prove_postings(week, copied.postings, Proving(simulations=simulations, proof=settings.proof))
    ranges = find_ranges(week, proved, simulations)
    result = WeekResult(
        frame=frame, forecasts=week.forecasts, postings=copied.postings, tickets=tickets_by_day(proved.quotas)
    )
    return make_plan(
        _making(given, frame, settings, now),
        forecast=outlook.forecasts,
        postings=copied.postings,
        stages=stage_values(result),
        shortfalls=explained(result, find_shortfalls(result), proved.quotas),
        remedies=(),
        quotas=proved.quotas,
        proofs=proved.proofs,
        table_minus_simulation=proved.compared,
        ranges=ranges.rows,
        unmeasured=ranges.unmeasured,
        findings=(
            *copy_findings(given, frame, copied.left_behind),
            *floor_findings(frame, outlook.forecasts, proved.quotas),
            *range_findings(frame.mall, ranges),
            *learned.findings,
            *plan_findings(frame, outlook, None),
        ),
    )


def _making(given: CopyInput, frame: WeekFrame, settings: CopySettings, now: datetime) -> PlanMaking:
    return PlanMaking(
        frame=frame,
        history=given.history,
        now=now,
        author=settings.author,
        seed=given.source.passport.seed,
        parameters={
            "copied_from": str(Week.of(given.source.input.days[0])),
            "proof_days": str(settings.proof.days),
            "proof_seed": str(settings.proof.seed),
            "rule_set": LOKETPLAN_1.name,
        },
        seconds={},
    )


def _copied(given: CopyInput, frame: WeekFrame, decided: Decided) -> Copied:
    source_week = Week.of(given.source.input.days[0])
    wanted = (posting for posting in given.source.postings if posting.day in source_week.days)
    bare = replace(
        given.source,
        input=PlanInput(
            mall=frame.mall,
            days=frame.days,
            history_hash=given.source.input.history_hash,
            history_last_day=given.source.input.history_last_day,
        ),
    )
    return copied_postings(
        frame,
        shifted(wanted, given.week.days[0] - source_week.days[0]),
        decided,
        lambda postings: roster_faults(replace(bare, postings=postings)),
    )


def copy_findings(given: CopyInput, frame: WeekFrame, left: Iterable[NotCopied]) -> tuple[PlanFinding, ...]:
    """That the roster was copied, and of everything left behind what it was and why."""
    source = Week.of(given.source.input.days[0])
    behind = tuple(left)
    closed = tuple(item for item in behind if item.why == "closed")
    people = tuple(item for item in behind if item.why != "closed")
    told = PlanFinding(
        code="copied_week",
        text_id=f"Jadwal ini disalin dari minggu {source}, tidak disusun ulang; kuotanya dihitung untuk minggu ini. "
        f"{len(behind)} penempatan tidak bisa disalin.",
        text_en=f"This roster was copied from week {source}, not planned anew; its quotas are those of this week. "
        f"{len(behind)} postings could not be copied.",
    )
    return (told, *_without_own_roster(frame), *_closed_findings(closed), *_people_findings(given, frame, people))


def _without_own_roster(frame: WeekFrame) -> Iterator[PlanFinding]:
    """Agencies that bring their own roster and did not for this week: theirs is never copied."""
    brought = {frame.agency_of[row.desk] for row in frame.mall.given if row.day in frame.days}
    for agency in frame.mall.agencies:
        is_open = any((agency.id, day) in frame.hours for day in frame.days)
        if agency.mode is AgencyMode.AS_GIVEN and is_open and agency.id not in brought:
            yield PlanFinding(
                code="own_roster_missing",
                text_id=f"{agency.name}: jadwal instansinya untuk minggu ini belum ada, jadi mejanya kosong. "
                "Minta jadwalnya (lembar roster_given), lalu salin lagi.",
                text_en=f"{agency.name}: its own roster of this week is missing, so that its desks stand empty. "
                "Ask for it (sheet roster_given) and copy again.",
            )


def _closed_findings(closed: Iterable[NotCopied]) -> Iterator[PlanFinding]:
    """One for each closed day."""
    for day, items in groupby(sorted(closed, key=lambda item: item.posting.day), key=lambda item: item.posting.day):
        count = len(list(items))
        yield PlanFinding(
            code="not_copied_closed",
            text_id=f"{day:%d/%m/%Y}: tutup, {count} penempatan tidak disalin.",
            text_en=f"{day:%d/%m/%Y}: closed, {count} postings were not copied.",
        )


def _people_findings(given: CopyInput, frame: WeekFrame, people: Iterable[NotCopied]) -> Iterator[PlanFinding]:
    """One for each officer, day and desk, with the sessions; beyond NAMED_MOST only how many more."""
    named = _Named(given.source.input.mall, frame.mall)
    order = sorted(people, key=_of_person)
    rows = [(key, list(items)) for key, items in groupby(order, key=_of_person)]
    for (day, officer, desk, _), items in rows[:NAMED_MOST]:
        sessions = ", ".join(item.posting.session for item in items)
        who, where = named.officers.get(officer, officer), named.desks.get(desk, desk)
        yield PlanFinding(
            code="not_copied",
            text_id=f"Tidak disalin: {who}, {day:%d/%m/%Y} {sessions}, {where} ({items[0].text_id}).",
            text_en=f"Not copied: {who}, {day:%d/%m/%Y} {sessions}, {where} ({items[0].text_en}).",
        )
    if len(rows) > NAMED_MOST:
        more = len(rows) - NAMED_MOST
        yield PlanFinding(
            code="not_copied_more",
            text_id=f"Dan {more} penempatan harian lain yang tidak bisa disalin.",
            text_en=f"And {more} more daily postings that could not be copied.",
        )


def _of_person(item: NotCopied) -> tuple[date, OfficerId, DeskId, str]:
    posting: Posting = item.posting
    return posting.day, posting.officer, posting.desk, item.why


class _Named:
    """Names of both malls, the new one's first."""

    def __init__(self, old: Mall, new: Mall) -> None:
        self.officers = {o.id: o.name for mall in (old, new) for o in mall.officers}
        self.desks = {d.id: d.name for mall in (old, new) for d in mall.desks}
