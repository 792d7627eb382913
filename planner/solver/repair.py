"""A published roster after an absence: what still can stays, the agencies hit are solved again through all stages."""

from planner.solver.agencies import AgenciesJob, solve_agencies
from planner.solver.constructive import fill
from planner.solver.draft import Draft
from planner.solver.incumbent import Incumbent
from planner.solver.index import MallIndex
from planner.solver.measure import stages_of
from planner.solver.pins import starting_draft
from planner.solver.workers import Workers

SMALL_AGENCY = 6  # officers up to which the whole horizon is solved again, not only the days hit


class Repair:
    """The agencies and days that lost a published posting, filled up at once and then solved exactly."""

    def __init__(self, index: MallIndex, best: Incumbent) -> None:
        self.index, self.best = index, best
        self.start = starting_draft(index)
        lost = [
            (desk, day)
            for (officer, day, session), desk in index.published_desk.items()
            if desk in index.desks and self.start.work[officer, day].get(session) != desk
        ]
        self.hit: dict[str, set[int]] = {}
        for desk, day in lost:
            self.hit.setdefault(index.desks[desk].agency, set()).add(day)

    def draft(self) -> Draft:
        """What stands, and the gaps filled by whoever is free."""
        hit = {(agency, day) for agency, days in self.hit.items() for day in days}
        fill(self.start, self.index.officers, allowed=lambda desk, day: (self.index.desks[desk].agency, day) in hit)
        return self.start

    def run(self, workers: Workers) -> None:
        """Solve the agencies hit; large ones only on the days hit."""
        if not self.hit:
            return
        options, agencies = self.best.options, tuple(sorted(self.hit))
        seconds = options.seconds if options.reproducible else 0.8 * self.best.left
        share = seconds * options.workers / max(options.workers, len(agencies))
        limit = self.best.limit(share)
        job = AgenciesJob(
            postings=self.best.postings,
            stages=stages_of(self.index),
            limit_of=lambda _: limit,
            chosen=agencies,
            kept_days={agency: self._kept_days(agency) for agency in agencies},
        )
        postings, _ = solve_agencies(self.index, workers, job)
        self.best.offer(postings, "repaired")

    def _kept_days(self, agency: str) -> tuple[int, ...]:
        if len(self.index.own.get(agency, ())) <= SMALL_AGENCY:
            return ()
        return tuple(day for day in range(len(self.index.days)) if day not in self.hit[agency])
