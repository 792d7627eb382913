"""Plans by week and version; the document apart from its entry, so that lists stay light."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, delete, func, insert, select, update

from planner.domain.errors import Conflict, NotFound
from planner.domain.periods import Week
from planner.domain.plan import Plan
from planner.planning.plan_file import plan_as_text, plan_from_json
from planner.planning.stored import PlanEntry, PlanState
from planner.store.mapping import record_of, squeeze, unsqueeze
from planner.store.tables import plan_documents, plans
from planner.store.transaction import Transaction

DRAFTS_KEPT = 30  # of each week, for undoing edits; a plan takes about 130 kB


class SqlPlanStore:
    """Answers `PlanStore`."""

    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def save(self, plan: Plan, *, based_on: str | None = None, job: int | None = None) -> PlanEntry:
        """Keep a plan as the draft of its week; see the port."""
        if job is not None and (earlier := self._find(select(plans).where(plans.c.job == job))):
            return earlier
        week = Week.of(plan.input.days[0])
        newest = self._find(_of_week(week).limit(1))
        if based_on is not None and (newest is None or newest.id != based_on):
            raise Conflict(
                f"plan {newest.id if newest else None} of {week} is newer than {based_on}",
                code="plan_changed",
                field="plan",
            )
        entry = self._insert(plan, week, {"based_on": based_on, "job": job})
        self._t.record("plan.saved", entry.id, after={"based_on": based_on, "content_hash": entry.content_hash})
        return entry

    def _insert(self, plan: Plan, week: Week, origin: dict[str, Any]) -> PlanEntry:
        self._supersede(week, PlanState.DRAFT)
        version = 1 + (self._t.connection.scalar(_newest_version(week)) or 0)
        plan_id = f"{week}-v{version}"
        passport = plan.passport
        self._t.connection.execute(
            insert(plans).values(
                id=plan_id,
                week=str(week),
                version=version,
                state=PlanState.DRAFT,
                stale=False,
                input_hash=passport.input_hash,
                content_hash=passport.content_hash,
                author=passport.author,
                created_at=passport.created_at,
                seed=passport.seed,
                saved_at=self._t.now,
                saved_by=self._t.writer.name,
                reason=self._t.reason,
                **origin,
            )
        )
        body = squeeze(plan_as_text(plan))
        self._t.connection.execute(insert(plan_documents).values(plan_id=plan_id, body=body))
        self._forget_drafts(week, version - DRAFTS_KEPT)
        return self.entry(plan_id)

    def _forget_drafts(self, week: Week, version: int) -> None:
        """Drop the content of drafts up to a version that were never published; their entries stay."""
        never_published = plans.c.published_at.is_(None)
        old = select(plans.c.id).where(plans.c.week == str(week), plans.c.version <= version, never_published)
        self._t.connection.execute(delete(plan_documents).where(plan_documents.c.plan_id.in_(old)))

    def _supersede(self, week: Week, state: PlanState) -> None:
        old = update(plans).where(plans.c.week == str(week), plans.c.state == state)
        self._t.connection.execute(old.values(state=PlanState.SUPERSEDED))

    def get(self, plan_id: str) -> Plan:
        """The plan; raises NotFound."""
        return plan_from_json(json.loads(self.document(plan_id)))

    def document(self, plan_id: str) -> str:
        """The text of its plan file; raises NotFound."""
        body = self._t.connection.scalar(select(plan_documents.c.body).where(plan_documents.c.plan_id == plan_id))
        if body is None:
            raise _unknown(plan_id)
        return unsqueeze(body)

    def entry(self, plan_id: str) -> PlanEntry:
        """The entry of a plan; raises NotFound."""
        found = self._find(select(plans).where(plans.c.id == plan_id))
        if found is None:
            raise _unknown(plan_id)
        return found

    def entries(self, week: Week | None = None, limit: int = 50) -> Sequence[PlanEntry]:
        """Entries, newest first."""
        wanted = _newest_first() if week is None else _of_week(week)
        return tuple(_entry_of(row) for row in self._t.connection.execute(wanted.limit(limit)))

    def find_draft(self, week: Week) -> PlanEntry | None:
        """The draft of a week."""
        return self._find(_of_week(week).where(plans.c.state == PlanState.DRAFT))

    def find_published(self, week: Week) -> PlanEntry | None:
        """The published plan of a week."""
        return self._find(_of_week(week).where(plans.c.state == PlanState.PUBLISHED))

    def find_newest(self, week: Week) -> PlanEntry | None:
        """The draft, else the published plan."""
        return self.find_draft(week) or self.find_published(week)

    def find_in_force(self, week: Week) -> PlanEntry | None:
        """The published plan, else the draft."""
        return self.find_published(week) or self.find_draft(week)

    def live(self, limit: int = 200) -> Sequence[PlanEntry]:
        """Drafts and published plans, newest first; see the port."""
        wanted = _newest_first().where(plans.c.state != PlanState.SUPERSEDED)
        return tuple(_entry_of(row) for row in self._t.connection.execute(wanted.limit(limit)))

    def publish(self, plan_id: str) -> PlanEntry:
        """Make the draft the published plan; see the port."""
        entry = self.entry(plan_id)
        if entry.state is not PlanState.DRAFT:
            raise Conflict(f"plan {plan_id} is {entry.state}, not a draft", code="not_a_draft", field="plan")
        before = self.find_published(entry.week)
        self._supersede(entry.week, PlanState.PUBLISHED)
        self._t.connection.execute(
            update(plans)
            .where(plans.c.id == plan_id)
            .values(state=PlanState.PUBLISHED, published_at=self._t.now, published_by=self._t.writer.name)
        )
        self._t.record("plan.published", plan_id, before={"published": before.id if before else None})
        return self.entry(plan_id)

    def set_current_input(self, week: Week, input_hash: str) -> Sequence[PlanEntry]:
        """Mark the week's live plans stale or not; see the port."""
        live = _of_week(week).where(plans.c.state != PlanState.SUPERSEDED)
        for row in self._t.connection.execute(live).all():
            stale = row.input_hash != input_hash
            if stale != row.stale:
                self._t.connection.execute(update(plans).where(plans.c.id == row.id).values(stale=stale))
                self._t.record("plan.stale" if stale else "plan.fresh", row.id)
        return tuple(_entry_of(row) for row in self._t.connection.execute(live))

    def _find(self, wanted: Select[Any]) -> PlanEntry | None:
        row = self._t.connection.execute(wanted).first()
        return _entry_of(row) if row else None


def _newest_first() -> Select[Any]:
    return select(plans).order_by(plans.c.saved_at.desc(), plans.c.version.desc())


def _of_week(week: Week) -> Select[Any]:
    return select(plans).where(plans.c.week == str(week)).order_by(plans.c.version.desc())


def _newest_version(week: Week) -> Select[Any]:
    return select(func.max(plans.c.version)).where(plans.c.week == str(week))


def _unknown(plan_id: str) -> NotFound:
    return NotFound(f"no plan {plan_id!r}", code="unknown_plan", field="plan")


def _entry_of(row: Row[Any]) -> PlanEntry:
    return record_of(PlanEntry, {**row._mapping, "week": Week.parse(row.week)})
